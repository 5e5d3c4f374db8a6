/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "chart/ga-chart.h"
#include "chart/ga-table.h"

G_BEGIN_DECLS

/*
 * Charts as files. A file is written beside its place and moved there when it is whole: a failure
 * leaves what stood there before, and nothing half. These calls wait for the disk: call them off
 * the main thread, with a chart and a table that nobody else changes meanwhile.
 */

/**
 * GaChartFileError:
 * @GA_CHART_FILE_ERROR_FAILED: anything not named below
 * @GA_CHART_FILE_ERROR_FULL: the disk is full
 * @GA_CHART_FILE_ERROR_PERMISSION: the folder may not be written
 * @GA_CHART_FILE_ERROR_NO_FOLDER: the folder does not exist
 * @GA_CHART_FILE_ERROR_NOT_A_FILE: a folder or a device stands in that place
 */
typedef enum
{
  GA_CHART_FILE_ERROR_FAILED,
  GA_CHART_FILE_ERROR_FULL,
  GA_CHART_FILE_ERROR_PERMISSION,
  GA_CHART_FILE_ERROR_NO_FOLDER,
  GA_CHART_FILE_ERROR_NOT_A_FILE,
} GaChartFileError;

#define GA_CHART_FILE_ERROR (ga_chart_file_error_quark ())
GQuark ga_chart_file_error_quark (void);

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
