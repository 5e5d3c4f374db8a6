/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/ga-window.h"

#include <glib/gi18n-lib.h>

#include "app/attendance/ga-attendance-page.h"
#include "app/compat/ga-accessible.h"
#include "app/ga-act.h"
#include "app/calendar/ga-plan-ahead.h"
#include "app/ga-failure-page.h"
#include "app/ga-geometry.h"
#include "app/ga-keys.h"
#include "app/ga-page.h"
#include "app/ga-pages.h"
#include "app/ga-sidebar.h"
#include "app/ga-start-page.h"
#include "app/ga-toaster.h"
#include "app/ga-trail.h"
#include "app/ga-waiting-page.h"
#include "app/files/ga-import-window.h"
#include "app/search/ga-search-page.h"
#include "app/sync/ga-foot.h"
#include "app/sync/ga-sync-actions.h"
#include "app/today/ga-today-page.h"
#include "app/widgets/ga-editor.h"
#include "app/widgets/ga-tab-leaves.h"
#include "exchange/ga-example.h"
#include "store/ga-backup.h"

struct _GaWindow
{
  AdwApplicationWindow parent_instance;

  GaContext *context;
  GaPage *page;       /* (nullable): the visible one */
  char *page_name;    /* (nullable): its name */
  char *page_before;  /* (nullable): where leaving the search leads */
  char *page_under;   /* (nullable): where leaving a walk leads */
  char *page_first;   /* (nullable): shown when the profile opens */
  GaTrail *trail;     /* the pages that led to it */
  gboolean on_trail;  /* led by a link, or back */
  guint later_source; /* runs what need not be done before the first frame */
  gboolean opening;   /* on a thread */

  GaToaster *toaster;
  GtkStack *states;
  AdwHeaderBar *header;
  AdwWindowTitle *page_title;
  GtkListBox *sidebar;
  GtkStack *pages;
  GtkMenuButton *menu_button;
  GtkButton *search_button;
  GaFoot *foot;
};

G_DEFINE_FINAL_TYPE (GaWindow, ga_window, ADW_TYPE_APPLICATION_WINDOW)

static void
show_entries (GaWindow *self)
{
  ga_sidebar_show (self->sidebar, self->context);
}

/* Whoever goes to a page without a link comes from nowhere. */
static void
leave_trail (GaWindow *self)
{
  ga_trail_clear (self->trail);
  for (GtkWidget *page = gtk_widget_get_first_child (GTK_WIDGET (self->pages)); page != NULL;
       page = gtk_widget_get_next_sibling (page))
    ga_page_leave (GA_PAGE (page));
}

static void
keep_name (char **place, const char *name)
{
  g_free (*place);
  *place = g_strdup (name);
}

static void
switch_to (GaWindow *self, const char *name, const char *title, GType type)
{
  GtkWidget *page = gtk_stack_get_child_by_name (self->pages, name);

  if (page == NULL)
    {
      page = g_object_new (type, "context", self->context, NULL);
      gtk_stack_add_named (self->pages, page, name);
      ga_accessible_mend (page);
    }
  if (!self->on_trail && ga_pages_find (name) != NULL)
    leave_trail (self);
  if (GA_PAGE (page) == self->page)
    return;
  if (self->page != NULL)
    ga_page_put_header (self->page, self->header, FALSE);
  self->page = GA_PAGE (page);
  keep_name (&self->page_name, name);
  ga_page_put_header (self->page, self->header, TRUE);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "page",
                                  G_ACTION_GROUP (ga_page_get_actions (self->page)));
  adw_window_title_set_title (self->page_title, title);
  gtk_window_set_title (GTK_WINDOW (self), title);
  /* A toast may not lie over the total that it speaks of. */
  if (GA_IS_ATTENDANCE_PAGE (page))
    gtk_widget_add_css_class (GTK_WIDGET (self->toaster), "ga-above-foot");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->toaster), "ga-above-foot");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.leave-meeting",
                                 GA_IS_ATTENDANCE_PAGE (page));
  gtk_stack_set_visible_child (self->pages, page);
  ga_page_shown (self->page);
}

static void
select_sidebar (GaWindow *self, const char *name)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->sidebar, i)) != NULL; i++)
    if (g_str_equal (gtk_widget_get_name (GTK_WIDGET (row)), name))
      gtk_list_box_select_row (self->sidebar, row);
}

static void
daily_backup_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GaWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!ga_store_daily_backup_finish (GA_STORE (source), result, &error) &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) && self->toaster != NULL)
    ga_toaster_say_error (self->toaster, error);
}

