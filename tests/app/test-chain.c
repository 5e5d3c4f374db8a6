/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

#include "app-fixture.h"
#include "app/communities/ga-community-view.h"
#include "app/funding/ga-grant-view.h"
#include "app/funding/ga-round-view.h"
#include "app/insight/ga-chain-section.h"
#include "app/partnerships/ga-agreement-view.h"
#include "app/widgets/ga-form.h"
#include "exchange/ga-example.h"
#include "model/ga-rights.h"
#include "store/ga-membership.h"

/* From the money to the communities and back, in the example. */

typedef struct
{
  Desk desk;
  GtkWidget *view; /* (nullable) */
  GtkWidget *window;
  char *opened; /* (nullable): the entity whose record was opened last */
} Room;

static void
open_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  Room *room = user_data;

  g_free (room->opened);
  g_variant_get (parameter, "(ss)", &room->opened, NULL);
}

static void
room_set_up (Room *room, gconstpointer data)
{
  const GActionEntry entries[] = { { "open-record", open_cb, "(ss)" } };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  g_autoptr (GError) error = NULL;

  desk_set_up (&room->desk, data);
  ga_store_transact (ga_context_get_store (room->desk.context), "Example", ga_example_fill, NULL,
                     &error);
  g_assert_no_error (error);
  settle ();
  room->window = adw_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (room->window), 800, 600);
  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), room);
  gtk_widget_insert_action_group (room->window, "win", G_ACTION_GROUP (actions));
}

static void
room_tear_down (Room *room, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (room->window));
  g_free (room->opened);
  desk_tear_down (&room->desk, data);
}

/* (transfer full): the one whose field says so */
static GaRecord *
find (Room *room, const char *entity, const char *field, const char *text)
{
  g_autoptr (GaQuery) query = ga_query_new (ga_context_get_entity (room->desk.context, entity));
  g_autoptr (GPtrArray) found = NULL;

  ga_query_where_text (query, field, GA_EQUAL, text);
  found = ga_reader_list (ga_context_get_reader (room->desk.context), query, NULL);
  g_assert_cmpuint (found->len, ==, 1);
  return g_object_ref (found->pdata[0]);
}

/* (transfer full): of Viborg, by what it was applied for */
static GaRecord *
find_grant (Room *room)
{
  g_autoptr (GaRecord) application =
      find (room, "application", "purpose", "Et navn, som nabokommunerne kan bruge");
  g_autoptr (GaQuery) query = ga_query_new (ga_context_get_entity (room->desk.context, "grant"));
  g_autoptr (GPtrArray) found = NULL;

  ga_query_where_id (query, "application", ga_record_get_id (application));
  found = ga_reader_list (ga_context_get_reader (room->desk.context), query, NULL);
  g_assert_cmpuint (found->len, ==, 1);
  return g_object_ref (found->pdata[0]);
}

static void
show (Room *room, GType type, const GaRecord *record)
{
  room->view = g_object_new (type, NULL);
  ga_record_view_set_up (GA_RECORD_VIEW (room->view), room->desk.context);
  adw_window_set_content (ADW_WINDOW (room->window), room->view);
  ga_record_view_set_id (GA_RECORD_VIEW (room->view), ga_record_get_id (record));
  gtk_window_present (GTK_WINDOW (room->window));
}

typedef struct
{
  GtkWidget *parent;
  const char *title;
} Wanted;

static gboolean
is_there (gpointer user_data)
{
  const Wanted *wanted = user_data;

  return find_shown_row (wanted->parent, wanted->title) != NULL;
}

static gboolean
is_gone (gpointer user_data)
{
  return !is_there (user_data);
}

static GtkWidget *
wait_row (Room *room, const char *title)
{
  Wanted wanted = { room->view, title };

  wait_until (is_there, &wanted, title);
  return find_shown_row (room->view, title);
}

static void
activate (Room *room, const char *title, const char *entity)
{
  gtk_widget_activate (wait_row (room, title));
  g_assert_cmpstr (room->opened, ==, entity);
}

static void
test_a_grant_tells_what_it_did (Room *room, gconstpointer data)
{
  g_autoptr (GaRecord) grant = find_grant (room);
  GtkWidget *row;

  show (room, GA_TYPE_GRANT_VIEW, grant);
  row = wait_row (room, "Communities that held a walk");
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==, "5 were promised");
  g_assert_nonnull (find_shown_row (room->view, "Cost per visit"));
  g_assert_nonnull (find_shown_row (room->view, "Still meeting after 12 months"));
  activate (room, "Skridt for skridt, Skive", "community");
}

