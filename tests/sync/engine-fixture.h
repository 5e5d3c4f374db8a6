/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/ga-membership.h"
#include "store/store-fixture.h"
#include "sync/canned-server.h"
#include "sync/client/ga-sync-engine-private.h"

/* A profile with an engine, and its server. */

typedef struct
{
  Profile profile;
  Canned server;
  char *token_path;
  GaTokenStore *tokens;
  GaSyncEngine *engine;
  GAsyncResult *result;
} Fixture;

static inline void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->result = g_object_ref (result);
}

#define wait_until(CONDITION)                \
  G_STMT_START                               \
  {                                          \
    while (!(CONDITION))                     \
      g_main_context_iteration (NULL, TRUE); \
  }                                          \
  G_STMT_END

static inline void
set_up (Fixture *fixture, gconstpointer data)
{
  profile_set_up (&fixture->profile, NULL);
  canned_start (&fixture->server, NULL);
  fixture->token_path = g_build_filename (fixture->profile.folder, "token", NULL);
  fixture->tokens = ga_token_file_new (fixture->token_path);
  fixture->engine = ga_sync_engine_new (fixture->profile.store, fixture->tokens);
}

static inline void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->result);
  if (fixture->engine != NULL)
    ga_sync_engine_stop (fixture->engine);
  g_clear_object (&fixture->engine);
  g_clear_object (&fixture->tokens);
  canned_stop (&fixture->server);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  profile_tear_down (&fixture->profile, NULL);
  g_free (fixture->token_path);
}

static inline void
change_something (Fixture *fixture)
{
  g_autoptr (GaRecord) record = profile_record (&fixture->profile, "organisation");

  ga_record_set_text (record, "name", "Stiforeningen");
  profile_put (&fixture->profile, record);
}

static inline gboolean
join (Fixture *fixture, const char *url, GError **error)
{
  gboolean joined;

  ga_sync_engine_join_async (fixture->engine, url, "CODE", NULL, "Test", NULL, done_cb, fixture);
  wait_until (fixture->result != NULL);
  joined = ga_sync_engine_join_finish (fixture->engine, fixture->result, error);
  g_clear_object (&fixture->result);
  return joined;
}

static inline void
join_well (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  change_something (fixture);
  join (fixture, fixture->server.url, &error);
  g_assert_no_error (error);
}

static inline gboolean
sync_once (Fixture *fixture, GError **error)
{
  gboolean done;

  ga_sync_engine_sync_async (fixture->engine, NULL, done_cb, fixture);
  wait_until (fixture->result != NULL);
  done = ga_sync_engine_sync_finish (fixture->engine, fixture->result, error);
  g_clear_object (&fixture->result);
  return done;
}

static inline GaSyncState
get_state (Fixture *fixture)
{
  return ga_sync_engine_get_state (fixture->engine);
}

static inline void
start_and_settle (Fixture *fixture)
{
  join_well (fixture);
  ga_sync_engine_start (fixture->engine);
  wait_until (fixture->server.paused->len == 1);
  g_assert_cmpint (get_state (fixture), ==, GA_SYNC_UP_TO_DATE);
}

static inline void
assert_nothing_came (Fixture *fixture)
{
  g_autoptr (GaMembership) membership =
      ga_reader_get_membership (ga_store_get_reader (fixture->profile.store), NULL);

  g_assert_cmpint (membership->waiting, >, 0);
  g_assert_cmpint (membership->head, ==, 0);
}

static inline void
add (const char *path, void (*test) (Fixture *fixture, gconstpointer data))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}
