/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/help/ga-help-window.h"

#include <glib/gi18n-lib.h>

#include "app/compat/ga-accessible.h"
#include "app/help/ga-help-pages.h"
#include "app/help/ga-help-text.h"
#include "app/widgets/ga-fold-layout.h"
#include "app/widgets/ga-tab-leaves.h"

#define WORDS "ga-words"

struct _GaHelpWindow
{
  AdwWindow parent_instance;

  GPtrArray *before; /* (element-type utf8): names of the pages that led here, the last one last */
  char *page;        /* (nullable) */
  GtkWindow *behind; /* (unowned) (nullable): the window that it helps with; gone, so is this */

  GtkWidget *folding;
  GaFoldLayout *layout;
  AdwHeaderBar *contents_header;
  AdwHeaderBar *page_header;
  GtkSearchEntry *search;
  GtkListBox *contents;
  GtkButton *contents_button;
  GtkButton *back;
  GtkButton *keys;
  GtkScrolledWindow *scroller;
  AdwClamp *place;
};

G_DEFINE_FINAL_TYPE (GaHelpWindow, ga_help_window, ADW_TYPE_WINDOW)

static const char *
get_row_page (GtkListBoxRow *row)
{
  return gtk_widget_get_name (GTK_WIDGET (row));
}

static void
select_row (GaHelpWindow *self, const char *page)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->contents, i)) != NULL; i++)
    if (g_str_equal (get_row_page (row), page))
      gtk_list_box_select_row (self->contents, row);
}

static void
show_page (GaHelpWindow *self, const char *page)
{
  g_autofree char *markdown = ga_help_pages_read (page, ga_help_pages_get_language ());
  g_autofree char *title = NULL;

  if (markdown == NULL || g_strcmp0 (page, self->page) == 0)
    return;
  /* The toolkit complains of a focus that goes while it is being painted. */
  if (gtk_window_get_focus (GTK_WINDOW (self)) != NULL &&
      gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (self)), GTK_WIDGET (self->place)))
    gtk_window_set_focus (GTK_WINDOW (self), NULL);
  g_free (self->page);
  self->page = g_strdup (page);
  title = ga_help_text_get_title (markdown);
  adw_clamp_set_child (self->place, ga_help_text_new (markdown));
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  ga_accessible_set_name (GTK_WIDGET (self->place), title);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "help.back", self->before->len > 0);
  select_row (self, page);
}

/* Remembers where it came from. */
static void
go_to (GaHelpWindow *self, const char *page)
{
  if (self->page != NULL && !g_str_equal (self->page, page) &&
      g_strv_contains (ga_help_pages_get (), page))
    g_ptr_array_add (self->before, g_strdup (self->page));
  show_page (self, page);
}

/* What was followed is gone with the page before; what is read comes next. */
static void
focus_text (GaHelpWindow *self)
{
  gtk_widget_child_focus (GTK_WIDGET (self->place), GTK_DIR_TAB_FORWARD);
}

static void
show_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GaHelpWindow *self = GA_HELP_WINDOW (widget);
  g_autofree char *page = g_variant_dup_string (parameter, NULL);

  go_to (self, page);
  focus_text (self);
}

static void
back_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GaHelpWindow *self = GA_HELP_WINDOW (widget);
  g_autofree char *page = NULL;

  if (self->before->len == 0)
    return;
  page = g_ptr_array_steal_index (self->before, self->before->len - 1);
  show_page (self, page);
}

static void
contents_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GaHelpWindow *self = GA_HELP_WINDOW (widget);
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->contents);

  ga_fold_layout_show_last (self->layout, FALSE);
  gtk_widget_grab_focus (row != NULL ? GTK_WIDGET (row) : GTK_WIDGET (self->contents));
}

static void
search_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GaHelpWindow *self = GA_HELP_WINDOW (widget);

  ga_fold_layout_show_last (self->layout, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

/* Where there is room for one of the two, that one leads to the other, and has all the buttons. */
static void
folded_cb (GaHelpWindow *self)
{
  gboolean folded = ga_fold_layout_is_folded (self->layout);

  gtk_widget_set_visible (GTK_WIDGET (self->contents_button), folded);
  adw_header_bar_set_show_end_title_buttons (self->contents_header, folded);
  adw_header_bar_set_show_start_title_buttons (self->page_header, folded);
}

static void
keys_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GaHelpWindow *self = GA_HELP_WINDOW (widget);

  if (self->behind != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self->behind), "win.keys", NULL);
}

