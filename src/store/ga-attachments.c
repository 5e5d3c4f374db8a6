/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utime.h>

#include "model/entities/ga-entities.h"
#include "model/ga-date.h"
#include "store/ga-attachments-private.h"
#include "store/ga-file.h"
#include "store/ga-outbox-private.h"
#include "store/ga-postponed.h"
#include "store/ga-reader-private.h"
#include "store/ga-store-private.h"

#define FOLDER  "files"
#define LENT    "opened"
#define PART    ".part-"
#define UNNAMED ".unnamed-" /* an empty file, as old as when that was seen first */

/* What is left of a copy or of what was coming, when nobody went on with it. */
#define PART_SECONDS (24 * 60 * 60)
#define KEPT_SECONDS (G_GINT64_CONSTANT (60) * 24 * 60 * 60)

static char *
find_folder (const char *profile)
{
  return g_build_filename (profile, FOLDER, NULL);
}

static char *
find_part (GaStore *store, const char *sha256)
{
  g_autofree char *name = g_strconcat (PART, sha256, NULL);

  return g_build_filename (ga_store_get_folder (store), FOLDER, name, NULL);
}

char *
ga_attachment_get_path (GaStore *store, const char *sha256)
{
  g_return_val_if_fail (ga_attachment_is_sha256 (sha256), NULL);

  return g_build_filename (ga_store_get_folder (store), FOLDER, sha256, NULL);
}

gint64
ga_attachment_get_size (GaStore *store, const char *sha256)
{
  g_autofree char *path = ga_attachment_get_path (store, sha256);

  return ga_file_get_size (path);
}

GBytes *
ga_attachment_read (GaStore *store, const char *sha256, gint64 offset, gsize most)
{
  g_autofree char *path = ga_attachment_get_path (store, sha256);

  return ga_file_read (path, offset, most);
}

gboolean
ga_attachment_is_here (GaStore *store, const char *sha256, gint64 size)
{
  return ga_attachment_get_size (store, sha256) == size;
}

GaAttachmentState
ga_attachment_get_state (GaStore *store, GaReader *reader, const GaRecord *record)
{
  g_auto (GaWaiting) waiting = { 0 };
  GaDb *db = ga_reader_get_db (reader);

  if (!ga_attachment_is_here (store, ga_record_get_text (record, "sha256"),
                              ga_record_get_integer (record, "size")))
    return GA_ATTACHMENT_AWAY;
  if (ga_postponed_waits_for_room (db, ga_record_get_entity (record), ga_record_get_id (record)))
    return GA_ATTACHMENT_STAYS;
  ga_waiting_read (db, ga_record_get_entity (record), ga_record_get_id (record), &waiting, NULL);
  return waiting.any ? GA_ATTACHMENT_WAITS : GA_ATTACHMENT_HERE;
}

/* A file that is being attached; from thread to thread. */
typedef struct
{
  GaStore *store;
  char *label;
  GaRecord *record;
  GFile *file;
  GaAttachmentCopy copy;
} Attaching;

static Attaching *
attaching_new (GaStore *store, const char *label, GaRecord *record, GFile *file)
{
  Attaching *self = g_new0 (Attaching, 1);

  self->store = g_object_ref (store);
  self->label = g_strdup (label);
  self->record = g_object_ref (record);
  self->file = g_object_ref (file);
  return self;
}

static void
attaching_free (Attaching *self)
{
  if (self->copy.path != NULL)
    g_unlink (self->copy.path);
  ga_attachment_copy_clear (&self->copy);
  g_object_unref (self->record);
  g_object_unref (self->file);
  g_object_unref (self->store);
  g_free (self->label);
  g_free (self);
}

static gboolean
copy (Attaching *self, GCancellable *cancellable, GError **error)
{
  g_autofree char *folder = find_folder (ga_store_get_folder (self->store));
  g_autofree char *today = ga_date_today ();

  if (ga_store_is_read_only (self->store))
    return ga_store_refuse_writing (self->store, error);
  if (g_mkdir_with_parents (folder, 0700) < 0)
    return ga_attachment_fail (errno, error);
  if (!ga_attachment_copy (self->file, folder, &self->copy, cancellable, error))
    return FALSE;
  ga_record_set_text (self->record, "name", self->copy.name);
  ga_record_set_text (self->record, "media_type", self->copy.media_type);
  ga_record_set_text (self->record, "added", today);
  ga_record_set_text (self->record, "sha256", self->copy.sha256);
  ga_record_set_integer (self->record, "size", self->copy.size);
  return TRUE;
}

