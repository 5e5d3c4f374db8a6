/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

#include "sync/ga-gzip.h"

/* A server that speaks the protocol as far as a client can tell, in the thread of the test, and can
 * be told to fail. It keeps nothing but what it was sent. */

typedef enum
{
  CANNED_WELL,
  CANNED_SILENT,   /* takes the request, and ends the connection without a word */
  CANNED_CUT,      /* ends it in the middle of an answer */
  CANNED_PORTAL,   /* 200 and a page of HTML */
  CANNED_REDIRECT, /* elsewhere */
  CANNED_BUSY,     /* 429, after two seconds again */
  CANNED_TROUBLE,  /* 500 */
  CANNED_REVOKED,  /* 401 */
  CANNED_LEAVING,  /* 401 to all but a push */
  CANNED_EXPIRED,  /* 401 */
  CANNED_BOMB,     /* zeros without end, packed */
  CANNED_FORKED,   /* 409 */
  CANNED_UNKNOWN,  /* 404, as to a wrong code */
} CannedMood;

typedef struct
{
  SoupServer *server;
  char *url;
  CannedMood mood;
  guint moody;  /* for so many requests but those for tokens; then well again */
  char *access; /* the token that is good */
  int lifetime; /* of the first token, seconds; 0: as a server has it */
  guint renewals;
  char *renewed_client;    /* (nullable): who asked for a token last */
  char *enrolled_client;   /* (nullable): who joined last, or tried to */
  const char *last_access; /* (nullable): given with a refusal of a token */
  guint unheard;           /* so many pushes get no answer */
  gint64 head;
  GPtrArray *pushes; /* bodies, unpacked */
  gint64 pushed_at;  /* monotonic */
  guint pulls;
  guint waits;
  guint elsewhere;
  GPtrArray *paused; /* of SoupServerMessage: those who wait */
  GQueue answers;    /* of char *: to the next pulls */
  GBytes *raw;       /* (nullable): all that a pull gets, headers too, and the connection ends */
  void (*pulled) (gpointer user_data); /* (nullable): called with each pull that is answered */
  gpointer pulled_data;
} Canned;

static inline void
canned_answer (SoupServerMessage *message, guint status, const char *text)
{
  soup_message_headers_replace (soup_server_message_get_response_headers (message),
                                "Gangart-Protocol", "1");
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, text,
                                    strlen (text));
}

/* Answers with so many bytes of @text, of which more are promised; 0: nothing at all. */
static inline void
canned_cut (SoupServerMessage *message, const char *text)
{
  g_autoptr (GIOStream) stream = soup_server_message_steal_connection (message);
  g_autofree char *answer =
      g_strdup_printf ("HTTP/1.1 200 OK\r\nGangart-Protocol: 1\r\nContent-Length: 100000\r\n\r\n%s",
                       text != NULL ? text : "");

  if (text != NULL)
    g_output_stream_write_all (g_io_stream_get_output_stream (stream), answer, strlen (answer),
                               NULL, NULL, NULL);
  g_io_stream_close (stream, NULL, NULL);
}

static inline void
canned_end (SoupServerMessage *message, GBytes *raw)
{
  g_autoptr (GIOStream) stream = soup_server_message_steal_connection (message);

  g_output_stream_write_all (g_io_stream_get_output_stream (stream), g_bytes_get_data (raw, NULL),
                             g_bytes_get_size (raw), NULL, NULL, NULL);
  g_io_stream_close (stream, NULL, NULL);
}

static inline void
canned_bomb (SoupServerMessage *message)
{
  g_autofree char *zeros = g_malloc0 (17 * 1024 * 1024);
  g_autoptr (GBytes) packed = ga_gzip_pack (zeros, 17 * 1024 * 1024, 1);

  canned_answer (message, 200, "");
  soup_message_headers_replace (soup_server_message_get_response_headers (message),
                                "Content-Encoding", "gzip");
  soup_message_body_append_bytes (soup_server_message_get_response_body (message), packed);
}

