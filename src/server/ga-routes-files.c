/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/ga-routes.h"
#include "sync/ga-gzip.h"

/* Attachments. */

static gboolean
check_name (GaRequest *self)
{
  return ga_attachment_is_sha256 (self->argument) ||
         ga_sync_fail (GA_SYNC_ERROR_UNKNOWN, &self->job.error);
}

/* Whether the file is there for who asks. */
static gboolean
find (GaRequest *self, GaSql *sql, gboolean *found)
{
  g_autoptr (GaRights) rights = NULL;
  gint64 size = -1;

  if (!check_name (self))
    return FALSE;
  rights = ga_rights_load (sql, self->shared->schema, self->session, &self->job.error);
  if (rights == NULL || !ga_files_find (sql, self->shared->schema, self->session, rights,
                                        self->argument, FALSE, &size, &self->job.error))
    return FALSE;
  *found = size >= 0;
  return TRUE;
}

static void
own_cb (GaJob *job, GaSql *sql)
{
  GaRequest *self = (GaRequest *) job;

  if (ga_files_own (sql, self->session, self->argument, (gsize) self->have, g_get_real_time (),
                    &job->error))
    ga_request_answer_json (self, g_string_new ("{}"));
}

/* Durable before anybody is told, and before a row may name it. */
static void
put_cb (GaJob *job, GaSql *sql)
{
  GaRequest *self = (GaRequest *) job;
  g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0);
  GBytes *body = self->body != NULL ? self->body : nothing;
  gsize size = g_bytes_get_size (body), length;
  gboolean complete;

  if (!self->has_range)
    {
      self->range_start = 0;
      self->range_end = (gint64) size - 1;
      self->range_total = (gint64) size;
    }
  if (self->range_start < 0 || self->range_end < -1 || self->range_end >= self->range_total ||
      self->range_end - self->range_start != (gint64) size - 1)
    {
      ga_sync_fail (GA_SYNC_ERROR_MALFORMED, &job->error);
      return;
    }
  if (!ga_files_add (self->shared->files, self->session, self->argument, (gsize) self->range_start,
                     body, (gsize) self->range_total, (gsize) self->number, &length, &complete,
                     &job->error))
    return;
  self->have = (gint64) length;
  if (complete)
    ga_request_go_on (self, GA_LANE_WRITE, own_cb);
  else
    ga_request_answer_json (self, g_string_new ("{}"));
}

static void
start_put_cb (GaJob *job, GaSql *sql)
{
  GaRequest *self = (GaRequest *) job;

  if (check_name (self) &&
      ga_files_count (sql, self->session, self->argument, &self->number, &job->error))
    ga_request_go_on (self, GA_LANE_SLOW, put_cb);
}

static void
head_cb (GaJob *job, GaSql *sql)
{
  GaRequest *self = (GaRequest *) job;
  g_autoptr (GBytes) bytes = NULL;
  gboolean found;
  gsize length;

  if (!find (self, sql, &found))
    return;
  if (found && (bytes = ga_files_open (self->shared->files, self->argument, NULL)) != NULL)
    length = g_bytes_get_size (bytes);
  else if (!ga_files_look (self->shared->files, self->session, self->argument, &length,
                           &job->error))
    return;
  self->have = (gint64) length;
  self->status = 200;
}

/* One range, so that what was cut off need not come again. */
static GBytes *
take_range (GaRequest *self, GBytes *whole)
{
  gint64 size = (gint64) g_bytes_get_size (whole);
  gint64 end = self->range_end < 0 ? size - 1 : MIN (self->range_end, size - 1);

  self->range_total = size;
  if (self->range_start < 0)
    self->range_start = MAX (size + self->range_start, 0);
  if (self->range_start > end)
    {
      self->status = 416;
      return g_bytes_new_static ("", 0);
    }
  self->range_end = end;
  self->status = 206;
  return g_bytes_new_from_bytes (whole, (gsize) self->range_start,
                                 (gsize) (end - self->range_start + 1));
}

static void
get_cb (GaJob *job, GaSql *sql)
{
  GaRequest *self = (GaRequest *) job;
  g_autoptr (GBytes) whole = NULL;
  gboolean found;

  if (!find (self, sql, &found))
    return;
  if (!found)
    {
      ga_sync_fail (GA_SYNC_ERROR_UNKNOWN, &job->error);
      return;
    }
  whole = ga_files_open (self->shared->files, self->argument, &job->error);
  if (whole == NULL)
    return;
  self->status = 200;
  self->type = "application/octet-stream";
  g_clear_pointer (&self->answer, g_bytes_unref);
  self->answer = self->has_range ? take_range (self, whole) : g_steal_pointer (&whole);
}

const GaRoute ga_routes_files[] = {
  { "PUT", "/v1/files/*", GA_LANE_READ, start_put_cb, .most = GA_BODY_MOST_SENT },
  { "HEAD", "/v1/files/*", GA_LANE_READ, head_cb },
  { "GET", "/v1/files/*", GA_LANE_READ, get_cb },
  { NULL },
};
