/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/client/ga-server-link.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>
#include <netinet/in.h>
#include <netinet/tcp.h>

#include "model/ga-schema.h"
#include "sync/ga-gzip.h"
#include "sync/ga-json-scanner.h"

#define PROTOCOL         "1"
#define TOO_MANY         429 /* libsoup has no name for it */
#define TIMEOUT_SECONDS  75  /* the server lets wait for 50 */
#define CONNECTING_MS    10000
#define SILENCE_MS       30000
#define STRANGER_MS      60000 /* those who wait for it sit there */
#define WINDOW_MS        60000 /* in which a member's request makes some way */
#define WINDOW_BYTES     4096  /* a link of the poorest kind takes ten times that */
#define ANSWER_MS        90000 /* the server lets wait for 50 s */
#define PACK_FROM_BYTES  1024
#define PACK_LEVEL       3
#define PIECE_BYTES      (64 * 1024)
#define MOST_RETRY_AFTER 3600

struct _GaServerLink
{
  GObject parent;

  GUri *uri;
  SoupSession *session;
  guint stranger_ms;
  guint window_ms;
  guint answer_ms;
};

G_DEFINE_FINAL_TYPE (GaServerLink, ga_server_link, G_TYPE_OBJECT)

/* A request on its way; data of its task. */
typedef struct
{
  SoupMessage *message;
  GBytes *body;
  GInputStream *stream;
  GByteArray *read;
  gboolean is_file;
  GCancellable *cancellable; /* of the request: it ends with the caller's, or with its time */
  GCancellable *caller;      /* (nullable) */
  gulong caller_handler;
  guint limit_source;
  gsize moved;        /* bytes since the limit was set */
  gboolean makes_way; /* it may go on where enough of them have */
  gboolean is_member;
  gboolean is_late;
} Request;

static void
request_free (Request *request)
{
  g_clear_object (&request->message);
  g_clear_pointer (&request->body, g_bytes_unref);
  g_clear_object (&request->stream);
  g_clear_pointer (&request->read, g_byte_array_unref);
  g_clear_handle_id (&request->limit_source, g_source_remove);
  g_cancellable_disconnect (request->caller, request->caller_handler);
  g_clear_object (&request->caller);
  g_clear_object (&request->cancellable);
  g_free (request);
}

void
ga_server_answer_free (GaServerAnswer *self)
{
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self);
}

/* The tree of an answer; the strict scanner has looked at it first. */
static JsonNode *
read_json (GBytes *body, GError **error)
{
  gsize length;
  const char *text = g_bytes_get_data (body, &length);
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();

  if (length == 0)
    return json_node_new (JSON_NODE_NULL);
  if (!ga_json_scanner_check (text, length, NULL) ||
      !json_parser_load_from_data (parser, text, (gssize) length, NULL) ||
      json_parser_get_root (parser) == NULL)
    {
      ga_sync_fail (GA_SYNC_ERROR_MALFORMED, error);
      return NULL;
    }
  return json_node_ref (json_parser_get_root (parser));
}

JsonNode *
ga_server_answer_read (GaServerAnswer *self, GError **error)
{
  if (self->refused || self->cut)
    {
      ga_sync_fail (self->refused ? self->code : GA_SYNC_ERROR_OFFLINE, error);
      return NULL;
    }
  return read_json (self->body, error);
}

JsonNode *
ga_server_answer_read_object (GaServerAnswer *self, GError **error)
{
  g_autoptr (JsonNode) node = ga_server_answer_read (self, error);

  if (node == NULL || JSON_NODE_HOLDS_OBJECT (node))
    return g_steal_pointer (&node);
  ga_sync_fail (GA_SYNC_ERROR_MALFORMED, error);
  return NULL;
}

JsonNode *
ga_server_answer_read_refusal (const GaServerAnswer *self)
{
  g_autoptr (JsonNode) node = self->refused && !self->cut ? read_json (self->body, NULL) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? g_steal_pointer (&node) : NULL;
}

static gboolean
is_local (GUri *uri)
{
  const char *host = g_uri_get_host (uri);
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  return g_ascii_strcasecmp (host, "localhost") == 0 ||
         (address != NULL && g_inet_address_get_is_loopback (address));
}

/* (transfer full): where everything that is asked for lies below: the page of an invitation lies
 * there, too, so its address will do. */
