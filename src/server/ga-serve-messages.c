/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/ga-json-text.h"
#include "server/ga-join-page.h"
#include "server/ga-serve-private.h"

/* A body that is refused is read to its end all the same, so that the client gets to see the
 * answer; past this the connection is cut. */
#define MOST_THROWN_AWAY (8 * 1024 * 1024)

/* After which a client that found no room is to ask again. */
#define BUSY_SECONDS 5

/* Each costs some 20 KiB. */
#define MOST_WAITING 20000

#define OLDEST_SCHEMA (GA_SCHEMA_VERSION - 2)

#define DATA_KEY "ga-exchange"

/* One message of SoupServer's, until it is gone. */
typedef struct
{
  GaServing *serving;
  SoupServerMessage *message; /* not held: this is its data */
  GaConnection *connection;   /* (nullable): given back */
  GaRequest *request;         /* (nullable) (owned) */
  const char *route;          /* as logged */
  gint64 start;
  gsize received;
  gsize sent;
  guint status; /* answered; 0: nothing yet */
  gint64 tenant;
  gboolean refused;
  gboolean noted;
  GList link; /* in serving->reading */
} Exchange;

static gboolean
is_reading (Exchange *self)
{
  return self->link.data != NULL;
}

static void
stop_reading (Exchange *self)
{
  if (!is_reading (self))
    return;
  g_queue_unlink (&self->serving->reading, &self->link);
  self->link.data = NULL;
}

static void
free_exchange (gpointer data)
{
  Exchange *self = data;
  GaServing *serving = self->serving;

  stop_reading (self);
  ga_request_free (self->request);
  ga_connection_free (self->connection);
  serving->in_flight--;
  ga_serving_quit_if_done (serving);
  g_free (self);
}

static void
fill_in (Exchange *self, guint status, GBytes *body, const char *type)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (self->message);

  self->status = status;
  soup_server_message_set_status (self->message, status, NULL);
  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  if (self->serving->stopping || status == 400)
    soup_message_headers_replace (headers, "Connection", "close");
  if (body == NULL || g_bytes_get_size (body) == 0)
    return;
  soup_message_headers_set_content_type (headers, type, NULL);
  soup_message_body_append_bytes (soup_server_message_get_response_body (self->message), body);
  self->sent = g_bytes_get_size (body);
}

static void
send_retry_after (Exchange *self, guint seconds)
{
  g_autofree char *text = g_strdup_printf ("%u", seconds);

  if (seconds > 0)
    soup_message_headers_replace (soup_server_message_get_response_headers (self->message),
                                  "Retry-After", text);
}

static void
send_error (Exchange *self, const char *code, guint status, const char *message)
{
  g_autoptr (GString) json = g_string_new ("{\"code\":");
  g_autoptr (GBytes) body = NULL;

  ga_json_append_text (json, code);
  g_string_append (json, ",\"message\":");
  ga_json_append_text (json, message);
  g_string_append_c (json, '}');
  body = g_string_free_to_bytes (g_steal_pointer (&json));
  fill_in (self, status, body, "application/json");
}

static void
throw_body_away (Exchange *self)
{
  SoupMessageBody *body = soup_server_message_get_request_body (self->message);

  self->refused = TRUE;
  soup_message_body_set_accumulate (body, FALSE);
  soup_message_body_truncate (body);
}

/* Before anything of a body is kept. */
static void
refuse (Exchange *self, GaSyncError error, guint status, guint retry_after)
{
  throw_body_away (self);
  send_retry_after (self, retry_after);
  send_error (self, ga_sync_error_to_code (error), status, ga_sync_error_get_sentence (error));
}

static void
refuse_path (Exchange *self, guint status)
{
  throw_body_away (self);
  send_error (self, ga_sync_error_to_code (GA_SYNC_ERROR_UNKNOWN), status,
              _ ("There is nothing at this address."));
}

