/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange-fixture.h"
#include "server/ga-accounts-private.h"
#include "server/ga-person.h"
#include "server/ga-server-invitation.h"
#include "server/ga-tidy.h"

/* What has served its time goes, and whoever was away so long comes back without harm. */

#define OLD "@100000 "

typedef struct
{
  Server *server;
  Client *host;
  Client *other;
  char *community;
  char *space; /* community:… */
} World;

static void
set_up (World *self, gconstpointer data)
{
  self->server = server_new ();
  self->host = client_new_host (self->server, 0);
  self->community = client_add_community (self->host, 0, "Tuesdays");
  self->space = g_strconcat ("community:", self->community, NULL);
  self->other = client_new (self->server);
  client_grant (self->other, GA_ACCESS_HOST, self->space);
}

static void
tear_down (World *self, gconstpointer data)
{
  client_free (self->host);
  client_free (self->other);
  server_free (self->server);
  g_free (self->community);
  g_free (self->space);
}

static const char *
table (World *self, const char *entity)
{
  return ga_sql_table (self->server->sql, ga_schema_get (self->server->schema, entity));
}

static gint64
count_gone (World *self, const char *entity)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM %s WHERE tenant = $1 AND _gone = 1",
                                          table (self, entity));

  return server_count (self->server, sql);
}

static void
pull_anew (Client *client, guint n_fresh)
{
  client->n_fresh = 0;
  client_pull (client);
  g_assert_cmpuint (client->n_fresh, ==, n_fresh);
}

static void
assert_answer (JsonObject *receipt, const char *expected)
{
  g_autofree char *answer = answer_to (receipt, 0);

  g_assert_cmpstr (answer, ==, expected);
}

static void
test_deleted (World *self, gconstpointer data)
{
  g_autofree char *meeting = client_add_meeting (self->host, self->community);

  client_pull (self->other);
  client_do (self->host, OLD "delete meeting %s", meeting);
  client_pull (self->host);
  server_tidy (self->server, 0);
  g_assert_cmpint (server_tidy (self->server, 399), ==, 0);
  g_assert_cmpint (count_gone (self, "meeting"), ==, 1);
  pull_anew (self->host, 0);
  g_assert_cmpint (server_tidy (self->server, 2), >, 0);
  g_assert_cmpint (count_gone (self, "meeting"), ==, 0);
  pull_anew (self->host, 0);
  pull_anew (self->other, 3);
  g_assert_cmpuint (client_count (self->other, NULL, "meeting"), ==, 0);
  g_assert_cmpint (server_tidy (self->server, 0), ==, 0);
}

/* More than a step takes. */
static void
test_many (World *self, gconstpointer data)
{
  g_autoptr (GString) inserts = g_string_new (NULL);
  g_autoptr (GString) deletes = g_string_new (NULL);

  for (guint i = 0; i < 1100; i++)
    {
      g_autofree char *id = new_id ();

      g_string_append_printf (inserts,
                              "insert meeting %s {'community': '%s', 'start': '2026-03-03T10:00', "
                              "'zone': 'Europe/Copenhagen'}\n",
                              id, self->community);
      g_string_append_printf (deletes, OLD "delete meeting %s\n", id);
      if (i % 400 == 399 || i == 1099)
        {
          client_do (self->host, "%s", inserts->str);
          client_do (self->host, "%s", deletes->str);
          g_string_truncate (inserts, 0);
          g_string_truncate (deletes, 0);
        }
    }
  server_tidy (self->server, 1);
  g_assert_cmpint (server_tidy (self->server, 401), >=, 1100);
  g_assert_cmpint (count_gone (self, "meeting"), ==, 0);
}

