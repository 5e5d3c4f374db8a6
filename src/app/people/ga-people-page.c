/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/people/ga-people-page.h"

#include <glib/gi18n-lib.h>

#include "app/people/ga-hosts-view.h"
#include "app/people/ga-person-view.h"
#include "store/ga-permission.h"

struct _GaPeoplePage
{
  GaRecordsPage parent_instance;

  GtkWidget *hosts;
  GtkWidget *button;
};

G_DEFINE_FINAL_TYPE (GaPeoplePage, ga_people_page, GA_TYPE_RECORDS_PAGE)

static const GaRecordsWords words = {
  .add = N_ ("Add person"),
  .add_tip = N_ ("Add person (Ctrl+N)"),
  .no_records = N_ ("Nobody yet"),
  .first = N_ ("Who helps?"),
  .first_text = N_ ("Add hosts, consultants and others you work with. "
                    "Walkers are not listed here: they belong to their community."),
  .none = N_ ("Nobody chosen"),
  .none_text = N_ ("Choose somebody in the list to see how to reach them and what they do."),
  .unseen = N_ ("Names stay in their communities"),
  .unseen_text = N_ ("Only hosts and consultants see names. How many come stands under Insight."),
};

static void
hosts_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ga_records_page_show_place (user_data, GA_PEOPLE_PAGE (user_data)->hosts);
}

/* Whoever sees no names sees no hosts. */
static void
show_access (GaPeoplePage *self)
{
  GaContext *context = ga_page_get_context (GA_PAGE (self));

  if (ga_context_get_store (context) != NULL)
    gtk_widget_set_visible (self->button, ga_reader_sees_names (ga_context_get_reader (context)));
}

static void
ga_people_page_constructed (GObject *object)
{
  static const GActionEntry entries[] = { { "hosts", hosts_cb } };
  GaPeoplePage *self = GA_PEOPLE_PAGE (object);
  GaContext *context = ga_page_get_context (GA_PAGE (self));

  G_OBJECT_CLASS (ga_people_page_parent_class)->constructed (object);
  self->hosts = ga_hosts_view_new (context);
  ga_records_page_add_place (GA_RECORDS_PAGE (self), self->hosts);
  g_action_map_add_action_entries (ga_page_get_actions (GA_PAGE (self)), entries,
                                   G_N_ELEMENTS (entries), self);
  self->button = gtk_button_new_with_label (_ ("Hosts"));
  gtk_widget_set_tooltip_text (self->button, _ ("Who leads walks, and who may come to (Ctrl+G)"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), "page.hosts");
  ga_page_add_header_start (GA_PAGE (self), self->button);
  show_access (self);
  g_signal_connect_object (context, "sync-changed", G_CALLBACK (show_access), self,
                           G_CONNECT_SWAPPED);
}

static void
ga_people_page_class_init (GaPeoplePageClass *klass)
{
  GaRecordsPageClass *page_class = GA_RECORDS_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = ga_people_page_constructed;
  page_class->entity = "person";
  page_class->get_view_type = ga_person_view_get_type;
  page_class->icon = "ga-no-people-symbolic";
  page_class->words = &words;
}

static void
ga_people_page_init (GaPeoplePage *self)
{
}
