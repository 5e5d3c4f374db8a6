/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ga-space.h"
#include "store/ga-db.h"
#include "store/ga-store.h"

G_BEGIN_DECLS

typedef enum
{
  GA_ACT_EDIT = 1,
  GA_ACT_UNDO = 2,
  GA_ACT_REDO = 3,
  GA_ACT_SYNC = 4, /* what others did, as the server tells it; neither undone nor sent */
  GA_ACT_JOIN = 5, /* what comes of joining, such as sending what was here already; not undone */
  GA_ACT_KEEP = 6, /* what the program does by itself; sent, and not undone */
} GaActKind;

/* The one function that every change goes through: begin, rows with capture, rollups and search,
 * the act, commit. Writer thread. Errors are of %GA_STORE_ERROR, or those of @func. @leaves_trace:
 * (out): whether it has done anything that others are to be told of */
gboolean ga_transaction_run (GaDb *db,
                             GaReader *reader,
                             GaActKind kind,
                             const char *label,
                             GaTransactFunc func,
                             gpointer user_data,
                             GCancellable *cancellable,
                             gint64 *act,
                             gboolean *leaves_trace,
                             GError **error);
/* Of what was written when it was allowed. */
void ga_transaction_allow_everything (GaTransaction *self);
/* Others are told, though the change log shows nothing. */
void ga_transaction_note_trace (GaTransaction *self);

GaDb *ga_transaction_get_db (GaTransaction *self);
gint64 ga_transaction_get_act (GaTransaction *self);

/* Rows without rules, for undo and for filling a file: space, cascade of the space, and the row. */
gboolean ga_transaction_write (GaTransaction *self,
                               GaRecord *record,
                               const GaRecord *before,
                               GError **error);
gboolean
ga_transaction_remove (GaTransaction *self, const GaEntity *entity, const GaId *id, GError **error);
/* What is asked in the end: (transfer none) (nullable), set by ga_transaction_postpone_parts(). */
GArray *ga_transaction_get_parts (GaTransaction *self);
/* @parts: (transfer full) (nullable) */
void ga_transaction_take_parts (GaTransaction *self, GArray *parts);
/* (transfer none) (element-type GaOutboxRecord): were this computer's own and are not any more */
GArray *ga_transaction_get_shared (GaTransaction *self);

/* ga-transaction-try.c */
/* One of several that takes none of the others with it: where @func fails, nothing of it has
 * happened, and @refused: (out) says why; the act goes on. %FALSE with @error: it does not. */
gboolean ga_transaction_try (
    GaTransaction *self, GaTransactFunc func, gpointer user_data, GError **refused, GError **error);

/* ga-transaction-referring.c */
/* Of two records of one thing: what the one that stays does not say itself, it takes over. */
void ga_transaction_fill_gaps (GaRecord *stays, const GaRecord *goes);

/* ga-transaction-parts.c */
/* Whether a record may stand beside the others, @before: (nullable) of which it has become; its
 * error names the field. */
/* Of one that was deleted and is there again: what is asked of a new one alone it was asked once.
 */
gboolean
ga_transaction_judge_restored (GaTransaction *self, const GaRecord *record, GError **error);
gboolean ga_transaction_judge (GaTransaction *self,
                               const GaRecord *record,
                               const GaRecord *before,
                               GError **error);

/* ga-transaction-fill.c */
gboolean ga_transaction_count_restore (GaTransaction *self, GError **error);

/* ga-transaction-referring.c */
gboolean ga_transaction_move_children (GaTransaction *self, const GaRecord *record, GError **error);
gboolean ga_transaction_is_needed (GaTransaction *self,
                                   const GaRecord *record,
                                   gboolean *needed,
                                   GError **error);
gboolean ga_transaction_holds_names (GaTransaction *self, const GaRecord *record, GError **error);
gboolean ga_transaction_merge (GaTransaction *self,
                               const GaEntity *entity,
                               const GaId *goes,
                               const GaId *stays,
                               GError **error);

/* ga-walker-merge.c */
gboolean ga_walker_merge_be_new_once (GaTransaction *transaction,
                                      const GaId *participant,
                                      const GaId *first,
                                      GError **error);

/* ga-undo.c */
gboolean ga_undo_find (GaDb *db, gint64 wanted, gint64 *act, char **label, GError **error);
gboolean ga_redo_find (GaDb *db, gint64 *act, char **label, GError **error);
gboolean ga_undo_apply (GaTransaction *self, gint64 act, guint *kept, GError **error);
gboolean ga_redo_apply (GaTransaction *self, gint64 act, guint *kept, GError **error);

/* ga-space.c */
gboolean ga_space_number (GaDb *db, const GaSpace *space, gint64 *number, GError **error);
gboolean ga_space_from_number (GaDb *db, gint64 number, GaSpace *space, GError **error);
gboolean
ga_space_of_row (GaDb *db, const GaEntity *entity, const GaId *id, gint64 *number, GError **error);
gboolean ga_space_is_held (GaDb *db, const GaSpace *space, gboolean *held, GError **error);

G_END_DECLS
