/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/ga-accounts-private.h"

static GaStatement *
prepare_for_grant (GaSql *sql,
                   const char *text,
                   gint64 tenant,
                   gint64 account,
                   const GaGrant *grant,
                   GError **error)
{
  GaStatement *statement = ga_sql_prepare (sql, text, error);

  if (statement == NULL)
    return NULL;
  ga_statement_bind_integer (statement, 1, tenant);
  ga_statement_bind_integer (statement, 2, account);
  ga_statement_bind_text (statement, 3, ga_access_to_text (grant->access));
  ga_statement_bind_integer (statement, 4, grant->space.place);
  ga_statement_bind_id (statement, 5, &grant->space.target);
  return statement;
}

gboolean
ga_grants_load (GaSql *sql, gint64 tenant, gint64 account, GArray *grants, GError **error)
{
  GaStatement *statement =
      ga_sql_prepare (sql,
                      "SELECT access, place, target FROM access WHERE tenant = $1 AND account = $2 "
                      "ORDER BY place, target, access",
                      error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, tenant);
  ga_statement_bind_integer (statement, 2, account);
  while (TRUE)
    {
      GaGrant grant = { 0 };

      if (!ga_statement_step (statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      grant.space.place = (GaSpacePlace) ga_statement_get_integer (statement, 1);
      ga_statement_get_id (statement, 2, &grant.space.target);
      if (ga_access_parse (ga_statement_get_text (statement, 0), &grant.access))
        g_array_append_val (grants, grant);
    }
}

static gboolean
has (GaSql *sql,
     gint64 tenant,
     gint64 account,
     const GaGrant *grant,
     gboolean *found,
     GError **error)
{
  g_autoptr (GArray) grants = g_array_new (FALSE, FALSE, sizeof (GaGrant));

  *found = FALSE;
  if (!ga_grants_load (sql, tenant, account, grants, error))
    return FALSE;
  for (guint i = 0; i < grants->len && !*found; i++)
    {
      const GaGrant *known = &g_array_index (grants, GaGrant, i);

      *found = known->access == grant->access && ga_space_equal (&known->space, &grant->space);
    }
  return TRUE;
}

gboolean
ga_grants_add (GaSql *sql, gint64 tenant, gint64 account, const GaGrant *grant, GError **error)
{
  GaStatement *statement;
  gboolean found;

  if (!has (sql, tenant, account, grant, &found, error))
    return FALSE;
  if (found)
    return TRUE;
  statement = prepare_for_grant (sql,
                                 "INSERT INTO access (tenant, account, access, place, target) "
                                 "VALUES ($1, $2, $3, $4, $5)",
                                 tenant, account, grant, error);
  return statement != NULL && ga_statement_run (statement, error);
}

gboolean
ga_grants_remove (GaSql *sql, gint64 tenant, gint64 account, const GaGrant *grant, GError **error)
{
  GaStatement *statement = prepare_for_grant (
      sql,
      "DELETE FROM access WHERE tenant = $1 AND account = $2 AND access = $3 AND place = $4 "
      "AND target IS NOT DISTINCT FROM $5",
      tenant, account, grant, error);

  return statement != NULL && ga_statement_run (statement, error);
}
