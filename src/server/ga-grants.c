/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/ga-accounts-private.h"
#include "server/ga-server-invitation.h"

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
ga_grant_read (GaStatement *statement, int column, GaGrant *grant)
{
  if (ga_statement_is_null (statement, column))
    return FALSE;
  grant->space.place = (GaSpacePlace) ga_statement_get_integer (statement, column + 1);
  return (ga_statement_get_id (statement, column + 2, &grant->space.target) ||
          ga_statement_is_null (statement, column + 2)) &&
         ga_access_parse (ga_statement_get_text (statement, column), &grant->access);
}

static gboolean
load (GaSql *sql, const char *text, gint64 tenant, gint64 account, GArray *grants, GError **error)
{
  GaStatement *statement = ga_sql_prepare (sql, text, error);
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
      if (ga_grant_read (statement, 0, &grant))
        g_array_append_val (grants, grant);
    }
}

gboolean
ga_grants_load (GaSql *sql, gint64 tenant, gint64 account, GArray *grants, GError **error)
{
  return load (sql,
               "SELECT access, place, target FROM access WHERE tenant = $1 AND account = $2 "
               "ORDER BY place, target, access",
               tenant, account, grants, error);
}

gboolean
ga_grants_load_ended (GaSql *sql, gint64 tenant, gint64 account, GArray *grants, GError **error)
{
  return load (sql,
               "SELECT e.access, e.place, e.target FROM ended_access e WHERE e.tenant = $1 "
               "AND e.account = $2 AND NOT EXISTS (SELECT 1 FROM access a WHERE "
               "a.tenant = e.tenant AND a.account = e.account AND a.access = e.access "
               "AND a.place = e.place AND a.target IS NOT DISTINCT FROM e.target) "
               "ORDER BY e.place, e.target, e.access",
               tenant, account, grants, error);
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
  *found = ga_grants_contain (grants, grant);
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
ga_grants_find_end (
    GaSql *sql, gint64 tenant, gint64 account, const GaGrant *grant, gint64 *when, GError **error)
{
  GaStatement *statement = prepare_for_grant (
      sql,
      "SELECT at FROM ended_access WHERE tenant = $1 AND account = $2 AND access = $3 "
      "AND place = $4 AND target IS NOT DISTINCT FROM $5",
      tenant, account, grant, error);
  gboolean found;

  *when = 0;
  return statement != NULL && ga_statement_read_integer (statement, &found, when, error);
}

/* The newest end of a grant stands alone. */
gboolean
ga_grants_note_end (
    GaSql *sql, gint64 tenant, gint64 account, const GaGrant *grant, gint64 when, GError **error)
{
  GaStatement *statement = prepare_for_grant (
      sql,
      "DELETE FROM ended_access WHERE tenant = $1 AND account = $2 AND access = $3 AND place = $4 "
      "AND target IS NOT DISTINCT FROM $5",
      tenant, account, grant, error);

  if (statement == NULL || !ga_statement_run (statement, error))
    return FALSE;
  statement =
      prepare_for_grant (sql,
                         "INSERT INTO ended_access (tenant, account, access, place, target, at) "
                         "VALUES ($1, $2, $3, $4, $5, $6)",
                         tenant, account, grant, error);
  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 6, when);
  return ga_statement_run (statement, error);
}

gboolean
ga_grants_remove (
    GaSql *sql, gint64 tenant, gint64 account, const GaGrant *grant, gint64 now, GError **error)
{
  GaStatement *statement = prepare_for_grant (
      sql,
      "DELETE FROM access WHERE tenant = $1 AND account = $2 AND access = $3 AND place = $4 "
      "AND target IS NOT DISTINCT FROM $5",
      tenant, account, grant, error);

  return statement != NULL && ga_statement_run (statement, error) &&
         (ga_statement_get_changed (statement) == 0 ||
          (ga_grants_note_end (sql, tenant, account, grant, now, error) &&
           ga_server_invitation_withdraw_all (sql, tenant, account, now, error)));
}
