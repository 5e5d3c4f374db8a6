/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/ga-pushing.h"

G_BEGIN_DECLS

/*
 * What a computer brings that has lost its access: nothing of it is done. It is kept as it came,
 * and what the account could have done becomes conflict records, for those who still may decide.
 */

/* A computer may bring what waited there once: in so many pushes, within an hour. */
#define GA_QUARANTINE_PUSHES  100
#define GA_QUARANTINE_SECONDS G_GINT64_CONSTANT (3600)

/* Whether a computer without access may still bring something. */
gboolean ga_quarantine_has_turn (
    GaSql *sql, gint64 tenant, gint64 device, gint64 now, gboolean *has_turn, GError **error);
/* Fails with %GA_SYNC_ERROR_REVOKED when it has had its turn. */
gboolean ga_quarantine_take (GaPushing *self, GError **error);

G_END_DECLS
