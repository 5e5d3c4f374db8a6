/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/ga-lost-computer.h"

#include <glib/gi18n-lib.h>

#include "model/ga-json-text.h"
#include "server/ga-accounts-private.h"
#include "server/ga-rights-load.h"
#include "server/ga-server-invitation.h"
#include "sync/ga-sync-error.h"

static gboolean
count_rows (GaSql *sql,
            const GaEntity *entity,
            gint64 tenant,
            const GaSpace *space,
            gint64 *count,
            GError **error)
{
  g_autofree char *text = g_strdup_printf (
      "SELECT count(*) FROM %s WHERE tenant = $1 AND _gone = 0 AND _space = "
      "(SELECT number FROM space WHERE tenant = $1 AND place = $2 AND target = $3)",
      ga_sql_table (sql, entity));
  GaStatement *statement = ga_sql_prepare (sql, text, error);
  gboolean found;

  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, tenant);
  ga_statement_bind_integer (statement, 2, space->place);
  ga_statement_bind_id (statement, 3, &space->target);
  return ga_statement_read_integer (statement, &found, count, error);
}

/* What of a space names people: the participants of a community, the persons of a kommune, and the
 * documents of either. */
static gboolean
append_names (GString *json,
              GaSql *sql,
              GaSchema *schema,
              gint64 tenant,
              const GaSpace *space,
              GError **error)
{
  gboolean in_community = space->place == GA_PLACE_COMMUNITY;
  const GaEntity *people = ga_schema_get (schema, in_community ? "participant" : "person");
  const GaEntity *attachment = ga_schema_get (schema, "attachment");
  char target[GA_ID_TEXT_SIZE];
  gint64 n_people, n_documents;

  if (!count_rows (sql, people, tenant, space, &n_people, error) ||
      !count_rows (sql, attachment, tenant, space, &n_documents, error))
    return FALSE;
  if (n_people == 0 && n_documents == 0)
    return TRUE;
  ga_id_format (&space->target, target);
  g_string_append_printf (
      json, "%s{\"%s\":\"%s\",\"%s\":%" G_GINT64_FORMAT ",\"documents\":%" G_GINT64_FORMAT "}",
      g_str_has_suffix (json->str, "}") ? "," : "", in_community ? "community" : "kommune", target,
      in_community ? "participants" : "persons", n_people, n_documents);
  return TRUE;
}

/* (transfer full) (nullable): whose names a computer of the account holds */
static char *
list_names (GaSql *sql, GaSchema *schema, gint64 tenant, gint64 account, GError **error)
{
  const GaSession whose = { .tenant = tenant, .account = account };
  g_autoptr (GString) json = g_string_new ("[");
  g_autoptr (GaRights) rights = ga_rights_load (sql, schema, &whose, error);

  for (guint i = 0; rights != NULL && i < rights->spaces->len; i++)
    {
      const GaSpace *space = &g_array_index (rights->spaces, GaSpace, i);

      if (space->place != GA_PLACE_NATIONAL && ga_rights_see_names (rights, space) &&
          !append_names (json, sql, schema, tenant, space, error))
        return NULL;
    }
  g_string_append_c (json, ']');
  return rights != NULL ? g_string_free (g_steal_pointer (&json), FALSE) : NULL;
}

char *
ga_lost_computer_end (GaSql *sql,
                      GaSchema *schema,
                      gint64 tenant,
                      gint64 account,
                      gint64 device,
                      gint64 now,
                      GError **error)
{
  g_autofree char *names = list_names (sql, schema, tenant, account, error);
  GaStatement *statement =
      names != NULL
          ? ga_sql_prepare (sql,
                            GA_WITH_COPIES
                            "UPDATE device SET held = CASE WHEN revoked IS NULL THEN $5 ELSE "
                            "coalesce(held, $5) END, revoked = coalesce(revoked, $4) "
                            "WHERE tenant = $1 AND account = $3 "
                            "AND number IN (SELECT number FROM lost) RETURNING number, held",
                            error)
          : NULL;
  g_autofree char *held = NULL;
  gboolean row = TRUE;

  if (statement == NULL)
    return NULL;
  ga_statement_bind_integer (statement, 1, tenant);
  ga_statement_bind_integer (statement, 2, device);
  ga_statement_bind_integer (statement, 3, account);
  ga_statement_bind_integer (statement, 4, now);
  ga_statement_bind_text (statement, 5, names);
  while (ga_statement_step (statement, &row, error))
    {
      if (row && ga_statement_get_integer (statement, 0) == device)
        held = g_strdup (ga_statement_get_text (statement, 1));
      else if (!row && held != NULL)
        return ga_server_invitation_withdraw_all (sql, tenant, account, now, error)
                   ? g_steal_pointer (&held)
                   : NULL;
      else if (!row)
        {
          g_set_error_literal (error, GA_SYNC_ERROR, GA_SYNC_ERROR_UNKNOWN,
                               _ ("This account has no such computer."));
          return NULL;
        }
    }
  return NULL;
}

gboolean
ga_lost_computer_note_emptied (GaSql *sql, gint64 tenant, gint64 device, gint64 now, GError **error)
{
  GaStatement *statement =
      ga_sql_prepare (sql,
                      "UPDATE device SET emptied = coalesce(emptied, $3) "
                      "WHERE tenant = $1 AND number = $2 AND revoked IS NOT NULL",
                      error);

  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, tenant);
  ga_statement_bind_integer (statement, 2, device);
  ga_statement_bind_integer (statement, 3, now);
  return ga_statement_run (statement, error);
}

static void
append_computer (GString *json, GaStatement *row)
{
  const char *name = ga_statement_get_text (row, 1);

  g_string_append_printf (json,
                          "%s{\"device\":%" G_GINT64_FORMAT ",\"name\":", json->len > 1 ? "," : "",
                          ga_statement_get_integer (row, 0));
  ga_json_append_text (json, name != NULL ? name : "");
  g_string_append_printf (json,
                          ",\"created\":%" G_GINT64_FORMAT ",\"last_seen\":%" G_GINT64_FORMAT
                          ",\"lost\":%" G_GINT64_FORMAT ",\"emptied\":%" G_GINT64_FORMAT
                          ",\"names\":%s}",
                          ga_statement_get_integer (row, 2), ga_statement_get_integer (row, 3),
                          ga_statement_get_integer (row, 4), ga_statement_get_integer (row, 6),
                          ga_statement_get_text (row, 5));
}

GString *
ga_lost_computer_list (GaSql *sql, gint64 tenant, gint64 account, GError **error)
{
  g_autoptr (GString) json = g_string_new ("[");
  GaStatement *statement =
      ga_sql_prepare (sql,
                      "SELECT number, name, created, last_seen, revoked, held, "
                      "coalesce(emptied, 0) FROM device "
                      "WHERE tenant = $1 AND account = $2 AND revoked IS NOT NULL "
                      "AND held IS NOT NULL ORDER BY revoked DESC, number",
                      error);
  gboolean row = TRUE;

  if (statement == NULL)
    return NULL;
  ga_statement_bind_integer (statement, 1, tenant);
  ga_statement_bind_integer (statement, 2, account);
  while (row)
    {
      if (!ga_statement_step (statement, &row, error))
        return NULL;
      if (row)
        append_computer (json, statement);
    }
  g_string_append_c (json, ']');
  return g_steal_pointer (&json);
}