static void
send_head_of_file (Exchange *self, GaRequest *request)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (self->message);
  g_autofree char *have = g_strdup_printf ("%" G_GINT64_FORMAT, request->have);

  if (request->have >= 0)
    soup_message_headers_replace (headers, "Gangart-Have", have);
  if (request->status == 206)
    soup_message_headers_set_content_range (headers, request->range_start, request->range_end,
                                            request->range_total);
}

static void
send_answer (Exchange *self, GaRequest *request)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (self->message);

  send_head_of_file (self, request);
  if (request->answer_packed)
    soup_message_headers_replace (headers, "Content-Encoding", "gzip");
  fill_in (self, request->status, request->answer, request->type);
}

static void
send_failure (Exchange *self, GaRequest *request)
{
  guint status;
  g_autofree char *json = ga_request_explain (request, &status);
  g_autoptr (GBytes) body = g_bytes_new (json, strlen (json));

  if (request->job.error->domain != GA_SYNC_ERROR)
    ga_server_log_event (self->serving->log, "error", request->job.error->message);
  send_retry_after (self, request->retry_after);
  fill_in (self, status, body, "application/json");
}

/* Returns: 0, or the seconds after which to try again */
static guint
take_limits (GaShared *shared, const char *address, gint64 now)
{
  guint wait = ga_limits_take (shared->tries_per_address, address, now);

  if (wait > 0)
    return wait;
  wait = ga_limits_take (shared->slips_per_address, address, now);
  if (wait > 0)
    ga_limits_give_back (shared->tries_per_address, address);
  return wait;
}

/* Only what somebody may have guessed at is a try: who is too late, has lost access, or finds the
 * server in trouble guesses nothing. */
static void
settle_limits (GaShared *shared, GaRequest *request)
{
  const GError *error = request->job.error;
  gboolean tried = g_error_matches (error, GA_SYNC_ERROR, GA_SYNC_ERROR_UNKNOWN) ||
                   g_error_matches (error, GA_SYNC_ERROR, GA_SYNC_ERROR_EXPIRED);

  if (!request->route->guarded)
    return;
  if (!tried)
    ga_limits_give_back (shared->tries_per_address, request->address);
  if (!g_error_matches (error, GA_SYNC_ERROR, GA_SYNC_ERROR_MALFORMED) &&
      !g_error_matches (error, GA_SYNC_ERROR, GA_SYNC_ERROR_TOO_LARGE))
    ga_limits_give_back (shared->slips_per_address, request->address);
}

void
ga_serving_answer (GaRequest *request)
{
  Exchange *self = request->owner;
  GaServing *serving = self->serving;
  SoupServerMessage *message = self->message;

  self->tenant = request->job.tenant;
  settle_limits (&serving->shared, request);
  if (request->job.error != NULL)
    send_failure (self, request);
  else
    send_answer (self, request);
  if (request->ends_sessions)
    {
      ga_session_cache_clear (serving->shared.sessions);
      ga_waiters_check (serving->waiters);
    }
  /* Who pushed hears of it before those who wait. */
  soup_server_message_unpause (message);
  if (request->wakes)
    ga_waiters_tell (serving->waiters, request->job.tenant, request->new_head);
  g_object_unref (message); /* held since submit() */
}

static gboolean
may_wait (GaServing *serving)
{
  return !serving->stopping && ga_waiters_get_count (serving->waiters) < MOST_WAITING;
}

static void
answer_or_wait (GaRequest *request)
{
  Exchange *self = request->owner;
  GSocket *socket = self->connection->socket;

  if (request->job.error == NULL && request->waits)
    {
      if (may_wait (self->serving))
        {
          ga_waiters_add (self->serving->waiters, request, g_socket_get_fd (socket));
          return;
        }
      ga_sync_fail (GA_SYNC_ERROR_SERVER, &request->job.error);
    }
  ga_serving_answer (request);
}

