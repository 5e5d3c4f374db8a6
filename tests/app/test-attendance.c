/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

#include "app/attendance/ga-attendance-page.h"
#include "app/attendance/ga-cancel-dialog.h"
#include "app/attendance/ga-sheet-match.h"
#include "app/attendance/ga-walk-words.h"
#include "app/ga-act.h"
#include "app/today/ga-today-page.h"
#include "app/today/ga-today-row.h"
#include "model/ga-access.h"
#include "model/ga-date.h"
#include "store/ga-membership.h"
#include "sheet-fixture.h"
#include "store/ga-purge.h"

static void
test_everyone (Walk *walk, gconstpointer data)
{
  g_autoptr (GaRecord) karen = add_walker (walk, "Karen", FALSE);
  g_autoptr (GaRecord) bodil = add_walker (walk, "Bodil", FALSE);
  g_autoptr (GaRecord) former = add_walker (walk, "Poul", TRUE);
  g_autoptr (GaRecord) stored = NULL;

  open_sheet (walk);
  g_assert_cmpuint (ga_sheet_get_n_names (walk->sheet), ==, 2);
  ga_sheet_mark (walk->sheet, bodil, GA_PRESENCE_EXCUSED, FALSE);
  ga_sheet_everyone (walk->sheet);
  wait_saved (walk);
  g_assert_cmpint (presence_of (walk, karen), ==, GA_PRESENCE_PRESENT);
  g_assert_cmpint (presence_of (walk, bodil), ==, GA_PRESENCE_EXCUSED);
  stored = stored_meeting (walk);
  g_assert_cmpstr (ga_record_get_text (stored, "status"), ==, "held");
}

/* A tick taken away is a state, and undoing the first tick makes the walk wait again. */
static void
test_untick_and_undo (Walk *walk, gconstpointer data)
{
  g_autoptr (GaRecord) karen = add_walker (walk, "Karen", FALSE);
  g_autoptr (GaRecord) stored = NULL;
  g_autoptr (GaUndone) first = NULL;
  g_autoptr (GaUndone) second = NULL;
  GaStore *store = ga_context_get_store (walk->desk.context);

  open_sheet (walk);
  ga_sheet_mark (walk->sheet, karen, GA_PRESENCE_PRESENT, FALSE);
  ga_sheet_mark (walk->sheet, karen, GA_PRESENCE_ABSENT, FALSE);
  wait_saved (walk);
  g_assert_cmpint (desk_count (&walk->desk, "attendance"), ==, 1);
  g_assert_cmpuint (ga_sheet_count_named (walk->sheet), ==, 0);
  first = ga_store_undo (store, 0, NULL);
  g_assert_nonnull (first);
  settle ();
  g_assert_cmpuint (ga_sheet_count_named (walk->sheet), ==, 1);
  second = ga_store_undo (store, 0, NULL);
  g_assert_nonnull (second);
  settle ();
  g_assert_cmpuint (ga_sheet_count_named (walk->sheet), ==, 0);
  g_assert_false (ga_sheet_is_held (walk->sheet));
}

static void
test_add_new (Walk *walk, gconstpointer data)
{
  const GaSheetName *name;

  open_sheet (walk);
  ga_sheet_add (walk->sheet, "Lilly");
  g_assert_cmpuint (ga_sheet_count_named (walk->sheet), ==, 1);
  wait_saved (walk);
  g_assert_cmpint (desk_count (&walk->desk, "participant"), ==, 1);
  name = ga_sheet_get_name (walk->sheet, 0);
  g_assert_true (name->first_time);
  g_assert_true (ga_sheet_is_first_of (walk->sheet, name->participant));
  ga_sheet_mark (walk->sheet, name->participant, GA_PRESENCE_PRESENT, FALSE);
  wait_saved (walk);
  g_assert_cmpuint (ga_sheet_count_first_time (walk->sheet), ==, 0);
  g_assert_cmpuint (ga_sheet_count_named (walk->sheet), ==, 1);
}

