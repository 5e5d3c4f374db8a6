/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/ga-accounts.h"
#include "server/ga-routes.h"
#include "sync/ga-gzip.h"

/* Push, pull and wait, and whether the server is well. */

/* @self's error stays, but for one of the database. */
static void
note_fork (GaRequest *self, GaSql *sql)
{
  GError *error = NULL;

  if (ga_accounts_note_fork (sql, self->session->tenant, self->session->device, g_get_real_time (),
                             &error))
    return;
  g_clear_error (&self->job.error);
  self->job.error = error;
}

static void
push_cb (GaJob *job, GaSql *sql)
{
  GaRequest *self = (GaRequest *) job;
  g_autoptr (GBytes) receipt = NULL;
  gsize length;
  const char *text = g_bytes_get_data (self->body, &length);

  g_clear_pointer (&self->detail, g_free);
  receipt = ga_exchange_push (sql, self->shared->schema, self->session, text, length,
                              g_get_real_time (), &self->new_head, &self->detail, &job->error);
  /* Nothing else was written then. */
  job->keeps = g_error_matches (job->error, GA_SYNC_ERROR, GA_SYNC_ERROR_FORKED);
  if (job->keeps)
    note_fork (self, sql);
  if (receipt == NULL)
    return;
  self->wakes = !self->session->revoked;
  ga_request_answer (self, g_steal_pointer (&receipt), "application/json");
}

/* Whose names were read is kept before they are sent. */
static void
audit_cb (GaJob *job, GaSql *sql)
{
  GaRequest *self = (GaRequest *) job;

  ga_audit_add (sql, self->session->tenant, self->session->account, "read names", NULL, self->text,
                g_get_real_time (), &job->error);
}

static void
pull_cb (GaJob *job, GaSql *sql)
{
  GaRequest *self = (GaRequest *) job;
  g_autoptr (GBytes) lines = NULL;
  g_autofree char *names = NULL;
  gsize length;
  const char *text = g_bytes_get_data (self->body, &length);

  if (self->session->counts_only && ga_sql_get_role (sql) != GA_SQL_COUNTS)
    {
      ga_request_go_on (self, GA_LANE_COUNTS, pull_cb);
      return;
    }
  g_clear_pointer (&self->detail, g_free);
  lines = ga_exchange_pull (sql, self->shared->schema, self->session, text, length,
                            g_get_real_time (), &names, &self->detail, &job->error);
  if (lines == NULL)
    return;
  ga_request_answer (self, g_steal_pointer (&lines), "application/x-ndjson");
  if (names == NULL)
    return;
  g_free (self->text);
  self->text = g_steal_pointer (&names);
  ga_request_go_on (self, GA_LANE_WRITE, audit_cb);
}

static void
wait_cb (GaJob *job, GaSql *sql)
{
  GaRequest *self = (GaRequest *) job;

  if (self->head < 0)
    ga_sync_fail (GA_SYNC_ERROR_MALFORMED, &job->error);
  else if (ga_exchange_get_head (sql, self->session->tenant, &self->new_head, &self->new_epoch,
                                 &job->error))
    {
      if (self->epoch < 0 || self->epoch == self->new_epoch)
        ga_request_answer_or_wait (self);
      else if (ga_request_tell_life (self, sql, self->session->tenant))
        ga_sync_fail (GA_SYNC_ERROR_EPOCH, &job->error);
    }
}

/* Whether the database answers. */
static void
health_cb (GaJob *job, GaSql *sql)
{
  GaRequest *self = (GaRequest *) job;
  GaStatement *statement = ga_sql_prepare (sql, "SELECT count(*) FROM tenant", &job->error);

  if (statement != NULL && ga_statement_run (statement, &job->error))
    ga_request_answer_json (self, g_string_new ("{\"status\":\"ok\"}"));
}

const GaRoute ga_routes_exchange[] = {
  { "POST", "/v1/push", GA_LANE_WRITE, push_cb, .revoked = TRUE, .recent = TRUE,
    .most = GA_BODY_MOST_SENT },
  { "POST", "/v1/pull", GA_LANE_READ, pull_cb, .most = GA_BODY_MOST_SENT },
  { "GET", "/v1/wait", GA_LANE_READ, wait_cb, .recent = TRUE, .tells_head = TRUE },
  { "GET", "/healthz", GA_LANE_READ, health_cb, .open = TRUE },
  { NULL },
};
