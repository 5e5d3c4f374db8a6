/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "push-fixture.h"
#include "server/ga-receipts.h"

/* How a push counts once and whole, whatever is sent again, and by whom. */

static void
test_repeated (World *self, gconstpointer data)
{
  g_autofree char *id = new_id ();
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) first = client_push (
      self->host, &error, "insert organisation %s {'name': 'Club', 'kind': 'club'}", id);
  g_autoptr (JsonObject) again = NULL;
  gint64 history = server_count (self->server, "SELECT count(*) FROM history WHERE tenant = $1");
  g_autoptr (JsonNode) a = NULL;
  g_autoptr (JsonNode) b = NULL;

  g_assert_no_error (error);
  again = client_push_again (self->host, &error);
  g_assert_no_error (error);
  a = json_node_init_object (json_node_alloc (), first);
  b = json_node_init_object (json_node_alloc (), again);
  g_assert_true (json_node_equal (a, b));
  g_assert_cmpint (server_count (self->server, "SELECT count(*) FROM history WHERE tenant = $1"),
                   ==, history);
}

static void
test_gap (World *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) receipt = NULL;
  g_autofree char *id = new_id ();

  self->host->number++;
  receipt = client_push (self->host, &error, "delete venue %s", id);
  g_assert_null (receipt);
  g_assert_error (error, GA_SYNC_ERROR, GA_SYNC_ERROR_EXPECT);
  g_assert_true (g_str_has_prefix (error->message, "\"expect\":2 "));
}

static void
test_copied (World *self, gconstpointer data)
{
  g_autoptr (Client) copy = client_copy (self->host);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) receipt = NULL;
  g_autofree char *id = new_id ();

  client_do (self->host, "insert organisation %s {'name': 'Club', 'kind': 'club'}", id);
  receipt =
      client_push (copy, &error, "insert organisation %s {'name': 'Other', 'kind': 'club'}", id);
  g_assert_null (receipt);
  g_assert_error (error, GA_SYNC_ERROR, GA_SYNC_ERROR_FORKED);
  g_clear_error (&error);
  /* Nor may the profile of another account go on. */
  copy->session->account++;
  copy->number = self->host->number;
  receipt = client_push (copy, &error, "delete venue %s", id);
  g_assert_null (receipt);
  g_assert_error (error, GA_SYNC_ERROR, GA_SYNC_ERROR_FORKED);
}

/* It takes a new id and pushes all it has again: what the server has is not done twice. */
static void
test_copy_pushes_again (World *self, gconstpointer data)
{
  g_autoptr (Client) consultant = client_new (self->server);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) receipt = NULL;
  g_autofree char *answer = NULL;
  g_autofree char *name = NULL;

  client_grant (consultant, GA_ACCESS_CONSULTANT, self->kommune_space);
  client_do (self->host, "update community %s {'name': 'Wednesdays'}", self->community);
  client_do (consultant, "@1000 update community %s {'name': 'Thursdays'}", self->community);
  receipt = client_push_as_copy (self->host, &error);
  g_assert_no_error (error);
  answer = answer_to (receipt, 0);
  g_assert_cmpstr (answer, ==, "merged");
  client_pull (self->host);
  name = client_get (self->host, "community", self->community, "name");
  g_assert_cmpstr (name, ==, "Thursdays");
  g_assert_cmpuint (client_count (self->host, NULL, "conflict"), ==, 0);
}

/* Both count on from one clock, as they do when it has run ahead of the time. */
static void
test_copies_share_a_clock (World *self, gconstpointer data)
{
  g_autoptr (Client) copy = client_copy (self->host);
  g_autofree char *distance = NULL;
  g_autofree char *name = NULL;
  gint64 seen = server_count (self->server, "SELECT seq FROM tenant");
  gint64 now = self->server->now;

  copy->session->client = ga_id_new ();
  copy->number = 0;
  client_do (self->host, "@%" G_GINT64_FORMAT " update community %s {'name': 'Wednesdays'}", seen,
             self->community);
  self->server->now = now;
  client_do (copy, "@%" G_GINT64_FORMAT " update community %s {'distance_m': 5000}", seen,
             self->community);
  client_pull (self->host);
  name = client_get (self->host, "community", self->community, "name");
  distance = client_get (self->host, "community", self->community, "distance_m");
  g_assert_cmpstr (name, ==, "Wednesdays");
  g_assert_cmpstr (distance, ==, "5000");
  g_assert_cmpint (server_count (self->server, "SELECT count(DISTINCT clock) FROM history "
                                               "WHERE operation = 2"),
                   ==, 1);
}

