/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ga-backup.h"
#include "store/ga-membership.h"
#include "store/store-fixture.h"

/* Profiles in whose file bits have turned over, as on a worn-out disk: it is noticed when the file
 * is opened or checked, and the program lives. */

#define FLIPS   1000
#define FILES   100
#define NOTICED 99
#define RECORDS 300

static gboolean
join_cb (GaTransaction *transaction, gpointer user_data, GError **error)
{
  GaMembership membership = { .url = (char *) "https://example.org/", .epoch = 1 };

  membership.client = ga_id_new ();
  membership.account = ga_id_new ();
  membership.lineage = ga_id_new ();
  return ga_transaction_join (transaction, &membership, error);
}

/* With an outbox. */
static void
fill (Profile *profile)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < RECORDS; i++)
    {
      GaRecord *record = profile_record (profile, "community");
      g_autofree char *name = g_strdup_printf ("Group %u", i);

      ga_record_set_text (record, "name", name);
      g_ptr_array_add (records, record);
    }
  ga_store_put (profile->store, "Test", records, &error);
  g_assert_no_error (error);
  ga_store_transact (profile->store, "Join", join_cb, NULL, &error);
  g_assert_no_error (error);
}

static gboolean
is_noticed (Profile *profile)
{
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  gboolean noticed;

  profile->store = ga_store_open (profile->folder, profile->schema, &error);
  if (profile->store == NULL)
    {
      g_assert_nonnull (error);
      return TRUE;
    }
  noticed = !ga_store_check (profile->store, findings, &error) || findings->len > 0;
  ga_store_close (profile->store);
  g_clear_object (&profile->store);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  return noticed;
}

static void
test_turned_bits_are_noticed (Profile *profile, gconstpointer data)
{
  g_autofree char *path = g_build_filename (profile->folder, "gangart.db", NULL);
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autofree char *contents = NULL;
  guint noticed = 0;
  gsize length;

  fill (profile);
  ga_store_close (profile->store);
  g_clear_object (&profile->store);
  g_assert_false (is_noticed (profile));
  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  for (guint i = 0; i < FILES; i++)
    {
      g_autofree char *damaged = g_memdup2 (contents, length);

      for (guint flip = 0; flip < FLIPS; flip++)
        damaged[(guint32) g_test_rand_int () % length] ^=
            (char) (1 << g_test_rand_int_range (0, 8));
      g_unlink (log);
      g_assert_true (g_file_set_contents (path, damaged, (gssize) length, NULL));
      noticed += is_noticed (profile);
    }
  g_test_message ("%u of %u files of %" G_GSIZE_FORMAT " bytes with %u turned bits noticed",
                  noticed, FILES, length, FLIPS);
  g_assert_cmpuint (noticed, >=, NOTICED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/flips/bits that turn over are noticed", Profile, NULL, profile_set_up,
              test_turned_bits_are_noticed, profile_tear_down);
  return g_test_run ();
}
