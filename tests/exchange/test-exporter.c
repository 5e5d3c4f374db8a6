/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import-fixture.h"

#include <string.h>
#include <unistd.h>

#include "boat.h"
#include "exchange/ga-exporter.h"
#include "exchange/ga-folder-exchange.h"
#include "model/ga-language.h"

/* What is written reads back as it was; and an entity that only this test knows does all of it. */

static void
boat_set_up (Profile *profile, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  profile->folder = g_dir_make_tmp ("gangart-XXXXXX", NULL);
  profile->schema = ga_schema_new ();
  ga_schema_add (profile->schema, &boat);
  profile_open (profile);
  ga_profile_fill_register (profile->store, &error);
  g_assert_no_error (error);
}

static char *
export_all (Profile *profile, const char *entity, const GaExportOptions *options)
{
  char *path = g_build_filename (profile->folder, "export", NULL);
  g_autoptr (GaQuery) query = ga_query_new (ga_schema_get (profile->schema, entity));
  g_autoptr (GError) error = NULL;

  g_assert_true (
      ga_export_to_path (ga_store_get_reader (profile->store), query, path, options, &error));
  g_assert_no_error (error);
  return path;
}

/* @in_words: of CSV */
static void
assert_comes_back (
    Profile *profile, const char *entity, guint n, GaExportFormat format, gboolean in_words)
{
  const GaExportOptions options = { .format = format, .in_words = in_words };
  const GaImportOptions update = { .update = TRUE };
  g_autofree char *path = export_all (profile, entity, &options);
  g_autoptr (GaImport) import = import_read (profile, entity, path, &update);
  g_autoptr (JsonNode) report = ga_import_to_json (import);

  g_assert_cmpuint (ga_import_get_counts (import)->problems, ==, 0);
  assert_counts (import, n, 0, 0, n, 0);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (
                        json_node_get_object (report), "unknown_columns")),
                    ==, 0);
}

static void
fill (Profile *profile)
{
  static const struct
  {
    const char *entity;
    const char *text;
  } files[] = {
    { "organisation",
      "name,kind,kommuner,email\nHold=Fast,club,Aarhus|Høje-Taastrup,a@example.org\n"
      "=cmd,dgi,,\n" },
    { "person", "name,email,phone,kommune,note\nAsta \"A\" Lyng,asta@example.org,+45 12 34 56 78,"
                "Aarhus,\"@two\nlines; and, more\"\n'Bo,,-5,Tromsø,-12\n" },
    { "venue", "name,latitude,longitude,kommune\nHavnen,-55.000001,9.5,Skive\n" },
    { "community", "name,kommune,venue,organisation,price,currency,started,public\n"
                   "Åens gåfællesskab,Skive,Havnen,Hold=Fast,12.50,DKK,1-2-2024,nej\n" },
    { "participant", "community,name,joined\nÅens gåfællesskab,Karen,2026-01-06\n" },
  };
  const GaImportOptions skip = { .skip_bad = TRUE };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (GaImport) import = import_text (profile, files[i].entity, files[i].text, &skip);

      import_apply (profile, import);
    }
}

static void
test_everything_comes_back (Profile *profile, gconstpointer data)
{
  static const struct
  {
    const char *entity;
    guint n;
  } entities[] = {
    { "kommune", 456 }, { "organisation", 2 }, { "person", 2 },
    { "venue", 1 },     { "community", 1 },    { "participant", 1 },
  };

  fill (profile);
  for (guint i = 0; i < G_N_ELEMENTS (entities); i++)
    {
      g_test_message ("%s", entities[i].entity);
      assert_comes_back (profile, entities[i].entity, entities[i].n, GA_EXPORT_CSV, FALSE);
      assert_comes_back (profile, entities[i].entity, entities[i].n, GA_EXPORT_CSV, TRUE);
      assert_comes_back (profile, entities[i].entity, entities[i].n, GA_EXPORT_JSON, FALSE);
    }
}

static void
test_words_are_in_the_language (Profile *profile, gconstpointer data)
{
  const GaExportOptions words = { .format = GA_EXPORT_CSV, .in_words = TRUE };
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;

  fill (profile);
  path = export_all (profile, "community", &words);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, ";Kommune;"));
  g_assert_nonnull (strstr (text, ";organisation_id"));
  g_assert_nonnull (strstr (text, ";Skive;"));
  g_assert_nonnull (strstr (text, ";Hold=Fast;"));
  g_assert_nonnull (strstr (text, ";12.50;"));
  g_assert_null (strstr (text, ";true;"));
  g_assert_nonnull (strstr (text, ";No;"));
}

