/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include "model/ga-attendance.h"
#include "store/ga-backup.h"
#include "store/store-fixture.h"

typedef struct
{
  GaId meeting;
  GaId participant;
  gint64 unnamed;
} Walk;

static GaRecord *
add_community (Profile *profile, const char *name)
{
  GaRecord *record = profile_record (profile, "community");

  ga_record_set_text (record, "name", name);
  profile_put (profile, record);
  return record;
}

static Walk
add_walk (Profile *profile, const GaRecord *community, const char *start)
{
  g_autoptr (GaRecord) meeting = profile_record (profile, "meeting");
  g_autoptr (GaRecord) participant = profile_record (profile, "participant");

  ga_record_set_reference (meeting, "community", ga_record_get_id (community));
  ga_record_set_text (meeting, "start", start);
  profile_put (profile, meeting);
  ga_record_set_reference (participant, "community", ga_record_get_id (community));
  ga_record_set_text (participant, "name", "Testa");
  profile_put (profile, participant);
  return (Walk){ *ga_record_get_id (meeting), *ga_record_get_id (participant), 0 };
}

static gboolean
tick_body (GaTransaction *transaction, gpointer user_data, GError **error)
{
  Walk *walk = user_data;

  return ga_attendance_mark (GA_WORK (transaction), &walk->meeting, &walk->participant,
                             GA_PRESENCE_PRESENT, TRUE, error) &&
         ga_attendance_set_unnamed (GA_WORK (transaction), &walk->meeting, walk->unnamed, FALSE,
                                    error);
}

static void
assert_sound (Profile *profile)
{
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  ga_store_check (profile->store, findings, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < findings->len; i++)
    g_test_message ("%s", (char *) g_ptr_array_index (findings, i));
  g_assert_cmpuint (findings->len, ==, 0);
}

static void
test_record_survives_a_restart (Profile *profile, gconstpointer data)
{
  g_autoptr (GaRecord) community = add_community (profile, "Åens gåfællesskab");
  g_autoptr (GaRecord) found = NULL;

  profile_reopen (profile);
  found = profile_find (profile, community);
  g_assert_nonnull (found);
  g_assert_true (ga_record_equal (community, found));
}

static void
test_undo_and_redo_survive_a_restart (Profile *profile, gconstpointer data)
{
  g_autoptr (GaRecord) community = add_community (profile, "Before");
  g_autoptr (GaRecord) found = NULL;
  g_autoptr (GaUndone) undone = NULL;
  g_autoptr (GError) error = NULL;

  ga_record_set_text (community, "name", "After");
  profile_put (profile, community);
  profile_reopen (profile);
  undone = ga_store_undo (profile->store, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (undone->kept, ==, 0);
  found = profile_find (profile, community);
  g_assert_cmpstr (ga_record_get_text (found, "name"), ==, "Before");

  profile_reopen (profile);
  g_clear_pointer (&undone, ga_undone_free);
  undone = ga_store_redo (profile->store, &error);
  g_assert_no_error (error);
  g_clear_object (&found);
  found = profile_find (profile, community);
  g_assert_cmpstr (ga_record_get_text (found, "name"), ==, "After");
}

static void
test_undo_is_multi_level (Profile *profile, gconstpointer data)
{
  g_autoptr (GaRecord) community = add_community (profile, "One");
  g_autoptr (GError) error = NULL;
  static const char *const names[] = { "Two", "Three" };
  static const char *const back[] = { "Two", "One" };

  for (guint i = 0; i < 2; i++)
    {
      ga_record_set_text (community, "name", names[i]);
      profile_put (profile, community);
    }
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GaUndone) undone = ga_store_undo (profile->store, 0, &error);
      g_autoptr (GaRecord) found = profile_find (profile, community);

      g_assert_no_error (error);
      g_assert_cmpstr (ga_record_get_text (found, "name"), ==, back[i]);
    }
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GaUndone) undone = ga_store_redo (profile->store, &error);
      g_autoptr (GaRecord) found = profile_find (profile, community);

      g_assert_no_error (error);
      g_assert_cmpstr (ga_record_get_text (found, "name"), ==, names[i]);
    }
  g_assert_null (ga_store_redo (profile->store, &error));
  g_assert_error (error, GA_STORE_ERROR, GA_STORE_ERROR_NOTHING);
}

