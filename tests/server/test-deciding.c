/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange-fixture.h"
#include "server/ga-accounts-private.h"

/* Who may change a record decides about the conflicts that are about it. Anna and Bent host one
 * community, Carl another one in the same kommune. */

typedef struct
{
  Server *server;
  Client *anna;
  Client *bent;
  Client *carl;
  Client *consultant;
  Client *coordinator;
  char *kommune;
  char *community;
  char *other; /* Carl's */
} World;

static Client *
join (World *self, GaAccess access, const char *place, const char *id)
{
  Client *client = client_new (self->server);
  g_autofree char *space = g_strdup_printf ("%s:%s", place, id);

  client_grant (client, access, space);
  client_pull (client);
  return client;
}

static void
set_up (World *self, gconstpointer data)
{
  self->server = server_new ();
  self->kommune = ga_id_to_string (&self->server->kommuner[0]);
  self->anna = client_new_host (self->server, 0);
  self->community = client_add_community (self->anna, 0, "Tuesdays");
  self->carl = client_new_host (self->server, 0);
  self->other = client_add_community (self->carl, 0, "Fridays");
  self->bent = join (self, GA_ACCESS_HOST, "community", self->community);
  self->consultant = join (self, GA_ACCESS_CONSULTANT, "kommune", self->kommune);
  self->coordinator = join (self, GA_ACCESS_COORDINATOR, "kommune", self->kommune);
}

static void
tear_down (World *self, gconstpointer data)
{
  client_free (self->anna);
  client_free (self->bent);
  client_free (self->carl);
  client_free (self->consultant);
  client_free (self->coordinator);
  server_free (self->server);
  g_free (self->kommune);
  g_free (self->community);
  g_free (self->other);
}

/* The only conflict that @client knows of. */
static char *
get_conflict (Client *client)
{
  GHashTableIter iter;
  gpointer key;

  client_pull (client);
  g_assert_cmpuint (client_count (client, NULL, "conflict"), ==, 1);
  g_hash_table_iter_init (&iter, client->rows);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      const char *found = strstr (key, "conflict ");

      if (found != NULL)
        return g_strdup (found + strlen ("conflict "));
    }
  g_assert_not_reached ();
}

static void
expect (Client *client, const char *conflict, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) receipt =
      client_push (client, &error, "update conflict %s {'state': 'kept'}", conflict);
  g_autofree char *answer = NULL;

  g_assert_no_error (error);
  answer = answer_to (receipt, 0);
  g_assert_cmpstr (answer, ==, expected);
}

/* Both say something else about it, and neither has seen what the other said. */
static char *
disagree (World *self, const char *entity, const char *id, const char *one, const char *other)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *revision = NULL;

  client_pull (self->anna);
  revision = client_get (self->anna, entity, id, "revision");
  client_do (self->anna, "@%s update %s %s %s", revision, entity, id, one);
  json_object_unref (
      client_push (self->bent, &error, "@%s update %s %s %s", revision, entity, id, other));
  g_assert_no_error (error);
  return get_conflict (self->bent);
}

static void
test_walk (World *self, gconstpointer data)
{
  g_autofree char *walk = client_add_meeting (self->anna, self->community);
  g_autofree char *conflict =
      disagree (self, "meeting", walk, "{'duration_min': 60}", "{'duration_min': 90}");
  g_autofree char *seen = get_conflict (self->carl);

  g_assert_cmpstr (seen, ==, conflict);
  expect (self->carl, conflict, "refused not-allowed");
  expect (self->coordinator, conflict, "refused not-allowed");
  expect (self->anna, conflict, "accepted");
  expect (self->consultant, conflict, "accepted");
}

/* By the walk that the attendance is of. */
static void
test_attendance (World *self, gconstpointer data)
{
  g_autofree char *walk = client_add_meeting (self->anna, self->community);
  g_autofree char *walker = client_add_participant (self->anna, self->community, "Ada");
  g_autofree char *attendance = client_attend (self->anna, walk, walker);
  g_autofree char *conflict =
      disagree (self, "attendance", attendance, "{'state': 'absent'}", "{'state': 'excused'}");

  expect (self->carl, conflict, "refused not-allowed");
  expect (self->consultant, conflict, "refused not-allowed");
  expect (self->bent, conflict, "accepted");
}

/* What is the whole kommune's is decided by any of its hosts. */
static void
test_venue (World *self, gconstpointer data)
{
  g_autofree char *venue = new_id ();
  g_autofree char *conflict = NULL;

  client_do (self->anna, "insert venue %s {'name': 'Square', 'kommune': '%s'}", venue,
             self->kommune);
  conflict = disagree (self, "venue", venue, "{'name': 'The square'}", "{'name': 'Market'}");
  expect (self->coordinator, conflict, "refused not-allowed");
  expect (self->carl, conflict, "accepted");
}

/* Its id is known to all who had it. */
static void
test_taken_over (World *self, gconstpointer data)
{
  g_autofree char *walk = client_add_meeting (self->anna, self->community);
  g_autofree char *conflict =
      disagree (self, "meeting", walk, "{'duration_min': 60}", "{'duration_min': 90}");
  g_autofree char *revision = NULL;
  g_autofree char *answer = NULL;
  g_autoptr (JsonObject) receipt = NULL;
  g_autoptr (GError) error = NULL;

  client_pull (self->anna);
  revision = client_get (self->anna, "meeting", walk, "revision");
  client_do (self->anna, "@%s delete meeting %s", revision, walk);
  receipt = client_push (self->carl, &error,
                         "insert meeting %s {'community': '%s', 'start': '2026-05-05T10:00', "
                         "'zone': 'Europe/Copenhagen', 'status': 'planned'}",
                         walk, self->other);
  g_assert_no_error (error);
  answer = answer_to (receipt, 0);
  g_assert_cmpstr (answer, ==, "refused not-allowed");
  expect (self->carl, conflict, "refused not-allowed");
  expect (self->anna, conflict, "accepted");
}

