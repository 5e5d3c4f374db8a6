/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <glib-object.h>

#include "chart/ga-chart-palette.h"

G_BEGIN_DECLS

/**
 * GaChart:
 *
 * What a chart says: words, categories and up to four series of figures. It knows nothing of where
 * the figures come from, nor of any language but through its caller: labels and texts arrive
 * translated. ga_chart_draw() is the one renderer of screen, PDF, PNG and SVG.
 *
 * A chart belongs to one thread at a time; it may be handed to another thread to be written to a
 * file.
 */
#define GA_TYPE_CHART (ga_chart_get_type ())
G_DECLARE_FINAL_TYPE (GaChart, ga_chart, GA, CHART, GObject)

#define GA_CHART_MAX_SERIES 4
/* The largest figure: 10^15, so that sums and axes never overflow. */
#define GA_CHART_MAX_VALUE G_GINT64_CONSTANT (1000000000000000)

/**
 * GaChartKind:
 * @GA_CHART_BARS: upright bars, for counts in time
 * @GA_CHART_LINES: lines, to compare (this year against last)
 * @GA_CHART_GROUPS: lying bars, one row a category (by community, by kommune …)
 */
typedef enum
{
  GA_CHART_BARS,
  GA_CHART_LINES,
  GA_CHART_GROUPS,
} GaChartKind;

/**
 * GaChartPointKind:
 * @GA_CHART_POINT_MISSING: there is no figure: nothing is drawn and a line breaks
 * @GA_CHART_POINT_VALUE: a figure
 * @GA_CHART_POINT_MASKED: there is a figure the reader may not see, only that it is below a bound
 */
typedef enum
{
  GA_CHART_POINT_MISSING,
  GA_CHART_POINT_VALUE,
  GA_CHART_POINT_MASKED,
} GaChartPointKind;

/**
 * GaChartPoint: one figure's place: series and category, both from 0.
 */
typedef struct
{
  int series;
  int category;
} GaChartPoint;

#define GA_CHART_POINT_NONE ((GaChartPoint){ -1, -1 })

/**
 * GaChartMove: where the keyboard goes. Back and forward run through the categories, up and down
 * through the series of one category, as they are stacked or listed.
 */
typedef enum
{
  GA_CHART_MOVE_BACK,
  GA_CHART_MOVE_FORWARD,
  GA_CHART_MOVE_FIRST,
  GA_CHART_MOVE_LAST,
  GA_CHART_MOVE_UP,
  GA_CHART_MOVE_DOWN,
} GaChartMove;

/**
 * GaChartFormat:
 *
 * Returns: (transfer full): @value as the reader writes it, such as "12.500 kr."
 */
typedef char *(*GaChartFormat) (gint64 value, gpointer data);

GaChart *ga_chart_new (GaChartKind kind);
GaChartKind ga_chart_get_kind (GaChart *chart);
void ga_chart_set_title (GaChart *chart, const char *title);
const char *ga_chart_get_title (GaChart *chart);
void ga_chart_set_subtitle (GaChart *chart, const char *subtitle);
const char *ga_chart_get_subtitle (GaChart *chart);
void ga_chart_set_unit (GaChart *chart, const char *unit);
void ga_chart_set_note (GaChart *chart, const char *note);
void ga_chart_set_empty_text (GaChart *chart, const char *text);
void ga_chart_set_stacked (GaChart *chart, gboolean stacked);
void ga_chart_set_small (GaChart *chart, gboolean small);
void ga_chart_set_transparent (GaChart *chart, gboolean transparent);
void ga_chart_set_separator (GaChart *chart, const char *separator);
void
ga_chart_set_format (GaChart *chart, GaChartFormat format, gpointer data, GDestroyNotify destroy);

guint
ga_chart_add_category (GaChart *chart, const char *label, const char *group, const char *spoken);
guint ga_chart_get_n_categories (GaChart *chart);
guint ga_chart_add_series (GaChart *chart, const char *name);
guint ga_chart_get_n_series (GaChart *chart);
void
ga_chart_set_value (GaChart *chart, guint series, guint category, gint64 value, const char *text);
void
ga_chart_set_masked (GaChart *chart, guint series, guint category, gint64 bound, const char *text);
GaChartPointKind ga_chart_get_point (GaChart *chart, guint series, guint category, gint64 *value);
char *ga_chart_dup_point_text (GaChart *chart, guint series, guint category);
gint64 ga_chart_sum_category (GaChart *chart, guint category);
char *ga_chart_format_value (GaChart *chart, gint64 value);
gboolean ga_chart_is_empty (GaChart *chart);

gboolean ga_chart_move (GaChart *chart, GaChartPoint *point, GaChartMove move);
char *ga_chart_describe_point (GaChart *chart, const GaChartPoint *point);

double ga_chart_get_natural_height (GaChart *chart, double width, double text_scale);
gboolean ga_chart_hit (GaChart *chart,
                       double width,
                       double height,
                       double text_scale,
                       double x,
                       double y,
                       GaChartPoint *point);
void ga_chart_draw (GaChart *chart,
                    cairo_t *cr,
                    double width,
                    double height,
                    GaChartTheme theme,
                    double text_scale,
                    const GaChartPoint *focus);

G_END_DECLS
