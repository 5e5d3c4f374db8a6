/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ga-news-rows.h"

#include "model/ga-operation.h"
#include "store/ga-reader-private.h"
#include "store/ga-transaction-private.h"

/* Of a record that was brought and then changed the first tells
 * that it is new; one that went is no news of a record. */
#define NEWS_SQL                                                                 \
  "SELECT c.entity, c.id, min(c.operation), max(c.operation) FROM change c "     \
  "JOIN act a ON a.number = c.act WHERE c.number > ?1 AND c.entity IN (?2, ?3) " \
  "AND a.kind = ?4 GROUP BY c.entity, c.id HAVING max(c.operation) < ?5 ORDER BY max(c.number) DESC"

GArray *
ga_reader_news (GaReader *self, gint64 since, GError **error)
{
  GaDb *db = ga_reader_get_db (self);
  GaSchema *schema = ga_reader_get_schema (self);
  g_autoptr (GArray) news = g_array_new (FALSE, TRUE, sizeof (GaNews));
  sqlite3_stmt *statement = ga_db_prepare (db, NEWS_SQL, error);
  gboolean row = TRUE;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, since);
  sqlite3_bind_int64 (statement, 2, ga_schema_get (schema, "community")->number);
  sqlite3_bind_int64 (statement, 3, ga_schema_get (schema, "meeting")->number);
  sqlite3_bind_int (statement, 4, GA_ACT_SYNC);
  sqlite3_bind_int (statement, 5, GA_OPERATION_DELETE);
  while (ga_db_step (db, statement, &row, error))
    {
      GaNews one = { NULL };

      if (!row)
        return g_steal_pointer (&news);
      one.entity = ga_schema_get_by_number (schema, (guint) sqlite3_column_int (statement, 0));
      ga_db_column_id (statement, 1, &one.id);
      one.added = sqlite3_column_int (statement, 2) == GA_OPERATION_INSERT;
      g_array_append_val (news, one);
    }
  return NULL;
}
