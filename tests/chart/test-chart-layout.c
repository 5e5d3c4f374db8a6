/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/ga-chart-layout.h"

#include <math.h>

#include "chart-samples.h"

typedef GaChart *(*Maker) (void);

static GaChart *
make_years (void)
{
  return chart_sample_years (8);
}

static GaChart *
make_full_years (void)
{
  return chart_sample_years (12);
}

static GaChart *
make_week (void)
{
  return chart_sample_weeks (1);
}

static GaChart *
make_weeks (void)
{
  return chart_sample_weeks (520);
}

static GaChart *
make_kommuner (void)
{
  return chart_sample_kommuner (98);
}

static GaChart *
make_small (void)
{
  GaChart *chart = chart_sample_months ();

  ga_chart_set_small (chart, TRUE);
  return chart;
}

static GaChart *
make_long_labels (void)
{
  GaChart *chart = ga_chart_new (GA_CHART_BARS);

  ga_chart_add_series (chart, NULL);
  for (guint i = 0; i < 9; i++)
    {
      ga_chart_add_category (chart, "Rødgrød med fløde på en meget lang etiket uden ende", NULL,
                             NULL);
      ga_chart_set_value (chart, 0, i, 1000000 + i, NULL);
    }
  return chart;
}

static GaChart *
make_huge (void)
{
  GaChart *chart = ga_chart_new (GA_CHART_LINES);

  ga_chart_set_separator (chart, "\u00a0");
  for (guint series = 0; series < GA_CHART_MAX_SERIES; series++)
    ga_chart_add_series (chart, series % 2 == 0 ? "Frederiksberg" : "Sønderborg");
  for (guint i = 0; i < 30; i++)
    {
      ga_chart_add_category (chart, "uge", NULL, NULL);
      for (guint series = 0; series < GA_CHART_MAX_SERIES; series++)
        ga_chart_set_value (chart, series, i, GA_CHART_MAX_VALUE / (i + series + 1), NULL);
    }
  return chart;
}

static const struct
{
  const char *name;
  Maker make;
} samples[] = {
  { "months", chart_sample_months },
  { "years", make_years },
  { "full-years", make_full_years },
  { "one-week", make_week },
  { "weeks", make_weeks },
  { "groups", chart_sample_groups },
  { "kommuner", make_kommuner },
  { "small", make_small },
  { "long-labels", make_long_labels },
  { "huge", make_huge },
};

static gboolean
overlap (const GaChartRectangle *one, const GaChartRectangle *other, double slack)
{
  return one->x + slack < other->x + other->width && other->x + slack < one->x + one->width &&
         one->y + slack < other->y + other->height && other->y + slack < one->y + one->height;
}

static void
assert_words_lie_apart (GaChartLayout *layout)
{
  double air = ga_chart_layout_line (layout, GA_CHART_TEXT_VALUE) * 0.2;

  for (guint i = 0; i < layout->texts->len; i++)
    {
      const GaChartText *one = &g_array_index (layout->texts, GaChartText, i);

      g_assert_cmpfloat (one->rect.x, >=, -0.5);
      g_assert_cmpfloat (one->rect.x + one->rect.width, <=, layout->width + 0.5);
      g_assert_cmpfloat (one->rect.y, >=, -0.5);
      g_assert_cmpfloat (one->rect.y + one->rect.height, <=, layout->height + 0.5);
      for (guint j = i + 1; j < layout->texts->len; j++)
        {
          const GaChartText *other = &g_array_index (layout->texts, GaChartText, j);

          /* The air above and below letters may be shared, the letters may not. */
          if (overlap (&one->rect, &other->rect, air))
            g_error ("“%s” lies on “%s”", pango_layout_get_text (one->pango),
                     pango_layout_get_text (other->pango));
        }
    }
}

