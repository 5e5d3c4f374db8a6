/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/calendar/ga-calendar-page.h"

#include <glib/gi18n-lib.h>

#include "app/attendance/ga-cancel-dialog.h"
#include "app/attendance/ga-walk-words.h"
#include "app/calendar/ga-calendar-choice.h"
#include "app/calendar/ga-calendar-grid.h"
#include "app/calendar/ga-calendar-item.h"
#include "app/calendar/ga-move-dialog.h"
#include "app/calendar/ga-series-act.h"
#include "app/compat/ga-accessible.h"
#include "app/compat/ga-list-box.h"
#include "app/today/ga-extra-walk.h"
#include "app/widgets/ga-beside-layout.h"
#include "app/widgets/ga-selector.h"
#include "model/ga-date.h"
#include "model/ga-holidays.h"

#define AGENDA_DAYS  31
#define VIEW_LETTERS 30 /* of the names of the views, with what is around them */
#define MORE         60 /* rows of a list, and that a press of "Show more" adds */

typedef enum
{
  MONTH,
  WEEK,
  AGENDA,
} View;

static const char *const view_names[] = { "month", "week", "agenda" };

struct _GaCalendarPage
{
  GaPage parent_instance;

  View view;
  char *date;       /* the chosen day */
  GPtrArray *walks; /* of the days in sight */
  guint limit;
  GaId followed;    /* the walk that was taken hold of last: the place to come back to */
  gboolean in_list; /* whether that was done in the list */
  gboolean follows; /* whether it was moved, and is not shown on its day yet */
  gboolean stale;   /* something changed while the page was out of sight */
  GaCalendarChoice *choice;

  GtkLabel *title;
  GtkWidget *earlier;
  GtkWidget *later;
  GtkWidget *views;
  GaBesideLayout *beside;
  GaSelector *whose;
  GaCalendarGrid *grid;
  GtkLabel *day;
  GtkListBox *list;
  GtkWidget *none;
  GtkWidget *more;
};

G_DEFINE_FINAL_TYPE (GaCalendarPage, ga_calendar_page, GA_TYPE_PAGE)

static GaContext *
context_of (GaCalendarPage *self)
{
  return ga_page_get_context (GA_PAGE (self));
}

static GaReader *
reader_of (GaCalendarPage *self)
{
  return ga_context_get_reader (context_of (self));
}

/* The first day in sight: the Monday before, or the day itself. (transfer full) */
static char *
find_first (GaCalendarPage *self)
{
  g_autoptr (GDate) date = ga_date_to_gdate (self->date);

  if (self->view == AGENDA)
    return g_strdup (self->date);
  if (self->view == MONTH)
    g_date_set_day (date, 1);
  g_date_subtract_days (date, (guint) g_date_get_weekday (date) - 1);
  return ga_date_from_gdate (date);
}

/* How many weeks from @first on it takes to show the month; 1 for a week. */
static guint
count_weeks (GaCalendarPage *self, const char *first)
{
  g_autoptr (GDate) from = ga_date_to_gdate (first);
  g_autoptr (GDate) last = ga_date_to_gdate (self->date);

  if (self->view != MONTH)
    return 1;
  g_date_set_day (last, g_date_get_days_in_month (g_date_get_month (last), g_date_get_year (last)));
  return (guint) g_date_days_between (from, last) / 7 + 1;
}

/* "January 2026"; "januar 2026" within a line */
static char *
describe_month (const char *date)
{
  g_autoptr (GDate) day = ga_date_to_gdate (date);
  g_autofree char *month = ga_month_display (g_date_get_month (day));

  /* TRANSLATORS: a month and its year */
  return g_strdup_printf (_ ("%1$s %2$u"), month, g_date_get_year (day));
}

static void
show_title (GaCalendarPage *self)
{
  g_autoptr (GDate) date = ga_date_to_gdate (self->date);
  g_autofree char *month = describe_month (self->date);
  g_autofree char *capital = ga_walk_begin (month);
  g_autofree char *week =
      /* TRANSLATORS: the number of a week, a month and its year: "Week 2, January 2026" */
      g_strdup_printf (_ ("Week %1$u, %2$s"), g_date_get_iso8601_week_of_year (date), month);
  g_autofree char *day = ga_date_display_long (self->date);
  /* TRANSLATORS: the day from which on walks are listed */
  g_autofree char *from = g_strdup_printf (_ ("From %s"), day);

  gtk_label_set_text (self->title, self->view == MONTH  ? capital
                                   : self->view == WEEK ? week
                                                        : from);
}

