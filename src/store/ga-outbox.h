/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ga-operation.h"
#include "store/ga-transaction.h"

G_BEGIN_DECLS

/*
 * What waits to be sent: the changes without `acked`, in order. On the writer thread, within a
 * transaction.
 */

/* Whether records of the kind are sent at all: not those that everybody ships. */
gboolean ga_outbox_takes (const GaEntity *entity);

/**
 * GaOutboxPart: what goes in one push.
 * @more: the act goes on in the next
 * @operations: (element-type GaOperation) (nullable): %NULL when nothing waits
 */
typedef struct
{
  gint64 number;
  gint64 head;
  gboolean more;
  GPtrArray *operations;
} GaOutboxPart;

void ga_outbox_part_clear (GaOutboxPart *self);

/**
 * ga_outbox_look_ahead:
 *
 * What comes after the part that was prepared last, where its act goes on; no operations otherwise.
 * Nothing is written down: it is for ga_outbox_prepare() once the server has that part.
 */
gboolean ga_outbox_look_ahead (GaTransaction *transaction,
                               guint most_operations,
                               gsize most_bytes,
                               GaOutboxPart *part,
                               GError **error);

/**
 * ga_outbox_prepare:
 * @part: (inout): what ga_outbox_look_ahead() gave, or empty
 *
 * Takes what is next, acts whole, and writes down under which number, so that it is the same again
 * until it is settled or renumbered.
 */
gboolean ga_outbox_prepare (GaTransaction *transaction,
                            guint most_operations,
                            gsize most_bytes,
                            GaOutboxPart *part,
                            GError **error);

/* The SHA-256 of each file that @operations name; (transfer full) (element-type utf8) */
GPtrArray *ga_outbox_list_files (GPtrArray *operations);

/* The server expects @number: pushes are numbered anew from there. */
gboolean ga_outbox_renumber (GaTransaction *transaction, gint64 number, GError **error);
/* A server that was restored has lost what lies beyond @fork: it is sent again, and pushes are
 * numbered from 1. */
gboolean ga_outbox_rewind (GaTransaction *transaction, gint64 fork, GError **error);
/* How much waits, counted anew where much depends on it. */
gboolean ga_outbox_count (GaTransaction *transaction, gint64 *waiting, GError **error);
/* Something has come: what was postponed is sent once more. */
gboolean ga_outbox_wake (GaTransaction *transaction, GError **error);
/* So is what waits for anything else. */
gboolean ga_outbox_wake_everything (GaTransaction *transaction, GError **error);
/* So is, for the last time, what is postponed for too long, and what the server had no room for a
 * while ago. @now: the server's clock */
gboolean ga_outbox_wake_old (GaTransaction *transaction, gint64 now, GError **error);

/* What the profile holds and the server has not yet waits from now on. */
gboolean ga_outbox_take_everything (GaTransaction *transaction, GError **error);
/* Records that had been this computer's own, as whole ones; @records holds #GaOutboxRecord. */
gboolean ga_outbox_take_records (GaTransaction *transaction, GArray *records, GError **error);
/* No server any more: nothing waits, and no record is anybody else's. */
gboolean ga_outbox_forget (GaTransaction *transaction, GError **error);

typedef struct
{
  const GaEntity *entity;
  GaId id;
} GaOutboxRecord;

/**
 * GaSettling: taking in the answer to a push, operation by operation and in order, then
 * ga_settling_finish().
 */
typedef struct _GaSettling GaSettling;

/* The parts up to @number; (nullable): %NULL without an error when they are settled already.
 * @values: read what the operations set, too, without which they can only be accepted */
GaSettling *
ga_settling_begin (GaTransaction *transaction, gint64 number, gboolean values, GError **error);
void ga_settling_free (GaSettling *self);
/* A part that the server keeps until the rest has come. */
gboolean ga_settling_keep (GaTransaction *transaction, gint64 number, GError **error);
/* (transfer none) (element-type GaOperation) */
GPtrArray *ga_settling_get_operations (GaSettling *self);
gboolean ga_settling_accept (GaSettling *self,
                             const GaOperation *operation,
                             gint64 revision,
                             GError **error);
/* @row: (nullable): as the server has it */
gboolean ga_settling_merge (GaSettling *self,
                            const GaOperation *operation,
                            gint64 revision,
                            const char *const *lost,
                            const GaRow *row,
                            GError **error);
/* Whether what was refused is sent once more when more has come, as after a restore of the server.
 * @now: the server's clock */
gboolean ga_settling_postpone (GaSettling *self,
                               const GaOperation *operation,
                               const char *code,
                               gint64 now,
                               gboolean *postponed,
                               GError **error);
gboolean ga_settling_refuse (GaSettling *self,
                             const GaOperation *operation,
                             gint64 revision,
                             const char *code,
                             const GaRow *row,
                             GError **error);
/* It is kept on the server, for others to decide about; here is again what the server has. */
gboolean ga_settling_quarantine (GaSettling *self,
                                 const GaOperation *operation,
                                 gint64 revision,
                                 const GaRow *row,
                                 GError **error);
/* @first: revision of the first operation. Where nobody else did anything meanwhile, cursors pass
 * over what was just sent. */
gboolean ga_settling_finish (GaSettling *self, gint64 first, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GaSettling, ga_settling_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GaOutboxPart, ga_outbox_part_clear)

G_END_DECLS
