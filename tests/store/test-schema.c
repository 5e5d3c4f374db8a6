/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <sqlite3.h>
#include <string.h>

#include "model/entities/ga-entities.h"
#include "store/ga-backup.h"
#include "store/store-fixture.h"

/* A new file and an upgraded one have the same schema, whatever file it was upgraded from. */

/* The schema as sorted lines: a column each, and indexes and triggers by their text. */
static char *
read_schema (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "gangart.db", NULL);
  g_autoptr (GString) schema = g_string_new (NULL);
  sqlite3 *db = NULL;
  sqlite3_stmt *statement = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (
      sqlite3_prepare_v2 (
          db,
          "SELECT m.name || '.' || c.name || ' ' || c.type || c.pk || c.[notnull] "
          "  FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table' "
          "UNION ALL SELECT name || ' ' || sql FROM sqlite_master WHERE type IN ('index', 'trigger') "
          "AND sql IS NOT NULL ORDER BY 1",
          -1, &statement, NULL),
      ==, SQLITE_OK);
  while (sqlite3_step (statement) == SQLITE_ROW)
    g_string_append_printf (schema, "%s\n", sqlite3_column_text (statement, 0));
  sqlite3_finalize (statement);
  sqlite3_close (db);
  return g_string_free (g_steal_pointer (&schema), FALSE);
}

static char *
read_new_schema (void)
{
  Profile fresh = { 0 };
  char *schema;

  profile_set_up (&fresh, NULL);
  schema = read_schema (fresh.folder);
  profile_tear_down (&fresh, NULL);
  return schema;
}

static void
close_profile (Profile *profile)
{
  ga_store_close (profile->store);
  g_clear_object (&profile->store);
}

static void
assert_sound (Profile *profile)
{
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func (g_free);

  g_assert_true (ga_store_check (profile->store, findings, NULL));
  g_assert_cmpuint (findings->len, ==, 0);
}

/* A file of before the last fields and entities: the community without what follows `status`. */
static void
test_an_older_file_becomes_the_same_and_keeps_its_rows (Profile *profile, gconstpointer data)
{
  static GaEntity old_community;
  static GaSort old_sorts[] = { { "name", "Name", "name" }, { NULL } };
  g_autoptr (GaSchema) current = g_steal_pointer (&profile->schema);
  g_autofree char *expected = read_new_schema ();
  g_autofree char *upgraded = NULL;
  g_autoptr (GaRecord) old = NULL;
  g_autoptr (GaRecord) found = NULL;

  close_profile (profile);
  remove_folder (profile->folder);
  old_community = ga_entity_community;
  old_community.n_fields = 6;
  old_community.sorts = old_sorts;
  old_community.check = NULL;
  profile->schema = ga_schema_new_empty ();
  ga_schema_add (profile->schema, &ga_entity_kommune);
  ga_schema_add (profile->schema, &ga_entity_organisation);
  ga_schema_add (profile->schema, &old_community);
  profile_open (profile);
  old = ga_record_new (&old_community);
  ga_record_set_text (old, "name", "Old");
  profile_put (profile, old);
  close_profile (profile);

  g_set_object (&profile->schema, current);
  profile_open (profile);
  found = ga_reader_find (ga_store_get_reader (profile->store), &ga_entity_community,
                          ga_record_get_id (old), NULL);
  g_assert_nonnull (found);
  g_assert_cmpstr (ga_record_get_text (found, "name"), ==, "Old");
  assert_sound (profile);
  close_profile (profile);
  upgraded = read_schema (profile->folder);
  g_assert_cmpstr (upgraded, ==, expected);
  profile_open (profile);
}

static void
test_file_of_a_release (Profile *profile, gconstpointer data)
{
  g_autofree char *path = g_build_filename (profile->folder, "gangart.db", NULL);
  g_autofree char *expected = read_new_schema ();
  g_autofree char *upgraded = NULL;
  g_autofree char *contents = NULL;
  gsize length;

  close_profile (profile);
  g_assert_true (g_file_get_contents (data, &contents, &length, NULL));
  g_assert_true (g_file_set_contents (path, contents, (gssize) length, NULL));
  profile_open (profile);
  assert_sound (profile);
  close_profile (profile);
  upgraded = read_schema (profile->folder);
  g_assert_cmpstr (upgraded, ==, expected);
  profile_open (profile);
}

