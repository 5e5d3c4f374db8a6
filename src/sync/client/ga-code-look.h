/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "sync/client/ga-server-link.h"

G_BEGIN_DECLS

/* What the code of an invitation gives, asked of the server that made it before anybody agrees to
 * it; nothing is used up. Main thread; nothing blocks. Errors are of %GA_SYNC_ERROR, with a
 * sentence to show. */

/* @client: (nullable): the profile that asks, to which a code tells the same after it has used it
 */
void ga_code_look_async (const char *url,
                         const char *code,
                         const char *client,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data);
/* (transfer full) (nullable): an object, as docs/sync-protocol.md describes it */
JsonNode *ga_code_look_finish (GAsyncResult *result, GError **error);

/* Says what whoever waits for the answer of a server can do about there being none.
 * @answer: (nullable) */
void ga_code_look_explain (const GaServerAnswer *answer, GError **error);

G_END_DECLS
