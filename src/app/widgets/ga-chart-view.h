/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "chart/ga-chart.h"

G_BEGIN_DECLS

/**
 * GaChartView:
 *
 * A chart on the screen, as light, dark or high in contrast and as large as the rest of the window.
 * It takes the focus: arrow keys, Home and End go from figure to figure, and so does the pointer.
 * The figure is marked in the chart, written in words below it and becomes the name that assistive
 * technology reads; without one the chart is named by its title. Main thread. It keeps the chart to
 * itself.
 */
#define GA_TYPE_CHART_VIEW (ga_chart_view_get_type ())
G_DECLARE_FINAL_TYPE (GaChartView, ga_chart_view, GA, CHART_VIEW, GtkWidget)

GtkWidget *ga_chart_view_new (void);
void ga_chart_view_set_chart (GaChartView *self, GaChart *chart);
GaChart *ga_chart_view_get_chart (GaChartView *self);
GaChartPoint ga_chart_view_get_point (GaChartView *self);
const char *ga_chart_view_get_said (GaChartView *self);
gboolean ga_chart_view_move (GaChartView *self, GaChartMove move);

G_END_DECLS
