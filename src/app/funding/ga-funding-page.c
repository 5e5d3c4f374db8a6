/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/funding/ga-funding-page.h"

#include <glib/gi18n-lib.h>

#include "app/compat/ga-accessible.h"
#include "app/funding/ga-application-view.h"
#include "app/funding/ga-grant-view.h"
#include "app/funding/ga-round-view.h"
#include "store/ga-permission.h"

struct _GaFundingPage
{
  GaRecordsPage parent_instance;

  GtkStack *stack; /* the rounds, one application, one grant */
  GtkWidget *back;
  GAction *edit_round;
  GaRecordView *application;
  GaRecordView *grant;
};

G_DEFINE_FINAL_TYPE (GaFundingPage, ga_funding_page, GA_TYPE_RECORDS_PAGE)

static const GaRecordsWords words = {
  .add = N_ ("Add funding round"),
  .add_tip = N_ ("Add funding round (Ctrl+N)"),
  .no_records = N_ ("No funding rounds yet"),
  .first = N_ ("Your first funding round"),
  .first_text = N_ ("Say how much there is to give. Applications, grants and reports follow."),
  .none = N_ ("No funding round chosen"),
  .none_text = N_ ("Choose one in the list to see its applications and what is left."),
};

/* What the page adds, and filters, is rounds: elsewhere these keys would do something unseen. */
static void
show_place (GaFundingPage *self, const char *name)
{
  static const char *const of_list[] = { "add", "filter" };
  gboolean in_list = g_str_equal (name, "rounds");
  GActionMap *actions = ga_page_get_actions (GA_PAGE (self));

  gtk_stack_set_visible_child_name (self->stack, name);
  gtk_widget_set_visible (self->back, !in_list);
  ga_records_page_set_inside (GA_RECORDS_PAGE (self), !in_list);
  for (guint i = 0; i < G_N_ELEMENTS (of_list); i++)
    g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (actions, of_list[i])),
                                 in_list);
}

/* What takes the place of the focus has it already, if the toolkit saw to it. */
static void
focus_first (GtkWidget *view)
{
  GtkRoot *root = gtk_widget_get_root (view);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus != NULL && gtk_widget_is_ancestor (focus, view))
    return;
  gtk_widget_child_focus (view, GTK_DIR_TAB_FORWARD);
}

/* To what it is a part of. */
static void
back_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GaFundingPage *self = user_data;
  GaRecordView *shown = g_str_equal (gtk_stack_get_visible_child_name (self->stack), "grant")
                            ? self->grant
                            : self->application;
  GaRecord *record = ga_record_view_get_record (shown);
  const GaId *above = NULL;

  if (g_str_equal (gtk_stack_get_visible_child_name (self->stack), "rounds"))
    return;
  if (record != NULL)
    above = ga_record_get_reference (record, shown == self->grant ? "application" : "round");
  if (shown == self->grant && above != NULL)
    {
      ga_record_view_set_id (self->application, above);
      show_place (self, "application");
      focus_first (GTK_WIDGET (self->application));
      return;
    }
  show_place (self, "rounds");
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
edit_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GaFundingPage *self = user_data;
  GtkWidget *shown = gtk_stack_get_visible_child (self->stack);

  if (GA_IS_RECORD_VIEW (shown))
    gtk_widget_activate_action (shown, "record.edit", NULL);
  else
    g_action_activate (self->edit_round, NULL);
}

/* It was deleted, or undone: there is nothing more to show. */
static void
changed_cb (GaFundingPage *self)
{
  GtkWidget *shown = gtk_stack_get_visible_child (self->stack);

  if (GA_IS_RECORD_VIEW (shown) && ga_record_view_get_record (GA_RECORD_VIEW (shown)) == NULL)
    show_place (self, "rounds");
}