static void
test_no_words_overlap_or_are_cut (gconstpointer data)
{
  static const double widths[] = { 360, 600, 900, 1366 };
  static const double scales[] = { 1, 1.5, 2 };

  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    for (guint j = 0; j < G_N_ELEMENTS (scales); j++)
      {
        g_autoptr (GaChart) chart = ((Maker) data) ();
        double height = ga_chart_get_natural_height (chart, widths[i], scales[j]);
        g_autoptr (GaChartLayout) layout =
            ga_chart_layout_new (chart, widths[i], height, scales[j], FALSE);

        assert_words_lie_apart (layout);
      }
}

static guint
count_texts (GaChartLayout *layout, GaChartTextRole role)
{
  guint n = 0;

  for (guint i = 0; i < layout->texts->len; i++)
    n += g_array_index (layout->texts, GaChartText, i).role == role ? 1 : 0;
  return n;
}

static void
test_nothing_is_lost_at_double_size (void)
{
  g_autoptr (GaChart) chart = chart_sample_groups ();
  double height = ga_chart_get_natural_height (chart, 600, 2);
  g_autoptr (GaChartLayout) layout = ga_chart_layout_new (chart, 600, height, 2, FALSE);

  g_assert_cmpuint (count_texts (layout, GA_CHART_TEXT_TITLE), ==, 1);
  g_assert_cmpuint (count_texts (layout, GA_CHART_TEXT_SUBTITLE), ==, 1);
  g_assert_cmpuint (count_texts (layout, GA_CHART_TEXT_CATEGORY), ==, 6);
  g_assert_cmpuint (count_texts (layout, GA_CHART_TEXT_VALUE), ==, 6);
  for (guint i = 0; i < layout->texts->len; i++)
    g_assert_false (
        pango_layout_is_ellipsized (g_array_index (layout->texts, GaChartText, i).pango));
}

static void
test_every_month_has_its_figure_where_there_is_room (void)
{
  g_autoptr (GaChart) chart = chart_sample_months ();
  g_autoptr (GaChartLayout) wide = ga_chart_layout_new (chart, 900, 480, 1, FALSE);
  g_autoptr (GaChartLayout) narrow = ga_chart_layout_new (chart, 320, 480, 1, FALSE);

  g_assert_cmpuint (count_texts (wide, GA_CHART_TEXT_CATEGORY), ==, 12);
  g_assert_cmpuint (count_texts (wide, GA_CHART_TEXT_VALUE), ==, 12);
  g_assert_cmpuint (count_texts (narrow, GA_CHART_TEXT_CATEGORY), <, 12);
  g_assert_cmpuint (count_texts (narrow, GA_CHART_TEXT_VALUE), <=, 2);
}

static void
test_lines_are_named_beside_them_or_in_a_legend (void)
{
  g_autoptr (GaChart) chart = chart_sample_years (8);
  g_autoptr (GaChartLayout) wide = ga_chart_layout_new (chart, 900, 480, 1, FALSE);
  g_autoptr (GaChart) huge = make_huge ();
  g_autoptr (GaChartLayout) crowded = ga_chart_layout_new (huge, 360, 300, 1, FALSE);

  g_assert_cmpuint (count_texts (wide, GA_CHART_TEXT_SERIES), ==, 2);
  g_assert_cmpuint (wide->keys->len, ==, 0);
  g_assert_cmpuint (count_texts (crowded, GA_CHART_TEXT_SERIES), ==, 4);
  g_assert_cmpuint (crowded->keys->len, ==, 4);
}

