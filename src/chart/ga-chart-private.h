/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chart/ga-chart.h"

G_BEGIN_DECLS

/* What the layout and the painter read of a chart; nobody else includes this. On the thread that
 * has the chart, which owns what is const. */

typedef struct
{
  char *label;
  char *group;  /* (nullable) */
  char *spoken; /* (nullable) */
} GaChartCategory;

typedef struct
{
  GaChartPointKind kind;
  gint64 value; /* the figure, or the bound of a masked one */
  char *text;   /* (nullable) */
} GaChartFigure;

typedef struct
{
  char *name;      /* (nullable) */
  GArray *figures; /* of GaChartFigure; shorter than the categories where the rest is missing */
} GaChartSeries;

struct _GaChart
{
  GObject parent_instance;
  GaChartKind kind;
  gboolean stacked;
  gboolean small;
  gboolean transparent;
  char *title;
  char *subtitle;
  char *unit;
  char *note;
  char *empty_text;
  char *separator;
  GaChartFormat format;
  gpointer format_data;
  GDestroyNotify format_destroy;
  GPtrArray *categories; /* of GaChartCategory */
  GPtrArray *series;     /* of GaChartSeries */
};

const GaChartCategory *ga_chart_category (GaChart *chart, guint category);
const GaChartSeries *ga_chart_series (GaChart *chart, guint series);
const GaChartFigure *ga_chart_figure (GaChart *chart, guint series, guint category);
gboolean ga_chart_stacks (GaChart *chart);
gint64 ga_chart_get_maximum (GaChart *chart);
char *ga_chart_dup_category_text (GaChart *chart, guint category);

G_END_DECLS
