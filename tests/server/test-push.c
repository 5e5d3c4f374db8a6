/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "push-fixture.h"
#include "sync/ga-merge.h"

/* What of a push is done, and what is refused. */

static void
expect_refusal (Client *client, const char *expected, const char *operation)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) receipt = client_push (client, &error, "%s", operation);
  g_autofree char *answer = NULL;

  g_assert_no_error (error);
  answer = answer_to (receipt, 0);
  g_assert_cmpstr (answer, ==, expected);
}

static void
test_refused (World *self, gconstpointer data)
{
  g_autofree char *id = new_id ();
  g_autofree char *other = ga_id_to_string (&self->server->kommuner[1]);
  g_autofree char *elsewhere =
      g_strdup_printf ("insert venue %s {'name': 'There', 'kommune': '%s'}", id, other);
  g_autofree char *nowhere = g_strdup_printf ("insert venue %s {'name': 'Nowhere'}", id);
  g_autofree char *dangling =
      g_strdup_printf ("insert meeting %s {'community': '%s', 'start': '2026-11-03T10:00', 'zone': "
                       "'Europe/Copenhagen', 'status': 'planned', 'venue': '%s'}",
                       id, self->community, id);
  g_autofree char *wrong =
      g_strdup_printf ("insert organisation %s {'name': 'Club', 'kind': 'castle'}", id);
  g_autofree char *missing = g_strdup_printf ("update organisation %s {'name': 'Club'}", id);
  g_autofree char *entity = g_strdup_printf ("insert unicorn %s {'name': 'Club'}", id);
  g_autofree char *field =
      g_strdup_printf ("insert organisation %s {'name': 'Club', 'kind': 'club', 'horns': 1}", id);
  g_autofree char *kommune = g_strdup_printf ("update kommune %s {'name': 'Mine'}", self->kommune);

  expect_refusal (self->host, "refused not-allowed", elsewhere);
  expect_refusal (self->host, "refused space", nowhere);
  expect_refusal (self->host, "refused missing", dangling);
  expect_refusal (self->host, "refused invalid", wrong);
  expect_refusal (self->host, "refused missing", missing);
  expect_refusal (self->host, "refused unknown-entity", entity);
  expect_refusal (self->host, "refused unknown-field", field);
  expect_refusal (self->host, "refused not-allowed", kommune);
  client_pull (self->host);
  g_assert_cmpuint (client_count (self->host, NULL, "organisation"), ==, 0);
  g_assert_cmpuint (client_count (self->host, NULL, "venue"), ==, 0);
}

/* A day is read by others as it stands. */
static void
test_days_that_are_none_are_refused (World *self, gconstpointer data)
{
  static const char *const starts[] = {
    "hello",      "", "2026-02-30T10:00", "2026-11-01T99:99", "2026-11-01", "999999999-01-01T10:00",
    "3/11 kl. 10"
  };
  static const char *const days[] = { "hello", "2026-13-45", "2026-02-30", "17/11" };
  g_autofree char *id = new_id ();

  for (guint i = 0; i < G_N_ELEMENTS (starts); i++)
    {
      g_autofree char *meeting =
          g_strdup_printf ("insert meeting %s {'community': '%s', 'start': '%s', 'zone': "
                           "'Europe/Copenhagen', 'status': 'planned'}",
                           id, self->community, starts[i]);

      expect_refusal (self->host, "refused invalid", meeting);
    }
  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autofree char *participant =
          g_strdup_printf ("insert participant %s {'community': '%s', 'name': 'Kim', "
                           "'joined': '%s'}",
                           id, self->community, days[i]);

      expect_refusal (self->host, "refused invalid", participant);
    }
}

