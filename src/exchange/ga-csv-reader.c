/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/ga-csv-reader.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "exchange/ga-csv-dialect.h"
#include "exchange/ga-exchange-error.h"
#include "exchange/ga-tabular-private.h"

struct _GaCsvReader
{
  GaText text;
  char *at;
  char *end;
  char separator;
  /* Which bytes end a cell that is not quoted. */
  guint8 ends_cell[256];
  guint row;
  guint n_columns;
  /* Both point into the text, both end with NULL. */
  const char **headings;
  const char **cells;
};

/* One cell as it stands in the text; the text is changed in place so that it ends with NUL. */
typedef struct
{
  char *start;
  gsize length;
  gboolean last;
} Cell;

static gboolean
is_blank (const char *text)
{
  while (*text == ' ' || *text == '\t')
    text++;
  return *text == '\0';
}

static const char *
heading_of (GaCsvReader *reader, guint column)
{
  if (reader->headings == NULL || column >= reader->n_columns)
    return NULL;
  return *reader->headings[column] == '\0' ? NULL : reader->headings[column];
}

static GError *
refuse_quote (GaCsvReader *reader, guint column)
{
  const char *heading = heading_of (reader, column);
  g_autofree char *shown = heading != NULL ? ga_exchange_shorten (heading) : NULL;

  if (shown == NULL)
    return ga_exchange_error_new (
        GA_EXCHANGE_ERROR_UNCLOSED_QUOTE, reader->row, NULL,
        _ ("Row %u, column %u: a cell begins with a quotation mark, but the one that should end it "
           "is missing. Add it, or write marks inside the cell twice."),
        reader->row, column + 1);
  return ga_exchange_error_new (
      GA_EXCHANGE_ERROR_UNCLOSED_QUOTE, reader->row, heading,
      _ ("Row %u, “%s”: the cell begins with a quotation mark, but the one that should end it is "
         "missing. Add it, or write marks inside the cell twice."),
      reader->row, shown);
}

static GError *
refuse_text_behind_quote (GaCsvReader *reader, guint column)
{
  const char *heading = heading_of (reader, column);
  g_autofree char *shown = heading != NULL ? ga_exchange_shorten (heading) : NULL;

  if (shown == NULL)
    return ga_exchange_error_new (
        GA_EXCHANGE_ERROR_UNCLOSED_QUOTE, reader->row, NULL,
        _ ("Row %u, column %u: the cell goes on behind the quotation mark that ends it. Write marks "
           "inside the cell twice."),
        reader->row, column + 1);
  return ga_exchange_error_new (
      GA_EXCHANGE_ERROR_UNCLOSED_QUOTE, reader->row, heading,
      _ ("Row %u, “%s”: the cell goes on behind the quotation mark that ends it. Write marks inside "
         "the cell twice."),
      reader->row, shown);
}

static GError *
refuse_long_cell (GaCsvReader *reader, guint column)
{
  const char *heading = heading_of (reader, column);
  g_autofree char *shown = heading != NULL ? ga_exchange_shorten (heading) : NULL;

  if (shown == NULL)
    return ga_exchange_error_new (
        GA_EXCHANGE_ERROR_CELL_TOO_LONG, reader->row, NULL,
        _ ("Row %u, column %u: the cell holds more than 1 MB. A shorter text was expected."),
        reader->row, column + 1);
  return ga_exchange_error_new (
      GA_EXCHANGE_ERROR_CELL_TOO_LONG, reader->row, heading,
      _ ("Row %u, “%s”: the cell holds more than 1 MB. A shorter text was expected."), reader->row,
      shown);
}

static GError *
refuse_control_character (GaCsvReader *reader, guint column)
{
  const char *heading = heading_of (reader, column);
  g_autofree char *shown = heading != NULL ? ga_exchange_shorten (heading) : NULL;

  if (shown == NULL)
    return ga_exchange_error_new (
        GA_EXCHANGE_ERROR_CONTROL_CHARACTER, reader->row, NULL,
        _ ("Row %u, column %u: the cell holds an invisible control character. Type its text anew."),
        reader->row, column + 1);
  return ga_exchange_error_new (
      GA_EXCHANGE_ERROR_CONTROL_CHARACTER, reader->row, heading,
      _ ("Row %u, “%s”: the cell holds an invisible control character. Type its text anew."),
      reader->row, shown);
}

