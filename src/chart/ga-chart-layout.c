/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/ga-chart-layout.h"

#include <math.h>

#include "chart/ga-chart-style.h"
#include "paper/ga-paper-style.h"

/* The gap between a key and its name, and between one entry of the legend and the next. */
#define KEY_GAP   6.0
#define ENTRY_GAP 20.0

static const struct
{
  double size;
  PangoWeight weight;
  gboolean wraps;
} styles[] = {
  [GA_CHART_TEXT_TITLE] = { 18, PANGO_WEIGHT_BOLD, TRUE },
  [GA_CHART_TEXT_SUBTITLE] = { 13, PANGO_WEIGHT_NORMAL, TRUE },
  [GA_CHART_TEXT_UNIT] = { 11.5, PANGO_WEIGHT_NORMAL, TRUE },
  [GA_CHART_TEXT_TICK] = { 11.5, PANGO_WEIGHT_NORMAL, FALSE },
  [GA_CHART_TEXT_CATEGORY] = { 11.5, PANGO_WEIGHT_NORMAL, FALSE },
  [GA_CHART_TEXT_GROUP] = { 11.5, PANGO_WEIGHT_SEMIBOLD, FALSE },
  [GA_CHART_TEXT_VALUE] = { 11.5, PANGO_WEIGHT_SEMIBOLD, FALSE },
  [GA_CHART_TEXT_SERIES] = { 12, PANGO_WEIGHT_NORMAL, FALSE },
  [GA_CHART_TEXT_NOTE] = { 10.5, PANGO_WEIGHT_NORMAL, TRUE },
  [GA_CHART_TEXT_EMPTY] = { 14, PANGO_WEIGHT_NORMAL, TRUE },
  [GA_CHART_TEXT_FOCUS] = { 12.5, PANGO_WEIGHT_SEMIBOLD, TRUE },
};

static void
clear_text (gpointer data)
{
  g_object_unref (((GaChartText *) data)->pango);
}

static void
forget (GaChartLayout *layout)
{
  g_array_set_size (layout->texts, 0);
  g_array_set_size (layout->marks, 0);
  g_array_set_size (layout->keys, 0);
  g_array_set_size (layout->ticks, 0);
}

/* Lays a paragraph out over the whole width; returns where the next may start. */
static double
put_paragraph (GaChartLayout *layout, GaChartTextRole role, const char *text, double y)
{
  PangoLayout *pango;
  double height;

  if (text == NULL || layout->chart->small)
    return y;
  pango = ga_chart_layout_shape (layout, role, text, layout->width - 2 * layout->margin);
  ga_chart_layout_measure (pango, NULL, &height);
  ga_chart_layout_put (layout, role, pango, layout->margin, y);
  return y + height;
}

static double
measure_note (GaChartLayout *layout)
{
  g_autoptr (PangoLayout) pango = NULL;
  double height;

  if (layout->chart->note == NULL || layout->chart->small)
    return 0;
  pango = ga_chart_layout_shape (layout, GA_CHART_TEXT_NOTE, layout->chart->note,
                                 layout->width - 2 * layout->margin);
  ga_chart_layout_measure (pango, NULL, &height);
  return height + 10;
}

static const char *
find_masked_text (GaChart *chart)
{
  for (guint series = 0; series < chart->series->len; series++)
    for (guint category = 0; category < chart->categories->len; category++)
      if (ga_chart_figure (chart, series, category)->kind == GA_CHART_POINT_MASKED)
        return ga_chart_figure (chart, series, category)->text;
  return NULL;
}

static void
put_entry (GaChartLayout *layout, int series, const char *name, double *x, double *y)
{
  double line = ga_chart_layout_line (layout, GA_CHART_TEXT_SERIES);
  double key = layout->chart->kind == GA_CHART_LINES && series >= 0 ? 26 : 14;
  double room = layout->width - 2 * layout->margin - key - KEY_GAP;
  PangoLayout *pango = ga_chart_layout_shape (layout, GA_CHART_TEXT_SERIES, name, room);
  GaChartKey entry = { series, { 0, 0, key, 12 } };
  double width;

  ga_chart_layout_measure (pango, &width, NULL);
  if (*x > layout->margin && *x + key + KEY_GAP + width > layout->width - layout->margin)
    {
      *x = layout->margin;
      *y += line + 4;
    }
  entry.rect.x = *x;
  entry.rect.y = *y + (line - entry.rect.height) / 2;
  g_array_append_val (layout->keys, entry);
  ga_chart_layout_put (layout, GA_CHART_TEXT_SERIES, pango, *x + key + KEY_GAP, *y);
  *x += key + KEY_GAP + width + ENTRY_GAP;
}

