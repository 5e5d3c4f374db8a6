/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "chart/ga-chart-layout.h"

/* The words inside and below a chart of columns: each is put down only where it touches no other.
 */

#define CATEGORY_GAP 8.0

/* Every so many labels, in steps that suit months and weeks. */
static const guint strides[] = { 1, 2, 3, 4, 6, 12, 13, 26, 52, 104, 208, 520 };

static double
find_middle (GaChartLayout *layout, guint category)
{
  return layout->plot.x + layout->slot * ((double) category + 0.5);
}

static gboolean
starts_group (GaChart *chart, guint category)
{
  return category == 0 || g_strcmp0 (ga_chart_category (chart, category)->group,
                                     ga_chart_category (chart, category - 1)->group) != 0;
}

static gboolean
put_centred (GaChartLayout *layout,
             GaChartTextRole role,
             const char *text,
             double middle,
             double y,
             double room)
{
  g_autoptr (PangoLayout) pango = ga_chart_layout_shape (layout, role, text, room);
  GaChartRectangle rect = { 0, y, 0, 0 };
  double most = layout->width - layout->margin;

  ga_chart_layout_measure (pango, &rect.width, &rect.height);
  rect.x = MAX (MIN (middle - rect.width / 2, most - rect.width), layout->margin);
  if (!ga_chart_layout_is_free (layout, rect, CATEGORY_GAP))
    return FALSE;
  ga_chart_layout_put (layout, role, g_steal_pointer (&pango), rect.x, y);
  return TRUE;
}

static void
put_label (GaChartLayout *layout, guint category, double y, double widest)
{
  put_centred (layout, GA_CHART_TEXT_CATEGORY, ga_chart_category (layout->chart, category)->label,
               find_middle (layout, category), y, widest + 1);
}

static guint
find_stride (GaChartLayout *layout, double widest)
{
  guint stride = 1;

  for (guint i = 0; i < G_N_ELEMENTS (strides); i++)
    {
      stride = strides[i];
      if (stride * layout->slot >= widest + CATEGORY_GAP)
        break;
    }
  return stride;
}

static void
put_groups (GaChartLayout *layout, double y)
{
  GaChart *chart = layout->chart;

  /* The first group is often a rest of one: it gives way to those that follow. */
  for (guint category = 1; category < chart->categories->len; category++)
    if (starts_group (chart, category) && ga_chart_category (chart, category)->group != NULL)
      put_centred (layout, GA_CHART_TEXT_GROUP, ga_chart_category (chart, category)->group,
                   find_middle (layout, category), y, -1);
  if (ga_chart_category (chart, 0)->group != NULL)
    put_centred (layout, GA_CHART_TEXT_GROUP, ga_chart_category (chart, 0)->group,
                 find_middle (layout, 0), y, -1);
}

static guint
measure_longest_group (GaChart *chart)
{
  guint longest = 0, length = 0;

  for (guint category = 0; category < chart->categories->len; category++)
    {
      length = starts_group (chart, category) ? 1 : length + 1;
      longest = MAX (longest, length);
    }
  return longest;
}

static void
put_ends (GaChartLayout *layout, double y)
{
  GaChart *chart = layout->chart;
  guint last = chart->categories->len - 1;
  double room = layout->plot.width / 2 - CATEGORY_GAP;

  put_centred (layout, GA_CHART_TEXT_CATEGORY, ga_chart_category (chart, 0)->label, layout->plot.x,
               y, room);
  if (last > 0)
    put_centred (layout, GA_CHART_TEXT_CATEGORY, ga_chart_category (chart, last)->label,
                 layout->plot.x + layout->plot.width, y, room);
}

/**
 * ga_chart_layout_categories:
 *
 * Puts the labels below the plot: thinned in even steps that start anew with every group, whose
 * first label goes before the others, and left to the groups alone where not even two a group find
 * room.
 */
