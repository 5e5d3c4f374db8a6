/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import-fixture.h"

/* Files as people really send them: those of ../shared/data where they are, else our own with the
 * same traps. */

static char *folder;
static gboolean real;

static char *
file_path (const char *name)
{
  return g_build_filename (folder, name, NULL);
}

static GaImport *
read_file (Profile *profile, const char *entity, const char *name, gboolean update)
{
  const GaImportOptions options = { .update = update };
  g_autofree char *path = file_path (name);

  return import_read (profile, entity, path, &options);
}

static JsonArray *
list_of (JsonNode *report, const char *name)
{
  return json_object_get_array_member (json_node_get_object (report), name);
}

static gboolean
has_resolved (JsonNode *report, const char *value, const char *name)
{
  JsonArray *resolved = list_of (report, "resolved");

  for (guint i = 0; i < json_array_get_length (resolved); i++)
    {
      JsonObject *one = json_array_get_object_element (resolved, i);

      if (g_str_equal (json_object_get_string_member (one, "value"), value) &&
          g_str_equal (json_object_get_string_member (one, "name"), name))
        return TRUE;
    }
  return FALSE;
}

static void
test_three_registers_are_one (Profile *profile, gconstpointer data)
{
  static const struct
  {
    const char *file;
    guint rows;
  } files[] = {
    { "kommuner-dk.csv", 99 },
    { "kommuner-latin1-crlf.csv", 97 },
    { "kommuner-lau1-utf8.csv", 99 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (GaImport) import = read_file (profile, "kommune", files[i].file, TRUE);

      g_test_message ("%s", files[i].file);
      assert_counts (import, files[i].rows, 0, 0, files[i].rows, 0);
      import_apply (profile, import);
    }
  g_assert_cmpint (import_count (profile, "kommune"), ==, 99 + 357);
}

static void
test_other_spellings_are_reported (Profile *profile, gconstpointer data)
{
  g_autoptr (GaImport) codes = read_file (profile, "kommune", "kommuner-dk.csv", FALSE);
  g_autoptr (GaImport) names = read_file (profile, "kommune", "kommuner-latin1-crlf.csv", FALSE);
  g_autoptr (GaImport) lau = read_file (profile, "kommune", "kommuner-lau1-utf8.csv", FALSE);
  g_autoptr (JsonNode) of_codes = ga_import_to_json (codes);
  g_autoptr (JsonNode) of_names = ga_import_to_json (names);
  g_autoptr (JsonNode) of_lau = ga_import_to_json (lau);

  g_assert_cmpuint (json_array_get_length (list_of (of_codes, "resolved")), ==, 1);
  g_assert_true (has_resolved (of_codes, "Høje Taastrup", "Høje-Taastrup"));
  g_assert_cmpuint (json_array_get_length (list_of (of_names, "resolved")), ==, 1);
  g_assert_true (has_resolved (of_names, "Århus", "Aarhus"));
  g_assert_cmpuint (json_array_get_length (list_of (of_lau, "resolved")), ==, 4);
  g_assert_true (has_resolved (of_lau, "Århus", "Aarhus"));
  g_assert_true (has_resolved (of_lau, "Brønderslev-Dronninglund", "Brønderslev"));
  g_assert_true (has_resolved (of_lau, "Vesthimmerland", "Vesthimmerlands"));
  g_assert_true (has_resolved (of_lau, "Copenhagen", "København"));
}

static void
test_a_missing_kommune_is_named (Profile *profile, gconstpointer data)
{
  g_autoptr (GaImport) names = read_file (profile, "kommune", "kommuner-latin1-crlf.csv", FALSE);
  g_autoptr (GaImport) codes = read_file (profile, "kommune", "kommuner-dk.csv", FALSE);
  g_autoptr (GaImport) norwegian = read_file (profile, "kommune", "kommuner-no.csv", FALSE);
  g_autoptr (JsonNode) of_names = ga_import_to_json (names);
  g_autoptr (JsonNode) of_codes = ga_import_to_json (codes);
  g_autoptr (JsonNode) of_norwegian = ga_import_to_json (norwegian);

  g_assert_cmpuint (json_array_get_length (list_of (of_names, "missing")), ==, 1);
  g_assert_cmpstr (json_array_get_string_element (list_of (of_names, "missing"), 0), ==,
                   "Helsingør");
  g_assert_cmpuint (json_array_get_length (list_of (of_codes, "missing")), ==, 0);
  g_assert_false (json_object_has_member (json_node_get_object (of_norwegian), "missing"));
  g_assert_cmpuint (ga_import_get_counts (norwegian)->problems, ==, 0);
  g_assert_cmpuint (ga_import_get_counts (norwegian)->created, ==, 0);
}

/* Without the register that the program ships, codes alone make one. */
static void
test_register_is_made_of_a_file (Profile *profile, gconstpointer data)
{
  g_autoptr (GaImport) import = NULL;
  g_autoptr (GaRecord) found = NULL;

  profile->folder = g_dir_make_tmp ("gangart-XXXXXX", NULL);
  profile->schema = ga_schema_new ();
  profile_open (profile);
  import = read_file (profile, "kommune", "kommuner-lau1-utf8.csv", FALSE);
  assert_counts (import, 99, 99, 0, 0, 0);
  import_apply (profile, import);
  found = import_find (profile, "kommune", "Aabenraa");
  g_assert_cmpstr (ga_record_get_text (found, "code"), ==, "0580");
  g_assert_cmpstr (ga_record_get_text (found, "country"), ==, "DK");
  g_assert_cmpstr (ga_record_get_text (found, "region"), ==, "Syddanmark");
}

static JsonObject *
find_proposal (JsonNode *report, const char *community)
{
  JsonArray *proposals = list_of (report, "proposals");

  for (guint i = 0; i < json_array_get_length (proposals); i++)
    {
      JsonObject *proposal = json_array_get_object_element (proposals, i);

      if (g_str_equal (json_object_get_string_member (proposal, "community"), community))
        return proposal;
    }
  g_assert_not_reached ();
}

static void
assert_nearest (JsonObject *proposal, guint place, const char *name)
{
  JsonArray *nearest = json_object_get_array_member (proposal, "nearest");

  g_assert_cmpuint (json_array_get_length (nearest), ==, 3);
  g_assert_cmpstr (
      json_object_get_string_member (json_array_get_object_element (nearest, place), "name"), ==,
      name);
}

static void
test_communities_come_with_their_places (Profile *profile, gconstpointer data)
{
  g_autoptr (GaImport) import =
      read_file (profile, "community", "running-communities-dk.csv", FALSE);
  g_autoptr (GaImport) again = NULL;
  g_autoptr (JsonNode) report = ga_import_to_json (import);
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GaQuery) query = ga_query_new (ga_schema_get (profile->schema, "community"));

  assert_counts (import, 14, 14, 0, 0, 0);
  g_assert_cmpuint (json_array_get_length (list_of (report, "proposals")), ==, 14);
  import_apply (profile, import);
  g_assert_cmpint (import_count (profile, "venue"), ==, 14);
  records = ga_reader_list (ga_store_get_reader (profile->store), query, NULL);
  for (guint i = 0; i < records->len; i++)
    {
      const GaRecord *record = g_ptr_array_index (records, i);
      JsonObject *proposal = find_proposal (report, ga_record_get_text (record, "name"));
      g_autofree char *kommune =
          ga_reader_display (ga_store_get_reader (profile->store), record, "kommune");

      g_assert_true (ga_record_has (record, "venue"));
      g_assert_cmpstr (kommune, ==,
                       json_object_get_string_member_with_default (proposal, "named", NULL));
      g_assert_cmpint (ga_record_get_flag (record, "kommune_proposed"), ==, kommune != NULL);
    }
  again = read_file (profile, "community", "running-communities-dk.csv", TRUE);
  assert_counts (again, 14, 0, 0, 14, 0);
}

