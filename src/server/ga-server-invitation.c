/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/ga-server-invitation.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/ga-json-text.h"
#include "server/ga-accounts-private.h"
#include "server/ga-rights-load.h"
#include "sync/ga-sync-error.h"

#define COLUMNS "hash, tenant, \"by\", name, access, created, expires, coalesce (account, 0)"

void
ga_server_invitation_clear (GaServerInvitation *self)
{
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->grants, g_array_unref);
}

static void
clear_cb (gpointer data)
{
  ga_server_invitation_clear (data);
}

static void
read_row (GaServerInvitation *self, GaStatement *row)
{
  gsize length;
  gconstpointer hash = ga_statement_get_bytes (row, 0, &length);

  memcpy (self->hash, hash, MIN (length, sizeof self->hash));
  self->tenant = ga_statement_get_integer (row, 1);
  self->by = ga_statement_get_integer (row, 2);
  self->name = g_strdup (ga_statement_get_text (row, 3));
  self->grants = ga_grants_parse (ga_statement_get_text (row, 4));
  self->created = ga_statement_get_integer (row, 5);
  self->expires = ga_statement_get_integer (row, 6);
  self->account = ga_statement_get_integer (row, 7);
}

char *
ga_server_invitation_create (GaSql *sql,
                             gint64 tenant,
                             gint64 by,
                             GArray *grants,
                             const char *name,
                             gint64 now,
                             GError **error)
{
  g_autofree char *code = ga_secret_new_code ();
  g_autofree char *plain = ga_secret_read_code (code);
  g_autofree char *access = ga_grants_to_text (grants);
  guint8 hash[GA_SECRET_HASH_SIZE];
  GaStatement *statement = ga_sql_prepare (
      sql,
      "INSERT INTO invitation (hash, tenant, \"by\", name, access, created, expires) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7)",
      error);

  if (statement == NULL)
    return NULL;
  ga_secret_hash (plain, hash);
  ga_statement_bind_bytes (statement, 1, hash, sizeof hash);
  ga_statement_bind_integer (statement, 2, tenant);
  ga_statement_bind_integer (statement, 3, by);
  ga_statement_bind_text (statement, 4, name);
  ga_statement_bind_text (statement, 5, access);
  ga_statement_bind_integer (statement, 6, now);
  ga_statement_bind_integer (statement, 7, now + (gint64) GA_INVITATION_SECONDS * G_USEC_PER_SEC);
  return ga_statement_run (statement, error) ? g_steal_pointer (&code) : NULL;
}

/* @text: of a statement that finds one by what @code is kept as ($2) and the time ($1), and perhaps
 * @client ($3)
 * @found: (out): */
static gboolean
find_by_code (GaServerInvitation *self,
              GaSql *sql,
              const char *text,
              const char *code,
              const GaId *client,
              gint64 now,
              gboolean *found,
              GError **error)
{
  g_autofree char *plain = ga_secret_read_code (code);
  guint8 hash[GA_SECRET_HASH_SIZE];
  GaStatement *statement;

  *found = FALSE;
  if (plain == NULL)
    return TRUE;
  statement = ga_sql_prepare (sql, text, error);
  if (statement == NULL)
    return FALSE;
  ga_secret_hash (plain, hash);
  ga_statement_bind_integer (statement, 1, now);
  ga_statement_bind_bytes (statement, 2, hash, sizeof hash);
  if (client != NULL)
    ga_statement_bind_id (statement, 3, client);
  if (!ga_statement_step (statement, found, error))
    return FALSE;
  if (!*found)
    return TRUE;
  read_row (self, statement);
  ga_statement_reset (statement);
  return TRUE;
}

