/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/ga-request.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/ga-json-text.h"
#include "server/ga-life.h"
#include "sync/ga-gzip.h"
#include "sync/ga-json-scanner.h"

/* Bodies and answers held at one time, all together: past that the server is busy. */
#define MOST_RESERVED (64 * 1024 * 1024)

/* Smaller answers fit one packet anyway. */
#define WORTH_PACKING 1024
#define PACK_LEVEL    1

#define SERVER_RETRY_AFTER 5

/* By GaSyncError; what never travels is the server's own trouble. */
static const guint statuses[] = {
  [GA_SYNC_ERROR_MALFORMED] = 400,   [GA_SYNC_ERROR_TOO_LARGE] = 413,
  [GA_SYNC_ERROR_FOREIGN] = 500,     [GA_SYNC_ERROR_EXPIRED] = 401,
  [GA_SYNC_ERROR_REVOKED] = 401,     [GA_SYNC_ERROR_NOT_ALLOWED] = 403,
  [GA_SYNC_ERROR_UNKNOWN] = 404,     [GA_SYNC_ERROR_EXPECT] = 409,
  [GA_SYNC_ERROR_FORKED] = 409,      [GA_SYNC_ERROR_EPOCH] = 409,
  [GA_SYNC_ERROR_REWOUND] = 409,     [GA_SYNC_ERROR_OTHER_SERVER] = 409,
  [GA_SYNC_ERROR_TOO_OLD] = 426,     [GA_SYNC_ERROR_WAIT] = 429,
  [GA_SYNC_ERROR_CERTIFICATE] = 500, [GA_SYNC_ERROR_OFFLINE] = 500,
  [GA_SYNC_ERROR_SERVER] = 503,
};

GaRequest *
ga_request_new (GaShared *shared, const GaRoute *route)
{
  GaRequest *self = g_new0 (GaRequest, 1);

  self->shared = shared;
  self->route = route;
  self->head = -1;
  self->epoch = -1;
  self->seconds = -1;
  self->have = -1;
  self->type = "application/json";
  return self;
}

void
ga_request_free (GaRequest *self)
{
  if (self == NULL)
    return;
  g_atomic_pointer_add (&self->shared->reserved, -(gssize) self->reserved);
  g_clear_pointer (&self->session, ga_session_unref);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_pointer (&self->answer, g_bytes_unref);
  g_clear_error (&self->job.error);
  g_free (self->argument);
  g_free (self->token);
  g_free (self->address);
  g_free (self->detail);
  g_free (self->text);
  g_free (self->hash);
  g_clear_pointer (&self->candidates, g_ptr_array_unref);
  g_free (self->tries);
  g_free (self);
}

gboolean
ga_request_reserve (GaRequest *self, gsize bytes)
{
  gssize before = g_atomic_pointer_add (&self->shared->reserved, (gssize) bytes);

  self->reserved += bytes;
  return (gsize) before + bytes <= MOST_RESERVED;
}

void
ga_request_go_on (GaRequest *self, GaLane lane, void (*run) (GaJob *job, GaSql *sql))
{
  self->job.lane = lane;
  self->job.run = run;
}

static gboolean
unpack (GaRequest *self, GError **error)
{
  g_autoptr (GBytes) unpacked = NULL;

  if (!self->packed)
    return TRUE;
  unpacked = ga_gzip_unpack (self->body, GA_BODY_MOST_UNPACKED, error);
  if (unpacked == NULL)
    return FALSE;
  if (!ga_request_reserve (self, g_bytes_get_size (unpacked)))
    return ga_sync_fail (GA_SYNC_ERROR_SERVER, error);
  g_bytes_unref (self->body);
  self->body = g_steal_pointer (&unpacked);
  self->packed = FALSE;
  return TRUE;
}

gboolean
ga_request_tell_life (GaRequest *self, GaSql *sql, gint64 tenant)
{
  GaLife life;

  if (!ga_life_load (sql, tenant, FALSE, &life, &self->job.error))
    return FALSE;
  g_free (self->detail);
  self->detail = ga_life_tell (&life);
  return TRUE;
}

/* A computer without access may yet have to bring what a restore has lost. */
static gboolean
refuse_revoked (GaRequest *self, GaSql *sql)
{
  return ga_request_tell_life (self, sql, self->session->tenant) &&
         ga_sync_fail (GA_SYNC_ERROR_REVOKED, &self->job.error);
}

static gboolean
find_session (GaRequest *self, GaSql *sql)
{
  g_autoptr (GError) my_error = NULL;
  gint64 now = g_get_monotonic_time ();

  self->session = ga_session_load (sql, self->token, g_get_real_time (), &my_error);
  if (self->session == NULL)
    {
      g_propagate_error (&self->job.error, g_steal_pointer (&my_error));
      return FALSE;
    }
  if (self->session->revoked)
    return self->route->revoked || refuse_revoked (self, sql);
  ga_session_cache_add (self->shared->sessions, self->token, self->session, now);
  return TRUE;
}

static void
start_route (GaRequest *self)
{
  if (self->session != NULL)
    self->job.tenant = self->session->tenant;
  self->job.weight = self->body != NULL ? g_bytes_get_size (self->body) : 0;
  self->job.keeps = self->route->keeps;
  ga_request_go_on (self, self->route->lane, self->route->run);
}

