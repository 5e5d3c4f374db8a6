/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/calendar/ga-calendar-item.h"

#include <glib/gi18n-lib.h>

#include "app/compat/ga-accessible.h"

struct _GaCalendarItem
{
  GtkListBoxRow parent_instance;

  GaId walk;
  char *day;
  gboolean planned;
};

enum
{
  MOVE,
  CANCEL,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GaCalendarItem, ga_calendar_item, GTK_TYPE_LIST_BOX_ROW)

static void
move_cb (GaCalendarItem *self)
{
  g_signal_emit (self, signals[MOVE], 0, 0);
}

static void
cancel_cb (GaCalendarItem *self)
{
  g_signal_emit (self, signals[CANCEL], 0);
}

static int
get_days (guint key)
{
  switch (key)
    {
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      return -1;
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      return 1;
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      return -7;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      return 7;
    default:
      return 0;
    }
}

static gboolean
key_cb (GaCalendarItem *self, guint key, guint code, GdkModifierType state)
{
  GdkModifierType modifiers = state & gtk_accelerator_get_default_mod_mask ();
  int days = modifiers == GDK_CONTROL_MASK ? get_days (key) : 0;

  if (!self->planned || (days == 0 && (modifiers != 0 || gdk_keyval_to_lower (key) != GDK_KEY_m)))
    return GDK_EVENT_PROPAGATE;
  g_signal_emit (self, signals[MOVE], 0, days);
  return GDK_EVENT_STOP;
}

static void
ga_calendar_item_finalize (GObject *object)
{
  g_free (GA_CALENDAR_ITEM (object)->day);
  G_OBJECT_CLASS (ga_calendar_item_parent_class)->finalize (object);
}

static void
ga_calendar_item_class_init (GaCalendarItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ga_calendar_item_finalize;
  signals[MOVE] = g_signal_new ("move", GA_TYPE_CALENDAR_ITEM, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  signals[CANCEL] = g_signal_new ("cancel", GA_TYPE_CALENDAR_ITEM, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);
}

static void
ga_calendar_item_init (GaCalendarItem *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

static GtkWidget *
make_line (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, style);
  return label;
}

static void
add_button (
    GaCalendarItem *self, GtkBox *box, const char *label, const char *name, GCallback pressed)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  ga_accessible_set_name (button, name);
  g_signal_connect_object (button, "clicked", pressed, self, G_CONNECT_SWAPPED);
  gtk_box_append (box, button);
}

static GtkWidget *
make_content (GaCalendarItem *self, const GaCalendarWalk *walk, const char *name)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  g_autofree char *title = g_strdup_printf ("%s %s", walk->clock, walk->community);
  g_autofree char *below = walk->venue != NULL && walk->outcome != NULL
                               ? g_strdup_printf ("%s · %s", walk->venue, walk->outcome)
                               : g_strdup (walk->venue != NULL ? walk->venue : walk->outcome);
  g_autofree char *move = g_strdup_printf (_ ("Move the walk %s"), name);
  g_autofree char *cancel = g_strdup_printf (_ ("Cancel the walk %s"), name);

  gtk_box_append (GTK_BOX (lines), make_line (title, "ga-when"));
  if (below != NULL)
    gtk_box_append (GTK_BOX (lines), make_line (below, "dim-label"));
  gtk_widget_set_hexpand (lines, TRUE);
  gtk_widget_set_valign (lines, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), lines);
  gtk_widget_add_css_class (box, "ga-row");
  if (walk->planned)
    {
      add_button (self, GTK_BOX (box), _ ("Move…"), move, G_CALLBACK (move_cb));
      add_button (self, GTK_BOX (box), _ ("Cancel…"), cancel, G_CALLBACK (cancel_cb));
    }
  return box;
}

GtkWidget *
ga_calendar_item_new (const GaCalendarWalk *walk)
{
  GaCalendarItem *self = g_object_new (GA_TYPE_CALENDAR_ITEM, NULL);
  g_autofree char *name = ga_calendar_walk_describe (walk);
  char id[GA_ID_TEXT_SIZE];

  self->walk = walk->id;
  self->day = g_strdup (walk->day);
  self->planned = walk->planned;
  if (walk->cancelled)
    gtk_widget_add_css_class (GTK_WIDGET (self), "ga-cancelled");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), make_content (self, walk, name));
  ga_accessible_set_name (GTK_WIDGET (self), name);
  ga_id_format (&walk->id, id);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self), "s", id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self), "win.open-meeting");
  return GTK_WIDGET (self);
}

const GaId *
ga_calendar_item_get_walk (GaCalendarItem *self)
{
  return &self->walk;
}

const char *
ga_calendar_item_get_day (GaCalendarItem *self)
{
  return self->day;
}