gboolean
ga_server_invitation_find (GaServerInvitation *self,
                           GaSql *sql,
                           const char *code,
                           const GaId *client,
                           gint64 now,
                           GError **error)
{
  gboolean found;

  if (!find_by_code (self, sql,
                     "SELECT " COLUMNS " FROM invitation i WHERE expires > $1 AND hash = $2 AND "
                     "(used IS NULL OR EXISTS (SELECT 1 FROM device d WHERE d.tenant = i.tenant "
                     "AND d.account = i.account AND d.client = $3 AND d.revoked IS NULL))",
                     code, client, now, &found, error))
    return FALSE;
  return found || ga_sync_fail (GA_SYNC_ERROR_UNKNOWN, error);
}

gboolean
ga_server_invitation_use (
    GaServerInvitation *self, GaSql *sql, const char *code, gint64 now, GError **error)
{
  gboolean found;

  if (!find_by_code (self, sql,
                     "UPDATE invitation SET used = $1 WHERE hash = $2 AND used IS NULL "
                     "AND expires > $1 RETURNING " COLUMNS,
                     code, NULL, now, &found, error) ||
      (!found && !find_by_code (self, sql,
                                "SELECT " COLUMNS " FROM invitation "
                                "WHERE expires > $1 AND hash = $2 AND account IS NOT NULL",
                                code, NULL, now, &found, error)))
    return FALSE;
  return found || ga_sync_fail (GA_SYNC_ERROR_UNKNOWN, error);
}

gboolean
ga_server_invitation_note_account (const GaServerInvitation *self,
                                   GaSql *sql,
                                   gint64 account,
                                   GError **error)
{
  GaStatement *statement =
      ga_sql_prepare (sql, "UPDATE invitation SET account = $1 WHERE hash = $2", error);

  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, account);
  ga_statement_bind_bytes (statement, 2, self->hash, sizeof self->hash);
  return ga_statement_run (statement, error);
}

GArray *
ga_server_invitation_list (GaSql *sql, gint64 tenant, gint64 now, GError **error)
{
  g_autoptr (GArray) found = g_array_new (FALSE, TRUE, sizeof (GaServerInvitation));
  GaStatement *statement = ga_sql_prepare (sql,
                                           "SELECT " COLUMNS " FROM invitation "
                                           "WHERE tenant = $1 AND expires > $2 AND used IS NULL "
                                           "ORDER BY created DESC, hash",
                                           error);
  gboolean row = TRUE;

  if (statement == NULL)
    return NULL;
  g_array_set_clear_func (found, clear_cb);
  ga_statement_bind_integer (statement, 1, tenant);
  ga_statement_bind_integer (statement, 2, now);
  while (ga_statement_step (statement, &row, error))
    {
      if (!row)
        return g_steal_pointer (&found);
      g_array_set_size (found, found->len + 1);
      read_row (&g_array_index (found, GaServerInvitation, found->len - 1), statement);
    }
  return NULL;
}

gboolean
ga_server_invitation_withdraw (const GaServerInvitation *self,
                               GaSql *sql,
                               gint64 now,
                               GError **error)
{
  /* Used up, so that a restore does not bring it back. */
  GaStatement *statement = ga_sql_prepare (
      sql, "UPDATE invitation SET used = $1 WHERE hash = $2 AND used IS NULL", error);

  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, now);
  ga_statement_bind_bytes (statement, 2, self->hash, sizeof self->hash);
  return ga_statement_run (statement, error) &&
         (ga_statement_get_changed (statement) > 0 || ga_server_invitation_fail (error));
}

gboolean
ga_server_invitation_withdraw_all (
    GaSql *sql, gint64 tenant, gint64 account, gint64 now, GError **error)
{
  GaStatement *statement = ga_sql_prepare (
      sql, "UPDATE invitation SET used = $1 WHERE tenant = $2 AND \"by\" = $3 AND used IS NULL",
      error);

  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, now);
  ga_statement_bind_integer (statement, 2, tenant);
  ga_statement_bind_integer (statement, 3, account);
  return ga_statement_run (statement, error);
}

gboolean
ga_server_invitation_fail (GError **error)
{
  g_set_error_literal (error, GA_SYNC_ERROR, GA_SYNC_ERROR_UNKNOWN,
                       _ ("This invitation serves no longer: it was used or withdrawn, or its time "
                          "is over."));
  return FALSE;
}

