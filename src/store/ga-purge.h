/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ga-space.h"
#include "store/ga-store.h"

G_BEGIN_DECLS

/*
 * Taking things out so that nothing of them stays: rows, their history, what search knows. First
 * within a transaction; what then is left in free pages, in the log and in backups goes with
 * ga_purge_clean(). Purging is not undone.
 */

/* @space: what is there at the time, and the conflicts about it */
gboolean ga_purge_space (GaTransaction *transaction, const GaSpace *space, GError **error);
gboolean ga_purge_record (GaTransaction *transaction,
                          const GaEntity *entity,
                          const GaId *id,
                          GError **error);
/* Everything that others may have had a part in. */
gboolean ga_purge_everything (GaTransaction *transaction, GError **error);

gboolean ga_purge_is_due (GaReader *reader);
/* Blocking, on any thread but the writer's; %GA_STORE_ERROR_BUSY while another program reads. */
gboolean ga_purge_clean (GaStore *store, GError **error);

G_END_DECLS
