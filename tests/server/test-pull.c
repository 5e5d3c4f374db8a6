/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange-fixture.h"

/* Who gets what, whole and once. The mirror checks every sum that it is told. */

#define MONTH "2026-11" /* of client_add_meeting() */

typedef struct
{
  Server *server;
  Client *host;
  char *community;
  char *space; /* community:… */
  char *kommune_spaces[2];
} World;

static void
set_up (World *self, gconstpointer data)
{
  self->server = server_new ();
  self->host = client_new_host (self->server, 0);
  self->community = client_add_community (self->host, 0, "Tuesdays");
  self->space = g_strconcat ("community:", self->community, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (self->kommune_spaces); i++)
    self->kommune_spaces[i] = server_get_kommune_space (self->server, i);
}

static void
tear_down (World *self, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->kommune_spaces); i++)
    g_free (self->kommune_spaces[i]);
  client_free (self->host);
  server_free (self->server);
  g_free (self->community);
  g_free (self->space);
}

/* Many at once, in pushes of 500. */
static void
add_participants (World *self, guint n, const char *padding)
{
  for (guint done = 0; done < n;)
    {
      g_autoptr (GString) operations = g_string_new (NULL);

      for (guint i = 0; i < 500 && done < n; i++, done++)
        {
          g_autofree char *id = new_id ();

          g_string_append_printf (operations,
                                  "insert participant %s {'community': '%s', 'name': 'Kim %u%s'}\n",
                                  id, self->community, done, padding);
        }
      client_do (self->host, "%s", operations->str);
    }
}

static void
test_names (World *self, gconstpointer data)
{
  g_autoptr (Client) consultant = client_new (self->server);
  g_autoptr (Client) coordinator = client_new (self->server);
  g_autofree char *person = new_id ();
  g_autofree char *meeting = client_add_meeting (self->host, self->community);
  g_autofree char *kim = client_add_participant (self->host, self->community, "Kim");
  g_autofree char *attendance = client_attend (self->host, meeting, kim);
  g_autofree char *host = NULL;

  client_do (self->host, "insert person %s {'name': 'Robin', 'kommune': '%s'}", person,
             self->kommune_spaces[0] + strlen ("kommune:"));
  client_do (self->host, "@1000 update meeting %s {'host': '%s'}", meeting, person);

  client_pull (self->host);
  g_assert_cmpuint (client_count (self->host, self->space, NULL), ==, 2);
  g_assert_cmpuint (client_count (self->host, NULL, "person"), ==, 1);
  g_assert_nonnull (strstr (self->host->names, " participant 1"));

  client_grant (consultant, GA_ACCESS_CONSULTANT, self->kommune_spaces[0]);
  client_pull (consultant);
  g_assert_cmpuint (client_count (consultant, NULL, "person"), ==, 1);
  g_assert_cmpuint (client_count (consultant, NULL, "participant"), ==, 0);
  host = client_get (consultant, "meeting", meeting, "host");
  g_assert_cmpstr (host, ==, person);
  g_assert_null (strstr (consultant->said, "Kim"));

  client_grant (coordinator, GA_ACCESS_COORDINATOR, self->kommune_spaces[0]);
  coordinator->session->counts_only = TRUE;
  client_pull (coordinator);
  g_assert_cmpuint (client_count (coordinator, NULL, "meeting"), ==, 1);
  g_assert_cmpuint (client_count (coordinator, NULL, "person"), ==, 0);
  g_assert_null (strstr (coordinator->said, "Robin"));
  g_assert_null (strstr (coordinator->said, person));
  g_assert_null (coordinator->names);
}

/* Who hosts in one kommune and coordinates in another reads through one connection. */
static void
test_two_roles (World *self, gconstpointer data)
{
  g_autofree char *person = new_id ();
  g_autoptr (Client) other = client_new_host (self->server, 1);
  g_autofree char *community = client_add_community (other, 1, "Fridays");

  client_do (other, "insert person %s {'name': 'Robin', 'kommune': '%s'}", person,
             self->kommune_spaces[1] + strlen ("kommune:"));
  client_grant (self->host, GA_ACCESS_COORDINATOR, self->kommune_spaces[1]);
  client_pull (self->host);
  g_assert_cmpuint (client_count (self->host, self->kommune_spaces[1], "community"), ==, 1);
  g_assert_cmpuint (client_count (self->host, NULL, "person"), ==, 0);
}

