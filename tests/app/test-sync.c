/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>
#include <glib/gstdio.h>

#include "app-fixture.h"
#include "app/compat/ga-entry-row.h"
#include "app/ga-window.h"
#include "app/sync/ga-foot.h"
#include "app/sync/ga-join-dialog.h"
#include "app/sync/ga-sync-words.h"
#include "app/widgets/ga-facts.h"
#include "exchange/ga-profile.h"
#include "store/ga-membership.h"
#include "store/store-fixture.h"
#include "sync/canned-server.h"

#define CODE "7K2MQ-X9D4T-RBZW3-E8HNP-5VGAC-6"

static GtkWindow *
find_window (GType type)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *link = windows; link != NULL; link = link->next)
    if (g_type_is_a (G_OBJECT_TYPE (link->data), type))
      return link->data;
  return NULL;
}

static void
test_the_line_says_how_it_is (void)
{
  static const struct
  {
    GaSyncSituation situation;
    const char *line;
    gboolean why;
  } cases[] = {
    { { GA_SYNC_ALONE, 0, 0, 0, 0, 0 }, "Everything is saved on this computer only", FALSE },
    { { GA_SYNC_UP_TO_DATE, 0, 0, 0, 0, 0 }, "Everything is sent", FALSE },
    { { GA_SYNC_OFFLINE, GA_SYNC_ERROR_OFFLINE, 3, 0, 0, 0 },
      "3 changes wait for a connection",
      TRUE },
    { { GA_SYNC_OFFLINE, GA_SYNC_ERROR_OFFLINE, 1, 0, 0, 0 },
      "1 change waits for a connection",
      TRUE },
    { { GA_SYNC_OFFLINE, GA_SYNC_ERROR_OFFLINE, 0, 0, 0, 0 },
      "No connection. Everything is sent",
      TRUE },
    { { .state = GA_SYNC_UP_TO_DATE, .apart = 2 },
      "2 communities are on this computer only",
      FALSE },
    { { .state = GA_SYNC_OFFLINE, .code = GA_SYNC_ERROR_OFFLINE, .apart = 1 },
      "No connection. 1 community is on this computer only",
      TRUE },
    { { .state = GA_SYNC_RETRYING, .code = GA_SYNC_ERROR_SERVER, .apart = 1 },
      "The server does not answer. 1 community is on this computer only",
      TRUE },
    { { GA_SYNC_RETRYING, GA_SYNC_ERROR_SERVER, 2, 0, 0, 0 },
      "2 changes wait for the server",
      TRUE },
    { { GA_SYNC_SENDING, 0, 272, 40, 0, 0 }, "Sending 40 of 312", FALSE },
    { { GA_SYNC_UP_TO_DATE, 0, 3, 0, 0, 0 }, "Sending 0 of 3", FALSE },
    { { .state = GA_SYNC_UP_TO_DATE, .waiting = 3, .rests = TRUE },
      "3 changes wait for the server",
      FALSE },
    { { GA_SYNC_RECEIVING, 0, 0, 0, 0, 0 }, "Receiving…", FALSE },
    { { GA_SYNC_RECEIVING, 0, 0, 0, 1200, 0 }, "Receiving… 1200 records", FALSE },
    { { GA_SYNC_STOPPED, GA_SYNC_ERROR_CERTIFICATE, 3, 0, 0, 0 },
      "The server cannot be trusted",
      TRUE },
    { { GA_SYNC_STOPPED, GA_SYNC_ERROR_REVOKED, 0, 0, 0, 0 }, "You no longer have access", TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *line = ga_sync_words_line (&cases[i].situation);

      g_assert_cmpstr (line, ==, cases[i].line);
      g_assert_cmpint (ga_sync_words_has_why (&cases[i].situation), ==, cases[i].why);
      g_assert_cmpint (strlen (ga_sync_words_advice (&cases[i].situation)), >, 0);
    }
}

static void
test_nonsense_is_told_at_the_field (void)
{
  g_autofree char *folder = g_dir_make_tmp ("gangart-XXXXXX", NULL);
  g_autoptr (GaContext) context = ga_context_new (folder, FALSE);
  GaWindow *window = ga_window_new (NULL, context);
  GtkWindow *dialog;
  GtkWidget *row;

  gtk_window_present (GTK_WINDOW (window));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.join", NULL);
  settle ();
  dialog = find_window (GA_TYPE_JOIN_DIALOG);
  g_assert_nonnull (dialog);
  row = find_type (GTK_WIDGET (dialog), GA_TYPE_ENTRY_ROW);
  ga_entry_row_set_text (GA_ENTRY_ROW (row), "hello");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "join.join", NULL);
  settle ();
  g_assert_true (gtk_widget_has_css_class (row, "error"));
  g_assert_false (ga_window_is_open (window));
  gtk_window_destroy (dialog);
  gtk_window_destroy (GTK_WINDOW (window));
  settle ();
  g_rmdir (folder);
}

