/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/entities/ga-entities.h"
#include "model/ga-date.h"
#include "model/ga-language.h"
#include "model/ga-recurrence.h"
#include "model/ga-value.h"

/* A work that keeps records in memory, and refuses from the n-th put on. */
#define TEST_TYPE_WORK (test_work_get_type ())
G_DECLARE_FINAL_TYPE (TestWork, test_work, TEST, WORK, GObject)

struct _TestWork
{
  GObject parent;

  GHashTable *records; /* GaId → GaRecord */
  guint refuse_after;
};

static GaRecord *
test_work_find (GaWork *work, const char *entity, const GaId *id, GError **error)
{
  GaRecord *record = g_hash_table_lookup (TEST_WORK (work)->records, id);

  if (record == NULL)
    g_set_error_literal (error, GA_MODEL_ERROR, GA_MODEL_ERROR_REFERENCE, "None.");
  return record != NULL ? g_object_ref (record) : NULL;
}

static gboolean
test_work_put (GaWork *work, GaRecord *record, GError **error)
{
  TestWork *self = TEST_WORK (work);

  if (g_hash_table_size (self->records) >= self->refuse_after)
    {
      g_set_error_literal (error, GA_MODEL_ERROR, GA_MODEL_ERROR_RULE, "No more.");
      return FALSE;
    }
  g_hash_table_insert (self->records, ga_id_copy (ga_record_get_id (record)),
                       g_object_ref (record));
  return TRUE;
}

static void
test_work_iface_init (GaWorkInterface *iface)
{
  iface->find = test_work_find;
  iface->put = test_work_put;
}

G_DEFINE_TYPE_WITH_CODE (TestWork,
                         test_work,
                         G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (GA_TYPE_WORK, test_work_iface_init))

static void
test_work_finalize (GObject *object)
{
  g_hash_table_unref (TEST_WORK (object)->records);
  G_OBJECT_CLASS (test_work_parent_class)->finalize (object);
}

static void
test_work_class_init (TestWorkClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = test_work_finalize;
}

static void
test_work_init (TestWork *self)
{
  self->records = g_hash_table_new_full (ga_id_hash, ga_id_equal, g_free, g_object_unref);
  self->refuse_after = G_MAXUINT;
}

static GaRecord *
make_schedule (const char *rule, const char *from, const char *until)
{
  GaRecord *schedule = ga_record_new (&ga_entity_schedule);
  GaId community = ga_id_for_fact ("community of the test");
  GaId id = ga_id_for_fact ("schedule of the test");

  ga_record_set_id (schedule, &id);
  ga_record_set_reference (schedule, "community", &community);
  ga_record_set_text (schedule, "rule", rule);
  ga_record_set_text (schedule, "from", from);
  ga_record_set_text (schedule, "until", until);
  ga_record_set_text (schedule, "at", "10:00");
  ga_record_set_integer (schedule, "duration_min", 90);
  return schedule;
}

static GaRecord *
find_meeting (TestWork *work, GaRecord *schedule, const char *day)
{
  char text[GA_ID_TEXT_SIZE];
  g_autofree char *fact = NULL;
  GaId id;

  ga_id_format (ga_record_get_id (schedule), text);
  fact = g_strdup_printf ("meeting:%s:%s", text, day);
  id = ga_id_for_fact (fact);
  return g_hash_table_lookup (work->records, &id);
}

