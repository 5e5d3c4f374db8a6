/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/client/ga-sync-engine.h"
#include "sync/live-server.h"

/* Two computers with engines that run, on a real server whose program is @program. */

typedef struct
{
  Profile profile;
  GaTokenStore *tokens;
  GaSyncEngine *engine;
} Computer;

typedef struct
{
  LiveServer server;
  Computer one;
  Computer other;
  GAsyncResult *result;
} Fixture;

static const char *program;

#define wait_until(CONDITION)                \
  G_STMT_START                               \
  {                                          \
    while (!(CONDITION))                     \
      g_main_context_iteration (NULL, TRUE); \
  }                                          \
  G_STMT_END

static inline void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->result = g_object_ref (result);
}

/* @space: as the server's commands name it */
static inline void
computer_set_up_in (Fixture *fixture, Computer *computer, const char *role, const char *space)
{
  g_autofree char *line = g_strdup_printf ("invite --role %s --space %s", role, space);
  g_autofree char *code = live_server_run (&fixture->server, line);
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  profile_set_up (&computer->profile, NULL);
  path = g_build_filename (computer->profile.folder, "token", NULL);
  computer->tokens = ga_token_file_new (path);
  computer->engine = ga_sync_engine_new (computer->profile.store, computer->tokens);
  ga_sync_engine_join_async (computer->engine, fixture->server.url, code, NULL, "Test", NULL,
                             done_cb, fixture);
  wait_until (fixture->result != NULL);
  ga_sync_engine_join_finish (computer->engine, fixture->result, &error);
  g_assert_no_error (error);
  g_clear_object (&fixture->result);
  ga_sync_engine_start (computer->engine);
  wait_until (ga_sync_engine_get_state (computer->engine) == GA_SYNC_UP_TO_DATE);
}

static inline void
computer_set_up (Fixture *fixture, Computer *computer, const char *role)
{
  computer_set_up_in (fixture, computer, role, "kommune:0751");
}

static inline void
computer_tear_down (Computer *computer)
{
  ga_sync_engine_stop (computer->engine);
  g_clear_object (&computer->engine);
  g_clear_object (&computer->tokens);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  profile_tear_down (&computer->profile, NULL);
}

static inline void
set_up (Fixture *fixture, gconstpointer data)
{
  live_server_set_up (&fixture->server, program);
  computer_set_up (fixture, &fixture->one, "consultant");
  computer_set_up (fixture, &fixture->other, "consultant");
}

static inline void
tear_down (Fixture *fixture, gconstpointer data)
{
  computer_tear_down (&fixture->one);
  computer_tear_down (&fixture->other);
  live_server_tear_down (&fixture->server);
}

static inline gint64
count_all (Computer *computer, const char *entity)
{
  g_autoptr (GaQuery) query = ga_query_new (ga_schema_get (computer->profile.schema, entity));

  return ga_reader_count (ga_store_get_reader (computer->profile.store), query, NULL);
}

static inline gint64
count (Computer *computer)
{
  return count_all (computer, "community");
}

static inline void
add_community (Computer *computer)
{
  g_autoptr (GaQuery) query = ga_query_new (ga_schema_get (computer->profile.schema, "kommune"));
  g_autoptr (GaRecord) record = profile_record (&computer->profile, "community");
  g_autoptr (GPtrArray) found = NULL;

  ga_query_where_text (query, "code", GA_EQUAL, "0751");
  found = ga_reader_list (ga_store_get_reader (computer->profile.store), query, NULL);
  g_assert_cmpuint (found->len, ==, 1);
  ga_record_set_text (record, "name", "Åstien");
  ga_record_set_reference (record, "kommune", ga_record_get_id (found->pdata[0]));
  profile_put (&computer->profile, record);
}
