/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ga-store.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "store/ga-reader-private.h"
#include "store/ga-store-private.h"

#define STAMP_FILE    "gangart.stamp"
#define NAMED_CHANGES 2000 /* more than this in one look and everything counts as changed */
#define FOLDER_MODE   0700
#define FILE_MODE     0600

enum
{
  CHANGED,
  READ_FAILED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* The name would be taken for a subtraction. */
/* clang-format off */
G_DEFINE_QUARK (ga-store-error-quark, ga_store_error)
/* clang-format on */
G_DEFINE_FINAL_TYPE (GaStore, ga_store, G_TYPE_OBJECT)

/* Other programs on this profile watch this file. */
void
ga_store_touch_stamp (GaStore *self, gint64 act)
{
  int fd = g_open (self->stamp, O_WRONLY | O_CREAT | O_CLOEXEC, FILE_MODE);

  /* A stamp that cannot be written only delays what others see. */
  if (fd < 0)
    return;
  if (pwrite (fd, &act, sizeof act, 0) < 0)
    g_debug ("Stamp: %s", g_strerror (errno));
  close (fd);
}

static void
read_changes (GaStore *self, GaChanges *changes)
{
  GaDb *db = ga_reader_get_db (self->reader);
  gint64 last = ga_reader_last_change (self->reader), restores = 0;
  sqlite3_stmt *statement;
  gboolean row = TRUE, read;

  ga_db_get_integer (db, "SELECT value FROM meta WHERE name = 'restores'", &restores, NULL);
  if (last < self->seen || last > self->seen + NAMED_CHANGES || restores != self->restores)
    ga_changes_add_everything (changes);
  else
    {
      statement = ga_db_prepare (db, "SELECT entity, id FROM change WHERE number > ?", NULL);
      if (statement != NULL)
        sqlite3_bind_int64 (statement, 1, self->seen);
      while ((read = statement != NULL && ga_db_step (db, statement, &row, NULL)) && row)
        {
          const GaEntity *entity =
              ga_schema_get_by_number (self->schema, (guint) sqlite3_column_int (statement, 0));
          GaId id;

          if (entity != NULL && ga_db_column_id (statement, 1, &id))
            ga_changes_add (changes, entity->name, &id);
        }
      /* What could not be named is not forgotten. */
      if (!read)
        ga_changes_add_everything (changes);
    }
  self->seen = last;
  self->restores = restores;
}

static gboolean
tell_cb (gpointer user_data)
{
  GaStore *self = user_data;
  g_autoptr (GaChanges) changes = ga_changes_new ();
  gint64 seen = self->seen;

  /* Closed in the meantime. */
  if (self->reader == NULL)
    return G_SOURCE_REMOVE;
  read_changes (self, changes);
  if (self->seen != seen || ga_changes_is_everything (changes))
    g_signal_emit (self, signals[CHANGED], 0, changes);
  return G_SOURCE_REMOVE;
}

/* Calls @func in the loop of the thread that opened the store, then frees @data there; never here:
 * while nobody runs that loop g_main_context_invoke() would. */
static void
call_at_home (GaStore *self, GSourceFunc func, gpointer data, GDestroyNotify data_free)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, func, data, data_free);
  g_source_attach (source, self->context);
}

static gboolean
done_cb (gpointer user_data)
{
  return G_SOURCE_REMOVE;
}

/* Lets go of what may hold the last reference to the store, whose end waits for its threads. Any
 * thread. */
void
ga_store_free_at_home (GaStore *self, gpointer data, GDestroyNotify data_free)
{
  call_at_home (self, done_cb, data, data_free);
}

/* After a commit. Any thread. */
void
ga_store_tell (GaStore *self)
{
  call_at_home (self, tell_cb, g_object_ref (self), g_object_unref);
}

static gboolean
tell_everything_cb (gpointer user_data)
{
  GaStore *self = user_data;
  g_autoptr (GaChanges) changes = ga_changes_new ();

  if (self->reader == NULL)
    return G_SOURCE_REMOVE;
  read_changes (self, changes);
  ga_changes_add_everything (changes);
  g_signal_emit (self, signals[CHANGED], 0, changes);
  return G_SOURCE_REMOVE;
}

