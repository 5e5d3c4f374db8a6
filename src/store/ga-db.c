/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ga-db.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <unicode/ucol.h>

#include "store/ga-store.h"

#define BUSY_MILLISECONDS  10000
#define PROGRESS_STEPS     4000
#define LOGICAL_CLOCK_BITS 16

/* What running a trigger takes; room for these is kept ready, as every row written runs several. */
#define TRIGGER_FRAME_SIZE 4096
#define TRIGGER_FRAMES     48

struct _GaDb
{
  sqlite3 *handle;
  GaSchema *schema;
  GHashTable *statements; /* SQL → sqlite3_stmt */
  GaSearchQueue *search_queue;
  UCollator *collator;
  GCancellable *cancellable;
  GaDbUnheardFunc unheard;
  gpointer unheard_data;
  gint64 act;
  gboolean sending;
  gboolean relaxed;
  gint64 clock;
  gint64 (*time_source) (gpointer user_data); /* the computer's clock unless NULL */
  gpointer time_source_data;
};

/* What SQLite says, mapped once to what a caller can act on. */
typedef struct
{
  int sqlite;
  GaStoreError code;
  const char *sentence;
} Mapping;

static const Mapping mappings[] = {
  { SQLITE_BUSY, GA_STORE_ERROR_BUSY,
    N_ ("Another program is writing to the same data just now. Try again in a moment.") },
  { SQLITE_LOCKED, GA_STORE_ERROR_BUSY,
    N_ ("Another program is writing to the same data just now. Try again in a moment.") },
  { SQLITE_FULL, GA_STORE_ERROR_FULL,
    N_ ("The disk is full, so nothing was saved. Make room on the disk and try again.") },
  { SQLITE_IOERR, GA_STORE_ERROR_IO,
    N_ ("The disk could not be read or written, so nothing was saved. Check the disk and try again.") },
  { SQLITE_READONLY, GA_STORE_ERROR_READ_ONLY,
    N_ ("These data may only be read on this computer, so nothing was saved.") },
  { SQLITE_PERM, GA_STORE_ERROR_READ_ONLY,
    N_ ("These data may only be read on this computer, so nothing was saved.") },
  { SQLITE_CANTOPEN, GA_STORE_ERROR_IO,
    N_ ("The file with the data cannot be opened. Check that the folder exists and may be read.") },
  { SQLITE_CORRUPT, GA_STORE_ERROR_CORRUPT,
    N_ ("The file with the data is damaged. Restore the last backup.") },
  { SQLITE_NOTADB, GA_STORE_ERROR_CORRUPT,
    N_ ("The file with the data is damaged. Restore the last backup.") },
};

gboolean
ga_store_error_from_sqlite (int code, GError **error)
{
  int primary = code & 0xff;

  if (primary == SQLITE_INTERRUPT)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("Cancelled."));
      return FALSE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (mappings); i++)
    if (mappings[i].sqlite == primary)
      {
        g_set_error_literal (error, GA_STORE_ERROR, mappings[i].code, _ (mappings[i].sentence));
        return FALSE;
      }
  /* Only the name of the code: SQLite's own message may quote data. */
  g_set_error (error, GA_STORE_ERROR, GA_STORE_ERROR_FAILED,
               _ ("The data could not be read or saved (%s)."), sqlite3_errstr (code));
  return FALSE;
}

/* Only of the disk itself SQLite says that it is full, not of quotas, nor where it has no room for
 * the index of a log. */
int
ga_db_find_reason (sqlite3 *handle, int code)
{
  int primary = code & 0xff, reason = sqlite3_system_errno (handle);

  if ((primary == SQLITE_IOERR || primary == SQLITE_CANTOPEN) &&
      (reason == ENOSPC || reason == EDQUOT || reason == EFBIG))
    return SQLITE_FULL;
  return code;
}

