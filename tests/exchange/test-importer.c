/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import-fixture.h"

#include "exchange/ga-exchange-error.h"

#define PEOPLE                                          \
  "name,email,phone,kommune,note\n"                     \
  "Asta Fodgænger,asta@example.org,11111111,Århus,\n" \
  "Bo Skovsti,,22222222,0615,\"two\nlines\"\n"          \
  "Cilla Engdal,,,Københavns Kommune,'=1+1\n"

static void
test_people_are_created_found_and_taken_back (Profile *profile, gconstpointer data)
{
  g_autoptr (GaImport) import = import_text (profile, "person", PEOPLE, NULL);
  g_autoptr (GaRecord) asta = NULL;
  g_autoptr (GaRecord) cilla = NULL;
  g_autoptr (GPtrArray) hits = NULL;
  g_autofree char *kommune = NULL;

  assert_counts (import, 3, 3, 0, 0, 0);
  g_assert_cmpint (import_count (profile, "person"), ==, 0);
  import_apply (profile, import);
  asta = import_find (profile, "person", "Asta Fodgænger");
  cilla = import_find (profile, "person", "Cilla Engdal");
  kommune = ga_reader_display (ga_store_get_reader (profile->store), asta, "kommune");
  g_assert_cmpstr (kommune, ==, "Aarhus");
  g_assert_cmpstr (ga_record_get_text (cilla, "note"), ==, "=1+1");
  hits = ga_reader_search (ga_store_get_reader (profile->store), "fodgaen", NULL, 10, NULL);
  g_assert_cmpuint (hits->len, ==, 1);
  profile_undo (profile);
  g_assert_cmpint (import_count (profile, "person"), ==, 0);
}

static void
test_what_is_there_is_left_alone (Profile *profile, gconstpointer data)
{
  g_autoptr (GaImport) first = import_text (profile, "person", PEOPLE, NULL);
  g_autoptr (GaImport) again = NULL;
  g_autoptr (GaRecord) asta = NULL;

  import_apply (profile, first);
  again = import_text (profile, "person",
                       "name,email,phone\n"
                       "Asta Fodgænger,ASTA@example.org,11111111\n"
                       "Asta F.,asta@example.org,11111111\n"
                       "bo skovsti,,22222222\n",
                       NULL);
  /* Case tells no addresses apart, but the text differs, so these are duplicates, not changes. */
  assert_counts (again, 3, 0, 0, 0, 3);
  import_apply (profile, again);
  asta = import_find (profile, "person", "Asta Fodgænger");
  g_assert_cmpstr (ga_record_get_text (asta, "email"), ==, "asta@example.org");
}

static void
test_update_changes_what_is_given (Profile *profile, gconstpointer data)
{
  const GaImportOptions update = { .update = TRUE };
  g_autoptr (GaImport) first = import_text (profile, "person", PEOPLE, NULL);
  g_autoptr (GaImport) second = NULL;
  g_autoptr (GaRecord) asta = NULL;

  import_apply (profile, first);
  second = import_text (profile, "person",
                        "email,name,phone,note\n"
                        "asta@example.org,Asta Fodgænger,,Rings on Mondays\n"
                        ",Bo Skovsti,22222222,\n",
                        &update);
  assert_counts (second, 2, 0, 1, 1, 0);
  import_apply (profile, second);
  asta = import_find (profile, "person", "Asta Fodgænger");
  g_assert_cmpstr (ga_record_get_text (asta, "phone"), ==, "11111111");
  g_assert_cmpstr (ga_record_get_text (asta, "note"), ==, "Rings on Mondays");
}

static void
test_duplicates_in_the_file_are_counted (Profile *profile, gconstpointer data)
{
  g_autoptr (GaImport) import = import_text (profile, "person",
                                             "name,email,phone\n"
                                             "Aase Lyng,aase@example.org,1\n"
                                             "Aase Lyng,aase@example.org,1\n"
                                             "Åse Lyng,,1\n"
                                             "Aase Lyng,other@example.org,1\n",
                                             NULL);

  /* The third is the first in another spelling; the fourth has an address of its own. */
  assert_counts (import, 4, 2, 0, 0, 2);
}

