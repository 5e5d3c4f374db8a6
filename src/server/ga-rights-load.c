/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/ga-rights-load.h"

GaRights *
ga_rights_load (GaSql *sql, GaSchema *schema, const GaSession *session, GError **error)
{
  g_autoptr (GaRights) self = ga_rights_new ();
  g_autofree char *text =
      g_strdup_printf ("SELECT a.access, a.place, a.target, c.kommune FROM access a "
                       "LEFT JOIN %s c ON c.tenant = a.tenant AND c.id = a.target "
                       "WHERE a.tenant = $1 AND a.account = $2 "
                       "ORDER BY a.place, a.target, a.access",
                       ga_sql_table (sql, ga_schema_get (schema, "community")));
  GaStatement *statement = ga_sql_prepare (sql, text, error);
  gboolean row = FALSE;

  if (statement == NULL)
    return NULL;
  ga_statement_bind_integer (statement, 1, session->tenant);
  ga_statement_bind_integer (statement, 2, session->account);
  while (TRUE)
    {
      GaSpace space = { 0 };
      GaId kommune = { 0 };
      GaAccess access;

      if (!ga_statement_step (statement, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&self);
      if (!ga_access_parse (ga_statement_get_text (statement, 0), &access))
        continue;
      space.place = (GaSpacePlace) ga_statement_get_integer (statement, 1);
      if (!ga_statement_is_null (statement, 2))
        ga_statement_get_id (statement, 2, &space.target);
      if (space.place == GA_PLACE_COMMUNITY && !ga_statement_is_null (statement, 3))
        ga_statement_get_id (statement, 3, &kommune);
      ga_rights_add (self, access, &space, &kommune);
    }
}
