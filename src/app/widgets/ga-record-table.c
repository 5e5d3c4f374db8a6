/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/ga-record-table.h"

#include <glib/gi18n-lib.h>

#include "app/widgets/ga-column.h"

/* With the headings, in pixels. */
#define LEAST_HEIGHT 180
#define MOST         4 /* rows that are in sight in any case */

/* What a column is told and sorted by. */
typedef struct
{
  GaRecordTable *table;
  int column;
} Place;

typedef struct
{
  GtkWidget *scroll;
  GtkColumnView *columns;
  GtkSortListModel *sorted;
  Place *places;
  guint source; /* of which columns there is room for */
} GaRecordTablePrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (GaRecordTable, ga_record_table, GTK_TYPE_WIDGET)

static GaRecordTablePrivate *
parts_of (GaRecordTable *self)
{
  return ga_record_table_get_instance_private (self);
}

static char *
tell_cb (gpointer item, gpointer owner)
{
  const Place *place = owner;

  return GA_RECORD_TABLE_GET_CLASS (place->table)->tell (place->table, item, place->column);
}

/* What is equal stays in the order of the model. */
static int
compare_cb (gconstpointer a, gconstpointer b, gpointer owner)
{
  const Place *place = owner;

  return GA_RECORD_TABLE_GET_CLASS (place->table)->compare (a, b, place->column);
}

static void
activate_cb (GaRecordTable *self, guint position)
{
  GaRecordTableClass *klass = GA_RECORD_TABLE_GET_CLASS (self);
  g_autoptr (GObject) item =
      g_list_model_get_item (G_LIST_MODEL (parts_of (self)->sorted), position);
  char id[GA_ID_TEXT_SIZE];

  if (item == NULL)
    return;
  ga_id_format (klass->get_id (item), id);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-record", "(ss)", klass->entity, id);
}

/* Few rows take no more room than they need. */
static void
fit_rows (GaRecordTable *self)
{
  GaRecordTablePrivate *priv = parts_of (self);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (priv->sorted));

  n = MIN (MAX (n, GA_RECORD_TABLE_GET_CLASS (self)->least_rows), MOST);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (priv->scroll),
                                              LEAST_HEIGHT * ((int) n + 2) / (MOST + 2));
}

static int
count_letters (GtkWidget *widget, double width)
{
  PangoContext *context = gtk_widget_get_pango_context (widget);
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int letter = pango_font_metrics_get_approximate_char_width (metrics);

  pango_font_metrics_unref (metrics);
  return (int) (width * PANGO_SCALE / MAX (letter, 1));
}

static gboolean
fit_columns (gpointer user_data)
{
  GaRecordTable *self = user_data;
  GaRecordTablePrivate *priv = parts_of (self);
  GaRecordTableClass *klass = GA_RECORD_TABLE_GET_CLASS (self);
  GtkAdjustment *across = gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (priv->scroll));
  int letters = count_letters (GTK_WIDGET (self), gtk_adjustment_get_page_size (across));

  priv->source = 0;
  for (int i = 0; letters > 0 && i < klass->n_columns; i++)
    {
      g_autoptr (GtkColumnViewColumn) column =
          g_list_model_get_item (gtk_column_view_get_columns (priv->columns), (guint) i);

      gtk_column_view_column_set_visible (column, letters >= klass->columns[i].letters);
    }
  return G_SOURCE_REMOVE;
}

/* Not while sizes are being given. */
static void
resized_cb (GaRecordTable *self)
{
  GaRecordTablePrivate *priv = parts_of (self);

  if (priv->source == 0)
    priv->source = g_idle_add (fit_columns, self);
}

static void
add_columns (GaRecordTable *self)
{
  GaRecordTablePrivate *priv = parts_of (self);
  GaRecordTableClass *klass = GA_RECORD_TABLE_GET_CLASS (self);

  priv->places = g_new (Place, klass->n_columns);
  for (int i = 0; i < klass->n_columns; i++)
    {
      const GaRecordColumn *column = &klass->columns[i];

      priv->places[i] = (Place){ self, i };
      ga_column_add (priv->columns, klass->get_heading (i), column->numeric, tell_cb,
                     &priv->places[i],
                     GTK_SORTER (gtk_custom_sorter_new (compare_cb, &priv->places[i], NULL)));
    }
  ga_column_finish (priv->columns, _ (klass->name));
}

