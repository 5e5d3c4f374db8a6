/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "store/ga-reader-private.h"
#include "store/ga-transaction-private.h"

/*
 * Who may ever receive a row (see #GaSpace). A small number stands in the row for it, so that what
 * leaves the computer can be told from a row alone.
 */

/**
 * ga_space_number:
 * @number: (out): stands for @space in this file; made when it is first needed
 */
gboolean
ga_space_number (GaDb *db, const GaSpace *space, gint64 *number, GError **error)
{
  sqlite3_stmt *statement;
  gboolean row = FALSE;

  *number = space->place;
  if (space->place == GA_PLACE_NATIONAL || space->place == GA_PLACE_OWN)
    return TRUE;
  statement = ga_db_prepare (db, "SELECT number FROM space WHERE kind = ? AND target = ?", error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int (statement, 1, space->place);
  ga_db_bind_id (statement, 2, &space->target);
  if (!ga_db_step (db, statement, &row, error))
    return FALSE;
  if (row)
    {
      *number = sqlite3_column_int64 (statement, 0);
      sqlite3_reset (statement);
      return TRUE;
    }
  statement = ga_db_prepare (db, "INSERT INTO space (kind, target) VALUES (?, ?)", error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int (statement, 1, space->place);
  ga_db_bind_id (statement, 2, &space->target);
  if (!ga_db_run (db, statement, error))
    return FALSE;
  *number = sqlite3_last_insert_rowid (ga_db_get_handle (db));
  return TRUE;
}

/**
 * ga_space_from_number:
 *
 * The other way round; own for a number that stands for nothing.
 */
gboolean
ga_space_from_number (GaDb *db, gint64 number, GaSpace *space, GError **error)
{
  sqlite3_stmt *statement;
  gboolean row = FALSE;

  *space = (GaSpace){ .place = number == GA_PLACE_NATIONAL ? GA_PLACE_NATIONAL : GA_PLACE_OWN };
  if (number == GA_PLACE_NATIONAL || number == GA_PLACE_OWN)
    return TRUE;
  statement = ga_db_prepare (db, "SELECT kind, target FROM space WHERE number = ?", error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, number);
  if (!ga_db_step (db, statement, &row, error))
    return FALSE;
  if (row && ga_db_column_id (statement, 1, &space->target))
    space->place = (GaSpacePlace) sqlite3_column_int (statement, 0);
  sqlite3_reset (statement);
  return TRUE;
}

/**
 * ga_space_of_row:
 * @number: (out): the number of the space that the row lies in; 0 when there is no such row
 */
gboolean
ga_space_of_row (GaDb *db, const GaEntity *entity, const GaId *id, gint64 *number, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT _space FROM \"%s\" WHERE id = ?", entity->name);
  sqlite3_stmt *statement = ga_db_prepare (db, sql, error);
  gboolean row = FALSE;

  *number = 0;
  if (statement == NULL)
    return FALSE;
  ga_db_bind_id (statement, 1, id);
  if (!ga_db_step (db, statement, &row, error))
    return FALSE;
  if (row)
    *number = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);
  return TRUE;
}

/**
 * ga_space_is_held:
 * @held: (out): whether everything of the server's in @space has come to this file
 */
gboolean
ga_space_is_held (GaDb *db, const GaSpace *space, gboolean *held, GError **error)
{
  /* A cursor is empty and `fresh` 1 while it comes anew. */
  sqlite3_stmt *statement =
      ga_db_prepare (db,
                     "SELECT 1 FROM sync_space s JOIN space p ON p.number = s.space "
                     "WHERE p.kind = ? AND p.target = ? AND s.cursor <> '' AND s.fresh <> 1",
                     error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int (statement, 1, space->place);
  ga_db_bind_id (statement, 2, &space->target);
  if (!ga_db_step (db, statement, held, error))
    return FALSE;
  sqlite3_reset (statement);
  return TRUE;
}