static void
test_numbers (Walk *walk, gconstpointer data)
{
  g_autoptr (GaRecord) stored = NULL;
  g_autoptr (GaRecord) next = NULL;

  open_sheet (walk);
  ga_sheet_set_host_counts (walk->sheet, TRUE);
  g_assert_false (ga_sheet_is_saving (walk->sheet));
  ga_sheet_set_unnamed (walk->sheet, 12);
  wait_saved (walk);
  stored = stored_meeting (walk);
  g_assert_cmpint (ga_record_get_integer (stored, "unnamed"), ==, 12);
  g_assert_true (ga_record_get_flag (stored, "host_counts"));
  g_assert_cmpstr (ga_record_get_text (stored, "status"), ==, "held");

  /* The next walk remembers whether the host counts. */
  next = add_walk (walk, 0);
  ga_sheet_open (walk->sheet, ga_record_get_id (next));
  g_assert_true (ga_sheet_get_host_counts (walk->sheet));
}

static void
test_nobody (Walk *walk, gconstpointer data)
{
  open_sheet (walk);
  ga_sheet_nobody (walk->sheet);
  wait_saved (walk);
  g_assert_true (ga_sheet_is_held (walk->sheet));
}

static void
test_note (Walk *walk, gconstpointer data)
{
  open_sheet (walk);
  ga_sheet_set_note (walk->sheet, "Karen fell");
  wait_saved (walk);
  open_sheet (walk);
  g_assert_cmpstr (ga_sheet_get_note (walk->sheet), ==, "Karen fell");
  g_assert_false (ga_sheet_is_held (walk->sheet));
  ga_sheet_set_note (walk->sheet, "");
  wait_saved (walk);
  g_assert_cmpint (desk_count (&walk->desk, "meeting_note"), ==, 0);
}

/* What another program or page records appears in an open sheet. */
static void
test_follows (Walk *walk, gconstpointer data)
{
  g_autoptr (GaRecord) karen = add_walker (walk, "Karen", FALSE);
  g_autoptr (GaRecord) attendance = desk_record (&walk->desk, "attendance");

  open_sheet (walk);
  ga_record_set_reference (attendance, "meeting", ga_record_get_id (walk->meeting));
  ga_record_set_reference (attendance, "participant", ga_record_get_id (karen));
  desk_put (&walk->desk, attendance);
  g_assert_cmpuint (ga_sheet_count_named (walk->sheet), ==, 1);
  g_assert_true (ga_sheet_is_held (walk->sheet));
}

static void
cancel_meeting (Walk *walk, const char *reason)
{
  ga_record_set_text (walk->meeting, "status", "cancelled");
  ga_record_set_text (walk->meeting, "reason", reason);
  desk_put (&walk->desk, walk->meeting);
}

static void
test_cancelled (Walk *walk, gconstpointer data)
{
  g_autofree char *message = NULL;
  GaReader *reader = ga_context_get_reader (walk->desk.context);

  ga_record_set_text (walk->meeting, "start", "2026-01-06T10:00");
  cancel_meeting (walk, "ice");
  open_sheet (walk);
  g_assert_true (ga_sheet_is_cancelled (walk->sheet));
  message = ga_walk_cancelled_message (reader, walk->meeting);
  g_assert_cmpstr (message, ==,
                   "The walk with Løb & Gang on Tuesday 6 January at 10:00 is cancelled because of "
                   "ice.");
  ga_sheet_hold_after_all (walk->sheet);
  wait_saved (walk);
  g_assert_false (ga_sheet_is_cancelled (walk->sheet));
  g_assert_false (ga_sheet_is_held (walk->sheet));
}

static void
assert_sum (guint named, gboolean host, guint unnamed, const char *expected)
{
  g_autofree char *sum = ga_walk_sum (named, host, unnamed);

  g_assert_cmpstr (sum, ==, expected);
}