/* A refused operation has its revision, too, and those around it are done. */
static void
test_refused_among_others (World *self, gconstpointer data)
{
  g_autofree char *a = new_id ();
  g_autofree char *b = new_id ();
  g_autofree char *c = new_id ();
  g_autofree char *answer = NULL;
  g_autofree char *revision = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) receipt =
      client_push (self->host, &error,
                   "insert organisation %s {'name': 'One', 'kind': 'club'}\n"
                   "insert organisation %s {'name': 'Two', 'kind': 'castle'}\n"
                   "insert organisation %s {'name': 'Three', 'kind': 'club'}",
                   a, b, c);

  g_assert_no_error (error);
  answer = answer_to (receipt, 0);
  g_assert_cmpstr (answer, ==, "refused invalid");
  client_pull (self->host);
  revision = client_get (self->host, "organisation", c, "revision");
  g_assert_cmpint (g_ascii_strtoll (revision, NULL, 10), ==,
                   json_object_get_int_member (receipt, "first") + 2);
}

static void
test_not_seen (World *self, gconstpointer data)
{
  g_autoptr (Client) stranger = client_new (self->server);
  g_autofree char *other = ga_id_to_string (&self->server->kommuner[1]);
  g_autofree char *space = g_strconcat ("kommune:", other, NULL);
  g_autofree char *id = new_id ();
  g_autofree char *update =
      g_strdup_printf ("update community %s {'name': 'Taken'}", self->community);
  g_autofree char *reference = g_strdup_printf (
      "insert participant %s {'community': '%s', 'name': 'Kim'}", id, self->community);

  client_grant (stranger, GA_ACCESS_CONSULTANT, space);
  expect_refusal (stranger, "refused not-allowed", update);
  g_assert_null (strstr (stranger->said, "Tuesdays"));
  expect_refusal (stranger, "refused reference", reference);
}

static gint64
count_rows (Server *server, const char *entity)
{
  const char *table = ga_sql_table (server->sql, ga_schema_get (server->schema, entity));
  g_autofree char *sql =
      g_strdup_printf ("SELECT count(*) FROM %s WHERE tenant = $1 AND _gone = 0", table);

  return server_count (server, sql);
}

/* Whoever claims to insert what others have, in the same push, gets no hold of it. */
static void
test_claimed (World *self, gconstpointer data)
{
  g_autoptr (Client) other = client_new_host (self->server, 1);
  g_autofree char *theirs = client_add_community (other, 1, "Fridays");
  g_autofree char *their_kommune = ga_id_to_string (&self->server->kommuner[1]);
  g_autofree char *person = new_id ();
  g_autofree char *role = new_id ();
  g_autofree char *claim =
      g_strdup_printf ("insert person %s {'name': 'Mine', 'kommune': '%s'}\n"
                       "insert role %s {'role': 'contact', 'community': '%s', 'person': '%s'}",
                       person, self->kommune, role, self->community, person);

  client_do (other, "insert person %s {'name': 'Kim', 'kommune': '%s'}", person, their_kommune);
  for (guint gone = 0; gone < 2; gone++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonObject) receipt = NULL;
      g_autofree char *first = NULL;
      g_autofree char *second = NULL;

      if (gone)
        client_do (other, "@1000 delete person %s", person);
      receipt = client_push (self->host, &error, "%s", claim);
      g_assert_no_error (error);
      first = answer_to (receipt, 0);
      second = answer_to (receipt, 1);
      g_assert_cmpstr (first, ==, "refused not-allowed");
      g_assert_cmpstr (second, ==, "refused reference");
      g_assert_cmpint (count_rows (self->server, "role"), ==, 0);
    }
  g_assert_cmpint (count_rows (self->server, "person"), ==, 0);
  g_assert_nonnull (theirs);
}

static void
test_registers (World *self, gconstpointer data)
{
  g_autofree char *participant = new_id ();
  g_autofree char *space = g_strconcat ("community:", self->community, NULL);
  g_autoptr (Client) consultant = client_new (self->server);
  g_autofree char *theirs = NULL;

  client_do (self->host, "insert participant %s {'community': '%s', 'name': 'Kim'}", participant,
             self->community);
  client_pull (self->host);
  g_assert_cmpuint (client_count (self->host, space, "participant"), ==, 1);
  client_grant (consultant, GA_ACCESS_CONSULTANT, self->kommune_space);
  theirs = g_strdup_printf ("update participant %s {'name': 'Kay'}", participant);
  expect_refusal (consultant, "refused not-allowed", theirs);
}