static void
done_cb (GaJob *job)
{
  GaRequest *request = (GaRequest *) job;
  GaHeads *heads = ((Exchange *) request->owner)->serving->heads;

  if (job->error == NULL && request->route->tells_head)
    ga_heads_learn (heads, &request->before, job->tenant, request->new_head, request->new_epoch);
  answer_or_wait (request);
}

static gboolean
has_two (SoupMessageHeaders *headers, const char *name)
{
  const char *list = soup_message_headers_get_list (headers, name);

  return list != NULL && strchr (list, ',') != NULL;
}

/* Of which a number of bytes can be read, without a sign or an overflow. */
static gboolean
has_length (SoupMessageHeaders *headers)
{
  const char *text = soup_message_headers_get_list (headers, "Content-Length");
  guint64 length;

  return text == NULL || (g_ascii_isdigit (*text) &&
                          g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT64, &length, NULL));
}

/* What libsoup 3.2 lets through and a proxy in front may read in another way. */
static gboolean
is_ambiguous (SoupMessageHeaders *headers)
{
  return !has_length (headers) || has_two (headers, "Host") ||
         has_two (headers, "Content-Length") || has_two (headers, "Transfer-Encoding") ||
         (soup_message_headers_get_list (headers, "Content-Length") != NULL &&
          soup_message_headers_get_list (headers, "Transfer-Encoding") != NULL);
}

static char *
find_address (Exchange *self, SoupMessageHeaders *headers)
{
  const char *forwarded = soup_message_headers_get_list (headers, "X-Forwarded-For");
  g_autofree char *address = NULL;
  const char *last;

  if (!self->serving->options->trust_proxy || forwarded == NULL)
    address = ga_connection_get_address (self->connection);
  else
    {
      last = strrchr (forwarded, ',');
      address = g_strstrip (g_strdup (last != NULL ? last + 1 : forwarded));
    }
  return ga_limits_name_address (address);
}

static char *
find_token (SoupMessageHeaders *headers)
{
  const char *text = soup_message_headers_get_one (headers, "Authorization");

  if (text == NULL || g_ascii_strncasecmp (text, "Bearer ", strlen ("Bearer ")) != 0)
    return NULL;
  return g_strstrip (g_strdup (text + strlen ("Bearer ")));
}

static gboolean
takes_gzip (SoupMessageHeaders *headers)
{
  const char *text = soup_message_headers_get_list (headers, "Accept-Encoding");
  GSList *accepted = text != NULL ? soup_header_parse_quality_list (text, NULL) : NULL;
  gboolean takes =
      g_slist_find_custom (accepted, "gzip", (GCompareFunc) g_ascii_strcasecmp) != NULL;

  soup_header_free_list (accepted);
  return takes;
}

static gint64
read_number (GHashTable *query, const char *name)
{
  const char *text = query != NULL ? g_hash_table_lookup (query, name) : NULL;
  gint64 number;

  return text != NULL && g_ascii_string_to_signed (text, 10, 0, G_MAXINT64, &number, NULL) ? number
                                                                                           : -1;
}

/* libsoup reads the last none (`-0`) as all. */
static gboolean
wants_last_none (SoupMessageHeaders *headers, const SoupRange *range)
{
  const char *text = soup_message_headers_get_one (headers, "Range");

  return range->start == 0 && strcspn (text, "-") < strcspn (text, "0123456789");
}

/* Of what is sent, or of what is wanted. */
static void
read_range (GaRequest *request, SoupMessageHeaders *headers)
{
  goffset start, end, total;
  SoupRange *ranges;
  int n;

  request->bad_range = soup_message_headers_get_one (headers, "Content-Range") != NULL;
  if (soup_message_headers_get_content_range (headers, &start, &end, &total))
    {
      request->bad_range = FALSE;
      request->has_range = TRUE;
      request->range_start = start;
      request->range_end = end;
      request->range_total = total;
    }
  else if (soup_message_headers_get_ranges (headers, 0, &ranges, &n))
    {
      request->has_range = n == 1;
      request->range_start = wants_last_none (headers, &ranges[0]) ? G_MAXINT64 : ranges[0].start;
      request->range_end = ranges[0].end;
      soup_message_headers_free_ranges (headers, ranges);
    }
}

