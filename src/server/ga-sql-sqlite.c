/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <sqlite3.h>

#include "server/ga-sql-private.h"

#define BUSY_MILLISECONDS 10000
#define STEP_PAGES        1024

/* As many pages of log as SQLite itself lets come together. */
#define LONG_LOG_PAGES 1000

typedef struct
{
  GaSql sql;
  sqlite3 *handle;
  GHashTable *readable; /* (nullable): see ga_sql_sqlite_open() */
  int log_pages;        /* since it was tidied last, where that was put off */
} Connection;

typedef struct
{
  GaStatement statement;
  sqlite3_stmt *handle;
  gint64 changed;
} Statement;

static gboolean
fail (int code, GError **error)
{
  GaSqlError ours = GA_SQL_ERROR_FAILED;
  const char *sentence = NULL;

  switch (code & 0xff)
    {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      ours = GA_SQL_ERROR_BUSY;
      break;
    case SQLITE_CANTOPEN:
      ours = GA_SQL_ERROR_LOST;
      sentence =
          _ ("The file of the database cannot be opened. Check that its folder is there, that "
             "its disk is not read-only, and that the user who runs this may write in it.");
      break;
    case SQLITE_FULL:
      ours = GA_SQL_ERROR_FULL;
      break;
    case SQLITE_READONLY:
      ours = GA_SQL_ERROR_DENIED;
      sentence = _ ("The file of the database cannot be written. Check that its disk is not "
                    "read-only, and that the user who runs this may write in its folder.");
      break;
    case SQLITE_AUTH:
    case SQLITE_PERM:
      ours = GA_SQL_ERROR_DENIED;
      break;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      ours = GA_SQL_ERROR_CORRUPT;
      break;
    default:
      break;
    }
  if (sentence != NULL)
    {
      g_set_error_literal (error, GA_SQL_ERROR, ours, sentence);
      return FALSE;
    }
  /* Only the name of the code: SQLite's own message may quote data. */
  return ga_sql_fail (ours, ours == GA_SQL_ERROR_FAILED ? sqlite3_errstr (code) : NULL, error);
}

static sqlite3 *
get_handle (GaStatement *statement)
{
  return ((Connection *) statement->sql)->handle;
}

static sqlite3_stmt *
get_stmt (GaStatement *statement)
{
  return ((Statement *) statement)->handle;
}

static gboolean
exec (GaSql *self, const char *sql, GError **error)
{
  Connection *connection = (Connection *) self;
  int code = sqlite3_exec (connection->handle, sql, NULL, NULL, NULL);

  if (code == SQLITE_OK)
    return TRUE;
  g_debug ("SQLite: %s", sqlite3_errmsg (connection->handle));
  return fail (code, error);
}

static GaStatement *
prepare (GaSql *self, const char *sql, GError **error)
{
  Connection *connection = (Connection *) self;
  /* SQLite numbers $2 by where it first appears, and ?2 as 2. */
  g_autofree char *numbered = g_strdelimit (g_strdup (sql), "$", '?');
  sqlite3_stmt *handle = NULL;
  int code = sqlite3_prepare_v3 (connection->handle, numbered, -1, SQLITE_PREPARE_PERSISTENT,
                                 &handle, NULL);
  Statement *statement;

  if (code != SQLITE_OK)
    {
      g_debug ("SQLite: %s", sqlite3_errmsg (connection->handle));
      fail (code, error);
      return NULL;
    }
  statement = g_new0 (Statement, 1);
  statement->statement.sql = self;
  statement->handle = handle;
  return &statement->statement;
}

static void
free_statement (GaStatement *self)
{
  sqlite3_finalize (get_stmt (self));
  g_free (self);
}

static void
reset (GaStatement *self)
{
  sqlite3_reset (get_stmt (self));
}

static void
unbind (GaStatement *self)
{
  sqlite3_clear_bindings (get_stmt (self));
}

static void
bind_null (GaStatement *self, int index)
{
  sqlite3_bind_null (get_stmt (self), index);
}

static void
bind_integer (GaStatement *self, int index, gint64 integer)
{
  sqlite3_bind_int64 (get_stmt (self), index, integer);
}

static void
bind_text (GaStatement *self, int index, const char *text)
{
  sqlite3_bind_text (get_stmt (self), index, text, -1, SQLITE_TRANSIENT);
}

static void
bind_bytes (GaStatement *self, int index, gconstpointer bytes, gsize length)
{
  sqlite3_bind_blob64 (get_stmt (self), index, bytes, length, SQLITE_TRANSIENT);
}

static void
bind_id (GaStatement *self, int index, const GaId *id)
{
  bind_bytes (self, index, id->bytes, sizeof id->bytes);
}

static gboolean
step (GaStatement *self, gboolean *row, GError **error)
{
  int code = sqlite3_step (get_stmt (self));

  if (code != SQLITE_ROW && code != SQLITE_DONE)
    {
      g_debug ("SQLite: %s", sqlite3_errmsg (get_handle (self)));
      return fail (code, error);
    }
  *row = code == SQLITE_ROW;
  ((Statement *) self)->changed = sqlite3_changes64 (get_handle (self));
  return TRUE;
}

static gint64
get_changed (GaStatement *self)
{
  return ((Statement *) self)->changed;
}

static gboolean
is_null (GaStatement *self, int column)
{
  return sqlite3_column_type (get_stmt (self), column) == SQLITE_NULL;
}

static gint64
get_integer (GaStatement *self, int column)
{
  return sqlite3_column_int64 (get_stmt (self), column);
}

static const char *
get_text (GaStatement *self, int column)
{
  return (const char *) sqlite3_column_text (get_stmt (self), column);
}

