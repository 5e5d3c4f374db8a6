/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/ga-pushing.h"

G_BEGIN_DECLS

/*
 * What a computer brings that has lost its access, or the part of it that this would be about:
 * nothing of it is done. What the account could have done is kept as it came and becomes conflict
 * records, for those who still may decide; the rest is refused.
 */

/* Of one account, those that wait to be decided about: a year of weekly walks with twenty makes
 * half as many (docs/decisions/035). */
#define GA_QUARANTINE_OFFERS 2000

/* As ga_rows_find(); where what is done goes into quarantine (#GaPushing.offers), also what the
 * account has offered before and nobody has decided about. */
gboolean ga_quarantine_find (
    GaPushing *self, const GaEntity *entity, const GaId *id, GaStoredRow **row, GError **error);
/* Fails with %GA_SYNC_ERROR_REVOKED when it has had its turn (ga-quarantine-turn.h). */
gboolean ga_quarantine_take (GaPushing *self, GError **error);
/* Refuses an @operation that would give something new the id of what is offered, unless it comes
 * from who may change that. */
gboolean ga_quarantine_check_id (GaPushing *self,
                                 const GaOperation *operation,
                                 GaRefusal *refusal,
                                 GError **error);
/* Of an operation with this @refusal: @taken says whether it would have been allowed before an
 * access ended. @refusal: (inout): another where there is no room for it */
gboolean ga_quarantine_take_one (GaPushing *self,
                                 const GaOperation *operation,
                                 GaRefusal *refusal,
                                 gboolean *taken,
                                 GError **error);
/* Keeps what was taken so as it came. */
gboolean ga_quarantine_keep (GaPushing *self, GError **error);

G_END_DECLS
