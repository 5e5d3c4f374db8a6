/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/people/ga-people-page.h"

#include <glib/gi18n-lib.h>

#include "app/people/ga-person-view.h"
#include "app/widgets/ga-editor.h"
#include "app/widgets/ga-record-list.h"

struct _GaPeoplePage
{
  GaPage parent_instance;

  GaRecordList *list;
  GtkStack *detail;
  GaRecordView *view;
};

G_DEFINE_FINAL_TYPE (GaPeoplePage, ga_people_page, GA_TYPE_PAGE)

static const GaEntity *
entity_of (GaPeoplePage *self)
{
  return ga_context_get_entity (ga_page_get_context (GA_PAGE (self)), "person");
}

static void
show_detail (GaPeoplePage *self)
{
  const char *state = gtk_stack_get_visible_child_name (self->detail);

  if (ga_record_list_get_chosen (self->list) != NULL)
    state = "person";
  else if (ga_record_list_is_empty (self->list))
    state = "empty";
  else if (!g_str_equal (state, "blank"))
    state = "none";
  gtk_stack_set_visible_child_name (self->detail, state);
  /* Even out of sight an icon is read at once, and reading this one costs. */
  if (ADW_IS_STATUS_PAGE (gtk_stack_get_visible_child (self->detail)))
    adw_status_page_set_icon_name (ADW_STATUS_PAGE (gtk_stack_get_visible_child (self->detail)),
                                   "ga-no-people-symbolic");
}

static void
chosen_cb (GaPeoplePage *self, GaRecord *record)
{
  ga_record_view_set_id (self->view, record != NULL ? ga_record_get_id (record) : NULL);
  show_detail (self);
}

static void
saved_cb (GaPeoplePage *self, GaRecord *record)
{
  ga_record_list_select (self->list, ga_record_get_id (record));
}

static void
add_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GaPeoplePage *self = user_data;
  GaContext *context = ga_page_get_context (GA_PAGE (self));
  g_autoptr (GaRecord) record = ga_record_new (entity_of (self));
  GaEditor *editor = ga_editor_new (GTK_WIDGET (self), context, record, NULL);

  g_signal_connect_object (editor, "saved", G_CALLBACK (saved_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (editor));
}

static void
filter_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ga_record_list_focus_filter (GA_PEOPLE_PAGE (user_data)->list);
}

static void
edit_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gtk_widget_activate_action (GTK_WIDGET (GA_PEOPLE_PAGE (user_data)->view), "record.edit", NULL);
}

static const GActionEntry actions[] = {
  { "add", add_cb },
  { "filter", filter_cb },
  { "edit", edit_cb },
};

static void
add_header (GaPeoplePage *self)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *content = adw_button_content_new ();

  adw_button_content_set_icon_name (ADW_BUTTON_CONTENT (content), "list-add-symbolic");
  adw_button_content_set_label (ADW_BUTTON_CONTENT (content), _ ("Add person"));
  gtk_button_set_child (GTK_BUTTON (button), content);
  gtk_widget_set_tooltip_text (button, _ ("Add person (Ctrl+N)"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "page.add");
  ga_page_add_header_start (GA_PAGE (self), button);
}

static gboolean
ga_people_page_grab_focus (GtkWidget *widget)
{
  ga_record_list_focus_filter (GA_PEOPLE_PAGE (widget)->list);
  return TRUE;
}

static void
ga_people_page_open (GaPage *page, const GaEntity *entity, const GaId *id)
{
  ga_record_list_select (GA_PEOPLE_PAGE (page)->list, id);
}

static void
ga_people_page_constructed (GObject *object)
{
  GaPeoplePage *self = GA_PEOPLE_PAGE (object);
  GaContext *context = ga_page_get_context (GA_PAGE (self));

  G_OBJECT_CLASS (ga_people_page_parent_class)->constructed (object);
  g_action_map_add_action_entries (ga_page_get_actions (GA_PAGE (self)), actions,
                                   G_N_ELEMENTS (actions), self);
  add_header (self);
  ga_record_view_set_up (self->view, context);
  ga_record_list_set_up (self->list, context, entity_of (self));
  ga_record_list_set_empty (self->list, _ ("Nobody yet"), _ ("They are listed here."));
}

static void
ga_people_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), GA_TYPE_PEOPLE_PAGE);
  G_OBJECT_CLASS (ga_people_page_parent_class)->dispose (object);
}

static void
ga_people_page_class_init (GaPeoplePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = ga_people_page_constructed;
  G_OBJECT_CLASS (klass)->dispose = ga_people_page_dispose;
  widget_class->grab_focus = ga_people_page_grab_focus;
  GA_PAGE_CLASS (klass)->open = ga_people_page_open;
  g_type_ensure (GA_TYPE_RECORD_LIST);
  g_type_ensure (GA_TYPE_PERSON_VIEW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/gangart/Gangart/ui/people/people-page.ui");
  gtk_widget_class_bind_template_child (widget_class, GaPeoplePage, list);
  gtk_widget_class_bind_template_child (widget_class, GaPeoplePage, detail);
  gtk_widget_class_bind_template_child (widget_class, GaPeoplePage, view);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_detail);
}

static void
ga_people_page_init (GaPeoplePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
