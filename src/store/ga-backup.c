/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ga-backup.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "model/ga-date.h"
#include "store/ga-attachments-private.h"
#include "store/ga-ddl.h"
#include "store/ga-reader-private.h"
#include "store/ga-salvage.h"
#include "store/ga-store-private.h"

#define PREFIX     "gangart-"
#define SUFFIX     ".db"
#define KEPT_DAYS  7
#define KEPT_WEEKS 8
#define KEPT_BYTES (G_GINT64_CONSTANT (2) * 1024 * 1024 * 1024)
#define STEP_PAGES 512
#define TRIES      5

#define BEGUN_SECONDS (24 * 60 * 60)

static gboolean
copy_pages (sqlite3 *to, sqlite3 *from, GError **error)
{
  sqlite3_backup *backup = sqlite3_backup_init (to, "main", from, "main");
  int code = SQLITE_OK;

  if (backup == NULL)
    return ga_store_error_from_sqlite (sqlite3_errcode (to), error);
  while (code == SQLITE_OK)
    code = sqlite3_backup_step (backup, STEP_PAGES);
  sqlite3_backup_finish (backup);
  return code == SQLITE_DONE || ga_store_error_from_sqlite (ga_db_find_reason (to, code), error);
}

static gboolean
refuse_saving (GError **error)
{
  if (errno == ENOSPC || errno == EDQUOT)
    return ga_store_error_from_sqlite (SQLITE_FULL, error);
  g_set_error (error, GA_STORE_ERROR, GA_STORE_ERROR_IO, _ ("The backup could not be saved: %s."),
               g_strerror (errno));
  return FALSE;
}

/* Copies the connection's file to @path: whole and checked, or not at all. */
static gboolean
copy_to (GaDb *db, const char *path, GError **error)
{
  g_autofree char *part = ga_store_make_beside (path);
  sqlite3 *to = NULL;
  int code;
  gboolean ok;

  if (part == NULL)
    return refuse_saving (error);
  code = sqlite3_open_v2 (part, &to, SQLITE_OPEN_READWRITE, NULL);
  ok = code == SQLITE_OK ? copy_pages (to, ga_db_get_handle (db), error)
                         : ga_store_error_from_sqlite (code, error);
  /* A copy is one file, with no log beside it. */
  if (ok)
    {
      code = sqlite3_exec (to, "PRAGMA journal_mode = delete", NULL, NULL, NULL);
      ok = code == SQLITE_OK || ga_store_error_from_sqlite (code, error);
    }
  sqlite3_close (to);
  if (ok && g_rename (part, path) < 0)
    ok = refuse_saving (error);
  if (!ok)
    g_unlink (part);
  return ok;
}

/* A connection of its own that sees the file as it is now, whatever is written meanwhile. The
 * writer thread goes on with what people do; without leave to write it has no connection anyway. */
static GaDb *
open_snapshot (GaStore *self, GError **error)
{
  GaDb *db = ga_store_open_reading (self, error);

  if (db == NULL || ga_db_exec (db, "BEGIN; SELECT 1 FROM sqlite_schema LIMIT 1", error))
    return db;
  ga_db_close (db);
  return NULL;
}

/**
 * ga_store_backup:
 * @path: the file to write; replaced if it is there, and refused if it is the profile's own
 *
 * Copies the profile while programs use it. Blocking; any thread.
 */
gboolean
ga_store_backup (GaStore *self, const char *path, GError **error)
{
  g_autofree char *target = NULL;
  GaDb *db;
  gboolean ok;

  g_return_val_if_fail (GA_IS_STORE (self), FALSE);

  target = ga_store_resolve_output (self, path, error);
  db = target != NULL ? open_snapshot (self, error) : NULL;
  ok = db != NULL && copy_to (db, target, error);
  ga_db_close (db);
  return ok;
}

static gboolean
is_sound (GaDb *db)
{
  sqlite3_stmt *statement = ga_db_prepare (db, "PRAGMA quick_check(1)", NULL);
  gboolean row = FALSE, sound;

  if (statement == NULL || !ga_db_step (db, statement, &row, NULL) || !row)
    return FALSE;
  sound = g_strcmp0 ((const char *) sqlite3_column_text (statement, 0), "ok") == 0;
  sqlite3_reset (statement);
  return sound;
}