static void
speak (const char *language)
{
  g_setenv ("LANGUAGE", language, TRUE);
  ga_language_init ();
}

static void
test_words_in_danish_come_back (Profile *profile, gconstpointer data)
{
  const GaExportOptions words = { .format = GA_EXPORT_CSV, .in_words = TRUE };
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;

  fill (profile);
  speak ("da");
  path = export_all (profile, "community", &words);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, ";Navn;"));
  g_assert_nonnull (strstr (text, ";12,50;"));
  g_assert_nonnull (strstr (text, ";Nej;"));
  assert_comes_back (profile, "community", 1, GA_EXPORT_CSV, TRUE);
  speak ("en");
}

static void
test_a_folder_that_fails_leaves_nothing (Profile *profile, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GaExportOptions options = { .format = GA_EXPORT_CSV, .cancellable = cancellable };
  g_autofree char *folder = g_build_filename (profile->folder, "all", NULL);
  g_autoptr (GError) error = NULL;

  fill (profile);
  g_cancellable_cancel (cancellable);
  g_assert_false (ga_folder_export (profile->store, folder, &options, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
  g_clear_error (&error);
  options.cancellable = NULL;
  g_assert_true (ga_folder_export (profile->store, folder, &options, &error));
  g_assert_no_error (error);
}

static void
test_formulas_are_made_harmless (Profile *profile, gconstpointer data)
{
  const GaExportOptions csv = { .format = GA_EXPORT_CSV };
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;

  fill (profile);
  path = export_all (profile, "organisation", &csv);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, ";'=cmd;"));
  g_assert_null (strstr (text, ";=cmd"));
  g_assert_nonnull (strstr (text, ";0751|0169;"));
}

static void
test_personal_fields_can_be_left_out (Profile *profile, gconstpointer data)
{
  fill (profile);
  for (guint format = GA_EXPORT_CSV; format <= GA_EXPORT_JSON; format++)
    {
      const GaExportOptions options = { .format = (GaExportFormat) format,
                                        .without_personal = TRUE };
      g_autofree char *path = export_all (profile, "person", &options);
      g_autofree char *text = NULL;

      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      g_assert_null (strstr (text, "Asta"));
      g_assert_null (strstr (text, "email"));
      g_assert_nonnull (strstr (text, "kommune"));
    }
}

static void
test_the_host_of_a_walk_is_personal (Profile *profile, gconstpointer data)
{
  g_autoptr (GaRecord) host = profile_record (profile, "person");
  g_autoptr (GaRecord) community = profile_record (profile, "community");
  g_autoptr (GaRecord) meeting = profile_record (profile, "meeting");
  g_autofree char *id = ga_id_to_string (ga_record_get_id (host));

  ga_record_set_text (host, "name", "Asta");
  ga_record_set_text (community, "name", "Åstien");
  ga_record_set_reference (meeting, "community", ga_record_get_id (community));
  ga_record_set_reference (meeting, "host", ga_record_get_id (host));
  ga_record_set_text (meeting, "start", "2026-01-06T10:00");
  profile_put (profile, host);
  profile_put (profile, community);
  profile_put (profile, meeting);
  for (guint format = GA_EXPORT_CSV; format <= GA_EXPORT_JSON; format++)
    {
      const GaExportOptions options = { .format = (GaExportFormat) format,
                                        .without_personal = TRUE };
      g_autofree char *path = export_all (profile, "meeting", &options);
      g_autofree char *text = NULL;

      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      g_assert_null (strstr (text, id));
      g_assert_null (strstr (text, "Asta"));
      g_assert_nonnull (strstr (text, "2026-01-06T10:00"));
    }
}

