/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/ga-import-source.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "exchange/ga-csv-cell.h"
#include "exchange/ga-csv-reader.h"
#include "exchange/ga-exchange-error.h"
#include "model/ga-json-object.h"
#include "model/ga-record-json.h"
#include "model/ga-value.h"

/* Smaller numbers than this are usually written with an exponent. */
#define SHORTEST_PLAIN 1e-4

/* A row of JSON. */
typedef struct
{
  GPtrArray *cells;
  GByteArray *kinds; /* GaJsonKind, one a cell */
} Row;

struct _GaImportSource
{
  GaCsvReader *csv; /* or the rest */
  GPtrArray *bare;  /* the cells of a row, without guards */

  GPtrArray *headings;
  GHashTable *columns; /* heading → its place + 1 */
  GPtrArray *rows;     /* Row, as wide as there were headings when it was read */
  guint at;
};

/* How JSON begins, apart from blanks and a byte order mark. */
static gboolean
looks_like_json (const char *text)
{
  if (g_str_has_prefix (text, "\xef\xbb\xbf"))
    text += 3;
  while (g_ascii_isspace (*text))
    text++;
  return *text == '[' || *text == '{';
}

static guint
find_column (GaImportSource *self, const char *heading)
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

static void
row_free (Row *row)
{
  g_ptr_array_unref (row->cells);
  g_byte_array_unref (row->kinds);
  g_free (row);
}

static Row *
row_new (void)
{
  Row *row = g_new0 (Row, 1);

  row->cells = g_ptr_array_new_with_free_func (g_free);
  row->kinds = g_byte_array_new ();
  return row;
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Row, row_free)

/* New cells are empty, which is a text. */
static void
widen (Row *row, guint n_columns)
{
  guint n = row->kinds->len;

  g_ptr_array_set_size (row->cells, (int) n_columns);
  g_byte_array_set_size (row->kinds, n_columns);
  memset (row->kinds->data + n, GA_JSON_TEXT, n_columns - n);
}

static void
set_cell (GaImportSource *self, Row *row, const char *heading, GaJsonKind kind, char *text)
{
  guint place = find_column (self, heading);

  widen (row, MAX (row->cells->len, place + 1));
  g_free (row->cells->pdata[place]);
  row->cells->pdata[place] = text;
  row->kinds->data[place] = (guint8) kind;
}

/* What a number in JSON holds, without an exponent where a position may stand. */
static char *
write_number (double number)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];
  const char *form = fabs (number) < SHORTEST_PLAIN ? "%.12f" : "%.15g";

  return g_strdup (g_ascii_formatd (digits, sizeof digits, form, number));
}

static char *
write_scalar (JsonNode *node)
{
  switch (json_node_get_value_type (node))
    {
    case G_TYPE_STRING:
      return g_strdup (json_node_get_string (node));
    case G_TYPE_BOOLEAN:
      return g_strdup (json_node_get_boolean (node) ? "true" : "false");
    case G_TYPE_INT64:
      return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
    default:
      return write_number (json_node_get_double (node));
    }
}

static char *
write_list (JsonArray *array)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (array); i++)
    g_string_append_printf (list, "%s%s", list->len > 0 ? "|" : "",
                            json_array_get_string_element (array, i));
  return g_string_free (g_steal_pointer (&list), FALSE);
}

static char *
write_money (JsonObject *object)
{
  gint64 amount = json_object_get_int_member (object, "amount");
  /* Also of G_MININT64, which has no positive twin. */
  guint64 size = amount < 0 ? (guint64) 0 - (guint64) amount : (guint64) amount;

  return g_strdup_printf ("%s%" G_GUINT64_FORMAT ".%02u", amount < 0 ? "-" : "", size / 100,
                          (guint) (size % 100));
}

