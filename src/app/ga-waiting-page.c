/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/ga-waiting-page.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

GtkWidget *
ga_waiting_page_new (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *status = adw_status_page_new ();
  GtkWidget *spinner = gtk_spinner_new ();

  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), adw_window_title_new ("", NULL));
  adw_status_page_set_title (ADW_STATUS_PAGE (status), _ ("The data are made ready"));
  adw_status_page_set_description (ADW_STATUS_PAGE (status),
                                   _ ("This is needed once, after an update."));
  adw_status_page_set_child (ADW_STATUS_PAGE (status), spinner);
  gtk_spinner_start (GTK_SPINNER (spinner));
  gtk_widget_set_vexpand (status, TRUE);
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), status);
  return box;
}
