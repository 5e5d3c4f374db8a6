/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl/ga-ctl-table.h"

#include <glib/gi18n-lib.h>

#include "model/ga-record-json.h"

#define ROWS_FOR_WIDTHS 200
#define WIDEST          60
#define GAP             2

typedef struct
{
  char *heading;
  gboolean to_the_right;
  guint width;
} Column;

struct _GaCtlTable
{
  GaCtl *ctl;
  GArray *columns;
  GPtrArray *waiting; /* rows that still decide about the widths; NULL once they are printed */
};

static void
clear_column (gpointer data)
{
  g_free (((Column *) data)->heading);
}

GaCtlTable *
ga_ctl_table_new (GaCtl *ctl)
{
  GaCtlTable *self = g_new0 (GaCtlTable, 1);

  self->ctl = ctl;
  self->columns = g_array_new (FALSE, TRUE, sizeof (Column));
  g_array_set_clear_func (self->columns, clear_column);
  self->waiting = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  return self;
}

static guint
width_of (const char *text)
{
  guint width = 0;

  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);

      width += g_unichar_iszerowidth (c) ? 0 : (g_unichar_iswide (c) ? 2 : 1);
    }
  return width;
}

/* What is printed is one line, and nothing that a terminal would obey. */
static char *
make_printable (const char *text)
{
  g_autoptr (GString) line = g_string_new (NULL);

  for (; text != NULL && *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);

      g_string_append_unichar (line, g_unichar_iscntrl (c) ? ' ' : c);
    }
  return g_string_free (g_steal_pointer (&line), FALSE);
}

/**
 * ga_ctl_table_add_column:
 * @to_the_right: for numbers
 *
 * All columns come before the first row.
 */
void
ga_ctl_table_add_column (GaCtlTable *self, const char *heading, gboolean to_the_right)
{
  Column column = { make_printable (heading), to_the_right, width_of (heading) };

  g_array_append_val (self->columns, column);
}

static void
print_cell (GString *line, const Column *column, const char *text, gboolean last)
{
  guint width = width_of (text);
  guint padding = column->width > width ? column->width - width : 0;

  if (column->to_the_right)
    g_string_append_printf (line, "%*s", (int) padding, "");
  g_string_append (line, text);
  if (last)
    return;
  g_string_append_printf (line, "%*s", column->to_the_right ? GAP : (int) padding + GAP, "");
}

static void
print_row (GaCtlTable *self, GPtrArray *cells)
{
  g_autoptr (GString) line = g_string_new (NULL);

  for (guint i = 0; i < self->columns->len; i++)
    print_cell (line, &g_array_index (self->columns, Column, i), g_ptr_array_index (cells, i),
                i + 1 == self->columns->len);
  ga_ctl_print (self->ctl, g_strchomp (line->str));
}

static void
print_headings (GaCtlTable *self)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new ();

  for (guint i = 0; i < self->columns->len; i++)
    g_ptr_array_add (cells, g_array_index (self->columns, Column, i).heading);
  print_row (self, cells);
}

static void
print_waiting (GaCtlTable *self)
{
  if (self->waiting == NULL)
    return;
  print_headings (self);
  for (guint i = 0; i < self->waiting->len; i++)
    print_row (self, g_ptr_array_index (self->waiting, i));
  g_clear_pointer (&self->waiting, g_ptr_array_unref);
}

/**
 * ga_ctl_table_take_row:
 * @cells: (transfer full) (element-type utf8): a text for each column; %NULL is an empty one
 */
void
ga_ctl_table_take_row (GaCtlTable *self, GPtrArray *cells)
{
  GPtrArray *row = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < self->columns->len; i++)
    {
      Column *column = &g_array_index (self->columns, Column, i);
      char *text = make_printable (g_ptr_array_index (cells, i));

      if (self->waiting != NULL)
        column->width = MAX (column->width, MIN (width_of (text), WIDEST));
      g_ptr_array_add (row, text);
    }
  g_ptr_array_unref (cells);
  if (self->waiting == NULL)
    {
      print_row (self, row);
      g_ptr_array_unref (row);
      return;
    }
  g_ptr_array_add (self->waiting, row);
  if (self->waiting->len == ROWS_FOR_WIDTHS)
    print_waiting (self);
}

/**
 * ga_ctl_table_end:
 *
 * Prints what still waits and frees the table.
 */
void
ga_ctl_table_end (GaCtlTable *self)
{
  print_waiting (self);
  g_array_unref (self->columns);
  g_free (self);
}

struct _GaCtlRecords
{
  GaCtl *ctl;
  GaReader *reader;
  const GaEntity *entity;
  GaCtlTable *table;  /* NULL for JSON */
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
  ga_ctl_table_add_column (self->table, _ ("Id"), FALSE);
  for (guint i = 0; i < entity->n_fields; i++)
    if (is_column (&entity->fields[i]))
      ga_ctl_table_add_column (self->table, ga_field_get_label (&entity->fields[i]),
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
  ga_ctl_table_take_row (self->table, cells);
}

void
ga_ctl_records_end (GaCtlRecords *self)
{
  g_clear_pointer (&self->table, ga_ctl_table_end);
  g_hash_table_unref (self->titles);
  g_free (self);
}
