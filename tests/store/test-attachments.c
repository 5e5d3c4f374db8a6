/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>
#include <sys/stat.h>

#include "model/entities/ga-entities.h"
#include "store-fixture.h"
#include "store/ga-attachments.h"
#include "store/ga-backup.h"
#include "store/ga-purge.h"

/* The files of documents: there before their rows, and gone when nothing is left of those. */

static GaRecord *
make_community (Profile *profile)
{
  GaRecord *community = profile_record (profile, "community");

  ga_record_set_text (community, "name", "Tuesdays");
  ga_record_set_text (community, "activity", "walk");
  profile_put (profile, community);
  return community;
}

static GFile *
make_file (Profile *profile, const char *name, gconstpointer bytes, gsize length)
{
  g_autofree char *path = g_build_filename (profile->folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, bytes, (gssize) length, &error);
  g_assert_no_error (error);
  return g_file_new_for_path (path);
}

static GaRecord *
attach (Profile *profile, const GaRecord *community, GFile *file, GError **error)
{
  g_autoptr (GaRecord) record = profile_record (profile, "attachment");

  ga_record_set_reference (record, "community", ga_record_get_id (community));
  return ga_attach (profile->store, "Test", record, file, error) > 0 ? g_steal_pointer (&record)
                                                                     : NULL;
}

static GaRecord *
attach_text (Profile *profile, const GaRecord *community, const char *text)
{
  g_autoptr (GFile) file = make_file (profile, "Aftale.txt", text, strlen (text));
  g_autoptr (GError) error = NULL;
  GaRecord *record = attach (profile, community, file, &error);

  g_assert_no_error (error);
  return record;
}

static gboolean
is_here (Profile *profile, const GaRecord *record)
{
  return ga_attachment_is_here (profile->store, ga_record_get_text (record, "sha256"),
                                ga_record_get_integer (record, "size"));
}

static void
tidy (Profile *profile)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (ga_attachments_tidy (profile->store, &error));
  g_assert_no_error (error);
}

static guint
count_files (Profile *profile)
{
  g_autofree char *folder = g_build_filename (profile->folder, "files", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
test_attach (Profile *profile, gconstpointer data)
{
  g_autoptr (GaRecord) community = make_community (profile);
  g_autoptr (GaRecord) record = attach_text (profile, community, "Hello");
  g_autoptr (GaRecord) kept = profile_find (profile, record);
  g_autofree char *path =
      ga_attachment_get_path (profile->store, ga_record_get_text (kept, "sha256"));
  g_autofree char *text = NULL;
  GStatBuf info;

  g_assert_cmpstr (ga_record_get_text (kept, "name"), ==, "Aftale.txt");
  g_assert_cmpstr (ga_record_get_text (kept, "media_type"), ==, "text/plain");
  g_assert_cmpint (ga_record_get_integer (kept, "size"), ==, 5);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "Hello");
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  g_assert_cmpuint (count_files (profile), ==, 1);
}

/* One byte more is refused, and leaves nothing. */
static void
test_largest (Profile *profile, gconstpointer data)
{
  g_autoptr (GaRecord) community = make_community (profile);
  g_autofree char *bytes = g_malloc0 (GA_ATTACHMENT_MOST_BYTES + 1);
  g_autoptr (GFile) largest = make_file (profile, "a", bytes, GA_ATTACHMENT_MOST_BYTES);
  g_autoptr (GFile) larger = make_file (profile, "b", bytes, GA_ATTACHMENT_MOST_BYTES + 1);
  g_autoptr (GFile) folder = g_file_new_for_path (profile->folder);
  g_autoptr (GFile) nothing = g_file_get_child (folder, "nothing");
  g_autoptr (GError) error = NULL;
  g_autoptr (GaRecord) record = attach (profile, community, largest, &error);
  GFile *refused[] = { larger, folder, nothing };

  g_assert_no_error (error);
  g_assert_nonnull (record);
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_assert_null (attach (profile, community, refused[i], &error));
      g_assert_error (error, GA_STORE_ERROR, GA_STORE_ERROR_REFUSED);
      g_clear_error (&error);
    }
  g_assert_cmpuint (count_files (profile), ==, 1);
}

static gint64 clock_days;

static gint64
later (gpointer user_data)
{
  return g_get_real_time () + clock_days * 24 * 60 * 60 * G_USEC_PER_SEC;
}

static void
tidy_later (Profile *profile, gint64 days)
{
  clock_days = days;
  ga_store_set_clock (profile->store, later, NULL);
  tidy (profile);
}