static gboolean
check_encoding (GaRequest *request, SoupMessageHeaders *headers)
{
  const char *encoding = soup_message_headers_get_list (headers, "Content-Encoding");

  request->packed = g_strcmp0 (encoding, "gzip") == 0;
  return encoding == NULL || request->packed || g_str_equal (encoding, "identity");
}

static gboolean
check_schema (const GaRoute *route, SoupMessageHeaders *headers)
{
  const char *text = soup_message_headers_get_one (headers, "Gangart-Schema");
  gint64 schema;

  return route->open || (text != NULL && g_ascii_string_to_signed (text, 10, MAX (OLDEST_SCHEMA, 1),
                                                                   G_MAXINT32, &schema, NULL));
}

/* Refuses what can be refused before the body is read. */
static void
check (Exchange *self, GaRequest *request, SoupMessageHeaders *headers)
{
  GaServing *serving = self->serving;
  const GaRoute *route = request->route;
  goffset length = soup_message_headers_get_content_length (headers);
  guint wait = 0;

  if (!check_schema (route, headers))
    refuse (self, GA_SYNC_ERROR_TOO_OLD, 426, 0);
  else if (!route->open && request->token == NULL)
    refuse (self, GA_SYNC_ERROR_EXPIRED, 401, 0);
  else if (!check_encoding (request, headers) || request->bad_range)
    refuse (self, GA_SYNC_ERROR_MALFORMED, 400, 0);
  else if (length > (goffset) route->most)
    refuse (self, GA_SYNC_ERROR_TOO_LARGE, 413, 0);
  else if (!ga_request_reserve (request, 0))
    refuse (self, GA_SYNC_ERROR_SERVER, 503, BUSY_SECONDS);
  else if (route->guarded &&
           (wait = take_limits (&serving->shared, request->address, self->start)) > 0)
    refuse (self, GA_SYNC_ERROR_WAIT, 429, wait);
}

/* What the main thread answers by itself. */
static gboolean
is_plain (SoupServerMessage *message, const char *path)
{
  const char *method = soup_server_message_get_method (message);

  return g_str_equal (path, "/metrics") ||
         (g_str_equal (path, GA_JOIN_PATH) &&
          (g_str_equal (method, "GET") || g_str_equal (method, "HEAD")));
}

static void
got_headers_cb (SoupServer *server,
                SoupServerMessage *message,
                const char *path,
                GHashTable *query,
                gpointer user_data)
{
  Exchange *self = g_object_get_data (G_OBJECT (message), DATA_KEY);
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  g_autofree char *argument = NULL;
  const GaRoute *route;
  gboolean known;

  if (is_ambiguous (headers))
    refuse (self, GA_SYNC_ERROR_MALFORMED, 400, 0);
  else if (self->serving->stopping)
    refuse (self, GA_SYNC_ERROR_SERVER, 503, BUSY_SECONDS);
  if (self->refused || is_plain (message, path))
    return;
  route = ga_routes_find (soup_server_message_get_method (message), path, &argument, &known);
  if (route == NULL)
    {
      refuse_path (self, known || g_str_equal (path, GA_JOIN_PATH) ? 405 : 404);
      return;
    }
  self->route = route->path;
  self->request = ga_request_new (&self->serving->shared, route);
  self->request->owner = self;
  self->request->job.done = done_cb;
  self->request->argument = g_steal_pointer (&argument);
  self->request->token = find_token (headers);
  self->request->address = find_address (self, headers);
  self->request->takes_gzip = takes_gzip (headers);
  self->request->head = read_number (query, "head");
  self->request->epoch = read_number (query, "epoch");
  self->request->seconds = read_number (query, "seconds");
  read_range (self->request, headers);
  check (self, self->request, headers);
}