static double
put_legend (GaChartLayout *layout, double y)
{
  GaChart *chart = layout->chart;
  const char *masked = find_masked_text (chart);
  double x = layout->margin;

  if (chart->small)
    return y;
  y += 14;
  if (layout->legend && chart->series->len > 1)
    for (guint series = 0; series < chart->series->len; series++)
      if (ga_chart_series (chart, series)->name != NULL)
        put_entry (layout, (int) series, ga_chart_series (chart, series)->name, &x, &y);
  if (masked != NULL && chart->kind != GA_CHART_GROUPS)
    put_entry (layout, -1, masked, &x, &y);
  return layout->keys->len > 0 ? y + ga_chart_layout_line (layout, GA_CHART_TEXT_SERIES) + 10 : y;
}

static void
put_empty (GaChartLayout *layout, double top, double bottom)
{
  const char *text = layout->chart->empty_text;
  double room = layout->width - 2 * layout->margin;
  PangoLayout *pango;
  double width, height;

  if (text == NULL)
    return;
  pango = ga_chart_layout_shape (layout, GA_CHART_TEXT_EMPTY, text, room);
  pango_layout_set_alignment (pango, PANGO_ALIGN_LEFT);
  ga_chart_layout_measure (pango, &width, &height);
  ga_chart_layout_put (layout, GA_CHART_TEXT_EMPTY, pango, layout->margin + (room - width) / 2,
                       MAX (top, (top + bottom - height) / 2));
}

/* Returns %FALSE where the series found no room at the ends of their lines. */
static gboolean
lay_out (GaChartLayout *layout)
{
  GaChart *chart = layout->chart;
  double top = layout->margin;
  double bottom = layout->height - layout->margin - measure_note (layout);
  gboolean named = TRUE;

  forget (layout);
  top = put_paragraph (layout, GA_CHART_TEXT_TITLE, chart->title, top);
  top = put_paragraph (layout, GA_CHART_TEXT_SUBTITLE, chart->subtitle,
                       top + (chart->title != NULL ? 3 : 0));
  put_paragraph (layout, GA_CHART_TEXT_NOTE, chart->note, bottom + 10);
  if (ga_chart_is_empty (chart))
    {
      put_empty (layout, top, bottom);
      return TRUE;
    }
  top = put_legend (layout, top);
  if (chart->kind == GA_CHART_GROUPS)
    ga_chart_layout_rows (layout, top, bottom);
  else
    named = ga_chart_layout_columns (layout, top, bottom);
  return named;
}

/* Parts below others in a stack keep their length, or they would reach into the next. */
static void
grow_masked (GaChartLayout *layout, GaChartMark *mark)
{
  GaChart *chart = layout->chart;
  double more;

  if (ga_chart_stacks (chart) && mark->point.series + 1 < (int) chart->series->len)
    return;
  if (chart->kind == GA_CHART_GROUPS)
    mark->rect.width = MAX (mark->rect.width, GA_CHART_MASKED_LEAST);
  else
    {
      more = MAX (GA_CHART_MASKED_LEAST - mark->rect.height, 0);
      mark->rect.y -= more;
      mark->rect.height += more;
    }
}

static double
distance (double at, double from, double length)
{
  return at < from ? from - at : MAX (at - from - length, 0);
}

/**
 * ga_chart_layout_new:
 * @snap: whether it is for a screen, where letters stand on whole pixels
 *
 * Returns: (transfer full): where everything of @chart lies
 */
GaChartLayout *
ga_chart_layout_new (GaChart *chart, double width, double height, double text_scale, gboolean snap)
{
  GaChartLayout *layout = g_new0 (GaChartLayout, 1);

  layout->chart = g_object_ref (chart);
  layout->context = ga_paper_context_new (snap);
  layout->width = MAX (width, 1);
  layout->height = MAX (height, 1);
  layout->text_scale = CLAMP (text_scale, 0.5, 4);
  layout->margin = chart->small ? 2 : 20;
  layout->texts = g_array_new (FALSE, FALSE, sizeof (GaChartText));
  g_array_set_clear_func (layout->texts, clear_text);
  layout->marks = g_array_new (FALSE, FALSE, sizeof (GaChartMark));
  layout->keys = g_array_new (FALSE, FALSE, sizeof (GaChartKey));
  layout->ticks = g_array_new (FALSE, FALSE, sizeof (double));
  layout->legend = chart->kind != GA_CHART_LINES;
  if (!lay_out (layout))
    {
      layout->legend = TRUE;
      lay_out (layout);
    }
  return layout;
}

