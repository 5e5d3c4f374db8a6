/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "insight/ga-attendance-comparison.h"
#include "insight/ga-attendance-file.h"
#include "insight-fixture.h"

static GaAttendanceReport *
ask (Insight *insight, GaAttendanceRequest request)
{
  insight_load (insight);
  return ga_attendance_report_new (insight->cache, &request);
}

static void
assert_point (GaChart *chart, guint series, guint category, GaChartPointKind kind, gint64 expected)
{
  gint64 value = 0;

  g_assert_cmpint (ga_chart_get_point (chart, series, category, &value), ==, kind);
  if (kind == GA_CHART_POINT_VALUE)
    g_assert_cmpint (value, ==, expected);
}

static void
test_bars_stack_names_on_numbers (Insight *insight, gconstpointer data)
{
  g_autoptr (GaRecord) one = add_community (insight, "One", NULL, NULL, FALSE);
  g_autoptr (GaAttendanceReport) report = NULL;
  g_autoptr (GaChart) visits = NULL;
  g_autoptr (GaChart) walks = NULL;
  g_autofree char *spoken = NULL;

  add_walk (insight, one, "2026-01-06", 3, 1, 4);
  add_cancelled (insight, one, "2026-02-03");
  report = ask (insight, (GaAttendanceRequest){ .by = GA_ATTENDANCE_BY_MONTH });
  visits = ga_attendance_chart_new (report, GA_ATTENDANCE_VISITS, 0);
  g_assert_cmpint (ga_chart_get_kind (visits), ==, GA_CHART_BARS);
  g_assert_cmpstr (ga_chart_get_title (visits), ==, "Attendance by month");
  g_assert_cmpstr (ga_chart_get_subtitle (visits), ==,
                   "6 January 2026 – 3 February 2026 · 1 walk held, 1 cancelled");
  assert_point (visits, 0, 0, GA_CHART_POINT_VALUE, 3);
  assert_point (visits, 1, 0, GA_CHART_POINT_VALUE, 4);
  assert_point (visits, 0, 1, GA_CHART_POINT_VALUE, 0);
  spoken = ga_chart_describe_point (visits, &(GaChartPoint){ 0, 0 });
  g_assert_nonnull (strstr (spoken, "January 2026"));
  walks = ga_attendance_chart_new (report, GA_ATTENDANCE_WALKS, 0);
  assert_point (walks, 0, 0, GA_CHART_POINT_VALUE, 1);
  assert_point (walks, 1, 1, GA_CHART_POINT_VALUE, 1);
}

static void
test_groups_show_the_largest_first (Insight *insight, gconstpointer data)
{
  g_autoptr (GaAttendanceReport) report = NULL;
  g_autoptr (GaChart) chart = NULL;
  g_autoptr (GaTable) table = NULL;

  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *name = g_strdup_printf ("Group %u", i);
      g_autoptr (GaRecord) community = add_community (insight, name, NULL, NULL, FALSE);

      add_walk (insight, community, "2026-01-06", 0, 0, i + 1);
    }
  report = ask (insight, (GaAttendanceRequest){ .by = GA_ATTENDANCE_BY_COMMUNITY });
  chart = ga_attendance_chart_new (report, GA_ATTENDANCE_VISITS, 2);
  g_assert_cmpint (ga_chart_get_kind (chart), ==, GA_CHART_GROUPS);
  g_assert_cmpuint (ga_chart_get_n_categories (chart), ==, 2);
  assert_point (chart, 1, 0, GA_CHART_POINT_VALUE, 4);
  assert_point (chart, 1, 1, GA_CHART_POINT_VALUE, 3);
  /* The table keeps all of them, in the report's order, and the sum. */
  table = ga_attendance_table_new (report);
  g_assert_cmpuint (ga_table_get_n_rows (table), ==, 5);
  g_assert_cmpstr (ga_table_get_cell (table, 0, 0), ==, "Group 0");
  g_assert_true (ga_table_is_total (table, 4));
  g_assert_cmpstr (ga_table_get_cell (table, 4, 5), ==, "10");
}