/* Whether the server's mood was all the answer. */
static inline gboolean
canned_is_moody (Canned *canned, SoupServerMessage *message)
{
  if (canned->mood == CANNED_WELL || canned->moody == 0)
    return FALSE;
  canned->moody--;
  switch (canned->mood)
    {
    case CANNED_SILENT:
      canned_cut (message, NULL);
      break;
    case CANNED_CUT:
      canned_cut (message, "{\"head\": 7, \"epoch\": 1,");
      break;
    case CANNED_PORTAL:
      soup_server_message_set_status (message, 200, NULL);
      soup_server_message_set_response (message, "text/html", SOUP_MEMORY_STATIC, "<p>Welcome</p>",
                                        14);
      break;
    case CANNED_REDIRECT:
      soup_server_message_set_redirect (message, 302, "/elsewhere");
      break;
    case CANNED_BUSY:
      canned_answer (message, 429, "{\"code\": \"wait\", \"message\": \"\"}");
      soup_message_headers_replace (soup_server_message_get_response_headers (message),
                                    "Retry-After", "2");
      break;
    case CANNED_TROUBLE:
      soup_server_message_set_status (message, 500, NULL);
      break;
    case CANNED_REVOKED:
    case CANNED_LEAVING:
      canned_answer (message, 401, "{\"code\": \"revoked\", \"message\": \"\"}");
      break;
    case CANNED_EXPIRED:
      canned_answer (message, 401, "{\"code\": \"expired\", \"message\": \"\"}");
      break;
    case CANNED_BOMB:
      canned_bomb (message);
      break;
    case CANNED_FORKED:
      canned_answer (message, 409, "{\"code\": \"forked\", \"message\": \"\"}");
      break;
    case CANNED_UNKNOWN:
      canned_answer (message, 404, "{\"code\": \"unknown\", \"message\": \"\"}");
      break;
    default:
      g_assert_not_reached ();
    }
  return TRUE;
}

static inline gboolean
canned_knows (Canned *canned, SoupServerMessage *message)
{
  const char *header = soup_message_headers_get_one (
      soup_server_message_get_request_headers (message), "Authorization");
  g_autofree char *wanted = g_strconcat ("Bearer ", canned->access, NULL);

  if (g_strcmp0 (header, wanted) == 0)
    return TRUE;
  canned_answer (message, 401, "{\"code\": \"expired\", \"message\": \"\"}");
  return FALSE;
}

static inline char *
canned_read (SoupServerMessage *message)
{
  g_autoptr (GBytes) body =
      soup_message_body_flatten (soup_server_message_get_request_body (message));
  const char *encoding = soup_message_headers_get_one (
      soup_server_message_get_request_headers (message), "Content-Encoding");
  g_autoptr (GBytes) unpacked = g_strcmp0 (encoding, "gzip") == 0
                                    ? ga_gzip_unpack (body, GA_BODY_MOST_UNPACKED, NULL)
                                    : g_bytes_ref (body);

  return g_strndup (g_bytes_get_data (unpacked, NULL), g_bytes_get_size (unpacked));
}

static inline void
canned_push_cb (SoupServer *server,
                SoupServerMessage *message,
                const char *path,
                GHashTable *query,
                gpointer user_data)
{
  Canned *canned = user_data;
  char *text = canned_read (message);
  g_autoptr (JsonNode) node = json_from_string (text, NULL);
  JsonObject *push = json_node_get_object (node);
  g_autofree char *receipt = NULL;
  gint64 first = canned->head + 1;

  g_ptr_array_add (canned->pushes, text);
  canned->pushed_at = g_get_monotonic_time ();
  if ((canned->mood != CANNED_LEAVING && canned_is_moody (canned, message)) ||
      !canned_knows (canned, message))
    return;
  if (canned->unheard > 0)
    {
      canned->unheard--;
      canned_cut (message, NULL);
      return;
    }
  canned->head += json_array_get_length (json_object_get_array_member (push, "operations"));
  receipt = g_strdup_printf ("{\"number\": %" G_GINT64_FORMAT ", \"first\": %" G_GINT64_FORMAT
                             ", \"head\": %" G_GINT64_FORMAT ", \"covered\": 0, \"now\": "
                             "1790000000000000, \"epoch\": 1, \"answers\": []}",
                             json_object_get_int_member (push, "number"), first, canned->head);
  canned_answer (message, 200, receipt);
}

