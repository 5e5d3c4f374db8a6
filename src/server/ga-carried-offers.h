/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/ga-carried-rows.h"

G_BEGIN_DECLS

/**
 * GaCarriedOffers:
 *
 * What computers of one association handed over when their access had ended (ga-quarantine.h),
 * carried over a restore: no computer has it any more. What came, the files that were brought, and
 * the conflicts that ask about it. Errors are of %GA_SQL_ERROR.
 */
typedef struct _GaCarriedOffers GaCarriedOffers;

/* What can be read of it, where @before is damaged. Within a writer's transaction. */
GaCarriedOffers *
ga_carried_offers_read (GaSql *before, GaSchema *schema, gint64 tenant, GError **error);
void ga_carried_offers_free (GaCarriedOffers *self);
/* Whether all of it could be read. */
gboolean ga_carried_offers_is_whole (GaCarriedOffers *self);

/**
 * ga_carried_offers_apply:
 * @numbers: of the access that was carried before
 *
 * Adds what the backup lacks; what it has stands as it was then. The conflicts keep their ids, so
 * that a decision which the restore took finds its conflict when its computer sends it again. Until
 * then what somebody had taken is asked again, as the record is not there either; that somebody had
 * said no stands. Within a writer's transaction that has the restored life of the association.
 */
gboolean ga_carried_offers_apply (GaCarriedOffers *self,
                                  GaSql *sql,
                                  const GaCarriedNumbers *numbers,
                                  GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GaCarriedOffers, ga_carried_offers_free)

G_END_DECLS