static void
assert_proposed (JsonNode *report, const char *community, const char *named, const char *nearest)
{
  JsonObject *proposal = find_proposal (report, community);

  g_test_message ("%s", community);
  g_assert_cmpstr (json_object_get_string_member_with_default (proposal, "named", NULL), ==, named);
  assert_nearest (proposal, 0, nearest);
}

/* As tests/exchange/fixtures/README.md has it. */
static void
test_kommune_is_proposed_by_name_and_offered_by_position (Profile *profile, gconstpointer data)
{
  g_autofree char *path =
      g_test_build_filename (G_TEST_DIST, "fixtures", "running-communities-dk.csv", NULL);
  g_autoptr (GaImport) import = import_read (profile, "community", path, NULL);
  g_autoptr (JsonNode) report = ga_import_to_json (import);

  assert_proposed (report, "Mågeløberne", "København", "Frederiksberg");
  assert_proposed (report, "Strandløberne", "København", "Tårnby");
  assert_proposed (report, "Fjordstien Tirsdag", NULL, "Aalborg");
  assert_proposed (report, "Søernes Morgenløb", "København", "København");
  assert_proposed (report, "De Langsomme", "Aarhus", "Aarhus");
  assert_proposed (report, "Esbjerg Havneløb", "Esbjerg", "Fanø");
  assert_proposed (report, "Vejen Åløb", "Vejen", "Vejen");
  assert_proposed (report, "Kystløberne", NULL, "Gentofte");
  assert_proposed (report, "Heden Rundt, Randers", "Randers", "Randers");
  assert_proposed (report, "Fire Hjørner", NULL, "Rødovre");
  assert_nearest (find_proposal (report, "Fire Hjørner"), 2, "København");
  assert_proposed (report, "Skovsnegle", NULL, "Horsens");
  assert_proposed (report, "Holbæk Fodslaw", "Holbæk", "Holbæk");
  assert_proposed (report, "Bakkeløb Lyngby", NULL, "Lyngby-Taarbæk");
  assert_proposed (report, "Onsdagsholdet", NULL, "Sorø");
}