void
ga_chart_layout_free (GaChartLayout *layout)
{
  g_array_unref (layout->texts);
  g_array_unref (layout->marks);
  g_array_unref (layout->keys);
  g_array_unref (layout->ticks);
  g_object_unref (layout->context);
  g_object_unref (layout->chart);
  g_free (layout);
}

/**
 * ga_chart_layout_find:
 *
 * Returns: (transfer none) (nullable): the mark of @point, if its figure is there
 */
const GaChartMark *
ga_chart_layout_find (GaChartLayout *layout, const GaChartPoint *point)
{
  for (guint i = 0; i < layout->marks->len; i++)
    {
      const GaChartMark *mark = &g_array_index (layout->marks, GaChartMark, i);

      if (mark->point.series == point->series && mark->point.category == point->category)
        return mark;
    }
  return NULL;
}

/**
 * ga_chart_layout_shape:
 * @room: the width it may take, by wrapping or eliding as its role does; below 0 for no bound
 *
 * Returns: (transfer full): @text, shaped
 */
PangoLayout *
ga_chart_layout_shape (GaChartLayout *layout, GaChartTextRole role, const char *text, double room)
{
  PangoLayout *pango = pango_layout_new (layout->context);
  PangoFontDescription *font = pango_font_description_from_string (GA_PAPER_FONT);
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_font_description_set_absolute_size (font,
                                            styles[role].size * layout->text_scale * PANGO_SCALE);
  pango_font_description_set_weight (font, styles[role].weight);
  pango_layout_set_font_description (pango, font);
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  pango_layout_set_attributes (pango, attributes);
  if (room >= 0)
    pango_layout_set_width (pango, (int) (MAX (room, 1) * PANGO_SCALE));
  if (styles[role].wraps)
    pango_layout_set_wrap (pango, PANGO_WRAP_WORD_CHAR);
  else
    {
      pango_layout_set_ellipsize (pango, room >= 0 ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE);
      pango_layout_set_single_paragraph_mode (pango, TRUE);
    }
  pango_layout_set_text (pango, text, -1);
  pango_attr_list_unref (attributes);
  pango_font_description_free (font);
  return pango;
}

/**
 * ga_chart_layout_put:
 * @pango: (transfer full): the shaped text
 *
 * Puts a text down with its upper left corner at @x, @y.
 */
void
ga_chart_layout_put (
    GaChartLayout *layout, GaChartTextRole role, PangoLayout *pango, double x, double y)
{
  GaChartText text = { role, pango, { x, y, 0, 0 } };

  ga_chart_layout_measure (pango, &text.rect.width, &text.rect.height);
  g_array_append_val (layout->texts, text);
}

void
ga_chart_layout_measure (PangoLayout *pango, double *width, double *height)
{
  PangoRectangle logical;

  pango_layout_get_extents (pango, NULL, &logical);
  if (width != NULL)
    *width = (double) logical.width / PANGO_SCALE;
  if (height != NULL)
    *height = (double) logical.height / PANGO_SCALE;
}

/**
 * ga_chart_layout_widest:
 *
 * Returns: the width of the widest category label, measured on the longest ones only: shaping all
 *   of ten years of weeks would cost more than a frame
 */
double
ga_chart_layout_widest (GaChartLayout *layout)
{
  GaChart *chart = layout->chart;
  glong longest = 0;
  double widest = 0;
  guint measured = 0;

  for (guint i = 0; i < chart->categories->len; i++)
    longest = MAX (longest, g_utf8_strlen (ga_chart_category (chart, i)->label, -1));
  for (guint i = 0; i < chart->categories->len && measured < 12; i++)
    {
      const char *label = ga_chart_category (chart, i)->label;
      g_autoptr (PangoLayout) pango = NULL;
      double width;

      if (g_utf8_strlen (label, -1) < longest - 2)
        continue;
      pango = ga_chart_layout_shape (layout, GA_CHART_TEXT_CATEGORY, label, -1);
      ga_chart_layout_measure (pango, &width, NULL);
      widest = MAX (widest, width);
      measured++;
    }
  return widest;
}

/**
 * ga_chart_layout_line:
 *
 * Returns: the height of one line of text in @role
 */
