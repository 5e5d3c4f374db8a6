/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/ga-table-view.h"

#include <stdlib.h>
#include <string.h>

#include "app/compat/ga-accessible.h"
#include "app/widgets/ga-tab-leaves.h"

/* A heading longer than this many letters takes a second line. */
#define HEADING_LETTERS 7
/* Room for a name in the first column at least, and for rows before they scroll. */
#define NAME_LETTERS 12
#define MOST_HEIGHT  560

/* One row: its number in the table is all it needs. */
#define GA_TYPE_TABLE_LINE (ga_table_line_get_type ())
G_DECLARE_FINAL_TYPE (GaTableLine, ga_table_line, GA, TABLE_LINE, GObject)

struct _GaTableLine
{
  GObject parent_instance;
  guint row;
};

struct _GaTableView
{
  GtkWidget parent_instance;

  GaTable *table; /* (nullable) */
  GtkWidget *scroll;
  GtkColumnView *columns;
  GListStore *lines;
};

G_DEFINE_FINAL_TYPE (GaTableLine, ga_table_line, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE (GaTableView, ga_table_view, GTK_TYPE_WIDGET)

static void
ga_table_line_class_init (GaTableLineClass *klass)
{
}

static void
ga_table_line_init (GaTableLine *self)
{
}

static guint
get_column (GtkListItemFactory *factory)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (factory), "column"));
}

static char *
describe_row (GaTable *table, guint row)
{
  GString *words = g_string_new (ga_table_get_cell (table, row, 0));

  for (guint column = 1; column < ga_table_get_n_columns (table); column++)
    {
      const char *cell = ga_table_get_cell (table, row, column);

      if (*cell != '\0')
        g_string_append_printf (words, "; %s %s", ga_table_get_heading (table, column), cell);
    }
  return g_string_free (words, FALSE);
}

/* A cell is bound before it stands in its row, and rows are used again: so both here and there. */
static void
name_row_cb (GtkWidget *label, GtkListItem *item)
{
  GaTableView *self = GA_TABLE_VIEW (gtk_widget_get_ancestor (label, GA_TYPE_TABLE_VIEW));
  GaTableLine *line = gtk_list_item_get_item (item);
  GtkWidget *cell = gtk_widget_get_parent (label);
  GtkWidget *row = cell != NULL ? gtk_widget_get_parent (cell) : NULL;
  g_autofree char *words = NULL;

  if (self == NULL || line == NULL || row == NULL)
    return;
  words = describe_row (self->table, line->row);
  ga_accessible_set_name (row, words);
}

static void
set_up_cb (GtkListItemFactory *factory, GtkListItem *item, GaTableView *self)
{
  GtkWidget *label = gtk_label_new (NULL);
  gboolean numeric = ga_table_is_numeric (self->table, get_column (factory));

  gtk_label_set_xalign (GTK_LABEL (label), numeric ? 1 : 0);
  if (numeric)
    gtk_widget_add_css_class (label, "numeric");
  else
    {
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_label_set_width_chars (GTK_LABEL (label), NAME_LETTERS);
    }
  gtk_list_item_set_child (item, label);
  if (get_column (factory) == 0)
    g_signal_connect (label, "map", G_CALLBACK (name_row_cb), item);
}

static void
bind_cb (GtkListItemFactory *factory, GtkListItem *item, GaTableView *self)
{
  guint row = ((GaTableLine *) gtk_list_item_get_item (item))->row;
  guint column = get_column (factory);
  GtkWidget *label = gtk_list_item_get_child (item);

  gtk_label_set_text (GTK_LABEL (label), ga_table_get_cell (self->table, row, column));
  if (ga_table_is_total (self->table, row))
    gtk_widget_add_css_class (label, "ga-sum");
  else
    gtk_widget_remove_css_class (label, "ga-sum");
  if (column > 0)
    return;
  gtk_widget_set_tooltip_text (label, gtk_label_get_text (GTK_LABEL (label)));
  name_row_cb (label, item);
}

