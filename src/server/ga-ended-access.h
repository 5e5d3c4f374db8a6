/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/ga-sql.h"

G_BEGIN_DECLS

/**
 * GaEndedAccess:
 *
 * Access to one association that was over before a restore: computers and accounts that were ended,
 * grants that were taken away, invitations that were used. A backup knows nothing of it, and must
 * not bring it back. Errors are of %GA_SQL_ERROR.
 */
typedef struct _GaEndedAccess GaEndedAccess;

GaEndedAccess *ga_ended_access_read (GaSql *before, gint64 tenant, GError **error);
void ga_ended_access_free (GaEndedAccess *self);
/* Ends it again, within a writer's transaction. */
gboolean ga_ended_access_apply (GaEndedAccess *self, GaSql *sql, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GaEndedAccess, ga_ended_access_free)

G_END_DECLS
