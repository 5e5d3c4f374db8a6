/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/ga-column.h"

#include "app/compat/ga-accessible.h"
#include "app/widgets/ga-tab-leaves.h"

/* Room for some letters at least, however narrow the window: the heading asks for more. */
#define WORD_LETTERS 3

typedef struct
{
  char *heading;
  gboolean numeric;
  GaCellFunc func;
  gpointer owner;
} Column;

static void
column_free (gpointer data)
{
  g_free (((Column *) data)->heading);
  g_free (data);
}

static Column *
column_of (gpointer object)
{
  return g_object_get_data (object, "ga-column");
}

/* One sentence of all columns: "Gåforeningen; Kommune Horsens; Status Approved" */
static char *
describe_row (GtkColumnView *view, gpointer item)
{
  GListModel *columns = gtk_column_view_get_columns (view);
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);
      const Column *own = column_of (column);
      g_autofree char *cell = own->func (item, own->owner);

      if (cell == NULL || *cell == '\0')
        continue;
      if (words->len == 0)
        g_string_append (words, cell);
      else
        g_string_append_printf (words, "; %s %s", own->heading, cell);
    }
  return g_string_free (words, FALSE);
}

/* A cell is bound before it stands in its row, and rows are used again: so both here and there. */
static void
name_row_cb (GtkWidget *label, GtkListItem *item)
{
  GtkWidget *view = gtk_widget_get_ancestor (label, GTK_TYPE_COLUMN_VIEW);
  GtkWidget *cell = gtk_widget_get_parent (label);
  GtkWidget *row = cell != NULL ? gtk_widget_get_parent (cell) : NULL;
  g_autofree char *words = NULL;

  if (view == NULL || row == NULL || gtk_list_item_get_item (item) == NULL)
    return;
  words = describe_row (GTK_COLUMN_VIEW (view), gtk_list_item_get_item (item));
  ga_accessible_set_name (row, words);
}

static void
set_up_cb (GtkListItemFactory *factory, GtkListItem *item)
{
  const Column *own = column_of (factory);
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), own->numeric ? 1 : 0);
  if (own->numeric)
    gtk_widget_add_css_class (label, "numeric");
  else
    {
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_label_set_width_chars (GTK_LABEL (label), WORD_LETTERS);
    }
  gtk_list_item_set_child (item, label);
  g_signal_connect (label, "map", G_CALLBACK (name_row_cb), item);
}

static void
bind_cb (GtkListItemFactory *factory, GtkListItem *item)
{
  const Column *own = column_of (factory);
  GtkWidget *label = gtk_list_item_get_child (item);
  g_autofree char *text = own->func (gtk_list_item_get_item (item), own->owner);

  gtk_label_set_text (GTK_LABEL (label), text);
  gtk_widget_set_tooltip_text (label, own->numeric ? NULL : text);
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

static void
arrange_heading (GtkWidget *title, GtkColumnViewColumn *column)
{
  const Column *own = column_of (column);
  GtkWidget *label = find_label (title);

  if (label != NULL)
    {
      gtk_label_set_xalign (GTK_LABEL (label), own->numeric ? 1 : 0);
      gtk_label_set_justify (GTK_LABEL (label),
                             own->numeric ? GTK_JUSTIFY_RIGHT : GTK_JUSTIFY_LEFT);
      gtk_widget_set_hexpand (label, TRUE);
      gtk_widget_set_valign (label, GTK_ALIGN_END);
      /* The arrow before it, so that it stands above its figures. */
      if (own->numeric && GTK_IS_BOX (gtk_widget_get_parent (label)))
        gtk_box_reorder_child_after (GTK_BOX (gtk_widget_get_parent (label)), label,
                                     gtk_widget_get_last_child (gtk_widget_get_parent (label)));
    }
}

/**
 * ga_column_add:
 * @heading: translated; each word takes a line
 * @numeric: whether it stands to the right
 * @owner: of the view, handed to @func
 * @sorter: (transfer full) (nullable): what a click on the heading sorts by
 */
void
ga_column_add (GtkColumnView *view,
               const char *heading,
               gboolean numeric,
               GaCellFunc func,
               gpointer owner,
               GtkSorter *sorter)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) column = NULL;
  Column *own = g_new0 (Column, 1);
  g_autofree char *broken = g_strdelimit (g_strdup (heading), " ", '\n');

  own->heading = g_strdup (heading);
  own->numeric = numeric;
  own->func = func;
  own->owner = owner;
  g_object_set_data (G_OBJECT (factory), "ga-column", own);
  g_signal_connect (factory, "setup", G_CALLBACK (set_up_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  column = gtk_column_view_column_new (broken, factory);
  g_object_set_data_full (G_OBJECT (column), "ga-column", own, column_free);
  gtk_column_view_column_set_expand (column, !numeric);
  gtk_column_view_column_set_sorter (column, sorter);
  gtk_column_view_append_column (view, column);
  g_clear_object (&sorter);
}

/**
 * ga_column_sort: headings are sorted by, and a row of the view can be chosen
 *
 * Returns: (transfer full): what the view shows, to be given a model
 */
GtkSortListModel *
ga_column_sort (GtkColumnView *view)
{
  GtkSortListModel *sorted =
      gtk_sort_list_model_new (NULL, g_object_ref (gtk_column_view_get_sorter (view)));
  g_autoptr (GtkSingleSelection) selection =
      gtk_single_selection_new (G_LIST_MODEL (g_object_ref (sorted)));

  gtk_single_selection_set_autoselect (selection, FALSE);
  gtk_single_selection_set_can_unselect (selection, TRUE);
  gtk_column_view_set_model (view, GTK_SELECTION_MODEL (selection));
  return sorted;
}

/**
 * ga_column_finish: after the last column; a click opens a row then
 * @name: what the table is called for assistive technology
 */
void
ga_column_finish (GtkColumnView *view, const char *name)
{
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (view));
  GtkWidget *title = gtk_widget_get_first_child (header);
  GListModel *columns = gtk_column_view_get_columns (view);

  gtk_column_view_set_reorderable (view, FALSE);
  gtk_column_view_set_single_click_activate (view, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (view), "data-table");
  gtk_widget_set_focusable (header, FALSE);
  for (guint i = 0; title != NULL && i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      arrange_heading (title, column);
      title = gtk_widget_get_next_sibling (title);
    }
  ga_accessible_set_name (GTK_WIDGET (view), name);
  ga_accessible_set_name (gtk_widget_get_last_child (GTK_WIDGET (view)), name);
  ga_tab_leaves (GTK_WIDGET (view));
}
