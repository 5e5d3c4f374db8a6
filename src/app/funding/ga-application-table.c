/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/funding/ga-application-table.h"

#include <glib/gi18n-lib.h>

#include "app/widgets/ga-column.h"
#include "model/ga-number.h"

/* With the headings, in pixels. */
#define LEAST_HEIGHT 180
#define MOST         4 /* rows that are in sight in any case */

struct _GaApplicationTable
{
  GtkWidget parent_instance;

  GtkWidget *scroll;
  GtkColumnView *columns;
  GtkSortListModel *sorted;
  gboolean whole; /* no amount has any øre */
};

G_DEFINE_FINAL_TYPE (GaApplicationTable, ga_application_table, GTK_TYPE_WIDGET)

static char *
tell_applicant (gpointer item, gpointer owner)
{
  return g_strdup (((GaRoundApplication *) item)->applicant);
}

static char *
tell_kommune (gpointer item, gpointer owner)
{
  return g_strdup (((GaRoundApplication *) item)->kommune);
}

static char *
tell_purpose (gpointer item, gpointer owner)
{
  return g_strdup (((GaRoundApplication *) item)->purpose);
}

/* All in one unit: whole kroner where there is no øre anywhere. */
static char *
show_amount (GaApplicationTable *self, gint64 oere)
{
  return self->whole ? ga_number_display (oere / 100) : ga_money_display (oere, NULL);
}

static char *
tell_applied (gpointer item, gpointer owner)
{
  return show_amount (owner, ((GaRoundApplication *) item)->applied);
}

static char *
tell_decided (gpointer item, gpointer owner)
{
  GaRoundApplication *application = item;

  return application->is_decided ? show_amount (owner, application->decided) : g_strdup ("");
}

static char *
tell_status (gpointer item, gpointer owner)
{
  GaRoundApplication *application = item;

  return g_strdup (application->status != NULL ? _ (application->status->label) : "");
}

static int
compare (gconstpointer a, gconstpointer b, gpointer column)
{
  return ga_round_application_compare (a, b, (GaRoundColumn) GPOINTER_TO_INT (column));
}

static GtkSorter *
by (GaRoundColumn column)
{
  return GTK_SORTER (gtk_custom_sorter_new (compare, GINT_TO_POINTER (column), NULL));
}

static void
activate_cb (GaApplicationTable *self, guint position)
{
  g_autoptr (GaRoundApplication) application =
      g_list_model_get_item (G_LIST_MODEL (self->sorted), position);
  char id[GA_ID_TEXT_SIZE];

  if (application == NULL)
    return;
  ga_id_format (&application->id, id);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-record", "(ss)", "application", id);
}

/* Few rows take no more room than they need. */
static void
fit (GaApplicationTable *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->sorted));

  gtk_scrolled_window_set_min_content_height (
      GTK_SCROLLED_WINDOW (self->scroll), LEAST_HEIGHT * (MIN ((int) n, MOST) + 2) / (MOST + 2));
}

static void
ga_application_table_dispose (GObject *object)
{
  GaApplicationTable *self = GA_APPLICATION_TABLE (object);

  g_clear_pointer (&self->scroll, gtk_widget_unparent);
  g_clear_object (&self->sorted);
  G_OBJECT_CLASS (ga_application_table_parent_class)->dispose (object);
}

static void
ga_application_table_class_init (GaApplicationTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ga_application_table_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "tableview");
}

static void
ga_application_table_init (GaApplicationTable *self)
{
  self->columns = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  ga_column_add (self->columns, _ ("Applicant"), FALSE, tell_applicant, self,
                 by (GA_ROUND_APPLICANT));
  ga_column_add (self->columns, _ ("Kommune"), FALSE, tell_kommune, self, by (GA_ROUND_KOMMUNE));
  ga_column_add (self->columns, _ ("Purpose"), FALSE, tell_purpose, self, by (GA_ROUND_PURPOSE));
  ga_column_add (self->columns, _ ("Applied for"), TRUE, tell_applied, self, by (GA_ROUND_APPLIED));
  ga_column_add (self->columns, _ ("Decided"), TRUE, tell_decided, self, by (GA_ROUND_DECIDED));
  ga_column_add (self->columns, _ ("Status"), FALSE, tell_status, self, by (GA_ROUND_STATUS));
  ga_column_finish (self->columns, _ ("Applications"));
  g_signal_connect_object (self->columns, "activate", G_CALLBACK (activate_cb), self,
                           G_CONNECT_SWAPPED);

  self->sorted = ga_column_sort (self->columns);
  self->scroll = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroll), GTK_WIDGET (self->columns));
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (self->scroll), TRUE);
  gtk_widget_set_parent (self->scroll, GTK_WIDGET (self));
  g_signal_connect_object (self->sorted, "items-changed", G_CALLBACK (fit), self,
                           G_CONNECT_SWAPPED);
}

/**
 * ga_application_table_set_model:
 * @applications: (element-type GaRoundApplication)
 */
void
ga_application_table_set_model (GaApplicationTable *self, GListModel *applications)
{
  g_return_if_fail (GA_IS_APPLICATION_TABLE (self));

  gtk_sort_list_model_set_model (self->sorted, applications);
}

/**
 * ga_application_table_set_whole: before its model gets what is to be shown so
 * @whole: whether amounts are shown without øre
 */
void
ga_application_table_set_whole (GaApplicationTable *self, gboolean whole)
{
  g_return_if_fail (GA_IS_APPLICATION_TABLE (self));

  self->whole = whole;
}

/**
 * ga_application_table_sort: as a click on the heading does, the largest amounts first
 */
void
ga_application_table_sort (GaApplicationTable *self, GaRoundColumn column)
{
  g_autoptr (GtkColumnViewColumn) shown = NULL;
  gboolean largest_first = column == GA_ROUND_APPLIED || column == GA_ROUND_DECIDED;

  g_return_if_fail (GA_IS_APPLICATION_TABLE (self));

  /* They stand in the order of GaRoundColumn. */
  shown = g_list_model_get_item (gtk_column_view_get_columns (self->columns), column);
  gtk_column_view_sort_by_column (self->columns, shown,
                                  largest_first ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
}
