/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange-fixture.h"

/* Two records of one walk become one question, and are never added up. */

typedef struct
{
  Server *server;
  Client *anna;
  Client *bent;
  char *community;
  char *meeting;
  char *kim;
  char *revision; /* of the meeting, as both have it */
} World;

static void
set_up (World *self, gconstpointer data)
{
  g_autofree char *space = NULL;

  self->server = server_new ();
  self->anna = client_new_host (self->server, 0);
  self->community = client_add_community (self->anna, 0, "Tuesdays");
  self->meeting = client_add_meeting (self->anna, self->community);
  self->kim = client_add_participant (self->anna, self->community, "Kim");
  space = g_strconcat ("community:", self->community, NULL);
  self->bent = client_new (self->server);
  client_grant (self->bent, GA_ACCESS_HOST, space);
  client_pull (self->anna);
  client_pull (self->bent);
  self->revision = client_get (self->anna, "meeting", self->meeting, "revision");
}

static void
tear_down (World *self, gconstpointer data)
{
  client_free (self->anna);
  client_free (self->bent);
  server_free (self->server);
  g_free (self->community);
  g_free (self->meeting);
  g_free (self->kim);
  g_free (self->revision);
}

static char *
push_number (World *self, Client *client, int number)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) receipt =
      client_push (client, &error, "@%s update meeting %s {'status': 'held', 'unnamed': %d}",
                   self->revision, self->meeting, number);

  g_assert_no_error (error);
  return answer_to (receipt, 0);
}

/* As ticking somebody does it: in one act. */
static void
push_names (World *self, Client *client)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = attendance_id (self->meeting, self->kim);
  g_autoptr (JsonObject) receipt = client_push (
      client, &error,
      "@%s insert attendance %s {'meeting': '%s', 'participant': '%s', 'state': 'present', "
      "'first_time': 0}\n@%s update meeting %s {'status': 'held'}",
      self->revision, id, self->meeting, self->kim, self->revision, self->meeting);

  g_assert_no_error (error);
}

static void
expect (World *self, const char *unnamed, guint questions)
{
  g_autofree char *value = NULL;

  client_pull (self->anna);
  value = client_get (self->anna, "meeting", self->meeting, "unnamed");
  g_assert_cmpstr (value, ==, unnamed);
  g_assert_cmpuint (client_count (self->anna, NULL, "conflict"), ==, questions);
}

static char *
get_question (World *self, const char *field)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, self->anna->rows);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (g_str_has_prefix (key, "conflict "))
      return client_get (self->anna, "conflict", (const char *) key + strlen ("conflict "), field);
  return NULL;
}

static void
expect_question (World *self, const char *field, const char *lost)
{
  g_autofree char *kind = get_question (self, "kind");
  g_autofree char *about = get_question (self, "field");
  g_autofree char *value = get_question (self, "lost");

  g_assert_cmpstr (kind, ==, "question");
  g_assert_cmpstr (about, ==, field);
  g_assert_cmpstr (value, ==, lost);
}

static void
test_number_on_names (World *self, gconstpointer data)
{
  g_autofree char *answer = NULL;

  push_names (self, self->anna);
  answer = push_number (self, self->bent, 9);
  g_assert_cmpstr (answer, ==, "merged unnamed");
  expect (self, "0", 1);
  expect_question (self, "unnamed", "9");
}

/* What was only asked about left the walk as it was; it is known again all the same. */
static void
test_number_again (World *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) receipt = NULL;
  g_autoptr (JsonObject) again = NULL;
  g_autofree char *id = attendance_id (self->meeting, self->kim);
  g_autofree char *answer = NULL;

  client_do (self->anna,
             "@%s insert attendance %s {'meeting': '%s', 'participant': '%s', 'state': 'present', "
             "'first_time': 0}",
             self->revision, id, self->meeting, self->kim);
  receipt = client_push (self->bent, &error, "@%s update meeting %s {'unnamed': 9}", self->revision,
                         self->meeting);
  g_assert_no_error (error);
  g_assert_nonnull (receipt);
  again = client_push_as_copy (self->bent, &error);
  g_assert_no_error (error);
  answer = answer_to (again, 0);
  g_assert_cmpstr (answer, ==, "merged");
  g_assert_cmpint (
      server_count (self->server,
                    "SELECT count(*) FROM history WHERE tenant = $1 AND fields LIKE '%unnamed%9%'"),
      ==, 1);
  expect (self, "0", 1);
}

/* Having pulled meanwhile does not mean having seen it when one wrote. */
static void
test_number_after_pull (World *self, gconstpointer data)
{
  g_autofree char *answer = NULL;

  push_names (self, self->anna);
  client_pull (self->bent);
  answer = push_number (self, self->bent, 9);
  g_assert_cmpstr (answer, ==, "merged unnamed");
  expect (self, "0", 1);
}

/* Nor does having got the walk's own row. */
static void
test_number_after_row (World *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) receipt = NULL;
  g_autofree char *row = NULL;
  g_autofree char *answer = NULL;

  push_names (self, self->anna);
  client_pull (self->bent);
  row = client_get (self->bent, "meeting", self->meeting, "revision");
  receipt =
      client_push (self->bent, &error, "@%s,%s update meeting %s {'status': 'held', 'unnamed': 9}",
                   row, self->revision, self->meeting);
  g_assert_no_error (error);
  answer = answer_to (receipt, 0);
  g_assert_cmpstr (answer, ==, "merged unnamed");
  expect (self, "0", 1);
}

