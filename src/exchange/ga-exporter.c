/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/ga-exporter.h"

#include <errno.h>
#include <gio/gunixoutputstream.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "exchange/ga-csv-writer.h"
#include "exchange/ga-exchange-error.h"
#include "exchange/ga-kommune-finder.h"
#include "exchange/ga-output-file.h"
#include "exchange/ga-record-calendar.h"
#include "exchange/ga-record-cells.h"
#include "exchange/ga-track.h"
#include "model/ga-record-json.h"

#define ROWS_A_LOOK 256 /* between two looks at whether it was cancelled */

typedef struct
{
  GaReader *reader;
  const GaEntity *entity;
  GArray *fields;            /* indexes of those written */
  GHashTable *codes;         /* id of a kommune → its code, where no other has it */
  GaKommuneFinder *kommuner; /* owns the ids of @codes */
  GPtrArray *cells;          /* of the row, owned */
  GaRecordCells *shown;
  guint n_rows;
  GCancellable *cancellable;

  GaCsvWriter *csv;      /* or */
  GaWorkbook *book;      /* or */
  GOutputStream *stream; /* of JSON, or: */
  GaRecordCalendar *calendar;
  gboolean is_gpx;
  gboolean in_words;
} Export;

static void
clear_export (Export *self)
{
  g_clear_pointer (&self->fields, g_array_unref);
  g_clear_pointer (&self->codes, g_hash_table_unref);
  g_clear_pointer (&self->kommuner, ga_kommune_finder_free);
  g_clear_pointer (&self->cells, g_ptr_array_unref);
  g_clear_pointer (&self->shown, ga_record_cells_free);
  g_clear_pointer (&self->csv, ga_csv_writer_free);
  g_clear_pointer (&self->book, ga_workbook_free);
  g_clear_object (&self->stream);
  g_clear_pointer (&self->calendar, ga_record_calendar_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Export, clear_export)

static gboolean
is_kommune (const GaField *field)
{
  return g_strcmp0 (field->target, "kommune") == 0;
}

/* A reference that is an id on paper needs words beside it. */
static gboolean
has_title (const GaField *field)
{
  return field->type == GA_FIELD_REFERENCE && !is_kommune (field);
}

static gboolean
load_codes (Export *self, GError **error)
{
  GPtrArray *all;

  self->kommuner = ga_kommune_finder_new (self->reader, error);
  if (self->kommuner == NULL)
    return FALSE;
  self->codes = g_hash_table_new (ga_id_hash, ga_id_equal);
  all = ga_kommune_finder_get_all (self->kommuner);
  for (guint i = 0; i < all->len; i++)
    {
      const GaRecord *kommune = g_ptr_array_index (all, i);
      const char *code = ga_record_get_text (kommune, "code");

      if (code != NULL && ga_kommune_finder_by_code (self->kommuner, NULL, code) == kommune)
        g_hash_table_insert (self->codes, (gpointer) ga_record_get_id (kommune), (gpointer) code);
    }
  return TRUE;
}

static gboolean
prepare (Export *self,
         GaReader *reader,
         const GaQuery *query,
         const GaExportOptions *options,
         GError **error)
{
  self->reader = reader;
  self->entity = ga_query_get_entity (query);
  self->cancellable = options->cancellable;
  self->fields = g_array_new (FALSE, FALSE, sizeof (guint));
  self->cells = g_ptr_array_new_with_free_func (g_free);
  self->shown = ga_record_cells_new (reader);
  self->is_gpx = options->format == GA_EXPORT_GPX;
  self->in_words = options->in_words;
  if (options->format == GA_EXPORT_ICS)
    self->calendar = ga_record_calendar_new (reader);
  for (guint i = 0; i < self->entity->n_fields; i++)
    if (!options->without_personal || !(self->entity->fields[i].flags & GA_FIELD_PERSONAL))
      g_array_append_val (self->fields, i);
  return load_codes (self, error);
}

static char *
write_list (Export *self, const char *ids)
{
  g_auto (GStrv) each = g_strsplit (ids, " ", -1);
  g_autoptr (GString) list = g_string_new (NULL);
  GaId id;

  for (guint i = 0; each[i] != NULL; i++)
    {
      const char *code = ga_id_parse (each[i], &id) ? g_hash_table_lookup (self->codes, &id) : NULL;

      g_string_append_printf (list, "%s%s", i > 0 ? "|" : "", code != NULL ? code : each[i]);
    }
  return g_string_free (g_steal_pointer (&list), FALSE);
}

static char *
write_value (Export *self, const GaField *field, const GaValue *value)
{
  const char *code;

  if (value->kind == GA_VALUE_NONE || field->target == NULL || !is_kommune (field))
    return ga_value_to_text (field, value);
  if (field->type == GA_FIELD_REFERENCES)
    return write_list (self, value->text);
  code = g_hash_table_lookup (self->codes, &value->id);
  return code != NULL ? g_strdup (code) : ga_value_to_text (field, value);
}

static gboolean
write_cells (Export *self, GError **error)
{
  gboolean done = ga_csv_writer_add_row (self->csv, (const char *const *) self->cells->pdata,
                                         self->cells->len, error);

  g_ptr_array_set_size (self->cells, 0);
  return done;
}

static gboolean
write_headings (Export *self, GError **error)
{
  g_ptr_array_add (self->cells, g_strdup ("id"));
  for (guint i = 0; i < self->fields->len; i++)
    {
      const GaField *field = &self->entity->fields[g_array_index (self->fields, guint, i)];

      g_ptr_array_add (self->cells, g_strdup (field->name));
      if (has_title (field))
        g_ptr_array_add (self->cells, g_strconcat (field->name, "_title", NULL));
    }
  return write_cells (self, error);
}

static gboolean
write_csv_row (Export *self, const GaRecord *record, GError **error)
{
  g_ptr_array_add (self->cells, ga_id_to_string (ga_record_get_id (record)));
  for (guint i = 0; i < self->fields->len; i++)
    {
      guint index = g_array_index (self->fields, guint, i);
      const GaField *field = &self->entity->fields[index];
      const GaValue *value = ga_record_get_nth (record, index);

      g_ptr_array_add (self->cells, write_value (self, field, value));
      if (has_title (field))
        g_ptr_array_add (self->cells,
                         value->kind == GA_VALUE_ID
                             ? g_strdup (ga_record_cells_get_title (self->shown, field, &value->id))
                             : NULL);
    }
  return write_cells (self, error);
}

static char *
add_owned (Export *self, char *text)
{
  g_ptr_array_add (self->cells, text);
  return text;
}

/* (transfer container): as a workbook has them, %NULL at the end; @n_read: (out): how many are for
 * people, before the ids */
static GPtrArray *
list_labels (Export *self, guint *n_read)
{
  GPtrArray *labels = g_ptr_array_new ();

  g_ptr_array_add (labels, _ ("Id"));
  for (guint i = 0; i < self->fields->len; i++)
    g_ptr_array_add (labels, (gpointer) ga_field_get_label (
                                 &self->entity->fields[g_array_index (self->fields, guint, i)]));
  *n_read = labels->len;
  for (guint i = 0; i < self->fields->len; i++)
    {
      const GaField *field = &self->entity->fields[g_array_index (self->fields, guint, i)];

      if (has_title (field))
        g_ptr_array_add (labels, add_owned (self, g_strconcat (field->name, "_id", NULL)));
    }
  g_ptr_array_add (labels, NULL);
  return labels;
}

static void
write_labels (Export *self)
{
  guint n_read;
  g_autoptr (GPtrArray) labels = list_labels (self, &n_read);

  ga_workbook_begin_sheet (self->book, _ (self->entity->plural));
  ga_workbook_hide_from (self->book, n_read);
  ga_workbook_add_headings (self->book, (const char *const *) labels->pdata);
  g_ptr_array_set_size (self->cells, 0);
}

static gboolean
write_word_headings (Export *self, GError **error)
{
  guint n_read;
  g_autoptr (GPtrArray) labels = list_labels (self, &n_read);
  gboolean done = ga_csv_writer_add_row (self->csv, (const char *const *) labels->pdata,
                                         labels->len - 1, error);

  g_ptr_array_set_size (self->cells, 0);
  return done;
}

static gboolean
write_word_row (Export *self, const GaRecord *record, GError **error)
{
  g_ptr_array_add (self->cells, ga_id_to_string (ga_record_get_id (record)));
  for (guint i = 0; i < self->fields->len; i++)
    g_ptr_array_add (self->cells, ga_record_cells_dup_text (
                                      self->shown, record, g_array_index (self->fields, guint, i)));
  for (guint i = 0; i < self->fields->len; i++)
    {
      guint index = g_array_index (self->fields, guint, i);
      const GaValue *value = ga_record_get_nth (record, index);

      if (has_title (&self->entity->fields[index]))
        g_ptr_array_add (self->cells,
                         value->kind == GA_VALUE_ID ? ga_id_to_string (&value->id) : NULL);
    }
  return write_cells (self, error);
}

static void
add_book_ids (Export *self, const GaRecord *record)
{
  for (guint i = 0; i < self->fields->len; i++)
    {
      guint index = g_array_index (self->fields, guint, i);
      const GaValue *value = ga_record_get_nth (record, index);
      char id[GA_ID_TEXT_SIZE];

      if (!has_title (&self->entity->fields[index]))
        continue;
      if (value->kind == GA_VALUE_ID)
        ga_id_format (&value->id, id);
      ga_workbook_add_text (self->book, value->kind == GA_VALUE_ID ? id : NULL);
    }
}

/* What is wrong with the workbook it tells in the end. */
static gboolean
write_book_row (Export *self, const GaRecord *record)
{
  char id[GA_ID_TEXT_SIZE];

  ga_id_format (ga_record_get_id (record), id);
  ga_workbook_begin_row (self->book, FALSE);
  ga_workbook_add_text (self->book, id);
  for (guint i = 0; i < self->fields->len; i++)
    ga_record_cells_add (self->shown, self->book, record, g_array_index (self->fields, guint, i));
  add_book_ids (self, record);
  ga_workbook_end_row (self->book);
  return !ga_workbook_has_failed (self->book);
}

static gboolean
write_text (Export *self, const char *text, GError **error)
{
  return g_output_stream_write_all (self->stream, text, strlen (text), NULL, self->cancellable,
                                    error);
}

static gboolean
write_event (Export *self, const GaRecord *record, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);

  ga_record_calendar_add (self->calendar, text, record);
  return write_text (self, text->str, error);
}

