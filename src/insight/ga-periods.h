/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "insight/ga-attendance-request.h"

G_BEGIN_DECLS

/**
 * GaPeriods:
 *
 * Private to insight. The weeks, months or years that a range of days touches, without a gap. Days
 * are Julian, texts (transfer full). Immutable, so any thread may read it.
 */
typedef struct _GaPeriods GaPeriods;

GaPeriods *ga_periods_new (GaAttendanceBy by, guint32 first_day, guint32 last_day);
void ga_periods_free (GaPeriods *self);
guint ga_periods_get_n (const GaPeriods *self);
const guint32 *ga_periods_get_index (const GaPeriods *self);
char *ga_periods_dup_key (const GaPeriods *self, guint period);
char *ga_periods_dup_label (const GaPeriods *self, guint period);
void ga_periods_get_numbers (const GaPeriods *self, guint period, guint *year, guint *number);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GaPeriods, ga_periods_free)

G_END_DECLS
