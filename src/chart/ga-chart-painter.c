/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <pango/pangocairo.h>

#include "chart/ga-chart-layout.h"
#include "chart/ga-chart-style.h"

/* Lines with more points than this go without dots: they would run together. */
#define MOST_DOTS 40

static gboolean
is_screen (cairo_t *cr)
{
  cairo_surface_type_t type = cairo_surface_get_type (cairo_get_target (cr));
  double x = 1, y = 0;

  cairo_user_to_device_distance (cr, &x, &y);
  return x == 1 && y == 0 && type != CAIRO_SURFACE_TYPE_PDF && type != CAIRO_SURFACE_TYPE_SVG &&
         type != CAIRO_SURFACE_TYPE_PS;
}

static gboolean
spares (GaChartTextRole role)
{
  return role == GA_CHART_TEXT_VALUE || role == GA_CHART_TEXT_SERIES ||
         role == GA_CHART_TEXT_CATEGORY;
}

/* Traces a line of the grid or the axis that stops short of words. */
static void
trace (cairo_t *cr, GaChartLayout *layout, gboolean upright, double at, double from, double to)
{
  while (from < to)
    {
      double start = to, end = to;

      for (guint i = 0; i < layout->texts->len; i++)
        {
          const GaChartText *text = &g_array_index (layout->texts, GaChartText, i);
          const GaChartRectangle *rect = &text->rect;
          double side = upright ? rect->x - 2 : rect->y;
          double breadth = upright ? rect->width + 4 : rect->height;
          double head = upright ? rect->y : rect->x - 3;
          double length = upright ? rect->height : rect->width + 6;

          if (!spares (text->role) || at < side || at > side + breadth || head + length <= from ||
              head >= start)
            continue;
          start = MAX (head, from);
          end = head + length;
        }
      if (start > from)
        {
          cairo_move_to (cr, upright ? at : from, upright ? from : at);
          cairo_line_to (cr, upright ? at : start, upright ? start : at);
        }
      from = end;
    }
}

static void
paint_grid (cairo_t *cr, GaChartLayout *layout, const GaChartPalette *palette)
{
  const GaChartRectangle *plot = &layout->plot;
  gboolean lying = layout->chart->kind == GA_CHART_GROUPS;

  cairo_set_line_width (cr, palette->grid_width);
  ga_chart_style_set_colour (cr, palette->grid);
  for (guint i = 1; i < layout->ticks->len && !layout->chart->small; i++)
    {
      double at = floor (g_array_index (layout->ticks, double, i)) + 0.5;

      trace (cr, layout, lying, at, lying ? plot->y : plot->x,
             lying ? plot->y + plot->height : plot->x + plot->width);
    }
  cairo_stroke (cr);
}

static void
paint_axis (cairo_t *cr, GaChartLayout *layout, const GaChartPalette *palette)
{
  const GaChartRectangle *plot = &layout->plot;

  cairo_set_line_width (cr, 1);
  ga_chart_style_set_colour (cr, palette->axis);
  if (layout->chart->kind == GA_CHART_GROUPS)
    trace (cr, layout, TRUE, floor (plot->x) + 0.5, plot->y, plot->y + plot->height);
  else
    trace (cr, layout, FALSE, floor (plot->y + plot->height) + 0.5, plot->x, plot->x + plot->width);
  cairo_stroke (cr);
}

/* Bars that touch are filled as one path: one by one, their soft edges would show as stripes. */
static void
paint_area (cairo_t *cr, GaChartLayout *layout, const GaChartPalette *palette)
{
  for (guint series = 0; series < layout->chart->series->len; series++)
    {
      for (guint i = 0; i < layout->marks->len; i++)
        {
          const GaChartMark *mark = &g_array_index (layout->marks, GaChartMark, i);

          if (mark->point.series == (int) series && mark->kind == GA_CHART_POINT_VALUE)
            cairo_rectangle (cr, mark->rect.x, mark->rect.y, mark->rect.width, mark->rect.height);
        }
      ga_chart_style_set_colour (cr, palette->fill[series]);
      cairo_fill (cr);
    }
}

static void
paint_bars (cairo_t *cr, GaChartLayout *layout, const GaChartPalette *palette)
{
  gboolean thin = layout->chart->kind == GA_CHART_BARS && layout->slot < GA_CHART_THIN;

  if (thin)
    paint_area (cr, layout, palette);
  for (guint i = 0; i < layout->marks->len; i++)
    {
      const GaChartMark *mark = &g_array_index (layout->marks, GaChartMark, i);

      if (mark->kind == GA_CHART_POINT_MASKED)
        ga_chart_style_draw_masked (cr, mark->rect, palette);
      else if (layout->chart->kind != GA_CHART_LINES && !thin)
        ga_chart_style_draw_bar (cr, mark->rect, (guint) mark->point.series, palette);
    }
}

