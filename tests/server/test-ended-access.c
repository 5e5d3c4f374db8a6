/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "push-fixture.h"
#include "server/ga-accounts-private.h"

/* What waits on a computer where one of several accesses has ended. */

static void
end_access (World *self, Client *client, GaAccess access, const char *space)
{
  GaGrant grant = { .access = access };
  g_autoptr (GError) error = NULL;

  g_assert_true (ga_space_parse (space, &grant.space));
  g_assert_true (ga_sql_begin (self->server->sql, NULL));
  ga_grants_remove (self->server->sql, self->server->tenant, client->session->account, &grant,
                    self->server->now, &error);
  g_assert_no_error (error);
  g_assert_true (ga_sql_commit (self->server->sql, NULL));
}

/* The host has her kommune still, and another one has the community. */
static Client *
lose_community (World *self)
{
  g_autofree char *space = g_strconcat ("community:", self->community, NULL);
  Client *other = client_new (self->server);

  client_grant (other, GA_ACCESS_HOST, space);
  end_access (self, self->host, GA_ACCESS_HOST, space);
  return other;
}

static void
expect (Client *client, const char *expected, const char *format, ...)
{
  g_autofree char *operation = NULL;
  g_autofree char *answer = NULL;
  g_autoptr (JsonObject) receipt = NULL;
  g_autoptr (GError) error = NULL;
  va_list args;

  va_start (args, format);
  operation = g_strdup_vprintf (format, args);
  va_end (args);
  receipt = client_push (client, &error, "%s", operation);
  g_assert_no_error (error);
  answer = answer_to (receipt, 0);
  g_assert_cmpstr (answer, ==, expected);
}

#define NEW_NAME "insert participant %s {'community': '%s', 'name': 'Kim'}"

static void
expect_name (World *self, Client *client, const char *expected)
{
  g_autofree char *id = new_id ();

  expect (client, expected, NEW_NAME, id, self->community);
}

static gint64
count_kept (World *self)
{
  return server_count (self->server, "SELECT count(*) FROM quarantine WHERE tenant = $1");
}

/* In one push: a new name at a walk, the walk's number, and what is still allowed. */
static void
test_handed_over (World *self, gconstpointer data)
{
  g_autofree char *meeting = client_add_meeting (self->host, self->community);
  g_autofree char *kim = new_id ();
  g_autofree char *tick = attendance_id (meeting, kim);
  g_autofree char *venue = new_id ();
  g_autofree char *unnamed = NULL;
  g_autoptr (Client) other = lose_community (self);
  g_autoptr (JsonObject) receipt = NULL;
  g_autoptr (GError) error = NULL;

  receipt = client_push (
      self->host, &error,
      NEW_NAME "\ninsert attendance %s {'meeting': '%s', 'participant': '%s', 'state': 'present', "
               "'first_time': 0}\n@100000 update meeting %s {'unnamed': 9}\n"
               "insert venue %s {'name': 'Square', 'kommune': '%s'}",
      kim, self->community, tick, meeting, kim, meeting, venue, self->kommune);
  g_assert_no_error (error);
  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *answer = answer_to (receipt, i);

      g_assert_cmpstr (answer, ==, i < 3 ? "quarantined" : "accepted");
    }
  client_pull (other);
  g_assert_cmpuint (client_count (other, NULL, "participant"), ==, 0);
  g_assert_cmpuint (client_count (other, NULL, "attendance"), ==, 0);
  g_assert_cmpuint (client_count (other, NULL, "venue"), ==, 1);
  g_assert_cmpuint (client_count (other, NULL, "conflict"), ==, 3);
  g_assert_nonnull (strstr (other->said, "Kim"));
  unnamed = client_get (other, "meeting", meeting, "unnamed");
  g_assert_cmpstr (unnamed, ==, "0");
  g_assert_cmpint (count_kept (self), ==, 1);
  /* The author sees nothing of it. */
  client_pull (self->host);
  g_assert_cmpuint (client_count (self->host, NULL, "participant"), ==, 0);
}

