/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "insight-fixture.h"
#include "store/ga-inbox.h"
#include "model/ga-date.h"

static GaAttendanceReport *
ask (Insight *insight, GaAttendanceRequest request)
{
  insight_load (insight);
  return ga_attendance_report_new (insight->cache, &request);
}

static void
test_months_add_up (Insight *insight, gconstpointer data)
{
  g_autoptr (GaRecord) one = add_community (insight, "One", NULL, NULL, FALSE);
  g_autoptr (GaRecord) other = add_community (insight, "Other", NULL, NULL, FALSE);
  g_autoptr (GaAttendanceReport) report = NULL;

  add_walk (insight, one, "2026-01-06", 3, 1, 4);
  add_walk (insight, one, "2026-01-13", 2, 0, 0);
  add_walk (insight, other, "2026-01-13", 0, 0, 9);
  add_cancelled (insight, one, "2026-03-03");
  g_object_unref (put_meeting (insight, one, "2026-05-05", "planned"));
  report = ask (insight, (GaAttendanceRequest){ .by = GA_ATTENDANCE_BY_MONTH });
  assert_keys (report, "2026-01 2026-02 2026-03");
  assert_row (find_row (report, "2026-01"), "3 0 5 13 18 1 2");
  assert_row (find_row (report, "2026-02"), "0 0 0 0 0 0 0");
  assert_row (find_row (report, "2026-03"), "0 1 0 0 0 0 0");
  assert_row (ga_attendance_report_get_total (report), "3 1 5 13 18 1 2");
  g_assert_cmpstr (ga_attendance_report_get_from (report), ==, "2026-01-06");
  g_assert_cmpstr (ga_attendance_report_get_to (report), ==, "2026-03-03");
  g_assert_cmpstr (ga_attendance_report_get_row (report, 0)->label, ==, "January 2026");
}

static void
test_the_host_counts_where_remembered (Insight *insight, gconstpointer data)
{
  g_autoptr (GaRecord) one = add_community (insight, "One", NULL, NULL, FALSE);
  g_autoptr (GaRecord) meeting = put_meeting (insight, one, "2026-01-06", "held");
  g_autoptr (GaAttendanceReport) report = NULL;

  ga_record_set_integer (meeting, "host_counts", 1);
  ga_record_set_integer (meeting, "unnamed", 6);
  profile_put (&insight->profile, meeting);
  report = ask (insight, (GaAttendanceRequest){ .by = GA_ATTENDANCE_BY_TOTAL });
  assert_keys (report, "total");
  assert_row (find_row (report, "total"), "1 0 1 6 7 0 1");
}

static void
test_weeks_are_those_of_iso (Insight *insight, gconstpointer data)
{
  g_autoptr (GaRecord) one = add_community (insight, "One", NULL, NULL, FALSE);
  g_autoptr (GaAttendanceReport) report = NULL;

  add_walk (insight, one, "2026-12-28", 0, 0, 1);
  add_walk (insight, one, "2027-01-03", 0, 0, 2);
  add_walk (insight, one, "2027-01-04", 0, 0, 4);
  report =
      ask (insight, (GaAttendanceRequest){
                        .by = GA_ATTENDANCE_BY_WEEK, .from = "2026-12-21", .to = "2027-01-17" });
  assert_keys (report, "2026-W52 2026-W53 2027-W01 2027-W02");
  assert_row (find_row (report, "2026-W53"), "2 0 0 3 3 0 1");
  assert_row (find_row (report, "2027-W01"), "1 0 0 4 4 0 1");
  g_assert_cmpstr (find_row (report, "2026-W53")->label, ==, "Week 53, 2026");
}

static void
test_a_week_that_a_year_lacks_is_left_out (Insight *insight, gconstpointer data)
{
  g_autoptr (GaRecord) one = add_community (insight, "One", NULL, NULL, FALSE);
  g_autoptr (GaAttendanceReport) report = NULL;

  report =
      ask (insight, (GaAttendanceRequest){
                        .by = GA_ATTENDANCE_BY_WEEK, .from = "2025-12-22", .to = "2026-01-11" });
  assert_keys (report, "2025-W52 2026-W01 2026-W02");
}

