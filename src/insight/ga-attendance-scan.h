/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "insight/ga-attendance-cache-private.h"
#include "insight/ga-attendance-tally.h"
#include "insight/ga-periods.h"

G_BEGIN_DECLS

/**
 * GaAttendanceScan:
 *
 * Private to insight. One pass over the meetings that a request asks for. The cache's thread.
 * @tallies: one a group: a period, or a number in the columns
 * @first_day, @last_day: the range asked for, where open that of the meetings; Julian, 0 if there
 *   is none
 * @periods: (nullable): the groups, where they are periods
 * @initiatives: those that communities belong to; the groups, where they are initiatives
 */
typedef struct
{
  guint n_groups;
  GaAttendanceTally *tallies;
  guint communities; /* active in the whole range */
  guint32 first_day;
  guint32 last_day;
  GaPeriods *periods;
  GaIdNumbers initiatives;
} GaAttendanceScan;

GaAttendanceScan *ga_attendance_scan_new (GaAttendanceCache *cache,
                                          const GaAttendanceRequest *request);
void ga_attendance_scan_free (GaAttendanceScan *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GaAttendanceScan, ga_attendance_scan_free)

G_END_DECLS