/* Who was away changes, deletes and adds to what is long forgotten: nothing of it comes back. */
static void
test_away (World *self, gconstpointer data)
{
  g_autofree char *meeting = client_add_meeting (self->host, self->community);
  g_autofree char *second = client_add_meeting (self->host, self->community);
  g_autofree char *kim = client_add_participant (self->host, self->community, "Kim");
  g_autofree char *attendance = attendance_id (meeting, kim);
  g_autoptr (JsonObject) changed = NULL, added = NULL, named = NULL;

  client_pull (self->other);
  client_do (self->host,
             OLD "delete meeting %s\n" OLD "delete meeting %s\n" OLD "delete participant %s",
             meeting, second, kim);
  server_tidy (self->server, 1);
  server_tidy (self->server, 401);
  changed = client_push (self->other, NULL, "@5 update meeting %s {'status': 'held'}", meeting);
  assert_answer (changed, "refused gone");
  client_do (self->other, "@5 delete meeting %s", second);
  named = client_push (self->other, NULL, "@5 update participant %s {'name': 'Kim B'}", kim);
  assert_answer (named, "refused gone");
  added = client_push (self->other, NULL,
                       "insert attendance %s {'meeting': '%s', 'participant': '%s', "
                       "'state': 'present'}",
                       attendance, meeting, kim);
  assert_answer (added, "refused reference");
  pull_anew (self->other, 3);
  g_assert_cmpuint (client_count (self->other, NULL, "meeting"), ==, 0);
  g_assert_cmpuint (client_count (self->other, NULL, "participant"), ==, 0);
}

/* Undoing a delete brings all of the record. */
static void
test_undone (World *self, gconstpointer data)
{
  g_autofree char *kim = client_add_participant (self->host, self->community, "Kim");
  g_autoptr (JsonObject) undone = NULL;

  client_do (self->host, OLD "delete participant %s", kim);
  server_tidy (self->server, 1);
  server_tidy (self->server, 401);
  undone =
      client_push (self->host, NULL, OLD "insert participant %s {'community': '%s', 'name': 'Kim'}",
                   kim, self->community);
  assert_answer (undone, "merged");
  client_pull (self->other);
  g_assert_cmpuint (client_count (self->other, NULL, "participant"), ==, 1);
}

static void
test_needed (World *self, gconstpointer data)
{
  g_autofree char *meeting = client_add_meeting (self->host, self->community);
  g_autofree char *record = g_strdup_printf ("record = '%s'", meeting);
  g_autofree char *venue = new_id ();
  g_autofree char *kommune = ga_id_to_string (&self->server->kommuner[0]);

  client_do (self->host, "insert venue %s {'name': 'The gate', 'kommune': '%s'}", venue, kommune);
  client_do (self->host, OLD "update meeting %s {'venue': '%s'}", meeting, venue);
  client_pull (self->other);
  client_do (self->host, OLD "delete venue %s", venue);
  /* Two who change one field leave a conflict record. */
  client_do (self->host, OLD "update meeting %s {'duration_min': 60}", meeting);
  g_clear_pointer (&self->other->said, g_free);
  json_object_unref (
      client_push (self->other, NULL, "@1 update meeting %s {'duration_min': 90}", meeting));
  g_assert_cmpint (server_count (self->server, "SELECT count(*) FROM conflict WHERE tenant = $1"),
                   ==, 1);
  client_do (self->host, OLD "delete meeting %s", meeting);
  server_tidy (self->server, 1);
  server_tidy (self->server, 401);
  g_assert_cmpint (count_gone (self, "meeting"), ==, 1);
  g_assert_cmpint (count_gone (self, "venue"), ==, 1);
  server_exec (self->server, "UPDATE conflict SET state = 'kept' WHERE %s", record);
  server_tidy (self->server, 1);
  server_tidy (self->server, 1);
  g_assert_cmpint (count_gone (self, "meeting"), ==, 0);
  g_assert_cmpint (count_gone (self, "venue"), ==, 0);
}

/* Their names go; what the law may ask for later is found all the same. */
static void
test_people (World *self, gconstpointer data)
{
  g_autofree char *kim = client_add_participant (self->host, self->community, "Xylofonia");
  g_autofree char *sql =
      g_strdup_printf ("SELECT count(*) FROM %s WHERE tenant = $1 AND name IS NOT NULL",
                       table (self, "participant"));
  g_autofree char *folder = g_dir_make_tmp ("gangart-tidy-XXXXXX", NULL);
  g_autoptr (GError) error = NULL;
  GaId id;

  client_pull (self->other);
  client_do (self->host, OLD "delete participant %s", kim);
  server_tidy (self->server, 1);
  g_assert_cmpint (server_count (self->server, sql), ==, 1);
  server_tidy (self->server, 401);
  g_assert_cmpint (server_count (self->server, sql), ==, 0);
  g_assert_true (ga_id_parse (kim, &id));
  g_assert_true (ga_sql_begin (self->server->sql, NULL));
  ga_person_erase (self->server->sql, self->server->schema, folder, self->server->tenant, &id,
                   self->server->now, &error);
  g_assert_no_error (error);
  g_assert_true (ga_sql_commit (self->server->sql, NULL));
  g_assert_cmpint (server_count (self->server, "SELECT count(*) FROM history WHERE tenant = $1 "
                                               "AND fields LIKE '%Xylofonia%'"),
                   ==, 0);
  /* Who was away has it on disk, and is told whenever they come. */
  server_tidy (self->server, 401);
  server_tidy (self->server, 401);
  pull_anew (self->other, 3);
  g_assert_nonnull (strstr (self->other->said, "{\"erased\":\"participant\"}"));
}

