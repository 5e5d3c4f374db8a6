/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/ga-sql.h"

G_BEGIN_DECLS

/* A computer may bring what waited there once after each end of an access: in so many pushes,
 * within an hour of the first. No clock is asked, as it is the computer's own, and as its user may
 * have gone on without knowing: docs/decisions/026. */
#define GA_QUARANTINE_PUSHES  100
#define GA_QUARANTINE_SECONDS G_GINT64_CONSTANT (3600)

/* @ended: when the access ended, UTC microseconds; @has_turn: (out): whether the computer may still
 * bring something that this would have allowed. Of %GA_SQL_ERROR. */
gboolean ga_quarantine_has_turn_since (GaSql *sql,
                                       gint64 tenant,
                                       gint64 device,
                                       gint64 ended,
                                       gint64 now,
                                       gboolean *has_turn,
                                       GError **error);
/* The same of a computer that has lost all access. */
gboolean ga_quarantine_has_turn (
    GaSql *sql, gint64 tenant, gint64 device, gint64 now, gboolean *has_turn, GError **error);
/* The server is being restored: every computer has a turn once more, for what it had sent in vain.
 */
gboolean ga_quarantine_give_turns (GaSql *sql, gint64 tenant, GError **error);

G_END_DECLS