static char *
make_folder (GUri *uri)
{
  g_autofree char *text = g_uri_to_string (uri);
  GString *folder = g_string_new (text);

  while (g_str_has_suffix (folder->str, "/"))
    g_string_truncate (folder, folder->len - 1);
  if (g_str_has_suffix (folder->str, "/join"))
    g_string_truncate (folder, folder->len - strlen ("/join"));
  g_string_append_c (folder, '/');
  return g_string_free (folder, FALSE);
}

char *
ga_server_link_check_url (const char *url, GError **error)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (url));
  g_autoptr (GUri) uri = g_uri_parse (trimmed, SOUP_HTTP_URI_FLAGS, NULL);
  const char *scheme = uri != NULL ? g_uri_get_scheme (uri) : NULL;
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  if (host == NULL || *host == '\0' ||
      (!g_str_equal (scheme, "http") && !g_str_equal (scheme, "https")) ||
      g_uri_get_userinfo (uri) != NULL || g_uri_get_query (uri) != NULL ||
      g_uri_get_fragment (uri) != NULL)
    {
      g_set_error_literal (error, GA_SYNC_ERROR, GA_SYNC_ERROR_NOT_ALLOWED,
                           _ ("This is no address of a server. Write it as it stands in the "
                              "invitation, such as https://gangart.example/."));
      return NULL;
    }
  if (g_str_equal (scheme, "http") && !is_local (uri))
    {
      g_set_error_literal (error, GA_SYNC_ERROR, GA_SYNC_ERROR_NOT_ALLOWED,
                           _ ("The address of the server must begin with https://, so that nobody "
                              "on the way can read along."));
      return NULL;
    }
  return make_folder (uri);
}

gboolean
ga_server_link_is_local (GaServerLink *self)
{
  return is_local (self->uri);
}

/* Sets the error of the protocol for one of the network. */
static void
return_failure (GTask *task, GError *error)
{
  const Request *request = g_task_get_task_data (task);
  GaSyncError code = GA_SYNC_ERROR_OFFLINE;
  GError *ours = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) && !request->is_late)
    {
      g_task_return_error (task, error);
      return;
    }
  if (g_error_matches (error, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE) ||
      g_error_matches (error, G_TLS_ERROR, G_TLS_ERROR_CERTIFICATE_REQUIRED))
    code = GA_SYNC_ERROR_CERTIFICATE;
  else if (g_error_matches (error, G_TLS_ERROR, G_TLS_ERROR_NOT_TLS))
    code = GA_SYNC_ERROR_FOREIGN;
  g_debug ("No answer: %s", error->message);
  g_error_free (error);
  ga_sync_fail (code, &ours);
  g_task_return_error (task, ours);
}

static void
fail (GTask *task, GaSyncError code)
{
  GError *error = NULL;

  ga_sync_fail (code, &error);
  g_task_return_error (task, error);
}

static guint
get_retry_after (SoupMessage *message)
{
  const char *text =
      soup_message_headers_get_one (soup_message_get_response_headers (message), "Retry-After");
  guint64 seconds;

  if (text == NULL || !g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT32, &seconds, NULL))
    return 0;
  return (guint) MIN (seconds, MOST_RETRY_AFTER);
}

/* What a status means that comes without a code of ours. */
static GaSyncError
code_from_status (guint status)
{
  if (status == TOO_MANY)
    return GA_SYNC_ERROR_WAIT;
  /* A HEAD has no code. */
  if (status == SOUP_STATUS_UNAUTHORIZED)
    return GA_SYNC_ERROR_EXPIRED;
  if (status >= 500)
    return GA_SYNC_ERROR_SERVER;
  if (status == SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE)
    return GA_SYNC_ERROR_TOO_LARGE;
  return GA_SYNC_ERROR_MALFORMED;
}

/* Trouble may be told by what stands before the server: its words are not believed. */
static GaSyncError
find_code (guint status, GBytes *body)
{
  g_autoptr (JsonNode) node = status == TOO_MANY || status >= 500 ? NULL : read_json (body, NULL);
  JsonNode *member = node != NULL && JSON_NODE_HOLDS_OBJECT (node)
                         ? json_object_get_member (json_node_get_object (node), "code")
                         : NULL;
  GaSyncError code;

  if (member != NULL && json_node_get_value_type (member) == G_TYPE_STRING &&
      ga_sync_error_from_code (json_node_get_string (member), &code))
    return code;
  return code_from_status (status);
}

