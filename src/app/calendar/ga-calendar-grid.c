/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/calendar/ga-calendar-grid.h"

#include <glib/gi18n-lib.h>

#include "app/attendance/ga-walk-words.h"
#include "app/compat/ga-accessible.h"
#include "model/ga-date.h"

#define N_WEEKS       6
#define N_DAYS        7
#define MONTH_ROOM    3
#define WEEK_ROOM     12
#define WEEK_LETTERS  5
#define LEAST_LETTERS 11 /* of a walk, so that its time and some of its name can be read */

struct _GaCalendarGrid
{
  AdwBin parent_instance;

  GtkGrid *grid;
  GtkLabel *headings[N_DAYS];
  GtkLabel *week_numbers[N_WEEKS];
  GaCalendarDay *days[N_WEEKS * N_DAYS];
  guint weeks;
  GPtrArray *walks;
  char *chosen; /* (nullable) */
  gboolean narrow;
  guint narrow_source;
};

enum
{
  CHOSEN,
  OPENED,
  MOVED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GaCalendarGrid, ga_calendar_grid, ADW_TYPE_BIN)

static void
choose (GaCalendarGrid *self, const char *date)
{
  if (date != NULL)
    g_signal_emit (self, signals[CHOSEN], 0, date);
}

static void
day_chosen_cb (GaCalendarGrid *self, GaCalendarDay *day)
{
  g_autofree char *date = g_strdup (ga_calendar_day_get_date (day));

  choose (self, date);
}

static void
day_dropped_cb (GaCalendarGrid *self, const char *id, GaCalendarDay *day)
{
  g_autofree char *date = g_strdup (ga_calendar_day_get_date (day));

  g_signal_emit (self, signals[MOVED], 0, id, date);
}

/* How far a key goes from the chosen day; %FALSE for one that does not. */
static gboolean
get_step (const char *chosen, guint key, int *days)
{
  g_autoptr (GDate) date = ga_date_to_gdate (chosen);
  int weekday = date != NULL ? (int) g_date_get_weekday (date) : 1;

  switch (key)
    {
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      *days = -1;
      return TRUE;
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      *days = 1;
      return TRUE;
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      *days = -N_DAYS;
      return TRUE;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      *days = N_DAYS;
      return TRUE;
    case GDK_KEY_Home:
    case GDK_KEY_KP_Home:
      *days = 1 - weekday;
      return TRUE;
    case GDK_KEY_End:
    case GDK_KEY_KP_End:
      *days = N_DAYS - weekday;
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
key_cb (GaCalendarGrid *self, guint key, guint code, GdkModifierType state)
{
  g_autofree char *to = NULL;
  int days;

  if (self->chosen == NULL || (state & gtk_accelerator_get_default_mod_mask ()) != 0)
    return GDK_EVENT_PROPAGATE;
  if (key == GDK_KEY_Return || key == GDK_KEY_KP_Enter || key == GDK_KEY_space)
    {
      g_signal_emit (self, signals[OPENED], 0);
      return GDK_EVENT_STOP;
    }
  if (!get_step (self->chosen, key, &days))
    return GDK_EVENT_PROPAGATE;
  to = ga_date_add_days (self->chosen, days);
  choose (self, to);
  return GDK_EVENT_STOP;
}

static guint
get_room (GaCalendarGrid *self)
{
  if (self->narrow)
    return 0;
  return self->weeks == 1 ? WEEK_ROOM : MONTH_ROOM;
}

/* Walks come in order, as the days do. */
static void
fill_days (GaCalendarGrid *self)
{
  guint first = 0;

  for (guint i = 0; i < self->weeks * N_DAYS; i++)
    {
      const char *date = ga_calendar_day_get_date (self->days[i]);
      guint n = 0;

      while (first < self->walks->len &&
             strcmp (((GaCalendarWalk *) self->walks->pdata[first])->day, date) < 0)
        first++;
      while (first + n < self->walks->len &&
             g_str_equal (((GaCalendarWalk *) self->walks->pdata[first + n])->day, date))
        n++;
      ga_calendar_day_set_walks (self->days[i], self->walks, first, n, get_room (self));
      first += n;
    }
}

/* The first letters, as calendars on walls have it. */
static void
name_weekdays (GaCalendarGrid *self)
{
  for (guint i = 0; i < N_DAYS; i++)
    {
      g_autofree char *weekday = ga_weekday_display (i + 1);
      g_autofree char *capital = ga_walk_begin (weekday);
      glong letters = MIN (self->narrow ? 1 : 3, g_utf8_strlen (capital, -1));

      ga_accessible_set_name (GTK_WIDGET (self->headings[i]), capital);
      *g_utf8_offset_to_pointer (capital, letters) = '\0';
      gtk_label_set_text (self->headings[i], capital);
    }
}

static gboolean
narrow_cb (gpointer user_data)
{
  GaCalendarGrid *self = user_data;

  self->narrow_source = 0;
  name_weekdays (self);
  if (self->walks != NULL)
    fill_days (self);
  return G_SOURCE_REMOVE;
}

static GtkSizeRequestMode
ga_calendar_grid_get_request_mode (GtkWidget *widget)
{
  return gtk_widget_get_request_mode (adw_bin_get_child (ADW_BIN (widget)));
}

static void
ga_calendar_grid_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  gtk_widget_measure (adw_bin_get_child (ADW_BIN (widget)), orientation, for_size, minimum, natural,
                      minimum_baseline, natural_baseline);
}

/* Whether walks can be read in a day follows from the width, and the letters' size. */
static void
ga_calendar_grid_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  GaCalendarGrid *self = GA_CALENDAR_GRID (widget);
  PangoContext *context = gtk_widget_get_pango_context (widget);
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int letter = pango_font_metrics_get_approximate_char_width (metrics) / PANGO_SCALE;
  gboolean narrow = width < (N_DAYS * LEAST_LETTERS + WEEK_LETTERS) * letter;

  pango_font_metrics_unref (metrics);
  gtk_widget_allocate (adw_bin_get_child (ADW_BIN (widget)), width, height, baseline, NULL);
  if (narrow == self->narrow)
    return;
  self->narrow = narrow;
  if (self->narrow_source == 0)
    self->narrow_source = g_idle_add (narrow_cb, self);
}