void
ga_chart_layout_categories (GaChartLayout *layout)
{
  GaChart *chart = layout->chart;
  double y = layout->plot.y + layout->plot.height + (chart->small ? 3 : 7);
  double most = MAX (layout->plot.width * 0.3, layout->slot - CATEGORY_GAP);
  double widest;
  guint stride, at = 0;
  gboolean grouped;

  if (chart->small)
    {
      put_ends (layout, y);
      return;
    }
  widest = MIN (ga_chart_layout_widest (layout), most);
  stride = find_stride (layout, widest);
  grouped = ga_chart_category (chart, chart->categories->len - 1)->group != NULL;
  if (grouped && stride > 1 && stride * 2 > measure_longest_group (chart) &&
      measure_longest_group (chart) < chart->categories->len)
    {
      put_groups (layout, y);
      return;
    }
  for (guint category = 1; grouped && category < chart->categories->len; category++)
    if (starts_group (chart, category))
      put_label (layout, category, y, widest);
  for (guint category = 0; category < chart->categories->len; category++, at++)
    {
      if (grouped && starts_group (chart, category))
        at = 0;
      if (at % stride == 0 && (at > 0 || category == 0 || !grouped))
        put_label (layout, category, y, widest);
    }
  if (grouped)
    put_groups (layout, y + ga_chart_layout_line (layout, GA_CHART_TEXT_CATEGORY));
}

/* Liang and Barsky's clipping: whether any of the segment is left inside the rectangle. */
static gboolean
crosses (GaChartRectangle rect, double x1, double y1, double x2, double y2)
{
  const double p[] = { x1 - x2, x2 - x1, y1 - y2, y2 - y1 };
  const double q[] = { x1 - rect.x, rect.x + rect.width - x1, y1 - rect.y,
                       rect.y + rect.height - y1 };
  double from = 0, to = 1;

  for (guint i = 0; i < 4; i++)
    {
      if (p[i] == 0 && q[i] < 0)
        return FALSE;
      if (p[i] < 0)
        from = MAX (from, q[i] / p[i]);
      else if (p[i] > 0)
        to = MIN (to, q[i] / p[i]);
    }
  return from <= to;
}

static gboolean
is_clear (GaChartLayout *layout, GaChartRectangle rect)
{
  if (rect.x < 0 || rect.x + rect.width > layout->width ||
      rect.y + rect.height > layout->plot.y + layout->plot.height ||
      !ga_chart_layout_is_free (layout, rect, 2))
    return FALSE;
  for (guint i = 0; i < layout->marks->len; i++)
    {
      const GaChartMark *mark = &g_array_index (layout->marks, GaChartMark, i);
      const GaChartMark *next = i + 1 < layout->marks->len ? mark + 1 : mark;
      GaChartRectangle wide = { rect.x - 2, rect.y - 1, rect.width + 4, rect.height + 2 };
      double right = mark->rect.x + mark->rect.width;
      double bottom = mark->rect.y + mark->rect.height;

      if (wide.x < right && mark->rect.x < wide.x + wide.width && wide.y < bottom &&
          mark->rect.y < wide.y + wide.height)
        return FALSE;
      if (layout->chart->kind != GA_CHART_LINES)
        continue;
      if (next->point.series != mark->point.series ||
          next->point.category != mark->point.category + 1)
        next = mark;
      if (crosses (wide, mark->rect.x, mark->rect.y, next->rect.x, next->rect.y))
        return FALSE;
    }
  return TRUE;
}

static double
find_distance (GaChartRectangle rect, const GaChartMark *mark)
{
  double x = mark->rect.x + mark->rect.width / 2, y = mark->rect.y + mark->rect.height / 2;
  double dx = MAX (rect.x - x, x - rect.x - rect.width);
  double dy = MAX (rect.y - y, y - rect.y - rect.height);

  return hypot (MAX (dx, 0), MAX (dy, 0));
}