static void
add_member (GaImportSource *self, Row *row, const char *heading, JsonNode *node)
{
  GaJsonKind kind;
  JsonObject *object;

  if (JSON_NODE_HOLDS_NULL (node))
    {
      find_column (self, heading);
      return;
    }
  kind = ga_json_get_kind (node);
  switch (kind)
    {
    case GA_JSON_LIST:
      set_cell (self, row, heading, kind, write_list (json_node_get_array (node)));
      break;
    case GA_JSON_MONEY:
      object = json_node_get_object (node);
      set_cell (self, row, heading, kind, write_money (object));
      set_cell (self, row, "currency", GA_JSON_TEXT,
                g_strdup (json_object_get_string_member (object, "currency")));
      break;
    case GA_JSON_MIXED_LIST:
    case GA_JSON_OBJECT:
      set_cell (self, row, heading, kind, json_to_string (node, FALSE));
      break;
    default:
      set_cell (self, row, heading, kind, write_scalar (node));
      break;
    }
}

/* The end of the object that begins at @at, which is past its last brace; NULL if it has none. */
static const char *
skip_object (const char *at)
{
  guint depth = 0;
  gboolean quoted = FALSE;

  for (; *at != '\0'; at++)
    {
      if (quoted && *at == '\\' && at[1] != '\0')
        at++;
      else if (*at == '"')
        quoted = !quoted;
      else if (!quoted && *at == '{')
        depth++;
      else if (!quoted && *at == '}' && --depth == 0)
        return at + 1;
    }
  return NULL;
}

static gboolean
refuse (GError *problem, GError **error)
{
  g_propagate_error (error, problem);
  return FALSE;
}

static gboolean
refuse_json (guint row, GError **error)
{
  return refuse (ga_exchange_error_new (GA_EXCHANGE_ERROR_NOT_TEXT, row, NULL,
                                        _ ("Row %u is not an object of JSON. Objects such as "
                                           "{\"name\": \"…\"} were expected, one after another."),
                                        row),
                 error);
}

static gboolean
read_object (GaImportSource *self, const char *text, gsize length, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (JsonNode) root = ga_json_object_read (text, length, &local);
  g_autoptr (Row) row = row_new ();
  JsonObjectIter iter;
  const char *heading;
  JsonNode *node;

  if (root == NULL)
    {
      guint number = self->rows->len + 1;

      if (g_error_matches (local, GA_MODEL_ERROR, GA_MODEL_ERROR_UNREADABLE))
        return refuse_json (number, error);
      return refuse (ga_exchange_error_new (GA_EXCHANGE_ERROR_NOT_TEXT, number, NULL,
                                            /* Translators: %2$s is a whole sentence. */
                                            _ ("Row %1$u: %2$s"), number, local->message),
                     error);
    }
  json_object_iter_init_ordered (&iter, json_node_get_object (root));
  while (json_object_iter_next_ordered (&iter, &heading, &node))
    add_member (self, row, heading, node);
  g_ptr_array_add (self->rows, g_steal_pointer (&row));
  return TRUE;
}

static const char *
skip_blanks (const char *at)
{
  return at + strspn (at, " \t\r\n");
}

/* Object by object: a tree of the whole would take ten times the room of the text. */
static gboolean
read_next (GaImportSource *self, const char **at, GError **error)
{
  const char *end = **at == '{' ? skip_object (*at) : NULL;

  if (end == NULL)
    return refuse_json (self->rows->len + 1, error);
  if (!read_object (self, *at, (gsize) (end - *at), error))
    return FALSE;
  *at = skip_blanks (end);
  return TRUE;
}

/* What stands in the list from @at on, which is past its first bracket. */
static gboolean
read_list (GaImportSource *self, const char *at, GError **error)
{
  const GaExchangeError code = GA_EXCHANGE_ERROR_NOT_TEXT;
  gboolean more;

  at = skip_blanks (at);
  more = *at != ']';
  while (more && *at != '\0')
    {
      if (!read_next (self, &at, error))
        return FALSE;
      more = *at == ',';
      if (more)
        at = skip_blanks (at + 1);
    }
  if (*at == '\0')
    return refuse (
        ga_exchange_error_new (
            code, 0, NULL,
            _ ("The list in the file has no “]” at its end. The file may have been cut off; "
               "get it anew.")),
        error);
  if (*at != ']')
    return refuse (ga_exchange_error_new (code, self->rows->len, NULL,
                                          _ ("After row %u of the list “,” or “]” was expected."),
                                          self->rows->len),
                   error);
  if (*skip_blanks (at + 1) != '\0')
    return refuse (ga_exchange_error_new (
                       code, 0, NULL,
                       _ ("Something follows the “]” that ends the list in the file. One list was "
                          "expected, or objects, one a line.")),
                   error);
  return TRUE;
}

