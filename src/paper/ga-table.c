/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "paper/ga-table.h"

typedef struct
{
  char *heading;
  gboolean numeric;
} Column;

struct _GaTable
{
  GObject parent_instance;
  GArray *columns; /* of Column */
  GPtrArray *rows; /* of GStrv, each as long as the columns */
  GArray *struck;  /* of guint: of how many columns of each row */
  GStrv total;     /* (nullable) */
};

G_DEFINE_FINAL_TYPE (GaTable, ga_table, G_TYPE_OBJECT)

static void
clear_column (gpointer data)
{
  g_free (((Column *) data)->heading);
}

static void
free_row (gpointer data)
{
  g_strfreev (data);
}

static GStrv
copy_row (GaTable *table, const char *const *cells)
{
  GStrv row;

  g_return_val_if_fail (cells != NULL && g_strv_length ((GStrv) cells) == table->columns->len,
                        NULL);
  row = g_strdupv ((GStrv) cells);
  return row;
}

static void
ga_table_finalize (GObject *object)
{
  GaTable *table = GA_TABLE (object);

  g_array_unref (table->columns);
  g_ptr_array_unref (table->rows);
  g_array_unref (table->struck);
  g_strfreev (table->total);
  G_OBJECT_CLASS (ga_table_parent_class)->finalize (object);
}

static void
ga_table_class_init (GaTableClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ga_table_finalize;
}

static void
ga_table_init (GaTable *table)
{
  table->columns = g_array_new (FALSE, FALSE, sizeof (Column));
  g_array_set_clear_func (table->columns, clear_column);
  table->rows = g_ptr_array_new_with_free_func (free_row);
  table->struck = g_array_new (FALSE, TRUE, sizeof (guint));
}

/**
 * ga_table_new:
 *
 * Returns: (transfer full): a table without columns or rows
 */
GaTable *
ga_table_new (void)
{
  return g_object_new (GA_TYPE_TABLE, NULL);
}

/**
 * ga_table_add_column:
 * @numeric: whether its cells are figures, and are aligned to the right
 *
 * All columns come before the first row.
 */
void
ga_table_add_column (GaTable *table, const char *heading, gboolean numeric)
{
  Column *column;

  g_return_if_fail (heading != NULL && table->rows->len == 0 && table->total == NULL);
  g_array_set_size (table->columns, table->columns->len + 1);
  column = &g_array_index (table->columns, Column, table->columns->len - 1);
  column->heading = g_strdup (heading);
  column->numeric = numeric;
}

/**
 * ga_table_add_row:
 * @cells: (array zero-terminated=1): one text a column, empty where there is none
 */
void
ga_table_add_row (GaTable *table, const char *const *cells)
{
  GStrv row = copy_row (table, cells);

  if (row == NULL)
    return;
  g_ptr_array_add (table->rows, row);
  g_array_set_size (table->struck, table->rows->len);
}

/**
 * ga_table_strike_row:
 * @n_columns: so many from the first on
 *
 * Strikes out what stands in the row that was added last: it holds no longer. On a screen the cells
 * are as they were, so one of the others says why.
 */
void
ga_table_strike_row (GaTable *table, guint n_columns)
{
  g_return_if_fail (table->struck->len > 0 && n_columns <= table->columns->len);
  g_array_index (table->struck, guint, table->struck->len - 1) = n_columns;
}

/**
 * ga_table_set_total:
 * @cells: (array zero-terminated=1): the last row, set apart from the others
 */
void
ga_table_set_total (GaTable *table, const char *const *cells)
{
  g_strfreev (table->total);
  table->total = copy_row (table, cells);
}

guint
ga_table_get_n_columns (GaTable *table)
{
  return table->columns->len;
}

/**
 * ga_table_get_n_rows:
 *
 * Returns: how many rows there are, with the row of totals
 */
guint
ga_table_get_n_rows (GaTable *table)
{
  return table->rows->len + (table->total != NULL ? 1 : 0);
}

/**
 * ga_table_get_heading:
 *
 * Returns: (transfer none): the heading of @column
 */
const char *
ga_table_get_heading (GaTable *table, guint column)
{
  g_return_val_if_fail (column < table->columns->len, "");
  return g_array_index (table->columns, Column, column).heading;
}

gboolean
ga_table_is_numeric (GaTable *table, guint column)
{
  g_return_val_if_fail (column < table->columns->len, FALSE);
  return g_array_index (table->columns, Column, column).numeric;
}

/**
 * ga_table_get_cell:
 * @row: from 0; the row of totals comes last
 *
 * Returns: (transfer none): the text of one cell
 */
const char *
ga_table_get_cell (GaTable *table, guint row, guint column)
{
  g_return_val_if_fail (row < ga_table_get_n_rows (table) && column < table->columns->len, "");
  if (row == table->rows->len)
    return table->total[column];
  return ((GStrv) g_ptr_array_index (table->rows, row))[column];
}

gboolean
ga_table_is_struck (GaTable *table, guint row, guint column)
{
  return row < table->struck->len && column < g_array_index (table->struck, guint, row);
}

gboolean
ga_table_is_total (GaTable *table, guint row)
{
  return table->total != NULL && row == table->rows->len;
}