/* Who becomes more than a coordinator is sent what was left out before, and the other way round. */
static void
test_other_sight (World *self, gconstpointer data)
{
  g_autoptr (Client) other = client_new (self->server);
  g_autofree char *person = new_id ();
  g_autofree char *meeting = client_add_meeting (self->host, self->community);
  g_autofree char *host = NULL;

  client_do (self->host, "insert person %s {'name': 'Robin', 'kommune': '%s'}", person,
             self->kommune_spaces[0] + strlen ("kommune:"));
  client_do (self->host, "@1000 update meeting %s {'host': '%s'}", meeting, person);
  client_grant (other, GA_ACCESS_COORDINATOR, self->kommune_spaces[0]);
  client_pull (other);
  host = client_get (other, "meeting", meeting, "host");
  g_assert_null (host);
  client_grant (other, GA_ACCESS_CONSULTANT, self->kommune_spaces[0]);
  client_pull (other);
  host = client_get (other, "meeting", meeting, "host");
  g_assert_cmpstr (host, ==, person);
  g_assert_cmpuint (client_count (other, NULL, "person"), ==, 1);
  server_exec (self->server, "DELETE FROM access WHERE access = 'consultant'");
  client_pull (other);
  g_assert_cmpuint (client_count (other, NULL, "meeting"), ==, 1);
  g_assert_cmpuint (client_count (other, NULL, "person"), ==, 0);
}

static void
test_pages (World *self, gconstpointer data)
{
  add_participants (self, 2500, "");
  client_pull (self->host);
  g_assert_cmpuint (client_count (self->host, self->space, "participant"), ==, 2500);
  g_assert_cmpuint (self->host->n_requests, ==, 1);
}

/* The cursor on the way stays good while others go on. */
static void
test_changes_meanwhile (World *self, gconstpointer data)
{
  g_autofree char *padding = g_strnfill (150, 'x');
  g_autoptr (Client) other = client_new (self->server);
  g_autofree char *first = client_add_participant (self->host, self->community, "First");
  g_autofree char *second = client_add_participant (self->host, self->community, "Second");
  g_autofree char *name = NULL;
  g_autoptr (GError) error = NULL;

  add_participants (self, 8000, padding);
  client_grant (other, GA_ACCESS_HOST, self->space);
  other->most_requests = 1;
  client_pull (other);
  g_assert_cmpuint (client_count (other, self->space, "participant"), <, 8000);
  client_do (self->host, "@100000 update participant %s {'name': 'Changed'}", first);
  client_do (self->host, "@100000 delete participant %s", second);
  other->most_requests = 0;
  client_pull (other);
  g_assert_cmpuint (other->n_requests, >, 1);
  g_assert_cmpuint (client_count (other, self->space, "participant"), ==, 8001);
  name = client_get (other, "participant", first, "name");
  g_assert_cmpstr (name, ==, "Changed");
  g_assert_cmpuint (other->n_fresh, ==, 3);
}

static void
test_deleted (World *self, gconstpointer data)
{
  g_autofree char *kim = client_add_participant (self->host, self->community, "Kim");
  g_autoptr (Client) other = client_new (self->server);

  client_grant (other, GA_ACCESS_HOST, self->space);
  client_pull (other);
  g_assert_cmpuint (client_count (other, NULL, "participant"), ==, 1);
  client_do (self->host, "@100000 delete participant %s", kim);
  client_pull (other);
  g_assert_cmpuint (client_count (other, NULL, "participant"), ==, 0);
  g_assert_nonnull (strstr (other->said, "{\"gone\":\"participant\"}"));
}

