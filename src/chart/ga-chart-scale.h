/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * GaChartScale: an axis from zero to @top in steps of 1, 2 or 5 times a power of ten, never less
 * than 1: counts have no halves. A plain value; any thread.
 */
typedef struct
{
  gint64 top;
  gint64 step;
} GaChartScale;

GaChartScale ga_chart_scale_new (gint64 maximum, guint most_steps);
guint ga_chart_scale_get_n_ticks (const GaChartScale *scale);
gint64 ga_chart_scale_get_tick (const GaChartScale *scale, guint tick);
double ga_chart_scale_get_share (const GaChartScale *scale, gint64 value);
char *ga_chart_group_digits (gint64 value, const char *separator);

G_END_DECLS
