/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "insight/ga-attendance-file.h"

#include <string.h>

#include "chart/ga-chart-file.h"

/* A chart of more groups than this is no picture any more; the table of a PDF has them all. */
#define MOST_GROUPS 40

/**
 * ga_attendance_format_from_code:
 * @code: `png`, `svg` or `pdf`
 *
 * Returns: %FALSE if it is none of them
 */
gboolean
ga_attendance_format_from_code (const char *code, GaAttendanceFormat *format)
{
  static const char *const codes[] = { "png", "svg", "pdf" };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (strcmp (code, codes[i]) == 0)
      {
        *format = (GaAttendanceFormat) i;
        return TRUE;
      }
  return FALSE;
}

/**
 * ga_attendance_write:
 *
 * Waits for the disk: off the main thread in a program with a window.
 *
 * Returns: %FALSE with @error set (#GaPaperError), and what stood there before untouched
 */
gboolean
ga_attendance_write (
    GaChart *chart, GaTable *table, GaAttendanceFormat format, const char *path, GError **error)
{
  switch (format)
    {
    case GA_ATTENDANCE_FORMAT_PNG:
      return ga_chart_write_png (chart, path, error);
    case GA_ATTENDANCE_FORMAT_SVG:
      return ga_chart_write_svg (chart, path, error);
    default:
      return ga_chart_write_pdf (chart, table, GA_CHART_PAPER_PORTRAIT, path, error);
    }
}

/**
 * ga_attendance_report_write:
 *
 * The chart of visits, and in a PDF its table, as ga_attendance_write() does.
 *
 * Returns: %FALSE with @error set (#GaPaperError)
 */
gboolean
ga_attendance_report_write (GaAttendanceReport *report,
                            GaAttendanceFormat format,
                            const char *path,
                            GError **error)
{
  g_autoptr (GaChart) chart = ga_attendance_chart_new (report, GA_ATTENDANCE_VISITS, MOST_GROUPS);
  g_autoptr (GaTable) table = ga_attendance_table_new (report);

  return ga_attendance_write (chart, table, format, path, error);
}
