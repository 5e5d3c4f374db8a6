/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/ga-chart-style.h"

#include <math.h>

/* Below this, a bar has no room for a pattern and lightness must tell the series apart. */
#define PATTERN_WIDTH 5.0

/* All bars share one grid of lines and dots, so that neighbours look like one cloth. */
static double
snap_down (double at, double gap)
{
  return floor (at / gap) * gap;
}

static guint
count_gaps (double from, double to, double gap)
{
  return to > from ? (guint) ceil ((to - from) / gap) + 1 : 0;
}

static void
hatch (cairo_t *cr, GaChartRectangle rect, double gap, double slope)
{
  double bottom = rect.y + rect.height;
  double first = snap_down (slope > 0 ? rect.x - bottom : rect.x + rect.y, gap);
  double last = rect.x + rect.width + (slope > 0 ? -rect.y : bottom);

  for (guint i = 0; i < count_gaps (first, last, gap); i++)
    {
      double at = first + gap * i;

      cairo_move_to (cr, at + slope * rect.y, rect.y);
      cairo_line_to (cr, at + slope * bottom, bottom);
    }
  cairo_stroke (cr);
}

static void
dot (cairo_t *cr, GaChartRectangle rect, double gap)
{
  double left = snap_down (rect.x, gap), top = snap_down (rect.y, gap);

  for (guint row = 0; row < count_gaps (top, rect.y + rect.height, gap); row++)
    for (guint column = 0; column < count_gaps (left, rect.x + rect.width, gap); column++)
      {
        double shift = row % 2 == 0 ? 0 : gap / 2;

        cairo_new_sub_path (cr);
        cairo_arc (cr, left + gap * column + shift, top + gap * row, 1.2, 0, 2 * G_PI);
      }
  cairo_fill (cr);
}

static void
rule (cairo_t *cr, GaChartRectangle rect, double gap)
{
  double top = snap_down (rect.y, gap);

  for (guint row = 0; row < count_gaps (top, rect.y + rect.height, gap); row++)
    {
      cairo_move_to (cr, rect.x, top + gap * row);
      cairo_line_to (cr, rect.x + rect.width, top + gap * row);
    }
  cairo_stroke (cr);
}

static void
fill_pattern (cairo_t *cr, GaChartRectangle rect, guint series)
{
  cairo_set_line_width (cr, 1.5);
  switch (series)
    {
    case 1:
      hatch (cr, rect, 6, -1);
      break;
    case 2:
      dot (cr, rect, 5);
      break;
    default:
      rule (cr, rect, 5);
      break;
    }
}

static void
outline (cairo_t *cr, GaChartRectangle rect)
{
  if (rect.width > 2 && rect.height > 2)
    {
      cairo_rectangle (cr, rect.x + 0.5, rect.y + 0.5, rect.width - 1, rect.height - 1);
      cairo_stroke (cr);
    }
}

void
ga_chart_style_set_colour (cairo_t *cr, GaChartColour colour)
{
  cairo_set_source_rgb (cr, colour.red, colour.green, colour.blue);
}

/**
 * ga_chart_style_draw_bar:
 *
 * A bar of @series: the first is plain, the others are patterned on a light ground.
 */
void
ga_chart_style_draw_bar (cairo_t *cr,
                         GaChartRectangle rect,
                         guint series,
                         const GaChartPalette *palette)
{
  gboolean patterned = series > 0 && rect.width >= PATTERN_WIDTH && rect.height >= 3;
  GaChartColour tint = ga_chart_colour_mix (palette->fill[series], palette->ground, 0.3);

  if (rect.width <= 0 || rect.height <= 0)
    return;
  cairo_save (cr);
  cairo_rectangle (cr, rect.x, rect.y, rect.width, rect.height);
  cairo_clip (cr);
  ga_chart_style_set_colour (cr, patterned ? tint : palette->fill[series]);
  cairo_paint (cr);
  if (patterned)
    {
      ga_chart_style_set_colour (cr, palette->fill[series]);
      fill_pattern (cr, rect, series);
      ga_chart_style_set_colour (cr, palette->edge[series]);
      cairo_set_line_width (cr, 1);
      outline (cr, rect);
    }
  cairo_restore (cr);
}

/**
 * ga_chart_style_draw_masked:
 *
 * A figure that is not shown: hatched the other way, with a broken edge and no ground.
 */
void
ga_chart_style_draw_masked (cairo_t *cr, GaChartRectangle rect, const GaChartPalette *palette)
{
  const double dash[] = { 3, 2 };

  if (rect.width <= 0 || rect.height <= 0)
    return;
  cairo_save (cr);
  cairo_rectangle (cr, rect.x, rect.y, rect.width, rect.height);
  cairo_clip (cr);
  ga_chart_style_set_colour (cr, palette->axis);
  cairo_set_line_width (cr, 1);
  hatch (cr, rect, 4, 1);
  ga_chart_style_set_colour (cr, palette->muted);
  cairo_set_dash (cr, dash, G_N_ELEMENTS (dash), 0);
  outline (cr, rect);
  cairo_restore (cr);
}

void
ga_chart_style_set_line (cairo_t *cr, guint series, const GaChartPalette *palette)
{
  static const double dashes[GA_CHART_MAX_SERIES][4] = {
    { 0, 0, 0, 0 }, { 6, 4, 6, 4 }, { 1.5, 4, 1.5, 4 }, { 9, 3, 2, 3 }
  };

  ga_chart_style_set_colour (cr, palette->edge[series]);
  cairo_set_line_width (cr, palette->line_width);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap (cr, series == 2 ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT);
  cairo_set_dash (cr, dashes[series], series == 0 ? 0 : 4, 0);
}

/**
 * ga_chart_style_draw_dot:
 *
 * A point of a line: a disc, a square, a triangle or a diamond, open from the second series on.
 */
void
ga_chart_style_draw_dot (
    cairo_t *cr, double x, double y, guint series, const GaChartPalette *palette)
{
  static const guint corners[GA_CHART_MAX_SERIES] = { 0, 4, 3, 4 };
  static const double turns[GA_CHART_MAX_SERIES] = { 0, G_PI / 4, -G_PI / 2, 0 };
  double radius = palette->line_width + (series == 0 ? 1.5 : 2.5);

  cairo_save (cr);
  cairo_new_path (cr);
  cairo_set_dash (cr, NULL, 0, 0);
  if (corners[series] == 0)
    cairo_arc (cr, x, y, radius, 0, 2 * G_PI);
  for (guint i = 0; i < corners[series]; i++)
    {
      double angle = turns[series] + 2 * G_PI * i / corners[series];

      cairo_line_to (cr, x + radius * cos (angle), y + radius * sin (angle));
    }
  cairo_close_path (cr);
  ga_chart_style_set_colour (cr, series == 0 ? palette->edge[0] : palette->ground);
  cairo_fill_preserve (cr);
  ga_chart_style_set_colour (cr, palette->edge[series]);
  cairo_set_line_width (cr, 1.75);
  cairo_stroke (cr);
  cairo_restore (cr);
}