/* After what the change log does not show. Any thread. */
void
ga_store_tell_everything (GaStore *self)
{
  ga_store_touch_stamp (self, -1);
  call_at_home (self, tell_everything_cb, g_object_ref (self), g_object_unref);
}

static void
stamp_changed_cb (
    GFileMonitor *monitor, GFile *file, GFile *other, GFileMonitorEvent event, GaStore *self)
{
  if (event == G_FILE_MONITOR_EVENT_CHANGED || event == G_FILE_MONITOR_EVENT_CREATED)
    tell_cb (self);
}

static void
watch (GaStore *self)
{
  g_autoptr (GFile) file = g_file_new_for_path (self->stamp);

  self->monitor = g_file_monitor_file (file, G_FILE_MONITOR_NONE, NULL, NULL);
  if (self->monitor == NULL)
    return;
  g_file_monitor_set_rate_limit (self->monitor, 100);
  g_signal_connect (self->monitor, "changed", G_CALLBACK (stamp_changed_cb), self);
}

static gboolean
make_folder (GaStore *self, GError **error)
{
  if (g_mkdir_with_parents (self->folder, FOLDER_MODE) < 0)
    {
      g_set_error_literal (error, GA_STORE_ERROR, GA_STORE_ERROR_IO,
                           _ ("The folder for the data cannot be made. Choose a folder that may be "
                              "written."));
      return FALSE;
    }
  return TRUE;
}

static gboolean
may_write (GaStore *self)
{
  return faccessat (AT_FDCWD, self->path, W_OK, AT_EACCESS) == 0 &&
         faccessat (AT_FDCWD, self->folder, W_OK, AT_EACCESS) == 0;
}

static gboolean
has_log (GaStore *self)
{
  g_autofree char *wal = g_strconcat (self->path, "-wal", NULL);
  GStatBuf info;

  return g_stat (wal, &info) == 0 && info.st_size > 0;
}

/* Without leave to write there is no log to make; then the file is taken as it stands. */
static char *
reading_path (GaStore *self)
{
  g_autofree char *escaped = NULL;

  if (!self->read_only || has_log (self))
    return g_strdup (self->path);
  escaped = g_uri_escape_string (self->path, "/", FALSE);
  return g_strconcat ("file:", escaped, "?immutable=1", NULL);
}

static void
unheard_cb (const GError *error, gpointer user_data)
{
  g_signal_emit (user_data, signals[READ_FAILED], 0, error);
}

static gboolean
open_writing (GaStore *self, GError **error)
{
  self->write_db = ga_db_open (self->path, GA_DB_WRITE, self->schema, error);
  if (self->write_db == NULL || !ga_store_prepare_file (self->write_db, error))
    return FALSE;
  self->write_reader = ga_reader_new (self->write_db, FALSE);
  return TRUE;
}

/* On a full disk there is no room for a log. What stands in the file can be read all the same,
 * unless some of it is still in the log of a program that did not end well. */
static gboolean
open_for_writing (GaStore *self, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (open_writing (self, &local))
    return TRUE;
  g_clear_pointer (&self->write_db, ga_db_close);
  self->full = g_error_matches (local, GA_STORE_ERROR, GA_STORE_ERROR_FULL) && !has_log (self);
  self->read_only = self->full;
  if (!self->full)
    g_propagate_error (error, g_steal_pointer (&local));
  return self->full;
}

static gboolean
open_file (GaStore *self, GError **error)
{
  gboolean is_new = FALSE;
  g_autofree char *reading = NULL;
  GaDb *db;

  if (!ga_store_look_at_file (self->path, &is_new, error) || !make_folder (self, error))
    return FALSE;
  if (is_new && !ga_store_make_file (self->path, self->schema, error))
    return FALSE;
  self->read_only = !may_write (self);
  self->unclean = has_log (self);
  if (!self->read_only && !open_for_writing (self, error))
    return FALSE;
  reading = reading_path (self);
  db = ga_db_open (reading, GA_DB_READ, self->schema, error);
  if (db == NULL)
    return FALSE;
  ga_db_set_unheard (db, unheard_cb, self);
  self->reader = ga_reader_new (db, TRUE);
  self->seen = ga_reader_last_change (self->reader);
  return ga_db_get_integer (db, "SELECT value FROM meta WHERE name = 'restores'", &self->restores,
                            error);
}

