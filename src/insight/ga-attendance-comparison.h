/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chart/ga-chart.h"
#include "paper/ga-table.h"
#include "insight/ga-attendance-report.h"

G_BEGIN_DECLS

/**
 * GaAttendanceComparison:
 *
 * A year against the year before, month by month or week by week. Of the year that is running only
 * what has begun is compared. Made on the cache's thread; immutable, so any thread may
 * read it. Charts and tables are new ones (transfer full).
 */
typedef struct _GaAttendanceComparison GaAttendanceComparison;

GaAttendanceComparison *ga_attendance_comparison_new (GaAttendanceCache *cache,
                                                      const GaAttendanceRequest *request,
                                                      guint year,
                                                      const char *today);
void ga_attendance_comparison_free (GaAttendanceComparison *self);
GaAttendanceReport *ga_attendance_comparison_get_year (GaAttendanceComparison *self);
GaChart *ga_attendance_comparison_chart (GaAttendanceComparison *self);
GaTable *ga_attendance_comparison_table (GaAttendanceComparison *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GaAttendanceComparison, ga_attendance_comparison_free)

G_END_DECLS