/* What need not be done before somebody sees the window. */
static gboolean
after_first_frame_cb (gpointer user_data)
{
  GaWindow *self = user_data;
  GaStore *store = ga_context_get_store (self->context);

  self->later_source = 0;
  /* Drawn from SVG in several sizes, for window managers that know no desktop files. */
  gtk_window_set_icon_name (GTK_WINDOW (self), GA_APP_ID);
  if (store != NULL && !ga_context_is_example (self->context) && !ga_store_is_read_only (store))
    ga_store_daily_backup_async (store, NULL, daily_backup_cb, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static gboolean
focus_is_in (GaWindow *self, gpointer widget)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  /* A page may have turned away from what had the focus when it was last seen. */
  return focus != NULL && gtk_widget_get_mapped (focus) &&
         (focus == widget || gtk_widget_is_ancestor (focus, widget));
}

/* On Today the walk that waits for its attendance is one key away. */
static void
grab_first_focus (GaWindow *self)
{
  if (!GA_IS_TODAY_PAGE (self->page) || !gtk_widget_grab_focus (GTK_WIDGET (self->page)))
    gtk_widget_grab_focus (GTK_WIDGET (self->sidebar));
}

static void
open_shell (GaWindow *self)
{
  GSettings *settings = ga_context_get_settings (self->context);
  g_autofree char *last = settings != NULL ? g_settings_get_string (settings, "page") : NULL;
  guint n_pages;
  const GaPageInfo *infos = ga_pages_get (&n_pages);

  gtk_stack_set_visible_child_name (self->states, "shell");
  ga_sidebar_fill (self->sidebar);
  ga_foot_set_context (self->foot, self->context);
  ga_sync_actions_follow (self);
  g_signal_connect_object (self->context, "sync-changed", G_CALLBACK (show_entries), self,
                           G_CONNECT_SWAPPED);
  if (!ga_window_show_page (self, self->page_first) && !ga_window_show_page (self, last))
    ga_window_show_page (self, infos[0].name);
  show_entries (self);
  grab_first_focus (self);
  self->later_source =
      g_timeout_add_seconds_full (G_PRIORITY_LOW, 2, after_first_frame_cb, self, NULL);
}

static void
example_filled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GaWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  /* Closed in the meantime. */
  if (self->toaster == NULL)
    return;
  if (ga_store_transact_finish (GA_STORE (source), result, &error) <= 0 && error != NULL)
    ga_toaster_say_error (self->toaster, error);
  /* There were no walks yet when the window opened. Who has gone elsewhere since stays there. */
  else if (focus_is_in (self, self->sidebar))
    grab_first_focus (self);
}

/* Each state but the usual one is made when it is needed. */
static void
show_instead (GaWindow *self, GtkWidget *page)
{
  GtkWidget *before = gtk_stack_get_child_by_name (self->states, "instead");

  gtk_stack_add_child (self->states, page);
  gtk_stack_set_visible_child (self->states, page);
  if (before != NULL)
    gtk_stack_remove (self->states, before);
  gtk_stack_page_set_name (gtk_stack_get_page (self->states, page), "instead");
  ga_accessible_mend (page);
  gtk_widget_grab_focus (page);
}

static void
show_opened (GaWindow *self, gboolean opened, const GError *error)
{
  if (opened)
    {
      g_signal_connect_object (ga_context_get_store (self->context), "read-failed",
                               G_CALLBACK (ga_window_say_error), self, G_CONNECT_SWAPPED);
      if (ga_context_is_example (self->context))
        ga_store_transact_async (ga_context_get_store (self->context), N_ ("Example filled"),
                                 ga_example_fill, NULL, NULL, NULL, example_filled_cb,
                                 g_object_ref (self));
      open_shell (self);
      ga_plan_ahead (self->context);
    }
  else
    show_instead (self, ga_failure_page_new (self->context, error));
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GaWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean opened = ga_context_open_finish (GA_CONTEXT (source), result, &error);

  self->opening = FALSE;
  if (g_application_get_default () != NULL)
    g_application_release (g_application_get_default ());
  if (self->toaster != NULL)
    show_opened (self, opened, error);
  /* Closed in the meantime. */
  else
    ga_context_close (self->context);
}

/* What writes is done on a thread, and to its end even when the window is closed. A new profile is
 * there before anybody could read why to wait. */