static void
test_masked_figures_are_marked (Insight *insight, gconstpointer data)
{
  g_autoptr (GaRecord) small = add_community (insight, "Small", NULL, NULL, TRUE);
  g_autoptr (GaAttendanceReport) report = NULL;
  g_autoptr (GaChart) chart = NULL;
  g_autoptr (GaTable) table = NULL;

  add_walk (insight, small, "2026-01-06", 2, 0, 1);
  report = ask (insight, (GaAttendanceRequest){ .by = GA_ATTENDANCE_BY_COMMUNITY, .mask = TRUE });
  chart = ga_attendance_chart_new (report, GA_ATTENDANCE_VISITS, 0);
  table = ga_attendance_table_new (report);
  assert_point (chart, 0, 0, GA_CHART_POINT_MASKED, 0);
  assert_point (chart, 1, 0, GA_CHART_POINT_MASKED, 0);
  g_assert_cmpstr (ga_table_get_cell (table, 0, 5), ==, "under 5");
}

static void
test_this_year_ends_today (Insight *insight, gconstpointer data)
{
  g_autoptr (GaRecord) one = add_community (insight, "One", NULL, NULL, FALSE);
  GaAttendanceRequest request = { .by = GA_ATTENDANCE_BY_MONTH };
  g_autoptr (GaAttendanceComparison) comparison = NULL;
  g_autoptr (GaChart) chart = NULL;
  g_autoptr (GaTable) table = NULL;

  add_walk (insight, one, "2025-01-07", 0, 0, 30);
  add_walk (insight, one, "2025-12-30", 0, 0, 20);
  add_walk (insight, one, "2026-01-06", 0, 0, 40);
  insight_load (insight);
  comparison = ga_attendance_comparison_new (insight->cache, &request, 2026, "2026-02-10");
  chart = ga_attendance_comparison_chart (comparison);
  g_assert_cmpint (ga_chart_get_kind (chart), ==, GA_CHART_LINES);
  g_assert_cmpstr (ga_chart_get_subtitle (chart), ==,
                   "Walks held: 1 in 2026, 2 in 2025 · 2026 until 10 February 2026");
  g_assert_cmpuint (ga_chart_get_n_categories (chart), ==, 12);
  assert_point (chart, 0, 0, GA_CHART_POINT_VALUE, 40);
  assert_point (chart, 0, 1, GA_CHART_POINT_VALUE, 0);
  assert_point (chart, 0, 2, GA_CHART_POINT_MISSING, 0);
  assert_point (chart, 1, 0, GA_CHART_POINT_VALUE, 30);
  assert_point (chart, 1, 11, GA_CHART_POINT_VALUE, 20);
  table = ga_attendance_comparison_table (comparison);
  g_assert_cmpuint (ga_table_get_n_rows (table), ==, 13);
  g_assert_cmpstr (ga_table_get_cell (table, 2, 1), ==, "");
  g_assert_cmpstr (ga_table_get_cell (table, 12, 2), ==, "50");
}

static void
test_week_53_stands_beside_nothing (Insight *insight, gconstpointer data)
{
  g_autoptr (GaRecord) one = add_community (insight, "One", NULL, NULL, FALSE);
  GaAttendanceRequest request = { .by = GA_ATTENDANCE_BY_WEEK };
  g_autoptr (GaAttendanceComparison) comparison = NULL;
  g_autoptr (GaChart) chart = NULL;

  add_walk (insight, one, "2027-01-01", 0, 0, 6);
  add_walk (insight, one, "2027-01-05", 0, 0, 7);
  insight_load (insight);
  comparison = ga_attendance_comparison_new (insight->cache, &request, 2027, "2027-01-04");
  chart = ga_attendance_comparison_chart (comparison);
  g_assert_cmpuint (ga_chart_get_n_categories (chart), ==, 53);
  assert_point (chart, 0, 0, GA_CHART_POINT_VALUE, 7);
  assert_point (chart, 0, 1, GA_CHART_POINT_MISSING, 0);
  assert_point (chart, 1, 52, GA_CHART_POINT_VALUE, 6);
  assert_point (chart, 0, 52, GA_CHART_POINT_MISSING, 0);
}