static GError *
refuse_short_row (GaCsvReader *reader, guint n_cells)
{
  g_autofree char *shown = NULL;
  guint missing = n_cells;

  /* The last column always has a heading. */
  while (heading_of (reader, missing) == NULL)
    missing++;
  shown = ga_exchange_shorten (reader->headings[missing]);
  return ga_exchange_error_new (
      GA_EXCHANGE_ERROR_ROW_TOO_SHORT, reader->row, reader->headings[missing],
      ngettext ("Row %u is too short: it has %u cell, but there are %u headings. A cell for “%s” "
                "was expected.",
                "Row %u is too short: it has %u cells, but there are %u headings. A cell for “%s” "
                "was expected.",
                n_cells),
      reader->row, n_cells, reader->n_columns, shown);
}

static GError *
refuse_long_row (GaCsvReader *reader, guint n_cells)
{
  const char *last = reader->headings[reader->n_columns - 1];
  g_autofree char *shown = ga_exchange_shorten (last);

  return ga_exchange_error_new (
      GA_EXCHANGE_ERROR_ROW_TOO_LONG, reader->row, last,
      _ ("Row %u is too long: it has %u cells, but nothing was expected after “%s” in column %u. A "
         "cell that holds the separator must stand in quotation marks."),
      reader->row, n_cells, shown, reader->n_columns);
}

static GError *
refuse_empty_file (void)
{
  return ga_exchange_error_new (
      GA_EXCHANGE_ERROR_EMPTY, 0, NULL,
      _ ("The file is empty. A first row with the names of the columns was expected."));
}

/* Turns doubled quotes into one and every line break into LF; the text gets no longer. */
static gsize
unquote (char *start, char *end)
{
  char *target = start;

  for (const char *from = start; from < end; from++)
    {
      if (*from == '"')
        from++;
      if (*from == '\r')
        {
          if (from + 1 < end && from[1] == '\n')
            from++;
          *target++ = '\n';
        }
      else
        *target++ = *from;
    }
  *target = '\0';
  return (gsize) (target - start);
}

/* Steps over what ends a cell: the separator, or a line's end in any of its forms. */
static void
finish_cell (GaCsvReader *reader, char *end, Cell *cell)
{
  char ending = *end;

  *end = '\0';
  cell->last = ending != reader->separator || end == reader->end;
  if (end < reader->end)
    end += ending == '\r' && end[1] == '\n' ? 2 : 1;
  reader->at = end;
}

static gboolean
read_quoted (GaCsvReader *reader, guint column, Cell *cell, GError **problem)
{
  char *start = reader->at + 1;
  char *quote = start;
  gboolean plain = TRUE;

  while ((quote = memchr (quote, '"', (gsize) (reader->end - quote))) != NULL && quote[1] == '"')
    {
      plain = FALSE;
      quote += 2;
    }
  if (quote == NULL || !reader->ends_cell[(guchar) quote[1]])
    {
      g_clear_error (problem);
      *problem =
          quote == NULL ? refuse_quote (reader, column) : refuse_text_behind_quote (reader, column);
      return FALSE;
    }

  cell->start = start;
  cell->length = (gsize) (quote - start);
  finish_cell (reader, quote + 1, cell);
  if (plain && memchr (start, '\r', cell->length) == NULL)
    *quote = '\0';
  else
    cell->length = unquote (start, quote);
  return TRUE;
}

static void
read_plain (GaCsvReader *reader, Cell *cell)
{
  char *end = reader->at;

  while (!reader->ends_cell[(guchar) *end])
    end++;
  cell->start = reader->at;
  cell->length = (gsize) (end - reader->at);
  finish_cell (reader, end, cell);
}

static gboolean
has_control_character (const Cell *cell)
{
  for (gsize i = 0; i < cell->length; i++)
    {
      guchar byte = (guchar) cell->start[i];

      if ((byte < 0x20 && byte != '\t' && byte != '\n') || byte == 0x7f)
        return TRUE;
    }
  return FALSE;
}

