/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/ga-sql.h"

G_BEGIN_DECLS

/**
 * GaCarriedAccess:
 *
 * What computers and people of one association sign in with, to carry it over a restore: tokens are
 * renewed all day, so that a backup's are good for nobody any more, and a passphrase may have been
 * changed. Holds secrets' hashes only. Errors are of %GA_SQL_ERROR.
 */
typedef struct _GaCarriedAccess GaCarriedAccess;

GaCarriedAccess *ga_carried_access_read (GaSql *before, gint64 tenant, GError **error);
void ga_carried_access_free (GaCarriedAccess *self);
/* Puts it in the place of what the backup has, for the computers and accounts that both know: a
 * computer whose tokens were ended has none. Within a writer's transaction. */
gboolean ga_carried_access_apply (GaCarriedAccess *self, GaSql *sql, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GaCarriedAccess, ga_carried_access_free)

G_END_DECLS