/* Beside the point of another line it would be read as that one's. */
static gboolean
is_nearest (GaChartLayout *layout, GaChartRectangle rect, const GaChartMark *mark)
{
  for (guint i = 0; i < layout->marks->len; i++)
    {
      const GaChartMark *other = &g_array_index (layout->marks, GaChartMark, i);

      if (other->point.series != mark->point.series &&
          find_distance (rect, other) < find_distance (rect, mark))
        return FALSE;
    }
  return TRUE;
}

static char *
dup_column_text (GaChartLayout *layout, const GaChartMark *mark)
{
  GaChart *chart = layout->chart;
  guint category = (guint) mark->point.category;

  if (!ga_chart_stacks (chart))
    return ga_chart_dup_point_text (chart, (guint) mark->point.series, category);
  if (chart->series->len == 1)
    return ga_chart_dup_point_text (chart, 0, category);
  for (guint series = 0; series < chart->series->len; series++)
    if (ga_chart_figure (chart, series, category)->kind == GA_CHART_POINT_MASKED)
      return NULL;
  return ga_chart_format_value (chart, ga_chart_sum_category (chart, category));
}

/* Whether @mark ends its column: in a stack only the topmost part carries a figure. */
static gboolean
tops (GaChartLayout *layout, guint mark)
{
  const GaChartMark *marks = (const GaChartMark *) (gpointer) layout->marks->data;

  return !ga_chart_stacks (layout->chart) || mark + 1 == layout->marks->len ||
         marks[mark + 1].point.category != marks[mark].point.category;
}

static gboolean
put_value (GaChartLayout *layout, const GaChartMark *mark, gboolean below)
{
  g_autofree char *text = dup_column_text (layout, mark);
  g_autoptr (PangoLayout) pango = NULL;
  GaChartRectangle rect = { 0, 0, 0, 0 };
  double middle = mark->rect.x + mark->rect.width / 2;
  double away = layout->chart->kind == GA_CHART_LINES ? 7 : 3;

  if (text == NULL)
    return FALSE;
  pango = ga_chart_layout_shape (layout, GA_CHART_TEXT_VALUE, text, -1);
  ga_chart_layout_measure (pango, &rect.width, &rect.height);
  rect.x = CLAMP (middle - rect.width / 2, 1, MAX (layout->width - rect.width - 1, 1));
  rect.y = below ? mark->rect.y + away : mark->rect.y - away - rect.height;
  if (!is_clear (layout, rect) ||
      (layout->chart->kind == GA_CHART_LINES && !is_nearest (layout, rect, mark)))
    return FALSE;
  ga_chart_layout_put (layout, GA_CHART_TEXT_VALUE, g_steal_pointer (&pango), rect.x, rect.y);
  return TRUE;
}

static gboolean
all_fit (GaChartLayout *layout)
{
  double room = layout->slot;

  if (layout->chart->categories->len > 60 || layout->chart->small)
    return FALSE;
  if (!ga_chart_stacks (layout->chart))
    room = room * 0.7 / layout->chart->series->len +
           (layout->chart->series->len == 1 ? room * 0.3 : 2);
  for (guint i = 0; i < layout->marks->len; i++)
    {
      const GaChartMark *mark = &g_array_index (layout->marks, GaChartMark, i);
      g_autofree char *text = dup_column_text (layout, mark);
      g_autoptr (PangoLayout) pango = NULL;
      double width;

      if (text == NULL || !tops (layout, i) || mark->kind == GA_CHART_POINT_MASKED)
        continue;
      pango = ga_chart_layout_shape (layout, GA_CHART_TEXT_VALUE, text, -1);
      ga_chart_layout_measure (pango, &width, NULL);
      if (width + 4 > room)
        return FALSE;
    }
  return TRUE;
}

static void
put_where_it_fits (GaChartLayout *layout, const GaChartMark *mark)
{
  if (!put_value (layout, mark, FALSE) && layout->chart->kind == GA_CHART_LINES)
    put_value (layout, mark, TRUE);
}

