/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/ga-session.h"
#include "sync/ga-push.h"

G_BEGIN_DECLS

/*
 * What the server remembers of a client's pushes, so that each counts once: the number it is at,
 * the answers it was given, and parts of an act that is still coming. Errors are of %GA_SQL_ERROR.
 */

/* Answers are kept this long, in pushes of the client. */
#define GA_RECEIPTS_KEPT 100
/* An act may come in this many pushes. */
#define GA_PARTS_MOST 256
/* What may wait of an account's acts, all together: an import of 50,000 walks is some 30 MiB. */
#define GA_PARTS_MOST_BYTES (64 * 1024 * 1024)
/* Parts wait so long for the rest. */
#define GA_PARTS_SECONDS G_GINT64_CONSTANT (86400)

#define GA_DIGEST_SIZE 32

/**
 * GaClient:
 * @account: whose it is; 0: new
 * @last_number: of its pushes in @epoch
 * @epoch: of its last push; 0: none, or not known
 * @written: when the newest operation of its pushes was, as far as is known; UTC microseconds, 0:
 * none yet
 */
typedef struct
{
  gint64 account;
  gint64 last_number;
  gint64 epoch;
  gint64 written;
} GaClient;

/* Of what a push wants, not of what may differ when it is sent again. */
void ga_push_digest (const GaPush *push, guint8 digest[GA_DIGEST_SIZE]);

gboolean ga_receipts_find_client (
    GaSql *sql, gint64 tenant, const GaId *id, GaClient *client, GError **error);
/* Numbers begin at 1 again in a new epoch: what was answered before does not count any more. */
gboolean ga_receipts_begin_again (
    GaSql *sql, gint64 tenant, const GaId *id, GaClient *client, GError **error);
/* @answer: (out) (transfer full) (nullable): what was answered to the same push before; %NULL when
 * it was another one */
gboolean ga_receipts_find (GaSql *sql,
                           gint64 tenant,
                           const GaPush *push,
                           const guint8 digest[GA_DIGEST_SIZE],
                           GBytes **answer,
                           GError **error);
/* Moves the client on to the number of @push.
 * @written: as in #GaClient */
gboolean ga_receipts_keep (GaSql *sql,
                           const GaSession *session,
                           const GaPush *push,
                           gint64 written,
                           const guint8 digest[GA_DIGEST_SIZE],
                           GBytes *answer,
                           gint64 now,
                           GError **error);

/* Parts that wait for the rest: whether there may be one more, keeping it, and taking them all out
 * (element-type GaPush), in order. */
gboolean ga_receipts_has_room (GaSql *sql,
                               const GaSession *session,
                               const GaId *client,
                               gsize length,
                               gboolean *fits,
                               GError **error);
/* Parts of other clients than @client (%NULL: of all) that have waited too long: they are to be
 * sent again. */
gboolean ga_receipts_forget_parts (
    GaSql *sql, gint64 tenant, const GaId *client, gint64 now, GError **error);
gboolean ga_receipts_stage (GaSql *sql,
                            gint64 tenant,
                            const GaPush *push,
                            const guint8 digest[GA_DIGEST_SIZE],
                            const char *text,
                            gsize length,
                            GError **error);
GPtrArray *ga_receipts_take_parts (
    GaSql *sql, GaSchema *schema, gint64 tenant, const GaId *client, GError **error);

G_END_DECLS