static gconstpointer
get_bytes (GaStatement *self, int column, gsize *length)
{
  gconstpointer bytes = sqlite3_column_blob (get_stmt (self), column);

  *length = (gsize) sqlite3_column_bytes (get_stmt (self), column);
  return bytes;
}

static gboolean
get_id (GaStatement *self, int column, GaId *id)
{
  gsize length;
  gconstpointer bytes = get_bytes (self, column, &length);

  if (length != sizeof id->bytes)
    return FALSE;
  memcpy (id->bytes, bytes, sizeof id->bytes);
  return TRUE;
}

static void
close_connection (GaSql *self)
{
  Connection *connection = (Connection *) self;

  sqlite3_close (connection->handle);
  g_clear_pointer (&connection->readable, g_hash_table_unref);
  g_free (connection);
}

static int
committed_cb (void *data, sqlite3 *handle, const char *database, int pages)
{
  ((Connection *) data)->log_pages = pages;
  return SQLITE_OK;
}

/* In the place of SQLite's own hook, which moves the log within the commit. */
static void
put_off_tidying (GaSql *self)
{
  sqlite3_wal_hook (((Connection *) self)->handle, committed_cb, self);
}

static void
tidy (GaSql *self)
{
  Connection *connection = (Connection *) self;

  if (connection->log_pages < LONG_LOG_PAGES)
    return;
  connection->log_pages = 0;
  sqlite3_wal_checkpoint_v2 (connection->handle, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
}

static const GaSqlDriver driver = {
  .close = close_connection,
  .exec = exec,
  .prepare = prepare,
  .free = free_statement,
  .reset = reset,
  .unbind = unbind,
  .bind_null = bind_null,
  .bind_integer = bind_integer,
  .bind_text = bind_text,
  .bind_bytes = bind_bytes,
  .bind_id = bind_id,
  .step = step,
  .get_changed = get_changed,
  .is_null = is_null,
  .get_integer = get_integer,
  .get_text = get_text,
  .get_bytes = get_bytes,
  .get_id = get_id,
  .put_off_tidying = put_off_tidying,
  .tidy = tidy,
};

/* What is not allowed here by name is refused: a new table is hidden until somebody decides. An
 * empty @column means that a table is counted without a look at any of its columns. */
static int
authorize_cb (
    void *data, int action, const char *table, const char *column, const char *b, const char *c)
{
  GHashTable *columns;

  switch (action)
    {
    case SQLITE_SELECT:
    case SQLITE_FUNCTION:
    case SQLITE_TRANSACTION:
    case SQLITE_SAVEPOINT:
    case SQLITE_RECURSIVE:
      return SQLITE_OK;
    case SQLITE_READ:
      columns = g_hash_table_lookup (data, table);
      return columns != NULL && (*column == '\0' || g_hash_table_contains (columns, column))
                 ? SQLITE_OK
                 : SQLITE_DENY;
    default:
      return SQLITE_DENY;
    }
}

static gboolean
set_up (Connection *connection, GError **error)
{
  GaSql *self = &connection->sql;

  sqlite3_extended_result_codes (connection->handle, 1);
  sqlite3_busy_timeout (connection->handle, BUSY_MILLISECONDS);
  sqlite3_db_config (connection->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  if (!exec (self,
             "PRAGMA trusted_schema = OFF; PRAGMA secure_delete = ON; PRAGMA synchronous = FULL; "
             "PRAGMA temp_store = MEMORY; PRAGMA cache_size = -32768",
             error))
    return FALSE;
  /* A backup that is only read stays one file, with no log beside it. */
  if (!exec (self,
             self->role == GA_SQL_WRITER ? "PRAGMA journal_mode = WAL" : "PRAGMA query_only = ON",
             error))
    return FALSE;
  if (connection->readable != NULL)
    sqlite3_set_authorizer (connection->handle, authorize_cb, connection->readable);
  return TRUE;
}

/* As for a profile: counting every byte takes a lock at each allocation. */
static gpointer
configure_sqlite (gpointer data)
{
  sqlite3_config (SQLITE_CONFIG_MEMSTATUS, 0);
  return NULL;
}

GaSql *
ga_sql_sqlite_open (
    const char *path, GaSqlRole role, gboolean make, GHashTable *readable, GError **error)
{
  static GOnce once = G_ONCE_INIT;
  Connection *connection = g_new0 (Connection, 1);
  g_autoptr (GaSql) self = &connection->sql;
  int code;

  g_once (&once, configure_sqlite, NULL);
  ga_sql_init (self, &driver, role, FALSE);
  if (role == GA_SQL_COUNTS)
    connection->readable = g_hash_table_ref (readable);
  code = sqlite3_open_v2 (
      path, &connection->handle,
      SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | (make ? SQLITE_OPEN_CREATE : 0), NULL);
  if (code != SQLITE_OK)
    fail (code, error);
  else if (set_up (connection, error))
    return g_steal_pointer (&self);
  return NULL;
}

gboolean
ga_sql_sqlite_copy (GaSql *from, GaSql *to, GError **error)
{
  sqlite3 *target = ((Connection *) to)->handle;
  sqlite3_backup *backup =
      sqlite3_backup_init (target, "main", ((Connection *) from)->handle, "main");
  int code = SQLITE_OK;

  if (backup == NULL)
    return fail (sqlite3_errcode (target), error);
  while (code == SQLITE_OK)
    code = sqlite3_backup_step (backup, STEP_PAGES);
  sqlite3_backup_finish (backup);
  return code == SQLITE_DONE || fail (code, error);
}