/* Within the transaction, so that nobody tidies it away before the row is there. */
static gboolean
write_row (GaTransaction *transaction, gpointer user_data, GError **error)
{
  Attaching *self = user_data;
  g_autofree char *path = ga_attachment_get_path (self->store, self->copy.sha256);

  return ga_attachment_name (self->copy.path, path, error) &&
         ga_transaction_put (transaction, self->record, error);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  gint64 act = ga_store_transact_finish (GA_STORE (source), result, &error);

  if (act > 0)
    g_task_return_int (task, act);
  else
    g_task_return_error (task, error);
}

static void
copy_thread_cb (GTask *copying, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (copy (task_data, cancellable, &error))
    g_task_return_boolean (copying, TRUE);
  else
    g_task_return_error (copying, error);
}

static void
copied_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Attaching *self = g_task_get_task_data (task);
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    ga_store_transact_async (self->store, self->label, write_row, self, NULL,
                             g_task_get_cancellable (task), written_cb, g_object_ref (task));
  else
    g_task_return_error (task, error);
}

void
ga_attach_async (GaStore *store,
                 const char *label,
                 GaRecord *record,
                 GFile *file,
                 GCancellable *cancellable,
                 GAsyncReadyCallback callback,
                 gpointer user_data)
{
  g_autoptr (GTask) copying = NULL;
  GTask *task;

  g_return_if_fail (GA_IS_STORE (store));

  task = g_task_new (store, cancellable, callback, user_data);
  g_task_set_source_tag (task, ga_attach_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, attaching_new (store, label, record, file),
                        (GDestroyNotify) attaching_free);
  copying = g_task_new (store, cancellable, copied_cb, task);
  g_task_set_task_data (copying, g_task_get_task_data (task), NULL);
  g_task_run_in_thread (copying, copy_thread_cb);
}

gint64
ga_attach_finish (GaStore *store, GAsyncResult *result, GError **error)
{
  return ga_store_transact_finish (store, result, error);
}

gint64
ga_attach (GaStore *store, const char *label, GaRecord *record, GFile *file, GError **error)
{
  Attaching *self = attaching_new (store, label, record, file);
  gint64 act =
      copy (self, NULL, error) ? ga_store_transact (store, label, write_row, self, error) : 0;

  attaching_free (self);
  return act;
}

gboolean
ga_attachment_save (
    GaStore *store, const char *sha256, const char *path, GCancellable *cancellable, GError **error)
{
  g_autofree char *target = ga_store_resolve_output (store, path, error);
  g_autofree char *from = ga_attachment_get_path (store, sha256);
  g_autofree char *folder = target != NULL ? g_path_get_dirname (target) : NULL;
  g_autoptr (GFile) file = g_file_new_for_path (from);
  GaAttachmentCopy made = { 0 };
  gboolean done;

  done = target != NULL && ga_attachment_copy (file, folder, &made, cancellable, error);
  if (done && !g_str_equal (made.sha256, sha256))
    {
      g_set_error_literal (error, GA_STORE_ERROR, GA_STORE_ERROR_CORRUPT,
                           _ ("The file of this document is damaged."));
      done = FALSE;
    }
  done = done && ga_attachment_name (made.path, target, error);
  if (!done && made.path != NULL)
    g_unlink (made.path);
  ga_attachment_copy_clear (&made);
  return done;
}

char *
ga_attachment_lend (GaStore *store, const char *sha256, const char *name, GError **error)
{
  g_autofree char *folder = g_build_filename (ga_store_get_folder (store), LENT, sha256, NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);

  if (g_mkdir_with_parents (folder, 0700) < 0)
    {
      ga_attachment_fail (errno, error);
      return NULL;
    }
  if (!ga_attachment_save (store, sha256, path, NULL, error))
    return NULL;
  /* What is written there would be gone with the next tidying. */
  if (g_chmod (path, 0400) < 0)
    {
      ga_attachment_fail (errno, error);
      return NULL;
    }
  return g_steal_pointer (&path);
}

gboolean
ga_attachment_look (GaStore *store, const char *sha256, gint64 *length, GError **error)
{
  g_autofree char *part = find_part (store, sha256);
  GStatBuf info;

  *length = 0;
  if (g_stat (part, &info) == 0)
    *length = info.st_size;
  else if (errno != ENOENT)
    return ga_attachment_fail (errno, error);
  return TRUE;
}