/* A community moves, with all that lies where it lies; its hosts see it in the other kommune. */
static void
test_moves (World *self, gconstpointer data)
{
  g_autoptr (Client) consultant = client_new (self->server);
  g_autoptr (Client) other = client_new (self->server);
  g_autofree char *meeting = client_add_meeting (self->host, self->community);
  g_autofree char *kim = client_add_participant (self->host, self->community, "Kim");
  const char *to = self->kommune_spaces[1] + strlen ("kommune:");
  const char *back = self->kommune_spaces[0] + strlen ("kommune:");

  client_grant (consultant, GA_ACCESS_CONSULTANT, self->kommune_spaces[0]);
  client_grant (other, GA_ACCESS_CONSULTANT, self->kommune_spaces[1]);
  client_pull (consultant);
  client_pull (other);
  client_pull (self->host);
  g_assert_cmpuint (client_count (consultant, NULL, "meeting"), ==, 1);
  client_grant (self->host, GA_ACCESS_HOST, self->kommune_spaces[1]);
  client_do (self->host, "@100000 update community %s {'kommune': '%s'}", self->community, to);
  client_pull (consultant);
  client_pull (other);
  client_pull (self->host);
  g_assert_cmpuint (client_count (consultant, NULL, "community"), ==, 0);
  g_assert_cmpuint (client_count (consultant, NULL, "meeting"), ==, 0);
  g_assert_cmpuint (client_count (other, self->kommune_spaces[1], "community"), ==, 1);
  g_assert_cmpuint (client_count (other, self->kommune_spaces[1], "meeting"), ==, 1);
  g_assert_cmpuint (client_count (self->host, self->kommune_spaces[1], "meeting"), ==, 1);
  g_assert_cmpuint (client_count (self->host, self->space, "participant"), ==, 1);
  /* And back: nobody is told that it has left where it is. */
  client_do (self->host, "@100000 update community %s {'kommune': '%s'}", self->community, back);
  client_pull (consultant);
  client_pull (other);
  g_assert_cmpuint (client_count (consultant, NULL, "meeting"), ==, 1);
  g_assert_cmpuint (client_count (other, NULL, "meeting"), ==, 0);
}

static void
test_drop (World *self, gconstpointer data)
{
  g_autofree char *kim = client_add_participant (self->host, self->community, "Kim");

  client_pull (self->host);
  g_assert_cmpuint (client_count (self->host, NULL, "participant"), ==, 1);
  server_exec (self->server,
               "DELETE FROM access WHERE tenant = %" G_GINT64_FORMAT
               " AND account = %" G_GINT64_FORMAT,
               self->server->tenant, self->host->session->account);
  client_pull (self->host);
  g_assert_cmpuint (self->host->n_drops, ==, 3);
  g_assert_cmpuint (client_count (self->host, NULL, NULL), ==, 0);
}

static void
test_rubbish (World *self, gconstpointer data)
{
  static const char *const cursors[] = { "x", "-1", "1.2", "1.2.99.0", "01" };

  for (guint i = 0; i < G_N_ELEMENTS (cursors); i++)
    {
      g_autoptr (GError) error = NULL;

      g_hash_table_replace (self->host->cursors, g_strdup ("national"), g_strdup (cursors[i]));
      g_assert_false (client_try_pull (self->host, &error));
      g_assert_error (error, GA_SYNC_ERROR, GA_SYNC_ERROR_MALFORMED);
    }
}

static void
test_idle (World *self, gconstpointer data)
{
  client_pull (self->host);
  self->host->n_fresh = 0;
  client_pull (self->host);
  g_assert_cmpuint (self->host->n_fresh, ==, 0);
  g_assert_null (strstr (self->host->said, "rows"));
}

static const char *
told_of_month (const Client *self, const char *community, const char *month)
{
  g_autofree char *key = g_strdup_printf ("%s %s", community, month);

  return g_hash_table_lookup (self->totals, key);
}

/* Nobody without the attendance learns how few they were. */
static void
test_totals (World *self, gconstpointer data)
{
  g_autoptr (Client) coordinator = client_new (self->server);
  g_autofree char *meeting = client_add_meeting (self->host, self->community);

  client_grant (coordinator, GA_ACCESS_COORDINATOR, self->kommune_spaces[0]);
  coordinator->session->counts_only = TRUE;
  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *kim = client_add_participant (self->host, self->community, "Kim");
      g_autofree char *attendance = client_attend (self->host, meeting, kim);
    }
  client_pull (coordinator);
  g_assert_cmpstr (g_hash_table_lookup (coordinator->totals, meeting), ==, "4");
  client_do (self->host, "@100000 update community %s {'reveals_health': 1}", self->community);
  client_pull (coordinator);
  g_assert_cmpstr (g_hash_table_lookup (coordinator->totals, meeting), ==, "-1");
  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *kim = client_add_participant (self->host, self->community, "Kim");
      g_autofree char *attendance = client_attend (self->host, meeting, kim);

      client_do (self->host, "@100000 update attendance %s {'first_time': 1}", attendance);
    }
  client_pull (coordinator);
  g_assert_cmpstr (g_hash_table_lookup (coordinator->totals, meeting), ==, "9");
  client_pull (self->host);
  g_assert_cmpuint (g_hash_table_size (self->host->totals), ==, 0);
}

