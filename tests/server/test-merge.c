/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange-fixture.h"

/* Two hosts of one community who have not seen what the other did. */

typedef struct
{
  Server *server;
  Client *anna;
  Client *bent;
  char *community;
  char *space;
} World;

static void
set_up (World *self, gconstpointer data)
{
  self->server = server_new ();
  self->anna = client_new_host (self->server, 0);
  self->community = client_add_community (self->anna, 0, "Tuesdays");
  self->space = g_strconcat ("community:", self->community, NULL);
  self->bent = client_new (self->server);
  client_grant (self->bent, GA_ACCESS_HOST, self->space);
  client_pull (self->anna);
  client_pull (self->bent);
}

static void
tear_down (World *self, gconstpointer data)
{
  client_free (self->anna);
  client_free (self->bent);
  server_free (self->server);
  g_free (self->community);
  g_free (self->space);
}

/* An edit made on what both had at first. */
static char *
edit (Client *client, World *self, const char *fields)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *revision = client_get (client, "community", self->community, "revision");
  g_autoptr (JsonObject) receipt =
      client_push (client, &error, "@%s update community %s %s", revision, self->community, fields);

  g_assert_no_error (error);
  return answer_to (receipt, 0);
}

static void
expect (World *self, const char *entity, const char *id, const char *field, const char *expected)
{
  g_autofree char *here = NULL;
  g_autofree char *there = NULL;

  client_pull (self->anna);
  client_pull (self->bent);
  here = client_get (self->anna, entity, id, field);
  there = client_get (self->bent, entity, id, field);
  g_assert_cmpstr (here, ==, expected);
  g_assert_cmpstr (there, ==, expected);
}

/* The only conflict there is. */
static const char *
get_conflict (Client *client)
{
  GHashTableIter iter;
  gpointer key;

  g_assert_cmpuint (client_count (client, NULL, "conflict"), ==, 1);
  g_hash_table_iter_init (&iter, client->rows);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (g_str_has_prefix (key, "conflict "))
      return (const char *) key + strlen ("conflict ");
  return NULL;
}

static void
expect_conflict (World *self, const char *field, const char *expected)
{
  g_autofree char *value = client_get (self->anna, "conflict", get_conflict (self->anna), field);

  g_assert_cmpstr (value, ==, expected);
}

static void
test_other_fields (World *self, gconstpointer data)
{
  g_autofree char *a = edit (self->anna, self, "{'level': 'easy'}");
  g_autofree char *b = edit (self->bent, self, "{'arena': 'town'}");

  g_assert_cmpstr (a, ==, "accepted");
  g_assert_cmpstr (b, ==, "accepted");
  expect (self, "community", self->community, "level", "easy");
  expect (self, "community", self->community, "arena", "town");
  g_assert_cmpuint (client_count (self->anna, NULL, "conflict"), ==, 0);
}

static void
expect_named (Client *client, Client *named)
{
  g_autofree char *name = g_strdup_printf ("{\"people\":{\"%d\":", (int) named->session->account);

  g_assert_nonnull (strstr (client->said, name));
}

static void
test_later_wins (World *self, gconstpointer data)
{
  g_autofree char *a = edit (self->anna, self, "{'level': 'easy'}");
  g_autofree char *b = edit (self->bent, self, "{'level': 'brisk', 'arena': 'town'}");

  g_assert_cmpstr (b, ==, "accepted");
  expect (self, "community", self->community, "level", "brisk");
  expect (self, "community", self->community, "arena", "town");
  expect_conflict (self, "kind", "edit");
  expect_conflict (self, "subject", "community");
  expect_conflict (self, "record", self->community);
  expect_conflict (self, "field", "level");
  expect_conflict (self, "kept", "\"brisk\"");
  expect_conflict (self, "lost", "\"easy\"");
  expect_conflict (self, "state", "open");
}

/* One who has nothing else of the other's is told who that is, and who they are themselves. */
static void
test_both_sides_are_named (World *self, gconstpointer data)
{
  g_autofree char *a = edit (self->anna, self, "{'level': 'easy'}");
  g_autofree char *b = edit (self->bent, self, "{'level': 'brisk'}");

  client_pull (self->bent);
  expect_named (self->bent, self->anna);
  expect_named (self->bent, self->bent);
}

