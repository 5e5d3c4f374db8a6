/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/ga-quarantine-turn.h"

#include "server/ga-database-private.h"

/* Of the computer, as the client is whatever it says. */
gboolean
ga_quarantine_has_turn_since (GaSql *sql,
                              gint64 tenant,
                              gint64 device,
                              gint64 ended,
                              gint64 now,
                              gboolean *has_turn,
                              GError **error)
{
  GaStatement *statement =
      ga_sql_prepare (sql,
                      "SELECT count(*), coalesce(min(at), 0) FROM quarantine "
                      "WHERE tenant = $1 AND client IN "
                      "(SELECT client FROM client WHERE tenant = $1 AND device = $2) AND at >= $3 "
                      "AND restored IS NULL",
                      error);
  gboolean found;
  gint64 pushes;

  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, tenant);
  ga_statement_bind_integer (statement, 2, device);
  ga_statement_bind_integer (statement, 3, ended);
  if (!ga_statement_step (statement, &found, error))
    return FALSE;
  pushes = ga_statement_get_integer (statement, 0);
  *has_turn = pushes == 0 ||
              (pushes < GA_QUARANTINE_PUSHES && now - ga_statement_get_integer (statement, 1) <
                                                    GA_QUARANTINE_SECONDS * G_USEC_PER_SEC);
  ga_statement_reset (statement);
  return TRUE;
}

/* What it brought before it lost all of its access was after the end of another one. */
gboolean
ga_quarantine_has_turn (
    GaSql *sql, gint64 tenant, gint64 device, gint64 now, gboolean *has_turn, GError **error)
{
  GaStatement *statement =
      ga_sql_prepare (sql,
                      "SELECT coalesce(CASE WHEN d.revoked < a.ended OR a.ended IS NULL "
                      "THEN d.revoked ELSE a.ended END, 0) FROM device d JOIN account a "
                      "ON a.tenant = d.tenant AND a.number = d.account "
                      "WHERE d.tenant = $1 AND d.number = $2",
                      error);
  gint64 ended = 0;
  gboolean found;

  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, tenant);
  ga_statement_bind_integer (statement, 2, device);
  return ga_statement_read_integer (statement, &found, &ended, error) &&
         ga_quarantine_has_turn_since (sql, tenant, device, ended, now, has_turn, error);
}

gboolean
ga_quarantine_give_turns (GaSql *sql, gint64 tenant, GError **error)
{
  GaStatement *statement =
      ga_sql_prepare (sql, "UPDATE quarantine SET restored = 1 WHERE tenant = $1", error);

  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, tenant);
  return ga_statement_run (statement, error);
}