/* Reads one cell; a problem is told through @problem, the first of a row only. */
static gboolean
read_cell (GaCsvReader *reader, guint column, Cell *cell, GError **problem)
{
  if (*reader->at != '"')
    read_plain (reader, cell);
  else if (!read_quoted (reader, column, cell, problem))
    {
      reader->at = reader->end;
      return FALSE;
    }
  if (*problem == NULL && cell->length > GA_CSV_LONGEST_CELL)
    *problem = refuse_long_cell (reader, column);
  else if (*problem == NULL && reader->text.has_control_characters && has_control_character (cell))
    *problem = refuse_control_character (reader, column);
  return TRUE;
}

/* Reads one row into the cells. Its length is that of the cells up to the last that is not blank,
 * but at least the number of cells there are, as far as they have a heading. 0: a blank row. */
static guint
read_row (GaCsvReader *reader, GError **problem)
{
  guint n_cells = 0;
  guint used = 0;
  Cell cell = { NULL, 0, FALSE };

  reader->row++;
  while (!cell.last)
    {
      if (!read_cell (reader, n_cells, &cell, problem))
        return 0;
      if (n_cells < reader->n_columns)
        reader->cells[n_cells] = cell.start;
      n_cells++;
      if (cell.length > 0 && !is_blank (cell.start))
        used = n_cells;
    }
  return used == 0 ? 0 : MAX (used, MIN (n_cells, reader->n_columns));
}

/* The row of headings tells the number of columns, so its cells are collected. */
static GPtrArray *
read_headings (GaCsvReader *reader, GError **problem)
{
  g_autoptr (GPtrArray) headings = g_ptr_array_new ();

  while (headings->len == 0 && reader->at < reader->end && *problem == NULL)
    {
      Cell cell = { NULL, 0, FALSE };
      guint used = 0;

      reader->row++;
      while (!cell.last && read_cell (reader, headings->len, &cell, problem))
        {
          g_strstrip (cell.start);
          g_ptr_array_add (headings, cell.start);
          if (*cell.start != '\0')
            used = headings->len;
        }
      g_ptr_array_set_size (headings, (int) used);
    }
  return *problem == NULL ? g_steal_pointer (&headings) : NULL;
}

static GError *
take_headings (GaCsvReader *reader)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (GPtrArray) headings = read_headings (reader, &problem);

  if (problem != NULL)
    return g_steal_pointer (&problem);
  if (headings->len == 0)
    return refuse_empty_file ();
  reader->n_columns = headings->len;
  reader->cells = g_new0 (const char *, headings->len + 1);
  g_ptr_array_add (headings, NULL);
  reader->headings = (const char **) g_ptr_array_free (g_steal_pointer (&headings), FALSE);
  return ga_tabular_check_headings (reader->headings, reader->n_columns, reader->row);
}

/* Takes the text over. */
static GaCsvReader *
open_text (GaText *text, GError **error)
{
  g_autoptr (GaCsvReader) reader = g_new0 (GaCsvReader, 1);
  GError *problem;
  gsize start;

  reader->text = *text;
  text->data = NULL;
  reader->separator = ga_csv_dialect_find_separator (reader->text.data, &start);
  reader->at = reader->text.data + start;
  reader->end = reader->text.data + reader->text.length;
  /* The text has no NUL but the one at its end. */
  reader->ends_cell['\0'] = reader->ends_cell['\r'] = reader->ends_cell['\n'] = 1;
  reader->ends_cell[(guchar) reader->separator] = 1;

  problem = take_headings (reader);
  if (problem != NULL)
    {
      g_propagate_error (error, problem);
      return NULL;
    }
  return g_steal_pointer (&reader);
}

/**
 * ga_csv_reader_new_for_path:
 * @path: a file
 * @error: return location of an error of domain %GA_EXCHANGE_ERROR
 *
 * Opens a file, finds its encoding and its separator, and reads the headings.
 *
 * Returns: (transfer full) (nullable): a reader that stands before the first row, or %NULL
 */
GaCsvReader *
ga_csv_reader_new_for_path (const char *path, GError **error)
{
  g_auto (GaText) text = { 0 };

  g_return_val_if_fail (path != NULL, NULL);
  return ga_text_read (path, &text, error) ? open_text (&text, error) : NULL;
}

/**
 * ga_csv_reader_new_for_bytes:
 * @bytes: what a file would hold
 * @error: return location of an error of domain %GA_EXCHANGE_ERROR
 *
 * As ga_csv_reader_new_for_path(), for what is in memory already.
 *
 * Returns: (transfer full) (nullable): a reader that stands before the first row, or %NULL
 */
