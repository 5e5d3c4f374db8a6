/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/ga-tab-leaves.h"

/* Focus moves on from the list as a whole: from its last stop forwards, from its first backwards.
 */
static gboolean
key_cb (
    GtkEventControllerKey *keys, guint key, guint code, GdkModifierType modifiers, GtkWidget *list)
{
  gboolean back = key == GDK_KEY_ISO_Left_Tab || (modifiers & GDK_SHIFT_MASK);
  GtkWidget *child = list;
  GtkWidget *parent;

  if (key != GDK_KEY_Tab && key != GDK_KEY_ISO_Left_Tab && key != GDK_KEY_KP_Tab)
    return GDK_EVENT_PROPAGATE;
  if (modifiers & GDK_CONTROL_MASK)
    return GDK_EVENT_PROPAGATE;
  for (parent = gtk_widget_get_parent (child); parent != NULL;
       child = parent, parent = gtk_widget_get_parent (child))
    {
      GtkWidget *next =
          back ? gtk_widget_get_prev_sibling (child) : gtk_widget_get_next_sibling (child);

      for (; next != NULL;
           next = back ? gtk_widget_get_prev_sibling (next) : gtk_widget_get_next_sibling (next))
        if (gtk_widget_get_child_visible (next) &&
            gtk_widget_child_focus (next, back ? GTK_DIR_TAB_BACKWARD : GTK_DIR_TAB_FORWARD))
          return GDK_EVENT_STOP;
    }
  /* Nothing further that way: round to the other end of the window. */
  if (back)
    return GDK_EVENT_PROPAGATE;
  gtk_root_set_focus (gtk_widget_get_root (list), NULL);
  gtk_widget_child_focus (GTK_WIDGET (gtk_widget_get_root (list)), GTK_DIR_TAB_FORWARD);
  return GDK_EVENT_STOP;
}

void
ga_tab_leaves (GtkWidget *list)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_return_if_fail (GTK_IS_WIDGET (list));

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), list);
  gtk_widget_add_controller (list, keys);
}
