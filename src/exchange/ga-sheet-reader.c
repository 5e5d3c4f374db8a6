/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/ga-sheet-reader.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "exchange/ga-csv-reader.h"
#include "exchange/ga-exchange-error.h"
#include "exchange/ga-sheet-private.h"
#include "exchange/ga-tabular-private.h"

static gssize
read_part (gpointer source, char *buffer, gsize size, GError **error)
{
  return ga_package_part_read (source, buffer, size, error);
}

/* Any part that was open is closed. */
gboolean
ga_sheet_open_xml (GaSheetReader *self, const char *part, GError **error)
{
  ga_sheet_close_xml (self);
  self->part = ga_package_open_part (self->package, part, error);
  if (self->part == NULL)
    return FALSE;
  self->xml = ga_xml_reader_new (read_part, self->part);
  return TRUE;
}

void
ga_sheet_close_xml (GaSheetReader *self)
{
  g_clear_pointer (&self->xml, ga_xml_reader_free);
  g_clear_pointer (&self->part, ga_package_part_free);
}

gboolean
ga_sheet_refuse_kind (GError **error)
{
  g_propagate_error (
      error,
      ga_exchange_error_new (GA_EXCHANGE_ERROR_NOT_TEXT, 0, NULL,
                             _ ("This is an archive or a document, but no spreadsheet that can be "
                                "read. XLSX, ODS or CSV was expected.")));
  return FALSE;
}

/* The first of a row is told. */
void
ga_sheet_note (GaSheetReader *self, guint column, GaSheetFault fault)
{
  if (self->fault != GA_SHEET_RIGHT)
    return;
  self->fault = fault;
  self->fault_column = column;
}

/* A text that stands in several cells takes its room each time. */
gboolean
ga_sheet_set (GaSheetReader *self, guint column, const char *text, GError **error)
{
  gsize length = strlen (text);

  if (length == 0)
    return TRUE;
  /* What stands beyond the last column has no heading, and is told of as such. */
  column = MIN (column, GA_SHEET_MOST_COLUMNS);
  if (length > GA_CSV_LONGEST_CELL)
    {
      ga_sheet_note (self, column, GA_SHEET_TOO_LONG);
      return TRUE;
    }
  if (!ga_package_spend (self->package, length, error))
    return FALSE;
  if (column >= self->cells->len)
    g_ptr_array_set_size (self->cells, (int) column + 1);
  g_free (self->cells->pdata[column]);
  self->cells->pdata[column] = g_strdup (text);
  return TRUE;
}

static gboolean
is_blank (const char *text)
{
  return text == NULL || text[strspn (text, " \t\n")] == '\0';
}

static gboolean
is_blank_row (GaSheetReader *self)
{
  if (self->fault != GA_SHEET_RIGHT)
    return FALSE;
  for (guint i = 0; i < self->cells->len; i++)
    if (!is_blank (self->cells->pdata[i]))
      return FALSE;
  return TRUE;
}

static gboolean
repeat_row (GaSheetReader *self, GError **error)
{
  guint64 size = 1;

  self->repeats--;
  self->row++;
  for (guint i = 0; i < self->cells->len; i++)
    size += self->cells->pdata[i] != NULL ? strlen (self->cells->pdata[i]) : 0;
  return ga_package_spend (self->package, size, error);
}

/* The next row that is not blank. */
static gboolean
read_row (GaSheetReader *self, GError **error)
{
  GError *local = NULL;
  gboolean more;

  if (self->repeats > 0)
    return repeat_row (self, error);
  do
    {
      g_ptr_array_set_size (self->cells, 0);
      self->fault = GA_SHEET_RIGHT;
      self->row += self->repeats;
      self->repeats = 0;
      more = !self->ended && (self->xlsx != NULL ? ga_sheet_xlsx_next (self, &local)
                                                 : ga_sheet_ods_next (self, &local));
    }
  while (more && is_blank_row (self));
  self->ended = !more;
  if (local != NULL)
    g_propagate_error (error, local);
  return more;
}

/* By its heading, or else as the spreadsheet calls it. */
static char *
name_column (GaSheetReader *self, guint column)
{
  GString *name;

  if (column < self->n_columns && *(const char *) self->headings->pdata[column] != '\0')
    return ga_exchange_shorten (self->headings->pdata[column]);
  name = g_string_new (NULL);
  for (guint left = column + 1; left > 0; left = (left - 1) / 26)
    g_string_prepend_c (name, (char) ('A' + (left - 1) % 26));
  return g_string_free (name, FALSE);
}

static GError *
make_cell_error (GaSheetReader *self, const char *name, const char *heading)
{
  switch (self->fault)
    {
    case GA_SHEET_NO_RESULT:
      return ga_exchange_error_new (
          GA_EXCHANGE_ERROR_CELL, self->row, heading,
          _ ("Row %1$u, “%2$s”: the cell holds a formula, and its result is not in the file. Open "
             "the file in a spreadsheet program, save it, and try again."),
          self->row, name);
    case GA_SHEET_IS_ERROR:
      return ga_exchange_error_new (
          GA_EXCHANGE_ERROR_CELL, self->row, heading,
          _ ("Row %1$u, “%2$s”: the formula in the cell has an error in place of a result. Put it "
             "right, or write the value itself."),
          self->row, name);
    case GA_SHEET_NO_TEXT:
      return ga_exchange_error_new (
          GA_EXCHANGE_ERROR_CELL, self->row, heading,
          _ ("Row %1$u, “%2$s”: the text of the cell is not in the file, which may be damaged. Open "
             "it in a spreadsheet program, save it, and try again."),
          self->row, name);
    case GA_SHEET_TOO_LONG:
    default:
      return ga_exchange_error_new (
          GA_EXCHANGE_ERROR_CELL_TOO_LONG, self->row, heading,
          _ ("Row %u, “%s”: the cell holds more than 1 MB. A shorter text was expected."),
          self->row, name);
    }
}

