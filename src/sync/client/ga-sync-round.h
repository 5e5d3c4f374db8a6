/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/ga-store.h"
#include "sync/client/ga-server-account.h"

G_BEGIN_DECLS

/*
 * One round of syncing: what waits is sent until nothing does, then what others did is received
 * until there is no more. Receiving does not depend on sending: a push that fails is told in the
 * end. Refusals are taken in (ga_sync_take_refusal()), and what they ask for is done. Main thread.
 */

typedef enum
{
  GA_SYNC_SEND = 1 << 0,
  GA_SYNC_RECEIVE = 1 << 1,
} GaSyncParts;

/* Called before each part of it, and after each step. @received: rows so far */
typedef void (*GaSyncProgressFunc) (GaSyncParts part, gint64 received, gpointer user_data);

/* @progress_data: freed with @progress_free when done */
void ga_sync_round_async (GaStore *store,
                          GaServerAccount *account,
                          GaSyncParts parts,
                          GaSyncProgressFunc progress,
                          gpointer progress_data,
                          GDestroyNotify progress_free,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
/* @retry_after: (out): seconds that the server asks for before the next try; 0: it does not say */
gboolean ga_sync_round_finish (GAsyncResult *result, guint *retry_after, GError **error);

G_END_DECLS