GaCsvReader *
ga_csv_reader_new_for_bytes (GBytes *bytes, GError **error)
{
  g_auto (GaText) text = { 0 };
  gsize length;
  gconstpointer data = g_bytes_get_data (bytes, &length);
  char *copy = g_malloc (length + 1);

  if (length > 0)
    memcpy (copy, data, length);
  return ga_text_decode (copy, length, &text, error) ? open_text (&text, error) : NULL;
}

/**
 * ga_csv_reader_free:
 * @reader: (transfer full) (nullable): a reader
 *
 * Frees @reader, its headings and its cells.
 */
void
ga_csv_reader_free (GaCsvReader *reader)
{
  if (reader == NULL)
    return;
  ga_text_clear (&reader->text);
  g_free (reader->headings);
  g_free (reader->cells);
  g_free (reader);
}

/**
 * ga_csv_reader_get_headings:
 * @reader: a reader
 *
 * Returns: (transfer none) (array zero-terminated=1): the headings without blanks around them; one
 *   may be empty if a later one is not. Valid as long as @reader.
 */
const char *const *
ga_csv_reader_get_headings (GaCsvReader *reader)
{
  g_return_val_if_fail (reader != NULL, NULL);
  return reader->headings;
}

/**
 * ga_csv_reader_get_n_columns:
 * @reader: a reader
 *
 * Returns: the number of headings, and so of the cells of every row; at least 1
 */
guint
ga_csv_reader_get_n_columns (GaCsvReader *reader)
{
  g_return_val_if_fail (reader != NULL, 0);
  return reader->n_columns;
}

/**
 * ga_csv_reader_get_separator:
 * @reader: a reader
 *
 * Returns: what separates the cells; `;` if there is but one column
 */
char
ga_csv_reader_get_separator (GaCsvReader *reader)
{
  g_return_val_if_fail (reader != NULL, '\0');
  return reader->separator;
}

/**
 * ga_csv_reader_get_encoding:
 * @reader: a reader
 *
 * Returns: how the file was written
 */
GaTextEncoding
ga_csv_reader_get_encoding (GaCsvReader *reader)
{
  g_return_val_if_fail (reader != NULL, GA_TEXT_ENCODING_UTF8);
  return reader->text.encoding;
}

/**
 * ga_csv_reader_get_progress:
 * @reader: a reader
 *
 * Returns: how much of the text has been read, from 0 to 1
 */
double
ga_csv_reader_get_progress (GaCsvReader *reader)
{
  g_return_val_if_fail (reader != NULL, 0);
  return (double) (reader->at - reader->text.data) / (double) reader->text.length;
}

/**
 * ga_csv_reader_next:
 * @reader: a reader
 * @cells: (out) (transfer none) (array zero-terminated=1): as many cells as there are headings,
 *   as they stand in the file but for the quotes and with LF for every line break; valid until the
 *   next call. Set only if %TRUE is returned.
 * @row: (out) (optional): the number of the row, set with an error too
 * @error: return location of an error of domain %GA_EXCHANGE_ERROR
 *
 * Reads the next row that is not blank. After an error that is not final, the next call reads the
 * row after it.
 *
 * Returns: %TRUE if there was a row, %FALSE with @error set if it was not right, %FALSE without
 *   @error at the end
 */
gboolean
ga_csv_reader_next (GaCsvReader *reader, const char *const **cells, guint *row, GError **error)
{
  GError *problem = NULL;
  guint n_cells = 0;

  g_return_val_if_fail (reader != NULL && cells != NULL, FALSE);
  while (n_cells == 0 && problem == NULL && reader->at < reader->end)
    n_cells = read_row (reader, &problem);
  if (row != NULL)
    *row = reader->row;

  if (problem == NULL && n_cells == 0)
    return FALSE;
  if (problem == NULL && n_cells < reader->n_columns)
    problem = refuse_short_row (reader, n_cells);
  else if (problem == NULL && n_cells > reader->n_columns)
    problem = refuse_long_row (reader, n_cells);
  if (problem != NULL)
    {
      g_propagate_error (error, problem);
      return FALSE;
    }
  *cells = reader->cells;
  return TRUE;
}
