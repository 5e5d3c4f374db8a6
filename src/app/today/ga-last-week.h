/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/ga-store.h"

G_BEGIN_DECLS

/**
 * GaLastWeek: how many walks were held, and how many came, from Monday to Sunday of last week.
 * Asked for on the main thread, read on a pool thread; (transfer full), free with g_free(). Errors
 * are of %GA_STORE_ERROR, or %G_IO_ERROR_CANCELLED.
 */
typedef struct
{
  guint walks;
  guint came;
} GaLastWeek;

void ga_last_week_read_async (GaStore *store,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
GaLastWeek *ga_last_week_read_finish (GaStore *store, GAsyncResult *result, GError **error);

G_END_DECLS