static void
test_every_week_is_its_thursdays (Insight *insight, gconstpointer data)
{
  g_autoptr (GaAttendanceReport) report =
      ask (insight, (GaAttendanceRequest){
                        .by = GA_ATTENDANCE_BY_WEEK, .from = "2001-01-01", .to = "2040-12-30" });
  g_autoptr (GDate) monday = g_date_new_dmy (1, 1, 2001);

  /* 40 years of weeks, against the calendar of the C library. */
  for (guint i = 0; i < ga_attendance_report_get_n_rows (report); i++)
    {
      char key[16];

      g_date_strftime (key, sizeof key, "%G-W%V", monday);
      g_assert_cmpstr (ga_attendance_report_get_row (report, i)->key, ==, key);
      g_date_add_days (monday, 7);
    }
  g_assert_cmpuint (ga_attendance_report_get_n_rows (report), ==, 2087);
}

static void
test_years_without_walks_are_zero (Insight *insight, gconstpointer data)
{
  g_autoptr (GaRecord) one = add_community (insight, "One", NULL, NULL, FALSE);
  g_autoptr (GaAttendanceReport) report = NULL;

  add_walk (insight, one, "2024-02-29", 0, 0, 5);
  add_walk (insight, one, "2026-02-28", 0, 0, 6);
  report = ask (insight, (GaAttendanceRequest){ .by = GA_ATTENDANCE_BY_YEAR });
  assert_keys (report, "2024 2025 2026");
  assert_row (find_row (report, "2025"), "0 0 0 0 0 0 0");
}

static void
test_an_empty_profile_has_no_periods (Insight *insight, gconstpointer data)
{
  g_autoptr (GaAttendanceReport) open =
      ask (insight, (GaAttendanceRequest){ .by = GA_ATTENDANCE_BY_WEEK });
  g_autoptr (GaAttendanceReport) half =
      ask (insight, (GaAttendanceRequest){ .by = GA_ATTENDANCE_BY_WEEK, .from = "2026-01-01" });
  g_autoptr (GaAttendanceReport) other_half =
      ask (insight, (GaAttendanceRequest){ .by = GA_ATTENDANCE_BY_WEEK, .to = "2026-01-01" });
  g_autoptr (GaAttendanceReport) backwards =
      ask (insight, (GaAttendanceRequest){
                        .by = GA_ATTENDANCE_BY_WEEK, .from = "2026-02-01", .to = "2026-01-01" });

  g_assert_cmpuint (ga_attendance_report_get_n_rows (open), ==, 0);
  g_assert_null (ga_attendance_report_get_from (open));
  g_assert_cmpuint (ga_attendance_report_get_n_rows (half), ==, 0);
  g_assert_cmpuint (ga_attendance_report_get_n_rows (other_half), ==, 0);
  g_assert_cmpuint (ga_attendance_report_get_n_rows (backwards), ==, 0);
}

static void
test_the_range_includes_both_its_days (Insight *insight, gconstpointer data)
{
  g_autoptr (GaRecord) one = add_community (insight, "One", NULL, NULL, FALSE);
  g_autoptr (GaAttendanceReport) report = NULL;

  add_walk (insight, one, "2026-01-05", 0, 0, 1);
  add_walk (insight, one, "2026-01-06", 0, 0, 2);
  add_walk (insight, one, "2026-01-08", 0, 0, 4);
  add_walk (insight, one, "2026-01-09", 0, 0, 8);
  report = ask (insight, (GaAttendanceRequest){ .from = "2026-01-06", .to = "2026-01-08" });
  assert_row (ga_attendance_report_get_total (report), "2 0 0 6 6 0 1");
}

