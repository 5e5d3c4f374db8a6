/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/ga-rights-load.h"

#include "server/ga-accounts-private.h"
#include "server/ga-quarantine-turn.h"

/* @ended: when it did; 0: it has not */
typedef struct
{
  GaGrant grant;
  GaId kommune;
  gint64 ended;
} Right;

/* (element-type Right): what @format finds, with the table of communities in it */
static GArray *
list_rights (
    GaSql *sql, GaSchema *schema, const GaSession *session, const char *format, GError **error)
{
  g_autoptr (GArray) rights = g_array_new (FALSE, TRUE, sizeof (Right));
  g_autoptr (GString) text = g_string_new (format);
  GaStatement *statement;
  gboolean row = TRUE;

  g_string_replace (text, "community", ga_sql_table (sql, ga_schema_get (schema, "community")), 1);
  statement = ga_sql_prepare (sql, text->str, error);
  if (statement == NULL)
    return NULL;
  ga_statement_bind_integer (statement, 1, session->tenant);
  ga_statement_bind_integer (statement, 2, session->account);
  while (row)
    {
      Right right = { 0 };

      if (!ga_statement_step (statement, &row, error))
        return NULL;
      if (!row || !ga_grant_read (statement, 0, &right.grant))
        continue;
      if (right.grant.space.place == GA_PLACE_COMMUNITY && !ga_statement_is_null (statement, 3))
        ga_statement_get_id (statement, 3, &right.kommune);
      right.ended = ga_statement_get_integer (statement, 4);
      g_array_append_val (rights, right);
    }
  return g_steal_pointer (&rights);
}

GaRights *
ga_rights_load (GaSql *sql, GaSchema *schema, const GaSession *session, GError **error)
{
  g_autoptr (GaRights) self = ga_rights_new ();
  g_autoptr (GArray) rights =
      list_rights (sql, schema, session,
                   "SELECT a.access, a.place, a.target, c.kommune, 0 FROM access a "
                   "LEFT JOIN community c ON c.tenant = a.tenant AND c.id = a.target "
                   "WHERE a.tenant = $1 AND a.account = $2 ORDER BY a.place, a.target, a.access",
                   error);

  for (guint i = 0; rights != NULL && i < rights->len; i++)
    {
      const Right *right = &g_array_index (rights, Right, i);

      ga_rights_add (self, right->grant.access, &right->grant.space, &right->kommune);
    }
  return rights != NULL ? g_steal_pointer (&self) : NULL;
}

/* When the computer came. */
static gboolean
find_created (GaSql *sql, const GaSession *session, gint64 *created, GError **error)
{
  GaStatement *statement =
      ga_sql_prepare (sql, "SELECT created FROM device WHERE tenant = $1 AND number = $2", error);
  gboolean found;

  *created = G_MAXINT64;
  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, session->tenant);
  ga_statement_bind_integer (statement, 2, session->device);
  return ga_statement_read_integer (statement, &found, created, error);
}

GaRights *
ga_rights_load_with_ended (
    GaSql *sql, GaSchema *schema, const GaSession *session, gint64 now, GError **error)
{
  g_autoptr (GaRights) self = ga_rights_load (sql, schema, session, error);
  g_autoptr (GArray) ended = NULL;
  gint64 created;

  if (self == NULL || !find_created (sql, session, &created, error))
    return NULL;
  ended = list_rights (sql, schema, session,
                       "SELECT e.access, e.place, e.target, c.kommune, e.at FROM ended_access e "
                       "LEFT JOIN community c ON c.tenant = e.tenant AND c.id = e.target "
                       "WHERE e.tenant = $1 AND e.account = $2",
                       error);
  for (guint i = 0; ended != NULL && i < ended->len; i++)
    {
      const Right *right = &g_array_index (ended, Right, i);
      gboolean has_turn = FALSE;

      if (created < right->ended &&
          !ga_quarantine_has_turn_since (sql, session->tenant, session->device, right->ended, now,
                                         &has_turn, error))
        return NULL;
      if (has_turn)
        ga_rights_add (self, right->grant.access, &right->grant.space, &right->kommune);
    }
  return ended != NULL ? g_steal_pointer (&self) : NULL;
}

gboolean
ga_rights_find_kommune (GaSql *sql,
                        GaSchema *schema,
                        gint64 tenant,
                        const GaId *community,
                        gboolean *found,
                        GaId *kommune,
                        GError **error)
{
  g_autofree char *text =
      g_strdup_printf ("SELECT kommune FROM %s WHERE tenant = $1 AND id = $2 AND _gone = 0",
                       ga_sql_table (sql, ga_schema_get (schema, "community")));
  GaStatement *statement = ga_sql_prepare (sql, text, error);

  *found = FALSE;
  *kommune = (GaId){ 0 };
  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, tenant);
  ga_statement_bind_id (statement, 2, community);
  if (!ga_statement_step (statement, found, error))
    return FALSE;
  if (*found)
    {
      ga_statement_get_id (statement, 0, kommune);
      ga_statement_reset (statement);
    }
  return TRUE;
}

static gboolean
append_kommune (GaSql *sql,
                GaSchema *schema,
                gint64 tenant,
                const GaId *community,
                GString *json,
                GError **error)
{
  char id[GA_ID_TEXT_SIZE];
  gboolean found;
  GaId kommune;

  if (!ga_rights_find_kommune (sql, schema, tenant, community, &found, &kommune, error))
    return FALSE;
  if (ga_id_is_none (&kommune))
    return TRUE;
  ga_id_format (&kommune, id);
  g_string_append_printf (json, "%s\"%s\"", g_str_has_suffix (json->str, "[") ? "" : ",", id);
  return TRUE;
}

gboolean
ga_grants_append_kommuner (
    GaSql *sql, GaSchema *schema, gint64 tenant, GArray *grants, GString *json, GError **error)
{
  g_string_append (json, ",\"kommuner\":[");
  for (guint i = 0; i < grants->len; i++)
    {
      const GaSpace *space = &g_array_index (grants, GaGrant, i).space;

      if (space->place == GA_PLACE_COMMUNITY &&
          !append_kommune (sql, schema, tenant, &space->target, json, error))
        return FALSE;
    }
  g_string_append_c (json, ']');
  return TRUE;
}