/* "Tuesday 6 January", with the holiday that it is. (transfer full) */
static char *
describe_day (GaCalendarPage *self, const char *date)
{
  g_autofree char *day = ga_walk_day (date);
  g_autofree char *capital = ga_walk_begin (day);
  const char *holiday = ga_holiday_name (date, ga_calendar_walks_get_zone (self->walks));

  return holiday != NULL ? g_strdup_printf ("%s · %s", capital, holiday)
                         : g_steal_pointer (&capital);
}

static GaRecord *
find_walk (GaCalendarPage *self, const GaId *id)
{
  return ga_reader_find (reader_of (self), ga_context_get_entity (context_of (self), "meeting"), id,
                         NULL);
}

static gboolean
has_focus_within (GaCalendarPage *self, GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, widget);
}

static void refresh (GaCalendarPage *self, gboolean in_list);

/* It was moved: it is shown where it is now. */
static void
follow_cb (GtkWidget *origin, const GaId *meeting)
{
  GaCalendarPage *self = GA_CALENDAR_PAGE (origin);

  /* The page may be gone by now. */
  if (self->walks == NULL)
    return;
  self->followed = *meeting;
  self->follows = TRUE;
  if (gtk_widget_get_mapped (origin))
    refresh (self, self->in_list);
  else
    self->stale = TRUE;
}

/* One that belongs to no schedule goes at once; else it is asked who goes along. */
static void
move_to (GaCalendarPage *self, const GaId *id, const char *date)
{
  g_autoptr (GaRecord) meeting = find_walk (self, id);
  const char *start = meeting != NULL ? ga_record_get_text (meeting, "start") : NULL;
  g_autofree char *to = NULL;
  GaRecord *edited;

  if (meeting == NULL || (date != NULL && g_str_has_prefix (start, date)))
    return;
  self->followed = *id;
  self->in_list = has_focus_within (self, GTK_WIDGET (self->list));
  if (date == NULL || ga_record_has (meeting, "schedule"))
    {
      ga_move_dialog_ask (GTK_WIDGET (self), context_of (self), meeting, date, follow_cb);
      return;
    }
  edited = ga_record_copy (meeting);
  to = g_strconcat (date, start + strlen ("2026-01-06"), NULL);
  ga_record_set_text (edited, "start", to);
  ga_series_act (GTK_WIDGET (self), context_of (self), N_ ("Walk moved"), meeting, edited,
                 GA_SERIES_THIS, follow_cb);
}

static void
item_move_cb (GaCalendarPage *self, int days, GaCalendarItem *item)
{
  g_autofree char *date =
      days != 0 ? ga_date_add_days (ga_calendar_item_get_day (item), days) : NULL;

  move_to (self, ga_calendar_item_get_walk (item), date);
}

static void
item_cancel_cb (GaCalendarPage *self, GaCalendarItem *item)
{
  g_autoptr (GaRecord) meeting = find_walk (self, ga_calendar_item_get_walk (item));

  if (meeting == NULL)
    return;
  self->followed = *ga_record_get_id (meeting);
  ga_cancel_dialog_ask (GTK_WIDGET (self), context_of (self), meeting);
}

static void
header_cb (GtkListBoxRow *row, GtkListBoxRow *before, gpointer user_data)
{
  GaCalendarPage *self = user_data;
  const char *day = ga_calendar_item_get_day (GA_CALENDAR_ITEM (row));
  g_autofree char *text = NULL;
  GtkWidget *label;

  if (self->view != AGENDA ||
      (before != NULL && g_str_equal (day, ga_calendar_item_get_day (GA_CALENDAR_ITEM (before)))))
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  text = describe_day (self, day);
  label = gtk_label_new (text);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "ga-day");
  gtk_list_box_row_set_header (row, label);
}

static GtkWidget *
find_item (GaCalendarPage *self, const GaId *id)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (ga_id_equal (ga_calendar_item_get_walk (GA_CALENDAR_ITEM (row)), id))
      return GTK_WIDGET (row);
  return NULL;
}

