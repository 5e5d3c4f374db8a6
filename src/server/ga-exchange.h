/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/ga-database.h"
#include "server/ga-session.h"
#include "sync/ga-pull.h"
#include "sync/ga-push.h"

G_BEGIN_DECLS

/*
 * What the server does with a push and a pull, without HTTP: the simulator calls it as the routes
 * do. Errors are of %GA_SYNC_ERROR, to be answered as such (with @detail: the members that go with
 * it, such as `"expect":17`, without braces), or of %GA_SQL_ERROR, to be answered 500 or tried
 * again. A worker thread's.
 */

/**
 * ga_exchange_push:
 * @sql: a writer, within a transaction or a savepoint; the caller commits before it answers
 * @text: the push, unpacked
 * @now: the server's clock, UTC microseconds
 * @head: (out): the newest revision after it, for those who wait
 * @detail: (out) (nullable) (transfer full)
 *
 * Returns: (transfer full) (nullable): the receipt as JSON, from the store of receipts if the push
 *   has been here before
 */
GBytes *ga_exchange_push (GaSql *sql,
                          GaSchema *schema,
                          const GaSession *session,
                          const char *text,
                          gsize length,
                          gint64 now,
                          gint64 *head,
                          char **detail,
                          GError **error);

/**
 * ga_exchange_pull:
 * @sql: a reader (or counts, see #GaSession) within a snapshot
 * @names: (out) (optional) (nullable) (transfer full): where rows of names were sent, what
 *   ga_audit_add() is to keep of that on a writer, as the detail of the action `read names`
 *
 * Returns: (transfer full) (nullable): the answer's lines, some 2 MiB at most
 */
GBytes *ga_exchange_pull (GaSql *sql,
                          GaSchema *schema,
                          const GaSession *session,
                          const char *text,
                          gsize length,
                          gint64 now,
                          char **names,
                          char **detail,
                          GError **error);

gboolean
ga_exchange_get_head (GaSql *sql, gint64 tenant, gint64 *head, gint64 *epoch, GError **error);

G_END_DECLS
