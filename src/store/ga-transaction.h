/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ga-work.h"
#include "store/ga-reader.h"

G_BEGIN_DECLS

/**
 * GaTransaction:
 *
 * One act of the user, on the writer thread, between BEGIN and COMMIT. Handed to the function given
 * to ga_store_transact(); whatever that function writes is validated, captured in the change log,
 * counted, indexed and undone as one. When it returns %FALSE nothing has happened. It implements
 * #GaWork, so descriptor rules write through it too.
 *
 * Errors are of %GA_MODEL_ERROR where a record is not right, else of %GA_STORE_ERROR: _MISSING
 * where it is gone, _REFUSED where others depend on it or the server would not let the account
 * (ga_reader_may()); ga_transaction_is_cancelled() sets
 * %G_IO_ERROR_CANCELLED.
 */
#define GA_TYPE_TRANSACTION (ga_transaction_get_type ())
G_DECLARE_FINAL_TYPE (GaTransaction, ga_transaction, GA, TRANSACTION, GObject)

GaReader *ga_transaction_get_reader (GaTransaction *self);
gboolean ga_transaction_put (GaTransaction *self, GaRecord *record, GError **error);
gboolean ga_transaction_rebase (GaTransaction *self,
                                GaRecord *record,
                                const GaRecord *base,
                                const char **field,
                                GError **error);
gboolean
ga_transaction_delete (GaTransaction *self, const GaEntity *entity, const GaId *id, GError **error);
gboolean ga_transaction_fill (GaTransaction *self, GaRecord *record, GError **error);
gboolean
ga_transaction_set_mark (GaTransaction *self, const char *name, const char *value, GError **error);
void ga_transaction_postpone_parts (GaTransaction *self);
gboolean ga_transaction_check_parts (GaTransaction *self, GError **error);
gboolean ga_transaction_is_cancelled (GaTransaction *self, GError **error);

G_END_DECLS
