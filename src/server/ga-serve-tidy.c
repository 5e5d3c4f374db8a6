/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/ga-serve-private.h"
#include "server/ga-tidy.h"

/* What has served its time goes, when the server starts and every day from then on. Each step is a
 * transaction of its own, so that pushes come in between. */

#define DAY_SECONDS (24 * 60 * 60)

/* @job: its tenant is the one whose turn it is */
struct _GaServeTidy
{
  GaJob job;
  GaServing *serving;
  gboolean busy;
  guint source;
};

static void
tidy_files_cb (GaJob *job, GaSql *sql)
{
  ga_files_tidy (((GaServeTidy *) job)->serving->shared.files, sql, &job->error);
}

/* Nothing but @job changes, so that it may be run again. */
static void
tidy_tenant_cb (GaJob *job, GaSql *sql)
{
  GaServeTidy *self = (GaServeTidy *) job;
  gint64 removed = 0, next = 0;
  gboolean more = FALSE;

  if (job->tenant != 0 && !ga_tidy_step (sql, self->serving->shared.schema, job->tenant,
                                         g_get_real_time (), &removed, &more, &job->error))
    return;
  if (!more)
    {
      if (!ga_tidy_find_next (sql, job->tenant, &next, &job->error))
        return;
      job->tenant = next;
    }
  job->lane = job->tenant != 0 ? GA_LANE_WRITE : GA_LANE_READ;
  job->run = job->tenant != 0 ? tidy_tenant_cb : tidy_files_cb;
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
  self->job = (GaJob){ .lane = GA_LANE_WRITE, .run = tidy_tenant_cb, .done = tidied_cb };
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
