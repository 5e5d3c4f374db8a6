/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/ga-sidebar.h"

#include <glib/gi18n-lib.h>

#include "app/compat/ga-accessible.h"
#include "app/ga-pages.h"

static GtkWidget *
make_sidebar_row (const GaPageInfo *info)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (_ (info->title));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (info->icon));
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_set_name (row, info->name);
  ga_accessible_set_name (row, _ (info->title));
  return row;
}

void
ga_sidebar_fill (GtkListBox *self)
{
  guint n_pages;
  const GaPageInfo *infos = ga_pages_get (&n_pages);

  for (guint i = 0; i < n_pages; i++)
    gtk_list_box_append (self, make_sidebar_row (&infos[i]));
}

/* What there is to look at has an entry of its own while there is something, and what offices do
 * where somebody may be of one. */
void
ga_sidebar_show (GtkListBox *self, GaContext *context)
{
  GaSyncSituation situation = ga_context_get_sync (context);
  gboolean host = ga_context_is_host_alone (context);
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self, i)) != NULL; i++)
    {
      const GaPageInfo *info = ga_pages_find (gtk_widget_get_name (GTK_WIDGET (row)));
      gboolean wanted = g_str_equal (info->name, "conflicts") ? situation.conflicts > 0
                                                              : !(info->of_offices && host);

      gtk_widget_set_visible (GTK_WIDGET (row), wanted || gtk_list_box_row_is_selected (row));
    }
}

const char *
ga_sidebar_get_nth (GtkListBox *self, int number)
{
  guint n_pages;
  const GaPageInfo *infos = ga_pages_get (&n_pages);
  GtkListBoxRow *row;

  /* Who is quicker than the window means what will stand there. */
  if (gtk_list_box_get_row_at_index (self, 0) == NULL)
    return number >= 1 && (guint) number <= n_pages ? infos[number - 1].name : NULL;
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self, i)) != NULL; i++)
    if (gtk_widget_get_visible (GTK_WIDGET (row)) && --number == 0)
      return gtk_widget_get_name (GTK_WIDGET (row));
  return NULL;
}
