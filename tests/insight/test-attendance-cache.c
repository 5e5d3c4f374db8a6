/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "insight-fixture.h"

/* The cache follows what is written, and always ends with what a fresh one would hold. */

static void
changed_cb (GaAttendanceCache *cache, gpointer user_data)
{
  (*(guint *) user_data)++;
}

static char *
describe (GaAttendanceCache *cache)
{
  GaAttendanceRequest request = { .by = GA_ATTENDANCE_BY_COMMUNITY, .mask = TRUE };
  g_autoptr (GaAttendanceReport) report = ga_attendance_report_new (cache, &request);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < ga_attendance_report_get_n_rows (report); i++)
    {
      const GaAttendanceRow *row = ga_attendance_report_get_row (report, i);
      g_autofree char *figures = show_row (row);

      g_string_append_printf (text, "%s %s\n", row->label, figures);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
describe_afresh (Insight *insight)
{
  g_autoptr (GaAttendanceCache) fresh = ga_attendance_cache_new (insight->profile.store);
  g_autoptr (GError) error = NULL;

  ga_attendance_cache_load (fresh, ga_store_get_reader (insight->profile.store), &error);
  g_assert_no_error (error);
  return describe (fresh);
}

/* Until the cache holds what the file does. A cache that does not follow hangs here, and times
 * out. */
static void
wait_for_the_file (Insight *insight)
{
  g_autofree char *expected = describe_afresh (insight);

  while (TRUE)
    {
      g_autofree char *now = describe (insight->cache);

      if (g_str_equal (now, expected))
        return;
      g_main_context_iteration (NULL, TRUE);
    }
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (ga_attendance_cache_load_finish (GA_ATTENDANCE_CACHE (source), result, &error));
  g_assert_no_error (error);
  (*(guint *) user_data)++;
}

static void
test_everybody_who_asks_waits_for_one_load (Insight *insight, gconstpointer data)
{
  g_autoptr (GaRecord) one = add_community (insight, "One", NULL, NULL, FALSE);
  guint loaded = 0;

  add_walk (insight, one, "2026-01-06", 3, 1, 4);
  g_assert_false (ga_attendance_cache_is_loaded (insight->cache));
  for (guint i = 0; i < 3; i++)
    ga_attendance_cache_load_async (insight->cache, NULL, loaded_cb, &loaded);
  while (loaded < 3)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (ga_attendance_cache_is_loaded (insight->cache));
  g_assert_cmpuint (ga_attendance_cache_get_n_meetings (insight->cache), ==, 1);
  ga_attendance_cache_load_async (insight->cache, NULL, loaded_cb, &loaded);
  while (loaded < 4)
    g_main_context_iteration (NULL, TRUE);
  wait_for_the_file (insight);
}

static void
cancelled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (ga_attendance_cache_load_finish (GA_ATTENDANCE_CACHE (source), result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  *(gboolean *) user_data = TRUE;
}

static void
test_one_who_gives_up_does_not_stop_the_others (Insight *insight, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  gboolean cancelled = FALSE;
  guint loaded = 0;

  ga_attendance_cache_load_async (insight->cache, cancellable, cancelled_cb, &cancelled);
  ga_attendance_cache_load_async (insight->cache, NULL, loaded_cb, &loaded);
  g_cancellable_cancel (cancellable);
  while (!cancelled || loaded == 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_a_walk_recorded_is_counted (Insight *insight, gconstpointer data)
{
  g_autoptr (GaRecord) one = add_community (insight, "One", NULL, NULL, FALSE);
  guint changes = 0;
  Walk walk;

  insight_load (insight);
  g_signal_connect (insight->cache, "changed", G_CALLBACK (changed_cb), &changes);
  walk = add_walk (insight, one, "2026-01-06", 3, 1, 4);
  wait_for_the_file (insight);
  g_assert_cmpuint (changes, >, 0);
  g_assert_cmpuint (ga_attendance_cache_get_n_meetings (insight->cache), ==, 1);
  walk.unnamed = 40;
  mark_walk (insight, &walk);
  wait_for_the_file (insight);
  g_assert_cmpuint (ga_attendance_cache_get_n_meetings (insight->cache), ==, 1);
  g_signal_handlers_disconnect_by_data (insight->cache, &changes);
}

static gboolean
untick_body (GaTransaction *transaction, gpointer user_data, GError **error)
{
  Walk *walk = user_data;

  return ga_attendance_mark (GA_WORK (transaction), &walk->meeting, &walk->participants[0],
                             GA_PRESENCE_ABSENT, FALSE, error);
}

static void
test_an_unticked_name_is_counted_off (Insight *insight, gconstpointer data)
{
  g_autoptr (GaRecord) one = add_community (insight, "One", NULL, NULL, FALSE);
  Walk walk = add_walk (insight, one, "2026-01-06", 7, 0, 0);
  g_autoptr (GError) error = NULL;

  /* Only an attendance changes, not the meeting. */
  insight_load (insight);
  ga_store_transact (insight->profile.store, "Untick", untick_body, &walk, &error);
  g_assert_no_error (error);
  wait_for_the_file (insight);
}

static void
test_undo_is_followed_back_to_nothing (Insight *insight, gconstpointer data)
{
  g_autoptr (GaRecord) one = add_community (insight, "One", NULL, NULL, FALSE);
  g_autoptr (GError) error = NULL;

  add_walk (insight, one, "2026-01-06", 7, 6, 0);
  insight_load (insight);
  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (GaUndone) undone = ga_store_undo (insight->profile.store, 0, &error);

      g_assert_no_error (error);
      wait_for_the_file (insight);
    }
  while (ga_attendance_cache_get_n_meetings (insight->cache) > 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_a_planned_walk_is_no_walk_yet (Insight *insight, gconstpointer data)
{
  g_autoptr (GaRecord) one = add_community (insight, "One", NULL, NULL, FALSE);
  g_autoptr (GaRecord) meeting = put_meeting (insight, one, "2026-01-06", "held");

  insight_load (insight);
  g_assert_cmpuint (ga_attendance_cache_get_n_meetings (insight->cache), ==, 1);
  ga_record_set_text (meeting, "status", "planned");
  profile_put (&insight->profile, meeting);
  wait_for_the_file (insight);
  g_assert_cmpuint (ga_attendance_cache_get_n_meetings (insight->cache), ==, 0);
}

static void
test_a_new_name_and_a_new_secret_are_followed (Insight *insight, gconstpointer data)
{
  g_autoptr (GaRecord) one = add_community (insight, "One", NULL, NULL, FALSE);

  add_walk (insight, one, "2026-01-06", 3, 0, 0);
  insight_load (insight);
  ga_record_set_text (one, "name", "Another");
  ga_record_set_integer (one, "reveals_health", 1);
  profile_put (&insight->profile, one);
  wait_for_the_file (insight);
}

static gint64
count_of (Insight *insight, const GaRecord *initiative)
{
  GaAttendanceRequest request = { .initiative = *ga_record_get_id (initiative) };
  g_autoptr (GaAttendanceReport) report = ga_attendance_report_new (insight->cache, &request);

  return ga_attendance_report_get_total (report)->total.value;
}

/* All its walks go along, as an initiative is none of the things that a walk keeps. */
static void
test_a_community_moves_to_another_initiative (Insight *insight, gconstpointer data)
{
  GaId kommune = add_kommune (insight, "0615", "Horsens");
  g_autoptr (GaRecord) one = add_community (insight, "One", NULL, NULL, FALSE);
  g_autoptr (GaRecord) glad = add_initiative_of (insight, "Glad", &kommune);
  g_autoptr (GaRecord) other = add_initiative_of (insight, "Other", &kommune);

  add_walk (insight, one, "2026-01-06", 0, 0, 4);
  insight_load (insight);
  g_assert_cmpint (count_of (insight, glad), ==, 0);
  move_to_initiative (insight, one, glad);
  while (count_of (insight, glad) != 4)
    g_main_context_iteration (NULL, TRUE);
  move_to_initiative (insight, one, other);
  while (count_of (insight, other) != 4)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (count_of (insight, glad), ==, 0);
}

static void
test_changes_while_it_loads_are_not_lost (Insight *insight, gconstpointer data)
{
  g_autoptr (GaRecord) one = add_community (insight, "One", NULL, NULL, FALSE);
  guint loaded = 0;

  for (guint i = 1; i <= 9; i++)
    {
      g_autofree char *day = g_strdup_printf ("2026-01-0%u", i);

      if (i == 4)
        ga_attendance_cache_load_async (insight->cache, NULL, loaded_cb, &loaded);
      add_walk (insight, one, day, 1, 0, i);
    }
  while (loaded == 0)
    g_main_context_iteration (NULL, TRUE);
  wait_for_the_file (insight);
}

static void
test_an_empty_cache_reads_nothing (Insight *insight, gconstpointer data)
{
  g_autoptr (GaRecord) one = add_community (insight, "One", NULL, NULL, FALSE);
  guint changes = 0;

  g_signal_connect (insight->cache, "changed", G_CALLBACK (changed_cb), &changes);
  add_walk (insight, one, "2026-01-06", 3, 1, 4);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_false (ga_attendance_cache_is_loaded (insight->cache));
  g_assert_cmpuint (changes, ==, 0);
  g_signal_handlers_disconnect_by_data (insight->cache, &changes);
}

#define ADD(name, func)                                                               \
  g_test_add ("/insight/attendance-cache/" name, Insight, NULL, insight_set_up, func, \
              insight_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("everybody-who-asks-waits-for-one-load", test_everybody_who_asks_waits_for_one_load);
  ADD ("one-who-gives-up-does-not-stop-the-others", test_one_who_gives_up_does_not_stop_the_others);
  ADD ("a-walk-recorded-is-counted", test_a_walk_recorded_is_counted);
  ADD ("an-unticked-name-is-counted-off", test_an_unticked_name_is_counted_off);
  ADD ("undo-is-followed-back-to-nothing", test_undo_is_followed_back_to_nothing);
  ADD ("a-planned-walk-is-no-walk-yet", test_a_planned_walk_is_no_walk_yet);
  ADD ("a-new-name-and-a-new-secret-are-followed", test_a_new_name_and_a_new_secret_are_followed);
  ADD ("a-community-moves-to-another-initiative", test_a_community_moves_to_another_initiative);
  ADD ("changes-while-it-loads-are-not-lost", test_changes_while_it_loads_are_not_lost);
  ADD ("an-empty-cache-reads-nothing", test_an_empty_cache_reads_nothing);
  return g_test_run ();
}
