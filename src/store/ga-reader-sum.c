/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ga-reader-private.h"

/* Of a column, or of one in the table that it leads to. */
static char *
write_condition (const GaSum *what, const GaEntity *entity)
{
  g_auto (GStrv) way = g_strsplit (what->via, ".", 2);

  if (way[1] == NULL)
    return g_strdup_printf ("\"%s\" = ?1", way[0]);
  return g_strdup_printf ("\"%s\" IN (SELECT id FROM \"%s\" WHERE \"%s\" = ?1)", way[0],
                          ga_entity_get_field (entity, way[0])->target, way[1]);
}

gboolean
ga_reader_sum (GaReader *self, const GaSum *what, gint64 *sum, GError **error)
{
  GaDb *db = ga_reader_get_db (self);
  const GaEntity *entity = ga_schema_get (ga_db_get_schema (db), what->entity);
  g_autofree char *condition = write_condition (what, entity);
  g_autofree char *sql =
      g_strdup_printf ("SELECT coalesce(sum(\"%s\"), 0) FROM \"%s\" WHERE %s AND id IS NOT ?2",
                       what->field, entity->name, condition);
  sqlite3_stmt *statement = ga_db_prepare (db, sql, error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  ga_db_bind_id (statement, 1, what->id);
  if (what->except != NULL)
    ga_db_bind_id (statement, 2, what->except);
  if (!ga_db_step (db, statement, &row, error))
    return FALSE;
  *sum = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);
  return TRUE;
}
