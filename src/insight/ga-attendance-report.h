/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "insight/ga-attendance-cache.h"
#include "insight/ga-attendance-request.h"

G_BEGIN_DECLS

/**
 * GaFigure: a count that may be hidden.
 * @value: 0 where it is hidden: the hidden figure itself is not in a report
 * @masked: there is a figure the reader may not see
 * @unknown: masked, and not even known to be small: several are hidden in it, or it is not told for
 *   such periods
 */
typedef struct
{
  gint64 value;
  gboolean masked;
  gboolean unknown;
} GaFigure;

/**
 * GaAttendanceRow: one group.
 * @key: stable: `2026-01`, `2026-W53`, `2026`, the code of a kommune, target group or arena, the id
 *   of a community or initiative; empty where not given; `total` for the one group of a total
 * @label: as the reader says it: "January 2026"
 * @held, @cancelled: walks
 * @named, @unnamed: present by name, and without a name
 * @total: both: visits, not different people
 * @first_time: of the named, those who came for the first time
 * @communities: active ones: with a walk held
 * @year, @number: of a week, month (1–12) or year (number 0); else 0
 * @left_out: masked, and something too small to be told is not in its sums
 */
typedef struct
{
  char *key;
  char *label;
  guint held;
  guint cancelled;
  GaFigure named;
  GaFigure unnamed;
  GaFigure total;
  GaFigure first_time;
  guint communities;
  guint year;
  guint number;
  gboolean left_out;
} GaAttendanceRow;

/**
 * GaAttendanceReport:
 *
 * The answer to a request, as rows. Made on the cache's thread; immutable, so any thread may read
 * it. Rows and texts that are const are the report's.
 */
#define GA_TYPE_ATTENDANCE_REPORT (ga_attendance_report_get_type ())
G_DECLARE_FINAL_TYPE (GaAttendanceReport, ga_attendance_report, GA, ATTENDANCE_REPORT, GObject)

GaAttendanceReport *ga_attendance_report_new (GaAttendanceCache *cache,
                                              const GaAttendanceRequest *request);
GaAttendanceBy ga_attendance_report_get_by (GaAttendanceReport *self);
guint ga_attendance_report_get_n_rows (GaAttendanceReport *self);
const GaAttendanceRow *ga_attendance_report_get_row (GaAttendanceReport *self, guint row);
const GaAttendanceRow *ga_attendance_report_get_total (GaAttendanceReport *self);
const char *ga_attendance_report_get_from (GaAttendanceReport *self);
const char *ga_attendance_report_get_to (GaAttendanceReport *self);
const char *ga_attendance_report_get_scope (GaAttendanceReport *self);
char *ga_figure_display (GaFigure figure);

G_END_DECLS