/* Every table and column is there; what an older version lacks it is given when it is opened. */
static gboolean
is_complete (GaDb *db)
{
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func (g_free);
  gint64 version;

  if (!ga_db_get_integer (db, "PRAGMA user_version", &version, NULL))
    return FALSE;
  return version < GA_SCHEMA_VERSION ||
         (ga_ddl_find_missing (db, findings, NULL) && findings->len == 0);
}

/* What is said of a file to restore, by what the profile's own would be refused for. */
static void
refuse_backup (const char *path, int code, GError **error)
{
  g_autofree char *shown = g_filename_display_name (path);

  switch (code)
    {
    case GA_STORE_ERROR_MISSING:
      g_set_error (error, GA_STORE_ERROR, code,
                   _ ("There is no file “%s”. The data are as they were."), shown);
      break;
    case GA_STORE_ERROR_NEWER:
      g_set_error (error, GA_STORE_ERROR, code,
                   _ ("The backup “%s” was saved by a newer version of Gangart. Install the newest "
                      "version to restore it. The data are as they were."),
                   shown);
      break;
    case GA_STORE_ERROR_FOREIGN:
      g_set_error (error, GA_STORE_ERROR, code,
                   _ ("“%s” is a file of another program, and no backup. The data are as they "
                      "were."),
                   shown);
      break;
    case GA_STORE_ERROR_CORRUPT:
      g_set_error (error, GA_STORE_ERROR, code,
                   _ ("“%s” is damaged, or no backup at all. Choose another one. The data are as "
                      "they were."),
                   shown);
      break;
    default:
      g_set_error (error, GA_STORE_ERROR, code,
                   _ ("“%s” cannot be read. Check that it is a file and that you may read it. The "
                      "data are as they were."),
                   shown);
      break;
    }
}

/* A file to restore must be ours, not newer, and sound; it is opened for reading only. */
static GaDb *
open_sound (const char *path, GaSchema *schema, GError **error)
{
  g_autoptr (GError) local = NULL;
  gboolean is_new = FALSE;
  GaDb *from = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    refuse_backup (path, GA_STORE_ERROR_MISSING, error);
  else if (!ga_store_look_at_file (path, &is_new, &local) ||
           (from = ga_db_open (path, GA_DB_READ, schema, &local)) == NULL)
    refuse_backup (path, local->code, error);
  else if (!is_sound (from) || !is_complete (from))
    {
      g_clear_pointer (&from, ga_db_close);
      refuse_backup (path, GA_STORE_ERROR_CORRUPT, error);
    }
  return from;
}

static char *
backup_path (const char *folder, const char *name)
{
  g_autofree char *file = g_strconcat (PREFIX, name, SUFFIX, NULL);
  g_autofree char *path = g_build_filename (folder, GA_STORE_BACKUPS, NULL);

  g_mkdir_with_parents (path, 0700);
  return g_build_filename (path, file, NULL);
}

/* A name for the state before a restore, which counts as a backup of that moment. Two restores may
 * fall within one second, and the clock may be set back: no name is taken twice. */
static char *
path_before_restore (const char *folder)
{
  g_autofree char *path = NULL;

  do
    {
      g_autoptr (GDateTime) now = g_date_time_new_now_local ();
      g_autofree char *name = g_date_time_format (now, "%Y-%m-%d-%H%M%S-%f");

      g_free (path);
      path = backup_path (folder, name);
    }
  while (g_file_test (path, G_FILE_TEST_EXISTS));
  return g_steal_pointer (&path);
}

/* A name for a damaged file, beside where it was. */
static char *
path_aside (const char *path)
{
  return g_strdup_printf ("%s" GA_STORE_ASIDE "%" G_GINT64_FORMAT, path, g_get_real_time ());
}

static gboolean
count_restore (GaDb *db, gint64 restores, GError **error)
{
  sqlite3_stmt *statement =
      ga_db_prepare (db,
                     "INSERT INTO meta (name, value) VALUES ('restores', ?) "
                     "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                     error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, restores);
  return ga_db_run (db, statement, error);
}

/* A log that is left would be taken for that of another copy. */
static void
remove_beside (const char *path)
{
  static const char *const suffixes[] = { "-wal", "-shm", "-journal" };

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *file = g_strconcat (path, suffixes[i], NULL);

      g_unlink (file);
    }
}

/* A copy of the backup @from beside @path, with what only the file @before has done again in it.
 * (transfer full) (nullable) */