/* Her community may take a host nowhere that she has no access to; what is there is others'. */
static void
test_moves_nowhere_else (World *self, gconstpointer data)
{
  g_autofree char *to = server_get_kommune_space (self->server, 1);
  g_autofree char *move = g_strdup_printf ("@100000 update community %s {'kommune': '%s'}",
                                           self->community, to + strlen ("kommune:"));
  g_autoptr (Client) consultant = client_new (self->server);
  g_autoptr (Client) elsewhere = client_new (self->server);

  expect_refusal (self->host, "refused not-allowed", move);
  client_pull (self->host);
  g_assert_cmpuint (client_count (self->host, self->kommune_space, "community"), ==, 1);
  /* Nobody fetches it, either. */
  client_grant (elsewhere, GA_ACCESS_CONSULTANT, to);
  expect_refusal (elsewhere, "refused not-allowed", move);
  client_grant (consultant, GA_ACCESS_CONSULTANT, self->kommune_space);
  expect_refusal (consultant, "refused not-allowed", move);
}

/* Of what a whole kommune shares a host takes back what is her own. */
static void
test_what_others_wrote (World *self, gconstpointer data)
{
  g_autofree char *venue = new_id ();
  g_autofree char *removal = g_strdup_printf ("delete venue %s", venue);
  g_autoptr (Client) consultant = client_new (self->server);
  g_autoptr (Client) elsewhere = client_new_host (self->server, 1);

  client_grant (consultant, GA_ACCESS_CONSULTANT, self->kommune_space);
  client_do (consultant, "insert venue %s {'name': 'Torvet', 'kommune': '%s'}", venue,
             self->kommune);
  expect_refusal (self->host, "refused not-yours", removal);
  expect_refusal (elsewhere, "refused not-allowed", removal);
}

/* A community moves and is edited in one push: its host has rights where it is now. */
static void
test_moves_and_edits (World *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) receipt = NULL;
  g_autofree char *to = server_get_kommune_space (self->server, 1);
  g_autofree char *move = NULL;
  g_autofree char *edit = NULL;

  client_grant (self->host, GA_ACCESS_HOST, to);
  receipt = client_push (self->host, &error,
                         "@100000 update community %s {'kommune': '%s'}\n"
                         "@100000 update community %s {'name': 'Thursdays'}",
                         self->community, to + strlen ("kommune:"), self->community);
  g_assert_no_error (error);
  move = answer_to (receipt, 0);
  edit = answer_to (receipt, 1);
  g_assert_cmpstr (move, ==, "accepted");
  g_assert_cmpstr (edit, ==, "accepted");
}

/* Somebody deleted the walk; a name that was recorded there brings it back, at a revision after
 * those of the push. What the same push does to the walk then must not take it back to an earlier
 * one, and its author has to learn where it is now. */