static void
test_failed_export_leaves_the_older_file (Profile *profile, gconstpointer data)
{
  fill (profile);
  for (guint format = GA_EXPORT_CSV; format <= GA_EXPORT_JSON; format++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      const GaExportOptions options = { .format = (GaExportFormat) format,
                                        .cancellable = cancellable };
      g_autofree char *path = g_build_filename (profile->folder, "export", NULL);
      g_autofree char *text = NULL;
      g_autoptr (GaQuery) query = ga_query_new (ga_schema_get (profile->schema, "person"));
      g_autoptr (GError) error = NULL;

      g_assert_true (g_file_set_contents (path, "older", -1, NULL));
      g_cancellable_cancel (cancellable);
      g_assert_false (
          ga_export_to_path (ga_store_get_reader (profile->store), query, path, &options, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      g_assert_cmpstr (text, ==, "older");
    }
}

/* A second name of the older file keeps what it holds: nothing is written into that file. */
static void
test_an_older_file_is_replaced_and_never_written_into (Profile *profile, gconstpointer data)
{
  fill (profile);
  for (guint format = GA_EXPORT_CSV; format <= GA_EXPORT_JSON; format++)
    {
      const GaExportOptions options = { .format = (GaExportFormat) format };
      g_autofree char *path = g_build_filename (profile->folder, "export", NULL);
      g_autofree char *second = g_build_filename (profile->folder, "second", NULL);
      g_autofree char *exported = NULL;
      g_autofree char *text = NULL;

      g_unlink (second);
      g_assert_true (g_file_set_contents (path, "older", -1, NULL));
      g_assert_cmpint (link (path, second), ==, 0);
      exported = export_all (profile, "person", &options);
      g_assert_cmpstr (exported, !=, "older");
      g_assert_true (g_file_get_contents (second, &text, NULL, NULL));
      g_assert_cmpstr (text, ==, "older");
    }
}

static void
test_an_entity_more_does_everything (Profile *profile, gconstpointer data)
{
  g_autoptr (GaImport) import = import_text (
      profile, "boat", "Båd;Hjemsted;Søsat\nMågen;Esbjerg;1/5-2019\nHejren;0615;\n", NULL);
  g_autoptr (GPtrArray) hits = NULL;
  g_autoptr (GaRecord) record = NULL;
  g_autoptr (GaRecord) after = NULL;

  assert_counts (import, 2, 2, 0, 0, 0);
  import_apply (profile, import);
  hits = ga_reader_search (ga_store_get_reader (profile->store), "maag", NULL, 10, NULL);
  g_assert_cmpuint (hits->len, ==, 1);
  record = import_find (profile, "boat", "Mågen");
  g_assert_cmpstr (ga_record_get_text (record, "launched"), ==, "2019-05-01");
  g_assert_cmpint (ga_record_get_integer (record, "seats"), ==, 4);
  ga_record_set_integer (record, "seats", 6);
  profile_put (profile, record);
  profile_undo (profile);
  after = profile_find (profile, record);
  g_assert_cmpint (ga_record_get_integer (after, "seats"), ==, 4);
  assert_comes_back (profile, "boat", 2, GA_EXPORT_CSV, FALSE);
  assert_comes_back (profile, "boat", 2, GA_EXPORT_JSON, FALSE);
}

/* What was exported and then deleted comes back with the ids it had. */
static void
test_export_fills_another_profile (Profile *profile, gconstpointer data)
{
  const GaExportOptions csv = { .format = GA_EXPORT_CSV };
  g_autofree char *path = NULL;
  g_autoptr (GaImport) import = NULL;
  g_autoptr (GaRecord) before = NULL;
  g_autoptr (GaRecord) after = NULL;
  g_autoptr (GPtrArray) records = g_ptr_array_new ();

  fill (profile);
  before = import_find (profile, "community", "Åens gåfællesskab");
  path = export_all (profile, "community", &csv);
  profile_undo (profile);
  profile_undo (profile);
  g_assert_cmpint (import_count (profile, "community"), ==, 0);
  import = import_read (profile, "community", path, NULL);
  assert_counts (import, 1, 1, 0, 0, 0);
  import_apply (profile, import);
  after = profile_find (profile, before);
  g_assert_nonnull (after);
  g_assert_true (ga_record_equal (before, after));
}

#define ADD(name, set_up) \
  g_test_add ("/exporter/" #name, Profile, NULL, set_up, test_##name, profile_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD (everything_comes_back, import_set_up);
  ADD (words_are_in_the_language, import_set_up);
  ADD (words_in_danish_come_back, import_set_up);
  ADD (a_folder_that_fails_leaves_nothing, import_set_up);
  ADD (formulas_are_made_harmless, import_set_up);
  ADD (personal_fields_can_be_left_out, import_set_up);
  ADD (the_host_of_a_walk_is_personal, import_set_up);
  ADD (failed_export_leaves_the_older_file, import_set_up);
  ADD (an_older_file_is_replaced_and_never_written_into, import_set_up);
  ADD (export_fills_another_profile, import_set_up);
  ADD (an_entity_more_does_everything, boat_set_up);
  return g_test_run ();
}