static gint64
get_have (SoupMessage *message)
{
  const char *text =
      soup_message_headers_get_one (soup_message_get_response_headers (message), "Gangart-Have");
  gint64 have;

  return text != NULL && g_ascii_string_to_signed (text, 10, 0, G_MAXINT64, &have, NULL) ? have
                                                                                         : -1;
}

static void
return_answer (GTask *task, gboolean cut)
{
  Request *request = g_task_get_task_data (task);
  guint status = soup_message_get_status (request->message);
  GaServerAnswer *answer = g_new0 (GaServerAnswer, 1);

  answer->body = g_byte_array_free_to_bytes (g_steal_pointer (&request->read));
  answer->cut = cut;
  answer->retry_after = get_retry_after (request->message);
  answer->have = get_have (request->message);
  answer->refused = !SOUP_STATUS_IS_SUCCESSFUL (status);
  if (answer->refused)
    answer->code = find_code (status, answer->body);
  g_task_return_pointer (task, answer, (GDestroyNotify) ga_server_answer_free);
}

static gboolean
late_cb (gpointer user_data)
{
  Request *request = user_data;

  if (request->makes_way && request->moved >= WINDOW_BYTES)
    {
      request->moved = 0;
      return G_SOURCE_CONTINUE;
    }
  request->limit_source = 0;
  request->is_late = TRUE;
  g_cancellable_cancel (request->cancellable);
  return G_SOURCE_REMOVE;
}

static void
set_limit (Request *request, guint most_ms, gboolean makes_way)
{
  g_clear_handle_id (&request->limit_source, g_source_remove);
  request->moved = 0;
  request->makes_way = makes_way;
  request->limit_source = g_timeout_add (most_ms, late_cb, request);
}

static void
wrote_body_data_cb (SoupMessage *message, guint length, GTask *task)
{
  Request *request = g_task_get_task_data (task);

  request->moved += length;
}

static void
wrote_body_cb (SoupMessage *message, GTask *task)
{
  GaServerLink *self = g_task_get_source_object (task);
  Request *request = g_task_get_task_data (task);

  /* Some answer before they have heard all. */
  if (request->read == NULL)
    set_limit (request, self->answer_ms, FALSE);
}

static void read_on (GTask *task);

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Request *request = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) piece =
      g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);

  if (piece == NULL)
    {
      /* What has come counts, as where the connection breaks off. */
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) &&
          !(request->is_late && request->is_member))
        return_failure (task, g_steal_pointer (&error));
      else
        return_answer (task, TRUE);
      return;
    }
  if (g_bytes_get_size (piece) == 0)
    {
      return_answer (task, FALSE);
      return;
    }
  if (request->read->len + g_bytes_get_size (piece) > GA_ANSWER_MOST_BYTES)
    {
      fail (task, GA_SYNC_ERROR_TOO_LARGE);
      return;
    }
  g_byte_array_append (request->read, g_bytes_get_data (piece, NULL),
                       (guint) g_bytes_get_size (piece));
  request->moved += g_bytes_get_size (piece);
  read_on (g_steal_pointer (&task));
}

/* Takes @task over. */
static void
read_on (GTask *task)
{
  Request *request = g_task_get_task_data (task);

  g_input_stream_read_bytes_async (request->stream, PIECE_BYTES, G_PRIORITY_DEFAULT,
                                   request->cancellable, read_cb, task);
}

/* A server's trouble is told by what stands before it, too. */
static gboolean
is_ours (SoupMessage *message)
{
  const char *protocol = soup_message_headers_get_one (soup_message_get_response_headers (message),
                                                       "Gangart-Protocol");
  guint status = soup_message_get_status (message);

  return g_strcmp0 (protocol, PROTOCOL) == 0 || status == TOO_MANY || status >= 500;
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GaServerLink *self = g_task_get_source_object (task);
  Request *request = g_task_get_task_data (task);
  GError *error = NULL;

  request->stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (request->stream == NULL)
    {
      return_failure (task, error);
      return;
    }
  if (!is_ours (request->message))
    {
      fail (task, GA_SYNC_ERROR_FOREIGN);
      return;
    }
  request->read = g_byte_array_new ();
  if (request->is_member)
    set_limit (request, self->window_ms, TRUE);
  read_on (g_steal_pointer (&task));
}