/* A profile that has joined a server, and then its sign-in ran out while an edit waited. */
typedef struct
{
  Desk desk;
  Canned server;
  GAsyncResult *result;
} Joined;

static void
result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Joined *joined = user_data;

  joined->result = g_object_ref (result);
}

static gboolean
has_result (gpointer user_data)
{
  Joined *joined = user_data;

  return joined->result != NULL;
}

static gboolean
is_expired (gpointer user_data)
{
  Joined *joined = user_data;
  GaSyncSituation situation = ga_context_get_sync (joined->desk.context);

  return situation.state == GA_SYNC_STOPPED && situation.code == GA_SYNC_ERROR_EXPIRED;
}

static gboolean
is_sent (gpointer user_data)
{
  Joined *joined = user_data;
  GaSyncSituation situation = ga_context_get_sync (joined->desk.context);

  return situation.state == GA_SYNC_UP_TO_DATE && situation.waiting == 0;
}

static gboolean
is_in_error (gpointer user_data)
{
  return gtk_widget_has_css_class (user_data, "error");
}

static gboolean
is_seen (gpointer user_data)
{
  return gtk_widget_get_visible (user_data);
}

static void
joined_set_up (Joined *joined, gconstpointer data)
{
  Desk *desk = &joined->desk;
  g_autofree char *token = NULL;
  g_autoptr (GaRecord) organisation = NULL;
  g_autoptr (GError) error = NULL;
  GaSyncEngine *engine;

  canned_start (&joined->server, NULL);
  desk->folder = g_dir_make_tmp ("gangart-XXXXXX", NULL);
  token = g_build_filename (desk->folder, "token", NULL);
  g_setenv ("GANGART_TOKEN_FILE", token, TRUE);
  desk->context = ga_context_new (desk->folder, FALSE);
  ga_context_open (desk->context, &error);
  g_assert_no_error (error);
  organisation = desk_record (desk, "organisation");
  ga_record_set_text (organisation, "name", "Foreningen");
  desk_put (desk, organisation);
  engine = ga_context_get_engine (desk->context);
  ga_sync_engine_join_async (engine, joined->server.url, CODE, NULL, "Test", NULL, result_cb,
                             joined);
  wait_until (has_result, joined, "joining");
  ga_sync_engine_join_finish (engine, joined->result, &error);
  g_assert_no_error (error);
  ga_sync_engine_start (engine);
  wait_until (is_sent, joined, "the first record to be sent");
  joined->server.mood = CANNED_EXPIRED;
  joined->server.moody = G_MAXUINT;
  ga_record_set_text (organisation, "name", "Stiforeningen");
  desk_put (desk, organisation);
  wait_until (is_expired, joined, "the sign-in to run out");
}

static void
joined_tear_down (Joined *joined, gconstpointer data)
{
  settle ();
  ga_context_close (joined->desk.context);
  g_clear_object (&joined->result);
  canned_stop (&joined->server);
  settle ();
  g_assert_finalize_object (joined->desk.context);
  g_unsetenv ("GANGART_TOKEN_FILE");
  remove_folder (joined->desk.folder);
  g_free (joined->desk.folder);
}

