/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/ga-import-source.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#include "exchange/ga-csv-cell.h"
#include "exchange/ga-exchange-error.h"
#include "exchange/ga-import-source-private.h"

#define CALENDAR_START "BEGIN:VCALENDAR"

guint
ga_import_source_add_heading (GaImportSource *self, const char *heading)
{
  guint place = GPOINTER_TO_UINT (g_hash_table_lookup (self->columns, heading));

  if (place == 0)
    {
      char *copy = g_strdup (heading);

      g_ptr_array_add (self->headings, copy);
      place = self->headings->len;
      g_hash_table_insert (self->columns, copy, GUINT_TO_POINTER (place));
    }
  return place - 1;
}

void
ga_import_cells_free (GaImportCells *row)
{
  g_ptr_array_unref (row->cells);
  g_byte_array_unref (row->kinds);
  g_clear_error (&row->error);
  g_free (row);
}

GaImportCells *
ga_import_cells_new (void)
{
  GaImportCells *row = g_new0 (GaImportCells, 1);

  row->cells = g_ptr_array_new_with_free_func (g_free);
  row->kinds = g_byte_array_new ();
  return row;
}

/* New cells are empty, which is a text. */
static void
widen (GaImportCells *row, guint n_columns)
{
  guint n = row->kinds->len;

  g_ptr_array_set_size (row->cells, (int) n_columns);
  g_byte_array_set_size (row->kinds, n_columns);
  memset (row->kinds->data + n, GA_JSON_TEXT, n_columns - n);
}

void
ga_import_source_set (
    GaImportSource *self, GaImportCells *row, const char *heading, GaJsonKind kind, char *text)
{
  guint place = ga_import_source_add_heading (self, heading);

  widen (row, MAX (row->cells->len, place + 1));
  g_free (row->cells->pdata[place]);
  row->cells->pdata[place] = text;
  row->kinds->data[place] = (guint8) kind;
}

static gboolean
open_csv (GaImportSource *self, const char *path, GError **error)
{
  self->bare = g_ptr_array_new ();
  self->csv = ga_csv_reader_new_for_path (path, error);
  return self->csv != NULL;
}

typedef enum
{
  KIND_CSV,
  KIND_JSON,
  KIND_WORKBOOK,
  KIND_CALENDAR,
  KIND_TRACK,
} Kind;

static const char *
skip_blanks (const char *at)
{
  if (g_str_has_prefix (at, "\xef\xbb\xbf"))
    at += 3;
  while (g_ascii_isspace (*at))
    at++;
  return at;
}

/* Makes the first bytes of UTF-16 letters of ASCII, which is all that they are known by. */
static gsize
squeeze (char *start, gsize length)
{
  gsize at =
      length >= 2 && (memcmp (start, "\xff\xfe", 2) == 0 || memcmp (start, "\xfe\xff", 2) == 0) ? 2
                                                                                                : 0;
  gsize kept = 0;

  if (at == 0 && (length < 2 || (start[0] != '\0' && start[1] != '\0')))
    return length;
  for (; at < length; at++)
    if (start[at] != '\0')
      start[kept++] = start[at];
  start[kept] = '\0';
  return kept;
}

/* What the file's first bytes tell; everything that is wrong with a file the CSV reader says. JSON
 * of no records is an empty file, which its name alone tells from an empty table. */
static Kind
find_kind (const char *path)
{
  char start[4096] = "";
  FILE *file = g_file_test (path, G_FILE_TEST_IS_REGULAR) ? fopen (path, "re") : NULL;
  const char *at;
  gsize length;

  if (file == NULL)
    return KIND_CSV;
  length = fread (start, 1, sizeof start - 1, file);
  fclose (file);
  start[length] = '\0';
  length = squeeze (start, length);
  at = skip_blanks (start);
  if (length >= 4 && memcmp (start, "PK\003\004", 4) == 0)
    return KIND_WORKBOOK;
  if (*at == '[' || *at == '{' || (*at == '\0' && g_str_has_suffix (path, ".json")))
    return KIND_JSON;
  if (g_ascii_strncasecmp (at, CALENDAR_START, strlen (CALENDAR_START)) == 0)
    return KIND_CALENDAR;
  if (*at == '<' && strstr (at, "<gpx") != NULL)
    return KIND_TRACK;
  return KIND_CSV;
}

static gboolean
refuse_kind (const char *sentence, GError **error)
{
  g_propagate_error (error,
                     ga_exchange_error_new (GA_EXCHANGE_ERROR_NOT_TEXT, 0, NULL, "%s", sentence));
  return FALSE;
}

static gboolean
check_kind (const GaEntity *entity, Kind kind, GError **error)
{
  if (kind == KIND_CALENDAR && !g_str_equal (entity->name, "meeting"))
    return refuse_kind (_ ("This is a calendar, which holds walks and nothing else."), error);
  if (kind == KIND_TRACK && !g_str_equal (entity->name, "route"))
    return refuse_kind (_ ("This is a track (GPX), which holds routes and nothing else."), error);
  return TRUE;
}

static gboolean
read_text (GaImportSource *self,
           Kind kind,
           const char *path,
           const GaImportOptions *options,
           GError **error)
{
  g_auto (GaText) text = { NULL, 0, GA_TEXT_ENCODING_UTF8, FALSE };

  if (!ga_text_read (path, &text, error))
    return FALSE;
  return kind == KIND_CALENDAR ? ga_import_source_read_calendar (self, text.data, options, error)
                               : ga_import_source_read_json (self, text.data, error);
}