static void
row_selected_cb (GaHelpWindow *self, GtkListBoxRow *row)
{
  if (row != NULL && g_strcmp0 (get_row_page (row), self->page) != 0)
    go_to (self, get_row_page (row));
}

static void
row_activated_cb (GaHelpWindow *self, GtkListBoxRow *row)
{
  row_selected_cb (self, row);
  ga_fold_layout_show_last (self->layout, TRUE);
  focus_text (self);
}

static gboolean
filter_cb (GtkListBoxRow *row, gpointer user_data)
{
  GaHelpWindow *self = user_data;
  const char *wanted = gtk_editable_get_text (GTK_EDITABLE (self->search));

  return *wanted == '\0' ||
         g_str_match_string (wanted, g_object_get_data (G_OBJECT (row), WORDS), TRUE);
}

static void
searched_cb (GaHelpWindow *self)
{
  gtk_list_box_invalidate_filter (self->contents);
}

static GtkListBoxRow *
get_first_found (GaHelpWindow *self)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->contents, i)) != NULL; i++)
    if (filter_cb (row, self))
      return row;
  return NULL;
}

static void
search_activated_cb (GaHelpWindow *self)
{
  GtkListBoxRow *row = get_first_found (self);

  if (row != NULL)
    row_activated_cb (self, row);
}

static void
stop_search_cb (GaHelpWindow *self)
{
  if (*gtk_editable_get_text (GTK_EDITABLE (self->search)) != '\0')
    gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  else
    gtk_window_close (GTK_WINDOW (self));
}

static gboolean
search_key_cb (GaHelpWindow *self, guint key)
{
  GtkListBoxRow *row = get_first_found (self);

  if ((key != GDK_KEY_Down && key != GDK_KEY_KP_Down) || row == NULL)
    return GDK_EVENT_PROPAGATE;
  gtk_widget_grab_focus (GTK_WIDGET (row));
  return GDK_EVENT_STOP;
}

static void
fill_contents (GaHelpWindow *self)
{
  const char *const *pages = ga_help_pages_get ();

  for (gsize i = 0; pages[i] != NULL; i++)
    {
      g_autofree char *markdown = ga_help_pages_read (pages[i], ga_help_pages_get_language ());
      g_autofree char *title = ga_help_text_get_title (markdown != NULL ? markdown : "");
      GtkWidget *row = gtk_list_box_row_new ();
      GtkWidget *label = gtk_label_new (title);

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
      gtk_widget_set_name (row, pages[i]);
      ga_accessible_set_name (row, title);
      g_object_set_data_full (G_OBJECT (row), WORDS,
                              ga_help_text_get_words (markdown != NULL ? markdown : ""), g_free);
      gtk_list_box_append (self->contents, row);
    }
  gtk_list_box_set_filter_func (self->contents, filter_cb, self, NULL);
}

static void
ga_help_window_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), GA_TYPE_HELP_WINDOW);
  G_OBJECT_CLASS (ga_help_window_parent_class)->dispose (object);
}

static void
ga_help_window_finalize (GObject *object)
{
  GaHelpWindow *self = GA_HELP_WINDOW (object);

  g_ptr_array_unref (self->before);
  g_free (self->page);
  G_OBJECT_CLASS (ga_help_window_parent_class)->finalize (object);
}

static void
add_keys (GtkWidgetClass *klass)
{
  gtk_widget_class_add_binding_action (klass, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_Left, GDK_ALT_MASK, "help.back", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_f, GDK_CONTROL_MASK, "help.search", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_question, GDK_CONTROL_MASK, "help.keys",
                                       NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_question, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                       "help.keys", NULL);
}