static void
test_parts (World *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) kept = NULL;
  g_autoptr (JsonObject) again = NULL;
  g_autoptr (JsonObject) done = NULL;
  g_autofree char *a = new_id ();
  g_autofree char *b = new_id ();

  kept = client_push_more (self->host, &error,
                           "insert organisation %s {'name': 'One', 'kind': 'club'}", a);
  g_assert_no_error (error);
  g_assert_true (json_object_get_boolean_member (kept, "kept"));
  again = client_push_again (self->host, &error);
  g_assert_no_error (error);
  g_assert_true (json_object_get_boolean_member (again, "kept"));
  client_pull (self->host);
  g_assert_cmpuint (client_count (self->host, NULL, "organisation"), ==, 0);
  done =
      client_push (self->host, &error, "insert organisation %s {'name': 'Two', 'kind': 'club'}", b);
  g_assert_no_error (error);
  client_pull (self->host);
  g_assert_cmpuint (client_count (self->host, NULL, "organisation"), ==, 2);
  {
    g_autofree char *revision = client_get (self->host, "organisation", a, "revision");

    g_assert_cmpint (json_object_get_int_member (done, "first"), ==,
                     g_ascii_strtoll (revision, NULL, 10));
  }
}

/* What waits too long is forgotten, and asked for again. */
static void
test_old_parts (World *self, gconstpointer data)
{
  g_autoptr (Client) other = client_new_host (self->server, 1);
  g_autoptr (GError) error = NULL;
  g_autofree char *a = new_id ();
  g_autofree char *expected = g_strdup_printf ("\"expect\":%d ", (int) self->host->number + 1);
  g_autofree char *text =
      g_strdup_printf ("insert organisation %s {'name': 'One', 'kind': 'club'}", a);

  json_object_unref (client_push_more (self->host, &error, "%s", text));
  g_assert_no_error (error);
  self->server->now += 2 * G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC;
  json_object_unref (client_push_more (other, &error, "%s", text));
  g_assert_no_error (error);
  g_assert_cmpint (server_count (self->server, "SELECT count(*) FROM staged WHERE tenant = $1"), ==,
                   1);
  g_assert_null (client_push (self->host, &error, "%s", text));
  g_assert_error (error, GA_SYNC_ERROR, GA_SYNC_ERROR_EXPECT);
  g_assert_true (g_str_has_prefix (error->message, expected));
  g_clear_error (&error);
  self->host->number--;
  client_do (self->host, "%s", text);
}

/* A part is no longer than a push, and all that waits of an account has an end. */
static void
test_long_parts (World *self, gconstpointer data)
{
  g_autofree char *word = g_strnfill (900 * 1024, 'x');
  g_autoptr (GError) error = NULL;
  g_autofree char *a = new_id ();
  guint parts = 0;

  g_assert_null (client_push (self->host, &error,
                              "insert organisation %s {'name': '%s'}\n"
                              "insert organisation %s {'name': '%s'}",
                              a, word, a, word));
  g_assert_error (error, GA_SYNC_ERROR, GA_SYNC_ERROR_TOO_LARGE);
  g_clear_error (&error);
  while (error == NULL)
    {
      g_autoptr (JsonObject) kept =
          client_push_more (self->host, &error, "insert organisation %s {'name': '%s'}", a, word);

      parts += kept != NULL;
    }
  g_assert_error (error, GA_SYNC_ERROR, GA_SYNC_ERROR_TOO_LARGE);
  g_assert_cmpuint (parts, ==, 72);
}

static void
test_restored (World *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) receipt = NULL;
  g_autofree char *id = new_id ();

  server_exec (self->server,
               "UPDATE tenant SET epoch = 2, fork = 1 WHERE number = %" G_GINT64_FORMAT,
               self->server->tenant);
  receipt = client_push (self->host, &error, "delete venue %s", id);
  g_assert_null (receipt);
  g_assert_error (error, GA_SYNC_ERROR, GA_SYNC_ERROR_EPOCH);
  g_assert_nonnull (strstr (error->message, "\"epoch\":2,\"fork\":1"));
  g_clear_error (&error);
  g_assert_false (client_try_pull (self->host, &error));
  g_assert_error (error, GA_SYNC_ERROR, GA_SYNC_ERROR_EPOCH);
}

/* Before it, one of them might have gone on where the other was. */
static void
test_restored_copies (World *self, gconstpointer data)
{
  g_autoptr (Client) copy = client_copy (self->host);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) receipt = NULL;

  client_do (self->host, "update community %s {'name': 'Wednesdays'}", self->community);
  server_exec (self->server,
               "UPDATE tenant SET epoch = 2, fork = 1 WHERE number = %" G_GINT64_FORMAT,
               self->server->tenant);
  self->server->epoch = 2;
  receipt = client_push (self->host, &error, "update community %s {'name': 'Thursdays'}",
                         self->community);
  g_assert_null (receipt);
  g_assert_error (error, GA_SYNC_ERROR, GA_SYNC_ERROR_EXPECT);
  g_assert_true (g_str_has_prefix (error->message, "\"expect\":1 "));
  g_clear_error (&error);
  self->host->number = copy->number = 0;
  client_do (self->host, "update community %s {'name': 'Thursdays'}", self->community);
  receipt = client_push (copy, &error, "update community %s {'name': 'Fridays'}", self->community);
  g_assert_null (receipt);
  g_assert_error (error, GA_SYNC_ERROR, GA_SYNC_ERROR_FORKED);
  /* What is sent twice still counts once. */
  receipt = client_push_again (self->host, NULL);
  g_assert_nonnull (receipt);
}