static void
append_member (GString *json, const char *name, const char *text)
{
  g_string_append_printf (json, ",\"%s\":", name);
  ga_json_append_text (json, text != NULL ? text : "");
}

static gboolean
append_author (const GaServerInvitation *self, GaSql *sql, GString *json, GError **error)
{
  GaStatement *statement =
      ga_sql_prepare (sql, "SELECT name FROM account WHERE tenant = $1 AND number = $2", error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, self->tenant);
  ga_statement_bind_integer (statement, 2, self->by);
  if (!ga_statement_step (statement, &row, error))
    return FALSE;
  append_member (json, "by", row ? ga_statement_get_text (statement, 0) : NULL);
  ga_statement_reset (statement);
  return TRUE;
}

/* (transfer full): finds what a community ($2) and its kommune are called, or a kommune */
static char *
make_place_query (GaSql *sql, GaSchema *schema, const GaSpace *space)
{
  const char *kommune = ga_sql_table (sql, ga_schema_get (schema, "kommune"));

  if (space->place == GA_PLACE_KOMMUNE)
    return g_strdup_printf ("SELECT '', name FROM %s WHERE tenant = $1 AND id = $2", kommune);
  return g_strdup_printf ("SELECT c.name, k.name FROM %s c LEFT JOIN %s k ON k.tenant = c.tenant "
                          "AND k.id = c.kommune WHERE c.tenant = $1 AND c.id = $2 AND c._gone = 0",
                          ga_sql_table (sql, ga_schema_get (schema, "community")), kommune);
}

/* Nothing where it is gone. */
static gboolean
append_place (const GaServerInvitation *self,
              GaSql *sql,
              GaSchema *schema,
              const GaSpace *space,
              GString *json,
              GError **error)
{
  g_autofree char *text = make_place_query (sql, schema, space);
  GaStatement *statement = ga_sql_prepare (sql, text, error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, self->tenant);
  ga_statement_bind_id (statement, 2, &space->target);
  if (!ga_statement_step (statement, &row, error))
    return FALSE;
  if (!row)
    return TRUE;
  g_string_append (json, g_str_has_suffix (json->str, "[") ? "{\"kommune\":" : ",{\"kommune\":");
  ga_json_append_text (
      json, ga_statement_is_null (statement, 1) ? "" : ga_statement_get_text (statement, 1));
  if (space->place == GA_PLACE_COMMUNITY)
    append_member (json, "community", ga_statement_get_text (statement, 0));
  g_string_append_c (json, '}');
  ga_statement_reset (statement);
  return TRUE;
}

gboolean
ga_server_invitation_append_json (
    const GaServerInvitation *self, GaSql *sql, GaSchema *schema, GString *json, GError **error)
{
  g_string_append_printf (json, "\"created\":%" G_GINT64_FORMAT ",\"expires\":%" G_GINT64_FORMAT,
                          self->created, self->expires);
  append_member (json, "name", self->name);
  append_member (json, "role", ga_access_to_text (ga_grants_get_widest (self->grants)));
  if (!append_author (self, sql, json, error))
    return FALSE;
  g_string_append (json, ",\"spaces\":[");
  for (guint i = 0; i < self->grants->len; i++)
    {
      g_autofree char *space = ga_space_to_string (&g_array_index (self->grants, GaGrant, i).space);

      if (i > 0)
        g_string_append_c (json, ',');
      ga_json_append_text (json, space);
    }
  g_string_append (json, "],\"places\":[");
  for (guint i = 0; i < self->grants->len; i++)
    {
      const GaSpace *space = &g_array_index (self->grants, GaGrant, i).space;

      if (space->place != GA_PLACE_NATIONAL &&
          !append_place (self, sql, schema, space, json, error))
        return FALSE;
    }
  g_string_append_c (json, ']');
  return ga_grants_append_kommuner (sql, schema, self->tenant, self->grants, json, error);
}