static void
ga_calendar_grid_dispose (GObject *object)
{
  GaCalendarGrid *self = GA_CALENDAR_GRID (object);

  g_clear_handle_id (&self->narrow_source, g_source_remove);
  g_clear_pointer (&self->walks, g_ptr_array_unref);
  g_clear_pointer (&self->chosen, g_free);
  G_OBJECT_CLASS (ga_calendar_grid_parent_class)->dispose (object);
}

static void
ga_calendar_grid_class_init (GaCalendarGridClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ga_calendar_grid_dispose;
  widget_class->get_request_mode = ga_calendar_grid_get_request_mode;
  widget_class->measure = ga_calendar_grid_measure;
  widget_class->size_allocate = ga_calendar_grid_size_allocate;
  signals[CHOSEN] = g_signal_new ("chosen", GA_TYPE_CALENDAR_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[OPENED] = g_signal_new ("opened", GA_TYPE_CALENDAR_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);
  signals[MOVED] = g_signal_new ("moved", GA_TYPE_CALENDAR_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
}

static void
add_headings (GaCalendarGrid *self)
{
  for (guint i = 0; i < N_DAYS; i++)
    {
      self->headings[i] = GTK_LABEL (gtk_label_new (NULL));
      gtk_label_set_width_chars (self->headings[i], 1);
      gtk_label_set_max_width_chars (self->headings[i], 1);
      gtk_label_set_ellipsize (self->headings[i], PANGO_ELLIPSIZE_END);
      gtk_widget_add_css_class (GTK_WIDGET (self->headings[i]), "heading");
      gtk_grid_attach (self->grid, GTK_WIDGET (self->headings[i]), (int) i + 1, 0, 1, 1);
    }
  name_weekdays (self);
}

static void
add_days (GaCalendarGrid *self)
{
  /* All are as wide, however much is written in one. */
  g_autoptr (GtkSizeGroup) widths = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);

  for (guint i = 0; i < N_WEEKS * N_DAYS; i++)
    {
      GtkWidget *day = ga_calendar_day_new ();

      self->days[i] = GA_CALENDAR_DAY (day);
      g_signal_connect_object (day, "chosen", G_CALLBACK (day_chosen_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (day, "dropped", G_CALLBACK (day_dropped_cb), self,
                               G_CONNECT_SWAPPED);
      gtk_size_group_add_widget (widths, day);
      gtk_grid_attach (self->grid, day, (int) (i % N_DAYS) + 1, (int) (i / N_DAYS) + 1, 1, 1);
    }
  for (guint i = 0; i < N_WEEKS; i++)
    {
      self->week_numbers[i] = GTK_LABEL (gtk_label_new (NULL));
      gtk_widget_add_css_class (GTK_WIDGET (self->week_numbers[i]), "week");
      gtk_widget_set_valign (GTK_WIDGET (self->week_numbers[i]), GTK_ALIGN_START);
      gtk_grid_attach (self->grid, GTK_WIDGET (self->week_numbers[i]), 0, (int) i + 1, 1, 1);
    }
}

static void
ga_calendar_grid_init (GaCalendarGrid *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  /* It looks at its width by itself. */
  gtk_widget_set_layout_manager (GTK_WIDGET (self), NULL);
  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self), "ga-calendar");
  add_headings (self);
  add_days (self);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->grid));
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

