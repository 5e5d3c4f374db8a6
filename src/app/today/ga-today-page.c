/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/today/ga-today-page.h"

#include <glib/gi18n-lib.h>

#include "app/attendance/ga-cancel-dialog.h"
#include "app/attendance/ga-walk-words.h"
#include "app/compat/ga-accessible.h"
#include "app/compat/ga-list-box.h"
#include "app/ga-toaster.h"
#include "app/sync/ga-sync-words.h"
#include "app/today/ga-due-list.h"
#include "app/today/ga-extra-walk.h"
#include "app/today/ga-last-week.h"
#include "app/today/ga-news-list.h"
#include "app/today/ga-today-row.h"
#include "insight/ga-reminder.h"
#include "model/ga-date.h"
#include "store/ga-membership.h"
#include "store/ga-permission.h"

#define DAYS_AHEAD    7
#define FEW_DUE       4 /* rows before the first frame, of both together a dozen at most */
#define FEW_NEXT      6
#define MORE          40 /* rows that a press of "Show more" adds */
#define LOOK          48 /* where all of so many may be recorded, so may the rest */
#define CLOCK_SECONDS 30

struct _GaTodayPage
{
  GaPage parent_instance;

  guint due_limit;
  guint next_limit;
  gboolean stale; /* something changed while the page was out of sight */
  char *grants;   /* (nullable): by which it was told what there is to record */
  GaId opened;    /* the walk opened last: the place to come back to */
  GCancellable *cancellable;
  char *turn; /* local time from which on the page is no longer true */
  guint clock_source;

  GtkStack *stack;
  AdwStatusPage *empty;
  GtkWidget *add;
  GtkWidget *join;
  GtkLabel *day;
  GtkLabel *summary;
  GtkWidget *due_group;
  GtkLabel *due_title;
  GtkListBox *due;
  GtkButton *due_more;
  GaDueList *needs;
  GaNewsList *news;
  GtkListBox *next;
  GtkButton *next_more;
  GtkWidget *no_next;
};

G_DEFINE_FINAL_TYPE (GaTodayPage, ga_today_page, GA_TYPE_PAGE)

static GaContext *
context_of (GaTodayPage *self)
{
  return ga_page_get_context (GA_PAGE (self));
}

static GaReader *
reader_of (GaTodayPage *self)
{
  return ga_context_get_reader (context_of (self));
}

static GaQuery *
ask_between (GaTodayPage *self, const char *from, const char *until)
{
  GaQuery *query = ga_query_new (ga_context_get_entity (context_of (self), "meeting"));

  ga_query_where_text (query, "start", GA_AT_LEAST, from);
  ga_query_where_text (query, "start", GA_LESS, until);
  return query;
}

/* Planned walks that have begun: nobody has said yet who came. */
static GaQuery *
ask_due (GaTodayPage *self)
{
  g_autofree char *today = ga_date_today ();
  g_autofree char *from = ga_date_add_days (today, -GA_REMINDER_DAYS_BACK);
  g_autofree char *now = ga_time_now ();
  GaQuery *query = ask_between (self, from, now);

  ga_query_where_text (query, "status", GA_EQUAL, "planned");
  ga_query_sort_columns (query, "-start");
  return query;
}

/* What of today is recorded or cancelled already. */
static GaQuery *
ask_done (GaTodayPage *self)
{
  g_autofree char *today = ga_date_today ();
  g_autofree char *now = ga_time_now ();
  GaQuery *query = ask_between (self, today, now);

  ga_query_where_text (query, "status", GA_NOT_EQUAL, "planned");
  ga_query_sort_columns (query, "start");
  return query;
}

static GaQuery *
ask_coming (GaTodayPage *self)
{
  g_autofree char *today = ga_date_today ();
  g_autofree char *until = ga_date_add_days (today, DAYS_AHEAD + 1);
  g_autofree char *now = ga_time_now ();
  GaQuery *query = ask_between (self, now, until);

  ga_query_sort_columns (query, "start");
  return query;
}

