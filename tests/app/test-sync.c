/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>
#include <glib/gstdio.h>

#include "app-fixture.h"
#include "app/compat/ga-entry-row.h"
#include "app/ga-window.h"
#include "app/sync/ga-conflict-card.h"
#include "app/sync/ga-conflict-words.h"
#include "app/sync/ga-conflicts-page.h"
#include "app/sync/ga-foot.h"
#include "app/sync/ga-invitation-sheet.h"
#include "app/sync/ga-join-dialog.h"
#include "app/sync/ga-qr.h"
#include "app/sync/ga-sync-words.h"
#include "exchange/ga-profile.h"
#include "store/ga-membership.h"
#include "store/store-fixture.h"
#include "sync/canned-server.h"

#define CODE "7K2MQ-X9D4T-RBZW3-E8HNP-5VGAC-6"

/* Whoever looks for one widget in a window. */
static GtkWidget *
find_type (GtkWidget *parent, GType type)
{
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found =
          g_type_is_a (G_OBJECT_TYPE (child), type) ? child : find_type (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWindow *
find_window (GType type)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *link = windows; link != NULL; link = link->next)
    if (g_type_is_a (G_OBJECT_TYPE (link->data), type))
      return link->data;
  return NULL;
}

static guint
count_cards (GtkWidget *parent)
{
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += GA_IS_CONFLICT_CARD (child) ? 1 : count_cards (child);
  return n;
}

static void
test_invitations_are_read (void)
{
  static const struct
  {
    const char *text;
    const char *url;
    const char *code;
  } cases[] = {
    { "https://gang.example/join#" CODE, "https://gang.example", CODE },
    { "  https://gang.example/join#" CODE "\n", "https://gang.example", CODE },
    { "https://gang.example " CODE, "https://gang.example", CODE },
    { "gang.example/join#" CODE, "https://gang.example", CODE },
    { "localhost:8080/join#" CODE, "http://localhost:8080", CODE },
    { "http://127.0.0.1:8080/ " CODE, "http://127.0.0.1:8080", CODE },
    { "https://gang.example 7K2MQ X9D4T RBZW3 E8HNP 5VGAC 6", "https://gang.example", CODE },
    { "Go to https://gang.example/join, and write " CODE ".", "https://gang.example", CODE },
    { "Please join https://gang.example 7K2MQ X9D4T RBZW3 E8HNP 5VGAC 6", "https://gang.example",
      CODE },
    { CODE, NULL, NULL },
    { "https://gang.example", NULL, NULL },
    { "https://gang.example/join#short", NULL, NULL },
    { "", NULL, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GaInvitation) read = ga_invitation_parse (cases[i].text);

      g_assert_cmpstr (read != NULL ? read->url : NULL, ==, cases[i].url);
      g_assert_cmpstr (read != NULL ? read->code : NULL, ==, cases[i].code);
    }
}

