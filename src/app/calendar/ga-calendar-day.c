/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/calendar/ga-calendar-day.h"

#include <glib/gi18n-lib.h>

#include "app/attendance/ga-walk-words.h"
#include "app/compat/ga-accessible.h"
#include "model/ga-date.h"
#include "model/ga-holidays.h"

/* What a screen reader says of one day; the list below has the rest. */
#define MOST_SPOKEN 6

struct _GaCalendarDay
{
  GtkWidget parent_instance;

  GtkLabel *number;
  GtkBox *walks;
  char *date;
  const char *holiday; /* (nullable) */
};

enum
{
  CHOSEN,
  DROPPED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GaCalendarDay, ga_calendar_day, GTK_TYPE_WIDGET)

static void
pressed_cb (GaCalendarDay *self)
{
  g_signal_emit (self, signals[CHOSEN], 0);
}

static gboolean
drop_cb (GaCalendarDay *self, const GValue *value)
{
  g_signal_emit (self, signals[DROPPED], 0, g_value_get_string (value));
  return TRUE;
}

static GdkContentProvider *
prepare_drag_cb (GtkDragSource *source, double x, double y, gpointer user_data)
{
  return gdk_content_provider_new_typed (G_TYPE_STRING, user_data);
}

static void
ga_calendar_day_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (ga_calendar_day_parent_class)->dispose (object);
}

static void
ga_calendar_day_finalize (GObject *object)
{
  g_free (GA_CALENDAR_DAY (object)->date);
  G_OBJECT_CLASS (ga_calendar_day_parent_class)->finalize (object);
}

static void
ga_calendar_day_class_init (GaCalendarDayClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ga_calendar_day_dispose;
  G_OBJECT_CLASS (klass)->finalize = ga_calendar_day_finalize;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
  gtk_widget_class_set_css_name (widget_class, "day");
  /* No box: that would give the focus to a child. */
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  signals[CHOSEN] = g_signal_new ("chosen", GA_TYPE_CALENDAR_DAY, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);
  signals[DROPPED] = g_signal_new ("dropped", GA_TYPE_CALENDAR_DAY, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
ga_calendar_day_init (GaCalendarDay *self)
{
  GtkGesture *press = gtk_gesture_click_new ();
  GtkDropTarget *drop = gtk_drop_target_new (G_TYPE_STRING, GDK_ACTION_COPY);

  gtk_orientable_set_orientation (
      GTK_ORIENTABLE (gtk_widget_get_layout_manager (GTK_WIDGET (self))), GTK_ORIENTATION_VERTICAL);
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  self->number = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->number, 0);
  gtk_label_set_ellipsize (self->number, PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (self->number, 2);
  gtk_label_set_max_width_chars (self->number, 2);
  self->walks = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 2));
  gtk_widget_set_parent (GTK_WIDGET (self->number), GTK_WIDGET (self));
  gtk_widget_set_parent (GTK_WIDGET (self->walks), GTK_WIDGET (self));
  g_signal_connect_swapped (press, "released", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (press));
  g_signal_connect_swapped (drop, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drop));
}

GtkWidget *
ga_calendar_day_new (void)
{
  return g_object_new (GA_TYPE_CALENDAR_DAY, NULL);
}

/**
 * ga_calendar_day_set_date:
 * @zone: (nullable): whose public holidays are marked
 */
void
ga_calendar_day_set_date (GaCalendarDay *self, const char *date, const char *zone)
{
  int day = atoi (date + strlen ("2026-01-"));
  g_autofree char *number = NULL;

  g_free (self->date);
  self->date = g_strdup (date);
  self->holiday = ga_holiday_name (date, zone);
  number = self->holiday != NULL ? g_strdup_printf ("%d %s", day, self->holiday)
                                 : g_strdup_printf ("%d", day);
  gtk_label_set_text (self->number, number);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->number), self->holiday);
  if (self->holiday != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), "holiday");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "holiday");
}

static void
add_walk (GaCalendarDay *self, const GaCalendarWalk *walk)
{
  g_autofree char *text = g_strdup_printf ("%s %s", walk->clock, walk->community);
  g_autofree char *whole = ga_calendar_walk_describe (walk);
  char *id = ga_id_to_string (&walk->id);
  GtkWidget *label = gtk_label_new (text);
  GtkDragSource *drag = gtk_drag_source_new ();

  /* All columns are equally wide, whatever the walks are called. */
  gtk_label_set_width_chars (GTK_LABEL (label), 1);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 1);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_tooltip_text (label, whole);
  gtk_widget_add_css_class (label, "walk");
  if (walk->cancelled)
    gtk_widget_add_css_class (label, "cancelled");
  g_signal_connect_data (drag, "prepare", G_CALLBACK (prepare_drag_cb), id,
                         (GClosureNotify) (void (*) (void)) g_free, 0);
  gtk_widget_add_controller (label, GTK_EVENT_CONTROLLER (drag));
  gtk_box_append (self->walks, label);
}

static void
add_words (GaCalendarDay *self, const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "count");
  gtk_box_append (self->walks, label);
}

/* "Tuesday 6 January, Epiphany: 2 walks. 10:00 Åstien. 13:00 Åben tur, Cancelled: Ice" */
static void
name_day (GaCalendarDay *self, GPtrArray *walks, guint first, guint n)
{
  g_autofree char *day = ga_walk_day (self->date);
  g_autofree char *named =
      self->holiday != NULL ? g_strdup_printf ("%s, %s", day, self->holiday) : g_strdup (day);
  g_autoptr (GString) name = g_string_new (NULL);

  /* TRANSLATORS: a day, and how many walks it has */
  g_string_append_printf (name, ngettext ("%1$s: %2$u walk", "%1$s: %2$u walks", n), named, n);
  for (guint i = 0; i < MIN (n, MOST_SPOKEN); i++)
    {
      g_autofree char *walk = ga_calendar_walk_describe (walks->pdata[first + i]);

      g_string_append_printf (name, ". %s", walk);
    }
  ga_accessible_set_name (GTK_WIDGET (self), name->str);
}

/**
 * ga_calendar_day_set_walks:
 * @walks: (element-type GaCalendarWalk): of many days
 * @first: where those of this day begin
 * @n: how many they are
 * @room: how many of them can stand here; 0 for their number alone
 */
void
ga_calendar_day_set_walks (GaCalendarDay *self, GPtrArray *walks, guint first, guint n, guint room)
{
  GtkWidget *child;
  guint shown = n <= room ? n : room > 0 ? room - 1 : 0;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->walks))) != NULL)
    gtk_box_remove (self->walks, child);
  for (guint i = 0; i < shown; i++)
    add_walk (self, walks->pdata[first + i]);
  if (room == 0 && n > 0)
    {
      g_autofree char *count = g_strdup_printf ("%u", n);

      add_words (self, count);
    }
  else if (n > shown)
    {
      /* TRANSLATORS: how many more walks a day has than stand in the calendar */
      g_autofree char *more = g_strdup_printf (_ ("%u more"), n - shown);

      add_words (self, more);
    }
  name_day (self, walks, first, n);
}

/**
 * ga_calendar_day_set_chosen: the chosen day is the one that Tab comes to
 */
void
ga_calendar_day_set_chosen (GaCalendarDay *self, gboolean chosen)
{
  gtk_widget_set_focusable (GTK_WIDGET (self), chosen);
  if (chosen)
    gtk_widget_add_css_class (GTK_WIDGET (self), "chosen");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "chosen");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_SELECTED, chosen, -1);
}

const char *
ga_calendar_day_get_date (GaCalendarDay *self)
{
  return self->date;
}
