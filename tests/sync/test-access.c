/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include "sync/engine-fixture.h"

/* An engine whose token is gone, or whose computer has lost its access. */

static void
test_no_token (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  join_well (fixture);
  g_clear_object (&fixture->engine);
  g_assert_cmpint (g_unlink (fixture->token_path), ==, 0);
  fixture->engine = ga_sync_engine_new (fixture->profile.store, fixture->tokens);
  g_assert_false (sync_once (fixture, &error));
  g_assert_error (error, GA_SYNC_ERROR, GA_SYNC_ERROR_EXPIRED);
  g_assert_cmpint (get_state (fixture), ==, GA_SYNC_STOPPED);
}

/* Joins once more, where it is not allowed to those who are in. */
static void
join_again (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  fixture->server.mood = CANNED_WELL;
  join (fixture, fixture->server.url, &error);
  g_assert_no_error (error);
  g_assert_true (sync_once (fixture, &error));
  g_assert_no_error (error);
}

static void
test_sign_in_again (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GaMembership) before = NULL;
  g_autoptr (GaMembership) after = NULL;

  join_well (fixture);
  before = ga_reader_get_membership (ga_store_get_reader (fixture->profile.store), NULL);
  g_clear_object (&fixture->engine);
  g_assert_cmpint (g_unlink (fixture->token_path), ==, 0);
  fixture->engine = ga_sync_engine_new (fixture->profile.store, fixture->tokens);
  g_assert_false (sync_once (fixture, NULL));
  join_again (fixture);
  after = ga_reader_get_membership (ga_store_get_reader (fixture->profile.store), NULL);
  g_assert_true (ga_id_equal (&before->client, &after->client));
  g_assert_cmpuint (fixture->server.pushes->len, ==, 1);
  g_assert_cmpint (after->waiting, ==, 0);
}

static void
sign_in_again (Fixture *fixture, GError **error)
{
  ga_sync_engine_sign_in_again_async (fixture->engine, "three good words", NULL, done_cb, fixture);
  wait_until (fixture->result != NULL);
  ga_sync_engine_join_finish (fixture->engine, fixture->result, error);
  g_clear_object (&fixture->result);
}

/* As the account that it is, with its passphrase alone. */
static void
test_sign_in_with_passphrase (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GaMembership) before = NULL;
  g_autoptr (GaMembership) after = NULL;
  g_autoptr (GError) error = NULL;

  join_well (fixture);
  before = ga_reader_get_membership (ga_store_get_reader (fixture->profile.store), NULL);
  g_clear_object (&fixture->engine);
  g_assert_cmpint (g_unlink (fixture->token_path), ==, 0);
  fixture->engine = ga_sync_engine_new (fixture->profile.store, fixture->tokens);
  g_assert_false (sync_once (fixture, NULL));
  fixture->server.mood = CANNED_BUSY;
  fixture->server.moody = 1;
  sign_in_again (fixture, &error);
  g_assert_error (error, GA_SYNC_ERROR, GA_SYNC_ERROR_WAIT);
  g_assert_nonnull (strstr (error->message, "2 seconds"));
  g_clear_error (&error);
  sign_in_again (fixture, &error);
  g_assert_no_error (error);
  g_assert_true (sync_once (fixture, &error));
  g_assert_no_error (error);
  after = ga_reader_get_membership (ga_store_get_reader (fixture->profile.store), NULL);
  g_assert_true (ga_id_equal (&before->client, &after->client));
  g_assert_cmpint (after->waiting, ==, 0);
}

static void
test_join_after_revocation (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GaMembership) membership = NULL;

  join_well (fixture);
  fixture->server.mood = CANNED_REVOKED;
  fixture->server.moody = G_MAXUINT;
  g_assert_false (sync_once (fixture, NULL));
  join_again (fixture);
  membership = ga_reader_get_membership (ga_store_get_reader (fixture->profile.store), NULL);
  g_assert_null (membership->stopped);
  g_assert_cmpint (get_state (fixture), ==, GA_SYNC_UP_TO_DATE);
}

