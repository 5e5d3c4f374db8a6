/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/insight/ga-insight-export.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "exchange/ga-csv-writer.h"
#include "insight/ga-attendance-file.h"
#include "model/ga-language.h"

/* A chart of more groups than this is no picture any more; the table has them all. */
#define MOST_GROUPS 40

typedef struct
{
  GaStore *store;
  GaChart *chart;
  GaTable *table;
  GaInsightFormat format;
  char *path;
  char separator;
} Export;

static const char *const codes[] = { "pdf", "png", "svg", "csv" };

static void
export_free (Export *export)
{
  g_object_unref (export->store);
  g_object_unref (export->chart);
  g_object_unref (export->table);
  g_free (export->path);
  g_free (export);
}

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
write_csv (Export *export, GError **error)
{
  g_autoptr (GaCsvWriter) writer =
      ga_csv_writer_new_for_path (export->path, export->separator, error);
  g_autoptr (GPtrArray) headings = g_ptr_array_new ();

  if (writer == NULL)
    return FALSE;
  for (guint i = 0; i < ga_table_get_n_columns (export->table); i++)
    g_ptr_array_add (headings, (gpointer) ga_table_get_heading (export->table, i));
  if (!ga_csv_writer_add_row (writer, (const char *const *) headings->pdata, headings->len, error))
    return FALSE;
  for (guint row = 0; row < ga_table_get_n_rows (export->table); row++)
    if (!write_row (writer, export->table, row, error))
      return FALSE;
  return ga_csv_writer_finish (writer, error);
}

static gboolean
write_file (Export *export, GError **error)
{
  switch (export->format)
    {
    case GA_INSIGHT_PNG:
      return ga_attendance_write (export->chart, export->table, GA_ATTENDANCE_FORMAT_PNG,
                                  export->path, error);
    case GA_INSIGHT_SVG:
      return ga_attendance_write (export->chart, export->table, GA_ATTENDANCE_FORMAT_SVG,
                                  export->path, error);
    case GA_INSIGHT_CSV:
      return write_csv (export, error);
    default:
      return ga_attendance_write (export->chart, export->table, GA_ATTENDANCE_FORMAT_PDF,
                                  export->path, error);
    }
}

static void
write_cb (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Export *export = task_data;
  char *target;
  GError *error = NULL;

  target = ga_store_resolve_output (export->store, export->path, &error);
  if (target != NULL)
    {
      g_free (export->path);
      export->path = target;
    }
  if (target != NULL && write_file (export, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
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

const char *
ga_insight_format_to_code (GaInsightFormat format)
{
  return codes[format];
}

/**
 * ga_insight_export_async:
 * @store: whose own files are not written onto
 *
 * Writes what is seen to a file, on a thread of its own. What stood there before stays whole until
 * the new file is.
 */
void
ga_insight_export_async (GaInsightAnswer *answer,
                         GaStore *store,
                         GaInsightFormat format,
                         GFile *file,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autofree char *path = g_file_get_path (file);
  Export *export;

  g_task_set_source_tag (task, ga_insight_export_async);
  if (path == NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "%s",
                               _ ("Files can be saved on this computer only. Choose a folder of "
                                  "it."));
      return;
    }
  export = g_new0 (Export, 1);
  export->store = g_object_ref (store);
  export->chart = ga_insight_answer_make_chart (answer, MOST_GROUPS);
  export->table = ga_insight_answer_make_table (answer);
  export->format = format;
  export->path = g_steal_pointer (&path);
  /* What a spreadsheet of that language opens in columns with a double click. */
  export->separator = ga_language_get () == GA_LANGUAGE_ENGLISH ? ',' : ';';
  g_task_set_task_data (task, export, (GDestroyNotify) export_free);
  g_task_run_in_thread (task, write_cb);
}

/**
 * ga_insight_export_finish:
 *
 * Returns: %FALSE with @error set, its message a sentence for the user
 */
gboolean
ga_insight_export_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
