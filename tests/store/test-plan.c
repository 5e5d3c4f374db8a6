/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/ga-date.h"
#include "model/ga-language.h"
#include "model/ga-value.h"
#include "series-fixture.h"
#include "store/ga-transaction-private.h"

static gboolean
extend_cb (GaTransaction *transaction, gpointer user_data, GError **error)
{
  return ga_series_extend_all (transaction, &((Job *) user_data)->made, error);
}

static guint
extend (Profile *profile)
{
  g_autoptr (GError) error = NULL;
  Job job = { 0 };

  ga_store_keep (profile->store, "Test", extend_cb, &job, &error);
  g_assert_no_error (error);
  return job.made;
}

static void
test_schedule_goes_on_by_itself_and_makes_nothing_twice (Profile *profile, gconstpointer data)
{
  g_autofree char *today = ga_date_today ();
  g_autofree char *soon = ga_date_add_days (today, 10);
  g_autoptr (GaRecord) schedule = plan (profile, "FREQ=WEEKLY", today, soon);
  g_autoptr (GaRecord) goes_on = profile_find (profile, schedule);
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GPtrArray) one = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  guint made;

  g_assert_cmpuint (extend (profile), ==, 0);
  ga_record_set_integer (goes_on, "months_ahead", 3);
  profile_put (profile, goes_on);
  made = extend (profile);
  g_assert_cmpuint (made, >=, 8);
  g_assert_cmpuint (extend (profile), ==, 0);

  /* The last is the one that could come back. */
  all = list_meetings (profile);
  g_ptr_array_add (one, all->pdata[all->len - 1]);
  ga_record_set_integer (goes_on, "skip_holidays", TRUE);
  profile_put (profile, goes_on);
  ga_store_delete_async (profile->store, "Test", one, NULL, NULL, NULL);
  g_assert_cmpuint (extend (profile), ==, 0);

  /* What was made by itself is not the user's to take back. */
  profile_undo (profile);
  g_clear_pointer (&all, g_ptr_array_unref);
  all = list_meetings (profile);
  g_assert_cmpuint (all->len, ==, made + 2);
}

static void
test_months_set_later_leave_no_hole (Profile *profile, gconstpointer data)
{
  g_autofree char *today = ga_date_today ();
  g_autofree char *until = ga_date_add_days (today, 2);
  g_autoptr (GaRecord) schedule = plan (profile, "FREQ=DAILY", today, until);
  g_autoptr (GaRecord) goes_on = profile_find (profile, schedule);
  g_autoptr (GPtrArray) all = NULL;

  ga_record_set_integer (goes_on, "months_ahead", 1);
  profile_put (profile, goes_on);
  extend (profile);
  all = list_meetings (profile);
  g_assert_cmpuint (all->len, >, 28);
  for (guint i = 0; i < all->len; i++)
    {
      g_autofree char *day = ga_date_add_days (today, (int) i);

      g_assert_cmpstr (ga_record_get_text (all->pdata[i], "occurrence"), ==, day);
    }
}

static gboolean
write_cb (GaTransaction *transaction, gpointer user_data, GError **error)
{
  GaRecord *schedule = user_data;
  g_autoptr (GaRecord) before =
      ga_reader_find (ga_transaction_get_reader (transaction), ga_record_get_entity (schedule),
                      ga_record_get_id (schedule), error);

  return before != NULL && ga_transaction_write (transaction, schedule, before, error);
}

static void
test_rule_that_is_not_understood_keeps_no_other_from_going_on (Profile *profile, gconstpointer data)
{
  g_autofree char *today = ga_date_today ();
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GaRecord) schedule = plan (profile, "FREQ=WEEKLY", today, today);

      ga_record_set_integer (schedule, "months_ahead", 3);
      /* As a later version may write one. */
      if (i == 1)
        ga_record_set_text (schedule, "rule", "FREQ=TIDALLY");
      ga_store_transact (profile->store, "Test", write_cb, schedule, &error);
      g_assert_no_error (error);
    }
  g_assert_cmpuint (extend (profile), >=, 16);
  g_assert_cmpuint (extend (profile), ==, 0);
}

static void
test_closed_communities_get_no_more (Profile *profile, gconstpointer data)
{
  g_autofree char *today = ga_date_today ();
  g_autoptr (GaRecord) schedule = plan (profile, "FREQ=WEEKLY", today, today);
  g_autoptr (GaRecord) goes_on = profile_find (profile, schedule);
  g_autoptr (GaRecord) community = NULL;

  ga_record_set_integer (goes_on, "months_ahead", 3);
  profile_put (profile, goes_on);
  community = ga_reader_find (ga_store_get_reader (profile->store),
                              ga_schema_get (profile->schema, "community"),
                              ga_record_get_reference (schedule, "community"), NULL);
  ga_record_set_text (community, "status", "paused");
  profile_put (profile, community);
  g_assert_cmpuint (extend (profile), ==, 0);
}