static void
test_left (World *self, gconstpointer data)
{
  g_autofree char *space = server_get_kommune_space (self->server, 1);
  const char *to = space + strlen ("kommune:");

  client_grant (self->host, GA_ACCESS_HOST, space);
  client_do (self->host, OLD "update community %s {'kommune': '%s'}", self->community, to);
  g_assert_cmpint (server_count (self->server, "SELECT count(*) FROM left_mark WHERE tenant = $1"),
                   >, 0);
  server_tidy (self->server, 1);
  server_tidy (self->server, 401);
  g_assert_cmpint (server_count (self->server, "SELECT count(*) FROM left_mark WHERE tenant = $1"),
                   ==, 0);
}

/* The answer to what a computer sent last may still be on its way. */
static void
test_receipts (World *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  JsonObject *again;

  for (guint i = 0; i < 3; i++)
    g_free (client_add_meeting (self->other, self->community));
  server_tidy (self->server, 401);
  again = client_push_again (self->other, &error);
  g_assert_no_error (error);
  g_assert_cmpint (json_object_get_int_member (again, "number"), ==, self->other->number);
  json_object_unref (again);
  g_assert_cmpint (server_count (self->server,
                                 "SELECT max(n) FROM (SELECT count(*) AS n FROM receipt WHERE "
                                 "tenant = $1 GROUP BY client) AS each"),
                   ==, 1);
}

static void
test_access (World *self, gconstpointer data)
{
  static const char tokens[] = "SELECT count(*) FROM token WHERE tenant = $1";
  static const char invitations[] = "SELECT count(*) FROM invitation WHERE tenant = $1";
  const GaGrant grant = { GA_ACCESS_HOST, { .place = GA_PLACE_NATIONAL } };
  const GaComputer computer = { self->server->tenant, self->other->session->account,
                                self->other->session->device, 1 };
  g_autoptr (GArray) grants = g_array_new (FALSE, FALSE, sizeof (GaGrant));
  g_autoptr (GError) error = NULL;
  g_autofree char *code = NULL;

  g_array_append_val (grants, grant);
  code = ga_server_invitation_create (self->server->sql, self->server->tenant, 0, grants, "Kim",
                                      self->server->now, &error);
  g_assert_no_error (error);
  g_assert_nonnull (code);
  ga_welcome_free (ga_tokens_issue (self->server->sql, &computer, self->server->now, &error));
  g_assert_no_error (error);
  server_tidy (self->server, 13);
  g_assert_cmpint (server_count (self->server, invitations), ==, 1);
  server_tidy (self->server, 2);
  g_assert_cmpint (server_count (self->server, invitations), ==, 0);
  server_tidy (self->server, 380);
  g_assert_cmpint (server_count (self->server, tokens), ==, 2);
  server_tidy (self->server, 10);
  g_assert_cmpint (server_count (self->server, tokens), ==, 1);
  server_tidy (self->server, 90);
  g_assert_cmpint (server_count (self->server, tokens), ==, 0);
}

static void
test_quarantine (World *self, gconstpointer data)
{
  static const char kept[] =
      "SELECT coalesce(sum(length(body)), 0) FROM quarantine WHERE tenant = $1";
  g_autofree char *id = new_id ();
  g_autoptr (GError) error = NULL;

  self->other->session->revoked = TRUE;
  json_object_unref (client_push (self->other, &error,
                                  "insert participant %s {'community': '%s', 'name': 'Kim'}", id,
                                  self->community));
  g_assert_no_error (error);
  server_tidy (self->server, 89);
  g_assert_cmpint (server_count (self->server, kept), >, 0);
  server_tidy (self->server, 2);
  g_assert_cmpint (server_count (self->server, kept), ==, 0);
  /* It has had its turn. */
  g_assert_null (client_push (self->other, &error, "@1 delete participant %s", id));
  g_assert_error (error, GA_SYNC_ERROR, GA_SYNC_ERROR_REVOKED);
}

