/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/ga-chart-palette.h"

#include <math.h>

#include "paper/ga-paper-style.h"

#define RGB(hex)                                                                         \
  {                                                                                      \
    (((hex) >> 16) & 0xff) / 255.0, (((hex) >> 8) & 0xff) / 255.0, ((hex) &0xff) / 255.0 \
  }

static const GaChartPalette palettes[GA_CHART_N_THEMES] = {
  [GA_CHART_THEME_LIGHT] = {
    .ground = RGB (0xffffff), .card = RGB (0xfafafa), .ink = RGB (0x26262b), .muted = RGB (0x5e5c64),
    .grid = RGB (0xe6e6ea), .axis = RGB (0x8a8990),
    .fill = { RGB (0x0072b2), RGB (0xe69f00), RGB (0x009e73), RGB (0xcc79a7) },
    .edge = { RGB (0x0072b2), RGB (0xb26a00), RGB (0x007f5c), RGB (0xa8517f) },
    .line_width = 2.25, .grid_width = 1,
  },
  [GA_CHART_THEME_DARK] = {
    .ground = RGB (0x1e1e1e), .card = RGB (0x36363a), .ink = RGB (0xf4f4f6), .muted = RGB (0xbcbac2),
    .grid = RGB (0x3b3b3f), .axis = RGB (0x85848a),
    .fill = { RGB (0x56b4e9), RGB (0xe69f00), RGB (0x12b886), RGB (0xdd93bb) },
    .edge = { RGB (0x56b4e9), RGB (0xf0b429), RGB (0x2ccb9b), RGB (0xe6a8ca) },
    .line_width = 2.25, .grid_width = 1,
  },
  [GA_CHART_THEME_HIGH_CONTRAST] = {
    .ground = RGB (0xffffff), .card = RGB (0xffffff), .ink = RGB (0x000000), .muted = RGB (0x000000),
    .grid = RGB (0x8c8c8c), .axis = RGB (0x000000),
    .fill = { RGB (0x004f7c), RGB (0xe69f00), RGB (0x006b4e), RGB (0xcc79a7) },
    .edge = { RGB (0x00324f), RGB (0x6b4000), RGB (0x004231), RGB (0x6b1f49) },
    .line_width = 3.25, .grid_width = 1,
  },
  [GA_CHART_THEME_HIGH_CONTRAST_DARK] = {
    .ground = RGB (0x000000), .card = RGB (0x000000), .ink = RGB (0xffffff), .muted = RGB (0xffffff),
    .grid = RGB (0x808080), .axis = RGB (0xffffff),
    .fill = { RGB (0x7cc8f2), RGB (0xffb81f), RGB (0x2ee0ad), RGB (0xf0aacf) },
    .edge = { RGB (0xb4e0f9), RGB (0xffdb8c), RGB (0x9df2d8), RGB (0xf9d6e9) },
    .line_width = 3.25, .grid_width = 1,
  },
  [GA_CHART_THEME_PRINT] = {
    .ground = RGB (0xffffff), .card = RGB (0xffffff), .ink = RGB (GA_PAPER_INK),
    .muted = RGB (GA_PAPER_MUTED), .grid = RGB (GA_PAPER_HAIRLINE), .axis = RGB (GA_PAPER_RULE),
    .fill = { RGB (0x005f94), RGB (0xe69f00), RGB (0x009e73), RGB (0xcc79a7) },
    .edge = { RGB (0x005f94), RGB (0xa35f00), RGB (0x00694c), RGB (0x8f3f6b) },
    .line_width = 2, .grid_width = 0.75,
  },
};

static double
linear (double part)
{
  return part <= 0.04045 ? part / 12.92 : pow ((part + 0.055) / 1.055, 2.4);
}

static double
luminance (GaChartColour colour)
{
  return 0.2126 * linear (colour.red) + 0.7152 * linear (colour.green) +
         0.0722 * linear (colour.blue);
}

/**
 * ga_chart_palette_get:
 *
 * Returns: (transfer none): the colours of @theme
 */
const GaChartPalette *
ga_chart_palette_get (GaChartTheme theme)
{
  g_return_val_if_fail ((guint) theme < GA_CHART_N_THEMES, &palettes[GA_CHART_THEME_LIGHT]);
  return &palettes[theme];
}

/**
 * ga_chart_colour_mix:
 * @share: how much of @over, from 0 to 1
 */
GaChartColour
ga_chart_colour_mix (GaChartColour over, GaChartColour under, double share)
{
  return (GaChartColour){
    over.red * share + under.red * (1 - share),
    over.green * share + under.green * (1 - share),
    over.blue * share + under.blue * (1 - share),
  };
}

/**
 * ga_chart_colour_contrast:
 *
 * Returns: the contrast ratio of WCAG 2.1, from 1 to 21
 */
double
ga_chart_colour_contrast (GaChartColour one, GaChartColour other)
{
  double a = luminance (one);
  double b = luminance (other);

  return (MAX (a, b) + 0.05) / (MIN (a, b) + 0.05);
}