/* "Today", "Tomorrow", or the day in words. */
static char *
describe_day (const GaRecord *meeting)
{
  const char *start = ga_record_get_text (meeting, "start");
  g_autofree char *date = g_strndup (start, 10);
  g_autofree char *today = ga_date_today ();
  g_autofree char *tomorrow = ga_date_add_days (today, 1);
  g_autofree char *yesterday = ga_date_add_days (today, -1);
  g_autofree char *day = ga_walk_day (date);

  if (g_str_equal (date, today))
    return g_strdup (_ ("Today"));
  if (g_str_equal (date, tomorrow))
    return g_strdup (_ ("Tomorrow"));
  if (g_str_equal (date, yesterday))
    return g_strdup (_ ("Yesterday"));
  return ga_walk_begin (day);
}

static void
header_cb (GtkListBoxRow *row, GtkListBoxRow *before, gpointer user_data)
{
  const char *heading = ga_today_row_get_heading (GA_TODAY_ROW (row));
  GtkWidget *label;

  if (before != NULL && g_str_equal (heading, ga_today_row_get_heading (GA_TODAY_ROW (before))))
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  if (gtk_list_box_row_get_header (row) != NULL)
    return;
  label = gtk_label_new (heading);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "ga-day");
  gtk_list_box_row_set_header (row, label);
}

static GaTodayRow *
find_row (GtkListBox *list, const GaId *id)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (list, i)) != NULL; i++)
    if (ga_id_equal (ga_record_get_id (ga_today_row_get_meeting (GA_TODAY_ROW (row))), id))
      return GA_TODAY_ROW (row);
  return NULL;
}

static void
ask_cancel (GaTodayPage *self, GaRecord *meeting)
{
  self->opened = *ga_record_get_id (meeting);
  ga_cancel_dialog_ask (GTK_WIDGET (self), context_of (self), meeting);
}

static void
open_with_everyone (GaTodayPage *self, GaRecord *meeting)
{
  char id[GA_ID_TEXT_SIZE];

  ga_id_format (ga_record_get_id (meeting), id);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-meeting", "s", id);
  /* The sheet is the page now. */
  gtk_widget_activate_action (GTK_WIDGET (self), "page.everyone", NULL);
}

static void
asked_cb (GaTodayPage *self, const char *what, GaTodayRow *row)
{
  g_autoptr (GaRecord) meeting = g_object_ref (ga_today_row_get_meeting (row));

  if (g_str_equal (what, "cancel"))
    ask_cancel (self, meeting);
  else if (g_str_equal (what, "copy"))
    ga_cancel_copy_message (GTK_WIDGET (self), context_of (self), meeting);
  else if (g_str_equal (what, "everyone"))
    open_with_everyone (self, meeting);
}

static void
append_row (GaTodayPage *self, GtkListBox *list, GaRecord *meeting)
{
  g_autofree char *day = describe_day (meeting);
  GtkWidget *made = ga_today_row_new (reader_of (self), meeting, day, list == self->due);

  g_signal_connect_object (made, "asked", G_CALLBACK (asked_cb), self, G_CONNECT_SWAPPED);
  gtk_list_box_append (list, made);
}

/* Adds the first of the walks asked for; returns how many there are in all. */
static guint
append (GaTodayPage *self, GtkListBox *list, GaQuery *query, guint limit)
{
  GaReader *reader = reader_of (self);
  gint64 count = ga_reader_count (reader, query, NULL);
  g_autoptr (GPtrArray) meetings = NULL;

  if (limit > 0)
    {
      ga_query_set_window (query, 0, limit);
      meetings = ga_reader_list (reader, query, NULL);
    }
  for (guint i = 0; meetings != NULL && i < meetings->len; i++)
    append_row (self, list, meetings->pdata[i]);
  return (guint) MAX (count, 0);
}