/* All of its grants together. */
static void
test_a_round_tells_what_came_of_it (Room *room, gconstpointer data)
{
  g_autoptr (GaRecord) round = find (room, "round", "title", "Puljen Fællesskaber til fods");
  GtkWidget *row;

  show (room, GA_TYPE_ROUND_VIEW, round);
  gtk_stack_set_visible_child_name (
      GTK_STACK (gtk_widget_get_template_child (room->view, GA_TYPE_ROUND_VIEW, "stack")), "did");
  row = wait_row (room, "Communities that held a walk");
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==, "20 were promised");
  wait_row (room, "Fjordturen");
  activate (room, "Skridt for skridt, Skive", "community");
}

/* What belongs to it follows while it is looked at. */
static void
test_a_community_that_leaves_is_gone_from_it (Room *room, gconstpointer data)
{
  g_autoptr (GaRecord) grant = find_grant (room);
  g_autoptr (GaRecord) community = find (room, "community", "name", "Skridt for skridt, Skive");
  Wanted wanted = { NULL, "Skridt for skridt, Skive" };

  show (room, GA_TYPE_GRANT_VIEW, grant);
  wait_row (room, wanted.title);
  ga_record_clear (community, "initiative");
  desk_put (&room->desk, community);
  wanted.parent = room->view;
  wait_until (is_gone, &wanted, "the community to be gone");
}

static void
test_an_agreement_tells_of_its_initiative (Room *room, gconstpointer data)
{
  g_autoptr (GaRecord) agreement = find (room, "agreement", "title", "Horsens går sammen");
  g_autoptr (GaRecord) initiative = find (room, "initiative", "name", "Ud at gå, Horsens");

  show (room, GA_TYPE_AGREEMENT_VIEW, agreement);
  wait_row (room, "Cost per community still meeting after 12 months");
  ga_agreement_view_choose (GA_AGREEMENT_VIEW (room->view), ga_record_get_id (initiative));
  settle ();
  activate (room, "Fjordturen", "community");
}

static void
test_a_community_names_who_paid_for_it (Room *room, gconstpointer data)
{
  g_autoptr (GaRecord) community = find (room, "community", "name", "Fjordturen");

  show (room, GA_TYPE_COMMUNITY_VIEW, community);
  activate (room, "Ud at gå, Horsens", "initiative");
  activate (room, "Horsens Sundhedshus · Femten gåfællesskaber, som varer ved", "grant");
}

static gboolean
join_cb (GaTransaction *transaction, gpointer user_data, GError **error)
{
  char url[] = "https://gangart.example";
  GaMembership membership = { .url = url, .epoch = 1 };

  membership.client = ga_id_new ();
  membership.account = ga_id_new ();
  membership.lineage = ga_id_new ();
  return ga_transaction_join (transaction, &membership, error) &&
         ga_transaction_set_account (transaction, "Kirsten", ga_access_to_text (GA_ACCESS_HOST),
                                     user_data, NULL, 1, error);
}

static void
become_host (Room *room, const GaRecord *community)
{
  GaGrant grant = { GA_ACCESS_HOST, { GA_PLACE_COMMUNITY, *ga_record_get_id (community) } };
  g_autoptr (GArray) grants = g_array_new (FALSE, FALSE, sizeof grant);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_array_append_val (grants, grant);
  text = ga_grants_to_text (grants);
  ga_store_sync (ga_context_get_store (room->desk.context), join_cb, text, &error);
  g_assert_no_error (error);
}

static gboolean
asks_for_initiative (Room *room, const GaRecord *community)
{
  GtkWidget *form = g_object_ref_sink (ga_form_new (room->desk.context, community, NULL));
  gboolean asks = find_shown_row (form, "Initiative") != NULL;

  g_assert_nonnull (find_shown_row (form, "Organisation behind it"));
  g_object_unref (form);
  return asks;
}

static void
test_a_host_alone_is_not_asked_for_money (Room *room, gconstpointer data)
{
  g_autoptr (GaRecord) community = find (room, "community", "name", "Fjordturen");

  g_assert_true (asks_for_initiative (room, community));
  become_host (room, community);
  g_assert_false (asks_for_initiative (room, community));
  show (room, GA_TYPE_COMMUNITY_VIEW, community);
  settle ();
  g_assert_null (find_shown_row (room->view, "Ud at gå, Horsens"));
}

#define ADD(name, func) g_test_add ("/chain/" name, Room, NULL, room_set_up, func, room_tear_down)

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  ADD ("a-grant-tells-what-it-did", test_a_grant_tells_what_it_did);
  ADD ("a-round-tells-what-came-of-it", test_a_round_tells_what_came_of_it);
  ADD ("a-community-that-leaves-is-gone-from-it", test_a_community_that_leaves_is_gone_from_it);
  ADD ("an-agreement-tells-of-its-initiative", test_an_agreement_tells_of_its_initiative);
  ADD ("a-community-names-who-paid-for-it", test_a_community_names_who_paid_for_it);
  ADD ("a-host-alone-is-not-asked-for-money", test_a_host_alone_is_not_asked_for_money);
  return g_test_run ();
}
