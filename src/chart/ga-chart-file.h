/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "chart/ga-chart.h"
#include "paper/ga-table.h"

G_BEGIN_DECLS

/* Charts as files (ga-paper-file.h), with a chart and a table that nobody else changes meanwhile.
 * Errors are of %GA_PAPER_ERROR. */

/**
 * GaChartPaper: how the A4 paper of a PDF lies.
 */
typedef enum
{
  GA_CHART_PAPER_PORTRAIT,
  GA_CHART_PAPER_LANDSCAPE,
} GaChartPaper;

gboolean ga_chart_write_png (GaChart *chart, const char *path, GError **error);
gboolean ga_chart_write_svg (GaChart *chart, const char *path, GError **error);
gboolean ga_chart_write_pdf (
    GaChart *chart, GaTable *table, GaChartPaper paper, const char *path, GError **error);

G_END_DECLS
