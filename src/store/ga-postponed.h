/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ga-operation.h"
#include "store/ga-db.h"

G_BEGIN_DECLS

/*
 * Private to the store: changes that a restored server had lost. Everybody sends them again, in any
 * order; what is about something that somebody else has yet to bring is put off until then, and
 * with it what was done to the same record since. It is tried again whenever something has come,
 * and given up after a month. So is a document whose file the server does not take while it is
 * here, but tried again after an hour, and not given up. On the writer thread, within a
 * transaction; times are the server's clock.
 */

/* Condition on a row `c` of `change` that waits: it may be sent. */
#define GA_POSTPONED_NOT                                                                      \
  "NOT EXISTS (SELECT 1 FROM postponed p JOIN change e ON e.number = p.number WHERE p.waits " \
  "AND p.entity = c.entity AND p.id = c.id AND p.number <= c.number AND e.acked IS NULL)"

/* A server that was restored has lost what lies above @fork. */
gboolean ga_postponed_begin (GaDb *db, gint64 fork, GError **error);
/* Puts off a change that was refused with @code, where that is worth it. */
gboolean ga_postponed_add (GaDb *db,
                           const GaOperation *operation,
                           const char *code,
                           gint64 now,
                           gboolean *postponed,
                           GError **error);
/* Something has come; it is tried again with the next new push. */
gboolean ga_postponed_wake (GaDb *db, GError **error);
/* What waits for whatever is tried now. */
gboolean ga_postponed_wake_everything (GaDb *db, GError **error);
/* Nothing comes any more, but it was long enough. */
gboolean ga_postponed_wake_old (GaDb *db, gint64 now, GError **error);
/* A new push is made: what was woken goes with it. */
gboolean ga_postponed_release (GaDb *db, GError **error);
/* Whether something in @space may have to be sent once more though the server took it: it was
 * restored not long ago, and no backup has it yet. What it knows then of who may see what is not
 * all yet. */
gboolean ga_postponed_needs_space (
    GaDb *db, const GaSpace *space, gint64 number, gint64 now, gboolean *needs, GError **error);
/* Whether the server did not take the file of a record that waits; any thread. */
gboolean ga_postponed_waits_for_room (GaDb *db, const GaEntity *entity, const GaId *id);
/* Forgets what was sent. */
gboolean ga_postponed_tidy (GaDb *db, GError **error);
/* Whether any of the @waiting changes is to be sent as soon as possible. */
gboolean ga_postponed_is_any_due (GaDb *db, gint64 waiting, gboolean *due, GError **error);

G_END_DECLS
