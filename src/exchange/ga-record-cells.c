/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/ga-record-cells.h"

#include "model/ga-number.h"
#include "model/ga-value.h"

/* Enough for the communities of a region; a million participants would only fill memory. */
#define MOST_REMEMBERED 10000

struct _GaRecordCells
{
  GaReader *reader;
  GHashTable *titles; /* GaId → char */
};

/**
 * ga_record_cells_new:
 * @reader: (not nullable): must outlive it
 */
GaRecordCells *
ga_record_cells_new (GaReader *reader)
{
  GaRecordCells *self = g_new0 (GaRecordCells, 1);

  self->reader = reader;
  self->titles = g_hash_table_new_full (ga_id_hash, ga_id_equal, (GDestroyNotify) g_free, g_free);
  return self;
}

void
ga_record_cells_free (GaRecordCells *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->titles);
  g_free (self);
}

/**
 * ga_record_cells_get_title:
 * @field: a reference
 *
 * Returns: (transfer none): what the record that @id names is called; until the next call
 */
const char *
ga_record_cells_get_title (GaRecordCells *self, const GaField *field, const GaId *id)
{
  const char *title = g_hash_table_lookup (self->titles, id);
  const GaEntity *target;
  char *made;

  if (title != NULL)
    return title;
  if (g_hash_table_size (self->titles) > MOST_REMEMBERED)
    g_hash_table_remove_all (self->titles);
  target = ga_schema_get (ga_reader_get_schema (self->reader), field->target);
  made = ga_reader_title (self->reader, target, id);
  g_hash_table_insert (self->titles, ga_id_copy (id), made);
  return made;
}

/* Parted as lists in files are, so that it can be read again. */
static char *
list_titles (GaRecordCells *self, const GaField *field, const char *ids)
{
  g_auto (GStrv) each = g_strsplit (ids, " ", -1);
  g_autoptr (GString) list = g_string_new (NULL);
  GaId id;

  for (guint i = 0; each[i] != NULL; i++)
    if (ga_id_parse (each[i], &id))
      g_string_append_printf (list, "%s%s", list->len > 0 ? "|" : "",
                              ga_record_cells_get_title (self, field, &id));
  return g_string_free (g_steal_pointer (&list), FALSE);
}

/**
 * ga_record_cells_add:
 * @index: of the field
 *
 * Adds one cell to the row that was begun in @book.
 */
void
ga_record_cells_add (GaRecordCells *self, GaWorkbook *book, const GaRecord *record, guint index)
{
  const GaField *field = &ga_record_get_entity (record)->fields[index];
  const GaValue *value = ga_record_get_nth (record, index);
  GaFieldType type = value->kind != GA_VALUE_NONE ? field->type : GA_FIELD_TEXT;
  g_autofree char *text = NULL;

  switch (type)
    {
    case GA_FIELD_INTEGER:
      ga_workbook_add_number (book, value->integer);
      break;
    case GA_FIELD_MONEY:
      ga_workbook_add_money (book, value->integer, ga_record_get_text (record, field->currency));
      break;
    case GA_FIELD_DEGREES:
      text = ga_value_to_text (field, value);
      ga_workbook_add_decimal (book, text);
      break;
    case GA_FIELD_DATE:
      ga_workbook_add_date (book, value->text);
      break;
    case GA_FIELD_TIME:
      ga_workbook_add_time (book, value->text);
      break;
    case GA_FIELD_REFERENCE:
      ga_workbook_add_text (book, ga_record_cells_get_title (self, field, &value->id));
      break;
    case GA_FIELD_WORDS:
      text = ga_value_to_text (field, value);
      ga_workbook_add_text (book, text);
      break;
    case GA_FIELD_REFERENCES:
      text = list_titles (self, field, value->text);
      ga_workbook_add_text (book, text);
      break;
    default:
      text = ga_reader_display (self->reader, record, field->name);
      ga_workbook_add_text (book, text);
      break;
    }
}

/**
 * ga_record_cells_dup_text:
 * @index: of the field
 *
 * Returns: (transfer full) (nullable): what stands in a text for people who read it in a
 *   spreadsheet, in the language of the interface; it is read again in that language
 */
char *
ga_record_cells_dup_text (GaRecordCells *self, const GaRecord *record, guint index)
{
  const GaField *field = &ga_record_get_entity (record)->fields[index];
  const GaValue *value = ga_record_get_nth (record, index);

  if (value->kind == GA_VALUE_NONE)
    return NULL;
  switch (field->type)
    {
    case GA_FIELD_MONEY:
      return ga_money_display (value->integer, NULL);
    case GA_FIELD_CHOICE:
    case GA_FIELD_FLAG:
      return ga_value_display (field, value);
    case GA_FIELD_REFERENCE:
      return g_strdup (ga_record_cells_get_title (self, field, &value->id));
    case GA_FIELD_REFERENCES:
      return list_titles (self, field, value->text);
    default:
      return ga_value_to_text (field, value);
    }
}
