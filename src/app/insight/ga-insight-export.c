/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/insight/ga-insight-export.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "exchange/ga-table-file.h"
#include "insight/ga-attendance-file.h"

/* A chart of more groups than this is no picture any more; the table has them all. */
#define MOST_GROUPS 40

struct _GaInsightExport
{
  GaChart *chart;
  GaTable *table;
  GaInsightFormat format;
};

static const char *const codes[] = { "pdf", "png", "svg", "csv", "xlsx" };

/**
 * ga_insight_format_from_code:
 * @code: `pdf`, `png`, `svg`, `csv` or `xlsx`, which is also how the file's name ends
 *
 * Returns: %FALSE if it is none of them
 */
gboolean
ga_insight_format_from_code (const char *code, GaInsightFormat *format)
{
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (strcmp (codes[i], code) == 0)
      {
        *format = (GaInsightFormat) i;
        return TRUE;
      }
  return FALSE;
}

/**
 * ga_insight_export_new:
 *
 * Returns: (transfer full): what is seen of @answer, for a file
 */
GaInsightExport *
ga_insight_export_new (GaInsightAnswer *answer, GaInsightFormat format)
{
  GaInsightExport *self = g_new0 (GaInsightExport, 1);

  self->chart = ga_insight_answer_make_chart (answer, MOST_GROUPS);
  self->table = ga_insight_answer_make_table (answer);
  self->format = format;
  return self;
}

void
ga_insight_export_free (GaInsightExport *self)
{
  g_object_unref (self->chart);
  g_object_unref (self->table);
  g_free (self);
}

/**
 * ga_insight_export_write:
 *
 * Writes the file. What stood there before stays whole until the new file is.
 *
 * Returns: %FALSE with @error set, its message a sentence for the user
 */
gboolean
ga_insight_export_write (GaInsightExport *self, const char *path, GError **error)
{
  switch (self->format)
    {
    case GA_INSIGHT_PNG:
      return ga_attendance_write (self->chart, self->table, GA_ATTENDANCE_FORMAT_PNG, path, error);
    case GA_INSIGHT_SVG:
      return ga_attendance_write (self->chart, self->table, GA_ATTENDANCE_FORMAT_SVG, path, error);
    case GA_INSIGHT_CSV:
      return ga_table_file_write_csv (self->table, path, error);
    case GA_INSIGHT_XLSX:
      return ga_table_file_write_xlsx (self->table, _ ("Attendance"), path, error);
    case GA_INSIGHT_PDF:
    default:
      return ga_attendance_write (self->chart, self->table, GA_ATTENDANCE_FORMAT_PDF, path, error);
    }
}