/**
 * ga_db_fail:
 *
 * Sets @error from SQLite's @code. Returns: %FALSE, for returning at once
 */
gboolean
ga_db_fail (GaDb *self, int code, GError **error)
{
  g_autoptr (GError) unheard = NULL;

  if (code == SQLITE_ERROR || code == SQLITE_CONSTRAINT || code == SQLITE_MISUSE)
    g_debug ("SQLite: %s", sqlite3_errmsg (self->handle));
  code = ga_db_find_reason (self->handle, code);
  if (error != NULL || self->unheard == NULL)
    return ga_store_error_from_sqlite (code, error);
  ga_store_error_from_sqlite (code, &unheard);
  self->unheard (unheard, self->unheard_data);
  return FALSE;
}

/**
 * ga_db_set_unheard:
 * @func: called for what fails while no #GError is asked for, as where a page is filled
 */
void
ga_db_set_unheard (GaDb *self, GaDbUnheardFunc func, gpointer user_data)
{
  self->unheard = func;
  self->unheard_data = user_data;
}

static int
compare_danish_cb (void *data, int a_length, const void *a, int b_length, const void *b)
{
  UErrorCode status = U_ZERO_ERROR;

  return (int) ucol_strcollUTF8 (data, a, a_length, b, b_length, &status);
}

static gboolean
register_collation (GaDb *self, GError **error)
{
  UErrorCode status = U_ZERO_ERROR;
  int code;

  self->collator = ucol_open ("da", &status);
  if (U_FAILURE (status))
    {
      g_set_error (error, GA_STORE_ERROR, GA_STORE_ERROR_FAILED,
                   _ ("The Danish alphabet cannot be loaded (%s)."), u_errorName (status));
      return FALSE;
    }
  /* Case does not tell names apart, nor does aa from å. */
  ucol_setStrength (self->collator, UCOL_SECONDARY);
  code = sqlite3_create_collation_v2 (self->handle, "danish", SQLITE_UTF8, self->collator,
                                      compare_danish_cb, NULL);
  return code == SQLITE_OK || ga_db_fail (self, code, error);
}

static int
progress_cb (void *data)
{
  GaDb *self = data;

  return g_cancellable_is_cancelled (self->cancellable);
}

/* A new file says whose it is before it gets a log: its header alone must tell. */
static gboolean
sign (GaDb *self, GError **error)
{
  g_autofree char *pragmas = g_strdup_printf (
      "PRAGMA application_id = %d; PRAGMA user_version = %d", GA_APPLICATION_ID, GA_SCHEMA_VERSION);
  gint64 pages = 0;

  return ga_db_get_integer (self, "PRAGMA page_count", &pages, error) &&
         (pages > 0 || ga_db_exec (self, pragmas, error));
}

static gboolean
set_pragmas (GaDb *self, GaDbMode mode, GError **error)
{
  if (mode == GA_DB_READ)
    return ga_db_exec (self, "PRAGMA query_only = on; PRAGMA temp_store = memory", error);
  return sign (self, error) &&
         ga_db_exec (self,
                     "PRAGMA journal_mode = wal; PRAGMA synchronous = full;"
                     "PRAGMA foreign_keys = off; PRAGMA recursive_triggers = off;"
                     "PRAGMA temp_store = memory; PRAGMA cache_size = -8000",
                     error);
}

/* Counting every byte takes a lock at each allocation, and nobody asks for the count. Refused, and
 * harmless, when another library has set SQLite going before us. */
static gpointer
configure_sqlite (gpointer data)
{
  sqlite3_config (SQLITE_CONFIG_MEMSTATUS, 0);
  return NULL;
}

static void
finalize_statement (gpointer statement)
{
  sqlite3_finalize (statement);
}

/**
 * ga_db_open:
 *
 * Opens the file at @path, making it first for %GA_DB_WRITE.
 *
 * Returns: (nullable): a connection to close with ga_db_close()
 */