static void
test_joining_again_keeps_what_waits (Joined *joined, gconstpointer data)
{
  GaReader *reader = ga_context_get_reader (joined->desk.context);
  g_autoptr (GaMembership) before = ga_reader_get_membership (reader, NULL);
  g_autoptr (GaMembership) refused = NULL;
  g_autoptr (GaMembership) after = NULL;
  g_autofree char *invitation = g_strconcat (joined->server.url, "join#" CODE, NULL);
  guint pushes = joined->server.pushes->len;
  GtkWindow *dialog;
  GtkWidget *row;

  g_assert_cmpint (before->waiting, ==, 1);
  ga_join_dialog_show (NULL, joined->desk.context);
  settle ();
  dialog = find_window (GA_TYPE_JOIN_DIALOG);
  row = find_type (GTK_WIDGET (dialog), GA_TYPE_ENTRY_ROW);
  ga_entry_row_set_text (GA_ENTRY_ROW (row), invitation);
  joined->server.mood = CANNED_UNKNOWN;
  gtk_widget_activate_action (GTK_WIDGET (dialog), "join.join", NULL);
  wait_until (is_in_error, row, "the wrong code to be told of");
  refused = ga_reader_get_membership (reader, NULL);
  g_assert_nonnull (refused);
  g_assert_cmpint (refused->waiting, ==, 1);
  joined->server.mood = CANNED_WELL;
  gtk_widget_activate_action (GTK_WIDGET (dialog), "join.join", NULL);
  wait_until (is_seen, find_type (GTK_WIDGET (dialog), GA_TYPE_FACTS), "what the invitation gives");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "join.join", NULL);
  wait_until (is_sent, joined, "what waited to be sent");
  after = ga_reader_get_membership (reader, NULL);
  g_assert_true (ga_id_equal (&before->client, &after->client));
  g_assert_cmpuint (joined->server.pushes->len, ==, pushes + 1);
  /* The edit alone, not the record as a new one. */
  g_assert_nonnull (strstr (joined->server.pushes->pdata[pushes], "Stiforeningen"));
  g_assert_null (strstr (joined->server.pushes->pdata[pushes], "insert"));
  g_assert_null (find_window (GA_TYPE_JOIN_DIALOG));
}

/* What another program does in this profile. */
typedef struct
{
  GaMembership membership;
  GaRecord *record;
} Elsewhere;

static gboolean
join_elsewhere_cb (GaTransaction *transaction, gpointer user_data, GError **error)
{
  Elsewhere *elsewhere = user_data;

  return ga_transaction_join (transaction, &elsewhere->membership, error) &&
         ga_transaction_put (transaction, elsewhere->record, error);
}

static gboolean
is_at_the_server (gpointer user_data)
{
  const Canned *server = user_data;

  return server->paused->len == 1;
}

static void
test_another_program_joins (void)
{
  Canned server = { 0 };
  Elsewhere elsewhere = { .membership.epoch = 1 };
  g_autoptr (GaRecord) record = NULL;
  g_autofree char *folder = g_dir_make_tmp ("gangart-XXXXXX", NULL);
  g_autofree char *token = g_build_filename (folder, "token", NULL);
  g_autoptr (GaContext) context = ga_context_new (folder, FALSE);
  g_autoptr (GaStore) other = NULL;
  g_autoptr (GError) error = NULL;

  canned_start (&server, NULL);
  g_setenv ("GANGART_TOKEN_FILE", token, TRUE);
  ga_context_open (context, &error);
  g_assert_no_error (error);
  g_assert_cmpint (ga_context_get_sync (context).state, ==, GA_SYNC_ALONE);
  g_file_set_contents_full (token, "refresh-0\n", -1, G_FILE_SET_CONTENTS_NONE, 0600, &error);
  g_assert_no_error (error);
  elsewhere.membership.url = server.url;
  elsewhere.membership.client = ga_id_new ();
  elsewhere.membership.account = ga_id_new ();
  ga_id_parse ("018f0000-0000-7000-8000-000000000001", &elsewhere.membership.lineage);
  record = ga_record_new (ga_context_get_entity (context, "organisation"));
  ga_record_set_text (record, "name", "Foreningen");
  elsewhere.record = record;
  other = ga_profile_open (folder, &error);
  g_assert_no_error (error);
  ga_store_sync (other, join_elsewhere_cb, &elsewhere, &error);
  g_assert_no_error (error);
  wait_until (is_at_the_server, &server, "the window to wait for news of the server");
  ga_store_close (other);
  ga_context_close (context);
  canned_stop (&server);
  settle ();
  g_unsetenv ("GANGART_TOKEN_FILE");
  remove_folder (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/sync/the-line-says-how-it-is", test_the_line_says_how_it_is);
  g_test_add_func ("/sync/nonsense-is-told-at-the-field", test_nonsense_is_told_at_the_field);
  g_test_add_func ("/sync/another-program-joins", test_another_program_joins);
  g_test_add ("/sync/joining-again-keeps-what-waits", Joined, NULL, joined_set_up,
              test_joining_again_keeps_what_waits, joined_tear_down);
  return g_test_run ();
}