gboolean
ga_attachment_add (GaStore *store, const char *sha256, gint64 offset, GBytes *bytes, GError **error)
{
  g_autofree char *folder = find_folder (ga_store_get_folder (store));
  g_autofree char *part = find_part (store, sha256);
  gsize length;
  gconstpointer data = g_bytes_get_data (bytes, &length);
  gboolean done;
  int fd;

  if (g_mkdir_with_parents (folder, 0700) < 0 ||
      (fd = g_open (part, O_WRONLY | O_CREAT | O_CLOEXEC, 0600)) < 0)
    return ga_attachment_fail (errno, error);
  done = (ga_file_write_at (fd, offset, data, length) && fsync (fd) == 0) ||
         ga_attachment_fail (errno, error);
  close (fd);
  return done;
}

static gboolean
find_one (GaDb *db, const char *sql, const char *sha256, gboolean *found, GError **error)
{
  sqlite3_stmt *statement = ga_db_prepare (db, sql, error);
  gint64 since = ga_db_now (db) - KEPT_SECONDS * G_USEC_PER_SEC;
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, sha256, -1, SQLITE_TRANSIENT);
  if (sqlite3_bind_parameter_count (statement) >= 2)
    sqlite3_bind_int64 (statement, 2, since);
  if (sqlite3_bind_parameter_count (statement) >= 3)
    sqlite3_bind_int (statement, 3, (int) ga_entity_attachment.number);
  if (!ga_db_step (db, statement, &row, error))
    return FALSE;
  *found = row;
  sqlite3_reset (statement);
  return TRUE;
}

#define NAMED "SELECT 1 FROM attachment WHERE sha256 = ?1"
/* What could not be handed over may be nowhere else. */
#define REFUSED                                                                          \
  "SELECT 1 FROM conflict WHERE kind = 'refused' AND state = 'open' AND _space = 2 AND " \
  "subject = 'attachment' AND instr(lost_personal, ?1)"
#define LOGGED                                                                     \
  "SELECT 1 FROM change c JOIN act a ON a.number = c.act WHERE c.entity = ?3 AND " \
  "a.at > ?2 AND instr(c.fields, ?1)"

static char *
find_file (GaDb *db, const char *sha256)
{
  g_autofree char *profile =
      g_path_get_dirname (sqlite3_db_filename (ga_db_get_handle (db), "main"));

  return g_build_filename (profile, FOLDER, sha256, NULL);
}

gboolean
ga_attachment_is_damaged (GaDb *db, const char *sha256)
{
  g_autofree char *path = find_file (db, sha256);

  return ga_file_get_size (path) >= 0 && !ga_file_is_sound (path, sha256);
}

gboolean
ga_attachment_is_kept (GaDb *db, const char *sha256, gboolean *kept, GError **error)
{
  g_autofree char *path = find_file (db, sha256);

  if (!find_one (db, NAMED, sha256, kept, error))
    return FALSE;
  *kept = *kept && ga_file_is_sound (path, sha256);
  return TRUE;
}

/* What came is to get its name. */
typedef struct
{
  const char *part;
  const char *path;
  const char *sha256;
  gboolean named;
} Keeping;

static gboolean
keep_if_named (GaTransaction *transaction, gpointer user_data, GError **error)
{
  Keeping *self = user_data;
  GaDb *db = ga_transaction_get_db (transaction);

  return find_one (db, NAMED, self->sha256, &self->named, error) &&
         (!self->named || ga_attachment_name (self->part, self->path, error));
}

gboolean
ga_attachment_keep (GaStore *store, const char *sha256, gboolean *kept, GError **error)
{
  g_autofree char *part = find_part (store, sha256);
  g_autofree char *path = ga_attachment_get_path (store, sha256);
  Keeping self = { part, path, sha256, FALSE };

  *kept = FALSE;
  if (ga_file_is_sound (part, sha256) && ga_store_sync (store, keep_if_named, &self, error) == 0)
    return FALSE;
  *kept = self.named;
  /* Somebody else may have fetched it, too, and been first. */
  if (!*kept && g_unlink (part) < 0 && errno == ENOENT)
    *kept = ga_file_is_sound (path, sha256);
  return TRUE;
}

static gboolean
is_old (const char *path)
{
  GStatBuf info;

  return g_stat (path, &info) == 0 &&
         info.st_mtime < g_get_real_time () / G_USEC_PER_SEC - PART_SECONDS;
}

/* Since when no row names it, in seconds. Not in the database: when an older one is restored, what
 * came after it is unnamed from then on only. */