static void
test_rewound (World *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) receipt = NULL;
  g_autofree char *id = new_id ();

  self->host->head = 1000000;
  receipt = client_push (self->host, &error, "delete venue %s", id);
  g_assert_null (receipt);
  g_assert_error (error, GA_SYNC_ERROR, GA_SYNC_ERROR_REWOUND);
  g_clear_error (&error);
  g_assert_false (client_try_pull (self->host, &error));
  g_assert_error (error, GA_SYNC_ERROR, GA_SYNC_ERROR_REWOUND);
}

/* Of the push @text with @to in the place of @from. */
static void
read_digest (GaSchema *schema,
             const char *text,
             const char *from,
             const char *to,
             guint8 digest[GA_DIGEST_SIZE])
{
  g_autoptr (GString) changed = g_string_new (text);
  g_autoptr (GError) error = NULL;
  g_autoptr (GaPush) push = NULL;

  g_assert_cmpuint (g_string_replace (changed, from, to, 1), ==, 1);
  push = ga_push_read (schema, changed->str, changed->len, &error);
  g_assert_no_error (error);
  ga_push_digest (push, digest);
}

static void
test_digest (void)
{
  static const char push[] =
      "{\"client\":\"018f3c2e-7b1a-7c3d-8e4f-5a6b7c8d9e0f\",\"number\":3,"
      "\"lineage\":\"018f3c2e-7b1a-7c3d-8e4f-5a6b7c8d9e01\",\"epoch\":1,\"head\":7,\"now\":5,"
      "\"more\":false,\"operations\":[{\"n\":9,\"entity\":\"community\","
      "\"id\":\"018f3c2e-7b1a-7c3d-8e4f-5a6b7c8d9e02\",\"op\":\"update\",\"base\":6,\"head\":5,"
      "\"clock\":77,\"fields\":{\"name\":\"Åstien\",\"distance_m\":3000,\"arena\":null}}]}";
  static const char *const same[][2] = { { "\"now\":5", "\"now\":6" },
                                         { "\"head\":7", "\"head\":8" },
                                         { "\"epoch\":1", "\"epoch\":2" } };
  static const char *const other[][2] = {
    { "9e0f", "9e0e" },
    { "\"number\":3", "\"number\":4" },
    { "\"more\":false", "\"more\":true" },
    { "\"n\":9", "\"n\":10" },
    { "community", "schedule_" },
    { "9e02", "9e03" },
    { "\"base\":6", "\"base\":8" },
    { "\"head\":5", "\"head\":4" },
    { "\"clock\":77", "\"clock\":78" },
    { "Åstien", "Engen" },
    { "3000", "3001" },
    { "null", "\"sports\"" },
    { ",\"arena\":null", "" },
    { "\"arena\"", "\"unknown\"" },
  };
  g_autoptr (GaSchema) schema = ga_schema_new ();
  guint8 wanted[GA_DIGEST_SIZE], found[GA_DIGEST_SIZE];

  read_digest (schema, push, "{", "{", wanted);
  for (guint i = 0; i < G_N_ELEMENTS (same); i++)
    {
      read_digest (schema, push, same[i][0], same[i][1], found);
      g_assert_cmpmem (found, sizeof found, wanted, sizeof wanted);
    }
  for (guint i = 0; i < G_N_ELEMENTS (other); i++)
    {
      read_digest (schema, push, other[i][0], other[i][1], found);
      if (memcmp (found, wanted, sizeof found) == 0)
        g_error ("%s makes no difference", other[i][1]);
    }
}

#define ADD(name, func) g_test_add ("/push-once/" name, World, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/push-once/what-is-wanted-tells-pushes-apart", test_digest);
  ADD ("a-repeated-push-counts-once", test_repeated);
  ADD ("a-gap-is-told", test_gap);
  ADD ("a-copied-profile-is-told", test_copied);
  ADD ("a-copy-pushes-again-without-effect", test_copy_pushes_again);
  ADD ("copies-whose-clocks-agree-do-different-things", test_copies_share_a_clock);
  ADD ("an-act-in-parts-is-done-as-a-whole", test_parts);
  ADD ("parts-that-wait-for-long-are-asked-for-again", test_old_parts);
  ADD ("parts-have-an-end", test_long_parts);
  ADD ("a-restored-server-says-so", test_restored);
  ADD ("copies-of-before-a-restore-are-told-apart", test_restored_copies);
  ADD ("a-server-that-lost-data-says-so", test_rewound);
  return g_test_run ();
}