static gint64
get_known (const GaRecord *record, const char *field)
{
  return ga_record_has (record, field) ? ga_record_get_integer (record, field) : -1;
}

/* A route whose way nobody knows is none in GPX. */
static gboolean
write_track (Export *self, const GaRecord *record, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  char id[GA_ID_TEXT_SIZE];
  GaTrack track = { id, (char *) ga_record_get_text (record, "name"),
                    get_known (record, "distance_m"), get_known (record, "ascent_m"),
                    (char *) ga_record_get_text (record, "shape") };

  if (track.shape == NULL)
    return TRUE;
  ga_id_format (ga_record_get_id (record), id);
  ga_track_append (text, &track);
  return write_text (self, text->str, error);
}

static gboolean
write_json_row (Export *self, const GaRecord *record, GError **error)
{
  g_autoptr (JsonNode) node = ga_record_to_json (record);
  JsonObject *object = json_node_get_object (node);
  g_autofree char *line = NULL;
  g_autofree char *ended = NULL;

  for (guint i = 0, next = 0; i < self->entity->n_fields; i++)
    if (next < self->fields->len && g_array_index (self->fields, guint, next) == i)
      next++;
    else
      json_object_remove_member (object, self->entity->fields[i].name);
  line = ga_json_to_line (node);
  ended = g_strconcat (line, "\n", NULL);
  return write_text (self, ended, error);
}