static gint64
note_unnamed (GaDb *db, const char *note)
{
  gint64 now = ga_db_now (db) / G_USEC_PER_SEC;
  struct utimbuf times = { now, now };
  GStatBuf info;
  int fd;

  if (g_stat (note, &info) == 0)
    return info.st_mtime;
  fd = g_open (note, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  if (fd >= 0)
    close (fd);
  g_utime (note, &times);
  return now;
}

/* Files are named while their rows are written: that waits. */
static gboolean
remove_unnamed (GaDb *db, const char *path, const char *note, const char *sha256, GError **error)
{
  gboolean named = FALSE, logged = FALSE, done;

  if (!ga_db_exec (db, "BEGIN IMMEDIATE", error))
    return FALSE;
  done = find_one (db, NAMED " UNION ALL " REFUSED, sha256, &named, error) &&
         (named || find_one (db, LOGGED, sha256, &logged, error));
  if (done && !named && !logged)
    {
      g_unlink (path);
      g_unlink (note);
    }
  return ga_db_exec (db, "ROLLBACK", done ? error : NULL) && done;
}

static gboolean
tidy_file (GaDb *db, const char *folder, const char *sha256, gboolean at_once, GError **error)
{
  g_autofree char *path = g_build_filename (folder, sha256, NULL);
  g_autofree char *name = g_strconcat (UNNAMED, sha256, NULL);
  g_autofree char *note = g_build_filename (folder, name, NULL);
  gboolean named = FALSE;

  if (!find_one (db, NAMED " UNION ALL " REFUSED, sha256, &named, error))
    return FALSE;
  if (named)
    {
      g_unlink (note);
      return TRUE;
    }
  if (!at_once && note_unnamed (db, note) > ga_db_now (db) / G_USEC_PER_SEC - KEPT_SECONDS)
    return TRUE;
  return remove_unnamed (db, path, note, sha256, error);
}

static gboolean
tidy_one (GaDb *db, const char *folder, const char *name, gboolean at_once, GError **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  if (ga_attachment_is_sha256 (name))
    return tidy_file (db, folder, name, at_once, error);
  if (g_str_has_prefix (name, PART) && (at_once || is_old (path)))
    g_unlink (path);
  return TRUE;
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      g_unlink (file);
    }
  g_rmdir (path);
}

/* Other programs have read what they opened. */
static void
remove_lent (const char *folder)
{
  g_autofree char *lent = g_build_filename (folder, LENT, NULL);
  g_autoptr (GDir) dir = g_dir_open (lent, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (lent, name, NULL);

      remove_folder (path);
    }
}

gboolean
ga_attachments_tidy_db (GaDb *db, const char *folder, gboolean at_once, GError **error)
{
  g_autofree char *files = find_folder (folder);
  g_autoptr (GDir) dir = g_dir_open (files, 0, NULL);
  const char *name;
  gboolean done = TRUE;

  remove_lent (folder);
  if (dir == NULL || ga_schema_get (ga_db_get_schema (db), "attachment") == NULL)
    return TRUE;
  while (done && (name = g_dir_read_name (dir)) != NULL)
    done = tidy_one (db, files, name, at_once, error);
  return done;
}

static gboolean
tidy_on_writer (GaStore *store, GaDb *db, gpointer user_data, GError **error)
{
  return ga_attachments_tidy_db (db, ga_store_get_folder (store), FALSE, error);
}

gboolean
ga_attachments_tidy (GaStore *store, GError **error)
{
  g_return_val_if_fail (GA_IS_STORE (store), FALSE);

  return ga_store_on_writer (store, tidy_on_writer, NULL, error);
}

/* What a server has may be fetched. @name: (nullable) */
static void
check_one (
    const char *path, const char *sha256, gboolean elsewhere, const char *name, GPtrArray *findings)
{
  g_autofree char *sum = ga_file_sum (path);

  if (sum == NULL && !elsewhere)
    g_ptr_array_add (findings, g_strdup_printf (_ ("The file of “%s” is missing."), name));
  else if (sum != NULL && !g_str_equal (sum, sha256))
    g_ptr_array_add (findings, g_strdup_printf (_ ("The file of “%s” is damaged."), name));
}

gboolean
ga_attachments_check (GaDb *db, const char *folder, GPtrArray *findings, GError **error)
{
  sqlite3_stmt *statement = ga_db_prepare (
      db,
      "SELECT sha256, max(_rev IS NOT NULL), min(name) FROM attachment GROUP BY sha256 ORDER BY 3",
      error);
  g_autofree char *files = find_folder (folder);
  gboolean row = statement != NULL;

  while (row)
    {
      if (!ga_db_step (db, statement, &row, error))
        return FALSE;
      if (row)
        {
          const char *sha256 = (const char *) sqlite3_column_text (statement, 0);
          g_autofree char *path = g_build_filename (files, sha256, NULL);

          check_one (path, sha256, sqlite3_column_int (statement, 1) != 0,
                     (const char *) sqlite3_column_text (statement, 2), findings);
        }
    }
  return statement != NULL;
}
