/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/insight/ga-insight-export.h"

#include <string.h>

#include "exchange/ga-csv-writer.h"
#include "insight/ga-attendance-file.h"
#include "model/ga-language.h"

/* A chart of more groups than this is no picture any more; the table has them all. */
#define MOST_GROUPS 40

struct _GaInsightExport
{
  GaChart *chart;
  GaTable *table;
  GaInsightFormat format;
  char separator;
};

static const char *const codes[] = { "pdf", "png", "svg", "csv" };

/* "1.234" as a spreadsheet of any language adds it up; "under 5" as it is. */
static char *
strip_figure (const char *cell)
{
  GString *digits = g_string_new (NULL);

  for (const char *at = cell; *at != '\0'; at = g_utf8_next_char (at))
    {
      if (g_unichar_isalpha (g_utf8_get_char (at)))
        {
          g_string_assign (digits, cell);
          break;
        }
      if (g_ascii_isdigit (*at))
        g_string_append_c (digits, *at);
    }
  return g_string_free (digits, FALSE);
}

static gboolean
write_row (GaCsvWriter *writer, GaTable *table, guint row, GError **error)
{
  guint n_columns = ga_table_get_n_columns (table);
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

  for (guint column = 0; column < n_columns; column++)
    {
      const char *cell = ga_table_get_cell (table, row, column);

      g_ptr_array_add (cells,
                       ga_table_is_numeric (table, column) ? strip_figure (cell) : g_strdup (cell));
    }
  return ga_csv_writer_add_row (writer, (const char *const *) cells->pdata, n_columns, error);
}

static gboolean
write_csv (GaInsightExport *self, const char *path, GError **error)
{
  g_autoptr (GaCsvWriter) writer = ga_csv_writer_new_for_path (path, self->separator, error);
  g_autoptr (GPtrArray) headings = g_ptr_array_new ();

  if (writer == NULL)
    return FALSE;
  for (guint i = 0; i < ga_table_get_n_columns (self->table); i++)
    g_ptr_array_add (headings, (gpointer) ga_table_get_heading (self->table, i));
  if (!ga_csv_writer_add_row (writer, (const char *const *) headings->pdata, headings->len, error))
    return FALSE;
  for (guint row = 0; row < ga_table_get_n_rows (self->table); row++)
    if (!write_row (writer, self->table, row, error))
      return FALSE;
  return ga_csv_writer_finish (writer, error);
}

/**
 * ga_insight_format_from_code:
 * @code: `pdf`, `png`, `svg` or `csv`, which is also how the file's name ends
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
  /* What a spreadsheet of that language opens in columns with a double click. */
  self->separator = ga_language_get () == GA_LANGUAGE_ENGLISH ? ',' : ';';
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
      return write_csv (self, path, error);
    case GA_INSIGHT_PDF:
    default:
      return ga_attendance_write (self->chart, self->table, GA_ATTENDANCE_FORMAT_PDF, path, error);
    }
}