static void
test_kommuner_go_by_code_and_keep_what_walks_were_held_under (Insight *insight, gconstpointer data)
{
  GaId randers = add_kommune (insight, "730", "Randers");
  GaId viborg = add_kommune (insight, "791", "Viborg");
  g_autoptr (GaRecord) one = add_community (insight, "One", &randers, "seniors", FALSE);
  g_autoptr (GaRecord) other = add_community (insight, "Other", NULL, NULL, FALSE);
  g_autoptr (GaAttendanceReport) report = NULL;
  g_autoptr (GaAttendanceReport) groups = NULL;
  g_autoptr (GaAttendanceReport) filtered = NULL;

  add_walk (insight, one, "2026-01-06", 0, 0, 3);
  ga_record_set_reference (one, "kommune", &viborg);
  profile_put (&insight->profile, one);
  add_walk (insight, one, "2026-01-13", 0, 0, 5);
  add_walk (insight, other, "2026-01-13", 0, 0, 70);
  report = ask (insight, (GaAttendanceRequest){ .by = GA_ATTENDANCE_BY_KOMMUNE });
  assert_keys (report, "730 791 ");
  assert_row (find_row (report, "730"), "1 0 0 3 3 0 1");
  assert_row (find_row (report, "791"), "1 0 0 5 5 0 1");
  assert_row (find_row (report, ""), "1 0 0 70 70 0 1");
  assert_row (ga_attendance_report_get_total (report), "3 0 0 78 78 0 2");
  g_assert_cmpstr (find_row (report, "730")->label, ==, "Randers");
  g_assert_cmpstr (find_row (report, "")->label, ==, "Not given");
  groups = ask (insight, (GaAttendanceRequest){ .by = GA_ATTENDANCE_BY_TARGET_GROUP,
                                                .sort = GA_ATTENDANCE_SORT_TOTAL });
  assert_keys (groups, "seniors ");
  filtered = ask (insight, (GaAttendanceRequest){ .kommune = viborg, .target_group = "seniors" });
  assert_row (ga_attendance_report_get_total (filtered), "1 0 0 5 5 0 1");
  g_assert_cmpstr (ga_attendance_report_get_scope (filtered), ==, "Viborg · Seniors");
}

static void
test_filters_nobody_meets_give_nothing (Insight *insight, gconstpointer data)
{
  GaId randers = add_kommune (insight, "730", "Randers");
  g_autoptr (GaRecord) one = add_community (insight, "One", NULL, NULL, FALSE);
  g_autoptr (GaRecord) idle = add_community (insight, "Idle", NULL, NULL, FALSE);
  GaAttendanceRequest requests[] = {
    { .kommune = randers },
    { .community = *ga_record_get_id (idle) },
    { .target_group = "men" },
    { .arena = "nature" },
  };

  add_walk (insight, one, "2026-01-06", 0, 0, 3);
  for (guint i = 0; i < G_N_ELEMENTS (requests); i++)
    {
      g_autoptr (GaAttendanceReport) report = ask (insight, requests[i]);

      assert_row (ga_attendance_report_get_total (report), "0 0 0 0 0 0 0");
    }
}

static void
test_communities_stand_in_danish_order_or_by_size (Insight *insight, gconstpointer data)
{
  static const char *const names[] = { "Aabenraa", "Zebra", "Ærø", "Anna" };
  static const char *const by_name[] = { "Anna", "Zebra", "Ærø", "Aabenraa" };
  static const char *const by_size[] = { "Anna", "Ærø", "Zebra", "Aabenraa" };
  g_autoptr (GaAttendanceReport) ordered = NULL;
  g_autoptr (GaAttendanceReport) sized = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GaRecord) community = add_community (insight, names[i], NULL, NULL, FALSE);

      add_walk (insight, community, "2026-01-06", 0, 0, i + 1);
    }
  ordered = ask (insight, (GaAttendanceRequest){ .by = GA_ATTENDANCE_BY_COMMUNITY });
  sized = ask (insight, (GaAttendanceRequest){ .by = GA_ATTENDANCE_BY_COMMUNITY,
                                               .sort = GA_ATTENDANCE_SORT_TOTAL });
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_assert_cmpstr (ga_attendance_report_get_row (ordered, i)->label, ==, by_name[i]);
      g_assert_cmpstr (ga_attendance_report_get_row (sized, i)->label, ==, by_size[i]);
      g_assert_cmpuint (strlen (ga_attendance_report_get_row (sized, i)->key), ==, 36);
    }
}