static void
got_chunk_cb (SoupServerMessage *message, GBytes *chunk, gpointer user_data)
{
  Exchange *self = user_data;
  gsize most = self->request != NULL ? self->request->route->most : 0;

  self->received += g_bytes_get_size (chunk);
  if (!self->refused && self->received > most)
    refuse (self, GA_SYNC_ERROR_TOO_LARGE, 413, 0);
  /* What was only announced takes no room from others. */
  if (!self->refused && !ga_request_reserve (self->request, g_bytes_get_size (chunk)))
    refuse (self, GA_SYNC_ERROR_SERVER, 503, BUSY_SECONDS);
  if (self->received > MOST_THROWN_AWAY)
    ga_connection_cut (self->connection);
}

/* For who asks on the machine itself, and not through a proxy there. */
static void
send_metrics (Exchange *self)
{
  GaServing *serving = self->serving;
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (self->message);
  GaMetricsNow now = { .in_flight = serving->in_flight,
                       .waiting = ga_waiters_get_count (serving->waiters),
                       .reserved = (gsize) g_atomic_pointer_get (&serving->shared.reserved) };
  g_autoptr (GBytes) body = NULL;
  char *text;

  self->route = "/metrics";
  if (soup_message_headers_get_list (headers, "X-Forwarded-For") != NULL ||
      !ga_connection_is_local (self->connection))
    {
      refuse_path (self, 404);
      return;
    }
  ga_workers_get_commits (serving->workers, &now.commits, &now.committed_jobs);
  text = ga_metrics_write (serving->metrics, &now);
  body = g_bytes_new_take (text, strlen (text));
  fill_in (self, 200, body, "text/plain");
}

static void
send_join_page (Exchange *self)
{
  g_autoptr (GBytes) page =
      ga_join_page_get (soup_server_message_get_request_headers (self->message),
                        soup_server_message_get_response_headers (self->message));

  self->route = GA_JOIN_PATH;
  fill_in (self, 200, page, "text/html; charset=utf-8");
}

/* Nearly everybody who asks for news asks where there is none. */
static gboolean
is_known (Exchange *self)
{
  GaRequest *request = self->request;

  if (!request->route->tells_head || request->session == NULL || request->head < 0 ||
      !ga_heads_find (self->serving->heads, request->job.tenant, &request->new_head,
                      &request->new_epoch) ||
      (request->epoch >= 0 && request->epoch != request->new_epoch))
    return FALSE;
  ga_request_answer_or_wait (request);
  return TRUE;
}

static void
submit (Exchange *self)
{
  GaRequest *request = self->request;
  gboolean known;

  request->body = soup_message_body_flatten (soup_server_message_get_request_body (self->message));
  ga_request_begin (request, g_get_monotonic_time ());
  known = is_known (self);
  if (known && !request->waits)
    {
      self->tenant = request->job.tenant;
      send_answer (self, request);
      return;
    }
  soup_server_message_pause (self->message);
  g_object_ref (self->message);
  if (known)
    {
      answer_or_wait (request);
      return;
    }
  if (request->route->tells_head)
    ga_heads_get_state (self->serving->heads, &request->before);
  ga_workers_submit (self->serving->workers, &request->job);
}

static void
got_body_cb (SoupServer *server,
             SoupServerMessage *message,
             const char *path,
             GHashTable *query,
             gpointer user_data)
{
  Exchange *self = g_object_get_data (G_OBJECT (message), DATA_KEY);

  stop_reading (self);
  if (self->request != NULL)
    submit (self);
  else if (g_str_equal (path, GA_JOIN_PATH))
    send_join_page (self);
  else
    send_metrics (self);
}

