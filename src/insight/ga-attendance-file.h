/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "insight/ga-attendance-chart.h"

G_BEGIN_DECLS

/**
 * GaAttendanceFormat: the chart as a picture, or on A4 paper with its table.
 */
typedef enum
{
  GA_ATTENDANCE_FORMAT_PNG,
  GA_ATTENDANCE_FORMAT_SVG,
  GA_ATTENDANCE_FORMAT_PDF,
} GaAttendanceFormat;

gboolean ga_attendance_format_from_code (const char *code, GaAttendanceFormat *format);

/* Both wait for the disk: not for a window's main thread. Errors are of %GA_PAPER_ERROR. */
gboolean ga_attendance_write (
    GaChart *chart, GaTable *table, GaAttendanceFormat format, const char *path, GError **error);
gboolean ga_attendance_report_write (GaAttendanceReport *report,
                                     GaAttendanceFormat format,
                                     const char *path,
                                     GError **error);

G_END_DECLS
