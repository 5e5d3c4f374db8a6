/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chart/ga-chart.h"
#include "insight/ga-attendance-report.h"

G_BEGIN_DECLS

/* Private to insight: what charts and tables of attendance share. Charts and texts are new ones
 * (transfer full), on any thread. */

GaChart *ga_attendance_words_start_chart (GaChartKind kind, const char *title, const char *unit);
char *ga_attendance_words_dup_subtitle (GaAttendanceReport *report);
char *ga_attendance_words_dup_note (GaAttendanceReport *report);
void ga_attendance_words_set_figure (GaChart *chart, guint series, guint category, GaFigure figure);
char *ga_attendance_words_dup_number (guint number);

G_END_DECLS