static void
test_open_groups_are_shown_whatever_their_size (Insight *insight, gconstpointer data)
{
  g_autoptr (GaRecord) one = add_community (insight, "One", NULL, NULL, FALSE);
  g_autoptr (GaAttendanceReport) report = NULL;

  add_walk (insight, one, "2026-01-06", 2, 1, 1);
  report = ask (insight, (GaAttendanceRequest){ .mask = TRUE });
  assert_row (find_row (report, "total"), "1 0 2 1 3 * 1");
  g_assert_true (ga_attendance_report_get_total (report)->left_out);
}

static void
test_health_groups_are_masked_under_5 (Insight *insight, gconstpointer data)
{
  g_autoptr (GaRecord) small = add_community (insight, "Small", NULL, NULL, TRUE);
  g_autoptr (GaRecord) split = add_community (insight, "Split", NULL, NULL, TRUE);
  g_autoptr (GaRecord) large = add_community (insight, "Wide", NULL, NULL, TRUE);
  g_autoptr (GaAttendanceReport) report = NULL;
  g_autoptr (GaAttendanceReport) own = NULL;

  add_walk (insight, small, "2026-01-06", 4, 0, 0);
  add_walk (insight, split, "2026-01-06", 1, 0, 8);
  add_walk (insight, large, "2026-01-06", 5, 0, 5);
  report = ask (insight, (GaAttendanceRequest){ .by = GA_ATTENDANCE_BY_COMMUNITY, .mask = TRUE });
  assert_row (ga_attendance_report_get_row (report, 0), "1 0 * * * 0 1");
  assert_row (ga_attendance_report_get_row (report, 1), "1 0 * * 9 0 1");
  assert_row (ga_attendance_report_get_row (report, 2), "1 0 5 5 10 0 1");
  /* Nothing hidden is in the sum, so no subtraction brings it back. */
  assert_row (ga_attendance_report_get_total (report), "3 0 5 5 19 0 3");
  own = ask (insight, (GaAttendanceRequest){ .by = GA_ATTENDANCE_BY_COMMUNITY });
  assert_row (ga_attendance_report_get_row (own, 0), "1 0 4 0 4 0 1");
  assert_row (ga_attendance_report_get_total (own), "3 0 10 13 23 0 3");
}

static void
test_a_small_health_group_cannot_be_had_by_subtraction (Insight *insight, gconstpointer data)
{
  g_autoptr (GaRecord) open = add_community (insight, "Open", NULL, NULL, FALSE);
  g_autoptr (GaRecord) health = add_community (insight, "Health", NULL, NULL, TRUE);
  g_autoptr (GaAttendanceReport) report = NULL;

  add_walk (insight, open, "2026-01-06", 10, 6, 20);
  add_walk (insight, health, "2026-01-06", 2, 1, 2);
  add_walk (insight, health, "2026-02-03", 0, 0, 9);
  add_walk (insight, open, "2026-02-03", 2, 2, 1);
  add_walk (insight, health, "2026-03-03", 1, 0, 9);
  add_walk (insight, open, "2026-03-03", 5, 0, 1);
  report = ask (insight, (GaAttendanceRequest){ .by = GA_ATTENDANCE_BY_MONTH, .mask = TRUE });
  assert_row (find_row (report, "2026-01"), "2 0 10 20 30 6 2");
  g_assert_true (find_row (report, "2026-01")->left_out);
  assert_row (find_row (report, "2026-02"), "2 0 2 10 12 * 2");
  assert_row (find_row (report, "2026-03"), "2 0 5 11 16 0 2");
  g_assert_false (find_row (report, "2026-03")->left_out);
  assert_row (ga_attendance_report_get_total (report), "6 0 17 41 58 6 2");
}