static void
show_list (GaCalendarPage *self)
{
  g_autofree char *day = describe_day (self, self->date);
  guint n = 0;

  ga_list_box_remove_all (self->list);
  for (guint i = 0; i < self->walks->len; i++)
    {
      const GaCalendarWalk *walk = self->walks->pdata[i];
      GtkWidget *item;

      if (self->view != AGENDA && !g_str_equal (walk->day, self->date))
        continue;
      if (n++ >= self->limit)
        continue;
      item = ga_calendar_item_new (walk);
      g_signal_connect_object (item, "move", G_CALLBACK (item_move_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (item, "cancel", G_CALLBACK (item_cancel_cb), self,
                               G_CONNECT_SWAPPED);
      gtk_list_box_append (self->list, item);
    }
  gtk_label_set_text (self->day, day);
  ga_accessible_set_name (GTK_WIDGET (self->list), self->view == AGENDA ? _ ("Walks") : day);
  gtk_widget_set_visible (GTK_WIDGET (self->day), self->view != AGENDA);
  gtk_widget_set_visible (GTK_WIDGET (self->list), n > 0);
  gtk_widget_set_visible (self->none, n == 0);
  gtk_widget_set_visible (self->more, n > self->limit);
}

static void
show (GaCalendarPage *self)
{
  g_autofree char *first = find_first (self);
  guint weeks = count_weeks (self, first);
  g_autofree char *until =
      ga_date_add_days (first, self->view == AGENDA ? AGENDA_DAYS : (int) weeks * 7);
  g_autofree char *month = self->view == MONTH ? g_strndup (self->date, 7) : NULL;
  GaCalendarWhose whose;
  GaId of;

  ga_calendar_choice_get (self->choice, ga_selector_get_selected (self->whose), &whose, &of);
  g_clear_pointer (&self->walks, g_ptr_array_unref);
  self->walks = ga_calendar_walks_read (reader_of (self), first, until, whose, &of);
  show_title (self);
  gtk_widget_set_visible (GTK_WIDGET (self->grid), self->view != AGENDA);
  if (self->view != AGENDA)
    {
      ga_calendar_grid_show (self->grid, first, weeks, month, self->walks);
      ga_calendar_grid_choose (self->grid, self->date);
    }
  show_list (self);
}

static void
go_to (GaCalendarPage *self, const char *date)
{
  if (date == NULL)
    return;
  if (date != self->date)
    {
      g_free (self->date);
      self->date = g_strdup (date);
    }
  self->limit = MORE;
  show (self);
}

/* Another day of the same month need not be read again. */
static void
chosen_cb (GaCalendarPage *self, const char *date)
{
  if (self->view == MONTH ? strncmp (date, self->date, 7) != 0
                          : !ga_calendar_grid_choose (self->grid, date))
    {
      go_to (self, date);
      return;
    }
  g_free (self->date);
  self->date = g_strdup (date);
  self->limit = MORE;
  ga_calendar_grid_choose (self->grid, date);
  show_list (self);
}

static void
opened_cb (GaCalendarPage *self)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, 0);

  if (row == NULL)
    return;
  if (gtk_list_box_get_row_at_index (self->list, 1) == NULL)
    gtk_widget_activate (GTK_WIDGET (row));
  else
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
moved_cb (GaCalendarPage *self, const char *text, const char *date)
{
  GaId id;

  if (ga_id_parse (text, &id))
    move_to (self, &id, date);
}

static void
whose_cb (GaCalendarPage *self)
{
  if (self->walks != NULL)
    go_to (self, self->date);
}

static void
more_cb (GaCalendarPage *self)
{
  GtkListBoxRow *row;
  int first_new = (int) self->limit;

  self->limit += MORE;
  show_list (self);
  row = gtk_list_box_get_row_at_index (self->list, first_new);
  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
step (GaCalendarPage *self, int direction)
{
  g_autoptr (GDate) date = ga_date_to_gdate (self->date);
  g_autofree char *to = NULL;

  if (self->view == WEEK)
    to = ga_date_add_days (self->date, direction * 7);
  else if (self->view == AGENDA)
    to = ga_date_add_days (self->date, direction * AGENDA_DAYS);
  else
    {
      if (direction > 0)
        g_date_add_months (date, 1);
      else
        g_date_subtract_months (date, 1);
      to = ga_date_from_gdate (date);
    }
  go_to (self, to);
}

static void
earlier_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  step (user_data, -1);
}

static void
later_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  step (user_data, 1);
}