GaDb *
ga_db_open (const char *path, GaDbMode mode, GaSchema *schema, GError **error)
{
  static GOnce once = G_ONCE_INIT;
  GaDb *self = g_new0 (GaDb, 1);
  int flags =
      SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI |
      (mode == GA_DB_WRITE ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY);
  int code;

  g_once (&once, configure_sqlite, NULL);
  code = sqlite3_open_v2 (path, &self->handle, flags, NULL);

  self->schema = g_object_ref (schema);
  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, finalize_statement);
  self->search_queue = ga_search_queue_new ();
  if (code != SQLITE_OK)
    ga_store_error_from_sqlite (code, error);
  else
    {
      sqlite3_extended_result_codes (self->handle, 1);
      sqlite3_busy_timeout (self->handle, BUSY_MILLISECONDS);
      sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
      if (mode == GA_DB_WRITE)
        sqlite3_db_config (self->handle, SQLITE_DBCONFIG_LOOKASIDE, NULL, TRIGGER_FRAME_SIZE,
                           TRIGGER_FRAMES);
      if (register_collation (self, error) && ga_functions_register (self, error) &&
          set_pragmas (self, mode, error))
        return self;
    }
  ga_db_close (self);
  return NULL;
}

void
ga_db_close (GaDb *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->statements, g_hash_table_unref);
  sqlite3_close_v2 (self->handle);
  ga_search_queue_free (self->search_queue);
  g_clear_pointer (&self->collator, ucol_close);
  g_clear_object (&self->cancellable);
  g_object_unref (self->schema);
  g_free (self);
}

sqlite3 *
ga_db_get_handle (GaDb *self)
{
  return self->handle;
}

GaSchema *
ga_db_get_schema (GaDb *self)
{
  return self->schema;
}

GaSearchQueue *
ga_db_get_search_queue (GaDb *self)
{
  return self->search_queue;
}

/**
 * ga_db_get_collation_version:
 *
 * Returns: (transfer full): which edition of the Danish order this connection sorts by
 */
char *
ga_db_get_collation_version (GaDb *self)
{
  UVersionInfo version;
  char text[U_MAX_VERSION_STRING_LENGTH];

  ucol_getVersion (self->collator, version);
  u_versionToString (version, text);
  return g_strdup (text);
}

/**
 * ga_db_fold_name:
 *
 * Adds to @folded bytes, none of them NUL, that are equal for texts that the collation `danish`
 * takes for equal.
 */
void
ga_db_fold_name (GaDb *self, const char *text, GString *folded)
{
  UErrorCode status = U_ZERO_ERROR;
  uint8_t key[1024];
  UCharIterator iterator;
  uint32_t state[2] = { 0, 0 };
  int32_t length = G_N_ELEMENTS (key);

  uiter_setUTF8 (&iterator, text, -1);
  while (U_SUCCESS (status) && length == G_N_ELEMENTS (key))
    {
      length =
          ucol_nextSortKeyPart (self->collator, &iterator, state, key, G_N_ELEMENTS (key), &status);
      g_string_append_len (folded, (const char *) key, length);
    }
}

/**
 * ga_db_prepare:
 *
 * Returns: (transfer none) (nullable): the statement for @sql, kept for the next time, reset and
 * with nothing bound
 */
sqlite3_stmt *
ga_db_prepare (GaDb *self, const char *sql, GError **error)
{
  sqlite3_stmt *statement = g_hash_table_lookup (self->statements, sql);
  int code;

  if (statement != NULL)
    {
      sqlite3_reset (statement);
      sqlite3_clear_bindings (statement);
      return statement;
    }
  code = sqlite3_prepare_v3 (self->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL);
  if (code != SQLITE_OK)
    {
      ga_db_fail (self, code, error);
      return NULL;
    }
  g_hash_table_insert (self->statements, g_strdup (sql), statement);
  return statement;
}

