/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "chart/ga-chart-layout.h"

/* Charts whose categories run from left to right: upright bars and lines. */

static double
find_y (GaChartLayout *layout, gint64 value)
{
  return layout->plot.y +
         layout->plot.height * (1 - ga_chart_scale_get_share (&layout->axis, value));
}

static guint
count_steps (GaChartLayout *layout)
{
  double line = ga_chart_layout_line (layout, GA_CHART_TEXT_TICK);

  return (guint) CLAMP (layout->plot.height / (line * 2.4), 1, 6);
}

/* Ticks come before the width of the plot: the figures at the axis take theirs first. */
static void
put_ticks (GaChartLayout *layout)
{
  guint n_ticks = ga_chart_scale_get_n_ticks (&layout->axis);
  double widest = 0;
  guint first = layout->texts->len;

  for (guint tick = 0; tick < n_ticks; tick++)
    {
      gint64 value = ga_chart_scale_get_tick (&layout->axis, tick);
      double y = find_y (layout, value);
      g_autofree char *text = NULL;
      PangoLayout *pango;
      double width, height;

      g_array_append_val (layout->ticks, y);
      if (layout->chart->small)
        continue;
      text = ga_chart_format_value (layout->chart, value);
      pango = ga_chart_layout_shape (layout, GA_CHART_TEXT_TICK, text, -1);
      ga_chart_layout_measure (pango, &width, &height);
      ga_chart_layout_put (layout, GA_CHART_TEXT_TICK, pango, 0, y - height / 2);
      widest = MAX (widest, width);
    }
  for (guint i = first; i < layout->texts->len; i++)
    {
      GaChartText *text = &g_array_index (layout->texts, GaChartText, i);

      text->rect.x = layout->margin + widest - text->rect.width;
    }
  layout->plot.x = layout->chart->small ? layout->margin : layout->margin + widest + 10;
}

static void
put_bars_of (GaChartLayout *layout, guint category)
{
  GaChart *chart = layout->chart;
  gboolean stacks = ga_chart_stacks (chart);
  guint n_bars = stacks ? 1 : chart->series->len;
  double cluster = MIN (layout->slot * (layout->slot < GA_CHART_THIN ? 1 : 0.7), 72.0 * n_bars);
  double x = layout->plot.x + layout->slot * ((double) category + 0.5) - cluster / 2;
  double gap = n_bars > 1 && cluster / n_bars > 8 ? 2 : 0;
  double width = (cluster - gap * (n_bars - 1)) / n_bars;
  gint64 base = 0;

  for (guint series = 0; series < chart->series->len; series++)
    {
      gint64 value = ga_chart_figure (chart, series, category)->value;
      double y = find_y (layout, base + value);
      GaChartRectangle rect = { x, y, width, find_y (layout, base) - y };

      if (stacks)
        base += value;
      else
        rect.x += series * (width + gap);
      ga_chart_layout_add_mark (layout, (GaChartPoint){ (int) series, (int) category }, rect);
    }
}

static void
put_dots_of (GaChartLayout *layout, guint series)
{
  for (guint category = 0; category < layout->chart->categories->len; category++)
    {
      const GaChartFigure *figure = ga_chart_figure (layout->chart, series, category);
      double x = layout->plot.x + layout->slot * ((double) category + 0.5);
      double y = find_y (layout, figure->value);
      GaChartRectangle rect = { x, y, 0, 0 };

      if (figure->kind == GA_CHART_POINT_MASKED)
        {
          rect.width = CLAMP (layout->slot * 0.6, 2, 18);
          rect.x -= rect.width / 2;
          rect.height = find_y (layout, 0) - y;
        }
      ga_chart_layout_add_mark (layout, (GaChartPoint){ (int) series, (int) category }, rect);
    }
}

/**
 * ga_chart_layout_columns:
 *
 * Lays out everything between @top and @bottom.
 *
 * Returns: %FALSE where lines find no room for their names and a legend is called for
 */
gboolean
ga_chart_layout_columns (GaChartLayout *layout, double top, double bottom)
{
  GaChart *chart = layout->chart;
  double line = ga_chart_layout_line (layout, GA_CHART_TEXT_CATEGORY);
  gboolean grouped = FALSE;
  double right;

  for (guint i = 0; i < chart->categories->len && !chart->small; i++)
    grouped = grouped || ga_chart_category (chart, i)->group != NULL;
  top = ga_chart_layout_unit (layout, layout->margin, top);
  layout->plot.y = top + line + (chart->small ? 2 : 6);
  bottom -= line * (grouped ? 2 : 1) + (chart->small ? 3 : 8);
  layout->plot.height = MAX (bottom - layout->plot.y, 8);
  layout->axis = ga_chart_scale_new (ga_chart_get_maximum (chart), count_steps (layout));
  put_ticks (layout);
  right = layout->legend || chart->small ? 0 : ga_chart_layout_series_room (layout);
  if (right < 0)
    return FALSE;
  layout->plot.width = MAX (layout->width - layout->margin - right - layout->plot.x, 8);
  layout->slot = layout->plot.width / chart->categories->len;
  if (chart->kind == GA_CHART_BARS)
    for (guint category = 0; category < chart->categories->len; category++)
      put_bars_of (layout, category);
  else
    for (guint series = 0; series < chart->series->len; series++)
      put_dots_of (layout, series);
  ga_chart_layout_categories (layout);
  if (!layout->legend && !chart->small && !ga_chart_layout_series (layout))
    return FALSE;
  ga_chart_layout_values (layout);
  return TRUE;
}
