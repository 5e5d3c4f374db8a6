/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <string.h>

#include "server/exchange-fixture.h"
#include "server/ga-database-backup.h"
#include "store/ga-backup.h"
#include "store/ga-membership.h"
#include "store/store-fixture.h"
#include "sync/client/ga-sync-steps.h"

/* A profile and a server's database with nothing between them: what a step makes on one side is
 * handed to the other, or not. */

/**
 * @seat: whom the server takes the profile for, a host
 * @other: another host of the same group, with a computer elsewhere
 * @wrong: how far the profile's clock is off, microseconds
 * @walker: one that both know
 */
typedef struct
{
  Profile profile;
  Server *server;
  Client *seat;
  Client *other;
  gint64 wrong;
  GaId community;
  GaId walker;
} Joined;

typedef struct
{
  Joined *joined;
  GBytes *body;
  gsize length;
  GBytes *made;
  gboolean more;
} JoinedStep;

static inline gint64
joined_now (Joined *self)
{
  return client_now (self->seat) + self->wrong;
}

static inline gint64
joined_clock_cb (gpointer user_data)
{
  Joined *self = user_data;

  return self->server->now + self->wrong;
}

static inline gboolean
joined_prepare_push_cb (GaTransaction *transaction, gpointer user_data, GError **error)
{
  JoinedStep *step = user_data;
  GError *local = NULL;

  step->made = ga_sync_prepare_push (transaction, joined_now (step->joined), NULL, NULL, &local);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, local);
  return FALSE;
}

static inline gboolean
joined_settle_cb (GaTransaction *transaction, gpointer user_data, GError **error)
{
  JoinedStep *step = user_data;

  return ga_sync_settle_push (transaction, g_bytes_get_data (step->body, NULL), step->length,
                              joined_now (step->joined), error);
}

static inline gboolean
joined_prepare_pull_cb (GaTransaction *transaction, gpointer user_data, GError **error)
{
  JoinedStep *step = user_data;

  step->made = ga_sync_prepare_pull (transaction, error);
  return step->made != NULL;
}

static inline gboolean
joined_apply_cb (GaTransaction *transaction, gpointer user_data, GError **error)
{
  JoinedStep *step = user_data;

  return ga_sync_apply_pull (transaction, g_bytes_get_data (step->body, NULL), step->length,
                             joined_now (step->joined), &step->more, error);
}

/* Each as a transaction of its own; %FALSE with what went wrong. */
static inline gboolean
joined_run (Joined *self, GaTransactFunc func, JoinedStep *step, GError **error)
{
  GError *local = NULL;

  step->joined = self;
  ga_store_sync (self->profile.store, func, step, &local);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, local);
  return FALSE;
}

/* (transfer full) (nullable): %NULL without an error when nothing waits */
static inline GBytes *
joined_prepare_push (Joined *self, GError **error)
{
  JoinedStep step = { 0 };

  if (joined_run (self, joined_prepare_push_cb, &step, error))
    return step.made;
  g_clear_pointer (&step.made, g_bytes_unref);
  return NULL;
}

static inline gboolean
joined_settle (Joined *self, GBytes *receipt, GError **error)
{
  JoinedStep step = { .body = receipt, .length = g_bytes_get_size (receipt) };

  return joined_run (self, joined_settle_cb, &step, error);
}

static inline GBytes *
joined_prepare_pull (Joined *self)
{
  g_autoptr (GError) error = NULL;
  JoinedStep step = { 0 };

  joined_run (self, joined_prepare_pull_cb, &step, &error);
  g_assert_no_error (error);
  return step.made;
}

static inline gboolean
joined_apply (Joined *self, GBytes *answer, gboolean *more, GError **error)
{
  JoinedStep step = { .body = answer, .length = g_bytes_get_size (answer) };
  gboolean done = joined_run (self, joined_apply_cb, &step, error);

  *more = step.more;
  return done;
}

/* The server's part, as its workers do it. (transfer full) (nullable): the receipt, committed */
static inline GBytes *
joined_serve_push (Joined *self, GBytes *push, GError **error)
{
  Server *server = self->server;
  g_autofree char *detail = NULL;
  g_autoptr (GBytes) receipt = NULL;
  gint64 head;

  if (!ga_sql_begin (server->sql, error))
    return NULL;
  receipt = ga_exchange_push (server->sql, server->schema, self->seat->session,
                              g_bytes_get_data (push, NULL), g_bytes_get_size (push), server->now,
                              &head, &detail, error);
  if (receipt != NULL && ga_sql_commit (server->sql, error))
    return g_steal_pointer (&receipt);
  ga_sql_rollback (server->sql);
  return NULL;
}

static inline GBytes *
joined_serve_pull (Joined *self, GBytes *pull, GError **error)
{
  Server *server = self->server;
  g_autoptr (GaSql) sql = ga_database_connect (server->database, GA_SQL_READER, error);
  g_autofree char *names = NULL;
  g_autofree char *detail = NULL;
  GBytes *answer = NULL;

  if (sql == NULL || !ga_sql_begin (sql, error))
    return NULL;
  answer =
      ga_exchange_pull (sql, server->schema, self->seat->session, g_bytes_get_data (pull, NULL),
                        g_bytes_get_size (pull), server->now, &names, &detail, error);
  ga_sql_rollback (sql);
  return answer;
}