/* Which depends on its community alone; @known has the answers so far. */
static gboolean
may_record (GaTodayPage *self, GHashTable *known, GaRecord *meeting)
{
  const GaId *community = ga_record_get_reference (meeting, "community");
  gpointer may;

  if (!g_hash_table_lookup_extended (known, community, NULL, &may))
    {
      may = GINT_TO_POINTER (ga_reader_may (reader_of (self), meeting, GA_OPERATION_UPDATE, NULL));
      g_hash_table_insert (known, ga_id_copy (community), may);
    }
  return GPOINTER_TO_INT (may);
}

/* Adds the first of the walks that wait for this account; returns how many do in all. */
static guint
append_due (GaTodayPage *self)
{
  GaReader *reader = reader_of (self);
  g_autoptr (GHashTable) known = g_hash_table_new_full (ga_id_hash, ga_id_equal, g_free, NULL);
  g_autoptr (GaQuery) query = ask_due (self);
  guint window = MAX (LOOK, self->due_limit);
  guint n = 0;

  if (!ga_reader_may_add (reader, ga_query_get_entity (query), NULL))
    return 0;
  for (guint seen = 0;; seen += window)
    {
      g_autoptr (GPtrArray) meetings = NULL;

      ga_query_set_window (query, seen, window);
      meetings = ga_reader_list (reader, query, NULL);
      for (guint i = 0; meetings != NULL && i < meetings->len; i++)
        if (may_record (self, known, meetings->pdata[i]) && n++ < self->due_limit)
          append_row (self, self->due, meetings->pdata[i]);
      if (meetings == NULL || meetings->len < window)
        return n;
      if (n == seen + window)
        return (guint) MAX (ga_reader_count (reader, query, NULL), 0);
    }
}

/* Until when the page stays true if nobody changes anything: until the next walk begins, or the
 * next day. */
static void
remember_turn (GaTodayPage *self)
{
  g_autofree char *today = ga_date_today ();
  g_autofree char *tomorrow = ga_date_add_days (today, 1);
  g_autofree char *now = ga_time_now ();
  GtkListBoxRow *row;

  g_free (self->turn);
  self->turn = g_steal_pointer (&tomorrow);
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->next, i)) != NULL; i++)
    {
      const char *start =
          ga_record_get_text (ga_today_row_get_meeting (GA_TODAY_ROW (row)), "start");

      if (strcmp (start, now) < 0 || strcmp (start, self->turn) >= 0)
        continue;
      g_free (self->turn);
      self->turn = g_strdup (start);
    }
}

static void
show_lists (GaTodayPage *self)
{
  g_autoptr (GaQuery) done = ask_done (self);
  g_autoptr (GaQuery) coming = ask_coming (self);
  g_autofree char *title = NULL;
  guint n_due, n_next;

  ga_list_box_remove_all (self->due);
  n_due = append_due (self);
  gtk_widget_set_visible (self->due_group, n_due > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->due), n_due > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->due_more), n_due > self->due_limit);

  /* All that is done comes before all that is to come. */
  ga_list_box_remove_all (self->next);
  n_next = append (self, self->next, done, self->next_limit);
  n_next += append (self, self->next, coming, self->next_limit - MIN (n_next, self->next_limit));
  gtk_widget_set_visible (GTK_WIDGET (self->next), n_next > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->next_more), n_next > self->next_limit);
  gtk_widget_set_visible (self->no_next, n_next == 0);
  remember_turn (self);

  /* TRANSLATORS: how many walks whose attendance is still to be recorded */
  title = g_strdup_printf (ngettext ("Who came? %u walk of the last two weeks waits",
                                     "Who came? %u walks of the last two weeks wait", n_due),
                           n_due);
  gtk_label_set_text (self->due_title, title);
}