/* The formats whose rows are all read before the first is handed out. */
static gboolean
read_rows (GaImportSource *self,
           Kind kind,
           const char *path,
           const GaImportOptions *options,
           GError **error)
{
  gboolean done;

  self->headings = g_ptr_array_new_with_free_func (g_free);
  self->columns = g_hash_table_new (g_str_hash, g_str_equal);
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) ga_import_cells_free);
  done = kind == KIND_TRACK ? ga_import_source_read_tracks (self, path, options, error)
                            : read_text (self, kind, path, options, error);
  /* A row read before a key was first seen lacks it. */
  for (guint i = 0; i < self->rows->len; i++)
    widen (g_ptr_array_index (self->rows, i), self->headings->len + 1);
  g_ptr_array_add (self->headings, NULL);
  return done;
}

const char *
ga_import_source_guess (const char *path)
{
  Kind kind = find_kind (path);

  return kind == KIND_CALENDAR ? "meeting" : kind == KIND_TRACK ? "route" : NULL;
}

/**
 * ga_import_source_open:
 * @entity: what the rows are to be
 * @options: of which the community, by its id, and the cancellable are used
 *
 * Returns: (transfer full) (nullable): the rows, or %NULL with %GA_EXCHANGE_ERROR
 */
GaImportSource *
ga_import_source_open (const GaEntity *entity,
                       const char *path,
                       const GaImportOptions *options,
                       GError **error)
{
  g_autoptr (GaImportSource) self = g_new0 (GaImportSource, 1);
  Kind kind = find_kind (path);
  gboolean opened;

  if (!check_kind (entity, kind, error))
    return NULL;
  if (kind == KIND_CSV)
    opened = open_csv (self, path, error);
  else if (kind == KIND_WORKBOOK)
    {
      self->sheet = ga_sheet_reader_new_for_path (path, options->cancellable, error);
      opened = self->sheet != NULL;
    }
  else
    opened = read_rows (self, kind, path, options, error);
  return opened ? g_steal_pointer (&self) : NULL;
}

void
ga_import_source_free (GaImportSource *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->csv, ga_csv_reader_free);
  g_clear_pointer (&self->sheet, ga_sheet_reader_free);
  g_clear_pointer (&self->bare, g_ptr_array_unref);
  g_clear_pointer (&self->columns, g_hash_table_unref);
  g_clear_pointer (&self->headings, g_ptr_array_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_free (self);
}

/**
 * ga_import_source_get_headings:
 *
 * Returns: (transfer none) (array zero-terminated=1): the headings; a table may have empty ones,
 *   JSON without records has none
 */
const char *const *
ga_import_source_get_headings (GaImportSource *self)
{
  if (self->csv != NULL)
    return ga_csv_reader_get_headings (self->csv);
  if (self->sheet != NULL)
    return ga_sheet_reader_get_headings (self->sheet);
  return (const char *const *) self->headings->pdata;
}

/**
 * ga_import_source_get_progress:
 *
 * Returns: how much of it has been read, from 0 to 1
 */
double
ga_import_source_get_progress (GaImportSource *self)
{
  if (self->csv != NULL)
    return ga_csv_reader_get_progress (self->csv);
  if (self->sheet != NULL)
    return ga_sheet_reader_get_progress (self->sheet);
  return self->rows->len > 0 ? (double) self->at / (double) self->rows->len : 1;
}

static gboolean
next_of_csv (GaImportSource *self, const char *const **cells, guint *row, GError **error)
{
  const char *const *raw;

  if (!ga_csv_reader_next (self->csv, &raw, row, error))
    return FALSE;
  g_ptr_array_set_size (self->bare, 0);
  for (guint i = 0; i < ga_csv_reader_get_n_columns (self->csv); i++)
    g_ptr_array_add (self->bare, (gpointer) ga_csv_cell_without_guard (raw[i]));
  *cells = (const char *const *) self->bare->pdata;
  return TRUE;
}

/**
 * ga_import_source_next:
 * @cells: (out): a text a heading, %NULL where there is none; valid until the next call
 * @row: (out): its number, set with an error too
 *
 * As ga_csv_reader_next(): %FALSE without @error is the end, and after an error that is not final
 * the next row can be read.
 */
gboolean
ga_import_source_next (GaImportSource *self, const char *const **cells, guint *row, GError **error)
{
  const GaImportCells *next;

  if (self->csv != NULL)
    return next_of_csv (self, cells, row, error);
  if (self->sheet != NULL)
    return ga_sheet_reader_next (self->sheet, cells, row, error);
  if (self->at >= self->rows->len)
    return FALSE;
  next = g_ptr_array_index (self->rows, self->at);
  *cells = (const char *const *) next->cells->pdata;
  self->at++;
  *row = next->number > 0 ? next->number : self->at;
  if (next->error == NULL)
    return TRUE;
  g_propagate_error (error, g_error_copy (next->error));
  return FALSE;
}

gboolean
ga_import_source_is_calendar (GaImportSource *self)
{
  return self->is_calendar;
}

guint
ga_import_source_count_cut (GaImportSource *self)
{
  return self->cut;
}

/**
 * ga_import_source_get_kinds:
 *
 * Returns: (nullable): what the cells of the row last read were, a GaJsonKind each; %NULL for a
 *   table, where all are texts. Valid as long as @self.
 */
const guint8 *
ga_import_source_get_kinds (GaImportSource *self)
{
  if (self->rows == NULL || self->at == 0)
    return NULL;
  return ((const GaImportCells *) g_ptr_array_index (self->rows, self->at - 1))->kinds->data;
}