static void
test_comes_back_and_is_edited (World *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) receipt = NULL;
  g_autoptr (Client) other = client_new (self->server);
  g_autofree char *space = g_strconcat ("community:", self->community, NULL);
  g_autofree char *meeting = client_add_meeting (self->host, self->community);
  g_autofree char *participant = client_add_participant (self->host, self->community, "Kim");
  g_autofree char *attendance = attendance_id (meeting, participant);
  gint64 base = server_count (self->server, "SELECT seq FROM tenant WHERE number = $1");
  JsonArray *answers;
  JsonObject *row;

  client_grant (other, GA_ACCESS_HOST, space);
  client_pull (other);
  receipt = client_push (other, &error, "@%" G_GINT64_FORMAT " delete meeting %s", base, meeting);
  g_assert_no_error (error);
  g_clear_pointer (&receipt, json_object_unref);
  receipt = client_push (self->host, &error,
                         "@%1$" G_GINT64_FORMAT " insert attendance %2$s {'meeting': '%3$s', "
                         "'participant': '%4$s', 'state': 'present', 'first_time': 0}\n"
                         "@%1$" G_GINT64_FORMAT " update meeting %3$s {'weather': 'rain'}",
                         base, attendance, meeting, participant);
  g_assert_no_error (error);
  answers = json_object_get_array_member (receipt, "answers");
  g_assert_cmpuint (json_array_get_length (answers), ==, 1);
  row = json_object_get_object_member (json_array_get_object_element (answers, 0), "row");
  g_assert_cmpint (json_object_get_int_member (row, "revision"), ==,
                   server_count (self->server, "SELECT _rev FROM meeting WHERE tenant = $1"));
  g_assert_cmpint (json_object_get_int_member (row, "revision"), >,
                   json_object_get_int_member (receipt, "first") + 1);
  g_assert_cmpstr (
      json_object_get_string_member (json_object_get_object_member (row, "fields"), "weather"), ==,
      "rain");
}

/* Names at a walk of one community for somebody of another would count there. */
static void
test_mixed_up (World *self, gconstpointer data)
{
  g_autoptr (Client) other = client_new (self->server);
  g_autofree char *community = new_id ();
  g_autofree char *participant = new_id ();
  g_autofree char *meeting = new_id ();
  g_autofree char *attendance = attendance_id (meeting, participant);
  g_autofree char *operation = NULL;

  client_do (self->host,
             "insert meeting %s {'community': '%s', 'start': '2026-11-03T10:00', 'zone': "
             "'Europe/Copenhagen', 'status': 'planned'}",
             meeting, self->community);
  client_grant (other, GA_ACCESS_HOST, self->kommune_space);
  client_do (other,
             "insert community %s {'name': 'Fridays', 'kommune': '%s', 'activity': 'walk', "
             "'status': 'active'}\n"
             "insert participant %s {'community': '%s', 'name': 'Kim'}",
             community, self->kommune, participant, community);
  operation = g_strdup_printf (
      "insert attendance %s {'meeting': '%s', 'participant': '%s', 'state': 'present'}", attendance,
      meeting, participant);
  expect_refusal (other, "refused not-allowed", operation);
}

/* As if the record had been erased by law. */
static void
erase (World *self, const char *id)
{
  g_auto (GStrv) parts = g_strsplit (id, "-", -1);
  g_autofree char *joined = g_strjoinv ("", parts);
  gboolean postgresql = ga_database_is_postgresql (self->server->database);

  server_exec (self->server,
               postgresql ? "INSERT INTO erasure (tenant, id, hash, at) VALUES (%" G_GINT64_FORMAT
                            ", '%s', '\\x00', 0)"
                          : "INSERT INTO erasure (tenant, id, hash, at) VALUES (%" G_GINT64_FORMAT
                            ", x'%s', x'00', 0)",
               self->server->tenant, postgresql ? id : joined);
}

static void
test_erased (World *self, gconstpointer data)
{
  g_autofree char *id = new_id ();
  g_autofree char *operation = g_strdup_printf (
      "insert participant %s {'community': '%s', 'name': 'Kim'}", id, self->community);

  erase (self, id);
  expect_refusal (self->host, "refused gone", operation);
}

static void
test_erased_and_revoked (World *self, gconstpointer data)
{
  g_autofree char *gone = new_id ();
  g_autofree char *id = new_id ();
  g_autofree char *of_gone = g_strdup_printf (
      "insert participant %s {'community': '%s', 'name': 'Kim'}", gone, self->community);
  g_autofree char *of_another = g_strdup_printf (
      "insert participant %s {'community': '%s', 'name': 'Ane'}", id, self->community);

  erase (self, gone);
  self->host->session->revoked = TRUE;
  expect_refusal (self->host, "refused gone", of_gone);
  g_assert_cmpint (server_count (self->server, "SELECT count(*) FROM conflict WHERE tenant = $1"),
                   ==, 0);
  expect_refusal (self->host, "quarantined", of_another);
  g_assert_cmpint (server_count (self->server, "SELECT count(*) FROM conflict WHERE tenant = $1"),
                   ==, 1);
  /* Nor is it kept as it came. */
  g_assert_cmpint (server_count (self->server, "SELECT max(length(body)) - min(length(body)) "
                                               "FROM quarantine WHERE tenant = $1"),
                   >, 100);
}