static gboolean
replan_cb (GaTransaction *transaction, gpointer user_data, GError **error)
{
  Job *job = user_data;

  return ga_series_replan (transaction, job->record, &job->outcome, error);
}

static gboolean
remove_cb (GaTransaction *transaction, gpointer user_data, GError **error)
{
  Job *job = user_data;

  return ga_series_remove (transaction, ga_record_get_id (job->record), &job->outcome, error);
}

static void
test_plan_written_anew_changes_what_lies_ahead (Profile *profile, gconstpointer data)
{
  g_autoptr (GaRecord) schedule = plan (profile, "FREQ=WEEKLY;BYDAY=TU,TH", FIRST, "2190-01-19");
  g_autoptr (GaRecord) edited = profile_find (profile, schedule);
  g_autoptr (GaRecord) deleted = nth_meeting (profile, 2);
  g_autoptr (GaRecord) held = nth_meeting (profile, 1);
  g_autoptr (GPtrArray) one = g_ptr_array_new ();
  g_autofree char *starts = NULL;
  g_autoptr (GError) error = NULL;
  Job job = { .record = edited };

  assert_starts (profile, "01-05T10:00 01-07T10:00 01-12T10:00 01-14T10:00 01-19T10:00");
  g_ptr_array_add (one, deleted);
  ga_store_delete_async (profile->store, "Test", one, NULL, NULL, NULL);
  ga_record_set_text (held, "status", "held");
  profile_put (profile, held);
  starts = tell_starts (profile);

  ga_record_set_text (edited, "rule", "FREQ=WEEKLY;BYDAY=TU,FR");
  ga_record_set_text (edited, "at", "11:00");
  ga_record_set_text (edited, "until", "2190-01-22");
  ga_store_transact (profile->store, "Test", replan_cb, &job, &error);
  g_assert_no_error (error);
  assert_starts (profile, "01-05T11:00 01-07T10:00 01-08T11:00 01-15T11:00 01-19T11:00 "
                          "01-22T11:00");
  g_assert_cmpuint (job.outcome.changed, ==, 2);
  g_assert_cmpuint (job.outcome.stayed, ==, 1);
  g_assert_cmpuint (job.outcome.dropped, ==, 1);
  g_assert_cmpuint (job.outcome.made, ==, 3);
  profile_undo (profile);
  assert_starts (profile, starts);
}

static GaSeriesOutcome
replan (Profile *profile, GaRecord *edited)
{
  g_autoptr (GError) error = NULL;
  Job job = { .record = edited };

  ga_store_transact (profile->store, "Test", replan_cb, &job, &error);
  g_assert_no_error (error);
  return job.outcome;
}

static void
delete_nth (Profile *profile, guint n)
{
  g_autoptr (GPtrArray) one = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (one, nth_meeting (profile, n));
  ga_store_delete_async (profile->store, "Test", one, NULL, NULL, NULL);
}

static void
test_plan_without_walks_is_written_anew_and_ended (Profile *profile, gconstpointer data)
{
  g_autoptr (GaRecord) schedule = plan (profile, "FREQ=WEEKLY;BYDAY=TU", FIRST, FIRST);
  g_autoptr (GaRecord) edited = profile_find (profile, schedule);
  GaSeriesOutcome outcome;

  delete_nth (profile, 0);
  ga_record_set_text (edited, "from", "2190-01-06");
  ga_record_set_text (edited, "until", "2190-01-19");
  outcome = replan (profile, edited);
  g_assert_cmpuint (outcome.made, ==, 2);
  assert_starts (profile, "01-12T10:00 01-19T10:00");

  profile_undo (profile);
  ga_record_set_text (edited, "until", "2190-01-06");
  outcome = replan (profile, edited);
  g_assert_cmpuint (outcome.made, ==, 0);
  assert_starts (profile, "");
}

static void
test_deleted_walks_at_the_end_do_not_come_back (Profile *profile, gconstpointer data)
{
  g_autoptr (GaRecord) schedule = plan (profile, "FREQ=WEEKLY;BYDAY=TU", FIRST, "2190-03-02");
  g_autoptr (GaRecord) edited = profile_find (profile, schedule);
  GaSeriesOutcome outcome;

  for (guint n = 8; n >= 3; n--)
    delete_nth (profile, n);
  ga_record_set_text (edited, "until", "2190-03-09");
  outcome = replan (profile, edited);
  g_assert_cmpuint (outcome.made, ==, 1);
  assert_starts (profile, "01-05T10:00 01-12T10:00 01-19T10:00 03-09T10:00");

  delete_nth (profile, 3);
  ga_record_set_text (edited, "at", "11:00");
  outcome = replan (profile, edited);
  g_assert_cmpuint (outcome.made, ==, 0);
  assert_starts (profile, "01-05T11:00 01-12T11:00 01-19T11:00");
}