/* JSON does not begin so. */
static gboolean
is_packed (GBytes *body)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (body, &length);

  return length > 1 && data[0] == 0x1f && data[1] == 0x8b;
}

GBytes *
ga_server_link_pack (GBytes *body)
{
  gsize length;
  const char *data = g_bytes_get_data (body, &length);

  return length > PACK_FROM_BYTES && !is_packed (body) ? ga_gzip_pack (data, length, PACK_LEVEL)
                                                       : g_bytes_ref (body);
}

static void
send_request (GTask *task)
{
  GaServerLink *self = g_task_get_source_object (task);
  Request *request = g_task_get_task_data (task);
  SoupMessageHeaders *headers = soup_message_get_request_headers (request->message);

  if (request->body != NULL)
    soup_message_set_request_body_from_bytes (
        request->message, request->is_file ? "application/octet-stream" : "application/json",
        request->body);
  if (request->body != NULL && !request->is_file && is_packed (request->body))
    soup_message_headers_append (headers, "Content-Encoding", "gzip");
  soup_session_send_async (self->session, request->message, G_PRIORITY_DEFAULT,
                           request->cancellable, sent_cb, task);
}

static void
pack_thread_cb (GTask *packing, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_task_return_pointer (packing, ga_server_link_pack (task_data), (GDestroyNotify) g_bytes_unref);
}

static void
packed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Request *request = g_task_get_task_data (task);
  GBytes *packed = g_task_propagate_pointer (G_TASK (result), NULL);

  if (packed != NULL)
    {
      g_bytes_unref (request->body);
      request->body = packed;
    }
  send_request (task);
}

/* What is sent and reaches nobody is given up sooner than an answer is that takes its time. It is
 * sent again ever more rarely, so that after so long a silence it is under way for half of that
 * still when the server is back; and a poor mobile link that says nothing for 10 or 20 seconds goes
 * on where it was. A connection that is being made has nothing to go on with. */
static void
network_event_cb (SoupMessage *message,
                  GSocketClientEvent event,
                  GIOStream *stream,
                  gpointer user_data)
{
  if (event == G_SOCKET_CLIENT_CONNECTING || event == G_SOCKET_CLIENT_CONNECTED)
    g_socket_set_option (g_socket_connection_get_socket (G_SOCKET_CONNECTION (stream)), IPPROTO_TCP,
                         TCP_USER_TIMEOUT,
                         event == G_SOCKET_CLIENT_CONNECTING ? CONNECTING_MS : SILENCE_MS, NULL);
}

static void
caller_cancelled_cb (GCancellable *caller, GCancellable *cancellable)
{
  g_cancellable_cancel (cancellable);
}

/* A member's request may take as long as a poor link needs, as long as it makes some way: first
 * what is sent, then, after a while for the answer to begin, what comes. What is asked without a
 * token is a few words each way. So nobody is kept for ever by a server that lets its words drip.
 */
static void
set_limits (GTask *task, GCancellable *caller, gboolean is_member)
{
  GaServerLink *self = g_task_get_source_object (task);
  Request *request = g_task_get_task_data (task);

  request->cancellable = g_cancellable_new ();
  request->is_member = is_member;
  if (caller != NULL)
    {
      request->caller = g_object_ref (caller);
      request->caller_handler =
          g_cancellable_connect (caller, G_CALLBACK (caller_cancelled_cb),
                                 g_object_ref (request->cancellable), g_object_unref);
    }
  set_limit (request, is_member ? self->window_ms : self->stranger_ms, is_member);
  if (!is_member)
    return;
  g_signal_connect_object (request->message, "wrote-body-data", G_CALLBACK (wrote_body_data_cb),
                           task, 0);
  g_signal_connect_object (request->message, "wrote-body", G_CALLBACK (wrote_body_cb), task, 0);
}