/* Every file that a release left in tests/databases. @paths: gets theirs, which the tests need. */
static void
add_releases (GPtrArray *paths)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "..", "databases", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *test = g_strdup_printf ("/schema/file of release %s", name);
      char *path;

      if (!g_str_has_suffix (name, ".db"))
        continue;
      path = g_build_filename (folder, name, NULL);
      g_ptr_array_add (paths, path);
      g_test_add (test, Profile, path, profile_set_up, test_file_of_a_release, profile_tear_down);
    }
}

static gint64
space_of (Profile *profile, const GaRecord *record)
{
  g_autofree char *path = g_build_filename (profile->folder, "gangart.db", NULL);
  g_autofree char *sql =
      g_strdup_printf ("SELECT _space FROM %s WHERE id = ?", ga_record_get_entity (record)->name);
  sqlite3 *db = NULL;
  sqlite3_stmt *statement = NULL;
  gint64 space;

  sqlite3_open (path, &db);
  sqlite3_prepare_v2 (db, sql, -1, &statement, NULL);
  sqlite3_bind_blob (statement, 1, ga_record_get_id (record)->bytes, 16, SQLITE_STATIC);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  space = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  sqlite3_close (db);
  return space;
}

static GaRecord *
add (Profile *profile, const char *entity, const char *reference, const GaRecord *target)
{
  GaRecord *record = profile_record (profile, entity);

  if (reference != NULL)
    ga_record_set_reference (record, reference, ga_record_get_id (target));
  if (ga_entity_get_field (ga_record_get_entity (record), "name") != NULL)
    ga_record_set_text (record, "name", entity);
  if (g_str_equal (entity, "kommune"))
    ga_record_set_text (record, "code", target == NULL ? "0101" : "0102");
  if (g_str_equal (entity, "meeting"))
    ga_record_set_text (record, "start", "2026-01-06T10:00");
  profile_put (profile, record);
  return record;
}

#define NATIONAL 1
#define OWN      2

static void
test_walks_move_with_their_community_and_names_stay_with_it (Profile *profile, gconstpointer data)
{
  g_autoptr (GaRecord) kommune = add (profile, "kommune", NULL, NULL);
  g_autoptr (GaRecord) other = add (profile, "kommune", NULL, kommune);
  g_autoptr (GaRecord) community = add (profile, "community", NULL, NULL);
  g_autoptr (GaRecord) meeting = add (profile, "meeting", "community", community);
  g_autoptr (GaRecord) participant = add (profile, "participant", "community", community);
  gint64 with_the_hosts;

  g_assert_cmpint (space_of (profile, kommune), ==, NATIONAL);
  /* Nobody's but ours while it is in no kommune. */
  g_assert_cmpint (space_of (profile, community), ==, OWN);
  g_assert_cmpint (space_of (profile, meeting), ==, OWN);
  g_assert_cmpint (space_of (profile, participant), ==, OWN);

  ga_record_set_reference (community, "kommune", ga_record_get_id (kommune));
  profile_put (profile, community);
  g_assert_cmpint (space_of (profile, community), >, OWN);
  g_assert_cmpint (space_of (profile, meeting), ==, space_of (profile, community));
  with_the_hosts = space_of (profile, participant);
  g_assert_cmpint (with_the_hosts, >, OWN);
  g_assert_cmpint (with_the_hosts, !=, space_of (profile, community));

  ga_record_set_reference (community, "kommune", ga_record_get_id (other));
  profile_put (profile, community);
  g_assert_cmpint (space_of (profile, participant), ==, with_the_hosts);

  profile_undo (profile);
  profile_undo (profile);
  g_assert_cmpint (space_of (profile, meeting), ==, OWN);
  g_assert_cmpint (space_of (profile, participant), ==, OWN);
}

int
main (int argc, char **argv)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);

  g_test_init (&argc, &argv, NULL);
  g_test_add ("/schema/an older file becomes the same and keeps its rows", Profile, NULL,
              profile_set_up, test_an_older_file_becomes_the_same_and_keeps_its_rows,
              profile_tear_down);
  g_test_add ("/schema/walks move with their community and names stay with it", Profile, NULL,
              profile_set_up, test_walks_move_with_their_community_and_names_stay_with_it,
              profile_tear_down);
  add_releases (paths);
  return g_test_run ();
}
