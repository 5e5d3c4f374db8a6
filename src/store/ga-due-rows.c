/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ga-due-rows.h"

#include "store/ga-reader-private.h"

/*
 * Inputs:  ?1 today, ?2 the last day asked about
 * Outputs: id, place, title, party, date, days: as GaDueRow has them
 */

#define AGREEMENT_SQL                                                     \
  "SELECT a.id, a.id, a.title, o.name, a.\"end\", NULL FROM agreement a " \
  "LEFT JOIN organisation o ON o.id = a.partner "                         \
  "WHERE a.\"end\" <= ?2 AND a.status IN ('active', 'expiring')"

#define CLAUSE_SQL                                                   \
  "SELECT c.id, a.id, c.heading, o.name, c.due, NULL FROM clause c " \
  "JOIN agreement a ON a.id = c.agreement "                          \
  "LEFT JOIN organisation o ON o.id = a.partner "                    \
  "WHERE c.due <= ?2 AND c.state IN ('open', 'under_way') "          \
  "AND a.status NOT IN ('ended', 'terminated')"

/* The application of a grant g, its round, and who applied. */
#define OF_GRANT                                                               \
  "JOIN application p ON p.id = g.application JOIN round r ON r.id = p.round " \
  "LEFT JOIN organisation o ON o.id = p.applicant "

#define TRANCHE_SQL                                                   \
  "SELECT t.id, g.id, p.purpose, o.name, t.due, NULL FROM tranche t " \
  "JOIN \"grant\" g ON g.id = t.\"grant\" " OF_GRANT "WHERE t.due <= ?2 AND t.paid_on IS NULL"

#define REPORT_SQL                                                         \
  "SELECT w.id, g.id, p.purpose, o.name, w.due, NULL FROM grant_report w " \
  "JOIN \"grant\" g ON g.id = w.\"grant\" " OF_GRANT "WHERE w.due <= ?2 AND w.received IS NULL"

/* No grant is extended to a day before its first end. */
#define NO_REPORT_SQL                                                              \
  "SELECT g.id, g.id, p.purpose, o.name, coalesce(g.extended_until, g.until), "    \
  "r.report_days FROM \"grant\" g " OF_GRANT "WHERE g.until <= ?2 AND NOT EXISTS " \
  "(SELECT 1 FROM grant_report w WHERE w.\"grant\" = g.id)"

#define APPLICATION_SQL                                                            \
  "SELECT p.id, r.id, p.purpose, o.name, p.submitted, NULL FROM application p "    \
  "JOIN round r ON r.id = p.round LEFT JOIN organisation o ON o.id = p.applicant " \
  "WHERE p.status IN ('submitted', 'eligible', 'awaiting_information')"

#define GRANT_SQL                                                                  \
  "SELECT p.id, r.id, p.purpose, o.name, p.decided_on, NULL FROM application p "   \
  "JOIN round r ON r.id = p.round LEFT JOIN organisation o ON o.id = p.applicant " \
  "WHERE p.status IN ('approved', 'partly_approved') AND NOT EXISTS "              \
  "(SELECT 1 FROM \"grant\" g WHERE g.application = p.id)"

#define EXTENSION_SQL                                                              \
  "SELECT g.id, g.id, p.purpose, o.name, g.until, NULL FROM \"grant\" g " OF_GRANT \
  "WHERE g.until BETWEEN ?1 AND ?2 AND g.extension_asked IS NULL AND NOT EXISTS "  \
  "(SELECT 1 FROM grant_report w WHERE w.\"grant\" = g.id AND w.received IS NOT NULL)"

#define ACCEPTANCE_SQL                                                     \
  "SELECT g.id, g.id, p.purpose, o.name, p.decided_on, r.acceptance_days " \
  "FROM \"grant\" g " OF_GRANT                                             \
  "WHERE g.accepted_on IS NULL AND r.acceptance_days IS NOT NULL AND p.decided_on <= ?2"

#define HOST_SQL                                                            \
  "SELECT c.id, c.id, c.name, k.name, max(h.until), NULL FROM community c " \
  "JOIN role h ON h.community = c.id AND h.role = 'host' "                  \
  "LEFT JOIN kommune k ON k.id = c.kommune WHERE c.status = 'active' "      \
  "GROUP BY c.id HAVING count(*) = count(h.until) AND max(h.until) <= ?2"

/* What has not begun to walk is silent from the day on which it was to. */
#define SILENCE_SQL                                                                           \
  "SELECT id, id, name, kommune, day, NULL FROM (SELECT c.id, c.name, "                       \
  "k.name AS kommune, substr(coalesce((SELECT m.start FROM meeting m "                        \
  "WHERE m.community = c.id AND m.status = 'held' ORDER BY m.start DESC LIMIT 1), "           \
  "c.started, (SELECT min(m.start) FROM meeting m WHERE m.community = c.id)), 1, 10) AS day " \
  "FROM community c LEFT JOIN kommune k ON k.id = c.kommune WHERE c.status = 'active') "      \
  "WHERE day <= ?2"

static const char *const questions[GA_N_DUE_KINDS] = {
  [GA_DUE_AGREEMENT] = AGREEMENT_SQL,   [GA_DUE_CLAUSE] = CLAUSE_SQL,
  [GA_DUE_TRANCHE] = TRANCHE_SQL,       [GA_DUE_REPORT] = REPORT_SQL,
  [GA_DUE_NO_REPORT] = NO_REPORT_SQL,   [GA_DUE_APPLICATION] = APPLICATION_SQL,
  [GA_DUE_GRANT] = GRANT_SQL,           [GA_DUE_EXTENSION] = EXTENSION_SQL,
  [GA_DUE_ACCEPTANCE] = ACCEPTANCE_SQL, [GA_DUE_HOST] = HOST_SQL,
  [GA_DUE_SILENCE] = SILENCE_SQL,
};

static const char *
read_text (sqlite3_stmt *statement, int column)
{
  return (const char *) sqlite3_column_text (statement, column);
}

gboolean
ga_reader_due_rows (GaReader *self,
                    GaDueKind kind,
                    const char *today,
                    const char *until,
                    GaDueRowFunc func,
                    gpointer user_data,
                    GError **error)
{
  sqlite3_stmt *statement;
  gboolean row = TRUE;

  g_return_val_if_fail (GA_IS_READER (self), FALSE);

  statement = ga_db_prepare (ga_reader_get_db (self), questions[kind], error);
  if (statement == NULL)
    return FALSE;
  if (sqlite3_bind_parameter_count (statement) > 0)
    {
      sqlite3_bind_text (statement, 1, today, -1, SQLITE_STATIC);
      sqlite3_bind_text (statement, 2, until, -1, SQLITE_STATIC);
    }
  while (row)
    {
      GaDueRow due = { .days = 0 };

      if (!ga_db_step (ga_reader_get_db (self), statement, &row, error))
        return FALSE;
      if (!row)
        break;
      ga_db_column_id (statement, 0, &due.id);
      ga_db_column_id (statement, 1, &due.place);
      due.title = read_text (statement, 2);
      due.party = read_text (statement, 3);
      due.date = read_text (statement, 4);
      due.days = sqlite3_column_int64 (statement, 5);
      func (&due, user_data);
    }
  return TRUE;
}