static gboolean
told_body (GaTransaction *transaction, gpointer user_data, GError **error)
{
  GaInbox *inbox = ga_inbox_new (transaction, FALSE, error);
  gboolean told = inbox != NULL && ga_inbox_put_month (inbox, user_data, error) &&
                  ga_inbox_finish (inbox, TRUE, error);

  g_clear_pointer (&inbox, ga_inbox_free);
  return told;
}

static void
tell (Insight *insight, const GaRecord *community, const char *month, gint64 first_time)
{
  GaMonthCount count = { .revision = 1, .first_time = first_time };
  g_autoptr (GError) error = NULL;

  count.community = *ga_record_get_id (community);
  g_strlcpy (count.month, month, sizeof count.month);
  ga_store_transact (insight->profile.store, "Tell", told_body, &count, &error);
  g_assert_no_error (error);
}

/* Of walks whose names are elsewhere, months are told, and no week is made up of them. */
static void
test_who_is_new_elsewhere_counts_by_month (Insight *insight, gconstpointer data)
{
  g_autoptr (GaRecord) one = add_community (insight, "One", NULL, NULL, FALSE);
  g_autoptr (GaRecord) other = add_community (insight, "Other", NULL, NULL, FALSE);
  g_autoptr (GaAttendanceReport) months = NULL;
  g_autoptr (GaAttendanceReport) weeks = NULL;

  add_walk (insight, one, "2026-01-06", 0, 0, 9);
  add_walk (insight, other, "2026-01-07", 0, 0, 9);
  add_walk (insight, other, "2026-02-04", 0, 0, 9);
  tell (insight, one, "2026-01", 7);
  tell (insight, other, "2026-01", 8);
  tell (insight, other, "2026-02", -1);
  months = ask (insight, (GaAttendanceRequest){ .by = GA_ATTENDANCE_BY_MONTH, .mask = TRUE });
  assert_row (find_row (months, "2026-01"), "2 0 0 18 18 15 2");
  g_assert_false (find_row (months, "2026-01")->left_out);
  assert_row (find_row (months, "2026-02"), "1 0 0 9 9 * 1");
  g_assert_false (find_row (months, "2026-02")->first_time.unknown);
  g_assert_true (find_row (months, "2026-02")->left_out);
  assert_row (ga_attendance_report_get_total (months), "3 0 0 27 27 15 2");
  weeks = ask (insight, (GaAttendanceRequest){ .by = GA_ATTENDANCE_BY_WEEK });
  g_assert_true (ga_attendance_report_get_row (weeks, 0)->first_time.unknown);
  g_assert_true (ga_attendance_report_get_total (weeks)->first_time.unknown);
}