static void
ga_funding_page_open (GaPage *page, const GaEntity *entity, const GaId *id)
{
  GaFundingPage *self = GA_FUNDING_PAGE (page);
  GaRecordView *view = g_str_equal (entity->name, "grant") ? self->grant : self->application;

  if (g_str_equal (entity->name, "round"))
    {
      show_place (self, "rounds");
      GA_PAGE_CLASS (ga_funding_page_parent_class)->open (page, entity, id);
      return;
    }
  ga_record_view_set_id (view, id);
  show_place (self, entity->name);
  focus_first (GTK_WIDGET (view));
}

static gboolean
ga_funding_page_grab_focus (GtkWidget *widget)
{
  GtkWidget *shown = gtk_stack_get_visible_child (GA_FUNDING_PAGE (widget)->stack);

  if (GA_IS_RECORD_VIEW (shown))
    return gtk_widget_child_focus (shown, GTK_DIR_TAB_FORWARD);
  return GTK_WIDGET_CLASS (ga_funding_page_parent_class)->grab_focus (widget);
}

static void
add_back (GaFundingPage *self)
{
  self->back = gtk_button_new_from_icon_name ("go-previous-symbolic");
  gtk_widget_set_tooltip_text (self->back, _ ("Back (Alt+←)"));
  ga_accessible_set_name (self->back, _ ("Back"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->back), "page.back");
  gtk_widget_set_visible (self->back, FALSE);
  ga_page_add_header_start (GA_PAGE (self), self->back);
}

static GaRecordView *
add_view (GaFundingPage *self, GType type, const char *name)
{
  GaRecordView *view = g_object_new (type, NULL);

  gtk_stack_add_named (self->stack, GTK_WIDGET (view), name);
  ga_record_view_set_up (view, ga_page_get_context (GA_PAGE (self)));
  return view;
}

static void
ga_funding_page_constructed (GObject *object)
{
  static const GActionEntry actions[] = { { "back", back_cb }, { "edit", edit_cb } };
  GaFundingPage *self = GA_FUNDING_PAGE (object);
  GActionMap *map = ga_page_get_actions (GA_PAGE (self));
  g_autoptr (GtkWidget) rounds = NULL;

  G_OBJECT_CLASS (ga_funding_page_parent_class)->constructed (object);
  self->edit_round = g_object_ref (g_action_map_lookup_action (map, "edit"));
  g_action_map_add_action_entries (map, actions, G_N_ELEMENTS (actions), self);
  add_back (self);
  rounds = g_object_ref (adw_bin_get_child (ADW_BIN (self)));
  adw_bin_set_child (ADW_BIN (self), NULL);
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_hhomogeneous (self->stack, FALSE);
  gtk_stack_set_vhomogeneous (self->stack, FALSE);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
  gtk_stack_add_named (self->stack, rounds, "rounds");
  self->application = add_view (self, GA_TYPE_APPLICATION_VIEW, "application");
  self->grant = add_view (self, GA_TYPE_GRANT_VIEW, "grant");
  g_signal_connect_object (ga_context_get_store (ga_page_get_context (GA_PAGE (self))), "changed",
                           G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}

static void
ga_funding_page_dispose (GObject *object)
{
  g_clear_object (&GA_FUNDING_PAGE (object)->edit_round);
  G_OBJECT_CLASS (ga_funding_page_parent_class)->dispose (object);
}

static void
ga_funding_page_class_init (GaFundingPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GaRecordsPageClass *page_class = GA_RECORDS_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = ga_funding_page_constructed;
  G_OBJECT_CLASS (klass)->dispose = ga_funding_page_dispose;
  widget_class->grab_focus = ga_funding_page_grab_focus;
  GA_PAGE_CLASS (klass)->open = ga_funding_page_open;
  page_class->entity = "round";
  page_class->get_view_type = ga_round_view_get_type;
  page_class->icon = "ga-no-funding-symbolic";
  page_class->words = &words;
}

static void
ga_funding_page_init (GaFundingPage *self)
{
}