/* Two of one name in one community are two when the file says which they are. */
static void
test_an_id_tells_two_of_one_name_apart (Profile *profile, gconstpointer data)
{
  const char *text = "id,community,name\n"
                     "015b408f-8800-7b4b-b2b0-c37aedcde6d4,Åstien,Asta L.\n"
                     "015bd0c1-9800-70ec-ac7a-d957a6e4f105,Åstien,Asta L.\n"
                     "015bd0c1-9800-70ec-ac7a-d957a6e4f105,Åstien,Asta L.\n"
                     ",Åstien,Asta L.\n";
  g_autoptr (GaRecord) community = profile_record (profile, "community");
  g_autoptr (GaRecord) another = profile_record (profile, "participant");
  g_autoptr (GaImport) import = NULL;
  g_autoptr (GaImport) again = NULL;

  ga_record_set_text (community, "name", "Åstien");
  profile_put (profile, community);
  ga_record_set_reference (another, "community", ga_record_get_id (community));
  ga_record_set_text (another, "name", "Asta L.");
  profile_put (profile, another);
  import = import_text (profile, "participant", text, NULL);
  assert_counts (import, 4, 2, 0, 0, 2);
  /* Also when somebody else has written another of that name since. */
  g_clear_object (&another);
  another = profile_record (profile, "participant");
  ga_record_set_reference (another, "community", ga_record_get_id (community));
  ga_record_set_text (another, "name", "Asta L.");
  profile_put (profile, another);
  import_apply (profile, import);
  g_assert_cmpint (import_count (profile, "participant"), ==, 4);
  again = import_text (profile, "participant", text, NULL);
  assert_counts (again, 4, 0, 0, 2, 2);
}

static void
assert_part_of (Profile *profile, const char *name, const char *parent)
{
  g_autoptr (GaRecord) record = import_find (profile, "organisation", name);
  g_autofree char *shown =
      ga_reader_display (ga_store_get_reader (profile->store), record, "parent");

  g_assert_cmpstr (shown, ==, parent);
}

/* Earlier or later in the file, by name or by id, and the part of a part. */
static void
test_organisations_come_with_what_they_are_part_of (Profile *profile, gconstpointer data)
{
  g_autoptr (GaImport) table = import_text (profile, "organisation",
                                            "id,name,kind,parent\n"
                                            ",Aaa,club,BBB\n"
                                            ",Bbb,club,Ccc\n"
                                            ",Ccc,dgi,\n"
                                            ",Ddd,club,015b408f-8800-7b4b-b2b0-c37aedcde6d4\n"
                                            "015b408f-8800-7b4b-b2b0-c37aedcde6d4,Eee,dgi,\n",
                                            NULL);
  g_autoptr (GaImport) json =
      import_text (profile, "organisation",
                   "[{\"name\": \"Fff\", \"parent\": \"Ggg\", \"kommuner\": [\"Aarhus\"]},"
                   " {\"name\": \"Ggg\", \"parent\": null}]",
                   NULL);

  assert_counts (table, 5, 5, 0, 0, 0);
  import_apply (profile, table);
  assert_part_of (profile, "Aaa", "Bbb");
  assert_part_of (profile, "Bbb", "Ccc");
  assert_part_of (profile, "Ddd", "Eee");
  assert_counts (json, 2, 2, 0, 0, 0);
  import_apply (profile, json);
  assert_part_of (profile, "Fff", "Ggg");
}

static void
test_participants_are_never_merged_in_silence (Profile *profile, gconstpointer data)
{
  const GaImportOptions update = { .update = TRUE };
  g_autoptr (GaRecord) community = profile_record (profile, "community");
  g_autoptr (GaImport) first = NULL;
  g_autoptr (GaImport) second = NULL;
  g_autoptr (JsonNode) report = NULL;
  JsonArray *asked;

  ga_record_set_text (community, "name", "Åens gåfællesskab");
  profile_put (profile, community);
  first = import_text (profile, "participant",
                       "community,name,joined\nÅens gåfællesskab,Karen,2026-01-06\n", NULL);
  import_apply (profile, first);
  second = import_text (profile, "participant",
                        "community,name,joined\nÅens gåfællesskab,Karen,2026-02-03\n", &update);
  assert_counts (second, 1, 0, 0, 0, 1);
  report = ga_import_to_json (second);
  asked = json_object_get_array_member (json_node_get_object (report), "asked");
  g_assert_cmpuint (json_array_get_length (asked), ==, 1);
}

static void
test_bad_rows_are_left_out_when_asked (Profile *profile, gconstpointer data)
{
  const GaImportOptions skip = { .skip_bad = TRUE };
  const char *text = "name,email\nAsta,asta@example.org\nBo,nonsense\n";
  g_autoptr (GaImport) import = import_text (profile, "person", text, NULL);
  g_autoptr (GaImport) skipping = import_text (profile, "person", text, &skip);
  g_autoptr (GError) error = NULL;

  g_assert_false (ga_import_can_apply (import));
  g_assert_cmpint (ga_import_apply (import, profile->store, &error), ==, 0);
  g_assert_error (error, GA_EXCHANGE_ERROR, GA_EXCHANGE_ERROR_PROBLEMS);
  g_assert_cmpint (import_count (profile, "person"), ==, 0);
  import_apply (profile, skipping);
  g_assert_cmpint (import_count (profile, "person"), ==, 1);
}