static void
test_stacked_parts_add_up (void)
{
  g_autoptr (GaChart) chart = chart_sample_months ();
  g_autoptr (GaChartLayout) layout = ga_chart_layout_new (chart, 900, 480, 1, FALSE);
  double pixel = layout->plot.height / (double) layout->axis.top;

  g_assert_cmpuint (layout->marks->len, ==, 24);
  for (int category = 0; category < 12; category++)
    {
      GaChartPoint lower_point = { 0, category }, upper_point = { 1, category };
      const GaChartMark *lower = ga_chart_layout_find (layout, &lower_point);
      const GaChartMark *upper = ga_chart_layout_find (layout, &upper_point);
      double sum = (double) ga_chart_sum_category (chart, (guint) category) * pixel;

      g_assert_cmpfloat_with_epsilon (lower->rect.y + lower->rect.height,
                                      layout->plot.y + layout->plot.height, 0.01);
      g_assert_cmpfloat_with_epsilon (upper->rect.y + upper->rect.height, lower->rect.y, 0.01);
      g_assert_cmpfloat_with_epsilon (lower->rect.height + upper->rect.height, sum, 0.01);
    }
}

static void
test_each_part_of_a_stack_stands_on_those_below (void)
{
  g_autoptr (GaChart) chart = chart_sample_months ();
  g_autoptr (GaChartLayout) layout = NULL;
  double bottom;

  ga_chart_add_series (chart, "Ny i dag");
  ga_chart_add_series (chart, "Værter");
  ga_chart_set_value (chart, 2, 3, 40, NULL);
  ga_chart_set_value (chart, 3, 3, 300, NULL);
  layout = ga_chart_layout_new (chart, 900, 480, 1, FALSE);
  bottom = layout->plot.y + layout->plot.height;
  for (int series = 0; series < 4; series++)
    {
      GaChartPoint point = { series, 3 };
      const GaChartMark *mark = ga_chart_layout_find (layout, &point);

      g_assert_cmpfloat_with_epsilon (mark->rect.y + mark->rect.height, bottom, 0.01);
      bottom = mark->rect.y;
    }
}

static void
test_masked_figures_are_marked_and_said (void)
{
  g_autoptr (GaChart) chart = chart_sample_groups ();
  g_autoptr (GaChartLayout) layout = ga_chart_layout_new (chart, 900, 300, 1, FALSE);
  guint said = 0, marked = 0;

  for (guint i = 0; i < layout->texts->len; i++)
    said += g_strcmp0 (pango_layout_get_text (g_array_index (layout->texts, GaChartText, i).pango),
                       "under 5") == 0
                ? 1
                : 0;
  for (guint i = 0; i < layout->marks->len; i++)
    {
      const GaChartMark *mark = &g_array_index (layout->marks, GaChartMark, i);

      if (mark->kind != GA_CHART_POINT_MASKED)
        continue;
      marked++;
      g_assert_cmpfloat (mark->rect.width, >=, GA_CHART_MASKED_LEAST);
    }
  g_assert_cmpuint (said, ==, 2);
  g_assert_cmpuint (marked, ==, 2);
}

static void
test_a_total_with_a_masked_part_is_left_unsaid (void)
{
  g_autoptr (GaChart) chart = chart_sample_months ();
  g_autoptr (GaChartLayout) layout = NULL;
  gboolean in_legend = FALSE;

  ga_chart_set_masked (chart, 1, 0, 5, "under 5");
  layout = ga_chart_layout_new (chart, 900, 480, 1, FALSE);
  g_assert_cmpuint (count_texts (layout, GA_CHART_TEXT_VALUE), ==, 11);
  for (guint i = 0; i < layout->keys->len; i++)
    in_legend = in_legend || g_array_index (layout->keys, GaChartKey, i).series == -1;
  g_assert_true (in_legend);
}

static double
find_distance (GaChartRectangle rect, const GaChartMark *mark)
{
  double x = mark->rect.x + mark->rect.width / 2, y = mark->rect.y + mark->rect.height / 2;

  return hypot (MAX (MAX (rect.x - x, x - rect.x - rect.width), 0),
                MAX (MAX (rect.y - y, y - rect.y - rect.height), 0));
}

static const GaChartMark *
find_nearest (GaChartLayout *layout, GaChartRectangle rect)
{
  const GaChartMark *nearest = NULL;

  for (guint i = 0; i < layout->marks->len; i++)
    {
      const GaChartMark *mark = &g_array_index (layout->marks, GaChartMark, i);

      if (nearest == NULL || find_distance (rect, mark) < find_distance (rect, nearest))
        nearest = mark;
    }
  return nearest;
}