/**
 * ga_db_step:
 * @row: (out): whether there is a row; the statement is reset when there is none
 */
gboolean
ga_db_step (GaDb *self, sqlite3_stmt *statement, gboolean *row, GError **error)
{
  int code = sqlite3_step (statement);

  *row = code == SQLITE_ROW;
  if (code == SQLITE_ROW)
    return TRUE;
  if (code != SQLITE_DONE)
    ga_db_fail (self, code, error);
  sqlite3_reset (statement);
  return code == SQLITE_DONE;
}

/**
 * ga_db_run:
 *
 * Runs a statement that gives no rows.
 */
gboolean
ga_db_run (GaDb *self, sqlite3_stmt *statement, GError **error)
{
  gboolean row;

  if (!ga_db_step (self, statement, &row, error))
    return FALSE;
  sqlite3_reset (statement);
  return TRUE;
}

/**
 * ga_db_exec:
 * @sql: one or more statements without values
 */
gboolean
ga_db_exec (GaDb *self, const char *sql, GError **error)
{
  int code = sqlite3_exec (self->handle, sql, NULL, NULL, NULL);

  return code == SQLITE_OK || ga_db_fail (self, code, error);
}

/**
 * ga_db_get_integer:
 * @value: (out): the first column of the first row; 0 without a row
 */
gboolean
ga_db_do (GaDb *self, const char *sql, GError **error)
{
  sqlite3_stmt *statement = ga_db_prepare (self, sql, error);

  return statement != NULL && ga_db_run (self, statement, error);
}

gboolean
ga_db_get_integer (GaDb *self, const char *sql, gint64 *value, GError **error)
{
  sqlite3_stmt *statement = ga_db_prepare (self, sql, error);
  gboolean row;

  *value = 0;
  if (statement == NULL || !ga_db_step (self, statement, &row, error))
    return FALSE;
  if (row)
    *value = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);
  return TRUE;
}

/**
 * ga_db_set_meta:
 *
 * Writes down a fact about the file itself, in the place of what it was.
 */
