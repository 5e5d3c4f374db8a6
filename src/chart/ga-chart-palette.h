/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * The colours of charts. Series take colours of Okabe and Ito's palette, which stay apart for every
 * kind of colour vision; edges are darker (or lighter) shades where the colour alone is too faint.
 * Text keeps 4.5:1 against the ground and against a card of the interface, edges 3:1 (WCAG 2.1).
 * Constant: any thread.
 */

/**
 * GaChartTheme:
 * @GA_CHART_THEME_LIGHT: the light interface
 * @GA_CHART_THEME_DARK: the dark interface
 * @GA_CHART_THEME_HIGH_CONTRAST: black on white, thick lines
 * @GA_CHART_THEME_HIGH_CONTRAST_DARK: white on black, thick lines
 * @GA_CHART_THEME_PRINT: paper; still tells series apart when printed in grey
 */
typedef enum
{
  GA_CHART_THEME_LIGHT,
  GA_CHART_THEME_DARK,
  GA_CHART_THEME_HIGH_CONTRAST,
  GA_CHART_THEME_HIGH_CONTRAST_DARK,
  GA_CHART_THEME_PRINT,
} GaChartTheme;

#define GA_CHART_N_THEMES (GA_CHART_THEME_PRINT + 1)

/* sRGB, each part from 0 to 1. */
typedef struct
{
  double red;
  double green;
  double blue;
} GaChartColour;

typedef struct
{
  GaChartColour ground;
  GaChartColour card; /* what a transparent chart may lie on */
  GaChartColour ink;
  GaChartColour muted; /* ticks, subtitle */
  GaChartColour grid;
  GaChartColour axis;
  GaChartColour fill[4];
  GaChartColour edge[4];
  double line_width; /* of a series, in pixels */
  double grid_width;
} GaChartPalette;

const GaChartPalette *ga_chart_palette_get (GaChartTheme theme);
GaChartColour ga_chart_colour_mix (GaChartColour over, GaChartColour under, double share);
double ga_chart_colour_contrast (GaChartColour one, GaChartColour other);

G_END_DECLS