/* A year that is not over, close below the year before. */
static void
test_words_stand_at_their_own_line (void)
{
  static const gint64 years[][12] = {
    { 970, 900, 1225, 1345, 1349, 1285, 950, 1130, 1345, 1200, 1015 },
    { 886, 879, 1245, 1300, 1390, 1370, 1025, 1205, 1340, 1290, 1070, 886 },
  };
  g_autoptr (GaChart) chart = ga_chart_new (GA_CHART_LINES);

  ga_chart_add_series (chart, "2026");
  ga_chart_add_series (chart, "2025");
  for (guint i = 0; i < 12; i++)
    {
      ga_chart_add_category (chart, "Maj", NULL, NULL);
      for (guint series = 0; series < 2; series++)
        if (years[series][i] > 0)
          ga_chart_set_value (chart, series, i, years[series][i], NULL);
    }
  for (int width = 420; width <= 1000; width += 20)
    {
      g_autoptr (GaChartLayout) layout = ga_chart_layout_new (chart, width, 260, 1, FALSE);

      for (guint i = 0; i < layout->texts->len; i++)
        {
          const GaChartText *text = &g_array_index (layout->texts, GaChartText, i);
          const GaChartMark *mark = find_nearest (layout, text->rect);
          const char *words = pango_layout_get_text (text->pango);
          g_autofree char *value = ga_chart_dup_point_text (chart, (guint) mark->point.series,
                                                            (guint) mark->point.category);

          if (text->role == GA_CHART_TEXT_VALUE)
            g_assert_cmpstr (words, ==, value);
          else if (text->role == GA_CHART_TEXT_SERIES && layout->keys->len == 0)
            g_assert_cmpstr (words, ==, mark->point.series == 0 ? "2026" : "2025");
        }
    }
}

static void
test_the_pointer_finds_every_mark (gconstpointer data)
{
  g_autoptr (GaChart) chart = ((Maker) data) ();
  double height = MAX (ga_chart_get_natural_height (chart, 900, 1), 400);
  g_autoptr (GaChartLayout) layout = ga_chart_layout_new (chart, 900, height, 1, TRUE);
  GaChartPoint point;
  guint found = 0;

  for (guint i = 0; i < layout->marks->len; i++)
    {
      const GaChartMark *mark = &g_array_index (layout->marks, GaChartMark, i);
      gint64 value;

      ga_chart_get_point (chart, (guint) mark->point.series, (guint) mark->point.category, &value);
      if (value == 0)
        continue;
      /* All of them would take long for ten years of weeks. */
      if (layout->marks->len > 200 && i % 17 != 0)
        continue;
      g_assert_true (ga_chart_hit (chart, 900, height, 1, mark->rect.x + mark->rect.width / 2,
                                   mark->rect.y + mark->rect.height / 2, &point));
      g_assert_cmpint (point.series, ==, mark->point.series);
      g_assert_cmpint (point.category, ==, mark->point.category);
      found++;
    }
  g_assert_cmpuint (found, >, 0);
  g_assert_false (ga_chart_hit (chart, 900, height, 1, -50, -50, &point));
  g_assert_cmpint (point.series, ==, -1);
}

static void
test_an_empty_chart_says_so (void)
{
  g_autoptr (GaChart) chart = chart_sample_weeks (0);
  g_autoptr (GaChartLayout) layout = ga_chart_layout_new (chart, 600, 300, 1, FALSE);

  g_assert_cmpuint (count_texts (layout, GA_CHART_TEXT_EMPTY), ==, 1);
  g_assert_cmpuint (layout->marks->len, ==, 0);
}

