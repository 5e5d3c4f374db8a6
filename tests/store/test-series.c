/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/ga-attendance.h"
#include "model/ga-date.h"
#include "model/ga-language.h"
#include "model/ga-value.h"
#include "series-fixture.h"

static gboolean
edit_cb (GaTransaction *transaction, gpointer user_data, GError **error)
{
  Job *job = user_data;
  g_autoptr (GaRecord) stored =
      ga_reader_find (ga_transaction_get_reader (transaction), ga_record_get_entity (job->record),
                      ga_record_get_id (job->record), error);

  return stored != NULL && ga_series_edit (transaction, job->opened != NULL ? job->opened : stored,
                                           job->record, job->scope, &job->outcome, error);
}

static GaSeriesOutcome
move (Profile *profile, guint n, const char *start, GaSeriesScope scope)
{
  g_autoptr (GaRecord) meeting = nth_meeting (profile, n);
  g_autoptr (GError) error = NULL;
  Job job = { .record = meeting, .scope = scope };

  ga_record_set_text (meeting, "start", start);
  ga_store_transact (profile->store, "Test", edit_cb, &job, &error);
  g_assert_no_error (error);
  return job.outcome;
}

static void
test_this_one_moves_alone (Profile *profile, gconstpointer data)
{
  g_autoptr (GaRecord) schedule = plan (profile, "FREQ=WEEKLY;BYDAY=TU", FIRST, "2190-01-26");
  GaSeriesOutcome outcome = move (profile, 1, "2190-01-13T11:00", GA_SERIES_THIS);
  g_autoptr (GaRecord) moved = nth_meeting (profile, 1);

  g_assert_cmpuint (outcome.changed, ==, 1);
  assert_starts (profile, "01-05T10:00 01-13T11:00 01-19T10:00 01-26T10:00");
  g_assert_cmpstr (ga_record_get_text (moved, "occurrence"), ==, "2190-01-12");
}

static void
test_later_ones_get_a_schedule_of_their_own (Profile *profile, gconstpointer data)
{
  g_autoptr (GaRecord) schedule = plan (profile, "FREQ=WEEKLY;BYDAY=TU", FIRST, "2190-01-26");
  g_autoptr (GaRecord) before = NULL;
  g_autoptr (GaRecord) after = NULL;
  g_autoptr (GaRecord) later = nth_meeting (profile, 2);
  g_autoptr (GaRecord) now = NULL;
  GaSeriesOutcome outcome = move (profile, 2, "2190-01-20T09:30", GA_SERIES_LATER);

  g_assert_cmpuint (outcome.changed, ==, 2);
  g_assert_cmpuint (outcome.stayed, ==, 0);
  assert_starts (profile, "01-05T10:00 01-12T10:00 01-20T09:30 01-27T09:30");
  before = profile_find (profile, schedule);
  g_assert_cmpstr (ga_record_get_text (before, "until"), ==, "2190-01-18");
  now = profile_find (profile, later);
  g_assert_false (ga_record_same (now, later, "schedule"));
  after = ga_reader_find (ga_store_get_reader (profile->store),
                          ga_schema_get (profile->schema, "schedule"),
                          ga_record_get_reference (now, "schedule"), NULL);
  g_assert_cmpstr (ga_record_get_text (after, "rule"), ==, "FREQ=WEEKLY;BYDAY=WE");
  g_assert_cmpstr (ga_record_get_text (after, "at"), ==, "09:30");
  g_assert_cmpstr (ga_record_get_text (after, "from"), ==, "2190-01-20");
}

static void
test_one_undo_takes_all_of_it_back (Profile *profile, gconstpointer data)
{
  static const GaSeriesScope scopes[] = { GA_SERIES_THIS, GA_SERIES_LATER, GA_SERIES_ALL };
  g_autoptr (GaRecord) schedule = plan (profile, "FREQ=WEEKLY;BYDAY=TU", FIRST, "2190-01-26");
  g_autofree char *starts = tell_starts (profile);

  for (gsize i = 0; i < G_N_ELEMENTS (scopes); i++)
    {
      g_autoptr (GaRecord) as_before = NULL;
      g_autofree char *moved = NULL;

      move (profile, 1, "2190-01-14T12:00", scopes[i]);
      moved = tell_starts (profile);
      g_assert_cmpstr (moved, !=, starts);
      profile_undo (profile);
      assert_starts (profile, starts);
      as_before = profile_find (profile, schedule);
      g_assert_true (ga_record_equal (as_before, schedule));
    }
}