static void
ga_record_table_constructed (GObject *object)
{
  GaRecordTable *self = GA_RECORD_TABLE (object);
  GaRecordTablePrivate *priv = parts_of (self);
  GtkScrolledWindow *scroll;

  G_OBJECT_CLASS (ga_record_table_parent_class)->constructed (object);
  priv->columns = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  add_columns (self);
  g_signal_connect_object (priv->columns, "activate", G_CALLBACK (activate_cb), self,
                           G_CONNECT_SWAPPED);
  priv->sorted = ga_column_sort (priv->columns);
  priv->scroll = gtk_scrolled_window_new ();
  scroll = GTK_SCROLLED_WINDOW (priv->scroll);
  gtk_scrolled_window_set_child (scroll, GTK_WIDGET (priv->columns));
  gtk_scrolled_window_set_propagate_natural_height (scroll, TRUE);
  gtk_widget_set_parent (priv->scroll, GTK_WIDGET (self));
  g_signal_connect_object (priv->sorted, "items-changed", G_CALLBACK (fit_rows), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_scrolled_window_get_hadjustment (scroll), "notify::page-size",
                           G_CALLBACK (resized_cb), self, G_CONNECT_SWAPPED);
  fit_rows (self);
}

static void
ga_record_table_dispose (GObject *object)
{
  GaRecordTablePrivate *priv = parts_of (GA_RECORD_TABLE (object));

  g_clear_pointer (&priv->scroll, gtk_widget_unparent);
  /* Its last size may have asked for another look. */
  g_clear_handle_id (&priv->source, g_source_remove);
  g_clear_object (&priv->sorted);
  G_OBJECT_CLASS (ga_record_table_parent_class)->dispose (object);
}

static void
ga_record_table_finalize (GObject *object)
{
  g_free (parts_of (GA_RECORD_TABLE (object))->places);
  G_OBJECT_CLASS (ga_record_table_parent_class)->finalize (object);
}

static void
ga_record_table_class_init (GaRecordTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = ga_record_table_constructed;
  G_OBJECT_CLASS (klass)->dispose = ga_record_table_dispose;
  G_OBJECT_CLASS (klass)->finalize = ga_record_table_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "tableview");
}

static void
ga_record_table_init (GaRecordTable *self)
{
}

void
ga_record_table_set_model (GaRecordTable *self, GListModel *items)
{
  g_return_if_fail (GA_IS_RECORD_TABLE (self));

  gtk_sort_list_model_set_model (parts_of (self)->sorted, items);
}

/**
 * ga_record_table_sort: as a click on the heading does
 */
void
ga_record_table_sort (GaRecordTable *self, int column)
{
  GaRecordTableClass *klass = GA_RECORD_TABLE_GET_CLASS (self);
  GtkColumnView *columns = parts_of (self)->columns;
  g_autoptr (GtkColumnViewColumn) shown = NULL;

  g_return_if_fail (GA_IS_RECORD_TABLE (self));
  g_return_if_fail (column >= 0 && column < klass->n_columns);

  shown = g_list_model_get_item (gtk_column_view_get_columns (columns), (guint) column);
  gtk_column_view_sort_by_column (columns, shown,
                                  klass->columns[column].largest_first ? GTK_SORT_DESCENDING
                                                                       : GTK_SORT_ASCENDING);
}

/* (nullable): the list below the headings */
static GtkWidget *
find_list (GaRecordTable *self)
{
  GtkWidget *child = gtk_widget_get_last_child (GTK_WIDGET (parts_of (self)->columns));

  while (child != NULL && !GTK_IS_LIST_VIEW (child))
    child = gtk_widget_get_prev_sibling (child);
  return child;
}

/**
 * ga_record_table_focus: brings a row into sight and the focus into it
 *
 * Returns: whether there is such a row
 */
gboolean
ga_record_table_focus (GaRecordTable *self, const GaId *id)
{
  GaRecordTablePrivate *priv = parts_of (self);
  GtkWidget *list;

  g_return_val_if_fail (GA_IS_RECORD_TABLE (self), FALSE);

  list = find_list (self);
  for (guint i = 0; list != NULL && i < g_list_model_get_n_items (G_LIST_MODEL (priv->sorted)); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (priv->sorted), i);

      if (!ga_id_equal (GA_RECORD_TABLE_GET_CLASS (self)->get_id (item), id))
        continue;
      /* It takes the row that the focus comes to from this action alone. */
      gtk_widget_activate_action (list, "list.scroll-to-item", "u", i);
      return gtk_widget_grab_focus (list);
    }
  return FALSE;
}
