/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "store/ga-store.h"
#include "sync/ga-sync-error.h"

G_BEGIN_DECLS

/*
 * Whether all that a profile holds may go along where it joins. What an access may not share would
 * leave the lists and become things to look at, so whoever has it here is told before anything is
 * used up or changed. Main thread; nothing blocks.
 */

/* @gift: (nullable): what an invitation or a sign-in would give (docs/sync-protocol.md); %NULL:
 *   nothing, to find out whether there is anything at all that would be sent
 * @invited: with an invitation, which is not used up yet */
void ga_joining_check_async (GaStore *store,
                             JsonObject *gift,
                             gboolean invited,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
/* Returns: %FALSE with %GA_SYNC_ERROR_APART and a sentence that says what may not be shared, or
 * with an error of #GaStoreError */
gboolean ga_joining_check_finish (GAsyncResult *result, GError **error);

G_END_DECLS
