/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/ga-db.h"

G_BEGIN_DECLS

/**
 * GaSearchQueue:
 *
 * What the search index has still to learn of the rows written in this transaction. The triggers
 * put it here, and it is written before the commit: written from a trigger, the index would make a
 * segment of its own for every row, which takes longer than all the rest of an import. On the
 * thread that has the connection; errors are of %GA_STORE_ERROR.
 */

void ga_search_queue_add (GaSearchQueue *self, char operation, gint64 rowid, GString *words);
gboolean ga_search_queue_is_long (GaSearchQueue *self);
void ga_search_queue_drop (GaSearchQueue *self);
gboolean ga_search_queue_write (GaSearchQueue *self, GaDb *db, GError **error);

G_END_DECLS