static void
open_profile (GaWindow *self)
{
  g_autoptr (GError) error = NULL;
  gboolean is_new = !ga_context_has_file (self->context);

  if (self->opening)
    return;
  if (!is_new && !ga_context_wants_work (self->context))
    {
      show_opened (self, ga_context_open (self->context, &error), error);
      return;
    }
  self->opening = TRUE;
  if (!is_new)
    show_instead (self, ga_waiting_page_new ());
  if (g_application_get_default () != NULL)
    g_application_hold (g_application_get_default ());
  ga_context_open_async (self->context, opened_cb, g_object_ref (self));
}

static void
row_selected_cb (GaWindow *self, GtkListBoxRow *row)
{
  const GaPageInfo *info =
      row != NULL ? ga_pages_find (gtk_widget_get_name (GTK_WIDGET (row))) : NULL;

  if (info != NULL)
    {
      switch_to (self, info->name, _ (info->title), info->get_type ());
      show_entries (self);
    }
}

static void
row_activated_cb (GaWindow *self, GtkListBoxRow *row)
{
  row_selected_cb (self, row);
  gtk_widget_grab_focus (GTK_WIDGET (self->page));
}

/* The stack moves the focus along from a page to the next; from elsewhere it would stay, or fall
 * on the first button of the header bar. */
static void
go_to_page (GaWindow *self, const char *name)
{
  if (ga_window_show_page (self, name) && ga_window_is_open (self) &&
      !focus_is_in (self, self->page))
    gtk_widget_grab_focus (GTK_WIDGET (self->page));
}

static void
page_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  go_to_page (GA_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
page_number_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GaWindow *self = GA_WINDOW (widget);
  const char *name = ga_sidebar_get_nth (self->sidebar, g_variant_get_int32 (parameter));

  if (name != NULL)
    go_to_page (self, name);
}

static void
follow_link (GaWindow *self, const char *name, const GaEntity *entity, const GaId *id)
{
  gboolean is_other = g_strcmp0 (self->page_name, name) != 0;

  if (is_other && self->page_name != NULL)
    ga_trail_push (self->trail, self->page_name, self->page,
                   gtk_window_get_focus (GTK_WINDOW (self)));
  self->on_trail = TRUE;
  ga_window_show_page (self, name);
  self->on_trail = FALSE;
  if (is_other)
    ga_page_enter (self->page, entity, id);
  else
    ga_page_open (self->page, entity, id);
}

static void
show_meeting (GaWindow *self)
{
  gtk_list_box_unselect_all (self->sidebar);
  switch_to (self, "attendance", _ ("Who came?"), GA_TYPE_ATTENDANCE_PAGE);
}

/* To a page as it was left. @name: (nullable) Returns: whether there is such a page */
static gboolean
return_to (GaWindow *self, const char *name)
{
  gboolean found = TRUE;

  self->on_trail = TRUE;
  if (g_strcmp0 (name, "search") == 0)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.search", NULL);
  else if (g_strcmp0 (name, "attendance") == 0)
    show_meeting (self);
  else
    found = ga_window_show_page (self, name);
  self->on_trail = FALSE;
  return found;
}

static void
go_back_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GaWindow *self = GA_WINDOW (widget);
  GaPagePlace place;
  GtkWidget *focus;
  g_autofree char *name = ga_trail_pop (self->trail, &place, &focus);

  if (name == NULL)
    return;
  ga_page_leave (self->page);
  if (return_to (self, name))
    ga_page_return (self->page, &place);
  if (focus == NULL || !gtk_widget_get_mapped (focus) || !gtk_widget_grab_focus (focus))
    gtk_widget_grab_focus (GTK_WIDGET (self->page));
}

static void
open_record_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GaWindow *self = GA_WINDOW (widget);
  const char *name;
  const char *text;
  const GaEntity *entity;
  const GaPageInfo *info;
  GaId id;

  g_variant_get (parameter, "(&s&s)", &name, &text);
  if (!ga_window_is_open (self) || !ga_id_parse (text, &id))
    return;
  entity = ga_context_get_entity (self->context, name);
  if (entity == NULL)
    return;
  info = ga_pages_find_for (entity);
  if (info != NULL)
    follow_link (self, info->name, entity, &id);
  else
    ga_editor_edit (GTK_WIDGET (self), self->context, entity, &id);
}

static void
open_meeting_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GaWindow *self = GA_WINDOW (widget);
  GaId id;

  if (!ga_window_is_open (self) || !ga_id_parse (g_variant_get_string (parameter, NULL), &id))
    return;
  if (g_strcmp0 (self->page_name, "attendance") != 0)
    keep_name (&self->page_under, self->page_name);
  show_meeting (self);
  ga_page_open (self->page, ga_context_get_entity (self->context, "meeting"), &id);
}