static GtkWidget *
find_label (GtkWidget *parent)
{
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = GTK_IS_LABEL (child) ? child : find_label (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* The toolkit would not wrap a heading: a long one is broken at the space next to its middle. */
static char *
break_heading (const char *heading)
{
  char *broken = g_strdup (heading);
  gsize length = strlen (broken);
  char *best = NULL;

  if (g_utf8_strlen (broken, -1) <= HEADING_LETTERS)
    return broken;
  for (char *space = strchr (broken, ' '); space != NULL; space = strchr (space + 1, ' '))
    if (best == NULL ||
        labs (2 * (space - broken) - (long) length) < labs (2 * (best - broken) - (long) length))
      best = space;
  if (best != NULL)
    *best = '\n';
  return broken;
}

/* The toolkit has its headings to the left. */
static void
arrange_headings (GaTableView *self)
{
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (self->columns));
  guint column = 0;

  gtk_widget_set_focusable (header, FALSE);
  for (GtkWidget *title = gtk_widget_get_first_child (header);
       title != NULL && column < ga_table_get_n_columns (self->table);
       title = gtk_widget_get_next_sibling (title), column++)
    {
      GtkWidget *label = find_label (title);
      gboolean numeric = ga_table_is_numeric (self->table, column);

      if (label == NULL)
        continue;
      gtk_label_set_xalign (GTK_LABEL (label), numeric ? 1 : 0);
      gtk_label_set_justify (GTK_LABEL (label), numeric ? GTK_JUSTIFY_RIGHT : GTK_JUSTIFY_LEFT);
      gtk_widget_set_hexpand (label, TRUE);
      gtk_widget_set_valign (label, GTK_ALIGN_END);
    }
}

static void
add_column (GaTableView *self, guint column)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) added = NULL;
  g_autofree char *heading = break_heading (ga_table_get_heading (self->table, column));

  g_object_set_data (G_OBJECT (factory), "column", GUINT_TO_POINTER (column));
  g_signal_connect (factory, "setup", G_CALLBACK (set_up_cb), self);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), self);
  added = gtk_column_view_column_new (heading, factory);
  gtk_column_view_column_set_expand (added, column == 0);
  gtk_column_view_append_column (self->columns, added);
}

static void
remove_columns (GaTableView *self)
{
  GListModel *columns = gtk_column_view_get_columns (self->columns);

  while (g_list_model_get_n_items (columns) > 0)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, 0);

      gtk_column_view_remove_column (self->columns, column);
    }
}

static gboolean
has_same_columns (GaTable *one, GaTable *other)
{
  if (one == NULL || ga_table_get_n_columns (one) != ga_table_get_n_columns (other))
    return FALSE;
  for (guint i = 0; i < ga_table_get_n_columns (one); i++)
    if (g_strcmp0 (ga_table_get_heading (one, i), ga_table_get_heading (other, i)) != 0)
      return FALSE;
  return TRUE;
}

static void
fill_lines (GaTableView *self)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint row = 0; row < ga_table_get_n_rows (self->table); row++)
    {
      GaTableLine *line = g_object_new (GA_TYPE_TABLE_LINE, NULL);

      line->row = row;
      g_ptr_array_add (lines, line);
    }
  g_list_store_splice (self->lines, 0, g_list_model_get_n_items (G_LIST_MODEL (self->lines)),
                       lines->pdata, lines->len);
}

static void
ga_table_view_dispose (GObject *object)
{
  GaTableView *self = GA_TABLE_VIEW (object);

  g_clear_pointer (&self->scroll, gtk_widget_unparent);
  g_clear_object (&self->lines);
  g_clear_object (&self->table);
  G_OBJECT_CLASS (ga_table_view_parent_class)->dispose (object);
}

static void
ga_table_view_class_init (GaTableViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ga_table_view_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "tableview");
}

static void
ga_table_view_init (GaTableView *self)
{
  GtkNoSelection *selection;

  self->lines = g_list_store_new (GA_TYPE_TABLE_LINE);
  selection = gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->lines)));
  self->columns = GTK_COLUMN_VIEW (gtk_column_view_new (GTK_SELECTION_MODEL (selection)));
  gtk_column_view_set_reorderable (self->columns, FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self->columns), "data-table");
  ga_tab_leaves (GTK_WIDGET (self->columns));
  self->scroll = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroll), GTK_WIDGET (self->columns));
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (self->scroll), TRUE);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (self->scroll), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (self->scroll), MOST_HEIGHT);
  gtk_widget_set_parent (self->scroll, GTK_WIDGET (self));
}

/**
 * ga_table_view_set_table:
 * @table: (transfer none): not to be changed any more
 * @name: what the table is called for assistive technology
 */
void
ga_table_view_set_table (GaTableView *self, GaTable *table, const char *name)
{
  gboolean same;

  g_return_if_fail (GA_IS_TABLE_VIEW (self));
  g_return_if_fail (GA_IS_TABLE (table));

  same = has_same_columns (self->table, table);
  g_list_store_remove_all (self->lines);
  if (!same)
    remove_columns (self);
  g_set_object (&self->table, table);
  for (guint column = 0; !same && column < ga_table_get_n_columns (table); column++)
    add_column (self, column);
  arrange_headings (self);
  fill_lines (self);
  ga_accessible_set_name (GTK_WIDGET (self->columns), name);
  ga_accessible_set_name (gtk_widget_get_last_child (GTK_WIDGET (self->columns)), name);
}

/**
 * ga_table_view_get_table:
 * Returns: (transfer none) (nullable): what it shows
 */
GaTable *
ga_table_view_get_table (GaTableView *self)
{
  g_return_val_if_fail (GA_IS_TABLE_VIEW (self), NULL);

  return self->table;
}
