/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "simulated-sql.h"

/* sqlite3 → SQL → a statement that nobody uses just now: parsing would be most of the looking. One
 * thread at a time looks. */
static GHashTable *idle;

static void
free_statement (gpointer statement)
{
  sqlite3_finalize (statement);
}

sqlite3 *
sql_open (const char *path)
{
  sqlite3 *db = NULL;

  if (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
    g_error ("%s: %s", path, sqlite3_errmsg (db));
  sqlite3_busy_timeout (db, 10000);
  if (idle == NULL)
    idle = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_hash_table_unref);
  g_hash_table_insert (idle, db,
                       g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_statement));
  return db;
}

void
sql_close (sqlite3 *db)
{
  g_hash_table_remove (idle, db);
  if (sqlite3_close (db) != SQLITE_OK)
    g_error ("A statement is still in use.");
}

static sqlite3_stmt *
find_statement (sqlite3 *db, const char *sql)
{
  sqlite3_stmt *statement = NULL;
  char *key;

  if (g_hash_table_steal_extended (g_hash_table_lookup (idle, db), sql, (gpointer *) &key,
                                   (gpointer *) &statement))
    g_free (key);
  else if (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL) != SQLITE_OK)
    g_error ("%s: %s", sqlite3_errmsg (db), sql);
  return statement;
}

/* @args: what there is for each of @types. clang-tidy 14 does not see that the caller began them.
 * NOLINTBEGIN(clang-analyzer-valist.Uninitialized) */
static void
bind_all (sqlite3_stmt *statement, const char *types, va_list args)
{
  for (int i = 0; types[i] != '\0'; i++)
    switch (types[i])
      {
      case 'i':
        {
          const GaId *id = va_arg (args, const GaId *);

          if (id != NULL)
            sqlite3_bind_blob (statement, i + 1, id->bytes, sizeof id->bytes, SQLITE_TRANSIENT);
          break;
        }
      case 'n':
        sqlite3_bind_int64 (statement, i + 1, va_arg (args, gint64));
        break;
      default:
        sqlite3_bind_text (statement, i + 1, va_arg (args, const char *), -1, SQLITE_TRANSIENT);
      }
}
/* NOLINTEND(clang-analyzer-valist.Uninitialized) */

sqlite3_stmt *
sql_prepare (sqlite3 *db, const char *sql, const char *types, ...)
{
  sqlite3_stmt *statement = find_statement (db, sql);
  va_list args;

  va_start (args, types);
  bind_all (statement, types, args);
  va_end (args);
  return statement;
}

void
sql_end (sqlite3_stmt *statement)
{
  sqlite3_reset (statement);
  sqlite3_clear_bindings (statement);
  g_hash_table_insert (g_hash_table_lookup (idle, sqlite3_db_handle (statement)),
                       g_strdup (sqlite3_sql (statement)), statement);
}

gboolean
sql_step (sqlite3_stmt *statement)
{
  int code = sqlite3_step (statement);

  if (code == SQLITE_ROW)
    return TRUE;
  if (code != SQLITE_DONE)
    g_error ("%s: %s", sqlite3_errmsg (sqlite3_db_handle (statement)), sqlite3_sql (statement));
  sql_end (statement);
  return FALSE;
}

void
sql_run (sqlite3_stmt *statement)
{
  while (sql_step (statement))
    ;
}

gint64
sql_get (sqlite3_stmt *statement)
{
  gint64 integer = 0;

  if (sql_step (statement))
    {
      integer = sqlite3_column_int64 (statement, 0);
      sql_end (statement);
    }
  return integer;
}

gboolean
sql_id (sqlite3_stmt *statement, int column, GaId *id)
{
  if (sqlite3_column_type (statement, column) != SQLITE_BLOB ||
      sqlite3_column_bytes (statement, column) != sizeof id->bytes)
    return FALSE;
  memcpy (id->bytes, sqlite3_column_blob (statement, column), sizeof id->bytes);
  return TRUE;
}

void
sql_append (GString *text, sqlite3_stmt *statement, int column)
{
  char id_text[GA_ID_TEXT_SIZE];
  GaId id;

  if (sql_id (statement, column, &id))
    {
      ga_id_format (&id, id_text);
      g_string_append (text, id_text);
    }
  else if (sqlite3_column_type (statement, column) != SQLITE_NULL)
    g_string_append (text, (const char *) sqlite3_column_text (statement, column));
}

char *
sql_text (sqlite3_stmt *statement, int column)
{
  GString *text = g_string_new (NULL);

  sql_append (text, statement, column);
  return g_string_free (text, FALSE);
}