static void
test_a_link_is_read_back (void)
{
  g_autoptr (GaInvitation) invitation = ga_invitation_new ("https://gang.example/", CODE);
  g_autofree char *link = ga_invitation_get_link (invitation);
  g_autoptr (GaInvitation) again = ga_invitation_parse (link);

  g_assert_cmpstr (link, ==, "https://gang.example/join#" CODE);
  g_assert_cmpstr (again->url, ==, invitation->url);
  g_assert_cmpstr (again->code, ==, invitation->code);
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
    { { GA_SYNC_RETRYING, GA_SYNC_ERROR_SERVER, 2, 0, 0, 0 },
      "2 changes wait for the server",
      TRUE },
    { { GA_SYNC_SENDING, 0, 272, 40, 0, 0 }, "Sending 40 of 312", FALSE },
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
test_a_code_is_drawn_with_its_margin (void)
{
  g_autofree char *long_text = g_strnfill (5000, 'x');
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 200, 200);
  cairo_t *cr = cairo_create (surface);
  const guint32 *pixels;
  guint black = 0;
  int stride;

  g_assert_true (ga_qr_draw (cr, "https://gang.example/join#" CODE, 200));
  g_assert_false (ga_qr_draw (cr, long_text, 200));
  cairo_surface_flush (surface);
  pixels = (const guint32 *) cairo_image_surface_get_data (surface);
  stride = cairo_image_surface_get_stride (surface) / 4;
  for (int at = 0; at < 200; at++)
    {
      g_assert_cmphex (pixels[5 * stride + at] & 0xffffff, ==, 0xffffff);
      black += (pixels[100 * stride + at] & 0xffffff) == 0 ? 1 : 0;
    }
  g_assert_cmpuint (black, >, 20);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static void
test_a_sheet_fits_its_page (void)
{
  g_autoptr (GaInvitation) invitation = ga_invitation_new (
      "https://gangart.et-meget-langt-navn-paa-en-landsorganisation.example", CODE);
  cairo_rectangle_t page = { 0, 0, 500, 740 };
  cairo_surface_t *surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR, NULL);
  cairo_t *cr = cairo_create (surface);
  double x, y, width, height;

  ga_invitation_sheet_draw (cr, page.width, page.height, invitation,
                            "Løb & Gang for alle ved Åparken og i den store skov",
                            "Friday 11 December 2026");
  cairo_recording_surface_ink_extents (surface, &x, &y, &width, &height);
  /* Ink is told in whole points, rounded outwards. */
  g_assert_cmpfloat (x, >=, -1);
  g_assert_cmpfloat (y, >=, -1);
  g_assert_cmpfloat (x + width, <=, page.width + 1);
  g_assert_cmpfloat (y + height, <=, page.height + 1);
  g_assert_cmpfloat (height, >, 300);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static GaRecord *
make_conflict (Desk *desk, const GaRecord *about, const char *kind, const char *field)
{
  GaRecord *conflict = desk_record (desk, "conflict");
  char id[GA_ID_TEXT_SIZE];

  ga_id_format (ga_record_get_id (about), id);
  ga_record_set_text (conflict, "subject", ga_record_get_entity (about)->name);
  ga_record_set_text (conflict, "record", id);
  ga_record_set_text (conflict, "kind", kind);
  if (field != NULL)
    ga_record_set_text (conflict, "field", field);
  return conflict;
}

static GaRecord *
put_community (Desk *desk)
{
  GaRecord *community = desk_record (desk, "community");

  ga_record_set_text (community, "name", "Åstien rundt");
  desk_put (desk, community);
  return community;
}

static GaRecord *
put_walk (Desk *desk, const GaRecord *community)
{
  GaRecord *meeting = desk_record (desk, "meeting");

  ga_record_set_reference (meeting, "community", ga_record_get_id (community));
  ga_record_set_text (meeting, "start", "2026-01-06T10:00");
  desk_put (desk, meeting);
  return meeting;
}

static void
test_both_values_are_told (Desk *desk, gconstpointer data)
{
  g_autoptr (GaRecord) community = put_community (desk);
  g_autoptr (GaRecord) conflict = make_conflict (desk, community, "edit", "status");
  g_autoptr (GaConflictWords) words = NULL;

  ga_record_set_text (conflict, "kept", "\"active\"");
  ga_record_set_text (conflict, "lost", "\"paused\"");
  words = ga_conflict_words_new (ga_context_get_reader (desk->context), conflict);
  g_assert_cmpstr (words->title, ==, "Åstien rundt");
  g_assert_cmpstr (words->what, ==, "Status");
  g_assert_cmpstr (words->kept.value, ==, "Active");
  g_assert_cmpstr (words->lost.value, ==, "Paused");
  g_assert_nonnull (words->restore);
}

static void
test_a_number_against_names_is_asked_about (Desk *desk, gconstpointer data)
{
  g_autoptr (GaRecord) community = put_community (desk);
  g_autoptr (GaRecord) walk = put_walk (desk, community);
  g_autoptr (GaRecord) conflict = make_conflict (desk, walk, "question", "unnamed");
  g_autoptr (GaConflictWords) words = NULL;

  ga_record_set_text (conflict, "kept", "0");
  ga_record_set_text (conflict, "lost", "9");
  words = ga_conflict_words_new (ga_context_get_reader (desk->context), conflict);
  g_assert_cmpstr (words->text, ==,
                   "One list has 0 names, another gives the number 9. Which is right?");
  g_assert_true (g_str_has_prefix (words->title, "Åstien rundt"));
}

static void
test_a_whole_record_is_told_line_by_line (Desk *desk, gconstpointer data)
{
  g_autoptr (GaRecord) community = put_community (desk);
  g_autoptr (GaRecord) walker = desk_record (desk, "participant");
  g_autoptr (GaRecord) conflict = make_conflict (desk, walker, "quarantine", NULL);
  g_autoptr (GaConflictWords) words = NULL;
  g_autofree char *json = NULL;
  char id[GA_ID_TEXT_SIZE];

  ga_id_format (ga_record_get_id (community), id);
  json = g_strdup_printf ("{\"community\": \"%s\", \"name\": \"Asta\", \"new\": [1]}", id);
  ga_record_set_text (conflict, "lost_personal", json);
  words = ga_conflict_words_new (ga_context_get_reader (desk->context), conflict);
  g_assert_nonnull (strstr (words->lost.value, "Name: Asta"));
  g_assert_nonnull (strstr (words->lost.value, "Åstien rundt"));
  g_assert_false (words->is_there);
}

static void
test_both_of_two_are_told_alike (Desk *desk, gconstpointer data)
{
  g_autoptr (GaRecord) community = put_community (desk);
  g_autoptr (GaRecord) twin = put_community (desk);
  g_autoptr (GaRecord) conflict = make_conflict (desk, community, "duplicate", NULL);
  g_autoptr (GaConflictWords) words = NULL;
  g_autofree char *other = ga_id_to_string (ga_record_get_id (twin));

  ga_record_set_text (conflict, "other", other);
  words = ga_conflict_words_new (ga_context_get_reader (desk->context), conflict);
  g_assert_cmpstr (words->kept.value, ==, "Åstien rundt");
  g_assert_cmpstr (words->lost.value, ==, words->kept.value);
  g_assert_cmpstr (words->lost.author, ==, words->kept.author);
}

static void
test_what_cannot_be_read_does_no_harm (Desk *desk, gconstpointer data)
{
  static const char *const wrong[] = { "",    "{",           "[[[[[",           "nonsense",
                                       "\"a", "{\"name\":",  "{\"name\": [[}",  "1e999",
                                       "{}",  "\"\\ud800\"", "{\"status\": 7}", "99999999999999" };
  g_autoptr (GaRecord) community = put_community (desk);

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    for (guint whole = 0; whole < 2; whole++)
      {
        g_autoptr (GaRecord) conflict =
            make_conflict (desk, community, "edit", whole ? NULL : "status");
        g_autoptr (GaConflictWords) words = NULL;

        ga_record_set_text (conflict, "kept", wrong[i]);
        ga_record_set_text (conflict, "lost_personal", wrong[i]);
        words = ga_conflict_words_new (ga_context_get_reader (desk->context), conflict);
        g_assert_cmpstr (words->title, ==, "Åstien rundt");
      }
}

static void
test_what_a_newer_program_knows_is_told (Desk *desk, gconstpointer data)
{
  g_autoptr (GaRecord) community = put_community (desk);
  g_autoptr (GaRecord) conflict = make_conflict (desk, community, "edit", "name");
  g_autoptr (GaConflictWords) words = NULL;

  ga_record_set_text (conflict, "subject", "spaceship");
  words = ga_conflict_words_new (ga_context_get_reader (desk->context), conflict);
  g_assert_null (words->entity);
  g_assert_null (words->restore);
  g_assert_nonnull (words->text);
}

static gboolean
shows_one (gpointer user_data)
{
  return count_cards (user_data) == 1;
}

static gboolean
shows_none (gpointer user_data)
{
  return count_cards (user_data) == 0;
}

static gboolean
is_open (gpointer user_data)
{
  return ga_window_is_open (user_data);
}

static void
test_a_decision_is_undone (void)
{
  g_autofree char *folder = g_dir_make_tmp ("gangart-XXXXXX", NULL);
  g_autoptr (GaContext) context = ga_context_new (folder, TRUE);
  Desk desk = { folder, context };
  GaWindow *window = ga_window_new (NULL, context);
  g_autoptr (GaRecord) community = NULL, conflict = NULL;
  GtkWidget *page;

  gtk_window_present (GTK_WINDOW (window));
  wait_until (is_open, window, "the example to open");
  community = put_community (&desk);
  conflict = make_conflict (&desk, community, "edit", "name");
  ga_record_set_text (conflict, "kept", "\"Åstien rundt\"");
  ga_record_set_text (conflict, "lost", "\"Åstien\"");
  desk_put (&desk, conflict);
  g_assert_true (ga_window_show_page (window, "conflicts"));
  settle ();
  page = find_type (GTK_WIDGET (window), GA_TYPE_CONFLICTS_PAGE);
  wait_until (shows_one, page, "the card");
  g_assert_cmpint (ga_context_get_sync (context).conflicts, ==, 1);
  gtk_widget_activate_action (find_type (page, GA_TYPE_CONFLICT_CARD), "conflict.keep", NULL);
  wait_until (shows_none, page, "the card to go");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.undo", NULL);
  wait_until (shows_one, page, "the card to come back");
  gtk_window_destroy (GTK_WINDOW (window));
  settle ();
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

#define add(name, test) g_test_add ("/sync/" name, Desk, NULL, desk_set_up, test, desk_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/sync/invitations-are-read", test_invitations_are_read);
  g_test_add_func ("/sync/a-link-is-read-back", test_a_link_is_read_back);
  g_test_add_func ("/sync/the-line-says-how-it-is", test_the_line_says_how_it_is);
  g_test_add_func ("/sync/a-code-is-drawn-with-its-margin", test_a_code_is_drawn_with_its_margin);
  g_test_add_func ("/sync/a-sheet-fits-its-page", test_a_sheet_fits_its_page);
  add ("both-values-are-told", test_both_values_are_told);
  add ("a-number-against-names-is-asked-about", test_a_number_against_names_is_asked_about);
  add ("a-whole-record-is-told-line-by-line", test_a_whole_record_is_told_line_by_line);
  add ("both-of-two-are-told-alike", test_both_of_two_are_told_alike);
  add ("what-cannot-be-read-does-no-harm", test_what_cannot_be_read_does_no_harm);
  add ("what-a-newer-program-knows-is-told", test_what_a_newer_program_knows_is_told);
  g_test_add_func ("/sync/a-decision-is-undone", test_a_decision_is_undone);
  g_test_add_func ("/sync/nonsense-is-told-at-the-field", test_nonsense_is_told_at_the_field);
  g_test_add_func ("/sync/another-program-joins", test_another_program_joins);
  g_test_add ("/sync/joining-again-keeps-what-waits", Joined, NULL, joined_set_up,
              test_joining_again_keeps_what_waits, joined_tear_down);
  return g_test_run ();
}