static void
test_who_came_stays_where_it_was (Profile *profile, gconstpointer data)
{
  g_autoptr (GaRecord) schedule = plan (profile, "FREQ=WEEKLY;BYDAY=TU", FIRST, "2190-02-02");
  g_autoptr (GaRecord) held = nth_meeting (profile, 0);
  g_autoptr (GaRecord) cancelled = nth_meeting (profile, 2);
  g_autoptr (GaRecord) excused = nth_meeting (profile, 3);
  g_autoptr (GaRecord) participant = profile_record (profile, "participant");
  g_autoptr (GaRecord) attendance = profile_record (profile, "attendance");
  GaSeriesOutcome outcome;

  ga_record_set_integer (held, "unnamed", 9);
  profile_put (profile, held);
  ga_record_set_text (cancelled, "status", "cancelled");
  ga_record_set_text (cancelled, "reason", "ice");
  profile_put (profile, cancelled);
  ga_record_set_text (participant, "name", "Bodil");
  ga_record_set (participant, "community", ga_record_get (schedule, "community"));
  profile_put (profile, participant);
  ga_record_set_reference (attendance, "meeting", ga_record_get_id (excused));
  ga_record_set_reference (attendance, "participant", ga_record_get_id (participant));
  ga_record_set_text (attendance, "state", "excused");
  profile_put (profile, attendance);

  outcome = move (profile, 1, "2190-01-13T10:00", GA_SERIES_ALL);
  g_assert_cmpuint (outcome.changed, ==, 2);
  g_assert_cmpuint (outcome.stayed, ==, 3);
  assert_starts (profile, "01-05T10:00 01-13T10:00 01-19T10:00 01-26T10:00 02-03T10:00");
}

