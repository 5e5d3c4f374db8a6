/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/ga-pushing.h"

G_BEGIN_DECLS

/* How many came, for those who do not hold the attendance: rows of `meeting_total` by walk, and of
 * `month_total` those who came for the first time, who are few at each walk. Small figures are
 * left out before they are stored, so that no connection can read more than it may. */

/* Remembers what a change of @row may do to totals; @before: (nullable). */
gboolean
ga_totals_touch (GaPushing *self, const GaStoredRow *row, const GaRecord *before, GError **error);
gboolean ga_totals_write (GaPushing *self, GError **error);

G_END_DECLS
