/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/ga-sql.h"
#include "sync/ga-sync-error.h"

G_BEGIN_DECLS

/**
 * GaLife: where a tenant's data is in its life.
 * @lineage, @epoch: of the database's life; a restore begins a new epoch
 * @fork: up to where the restored backup went
 * @head: the newest revision
 * @covered: the newest revision that a verified backup holds
 * @floor: cursors below it start afresh
 */
typedef struct
{
  GaId lineage;
  gint64 epoch;
  gint64 fork;
  gint64 head;
  gint64 covered;
  gint64 floor;
} GaLife;

/* @lock: holds off other pushes of the tenant until the transaction ends */
gboolean ga_life_load (GaSql *sql, gint64 tenant, gboolean lock, GaLife *life, GError **error);
gboolean ga_life_move (GaSql *sql, gint64 tenant, gint64 head, GError **error);
/* What a client goes on from after a restore, as members of a refusal: lineage, epoch and fork.
 * (transfer full) */
char *ga_life_tell (const GaLife *self);
/* Whether somebody who knows of @lineage, @epoch and @head may go on; @detail as of
 * ga_exchange_push(). */
gboolean ga_life_check (const GaLife *self,
                        const GaId *lineage,
                        gint64 epoch,
                        gint64 head,
                        char **detail,
                        GError **error);

G_END_DECLS
