/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/ga-outbox.h"
#include "store/ga-store.h"
#include "sync/ga-pull.h"
#include "sync/ga-push.h"

G_BEGIN_DECLS

/*
 * The four steps of syncing a profile, without a network: the engine and the simulator take them
 * alike. Each is one transaction that ga_store_sync() or ga_store_sync_async() runs on the writer
 * thread. Times are the computer's clock in UTC microseconds. Bodies are JSON, not packed. Errors
 * are of %GA_SYNC_ERROR and of the store.
 */

/**
 * GaSyncAhead: the push after the one that is on its way; zeros where there is none.
 * @operations: of which @body was made
 * @body: (nullable): what to send, which whoever holds this may pack
 * @made: when that was
 */
typedef struct
{
  GaOutboxPart part;
  GPtrArray *operations;
  GBytes *body;
  gint64 made;
} GaSyncAhead;

void ga_sync_ahead_clear (GaSyncAhead *self);

/**
 * ga_sync_look_ahead:
 * @ahead: (inout): what it makes is for ga_sync_prepare_push() once the server has answered
 *
 * Makes what is sent next while the push that was prepared last is on its way, where its act goes
 * on in another.
 */
gboolean
ga_sync_look_ahead (GaTransaction *transaction, gint64 now, GaSyncAhead *ahead, GError **error);

/**
 * ga_sync_prepare_push:
 * @ahead: (inout) (nullable): what ga_sync_look_ahead() made, or empty; then only `part.more` of
 *   the push is told
 * @files: (out) (optional) (transfer full) (element-type utf8): the SHA-256 of each file that it
 *   names; set where something is returned
 *
 * Returns: (transfer full) (nullable): what to send to `/v1/push`; the same again until it is
 *   settled. %NULL without an error when nothing waits.
 */
GBytes *ga_sync_prepare_push (
    GaTransaction *transaction, gint64 now, GaSyncAhead *ahead, GPtrArray **files, GError **error);

/**
 * ga_sync_settle_push:
 *
 * Takes in the receipt: what was accepted is acknowledged, what was merged or refused becomes what
 * the server has, and the values that lost are kept as conflicts.
 */
gboolean ga_sync_settle_push (
    GaTransaction *transaction, const char *text, gsize length, gint64 now, GError **error);

/* Returns: (transfer full): what to send to `/v1/pull` */
GBytes *ga_sync_prepare_pull (GaTransaction *transaction, GError **error);

/* Of an answer to a pull: rows are the lines that are arrays. */
gint64 ga_sync_count_rows (GBytes *body);

/**
 * ga_sync_apply_pull:
 * @more: (out): whether to pull again at once
 *
 * Takes in an answer, or as much of it as came whole, with the cursors. What is edited here and not
 * sent stays on the screen.
 */
gboolean ga_sync_apply_pull (GaTransaction *transaction,
                             const char *text,
                             gsize length,
                             gint64 now,
                             gboolean *more,
                             GError **error);

/**
 * ga_sync_take_refusal:
 * @code: what the server answered instead: %GA_SYNC_ERROR_EXPECT, _FORKED, _EPOCH, _REWOUND,
 *   _REVOKED …
 * @text: the body, with its details
 * @again: (out): whether it is worth trying again at once
 *
 * Sets the profile right: a new client id for a copied profile, the new epoch with what the server
 * lost marked as unsent, the names purged after a revocation.
 */
gboolean ga_sync_take_refusal (GaTransaction *transaction,
                               GaSyncError code,
                               const char *text,
                               gsize length,
                               gboolean *again,
                               GError **error);

/**
 * ga_sync_is_due_for_cleaning:
 *
 * Whether something was purged or erased whose last traces (free pages, log, backups) are still on
 * the disk; ga_sync_clean() removes them, outside a transaction, on the writer thread.
 */
gboolean ga_sync_is_due_for_cleaning (GaReader *reader);
gboolean ga_sync_clean (GaStore *store, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GaSyncAhead, ga_sync_ahead_clear)

G_END_DECLS