/* @status: what was answered */
static void
note (Exchange *self, guint status)
{
  GaServing *serving = self->serving;
  gint64 took = g_get_monotonic_time () - self->start;
  const char *method = soup_server_message_get_method (self->message);

  if (self->noted || method == NULL)
    return;
  self->noted = TRUE;
  ga_metrics_add_request (serving->metrics, self->route, status, took, self->received, self->sent);
  ga_server_log_request (serving->log, method, self->route, status, took, self->received,
                         self->sent, self->tenant);
}

static gboolean
may_be_kept (SoupServerMessage *message)
{
  SoupMessageHeaders *asked = soup_server_message_get_request_headers (message);
  SoupMessageHeaders *answered = soup_server_message_get_response_headers (message);

  return soup_server_message_get_http_version (message) == SOUP_HTTP_1_1 &&
         !soup_message_headers_header_contains (asked, "Connection", "close") &&
         !soup_message_headers_header_contains (answered, "Connection", "close");
}

/* The connection goes back to where quiet ones are kept. */
static void
wrote_body_cb (SoupServerMessage *message, gpointer user_data)
{
  Exchange *self = user_data;
  GaConnection *connection;

  note (self, soup_server_message_get_status (message));
  if (!may_be_kept (message))
    return;
  connection = g_steal_pointer (&self->connection);
  g_object_unref (soup_server_message_steal_connection (message));
  ga_connections_keep (connection);
}

/* Within ga_serving_take_connection(). */
static void
started_cb (SoupServer *server, SoupServerMessage *message, gpointer user_data)
{
  GaServing *serving = user_data;
  Exchange *self = g_new0 (Exchange, 1);

  self->serving = serving;
  self->message = message;
  self->connection = g_steal_pointer (&serving->arriving);
  self->route = "other";
  self->start = g_get_monotonic_time ();
  self->link.data = self;
  g_queue_push_tail_link (&serving->reading, &self->link);
  serving->in_flight++;
  g_object_set_data_full (G_OBJECT (message), DATA_KEY, self, free_exchange);
  g_signal_connect (message, "got-chunk", G_CALLBACK (got_chunk_cb), self);
  g_signal_connect (message, "wrote-body", G_CALLBACK (wrote_body_cb), self);
  soup_message_headers_replace (soup_server_message_get_response_headers (message),
                                "Gangart-Protocol", "1");
}

/* Finished or aborted; not for those whose connection is kept. What does not reach a client that
 * left libsoup calls 500: it was answered all the same, or the client had not said all yet. */
static void
ended_cb (SoupServer *server, SoupServerMessage *message, gpointer user_data)
{
  Exchange *self = g_object_get_data (G_OBJECT (message), DATA_KEY);
  guint status = soup_server_message_get_status (message);

  if (status == 500 && self->status != 0)
    status = self->status;
  else if (status == 500 && is_reading (self))
    status = 400;
  note (self, status);
  stop_reading (self);
}

/* To be given to #GaConnections. */
void
ga_serving_take_connection (GaConnection *connection, gpointer user_data)
{
  GaServing *self = user_data;

  self->arriving = connection;
  soup_server_accept_iostream (self->server, connection->stream, connection->local,
                               connection->remote, NULL);
}

void
ga_serving_take_messages (GaServing *self)
{
  soup_server_add_early_handler (self->server, NULL, got_headers_cb, self, NULL);
  soup_server_add_handler (self->server, NULL, got_body_cb, self, NULL);
  g_signal_connect (self->server, "request-started", G_CALLBACK (started_cb), self);
  g_signal_connect (self->server, "request-finished", G_CALLBACK (ended_cb), self);
  g_signal_connect (self->server, "request-aborted", G_CALLBACK (ended_cb), self);
}

void
ga_serving_end_slow_messages (GaServing *self, gint64 start)
{
  Exchange *oldest;

  while ((oldest = g_queue_peek_head (&self->reading)) != NULL && oldest->start <= start)
    {
      stop_reading (oldest);
      ga_connection_cut (oldest->connection);
    }
}