/* The first series is drawn last: it is the one the chart is about. */
static void
paint_lines (cairo_t *cr, GaChartLayout *layout, const GaChartPalette *palette)
{
  const GaChartMark *marks = (const GaChartMark *) (gpointer) layout->marks->data;
  gboolean dots = layout->chart->categories->len <= MOST_DOTS && !layout->chart->small;

  for (int series = (int) layout->chart->series->len - 1; series >= 0; series--)
    {
      const GaChartMark *before = NULL;

      cairo_save (cr);
      ga_chart_style_set_line (cr, (guint) series, palette);
      for (guint i = 0; i < layout->marks->len; i++)
        {
          const GaChartMark *mark = &marks[i];

          if (mark->point.series != series || mark->kind != GA_CHART_POINT_VALUE)
            continue;
          if (before != NULL && before->point.category + 1 == mark->point.category)
            cairo_line_to (cr, mark->rect.x, mark->rect.y);
          else
            cairo_move_to (cr, mark->rect.x, mark->rect.y);
          before = mark;
        }
      cairo_stroke (cr);
      cairo_restore (cr);
      for (guint i = 0; i < layout->marks->len; i++)
        {
          const GaChartMark *mark = &marks[i];
          gboolean alone = (i == 0 || marks[i - 1].point.category + 1 != mark->point.category) &&
                           (i + 1 == layout->marks->len ||
                            marks[i + 1].point.category != mark->point.category + 1);

          if (mark->point.series == series && mark->kind == GA_CHART_POINT_VALUE &&
              (dots || alone || mark == before))
            ga_chart_style_draw_dot (cr, mark->rect.x, mark->rect.y, (guint) series, palette);
        }
    }
}

static void
paint_keys (cairo_t *cr, GaChartLayout *layout, const GaChartPalette *palette)
{
  for (guint i = 0; i < layout->keys->len; i++)
    {
      const GaChartKey *key = &g_array_index (layout->keys, GaChartKey, i);
      double middle = key->rect.y + key->rect.height / 2;

      if (key->series < 0)
        ga_chart_style_draw_masked (cr, key->rect, palette);
      else if (layout->chart->kind != GA_CHART_LINES)
        ga_chart_style_draw_bar (cr, key->rect, (guint) key->series, palette);
      else
        {
          cairo_save (cr);
          ga_chart_style_set_line (cr, (guint) key->series, palette);
          cairo_move_to (cr, key->rect.x, middle);
          cairo_line_to (cr, key->rect.x + key->rect.width, middle);
          cairo_stroke (cr);
          cairo_restore (cr);
          ga_chart_style_draw_dot (cr, key->rect.x + key->rect.width / 2, middle,
                                   (guint) key->series, palette);
        }
    }
}

static gboolean
is_quiet (GaChartTextRole role)
{
  return role == GA_CHART_TEXT_SUBTITLE || role == GA_CHART_TEXT_UNIT ||
         role == GA_CHART_TEXT_TICK || role == GA_CHART_TEXT_NOTE || role == GA_CHART_TEXT_EMPTY;
}

static void
paint_texts (cairo_t *cr, GaChartLayout *layout, const GaChartPalette *palette)
{
  for (guint i = 0; i < layout->texts->len; i++)
    {
      const GaChartText *text = &g_array_index (layout->texts, GaChartText, i);

      ga_chart_style_set_colour (cr, is_quiet (text->role) ? palette->muted : palette->ink);
      cairo_move_to (cr, text->rect.x, text->rect.y);
      pango_layout_context_changed (text->pango);
      pango_cairo_show_layout (cr, text->pango);
    }
}

static void
round_rectangle (cairo_t *cr, GaChartRectangle rect, double radius)
{
  double right = rect.x + rect.width - radius;
  double bottom = rect.y + rect.height - radius;

  cairo_new_sub_path (cr);
  cairo_arc (cr, right, rect.y + radius, radius, -G_PI / 2, 0);
  cairo_arc (cr, right, bottom, radius, 0, G_PI / 2);
  cairo_arc (cr, rect.x + radius, bottom, radius, G_PI / 2, G_PI);
  cairo_arc (cr, rect.x + radius, rect.y + radius, radius, G_PI, 3 * G_PI / 2);
  cairo_close_path (cr);
}

/* Where the words of the focused figure go; what they would half cover is left out. */
static GaChartRectangle
place_bubble (GaChartLayout *layout, const GaChartMark *mark, PangoLayout *pango)
{
  GaChartRectangle rect;

  ga_chart_layout_measure (pango, &rect.width, &rect.height);
  rect.width += 16;
  rect.height += 10;
  rect.x = mark->rect.x + mark->rect.width / 2 - rect.width / 2;
  rect.x = CLAMP (rect.x, 2, MAX (layout->width - rect.width - 2, 2));
  rect.y = mark->rect.y - 12 - rect.height;
  /* Where there is no room above, the bubble hangs below the top of the mark. */
  if (rect.y < 2)
    rect.y = MIN (mark->rect.y + 12, MAX (layout->height - rect.height - 2, 2));
  return rect;
}