static char *
make_restored (
    const char *path, GaDb *from, const char *before, GaSalvaged *salvaged, GError **error)
{
  g_autofree char *part = ga_store_make_beside (path);
  gboolean done = part != NULL || refuse_saving (error);

  done = done && copy_to (from, part, error);
  if (done && !ga_salvage (before, part, ga_db_get_schema (from), salvaged))
    {
      remove_beside (part);
      done = copy_to (from, part, error);
    }
  if (done)
    return g_steal_pointer (&part);
  if (part != NULL)
    g_unlink (part);
  return NULL;
}

typedef struct
{
  const char *path;
  GaSalvaged *salvaged;
} Restoring;

static gint64
get_version (GaDb *db)
{
  gint64 version = 0;

  ga_db_get_integer (db, "PRAGMA data_version", &version, NULL);
  return version;
}

/* Copies what there is to @before, and makes what is to be there. What another program writes
 * meanwhile would be in neither, so then both are made again. (transfer full) (nullable) */
static char *
make_both (
    GaStore *store, GaDb *db, GaDb *from, const char *before, GaSalvaged *salvaged, GError **error)
{
  const GaSalvaged none = *salvaged;

  for (guint i = 0; i < TRIES; i++)
    {
      gint64 version = get_version (db);
      g_autofree char *part = NULL;

      *salvaged = none;
      if (copy_to (db, before, error))
        part = make_restored (store->path, from, before, salvaged, error);
      if (part == NULL || get_version (db) == version)
        return g_steal_pointer (&part);
      g_unlink (part);
    }
  ga_store_error_from_sqlite (SQLITE_BUSY, error);
  return NULL;
}

/* Puts the file @path in the place of what the profile holds. */
static gboolean
take_place (GaDb *db, const char *path, GError **error)
{
  GaDb *from = ga_db_open (path, GA_DB_READ, ga_db_get_schema (db), error);
  gint64 restores = 0;
  gboolean ok;

  /* What cannot be read in a damaged file is counted from the beginning. */
  ga_db_get_integer (db, "SELECT value FROM meta WHERE name = 'restores'", &restores, NULL);
  ga_db_forget_statements (db);
  ok = from != NULL && copy_pages (ga_db_get_handle (db), ga_db_get_handle (from), error) &&
       ga_store_prepare_file (db, error) && count_restore (db, restores + 1, error);
  ga_db_close (from);
  return ok;
}

static gboolean
restore_on_writer (GaStore *store, GaDb *db, gpointer data, GError **error)
{
  Restoring *restoring = data;
  g_autofree char *before = NULL;
  g_autofree char *part = NULL;
  GaDb *from;
  gboolean ok;

  from = open_sound (restoring->path, ga_db_get_schema (db), error);
  if (from == NULL)
    return FALSE;
  restoring->salvaged->damaged = !is_sound (db);
  /* Among the backups it would be the newest, and of no use. */
  before = restoring->salvaged->damaged ? path_aside (store->path)
                                        : path_before_restore (ga_store_get_folder (store));
  part = make_both (store, db, from, before, restoring->salvaged, error);
  ok = part != NULL && take_place (db, part, error);
  ga_db_close (from);
  if (part != NULL)
    g_unlink (part);
  if (ok)
    ga_store_tell_everything (store);
  return ok;
}

/**
 * ga_store_restore:
 * @path: a backup
 * @salvaged: (out)
 *
 * Replaces what is in the profile by what is in @path, once that has been found sound, but carries
 * over what waits to be sent. The state before is kept as a backup, or, where it is damaged, beside
 * the file. Blocking.
 */
gboolean
ga_store_restore (GaStore *self, const char *path, GaSalvaged *salvaged, GError **error)
{
  Restoring restoring = { .path = path, .salvaged = salvaged };

  g_return_val_if_fail (GA_IS_STORE (self), FALSE);

  *salvaged = (GaSalvaged){ 0 };
  return ga_store_on_writer (self, restore_on_writer, &restoring, error);
}

static gboolean
check_integrity (GaDb *db, GPtrArray *findings, GError **error)
{
  sqlite3_stmt *statement = ga_db_prepare (db, "PRAGMA integrity_check(20)", error);
  gboolean row = statement != NULL;

  while (row)
    {
      if (!ga_db_step (db, statement, &row, error))
        return FALSE;
      if (row && g_strcmp0 ((const char *) sqlite3_column_text (statement, 0), "ok") != 0)
        g_ptr_array_add (findings, g_strdup ((const char *) sqlite3_column_text (statement, 0)));
    }
  return statement != NULL;
}