/* Whoever sees no names is told neither how many were new nor that there was nobody. */
static void
test_what_is_hidden_elsewhere_is_not_nothing (Insight *insight, gconstpointer data)
{
  g_autoptr (GaRecord) one = add_community (insight, "One", NULL, NULL, FALSE);
  g_autoptr (GaRecord) other = add_community (insight, "Other", NULL, NULL, FALSE);
  g_autoptr (GaAttendanceReport) months = NULL;
  g_autoptr (GaAttendanceReport) first = NULL;
  const GaAttendanceRow *row;

  add_walk (insight, one, "2026-01-06", 0, 0, 9);
  add_walk (insight, one, "2026-02-03", 0, 0, 9);
  add_walk (insight, one, "2026-03-03", 0, 0, 9);
  tell (insight, one, "2026-01", -1);
  tell (insight, one, "2026-02", -1);
  tell (insight, other, "2026-02", -1);
  months = ask (insight, (GaAttendanceRequest){ .by = GA_ATTENDANCE_BY_MONTH });
  row = find_row (months, "2026-01");
  assert_row (row, "1 0 0 9 9 * 1");
  g_assert_false (row->first_time.unknown);
  /* Two that are under 5 each may be more together. */
  row = find_row (months, "2026-02");
  assert_row (row, "1 0 0 9 9 * 1");
  g_assert_true (row->first_time.unknown);
  assert_row (find_row (months, "2026-03"), "1 0 0 9 9 0 1");
  assert_row (ga_attendance_report_get_total (months), "3 0 0 27 27 * 1");
  g_assert_true (ga_attendance_report_get_total (months)->first_time.unknown);
  first =
      ask (insight, (GaAttendanceRequest){
                        .by = GA_ATTENDANCE_BY_MONTH, .from = "2026-01-01", .to = "2026-01-31" });
  assert_row (ga_attendance_report_get_total (first), "1 0 0 9 9 * 1");
  g_assert_false (ga_attendance_report_get_total (first)->first_time.unknown);
}

static gboolean
told_walk_body (GaTransaction *transaction, gpointer meeting, GError **error)
{
  GaInbox *inbox = ga_inbox_new (transaction, FALSE, error);
  gboolean told = inbox != NULL && ga_inbox_put_total (inbox, meeting, 1, -1, error) &&
                  ga_inbox_finish (inbox, TRUE, error);

  g_clear_pointer (&inbox, ga_inbox_free);
  return told;
}

/* The same of who came by name, where that reveals health. */
static void
test_who_came_elsewhere_is_not_nothing (Insight *insight, gconstpointer data)
{
  g_autoptr (GaRecord) one = add_community (insight, "One", NULL, NULL, TRUE);
  g_autoptr (GaAttendanceReport) report = NULL;
  g_autoptr (GError) error = NULL;
  Walk walk = add_walk (insight, one, "2026-01-06", 0, 0, 0);

  ga_store_transact (insight->profile.store, "Tell", told_walk_body, &walk.meeting, &error);
  g_assert_no_error (error);
  report = ask (insight, (GaAttendanceRequest){ .by = GA_ATTENDANCE_BY_MONTH });
  assert_row (find_row (report, "2026-01"), "1 0 * 0 * 0 1");
}

static void
test_initiatives_count_their_communities (Insight *insight, gconstpointer data)
{
  GaId kommune = add_kommune (insight, "0615", "Horsens");
  g_autoptr (GaRecord) one = add_community (insight, "One", &kommune, NULL, FALSE);
  g_autoptr (GaRecord) two = add_community (insight, "Two", &kommune, NULL, FALSE);
  g_autoptr (GaRecord) three = add_community (insight, "Three", NULL, NULL, FALSE);
  g_autoptr (GaRecord) four = add_community (insight, "Four", NULL, NULL, FALSE);
  g_autoptr (GaRecord) zebra = add_initiative_of (insight, "Zebra", &kommune);
  g_autoptr (GaRecord) aal = add_initiative_of (insight, "Aal", &kommune);
  g_autofree char *zebra_key = ga_id_to_string (ga_record_get_id (zebra));
  g_autofree char *aal_key = ga_id_to_string (ga_record_get_id (aal));
  g_autofree char *keys = g_strdup_printf ("%s %s ", zebra_key, aal_key);
  g_autoptr (GaAttendanceReport) report = NULL;
  g_autoptr (GaAttendanceReport) months = NULL;

  move_to_initiative (insight, one, zebra);
  move_to_initiative (insight, two, zebra);
  move_to_initiative (insight, three, aal);
  add_walk (insight, one, "2026-01-06", 3, 1, 4);
  add_walk (insight, two, "2026-02-06", 0, 0, 2);
  add_cancelled (insight, two, "2026-02-13");
  add_walk (insight, three, "2026-02-06", 0, 0, 5);
  add_walk (insight, four, "2026-02-06", 0, 0, 8);
  report = ask (insight, (GaAttendanceRequest){ .by = GA_ATTENDANCE_BY_INITIATIVE });
  /* In the order of the alphabet, in which aa is å; what is not given stands last. */
  assert_keys (report, keys);
  assert_row (find_row (report, zebra_key), "2 1 3 6 9 1 2");
  assert_row (find_row (report, aal_key), "1 0 0 5 5 0 1");
  assert_row (find_row (report, ""), "1 0 0 8 8 0 1");
  g_assert_cmpstr (find_row (report, aal_key)->label, ==, "Aal");
  months = ask (insight, (GaAttendanceRequest){ .by = GA_ATTENDANCE_BY_MONTH,
                                                .initiative = *ga_record_get_id (zebra) });
  assert_keys (months, "2026-01 2026-02");
  assert_row (ga_attendance_report_get_total (months), "2 1 3 6 9 1 2");
  g_assert_cmpstr (ga_attendance_report_get_scope (months), ==, "Zebra");
}