/* Its author may bring it later, when the server was restored. */
static void
test_not_known (World *self, gconstpointer data)
{
  g_autofree char *id = new_id ();
  g_autofree char *walker = new_id ();
  g_autofree char *update = g_strdup_printf ("update venue %s {'address': 'Left'}", id);
  g_autofree char *delete = g_strdup_printf ("delete venue %s {}", id);
  g_autofree char *insert =
      g_strdup_printf ("insert participant %s {'community': '%s', 'name': 'Kim'}", walker, id);
  g_autofree char *mine =
      g_strdup_printf ("update community %s {'venue': '%s'}", self->community, id);

  expect_refusal (self->host, "refused missing", update);
  expect_refusal (self->host, "refused missing", delete);
  expect_refusal (self->host, "refused missing", insert);
  expect_refusal (self->host, "refused missing", mine);
  client_do (self->host, "insert venue %s {'name': 'Here', 'kommune': '%s'}", id, self->kommune);
  client_do (self->host, "%s", mine);
  client_do (self->host, "%s", update);
  client_do (self->host, "%s", delete);
  /* What is known to be gone is no longer missing. */
  client_do (self->host, "%s", delete);
}

/* Nothing refers to what was refused together with it. */
static void
test_refers_to_refused (World *self, gconstpointer data)
{
  g_autofree char *id = new_id ();
  g_autofree char *other = ga_id_to_string (&self->server->kommuner[1]);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) receipt = client_push (
      self->host, &error,
      "insert venue %s {'name': 'There', 'kommune': '%s'}\nupdate community %s {'venue': '%s'}", id,
      other, self->community, id);

  g_assert_no_error (error);
  first = answer_to (receipt, 0);
  second = answer_to (receipt, 1);
  g_assert_cmpstr (first, ==, "refused not-allowed");
  g_assert_cmpstr (second, ==, "refused missing");
}

static void
test_revoked (World *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Client) other = client_new (self->server);
  g_autoptr (JsonObject) receipt = NULL;
  g_autoptr (JsonObject) again = NULL;
  g_autofree char *space = g_strconcat ("community:", self->community, NULL);
  g_autofree char *answer = NULL;
  g_autofree char *name = NULL;

  client_grant (other, GA_ACCESS_HOST, space);
  self->host->session->revoked = TRUE;
  receipt =
      client_push (self->host, &error, "update community %s {'name': 'Mine'}", self->community);
  g_assert_no_error (error);
  answer = answer_to (receipt, 0);
  g_assert_cmpstr (answer, ==, "quarantined");
  again = client_push_again (self->host, &error);
  g_assert_no_error (error);
  g_assert_nonnull (again);
  client_pull (other);
  name = client_get (other, "community", self->community, "name");
  g_assert_cmpstr (name, ==, "Tuesdays");
  g_assert_cmpuint (client_count (other, NULL, "conflict"), ==, 1);
  g_assert_nonnull (strstr (other->said, "quarantine"));
  /* An hour later there is no more turn. */
  self->server->now += 3700 * (gint64) G_USEC_PER_SEC;
  g_clear_pointer (&receipt, json_object_unref);
  receipt =
      client_push (self->host, &error, "update community %s {'name': 'Yours'}", self->community);
  g_assert_error (error, GA_SYNC_ERROR, GA_SYNC_ERROR_REVOKED);
  g_clear_error (&error);
  /* Nor under another name. */
  self->host->session->client = ga_id_new ();
  self->host->number = 0;
  receipt =
      client_push (self->host, &error, "update community %s {'name': 'Ours'}", self->community);
  g_assert_error (error, GA_SYNC_ERROR, GA_SYNC_ERROR_REVOKED);
}