static gboolean
read_json (GaImportSource *self, const char *text, GError **error)
{
  const char *at = skip_blanks (text);

  if (*at == '[')
    return read_list (self, at + 1, error);
  while (*at != '\0')
    if (!read_next (self, &at, error))
      return FALSE;
  return TRUE;
}

static GaImportSource *
open_json (const char *text, GError **error)
{
  g_autoptr (GaImportSource) self = g_new0 (GaImportSource, 1);

  self->headings = g_ptr_array_new_with_free_func (g_free);
  self->columns = g_hash_table_new (g_str_hash, g_str_equal);
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) row_free);
  if (!read_json (self, text, error))
    return NULL;
  /* A row read before a key was first seen lacks it. */
  for (guint i = 0; i < self->rows->len; i++)
    widen (g_ptr_array_index (self->rows, i), self->headings->len + 1);
  g_ptr_array_add (self->headings, NULL);
  return g_steal_pointer (&self);
}

/* The file's first bytes, as far as they tell JSON; everything that is wrong with a file the CSV
 * reader says. JSON of no records is an empty file, which its name alone tells from an empty table.
 */
static gboolean
is_json (const char *path)
{
  char start[64] = "";
  FILE *file = g_file_test (path, G_FILE_TEST_IS_REGULAR) ? fopen (path, "re") : NULL;
  gboolean is = FALSE;

  if (file == NULL)
    return FALSE;
  if (fread (start, 1, sizeof start - 1, file) > 0)
    is = looks_like_json (start);
  is = is || (*skip_blanks (start) == '\0' && g_str_has_suffix (path, ".json"));
  fclose (file);
  return is;
}

/**
 * ga_import_source_open:
 *
 * Returns: (transfer full) (nullable): the rows, or %NULL with %GA_EXCHANGE_ERROR
 */
GaImportSource *
ga_import_source_open (const char *path, GError **error)
{
  g_auto (GaText) text = { NULL, 0, GA_TEXT_ENCODING_UTF8, FALSE };
  GaCsvReader *csv;
  GaImportSource *self;

  if (is_json (path))
    return ga_text_read (path, &text, error) ? open_json (text.data, error) : NULL;
  csv = ga_csv_reader_new_for_path (path, error);
  if (csv == NULL)
    return NULL;
  self = g_new0 (GaImportSource, 1);
  self->csv = csv;
  self->bare = g_ptr_array_new ();
  return self;
}

void
ga_import_source_free (GaImportSource *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->csv, ga_csv_reader_free);
  g_clear_pointer (&self->bare, g_ptr_array_unref);
  g_clear_pointer (&self->columns, g_hash_table_unref);
  g_clear_pointer (&self->headings, g_ptr_array_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_free (self);
}

/**
 * ga_import_source_get_headings:
 *
 * Returns: (transfer none) (array zero-terminated=1): the headings; a CSV file may have empty ones,
 *   JSON without records has none
 */
const char *const *
ga_import_source_get_headings (GaImportSource *self)
{
  if (self->csv != NULL)
    return ga_csv_reader_get_headings (self->csv);
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
  const Row *next;

  if (self->csv != NULL)
    return next_of_csv (self, cells, row, error);
  if (self->at >= self->rows->len)
    return FALSE;
  next = g_ptr_array_index (self->rows, self->at);
  *cells = (const char *const *) next->cells->pdata;
  *row = ++self->at;
  return TRUE;
}

/**
 * ga_import_source_get_kinds:
 *
 * Returns: (nullable): what the cells of the row last read were, a GaJsonKind each; %NULL for CSV,
 *   where all are texts. Valid as long as @self.
 */
const guint8 *
ga_import_source_get_kinds (GaImportSource *self)
{
  if (self->csv != NULL || self->at == 0)
    return NULL;
  return ((const Row *) g_ptr_array_index (self->rows, self->at - 1))->kinds->data;
}
