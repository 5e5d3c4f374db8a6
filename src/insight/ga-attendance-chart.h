/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chart/ga-chart.h"
#include "paper/ga-table.h"
#include "insight/ga-attendance-report.h"

G_BEGIN_DECLS

/**
 * GaAttendanceMeasure: what a chart of attendance shows.
 * @GA_ATTENDANCE_VISITS: those who came, by name and without
 * @GA_ATTENDANCE_WALKS: walks held and cancelled
 */
typedef enum
{
  GA_ATTENDANCE_VISITS,
  GA_ATTENDANCE_WALKS,
} GaAttendanceMeasure;

/*
 * Charts and tables are new ones (transfer full). Any thread, but ga_community_chart_new() on that
 * of the reader, with errors of %GA_STORE_ERROR.
 */
GaChart *ga_attendance_chart_new (GaAttendanceReport *report,
                                  GaAttendanceMeasure measure,
                                  guint most_groups);
GaTable *ga_attendance_table_new (GaAttendanceReport *report);
GaChart *
ga_community_chart_new (GaReader *reader, const GaId *community, const char *today, GError **error);

G_END_DECLS
