/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "chart/ga-chart-layout.h"

/* Lying bars, one row a category, the label before the bar, or above it where labels are long. */

#define LABEL_GAP 10.0
#define VALUE_GAP 6.0

static guint
count_bars (GaChart *chart)
{
  return ga_chart_stacks (chart) ? 1 : MAX (chart->series->len, 1);
}

static double
measure_widest_value (GaChartLayout *layout)
{
  GaChart *chart = layout->chart;
  g_autofree char *largest = ga_chart_format_value (chart, ga_chart_get_maximum (chart));
  double widest;
  g_autoptr (PangoLayout) pango = ga_chart_layout_shape (layout, GA_CHART_TEXT_VALUE, largest, -1);

  ga_chart_layout_measure (pango, &widest, NULL);
  for (guint series = 0; series < chart->series->len; series++)
    for (guint category = 0; category < chart->categories->len; category++)
      {
        const GaChartFigure *figure = ga_chart_figure (chart, series, category);
        double width;

        if (figure->text == NULL)
          continue;
        pango_layout_set_text (pango, figure->text, -1);
        ga_chart_layout_measure (pango, &width, NULL);
        widest = MAX (widest, width);
      }
  return MIN (widest, layout->width * 0.3);
}

static void
put_ticks (GaChartLayout *layout)
{
  GaChart *chart = layout->chart;
  gint64 maximum = ga_chart_get_maximum (chart);
  g_autofree char *longest = ga_chart_format_value (chart, maximum);
  g_autoptr (PangoLayout) probe = ga_chart_layout_shape (layout, GA_CHART_TEXT_TICK, longest, -1);
  double room;

  ga_chart_layout_measure (probe, &room, NULL);
  layout->axis = ga_chart_scale_new (
      maximum, (guint) CLAMP (layout->plot.width / MAX (room * 2 + 16, 48), 1, 6));
  for (guint tick = 0; tick < ga_chart_scale_get_n_ticks (&layout->axis); tick++)
    {
      gint64 value = ga_chart_scale_get_tick (&layout->axis, tick);
      double x =
          layout->plot.x + layout->plot.width * ga_chart_scale_get_share (&layout->axis, value);
      g_autofree char *text = ga_chart_format_value (chart, value);
      GaChartRectangle rect = { 0, layout->plot.y + layout->plot.height + 4, 0, 0 };
      g_autoptr (PangoLayout) pango = NULL;

      g_array_append_val (layout->ticks, x);
      if (chart->small)
        continue;
      pango = ga_chart_layout_shape (layout, GA_CHART_TEXT_TICK, text, -1);
      ga_chart_layout_measure (pango, &rect.width, &rect.height);
      rect.x = CLAMP (x - rect.width / 2, 0, MAX (layout->width - rect.width, 0));
      if (ga_chart_layout_is_free (layout, rect, 4))
        ga_chart_layout_put (layout, GA_CHART_TEXT_TICK, g_steal_pointer (&pango), rect.x, rect.y);
    }
}

static void
put_value (GaChartLayout *layout, const char *text, GaChartRectangle bar)
{
  double x = bar.x + bar.width + VALUE_GAP;
  g_autoptr (PangoLayout) pango = ga_chart_layout_shape (layout, GA_CHART_TEXT_VALUE, text,
                                                         layout->width - layout->margin / 2 - x);
  GaChartRectangle rect = { x, 0, 0, 0 };

  ga_chart_layout_measure (pango, &rect.width, &rect.height);
  rect.y = bar.y + (bar.height - rect.height) / 2;
  /* Lines hold some air above and below their letters: rows may close up by that much. */
  rect.height *= 0.9;
  if (ga_chart_layout_is_free (layout, rect, 0))
    ga_chart_layout_put (layout, GA_CHART_TEXT_VALUE, g_steal_pointer (&pango), rect.x, rect.y);
}

/* A total that leaves out masked parts would be a wrong figure: it is left unsaid. */
static gboolean
has_masked (GaChart *chart, guint category)
{
  for (guint series = 0; series < chart->series->len; series++)
    if (ga_chart_figure (chart, series, category)->kind == GA_CHART_POINT_MASKED)
      return TRUE;
  return FALSE;
}