static void
test_words (void)
{
  g_autofree char *begun = NULL;

  assert_sum (9, FALSE, 5, "14 came: 9 by name, 5 without a name");
  assert_sum (9, TRUE, 0, "10 came: 9 by name, and the host");
  assert_sum (0, FALSE, 5, "5 came: 5 without a name");
  assert_sum (0, TRUE, 0, "1 came: only the host");
  assert_sum (0, FALSE, 0, "Nobody came");
  begun = ga_walk_begin ("ærlig");
  g_assert_cmpstr (begun, ==, "Ærlig");
}

/* A group that reveals health keeps numbers only. */
static void
test_health (Walk *walk, gconstpointer data)
{
  g_autoptr (GaRecord) karen = NULL;

  open_sheet (walk);
  g_assert_false (ga_sheet_shows_names (walk->sheet));
  karen = add_walker (walk, "Karen", FALSE);
  g_assert_nonnull (karen);
  g_assert_true (ga_sheet_shows_names (walk->sheet));
}

static void
collect_type (GtkWidget *parent, GType type, GPtrArray *found)
{
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (g_type_is_a (G_OBJECT_TYPE (child), type))
        g_ptr_array_add (found, child);
      collect_type (child, type, found);
    }
}

static guint
count_type (GtkWidget *parent, GType type)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();

  collect_type (parent, type, found);
  return found->len;
}

static gboolean
has_no_meeting (gpointer sheet)
{
  return ga_sheet_get_meeting (sheet) == NULL;
}

static void
test_page (Walk *walk, gconstpointer data)
{
  g_autoptr (GaRecord) karen = add_walker (walk, "Karen", FALSE);
  GtkWidget *page = g_object_ref_sink (
      g_object_new (GA_TYPE_ATTENDANCE_PAGE, "context", walk->desk.context, NULL));
  GActionGroup *actions = G_ACTION_GROUP (ga_page_get_actions (GA_PAGE (page)));

  ga_page_open (GA_PAGE (page), ga_context_get_entity (walk->desk.context, "meeting"),
                ga_record_get_id (walk->meeting));
  g_assert_true (g_action_group_get_action_enabled (actions, "everyone"));
  g_assert_false (g_action_group_get_action_enabled (actions, "hold"));
  cancel_meeting (walk, "weather");
  g_assert_false (g_action_group_get_action_enabled (actions, "everyone"));
  g_assert_true (g_action_group_get_action_enabled (actions, "hold"));
  settle ();
  g_assert_finalize_object (page);
}

/* Nobody can have come yet; regrets are known before. */
static void
test_to_come (Walk *walk, gconstpointer data)
{
  g_autoptr (GaRecord) karen = add_walker (walk, "Karen", FALSE);
  g_autoptr (GaRecord) tomorrow = add_walk (walk, 1);
  g_autoptr (GaRecord) today = add_walk (walk, 0);

  g_assert_true (ga_sheet_open (walk->sheet, ga_record_get_id (tomorrow)));
  ga_sheet_mark (walk->sheet, karen, GA_PRESENCE_PRESENT, FALSE);
  ga_sheet_add (walk->sheet, "Asta");
  ga_sheet_everyone (walk->sheet);
  ga_sheet_set_unnamed (walk->sheet, 5);
  ga_sheet_nobody (walk->sheet);
  g_assert_false (ga_sheet_is_saving (walk->sheet));
  g_assert_false (ga_sheet_is_held (walk->sheet));
  g_assert_cmpuint (ga_sheet_get_n_names (walk->sheet), ==, 1);
  g_assert_cmpuint (ga_sheet_get_unnamed (walk->sheet), ==, 0);
  ga_sheet_mark (walk->sheet, karen, GA_PRESENCE_EXCUSED, FALSE);
  wait_saved (walk);
  g_assert_cmpint (presence_of (walk, karen), ==, GA_PRESENCE_EXCUSED);
  g_assert_false (ga_sheet_is_held (walk->sheet));

  /* Who comes early is ticked off before the hour. */
  g_assert_true (ga_sheet_open (walk->sheet, ga_record_get_id (today)));
  ga_sheet_mark (walk->sheet, karen, GA_PRESENCE_PRESENT, FALSE);
  wait_saved (walk);
  g_assert_true (ga_sheet_is_held (walk->sheet));
}