static void
test_undo_keeps_what_somebody_changed_since (Profile *profile, gconstpointer data)
{
  g_autoptr (GaRecord) community = add_community (profile, "One");
  g_autoptr (GaRecord) found = NULL;
  g_autoptr (GaUndone) undone = NULL;
  g_autoptr (GError) error = NULL;
  gint64 act;

  ga_record_set_text (community, "name", "Two");
  ga_record_set_text (community, "level", "easy");
  act = profile_put (profile, community);
  ga_record_set_text (community, "name", "Three");
  profile_put (profile, community);
  undone = ga_store_undo (profile->store, act, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (undone->kept, ==, 1);
  found = profile_find (profile, community);
  g_assert_cmpstr (ga_record_get_text (found, "name"), ==, "Three");
  g_assert_false (ga_record_has (found, "level"));
}

static void
test_undo_keeps_a_record_that_somebody_has_filled_in (Profile *profile, gconstpointer data)
{
  g_autoptr (GaRecord) person = profile_record (profile, "person");
  g_autoptr (GaRecord) found = NULL;
  g_autoptr (GaUndone) undone = NULL;
  g_autoptr (GError) error = NULL;
  gint64 act;

  ga_record_set_text (person, "name", "Signe Eksempel");
  act = profile_put (profile, person);
  ga_record_set_text (person, "note", "Knows the way");
  profile_put (profile, person);
  undone = ga_store_undo (profile->store, act, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (undone->kept, ==, 1);
  found = profile_find (profile, person);
  g_assert_nonnull (found);
}

static void
test_redo_ends_where_something_new_was_done (Profile *profile, gconstpointer data)
{
  g_autoptr (GaRecord) community = add_community (profile, "One");
  g_autoptr (GaRecord) found = NULL;
  g_autoptr (GaUndone) redone = NULL;
  g_autoptr (GError) error = NULL;

  ga_record_set_text (community, "name", "Left behind");
  profile_put (profile, community);
  profile_undo (profile);
  ga_record_set_text (community, "name", "New");
  profile_put (profile, community);
  profile_undo (profile);
  redone = ga_store_redo (profile->store, &error);
  g_assert_no_error (error);
  g_assert_nonnull (redone);
  found = profile_find (profile, community);
  g_assert_cmpstr (ga_record_get_text (found, "name"), ==, "New");
  g_assert_null (ga_store_redo (profile->store, &error));
  g_assert_error (error, GA_STORE_ERROR, GA_STORE_ERROR_NOTHING);
}

/* Another program's clock may have been ahead. */
static void
test_the_clock_never_falls_behind_the_file (Profile *profile, gconstpointer data)
{
  g_autofree char *path = g_build_filename (profile->folder, "gangart.db", NULL);
  sqlite3 *db = NULL;
  sqlite3_stmt *statement = NULL;

  g_object_unref (add_community (profile, "One"));
  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (
      sqlite3_exec (db, "UPDATE change SET clock = 9000000000000000000", NULL, NULL, NULL), ==,
      SQLITE_OK);
  g_object_unref (add_community (profile, "Two"));
  g_assert_cmpint (sqlite3_prepare_v2 (db, "SELECT clock FROM change ORDER BY number DESC LIMIT 1",
                                       -1, &statement, NULL),
                   ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  g_assert_cmpint (sqlite3_column_int64 (statement, 0), >, G_GINT64_CONSTANT (9000000000000000000));
  sqlite3_finalize (statement);
  sqlite3_close (db);
}

static void
test_attendance_makes_the_walk_held_and_counts (Profile *profile, gconstpointer data)
{
  g_autoptr (GaRecord) community = add_community (profile, "One");
  Walk walk = add_walk (profile, community, "2026-01-06T10:00");
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) months = NULL;
  guint named, first_time;

  walk.unnamed = 7;
  g_assert_cmpint (ga_store_transact (profile->store, "Tick", tick_body, &walk, &error), >, 0);
  g_assert_no_error (error);
  ga_reader_meeting_presence (ga_store_get_reader (profile->store), &walk.meeting, &named,
                              &first_time, &error);
  g_assert_cmpuint (named, ==, 1);
  g_assert_cmpuint (first_time, ==, 1);
  months = ga_reader_month_totals (ga_store_get_reader (profile->store),
                                   ga_record_get_id (community), "2025-01", &error);
  g_assert_cmpuint (months->len, ==, 1);
  g_assert_cmpuint (g_array_index (months, GaMonthTotal, 0).held, ==, 1);
  g_assert_cmpuint (g_array_index (months, GaMonthTotal, 0).unnamed, ==, 7);
  g_assert_cmpuint (g_array_index (months, GaMonthTotal, 0).named, ==, 1);
  assert_sound (profile);
}

static void
test_deleting_a_community_takes_its_walks_and_one_undo_brings_all_back (Profile *profile,
                                                                        gconstpointer data)
{
  g_autoptr (GaRecord) community = add_community (profile, "One");
  Walk walk = add_walk (profile, community, "2026-01-06T10:00");
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  g_autoptr (GaRecord) back = NULL;
  g_autoptr (GaUndone) undone = NULL;
  g_autoptr (GError) error = NULL;
  gint64 changes;

  ga_store_transact (profile->store, "Tick", tick_body, &walk, &error);
  g_assert_no_error (error);
  changes = ga_reader_last_change (ga_store_get_reader (profile->store));
  g_ptr_array_add (records, community);
  ga_store_delete_async (profile->store, "Delete", records, NULL, NULL, NULL);
  /* The writer works in order, so this waits for the deletion too. */
  undone = ga_store_undo (profile->store, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (undone->kept, ==, 0);
  /* Out: attendance, meeting, participant and community; and all of them back. */
  g_assert_cmpint (ga_reader_last_change (ga_store_get_reader (profile->store)), ==, changes + 8);
  back = profile_find (profile, community);
  g_assert_nonnull (back);
  assert_sound (profile);
}

static void
test_changing_a_proposed_kommune_settles_it (Profile *profile, gconstpointer data)
{
  g_autoptr (GaRecord) kommune = profile_record (profile, "kommune");
  g_autoptr (GaRecord) community = add_community (profile, "One");
  g_autoptr (GaRecord) found = NULL;

  ga_record_set_text (kommune, "code", "0615");
  ga_record_set_text (kommune, "name", "Horsens");
  profile_put (profile, kommune);
  ga_record_set_integer (community, "kommune_proposed", TRUE);
  profile_put (profile, community);
  ga_record_set_reference (community, "kommune", ga_record_get_id (kommune));
  profile_put (profile, community);
  found = profile_find (profile, community);
  g_assert_false (ga_record_get_flag (found, "kommune_proposed"));
}

static void
test_search_finds_every_spelling (Profile *profile, gconstpointer data)
{
  static const char *const spellings[] = {
    "o", "oster", "oester", "øster", "ØSTERBRO", "ga oster"
  };
  g_autoptr (GaRecord) community = add_community (profile, "Østerbro gåfællesskab");

  for (guint i = 0; i < G_N_ELEMENTS (spellings); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) hits =
          ga_reader_search (ga_store_get_reader (profile->store), spellings[i], NULL, 10, &error);

      g_assert_no_error (error);
      g_test_message ("%s", spellings[i]);
      g_assert_cmpuint (hits->len, ==, 1);
    }
}

static void
test_search_tells_communities_first (Profile *profile, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) hits = NULL;
  g_autoptr (GaRecord) kommune = ga_record_new (ga_schema_get (profile->schema, "kommune"));

  ga_record_set_text (kommune, "country", "DK");
  ga_record_set_text (kommune, "code", "9999");
  ga_record_set_text (kommune, "name", "Skovlund");
  profile_put (profile, kommune);
  g_object_unref (add_community (profile, "Skovløberne"));
  hits = ga_reader_search (ga_store_get_reader (profile->store), "skov", NULL, 10, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (hits->len, ==, 2);
  g_assert_cmpstr (((GaHit *) hits->pdata[0])->entity->name, ==, "community");
}

static void
test_search_tells_what_was_typed_first (Profile *profile, gconstpointer data)
{
  static const char *const names[] = { "Hørsholm", "Horsens" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_object_unref (add_community (profile, names[i]));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *typed = g_utf8_substring (names[i], 0, 4);
      g_autoptr (GPtrArray) hits =
          ga_reader_search (ga_store_get_reader (profile->store), typed, NULL, 10, NULL);

      g_assert_cmpuint (hits->len, ==, 2);
      g_assert_cmpstr (ga_record_get_text (((GaHit *) hits->pdata[0])->record, "name"), ==,
                       names[i]);
    }
}

static void
hear_cb (GaStore *store, const GError *error, gpointer user_data)
{
  g_assert_error (error, GA_STORE_ERROR, GA_STORE_ERROR_FAILED);
  (*(guint *) user_data)++;
}

/* A page that asks for no error must not show a broken file as an empty one. */
static void
test_a_failed_read_is_heard_of (Profile *profile, gconstpointer data)
{
  g_autoptr (GaQuery) query = ga_query_new (ga_schema_get (profile->schema, "route"));
  GaReader *reader = ga_store_get_reader (profile->store);
  g_autofree char *path = g_build_filename (profile->folder, "gangart.db", NULL);
  g_autoptr (GError) error = NULL;
  sqlite3 *other = NULL;
  guint heard = 0;

  g_signal_connect (profile->store, "read-failed", G_CALLBACK (hear_cb), &heard);
  g_assert_cmpint (sqlite3_open (path, &other), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (other, "DROP TABLE route", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (other);
  g_assert_null (ga_reader_list (reader, query, &error));
  g_assert_cmpuint (heard, ==, 0);
  g_assert_null (ga_reader_list (reader, query, NULL));
  g_assert_cmpuint (heard, ==, 1);
  g_signal_handlers_disconnect_by_data (profile->store, &heard);
}

static void
test_names_stand_in_danish_order (Profile *profile, gconstpointer data)
{
  static const char *const given[] = { "Årslev", "Zebra", "Aabenraa", "Ærø", "Ølby", "Anna" };
  static const char *const order[] = { "Anna", "Zebra", "Ærø", "Ølby", "Aabenraa", "Årslev" };
  g_autoptr (GaQuery) query = ga_query_new (ga_schema_get (profile->schema, "community"));
  g_autoptr (GPtrArray) list = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (given); i++)
    g_object_unref (add_community (profile, given[i]));
  list = ga_reader_list (ga_store_get_reader (profile->store), query, NULL);
  g_assert_cmpuint (list->len, ==, G_N_ELEMENTS (order));
  for (guint i = 0; i < list->len; i++)
    g_assert_cmpstr (ga_record_get_text (g_ptr_array_index (list, i), "name"), ==, order[i]);
}

static void
test_a_failed_act_changes_nothing (Profile *profile, gconstpointer data)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GaRecord) good = profile_record (profile, "community");
  g_autoptr (GError) error = NULL;

  ga_record_set_text (good, "name", "Good");
  g_ptr_array_add (records, g_object_ref (good));
  g_ptr_array_add (records, profile_record (profile, "community"));
  g_assert_cmpint (ga_store_put (profile->store, "Test", records, &error), ==, 0);
  g_assert_error (error, GA_MODEL_ERROR, GA_MODEL_ERROR_REQUIRED);
  g_assert_null (profile_find (profile, good));
  g_assert_cmpint (ga_reader_last_change (ga_store_get_reader (profile->store)), ==, 0);
}

static void
test_restore_brings_back_the_old_state (Profile *profile, gconstpointer data)
{
  g_autoptr (GaRecord) community = add_community (profile, "Kept");
  g_autoptr (GaRecord) later = NULL;
  g_autofree char *path = g_build_filename (profile->folder, "copy.db", NULL);
  g_autoptr (GPtrArray) backups = NULL;
  g_autoptr (GaRecord) found = NULL;
  g_autoptr (GaRecord) lost = NULL;
  g_autoptr (GError) error = NULL;
  GaSalvaged salvaged;

  g_assert_true (ga_store_backup (profile->store, path, &error));
  later = add_community (profile, "Later");
  ga_store_restore (profile->store, path, &salvaged, &error);
  g_assert_no_error (error);
  found = profile_find (profile, community);
  lost = profile_find (profile, later);
  g_assert_nonnull (found);
  g_assert_null (lost);
  backups = ga_backup_list (profile->folder);
  g_assert_cmpuint (backups->len, ==, 1);
  assert_sound (profile);
  profile_reopen (profile);
  g_clear_object (&found);
  found = profile_find (profile, community);
  g_assert_nonnull (found);
}

static void
test_a_newer_file_is_left_alone (Profile *profile, gconstpointer data)
{
  g_autofree char *path = g_build_filename (profile->folder, "gangart.db", NULL);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  gsize length, same_length;

  ga_store_close (profile->store);
  g_clear_object (&profile->store);
  g_assert_true (g_file_get_contents (path, &before, &length, NULL));
  before[63] = 99;
  g_assert_true (g_file_set_contents (path, before, (gssize) length, NULL));
  g_assert_null (ga_store_open (profile->folder, profile->schema, &error));
  g_assert_error (error, GA_STORE_ERROR, GA_STORE_ERROR_NEWER);
  g_assert_true (g_file_get_contents (path, &after, &same_length, NULL));
  g_assert_cmpuint (length, ==, same_length);
  g_assert_true (memcmp (before, after, length) == 0);
}

/* Who lets go of the store last, and on which thread that is. */
typedef struct
{
  Profile *profile;
  GThread *main;
  gint dropped; /* the test's own reference; atomic */
  GThread *ended_on;
} LastReference;

static void
ended_cb (gpointer user_data, GObject *store)
{
  ((LastReference *) user_data)->ended_on = g_thread_self ();
}

static void
drop_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  LastReference *last = user_data;

  g_clear_object (&last->profile->store);
  g_atomic_int_set (&last->dropped, 1);
}