static void
ga_help_window_class_init (GaHelpWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ga_help_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = ga_help_window_finalize;
  g_type_ensure (GA_TYPE_FOLD_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/gangart/Gangart/ui/help/help-window.ui");
  gtk_widget_class_bind_template_child (widget_class, GaHelpWindow, folding);
  gtk_widget_class_bind_template_child (widget_class, GaHelpWindow, layout);
  gtk_widget_class_bind_template_child (widget_class, GaHelpWindow, contents_header);
  gtk_widget_class_bind_template_child (widget_class, GaHelpWindow, page_header);
  gtk_widget_class_bind_template_child (widget_class, GaHelpWindow, search);
  gtk_widget_class_bind_template_child (widget_class, GaHelpWindow, contents);
  gtk_widget_class_bind_template_child (widget_class, GaHelpWindow, contents_button);
  gtk_widget_class_bind_template_child (widget_class, GaHelpWindow, back);
  gtk_widget_class_bind_template_child (widget_class, GaHelpWindow, keys);
  gtk_widget_class_bind_template_child (widget_class, GaHelpWindow, scroller);
  gtk_widget_class_bind_template_child (widget_class, GaHelpWindow, place);
  gtk_widget_class_bind_template_callback (widget_class, folded_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, searched_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_key_cb);
  gtk_widget_class_install_action (widget_class, "help.show", "s", show_cb);
  gtk_widget_class_install_action (widget_class, "help.back", NULL, back_cb);
  gtk_widget_class_install_action (widget_class, "help.contents", NULL, contents_cb);
  gtk_widget_class_install_action (widget_class, "help.search", NULL, search_cb);
  gtk_widget_class_install_action (widget_class, "help.keys", NULL, keys_cb);
  add_keys (widget_class);
}

static void
ga_help_window_init (GaHelpWindow *self)
{
  self->before = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  ga_fold_layout_show_last (self->layout, TRUE);
  folded_cb (self);
  /* Tab goes past the links of a text that it has selected. */
  g_object_set (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-label-select-on-focus", FALSE,
                NULL);
  fill_contents (self);
  ga_tab_leaves (GTK_WIDGET (self->contents));
  ga_accessible_mend (GTK_WIDGET (self));
  ga_accessible_set_name (GTK_WIDGET (self->search), _ ("Search"));
  ga_accessible_set_name (GTK_WIDGET (self->contents), _ ("Contents"));
  ga_accessible_set_name (GTK_WIDGET (self->back), _ ("Back"));
  ga_accessible_set_name (GTK_WIDGET (self->keys), _ ("Keyboard shortcuts"));
}

static GaHelpWindow *
find_open (GtkApplication *application)
{
  GList *link = application != NULL ? gtk_application_get_windows (application) : NULL;

  for (; link != NULL; link = link->next)
    if (GA_IS_HELP_WINDOW (link->data))
      return link->data;
  return NULL;
}

/* It belongs to what @asked lies before, but in a group of its own: a dialog holds back the others
 * of its group, and help is wanted beside it. */
static GaHelpWindow *
open_beside (GtkWindow *asked)
{
  g_autoptr (GtkWindowGroup) group = gtk_window_group_new ();
  GaHelpWindow *self = g_object_new (GA_TYPE_HELP_WINDOW, NULL);

  while (gtk_window_get_transient_for (asked) != NULL)
    asked = gtk_window_get_transient_for (asked);
  self->behind = asked;
  gtk_window_group_add_window (group, GTK_WINDOW (self));
  g_signal_connect_object (asked, "destroy", G_CALLBACK (gtk_window_destroy), self,
                           G_CONNECT_SWAPPED);
  return self;
}

/* The contents go to the row that has the focus, but only once they know where it lies. */
static gboolean
focus_row_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  GaHelpWindow *self = GA_HELP_WINDOW (widget);
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->contents);

  if (gtk_widget_get_height (self->folding) == 0)
    return G_SOURCE_CONTINUE;
  if (row != NULL && gtk_widget_get_mapped (GTK_WIDGET (row)))
    gtk_widget_grab_focus (GTK_WIDGET (row));
  else
    focus_text (self);
  return G_SOURCE_REMOVE;
}

/**
 * ga_help_window_show: opens the manual, or turns the one that is open, at a page
 * @asked: the window that somebody is in
 */
void
ga_help_window_show (GtkWindow *asked, const char *page)
{
  GaHelpWindow *self;

  if (GA_IS_HELP_WINDOW (asked))
    return;
  self = find_open (gtk_window_get_application (asked));
  if (self == NULL)
    self = open_beside (asked);
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  go_to (self, page);
  ga_fold_layout_show_last (self->layout, TRUE);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_add_tick_callback (GTK_WIDGET (self), focus_row_cb, NULL, NULL);
}

/**
 * ga_help_window_get_page:
 * Returns: (transfer none) (nullable): the name of the page that is shown
 */
const char *
ga_help_window_get_page (GaHelpWindow *self)
{
  return self->page;
}