static void
leave_meeting_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GaWindow *self = GA_WINDOW (widget);

  if (!return_to (self, self->page_under))
    ga_window_show_page (self, "today");
  gtk_widget_grab_focus (GTK_WIDGET (self->page));
}

static void
add_community_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  if (ga_window_show_page (GA_WINDOW (widget), "communities"))
    gtk_widget_activate_action (widget, "page.add", NULL);
}

static void
search_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GaWindow *self = GA_WINDOW (widget);

  if (!ga_window_is_open (self))
    return;
  if (!self->on_trail && g_strcmp0 (self->page_name, "search") != 0)
    keep_name (&self->page_before, self->page_name);
  gtk_list_box_unselect_all (self->sidebar);
  switch_to (self, "search", _ ("Search"), GA_TYPE_SEARCH_PAGE);
  ga_search_page_focus (GA_SEARCH_PAGE (self->page));
}

static void
leave_search_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GaWindow *self = GA_WINDOW (widget);

  if (!return_to (self, self->page_before))
    return_to (self, "attendance");
  gtk_widget_grab_focus (GTK_WIDGET (self->page));
}

static void
menu_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GtkWidget *shown = gtk_stack_get_visible_child (GA_WINDOW (widget)->states);
  GtkMenuButton *button = GA_IS_START_PAGE (shown)
                              ? ga_start_page_get_menu_button (GA_START_PAGE (shown))
                              : GA_WINDOW (widget)->menu_button;

  if (gtk_widget_get_mapped (GTK_WIDGET (button)))
    gtk_menu_button_popup (button);
}

static void
keys_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ga_keys_show (GTK_APPLICATION_WINDOW (widget));
}

static void
undo_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GaWindow *self = GA_WINDOW (widget);

  if (ga_window_is_open (self))
    ga_act_undo (GTK_WIDGET (self->toaster), self->context,
                 parameter != NULL ? g_variant_get_int64 (parameter) : 0);
}

static void
redo_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GaWindow *self = GA_WINDOW (widget);

  if (ga_window_is_open (self))
    ga_act_redo (GTK_WIDGET (self->toaster), self->context);
}

static void
import_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GaWindow *self = GA_WINDOW (widget);

  if (ga_window_is_open (self))
    ga_import_window_ask (GTK_WIDGET (self->toaster), self->context);
}

static void
begin_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ga_window_begin (GA_WINDOW (widget));
}

static void
remember (GaWindow *self)
{
  GSettings *settings = ga_context_get_settings (self->context);

  if (settings != NULL && self->page_name != NULL && ga_pages_find (self->page_name) != NULL)
    g_settings_set_string (settings, "page", self->page_name);
  ga_geometry_remember (GTK_WINDOW (self), settings);
}

static gboolean
ga_window_close_request (GtkWindow *window)
{
  GaEditor *editor = ga_editor_find (window);

  /* What is being written is asked about before the window goes. */
  if (editor != NULL && ga_editor_is_unsaved (editor))
    {
      gtk_window_close (GTK_WINDOW (editor));
      return GDK_EVENT_STOP;
    }
  remember (GA_WINDOW (window));
  return GTK_WINDOW_CLASS (ga_window_parent_class)->close_request (window);
}

static void
ga_window_dispose (GObject *object)
{
  GaWindow *self = GA_WINDOW (object);

  self->page = NULL;
  g_clear_handle_id (&self->later_source, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), GA_TYPE_WINDOW);
  G_OBJECT_CLASS (ga_window_parent_class)->dispose (object);
  /* After the pages, which read from it. */
  if (self->context != NULL && !self->opening)
    ga_context_close (self->context);
}

static void
ga_window_finalize (GObject *object)
{
  GaWindow *self = GA_WINDOW (object);

  g_clear_object (&self->context);
  g_free (self->page_name);
  g_free (self->page_before);
  g_free (self->page_under);
  g_free (self->page_first);
  ga_trail_free (self->trail);
  G_OBJECT_CLASS (ga_window_parent_class)->finalize (object);
}