/**
 * ga_store_open:
 * @folder: the profile's folder, made if need be
 *
 * Opens the profile, making or upgrading its file. Blocking, and quick: nothing is checked here.
 *
 * Returns: (transfer full) (nullable): the store, or %NULL with %GA_STORE_ERROR_NEWER, _FOREIGN,
 *   _CORRUPT or another of %GA_STORE_ERROR; then the file is as it was
 */
GaStore *
ga_store_open (const char *folder, GaSchema *schema, GError **error)
{
  g_autoptr (GaStore) self = g_object_new (GA_TYPE_STORE, NULL);

  self->schema = g_object_ref (schema);
  self->folder = g_strdup (folder);
  self->path = g_build_filename (folder, GA_STORE_FILE, NULL);
  self->stamp = g_build_filename (folder, STAMP_FILE, NULL);
  self->context = g_main_context_ref_thread_default ();
  if (!open_file (self, error))
    return NULL;
  ga_store_start_writer (self);
  watch (self);
  return g_steal_pointer (&self);
}

/**
 * ga_store_close:
 *
 * Finishes what has been asked for and lets go of the file. Called by the last unref too.
 */
void
ga_store_close (GaStore *self)
{
  g_return_if_fail (GA_IS_STORE (self));

  if (self->monitor != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->monitor, self);
      g_file_monitor_cancel (self->monitor);
      g_clear_object (&self->monitor);
    }
  ga_store_stop_writer (self);
  g_clear_object (&self->reader);
  g_mutex_lock (&self->idle_mutex);
  g_queue_clear_full (&self->idle_readers, g_object_unref);
  g_mutex_unlock (&self->idle_mutex);
  g_clear_object (&self->write_reader);
  g_clear_pointer (&self->write_db, ga_db_close);
}

static void
ga_store_dispose (GObject *object)
{
  ga_store_close (GA_STORE (object));
  G_OBJECT_CLASS (ga_store_parent_class)->dispose (object);
}

static void
ga_store_finalize (GObject *object)
{
  GaStore *self = GA_STORE (object);

  g_clear_object (&self->schema);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_async_queue_unref (self->jobs);
  /* Of reads that ended after the store was closed. */
  g_queue_clear_full (&self->idle_readers, g_object_unref);
  g_mutex_clear (&self->idle_mutex);
  g_free (self->folder);
  g_free (self->path);
  g_free (self->stamp);
  G_OBJECT_CLASS (ga_store_parent_class)->finalize (object);
}