static gboolean
do_nothing (GaTransaction *transaction, gpointer user_data, GError **error)
{
  return TRUE;
}

/* On another thread, not before everybody else has let go. */
static void
wait_for_the_drop (gpointer user_data)
{
  LastReference *last = user_data;

  while (g_thread_self () != last->main && !g_atomic_int_get (&last->dropped))
    g_thread_yield ();
}

static gpointer
read_nothing (GaReader *reader, gpointer user_data, GError **error)
{
  return NULL;
}

static void
await_end (LastReference *last)
{
  while (last->ended_on == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (last->ended_on == last->main);
}

static void
test_the_last_reference_goes_at_home (Profile *profile, gconstpointer data)
{
  for (guint i = 0; i < 20; i++)
    {
      LastReference last = { .profile = profile, .main = g_thread_self () };

      if (profile->store == NULL)
        profile_open (profile);
      g_object_weak_ref (G_OBJECT (profile->store), ended_cb, &last);
      if (i % 2 == 0)
        ga_store_transact_async (profile->store, "Test", do_nothing, &last, wait_for_the_drop, NULL,
                                 drop_cb, &last);
      else
        ga_store_read_async (profile->store, read_nothing, &last, wait_for_the_drop, NULL, NULL,
                             drop_cb, &last);
      await_end (&last);
    }
}

static void
test_an_emptied_file_is_damaged_and_left_alone (Profile *profile, gconstpointer data)
{
  g_autofree char *path = g_build_filename (profile->folder, "gangart.db", NULL);
  g_autofree char *stamp = g_build_filename (profile->folder, "gangart.stamp", NULL);
  struct stat info;

  ga_store_close (profile->store);
  g_clear_object (&profile->store);
  g_assert_cmpint (truncate (path, 0), ==, 0);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (ga_store_open (profile->folder, profile->schema, &error));
      g_assert_error (error, GA_STORE_ERROR, GA_STORE_ERROR_CORRUPT);
      g_assert_cmpint (stat (path, &info), ==, 0);
      g_assert_cmpint (info.st_size, ==, 0);
      /* The second time nothing but the file tells that there was a profile. */
      g_unlink (stamp);
    }
}