static inline void
joined_push_all (Joined *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) push = joined_prepare_push (self, &error);

  g_assert_no_error (error);
  while (push != NULL)
    {
      g_autoptr (GBytes) receipt = joined_serve_push (self, push, &error);

      g_assert_no_error (error);
      joined_settle (self, receipt, &error);
      g_assert_no_error (error);
      g_bytes_unref (push);
      push = joined_prepare_push (self, &error);
      g_assert_no_error (error);
    }
}

static inline void
joined_pull_all (Joined *self)
{
  gboolean more = TRUE;

  while (more)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) pull = joined_prepare_pull (self);
      g_autoptr (GBytes) answer = joined_serve_pull (self, pull, &error);

      g_assert_no_error (error);
      joined_apply (self, answer, &more, &error);
      g_assert_no_error (error);
    }
}

static inline void
joined_sync (Joined *self)
{
  joined_push_all (self);
  joined_pull_all (self);
}

static inline void
joined_open (Joined *self)
{
  profile_open (&self->profile);
  ga_store_set_clock (self->profile.store, joined_clock_cb, self);
}

static inline void
joined_close (Joined *self)
{
  ga_store_close (self->profile.store);
  g_clear_object (&self->profile.store);
  /* What was told of changes: nobody listens here. */
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

static inline gboolean
joined_join_cb (GaTransaction *transaction, gpointer user_data, GError **error)
{
  Joined *self = user_data;
  GaMembership membership = {
    .url = (char *) "https://example.org/",
    .client = self->seat->session->client,
    .account = ga_id_new (),
    .lineage = self->server->lineage,
    .epoch = self->server->epoch,
  };

  return ga_transaction_join (transaction, &membership, error);
}

static inline GaRecord *
joined_find (Joined *self, const char *entity, const GaId *id)
{
  return ga_reader_find (ga_store_get_reader (self->profile.store),
                         ga_schema_get (self->profile.schema, entity), id, NULL);
}

static inline gboolean
joined_try_to_name (Joined *self, const char *name, GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (records, joined_find (self, "participant", &self->walker));
  ga_record_set_text (records->pdata[0], "name", name);
  return ga_store_put (self->profile.store, "Test", records, error) > 0;
}

static inline void
joined_name (Joined *self, const char *name)
{
  g_autoptr (GError) error = NULL;

  joined_try_to_name (self, name, &error);
  g_assert_no_error (error);
}

/* A group with two hosts and one walker. */
static inline void
joined_set_up (Joined *self, gconstpointer data)
{
  g_autofree char *community = NULL;
  g_autofree char *walker = NULL;
  g_autofree char *space = NULL;
  g_autoptr (GError) error = NULL;

  self->server = server_new ();
  self->other = client_new_host (self->server, 0);
  community = client_add_community (self->other, 0, "Tuesdays");
  walker = client_add_participant (self->other, community, "Asta");
  space = g_strconcat ("community:", community, NULL);
  self->seat = client_new (self->server);
  client_grant (self->seat, GA_ACCESS_HOST, space);
  g_assert_true (ga_id_parse (community, &self->community));
  g_assert_true (ga_id_parse (walker, &self->walker));
  self->profile.folder = g_dir_make_tmp ("gangart-XXXXXX", NULL);
  self->profile.schema = ga_schema_new ();
  joined_open (self);
  ga_store_sync (self->profile.store, joined_join_cb, self, &error);
  g_assert_no_error (error);
  joined_sync (self);
}

static inline void
joined_tear_down (Joined *self, gconstpointer data)
{
  profile_tear_down (&self->profile, NULL);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  client_free (self->seat);
  client_free (self->other);
  server_free (self->server);
}

static inline gint64
joined_waiting (Joined *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GaMembership) membership =
      ga_reader_get_membership (ga_store_get_reader (self->profile.store), &error);

  g_assert_no_error (error);
  return membership->waiting;
}

static inline gint64
joined_history (Joined *self)
{
  return server_count (self->server, "SELECT count(*) FROM history WHERE tenant = $1");
}

/* Nothing waits, and the walker is called @name on both sides. */
static inline void
joined_assert_named (Joined *self, const char *name)
{
  g_autoptr (GaRecord) walker = joined_find (self, "participant", &self->walker);
  g_autofree char *id = ga_id_to_string (&self->walker);
  g_autofree char *there = NULL;

  g_assert_cmpint (joined_waiting (self), ==, 0);
  g_assert_cmpstr (ga_record_get_text (walker, "name"), ==, name);
  client_pull (self->other);
  there = client_get (self->other, "participant", id, "name");
  g_assert_cmpstr (there, ==, name);
}

static inline void
joined_assert_sound (Joined *self)
{
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  ga_store_check (self->profile.store, findings, &error);
  g_assert_no_error (error);
  ga_database_check (self->server->database, findings, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < findings->len; i++)
    g_test_message ("%s", (char *) findings->pdata[i]);
  g_assert_cmpuint (findings->len, ==, 0);
}