/* Confirmed or corrected by somebody, a kommune is no longer the file's to propose. */
static void
test_confirmed_kommune_stays (Profile *profile, gconstpointer data)
{
  const char *text = "name,place,latitude,longitude\nEsbjerg Havneløb,Dokken,55.4712,8.4379\n";
  const GaImportOptions update = { .update = TRUE };
  g_autoptr (GaImport) first = import_text (profile, "community", text, NULL);
  g_autoptr (GaRecord) fano = import_find (profile, "kommune", "Fanø");
  g_autoptr (GaRecord) community = NULL;
  g_autoptr (GaImport) second = NULL;

  import_apply (profile, first);
  community = import_find (profile, "community", "Esbjerg Havneløb");
  ga_record_set_reference (community, "kommune", ga_record_get_id (fano));
  ga_record_set_integer (community, "kommune_proposed", FALSE);
  profile_put (profile, community);
  second = import_text (profile, "community", text, &update);
  assert_counts (second, 1, 0, 0, 1, 0);
}

static void
test_communities_share_a_place (Profile *profile, gconstpointer data)
{
  g_autoptr (GaImport) import = import_text (profile, "community",
                                             "name,place,latitude,longitude,kommune\n"
                                             "Tirsdag,Parken,55.4712,8.4379,Esbjerg\n"
                                             "Torsdag,Parkens indgang,55.4713,8.4379,Esbjerg\n"
                                             "Lørdag,Parken,,,Esbjerg\n"
                                             "Søndag,,,,Esbjerg\n",
                                             NULL);
  g_autoptr (GaRecord) sunday = NULL;

  assert_counts (import, 4, 4, 0, 0, 0);
  import_apply (profile, import);
  g_assert_cmpint (import_count (profile, "venue"), ==, 1);
  sunday = import_find (profile, "community", "Søndag");
  g_assert_false (ga_record_has (sunday, "venue"));
  profile_undo (profile);
  g_assert_cmpint (import_count (profile, "venue"), ==, 0);
}

static void
nothing (Profile *profile, gconstpointer data)
{
}

#define ADD(name)                                                                    \
  g_test_add ("/import-registers/" #name, Profile, NULL, import_set_up, test_##name, \
              profile_tear_down)

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  folder = g_test_build_filename (G_TEST_DIST, "..", "..", "..", "shared", "data", NULL);
  real = g_file_test (folder, G_FILE_TEST_IS_DIR);
  if (!real)
    {
      g_free (folder);
      folder = g_test_build_filename (G_TEST_DIST, "fixtures", NULL);
    }
  g_test_message ("%s", real ? "Using the files of ../shared/data" : "Using our own fixtures");
  ADD (three_registers_are_one);
  ADD (other_spellings_are_reported);
  ADD (a_missing_kommune_is_named);
  g_test_add ("/import-registers/register_is_made_of_a_file", Profile, NULL, nothing,
              test_register_is_made_of_a_file, profile_tear_down);
  ADD (communities_come_with_their_places);
  ADD (kommune_is_proposed_by_name_and_offered_by_position);
  ADD (confirmed_kommune_stays);
  ADD (communities_share_a_place);
  result = g_test_run ();
  g_free (folder);
  return result;
}