double
ga_chart_layout_line (GaChartLayout *layout, GaChartTextRole role)
{
  g_autoptr (PangoLayout) pango = ga_chart_layout_shape (layout, role, "Å", -1);
  double height;

  ga_chart_layout_measure (pango, NULL, &height);
  return height;
}

/**
 * ga_chart_layout_is_free:
 *
 * Returns: whether no text lies within @gap of @rect
 */
gboolean
ga_chart_layout_is_free (GaChartLayout *layout, GaChartRectangle rect, double gap)
{
  for (guint i = 0; i < layout->texts->len; i++)
    {
      const GaChartRectangle *other = &g_array_index (layout->texts, GaChartText, i).rect;

      if (rect.x < other->x + other->width + gap && other->x < rect.x + rect.width + gap &&
          rect.y < other->y + other->height && other->y < rect.y + rect.height)
        return FALSE;
    }
  return TRUE;
}

void
ga_chart_layout_add_mark (GaChartLayout *layout, GaChartPoint point, GaChartRectangle rect)
{
  GaChartMark mark = { point, GA_CHART_POINT_MISSING, rect };

  mark.kind = ga_chart_figure (layout->chart, (guint) point.series, (guint) point.category)->kind;
  if (mark.kind == GA_CHART_POINT_MASKED)
    grow_masked (layout, &mark);
  if (mark.kind != GA_CHART_POINT_MISSING)
    g_array_append_val (layout->marks, mark);
}

/**
 * ga_chart_layout_unit:
 *
 * Puts the unit at the head of the axis.
 *
 * Returns: where the plot may start
 */
double
ga_chart_layout_unit (GaChartLayout *layout, double x, double y)
{
  PangoLayout *pango;
  double height;

  if (layout->chart->unit == NULL || layout->chart->small)
    return y;
  pango = ga_chart_layout_shape (layout, GA_CHART_TEXT_UNIT, layout->chart->unit,
                                 layout->width - layout->margin - x);
  ga_chart_layout_measure (pango, NULL, &height);
  ga_chart_layout_put (layout, GA_CHART_TEXT_UNIT, pango, x, y);
  return y + height;
}

/**
 * ga_chart_get_natural_height:
 * @width: the width the chart is given, in pixels
 * @text_scale: 1 to 2, as the reader set it
 *
 * Returns: the least height at which nothing is left out for want of room, in pixels
 */
double
ga_chart_get_natural_height (GaChart *chart, double width, double text_scale)
{
  g_autoptr (GaChartLayout) layout = NULL;
  double plot;

  if (chart->small)
    return 56 + 24 * text_scale;
  layout = ga_chart_layout_new (chart, width, 1000, text_scale, FALSE);
  if (ga_chart_is_empty (chart))
    return 160 * MAX (text_scale, 1);
  plot = chart->kind == GA_CHART_GROUPS ? ga_chart_layout_rows_natural (layout)
                                        : 150 * MAX (text_scale, 1);
  return ceil (1000 - layout->plot.height + plot);
}

/**
 * ga_chart_hit:
 * @point: (out): the figure under the pointer
 *
 * Returns: whether there is a figure at @x, @y of a chart drawn at this size
 */
gboolean
ga_chart_hit (GaChart *chart,
              double width,
              double height,
              double text_scale,
              double x,
              double y,
              GaChartPoint *point)
{
  g_autoptr (GaChartLayout) layout = ga_chart_layout_new (chart, width, height, text_scale, TRUE);
  gboolean lying = chart->kind == GA_CHART_GROUPS;
  double nearest = G_MAXDOUBLE, nearest_value = G_MAXDOUBLE;
  const double slack = 8;

  *point = GA_CHART_POINT_NONE;
  if (layout->marks->len == 0 || distance (x, layout->plot.x, layout->plot.width) > slack ||
      distance (y, layout->plot.y, layout->plot.height) > slack)
    return FALSE;
  for (guint i = 0; i < layout->marks->len; i++)
    {
      const GaChartMark *mark = &g_array_index (layout->marks, GaChartMark, i);
      double dx = distance (x, mark->rect.x, mark->rect.width);
      double dy = distance (y, mark->rect.y, mark->rect.height);
      double across = lying ? dy : dx;
      double along = lying ? dx : dy;

      if (across > MAX (layout->slot, slack) || across > nearest ||
          (across == nearest && along >= nearest_value))
        continue;
      nearest = across;
      nearest_value = along;
      *point = mark->point;
    }
  return point->series >= 0;
}
