/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ga-ddl.h"
#include "store/ga-reader-private.h"

/* Where in the file records stand, for lists, and which they are. */

/**
 * ga_reader_list_rows:
 *
 * Reads no more than the index of an order that is offered, so a hundred thousand of them are
 * quick.
 *
 * Returns: (transfer full) (element-type gint64) (nullable): the row of each record of @query
 */
GArray *
ga_reader_list_rows (GaReader *self, const GaQuery *query, GError **error)
{
  GaDb *db = ga_reader_get_db (self);
  g_autofree char *sql = ga_sql_for_query (query, GA_SQL_ROWS);
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  sqlite3_stmt *statement = ga_db_prepare (db, sql, error);
  gboolean row = TRUE;

  if (statement == NULL)
    return NULL;
  ga_sql_bind_query (statement, query);
  while (row)
    {
      if (!ga_db_step (db, statement, &row, error))
        return NULL;
      if (row)
        {
          gint64 number = sqlite3_column_int64 (statement, 0);

          g_array_append_val (rows, number);
        }
    }
  return g_steal_pointer (&rows);
}

GArray *
ga_reader_list_ids (GaReader *self, const GaQuery *query, GError **error)
{
  GaDb *db = ga_reader_get_db (self);
  g_autofree char *sql = ga_sql_for_query (query, GA_SQL_KEYS);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (GaId));
  sqlite3_stmt *statement = ga_db_prepare (db, sql, error);
  gboolean row = TRUE;
  GaId id;

  if (statement == NULL)
    return NULL;
  ga_sql_bind_query (statement, query);
  while (row)
    {
      if (!ga_db_step (db, statement, &row, error))
        return NULL;
      if (row && ga_db_column_id (statement, 0, &id))
        g_array_append_val (ids, id);
    }
  return g_steal_pointer (&ids);
}

/**
 * ga_reader_find_row:
 *
 * Returns: (transfer full) (nullable): the record that stands there; %NULL without @error for none
 */
GaRecord *
ga_reader_find_row (GaReader *self, const GaEntity *entity, gint64 row, GError **error)
{
  GaDb *db = ga_reader_get_db (self);
  g_autofree char *sql = ga_sql_select (entity, "WHERE _row = ?");
  sqlite3_stmt *statement = ga_db_prepare (db, sql, error);
  GaRecord *record = NULL;
  gboolean found = FALSE;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, row);
  if (ga_db_step (db, statement, &found, error) && found)
    {
      record = ga_reader_read_row (entity, statement);
      sqlite3_reset (statement);
    }
  return record;
}

/**
 * ga_reader_row_of:
 *
 * Returns: where the record stands; 0 for nowhere
 */
gint64
ga_reader_row_of (GaReader *self, const GaEntity *entity, const GaId *id)
{
  GaDb *db = ga_reader_get_db (self);
  g_autofree char *sql = g_strdup_printf ("SELECT _row FROM \"%s\" WHERE id = ?", entity->name);
  sqlite3_stmt *statement = ga_db_prepare (db, sql, NULL);
  gboolean found = FALSE;
  gint64 row = 0;

  if (statement == NULL)
    return 0;
  ga_db_bind_id (statement, 1, id);
  if (ga_db_step (db, statement, &found, NULL) && found)
    row = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);
  return row;
}