/* What whoever has no community can do to have one. */
static void
show_beginning (GaTodayPage *self)
{
  GaSyncSituation situation = ga_context_get_sync (context_of (self));
  gboolean ended = ga_sync_words_has_ended (&situation);
  gboolean may =
      !ended && ga_reader_may_add (reader_of (self),
                                   ga_context_get_entity (context_of (self), "community"), NULL);

  adw_status_page_set_title (self->empty, _ ("Who walks together?"));
  adw_status_page_set_description (
      self->empty,
      may ? _ ("Add your community and when it meets. Its walks then stand here, and you can "
               "record who came. If somebody has invited you to theirs, join it.")
      : ended
          ? _ ("With an invitation you share the walks of a community. Ask whoever runs it for one.")
          : _ ("Only hosts and consultants can add communities. Those that you may see stand here "
               "as soon as there are any. If you are to be host of one, ask for an invitation."));
  gtk_widget_set_visible (self->add, may);
  if (may)
    gtk_widget_remove_css_class (self->join, "suggested-action");
  else
    gtk_widget_add_css_class (self->join, "suggested-action");
  /* A large icon brings the library that draws it along, which the start can do without. */
  adw_status_page_set_icon_name (self->empty, "ga-walk-symbolic");
}

static void
show_stack (GaTodayPage *self)
{
  g_autoptr (GaQuery) query = ga_query_new (ga_context_get_entity (context_of (self), "community"));
  g_autoptr (GPtrArray) any = NULL;

  ga_query_set_window (query, 0, 1);
  any = ga_reader_list (reader_of (self), query, NULL);
  if ((any != NULL && any->len > 0) || !ga_due_list_is_empty (self->needs))
    {
      gtk_stack_set_visible_child_name (self->stack, "walks");
      return;
    }
  show_beginning (self);
  gtk_stack_set_visible_child_name (self->stack, "empty");
}

static gboolean
focus_row (GtkListBox *list, GaTodayRow *row)
{
  GtkWidget *target =
      row != NULL ? GTK_WIDGET (row) : GTK_WIDGET (gtk_list_box_get_row_at_index (list, 0));

  return target != NULL && gtk_widget_get_visible (GTK_WIDGET (list)) &&
         gtk_widget_grab_focus (target);
}

/* The walk opened last, else the first that waits, else the next one. */
static gboolean
focus_walks (GaTodayPage *self)
{
  GaTodayRow *due = find_row (self->due, &self->opened);
  GaTodayRow *next = find_row (self->next, &self->opened);

  if (due != NULL || (next == NULL && gtk_widget_get_visible (self->due_group)))
    return focus_row (self->due, due);
  return focus_row (self->next, next);
}

static void
read_week_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GaTodayPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree GaLastWeek *week = ga_last_week_read_finish (GA_STORE (source), result, &error);
  g_autofree char *text = NULL;
  g_autofree char *walks = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (week == NULL)
    {
      if (ga_toaster_for (GTK_WIDGET (self)) != NULL)
        ga_toaster_say_error (ga_toaster_for (GTK_WIDGET (self)), error);
      return;
    }
  walks = ga_number_display (week->walks);
  if (week->walks == 0)
    text = g_strdup (_ ("No walks were recorded last week."));
  else
    {
      g_autofree char *came = ga_number_display (week->came);

      /* TRANSLATORS: the numbers of walks, and of those who came to them */
      text = g_strdup_printf (ngettext ("Last week: %1$s walk, %2$s came.",
                                        "Last week: %1$s walks, %2$s came.", week->walks),
                              walks, came);
    }
  gtk_label_set_text (self->summary, text);
}

static void
read_week (GaTodayPage *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  ga_last_week_read_async (ga_context_get_store (context_of (self)), self->cancellable,
                           read_week_cb, g_object_ref (self));
}