/* What Bent did first arrives last. */
static void
test_earlier_loses (World *self, gconstpointer data)
{
  g_autofree char *a = edit (self->anna, self, "{'level': 'easy'}");
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) receipt = NULL;
  g_autofree char *revision = client_get (self->bent, "community", self->community, "revision");
  g_autofree char *answer = NULL;

  self->server->now -= 60 * G_USEC_PER_SEC;
  receipt = client_push (self->bent, &error,
                         "@%s update community %s {'level': 'brisk', 'arena': 'town'}", revision,
                         self->community);
  self->server->now += 60 * G_USEC_PER_SEC;
  g_assert_no_error (error);
  answer = answer_to (receipt, 0);
  g_assert_cmpstr (answer, ==, "merged level");
  expect (self, "community", self->community, "level", "easy");
  expect (self, "community", self->community, "arena", "town");
  expect_conflict (self, "kept", "\"easy\"");
  expect_conflict (self, "lost", "\"brisk\"");
}

/* What was written before it, and comes after it, was no later for that. */
static void
test_a_push_that_came_makes_nothing_later (World *self, gconstpointer data)
{
  g_autofree char *revision = client_get (self->bent, "community", self->community, "revision");
  g_autoptr (GString) second = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) came = NULL;
  g_autoptr (JsonObject) receipt = NULL;
  g_autofree char *annas = NULL;
  g_autofree char *answer = NULL;
  gint64 start = self->server->now;

  self->server->now = start + 20 * G_USEC_PER_SEC;
  annas = edit (self->anna, self, "{'level': 'easy'}");
  g_assert_cmpstr (annas, ==, "accepted");
  self->server->now = start + 30 * G_USEC_PER_SEC;
  came = client_push_more (self->bent, &error, "@%s update community %s {'arena': 'town'}",
                           revision, self->community);
  g_assert_no_error (error);
  g_assert_nonnull (came);
  /* A second each. */
  self->server->now = start;
  g_string_append_printf (second, "@%s update community %s {'level': 'brisk'}\n", revision,
                          self->community);
  for (guint i = 0; i < 40; i++)
    g_string_append_printf (second, "@%s update community %s {'distance_m': %u}\n", revision,
                            self->community, i);
  receipt = client_push (self->bent, &error, "%s", second->str);
  g_assert_no_error (error);
  answer = answer_to (receipt, 0);
  g_assert_cmpstr (answer, ==, "merged level");
  expect (self, "community", self->community, "level", "easy");
}

static void
test_equal (World *self, gconstpointer data)
{
  g_autofree char *a = edit (self->anna, self, "{'level': 'easy'}");
  g_autofree char *b = edit (self->bent, self, "{'level': 'easy'}");

  g_assert_cmpstr (b, ==, "accepted");
  expect (self, "community", self->community, "level", "easy");
  g_assert_cmpuint (client_count (self->anna, NULL, "conflict"), ==, 0);
}

/* One's own edits never quarrel, however old the base. */
static void
test_own (World *self, gconstpointer data)
{
  g_autofree char *a = edit (self->anna, self, "{'level': 'easy'}");
  g_autofree char *b = edit (self->anna, self, "{'level': 'brisk'}");

  g_assert_cmpstr (b, ==, "accepted");
  expect (self, "community", self->community, "level", "brisk");
  g_assert_cmpuint (client_count (self->anna, NULL, "conflict"), ==, 0);
}

static void
test_edit_beats_delete (World *self, gconstpointer data)
{
  g_autofree char *kim = client_add_participant (self->anna, self->community, "Kim");
  g_autofree char *revision = NULL;
  g_autofree char *answer = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) receipt = NULL;

  client_pull (self->anna);
  client_pull (self->bent);
  revision = client_get (self->bent, "participant", kim, "revision");
  client_do (self->anna, "@%s delete participant %s", revision, kim);
  receipt =
      client_push (self->bent, &error, "@%s update participant %s {'name': 'Kay'}", revision, kim);
  g_assert_no_error (error);
  /* With the row, of which he may not have seen all before it went. */
  answer = answer_to (receipt, 0);
  g_assert_cmpstr (answer, ==, "merged");
  expect (self, "participant", kim, "name", "Kay");
  expect_conflict (self, "kind", "deleted");
}

