/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

#include "app-fixture.h"
#include "app/today/ga-due-list.h"
#include "app/today/ga-today-page.h"
#include "model/ga-date.h"
#include "store/ga-membership.h"

/* Today in a window, with an agreement whose end has passed. */
typedef struct
{
  Desk desk;
  GaRecord *agreement;
  GtkWindow *window;
  GtkWidget *page;
} Week;

static GaRecord *
find_kommune (Desk *desk)
{
  g_autoptr (GaQuery) query = ga_query_new (ga_context_get_entity (desk->context, "kommune"));
  g_autoptr (GPtrArray) found = NULL;

  ga_query_set_window (query, 0, 1);
  found = ga_reader_list (ga_context_get_reader (desk->context), query, NULL);
  return g_object_ref (found->pdata[0]);
}

static GaRecord *
put_agreement (Desk *desk)
{
  g_autoptr (GaRecord) kommune = find_kommune (desk);
  g_autoptr (GaRecord) partner = desk_record (desk, "organisation");
  GaRecord *agreement = desk_record (desk, "agreement");
  g_autofree char *today = ga_date_today ();
  g_autofree char *end = ga_date_add_days (today, -3);

  ga_record_set_text (partner, "name", "Sundhedscenter Åen");
  desk_put (desk, partner);
  ga_record_set_text (agreement, "title", "Gå sammen");
  ga_record_set_reference (agreement, "partner", ga_record_get_id (partner));
  ga_record_set_reference (agreement, "kommune", ga_record_get_id (kommune));
  ga_record_set_text (agreement, "start", "2020-01-01");
  ga_record_set_text (agreement, "end", end);
  ga_record_set_text (agreement, "status", "active");
  desk_put (desk, agreement);
  return agreement;
}

static void
put_silent (Desk *desk, guint n)
{
  g_autofree char *today = ga_date_today ();
  g_autofree char *day = ga_date_add_days (today, -40);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GaRecord) community = desk_record (desk, "community");
      g_autofree char *name = g_strdup_printf ("Sti %u", i);

      ga_record_set_text (community, "name", name);
      ga_record_set_text (community, "started", day);
      desk_put (desk, community);
    }
}

static void
week_set_up (Week *week, gconstpointer data)
{
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) open = g_simple_action_new ("open-record", G_VARIANT_TYPE ("(ss)"));

  desk_set_up (&week->desk, data);
  week->agreement = put_agreement (&week->desk);
  week->window = GTK_WINDOW (gtk_window_new ());
  g_action_map_add_action (G_ACTION_MAP (actions), G_ACTION (open));
  gtk_widget_insert_action_group (GTK_WIDGET (week->window), "win", G_ACTION_GROUP (actions));
  week->page = g_object_new (GA_TYPE_TODAY_PAGE, "context", week->desk.context, NULL);
  gtk_window_set_default_size (week->window, 800, 900);
  gtk_window_set_child (week->window, week->page);
  gtk_window_present (week->window);
}

static void
week_tear_down (Week *week, gconstpointer data)
{
  gtk_window_destroy (week->window);
  g_clear_object (&week->agreement);
  desk_tear_down (&week->desk, data);
}

typedef struct
{
  Week *week;
  const char *text;
} Said;

static gboolean
is_said (gpointer user_data)
{
  Said *said = user_data;

  return find_shown_row (said->week->page, said->text) != NULL;
}

static gboolean
is_unsaid (gpointer user_data)
{
  return !is_said (user_data);
}

static void
wait_said (Week *week, const char *text, gboolean whether)
{
  Said said = { week, text };

  wait_until (whether ? is_said : is_unsaid, &said, text);
}

#define ENDED "Agreement has ended, and still stands as in force"

