/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/ga-carried-rows.h"

G_BEGIN_DECLS

/**
 * GaCarriedAccess:
 *
 * Who has access to one association, carried over a restore: accounts, what each was given and what
 * was taken away, computers, what they sign in with, invitations. A backup's records are those of
 * its time; access is what it was a moment ago. Holds secrets' hashes only. Errors are of
 * %GA_SQL_ERROR.
 */
typedef struct _GaCarriedAccess GaCarriedAccess;

/* What can be read of it, where @before is damaged. Within a writer's transaction. */
GaCarriedAccess *
ga_carried_access_read (GaSql *before, GaSchema *schema, gint64 tenant, GError **error);
void ga_carried_access_free (GaCarriedAccess *self);
/* Whether all of it could be read. */
gboolean ga_carried_access_is_whole (GaCarriedAccess *self);
/* Adds to what the backup has, and ends what was ended since. @goes_on: what was read has come of
 * that backup, so that whatever it does not have has ended, too; else it may never have heard of
 * it. Within a writer's transaction. */
gboolean
ga_carried_access_apply (GaCarriedAccess *self, GaSql *sql, gboolean goes_on, GError **error);
/* Once it is applied. (transfer none) */
const GaCarriedNumbers *ga_carried_access_get_numbers (GaCarriedAccess *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GaCarriedAccess, ga_carried_access_free)

G_END_DECLS
