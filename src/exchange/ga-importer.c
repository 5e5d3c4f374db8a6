/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/ga-importer.h"

#include <glib/gi18n-lib.h>

#include "exchange/ga-exchange-error.h"
#include "exchange/ga-import-private.h"
#include "store/ga-series.h"

#define MOST_PREVIEW 100 /* rows that somebody looks at before importing */

G_DEFINE_BOXED_TYPE (GaImport, ga_import, ga_import_ref, ga_import_unref)

void
ga_import_problem_free (GaImportProblem *problem)
{
  g_free (problem->value);
  g_free (problem->message);
  g_free (problem);
}

static void
clear_planned (GaPlanned *planned)
{
  g_clear_object (&planned->record);
  g_clear_object (&planned->venue);
}

static void
clear_resolved (GaResolvedName *resolved)
{
  g_free (resolved->value);
  g_free (resolved->name);
}

static void
clear_proposal (GaProposal *proposal)
{
  g_free (proposal->community);
  g_free (proposal->named);
  g_clear_pointer (&proposal->near, g_array_unref);
}

static void
clear_asked (GaAsked *asked)
{
  g_free (asked->title);
}

static void
preview_free (gpointer data)
{
  GaImportPreview *preview = data;

  g_free (preview->title);
  g_free (preview);
}

static GArray *
array_new (gsize size, GDestroyNotify clear)
{
  GArray *array = g_array_new (FALSE, TRUE, (guint) size);

  g_array_set_clear_func (array, clear);
  return array;
}

static GaImport *
import_new (const GaEntity *entity, const GaImportOptions *options)
{
  GaImport *self = g_atomic_rc_box_new0 (GaImport);

  self->entity = entity;
  self->update = options->update;
  self->skip_bad = options->skip_bad;
  self->progress = options->progress;
  self->problems = g_ptr_array_new_with_free_func ((GDestroyNotify) ga_import_problem_free);
  self->preview = g_ptr_array_new_with_free_func (preview_free);
  self->fields = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->planned = array_new (sizeof (GaPlanned), (GDestroyNotify) clear_planned);
  self->unknown = g_ptr_array_new_with_free_func (g_free);
  self->resolved = array_new (sizeof (GaResolvedName), (GDestroyNotify) clear_resolved);
  self->proposals = array_new (sizeof (GaProposal), (GDestroyNotify) clear_proposal);
  self->asked = array_new (sizeof (GaAsked), (GDestroyNotify) clear_asked);
  return self;
}

static void
import_clear (gpointer data)
{
  GaImport *self = data;

  g_ptr_array_unref (self->problems);
  g_ptr_array_unref (self->preview);
  g_hash_table_unref (self->fields);
  g_array_unref (self->planned);
  g_ptr_array_unref (self->unknown);
  g_array_unref (self->resolved);
  g_clear_pointer (&self->missing, g_ptr_array_unref);
  g_array_unref (self->proposals);
  g_array_unref (self->asked);
  g_clear_pointer (&self->kommuner, ga_kommune_finder_free);
}