static void
test_delete_loses (World *self, gconstpointer data)
{
  g_autofree char *kim = client_add_participant (self->anna, self->community, "Kim");
  g_autofree char *revision = NULL;
  g_autofree char *answer = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) receipt = NULL;

  client_pull (self->anna);
  client_pull (self->bent);
  revision = client_get (self->bent, "participant", kim, "revision");
  client_do (self->bent, "@%s update participant %s {'name': 'Kay'}", revision, kim);
  receipt = client_push (self->anna, &error, "@%s delete participant %s", revision, kim);
  g_assert_no_error (error);
  answer = answer_to (receipt, 0);
  g_assert_cmpstr (answer, ==, "merged");
  expect (self, "participant", kim, "name", "Kay");
  expect_conflict (self, "kind", "deleted");
}

/* Anna deletes a walk with all that is in it, where Bent has recorded somebody. */
static void
test_names_beat_delete (World *self, gconstpointer data)
{
  g_autofree char *meeting = client_add_meeting (self->anna, self->community);
  g_autofree char *kim = client_add_participant (self->anna, self->community, "Kim");
  g_autofree char *attendance = NULL;

  client_do (self->anna, "@1000 delete meeting %s", meeting);
  attendance = client_attend (self->bent, meeting, kim);
  expect (self, "attendance", attendance, "state", "present");
  expect (self, "meeting", meeting, "status", "planned");
  expect_conflict (self, "kind", "deleted");
  expect_conflict (self, "record", meeting);
}

/* The same, the other way round: Anna knows only what she deletes. */
static void
test_delete_of_names (World *self, gconstpointer data)
{
  g_autofree char *meeting = client_add_meeting (self->anna, self->community);
  g_autofree char *kim = client_add_participant (self->anna, self->community, "Kim");
  g_autofree char *attendance = client_attend (self->bent, meeting, kim);
  g_autofree char *answer = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) receipt =
      client_push (self->anna, &error, "@1000 delete meeting %s", meeting);

  g_assert_no_error (error);
  answer = answer_to (receipt, 0);
  g_assert_cmpstr (answer, ==, "merged");
  expect (self, "meeting", meeting, "status", "planned");
  expect_conflict (self, "record", meeting);
  client_do (self->anna, "@1000 delete attendance %s\n@1000 delete meeting %s", attendance,
             meeting);
  expect (self, "meeting", meeting, "status", NULL);
}

/* A personal value that lost is as personal as the one that stands. */
static void
test_personal (World *self, gconstpointer data)
{
  g_autofree char *kim = client_add_participant (self->anna, self->community, "Kim");
  g_autofree char *revision = NULL;

  client_pull (self->anna);
  client_pull (self->bent);
  revision = client_get (self->bent, "participant", kim, "revision");
  client_do (self->anna, "@%s update participant %s {'name': 'Kay'}", revision, kim);
  client_do (self->bent, "@%s update participant %s {'name': 'Kit'}", revision, kim);
  expect (self, "participant", kim, "name", "Kit");
  expect_conflict (self, "lost", NULL);
  expect_conflict (self, "lost_personal", "\"Kay\"");
  expect_conflict (self, "space", self->space);
}

static void
test_decided (World *self, gconstpointer data)
{
  g_autofree char *a = edit (self->anna, self, "{'level': 'easy'}");
  g_autofree char *b = edit (self->bent, self, "{'level': 'brisk'}");
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) receipt = NULL;
  g_autofree char *answer = NULL;
  const char *id;

  client_pull (self->anna);
  id = get_conflict (self->anna);
  receipt = client_push (self->anna, &error, "@1000 update conflict %s {'lost': 'x'}", id);
  g_assert_no_error (error);
  answer = answer_to (receipt, 0);
  g_assert_cmpstr (answer, ==, "refused derived");
  client_do (self->anna, "@1000 update conflict %s {'state': 'kept'}", id);
  client_pull (self->anna);
  expect_conflict (self, "state", "kept");
}