static void
ga_window_class_init (GaWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ga_window_dispose;
  object_class->finalize = ga_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = ga_window_close_request;

  g_type_ensure (GA_TYPE_TOASTER);
  g_type_ensure (GA_TYPE_FOOT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/gangart/Gangart/ui/window.ui");
  gtk_widget_class_bind_template_child (widget_class, GaWindow, toaster);
  gtk_widget_class_bind_template_child (widget_class, GaWindow, states);
  gtk_widget_class_bind_template_child (widget_class, GaWindow, header);
  gtk_widget_class_bind_template_child (widget_class, GaWindow, page_title);
  gtk_widget_class_bind_template_child (widget_class, GaWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, GaWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, GaWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, GaWindow, search_button);
  gtk_widget_class_bind_template_child (widget_class, GaWindow, foot);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);

  gtk_widget_class_install_action (widget_class, "win.page", "s", page_cb);
  gtk_widget_class_install_action (widget_class, "win.page-number", "i", page_number_cb);
  gtk_widget_class_install_action (widget_class, "win.open-record", "(ss)", open_record_cb);
  gtk_widget_class_install_action (widget_class, "win.go-back", NULL, go_back_cb);
  gtk_widget_class_install_action (widget_class, "win.open-meeting", "s", open_meeting_cb);
  gtk_widget_class_install_action (widget_class, "win.leave-meeting", NULL, leave_meeting_cb);
  gtk_widget_class_install_action (widget_class, "win.add-community", NULL, add_community_cb);
  gtk_widget_class_install_action (widget_class, "win.search", NULL, search_cb);
  gtk_widget_class_install_action (widget_class, "win.leave-search", NULL, leave_search_cb);
  gtk_widget_class_install_action (widget_class, "win.menu", NULL, menu_cb);
  gtk_widget_class_install_action (widget_class, "win.keys", NULL, keys_cb);
  gtk_widget_class_install_action (widget_class, "win.undo", NULL, undo_cb);
  gtk_widget_class_install_action (widget_class, "win.undo-act", "x", undo_cb);
  gtk_widget_class_install_action (widget_class, "win.redo", NULL, redo_cb);
  gtk_widget_class_install_action (widget_class, "win.begin", NULL, begin_cb);
  gtk_widget_class_install_action (widget_class, "win.import", NULL, import_cb);
}

static void
ga_window_init (GaWindow *self)
{
  self->trail = ga_trail_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  ga_sync_actions_add (self);
  ga_tab_leaves (GTK_WIDGET (self->sidebar));
  ga_accessible_mend (GTK_WIDGET (self->states));
  ga_accessible_set_name (GTK_WIDGET (self->sidebar), _ ("Pages"));
  ga_accessible_set_name (GTK_WIDGET (self->menu_button), _ ("Menu"));
  ga_accessible_set_name (GTK_WIDGET (self->search_button), _ ("Search"));
}

/**
 * ga_window_new:
 * @context: a profile that is not open yet: the window opens it, or shows the page of first start,
 *   and closes it
 */
GaWindow *
ga_window_new (GtkApplication *application, GaContext *context)
{
  GaWindow *self = g_object_new (GA_TYPE_WINDOW, "application", application, NULL);

  self->context = g_object_ref (context);
  ga_geometry_restore (GTK_WINDOW (self), ga_context_get_settings (context));
  if (ga_context_is_example (context) || ga_context_has_file (context))
    open_profile (self);
  else
    show_instead (self, g_object_new (GA_TYPE_START_PAGE, NULL));
  return self;
}

GaContext *
ga_window_get_context (GaWindow *self)
{
  return self->context;
}

/**
 * ga_window_get_shown:
 * Returns: (transfer none): the page, or what stands in its place while there is none
 */
GtkWidget *
ga_window_get_shown (GaWindow *self)
{
  return self->page != NULL ? GTK_WIDGET (self->page) : gtk_stack_get_visible_child (self->states);
}

/**
 * ga_window_is_open: whether the profile is open, so that its pages show
 */
gboolean
ga_window_is_open (GaWindow *self)
{
  return ga_context_get_store (self->context) != NULL;
}

/**
 * ga_window_begin: begins the profile, or tries again to open it
 */
void
ga_window_begin (GaWindow *self)
{
  if (!ga_window_is_open (self))
    open_profile (self);
}

/**
 * ga_window_show_page:
 * @name: (nullable): of the page; remembered while the profile is not open yet
 * Returns: whether there is such a page
 */
gboolean
ga_window_show_page (GaWindow *self, const char *name)
{
  if (name == NULL || ga_pages_find (name) == NULL)
    return FALSE;
  if (ga_window_is_open (self))
    select_sidebar (self, name);
  else
    keep_name (&self->page_first, name);
  return TRUE;
}

void
ga_window_say_error (GaWindow *self, const GError *error)
{
  ga_toaster_say_error (self->toaster, error);
}