/* What the command does so many days later; whether it would. */
static gboolean
tidy_all (World *self, guint days, gint64 *removed)
{
  g_autoptr (GaFiles) files = ga_files_new (self->server->base.folder);
  g_autoptr (GError) error = NULL;
  gboolean done;

  self->server->now += days * G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC;
  *removed = 0;
  done = ga_tidy_run (self->server->sql, self->server->schema, files, self->server->now, removed,
                      &error);
  if (!done)
    g_assert_error (error, GA_SQL_ERROR, GA_SQL_ERROR_FAILED);
  return done;
}

/* Ten years, for some seconds. */
static void
test_clock_ahead (World *self, gconstpointer data)
{
  g_autofree char *meeting = client_add_meeting (self->host, self->community);
  gint64 now, removed;

  client_do (self->host, OLD "delete meeting %s", meeting);
  g_assert_true (tidy_all (self, 0, &removed));
  now = self->server->now;
  g_assert_false (tidy_all (self, 3650, &removed));
  g_assert_false (tidy_all (self, 0, &removed));
  self->server->now = now;
  g_assert_true (tidy_all (self, 1, &removed));
  g_assert_cmpint (removed, ==, 0);
  g_assert_cmpint (count_gone (self, "meeting"), ==, 1);
  /* Where it was really off for so long, it goes a day later. */
  g_assert_false (tidy_all (self, 500, &removed));
  g_assert_cmpint (count_gone (self, "meeting"), ==, 1);
  g_assert_true (tidy_all (self, 1, &removed));
  g_assert_cmpint (count_gone (self, "meeting"), ==, 0);
}

/* Two servers, or one that is started again and again. */
static void
test_often (World *self, gconstpointer data)
{
  for (guint i = 0; i < 5; i++)
    server_tidy (self->server, 0);
  g_assert_cmpint (server_count (self->server, "SELECT count(*) FROM milestone WHERE tenant = $1"),
                   ==, 1);
  server_tidy (self->server, 1);
  g_assert_cmpint (server_count (self->server, "SELECT count(*) FROM milestone WHERE tenant = $1"),
                   ==, 2);
}

/* Before it has asked a time server, say. */
static void
test_clock_behind (World *self, gconstpointer data)
{
  g_autofree char *meeting = client_add_meeting (self->host, self->community);
  g_autofree char *later = NULL;
  gint64 now;

  client_do (self->host, OLD "delete meeting %s", meeting);
  now = self->server->now;
  self->server->now = 0;
  server_tidy (self->server, 0);
  self->server->now = now;
  server_tidy (self->server, 1);
  g_assert_cmpint (count_gone (self, "meeting"), ==, 1);
  /* Also where something is brought meanwhile. */
  now = self->server->now;
  self->server->now = 0;
  later = client_add_meeting (self->host, self->community);
  client_do (self->host, OLD "delete meeting %s", later);
  server_tidy (self->server, 1);
  self->server->now = now;
  server_tidy (self->server, 1);
  g_assert_cmpint (count_gone (self, "meeting"), ==, 2);
  server_tidy (self->server, 401);
  g_assert_cmpint (count_gone (self, "meeting"), ==, 0);
}

#define ADD(name, func) g_test_add ("/tidy/" name, World, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("deleted-rows-are-told-for-400-days", test_deleted);
  ADD ("many-go-in-steps", test_many);
  ADD ("who-was-away-brings-nothing-back", test_away);
  ADD ("an-old-delete-can-be-undone", test_undone);
  ADD ("what-is-still-needed-stays", test_needed);
  ADD ("names-go-and-can-still-be-erased", test_people);
  ADD ("what-left-is-told-for-400-days", test_left);
  ADD ("the-newest-answer-stays", test_receipts);
  ADD ("invitations-and-tokens-go", test_access);
  ADD ("what-a-revoked-computer-brought-goes", test_quarantine);
  ADD ("a-clock-that-was-behind-makes-nothing-old", test_clock_behind);
  ADD ("a-clock-that-was-ahead-makes-nothing-old", test_clock_ahead);
  ADD ("often-does-no-harm", test_often);
  return g_test_run ();
}