/* At two computers in two ways: the later one stands, and there is nothing more to decide. */
static void
test_decided_twice (World *self, gconstpointer data)
{
  g_autofree char *a = edit (self->anna, self, "{'level': 'easy'}");
  g_autofree char *b = edit (self->bent, self, "{'level': 'brisk'}");
  g_autofree char *answer = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) receipt = NULL;
  const char *id;

  client_pull (self->anna);
  id = get_conflict (self->anna);
  client_do (self->anna, "@1000 update conflict %s {'state': 'kept'}", id);
  receipt = client_push (self->bent, &error, "@1 update conflict %s {'state': 'restored'}", id);
  g_assert_no_error (error);
  answer = answer_to (receipt, 0);
  g_assert_cmpstr (answer, ==, "accepted");
  client_pull (self->anna);
  expect_conflict (self, "state", "restored");
}

static void
test_duplicate (World *self, gconstpointer data)
{
  g_autofree char *first = client_add_participant (self->anna, self->community, "Kim");
  g_autofree char *own = client_add_participant (self->anna, self->community, "Kim");
  g_autofree char *second = NULL;

  client_pull (self->anna);
  g_assert_cmpuint (client_count (self->anna, NULL, "conflict"), ==, 0);
  second = client_add_participant (self->bent, self->community, "Kim");
  client_pull (self->anna);
  g_assert_cmpuint (client_count (self->anna, NULL, "participant"), ==, 3);
  expect_conflict (self, "kind", "duplicate");
  expect_conflict (self, "record", second);
  expect_conflict (self, "other", first);
}

/* Two hosts who tick the same person make one row. */
static void
test_same_attendance (World *self, gconstpointer data)
{
  g_autofree char *meeting = client_add_meeting (self->anna, self->community);
  g_autofree char *kim = client_add_participant (self->anna, self->community, "Kim");
  g_autofree char *a = client_attend (self->anna, meeting, kim);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) receipt = client_push (
      self->bent, &error,
      "insert attendance %s {'meeting': '%s', 'participant': '%s', 'state': 'present', 'first_time': 0}",
      a, meeting, kim);
  g_autofree char *answer = NULL;

  g_assert_no_error (error);
  answer = answer_to (receipt, 0);
  g_assert_cmpstr (answer, ==, "accepted");
  client_pull (self->anna);
  g_assert_cmpuint (client_count (self->anna, NULL, "attendance"), ==, 1);
  g_assert_cmpuint (client_count (self->anna, NULL, "conflict"), ==, 0);
}

#define ADD(name, func) g_test_add ("/merge/" name, World, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("edits-of-other-fields-both-stand", test_other_fields);
  ADD ("the-later-edit-stands-and-the-earlier-is-kept", test_later_wins);
  ADD ("a-push-that-came-makes-nothing-later", test_a_push_that_came_makes_nothing_later);
  ADD ("both-sides-are-named", test_both_sides_are_named);
  ADD ("what-was-earlier-loses-though-it-comes-last", test_earlier_loses);
  ADD ("equal-values-are-no-conflict", test_equal);
  ADD ("ones-own-edits-are-no-conflict", test_own);
  ADD ("an-edit-beats-a-delete", test_edit_beats_delete);
  ADD ("names-beat-the-delete-of-their-walk", test_names_beat_delete);
  ADD ("a-delete-does-not-leave-names-behind", test_delete_of_names);
  ADD ("a-delete-of-what-it-did-not-see-does-nothing", test_delete_loses);
  ADD ("what-is-personal-stays-so", test_personal);
  ADD ("people-decide-and-nothing-else", test_decided);
  ADD ("what-two-decide-is-decided", test_decided_twice);
  ADD ("perhaps-the-same-is-asked", test_duplicate);
  ADD ("one-attendance-of-two-hosts", test_same_attendance);
  return g_test_run ();
}