static void
put_bars (GaChartLayout *layout, guint category, GaChartRectangle row)
{
  GaChart *chart = layout->chart;
  gboolean stacks = ga_chart_stacks (chart);
  double height = row.height / count_bars (chart);
  gint64 base = 0;
  gboolean any = FALSE;

  for (guint series = 0; series < chart->series->len; series++)
    {
      const GaChartFigure *figure = ga_chart_figure (chart, series, category);
      double from = layout->plot.width * ga_chart_scale_get_share (&layout->axis, base);
      double to =
          layout->plot.width * ga_chart_scale_get_share (&layout->axis, base + figure->value);
      GaChartRectangle bar = { layout->plot.x + from, row.y, to - from, row.height };
      g_autofree char *text = ga_chart_dup_point_text (chart, series, category);

      any = any || text != NULL;
      if (stacks)
        base += figure->value;
      else
        {
          bar.y += series * height;
          bar.height = height - (count_bars (chart) > 1 && height > 6 ? 1 : 0);
        }
      ga_chart_layout_add_mark (layout, (GaChartPoint){ (int) series, (int) category }, bar);
      if (text != NULL && !chart->small && (!stacks || chart->series->len == 1))
        {
          if (figure->kind == GA_CHART_POINT_MASKED)
            bar.width = MAX (bar.width, GA_CHART_MASKED_LEAST);
          put_value (layout, text, bar);
        }
    }
  if (stacks && any && chart->series->len > 1 && !chart->small && !has_masked (chart, category))
    {
      g_autofree char *text = ga_chart_format_value (chart, base);

      row.width = layout->plot.width * ga_chart_scale_get_share (&layout->axis, base);
      put_value (layout, text, row);
    }
}

static void
put_label (GaChartLayout *layout, guint category, double room, double middle)
{
  g_autoptr (PangoLayout) pango = ga_chart_layout_shape (
      layout, GA_CHART_TEXT_CATEGORY, ga_chart_category (layout->chart, category)->label, room);
  double width, height;

  ga_chart_layout_measure (pango, &width, &height);
  ga_chart_layout_put (layout, GA_CHART_TEXT_CATEGORY, g_steal_pointer (&pango),
                       layout->plot.x - LABEL_GAP - width, middle - height / 2);
}

static void
put_row (GaChartLayout *layout, guint category, double room, gboolean above, guint every)
{
  double line = ga_chart_layout_line (layout, GA_CHART_TEXT_CATEGORY);
  double thick = 24.0 * layout->text_scale * MAX (1, count_bars (layout->chart) * 0.75);
  GaChartRectangle row = { layout->plot.x, layout->plot.y + layout->slot * category, 0, 0 };

  if (above)
    {
      PangoLayout *pango = ga_chart_layout_shape (
          layout, GA_CHART_TEXT_CATEGORY, ga_chart_category (layout->chart, category)->label,
          layout->width - layout->margin - layout->plot.x);

      ga_chart_layout_put (layout, GA_CHART_TEXT_CATEGORY, pango, layout->plot.x, row.y);
      row.y += line + 2;
      row.height = MIN (thick, (layout->slot - line - 2) * 0.76);
    }
  else
    {
      row.height = MIN (thick, layout->slot * 0.68);
      row.y += (layout->slot - row.height) / 2;
      if (category % every == 0 && !layout->chart->small)
        put_label (layout, category, room, row.y + row.height / 2);
    }
  put_bars (layout, category, row);
}

/**
 * ga_chart_layout_rows:
 *
 * Lays out everything between @top and @bottom.
 */
void
ga_chart_layout_rows (GaChartLayout *layout, double top, double bottom)
{
  GaChart *chart = layout->chart;
  double line = ga_chart_layout_line (layout, GA_CHART_TEXT_CATEGORY);
  double inner = layout->width - 2 * layout->margin;
  double room = chart->small ? 0 : ga_chart_layout_widest (layout);
  double values = chart->small ? 0 : measure_widest_value (layout) + VALUE_GAP;
  double most = inner * 0.4;
  gboolean above;

  layout->plot.y = ga_chart_layout_unit (layout, layout->margin, top) + 6;
  layout->plot.height = MAX (bottom - layout->plot.y - (chart->small ? 0 : line + 4), 8);
  layout->slot = layout->plot.height / chart->categories->len;
  above = room > most && layout->slot >= line + 10;
  room = MIN (room, most);
  layout->plot.x = layout->margin + (above || chart->small ? 0 : room + LABEL_GAP);
  layout->plot.width = MAX (layout->width - layout->margin - values - layout->plot.x, 8);
  put_ticks (layout);
  for (guint category = 0; category < chart->categories->len; category++)
    put_row (layout, category, room, above, (guint) MAX (ceil (line * 0.92 / layout->slot), 1));
}

/**
 * ga_chart_layout_rows_natural:
 *
 * Returns: the height of a plot with room for every label and figure
 */
double
ga_chart_layout_rows_natural (GaChartLayout *layout)
{
  double line = ga_chart_layout_line (layout, GA_CHART_TEXT_CATEGORY);
  double inner = layout->width - 2 * layout->margin;
  double bars = (line + 2) * count_bars (layout->chart);
  gboolean above = ga_chart_layout_widest (layout) > inner * 0.4;

  return layout->chart->categories->len * (bars * 1.4 + (above ? line + 2 : 2));
}