static void
draw (GaChart *chart, double width, double height, double scale)
{
  for (guint theme = 0; theme < GA_CHART_N_THEMES; theme++)
    {
      cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 64, 64);
      cairo_t *cr = cairo_create (surface);
      GaChartPoint point = GA_CHART_POINT_NONE;

      ga_chart_move (chart, &point, GA_CHART_MOVE_LAST);
      ga_chart_draw (chart, cr, width, height, (GaChartTheme) theme, scale, &point);
      g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
      cairo_destroy (cr);
      cairo_surface_destroy (surface);
    }
}

static void
test_any_number_of_categories_is_drawn_at_any_size (void)
{
  static const guint counts[] = { 0, 1, 2, 520 };

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    for (guint small = 0; small < 2; small++)
      {
        g_autoptr (GaChart) weeks = chart_sample_weeks (counts[i]);
        g_autoptr (GaChart) kommuner = chart_sample_kommuner (counts[i]);

        ga_chart_set_small (weeks, small == 1);
        ga_chart_set_small (kommuner, small == 1);
        draw (weeks, 900, 480, 1);
        draw (weeks, 1, 1, 2);
        draw (weeks, 120, 20, 2);
        draw (kommuner, 900, 480, 1);
        draw (kommuner, 40, 1, 2);
      }
}

static void
test_the_same_chart_stands_on_screen_and_paper (void)
{
  g_autoptr (GaChart) chart = chart_sample_months ();
  g_autoptr (GaChartLayout) paper = ga_chart_layout_new (chart, 900, 480, 1, FALSE);
  g_autoptr (GaChartLayout) screen = ga_chart_layout_new (chart, 900, 480, 1, TRUE);

  g_assert_cmpuint (paper->texts->len, ==, screen->texts->len);
  g_assert_cmpuint (paper->marks->len, ==, screen->marks->len);
  g_assert_cmpfloat_with_epsilon (paper->plot.x, screen->plot.x, 6);
  g_assert_cmpfloat_with_epsilon (paper->plot.height, screen->plot.height, 6);
}

static void
add_for_samples (const char *behaviour, GTestDataFunc test)
{
  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      g_autofree char *path = g_strdup_printf ("/chart/layout/%s/%s", behaviour, samples[i].name);

      g_test_add_data_func (path, (gconstpointer) samples[i].make, test);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_for_samples ("no-words-overlap-or-are-cut", test_no_words_overlap_or_are_cut);
  add_for_samples ("the-pointer-finds-every-mark", test_the_pointer_finds_every_mark);
  g_test_add_func ("/chart/layout/nothing-is-lost-at-double-size",
                   test_nothing_is_lost_at_double_size);
  g_test_add_func ("/chart/layout/every-month-has-its-figure-where-there-is-room",
                   test_every_month_has_its_figure_where_there_is_room);
  g_test_add_func ("/chart/layout/lines-are-named-beside-them-or-in-a-legend",
                   test_lines_are_named_beside_them_or_in_a_legend);
  g_test_add_func ("/chart/layout/words-stand-at-their-own-line",
                   test_words_stand_at_their_own_line);
  g_test_add_func ("/chart/layout/stacked-parts-add-up", test_stacked_parts_add_up);
  g_test_add_func ("/chart/layout/each-part-of-a-stack-stands-on-those-below",
                   test_each_part_of_a_stack_stands_on_those_below);
  g_test_add_func ("/chart/layout/masked-figures-are-marked-and-said",
                   test_masked_figures_are_marked_and_said);
  g_test_add_func ("/chart/layout/a-total-with-a-masked-part-is-left-unsaid",
                   test_a_total_with_a_masked_part_is_left_unsaid);
  g_test_add_func ("/chart/layout/an-empty-chart-says-so", test_an_empty_chart_says_so);
  g_test_add_func ("/chart/layout/any-number-of-categories-is-drawn-at-any-size",
                   test_any_number_of_categories_is_drawn_at_any_size);
  g_test_add_func ("/chart/layout/the-same-chart-stands-on-screen-and-paper",
                   test_the_same_chart_stands_on_screen_and_paper);
  return g_test_run ();
}
