/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/ga-tidy.h"

#include <glib/gi18n-lib.h>

#include "server/ga-database-private.h"
#include "server/ga-receipts.h"
#include "server/ga-server-clock.h"
#include "server/ga-tombstones.h"

#define DAY (G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC)

/* Of each kind, in one transaction. */
#define MOST 500

#define TOMBSTONE_DAYS 400

/* Of the tenant $1, from before the time $2, at most $3. */
static const struct
{
  gint64 days;
  const char *text;
} kinds[] = {
  /* A computer that lost its access is told so by what it held, even when that no longer serves. */
  { 400, "DELETE FROM token WHERE hash IN "
         "(SELECT hash FROM token WHERE tenant = $1 AND expires < $2 LIMIT $3)" },
  /* Used ones, too: of those a restore must know until they would not serve anyway. */
  { 0, "DELETE FROM invitation WHERE hash IN "
       "(SELECT hash FROM invitation WHERE tenant = $1 AND expires < $2 LIMIT $3)" },
  /* The newest answer may never have arrived. */
  { 400, "DELETE FROM receipt WHERE (tenant, client, number) IN "
         "(SELECT r.tenant, r.client, r.number FROM receipt r JOIN client c "
         "ON c.tenant = r.tenant AND c.client = r.client WHERE r.tenant = $1 "
         "AND c.last_contact < $2 AND r.number < c.last_number LIMIT $3)" },
  /* That it came is kept: a computer has its turn once. */
  { 90, "UPDATE quarantine SET body = substr(body, 1, 0) WHERE (tenant, number) IN "
        "(SELECT tenant, number FROM quarantine WHERE tenant = $1 AND at < $2 "
        "AND length(body) > 0 LIMIT $3)" },
  /* What waited on a computer is refused from then on. */
  { 400, "DELETE FROM ended_access WHERE (tenant, account, at) IN "
         "(SELECT tenant, account, at FROM ended_access WHERE tenant = $1 AND at < $2 LIMIT $3)" },
};

gboolean
ga_tidy_remove (GaSql *sql,
                const char *text,
                gint64 tenant,
                gint64 before,
                guint most,
                gint64 *removed,
                gboolean *more,
                GError **error)
{
  GaStatement *statement = ga_sql_prepare (sql, text, error);
  gint64 n;

  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, tenant);
  ga_statement_bind_integer (statement, 2, before);
  ga_statement_bind_integer (statement, 3, most);
  if (!ga_statement_run (statement, error))
    return FALSE;
  n = ga_statement_get_changed (statement);
  *removed += n;
  *more = *more || n > 0;
  return TRUE;
}

gboolean
ga_tidy_step (GaSql *sql,
              GaSchema *schema,
              gint64 tenant,
              gint64 now,
              gint64 *removed,
              gboolean *more,
              GError **error)
{
  gint64 revision;

  *more = FALSE;
  if (!ga_tombstones_note (sql, tenant, now, error) ||
      !ga_receipts_forget_parts (sql, tenant, NULL, now, error) ||
      !ga_tombstones_find (sql, tenant, now - TOMBSTONE_DAYS * DAY, now, &revision, error) ||
      (revision > 0 &&
       !ga_tombstones_forget (sql, schema, tenant, revision, MOST, removed, more, error)))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (!ga_tidy_remove (sql, kinds[i].text, tenant, now - kinds[i].days * DAY, MOST, removed, more,
                         error))
      return FALSE;
  return *more || ga_files_let_go (sql, schema, tenant, now, error);
}

gboolean
ga_tidy_find_next (GaSql *sql, gint64 tenant, gint64 *next, GError **error)
{
  GaStatement *statement =
      ga_sql_prepare (sql, "SELECT coalesce(min(number), 0) FROM tenant WHERE number > $1", error);
  gboolean found;

  *next = 0;
  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, tenant);
  return ga_statement_read_integer (statement, &found, next, error);
}

/* Nothing goes by a clock that is in doubt. */
static gboolean
begin (GaSql *sql, gint64 now, GError **error)
{
  gboolean doubtful = FALSE;

  if (!ga_sql_begin (sql, error))
    return FALSE;
  if (!ga_server_clock_note (sql, now, &doubtful, error))
    {
      ga_sql_rollback (sql);
      return FALSE;
    }
  if (!ga_sql_commit (sql, error))
    return FALSE;
  if (doubtful)
    g_set_error_literal (
        error, GA_SQL_ERROR, GA_SQL_ERROR_FAILED,
        _ ("The clock of this computer is more than a week ahead of when the server last ran, so "
           "nothing was removed. Set it right. If it is right, try again in a day."));
  return !doubtful;
}

static gboolean
run_step (GaSql *sql, GaSchema *schema, gint64 *tenant, gint64 now, gint64 *removed, GError **error)
{
  gboolean more = FALSE;

  if (!ga_sql_begin (sql, error))
    return FALSE;
  if ((*tenant == 0 || ga_tidy_step (sql, schema, *tenant, now, removed, &more, error)) &&
      (more || ga_tidy_find_next (sql, *tenant, tenant, error)))
    return ga_sql_commit (sql, error);
  ga_sql_rollback (sql);
  return FALSE;
}

gboolean
ga_tidy_run (
    GaSql *sql, GaSchema *schema, GaFiles *files, gint64 now, gint64 *removed, GError **error)
{
  gint64 tenant = 0;

  if (!begin (sql, now, error))
    return FALSE;
  do
    if (!run_step (sql, schema, &tenant, now, removed, error))
      return FALSE;
  while (tenant != 0);
  return ga_files_tidy (files, sql, error);
}
