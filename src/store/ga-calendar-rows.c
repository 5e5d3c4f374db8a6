/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ga-calendar-rows.h"

#include "store/ga-reader-private.h"

/*
 * Inputs:  ?1 the first day, ?2 the day after the last, ?3 whose
 * Outputs: id, start, community, venue, status, reason, zone: as GaCalendarRow has them
 */

#define WALKS                                                                                                                        \
  "SELECT m.id, m.start, CASE c.reveals_health WHEN 1 THEN NULL ELSE c.name END, v.name, m.status, m.reason, m.zone FROM meeting m " \
  "JOIN community c ON c.id = m.community LEFT JOIN venue v ON v.id = m.venue "                                                      \
  "WHERE m.start >= ?1 AND m.start < ?2"

#define ORDER " ORDER BY m.start, c.name"

static const char *const questions[] = {
  WALKS ORDER,
  WALKS " AND c.kommune = ?3" ORDER,
  WALKS " AND m.community = ?3" ORDER,
};

static const char *
read_text (sqlite3_stmt *statement, int column)
{
  return (const char *) sqlite3_column_text (statement, column);
}

gboolean
ga_reader_calendar_rows (GaReader *self,
                         const char *from,
                         const char *until,
                         GaCalendarWhose whose,
                         const GaId *of,
                         GaCalendarRowFunc func,
                         gpointer user_data,
                         GError **error)
{
  GaDb *db = ga_reader_get_db (self);
  sqlite3_stmt *statement = ga_db_prepare (db, questions[whose], error);
  gboolean row = TRUE;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, from, -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 2, until, -1, SQLITE_STATIC);
  if (of != NULL && whose != GA_CALENDAR_EVERYBODY)
    ga_db_bind_id (statement, 3, of);
  while (row)
    {
      GaCalendarRow walk;

      if (!ga_db_step (db, statement, &row, error))
        return FALSE;
      if (!row)
        break;
      ga_db_column_id (statement, 0, &walk.id);
      walk.start = read_text (statement, 1);
      walk.community = read_text (statement, 2);
      walk.venue = read_text (statement, 3);
      walk.status = read_text (statement, 4);
      walk.reason = read_text (statement, 5);
      walk.zone = read_text (statement, 6);
      func (&walk, user_data);
    }
  return TRUE;
}