typedef struct
{
  Export *export;
  GError *error;
} Writing;

static gboolean
write_record (GaRecord *record, gpointer user_data)
{
  Writing *writing = user_data;
  Export *self = writing->export;

  if (self->n_rows++ % ROWS_A_LOOK == 0 &&
      g_cancellable_set_error_if_cancelled (self->cancellable, &writing->error))
    return FALSE;
  if (self->csv != NULL && self->in_words)
    return write_word_row (self, record, &writing->error);
  if (self->csv != NULL)
    return write_csv_row (self, record, &writing->error);
  if (self->book != NULL)
    return write_book_row (self, record);
  if (self->calendar != NULL)
    return write_event (self, record, &writing->error);
  if (self->is_gpx)
    return write_track (self, record, &writing->error);
  return write_json_row (self, record, &writing->error);
}

/* Some formats of text have something before and after their records. */
static gboolean
write_head (Export *self, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (self->calendar != NULL)
    ga_record_calendar_begin (self->calendar, text);
  else if (self->is_gpx)
    ga_track_append_head (text);
  return text->len == 0 || write_text (self, text->str, error);
}

static gboolean
write_tail (Export *self, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (self->calendar != NULL)
    ga_record_calendar_end (self->calendar, text);
  else if (self->is_gpx)
    ga_track_append_tail (text);
  return text->len == 0 || write_text (self, text->str, error);
}

