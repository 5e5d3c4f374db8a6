/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/ga-text-table.h"

#define ROWS_FOR_WIDTHS 200
#define WIDEST          60
#define GAP             2

typedef struct
{
  char *heading;
  gboolean to_the_right;
  guint width;
} Column;

struct _GaTextTable
{
  GaTextTableFunc print;
  gpointer user_data;
  GArray *columns;
  GPtrArray *waiting; /* rows that still decide about the widths; NULL once they are printed */
};

static void
clear_column (gpointer data)
{
  g_free (((Column *) data)->heading);
}

GaTextTable *
ga_text_table_new (GaTextTableFunc print, gpointer user_data)
{
  GaTextTable *self = g_new0 (GaTextTable, 1);

  self->print = print;
  self->user_data = user_data;
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
 * ga_text_table_add_column:
 * @to_the_right: for numbers
 *
 * All columns come before the first row.
 */
void
ga_text_table_add_column (GaTextTable *self, const char *heading, gboolean to_the_right)
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
print_row (GaTextTable *self, GPtrArray *cells)
{
  g_autoptr (GString) line = g_string_new (NULL);

  for (guint i = 0; i < self->columns->len; i++)
    print_cell (line, &g_array_index (self->columns, Column, i), g_ptr_array_index (cells, i),
                i + 1 == self->columns->len);
  self->print (g_strchomp (line->str), self->user_data);
}

static void
print_headings (GaTextTable *self)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new ();

  for (guint i = 0; i < self->columns->len; i++)
    g_ptr_array_add (cells, g_array_index (self->columns, Column, i).heading);
  print_row (self, cells);
}

static void
print_waiting (GaTextTable *self)
{
  if (self->waiting == NULL)
    return;
  print_headings (self);
  for (guint i = 0; i < self->waiting->len; i++)
    print_row (self, g_ptr_array_index (self->waiting, i));
  g_clear_pointer (&self->waiting, g_ptr_array_unref);
}

/**
 * ga_text_table_take_row:
 * @cells: (transfer full) (element-type utf8): a text for each column; %NULL is an empty one
 */
void
ga_text_table_take_row (GaTextTable *self, GPtrArray *cells)
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
 * ga_text_table_end:
 *
 * Prints what still waits and frees the table.
 */
void
ga_text_table_end (GaTextTable *self)
{
  print_waiting (self);
  g_array_unref (self->columns);
  g_free (self);
}
