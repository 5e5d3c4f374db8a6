/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <sqlite3.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <utime.h>

#include "model/ga-date.h"
#include "store/ga-backup.h"
#include "store/store-fixture.h"

#define PAGE_SIZE 4096

/* The file alone, without what an ALTER TABLE would ask of it. */
#define RENAME_COLUMN(table, column)                        \
  "PRAGMA writable_schema = on;"                            \
  "UPDATE sqlite_schema SET sql = replace (sql, '\"" column \
  "\" ', '\"other\" ') WHERE name = '" table "'"

static void
lay_out (Profile *profile, const char *name)
{
  g_autofree char *folder = g_build_filename (profile->folder, "backups", NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_mkdir_with_parents (folder, 0700);
  g_assert_true (g_file_set_contents (path, "copy", -1, NULL));
}

static gboolean
is_kept (Profile *profile, const char *name)
{
  g_autofree char *path = g_build_filename (profile->folder, "backups", name, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (ga_store_daily_backup_finish (GA_STORE (source), result, &error));
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

static void
make_daily_backup (Profile *profile)
{
  gboolean done = FALSE;

  ga_store_daily_backup_async (profile->store, NULL, done_cb, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_seven_days_and_eight_weeks_are_kept (Profile *profile, gconstpointer data)
{
  g_autofree char *today = ga_date_today ();
  g_autoptr (GPtrArray) list = NULL;

  for (int i = 1; i < 120; i++)
    {
      g_autofree char *day = ga_date_add_days (today, -i);
      g_autofree char *name = g_strdup_printf ("gangart-%s.db", day);

      lay_out (profile, name);
    }
  make_daily_backup (profile);
  list = ga_backup_list (profile->folder);
  for (int i = 0; i < 7; i++)
    {
      g_autofree char *day = ga_date_add_days (today, -i);

      g_assert_cmpstr (((GaBackup *) g_ptr_array_index (list, (guint) i))->date, ==, day);
    }
  /* A week or two of the eight are among the days. */
  g_assert_cmpuint (list->len, >=, 7 + 6);
  g_assert_cmpuint (list->len, <=, 7 + 7);
}

static void
test_what_was_there_before_a_restore_outlives_the_daily_backup (Profile *profile,
                                                                gconstpointer data)
{
  g_autofree char *today = ga_date_today ();
  g_autofree char *long_ago = ga_date_add_days (today, -100);
  g_autofree char *before = g_strdup_printf ("gangart-%s-120000.db", today);
  g_autofree char *other = g_strdup_printf ("gangart-%s-130000.db", today);
  g_autofree char *stale = g_strdup_printf ("gangart-%s-120000.db", long_ago);

  for (int i = 1; i < 9; i++)
    {
      g_autofree char *day = ga_date_add_days (today, -i);
      g_autofree char *name = g_strdup_printf ("gangart-%s.db", day);

      lay_out (profile, name);
    }
  lay_out (profile, before);
  lay_out (profile, other);
  lay_out (profile, stale);
  make_daily_backup (profile);
  g_assert_true (is_kept (profile, before));
  g_assert_true (is_kept (profile, other));
  g_assert_false (is_kept (profile, stale));
}

/* Where in the file the table begins. */
static gsize
find_page (const char *path, const char *table)
{
  sqlite3 *db = NULL;
  sqlite3_stmt *statement = NULL;
  gsize page;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (db, "SELECT rootpage FROM sqlite_schema WHERE name = ?", -1,
                                       &statement, NULL),
                   ==, SQLITE_OK);
  sqlite3_bind_text (statement, 1, table, -1, SQLITE_STATIC);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  page = (gsize) sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  sqlite3_close (db);
  return (page - 1) * PAGE_SIZE;
}

static void
failed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_assert_false (ga_store_daily_backup_finish (GA_STORE (source), result, user_data));
}

static void
test_a_damaged_file_pushes_no_backup_out (Profile *profile, gconstpointer data)
{
  g_autofree char *path = g_build_filename (profile->folder, "gangart.db", NULL);
  g_autofree char *log = g_build_filename (profile->folder, "gangart.db-wal", NULL);
  g_autofree char *file = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  ga_store_close (profile->store);
  g_clear_object (&profile->store);
  g_assert_true (g_file_get_contents (path, &file, &length, NULL));
  memset (file + find_page (path, "person"), 'x', PAGE_SIZE);
  g_assert_true (g_file_set_contents (path, file, (gssize) length, NULL));
  /* What a program leaves that did not end well. */
  g_assert_true (g_file_set_contents (log, "x", 1, NULL));
  lay_out (profile, "gangart-2020-01-01.db");
  lay_out (profile, "gangart-2020-01-01-120000.db");
  profile_open (profile);
  ga_store_daily_backup_async (profile->store, NULL, failed_cb, &error);
  while (error == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_error (error, GA_STORE_ERROR, GA_STORE_ERROR_CORRUPT);
  list = ga_backup_list (profile->folder);
  g_assert_cmpuint (list->len, ==, 2);
}

/* What nobody has gone on with for a day. */
static void
test_what_was_begun_and_left_goes (Profile *profile, gconstpointer data)
{
  g_autofree char *old = g_build_filename (profile->folder, ".gangart-AAAAAA", NULL);
  g_autofree char *new = g_build_filename (profile->folder, ".gangart-BBBBBB", NULL);
  struct utimbuf then = { time (NULL) - 90000, time (NULL) - 90000 };

  g_assert_true (g_file_set_contents (old, "x", 1, NULL));
  g_assert_true (g_file_set_contents (new, "x", 1, NULL));
  lay_out (profile, ".gangart-CCCCCC");
  g_assert_cmpint (g_utime (old, &then), ==, 0);
  make_daily_backup (profile);
  g_assert_false (g_file_test (old, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (new, G_FILE_TEST_EXISTS));
  g_assert_true (is_kept (profile, ".gangart-CCCCCC"));
}

static void
test_a_backup_is_for_its_owner_alone (Profile *profile, gconstpointer data)
{
  g_autofree char *path = g_build_filename (profile->folder, "copy.db", NULL);
  g_autoptr (GError) error = NULL;
  struct stat info;

  g_assert_true (ga_store_backup (profile->store, path, &error));
  g_assert_no_error (error);
  g_assert_cmpint (stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
}

static void
test_every_restore_keeps_the_state_before_it (Profile *profile, gconstpointer data)
{
  g_autofree char *path = g_build_filename (profile->folder, "copy.db", NULL);
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;
  GaSalvaged salvaged;

  g_assert_true (ga_store_backup (profile->store, path, &error));
  for (guint i = 0; i < 4; i++)
    g_assert_true (ga_store_restore (profile->store, path, &salvaged, &error));
  g_assert_no_error (error);
  list = ga_backup_list (profile->folder);
  g_assert_cmpuint (list->len, ==, 4);
}

static void
run_sql (const char *path, const char *sql)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

/* Once the state before the restore has been copied, and before anything takes its place: as near
 * as another program can be told. */
static gpointer
write_meanwhile_cb (gpointer user_data)
{
  Profile *profile = user_data;
  g_autofree char *path = g_build_filename (profile->folder, "gangart.db", NULL);
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  sqlite3_busy_timeout (db, 60000);
  for (gboolean kept = FALSE; !kept;)
    {
      g_autoptr (GPtrArray) list = ga_backup_list (profile->folder);

      kept = list->len > 0;
    }
  g_assert_cmpint (sqlite3_exec (db, "INSERT INTO meta VALUES ('meanwhile', 1)", NULL, NULL, NULL),
                   ==, SQLITE_OK);
  sqlite3_close (db);
  return NULL;
}

static gboolean
has_meanwhile (const char *path)
{
  sqlite3_stmt *statement = NULL;
  sqlite3 *db = NULL;
  gboolean found;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (
      sqlite3_prepare_v2 (db, "SELECT 1 FROM meta WHERE name = 'meanwhile'", -1, &statement, NULL),
      ==, SQLITE_OK);
  found = sqlite3_step (statement) == SQLITE_ROW;
  sqlite3_finalize (statement);
  sqlite3_close (db);
  return found;
}

static void
test_what_is_written_during_a_restore_is_kept (Profile *profile, gconstpointer data)
{
  g_autofree char *path = g_build_filename (profile->folder, "copy.db", NULL);
  g_autofree char *now = g_build_filename (profile->folder, "gangart.db", NULL);
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;
  GaSalvaged salvaged;
  GThread *thread;

  g_assert_true (ga_store_backup (profile->store, path, &error));
  thread = g_thread_new ("another program", write_meanwhile_cb, profile);
  g_assert_true (ga_store_restore (profile->store, path, &salvaged, &error));
  g_assert_no_error (error);
  g_thread_join (thread);
  list = ga_backup_list (profile->folder);
  g_assert_cmpuint (list->len, ==, 1);
  g_assert_true (has_meanwhile (now) ||
                 has_meanwhile (((const GaBackup *) g_ptr_array_index (list, 0))->path));
}

static void
test_a_backup_that_lacks_something_is_not_restored (Profile *profile, gconstpointer data)
{
  static const char *const losses[] = { "DROP TABLE attendance", "DROP TABLE month_total",
                                        "DROP TABLE act", RENAME_COLUMN ("venue", "bus") };

  for (guint i = 0; i < G_N_ELEMENTS (losses); i++)
    {
      g_autofree char *path = g_build_filename (profile->folder, "copy.db", NULL);
      g_autoptr (GError) error = NULL;
      GaSalvaged salvaged;

      g_assert_true (ga_store_backup (profile->store, path, NULL));
      run_sql (path, losses[i]);
      g_assert_false (ga_store_restore (profile->store, path, &salvaged, &error));
      g_assert_error (error, GA_STORE_ERROR, GA_STORE_ERROR_CORRUPT);
    }
}

static void
test_a_check_finds_what_is_missing (Profile *profile, gconstpointer data)
{
  g_autofree char *path = g_build_filename (profile->folder, "gangart.db", NULL);
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  g_assert_true (ga_store_check (profile->store, findings, &error));
  g_assert_cmpuint (findings->len, ==, 0);
  run_sql (path, "UPDATE waiting SET count = count + 1");
  g_assert_true (ga_store_check (profile->store, findings, &error));
  g_assert_cmpuint (findings->len, ==, 1);
  g_ptr_array_set_size (findings, 0);
  run_sql (path, "DROP TABLE person;" RENAME_COLUMN ("meeting", "zone"));
  g_assert_true (ga_store_check (profile->store, findings, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (findings->len, ==, 2);
  g_assert_nonnull (strstr (g_ptr_array_index (findings, 0), "zone"));
  g_assert_nonnull (strstr (g_ptr_array_index (findings, 1), "person"));
}

#define ADD(name) \
  g_test_add ("/backup/" #name, Profile, NULL, profile_set_up, test_##name, profile_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD (seven_days_and_eight_weeks_are_kept);
  ADD (what_was_there_before_a_restore_outlives_the_daily_backup);
  ADD (a_damaged_file_pushes_no_backup_out);
  ADD (what_was_begun_and_left_goes);
  ADD (a_backup_is_for_its_owner_alone);
  ADD (every_restore_keeps_the_state_before_it);
  ADD (what_is_written_during_a_restore_is_kept);
  ADD (a_backup_that_lacks_something_is_not_restored);
  ADD (a_check_finds_what_is_missing);
  return g_test_run ();
}