static void
where_cb (GaStore *store, GaChanges *changes, GThread **told_on)
{
  *told_on = g_thread_self ();
}

/* Between two turns of the loop nobody owns its context, and the writer must not take it. */
static void
test_changes_are_told_on_the_thread_of_the_store (Profile *profile, gconstpointer data)
{
  g_autoptr (GaRecord) person = profile_record (profile, "person");
  GThread *told_on = NULL;

  g_signal_connect (profile->store, "changed", G_CALLBACK (where_cb), &told_on);
  ga_record_set_text (person, "name", "Anna");
  profile_put (profile, person);
  g_assert_null (told_on);
  while (told_on == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (told_on == g_thread_self ());
}

static GaRecord *
kommune_called (Profile *profile, const char *name)
{
  GaRecord *record = profile_record (profile, "kommune");

  ga_record_set_text (record, "name", name);
  ga_record_set_text (record, "country", "DK");
  profile_put (profile, record);
  return record;
}

static void
set_list (GaRecord *record, const GaId *first, const GaId *second)
{
  g_autofree char *one = ga_id_to_string (first);
  g_autofree char *two = ga_id_to_string (second);
  g_autofree char *both = g_strconcat (one, " ", two, NULL);

  ga_record_set_text (record, "kommuner", both);
}

static gboolean
fill_one (GaTransaction *transaction, gpointer record, GError **error)
{
  return ga_transaction_fill (transaction, record, error);
}

static void
test_a_list_may_keep_what_is_not_here (Profile *profile, gconstpointer data)
{
  g_autoptr (GaRecord) kommune = kommune_called (profile, "Gangstrup");
  g_autoptr (GaRecord) club = profile_record (profile, "organisation");
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *missing = NULL;
  GaId elsewhere = ga_id_new (), nowhere = ga_id_new ();

  missing = ga_id_to_string (&elsewhere);
  ga_record_set_text (club, "name", "Åklubben");
  ga_record_set_text (club, "kind", "club");
  ga_record_set_text (club, "kommuner", missing);
  ga_store_transact (profile->store, "Test", fill_one, club, &error);
  g_assert_no_error (error);
  set_list (club, &elsewhere, ga_record_get_id (kommune));
  profile_put (profile, club);
  set_list (club, &elsewhere, &nowhere);
  g_ptr_array_add (records, club);
  g_assert_cmpint (ga_store_put (profile->store, "Test", records, &error), ==, 0);
  g_assert_error (error, GA_MODEL_ERROR, GA_MODEL_ERROR_REFERENCE);
}

static gboolean
delete_given (GaTransaction *transaction, gpointer record, GError **error)
{
  return ga_transaction_delete (transaction, ga_record_get_entity (record),
                                ga_record_get_id (record), error);
}

static void
test_lists_lose_what_is_deleted (Profile *profile, gconstpointer data)
{
  g_autoptr (GaRecord) first = kommune_called (profile, "Gangstrup");
  g_autoptr (GaRecord) second = kommune_called (profile, "Løbestrup");
  g_autoptr (GaRecord) club = profile_record (profile, "organisation");
  g_autoptr (GaRecord) left = NULL;
  g_autoptr (GaRecord) back = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = ga_id_to_string (ga_record_get_id (second));

  ga_record_set_text (club, "name", "Åklubben");
  ga_record_set_text (club, "kind", "club");
  set_list (club, ga_record_get_id (first), ga_record_get_id (second));
  profile_put (profile, club);
  ga_store_transact (profile->store, "Test", delete_given, first, &error);
  g_assert_no_error (error);
  left = profile_find (profile, club);
  g_assert_cmpstr (ga_record_get_text (left, "kommuner"), ==, id);
  profile_undo (profile);
  back = profile_find (profile, club);
  g_assert_true (ga_record_equal (back, club));
}

#define ADD(name) \
  g_test_add ("/store/" #name, Profile, NULL, profile_set_up, test_##name, profile_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD (record_survives_a_restart);
  ADD (undo_and_redo_survive_a_restart);
  ADD (undo_is_multi_level);
  ADD (undo_keeps_what_somebody_changed_since);
  ADD (undo_keeps_a_record_that_somebody_has_filled_in);
  ADD (redo_ends_where_something_new_was_done);
  ADD (the_clock_never_falls_behind_the_file);
  ADD (attendance_makes_the_walk_held_and_counts);
  ADD (deleting_a_community_takes_its_walks_and_one_undo_brings_all_back);
  ADD (a_list_may_keep_what_is_not_here);
  ADD (lists_lose_what_is_deleted);
  ADD (the_last_reference_goes_at_home);
  ADD (changes_are_told_on_the_thread_of_the_store);
  ADD (changing_a_proposed_kommune_settles_it);
  ADD (search_finds_every_spelling);
  ADD (a_failed_read_is_heard_of);
  ADD (search_tells_communities_first);
  ADD (search_tells_what_was_typed_first);
  ADD (names_stand_in_danish_order);
  ADD (a_failed_act_changes_nothing);
  ADD (restore_brings_back_the_old_state);
  ADD (a_newer_file_is_left_alone);
  ADD (an_emptied_file_is_damaged_and_left_alone);
  return g_test_run ();
}