GaImport *
ga_import_ref (GaImport *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
ga_import_unref (GaImport *self)
{
  g_atomic_rc_box_release_full (self, import_clear);
}

static void
clear_reading (GaImportReading *self)
{
  g_clear_pointer (&self->source, ga_import_source_free);
  g_clear_pointer (&self->columns, g_array_unref);
  g_clear_pointer (&self->references, ga_reference_finder_free);
  g_clear_pointer (&self->same, ga_same_finder_free);
  g_clear_pointer (&self->seen_kommuner, g_hash_table_unref);
  g_clear_pointer (&self->venues, g_hash_table_unref);
  g_clear_pointer (&self->titles, g_hash_table_unref);
  g_clear_pointer (&self->waiting, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GaImportReading, clear_reading)

static void
clear_row (GaImportRow *row)
{
  g_clear_object (&row->record);
  g_clear_object (&row->existing);
  g_clear_object (&row->venue);
  g_clear_pointer (&row->near, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GaImportRow, clear_row)

void
ga_import_tell_progress (GaImportProgress *progress, double part)
{
  if (progress != NULL)
    g_atomic_int_set (&progress->done, (int) (part * 1000));
}

/* The record of an id; none is no error. */
static gboolean
find_by_id (GaImportReading *self, const GaId *id, GaRecord **record, GError **error)
{
  g_autoptr (GError) local = NULL;

  *record = ga_reader_find (self->reader, self->entity, id, &local);
  if (*record != NULL || g_error_matches (local, GA_STORE_ERROR, GA_STORE_ERROR_MISSING))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static void
complain_of_several (GaImportReading *self, GaImportRow *row)
{
  g_autoptr (GError) problem = g_error_new_literal (
      GA_MODEL_ERROR, GA_MODEL_ERROR_REFERENCE,
      _ ("Several records are the same as this one. Add a column with the id of the one you mean."));

  ga_import_row_complain (self, row, NULL, NULL, problem);
}

/* Finds the record that the row is about. */
static gboolean
settle (GaImportReading *self, GaImportRow *row, GError **error)
{
  g_autoptr (GPtrArray) same = NULL;

  if (row->has_id)
    {
      ga_record_set_id (row->record, &row->id);
      return find_by_id (self, &row->id, &row->existing, error);
    }
  if (self->entity->identity != NULL)
    {
      ga_record_derive_id (row->record);
      if (!find_by_id (self, ga_record_get_id (row->record), &row->existing, error))
        return FALSE;
    }
  if (row->existing != NULL)
    return TRUE;
  same = ga_same_finder_in_store (self->same, row->record, error);
  if (same == NULL)
    return FALSE;
  if (same->len > 1 && self->import->update && !self->entity->ask_same)
    complain_of_several (self, row);
  else if (same->len > 0)
    row->existing = g_object_ref (g_ptr_array_index (same, 0));
  return TRUE;
}

/* The record as it would be: what is there with what the file says. */
GaRecord *
ga_import_merge (const GaRecord *existing, const GaRecord *said, guint64 given)
{
  GaRecord *merged = ga_record_copy (existing);

  for (guint i = 0; i < ga_record_get_entity (said)->n_fields; i++)
    if (given & GA_GIVEN (i))
      {
        GaValue value = { 0 };

        ga_value_copy (ga_record_get_nth (said, i), &value);
        ga_record_take_nth (merged, i, &value);
      }
  return merged;
}

static void
complain_of_record (GaImportReading *self, GaImportRow *row, const GaRecord *record)
{
  g_autoptr (GPtrArray) problems = ga_record_validate (record);

  for (guint i = 0; i < problems->len; i++)
    {
      const GaProblem *problem = g_ptr_array_index (problems, i);
      g_autofree char *value =
          problem->field != NULL
              ? ga_value_to_text (problem->field, ga_record_get (record, problem->field->name))
              : NULL;

      ga_import_row_complain (self, row, problem->field, value, problem->error);
    }
}

/* A row with a problem tells what it lacks, too; the rule of the whole counts on right fields. */
static void
complain_of_missing (GaImportReading *self, GaImportRow *row)
{
  for (guint i = 0; i < self->entity->n_fields; i++)
    {
      const GaField *field = &self->entity->fields[i];
      g_autoptr (GError) problem = NULL;

      if (!(row->given & GA_GIVEN (i)) && (field->flags & GA_FIELD_REQUIRED) &&
          !ga_value_check (field, ga_record_get_nth (row->record, i), &problem))
        ga_import_row_complain (self, row, field, NULL, problem);
    }
}

static void
ask_about (GaImportReading *self, const GaImportRow *row)
{
  GaAsked asked = { row->row, ga_record_get_title (row->record) };

  g_array_append_val (self->import->asked, asked);
}

static void
plan (GaImportReading *self, GaImportRow *row, gboolean update)
{
  GaPlanned planned = { .row = row->row,
                        .record = g_object_ref (row->record),
                        .venue = g_steal_pointer (&row->venue),
                        .given = row->given,
                        .update = update,
                        .has_id = row->has_id };

  g_array_append_val (self->import->planned, planned);
  if (update)
    self->import->counts.updated++;
  else
    self->import->counts.created++;
}

/* What came of a walk is no more lost by a file than otherwise. */
static gboolean
complain_of_loss (GaImportReading *self, GaImportRow *row, const GaRecord *merged, GError **error)
{
  g_autoptr (GError) problem = NULL;

  if (!self->import->update || row->existing == NULL ||
      ga_series_check_one (self->reader, row->existing, merged, &problem))
    return TRUE;
  if (problem->domain != GA_MODEL_ERROR)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  ga_import_row_complain (self, row, NULL, NULL, problem);
  return TRUE;
}

/* What becomes of a row that is right. */
static gboolean
judge (GaImportReading *self, GaImportRow *row, GError **error)
{
  GaImportCounts *counts = &self->import->counts;
  g_autoptr (GaRecord) merged =
      row->existing != NULL ? ga_import_merge (row->existing, row->record, row->given) : NULL;
  GaRecord *after = merged != NULL ? merged : row->record;
  gboolean asks = self->entity->ask_same && !row->has_id;
  gboolean twice;

  complain_of_record (self, row, after);
  ga_import_row_check_currency (self, row);
  if (!complain_of_loss (self, row, merged, error))
    return FALSE;
  if (row->bad)
    return TRUE;
  twice = ga_same_finder_in_file (self->same, after, row->has_id) != NULL;
  if (!twice && row->existing == NULL)
    {
      if (row->near != NULL)
        ga_import_community_propose (self, row);
      plan (self, row, FALSE);
      ga_reference_finder_add (self->references, row->record);
    }
  else if (!twice && ga_record_equal (merged, row->existing))
    counts->unchanged++;
  else if (!twice && self->import->update && !asks)
    {
      ga_record_set_id (row->record, ga_record_get_id (row->existing));
      plan (self, row, TRUE);
    }
  else
    {
      counts->duplicates++;
      if (asks)
        ask_about (self, row);
    }
  return TRUE;
}

/* What the counts tell of a row since @before. */
static GaImportFate
find_fate (const GaImportCounts *before, const GaImportCounts *after)
{
  if (after->created > before->created)
    return GA_IMPORT_CREATED;
  if (after->updated > before->updated)
    return GA_IMPORT_UPDATED;
  if (after->unchanged > before->unchanged)
    return GA_IMPORT_UNCHANGED;
  return after->duplicates > before->duplicates ? GA_IMPORT_DUPLICATE : GA_IMPORT_BAD;
}

static void
note_preview (GaImport *self, guint row, const GaRecord *record, GaImportFate fate)
{
  GaImportPreview *preview;

  if (self->preview->len >= MOST_PREVIEW)
    return;
  preview = g_new0 (GaImportPreview, 1);
  preview->row = row;
  preview->title = record != NULL ? ga_record_get_title (record) : NULL;
  preview->fate = fate;
  g_ptr_array_add (self->preview, preview);
}

static gboolean
settle_row (GaImportReading *self, GaImportRow *row, const char *const *cells, GError **error)
{
  gboolean community = g_str_equal (self->entity->name, "community");

  ga_import_row_read (self, row, cells);
  if (g_str_equal (self->entity->name, "kommune"))
    {
      if (!ga_import_kommune_settle (self, row, error))
        return FALSE;
    }
  else if (community && !ga_import_community_place (self, row, cells, error))
    return FALSE;
  if (row->bad)
    {
      complain_of_missing (self, row);
      return TRUE;
    }
  if (row->existing == NULL && !settle (self, row, error))
    return FALSE;
  /* A calendar tells that a walk is cancelled, and not why: a reason that is known stays. */
  if (ga_import_source_is_calendar (self->source) && row->existing != NULL &&
      ga_record_has (row->existing, "reason"))
    ga_import_row_withdraw (self, row, "reason");
  if (!row->bad && community && !ga_import_community_settle (self, row, error))
    return FALSE;
  return row->bad || judge (self, row, error);
}

static gboolean
read_row (GaImportReading *self, guint number, const char *const *cells, GError **error)
{
  g_auto (GaImportRow) row = { .row = number, .record = ga_record_new (self->entity) };
  GaImportCounts before = self->import->counts;

  if (ga_import_row_waits (self, number, cells))
    return TRUE;
  if (!settle_row (self, &row, cells, error))
    return FALSE;
  note_preview (self->import, number, row.record, find_fate (&before, &self->import->counts));
  return TRUE;
}

/* A row that the file itself has wrong. @error is a whole sentence with the row. */
static void
complain_of_file (GaImportReading *self, guint number, const GError *error)
{
  const char *heading = ga_exchange_error_get_heading (error);
  GaImportProblem *problem = g_new0 (GaImportProblem, 1);

  self->import->broken_off = ga_exchange_error_is_final (error);
  problem->row = number;
  for (guint i = 0; heading != NULL && i < self->columns->len; i++)
    {
      const GaImportColumn *column = &g_array_index (self->columns, GaImportColumn, i);

      if (g_str_equal (self->headings[i], heading) && column->kind == GA_COLUMN_FIELD)
        problem->field = column->field->name;
    }
  problem->message = g_strdup (error->message);
  ga_import_note_problem (self->import, problem);
  note_preview (self->import, number, NULL, GA_IMPORT_BAD);
}

static gboolean
read_rows (GaImportReading *self, GCancellable *cancellable, GError **error)
{
  const char *const *cells;
  guint number = 0;

  while (TRUE)
    {
      g_autoptr (GError) problem = NULL;
      gboolean more = ga_import_source_next (self->source, &cells, &number, &problem);

      if (!more && problem == NULL)
        return ga_import_read_waiting (self, read_row, error);
      if (self->import->counts.rows++ % GA_IMPORT_ROWS_A_LOOK == 0)
        {
          ga_import_tell_progress (self->import->progress,
                                   ga_import_source_get_progress (self->source));
          if (g_cancellable_set_error_if_cancelled (cancellable, error))
            return FALSE;
        }
      if (problem != NULL &&
          (problem->domain != GA_EXCHANGE_ERROR || problem->code == GA_EXCHANGE_ERROR_TOO_LARGE))
        {
          g_propagate_error (error, g_steal_pointer (&problem));
          return FALSE;
        }
      if (problem != NULL)
        complain_of_file (self, number, problem);
      else
        {
          self->kinds = ga_import_source_get_kinds (self->source);
          if (!read_row (self, number, cells, error))
            return FALSE;
        }
    }
}

/* The id of the community that was told; what names none each row complains of. */
static char *
find_community (GaImportReading *self, const char *told)
{
  const GaField *field = told != NULL ? ga_entity_get_field (self->entity, "community") : NULL;
  GaId id;

  if (field == NULL || !ga_reference_finder_find (self->references, field, told, &id, NULL))
    return g_strdup (told);
  return ga_id_to_string (&id);
}

static gboolean
open_source (GaImportReading *self,
             const char *path,
             const GaImportOptions *options,
             GError **error)
{
  GaImportOptions settled = *options;
  g_autofree char *community = find_community (self, options->community);

  settled.community = community;
  self->source = ga_import_source_open (self->entity, path, &settled, error);
  if (self->source == NULL)
    return FALSE;
  self->import->is_calendar = ga_import_source_is_calendar (self->source);
  self->import->cut = ga_import_source_count_cut (self->source);
  return TRUE;
}

static gboolean
begin_reading (GaImportReading *self,
               const char *path,
               const GaImportOptions *options,
               GError **error)
{
  self->references = ga_reference_finder_new (self->reader);
  if (!open_source (self, path, options, error))
    return FALSE;
  self->headings = ga_import_source_get_headings (self->source);
  self->columns = array_new (sizeof (GaImportColumn), (GDestroyNotify) ga_import_column_clear);
  self->titles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->seen_kommuner = g_hash_table_new (ga_id_hash, ga_id_equal);
  self->venues =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  self->waiting = g_ptr_array_new_with_free_func ((GDestroyNotify) ga_waiting_row_free);
  self->same = ga_same_finder_new (self->reader, self->entity, error);
  if (self->same == NULL)
    return FALSE;
  if (g_str_equal (self->entity->name, "kommune") || g_str_equal (self->entity->name, "community"))
    {
      self->import->kommuner = ga_kommune_finder_new (self->reader, error);
      return self->import->kommuner != NULL;
    }
  return TRUE;
}

/**
 * ga_import_read:
 * @reader: of the thread that calls
 * @options: (nullable)
 *
 * Reads the whole file and says what importing it would do. Nothing is changed. Blocks: not for the
 * main thread.
 *
 * Returns: (transfer full) (nullable): what it would do, with all problems of the rows; %NULL with
 *   %GA_EXCHANGE_ERROR when the file as a whole is of no use, with %GA_STORE_ERROR, or cancelled
 */
GaImport *
ga_import_read (GaReader *reader,
                const GaEntity *entity,
                const char *path,
                const GaImportOptions *options,
                GError **error)
{
  static const GaImportOptions usual = { 0 };
  const GaImportOptions *used = options != NULL ? options : &usual;
  g_autoptr (GaImport) import = import_new (entity, used);
  g_auto (GaImportReading) reading = { .import = import, .reader = reader, .entity = entity };

  g_return_val_if_fail (entity->n_fields <= 64, NULL);

  import->seen = ga_reader_last_change (reader);
  if (!begin_reading (&reading, path, used, error) ||
      !ga_import_columns_match (&reading, used->map, error) ||
      !read_rows (&reading, used->cancellable, error))
    return NULL;
  if (g_str_equal (entity->name, "kommune"))
    ga_import_kommune_end (&reading);
  ga_import_tell_progress (import->progress, 1);
  return g_steal_pointer (&import);
}

const GaEntity *
ga_import_get_entity (GaImport *self)
{
  return self->entity;
}

gboolean
ga_import_is_calendar (GaImport *self)
{
  return self->is_calendar;
}

const GaImportCounts *
ga_import_get_counts (GaImport *self)
{
  return &self->counts;
}

/**
 * ga_import_get_problems:
 *
 * Returns: (transfer none) (element-type GaImportProblem): what is wrong, in the order of the rows
 */
GPtrArray *
ga_import_get_problems (GaImport *self)
{
  return self->problems;
}

GPtrArray *
ga_import_get_preview (GaImport *self)
{
  return self->preview;
}

const GaField *
ga_import_get_field (GaImport *self, const char *heading)
{
  return g_hash_table_lookup (self->fields, heading);
}

/**
 * ga_import_can_apply:
 *
 * Returns: whether there is no problem, or the user has said to leave out such rows and every row
 *   could be read
 */
gboolean
ga_import_can_apply (GaImport *self)
{
  return self->counts.problems == 0 || (self->skip_bad && !self->broken_off);
}

/**
 * ga_import_is_broken_off:
 *
 * Returns: whether nobody knows what stands after the last of the problems
 */
gboolean
ga_import_is_broken_off (GaImport *self)
{
  return self->broken_off;
}