static void
test_regrets_keep_no_walk_from_being_cancelled (Profile *profile, gconstpointer data)
{
  static const GaSeriesScope scopes[] = { GA_SERIES_THIS, GA_SERIES_LATER };
  g_autoptr (GaRecord) schedule = plan (profile, "FREQ=WEEKLY;BYDAY=TU", FIRST, "2190-01-26");
  g_autoptr (GaRecord) meeting = nth_meeting (profile, 1);
  g_autoptr (GaRecord) participant = profile_record (profile, "participant");
  g_autoptr (GaRecord) attendance = profile_record (profile, "attendance");

  ga_record_set_text (participant, "name", "Bodil");
  ga_record_set (participant, "community", ga_record_get (schedule, "community"));
  profile_put (profile, participant);
  ga_record_set_reference (attendance, "meeting", ga_record_get_id (meeting));
  ga_record_set_reference (attendance, "participant", ga_record_get_id (participant));
  ga_record_set_text (attendance, "state", "excused");
  profile_put (profile, attendance);
  ga_record_set_text (meeting, "status", "cancelled");
  ga_record_set_text (meeting, "reason", "ice");
  for (gsize i = 0; i < G_N_ELEMENTS (scopes); i++)
    {
      g_autoptr (GaRecord) edited = ga_record_copy (meeting);
      g_autoptr (GError) error = NULL;
      Job job = { .record = edited, .scope = scopes[i] };

      ga_store_transact (profile->store, "Test", edit_cb, &job, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (job.outcome.changed, ==, i == 0 ? 1 : 3);
      profile_undo (profile);
    }
}

/* Of each week around today one walk: two are over, two lie ahead. */
static GaRecord *
plan_around_today (Profile *profile)
{
  g_autofree char *today = ga_date_today ();
  g_autofree char *from = ga_date_add_days (today, -8);
  g_autofree char *until = ga_date_add_days (today, 13);

  return plan (profile, "FREQ=WEEKLY", from, until);
}

static void
test_what_is_over_stays_though_nobody_recorded_it (Profile *profile, gconstpointer data)
{
  static const guint changed[] = { 3, 3, 2 }; /* by which one is taken hold of */
  g_autoptr (GaRecord) schedule = plan_around_today (profile);

  for (guint i = 0; i < G_N_ELEMENTS (changed); i++)
    {
      g_autoptr (GPtrArray) before = list_meetings (profile);
      g_autoptr (GPtrArray) after = NULL;
      g_autofree char *day =
          g_strndup (ga_record_get_text (before->pdata[i], "start"), strlen ("2190-01-05"));
      g_autofree char *to = ga_date_add_days (day, 1);
      g_autofree char *start = g_strconcat (to, "T11:00", NULL);
      GaSeriesOutcome outcome = move (profile, i, start, GA_SERIES_ALL);

      g_assert_cmpuint (outcome.changed, ==, changed[i]);
      g_assert_cmpuint (outcome.stayed, ==, 4 - changed[i]);
      after = list_meetings (profile);
      for (guint n = 0; n < 4; n++)
        g_assert_true (ga_record_same (before->pdata[n], after->pdata[n], "start") ==
                       (n < 2 && n != i));
      profile_undo (profile);
    }
}

static void
test_what_is_over_is_not_cancelled_with_the_rest (Profile *profile, gconstpointer data)
{
  g_autoptr (GaRecord) schedule = plan_around_today (profile);
  g_autoptr (GaRecord) meeting = nth_meeting (profile, 3);
  g_autoptr (GaRecord) past = NULL;
  g_autoptr (GError) error = NULL;
  Job job = { .record = meeting, .scope = GA_SERIES_ALL };

  ga_record_set_text (meeting, "status", "cancelled");
  ga_record_set_text (meeting, "reason", "holiday");
  ga_store_transact (profile->store, "Test", edit_cb, &job, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (job.outcome.changed, ==, 2);
  g_assert_cmpuint (job.outcome.stayed, ==, 2);
  past = nth_meeting (profile, 1);
  g_assert_cmpstr (ga_record_get_text (past, "status"), ==, "planned");
}

/* A weekly rule with the weekday of @day. */
static char *
make_rule (const char *day)
{
  static const char *const weekdays[] = { "MO", "TU", "WE", "TH", "FR", "SA", "SU" };
  g_autoptr (GDate) date = ga_date_to_gdate (day);

  return g_strconcat ("FREQ=WEEKLY;BYDAY=", weekdays[g_date_get_weekday (date) - 1], NULL);
}

static void
assert_no_others_follow (Profile *profile, guint n, int days)
{
  g_autoptr (GaRecord) meeting = nth_meeting (profile, n);
  g_autofree char *starts = tell_starts (profile);
  g_autofree char *day = g_strndup (ga_record_get_text (meeting, "start"), strlen ("2190-01-05"));
  g_autofree char *to = ga_date_add_days (day, days);
  g_autofree char *start = g_strconcat (to, "T10:00", NULL);

  ga_record_set_text (meeting, "start", start);
  for (GaSeriesScope scope = GA_SERIES_LATER; scope <= GA_SERIES_ALL; scope++)
    {
      g_autoptr (GError) error = NULL;
      Job job = { .record = meeting, .scope = scope };

      g_assert_cmpint (ga_store_transact (profile->store, "Test", edit_cb, &job, &error), ==, 0);
      g_assert_error (error, GA_MODEL_ERROR, GA_MODEL_ERROR_RULE);
      g_assert_nonnull (strstr (error->message, "moved on without this walk"));
      assert_starts (profile, starts);
    }
}

static void
test_what_stayed_behind_takes_no_others_along (Profile *profile, gconstpointer data)
{
  g_autofree char *today = ga_date_today ();
  g_autofree char *from = ga_date_add_days (today, -15);
  g_autofree char *until = ga_date_add_days (today, 27);
  g_autofree char *rule = make_rule (from);
  g_autoptr (GaRecord) schedule = plan (profile, rule, from, until);
  g_autofree char *next = ga_date_add_days (today, 7);
  g_autofree char *start = g_strconcat (next, "T10:00", NULL);

  /* All that lie ahead go a day further; the three that are over stay. */
  move (profile, 3, start, GA_SERIES_ALL);
  assert_no_others_follow (profile, 1, 2);
  profile_undo (profile);
  /* From the second on: the third is over, and left behind by a schedule that has ended. */
  g_free (start);
  g_free (next);
  next = ga_date_add_days (today, -7);
  start = g_strconcat (next, "T10:00", NULL);
  move (profile, 1, start, GA_SERIES_LATER);
  assert_no_others_follow (profile, 2, 2);
}

static void
test_a_walk_with_names_cannot_be_taken_hold_of (Profile *profile, gconstpointer data)
{
  g_autoptr (GaRecord) schedule = plan (profile, "FREQ=WEEKLY;BYDAY=TU", FIRST, "2190-01-26");
  g_autoptr (GaRecord) held = nth_meeting (profile, 1);
  g_autofree char *starts = tell_starts (profile);

  ga_record_set_text (held, "status", "held");
  profile_put (profile, held);
  ga_record_set_text (held, "start", "2190-01-13T10:00");
  for (GaSeriesScope scope = GA_SERIES_THIS; scope <= GA_SERIES_ALL; scope++)
    {
      g_autoptr (GError) error = NULL;
      Job job = { .record = held, .scope = scope };

      g_assert_cmpint (ga_store_transact (profile->store, "Test", edit_cb, &job, &error), ==, 0);
      g_assert_error (error, GA_MODEL_ERROR, GA_MODEL_ERROR_RULE);
    }
  assert_starts (profile, starts);
}

static void
test_place_of_later_ones_goes_to_what_is_made_further (Profile *profile, gconstpointer data)
{
  g_autoptr (GaRecord) schedule = plan (profile, "FREQ=WEEKLY;BYDAY=TU", FIRST, "2190-01-26");
  g_autoptr (GaRecord) meeting = nth_meeting (profile, 2);
  g_autoptr (GaRecord) first = nth_meeting (profile, 0);
  g_autoptr (GaRecord) after = NULL;
  g_autoptr (GError) error = NULL;
  Job job = { .record = meeting, .scope = GA_SERIES_LATER };

  ga_record_set_integer (meeting, "duration_min", 90);
  ga_store_transact (profile->store, "Test", edit_cb, &job, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (job.outcome.changed, ==, 2);
  assert_starts (profile, "01-05T10:00 01-12T10:00 01-19T10:00 01-26T10:00");
  g_assert_cmpint (ga_record_get_integer (first, "duration_min"), ==, 60);
  g_clear_object (&meeting);
  meeting = nth_meeting (profile, 3);
  g_assert_cmpint (ga_record_get_integer (meeting, "duration_min"), ==, 90);
  after = ga_reader_find (ga_store_get_reader (profile->store),
                          ga_schema_get (profile->schema, "schedule"),
                          ga_record_get_reference (meeting, "schedule"), NULL);
  g_assert_cmpint (ga_record_get_integer (after, "duration_min"), ==, 90);
}

static gboolean
follow_cb (GaTransaction *transaction, gpointer user_data, GError **error)
{
  Job *job = user_data;
  g_autoptr (GaRecord) before =
      ga_reader_find (ga_transaction_get_reader (transaction), ga_record_get_entity (job->record),
                      ga_record_get_id (job->record), error);

  return before != NULL && ga_transaction_put (transaction, job->record, error) &&
         ga_series_follow (transaction, before, job->scope, &job->outcome, error);
}

static void
test_others_follow_what_a_form_has_written (Profile *profile, gconstpointer data)
{
  g_autoptr (GaRecord) schedule = plan (profile, "FREQ=WEEKLY;BYDAY=TU", FIRST, "2190-01-26");
  g_autoptr (GaRecord) meeting = nth_meeting (profile, 1);
  g_autoptr (GaRecord) last = NULL;
  g_autoptr (GError) error = NULL;
  Job job = { .record = meeting, .scope = GA_SERIES_LATER };

  ga_record_set_text (meeting, "start", "2190-01-13T10:30");
  ga_record_set_integer (meeting, "duration_min", 90);
  ga_record_set_text (meeting, "weather", "rain");
  ga_store_transact (profile->store, "Test", follow_cb, &job, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (job.outcome.changed, ==, 3);
  assert_starts (profile, "01-05T10:00 01-13T10:30 01-20T10:30 01-27T10:30");
  last = nth_meeting (profile, 3);
  g_assert_cmpint (ga_record_get_integer (last, "duration_min"), ==, 90);
  g_assert_false (ga_record_has (last, "weather"));
  profile_undo (profile);
  assert_starts (profile, "01-05T10:00 01-12T10:00 01-19T10:00 01-26T10:00");
}

static void
test_what_others_changed_meanwhile_stays (Profile *profile, gconstpointer data)
{
  g_autoptr (GaRecord) schedule = plan (profile, "FREQ=WEEKLY;BYDAY=TU", FIRST, "2190-01-26");

  for (GaSeriesScope scope = GA_SERIES_THIS; scope <= GA_SERIES_ALL; scope++)
    {
      g_autoptr (GaRecord) opened = nth_meeting (profile, 1);
      g_autoptr (GaRecord) theirs = ga_record_copy (opened);
      g_autoptr (GaRecord) edited = ga_record_copy (opened);
      g_autoptr (GaRecord) now = NULL;
      g_autoptr (GaRecord) other = NULL;
      g_autoptr (GError) error = NULL;
      Job job = { .record = edited, .opened = opened, .scope = scope };

      ga_record_set_integer (theirs, "duration_min", 90);
      ga_record_set_text (theirs, "weather", "rain");
      profile_put (profile, theirs);
      ga_record_set_text (edited, "start", "2190-01-13T10:00");
      ga_store_transact (profile->store, "Test", edit_cb, &job, &error);
      g_assert_no_error (error);
      now = profile_find (profile, opened);
      g_assert_cmpstr (ga_record_get_text (now, "start"), ==, "2190-01-13T10:00");
      g_assert_cmpint (ga_record_get_integer (now, "duration_min"), ==, 90);
      g_assert_cmpstr (ga_record_get_text (now, "weather"), ==, "rain");
      other = nth_meeting (profile, 2);
      g_assert_cmpint (ga_record_get_integer (other, "duration_min"), ==, 60);
      profile_undo (profile);
      profile_undo (profile);
    }
}

static void
test_what_came_of_one_is_not_what_came_of_others (Profile *profile, gconstpointer data)
{
  g_autoptr (GaRecord) schedule = plan (profile, "FREQ=WEEKLY;BYDAY=TU", FIRST, "2190-01-26");
  g_autoptr (GaRecord) meeting = nth_meeting (profile, 1);
  g_autoptr (GaRecord) other = NULL;
  g_autoptr (GError) error = NULL;
  Job job = { .record = meeting, .scope = GA_SERIES_ALL };

  ga_record_set_text (meeting, "status", "held");
  ga_store_transact (profile->store, "Test", follow_cb, &job, &error);
  g_assert_no_error (error);
  other = nth_meeting (profile, 2);
  g_assert_cmpstr (ga_record_get_text (other, "status"), ==, "planned");
}

static void
test_cancelling_the_rest_ends_the_schedule (Profile *profile, gconstpointer data)
{
  g_autoptr (GaRecord) schedule = plan (profile, "FREQ=WEEKLY;BYDAY=TU", FIRST, "2190-01-26");
  g_autoptr (GaRecord) meeting = nth_meeting (profile, 2);
  g_autoptr (GaRecord) second = nth_meeting (profile, 1);
  g_autoptr (GaRecord) last = NULL;
  g_autoptr (GaRecord) now = NULL;
  g_autoptr (GaRecord) moved = NULL;
  g_autoptr (GaRecord) after = NULL;
  g_autoptr (GError) error = NULL;
  Job job = { .record = meeting, .scope = GA_SERIES_LATER };

  ga_record_set_text (meeting, "status", "cancelled");
  ga_record_set_text (meeting, "reason", "holiday");
  ga_store_transact (profile->store, "Test", edit_cb, &job, &error);
  g_assert_no_error (error);
  last = nth_meeting (profile, 3);
  g_assert_cmpstr (ga_record_get_text (last, "status"), ==, "cancelled");
  g_assert_cmpstr (ga_record_get_text (last, "reason"), ==, "holiday");
  g_assert_cmpstr (ga_record_get_text (second, "status"), ==, "planned");
  now = profile_find (profile, schedule);
  g_assert_cmpstr (ga_record_get_text (now, "until"), ==, "2190-01-26");
  g_assert_cmpstr (ga_record_get_text (now, "ended"), ==, "2190-01-26");
  /* What takes over is a plan of its own. */
  move (profile, 1, "2190-01-13T10:00", GA_SERIES_LATER);
  moved = profile_find (profile, second);
  after = ga_reader_find (ga_store_get_reader (profile->store),
                          ga_schema_get (profile->schema, "schedule"),
                          ga_record_get_reference (moved, "schedule"), NULL);
  g_assert_true (ga_record_has (after, "follows"));
  g_assert_false (ga_record_has (after, "ended"));
}

static void
test_last_walk_moved_ahead_still_ends_the_schedule (Profile *profile, gconstpointer data)
{
  g_autoptr (GaRecord) schedule = plan (profile, "FREQ=WEEKLY;BYDAY=TU", FIRST, "2190-01-26");
  g_autoptr (GaRecord) meeting = NULL;
  g_autoptr (GaRecord) now = NULL;
  g_autoptr (GError) error = NULL;
  Job job = { .scope = GA_SERIES_LATER };

  move (profile, 3, "2190-01-15T10:00", GA_SERIES_THIS);
  meeting = nth_meeting (profile, 1);
  ga_record_set_text (meeting, "status", "cancelled");
  ga_record_set_text (meeting, "reason", "holiday");
  job.record = meeting;
  ga_store_transact (profile->store, "Test", edit_cb, &job, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (job.outcome.changed, ==, 3);
  now = profile_find (profile, schedule);
  g_assert_cmpstr (ga_record_get_text (now, "until"), ==, "2190-01-26");
}

static void
test_holiday_is_filled_though_the_last_walk_was_moved_ahead (Profile *profile, gconstpointer data)
{
  g_autoptr (GaRecord) schedule =
      plan (profile, "FREQ=WEEKLY;BYDAY=MO", "2190-04-12", "2190-04-12");
  g_autoptr (GError) error = NULL;
  Job job = { .record = schedule, .until = "2190-05-03" };
  GaSeriesOutcome outcome;

  ga_record_set_integer (schedule, "skip_holidays", TRUE);
  ga_store_transact (profile->store, "Test", plan_cb, &job, &error);
  g_assert_no_error (error);
  move (profile, 2, "2190-04-17T10:00", GA_SERIES_THIS);
  outcome = move (profile, 0, "2190-04-13T10:00", GA_SERIES_ALL);
  g_assert_cmpuint (outcome.made, ==, 1);
  assert_starts (profile, "04-13T10:00 04-17T10:00 04-20T10:00 04-27T10:00");
}

static void
test_moved_days_keep_holidays_and_give_back_theirs (Profile *profile, gconstpointer data)
{
  g_autoptr (GaRecord) schedule =
      plan (profile, "FREQ=WEEKLY;BYDAY=MO", "2190-04-12", "2190-04-12");
  g_autoptr (GError) error = NULL;
  Job job = { .record = schedule, .until = "2190-05-10" };
  GaSeriesOutcome outcome;

  ga_record_set_integer (schedule, "skip_holidays", TRUE);
  ga_store_transact (profile->store, "Test", plan_cb, &job, &error);
  g_assert_no_error (error);
  assert_starts (profile, "04-12T10:00 04-19T10:00 05-03T10:00 05-10T10:00");

  /* After Easter Monday there is a Tuesday. */
  outcome = move (profile, 1, "2190-04-20T10:00", GA_SERIES_ALL);
  g_assert_cmpuint (outcome.changed, ==, 4);
  g_assert_cmpuint (outcome.made, ==, 1);
  assert_starts (profile, "04-13T10:00 04-20T10:00 04-27T10:00 05-04T10:00 05-11T10:00");

  /* The 22nd is Maundy Thursday. */
  outcome = move (profile, 0, "2190-04-15T10:00", GA_SERIES_ALL);
  g_assert_cmpuint (outcome.changed, ==, 4);
  g_assert_cmpuint (outcome.dropped, ==, 1);
  assert_starts (profile, "04-15T10:00 04-29T10:00 05-06T10:00 05-13T10:00");
  profile_undo (profile);
  assert_starts (profile, "04-13T10:00 04-20T10:00 04-27T10:00 05-04T10:00 05-11T10:00");
}

static void
test_moved_alone_it_stays_when_others_move (Profile *profile, gconstpointer data)
{
  g_autoptr (GaRecord) schedule = plan (profile, "FREQ=WEEKLY;BYDAY=TU", FIRST, "2190-01-26");
  GaSeriesOutcome outcome;

  move (profile, 1, "2190-01-15T11:00", GA_SERIES_THIS);
  outcome = move (profile, 0, "2190-01-06T10:00", GA_SERIES_ALL);
  g_assert_cmpuint (outcome.changed, ==, 3);
  g_assert_cmpuint (outcome.stayed, ==, 1);
  assert_starts (profile, "01-06T10:00 01-15T11:00 01-20T10:00 01-27T10:00");
}

static void
test_clock_changes_do_not_move_a_walk (Profile *profile, gconstpointer data)
{
  g_autoptr (GaRecord) schedule =
      plan (profile, "FREQ=MONTHLY;BYDAY=-1SU", "2190-03-01", "2190-10-31");

  move (profile, 0, "2190-03-28T09:00", GA_SERIES_ALL);
  assert_starts (profile, "03-28T09:00 04-25T09:00 05-30T09:00 06-27T09:00 07-25T09:00 "
                          "08-29T09:00 09-26T09:00 10-31T09:00");
}

#define ADD(name, func) \
  g_test_add ("/series/" name, Profile, NULL, profile_set_up, func, profile_tear_down)

int
main (int argc, char **argv)
{
  ga_language_init ();
  g_test_init (&argc, &argv, NULL);
  ADD ("this-one", test_this_one_moves_alone);
  ADD ("later-ones", test_later_ones_get_a_schedule_of_their_own);
  ADD ("undo", test_one_undo_takes_all_of_it_back);
  ADD ("who-came", test_who_came_stays_where_it_was);
  ADD ("regrets", test_regrets_keep_no_walk_from_being_cancelled);
  ADD ("over", test_what_is_over_stays_though_nobody_recorded_it);
  ADD ("over-cancelled", test_what_is_over_is_not_cancelled_with_the_rest);
  ADD ("left-behind", test_what_stayed_behind_takes_no_others_along);
  ADD ("with-names", test_a_walk_with_names_cannot_be_taken_hold_of);
  ADD ("fields", test_place_of_later_ones_goes_to_what_is_made_further);
  ADD ("follow", test_others_follow_what_a_form_has_written);
  ADD ("meanwhile", test_what_others_changed_meanwhile_stays);
  ADD ("outcome", test_what_came_of_one_is_not_what_came_of_others);
  ADD ("cancelling", test_cancelling_the_rest_ends_the_schedule);
  ADD ("ends-at-last", test_last_walk_moved_ahead_still_ends_the_schedule);
  ADD ("fills-to-last", test_holiday_is_filled_though_the_last_walk_was_moved_ahead);
  ADD ("holidays", test_moved_days_keep_holidays_and_give_back_theirs);
  ADD ("moved-alone", test_moved_alone_it_stays_when_others_move);
  ADD ("clock-changes", test_clock_changes_do_not_move_a_walk);
  return g_test_run ();
}