/* Who asks is known before anything is unpacked. */
static void
prepare_cb (GaJob *job, GaSql *sql)
{
  GaRequest *self = (GaRequest *) job;

  if (!self->route->open && self->session == NULL && !find_session (self, sql))
    return;
  if (unpack (self, &job->error))
    start_route (self);
}

void
ga_request_begin (GaRequest *self, gint64 now)
{
  if (self->route->recent)
    self->session = ga_session_cache_find (self->shared->sessions, self->token, now);
  if (self->packed || (self->session == NULL && !self->route->open))
    ga_request_go_on (self, GA_LANE_READ, prepare_cb);
  else
    start_route (self);
}

void
ga_request_answer (GaRequest *self, GBytes *answer, const char *type)
{
  gsize length = g_bytes_get_size (answer);

  self->status = 200;
  self->type = type;
  self->answer_packed = self->takes_gzip && length > WORTH_PACKING;
  g_clear_pointer (&self->answer, g_bytes_unref);
  if (self->answer_packed)
    {
      self->answer = ga_gzip_pack (g_bytes_get_data (answer, NULL), length, PACK_LEVEL);
      g_bytes_unref (answer);
    }
  else
    self->answer = answer;
  /* It is made already: only others wait for room. */
  ga_request_reserve (self, g_bytes_get_size (self->answer));
}

void
ga_request_answer_json (GaRequest *self, GString *json)
{
  ga_request_answer (self, g_string_free_to_bytes (json), "application/json");
}

void
ga_request_answer_head (GaRequest *self)
{
  GString *json = g_string_new (NULL);

  g_string_append_printf (json, "{\"head\":%" G_GINT64_FORMAT "}", self->new_head);
  ga_request_answer_json (self, json);
}

void
ga_request_answer_or_wait (GaRequest *self)
{
  self->waits = self->seconds != 0;
  if (!self->waits)
    ga_request_answer_head (self);
}

static gboolean
is_full (const GError *error)
{
  return g_error_matches (error, GA_SQL_ERROR, GA_SQL_ERROR_FULL) ||
         g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOSPC);
}

char *
ga_request_explain (GaRequest *self, guint *status)
{
  const GError *error = self->job.error;
  const char *code = "server";
  g_autoptr (GString) json = g_string_new ("{\"code\":");

  *status = 500;
  if (error->domain == GA_SYNC_ERROR)
    {
      *status = statuses[error->code];
      if (ga_sync_error_to_code (error->code) != NULL)
        code = ga_sync_error_to_code (error->code);
    }
  else if (is_full (error))
    *status = 507;
  else if (error->domain == GA_SQL_ERROR && error->code != GA_SQL_ERROR_FAILED)
    *status = 503;
  if ((*status == 503 || *status == 507) && self->retry_after == 0)
    self->retry_after = SERVER_RETRY_AFTER;
  ga_json_append_text (json, code);
  g_string_append (json, ",\"message\":");
  /* What the server could not do is for its log: it may tell of paths. */
  ga_json_append_text (json, error->domain == GA_SYNC_ERROR ? error->message
                             : *status == 507
                                 ? _ ("The disk of the server is full, so nothing was saved. It is "
                                      "tried again by itself.")
                                 : ga_sync_error_get_sentence (GA_SYNC_ERROR_SERVER));
  if (self->detail != NULL)
    g_string_append_printf (json, ",%s", self->detail);
  g_string_append_c (json, '}');
  return g_string_free (g_steal_pointer (&json), FALSE);
}

static char **
find_value (const GaTextMember *members, GaJsonScanner *scanner)
{
  gsize length = ga_json_scanner_get_length (scanner);

  for (; members->name != NULL; members++)
    if (strlen (members->name) == length &&
        memcmp (members->name, ga_json_scanner_get_text (scanner), length) == 0)
      return members->value;
  return NULL;
}

static gboolean
read_members (GaJsonScanner *scanner, const GaTextMember *members, GError **error)
{
  GaJsonToken token;

  if (!ga_json_scanner_expect (scanner, GA_JSON_BEGIN_OBJECT, error))
    return FALSE;
  while ((token = ga_json_scanner_next (scanner, error)) == GA_JSON_KEY)
    {
      char **value = find_value (members, scanner);

      if (value == NULL ? !ga_json_scanner_skip (scanner, error)
                        : !ga_json_scanner_expect_text (scanner, value, error))
        return FALSE;
    }
  return token == GA_JSON_END_OBJECT && ga_json_scanner_next (scanner, error) == GA_JSON_END;
}

gboolean
ga_request_read_texts (GaRequest *self, const GaTextMember *members)
{
  g_autoptr (GaJsonScanner) scanner = NULL;
  const char *text;
  gsize length;

  if (self->body == NULL)
    return ga_sync_fail (GA_SYNC_ERROR_MALFORMED, &self->job.error);
  text = g_bytes_get_data (self->body, &length);
  scanner = ga_json_scanner_new (text, length);
  return read_members (scanner, members, &self->job.error);
}
