/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/ga-table-file.h"

#include <string.h>

#include "exchange/ga-csv-writer.h"
#include "exchange/ga-workbook.h"
#include "model/ga-language.h"

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

static char *
make_cell (GaTable *table, guint row, guint column)
{
  const char *cell = ga_table_get_cell (table, row, column);

  return ga_table_is_numeric (table, column) ? strip_figure (cell) : g_strdup (cell);
}

/* (transfer container): ends with %NULL */
static GPtrArray *
list_headings (GaTable *table)
{
  GPtrArray *headings = g_ptr_array_new ();

  for (guint i = 0; i < ga_table_get_n_columns (table); i++)
    g_ptr_array_add (headings, (gpointer) ga_table_get_heading (table, i));
  g_ptr_array_add (headings, NULL);
  return headings;
}

static gboolean
write_row (GaCsvWriter *writer, GaTable *table, guint row, GError **error)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

  for (guint column = 0; column < ga_table_get_n_columns (table); column++)
    g_ptr_array_add (cells, make_cell (table, row, column));
  return ga_csv_writer_add_row (writer, (const char *const *) cells->pdata, cells->len, error);
}

gboolean
ga_table_file_write_csv (GaTable *table, const char *path, GError **error)
{
  g_autoptr (GaCsvWriter) writer =
      ga_csv_writer_new_for_path (path, ga_language_get_separator (), error);
  g_autoptr (GPtrArray) headings = list_headings (table);

  if (writer == NULL || !ga_csv_writer_add_row (writer, (const char *const *) headings->pdata,
                                                headings->len - 1, error))
    return FALSE;
  for (guint row = 0; row < ga_table_get_n_rows (table); row++)
    if (!write_row (writer, table, row, error))
      return FALSE;
  return ga_csv_writer_finish (writer, error);
}

static void
add_row (GaWorkbook *book, GaTable *table, guint row)
{
  ga_workbook_begin_row (book, ga_table_is_total (table, row));
  for (guint column = 0; column < ga_table_get_n_columns (table); column++)
    {
      g_autofree char *cell = make_cell (table, row, column);

      if (ga_table_is_numeric (table, column) && g_ascii_isdigit (*cell) &&
          cell[strspn (cell, "0123456789")] == '\0')
        ga_workbook_add_number (book, g_ascii_strtoll (cell, NULL, 10));
      else
        ga_workbook_add_text (book, cell);
    }
  ga_workbook_end_row (book);
}

gboolean
ga_table_file_write_xlsx (GaTable *table, const char *title, const char *path, GError **error)
{
  g_autoptr (GaWorkbook) book = ga_workbook_new (path, GA_WORKBOOK_XLSX, error);
  g_autoptr (GPtrArray) headings = list_headings (table);

  if (book == NULL)
    return FALSE;
  ga_workbook_begin_sheet (book, title);
  ga_workbook_add_headings (book, (const char *const *) headings->pdata);
  for (guint row = 0; row < ga_table_get_n_rows (table); row++)
    add_row (book, table, row);
  return ga_workbook_finish (book, error);
}