static gboolean
write_all (Export *self, const GaQuery *query, GError **error)
{
  Writing writing = { self, NULL };

  if (self->csv != NULL &&
      !(self->in_words ? write_word_headings (self, error) : write_headings (self, error)))
    return FALSE;
  if (self->book != NULL)
    write_labels (self);
  if (!write_head (self, error))
    return FALSE;
  if (!ga_reader_for_each (self->reader, query, write_record, &writing, error))
    return FALSE;
  if (writing.error != NULL)
    {
      g_propagate_error (error, writing.error);
      return FALSE;
    }
  if (self->csv != NULL)
    return ga_csv_writer_finish (self->csv, error);
  if (self->book != NULL)
    return ga_workbook_finish (self->book, error);
  return write_tail (self, error) && g_output_stream_flush (self->stream, NULL, error);
}

static char
separator_of (const GaExportOptions *options)
{
  return options->separator != '\0' ? options->separator : ';';
}

/* What GIO says of a file, in the words used for all files. */
static gboolean
fail_text (const char *path, GError *local, GError **error)
{
  int number = EIO;

  if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  if (local->domain != G_IO_ERROR)
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  if (local->code == G_IO_ERROR_NO_SPACE)
    number = ENOSPC;
  g_error_free (local);
  g_propagate_error (error, ga_exchange_error_new_for_errno (number, path, TRUE));
  return FALSE;
}

static gboolean
write_text_file (Export *self, const GaQuery *query, const char *path, GError **error)
{
  g_autoptr (GaOutputFile) file = ga_output_file_new (path, error);
  g_autoptr (GOutputStream) raw = NULL;
  GError *local = NULL;
  gboolean written;

  if (file == NULL)
    return FALSE;
  raw = g_unix_output_stream_new (ga_output_file_get_descriptor (file), FALSE);
  self->stream = g_buffered_output_stream_new (raw);
  written = write_all (self, query, &local);
  /* What it holds back is written no later than now: the descriptor goes with the file. */
  g_clear_object (&self->stream);
  if (!written)
    return fail_text (path, local, error);
  return ga_output_file_finish (file, error);
}

/**
 * ga_export_to_path:
 * @query: which records, in which order
 * @path: the file; an older one is replaced when the new one is whole
 *
 * Returns: %FALSE with %GA_EXCHANGE_ERROR, %GA_STORE_ERROR, or cancelled
 */
gboolean
ga_export_to_path (GaReader *reader,
                   const GaQuery *query,
                   const char *path,
                   const GaExportOptions *options,
                   GError **error)
{
  g_auto (Export) self = { 0 };

  if (!prepare (&self, reader, query, options, error))
    return FALSE;
  if (options->format == GA_EXPORT_JSON || options->format == GA_EXPORT_ICS ||
      options->format == GA_EXPORT_GPX)
    return write_text_file (&self, query, path, error);
  if (options->format == GA_EXPORT_XLSX || options->format == GA_EXPORT_ODS)
    self.book = ga_workbook_new (
        path, options->format == GA_EXPORT_ODS ? GA_WORKBOOK_ODS : GA_WORKBOOK_XLSX, error);
  else
    self.csv = ga_csv_writer_new_for_path (path, separator_of (options), error);
  return (self.book != NULL || self.csv != NULL) && write_all (&self, query, error);
}

/**
 * ga_export_to_descriptor:
 * @descriptor: an open file descriptor, such as that of standard output; it stays the caller's
 *
 * For the formats that are text.
 */
gboolean
ga_export_to_descriptor (GaReader *reader,
                         const GaQuery *query,
                         int descriptor,
                         const GaExportOptions *options,
                         GError **error)
{
  g_auto (Export) self = { 0 };
  g_autoptr (GOutputStream) raw = NULL;
  GError *local = NULL;

  g_return_val_if_fail (options->format != GA_EXPORT_XLSX && options->format != GA_EXPORT_ODS,
                        FALSE);

  if (!prepare (&self, reader, query, options, error))
    return FALSE;
  if (options->format == GA_EXPORT_CSV)
    {
      self.csv = ga_csv_writer_new_for_descriptor (descriptor, separator_of (options));
      return write_all (&self, query, error);
    }
  raw = g_unix_output_stream_new (descriptor, FALSE);
  self.stream = g_buffered_output_stream_new (raw);
  return write_all (&self, query, &local) || fail_text ("stdout", local, error);
}
