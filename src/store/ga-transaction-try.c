/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ga-search-queue.h"
#include "store/ga-transaction-private.h"

static void
shorten (GArray *array, guint length)
{
  if (array != NULL && array->len > length)
    g_array_set_size (array, length);
}

gboolean
ga_transaction_try (
    GaTransaction *self, GaTransactFunc func, gpointer user_data, GError **refused, GError **error)
{
  GaDb *db = ga_transaction_get_db (self);
  GaSearchQueue *queue = ga_db_get_search_queue (db);
  GArray *shared = ga_transaction_get_shared (self);
  GArray *parts = ga_transaction_get_parts (self);
  guint n_shared = shared->len, n_parts = parts != NULL ? parts->len : 0;

  if (!ga_search_queue_write (queue, db, error) || !ga_db_exec (db, "SAVEPOINT one", error))
    return FALSE;
  if (func (self, user_data, refused))
    return ga_db_exec (db, "RELEASE one", error);
  ga_search_queue_drop (queue);
  shorten (shared, n_shared);
  shorten (parts, n_parts);
  return ga_db_exec (db, "ROLLBACK TO one; RELEASE one", error);
}