static void
test_deleted_since (World *self, gconstpointer data)
{
  g_autofree char *walk = client_add_meeting (self->anna, self->community);
  g_autofree char *conflict =
      disagree (self, "meeting", walk, "{'duration_min': 60}", "{'duration_min': 90}");
  g_autofree char *revision = NULL;

  client_pull (self->anna);
  revision = client_get (self->anna, "meeting", walk, "revision");
  client_do (self->anna, "@%s delete meeting %s", revision, walk);
  expect (self->carl, conflict, "refused not-allowed");
  expect (self->bent, conflict, "accepted");
}

static void
end_access (World *self, Client *client, const char *community)
{
  GaGrant grant = { .access = GA_ACCESS_HOST };
  g_autofree char *space = g_strconcat ("community:", community, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (ga_space_parse (space, &grant.space));
  g_assert_true (ga_sql_begin (self->server->sql, NULL));
  ga_grants_remove (self->server->sql, self->server->tenant, client->session->account, &grant,
                    self->server->now, &error);
  g_assert_no_error (error);
  g_assert_true (ga_sql_commit (self->server->sql, NULL));
}

static void
hand_over (Client *client, const char *operation)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) receipt = client_push (client, &error, "%s", operation);
  g_autofree char *answer = NULL;

  g_assert_no_error (error);
  answer = answer_to (receipt, 0);
  g_assert_cmpstr (answer, ==, "quarantined");
}

/* A walk that there has never been is its community's all the same, and not its author's. */
static void
test_handed_over (World *self, gconstpointer data)
{
  g_autofree char *walk = new_id ();
  g_autofree char *operation =
      g_strdup_printf ("insert meeting %s {'community': '%s', 'start': '2026-11-03T10:00', 'zone': "
                       "'Europe/Copenhagen', 'status': 'planned'}",
                       walk, self->community);
  g_autofree char *conflict = NULL;

  end_access (self, self->anna, self->community);
  hand_over (self->anna, operation);
  conflict = get_conflict (self->anna);
  expect (self->anna, conflict, "refused not-allowed");
  expect (self->carl, conflict, "refused not-allowed");
  expect (self->bent, conflict, "accepted");
}

/* Neither who offered it nor who heard of it gives its id to a walk elsewhere: then it could not be
 * taken. */
static void
test_offer_taken_over (World *self, gconstpointer data)
{
  static const char elsewhere[] =
      "insert meeting %s {'community': '%s', 'start': '2026-11-03T10:00', 'zone': "
      "'Europe/Copenhagen', 'status': 'planned'}";
  g_autofree char *walk = new_id ();
  g_autofree char *own = client_add_community (self->anna, 0, "Sundays");
  g_autofree char *offered = g_strdup_printf (elsewhere, walk, self->community);
  g_autofree char *moved = g_strdup_printf (elsewhere, walk, own);
  g_autofree char *stolen = g_strdup_printf (elsewhere, walk, self->other);
  g_autofree char *answer = NULL;
  g_autofree char *taken = NULL;
  g_autoptr (JsonObject) refused = NULL, receipt = NULL;
  g_autoptr (GError) error = NULL;

  end_access (self, self->anna, self->community);
  hand_over (self->anna, offered);
  hand_over (self->anna, moved);
  refused = client_push (self->carl, &error, "%s", stolen);
  g_assert_no_error (error);
  answer = answer_to (refused, 0);
  g_assert_cmpstr (answer, ==, "refused not-allowed");
  receipt = client_push (self->bent, &error, "%s", offered);
  g_assert_no_error (error);
  taken = answer_to (receipt, 0);
  g_assert_cmpstr (taken, ==, "accepted");
}

/* One that there has never been is nobody's yet: only who may change any of the kommune decides. */
static void
test_community_handed_over (World *self, gconstpointer data)
{
  g_autofree char *community = new_id ();
  g_autofree char *operation = g_strdup_printf (
      "insert community %s {'name': 'Sundays', 'kommune': '%s', 'activity': 'walk', 'status': "
      "'active'}",
      community, self->kommune);
  g_autofree char *conflict = NULL;

  server_exec (self->server,
               "UPDATE device SET revoked = %" G_GINT64_FORMAT " WHERE tenant = %" G_GINT64_FORMAT
               " AND number = %" G_GINT64_FORMAT,
               self->server->now, self->server->tenant, self->anna->session->device);
  self->anna->session->revoked = TRUE;
  hand_over (self->anna, operation);
  conflict = get_conflict (self->carl);
  expect (self->carl, conflict, "refused not-allowed");
  expect (self->consultant, conflict, "accepted");
}

#define ADD(NAME, FUNC) g_test_add ("/deciding/" NAME, World, NULL, set_up, FUNC, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("about-a-walk-its-hosts-decide", test_walk);
  ADD ("about-who-came-the-hosts-of-the-walk", test_attendance);
  ADD ("about-a-venue-any-host-of-the-kommune", test_venue);
  ADD ("about-what-was-deleted-those-whose-it-was", test_deleted_since);
  ADD ("what-was-deleted-is-not-taken-over", test_taken_over);
  ADD ("about-a-walk-handed-over-those-who-are-left", test_handed_over);
  ADD ("what-is-offered-is-not-taken-over", test_offer_taken_over);
  ADD ("about-a-community-handed-over-the-consultant", test_community_handed_over);
  return g_test_run ();
}
