/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/ga-chart.h"

#include "chart-samples.h"

static char *
describe (GaChart *chart, int series, int category)
{
  GaChartPoint point = { series, category };

  return ga_chart_describe_point (chart, &point);
}

static void
test_points_are_described_for_speech (void)
{
  g_autoptr (GaChart) months = chart_sample_months ();
  g_autoptr (GaChart) groups = chart_sample_groups ();
  g_autoptr (GaChart) years = chart_sample_years (8);
  g_autofree char *named = describe (months, 0, 4);
  g_autofree char *single = describe (groups, 0, 0);
  g_autofree char *masked = describe (groups, 0, 4);
  g_autofree char *missing = describe (years, 0, 11);
  g_autofree char *nowhere = describe (years, 7, 99);

  g_assert_cmpstr (named, ==, "maj 2026, Med navn: 1.187");
  g_assert_cmpstr (single, ==, "Ældre over 65: 9.999");
  g_assert_cmpstr (masked, ==, "Kræftramte i genoptræning: under 5");
  g_assert_cmpstr (missing, ==, "december, 2026: no figure");
  g_assert_cmpstr (nowhere, ==, "");
}

static void
test_parts_of_a_stack_are_summed_without_the_masked (void)
{
  g_autoptr (GaChart) chart = chart_sample_months ();

  g_assert_cmpint (ga_chart_sum_category (chart, 0), ==, 812 + 96);
  ga_chart_set_masked (chart, 1, 0, 5, "under 5");
  g_assert_cmpint (ga_chart_sum_category (chart, 0), ==, 812);
}

static void
test_a_figure_may_be_replaced (void)
{
  g_autoptr (GaChart) chart = chart_sample_months ();
  g_autofree char *text = NULL;
  gint64 value;

  ga_chart_set_masked (chart, 0, 0, 5, "under 5");
  ga_chart_set_value (chart, 0, 0, 17, "sytten");
  text = ga_chart_dup_point_text (chart, 0, 0);
  g_assert_cmpint (ga_chart_get_point (chart, 0, 0, &value), ==, GA_CHART_POINT_VALUE);
  g_assert_cmpint (value, ==, 17);
  g_assert_cmpstr (text, ==, "sytten");
}

static char *
format_kroner (gint64 value, gpointer data)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT " %s", value / 100, (const char *) data);
}

static void
test_the_caller_writes_figures (void)
{
  g_autoptr (GaChart) chart = chart_sample_months ();
  g_autofree char *text = NULL;

  ga_chart_set_format (chart, format_kroner, g_strdup ("kr."), g_free);
  text = ga_chart_dup_point_text (chart, 0, 0);
  g_assert_cmpstr (text, ==, "8 kr.");
}

static void
assert_move (GaChart *chart, GaChartPoint *point, GaChartMove move, int series, int category)
{
  g_assert_true (ga_chart_move (chart, point, move));
  g_assert_cmpint (point->series, ==, series);
  g_assert_cmpint (point->category, ==, category);
}

static void
test_keys_move_through_all_figures (void)
{
  g_autoptr (GaChart) chart = chart_sample_months ();
  GaChartPoint point = GA_CHART_POINT_NONE;

  assert_move (chart, &point, GA_CHART_MOVE_FORWARD, 0, 0);
  assert_move (chart, &point, GA_CHART_MOVE_FORWARD, 0, 1);
  assert_move (chart, &point, GA_CHART_MOVE_UP, 1, 1);
  g_assert_false (ga_chart_move (chart, &point, GA_CHART_MOVE_UP));
  assert_move (chart, &point, GA_CHART_MOVE_LAST, 1, 11);
  g_assert_false (ga_chart_move (chart, &point, GA_CHART_MOVE_FORWARD));
  assert_move (chart, &point, GA_CHART_MOVE_DOWN, 0, 11);
  assert_move (chart, &point, GA_CHART_MOVE_FIRST, 0, 0);
  g_assert_false (ga_chart_move (chart, &point, GA_CHART_MOVE_BACK));
}

static void
test_keys_pass_over_missing_figures (void)
{
  g_autoptr (GaChart) chart = chart_sample_years (8);
  g_autoptr (GaChart) empty = ga_chart_new (GA_CHART_LINES);
  GaChartPoint point = { 0, 7 };

  assert_move (chart, &point, GA_CHART_MOVE_FORWARD, 1, 8);
  g_assert_false (ga_chart_move (chart, &point, GA_CHART_MOVE_UP));
  point = GA_CHART_POINT_NONE;
  g_assert_false (ga_chart_move (empty, &point, GA_CHART_MOVE_FORWARD));
  g_assert_cmpint (point.category, ==, -1);
}

static void
test_a_chart_of_missing_figures_is_empty (void)
{
  g_autoptr (GaChart) chart = ga_chart_new (GA_CHART_BARS);

  g_assert_true (ga_chart_is_empty (chart));
  ga_chart_add_category (chart, "jan", NULL, NULL);
  ga_chart_add_series (chart, NULL);
  g_assert_true (ga_chart_is_empty (chart));
  ga_chart_set_value (chart, 0, 0, 0, NULL);
  g_assert_false (ga_chart_is_empty (chart));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart/points-are-described-for-speech", test_points_are_described_for_speech);
  g_test_add_func ("/chart/parts-of-a-stack-are-summed-without-the-masked",
                   test_parts_of_a_stack_are_summed_without_the_masked);
  g_test_add_func ("/chart/a-figure-may-be-replaced", test_a_figure_may_be_replaced);
  g_test_add_func ("/chart/the-caller-writes-figures", test_the_caller_writes_figures);
  g_test_add_func ("/chart/keys-move-through-all-figures", test_keys_move_through_all_figures);
  g_test_add_func ("/chart/keys-pass-over-missing-figures", test_keys_pass_over_missing_figures);
  g_test_add_func ("/chart/a-chart-of-missing-figures-is-empty",
                   test_a_chart_of_missing_figures_is_empty);
  return g_test_run ();
}