static inline void
canned_pull_cb (SoupServer *server,
                SoupServerMessage *message,
                const char *path,
                GHashTable *query,
                gpointer user_data)
{
  Canned *canned = user_data;
  g_autofree char *lines = g_strdup_printf (
      "{\"head\": %" G_GINT64_FORMAT ", \"epoch\": 1, \"lineage\": "
      "\"018f0000-0000-7000-8000-000000000001\", \"covered\": 0, \"now\": 1790000000000000, "
      "\"name\": \"\", \"role\": \"host\"}\n{\"more\": false}\n",
      canned->head);
  g_autofree char *next = NULL;

  canned->pulls++;
  if (canned_is_moody (canned, message) || !canned_knows (canned, message))
    return;
  next = g_queue_pop_head (&canned->answers);
  if (canned->raw != NULL)
    canned_end (message, canned->raw);
  else
    canned_answer (message, 200, next != NULL ? next : lines);
  if (canned->pulled != NULL)
    canned->pulled (canned->pulled_data);
}

static inline void
canned_wait_cb (SoupServer *server,
                SoupServerMessage *message,
                const char *path,
                GHashTable *query,
                gpointer user_data)
{
  Canned *canned = user_data;

  canned->waits++;
  if (canned_is_moody (canned, message) || !canned_knows (canned, message))
    return;
  soup_server_message_pause (message);
  g_ptr_array_add (canned->paused, g_object_ref (message));
}

static inline void
canned_token_cb (SoupServer *server,
                 SoupServerMessage *message,
                 const char *path,
                 GHashTable *query,
                 gpointer user_data)
{
  Canned *canned = user_data;
  g_autofree char *answer = NULL;
  g_autofree char *text = canned_read (message);
  g_autoptr (JsonNode) node = json_from_string (text, NULL);

  canned->renewals++;
  g_free (canned->renewed_client);
  canned->renewed_client =
      g_strdup (json_object_get_string_member (json_node_get_object (node), "client"));
  if (canned->mood == CANNED_LEAVING)
    {
      if (canned->last_access != NULL)
        {
          g_free (canned->access);
          canned->access = g_strdup (canned->last_access);
          answer = g_strdup_printf (
              "{\"code\": \"revoked\", \"message\": \"\", \"access\": \"%s\"}", canned->access);
        }
      canned_answer (message, 401,
                     answer != NULL ? answer : "{\"code\": \"revoked\", \"message\": \"\"}");
      return;
    }
  g_free (canned->access);
  canned->access = g_strdup_printf ("access-%u", canned->renewals);
  answer =
      g_strdup_printf ("{\"access\": \"%s\", \"expires_in\": 900, \"refresh\": \"refresh-%u\"}",
                       canned->access, canned->renewals);
  canned_answer (message, 200, answer);
}

static inline void
canned_enrol_cb (SoupServer *server,
                 SoupServerMessage *message,
                 const char *path,
                 GHashTable *query,
                 gpointer user_data)
{
  Canned *canned = user_data;
  g_autofree char *answer = NULL;
  g_autofree char *text = canned_read (message);
  g_autoptr (JsonNode) node = json_from_string (text, NULL);

  g_free (canned->enrolled_client);
  canned->enrolled_client =
      g_strdup (json_object_get_string_member (json_node_get_object (node), "client"));
  if (canned_is_moody (canned, message))
    return;
  g_free (canned->access);
  canned->access = g_strdup ("access-0");
  answer =
      g_strdup_printf ("{\"access\": \"access-0\", \"expires_in\": %d, \"refresh\": \"refresh-0\", "
                       "\"account\": \"018f0000-0000-7000-8000-000000000002\", \"name\": \"Test\", "
                       "\"role\": \"host\", \"lineage\": \"018f0000-0000-7000-8000-000000000001\", "
                       "\"epoch\": 1, \"head\": 0, \"organisation\": \"Gåforbundet\"}",
                       canned->lifetime != 0 ? canned->lifetime : 900);
  canned_answer (message, 200, answer);
}

