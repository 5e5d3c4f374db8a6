/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "store/ga-membership.h"
#include "store/ga-store.h"
#include "sync/client/ga-token-store.h"

G_BEGIN_DECLS

/**
 * GaSyncState:
 * @GA_SYNC_ALONE: the profile has joined no server
 * @GA_SYNC_OFFLINE: no network; nothing is tried until there is one
 * @GA_SYNC_SENDING, @GA_SYNC_RECEIVING: at work
 * @GA_SYNC_UP_TO_DATE: everything is sent and received; waiting for others' changes
 * @GA_SYNC_RETRYING: the server cannot be reached; tried again by itself
 * @GA_SYNC_ELSEWHERE: another program on this profile does it
 * @GA_SYNC_STOPPED: somebody has to act; ga_sync_engine_get_reason() says how
 */
typedef enum
{
  GA_SYNC_ALONE,
  GA_SYNC_OFFLINE,
  GA_SYNC_SENDING,
  GA_SYNC_RECEIVING,
  GA_SYNC_UP_TO_DATE,
  GA_SYNC_RETRYING,
  GA_SYNC_ELSEWHERE,
  GA_SYNC_STOPPED,
} GaSyncState;

/**
 * GaSyncEngine:
 *
 * Keeps a profile and its server together: sends what waits, receives, then waits for news
 * (`/v1/wait`). Main thread; nothing in it blocks. One engine at a time works on a profile (a lock
 * file); another stands by. Errors are of %GA_SYNC_ERROR, with a sentence to show.
 *
 * Signal `changed`: state, counts or reason are others now. Main thread.
 */
#define GA_TYPE_SYNC_ENGINE (ga_sync_engine_get_type ())
G_DECLARE_FINAL_TYPE (GaSyncEngine, ga_sync_engine, GA, SYNC_ENGINE, GObject)

GaSyncEngine *ga_sync_engine_new (GaStore *store, GaTokenStore *tokens);
/* Works by itself from now on, and until stopped; to be stopped before the store is closed. */
void ga_sync_engine_start (GaSyncEngine *self);
void ga_sync_engine_stop (GaSyncEngine *self);

GaSyncState ga_sync_engine_get_state (GaSyncEngine *self);
gint64 ga_sync_engine_get_waiting (GaSyncEngine *self);      /* operations to send */
gboolean ga_sync_engine_is_due (GaSyncEngine *self);         /* whether any of them now */
gint64 ga_sync_engine_get_done (GaSyncEngine *self);         /* of those, in this round */
gint64 ga_sync_engine_get_received (GaSyncEngine *self);     /* rows, in this round */
const char *ga_sync_engine_get_reason (GaSyncEngine *self);  /* (nullable): a sentence */
gint64 ga_sync_engine_get_last_contact (GaSyncEngine *self); /* UTC microseconds; 0: never */
GaSyncError ga_sync_engine_get_reason_code (GaSyncEngine *self);

/* Sends and receives once, now. %FALSE with the reason if not everything could be sent. */
void ga_sync_engine_sync_async (GaSyncEngine *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean ga_sync_engine_sync_finish (GaSyncEngine *self, GAsyncResult *result, GError **error);

/* As whom what an invitation gives may be asked once more (ga-code-look.h). */
char *ga_sync_engine_dup_client (GaSyncEngine *self);

/* Joins a server with an invitation. @passphrase may be %NULL. */
void ga_sync_engine_join_async (GaSyncEngine *self,
                                const char *url,
                                const char *code,
                                const char *passphrase,
                                const char *device,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
/* Signs in to an account that is there, on a further computer. */
void ga_sync_engine_sign_in_async (GaSyncEngine *self,
                                   const char *url,
                                   const char *account,
                                   const char *passphrase,
                                   const char *device,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
void ga_sync_engine_sign_in_again_async (GaSyncEngine *self,
                                         const char *passphrase,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
/* Ends all three. */
gboolean ga_sync_engine_join_finish (GaSyncEngine *self, GAsyncResult *result, GError **error);

/* A request of the account's own, such as inviting (docs/sync-protocol.md): @body and what comes
 * back are JSON. */
void ga_sync_engine_ask_async (GaSyncEngine *self,
                               const char *method,
                               const char *path,
                               JsonNode *body,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
JsonNode *ga_sync_engine_ask_finish (GaSyncEngine *self, GAsyncResult *result, GError **error);

/* Fetches the file of an attachment, unless it is here. Small ones come by themselves. */
void ga_sync_engine_fetch_async (GaSyncEngine *self,
                                 const char *sha256,
                                 gint64 size,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean ga_sync_engine_fetch_finish (GaSyncEngine *self, GAsyncResult *result, GError **error);

G_END_DECLS