/* It does not wait for room for its file: what the community was would stay with it. */
static void
test_without_its_file (World *self, gconstpointer data)
{
  g_autofree char *id = new_id ();
  g_autoptr (Client) other = lose_community (self);

  expect (self->host, "refused not-allowed",
          "insert attachment %s {'community': '%s', 'name': 'a.pdf', 'size': 1000, 'sha256': "
          "'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'}",
          id, self->community);
}

/* The walk that she still sees is told as it is, for her computer to show. */
static void
test_row_comes_along (World *self, gconstpointer data)
{
  g_autofree char *meeting = client_add_meeting (self->host, self->community);
  g_autoptr (Client) other = lose_community (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) receipt =
      client_push (self->host, &error, "@100000 update meeting %s {'unnamed': 9}", meeting);
  JsonObject *answer, *row;

  g_assert_no_error (error);
  answer = json_array_get_object_element (json_object_get_array_member (receipt, "answers"), 0);
  g_assert_cmpstr (json_object_get_string_member (answer, "state"), ==, "quarantined");
  row = json_object_get_object_member (answer, "row");
  g_assert_nonnull (row);
  row = json_object_get_object_member (row, "fields");
  g_assert_cmpint (json_object_get_int_member (row, "unnamed"), ==, 0);
}

/* A name that was only offered is no row to refer to, nor one to show. */
static void
test_offered_is_not_there (World *self, gconstpointer data)
{
  g_autofree char *meeting = new_id ();
  g_autoptr (Client) other = lose_community (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) receipt =
      client_push (self->host, &error,
                   "insert meeting %s {'community': '%s', 'start': '2026-11-03T10:00', 'zone': "
                   "'Europe/Copenhagen', 'status': 'planned'}\nupdate meeting %s {'unnamed': 9}",
                   meeting, self->community, meeting);
  JsonArray *answers;

  g_assert_no_error (error);
  answers = json_object_get_array_member (receipt, "answers");
  for (guint i = 0; i < 2; i++)
    {
      JsonObject *answer = json_array_get_object_element (answers, i);

      g_assert_cmpstr (json_object_get_string_member (answer, "state"), ==, "quarantined");
      g_assert_true (json_object_get_null_member (answer, "row"));
    }
  client_pull (other);
  g_assert_cmpuint (client_count (other, NULL, "meeting"), ==, 0);
}

/* A walk of a community that she has, at a place that is not to be seen any more: what stands on
 * the walk goes where that goes, and nothing is left that refers to nothing. */
static void
test_what_stands_on_it (World *self, gconstpointer data)
{
  g_autofree char *place = server_get_kommune_space (self->server, 1);
  g_autofree char *kommune = ga_id_to_string (&self->server->kommuner[1]);
  g_autofree char *kim = client_add_participant (self->host, self->community, "Kim");
  g_autofree char *venue = new_id ();
  g_autofree char *meeting = new_id ();
  g_autofree char *tick = attendance_id (meeting, kim);
  g_autoptr (JsonObject) receipt = NULL;
  g_autoptr (GError) error = NULL;

  client_grant (self->host, GA_ACCESS_HOST, place);
  expect (self->host, "accepted", "insert venue %s {'name': 'Square', 'kommune': '%s'}", venue,
          kommune);
  end_access (self, self->host, GA_ACCESS_HOST, place);
  receipt = client_push (
      self->host, &error,
      "insert meeting %s {'community': '%s', 'start': '2026-11-03T10:00', 'zone': "
      "'Europe/Copenhagen', 'status': 'planned', 'venue': '%s'}\n"
      "insert attendance %s {'meeting': '%s', 'participant': '%s', 'state': 'present', "
      "'first_time': 0}\nupdate meeting %s {'unnamed': 9}",
      meeting, self->community, venue, tick, meeting, kim, meeting);
  g_assert_no_error (error);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *answer = answer_to (receipt, i);

      g_assert_cmpstr (answer, ==, "quarantined");
    }
  client_pull (self->host);
  g_assert_cmpuint (client_count (self->host, NULL, "meeting"), ==, 0);
  g_assert_cmpuint (client_count (self->host, NULL, "attendance"), ==, 0);
  g_assert_cmpuint (client_count (self->host, NULL, "conflict"), ==, 3);
  g_assert_cmpint (
      server_count (self->server, "SELECT count(*) FROM meeting_total WHERE tenant = $1"), ==, 0);
}