/* The highest and the last mark of @series; of any series where it is below 0. */
static void
put_extremes (GaChartLayout *layout, int series)
{
  const GaChartMark *highest = NULL, *last = NULL;

  for (guint i = 0; i < layout->marks->len; i++)
    {
      const GaChartMark *mark = &g_array_index (layout->marks, GaChartMark, i);

      if ((series >= 0 && mark->point.series != series) || mark->kind != GA_CHART_POINT_VALUE ||
          !tops (layout, i))
        continue;
      if (highest == NULL || mark->rect.y < highest->rect.y)
        highest = mark;
      last = mark;
    }
  if (highest != NULL)
    put_where_it_fits (layout, highest);
  if (last != highest && last != NULL && !layout->chart->small)
    put_where_it_fits (layout, last);
}

/**
 * ga_chart_layout_values:
 *
 * Puts figures at the marks: at all of them where all have room, else at the highest and the last.
 */
void
ga_chart_layout_values (GaChartLayout *layout)
{
  GaChart *chart = layout->chart;
  gboolean all = all_fit (layout) && (chart->kind == GA_CHART_BARS || chart->series->len == 1);

  if (all)
    for (guint i = 0; i < layout->marks->len; i++)
      {
        if (tops (layout, i))
          put_value (layout, &g_array_index (layout->marks, GaChartMark, i), FALSE);
      }
  else if (chart->kind == GA_CHART_LINES && !chart->small)
    for (guint series = 0; series < chart->series->len; series++)
      put_extremes (layout, (int) series);
  else
    put_extremes (layout, -1);
}

/**
 * ga_chart_layout_series_room:
 *
 * Returns: the width to keep free for names at the ends of lines; below 0 where they are too long
 */
double
ga_chart_layout_series_room (GaChartLayout *layout)
{
  double widest = 0;

  if (layout->chart->series->len < 2)
    return 0;
  for (guint series = 0; series < layout->chart->series->len; series++)
    {
      const char *name = ga_chart_series (layout->chart, series)->name;
      g_autoptr (PangoLayout) pango = NULL;
      double width;

      pango = ga_chart_layout_shape (layout, GA_CHART_TEXT_SERIES, name != NULL ? name : "", -1);
      ga_chart_layout_measure (pango, &width, NULL);
      widest = MAX (widest, width);
    }
  return widest > layout->width * 0.2 ? -1 : widest + 8;
}

static const GaChartMark *
find_last (GaChartLayout *layout, guint series)
{
  for (guint i = layout->marks->len; i > 0; i--)
    if (g_array_index (layout->marks, GaChartMark, i - 1).point.series == (int) series)
      return &g_array_index (layout->marks, GaChartMark, i - 1);
  return NULL;
}

/**
 * ga_chart_layout_series:
 *
 * Puts the name of every line beside its last point, at the side, above or below.
 *
 * Returns: %FALSE if one of them found no room
 */
gboolean
ga_chart_layout_series (GaChartLayout *layout)
{
  for (guint series = 0; series < layout->chart->series->len && layout->chart->series->len > 1;
       series++)
    {
      const char *name = ga_chart_series (layout->chart, series)->name;
      const GaChartMark *last = find_last (layout, series);
      g_autoptr (PangoLayout) pango = NULL;
      GaChartRectangle rect;
      static const double places[] = { 0, -0.5, 0.5, -1, 1 };
      gboolean put = FALSE;

      if (last == NULL || name == NULL)
        return FALSE;
      pango = ga_chart_layout_shape (layout, GA_CHART_TEXT_SERIES, name, -1);
      ga_chart_layout_measure (pango, &rect.width, &rect.height);
      rect.x = last->rect.x + last->rect.width + 9;
      for (guint i = 0; i < G_N_ELEMENTS (places) && !put; i++)
        {
          rect.y = last->rect.y + (places[i] - 0.5) * rect.height;
          put = is_clear (layout, rect) && is_nearest (layout, rect, last);
        }
      if (!put)
        return FALSE;
      ga_chart_layout_put (layout, GA_CHART_TEXT_SERIES, g_steal_pointer (&pango), rect.x, rect.y);
    }
  return TRUE;
}