/* Deleted, it can come back; what was never in a row goes. */
static void
test_undo (Profile *profile, gconstpointer data)
{
  g_autoptr (GaRecord) community = make_community (profile);
  g_autoptr (GaRecord) record = attach_text (profile, community, "Hello");
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "stray", -1);
  g_autofree char *stray = ga_attachment_get_path (profile->store, sum);

  profile_undo (profile);
  g_assert_null (profile_find (profile, record));
  g_assert_true (g_file_set_contents (stray, "stray", -1, NULL));
  profile_reopen (profile);
  tidy (profile);
  tidy_later (profile, 59);
  g_assert_true (is_here (profile, record));
  g_assert_true (g_file_test (stray, G_FILE_TEST_EXISTS));
  tidy_later (profile, 61);
  g_assert_false (g_file_test (stray, G_FILE_TEST_EXISTS));
}

static void
test_old (Profile *profile, gconstpointer data)
{
  g_autoptr (GaRecord) community = make_community (profile);
  g_autoptr (GaRecord) record = attach_text (profile, community, "Hello");
  g_autoptr (GaRecord) named = NULL;

  profile_undo (profile);
  named = attach_text (profile, community, "Named");
  tidy (profile);
  tidy_later (profile, 61);
  g_assert_false (is_here (profile, record));
  g_assert_true (is_here (profile, named));
  g_assert_cmpuint (count_files (profile), ==, 1);
}

/* What was attached since the backup is there when what was before the restore comes back. */
static void
test_restored (Profile *profile, gconstpointer data)
{
  g_autofree char *before = g_build_filename (profile->folder, "before.db", NULL);
  g_autofree char *after = g_build_filename (profile->folder, "after.db", NULL);
  g_autoptr (GaRecord) community = make_community (profile);
  g_autoptr (GaRecord) record = NULL;
  g_autoptr (GError) error = NULL;
  GaSalvaged salvaged;

  g_assert_true (ga_store_backup (profile->store, before, &error));
  record = attach_text (profile, community, "Hello");
  g_assert_true (ga_store_backup (profile->store, after, &error));
  g_assert_true (ga_store_restore (profile->store, before, &salvaged, &error));
  tidy (profile);
  tidy_later (profile, 59);
  g_assert_true (is_here (profile, record));
  g_assert_true (ga_store_restore (profile->store, after, &salvaged, &error));
  tidy (profile);
  tidy_later (profile, 119);
  g_assert_true (is_here (profile, record));
  g_assert_cmpuint (count_files (profile), ==, 1);
}

static void
add_piece (Profile *profile, const char *sha256, gint64 offset, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (GError) error = NULL;

  g_assert_true (ga_attachment_add (profile->store, sha256, offset, bytes, &error));
  g_assert_no_error (error);
}

static gboolean
purge (GaTransaction *transaction, gpointer user_data, GError **error)
{
  GaRecord *record = user_data;

  return ga_purge_record (transaction, ga_record_get_entity (record), ga_record_get_id (record),
                          error);
}

static void
test_purged (Profile *profile, gconstpointer data)
{
  g_autoptr (GaRecord) community = make_community (profile);
  g_autoptr (GaRecord) record = attach_text (profile, community, "Hello");
  g_autofree char *coming = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "Hi", -1);
  g_autoptr (GError) error = NULL;

  add_piece (profile, coming, 0, "H");
  g_assert_cmpint (ga_store_sync (profile->store, purge, record, &error), >, 0);
  g_assert_no_error (error);
  g_assert_true (ga_purge_clean (profile->store, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_files (profile), ==, 0);
}