static void
test_an_initiative_without_walks_is_nothing (Insight *insight, gconstpointer data)
{
  GaId kommune = add_kommune (insight, "0615", "Horsens");
  g_autoptr (GaRecord) one = add_community (insight, "One", &kommune, NULL, FALSE);
  g_autoptr (GaRecord) empty = add_initiative_of (insight, "Empty", &kommune);
  g_autoptr (GaAttendanceReport) report = NULL;

  add_walk (insight, one, "2026-01-06", 3, 1, 4);
  report = ask (insight, (GaAttendanceRequest){ .by = GA_ATTENDANCE_BY_TOTAL,
                                                .initiative = *ga_record_get_id (empty) });
  assert_row (ga_attendance_report_get_total (report), "0 0 0 0 0 0 0");
}

#define ADD(name, func)                                                                \
  g_test_add ("/insight/attendance-report/" name, Insight, NULL, insight_set_up, func, \
              insight_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("months-add-up", test_months_add_up);
  ADD ("who-is-new-elsewhere-counts-by-month", test_who_is_new_elsewhere_counts_by_month);
  ADD ("what-is-hidden-elsewhere-is-not-nothing", test_what_is_hidden_elsewhere_is_not_nothing);
  ADD ("who-came-elsewhere-is-not-nothing", test_who_came_elsewhere_is_not_nothing);
  ADD ("the-host-counts-where-remembered", test_the_host_counts_where_remembered);
  ADD ("weeks-are-those-of-iso", test_weeks_are_those_of_iso);
  ADD ("a-week-that-a-year-lacks-is-left-out", test_a_week_that_a_year_lacks_is_left_out);
  ADD ("every-week-is-its-thursdays", test_every_week_is_its_thursdays);
  ADD ("years-without-walks-are-zero", test_years_without_walks_are_zero);
  ADD ("an-empty-profile-has-no-periods", test_an_empty_profile_has_no_periods);
  ADD ("the-range-includes-both-its-days", test_the_range_includes_both_its_days);
  ADD ("kommuner-go-by-code-and-keep-what-walks-were-held-under",
       test_kommuner_go_by_code_and_keep_what_walks_were_held_under);
  ADD ("filters-nobody-meets-give-nothing", test_filters_nobody_meets_give_nothing);
  ADD ("communities-stand-in-danish-order-or-by-size",
       test_communities_stand_in_danish_order_or_by_size);
  ADD ("open-groups-are-shown-whatever-their-size", test_open_groups_are_shown_whatever_their_size);
  ADD ("health-groups-are-masked-under-5", test_health_groups_are_masked_under_5);
  ADD ("a-small-health-group-cannot-be-had-by-subtraction",
       test_a_small_health_group_cannot_be_had_by_subtraction);
  ADD ("initiatives-count-their-communities", test_initiatives_count_their_communities);
  ADD ("an-initiative-without-walks-is-nothing", test_an_initiative_without_walks_is_nothing);
  return g_test_run ();
}