static void
test_a_community_shows_its_last_twelve_months (Insight *insight, gconstpointer data)
{
  g_autoptr (GaRecord) one = add_community (insight, "One", NULL, NULL, FALSE);
  g_autoptr (GaRecord) idle = add_community (insight, "Idle", NULL, NULL, FALSE);
  GaReader *reader = ga_store_get_reader (insight->profile.store);
  g_autoptr (GError) error = NULL;
  g_autoptr (GaChart) chart = NULL;
  g_autoptr (GaChart) empty = NULL;

  add_walk (insight, one, "2025-01-31", 0, 0, 100);
  add_walk (insight, one, "2025-02-28", 2, 0, 3);
  add_walk (insight, one, "2026-01-06", 1, 0, 4);
  chart = ga_community_chart_new (reader, ga_record_get_id (one), "2026-01-31", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ga_chart_get_n_categories (chart), ==, 12);
  assert_point (chart, 0, 0, GA_CHART_POINT_VALUE, 2);
  assert_point (chart, 1, 0, GA_CHART_POINT_VALUE, 3);
  assert_point (chart, 1, 1, GA_CHART_POINT_VALUE, 0);
  assert_point (chart, 1, 11, GA_CHART_POINT_VALUE, 4);
  empty = ga_community_chart_new (reader, ga_record_get_id (idle), "2026-01-31", &error);
  g_assert_no_error (error);
  g_assert_true (ga_chart_is_empty (empty));
}

static char *
read_pdf (const char *path)
{
  const char *command[] = { "pdftotext", "-layout", path, "-", NULL };
  g_autoptr (GError) error = NULL;
  char *text = NULL;
  int status = 0;

  g_spawn_sync (NULL, (char **) command, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &text, NULL,
                &status, &error);
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, &error));
  return text;
}

static void
test_every_figure_is_in_the_pdf (Insight *insight, gconstpointer data)
{
  g_autoptr (GaRecord) one = add_community (insight, "One", NULL, NULL, FALSE);
  g_autoptr (GaAttendanceReport) report = NULL;
  g_autoptr (GaTable) table = NULL;
  g_autofree char *path = g_build_filename (insight->profile.folder, "report.pdf", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  add_walk (insight, one, "2026-01-06", 11, 6, 1234);
  add_walk (insight, one, "2026-03-03", 0, 0, 87);
  add_cancelled (insight, one, "2026-02-03");
  report = ask (insight, (GaAttendanceRequest){ .by = GA_ATTENDANCE_BY_MONTH });
  ga_attendance_report_write (report, GA_ATTENDANCE_FORMAT_PDF, path, &error);
  g_assert_no_error (error);
  text = read_pdf (path);
  table = ga_attendance_table_new (report);
  for (guint row = 0; row < ga_table_get_n_rows (table); row++)
    for (guint column = 0; column < ga_table_get_n_columns (table); column++)
      g_assert_nonnull (strstr (text, ga_table_get_cell (table, row, column)));
  g_assert_nonnull (strstr (text, "1,332"));
}

static void
test_a_file_that_cannot_be_written_says_so (Insight *insight, gconstpointer data)
{
  static const char *const codes[] = { "png", "svg", "pdf" };
  g_autoptr (GaAttendanceReport) report = ask (insight, (GaAttendanceRequest){ 0 });
  g_autofree char *path = g_build_filename (insight->profile.folder, "no", "where", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autoptr (GError) error = NULL;
      GaAttendanceFormat format;

      g_assert_true (ga_attendance_format_from_code (codes[i], &format));
      g_assert_false (ga_attendance_report_write (report, format, path, &error));
      g_assert_nonnull (error);
    }
}

#define ADD(name, func)                                                               \
  g_test_add ("/insight/attendance-chart/" name, Insight, NULL, insight_set_up, func, \
              insight_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("bars-stack-names-on-numbers", test_bars_stack_names_on_numbers);
  ADD ("groups-show-the-largest-first", test_groups_show_the_largest_first);
  ADD ("masked-figures-are-marked", test_masked_figures_are_marked);
  ADD ("this-year-ends-today", test_this_year_ends_today);
  ADD ("week-53-stands-beside-nothing", test_week_53_stands_beside_nothing);
  ADD ("a-community-shows-its-last-twelve-months", test_a_community_shows_its_last_twelve_months);
  ADD ("every-figure-is-in-the-pdf", test_every_figure_is_in_the_pdf);
  ADD ("a-file-that-cannot-be-written-says-so", test_a_file_that_cannot_be_written_says_so);
  return g_test_run ();
}