gboolean
ga_db_set_meta (GaDb *self, const char *name, const char *value, GError **error)
{
  sqlite3_stmt *statement =
      ga_db_prepare (self,
                     "INSERT INTO meta (name, value) VALUES (?, ?) "
                     "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                     error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, name, -1, SQLITE_TRANSIENT);
  sqlite3_bind_text (statement, 2, value, -1, SQLITE_TRANSIENT);
  return ga_db_run (self, statement, error);
}

/**
 * ga_db_forget_statements:
 *
 * For before the schema changes, or the file below is replaced.
 */
void
ga_db_forget_statements (GaDb *self)
{
  g_hash_table_remove_all (self->statements);
}

/**
 * ga_db_set_cancellable:
 * @cancellable: (nullable): breaks off what runs on the connection
 */
void
ga_db_set_cancellable (GaDb *self, GCancellable *cancellable)
{
  g_set_object (&self->cancellable, cancellable);
  if (cancellable != NULL)
    sqlite3_progress_handler (self->handle, PROGRESS_STEPS, progress_cb, self);
  else
    sqlite3_progress_handler (self->handle, 0, NULL, NULL);
}

/**
 * ga_db_bind_value:
 * @value: lives until the statement has run
 */
void
ga_db_bind_value (sqlite3_stmt *statement, int index, const GaValue *value)
{
  switch (value->kind)
    {
    case GA_VALUE_INTEGER:
      sqlite3_bind_int64 (statement, index, value->integer);
      break;
    case GA_VALUE_TEXT:
      sqlite3_bind_text (statement, index, value->text, -1, SQLITE_STATIC);
      break;
    case GA_VALUE_ID:
      ga_db_bind_id (statement, index, &value->id);
      break;
    case GA_VALUE_NONE:
    default:
      sqlite3_bind_null (statement, index);
      break;
    }
}

void
ga_db_bind_id (sqlite3_stmt *statement, int index, const GaId *id)
{
  sqlite3_bind_blob (statement, index, id->bytes, sizeof id->bytes, SQLITE_STATIC);
}

void
ga_db_bind_ids (sqlite3_stmt *statement, int index, GArray *ids)
{
  /* Without any there is no address either; that is no id, and not NULL, which has no length. */
  sqlite3_bind_blob64 (statement, index, ids->len > 0 ? ids->data : "", ids->len * sizeof (GaId),
                       SQLITE_STATIC);
}

/**
 * ga_db_column_value:
 * @value: (out caller-allocates): what the column holds; clear it
 */
void
ga_db_column_value (sqlite3_stmt *statement, int index, GaValue *value)
{
  memset (value, 0, sizeof *value);
  switch (sqlite3_column_type (statement, index))
    {
    case SQLITE_INTEGER:
      value->kind = GA_VALUE_INTEGER;
      value->integer = sqlite3_column_int64 (statement, index);
      break;
    case SQLITE_TEXT:
      ga_value_set_text (value, (const char *) sqlite3_column_text (statement, index));
      break;
    case SQLITE_BLOB:
      if (ga_db_column_id (statement, index, &value->id))
        value->kind = GA_VALUE_ID;
      break;
    default:
      break;
    }
}

gboolean
ga_db_column_id (sqlite3_stmt *statement, int index, GaId *id)
{
  if (sqlite3_column_type (statement, index) != SQLITE_BLOB ||
      sqlite3_column_bytes (statement, index) != (int) sizeof id->bytes)
    return FALSE;
  memcpy (id->bytes, sqlite3_column_blob (statement, index), sizeof id->bytes);
  return TRUE;
}

void
ga_db_set_act (GaDb *self, gint64 act)
{
  self->act = act;
}

gint64
ga_db_get_act (GaDb *self)
{
  return self->act;
}

void
ga_db_set_sending (GaDb *self, gboolean sending)
{
  self->sending = sending;
}

gboolean
ga_db_is_sending (GaDb *self)
{
  return self->sending;
}

gboolean
ga_db_set_relaxed (GaDb *self, gboolean relaxed, GError **error)
{
  if (relaxed == self->relaxed)
    return TRUE;
  if (!ga_db_exec (self, relaxed ? "PRAGMA synchronous = normal" : "PRAGMA synchronous = full",
                   error))
    return FALSE;
  self->relaxed = relaxed;
  return TRUE;
}

/**
 * ga_db_read_clock:
 *
 * For the beginning of a transaction: another program may have written since the last one here,
 * and its clock been ahead.
 */
gboolean
ga_db_read_clock (GaDb *self, GError **error)
{
  gint64 last = 0;

  if (!ga_db_get_integer (self, "SELECT clock FROM change ORDER BY number DESC LIMIT 1", &last,
                          error))
    return FALSE;
  self->clock = MAX (self->clock, last);
  return TRUE;
}

/**
 * ga_db_tick:
 *
 * Returns: the next reading of the hybrid logical clock: 48 bits of UTC milliseconds and 16 of a
 *   counter, always later than the last in the file, also when the computer's clock goes back
 */
gint64
ga_db_tick (GaDb *self)
{
  /* A clock that is wrong by thousands of years counts as one that stands still. */
  gint64 now = CLAMP (ga_db_now (self) / 1000, 0, G_MAXINT64 >> LOGICAL_CLOCK_BITS)
               << LOGICAL_CLOCK_BITS;

  self->clock = MAX (self->clock + 1, now);
  return self->clock;
}

gint64
ga_db_now (GaDb *self)
{
  return self->time_source != NULL ? self->time_source (self->time_source_data)
                                   : g_get_real_time ();
}

void
ga_db_set_time_source (GaDb *self, gint64 (*func) (gpointer), gpointer user_data)
{
  self->time_source = func;
  self->time_source_data = user_data;
}