static gboolean
check_rollups (GaDb *db, GPtrArray *findings, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  gint64 differing = 0, waiting = 0;

  if (ga_schema_get (ga_db_get_schema (db), "attendance") == NULL)
    return TRUE;
  if (!ga_db_get_integer (db, ga_sql_resource ("rollups-check.sql", &bytes), &differing, error) ||
      !ga_db_get_integer (db,
                          "SELECT (SELECT count FROM waiting) IS NOT "
                          "(SELECT count(*) FROM change WHERE acked IS NULL)",
                          &waiting, error))
    return FALSE;
  differing += waiting;
  if (differing > 0)
    g_ptr_array_add (findings, g_strdup_printf (ngettext ("%d total differs from what it sums up.",
                                                          "%d totals differ from what they sum up.",
                                                          (gulong) differing),
                                                (int) differing));
  return TRUE;
}

/* Totals of tables that are not there cannot be compared. */
static gboolean
check_contents (GaDb *db, GPtrArray *findings, GError **error)
{
  guint before = findings->len;

  return ga_ddl_find_missing (db, findings, error) &&
         (findings->len > before || check_rollups (db, findings, error));
}

/**
 * ga_store_check:
 * @findings: (element-type utf8): what is wrong is added, a sentence each; nothing when all is well
 *
 * Integrity of the file, its tables, every total recomputed and compared. Blocking, and slow on a
 * large file; any thread.
 */
gboolean
ga_store_check (GaStore *self, GPtrArray *findings, GError **error)
{
  GaDb *db;
  gboolean ok;

  g_return_val_if_fail (GA_IS_STORE (self), FALSE);

  db = open_snapshot (self, error);
  ok = db != NULL && check_integrity (db, findings, error) && check_contents (db, findings, error);
  ga_db_close (db);
  return ok;
}

/**
 * ga_store_check_documents:
 * @findings: (element-type utf8): what is missing or damaged is added, a sentence each
 *
 * The files of attachments, which no backup holds. Once the file itself is found sound. Blocking,
 * and slow where there are many; any thread.
 */
gboolean
ga_store_check_documents (GaStore *self, GPtrArray *findings, GError **error)
{
  GaDb *db;
  gboolean ok;

  g_return_val_if_fail (GA_IS_STORE (self), FALSE);

  db = open_snapshot (self, error);
  ok = db != NULL && (ga_schema_get (ga_db_get_schema (db), "attachment") == NULL ||
                      ga_attachments_check (db, ga_store_get_folder (self), findings, error));
  ga_db_close (db);
  return ok;
}

void
ga_backup_free (GaBackup *self)
{
  g_free (self->path);
  g_free (self->date);
  g_free (self);
}

static int
newest_first (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(GaBackup *const *) b)->path, (*(GaBackup *const *) a)->path);
}

/**
 * ga_backup_list:
 * @folder: a profile's folder
 *
 * Returns: (transfer full) (element-type GaBackup): its backups, newest first
 */
GPtrArray *
ga_backup_list (const char *folder)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) ga_backup_free);
  g_autofree char *path = g_build_filename (folder, GA_STORE_BACKUPS, NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      GaBackup *backup;
      GStatBuf info;

      if (!g_str_has_prefix (name, PREFIX) || !g_str_has_suffix (name, SUFFIX) ||
          strlen (name) < strlen (PREFIX SUFFIX) + 10)
        continue;
      backup = g_new0 (GaBackup, 1);
      backup->path = g_build_filename (path, name, NULL);
      backup->date = g_strndup (name + strlen (PREFIX), 10);
      backup->bytes = g_stat (backup->path, &info) == 0 ? info.st_size : 0;
      g_ptr_array_add (list, backup);
    }
  g_ptr_array_sort (list, newest_first);
  return list;
}

/* The Monday that @date is in the week of, as a number of days. */
static guint32
week_of (const char *date)
{
  g_autoptr (GDate) day = ga_date_to_gdate (date);

  return day != NULL ? (g_date_get_julian (day) - 1) / 7 : 0;
}

/* Whether this is the copy of a day; the others are what was there before a restore. */
static gboolean
is_daily (const GaBackup *backup)
{
  g_autofree char *name = g_strconcat (PREFIX, backup->date, SUFFIX, NULL);

  return g_str_has_suffix (backup->path, name);
}

/* Keeps the copy of each of the last days, the newest of each of the last weeks, and what was there
 * before a restore as long as the copies of its days; all within the room allowed, but the newest
 * always. */
