/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/ga-serve-private.h"
#include "server/ga-server-clock.h"
#include "server/ga-tidy.h"

/* What has served its time goes, when the server starts and every day from then on. Each step is a
 * transaction of its own, so that pushes come in between. */

#define DAY_SECONDS (24 * 60 * 60)

/* @job: its tenant is the one whose turn it is
 * @now: when it began, UTC microseconds: what the clock does meanwhile ages nothing */
struct _GaServeTidy
{
  GaJob job;
  GaServing *serving;
  gint64 now;
  gboolean doubtful;
  gboolean busy;
  guint source;
};

static void
tidy_files_cb (GaJob *job, GaSql *sql)
{
  ga_files_tidy (((GaServeTidy *) job)->serving->shared.files, sql, &job->error);
}

static void tidy_tenant_cb (GaJob *job, GaSql *sql);

/* Nothing but @job changes, so that it may be run again. */
static void
go_on (GaServeTidy *self, GaSql *sql)
{
  GaJob *job = &self->job;
  gint64 next = 0;

  if (!ga_tidy_find_next (sql, job->tenant, &next, &job->error))
    return;
  job->tenant = next;
  job->lane = next != 0 ? GA_LANE_WRITE : GA_LANE_READ;
  job->run = next != 0 ? tidy_tenant_cb : tidy_files_cb;
}

static void
tidy_tenant_cb (GaJob *job, GaSql *sql)
{
  GaServeTidy *self = (GaServeTidy *) job;
  gint64 removed = 0;
  gboolean more = FALSE;

  if (!ga_tidy_step (sql, self->serving->shared.schema, job->tenant, self->now, &removed, &more,
                     &job->error))
    return;
  if (more)
    job->lane = GA_LANE_WRITE;
  else
    go_on (self, sql);
}

static void
begin_cb (GaJob *job, GaSql *sql)
{
  GaServeTidy *self = (GaServeTidy *) job;

  self->now = g_get_real_time ();
  if (ga_server_clock_note (sql, self->now, &self->doubtful, &job->error) && !self->doubtful)
    go_on (self, sql);
}

static void
tidied_cb (GaJob *job)
{
  GaServeTidy *self = (GaServeTidy *) job;

  if (job->error != NULL)
    {
      g_autofree char *event =
          g_strdup_printf ("could not tidy (%s %d); tries again tomorrow",
                           g_quark_to_string (job->error->domain), job->error->code);

      ga_server_log_event (self->serving->log, "warning", event);
    }
  else if (self->doubtful)
    ga_server_log_event (self->serving->log, "warning",
                         "the clock is more than a week ahead of when the server last ran; "
                         "tidies once that has lasted a day");
  g_clear_error (&job->error);
  self->busy = FALSE;
}

static gboolean
start_cb (gpointer user_data)
{
  GaServeTidy *self = user_data;

  if (self->busy)
    return G_SOURCE_CONTINUE;
  self->busy = TRUE;
  self->job = (GaJob){ .lane = GA_LANE_WRITE, .run = begin_cb, .done = tidied_cb };
  ga_workers_submit (self->serving->workers, &self->job);
  return G_SOURCE_CONTINUE;
}

GaServeTidy *
ga_serve_tidy_new (GaServing *serving)
{
  GaServeTidy *self = g_new0 (GaServeTidy, 1);

  self->serving = serving;
  self->source = g_timeout_add_seconds (DAY_SECONDS, start_cb, self);
  start_cb (self);
  return self;
}

void
ga_serve_tidy_free (GaServeTidy *self)
{
  if (self == NULL)
    return;
  g_source_remove (self->source);
  g_clear_error (&self->job.error);
  g_free (self);
}