static void
refresh (GaTodayPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  gboolean within = focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->stack));
  GtkWidget *row = within ? gtk_widget_get_ancestor (focus, GA_TYPE_TODAY_ROW) : NULL;
  g_autofree char *today = ga_date_today ();
  g_autofree char *date = ga_date_display_long (today);
  g_autofree char *day = ga_walk_begin (date);

  if (GA_IS_TODAY_ROW (focus))
    row = focus;
  if (row != NULL)
    self->opened = *ga_record_get_id (ga_today_row_get_meeting (GA_TODAY_ROW (row)));
  self->stale = FALSE;
  gtk_label_set_text (self->day, day);
  show_stack (self);
  show_lists (self);
  read_week (self);
  ga_due_list_refresh (self->needs);
  ga_news_list_refresh (self->news);
  if (row != NULL)
    focus_walks (self);
}

static void
refresh_when_seen (GaTodayPage *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    refresh (self);
  else
    self->stale = TRUE;
}

static void
changed_cb (GaTodayPage *self, GaChanges *changes)
{
  if (ga_changes_touch (changes, "meeting") || ga_changes_touch (changes, "attendance") ||
      ga_changes_touch (changes, "community") || ga_changes_touch (changes, "venue"))
    refresh_when_seen (self);
}

/* (transfer full) (nullable) */
static char *
dup_grants (GaTodayPage *self)
{
  g_autoptr (GaMembership) membership = ga_reader_get_membership (reader_of (self), NULL);

  return membership != NULL ? g_strdup (membership->grants) : NULL;
}

/* Whose walks wait for this account may be others now, without any change to a walk. */
static void
sync_changed_cb (GaTodayPage *self)
{
  g_autofree char *grants = NULL;

  if (ga_context_get_store (context_of (self)) == NULL)
    return;
  if (g_str_equal (gtk_stack_get_visible_child_name (self->stack), "empty"))
    show_beginning (self);
  grants = dup_grants (self);
  if (g_strcmp0 (grants, self->grants) == 0)
    return;
  g_free (self->grants);
  self->grants = g_steal_pointer (&grants);
  refresh_when_seen (self);
}

static void
activated_cb (GaTodayPage *self, GtkListBoxRow *row)
{
  self->opened = *ga_record_get_id (ga_today_row_get_meeting (GA_TODAY_ROW (row)));
}

static void
more_cb (GaTodayPage *self, GtkButton *button)
{
  guint *limit = button == self->due_more ? &self->due_limit : &self->next_limit;
  GtkListBox *list = button == self->due_more ? self->due : self->next;
  int first_new = (int) *limit;
  GtkListBoxRow *row;

  *limit += MORE;
  show_lists (self);
  row = gtk_list_box_get_row_at_index (list, first_new);
  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

/* The row with the focus; of it, or in it. */
static GaTodayRow *
get_chosen (GaTodayPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, GA_TYPE_TODAY_ROW) : NULL;

  return row != NULL ? GA_TODAY_ROW (row) : NULL;
}

static void
everyone_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GaTodayRow *row = get_chosen (user_data);

  if (row != NULL)
    asked_cb (user_data, "everyone", row);
}

static void
cancel_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GaTodayRow *row = get_chosen (user_data);

  if (row != NULL)
    asked_cb (user_data, "cancel", row);
}

static void
add_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ga_extra_walk_add (user_data, context_of (user_data));
}

static const GActionEntry actions[] = {
  { "add", add_cb },
  { "everyone", everyone_cb },
  { "cancel-walk", cancel_cb },
};

/* Also after the computer has slept, which no longer wait would outlast. */
static gboolean
clock_cb (gpointer user_data)
{
  GaTodayPage *self = user_data;
  g_autofree char *now = ga_time_now ();

  if (strcmp (now, self->turn) >= 0)
    refresh_when_seen (self);
  return G_SOURCE_CONTINUE;
}

static void
ga_today_page_shown (GaPage *page)
{
  GaTodayPage *self = GA_TODAY_PAGE (page);

  clock_cb (self);
  if (self->stale)
    refresh (self);
}

static gboolean
ga_today_page_grab_focus (GtkWidget *widget)
{
  GaTodayPage *self = GA_TODAY_PAGE (widget);

  /* Where there are no walks, what makes some. */
  return focus_walks (self) ||
         gtk_widget_child_focus (gtk_stack_get_visible_child (self->stack), GTK_DIR_TAB_FORWARD);
}

