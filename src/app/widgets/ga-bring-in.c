/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/ga-bring-in.h"

#define MARGIN 12 /* in pixels, below what is brought into view */

static gboolean
scroll_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  GtkWidget *scroll = gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW);
  gboolean *laid_out = user_data;
  GtkAdjustment *adjustment;
  graphene_rect_t bounds;
  double hidden;

  /* The first time what has appeared has no place yet. */
  if (!*laid_out)
    {
      *laid_out = TRUE;
      return G_SOURCE_CONTINUE;
    }
  if (scroll == NULL || !gtk_widget_compute_bounds (widget, scroll, &bounds))
    return G_SOURCE_REMOVE;
  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroll));
  hidden = (double) bounds.origin.y + (double) bounds.size.height + MARGIN -
           gtk_adjustment_get_page_size (adjustment);
  if (hidden > 0)
    gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) +
                                              MIN (hidden, (double) bounds.origin.y));
  return G_SOURCE_REMOVE;
}

void
ga_bring_in (GtkWidget *widget)
{
  if (gtk_widget_get_mapped (widget))
    gtk_widget_add_tick_callback (widget, scroll_cb, g_new0 (gboolean, 1), g_free);
}
