/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/store-fixture.h"
#include "store/ga-backup.h"
#include "vfs/ga-fault-vfs.h"

/* Every write of an edit struck in turn, by every kind of failure: what was confirmed is there
 * after, the file is sound, and the next edit goes through. */

#define FILES (GA_FAULT_FILES_DB | GA_FAULT_FILES_WAL | GA_FAULT_FILES_JOURNAL)

typedef struct
{
  GaFaultKind kind;
  gboolean sticky;
} Fault;

static const Fault io_error = { GA_FAULT_IO_ERROR, FALSE };
static const Fault io_error_for_good = { GA_FAULT_IO_ERROR, TRUE };
static const Fault full = { GA_FAULT_FULL, FALSE };
static const Fault full_for_good = { GA_FAULT_FULL, TRUE };
static const Fault torn = { GA_FAULT_TORN_WRITE, FALSE };
static const Fault torn_and_off = { GA_FAULT_TORN_WRITE, TRUE };
static const Fault crash = { GA_FAULT_CRASH, TRUE };

static void
set_up (Profile *profile, gconstpointer data)
{
  ga_fault_vfs_register (TRUE);
  ga_fault_vfs_disarm ();
  profile_set_up (profile, data);
}

static gboolean
try_to_add (Profile *profile, guint number, GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *name = g_strdup_printf ("Group %u", number);

  for (guint i = 0; i < 5; i++)
    {
      GaRecord *record = profile_record (profile, "community");

      ga_record_set_text (record, "name", name);
      g_ptr_array_add (records, record);
    }
  return ga_store_put (profile->store, "Test", records, error) > 0;
}

static gint64
count_named (Profile *profile, guint number)
{
  g_autoptr (GaQuery) query = ga_query_new (ga_schema_get (profile->schema, "community"));
  g_autofree char *name = g_strdup_printf ("Group %u", number);

  ga_query_where_text (query, "name", GA_EQUAL, name);
  return ga_reader_count (ga_store_get_reader (profile->store), query, NULL);
}

static void
assert_sound (Profile *profile)
{
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  ga_store_check (profile->store, findings, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (findings->len, ==, 0);
}

/* How many operations one edit and the closing of the file take, when nothing fails. */
static guint
count_operations (Profile *profile, const Fault *fault)
{
  guint count;

  /* The first time writes the whole new file. */
  profile_reopen (profile);
  ga_fault_vfs_disarm ();
  g_assert_true (try_to_add (profile, 0, NULL));
  ga_store_close (profile->store);
  count = ga_fault_vfs_count (fault->kind, FILES);
  g_clear_object (&profile->store);
  profile_open (profile);
  return count;
}

static void
test_edit (Profile *profile, gconstpointer data)
{
  const Fault *fault = data;
  guint operations = count_operations (profile, fault), struck = 0;

  for (guint nth = 1; nth <= operations; nth++)
    {
      g_autoptr (GError) error = NULL;
      gboolean confirmed;
      gint64 there;

      ga_fault_vfs_arm (fault->kind, FILES, nth, fault->sticky);
      confirmed = try_to_add (profile, nth, &error) && !ga_fault_vfs_is_down ();
      ga_store_close (profile->store);
      struck += ga_fault_vfs_get_n_struck () > 0;
      ga_fault_vfs_disarm ();
      g_clear_object (&profile->store);
      profile_open (profile);
      there = count_named (profile, nth);
      g_assert_cmpint (there, ==, confirmed ? 5 : there == 0 ? 0 : 5);
      g_assert_cmpint (count_named (profile, 0), ==, 5);
      assert_sound (profile);
    }
  g_test_message ("%u operations, %u struck", operations, struck);
  g_assert_cmpuint (struck, ==, operations);
  g_assert_true (try_to_add (profile, 100000, NULL));
}

static void
test_full_disk_is_said (Profile *profile, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  ga_fault_vfs_arm (GA_FAULT_FULL, FILES, 1, TRUE);
  g_assert_false (try_to_add (profile, 1, &error));
  g_assert_error (error, GA_STORE_ERROR, GA_STORE_ERROR_FULL);
  ga_fault_vfs_disarm ();
  /* Room again: the same store goes on. */
  g_assert_true (try_to_add (profile, 2, NULL));
  g_assert_cmpint (count_named (profile, 1), ==, 0);
  g_assert_cmpint (count_named (profile, 2), ==, 5);
}

static guint
count_files (Profile *profile)
{
  g_autoptr (GDir) dir = g_dir_open (profile->folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
test_failed_backup_leaves_nothing (Profile *profile, gconstpointer data)
{
  g_autofree char *path = g_build_filename (profile->folder, "copy.db", NULL);
  guint before = count_files (profile);
  g_autoptr (GError) error = NULL;

  ga_fault_vfs_arm (GA_FAULT_FULL, FILES, 2, TRUE);
  g_assert_false (ga_store_backup (profile->store, path, &error));
  ga_fault_vfs_disarm ();
  g_assert_error (error, GA_STORE_ERROR, GA_STORE_ERROR_FULL);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_cmpuint (count_files (profile), ==, before);
}

/* A restore that fails half way leaves what was there. */
static void
test_failed_restore_changes_nothing (Profile *profile, gconstpointer data)
{
  g_autofree char *path = g_build_filename (profile->folder, "copy.db", NULL);
  guint failed = 0;

  g_assert_true (ga_store_backup (profile->store, path, NULL));
  g_assert_true (try_to_add (profile, 1, NULL));
  for (guint nth = 1; nth < 60; nth += 3)
    {
      GaSalvaged salvaged;
      gboolean restored;

      ga_fault_vfs_arm (GA_FAULT_IO_ERROR, GA_FAULT_FILES_WAL, nth, TRUE);
      restored = ga_store_restore (profile->store, path, &salvaged, NULL);
      ga_fault_vfs_disarm ();
      profile_reopen (profile);
      assert_sound (profile);
      if (restored)
        break;
      failed++;
      g_assert_cmpint (count_named (profile, 1), ==, 5);
    }
  g_assert_cmpuint (failed, >, 0);
}

#define ADD(name, fault, func) \
  g_test_add ("/disk/" name, Profile, fault, set_up, func, profile_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("an I/O error at every write of an edit", &io_error, test_edit);
  ADD ("I/O errors from every write of an edit on", &io_error_for_good, test_edit);
  ADD ("a disk full at every write of an edit", &full, test_edit);
  ADD ("a disk full from every write of an edit on", &full_for_good, test_edit);
  ADD ("every write of an edit torn", &torn, test_edit);
  ADD ("power lost in the middle of every write", &torn_and_off, test_edit);
  ADD ("a crash at every write of an edit", &crash, test_edit);
  ADD ("a full disk is said, and work goes on when there is room", NULL, test_full_disk_is_said);
  ADD ("a backup that fails leaves nothing", NULL, test_failed_backup_leaves_nothing);
  ADD ("a restore that fails changes nothing", NULL, test_failed_restore_changes_nothing);
  return g_test_run ();
}