static void
show_week (GaCalendarGrid *self, guint week, const char *monday)
{
  g_autoptr (GDate) date = ga_date_to_gdate (monday);
  g_autofree char *number =
      date != NULL ? g_strdup_printf ("%u", g_date_get_iso8601_week_of_year (date)) : NULL;
  g_autofree char *name = number != NULL ? g_strdup_printf (_ ("Week %s"), number) : g_strdup ("");

  gtk_label_set_text (self->week_numbers[week], number != NULL ? number : "");
  ga_accessible_set_name (GTK_WIDGET (self->week_numbers[week]), name);
}

static void
show_day (GaCalendarGrid *self, guint i, const char *date, const char *month, const char *today)
{
  GtkWidget *day = GTK_WIDGET (self->days[i]);

  ga_calendar_day_set_date (self->days[i], date, ga_calendar_walks_get_zone (self->walks));
  ga_calendar_day_set_chosen (self->days[i], g_strcmp0 (date, self->chosen) == 0);
  gtk_widget_remove_css_class (day, "today");
  gtk_widget_remove_css_class (day, "outside");
  if (g_strcmp0 (date, today) == 0)
    gtk_widget_add_css_class (day, "today");
  if (month != NULL && !g_str_has_prefix (date, month))
    gtk_widget_add_css_class (day, "outside");
}

/**
 * ga_calendar_grid_show:
 * @first: a Monday
 * @weeks: how many weeks from there, six at most
 * @month: (nullable): `2026-01`; days outside it stand back
 * @walks: (element-type GaCalendarWalk): those of these days, in order
 */
void
ga_calendar_grid_show (
    GaCalendarGrid *self, const char *first, guint weeks, const char *month, GPtrArray *walks)
{
  g_autofree char *today = ga_date_today ();

  g_return_if_fail (weeks <= N_WEEKS);

  self->weeks = weeks;
  g_clear_pointer (&self->walks, g_ptr_array_unref);
  self->walks = g_ptr_array_ref (walks);
  for (guint i = 0; i < N_WEEKS * N_DAYS; i++)
    {
      g_autofree char *date = ga_date_add_days (first, (int) i);

      gtk_widget_set_visible (GTK_WIDGET (self->days[i]), i / N_DAYS < weeks && date != NULL);
      gtk_widget_set_visible (GTK_WIDGET (self->week_numbers[i / N_DAYS]), i / N_DAYS < weeks);
      if (date == NULL || i / N_DAYS >= weeks)
        continue;
      if (i % N_DAYS == 0)
        show_week (self, i / N_DAYS, date);
      show_day (self, i, date, month, today);
    }
  if (weeks == 1)
    gtk_widget_add_css_class (GTK_WIDGET (self), "one-week");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "one-week");
  fill_days (self);
}

/**
 * ga_calendar_grid_choose:
 *
 * Returns: whether the day is in sight; its cell then has the focus if another day's had it
 */
gboolean
ga_calendar_grid_choose (GaCalendarGrid *self, const char *date)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  gboolean within = focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self));
  GaCalendarDay *found = NULL;

  g_free (self->chosen);
  self->chosen = g_strdup (date);
  for (guint i = 0; i < self->weeks * N_DAYS; i++)
    if (g_strcmp0 (ga_calendar_day_get_date (self->days[i]), date) == 0)
      found = self->days[i];
  if (found == NULL)
    return FALSE;
  ga_calendar_day_set_chosen (found, TRUE);
  if (within)
    gtk_widget_grab_focus (GTK_WIDGET (found));
  for (guint i = 0; i < self->weeks * N_DAYS; i++)
    if (self->days[i] != found)
      ga_calendar_day_set_chosen (self->days[i], FALSE);
  return TRUE;
}