static void
test_never_had (World *self, gconstpointer data)
{
  g_autofree char *space = g_strconcat ("community:", self->community, NULL);
  g_autofree char *elsewhere = client_add_community (self->host, 0, "Fridays");
  g_autofree char *other_space = g_strconcat ("community:", elsewhere, NULL);
  g_autofree char *kim = client_add_participant (self->host, self->community, "Kim");
  g_autoptr (Client) stranger = client_new (self->server);

  client_grant (stranger, GA_ACCESS_HOST, self->kommune_space);
  expect_name (self, stranger, "refused not-allowed");
  /* Nor does another access that has ended help. */
  client_grant (stranger, GA_ACCESS_HOST, other_space);
  end_access (self, stranger, GA_ACCESS_HOST, other_space);
  expect_name (self, stranger, "refused not-allowed");
  expect (stranger, "refused not-allowed", "@100000 update participant %s {'name': 'Kay'}", kim);
  /* Nor one that ends without having been. */
  end_access (self, stranger, GA_ACCESS_HOST, space);
  expect_name (self, stranger, "refused not-allowed");
  g_assert_cmpint (server_count (self->server, "SELECT count(*) FROM conflict WHERE tenant = $1"),
                   ==, 0);
  g_assert_cmpint (count_kept (self), ==, 0);
}

static void
test_for_an_hour (World *self, gconstpointer data)
{
  g_autoptr (Client) other = lose_community (self);

  /* However late it is heard of. */
  self->server->now += 30 * G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC;
  expect_name (self, self->host, "quarantined");
  self->server->now += 3000 * (gint64) G_USEC_PER_SEC;
  expect_name (self, self->host, "quarantined");
  self->server->now += 3700 * (gint64) G_USEC_PER_SEC;
  expect_name (self, self->host, "refused not-allowed");
  /* An old clock does not help, nor another name of the same computer. */
  self->host->clock = -30 * G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC;
  self->host->session->client = ga_id_new ();
  self->host->number = 0;
  expect_name (self, self->host, "refused not-allowed");
}

static void
test_so_many (World *self, gconstpointer data)
{
  g_autoptr (Client) other = lose_community (self);

  for (guint i = 0; i < 100; i++)
    expect_name (self, self->host, "quarantined");
  expect_name (self, self->host, "refused not-allowed");
  g_assert_cmpint (count_kept (self), ==, 100);
}

/* Nobody could look at all that fits into a hundred pushes. What is too much stays where it was
 * made. */
static void
test_full (World *self, gconstpointer data)
{
  g_autoptr (Client) other = lose_community (self);

  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (GString) names = g_string_new (NULL);

      for (guint j = 0; j < 500; j++)
        {
          g_autofree char *id = new_id ();

          g_string_append_printf (names, NEW_NAME "\n", id, self->community);
        }
      expect (self->host, "quarantined", "%s", names->str);
    }
  expect_name (self, self->host, "refused full");
  /* Not for ever. */
  server_exec (self->server,
               "UPDATE conflict SET state = 'kept' WHERE lost_personal LIKE '%%Kim%%'");
  expect_name (self, self->host, "quarantined");
}

/* Nothing can wait on a computer that came afterwards. */
static void
test_new_computer (World *self, gconstpointer data)
{
  g_autoptr (Client) other = lose_community (self);
  g_autoptr (Client) later = client_copy (self->host);

  later->session->client = ga_id_new ();
  later->number = 0;
  server_exec (self->server,
               "UPDATE device SET created = %" G_GINT64_FORMAT " WHERE tenant = %" G_GINT64_FORMAT
               " AND number = %" G_GINT64_FORMAT,
               self->server->now + 1, self->server->tenant, later->session->device);
  expect_name (self, later, "refused not-allowed");
  expect_name (self, self->host, "quarantined");
}

/* Whoever is let in again may write, and has a turn again when that ends. */
static void
test_given_again (World *self, gconstpointer data)
{
  g_autofree char *space = g_strconcat ("community:", self->community, NULL);
  g_autoptr (Client) other = lose_community (self);

  expect_name (self, self->host, "quarantined");
  client_grant (self->host, GA_ACCESS_HOST, space);
  expect_name (self, self->host, "accepted");
  self->server->now += 4000 * (gint64) G_USEC_PER_SEC;
  end_access (self, self->host, GA_ACCESS_HOST, space);
  expect_name (self, self->host, "quarantined");
  g_assert_cmpint (
      server_count (self->server, "SELECT count(*) FROM ended_access WHERE tenant = $1"), ==, 1);
}

