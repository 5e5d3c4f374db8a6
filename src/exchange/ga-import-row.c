/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "exchange/ga-exchange-error.h"
#include "exchange/ga-import-private.h"
#include "model/ga-number.h"
#include "model/ga-record-json.h"

/* The cells of one row become the fields of one record. */

#define MOST_PROBLEMS 1000 /* listed; more than these nobody reads */
#define MOST_ANSWERS  1000
#define MOST_TITLES   50000

/**
 * ga_import_note_problem:
 * @problem: (transfer full): counted, and listed while there are not too many
 */
void
ga_import_note_problem (GaImport *self, GaImportProblem *problem)
{
  if (self->counts.problems++ < MOST_PROBLEMS)
    g_ptr_array_add (self->problems, problem);
  else
    ga_import_problem_free (problem);
}

/**
 * ga_import_row_complain:
 * @field: (nullable): the field, or %NULL for the row as a whole
 * @value: (nullable): what the file has
 * @problem: a whole sentence about them
 *
 * Notes a problem; the row will not be written.
 */
void
ga_import_row_complain (GaImportReading *self,
                        GaImportRow *row,
                        const GaField *field,
                        const char *value,
                        const GError *problem)
{
  GaImportProblem *note = g_new0 (GaImportProblem, 1);

  row->bad = TRUE;
  note->row = row->row;
  note->field = field != NULL ? field->name : NULL;
  note->value = value != NULL ? ga_exchange_shorten (value) : NULL;
  note->message =
      field != NULL
          /* Translators: %2$s is the name of a field, %3$s a whole sentence about it. */
          ? g_strdup_printf (_ ("Row %1$u, %2$s: %3$s"), row->row, ga_field_get_label (field),
                             problem->message)
          /* Translators: %2$s is a whole sentence. */
          : g_strdup_printf (_ ("Row %1$u: %2$s"), row->row, problem->message);
  ga_import_note_problem (self->import, note);
}

/**
 * ga_import_row_says:
 *
 * Returns: whether the row has a value for @field
 */
gboolean
ga_import_row_says (const GaImportReading *self, const GaImportRow *row, const char *field)
{
  return (row->given & GA_GIVEN (ga_entity_field_index (self->entity, field))) != 0;
}

/**
 * ga_import_row_give:
 *
 * @field of the row's record counts as said by the file.
 */
void
ga_import_row_give (GaImportReading *self, GaImportRow *row, const char *field)
{
  row->given |= GA_GIVEN (ga_entity_field_index (self->entity, field));
}

/**
 * ga_import_row_withdraw:
 *
 * What the file says of @field does not count.
 */
void
ga_import_row_withdraw (GaImportReading *self, GaImportRow *row, const char *field)
{
  row->given &= ~GA_GIVEN (ga_entity_field_index (self->entity, field));
}

/**
 * ga_import_row_fits:
 *
 * Whether JSON has something in @column that its field may hold; a text it always may.
 */
gboolean
ga_import_row_fits (GaImportReading *self, const GaImportColumn *column, GError **error)
{
  gsize place = (gsize) (column - (const GaImportColumn *) self->columns->data);

  return self->kinds == NULL ||
         ga_field_takes_json (column->field, (GaJsonKind) self->kinds[place], error);
}

static gboolean
read_value (
    GaImportReading *self, const GaField *field, const char *text, GaValue *value, GError **error)
{
  GaId id;

  if (field->type == GA_FIELD_REFERENCES)
    return ga_reference_finder_find_list (self->references, field, text, value, error);
  if (field->type != GA_FIELD_REFERENCE)
    return ga_value_parse_in_file (field, text, value, error);
  if (!ga_reference_finder_find (self->references, field, text, &id, error))
    return FALSE;
  ga_value_set_id (value, &id);
  return TRUE;
}

static gboolean
read_remembered (
    GaImportReading *self, GaImportColumn *column, const char *text, GaValue *value, GError **error)
{
  const GaValue *known = g_hash_table_lookup (column->answers, text);
  GaValue *copy;

  if (known != NULL)
    {
      ga_value_copy (known, value);
      return TRUE;
    }
  if (!read_value (self, column->field, text, value, error))
    return FALSE;
  if (g_hash_table_size (column->answers) < MOST_ANSWERS)
    {
      copy = g_new0 (GaValue, 1);
      ga_value_copy (value, copy);
      g_hash_table_insert (column->answers, g_strdup (text), copy);
    }
  return TRUE;
}

/* The place of a community may be one that is not there yet. */
static gboolean
is_place (const GaImportReading *self, const GaField *field)
{
  return g_str_equal (self->entity->name, "community") && g_str_equal (field->name, "venue");
}

/* Where an event takes place is a venue where one is called so, and else passed over: calendars
 * have all kinds of places. */
static gboolean
read_event_place (GaImportReading *self,
                  GaImportRow *row,
                  const GaImportColumn *column,
                  const char *text)
{
  g_autofree char *name = g_strndup (text, strcspn (text, ","));
  GaValue value = { 0 };
  GaId id;

  if (!ga_import_source_is_calendar (self->source) || !g_str_equal (column->field->name, "venue"))
    return FALSE;
  if (ga_reference_finder_find (self->references, column->field, text, &id, NULL) ||
      ga_reference_finder_find (self->references, column->field, name, &id, NULL))
    {
      ga_value_set_id (&value, &id);
      ga_record_take_nth (row->record, column->index, &value);
      row->given |= GA_GIVEN (column->index);
    }
  return TRUE;
}