static void
thin_out (const char *folder)
{
  g_autoptr (GPtrArray) list = ga_backup_list (folder);
  const char *day = NULL;
  guint32 week = 0;
  guint days = 0, weeks = 0;
  gint64 bytes = 0;

  for (guint i = 0; i < list->len; i++)
    {
      const GaBackup *backup = g_ptr_array_index (list, i);
      gboolean daily = is_daily (backup);
      gboolean new_day = daily && g_strcmp0 (day, backup->date) != 0;
      gboolean new_week = weeks == 0 || week != week_of (backup->date);
      gboolean keep = daily ? (new_day && days < KEPT_DAYS) || (new_week && weeks < KEPT_WEEKS)
                            : days < KEPT_DAYS || g_strcmp0 (day, backup->date) == 0;

      bytes += backup->bytes;
      if (i > 0 && (!keep || bytes > KEPT_BYTES))
        {
          bytes -= backup->bytes;
          g_unlink (backup->path);
          continue;
        }
      if (!daily)
        continue;
      day = backup->date;
      week = week_of (backup->date);
      days += new_day;
      weeks += new_week;
    }
}

/* After an unclean end the file is looked over first: copies of a damaged one would push out the
 * good ones. */
static gboolean
look_over (GaStore *self, GError **error)
{
  GaDb *db;
  gboolean sound;

  if (!ga_store_was_unclean (self))
    return TRUE;
  db = open_snapshot (self, error);
  if (db == NULL)
    return FALSE;
  sound = is_sound (db);
  ga_db_close (db);
  return sound || ga_store_error_from_sqlite (SQLITE_CORRUPT, error);
}

static void
daily_cb (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GaStore *self = source;
  g_autofree char *today = ga_date_today ();
  g_autofree char *path = backup_path (ga_store_get_folder (self), today);
  GError *error = NULL;

  if (!look_over (self, &error) ||
      (!g_file_test (path, G_FILE_TEST_EXISTS) && !ga_store_is_read_only (self) &&
       !ga_store_backup (self, path, &error)))
    {
      g_task_return_error (task, error);
      return;
    }
  thin_out (ga_store_get_folder (self));
  ga_store_remove_begun (self, BEGUN_SECONDS);
  /* What cannot be tidied now waits for the next time. */
  ga_attachments_tidy (self, NULL);
  g_task_return_boolean (task, TRUE);
}

/**
 * ga_store_daily_backup_async:
 *
 * Makes today's backup unless there is one, and lets go of those past keeping: 7 days, 8 weeks, 2
 * GB. When the last program on the profile ended uncleanly, the file is checked first; a damaged
 * one is %GA_STORE_ERROR_CORRUPT, and all backups stay.
 */
void
ga_store_daily_backup_async (GaStore *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, ga_store_daily_backup_async);
  g_task_run_in_thread (task, daily_cb);
}

gboolean
ga_store_daily_backup_finish (GaStore *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Gives the damaged file and its log other names. */
static gboolean
put_aside (const char *path, GError **error)
{
  static const char *const suffixes[] = { "", "-wal", "-shm" };
  g_autofree char *new_path = path_aside (path);

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *old = g_strconcat (path, suffixes[i], NULL);
      g_autofree char *aside = g_strconcat (new_path, suffixes[i], NULL);

      if (g_rename (old, aside) < 0 && errno != ENOENT)
        return ga_store_error_from_sqlite (SQLITE_IOERR, error);
    }
  return TRUE;
}

/**
 * ga_backup_replace_damaged:
 * @folder: a profile that does not open
 * @salvaged: (out)
 *
 * Puts @backup in the place of a damaged file, which is kept beside it under another name. What the
 * backup lacks of it is done again, as far as it can be read. Only while no program has the profile
 * open. Blocking.
 */
gboolean
ga_backup_replace_damaged (const char *folder,
                           const GaBackup *backup,
                           GaSalvaged *salvaged,
                           GError **error)
{
  g_autofree char *path = g_build_filename (folder, GA_STORE_FILE, NULL);
  g_autofree char *part = NULL;
  g_autoptr (GaSchema) schema = ga_schema_new ();
  GaDb *sound = open_sound (backup->path, schema, error);
  gboolean done;

  *salvaged = (GaSalvaged){ .damaged = TRUE };
  if (sound == NULL)
    return FALSE;
  part = make_restored (path, sound, path, salvaged, error);
  done = part != NULL && put_aside (path, error);
  ga_db_close (sound);
  if (done && g_rename (part, path) < 0)
    done = ga_store_error_from_sqlite (SQLITE_IOERR, error);
  if (part != NULL && !done)
    g_unlink (part);
  return done;
}
