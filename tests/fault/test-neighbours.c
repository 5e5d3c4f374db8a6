/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <sqlite3.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ordinary-user.h"
#include "store/store-fixture.h"
#include "store/ga-backup.h"

/* Two programs on one profile, and profiles that cannot be used as they are. */

#define EDITS 60

static void
add (GaStore *store, GaSchema *schema, const char *name, GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  GaRecord *record = ga_record_new (ga_schema_get (schema, "community"));

  ga_record_set_text (record, "name", name);
  g_ptr_array_add (records, record);
  ga_store_put (store, "Test", records, error);
}

/* The other program: adds @count communities and ends. */
static int
be_the_other (const char *folder, guint count)
{
  g_autoptr (GaSchema) schema = ga_schema_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GaStore) store = ga_store_open (folder, schema, &error);

  for (guint i = 0; error == NULL && i < count; i++)
    add (store, schema, "Theirs", &error);
  if (error != NULL)
    g_printerr ("%s\n", error->message);
  return error != NULL;
}

static GPid
start_other (Profile *profile, guint count)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *number = g_strdup_printf ("%u", count);
  const char *argv[] = { self, "--other", profile->folder, number, NULL };
  GPid pid;

  g_assert_true (g_spawn_async (NULL, (char **) argv, NULL,
                                G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL,
                                &pid, NULL));
  return pid;
}

static void
assert_ended_well (GPid pid)
{
  int status;

  waitpid (pid, &status, 0);
  g_assert_true (WIFEXITED (status));
  g_assert_cmpint (WEXITSTATUS (status), ==, 0);
}

static gint64
count_named (Profile *profile, const char *name)
{
  g_autoptr (GaQuery) query = ga_query_new (ga_schema_get (profile->schema, "community"));

  ga_query_where_text (query, "name", GA_EQUAL, name);
  return ga_reader_count (ga_store_get_reader (profile->store), query, NULL);
}

static void
changed_cb (GaStore *store, GaChanges *changes, gboolean *told)
{
  g_assert_true (ga_changes_touch (changes, "community"));
  *told = TRUE;
}

G_NORETURN static gboolean
give_up_cb (gpointer data)
{
  g_error ("Nothing was told within %d seconds", 20);
}

static void
test_the_other_programs_edit_is_told (Profile *profile, gconstpointer data)
{
  gboolean told = FALSE;
  guint alarm = g_timeout_add_seconds (20, give_up_cb, NULL);
  GPid other;

  g_signal_connect (profile->store, "changed", G_CALLBACK (changed_cb), &told);
  other = start_other (profile, 1);
  while (!told)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (alarm);
  assert_ended_well (other);
  g_assert_cmpint (count_named (profile, "Theirs"), ==, 1);
}

static void
test_both_edit_at_once_and_all_of_it_stays (Profile *profile, gconstpointer data)
{
  GPid other = start_other (profile, EDITS);
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < EDITS; i++)
    {
      add (profile->store, profile->schema, "Ours", &error);
      g_assert_no_error (error);
    }
  assert_ended_well (other);
  g_assert_cmpint (count_named (profile, "Ours"), ==, EDITS);
  g_assert_cmpint (count_named (profile, "Theirs"), ==, EDITS);
  ga_store_check (profile->store, findings, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (findings->len, ==, 0);
}

/* Waiting would end with %GA_STORE_ERROR_BUSY: the other's transaction lasts as long as this test.
 */
static void
test_opening_and_reading_do_not_wait_for_a_writer (Profile *profile, gconstpointer data)
{
  g_autofree char *path = g_build_filename (profile->folder, "gangart.db", NULL);
  sqlite3 *other = NULL;

  add (profile->store, profile->schema, "Ours", NULL);
  ga_store_close (profile->store);
  g_clear_object (&profile->store);
  g_assert_cmpint (sqlite3_open (path, &other), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (other, "BEGIN IMMEDIATE", NULL, NULL, NULL), ==, SQLITE_OK);
  profile_open (profile);
  g_assert_cmpint (count_named (profile, "Ours"), ==, 1);
  sqlite3_close (other);
}

