/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ga-attendance.h"
#include "model/ga-operation.h"
#include "model/ga-space-sum.h"
#include "store/ga-transaction.h"

G_BEGIN_DECLS

/**
 * GaInbox:
 *
 * Puts what comes from the server into the file, below what waits to be sent. For one transaction
 * on the writer thread; its functions follow the lines of an answer, and ga_inbox_finish() ends it.
 */
typedef struct _GaInbox GaInbox;

/* @bulk: too much to be named row by row in the change log; everything counts as changed instead */
GaInbox *ga_inbox_new (GaTransaction *transaction, gboolean bulk, GError **error);
void ga_inbox_free (GaInbox *self);

/* What follows is of this space. @fresh: it comes from its beginning. */
gboolean ga_inbox_enter (GaInbox *self, const GaSpace *space, gboolean fresh, GError **error);
gboolean ga_inbox_put (GaInbox *self, const GaRow *row, GError **error);
gboolean ga_inbox_take_out (
    GaInbox *self, const GaEntity *entity, const GaId *id, gint64 revision, GError **error);
/* The row is not in this space any more, and perhaps in another. */
gboolean ga_inbox_leave (
    GaInbox *self, const GaEntity *entity, const GaId *id, gint64 revision, GError **error);
gboolean ga_inbox_erase (GaInbox *self, const GaEntity *entity, const GaId *id, GError **error);
/* What the server counted, where the names are not here. @named below 0: small, and not told */
gboolean ga_inbox_put_total (
    GaInbox *self, const GaId *meeting, gint64 revision, gint64 named, GError **error);
gboolean ga_inbox_put_month (GaInbox *self, const GaMonthCount *month, GError **error);
gboolean ga_inbox_keep_cursor (GaInbox *self, const char *cursor, GError **error);
/* @head: up to where the answer goes. A sum that differs in the end has the space come afresh. */
gboolean ga_inbox_end_space (
    GaInbox *self, const char *cursor, const GaSpaceSum *sum, gint64 head, GError **error);
gboolean ga_inbox_drop (GaInbox *self, const GaSpace *space, gint64 now, GError **error);
gboolean ga_inbox_name_account (GaInbox *self, gint64 account, const char *name, GError **error);
/* Whether a space that is to go is kept yet: what others do there does not come. */
gboolean ga_inbox_has_put_off (GaInbox *self);
/* Whether to pull once more at once, whatever the answer said. */
gboolean ga_inbox_asks_again (GaInbox *self);
/* @complete: there is no more to come for now */
gboolean ga_inbox_finish (GaInbox *self, gboolean complete, GError **error);

/* The cursors to ask with. */
typedef void (*GaCursorFunc) (const GaSpace *space, const char *cursor, gpointer user_data);
gboolean ga_inbox_list_cursors (GaTransaction *transaction,
                                GaCursorFunc func,
                                gpointer user_data,
                                GError **error);
/* Every space comes afresh; nothing that is here counts above @fork. */
gboolean ga_inbox_reload_everything (GaTransaction *transaction, gint64 fork, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GaInbox, ga_inbox_free)

G_END_DECLS
