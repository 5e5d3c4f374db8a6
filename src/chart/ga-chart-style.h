/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chart/ga-chart-layout.h"
#include "chart/ga-chart-palette.h"

G_BEGIN_DECLS

/* How one series differs from another without colour: a pattern for bars, a dash and a shape for
 * lines. Everything is drawn as lines and areas, never as a picture, so that PDF and SVG stay
 * sharp. On the thread of @cr. */

void ga_chart_style_set_colour (cairo_t *cr, GaChartColour colour);
void ga_chart_style_draw_bar (cairo_t *cr,
                              GaChartRectangle rect,
                              guint series,
                              const GaChartPalette *palette);
void ga_chart_style_draw_masked (cairo_t *cr, GaChartRectangle rect, const GaChartPalette *palette);
void ga_chart_style_set_line (cairo_t *cr, guint series, const GaChartPalette *palette);
void ga_chart_style_draw_dot (
    cairo_t *cr, double x, double y, guint series, const GaChartPalette *palette);

G_END_DECLS