static void
today_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autofree char *today = ga_date_today ();

  go_to (user_data, today);
}

static void
tell_view (GaCalendarPage *self)
{
  GtkWidget *button = gtk_widget_get_first_child (self->views);

  for (guint i = 0; button != NULL; i++, button = gtk_widget_get_next_sibling (button))
    gtk_accessible_update_state (
        GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_STATE_CHECKED,
        self->view == (View) i ? GTK_ACCESSIBLE_TRISTATE_TRUE : GTK_ACCESSIBLE_TRISTATE_FALSE, -1);
}

static void
view_cb (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  GaCalendarPage *self = user_data;

  for (guint i = 0; i < G_N_ELEMENTS (view_names); i++)
    if (g_str_equal (g_variant_get_string (value, NULL), view_names[i]))
      self->view = (View) i;
  g_simple_action_set_state (action, value);
  tell_view (self);
  go_to (self, self->date);
}

static void
add_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ga_extra_walk_add (user_data, context_of (user_data));
}

static const GActionEntry actions[] = {
  { "earlier", earlier_cb }, { "later", later_cb },
  { "today", today_cb },     { "view", NULL, "s", "'month'", view_cb },
  { "add", add_cb },
};

/* What the page does wherever in it the focus is, but for what is written. */
static gboolean
key_cb (GaCalendarPage *self, guint key, guint code, GdkModifierType state)
{
  if ((state & gtk_accelerator_get_default_mod_mask ()) != 0 ||
      gdk_keyval_to_lower (key) != GDK_KEY_t)
    return GDK_EVENT_PROPAGATE;
  gtk_widget_activate_action (GTK_WIDGET (self), "page.today", NULL);
  return GDK_EVENT_STOP;
}

/* A list would go through its own rows by these keys, so they are taken before it; but not from
 * what is open in front of the page. */
static gboolean
step_key_cb (GaCalendarPage *self, guint key, guint code, GdkModifierType state)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = gtk_root_get_focus (root);
  gboolean earlier = key == GDK_KEY_Page_Up || key == GDK_KEY_KP_Page_Up;

  if ((state & gtk_accelerator_get_default_mod_mask ()) != 0 ||
      (!earlier && key != GDK_KEY_Page_Down && key != GDK_KEY_KP_Page_Down))
    return GDK_EVENT_PROPAGATE;
  if (focus != NULL && gtk_widget_get_native (focus) != GTK_NATIVE (root))
    return GDK_EVENT_PROPAGATE;
  step (self, earlier ? -1 : 1);
  /* The row that had it belongs to other days. */
  if (!has_focus_within (self, GTK_WIDGET (self)))
    gtk_widget_grab_focus (GTK_WIDGET (self));
  return GDK_EVENT_STOP;
}

/* @in_list: whether the walk that was taken hold of gets the focus back, or the page where it is
 * not to be seen any more */
static void
refresh (GaCalendarPage *self, gboolean in_list)
{
  g_autoptr (GaRecord) moved = self->follows ? find_walk (self, &self->followed) : NULL;
  GtkWidget *item;

  self->stale = FALSE;
  self->follows = FALSE;
  if (moved != NULL)
    {
      g_free (self->date);
      self->date = ga_time_dup_day (ga_record_get_text (moved, "start"));
    }
  show (self);
  item = in_list ? find_item (self, &self->followed) : NULL;
  /* Since GTK 4.14 the focus of a row that is gone would come to what stands anywhere near it. */
  if (in_list)
    gtk_widget_grab_focus (item != NULL ? item : GTK_WIDGET (self));
}

static void
changed_cb (GaCalendarPage *self, GaChanges *changes)
{
  if (ga_changes_touch (changes, "community") || ga_changes_touch (changes, "kommune"))
    ga_calendar_choice_refresh (self->choice);
  if (!ga_changes_touch (changes, "meeting") && !ga_changes_touch (changes, "community") &&
      !ga_changes_touch (changes, "venue"))
    return;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    refresh (self, has_focus_within (self, GTK_WIDGET (self->list)));
  else
    self->stale = TRUE;
}

static void
ga_calendar_page_shown (GaPage *page)
{
  GaCalendarPage *self = GA_CALENDAR_PAGE (page);

  if (self->stale)
    refresh (self, FALSE);
}

