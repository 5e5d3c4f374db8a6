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

/* What was done since the backup: as many are changed, made and taken out. */
#define LATER      20
#define FILES_EACH 10

static gboolean
join_cb (GaTransaction *transaction, gpointer user_data, GError **error)
{
  GaMembership membership = { .url = (char *) "https://example.org/", .epoch = 1 };

  membership.client = ga_id_new ();
  membership.account = ga_id_new ();
  membership.lineage = ga_id_new ();
  return ga_transaction_join (transaction, &membership, error);
}

/* In a kommune, so that it is sent. */
static GaRecord *
make_community (Profile *profile, const char *name)
{
  g_autoptr (GaQuery) query = ga_query_new (ga_schema_get (profile->schema, "kommune"));
  g_autoptr (GPtrArray) kommuner =
      ga_reader_list (ga_store_get_reader (profile->store), query, NULL);
  GaRecord *record = profile_record (profile, "community");

  ga_record_set_text (record, "name", name);
  ga_record_set_reference (record, "kommune", ga_record_get_id (g_ptr_array_index (kommuner, 0)));
  return record;
}

/* With an outbox. */
static void
fill (Profile *profile)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GaRecord) kommune = profile_record (profile, "kommune");
  g_autoptr (GError) error = NULL;

  ga_record_set_text (kommune, "country", "DK");
  ga_record_set_text (kommune, "code", "9999");
  ga_record_set_text (kommune, "name", "Skovlund");
  profile_put (profile, kommune);
  for (guint i = 0; i < RECORDS; i++)
    {
      g_autofree char *name = g_strdup_printf ("Group %u", i);

      g_ptr_array_add (records, make_community (profile, name));
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
write_damaged (const char *path, const char *contents, gsize length, guint flips)
{
  g_autofree char *damaged = g_memdup2 (contents, length);

  for (guint i = 0; i < flips; i++)
    damaged[(guint32) g_test_rand_int () % length] ^= (char) (1 << g_test_rand_int_range (0, 8));
  g_assert_true (g_file_set_contents (path, damaged, (gssize) length, NULL));
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
      g_unlink (log);
      write_damaged (path, contents, length, FLIPS);
      noticed += is_noticed (profile);
    }
  g_test_message ("%u of %u files of %" G_GSIZE_FORMAT " bytes with %u turned bits noticed",
                  noticed, FILES, length, FLIPS);
  g_assert_cmpuint (noticed, >=, NOTICED);
}

static GPtrArray *
list_communities (Profile *profile)
{
  g_autoptr (GaQuery) query = ga_query_new (ga_schema_get (profile->schema, "community"));
  g_autoptr (GError) error = NULL;
  GPtrArray *records = ga_reader_list (ga_store_get_reader (profile->store), query, &error);

  g_assert_no_error (error);
  return records;
}

static void
delete_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (ga_store_transact_finish (GA_STORE (source), result, &error), >, 0);
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

static void
work_on (Profile *profile)
{
  g_autoptr (GPtrArray) records = list_communities (profile);
  g_autoptr (GPtrArray) put = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) out = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  gboolean deleted = FALSE;

  for (guint i = 0; i < LATER; i++)
    {
      GaRecord *changed = g_object_ref (g_ptr_array_index (records, i));
      g_autofree char *name = g_strdup_printf ("Later %u", i);

      ga_record_set_text (changed, "name", name);
      g_ptr_array_add (put, changed);
      g_ptr_array_add (put, make_community (profile, name));
      g_ptr_array_add (out, g_ptr_array_index (records, LATER + i));
    }
  ga_store_put (profile->store, "Test", put, &error);
  g_assert_no_error (error);
  ga_store_delete_async (profile->store, "Test", out, NULL, delete_cb, &deleted);
  while (!deleted)
    g_main_context_iteration (NULL, TRUE);
}

static gint64
count_waiting (Profile *profile)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GaMembership) membership =
      ga_reader_get_membership (ga_store_get_reader (profile->store), &error);

  g_assert_no_error (error);
  return membership->waiting;
}

static void
close_profile (Profile *profile)
{
  ga_store_close (profile->store);
  g_clear_object (&profile->store);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

typedef struct
{
  char *path;
  char *contents;
  gsize length;
  GaBackup backup;
} Original;

/* The profile as it was, with so many bits turned, and then its backup in its place. */
static void
damage_and_replace (Profile *profile, const Original *original, guint flips, GaSalvaged *salvaged)
{
  g_autofree char *log = g_strconcat (original->path, "-wal", NULL);
  g_autofree char *saved = NULL;
  g_autoptr (GError) error = NULL;

  g_unlink (log);
  write_damaged (original->path, original->contents, original->length, flips);
  g_assert_true (ga_backup_replace_damaged (profile->folder, &original->backup, salvaged, &error));
  g_assert_no_error (error);
  saved = ga_salvaged_explain (salvaged);
  g_assert_true (saved != NULL || (salvaged->whole && salvaged->n_saved == 0));
  profile_open (profile);
}

static void
check_restored (Profile *profile, gint64 waiting, guint saved)
{
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  g_assert_true (ga_store_check (profile->store, findings, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (findings->len, ==, 0);
  /* A turned bit may say that something need not be sent. */
  g_assert_cmpint (count_waiting (profile), <=, waiting + saved);
}

/* Without damage it is there to the last change; with it, as far as it can be read. */
static void
test_what_waited_is_saved (Profile *profile, gconstpointer data)
{
  static const struct
  {
    guint flips;
    guint least; /* files of FILES_EACH in which all of it is saved */
  } damages[] = { { 0, FILES_EACH }, { 1, FILES_EACH / 2 }, { 10, 0 }, { FLIPS, 0 } };
  Original original = { .path = g_build_filename (profile->folder, "gangart.db", NULL) };
  g_autoptr (GError) error = NULL;
  gint64 waiting;

  original.backup.path = g_build_filename (profile->folder, "copy.db", NULL);
  fill (profile);
  g_assert_true (ga_store_backup (profile->store, original.backup.path, &error));
  waiting = count_waiting (profile);
  work_on (profile);
  close_profile (profile);
  g_assert_true (g_file_get_contents (original.path, &original.contents, &original.length, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (damages); i++)
    {
      guint whole = 0, changes = 0;

      for (guint file = 0; file < FILES_EACH; file++)
        {
          GaSalvaged salvaged;

          damage_and_replace (profile, &original, damages[i].flips, &salvaged);
          check_restored (profile, waiting, salvaged.n_saved);
          if (damages[i].flips == 0)
            g_assert_cmpint (count_waiting (profile), ==, waiting + 3 * LATER);
          close_profile (profile);
          g_assert_true (damages[i].flips > 0 || salvaged.whole);
          whole += salvaged.n_saved == 3 * LATER;
          changes += salvaged.n_saved;
        }
      g_test_message ("%u turned bits: %u of %u changes saved, all of them in %u of %u files",
                      damages[i].flips, changes, FILES_EACH * 3 * LATER, whole, FILES_EACH);
      g_assert_cmpuint (whole, >=, damages[i].least);
    }
  g_free (original.path);
  g_free (original.contents);
  g_free (original.backup.path);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/flips/bits that turn over are noticed", Profile, NULL, profile_set_up,
              test_turned_bits_are_noticed, profile_tear_down);
  g_test_add ("/flips/what waited is saved from a damaged file", Profile, NULL, profile_set_up,
              test_what_waited_is_saved, profile_tear_down);
  return g_test_run ();
}
