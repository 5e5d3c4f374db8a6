/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "server/ga-quarantine-turn.h"
#include "server/ga-routes.h"
#include "sync/ga-gzip.h"

/* Attachments. */

/* A computer without access brings what belongs to that which it hands over. */
static gboolean
check (GaRequest *self, GaSql *sql)
{
  const GaSession *session = self->session;
  gboolean has_turn = TRUE;

  if (!ga_attachment_is_sha256 (self->argument))
    return ga_sync_fail (GA_SYNC_ERROR_UNKNOWN, &self->job.error);
  return (!session->revoked ||
          ga_quarantine_has_turn (sql, session->tenant, session->device, g_get_real_time (),
                                  &has_turn, &self->job.error)) &&
         (has_turn || ga_sync_fail (GA_SYNC_ERROR_REVOKED, &self->job.error));
}

/* @size: (out): of the file that is there for who asks; -1: none. Of what others brought a computer
 * without access hears nothing. */
static gboolean
find (GaRequest *self, GaSql *sql, gint64 *size)
{
  g_autoptr (GaRights) rights = NULL;

  if (!check (self, sql))
    return FALSE;
  if (self->session->revoked)
    return ga_files_find_own (sql, self->session, self->argument, size, &self->job.error);
  rights = ga_rights_load (sql, self->shared->schema, self->session, &self->job.error);
  return rights != NULL && ga_files_find (sql, self->shared->schema, self->session, rights,
                                          self->argument, FALSE, size, &self->job.error);
}

/* Durable before anybody is told, and before a row may name it. */
static void
own_cb (GaJob *job, GaSql *sql)
{
  GaRequest *self = (GaRequest *) job;
  GaFiles *files = self->shared->files;

  if (ga_files_own (sql, self->session, self->argument, (gsize) self->have, g_get_real_time (),
                    &job->error) &&
      ga_files_settle (files, self->session, self->argument, self->have, &job->error))
    ga_request_answer_json (self, g_string_new ("{}"));
  else if (g_error_matches (job->error, GA_SYNC_ERROR, GA_SYNC_ERROR_TOO_LARGE))
    ga_files_throw_away (files, self->session, self->argument);
}

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
                     body, (gsize) self->range_total, (gsize) self->number, self->have, &length,
                     &complete, &job->error))
    {
      if (g_error_matches (job->error, GA_SYNC_ERROR, GA_SYNC_ERROR_EXPECT))
        self->detail = g_strdup_printf ("\"expect\":%" G_GSIZE_FORMAT, length);
      return;
    }
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

  if (check (self, sql) &&
      ga_files_count (sql, self->session, self->argument, &self->number, &job->error) &&
      ga_files_find_own (sql, self->session, self->argument, &self->have, &job->error))
    ga_request_go_on (self, GA_LANE_SLOW, put_cb);
}

/* A file that is damaged here comes anew from whoever would bring it: what is told is what need not
 * come. */
static void
look_cb (GaJob *job, GaSql *sql)
{
  GaRequest *self = (GaRequest *) job;
  gint64 size = self->number;
  gsize length = 0;

  if (size >= 0 && ga_files_is_sound (self->shared->files, self->argument, size))
    length = (gsize) size;
  else if (!ga_files_look (self->shared->files, self->session, self->argument, &length,
                           &job->error))
    return;
  self->have = (gint64) length;
  self->status = 200;
}

static void
head_cb (GaJob *job, GaSql *sql)
{
  GaRequest *self = (GaRequest *) job;

  if (find (self, sql, &self->number))
    ga_request_go_on (self, GA_LANE_SLOW, look_cb);
}

/* One range, so that what was cut off need not come again. %FALSE: there is nothing of it. */
static gboolean
settle_range (GaRequest *self, gint64 size)
{
  gint64 end = self->range_end < 0 ? size - 1 : MIN (self->range_end, size - 1);

  self->range_total = size;
  if (self->range_start < 0)
    self->range_start = MAX (size + self->range_start, 0);
  self->status = self->range_start > end ? 416 : 206;
  self->range_end = end;
  return self->status == 206;
}

static void
get_cb (GaJob *job, GaSql *sql)
{
  GaRequest *self = (GaRequest *) job;
  gsize offset = 0, length;
  gint64 size;

  if (!find (self, sql, &size))
    return;
  if (size < 0 || !ga_files_has (self->shared->files, self->argument, size))
    {
      g_set_error_literal (&job->error, GA_SYNC_ERROR, GA_SYNC_ERROR_UNKNOWN,
                           _ ("There is no such file."));
      return;
    }
  length = (gsize) size;
  self->status = 200;
  if (self->has_range)
    {
      gboolean any = settle_range (self, size);

      offset = any ? (gsize) self->range_start : 0;
      length = any ? (gsize) (self->range_end - self->range_start + 1) : 0;
    }
  self->type = "application/octet-stream";
  g_clear_pointer (&self->answer, g_bytes_unref);
  if (!ga_request_reserve (self, length))
    ga_sync_fail (GA_SYNC_ERROR_SERVER, &job->error);
  else
    self->answer = ga_files_read (self->shared->files, self->argument, offset, length, &job->error);
}

const GaRoute ga_routes_files[] = {
  { "PUT", "/v1/files/*", GA_LANE_READ, start_put_cb, .revoked = TRUE, .most = GA_BODY_MOST_SENT },
  { "HEAD", "/v1/files/*", GA_LANE_READ, head_cb, .revoked = TRUE },
  { "GET", "/v1/files/*", GA_LANE_READ, get_cb },
  { NULL },
};