/* In large letters the views take more room. */
static void
ga_calendar_page_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GaCalendarPage *self = GA_CALENDAR_PAGE (widget);

  GTK_WIDGET_CLASS (ga_calendar_page_parent_class)->css_changed (widget, change);
  ga_beside_layout_fit (self->beside, widget, VIEW_LETTERS);
}

static gboolean
ga_calendar_page_grab_focus (GtkWidget *widget)
{
  GaCalendarPage *self = GA_CALENDAR_PAGE (widget);

  return gtk_widget_child_focus (self->view == AGENDA ? GTK_WIDGET (self->list)
                                                      : GTK_WIDGET (self->grid),
                                 GTK_DIR_TAB_FORWARD);
}

static void
ga_calendar_page_constructed (GObject *object)
{
  GaCalendarPage *self = GA_CALENDAR_PAGE (object);

  G_OBJECT_CLASS (ga_calendar_page_parent_class)->constructed (object);
  g_action_map_add_action_entries (ga_page_get_actions (GA_PAGE (self)), actions,
                                   G_N_ELEMENTS (actions), self);
  g_signal_connect_object (ga_context_get_store (context_of (self)), "changed",
                           G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  self->choice = ga_calendar_choice_new (context_of (self), self->whose);
  tell_view (self);
  show (self);
}

static void
ga_calendar_page_dispose (GObject *object)
{
  GaCalendarPage *self = GA_CALENDAR_PAGE (object);

  g_clear_pointer (&self->date, g_free);
  g_clear_pointer (&self->choice, ga_calendar_choice_free);
  /* The bin lets go of its child itself, which is also a child of the template. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), GA_TYPE_CALENDAR_PAGE);
  /* The headings of a list that loses its rows still ask for them. */
  g_clear_pointer (&self->walks, g_ptr_array_unref);
  G_OBJECT_CLASS (ga_calendar_page_parent_class)->dispose (object);
}

static void
ga_calendar_page_class_init (GaCalendarPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = ga_calendar_page_constructed;
  G_OBJECT_CLASS (klass)->dispose = ga_calendar_page_dispose;
  widget_class->css_changed = ga_calendar_page_css_changed;
  widget_class->grab_focus = ga_calendar_page_grab_focus;
  GA_PAGE_CLASS (klass)->shown = ga_calendar_page_shown;
  g_type_ensure (GA_TYPE_BESIDE_LAYOUT);
  g_type_ensure (GA_TYPE_CALENDAR_GRID);
  g_type_ensure (GA_TYPE_SELECTOR);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/gangart/Gangart/ui/calendar/calendar-page.ui");
  gtk_widget_class_bind_template_child (widget_class, GaCalendarPage, title);
  gtk_widget_class_bind_template_child (widget_class, GaCalendarPage, earlier);
  gtk_widget_class_bind_template_child (widget_class, GaCalendarPage, later);
  gtk_widget_class_bind_template_child (widget_class, GaCalendarPage, views);
  gtk_widget_class_bind_template_child (widget_class, GaCalendarPage, beside);
  gtk_widget_class_bind_template_child (widget_class, GaCalendarPage, whose);
  gtk_widget_class_bind_template_child (widget_class, GaCalendarPage, grid);
  gtk_widget_class_bind_template_child (widget_class, GaCalendarPage, day);
  gtk_widget_class_bind_template_child (widget_class, GaCalendarPage, list);
  gtk_widget_class_bind_template_child (widget_class, GaCalendarPage, none);
  gtk_widget_class_bind_template_child (widget_class, GaCalendarPage, more);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, opened_cb);
  gtk_widget_class_bind_template_callback (widget_class, moved_cb);
  gtk_widget_class_bind_template_callback (widget_class, whose_cb);
  gtk_widget_class_bind_template_callback (widget_class, more_cb);
}

static void
ga_calendar_page_init (GaCalendarPage *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *step_keys = gtk_event_controller_key_new ();

  self->date = ga_date_today ();
  self->limit = MORE;
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_header_func (self->list, header_cb, self, NULL);
  ga_accessible_set_name (self->earlier, _ ("Earlier"));
  ga_accessible_set_name (self->later, _ ("Later"));
  ga_accessible_set_name (self->views, _ ("View"));
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_event_controller_set_propagation_phase (step_keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (step_keys, "key-pressed", G_CALLBACK (step_key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), step_keys);
  ga_accessible_mend (GTK_WIDGET (self));
}