static void
ga_store_class_init (GaStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ga_store_dispose;
  G_OBJECT_CLASS (klass)->finalize = ga_store_finalize;
  signals[CHANGED] = g_signal_new ("changed", GA_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, GA_TYPE_CHANGES);
  signals[READ_FAILED] = g_signal_new ("read-failed", GA_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
ga_store_init (GaStore *self)
{
  self->jobs = g_async_queue_new ();
  g_mutex_init (&self->idle_mutex);
  g_queue_init (&self->idle_readers);
}

GaSchema *
ga_store_get_schema (GaStore *self)
{
  g_return_val_if_fail (GA_IS_STORE (self), NULL);

  return self->schema;
}

/**
 * ga_store_get_reader:
 *
 * Returns: (transfer none): the reader of the thread that opened the store, for short indexed reads
 */
GaReader *
ga_store_get_reader (GaStore *self)
{
  g_return_val_if_fail (GA_IS_STORE (self), NULL);

  return self->reader;
}

const char *
ga_store_get_folder (GaStore *self)
{
  g_return_val_if_fail (GA_IS_STORE (self), NULL);

  return self->folder;
}

gboolean
ga_store_is_read_only (GaStore *self)
{
  g_return_val_if_fail (GA_IS_STORE (self), TRUE);

  return self->read_only;
}

gboolean
ga_store_was_full (GaStore *self)
{
  g_return_val_if_fail (GA_IS_STORE (self), FALSE);

  return self->full;
}

gboolean
ga_store_refuse_writing (GaStore *self, GError **error)
{
  if (!self->full)
    return ga_store_error_from_sqlite (SQLITE_READONLY, error);
  g_set_error_literal (
      error, GA_STORE_ERROR, GA_STORE_ERROR_FULL,
      _ ("The disk is full, so nothing was saved. Make room on the disk, and start "
         "Gangart again."));
  return FALSE;
}

/**
 * ga_store_was_unclean:
 *
 * Returns: whether the last program on this profile ended without closing it; then a check is due
 */
gboolean
ga_store_was_unclean (GaStore *self)
{
  g_return_val_if_fail (GA_IS_STORE (self), FALSE);

  return self->unclean;
}

void
ga_store_set_clock (GaStore *self, GaClockFunc func, gpointer user_data)
{
  g_return_if_fail (GA_IS_STORE (self));

  if (self->write_db != NULL)
    ga_db_set_time_source (self->write_db, func, user_data);
}

#define LONG_READS 8 /* at a time; more wait for a thread */

typedef struct
{
  GaReadFunc func;
  gpointer data;
  GDestroyNotify data_free;
  GDestroyNotify result_free;
  GTask *task;
} LongRead;

static void
long_read_free (LongRead *read)
{
  if (read->data_free != NULL)
    read->data_free (read->data);
  g_object_unref (read->task);
  g_free (read);
}

/* A connection for a thread other than the main one. Close it with ga_db_close(). */
GaDb *
ga_store_open_reading (GaStore *self, GError **error)
{
  g_autofree char *path = reading_path (self);

  return ga_db_open (path, GA_DB_READ, self->schema, error);
}

static GaReader *
take_reader (GaStore *self, GError **error)
{
  GaReader *reader;
  GaDb *db;

  g_mutex_lock (&self->idle_mutex);
  reader = g_queue_pop_head (&self->idle_readers);
  g_mutex_unlock (&self->idle_mutex);
  if (reader != NULL)
    return reader;
  db = ga_store_open_reading (self, error);
  return db != NULL ? ga_reader_new (db, TRUE) : NULL;
}

static void
read_cb (gpointer data, gpointer user_data)
{
  LongRead *read = data;
  GTask *task = read->task;
  GaStore *self = g_task_get_source_object (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError *error = NULL;
  GaReader *reader = take_reader (self, &error);
  gpointer result = NULL;

  if (reader != NULL)
    {
      ga_db_set_cancellable (ga_reader_get_db (reader), cancellable);
      result = read->func (reader, read->data, &error);
      ga_db_set_cancellable (ga_reader_get_db (reader), NULL);
      g_mutex_lock (&self->idle_mutex);
      g_queue_push_head (&self->idle_readers, reader);
      g_mutex_unlock (&self->idle_mutex);
    }
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, result, read->result_free);
  ga_store_free_at_home (self, read, (GDestroyNotify) long_read_free);
}

/* As g_task_run_in_thread(), whose thread lets go of the task itself. */
static GThreadPool *
get_pool (void)
{
  static GThreadPool *pool;
  static gsize once;

  if (g_once_init_enter (&once))
    {
      pool = g_thread_pool_new (read_cb, NULL, LONG_READS, FALSE, NULL);
      g_once_init_leave (&once, 1);
    }
  return pool;
}

/**
 * ga_store_read_async:
 * @func: (scope async): the read, run on a pool thread with a reader of its own
 * @result_free: (nullable): frees what @func returned when nobody fetches it
 *
 * For reads that take longer than a frame. Cancelling breaks off the query.
 */
void
ga_store_read_async (GaStore *self,
                     GaReadFunc func,
                     gpointer func_data,
                     GDestroyNotify func_data_free,
                     GDestroyNotify result_free,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  LongRead *read;

  g_return_if_fail (GA_IS_STORE (self));

  read = g_new0 (LongRead, 1);
  read->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (read->task, ga_store_read_async);
  read->func = func;
  read->data = func_data;
  read->data_free = func_data_free;
  read->result_free = result_free;
  g_thread_pool_push (get_pool (), read, NULL);
}

/**
 * ga_store_read_finish:
 *
 * Where the store was closed meanwhile there is nothing any more to show the answer with:
 * %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full) (nullable): what the read returned
 */
gpointer
ga_store_read_finish (GaStore *self, GAsyncResult *result, GError **error)
{
  if (self->reader != NULL)
    return g_task_propagate_pointer (G_TASK (result), error);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "");
  return NULL;
}
