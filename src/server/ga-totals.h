/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/ga-pushing.h"

G_BEGIN_DECLS

/* Fewer people than this are not counted out to those who do not know their names. */
#define GA_TOTALS_LEAST 5

/* How many came to a walk, for those who do not hold the attendance: rows of `meeting_total`,
 * masked before they are stored, so that no connection can read more than it may. */

/* Remembers what a change of @row may do to totals; @before: (nullable). */
gboolean
ga_totals_touch (GaPushing *self, const GaStoredRow *row, const GaRecord *before, GError **error);
gboolean ga_totals_write (GaPushing *self, GError **error);

G_END_DECLS