static void
test_readable_token (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  join_well (fixture);
  g_clear_object (&fixture->engine);
  g_assert_cmpint (g_chmod (fixture->token_path, 0644), ==, 0);
  fixture->engine = ga_sync_engine_new (fixture->profile.store, fixture->tokens);
  g_assert_false (sync_once (fixture, &error));
  g_assert_error (error, GA_SYNC_ERROR, GA_SYNC_ERROR_NOT_ALLOWED);
  g_assert_cmpuint (fixture->server.renewals, ==, 0);
}

static void
test_revoked (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  join_well (fixture);
  fixture->server.mood = CANNED_REVOKED;
  fixture->server.moody = G_MAXUINT;
  g_assert_false (sync_once (fixture, &error));
  g_assert_error (error, GA_SYNC_ERROR, GA_SYNC_ERROR_REVOKED);
  /* What waits is offered once more. */
  g_assert_cmpuint (fixture->server.pushes->len, ==, 2);
  g_assert_cmpint (get_state (fixture), ==, GA_SYNC_STOPPED);
  g_assert_cmpint (ga_sync_engine_get_reason_code (fixture->engine), ==, GA_SYNC_ERROR_REVOKED);
  g_assert_nonnull (ga_sync_engine_get_reason (fixture->engine));
}

/* As when the program ends and is started anew: what it kept in memory is gone. */
static void
start_anew (Fixture *fixture)
{
  ga_sync_engine_stop (fixture->engine);
  g_clear_object (&fixture->engine);
  fixture->engine = ga_sync_engine_new (fixture->profile.store, fixture->tokens);
}

static gint64
get_push_number (Fixture *fixture, guint push)
{
  g_autoptr (JsonNode) node = json_from_string (fixture->server.pushes->pdata[push], NULL);

  return json_object_get_int_member (json_node_get_object (node), "number");
}

/* It hands over what waits, though the program ends before it hears the answer. */
static void
test_revoked_while_off (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GaQuery) query =
      ga_query_new (ga_schema_get (fixture->profile.schema, "organisation"));
  g_autoptr (GError) error = NULL;

  join_well (fixture);
  fixture->server.mood = CANNED_LEAVING;
  fixture->server.moody = G_MAXUINT;
  fixture->server.last_access = "access-last";
  fixture->server.unheard = 1;
  start_anew (fixture);
  g_assert_false (sync_once (fixture, &error));
  g_assert_error (error, GA_SYNC_ERROR, GA_SYNC_ERROR_OFFLINE);
  g_clear_error (&error);
  assert_nothing_came (fixture);
  start_anew (fixture);
  g_assert_false (sync_once (fixture, &error));
  g_assert_error (error, GA_SYNC_ERROR, GA_SYNC_ERROR_REVOKED);
  g_assert_cmpuint (fixture->server.pushes->len, ==, 2);
  g_assert_cmpint (get_push_number (fixture, 0), ==, get_push_number (fixture, 1));
  g_assert_cmpint (ga_sync_engine_get_waiting (fixture->engine), ==, 0);
  g_assert_cmpint (ga_reader_count (ga_store_get_reader (fixture->profile.store), query, NULL), ==,
                   0);
}

static void
test_revoked_while_waiting (Fixture *fixture, gconstpointer data)
{
  start_and_settle (fixture);
  fixture->server.mood = CANNED_REVOKED;
  fixture->server.moody = G_MAXUINT;
  canned_answer (fixture->server.paused->pdata[0], 401,
                 "{\"code\": \"revoked\", \"message\": \"\"}");
  soup_server_message_unpause (fixture->server.paused->pdata[0]);
  wait_until (get_state (fixture) == GA_SYNC_STOPPED);
  g_assert_cmpint (ga_sync_engine_get_reason_code (fixture->engine), ==, GA_SYNC_ERROR_REVOKED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/access/stops-without-a-token", test_no_token);
  add ("/access/signs-in-again-where-it-was", test_sign_in_again);
  add ("/access/signs-in-again-with-the-passphrase", test_sign_in_with_passphrase);
  add ("/access/joins-again-after-losing-access", test_join_after_revocation);
  add ("/access/refuses-a-token-that-others-may-read", test_readable_token);
  add ("/access/stops-when-revoked", test_revoked);
  add ("/access/hands-over-what-waits-when-revoked-while-off", test_revoked_while_off);
  add ("/access/stops-when-revoked-while-it-waits", test_revoked_while_waiting);
  return g_test_run ();
}
