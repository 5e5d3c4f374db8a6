/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pango.h>

#include "chart/ga-chart-private.h"
#include "chart/ga-chart-scale.h"

G_BEGIN_DECLS

/*
 * Where everything of a chart lies, before any of it is drawn: the painter paints it, the pointer
 * is looked up in it, and the tests see in it that nothing overlaps. Lengths are in pixels of the
 * chart; text is measured without hinting, so that a layout is the same on paper and at any zoom.
 * A layout stays on the thread that made it, whose fonts it holds.
 */

/* Below this many pixels a category, bars stand shoulder to shoulder, as one area. */
#define GA_CHART_THIN 5.0
/* A masked bar is seen however long the axis: its length says nothing but "little". */
#define GA_CHART_MASKED_LEAST 12.0

typedef struct
{
  double x;
  double y;
  double width;
  double height;
} GaChartRectangle;

typedef enum
{
  GA_CHART_TEXT_TITLE,
  GA_CHART_TEXT_SUBTITLE,
  GA_CHART_TEXT_UNIT,
  GA_CHART_TEXT_TICK,
  GA_CHART_TEXT_CATEGORY,
  GA_CHART_TEXT_GROUP,
  GA_CHART_TEXT_VALUE,
  GA_CHART_TEXT_SERIES,
  GA_CHART_TEXT_NOTE,
  GA_CHART_TEXT_EMPTY,
  GA_CHART_TEXT_FOCUS,
} GaChartTextRole;

typedef struct
{
  GaChartTextRole role;
  PangoLayout *pango;
  GaChartRectangle rect;
} GaChartText;

/* One figure as drawn: a bar, or without width and height the dot of a line. */
typedef struct
{
  GaChartPoint point;
  GaChartPointKind kind;
  GaChartRectangle rect;
} GaChartMark;

/* A sample of a series beside its name; series -1 is the pattern of masked figures. */
typedef struct
{
  int series;
  GaChartRectangle rect;
} GaChartKey;

typedef struct
{
  GaChart *chart;
  PangoContext *context;
  double width;
  double height;
  double text_scale;
  double margin;
  gboolean legend; /* whether the series are named above the plot */
  GaChartRectangle plot;
  GaChartScale axis;
  double slot; /* the room of one category along its axis */
  GArray *texts;
  GArray *marks;
  GArray *keys;
  GArray *ticks; /* of double: where the grid lines run */
} GaChartLayout;

GaChartLayout *
ga_chart_layout_new (GaChart *chart, double width, double height, double text_scale, gboolean snap);
void ga_chart_layout_free (GaChartLayout *layout);
const GaChartMark *ga_chart_layout_find (GaChartLayout *layout, const GaChartPoint *point);

/* For the files that lay out one part. */
PangoLayout *
ga_chart_layout_shape (GaChartLayout *layout, GaChartTextRole role, const char *text, double room);
void ga_chart_layout_put (
    GaChartLayout *layout, GaChartTextRole role, PangoLayout *pango, double x, double y);
void ga_chart_layout_measure (PangoLayout *pango, double *width, double *height);
double ga_chart_layout_widest (GaChartLayout *layout);
double ga_chart_layout_line (GaChartLayout *layout, GaChartTextRole role);
gboolean ga_chart_layout_is_free (GaChartLayout *layout, GaChartRectangle rect, double gap);
void ga_chart_layout_add_mark (GaChartLayout *layout, GaChartPoint point, GaChartRectangle rect);
double ga_chart_layout_unit (GaChartLayout *layout, double x, double y);
gboolean ga_chart_layout_columns (GaChartLayout *layout, double top, double bottom);
void ga_chart_layout_rows (GaChartLayout *layout, double top, double bottom);
double ga_chart_layout_rows_natural (GaChartLayout *layout);
void ga_chart_layout_categories (GaChartLayout *layout);
void ga_chart_layout_values (GaChartLayout *layout);
double ga_chart_layout_series_room (GaChartLayout *layout);
gboolean ga_chart_layout_series (GaChartLayout *layout);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GaChartLayout, ga_chart_layout_free)

G_END_DECLS