static void
complain_of_cell (GaImportReading *self,
                  GaImportRow *row,
                  const GaImportColumn *column,
                  const char *text,
                  const GError *problem)
{
  ga_import_row_complain (self, row, column->field, text, problem);
  /* Not missing, too. */
  row->given |= GA_GIVEN (column->index);
}

/* Of several records of one name an id beside it says which; a name that was changed since it was
 * written counts for itself. */
static gboolean
read_beside (GaImportReading *self,
             const GaImportColumn *column,
             const char *text,
             const char *beside,
             GaValue *value)
{
  const char *title;
  GaId id;

  if (beside == NULL || !ga_id_parse (beside, &id))
    return FALSE;
  title = g_hash_table_lookup (self->titles, beside);
  if (title == NULL)
    {
      const GaEntity *target =
          ga_schema_get (ga_reader_get_schema (self->reader), column->field->target);
      char *made = ga_reader_title (self->reader, target, &id);

      if (g_hash_table_size (self->titles) >= MOST_TITLES)
        g_hash_table_remove_all (self->titles);
      g_hash_table_insert (self->titles, g_strdup (beside), made);
      title = made;
    }
  if (g_strcmp0 (title, text) != 0)
    return FALSE;
  ga_value_set_id (value, &id);
  return TRUE;
}

static void
read_cell (GaImportReading *self,
           GaImportRow *row,
           GaImportColumn *column,
           const char *cell,
           const char *beside)
{
  g_auto (GaValue) value = { 0 };
  g_autoptr (GError) problem = NULL;
  g_autofree char *trimmed = NULL;
  const char *text = cell;

  if (g_ascii_isspace (*cell) || (*cell != '\0' && g_ascii_isspace (cell[strlen (cell) - 1])))
    {
      trimmed = g_strstrip (g_strdup (cell));
      text = trimmed;
    }
  if (*text == '\0')
    return;
  if (!ga_import_row_fits (self, column, &problem))
    {
      complain_of_cell (self, row, column, text, problem);
      return;
    }
  if (is_place (self, column->field) || read_event_place (self, row, column, text))
    return;
  if (!read_beside (self, column, text, beside, &value) &&
      !(column->answers != NULL ? read_remembered (self, column, text, &value, &problem)
                                : read_value (self, column->field, text, &value, &problem)))
    {
      complain_of_cell (self, row, column, text, problem);
      return;
    }
  if (value.kind == GA_VALUE_NONE)
    return;
  ga_record_take_nth (row->record, column->index, &value);
  row->given |= GA_GIVEN (column->index);
}

static void
read_id (GaImportReading *self, GaImportRow *row, const char *cell)
{
  g_autofree char *text = g_strstrip (g_strdup (cell));
  g_autoptr (GError) problem = NULL;

  if (*text == '\0')
    return;
  row->has_id = ga_id_parse (text, &row->id);
  if (row->has_id)
    return;
  problem = g_error_new (GA_MODEL_ERROR, GA_MODEL_ERROR_UNREADABLE,
                         _ ("“%s” is not the id of a record."), text);
  ga_import_row_complain (self, row, NULL, text, problem);
}

/* "500 NOK" says the currency of the record, unless a column of its own does. All that say it
 * agree. */
static void
read_currency (GaImportReading *self,
               GaImportRow *row,
               const GaImportColumn *column,
               const char *cell)
{
  const GaField *field = column->field;
  const char *said = ga_money_find_currency (cell);
  g_autoptr (GError) problem = NULL;

  if (said == NULL || !(row->given & GA_GIVEN (column->index)))
    return;
  if (!ga_import_row_says (self, row, field->currency))
    {
      ga_record_set_text (row->record, field->currency, said);
      ga_import_row_give (self, row, field->currency);
      row->priced = field;
    }
  else if (!ga_record_check_currency (row->record, field, cell, &problem))
    ga_import_row_complain (self, row, field, cell, problem);
}

/**
 * ga_import_row_check_currency:
 *
 * An amount alone does not change the currency of a record that is there: others may be counted in
 * it.
 */
void
ga_import_row_check_currency (GaImportReading *self, GaImportRow *row)
{
  g_autofree char *amount = NULL;
  g_autofree char *shown = NULL;
  g_autoptr (GError) problem = NULL;

  if (row->priced == NULL || row->existing == NULL)
    return;
  amount = ga_money_to_text (ga_record_get_integer (row->record, row->priced->name), '.');
  shown = g_strjoin (" ", amount, ga_record_get_text (row->record, row->priced->currency), NULL);
  if (!ga_record_check_currency (row->existing, row->priced, shown, &problem))
    ga_import_row_complain (self, row, row->priced, shown, problem);
}

/**
 * ga_import_row_read:
 *
 * Fills @row from its cells; what cannot be read becomes a problem.
 */
void
ga_import_row_read (GaImportReading *self, GaImportRow *row, const char *const *cells)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      GaImportColumn *column = &g_array_index (self->columns, GaImportColumn, i);

      if (cells[i] == NULL)
        continue;
      if (column->kind == GA_COLUMN_FIELD)
        read_cell (self, row, column, cells[i],
                   column->beside > 0 ? cells[column->beside - 1] : NULL);
      else if (column->kind == GA_COLUMN_ID)
        read_id (self, row, cells[i]);
    }
  for (guint i = 0; i < self->columns->len; i++)
    {
      const GaImportColumn *column = &g_array_index (self->columns, GaImportColumn, i);

      if (cells[i] != NULL && column->kind == GA_COLUMN_FIELD &&
          column->field->type == GA_FIELD_MONEY)
        read_currency (self, row, column, cells[i]);
    }
}