static PangoLayout *
shape_bubble (GaChartLayout *layout, const GaChartMark *mark)
{
  g_autofree char *text = ga_chart_describe_point (layout->chart, &mark->point);

  return ga_chart_layout_shape (layout, GA_CHART_TEXT_FOCUS, text,
                                MIN (MAX (layout->width - 24, 1), 360 * layout->text_scale));
}

static void
paint_bubble (cairo_t *cr,
              GaChartLayout *layout,
              const GaChartMark *mark,
              const GaChartPalette *palette)
{
  g_autoptr (PangoLayout) pango = shape_bubble (layout, mark);
  GaChartRectangle rect = place_bubble (layout, mark, pango);

  round_rectangle (cr, rect, 6);
  ga_chart_style_set_colour (cr, palette->ink);
  cairo_fill (cr);
  ga_chart_style_set_colour (cr, palette->ground);
  cairo_move_to (cr, rect.x + 8, rect.y + 5);
  pango_cairo_show_layout (cr, pango);
}

static void
drop_covered (GaChartLayout *layout, const GaChartMark *mark)
{
  g_autoptr (PangoLayout) pango = shape_bubble (layout, mark);
  GaChartRectangle bubble = place_bubble (layout, mark, pango);

  for (guint i = layout->texts->len; i > 0; i--)
    {
      const GaChartText *text = &g_array_index (layout->texts, GaChartText, i - 1);

      if ((text->role == GA_CHART_TEXT_VALUE || text->role == GA_CHART_TEXT_CATEGORY) &&
          text->rect.x < bubble.x + bubble.width && bubble.x < text->rect.x + text->rect.width &&
          text->rect.y < bubble.y + bubble.height && bubble.y < text->rect.y + text->rect.height)
        g_array_remove_index (layout->texts, i - 1);
    }
}

static void
paint_focus (cairo_t *cr,
             GaChartLayout *layout,
             const GaChartMark *mark,
             const GaChartPalette *palette)
{
  GaChartRectangle ring = { mark->rect.x - 3, mark->rect.y - 3, mark->rect.width + 6,
                            mark->rect.height + 6 };

  if (mark->rect.width == 0 && mark->rect.height == 0)
    ring = (GaChartRectangle){ mark->rect.x - 9, mark->rect.y - 9, 18, 18 };
  /* A light line below the dark one keeps the ring visible on bars and ground alike. */
  round_rectangle (cr, ring, MIN (3, MIN (ring.width, ring.height) / 3));
  ga_chart_style_set_colour (cr, palette->ground);
  cairo_set_line_width (cr, 5);
  cairo_stroke_preserve (cr);
  ga_chart_style_set_colour (cr, palette->ink);
  cairo_set_line_width (cr, 2.5);
  cairo_stroke (cr);
  paint_bubble (cr, layout, mark, palette);
}

/**
 * ga_chart_draw:
 * @width: in pixels
 * @height: in pixels; ga_chart_get_natural_height() says how much shows everything
 * @text_scale: 1 to 2, as the reader set it
 * @focus: (nullable): the figure under the keyboard or the pointer, shown with a ring and its words
 *
 * Draws the chart with its upper left corner at the origin of @cr.
 */
void
ga_chart_draw (GaChart *chart,
               cairo_t *cr,
               double width,
               double height,
               GaChartTheme theme,
               double text_scale,
               const GaChartPoint *focus)
{
  const GaChartPalette *palette = ga_chart_palette_get (theme);
  g_autoptr (GaChartLayout) layout =
      ga_chart_layout_new (chart, width, height, text_scale, is_screen (cr));
  const GaChartMark *focused = focus != NULL ? ga_chart_layout_find (layout, focus) : NULL;

  cairo_save (cr);
  if (!chart->transparent)
    {
      ga_chart_style_set_colour (cr, palette->ground);
      cairo_rectangle (cr, 0, 0, width, height);
      cairo_fill (cr);
    }
  pango_cairo_update_context (cr, layout->context);
  if (focused != NULL)
    drop_covered (layout, focused);
  if (layout->marks->len > 0)
    {
      paint_grid (cr, layout, palette);
      paint_bars (cr, layout, palette);
      paint_axis (cr, layout, palette);
      if (chart->kind == GA_CHART_LINES)
        paint_lines (cr, layout, palette);
      paint_keys (cr, layout, palette);
    }
  paint_texts (cr, layout, palette);
  if (focused != NULL)
    paint_focus (cr, layout, focused, palette);
  cairo_restore (cr);
}