static gboolean
purge_cb (GaTransaction *transaction, gpointer user_data, GError **error)
{
  Walk *walk = user_data;

  return ga_purge_record (transaction, ga_record_get_entity (walk->meeting),
                          ga_record_get_id (walk->meeting), error) &&
         ga_purge_record (transaction, ga_record_get_entity (walk->community),
                          ga_record_get_id (walk->community), error);
}

/* Only what was deleted can be brought back. */
static void
test_was_deleted (Walk *walk, gconstpointer data)
{
  g_autoptr (GPtrArray) deleted = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;
  GaStore *store = ga_context_get_store (walk->desk.context);
  GaRecord *other = add_walk (walk, -2);

  g_ptr_array_add (deleted, other);
  g_assert_true (ga_sheet_open (walk->sheet, ga_record_get_id (other)));
  ga_act_delete (walk->origin, walk->desk.context, "Walk deleted", deleted);
  wait_until (has_no_meeting, walk->sheet, "the walk to be deleted");
  g_assert_true (ga_sheet_was_deleted (walk->sheet));

  open_sheet (walk);
  ga_store_sync (store, purge_cb, walk, &error);
  g_assert_no_error (error);
  wait_until (has_no_meeting, walk->sheet, "the walk to be gone");
  g_assert_false (ga_sheet_was_deleted (walk->sheet));
}

static void
test_cancel_dialog (Walk *walk, gconstpointer data)
{
  g_autoptr (GList) before = gtk_window_list_toplevels ();
  GtkWindow *dialog = NULL;
  g_autoptr (GList) after = NULL;

  ga_cancel_dialog_ask (walk->origin, walk->desk.context, walk->meeting);
  after = gtk_window_list_toplevels ();
  for (GList *link = after; link != NULL; link = link->next)
    if (GA_IS_CANCEL_DIALOG (link->data))
      dialog = link->data;
  g_assert_nonnull (dialog);
  g_assert_cmpuint (count_type (GTK_WIDGET (dialog), GTK_TYPE_BUTTON), >=, 6);
  gtk_window_destroy (dialog);
}

static gboolean
is_gone (gpointer pointer)
{
  return *(gpointer *) pointer == NULL;
}

/* Walks of the last fortnight wait, those of the next week are to come, and few are shown. */
static void
test_today (Walk *walk, gconstpointer data)
{
  static const int days[] = { -15, -14, 1, 7, 8 };
  GtkWidget *page;

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autoptr (GaRecord) other = add_walk (walk, days[i]);
    }
  page = g_object_ref_sink (g_object_new (GA_TYPE_TODAY_PAGE, "context", walk->desk.context, NULL));
  g_assert_cmpuint (count_type (page, GA_TYPE_TODAY_ROW), ==, 4);
  for (int i = 0; i < 30; i++)
    {
      g_autoptr (GaRecord) due = add_walk (walk, -2);
      g_autoptr (GaRecord) next = add_walk (walk, 2);
    }
  ga_page_shown (GA_PAGE (page));
  g_assert_cmpuint (count_type (page, GA_TYPE_TODAY_ROW), <=, 12);
  g_object_add_weak_pointer (G_OBJECT (page), (gpointer *) &page);
  g_object_unref (page);
  wait_until (is_gone, &page, "the summary of last week");
}

