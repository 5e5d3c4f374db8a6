/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/people/ga-host-table.h"

#include <glib/gi18n-lib.h>

#include "app/widgets/ga-column.h"

/* With the headings, in pixels. */
#define LEAST_HEIGHT 180

struct _GaHostTable
{
  GtkWidget parent_instance;

  GtkWidget *scroll;
  GtkColumnView *columns;
  GtkSortListModel *sorted;
};

G_DEFINE_FINAL_TYPE (GaHostTable, ga_host_table, GTK_TYPE_WIDGET)

static char *
tell_cb (gpointer item, gpointer column)
{
  return ga_host_tell (item, (GaHostColumn) GPOINTER_TO_INT (column));
}

/* What is equal stays in the order of names. */
static int
compare (gconstpointer a, gconstpointer b, gpointer column)
{
  return ga_host_compare (a, b, (GaHostColumn) GPOINTER_TO_INT (column));
}

static GtkSorter *
by (GaHostColumn column)
{
  return GTK_SORTER (gtk_custom_sorter_new (compare, GINT_TO_POINTER (column), NULL));
}

static void
activate_cb (GaHostTable *self, guint position)
{
  g_autoptr (GaHost) host = g_list_model_get_item (G_LIST_MODEL (self->sorted), position);
  char id[GA_ID_TEXT_SIZE];

  if (host == NULL)
    return;
  ga_id_format (&host->id, id);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-record", "(ss)", "person", id);
}

static void
ga_host_table_dispose (GObject *object)
{
  GaHostTable *self = GA_HOST_TABLE (object);

  g_clear_pointer (&self->scroll, gtk_widget_unparent);
  g_clear_object (&self->sorted);
  G_OBJECT_CLASS (ga_host_table_parent_class)->dispose (object);
}

static void
ga_host_table_class_init (GaHostTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ga_host_table_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "tableview");
}

static void
add_columns (GaHostTable *self)
{
  for (int column = 0; column < GA_HOST_N_COLUMNS; column++)
    ga_column_add (self->columns, ga_host_column_get_label ((GaHostColumn) column),
                   column == GA_HOST_SINCE || column == GA_HOST_LED, tell_cb,
                   GINT_TO_POINTER (column), by ((GaHostColumn) column));
  ga_column_finish (self->columns, _ ("Hosts"));
}

static void
ga_host_table_init (GaHostTable *self)
{
  self->columns = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  add_columns (self);
  g_signal_connect_object (self->columns, "activate", G_CALLBACK (activate_cb), self,
                           G_CONNECT_SWAPPED);

  self->sorted = ga_column_sort (self->columns);
  self->scroll = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroll), GTK_WIDGET (self->columns));
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (self->scroll), TRUE);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (self->scroll), LEAST_HEIGHT);
  gtk_widget_set_parent (self->scroll, GTK_WIDGET (self));
}

/**
 * ga_host_table_set_model:
 * @hosts: (element-type GaHost)
 */
void
ga_host_table_set_model (GaHostTable *self, GListModel *hosts)
{
  g_return_if_fail (GA_IS_HOST_TABLE (self));

  gtk_sort_list_model_set_model (self->sorted, hosts);
}

/**
 * ga_host_table_sort: as a click on the heading does; the newest day first, and of walks that were
 * led the oldest, as those want a call
 */
void
ga_host_table_sort (GaHostTable *self, GaHostColumn column)
{
  g_autoptr (GtkColumnViewColumn) shown = NULL;

  g_return_if_fail (GA_IS_HOST_TABLE (self));

  /* They stand in the order of GaHostColumn. */
  shown = g_list_model_get_item (gtk_column_view_get_columns (self->columns), column);
  gtk_column_view_sort_by_column (
      self->columns, shown, column == GA_HOST_SINCE ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
}