/* Few are new at each walk, so that only a month can tell how many there are. */
static void
test_who_is_new_is_told_by_month (World *self, gconstpointer data)
{
  g_autoptr (Client) coordinator = client_new (self->server);
  char *meetings[2] = { NULL };

  client_grant (coordinator, GA_ACCESS_COORDINATOR, self->kommune_spaces[0]);
  coordinator->session->counts_only = TRUE;
  for (guint i = 0; i < 6; i++)
    {
      char **meeting = &meetings[i / 3];
      g_autofree char *kim = client_add_participant (self->host, self->community, "Kim");
      g_autofree char *attendance = NULL;

      if (*meeting == NULL)
        *meeting = client_add_meeting (self->host, self->community);
      attendance = client_attend (self->host, *meeting, kim);
      client_do (self->host, "@100000 update attendance %s {'first_time': 1}", attendance);
      client_do (self->host, "@100000 update meeting %s {'status': 'held'}", *meeting);
      if (i != 2)
        continue;
      client_pull (coordinator);
      g_assert_cmpstr (told_of_month (coordinator, self->community, MONTH), ==, "-1");
    }
  client_pull (coordinator);
  g_assert_cmpstr (told_of_month (coordinator, self->community, MONTH), ==, "6");
  /* A walk that moves to another month takes them along. */
  client_do (self->host, "@100000 update meeting %s {'start': '2027-03-02T10:00'}", meetings[1]);
  client_pull (coordinator);
  g_assert_cmpstr (told_of_month (coordinator, self->community, MONTH), ==, "-1");
  g_assert_cmpstr (told_of_month (coordinator, self->community, "2027-03"), ==, "-1");
  client_do (self->host, "@100000 update meeting %s {'status': 'cancelled', 'reason': 'ice'}",
             meetings[0]);
  client_pull (coordinator);
  g_assert_cmpstr (told_of_month (coordinator, self->community, MONTH), ==, "0");
  client_pull (self->host);
  g_assert_cmpuint (g_hash_table_size (self->host->totals), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (meetings); i++)
    g_free (meetings[i]);
}

/* Wherever an answer was full. */
static void
test_resumes (World *self, gconstpointer data)
{
  g_autoptr (Client) coordinator = client_new (self->server);
  g_autofree char *meeting = client_add_meeting (self->host, self->community);
  g_autofree char *kim = client_add_participant (self->host, self->community, "Kim");
  g_autofree char *attendance = client_attend (self->host, meeting, kim);
  guint n_steps = ga_schema_get_n_entities (self->server->schema) + 3;
  g_autoptr (GError) error = NULL;

  client_do (self->host, "@100000 update meeting %s {'status': 'held'}", meeting);
  client_grant (coordinator, GA_ACCESS_COORDINATOR, self->kommune_spaces[0]);
  coordinator->session->counts_only = TRUE;
  client_pull (coordinator);
  for (guint step = 0; step <= n_steps; step++)
    {
      g_hash_table_remove_all (coordinator->totals);
      g_hash_table_replace (
          coordinator->cursors, g_strdup (self->kommune_spaces[0]),
          g_strdup_printf ("c0.%" G_GINT64_FORMAT ".%u.0", coordinator->head, step));
      client_try_pull (coordinator, &error);
      if (step == n_steps)
        break;
      g_assert_no_error (error);
      g_assert_cmpstr (told_of_month (coordinator, self->community, MONTH), ==, "0");
    }
  g_assert_error (error, GA_SYNC_ERROR, GA_SYNC_ERROR_MALFORMED);
}

#define ADD(name, func) g_test_add ("/pull/" name, World, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("names-go-to-hosts-alone", test_names);
  ADD ("each-space-by-its-own-grant", test_two_roles);
  ADD ("other-sight-starts-afresh", test_other_sight);
  ADD ("what-is-long-comes-in-pages", test_pages);
  ADD ("any-step-is-resumed", test_resumes);
  ADD ("changes-meanwhile-are-not-missed", test_changes_meanwhile);
  ADD ("deleted-rows-are-told", test_deleted);
  ADD ("leaving-rows-are-told", test_moves);
  ADD ("a-lost-grant-drops-its-spaces", test_drop);
  ADD ("a-cursor-that-is-none-is-refused", test_rubbish);
  ADD ("nothing-new-is-said-shortly", test_idle);
  ADD ("totals-are-masked", test_totals);
  ADD ("who-is-new-is-told-by-month", test_who_is_new_is_told_by_month);
  return g_test_run ();
}