/* The walks of a whole region wait from early morning on, and hide none that is to come. */
static void
test_today_busy (Walk *walk, gconstpointer data)
{
  g_autoptr (GaRecord) tomorrow = add_walk (walk, 1);
  g_autofree char *midnight = days_from_now (0, "00:00");
  gboolean found = FALSE;
  GtkWidget *page;
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();

  for (int i = 0; i < 10; i++)
    {
      g_autoptr (GaRecord) due = desk_record (&walk->desk, "meeting");

      ga_record_set_reference (due, "community", ga_record_get_id (walk->community));
      ga_record_set_text (due, "start", midnight);
      desk_put (&walk->desk, due);
    }
  page = g_object_ref_sink (g_object_new (GA_TYPE_TODAY_PAGE, "context", walk->desk.context, NULL));
  collect_type (page, GA_TYPE_TODAY_ROW, rows);
  for (guint i = 0; i < rows->len; i++)
    found |= ga_id_equal (ga_record_get_id (ga_today_row_get_meeting (rows->pdata[i])),
                          ga_record_get_id (tomorrow));
  g_assert_true (found);
  g_object_add_weak_pointer (G_OBJECT (page), (gpointer *) &page);
  g_object_unref (page);
  wait_until (is_gone, &page, "the summary of last week");
}

/* @user_data: what the account was given */
static gboolean
join_cb (GaTransaction *transaction, gpointer user_data, GError **error)
{
  char url[] = "https://gangart.example";
  GaMembership membership = { .url = url, .epoch = 1 };

  membership.client = ga_id_new ();
  membership.account = ga_id_new ();
  membership.lineage = ga_id_new ();
  return ga_transaction_join (transaction, &membership, error) &&
         ga_transaction_set_account (transaction, "Kirsten", "consultant", user_data, NULL, 1,
                                     error);
}

static void
join (Walk *walk, GaAccess access, const GaId *kommune)
{
  GaGrant grant = { access, { GA_PLACE_KOMMUNE, *kommune } };
  g_autoptr (GArray) grants = g_array_new (FALSE, FALSE, sizeof grant);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_array_append_val (grants, grant);
  text = ga_grants_to_text (grants);
  ga_store_sync (ga_context_get_store (walk->desk.context), join_cb, text, &error);
  g_assert_no_error (error);
  settle ();
}

/* Puts the community in a kommune, and a walk of another one into the next kommune. */
static void
settle_down (Walk *walk, GaId *here, GaId *there)
{
  g_autoptr (GaQuery) query = ga_query_new (ga_context_get_entity (walk->desk.context, "kommune"));
  g_autoptr (GaRecord) community = desk_record (&walk->desk, "community");
  g_autoptr (GaRecord) meeting = desk_record (&walk->desk, "meeting");
  g_autofree char *start = days_from_now (-2, "10:00");
  g_autoptr (GPtrArray) kommuner = NULL;

  ga_query_set_window (query, 0, 2);
  kommuner = ga_reader_list (ga_context_get_reader (walk->desk.context), query, NULL);
  *here = *ga_record_get_id (kommuner->pdata[0]);
  *there = *ga_record_get_id (kommuner->pdata[1]);
  ga_record_set_reference (walk->community, "kommune", here);
  desk_put (&walk->desk, walk->community);
  ga_record_set_text (community, "name", "Åstien");
  ga_record_set_reference (community, "kommune", there);
  desk_put (&walk->desk, community);
  ga_record_set_reference (meeting, "community", ga_record_get_id (community));
  ga_record_set_text (meeting, "start", start);
  desk_put (&walk->desk, meeting);
}

static guint
count_waiting (Walk *walk)
{
  GtkWidget *page =
      g_object_ref_sink (g_object_new (GA_TYPE_TODAY_PAGE, "context", walk->desk.context, NULL));
  guint n = count_type (page, GA_TYPE_TODAY_ROW);

  g_object_add_weak_pointer (G_OBJECT (page), (gpointer *) &page);
  g_object_unref (page);
  wait_until (is_gone, &page, "the summary of last week");
  return n;
}