static void
test_check (Profile *profile, gconstpointer data)
{
  g_autoptr (GaRecord) community = make_community (profile);
  g_autoptr (GaRecord) record = attach_text (profile, community, "Hello");
  g_autofree char *path =
      ga_attachment_get_path (profile->store, ga_record_get_text (record, "sha256"));
  g_autofree char *saved = g_build_filename (profile->folder, "saved.txt", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  g_assert_true (ga_store_check_documents (profile->store, findings, &error));
  g_assert_cmpuint (findings->len, ==, 0);
  g_assert_true (ga_attachment_save (profile->store, ga_record_get_text (record, "sha256"), saved,
                                     NULL, &error));
  g_assert_true (g_file_get_contents (saved, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "Hello");
  g_assert_true (g_file_set_contents (path, "Hellx", -1, NULL));
  g_assert_true (ga_store_check_documents (profile->store, findings, &error));
  g_assert_cmpuint (findings->len, ==, 1);
  g_assert_false (ga_attachment_save (profile->store, ga_record_get_text (record, "sha256"), saved,
                                      NULL, &error));
  g_assert_error (error, GA_STORE_ERROR, GA_STORE_ERROR_CORRUPT);
  g_unlink (path);
  g_ptr_array_set_size (findings, 0);
  g_clear_error (&error);
  g_assert_true (ga_store_check_documents (profile->store, findings, &error));
  g_assert_cmpuint (findings->len, ==, 1);
}

/* What comes in pieces is kept when it is whole, right, and named. */
static void
test_pieces (Profile *profile, gconstpointer data)
{
  g_autoptr (GaRecord) community = make_community (profile);
  g_autoptr (GaRecord) record = attach_text (profile, community, "Hello");
  const char *sha256 = ga_record_get_text (record, "sha256");
  g_autofree char *path = ga_attachment_get_path (profile->store, sha256);
  g_autofree char *stranger = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "Hi", -1);
  gboolean kept;
  gint64 length;

  g_unlink (path);
  add_piece (profile, sha256, 0, "Hel");
  g_assert_true (ga_attachment_look (profile->store, sha256, &length, NULL));
  g_assert_cmpint (length, ==, 3);
  add_piece (profile, sha256, 3, "la");
  g_assert_true (ga_attachment_keep (profile->store, sha256, &kept, NULL));
  g_assert_false (kept);
  g_assert_cmpuint (count_files (profile), ==, 0);
  add_piece (profile, sha256, 0, "Hello");
  g_assert_true (ga_attachment_keep (profile->store, sha256, &kept, NULL));
  g_assert_true (kept && is_here (profile, record));
  add_piece (profile, stranger, 0, "Hi");
  g_assert_true (ga_attachment_keep (profile->store, stranger, &kept, NULL));
  g_assert_false (kept);
  g_assert_cmpuint (count_files (profile), ==, 1);
}

static void
assert_reads (Profile *profile, const char *sha256, gint64 offset, const char *expected)
{
  g_autoptr (GBytes) bytes = ga_attachment_read (profile->store, sha256, offset, 4);
  g_autoptr (GBytes) wanted = g_bytes_new_static (expected, strlen (expected));

  g_assert_true (g_bytes_equal (bytes, wanted));
}

/* As much as there is, also when somebody shortens it meanwhile. */
static void
test_shorter (Profile *profile, gconstpointer data)
{
  g_autoptr (GaRecord) community = make_community (profile);
  g_autoptr (GaRecord) record = attach_text (profile, community, "Hello");
  const char *sha256 = ga_record_get_text (record, "sha256");
  g_autofree char *path = ga_attachment_get_path (profile->store, sha256);

  assert_reads (profile, sha256, 1, "ello");
  g_assert_cmpint (truncate (path, 3), ==, 0);
  assert_reads (profile, sha256, 1, "el");
  assert_reads (profile, sha256, 4, "");
  g_unlink (path);
  g_assert_null (ga_attachment_read (profile->store, sha256, 0, 4));
  g_assert_cmpint (ga_attachment_get_size (profile->store, sha256), ==, -1);
}

/* Other programs read it; what they wrote would be lost. */
static void
test_lent (Profile *profile, gconstpointer data)
{
  g_autoptr (GaRecord) community = make_community (profile);
  g_autoptr (GaRecord) record = attach_text (profile, community, "Hello");
  g_autoptr (GError) error = NULL;
  GStatBuf info;

  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *path = ga_attachment_lend (
          profile->store, ga_record_get_text (record, "sha256"), "Aftale.txt", &error);

      g_assert_no_error (error);
      g_assert_cmpint (g_stat (path, &info), ==, 0);
      g_assert_cmpint (info.st_mode & 0777, ==, 0400);
    }
}

#define ADD(name, func) \
  g_test_add ("/store/attachments/" name, Profile, NULL, profile_set_up, func, profile_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("a-file-lies-under-its-sum", test_attach);
  ADD ("there-is-a-largest-file", test_largest);
  ADD ("what-can-be-undone-stays", test_undo);
  ADD ("what-is-long-gone-goes", test_old);
  ADD ("what-is-purged-goes-at-once", test_purged);
  ADD ("an-older-backup-loses-no-file", test_restored);
  ADD ("what-is-opened-is-not-for-writing", test_lent);
  ADD ("damage-is-found", test_check);
  ADD ("pieces-make-a-file", test_pieces);
  ADD ("a-file-may-become-shorter", test_shorter);
  return g_test_run ();
}