static SoupMessage *
make_message (GaServerLink *self, const char *method, const char *path, const char *access)
{
  g_autoptr (GUri) uri = g_uri_parse_relative (self->uri, path + 1, SOUP_HTTP_URI_FLAGS, NULL);
  SoupMessage *message = soup_message_new_from_uri (method, uri);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  g_autofree char *schema = g_strdup_printf ("%d", GA_SCHEMA_VERSION);
  g_autofree char *bearer = access != NULL ? g_strconcat ("Bearer ", access, NULL) : NULL;

  /* What a member asks may come twice, a push too: the server knows its number. The code of an
   * invitation serves once. */
  soup_message_set_flags (message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_DO_NOT_USE_AUTH_CACHE |
                                       (access != NULL ? SOUP_MESSAGE_IDEMPOTENT : 0));
  g_signal_connect (message, "network-event", G_CALLBACK (network_event_cb), NULL);
  soup_message_headers_append (headers, "Gangart-Schema", schema);
  if (bearer != NULL)
    soup_message_headers_append (headers, "Authorization", bearer);
  return message;
}

static void
set_range (SoupMessage *message, const GaServerRange *range)
{
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  gint64 last = range->start + range->length - 1;

  if (range->total > 0)
    soup_message_headers_set_content_range (headers, range->start, last, range->total);
  else
    soup_message_headers_set_range (headers, range->start, last);
}

/**
 * ga_server_link_send_async:
 * @path: from the root of the server, such as `/v1/push`
 */
void
ga_server_link_send_async (GaServerLink *self,
                           const char *method,
                           const char *path,
                           const char *access,
                           GBytes *body,
                           const GaServerRange *range,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task;
  Request *request;

  g_return_if_fail (GA_IS_SERVER_LINK (self));
  g_return_if_fail (path[0] == '/');

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, ga_server_link_send_async);
  request = g_new0 (Request, 1);
  request->message = make_message (self, method, path, access);
  request->body = body != NULL ? g_bytes_ref (body) : NULL;
  request->is_file = range != NULL;
  if (range != NULL)
    set_range (request->message, range);
  g_task_set_task_data (task, request, (GDestroyNotify) request_free);
  set_limits (task, cancellable, access != NULL);
  if (body != NULL && range == NULL && !is_packed (body) &&
      g_bytes_get_size (body) > PACK_FROM_BYTES)
    {
      g_autoptr (GTask) packing = g_task_new (self, NULL, packed_cb, task);

      g_task_set_task_data (packing, g_bytes_ref (body), (GDestroyNotify) g_bytes_unref);
      g_task_run_in_thread (packing, pack_thread_cb);
    }
  else
    send_request (task);
}

/**
 * ga_server_link_send_finish:
 *
 * Returns: (transfer full) (nullable): what the server said, were it a refusal; %NULL when there is
 *   no word of it
 */
GaServerAnswer *
ga_server_link_send_finish (GaServerLink *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
ga_server_link_dispose (GObject *object)
{
  GaServerLink *self = GA_SERVER_LINK (object);

  if (self->session != NULL)
    soup_session_abort (self->session);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (ga_server_link_parent_class)->dispose (object);
}

static void
ga_server_link_finalize (GObject *object)
{
  g_uri_unref (GA_SERVER_LINK (object)->uri);
  G_OBJECT_CLASS (ga_server_link_parent_class)->finalize (object);
}

static void
ga_server_link_class_init (GaServerLinkClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ga_server_link_dispose;
  G_OBJECT_CLASS (klass)->finalize = ga_server_link_finalize;
}

static void
ga_server_link_init (GaServerLink *self)
{
  self->stranger_ms = STRANGER_MS;
  self->window_ms = WINDOW_MS;
  self->answer_ms = ANSWER_MS;
  self->session =
      soup_session_new_with_options ("timeout", TIMEOUT_SECONDS, "idle-timeout", TIMEOUT_SECONDS,
                                     "user-agent", "gangart/" GA_VERSION, NULL);
}

/**
 * ga_server_link_new:
 * @url: as ga_server_link_check_url() gave it
 */
GaServerLink *
ga_server_link_new (const char *url)
{
  GaServerLink *self = g_object_new (GA_TYPE_SERVER_LINK, NULL);
  g_autofree char *folder =
      g_str_has_suffix (url, "/") ? g_strdup (url) : g_strconcat (url, "/", NULL);

  self->uri = g_uri_parse (folder, SOUP_HTTP_URI_FLAGS, NULL);
  return self;
}

void
ga_server_link_set_patience (GaServerLink *self, guint most_ms)
{
  self->stranger_ms = self->window_ms = self->answer_ms = most_ms;
}