/* Nobody is asked for what is others' to record. */
static void
test_today_shared (Walk *walk, gconstpointer data)
{
  GaId here, there;

  settle_down (walk, &here, &there);
  g_assert_cmpuint (count_waiting (walk), ==, 2);
  join (walk, GA_ACCESS_CONSULTANT, &here);
  g_assert_cmpuint (count_waiting (walk), ==, 1);
  /* However many of the others' are newer. */
  for (int i = 0; i < 60; i++)
    {
      g_autoptr (GaRecord) due = add_walk (walk, -1);
    }
  join (walk, GA_ACCESS_CONSULTANT, &there);
  g_assert_cmpuint (count_waiting (walk), ==, 1);
  join (walk, GA_ACCESS_COORDINATOR, &here);
  g_assert_cmpuint (count_waiting (walk), ==, 0);
}

/* The focus does not stay on what may not be changed, which would take it along to nowhere. */
static void
test_page_of_others (Walk *walk, gconstpointer data)
{
  GtkWindow *window = GTK_WINDOW (gtk_window_new ());
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *page = g_object_new (GA_TYPE_ATTENDANCE_PAGE, "context", walk->desk.context, NULL);
  GtkWidget *back = ga_page_get_header_start (GA_PAGE (page))->pdata[0];
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) leave = g_simple_action_new ("leave-meeting", NULL);
  GaId here, there;

  g_action_map_add_action (G_ACTION_MAP (actions), G_ACTION (leave));
  gtk_widget_insert_action_group (GTK_WIDGET (window), "win", G_ACTION_GROUP (actions));
  gtk_window_set_child (window, box);
  gtk_box_append (GTK_BOX (box), back);
  gtk_box_append (GTK_BOX (box), page);
  gtk_window_present (window);
  ga_page_open (GA_PAGE (page), ga_context_get_entity (walk->desk.context, "meeting"),
                ga_record_get_id (walk->meeting));
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (window), page));
  settle_down (walk, &here, &there);
  join (walk, GA_ACCESS_CONSULTANT, &there);
  ga_page_open (GA_PAGE (page), ga_context_get_entity (walk->desk.context, "meeting"),
                ga_record_get_id (walk->meeting));
  g_assert_true (gtk_window_get_focus (window) == back);
  /* As the window does, before it is known which walk is shown. */
  gtk_widget_child_focus (page, GTK_DIR_TAB_FORWARD);
  ga_page_open (GA_PAGE (page), ga_context_get_entity (walk->desk.context, "meeting"),
                ga_record_get_id (walk->meeting));
  g_assert_true (gtk_window_get_focus (window) == back);
  gtk_window_destroy (window);
  settle ();
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/attendance/says-how-many-in-words", test_words);
#define ADD(path, data, func) g_test_add (path, Walk, data, set_up, func, tear_down)
  ADD ("/attendance/everyone-but-the-excused", NULL, test_everyone);
  ADD ("/attendance/unticking-is-a-state", NULL, test_untick_and_undo);
  ADD ("/attendance/adds-somebody-new", NULL, test_add_new);
  ADD ("/attendance/counts-without-names", NULL, test_numbers);
  ADD ("/attendance/nobody-came-is-held", NULL, test_nobody);
  ADD ("/attendance/keeps-a-note", NULL, test_note);
  ADD ("/attendance/follows-the-store", NULL, test_follows);
  ADD ("/attendance/cancelled-and-held-after-all", NULL, test_cancelled);
  ADD ("/attendance/health-keeps-numbers-only", "health", test_health);
  ADD ("/attendance/page-offers-what-can-be-done", NULL, test_page);
  ADD ("/attendance/nobody-comes-before-the-day", NULL, test_to_come);
  ADD ("/attendance/an-ended-access-is-no-deletion", NULL, test_was_deleted);
  ADD ("/attendance/cancelling-asks-why", NULL, test_cancel_dialog);
  ADD ("/attendance/today-shows-few", NULL, test_today);
  ADD ("/attendance/today-shows-what-comes-on-a-busy-day", NULL, test_today_busy);
  ADD ("/attendance/today-asks-for-ones-own", NULL, test_today_shared);
  ADD ("/attendance/page-of-others-keeps-the-focus", NULL, test_page_of_others);
#undef ADD
  return g_test_run ();
}