/* What the kommune's own were about to say of it, too, and what lies there. */
static void
test_of_a_kommune (World *self, gconstpointer data)
{
  g_autoptr (Client) consultant = client_new (self->server);
  g_autofree char *venue = new_id ();
  g_autofree char *here = NULL;

  client_grant (consultant, GA_ACCESS_CONSULTANT, self->kommune_space);
  end_access (self, consultant, GA_ACCESS_CONSULTANT, self->kommune_space);
  expect (consultant, "quarantined", "insert venue %s {'name': 'Square', 'kommune': '%s'}", venue,
          self->kommune);
  expect (consultant, "quarantined", "@100000 update community %s {'name': 'Mine'}",
          self->community);
  client_pull (self->host);
  here = client_get (self->host, "community", self->community, "name");
  g_assert_cmpstr (here, ==, "Tuesdays");
  g_assert_cmpuint (client_count (self->host, NULL, "conflict"), ==, 2);
}

static void
lose_all (World *self, Client *client)
{
  server_exec (self->server,
               "UPDATE device SET revoked = %" G_GINT64_FORMAT " WHERE tenant = %" G_GINT64_FORMAT
               " AND number = %" G_GINT64_FORMAT,
               self->server->now, self->server->tenant, client->session->device);
  client->session->revoked = TRUE;
}

/* The whole access ends before the computer comes. */
static void
test_then_revoked (World *self, gconstpointer data)
{
  g_autoptr (Client) other = lose_community (self);

  lose_all (self, self->host);
  expect_name (self, self->host, "quarantined");
  client_pull (other);
  g_assert_cmpuint (client_count (other, NULL, "conflict"), ==, 1);
}

/* What was brought then has a turn of its own. */
static void
test_revoked_later (World *self, gconstpointer data)
{
  g_autofree char *venue = new_id ();
  g_autoptr (Client) other = lose_community (self);

  expect_name (self, self->host, "quarantined");
  self->server->now += 4000 * (gint64) G_USEC_PER_SEC;
  lose_all (self, self->host);
  expect (self->host, "quarantined", "insert venue %s {'name': 'Square', 'kommune': '%s'}", venue,
          self->kommune);
  client_pull (other);
  g_assert_cmpuint (client_count (other, NULL, "conflict"), ==, 2);
}

static void
test_for_400_days (World *self, gconstpointer data)
{
  g_autoptr (Client) other = lose_community (self);

  server_tidy (self->server, 399);
  expect_name (self, self->host, "quarantined");
  server_tidy (self->server, 2);
  g_assert_cmpint (
      server_count (self->server, "SELECT count(*) FROM ended_access WHERE tenant = $1"), ==, 0);
}

#define ADD(NAME, FUNC) g_test_add ("/ended-access/" NAME, World, NULL, set_up, FUNC, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("what-waits-is-handed-over", test_handed_over);
  ADD ("a-document-does-not-wait-for-room", test_without_its_file);
  ADD ("what-is-still-seen-is-told-as-it-is", test_row_comes_along);
  ADD ("what-is-offered-is-not-there", test_offered_is_not_there);
  ADD ("what-stands-on-what-is-offered-goes-with-it", test_what_stands_on_it);
  ADD ("who-never-had-it-hands-over-nothing", test_never_had);
  ADD ("for-an-hour", test_for_an_hour);
  ADD ("a-hundred-pushes", test_so_many);
  ADD ("what-nobody-could-look-at-stays-there", test_full);
  ADD ("not-from-a-computer-that-came-later", test_new_computer);
  ADD ("what-was-given-again-ends-again", test_given_again);
  ADD ("of-a-kommune-too", test_of_a_kommune);
  ADD ("also-once-all-of-it-has-ended", test_then_revoked);
  ADD ("with-another-turn-when-all-of-it-ends", test_revoked_later);
  ADD ("for-400-days", test_for_400_days);
  return g_test_run ();
}
