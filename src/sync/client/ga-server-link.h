/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "sync/ga-sync-error.h"

G_BEGIN_DECLS

/**
 * GaServerLink:
 *
 * Requests to one server over HTTP, and what it answered (docs/sync-protocol.md). Certificates are
 * checked, redirects are not followed, and an answer that is not a gangart-server's is no answer.
 * Main thread; nothing blocks. What is sent is packed on another thread, unless it is already.
 *
 * Errors: %GA_SYNC_ERROR_OFFLINE, _CERTIFICATE, _FOREIGN, _TOO_LARGE; %G_IO_ERROR_CANCELLED.
 */
#define GA_TYPE_SERVER_LINK (ga_server_link_get_type ())
G_DECLARE_FINAL_TYPE (GaServerLink, ga_server_link, GA, SERVER_LINK, GObject)

#define GA_ANSWER_MOST_BYTES (16 * 1024 * 1024)

/**
 * GaServerAnswer:
 * @refused: it is no answer but a refusal, of which @code says why
 * @retry_after: seconds that the server asks for before the next try; 0: it does not say
 * @body: unpacked
 * @cut: the connection broke off within the body
 * @have: bytes of a file that the server has; -1: it does not say
 */
typedef struct
{
  gboolean refused;
  GaSyncError code;
  guint retry_after;
  GBytes *body;
  gboolean cut;
  gint64 have;
} GaServerAnswer;

/**
 * GaServerRange: a part of a file.
 * @total: bytes of the whole; 0 where a part is asked for
 */
typedef struct
{
  gint64 start;
  gint64 length;
  gint64 total;
} GaServerRange;

void ga_server_answer_free (GaServerAnswer *self);
/* (transfer full) (nullable): what was answered, whole, null for nothing; else the refusal, or what
 * is wrong with it, as an error. */
JsonNode *ga_server_answer_read (GaServerAnswer *self, GError **error);
JsonNode *ga_server_answer_read_object (GaServerAnswer *self, GError **error);
/* (transfer full) (nullable): the object that a refusal is; %NULL if it is none */
JsonNode *ga_server_answer_read_refusal (const GaServerAnswer *self);

/* (transfer full) (nullable): @url as it is kept, with a / at its end: a server may lie below a
 * path. %GA_SYNC_ERROR_NOT_ALLOWED with a sentence for one that will not do. Only a server on this
 * very computer may do without TLS. */
char *ga_server_link_check_url (const char *url, GError **error);

GaServerLink *ga_server_link_new (const char *url);
/* Whether the server is this very computer, which is reached without a network. */
gboolean ga_server_link_is_local (GaServerLink *self);

/* How long a request without a token may take as a whole, and one with a token make no way or wait
 * for its answer, for tests; a minute else, and an answer half a minute more. */
void ga_server_link_set_patience (GaServerLink *self, guint most_ms);

/* @body, packed where that is worth it; (transfer full). Any thread. */
GBytes *ga_server_link_pack (GBytes *body);

/* @access: (nullable): a token. @body: (nullable): JSON, packed or not; with @range (nullable) a
 * part of a file */
void ga_server_link_send_async (GaServerLink *self,
                                const char *method,
                                const char *path,
                                const char *access,
                                GBytes *body,
                                const GaServerRange *range,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
GaServerAnswer *
ga_server_link_send_finish (GaServerLink *self, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GaServerAnswer, ga_server_answer_free)

G_END_DECLS