static inline void
canned_look_cb (SoupServer *server,
                SoupServerMessage *message,
                const char *path,
                GHashTable *query,
                gpointer user_data)
{
  if (!canned_is_moody (user_data, message))
    canned_answer (message, 200,
                   "{\"organisation\": \"Gåforbundet\", \"name\": \"Test\", \"by\": \"\", "
                   "\"role\": \"host\", \"spaces\": [], \"places\": [{\"kommune\": \"Aarhus\", "
                   "\"community\": \"Åstien\"}], \"created\": 0, \"expires\": 0}");
}

static inline void
canned_elsewhere_cb (SoupServer *server,
                     SoupServerMessage *message,
                     const char *path,
                     GHashTable *query,
                     gpointer user_data)
{
  Canned *canned = user_data;

  canned->elsewhere++;
  canned_answer (message, 200, "{}");
}

/* Tells those who wait that the head is @head. */
static inline void
canned_tell (Canned *canned, gint64 head)
{
  g_autofree char *answer = g_strdup_printf ("{\"head\": %" G_GINT64_FORMAT "}", head);

  canned->head = head;
  for (guint i = 0; i < canned->paused->len; i++)
    {
      SoupServerMessage *message = g_ptr_array_index (canned->paused, i);

      canned_answer (message, 200, answer);
      soup_server_message_unpause (message);
    }
  g_ptr_array_set_size (canned->paused, 0);
}

/* @certificate: (nullable): with one it is reached by https */
static inline void
canned_start (Canned *canned, GTlsCertificate *certificate)
{
  g_autoptr (GError) error = NULL;
  GSList *uris;

  canned->server = soup_server_new ("tls-certificate", certificate, NULL);
  canned->pushes = g_ptr_array_new_with_free_func (g_free);
  canned->paused = g_ptr_array_new_with_free_func (g_object_unref);
  canned->access = g_strdup ("none");
  soup_server_add_handler (canned->server, "/v1/push", canned_push_cb, canned, NULL);
  soup_server_add_handler (canned->server, "/v1/pull", canned_pull_cb, canned, NULL);
  soup_server_add_handler (canned->server, "/v1/wait", canned_wait_cb, canned, NULL);
  soup_server_add_handler (canned->server, "/v1/token", canned_token_cb, canned, NULL);
  soup_server_add_handler (canned->server, "/v1/invitation", canned_look_cb, canned, NULL);
  soup_server_add_handler (canned->server, "/v1/enrol", canned_enrol_cb, canned, NULL);
  soup_server_add_handler (canned->server, "/v1/sign-in", canned_enrol_cb, canned, NULL);
  soup_server_add_handler (canned->server, "/elsewhere", canned_elsewhere_cb, canned, NULL);
  soup_server_listen_local (
      canned->server, 0,
      SOUP_SERVER_LISTEN_IPV4_ONLY | (certificate != NULL ? SOUP_SERVER_LISTEN_HTTPS : 0), &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (canned->server);
  canned->url = g_uri_to_string (uris->data);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
}

static inline void
canned_stop (Canned *canned)
{
  g_ptr_array_unref (canned->paused);
  soup_server_disconnect (canned->server);
  g_object_unref (canned->server);
  g_ptr_array_unref (canned->pushes);
  g_queue_clear_full (&canned->answers, g_free);
  g_clear_pointer (&canned->raw, g_bytes_unref);
  g_free (canned->access);
  g_free (canned->renewed_client);
  g_free (canned->enrolled_client);
  g_free (canned->url);
}
