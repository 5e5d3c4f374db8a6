/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ga-host-rows.h"

#include "store/ga-reader-private.h"

/* The roles h of a person p that lead walks. */
#define LEADS "h.role IN ('host', 'co_host') AND h.community IS NOT NULL"
#define NOW \
  "coalesce(h.\"from\", '') <= ?1 AND coalesce(h.\"until\", ?1) >= ?1 AND c.status <> 'closed'"
#define HOSTED                                                                \
  "FROM role h JOIN community c ON c.id = h.community WHERE h.person = p.id " \
  "AND " LEADS " AND " NOW

/* A local time is greater than the day it begins with, and smaller than that day and a letter.
 * The + keeps SQLite from going through all walks that were held, of anybody. Walks in what they
 * host are looked at from the last one on, and those that name them elsewhere all. */
#define LED_HERE                                                                                \
  "(SELECT max((SELECT m.start FROM meeting m WHERE m.community = h.community "                 \
  "AND (m.host = p.id OR m.host IS NULL) AND +m.status = 'held' "                               \
  "AND m.start >= coalesce(h.\"from\", '') AND m.start < coalesce(h.\"until\", '9999') || 'U' " \
  "ORDER BY m.start DESC LIMIT 1)) FROM role h WHERE h.person = p.id AND " LEADS ")"
#define LED_ELSEWHERE \
  "(SELECT max(m.start) FROM meeting m WHERE m.host = p.id AND +m.status = 'held')"
#define LED_SQL "substr(max(coalesce(" LED_HERE ", ''), coalesce(" LED_ELSEWHERE ", '')), 1, 10)"

/*
 * Inputs:  ?1 today, ?2 a person or nothing
 * Outputs: as GaHostRow has them
 */
#define HOSTS_SQL                                                                             \
  "WITH host (person) AS (SELECT h.person FROM role h WHERE " LEADS                           \
  " UNION SELECT person FROM recruitment) "                                                   \
  "SELECT p.id, p.name, p.email, k.name, r.state, r.since, r.source, r.source_name, i.name, " \
  "(SELECT group_concat(name, char(10)) FROM (SELECT DISTINCT c.name AS name " HOSTED         \
  " ORDER BY c.name COLLATE danish)), "                                                       \
  "(SELECT min(coalesce(h.\"from\", '')) " HOSTED "), "                                       \
  "(SELECT max(h.\"until\") FROM role h WHERE h.person = p.id AND " LEADS "), " LED_SQL       \
  " FROM host JOIN person p ON p.id = host.person LEFT JOIN kommune k ON k.id = p.kommune "   \
  "LEFT JOIN recruitment r ON r.person = p.id LEFT JOIN initiative i ON i.id = r.initiative " \
  "WHERE ?2 IS NULL OR p.id = ?2 ORDER BY p.name COLLATE danish, p.id"

/*
 * Inputs:  ?1 an initiative where @among says so
 * Outputs: as GaHostTargetRow has them
 */
#define TARGETS_SQL(among)                                                 \
  "SELECT i.id, i.name, coalesce(i.hosts_target, 0), count(r.trained_on) " \
  "FROM initiative i LEFT JOIN recruitment r ON r.initiative = i.id "      \
  "WHERE i.status <> 'closed'" among " GROUP BY i.id "                     \
  "HAVING i.hosts_target > 0 OR count(r.id) > 0 ORDER BY i.name COLLATE danish, i.id"

static const char *
read_text (sqlite3_stmt *statement, int column)
{
  const char *text = (const char *) sqlite3_column_text (statement, column);

  return text != NULL && *text != '\0' ? text : NULL;
}

static void
read_host (sqlite3_stmt *statement, GaHostRow *host)
{
  ga_db_column_id (statement, 0, &host->id);
  host->name = read_text (statement, 1);
  host->email = read_text (statement, 2);
  host->kommune = read_text (statement, 3);
  host->state = read_text (statement, 4);
  host->since = read_text (statement, 5);
  host->source = read_text (statement, 6);
  host->source_name = read_text (statement, 7);
  host->initiative = read_text (statement, 8);
  host->communities = read_text (statement, 9);
  /* Empty where one of the roles does not say since when. */
  host->host_from = (const char *) sqlite3_column_text (statement, 10);
  host->host_until = read_text (statement, 11);
  host->last_led = read_text (statement, 12);
}

gboolean
ga_reader_host_rows (GaReader *self,
                     const GaId *person,
                     const char *today,
                     GaHostRowFunc func,
                     gpointer user_data,
                     GError **error)
{
  sqlite3_stmt *statement;
  gboolean row = TRUE;

  g_return_val_if_fail (GA_IS_READER (self), FALSE);

  statement = ga_db_prepare (ga_reader_get_db (self), HOSTS_SQL, error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, today, -1, SQLITE_STATIC);
  if (person != NULL)
    ga_db_bind_id (statement, 2, person);
  while (row)
    {
      GaHostRow host = { 0 };

      if (!ga_db_step (ga_reader_get_db (self), statement, &row, error))
        return FALSE;
      if (!row)
        break;
      read_host (statement, &host);
      func (&host, user_data);
    }
  return TRUE;
}

gboolean
ga_reader_host_target_rows (GaReader *self,
                            const GaId *initiative,
                            GaHostTargetRowFunc func,
                            gpointer user_data,
                            GError **error)
{
  sqlite3_stmt *statement;
  gboolean row = TRUE;

  g_return_val_if_fail (GA_IS_READER (self), FALSE);

  statement =
      ga_db_prepare (ga_reader_get_db (self),
                     initiative != NULL ? TARGETS_SQL (" AND i.id = ?1") : TARGETS_SQL (""), error);
  if (statement != NULL && initiative != NULL)
    ga_db_bind_id (statement, 1, initiative);
  while (row && statement != NULL)
    {
      GaHostTargetRow target = { 0 };

      if (!ga_db_step (ga_reader_get_db (self), statement, &row, error))
        return FALSE;
      if (!row)
        break;
      ga_db_column_id (statement, 0, &target.id);
      target.name = read_text (statement, 1);
      target.target = sqlite3_column_int64 (statement, 2);
      target.trained = sqlite3_column_int64 (statement, 3);
      func (&target, user_data);
    }
  return statement != NULL;
}
