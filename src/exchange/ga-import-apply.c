/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "exchange/ga-exchange-error.h"
#include "exchange/ga-import-private.h"
#include "store/ga-series.h"

/* What was read and planned is written. */

/* Somebody may have written the same one since the file was read. */
static gboolean
find_same_now (
    GaTransaction *transaction, const GaRecord *record, GaId *id, gboolean *there, GError **error)
{
  GaReader *reader = ga_transaction_get_reader (transaction);
  g_autoptr (GPtrArray) same = NULL;

  *there = FALSE;
  same = ga_reader_same (reader, record, error);
  if (same == NULL)
    return FALSE;
  *there = same->len > 0;
  if (*there)
    *id = *ga_record_get_id (g_ptr_array_index (same, 0));
  return TRUE;
}

static gboolean
apply_venue (GaTransaction *transaction, GaPlanned *planned, gboolean changed, GError **error)
{
  gboolean there = FALSE;
  GaId id;

  if (planned->venue == NULL || ga_record_is_stored (planned->venue))
    return TRUE;
  if (changed && !find_same_now (transaction, planned->venue, &id, &there, error))
    return FALSE;
  if (!there)
    return ga_transaction_put (transaction, planned->venue, error);
  ga_record_set_reference (planned->record, "venue", &id);
  return TRUE;
}

static gboolean
is_there_now (GaTransaction *transaction, const GaPlanned *planned, gboolean *there, GError **error)
{
  const GaRecord *record = planned->record;
  GaId id;
  g_autoptr (GaRecord) found = NULL;
  g_autoptr (GError) local = NULL;

  if (!planned->has_id)
    return find_same_now (transaction, record, &id, there, error);
  found = ga_reader_find (ga_transaction_get_reader (transaction), ga_record_get_entity (record),
                          ga_record_get_id (record), &local);
  *there = found != NULL;
  if (found != NULL || g_error_matches (local, GA_STORE_ERROR, GA_STORE_ERROR_MISSING))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
apply_one (GaImport *self,
           GaTransaction *transaction,
           GaPlanned *planned,
           gboolean changed,
           GError **error)
{
  g_autoptr (GaRecord) fresh = NULL;
  g_autoptr (GaRecord) merged = NULL;
  gboolean there = FALSE;

  if (!apply_venue (transaction, planned, changed, error))
    return FALSE;
  if (planned->update)
    {
      fresh = ga_reader_find (ga_transaction_get_reader (transaction), self->entity,
                              ga_record_get_id (planned->record), error);
      if (fresh == NULL)
        return FALSE;
      merged = ga_import_merge (fresh, planned->record, planned->given);
      return ga_series_check_one (ga_transaction_get_reader (transaction), fresh, merged, error) &&
             ga_transaction_put (transaction, merged, error);
    }
  if (changed && !is_there_now (transaction, planned, &there, error))
    return FALSE;
  if (!there)
    return ga_transaction_put (transaction, planned->record, error);
  self->counts.created--;
  self->counts.duplicates++;
  return TRUE;
}

static gboolean
refuse_problems (GaImport *self, GError **error)
{
  g_set_error (error, GA_EXCHANGE_ERROR, GA_EXCHANGE_ERROR_PROBLEMS,
               ngettext ("Nothing was imported, because there is %u problem in the file.",
                         "Nothing was imported, because there are %u problems in the file.",
                         self->counts.problems),
               self->counts.problems);
  return FALSE;
}

/**
 * ga_import_apply_within:
 *
 * As ga_import_apply(), as a part of another act. Writer thread.
 */
gboolean
ga_import_apply_within (GaImport *self, GaTransaction *transaction, GError **error)
{
  gboolean changed = ga_reader_last_change (ga_transaction_get_reader (transaction)) != self->seen;

  if (!ga_import_can_apply (self))
    return refuse_problems (self, error);
  for (guint i = 0; i < self->planned->len; i++)
    {
      GaPlanned *planned = &g_array_index (self->planned, GaPlanned, i);
      g_autoptr (GError) local = NULL;

      if (i % GA_IMPORT_ROWS_A_LOOK == 0)
        {
          ga_import_tell_progress (self->progress, (double) i / (double) self->planned->len);
          if (ga_transaction_is_cancelled (transaction, error))
            return FALSE;
        }
      if (apply_one (self, transaction, planned, changed, &local))
        continue;
      if (local->domain == GA_MODEL_ERROR)
        g_set_error (error, GA_MODEL_ERROR, local->code, _ ("Row %1$u: %2$s"), planned->row,
                     local->message);
      else
        g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  ga_import_tell_progress (self->progress, 1);
  return TRUE;
}

static gboolean
apply_body (GaTransaction *transaction, gpointer user_data, GError **error)
{
  return ga_import_apply_within (user_data, transaction, error);
}

/**
 * ga_import_apply:
 *
 * Writes what ga_import_read() planned, all of it or nothing. Blocks; once.
 *
 * Returns: the act, for undo; 0 with @error set
 */
gint64
ga_import_apply (GaImport *self, GaStore *store, GError **error)
{
  gint64 act = ga_store_transact (store, N_ ("Import"), apply_body, self, error);

  self->applied = act > 0;
  return act;
}

/**
 * ga_import_apply_async:
 *
 * As ga_import_apply(), without waiting.
 */
void
ga_import_apply_async (GaImport *self,
                       GaStore *store,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  ga_store_transact_async (store, N_ ("Import"), apply_body, ga_import_ref (self),
                           (GDestroyNotify) ga_import_unref, cancellable, callback, user_data);
}

gint64
ga_import_apply_finish (GaImport *self, GaStore *store, GAsyncResult *result, GError **error)
{
  gint64 act = ga_store_transact_finish (store, result, error);

  self->applied = act > 0;
  return act;
}
