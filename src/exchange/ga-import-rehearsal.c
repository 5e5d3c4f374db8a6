/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "exchange/ga-import-private.h"
#include "model/ga-judging.h"

typedef struct
{
  GaImport *import;
  gboolean done;
} Rehearsal;

/* As it will be written, in a copy: the record itself is still to come. */
static gboolean
put_copy (GaImport *self, GaTransaction *transaction, const GaPlanned *planned, GError **error)
{
  g_autoptr (GaRecord) fresh = NULL;
  g_autoptr (GaRecord) record = NULL;

  if (planned->update)
    {
      fresh = ga_reader_find (ga_transaction_get_reader (transaction), self->entity,
                              ga_record_get_id (planned->record), error);
      if (fresh == NULL)
        return FALSE;
      record = ga_import_merge (fresh, planned->record, planned->given);
    }
  else
    record = ga_record_copy (planned->record);
  return ga_transaction_put (transaction, record, error);
}

static void
complain (GaImport *self, const GaPlanned *planned, const GError *error)
{
  GaImportProblem *problem = g_new0 (GaImportProblem, 1);

  problem->row = planned->row;
  problem->message = g_strdup_printf (_ ("Row %1$u: %2$s"), planned->row, error->message);
  ga_import_note_problem (self, problem);
  if (planned->update)
    self->counts.updated--;
  else
    self->counts.created--;
}

static gboolean
rehearse_body (GaTransaction *transaction, gpointer user_data, GError **error)
{
  Rehearsal *rehearsal = user_data;
  GaImport *self = rehearsal->import;

  for (guint i = 0; i < self->planned->len;)
    {
      const GaPlanned *planned = &g_array_index (self->planned, GaPlanned, i);
      g_autoptr (GError) local = NULL;

      if (ga_transaction_is_cancelled (transaction, error))
        return FALSE;
      if (put_copy (self, transaction, planned, &local))
        i++;
      else if (local->domain == GA_MODEL_ERROR)
        {
          complain (self, planned, local);
          g_array_remove_index (self->planned, i);
        }
      else
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
    }
  rehearsal->done = TRUE;
  /* What was only tried is taken back. */
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "");
  return FALSE;
}

/**
 * ga_import_rehearse:
 *
 * Asks the rules about other records, which only a transaction can: writes everything, notes the
 * rows that are refused as problems, and takes all of it back. Does nothing for an entity without
 * such rules. Blocks.
 *
 * Returns: whether it could be tried
 */
gboolean
ga_import_rehearse (GaImport *self, GaStore *store, GError **error)
{
  Rehearsal rehearsal = { self, FALSE };
  g_autoptr (GError) local = NULL;

  if (!ga_judging_has_rules (self->entity))
    return TRUE;
  ga_store_transact (store, N_ ("Import"), rehearse_body, &rehearsal, &local);
  if (rehearsal.done)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}