static void
test_plan_that_does_not_go_on_gets_no_more (Profile *profile, gconstpointer data)
{
  g_autoptr (GaRecord) schedule = plan (profile, "FREQ=WEEKLY;BYDAY=TU", FIRST, "2190-01-19");
  g_autoptr (GaRecord) edited = profile_find (profile, schedule);
  GaSeriesOutcome outcome;

  ga_record_set_text (edited, "at", "11:00");
  outcome = replan (profile, edited);
  g_assert_cmpuint (outcome.made, ==, 0);
  assert_starts (profile, "01-05T11:00 01-12T11:00 01-19T11:00");

  ga_record_set_text (edited, "until", "2190-02-02");
  outcome = replan (profile, edited);
  g_assert_cmpuint (outcome.made, ==, 2);

  ga_record_set_text (edited, "until", "2190-01-05");
  outcome = replan (profile, edited);
  g_assert_cmpuint (outcome.dropped, ==, 4);
  ga_record_set_text (edited, "until", "2190-01-12");
  replan (profile, edited);
  assert_starts (profile, "01-05T11:00 01-12T11:00");
}

static void
test_removed_schedule_takes_along_what_is_only_planned (Profile *profile, gconstpointer data)
{
  g_autoptr (GaRecord) schedule = plan (profile, "FREQ=WEEKLY;BYDAY=TU", FIRST, "2190-01-26");
  g_autoptr (GaRecord) held = nth_meeting (profile, 1);
  g_autoptr (GaRecord) gone = NULL;
  g_autofree char *told = NULL;
  g_autoptr (GError) error = NULL;
  Job job = { .record = schedule };

  ga_record_set_text (held, "status", "held");
  profile_put (profile, held);
  ga_store_transact (profile->store, "Test", remove_cb, &job, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (job.outcome.dropped, ==, 3);
  g_assert_cmpuint (job.outcome.stayed, ==, 1);
  told = ga_series_describe (&job.outcome, " ");
  g_assert_cmpstr (told, ==, "1 walk stays as it is. 3 walks are planned no more.");
  assert_starts (profile, "01-12T10:00");
  gone = profile_find (profile, schedule);
  g_assert_null (gone);
  profile_undo (profile);
  assert_starts (profile, "01-05T10:00 01-12T10:00 01-19T10:00 01-26T10:00");
}

static guint
count_leads (Profile *profile)
{
  GaReader *reader = ga_store_get_reader (profile->store);
  g_autoptr (GaQuery) query = ga_query_new (ga_schema_get (profile->schema, "schedule"));
  g_autoptr (GPtrArray) schedules = ga_reader_list (reader, query, NULL);
  g_autofree char *today = ga_date_today ();
  g_autoptr (GHashTable) leads = ga_series_find_leads (reader, schedules, today, NULL);

  return g_hash_table_size (leads);
}

/* Of two without an end one goes on, unless somebody has taken the end away. */
static void
test_two_that_are_to_go_on_both_do (Profile *profile, gconstpointer data)
{
  g_autoptr (GaRecord) schedule = plan (profile, "FREQ=WEEKLY;BYDAY=TU", FIRST, "2190-01-19");
  g_autoptr (GaRecord) edited = profile_find (profile, schedule);
  g_autoptr (GaRecord) next = profile_record (profile, "schedule");

  ga_record_set_reference (next, "community", ga_record_get_reference (schedule, "community"));
  ga_record_set_text (next, "rule", "FREQ=WEEKLY;BYDAY=WE");
  ga_record_set_text (next, "from", "2190-01-20");
  ga_record_set_text (next, "at", "10:00");
  ga_record_set_reference (next, "follows", ga_record_get_id (schedule));
  profile_put (profile, next);
  g_assert_cmpuint (count_leads (profile), ==, 1);
  ga_record_set_text (edited, "until", "2190-01-19");
  replan (profile, edited);
  g_assert_cmpuint (count_leads (profile), ==, 1);
  ga_record_clear (edited, "until");
  replan (profile, edited);
  g_assert_cmpuint (count_leads (profile), ==, 2);
}

/* The last one of all, of @schedule. */
static void
add_cancelled (Profile *profile, const GaRecord *schedule)
{
  g_autoptr (GaRecord) meeting = profile_record (profile, "meeting");

  ga_record_set_reference (meeting, "community", ga_record_get_reference (schedule, "community"));
  ga_record_set_reference (meeting, "schedule", ga_record_get_id (schedule));
  ga_record_set_text (meeting, "start", "2190-12-25T10:00");
  ga_record_set_text (meeting, "status", "cancelled");
  ga_record_set_text (meeting, "reason", "holiday");
  profile_put (profile, meeting);
}

static void
test_a_plan_that_goes_on_again_is_cancelled_no_more (Profile *profile, gconstpointer data)
{
  g_autoptr (GaRecord) schedule = plan (profile, "FREQ=WEEKLY;BYDAY=TU", FIRST, "2190-01-19");
  g_autoptr (GaRecord) edited = profile_find (profile, schedule);
  g_autoptr (GaRecord) next = profile_record (profile, "schedule");

  ga_record_set_text (edited, "until", "2190-01-19");
  ga_record_set_text (edited, "ended", "2190-01-19");
  profile_put (profile, edited);
  ga_record_set_text (edited, "until", "2190-01-12");
  profile_put (profile, edited);
  g_assert_cmpstr (ga_record_get_text (edited, "ended"), ==, "2190-01-19");
  ga_record_clear (edited, "until");
  replan (profile, edited);
  ga_record_set_reference (next, "community", ga_record_get_reference (schedule, "community"));
  ga_record_set_text (next, "rule", "FREQ=WEEKLY;BYDAY=WE");
  ga_record_set_text (next, "from", "2190-01-20");
  ga_record_set_text (next, "at", "10:00");
  ga_record_set_reference (next, "follows", ga_record_get_id (schedule));
  profile_put (profile, next);
  add_cancelled (profile, next);
  g_assert_cmpuint (count_leads (profile), ==, 1);
}

/* Its id follows from the plan, and is taken. */
static void
test_the_same_plan_twice_is_two (Profile *profile, gconstpointer data)
{
  static const char *const fields[] = { "community", "rule", "from", "at" };
  g_autoptr (GaRecord) schedule = plan (profile, "FREQ=WEEKLY;BYDAY=TU", FIRST, "2190-01-12");
  g_autoptr (GaRecord) again = profile_record (profile, "schedule");
  g_autoptr (GaRecord) stored = NULL;
  g_autoptr (GError) error = NULL;
  Job job = { .record = again, .until = "2190-01-12" };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    ga_record_set (again, fields[i], ga_record_get (schedule, fields[i]));
  ga_store_transact (profile->store, "Test", plan_cb, &job, &error);
  g_assert_no_error (error);
  g_assert_false (ga_id_equal (ga_record_get_id (schedule), ga_record_get_id (again)));
  g_assert_cmpuint (job.made, ==, 2);
  assert_starts (profile, "01-05T10:00 01-05T10:00 01-12T10:00 01-12T10:00");
  stored = profile_find (profile, schedule);
  g_assert_true (ga_record_equal (stored, schedule));
}

static void
test_a_later_end_is_none_that_was_cancelled_to (Profile *profile, gconstpointer data)
{
  g_autoptr (GaRecord) schedule = plan (profile, "FREQ=WEEKLY;BYDAY=TU", FIRST, "2190-01-19");
  g_autoptr (GaRecord) edited = profile_find (profile, schedule);

  ga_record_set_text (edited, "until", "2190-01-19");
  ga_record_set_text (edited, "ended", "2190-01-19");
  profile_put (profile, edited);
  ga_record_set_text (edited, "until", "2190-01-20");
  profile_put (profile, edited);
  g_assert_null (ga_record_get_text (edited, "ended"));
}

#define ADD(name, func) \
  g_test_add ("/plan/" name, Profile, NULL, profile_set_up, func, profile_tear_down)

int
main (int argc, char **argv)
{
  ga_language_init ();
  g_test_init (&argc, &argv, NULL);
  ADD ("goes-on", test_schedule_goes_on_by_itself_and_makes_nothing_twice);
  ADD ("no-hole", test_months_set_later_leave_no_hole);
  ADD ("not-understood", test_rule_that_is_not_understood_keeps_no_other_from_going_on);
  ADD ("closed", test_closed_communities_get_no_more);
  ADD ("written-anew", test_plan_written_anew_changes_what_lies_ahead);
  ADD ("without-walks", test_plan_without_walks_is_written_anew_and_ended);
  ADD ("deleted", test_deleted_walks_at_the_end_do_not_come_back);
  ADD ("no-more", test_plan_that_does_not_go_on_gets_no_more);
  ADD ("removed", test_removed_schedule_takes_along_what_is_only_planned);
  ADD ("two-that-are-to-go-on-both-do", test_two_that_are_to_go_on_both_do);
  ADD ("goes-on-again", test_a_plan_that_goes_on_again_is_cancelled_no_more);
  ADD ("twice", test_the_same_plan_twice_is_two);
  ADD ("later-end", test_a_later_end_is_none_that_was_cancelled_to);
  return g_test_run ();
}