/* Clocks are wrong by years, both ways, and jump: nothing is refused, nobody wins by it. */
static void
test_clocks (World *self, gconstpointer data)
{
  const gint64 years = 10 * 365 * G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC;
  g_autoptr (Client) other = client_new (self->server);
  g_autofree char *id = new_id ();
  gint64 latest;

  client_grant (other, GA_ACCESS_CONSULTANT, self->kommune_space);
  client_pull (other);
  self->host->clock = years;
  client_do (self->host, "@1000 update community %s {'level': 'easy'}", self->community);
  other->clock = -years;
  client_do (other, "insert venue %s {'name': 'Here', 'kommune': '%s'}", id, self->kommune);
  latest = server_count (self->server, "SELECT max(_at) FROM community WHERE tenant = $1");
  g_assert_cmpint (latest, <=, self->server->now);
  latest = server_count (self->server, "SELECT min(_at) FROM venue WHERE tenant = $1");
  g_assert_cmpint (latest, >, self->server->now - 60 * G_USEC_PER_SEC);
}

/* Ahead when it wrote, and right again when it sends; the other way round; and both wrong. What
 * others do after it came is later. */
static void
test_clock_put_right (void)
{
  const gint64 second = G_USEC_PER_SEC, year = 365 * 86400 * second;
  const gint64 now = G_GINT64_CONSTANT (1790000000000000), contact = now - 3600 * second;
  const struct
  {
    gint64 written, sent, expected;
  } clocks[] = {
    { now - 60 * second, now, now - 60 * second },
    { now + year, now, now },
    { now + 60 * second, now + year, contact },
    { now + year - 60 * second, now + year, now - 60 * second },
    { now - year, now, contact },
    { now - year, now - year, now },
  };

  for (guint i = 0; i < G_N_ELEMENTS (clocks); i++)
    {
      gint64 clock = clocks[i].written / 1000 << 16;

      g_assert_cmpint (ga_merge_correct_time (clock, clocks[i].sent, now, contact), ==,
                       clocks[i].expected);
    }
}

#define ADD(name, func) g_test_add ("/push/" name, World, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("what-is-not-right-is-refused", test_refused);
  ADD ("days-that-are-none-are-refused", test_days_that_are_none_are_refused);
  ADD ("a-refusal-takes-its-number-and-nothing-else", test_refused_among_others);
  ADD ("what-is-not-seen-is-not-changed", test_not_seen);
  ADD ("what-others-have-is-not-claimed", test_claimed);
  ADD ("who-registers-a-community-is-its-host", test_registers);
  ADD ("a-community-moves-nowhere-else", test_moves_nowhere_else);
  ADD ("what-others-wrote-is-not-deleted", test_what_others_wrote);
  ADD ("who-moves-a-community-goes-on-with-it", test_moves_and_edits);
  ADD ("what-comes-back-and-is-edited-goes-on-to-later-revisions", test_comes_back_and_is_edited);
  ADD ("names-stay-within-their-community", test_mixed_up);
  ADD ("what-the-law-took-does-not-come-back", test_erased);
  ADD ("what-was-erased-does-not-come-back-by-a-revoked-computer", test_erased_and_revoked);
  ADD ("what-is-not-known-may-come-yet", test_not_known);
  ADD ("nothing-refers-to-what-was-refused", test_refers_to_refused);
  ADD ("a-revoked-computer-pushes-into-quarantine-once", test_revoked);
  ADD ("a-wrong-clock-is-never-refused", test_clocks);
  g_test_add_func ("/push/a-clock-that-ran-ahead-is-not-later-than-now", test_clock_put_right);
  return g_test_run ();
}
