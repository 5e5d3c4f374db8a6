/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/ga-chart-scale.h"

static void
assert_scale (gint64 maximum, guint most_steps, gint64 step, gint64 top)
{
  GaChartScale scale = ga_chart_scale_new (maximum, most_steps);
  guint n_ticks = ga_chart_scale_get_n_ticks (&scale);

  g_assert_cmpint (scale.step, ==, step);
  g_assert_cmpint (scale.top, ==, top);
  g_assert_cmpint (ga_chart_scale_get_tick (&scale, 0), ==, 0);
  g_assert_cmpint (ga_chart_scale_get_tick (&scale, n_ticks - 1), ==, top);
  g_assert_cmpuint (n_ticks, <=, most_steps + 1);
}

static void
test_ticks_are_round_and_start_at_zero (void)
{
  assert_scale (0, 5, 1, 1);
  assert_scale (1, 5, 1, 1);
  assert_scale (7, 5, 2, 8);
  assert_scale (7, 1, 10, 10);
  assert_scale (10, 5, 2, 10);
  assert_scale (11, 5, 5, 15);
  assert_scale (9999, 5, 2000, 10000);
  assert_scale (2000000, 5, 500000, 2000000);
  assert_scale (G_GINT64_CONSTANT (4000000000000000), 1, G_GINT64_CONSTANT (5000000000000000),
                G_GINT64_CONSTANT (5000000000000000));
}

static void
test_top_is_never_below_the_largest_figure (void)
{
  for (guint steps = 1; steps <= 6; steps++)
    for (gint64 maximum = 0; maximum < 3000; maximum++)
      {
        GaChartScale scale = ga_chart_scale_new (maximum, steps);

        g_assert_cmpint (scale.top, >=, MAX (maximum, 1));
        g_assert_cmpint (scale.top - scale.step, <, MAX (maximum, 1));
        g_assert_cmpint (scale.top / scale.step, <=, steps);
      }
}

static void
assert_grouped (gint64 value, const char *separator, const char *expected)
{
  g_autofree char *text = ga_chart_group_digits (value, separator);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_thousands_are_grouped_in_the_callers_manner (void)
{
  assert_grouped (0, ".", "0");
  assert_grouped (999, ".", "999");
  assert_grouped (1000, ".", "1.000");
  assert_grouped (2000000, ".", "2.000.000");
  assert_grouped (12345, "\u00a0", "12\u00a0345");
  assert_grouped (12345, ",", "12,345");
  assert_grouped (12345, NULL, "12345");
  assert_grouped (-1234, ".", "-1.234");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart/scale/ticks-are-round-and-start-at-zero",
                   test_ticks_are_round_and_start_at_zero);
  g_test_add_func ("/chart/scale/top-is-never-below-the-largest-figure",
                   test_top_is_never_below_the_largest_figure);
  g_test_add_func ("/chart/scale/thousands-are-grouped-in-the-callers-manner",
                   test_thousands_are_grouped_in_the_callers_manner);
  return g_test_run ();
}