static gboolean
refuse_cell (GaSheetReader *self, GError **error)
{
  g_autofree char *name = name_column (self, self->fault_column);
  const char *heading =
      self->fault_column < self->n_columns ? self->headings->pdata[self->fault_column] : NULL;

  g_propagate_error (error, make_cell_error (self, name, heading));
  return FALSE;
}

static gboolean
refuse_long_row (GaSheetReader *self, guint column, GError **error)
{
  g_autofree char *name = name_column (self, column);

  g_propagate_error (
      error, ga_exchange_error_new (GA_EXCHANGE_ERROR_ROW_TOO_LONG, self->row, NULL,
                                    _ ("Row %1$u is too long: column %2$s has no heading. Give it "
                                       "one, or take away what stands in it."),
                                    self->row, name));
  return FALSE;
}

static gboolean
read_headings (GaSheetReader *self, GError **error)
{
  GError *local = NULL;
  guint used = 0;

  if (!read_row (self, &local))
    {
      if (local == NULL)
        local = ga_exchange_error_new (GA_EXCHANGE_ERROR_EMPTY, 0, NULL,
                                       _ ("The file is empty. A first row with the names of the "
                                          "columns was expected."));
      g_propagate_error (error, local);
      return FALSE;
    }
  if (self->fault != GA_SHEET_RIGHT)
    return refuse_cell (self, error);
  for (guint i = 0; i < self->cells->len; i++)
    {
      const char *text = self->cells->pdata[i];

      if (!is_blank (text))
        used = i + 1;
      g_ptr_array_add (self->headings, g_strstrip (g_strdup (text != NULL ? text : "")));
    }
  g_ptr_array_set_size (self->headings, (int) used);
  self->n_columns = used;
  g_ptr_array_add (self->headings, NULL);
  local = ga_tabular_check_headings (ga_sheet_reader_get_headings (self), used, self->row);
  if (local != NULL)
    g_propagate_error (error, local);
  return local == NULL;
}

static gboolean
open_package (GaSheetReader *self, GError **error)
{
  if (self->package == NULL)
    return FALSE;
  if (ga_package_has (self->package, "content.xml"))
    return ga_sheet_ods_open (self, error);
  if (ga_package_has (self->package, "[Content_Types].xml"))
    return ga_sheet_xlsx_open (self, error);
  return ga_sheet_refuse_kind (error);
}

static GaSheetReader *
reader_new (GaPackage *package, GError **error)
{
  g_autoptr (GaSheetReader) self = g_new0 (GaSheetReader, 1);

  self->package = package;
  self->cells = g_ptr_array_new_with_free_func (g_free);
  self->headings = g_ptr_array_new_with_free_func (g_free);
  if (!open_package (self, error) || !read_headings (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * ga_sheet_reader_new_for_path:
 *
 * Returns: (transfer full) (nullable): a reader that stands behind the headings
 */
GaSheetReader *
ga_sheet_reader_new_for_path (const char *path, GCancellable *cancellable, GError **error)
{
  return reader_new (ga_package_new_for_path (path, cancellable, error), error);
}

GaSheetReader *
ga_sheet_reader_new_for_bytes (GBytes *bytes, GCancellable *cancellable, GError **error)
{
  return reader_new (ga_package_new_for_bytes (bytes, cancellable, error), error);
}

void
ga_sheet_reader_free (GaSheetReader *self)
{
  if (self == NULL)
    return;
  ga_sheet_close_xml (self);
  g_clear_pointer (&self->xlsx, ga_sheet_xlsx_free);
  g_clear_pointer (&self->package, ga_package_free);
  g_ptr_array_unref (self->cells);
  g_ptr_array_unref (self->headings);
  g_free (self);
}

const char *const *
ga_sheet_reader_get_headings (GaSheetReader *self)
{
  return (const char *const *) self->headings->pdata;
}

double
ga_sheet_reader_get_progress (GaSheetReader *self)
{
  return self->part != NULL ? ga_package_part_get_progress (self->part) : 1;
}

/**
 * ga_sheet_reader_next:
 * @cells: (out) (transfer none): a text a heading, %NULL where there is none
 * @row: (out): its number, set with an error too
 *
 * As ga_csv_reader_next().
 */
gboolean
ga_sheet_reader_next (GaSheetReader *self, const char *const **cells, guint *row, GError **error)
{
  gboolean more = read_row (self, error);

  *row = self->row;
  if (!more)
    return FALSE;
  if (self->fault != GA_SHEET_RIGHT)
    return refuse_cell (self, error);
  for (guint i = self->n_columns; i < self->cells->len; i++)
    if (!is_blank (self->cells->pdata[i]))
      return refuse_long_row (self, i, error);
  if (self->cells->len < self->n_columns)
    g_ptr_array_set_size (self->cells, (int) self->n_columns);
  *cells = (const char *const *) self->cells->pdata;
  return TRUE;
}