static void
test_names_on_number (World *self, gconstpointer data)
{
  g_autofree char *answer = push_number (self, self->anna, 9);

  g_assert_cmpstr (answer, ==, "accepted");
  push_names (self, self->bent);
  expect (self, "0", 1);
  expect_question (self, "unnamed", "9");
  g_assert_cmpuint (client_count (self->anna, NULL, "attendance"), ==, 1);
}

/* A tick alone says nothing of the walk's own record. */
static void
push_tick (World *self, Client *client)
{
  g_autofree char *id = attendance_id (self->meeting, self->kim);

  client_do (client,
             "@%s insert attendance %s {'meeting': '%s', 'participant': '%s', 'state': 'present', "
             "'first_time': 0}",
             self->revision, id, self->meeting, self->kim);
}

static void
test_number_after_pull_of_tick (World *self, gconstpointer data)
{
  g_autofree char *answer = NULL;

  push_tick (self, self->anna);
  client_pull (self->bent);
  answer = push_number (self, self->bent, 9);
  g_assert_cmpstr (answer, ==, "merged unnamed");
  expect (self, "0", 1);
}

static void
test_names_after_pull (World *self, gconstpointer data)
{
  g_autofree char *answer = push_number (self, self->anna, 9);

  g_assert_cmpstr (answer, ==, "accepted");
  client_pull (self->bent);
  push_tick (self, self->bent);
  expect (self, "0", 1);
  expect_question (self, "unnamed", "9");
}

/* Some with a name and some without is nothing to ask about. */
static void
test_both_seen (World *self, gconstpointer data)
{
  g_autofree char *answer = NULL;
  g_autofree char *later = NULL;

  push_names (self, self->anna);
  client_pull (self->bent);
  g_free (self->revision);
  self->revision = client_get (self->bent, "meeting", self->meeting, "revision");
  answer = push_number (self, self->bent, 3);
  g_assert_cmpstr (answer, ==, "accepted");
  expect (self, "3", 0);
  /* And then another name, by who has seen the number. */
  g_free (self->revision);
  self->revision = client_get (self->anna, "meeting", self->meeting, "revision");
  push_names (self, self->anna);
  expect (self, "3", 0);
}

static void
test_two_numbers (World *self, gconstpointer data)
{
  g_autofree char *first = push_number (self, self->anna, 9);
  g_autofree char *second = push_number (self, self->bent, 12);

  g_assert_cmpstr (second, ==, "merged unnamed");
  expect (self, "9", 1);
  expect_question (self, "unnamed", "12");
}

static void
test_cancelled_and_held (World *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) receipt = NULL;
  g_autofree char *answer = NULL;
  g_autofree char *status = NULL;

  client_do (self->anna, "@%s update meeting %s {'status': 'cancelled', 'reason': 'ice'}",
             self->revision, self->meeting);
  receipt = client_push (self->bent, &error,
                         "@%s update meeting %s {'status': 'held', 'reason': null, 'unnamed': 7}",
                         self->revision, self->meeting);
  g_assert_no_error (error);
  answer = answer_to (receipt, 0);
  g_assert_cmpstr (answer, ==, "merged status reason");
  client_pull (self->bent);
  status = client_get (self->bent, "meeting", self->meeting, "status");
  g_assert_cmpstr (status, ==, "cancelled");
}

static void
test_held_and_cancelled (World *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) receipt = NULL;
  g_autofree char *first = push_number (self, self->anna, 7);
  g_autofree char *answer = NULL;

  receipt = client_push (self->bent, &error,
                         "@%s update meeting %s {'status': 'cancelled', 'reason': 'ice'}",
                         self->revision, self->meeting);
  g_assert_no_error (error);
  answer = answer_to (receipt, 0);
  g_assert_cmpstr (answer, ==, "merged status");
  expect (self, "7", 1);
  expect_question (self, "status", "\"cancelled\"");
}

#define ADD(name, func) g_test_add ("/walk-question/" name, World, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("a-number-on-unseen-names-is-asked", test_number_on_names);
  ADD ("a-number-that-was-asked-about-is-known-again", test_number_again);
  ADD ("a-number-from-before-a-pull-is-asked", test_number_after_pull);
  ADD ("a-number-on-the-walk's-row-alone-is-asked", test_number_after_row);
  ADD ("a-number-from-before-a-tick-came-is-asked", test_number_after_pull_of_tick);
  ADD ("names-from-before-a-pull-are-asked", test_names_after_pull);
  ADD ("names-on-an-unseen-number-are-asked", test_names_on_number);
  ADD ("names-and-a-number-that-were-seen-both-count", test_both_seen);
  ADD ("two-numbers-are-asked", test_two_numbers);
  ADD ("held-after-cancelled-is-asked", test_cancelled_and_held);
  ADD ("cancelled-after-held-is-asked", test_held_and_cancelled);
  return g_test_run ();
}