static void
ga_today_page_constructed (GObject *object)
{
  GaTodayPage *self = GA_TODAY_PAGE (object);

  G_OBJECT_CLASS (ga_today_page_parent_class)->constructed (object);
  g_action_map_add_action_entries (ga_page_get_actions (GA_PAGE (self)), actions,
                                   G_N_ELEMENTS (actions), self);
  g_signal_connect_object (ga_context_get_store (context_of (self)), "changed",
                           G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context_of (self), "sync-changed", G_CALLBACK (sync_changed_cb), self,
                           G_CONNECT_SWAPPED);
  ga_due_list_set_up (self->needs, context_of (self), GTK_WIDGET (self));
  g_signal_connect_object (self->needs, "filled", G_CALLBACK (show_stack), self, G_CONNECT_SWAPPED);
  ga_news_list_set_context (self->news, context_of (self));
  self->grants = dup_grants (self);
  refresh (self);
  self->clock_source = g_timeout_add_seconds (CLOCK_SECONDS, clock_cb, self);
}

static void
ga_today_page_dispose (GObject *object)
{
  GaTodayPage *self = GA_TODAY_PAGE (object);

  g_clear_handle_id (&self->clock_source, g_source_remove);
  g_clear_pointer (&self->turn, g_free);
  g_clear_pointer (&self->grants, g_free);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  /* The bin lets go of its child itself, which is also a child of the template. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), GA_TYPE_TODAY_PAGE);
  G_OBJECT_CLASS (ga_today_page_parent_class)->dispose (object);
}

static void
ga_today_page_class_init (GaTodayPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = ga_today_page_constructed;
  G_OBJECT_CLASS (klass)->dispose = ga_today_page_dispose;
  widget_class->grab_focus = ga_today_page_grab_focus;
  GA_PAGE_CLASS (klass)->shown = ga_today_page_shown;
  g_type_ensure (GA_TYPE_DUE_LIST);
  g_type_ensure (GA_TYPE_NEWS_LIST);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/gangart/Gangart/ui/today/today-page.ui");
  gtk_widget_class_bind_template_child (widget_class, GaTodayPage, stack);
  gtk_widget_class_bind_template_child (widget_class, GaTodayPage, day);
  gtk_widget_class_bind_template_child (widget_class, GaTodayPage, summary);
  gtk_widget_class_bind_template_child (widget_class, GaTodayPage, due_group);
  gtk_widget_class_bind_template_child (widget_class, GaTodayPage, due_title);
  gtk_widget_class_bind_template_child (widget_class, GaTodayPage, empty);
  gtk_widget_class_bind_template_child (widget_class, GaTodayPage, add);
  gtk_widget_class_bind_template_child (widget_class, GaTodayPage, join);
  gtk_widget_class_bind_template_child (widget_class, GaTodayPage, due);
  gtk_widget_class_bind_template_child (widget_class, GaTodayPage, due_more);
  gtk_widget_class_bind_template_child (widget_class, GaTodayPage, needs);
  gtk_widget_class_bind_template_child (widget_class, GaTodayPage, news);
  gtk_widget_class_bind_template_child (widget_class, GaTodayPage, next);
  gtk_widget_class_bind_template_child (widget_class, GaTodayPage, next_more);
  gtk_widget_class_bind_template_child (widget_class, GaTodayPage, no_next);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, more_cb);
}

static void
ga_today_page_init (GaTodayPage *self)
{
  self->due_limit = FEW_DUE;
  self->next_limit = FEW_NEXT;
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_header_func (self->due, header_cb, NULL, NULL);
  gtk_list_box_set_header_func (self->next, header_cb, NULL, NULL);
  ga_accessible_set_name (GTK_WIDGET (self->due), _ ("Who came?"));
  ga_accessible_set_name (GTK_WIDGET (self->next), _ ("Next walks"));
}