static void
test_shows (Week *week, gconstpointer data)
{
  g_autoptr (GVariant) target = NULL;
  char id[GA_ID_TEXT_SIZE];
  const char *entity, *shown;
  GtkWidget *row;

  /* Also where there is no community. */
  wait_said (week, ENDED, TRUE);
  row = find_shown_row (week->page, ENDED);
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==,
                   "Sundhedscenter Åen · Gå sammen");
  ga_id_format (ga_record_get_id (week->agreement), id);
  g_assert_cmpstr (gtk_actionable_get_action_name (GTK_ACTIONABLE (row)), ==, "win.open-record");
  target = g_variant_ref (gtk_actionable_get_action_target_value (GTK_ACTIONABLE (row)));
  g_variant_get (target, "(&s&s)", &entity, &shown);
  g_assert_cmpstr (entity, ==, "agreement");
  g_assert_cmpstr (shown, ==, id);
  ga_record_set_text (week->agreement, "status", "ended");
  desk_put (&week->desk, week->agreement);
  wait_said (week, ENDED, FALSE);
}

static void
test_folds (Week *week, gconstpointer data)
{
  GtkWidget *list;
  GtkButton *more;

  put_silent (&week->desk, 15);
  wait_said (week, "15 communities have not walked for four weeks", TRUE);
  wait_said (week, ENDED, TRUE);
  list = find_type (week->page, GA_TYPE_DUE_LIST);
  more = GTK_BUTTON (gtk_widget_get_template_child (list, GA_TYPE_DUE_LIST, "more"));
  g_assert_cmpstr (gtk_button_get_label (more), ==, "Show all 16");
  g_signal_emit_by_name (more, "clicked");
  wait_said (week, "No walk for four weeks", TRUE);
  wait_said (week, "15 communities have not walked for four weeks", FALSE);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (more)));
}

static gboolean
join_cb (GaTransaction *transaction, gpointer role, GError **error)
{
  char url[] = "https://gangart.example";
  GaMembership membership = { .url = url, .epoch = 1 };

  membership.client = ga_id_new ();
  membership.account = ga_id_new ();
  membership.lineage = ga_id_new ();
  return ga_transaction_join (transaction, &membership, error) &&
         ga_transaction_set_account (transaction, "Kirsten", role, "", NULL, 1, error);
}

static void
join_as (Week *week, const char *role)
{
  g_autoptr (GError) error = NULL;

  ga_store_sync (ga_context_get_store (week->desk.context), join_cb, (gpointer) role, &error);
  g_assert_no_error (error);
  settle ();
}

static void
test_hosts (Week *week, gconstpointer data)
{
  GtkWidget *list = find_type (week->page, GA_TYPE_DUE_LIST);

  wait_said (week, ENDED, TRUE);
  join_as (week, "host");
  ga_due_list_refresh (GA_DUE_LIST (list));
  g_assert_true (ga_due_list_is_empty (GA_DUE_LIST (list)));
  g_assert_false (gtk_widget_get_visible (list));
  join_as (week, "consultant");
  ga_due_list_refresh (GA_DUE_LIST (list));
  wait_said (week, ENDED, TRUE);
}

static gboolean
delete_cb (GaTransaction *transaction, gpointer agreement, GError **error)
{
  return ga_transaction_delete (transaction, ga_record_get_entity (agreement),
                                ga_record_get_id (agreement), error);
}

/* Who hosts a few communities alone, with nobody's agreement or money, knows when there was no
 * walk. */
static void
test_few (Week *week, gconstpointer data)
{
  GtkWidget *list = find_type (week->page, GA_TYPE_DUE_LIST);
  g_autoptr (GError) error = NULL;

  put_silent (&week->desk, 5);
  wait_said (week, "5 communities have not walked for four weeks", TRUE);
  ga_store_transact (ga_context_get_store (week->desk.context), "Test", delete_cb, week->agreement,
                     &error);
  g_assert_no_error (error);
  wait_said (week, "5 communities have not walked for four weeks", FALSE);
  g_assert_true (ga_due_list_is_empty (GA_DUE_LIST (list)));
  put_silent (&week->desk, 1);
  wait_said (week, "6 communities have not walked for four weeks", TRUE);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

#define ADD(path, func) g_test_add (path, Week, NULL, week_set_up, func, week_tear_down)
  ADD ("/week/shows-what-is-due-until-it-is-done", test_shows);
  ADD ("/week/tells-many-of-one-kind-in-one-line", test_folds);
  ADD ("/week/asks-nobody-who-only-hosts", test_hosts);
  ADD ("/week/asks-nobody-with-a-few-communities-alone", test_few);
#undef ADD
  return g_test_run ();
}