/* Of the rows after such a cell nothing is known, so leaving out one would lose them all. */
static void
test_a_file_read_in_part_is_never_imported (Profile *profile, gconstpointer data)
{
  static const char *const texts[] = {
    "navn;email\nA;a@example.org\n\"B\"x;b@example.org\nC;c@example.org\n",
    "navn;email\nA;a@example.org\n\"B;b@example.org\nC;c@example.org\n",
  };
  const GaImportOptions skip = { .skip_bad = TRUE };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GaImport) import = import_text (profile, "person", texts[i], &skip);
      g_autoptr (GError) error = NULL;

      g_assert_true (ga_import_is_broken_off (import));
      g_assert_false (ga_import_can_apply (import));
      g_assert_cmpint (ga_import_apply (import, profile->store, &error), ==, 0);
      g_assert_error (error, GA_EXCHANGE_ERROR, GA_EXCHANGE_ERROR_PROBLEMS);
      g_assert_cmpint (import_count (profile, "person"), ==, 0);
    }
}

static void
test_headings_can_be_named (Profile *profile, gconstpointer data)
{
  const char *const map[] = { "Hvem=name", "Andet=", NULL };
  const GaImportOptions options = { .map = map };
  g_autoptr (GaImport) import =
      import_text (profile, "person", "Hvem;Andet;Ukendt\nAsta;x;y\n", &options);
  g_autoptr (JsonNode) report = ga_import_to_json (import);
  JsonArray *unknown =
      json_object_get_array_member (json_node_get_object (report), "unknown_columns");

  assert_counts (import, 1, 1, 0, 0, 0);
  g_assert_cmpuint (json_array_get_length (unknown), ==, 2);
}

static void
test_json_is_known_by_its_content (Profile *profile, gconstpointer data)
{
  static const char *const texts[] = {
    "[{\"name\": \"Asta {\\\"}\", \"kommune\": \"0751\", \"note\": null}, {\"name\": \"Bo\"}]",
    "\n[ ]\n",
    "{\"name\": \"Cilla\"}\n{\"phone\": \"12345678\", \"name\": \"Dan\"}\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GaImport) import = import_text (profile, "person", texts[i], NULL);

      guint n = i == 1 ? 0 : 2;

      assert_counts (import, n, n, 0, 0, 0);
      import_apply (profile, import);
    }
  g_assert_cmpint (import_count (profile, "person"), ==, 4);
  g_object_unref (import_find (profile, "person", "Asta {\"}"));
}

static void
test_cancelled_import_changes_nothing (Profile *profile, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  const GaImportOptions options = { .cancellable = cancellable };
  g_autofree char *path = import_path (profile);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, PEOPLE, -1, NULL));
  g_cancellable_cancel (cancellable);
  g_assert_null (ga_import_read (ga_store_get_reader (profile->store),
                                 ga_schema_get (profile->schema, "person"), path, &options,
                                 &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Between reading the file and writing it, somebody else adds the same person. */
static void
test_what_came_in_between_is_no_duplicate (Profile *profile, gconstpointer data)
{
  g_autoptr (GaImport) import = import_text (profile, "person", PEOPLE, NULL);
  g_autoptr (GaRecord) asta = profile_record (profile, "person");

  ga_record_set_text (asta, "name", "Asta");
  ga_record_set_text (asta, "email", "asta@example.org");
  profile_put (profile, asta);
  import_apply (profile, import);
  g_assert_cmpint (import_count (profile, "person"), ==, 3);
  assert_counts (import, 3, 2, 0, 0, 1);
}

static void
tell_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **kept = user_data;

  *kept = g_object_ref (result);
}

static void
test_import_applies_without_blocking (Profile *profile, gconstpointer data)
{
  GaImportProgress progress = { 0 };
  const GaImportOptions options = { .progress = &progress };
  g_autoptr (GaImport) import = import_text (profile, "person", PEOPLE, &options);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  ga_import_apply_async (import, profile->store, NULL, tell_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (ga_import_apply_finish (import, profile->store, result, &error), >, 0);
  g_assert_no_error (error);
  g_assert_cmpint (g_atomic_int_get (&progress.done), ==, 1000);
  g_assert_cmpint (import_count (profile, "person"), ==, 3);
}

#define ADD(name) \
  g_test_add ("/importer/" #name, Profile, NULL, import_set_up, test_##name, profile_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD (people_are_created_found_and_taken_back);
  ADD (what_is_there_is_left_alone);
  ADD (update_changes_what_is_given);
  ADD (duplicates_in_the_file_are_counted);
  ADD (an_id_tells_two_of_one_name_apart);
  ADD (organisations_come_with_what_they_are_part_of);
  ADD (participants_are_never_merged_in_silence);
  ADD (bad_rows_are_left_out_when_asked);
  ADD (a_file_read_in_part_is_never_imported);
  ADD (headings_can_be_named);
  ADD (json_is_known_by_its_content);
  ADD (cancelled_import_changes_nothing);
  ADD (what_came_in_between_is_no_duplicate);
  ADD (import_applies_without_blocking);
  return g_test_run ();
}
