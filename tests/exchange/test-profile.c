/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/ga-profile.h"
#include "store/store-fixture.h"

static GaStore *
open_profile (const char *folder)
{
  g_autoptr (GError) error = NULL;
  GaStore *store = ga_profile_open (folder, &error);

  g_assert_no_error (error);
  g_assert_nonnull (store);
  return store;
}

static gint64
count_kommuner (GaStore *store, const char *country)
{
  g_autoptr (GaQuery) query = ga_query_new (ga_schema_get (ga_store_get_schema (store), "kommune"));
  g_autoptr (GError) error = NULL;
  gint64 count;

  ga_query_where_text (query, "country", GA_EQUAL, country);
  count = ga_reader_count (ga_store_get_reader (store), query, &error);
  g_assert_no_error (error);
  return count;
}

static GaRecord *
resolve_one (GaStore *store, const char *text)
{
  const GaEntity *entity = ga_schema_get (ga_store_get_schema (store), "kommune");
  g_autoptr (GPtrArray) found = ga_reader_resolve (ga_store_get_reader (store), entity, text, NULL);

  g_assert_nonnull (found);
  g_assert_cmpuint (found->len, ==, 1);
  return g_object_ref (g_ptr_array_index (found, 0));
}

static gboolean
spoil_mark (GaTransaction *transaction, gpointer user_data, GError **error)
{
  return ga_transaction_set_mark (transaction, "register", "an older one", error);
}

static void
assert_nothing_to_undo (GaStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GaUndone) undone = ga_store_undo (store, 0, &error);

  g_assert_null (undone);
  g_assert_error (error, GA_STORE_ERROR, GA_STORE_ERROR_NOTHING);
}

static void
test_new_profile_has_the_register (void)
{
  g_autofree char *folder = g_dir_make_tmp ("gangart-XXXXXX", NULL);
  g_autoptr (GaStore) store = open_profile (folder);
  g_autoptr (GaRecord) aarhus = resolve_one (store, "Århus");

  g_assert_cmpint (count_kommuner (store, "DK"), ==, 99);
  g_assert_cmpint (count_kommuner (store, "NO"), ==, 357);
  g_assert_cmpstr (ga_record_get_text (aarhus, "code"), ==, "0751");
  assert_nothing_to_undo (store);
  g_assert_cmpint (ga_reader_last_change (ga_store_get_reader (store)), ==, 0);
  ga_store_close (store);
  remove_folder (folder);
}

static void
test_newer_register_leaves_edits_alone (void)
{
  g_autofree char *folder = g_dir_make_tmp ("gangart-XXXXXX", NULL);
  GaStore *store = open_profile (folder);
  g_autoptr (GaRecord) edited = resolve_one (store, "Skive");
  g_autoptr (GaRecord) after = NULL;
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  ga_record_set_text (edited, "region", "Ours");
  g_ptr_array_add (records, edited);
  ga_store_put (store, "Test", records, &error);
  g_assert_no_error (error);
  ga_store_transact (store, "Test", spoil_mark, NULL, &error);
  g_assert_no_error (error);
  g_object_unref (store);

  store = open_profile (folder);
  after = resolve_one (store, "Skive");
  g_assert_cmpstr (ga_record_get_text (after, "region"), ==, "Ours");
  g_assert_cmpint (count_kommuner (store, "DK"), ==, 99);
  g_object_unref (store);
  remove_folder (folder);
}

/* What a crash between making the file and filling it leaves behind. */
static void
test_register_missing_from_a_file_comes_back (void)
{
  g_autofree char *folder = g_dir_make_tmp ("gangart-XXXXXX", NULL);
  g_autoptr (GaSchema) schema = ga_schema_new ();
  GaStore *store = ga_store_open (folder, schema, NULL);

  g_assert_cmpint (count_kommuner (store, "DK"), ==, 0);
  g_object_unref (store);
  store = open_profile (folder);
  g_assert_cmpint (count_kommuner (store, "DK"), ==, 99);
  g_object_unref (store);
  remove_folder (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/profile/new-profile-has-the-register", test_new_profile_has_the_register);
  g_test_add_func ("/profile/newer-register-leaves-edits-alone",
                   test_newer_register_leaves_edits_alone);
  g_test_add_func ("/profile/register-missing-from-a-file-comes-back",
                   test_register_missing_from_a_file_comes_back);
  return g_test_run ();
}