static void
test_meetings_take_after_their_schedule (void)
{
  g_autoptr (TestWork) work = g_object_new (TEST_TYPE_WORK, NULL);
  g_autoptr (GaRecord) schedule = make_schedule ("FREQ=WEEKLY;BYDAY=TU", "2026-03-24", NULL);
  g_autoptr (GError) error = NULL;
  GaRecord *meeting;
  guint made = 0;

  g_assert_true (
      ga_schedule_make_meetings (GA_WORK (work), schedule, NULL, "2026-04-07", &made, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (made, ==, 3);
  meeting = find_meeting (work, schedule, "2026-03-31");
  g_assert_nonnull (meeting);
  g_assert_cmpstr (ga_record_get_text (meeting, "start"), ==, "2026-03-31T10:00");
  g_assert_cmpstr (ga_record_get_text (meeting, "zone"), ==, GA_ZONE_DEFAULT);
  g_assert_cmpstr (ga_record_get_text (meeting, "status"), ==, "planned");
  g_assert_cmpint (ga_record_get_integer (meeting, "duration_min"), ==, 90);
  g_assert_true (
      ga_id_equal (ga_record_get_reference (meeting, "schedule"), ga_record_get_id (schedule)));
  g_assert_true (ga_id_equal (ga_record_get_reference (meeting, "community"),
                              ga_record_get_reference (schedule, "community")));
}

static void
test_start_is_a_time_that_comes (void)
{
  g_autoptr (TestWork) work = g_object_new (TEST_TYPE_WORK, NULL);
  g_autoptr (GaRecord) schedule = make_schedule ("FREQ=DAILY", "2026-03-28", NULL);

  ga_record_set_text (schedule, "at", "02:30");
  g_assert_true (
      ga_schedule_make_meetings (GA_WORK (work), schedule, NULL, "2026-03-30", NULL, NULL));
  g_assert_cmpstr (ga_record_get_text (find_meeting (work, schedule, "2026-03-28"), "start"), ==,
                   "2026-03-28T02:30");
  g_assert_cmpstr (ga_record_get_text (find_meeting (work, schedule, "2026-03-29"), "start"), ==,
                   "2026-03-29T03:30");
  g_assert_cmpstr (ga_record_get_text (find_meeting (work, schedule, "2026-03-30"), "start"), ==,
                   "2026-03-30T02:30");
}

static void
test_making_again_leaves_what_is_there (void)
{
  g_autoptr (TestWork) work = g_object_new (TEST_TYPE_WORK, NULL);
  g_autoptr (GaRecord) schedule = make_schedule ("FREQ=WEEKLY;BYDAY=TU", "2026-01-06", NULL);
  g_autoptr (GError) error = NULL;
  GaRecord *moved;
  guint made = 0;

  g_assert_true (
      ga_schedule_make_meetings (GA_WORK (work), schedule, NULL, "2026-01-20", &made, &error));
  g_assert_cmpuint (made, ==, 3);
  moved = find_meeting (work, schedule, "2026-01-13");
  ga_record_set_text (moved, "start", "2026-01-14T11:00");

  g_assert_true (
      ga_schedule_make_meetings (GA_WORK (work), schedule, NULL, "2026-01-27", &made, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (made, ==, 1);
  g_assert_cmpuint (g_hash_table_size (work->records), ==, 4);
  g_assert_cmpstr (ga_record_get_text (moved, "start"), ==, "2026-01-14T11:00");
}

static void
test_end_is_the_earlier_of_two (void)
{
  g_autoptr (TestWork) work = g_object_new (TEST_TYPE_WORK, NULL);
  g_autoptr (GaRecord) ending = make_schedule ("FREQ=DAILY", "2026-01-06", "2026-01-08");
  guint made = 0;

  g_assert_true (
      ga_schedule_make_meetings (GA_WORK (work), ending, NULL, "2026-12-31", &made, NULL));
  g_assert_cmpuint (made, ==, 3);
  g_assert_true (ga_schedule_make_meetings (GA_WORK (work), ending, NULL, NULL, &made, NULL));
  g_assert_cmpuint (made, ==, 0);
}

static void
test_usual_end_is_a_year_ahead (void)
{
  g_autoptr (TestWork) work = g_object_new (TEST_TYPE_WORK, NULL);
  g_autofree char *today = ga_date_today ();
  g_autofree char *later = ga_date_add_days (today, 100);
  g_autoptr (GaRecord) schedule = make_schedule ("FREQ=WEEKLY", later, NULL);
  guint made = 0;

  /* To the end of the month. */
  g_assert_true (ga_schedule_make_meetings (GA_WORK (work), schedule, NULL, NULL, &made, NULL));
  g_assert_cmpuint (made, >=, 53);
  g_assert_cmpuint (made, <=, 57);
}

static void
test_how_far_ahead_is_the_schedules (void)
{
  g_autoptr (GaRecord) schedule = make_schedule ("FREQ=WEEKLY", "2190-11-30", NULL);
  g_autofree char *end = NULL;

  ga_record_set_integer (schedule, "months_ahead", 3);
  end = ga_schedule_horizon (schedule, NULL);
  g_assert_cmpstr (end, ==, "2191-02-28");
}

static void
test_holidays_and_days_left_out_have_none (void)
{
  g_autoptr (TestWork) work = g_object_new (TEST_TYPE_WORK, NULL);
  g_autoptr (GaRecord) schedule = make_schedule ("FREQ=DAILY", "2026-12-21", NULL);
  guint made = 0;

  ga_record_set_integer (schedule, "skip_holidays", TRUE);
  ga_record_set_text (schedule, "skips", "2026-12-24|31-12-2026");
  g_assert_true (
      ga_schedule_make_meetings (GA_WORK (work), schedule, NULL, "2027-01-02", &made, NULL));
  g_assert_cmpuint (made, ==, 13 - 3 - 2);
  for (guint i = 24; i <= 26; i++)
    {
      g_autofree char *day = g_strdup_printf ("2026-12-%u", i);

      g_assert_null (find_meeting (work, schedule, day));
    }
  g_assert_nonnull (find_meeting (work, schedule, "2026-12-27"));
  g_assert_null (find_meeting (work, schedule, "2026-12-31"));
}

static void
test_only_what_lies_after_is_made_further (void)
{
  g_autoptr (TestWork) work = g_object_new (TEST_TYPE_WORK, NULL);
  g_autoptr (GaRecord) schedule =
      make_schedule ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "2026-01-06", NULL);
  guint made = 0;

  g_assert_true (ga_schedule_make_meetings (GA_WORK (work), schedule, "2026-01-20", "2026-02-17",
                                            &made, NULL));
  g_assert_cmpuint (made, ==, 2);
  g_assert_null (find_meeting (work, schedule, "2026-01-20"));
  g_assert_nonnull (find_meeting (work, schedule, "2026-02-03"));
}

static void
test_too_many_are_refused_whole (void)
{
  g_autoptr (TestWork) work = g_object_new (TEST_TYPE_WORK, NULL);
  g_autoptr (GaRecord) schedule = make_schedule ("FREQ=DAILY", "2026-01-01", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (
      ga_schedule_make_meetings (GA_WORK (work), schedule, NULL, "2199-12-31", NULL, &error));
  g_assert_error (error, GA_MODEL_ERROR, GA_MODEL_ERROR_LIMIT);
  g_assert_cmpuint (g_hash_table_size (work->records), ==, 0);
}

static void
test_refusal_of_one_ends_it (void)
{
  g_autoptr (TestWork) work = g_object_new (TEST_TYPE_WORK, NULL);
  g_autoptr (GaRecord) schedule = make_schedule ("FREQ=DAILY", "2026-01-01", NULL);
  g_autoptr (GError) error = NULL;

  work->refuse_after = 2;
  g_assert_false (
      ga_schedule_make_meetings (GA_WORK (work), schedule, NULL, "2026-01-31", NULL, &error));
  g_assert_error (error, GA_MODEL_ERROR, GA_MODEL_ERROR_RULE);
  g_assert_cmpuint (g_hash_table_size (work->records), ==, 2);
}

int
main (int argc, char **argv)
{
  ga_language_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/schedule-meetings/take-after-their-schedule",
                   test_meetings_take_after_their_schedule);
  g_test_add_func ("/schedule-meetings/start-is-a-time-that-comes",
                   test_start_is_a_time_that_comes);
  g_test_add_func ("/schedule-meetings/again-leaves-what-is-there",
                   test_making_again_leaves_what_is_there);
  g_test_add_func ("/schedule-meetings/end-is-the-earlier-of-two", test_end_is_the_earlier_of_two);
  g_test_add_func ("/schedule-meetings/usual-end-is-a-year-ahead", test_usual_end_is_a_year_ahead);
  g_test_add_func ("/schedule-meetings/how-far-ahead", test_how_far_ahead_is_the_schedules);
  g_test_add_func ("/schedule-meetings/left-out", test_holidays_and_days_left_out_have_none);
  g_test_add_func ("/schedule-meetings/further", test_only_what_lies_after_is_made_further);
  g_test_add_func ("/schedule-meetings/too-many-refused-whole", test_too_many_are_refused_whole);
  g_test_add_func ("/schedule-meetings/refusal-of-one-ends-it", test_refusal_of_one_ends_it);
  return g_test_run ();
}