static void
test_a_read_only_profile_is_read_and_not_written (Profile *profile, gconstpointer data)
{
  g_autofree char *path = g_build_filename (profile->folder, "gangart.db", NULL);
  g_autoptr (GError) error = NULL;

  add (profile->store, profile->schema, "Ours", NULL);
  ga_store_close (profile->store);
  g_clear_object (&profile->store);
  g_chmod (path, 0444);
  g_chmod (profile->folder, 0555);
  if (!ordinary_user_begin ())
    return;
  profile->store = ga_store_open (profile->folder, profile->schema, &error);
  if (profile->store != NULL)
    {
      g_assert_true (ga_store_is_read_only (profile->store));
      g_assert_cmpint (count_named (profile, "Ours"), ==, 1);
      add (profile->store, profile->schema, "More", &error);
      g_assert_error (error, GA_STORE_ERROR, GA_STORE_ERROR_READ_ONLY);
      g_clear_error (&error);
    }
  ordinary_user_end ();
  g_assert_no_error (error);
  g_assert_nonnull (profile->store);
  g_chmod (profile->folder, 0755);
  g_chmod (path, 0644);
}

static void
damage (const char *path)
{
  g_autofree char *contents = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  memset (contents, 'x', MIN (length, 8192));
  g_assert_true (g_file_set_contents (path, contents, (gssize) length, NULL));
}

static void
test_a_damaged_file_is_told_and_the_last_backup_replaces_it (Profile *profile, gconstpointer data)
{
  g_autofree char *path = g_build_filename (profile->folder, "gangart.db", NULL);
  g_autofree char *folder = g_build_filename (profile->folder, "backups", NULL);
  g_autofree char *copy = g_build_filename (folder, "gangart-2026-01-06.db", NULL);
  g_autoptr (GPtrArray) backups = NULL;
  g_autoptr (GError) error = NULL;
  GaSalvaged salvaged;

  add (profile->store, profile->schema, "Ours", NULL);
  g_mkdir_with_parents (folder, 0700);
  g_assert_true (ga_store_backup (profile->store, copy, NULL));
  ga_store_close (profile->store);
  g_clear_object (&profile->store);
  damage (path);
  g_assert_null (ga_store_open (profile->folder, profile->schema, &error));
  g_assert_error (error, GA_STORE_ERROR, GA_STORE_ERROR_CORRUPT);
  backups = ga_backup_list (profile->folder);
  g_assert_cmpuint (backups->len, ==, 1);
  g_assert_true (
      ga_backup_replace_damaged (profile->folder, g_ptr_array_index (backups, 0), &salvaged, NULL));
  profile_open (profile);
  g_assert_cmpint (count_named (profile, "Ours"), ==, 1);
}

static void
test_another_programs_file_is_left_alone (Profile *profile, gconstpointer data)
{
  g_autofree char *path = g_build_filename (profile->folder, "gangart.db", NULL);
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  ga_store_close (profile->store);
  g_clear_object (&profile->store);
  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  memset (contents + 68, 0, 4);
  g_assert_true (g_file_set_contents (path, contents, (gssize) length, NULL));
  g_assert_null (ga_store_open (profile->folder, profile->schema, &error));
  g_assert_error (error, GA_STORE_ERROR, GA_STORE_ERROR_FOREIGN);
}

#define ADD(name) \
  g_test_add ("/neighbours/" #name, Profile, NULL, profile_set_up, test_##name, profile_tear_down)

int
main (int argc, char **argv)
{
  if (argc == 4 && strcmp (argv[1], "--other") == 0)
    return be_the_other (argv[2], (guint) g_ascii_strtoull (argv[3], NULL, 10));
  g_test_init (&argc, &argv, NULL);
  ADD (the_other_programs_edit_is_told);
  ADD (both_edit_at_once_and_all_of_it_stays);
  ADD (opening_and_reading_do_not_wait_for_a_writer);
  ADD (a_read_only_profile_is_read_and_not_written);
  ADD (a_damaged_file_is_told_and_the_last_backup_replaces_it);
  ADD (another_programs_file_is_left_alone);
  return g_test_run ();
}
