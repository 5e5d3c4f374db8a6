/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/ga-store.h"
#include "sync/client/ga-server-account.h"

G_BEGIN_DECLS

/*
 * The files of attachments on their way, in parts, each side going on from what the other has.
 * What was cut off is gone on with, at whichever byte. Main thread; nothing blocks.
 *
 * Errors are those of #GaServerAccount and of the store; a refusal is its code with the usual
 * sentence: %GA_SYNC_ERROR_TOO_LARGE where the server has no more room, %GA_SYNC_ERROR_UNKNOWN
 * where it has no such file for the account.
 */

/* @retry_after: (out): seconds that the server asks for before the next try; 0: it does not say */

void ga_file_send_async (GaStore *store,
                         GaServerAccount *account,
                         const char *sha256,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data);
/* %GA_SYNC_ERROR_UNKNOWN where the file is not here, too. */
gboolean ga_file_send_finish (GAsyncResult *result, guint *retry_after, GError **error);

/* @size: bytes of the whole. What is here already, and sound, is not fetched. */
void ga_file_receive_async (GaStore *store,
                            GaServerAccount *account,
                            const char *sha256,
                            gint64 size,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
gboolean ga_file_receive_finish (GAsyncResult *result, guint *retry_after, GError **error);

G_END_DECLS
