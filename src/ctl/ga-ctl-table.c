/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl/ga-ctl-table.h"

#include <glib/gi18n-lib.h>

#include "model/ga-record-json.h"

static void
print_cb (const char *line, gpointer ctl)
{
  ga_ctl_print (ctl, line);
}

GaTextTable *
ga_ctl_table_new (GaCtl *ctl)
{
  return ga_text_table_new (print_cb, ctl);
}

struct _GaCtlRecords
{
  GaCtl *ctl;
  GaReader *reader;
  const GaEntity *entity;
  GaTextTable *table; /* NULL for JSON */
  GHashTable *titles; /* GaId → what a record referred to is called */
};

static gboolean
is_column (const GaField *field)
{
  return (field->flags & GA_FIELD_COLUMN) != 0;
}

/**
 * ga_ctl_records_new:
 *
 * Returns: (transfer full): for printing records as a table, or as JSON where that is asked for;
 *   ends with ga_ctl_records_end()
 */
GaCtlRecords *
ga_ctl_records_new (GaCtl *ctl, GaReader *reader, const GaEntity *entity)
{
  GaCtlRecords *self = g_new0 (GaCtlRecords, 1);

  self->ctl = ctl;
  self->reader = reader;
  self->entity = entity;
  self->titles = g_hash_table_new_full (ga_id_hash, ga_id_equal, g_free, g_free);
  if (ga_ctl_wants_json (ctl))
    return self;
  self->table = ga_ctl_table_new (ctl);
  ga_text_table_add_column (self->table, _ ("Id"), FALSE);
  for (guint i = 0; i < entity->n_fields; i++)
    if (is_column (&entity->fields[i]))
      ga_text_table_add_column (self->table, ga_field_get_label (&entity->fields[i]),
                                ga_field_is_number (&entity->fields[i]));
  return self;
}

/* The title of what is referred to; few records are referred to by many. */
static char *
display (GaCtlRecords *self, const GaRecord *record, guint index)
{
  const GaValue *value = ga_record_get_nth (record, index);
  const char *name = self->entity->fields[index].name;
  const char *known;

  if (value->kind != GA_VALUE_ID)
    return ga_reader_display (self->reader, record, name);
  known = g_hash_table_lookup (self->titles, &value->id);
  if (known == NULL)
    {
      g_hash_table_insert (self->titles, ga_id_copy (&value->id),
                           ga_reader_display (self->reader, record, name));
      known = g_hash_table_lookup (self->titles, &value->id);
    }
  return g_strdup (known);
}

void
ga_ctl_records_add (GaCtlRecords *self, GaRecord *record)
{
  GPtrArray *cells;

  if (self->table == NULL)
    {
      ga_ctl_take_json (self->ctl, ga_record_to_json (record));
      return;
    }
  cells = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (cells, ga_id_to_string (ga_record_get_id (record)));
  for (guint i = 0; i < self->entity->n_fields; i++)
    if (is_column (&self->entity->fields[i]))
      g_ptr_array_add (cells, display (self, record, i));
  ga_text_table_take_row (self->table, cells);
}

void
ga_ctl_records_end (GaCtlRecords *self)
{
  g_clear_pointer (&self->table, ga_text_table_end);
  g_hash_table_unref (self->titles);
  g_free (self);
}

void
ga_ctl_print_figures (GaCtl *ctl, GaTable *figures)
{
  GaTextTable *table = ga_ctl_table_new (ctl);

  for (guint i = 0; i < ga_table_get_n_columns (figures); i++)
    ga_text_table_add_column (table, ga_table_get_heading (figures, i),
                              ga_table_is_numeric (figures, i));
  for (guint row = 0; row < ga_table_get_n_rows (figures); row++)
    {
      GPtrArray *cells = g_ptr_array_new_with_free_func (g_free);

      for (guint i = 0; i < ga_table_get_n_columns (figures); i++)
        g_ptr_array_add (cells, g_strdup (ga_table_get_cell (figures, row, i)));
      ga_text_table_take_row (table, cells);
    }
  ga_text_table_end (table);
}
