/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "insight/ga-meeting-columns.h"

G_BEGIN_DECLS

/**
 * GaAttendanceReading:
 *
 * Private to insight. What the cache wants to know from the file. Filled on the cache's thread, run
 * on that of a reader; errors are of %GA_STORE_ERROR.
 * @everything: all meetings
 * @names: communities, kommuner and initiatives
 * @meetings: (element-type GaId): only these
 * @attendances: (element-type GaId): only the meetings that these belong to
 */
typedef struct
{
  gboolean everything;
  gboolean names;
  GArray *meetings;
  GArray *attendances;
} GaAttendanceReading;

/**
 * GaAttendanceAnswer: what was read.
 * @columns: (nullable): all meetings anew; else
 * @meetings: (element-type GaId): the meetings read, and
 * @totals: (element-type GaMeetingTotal): those of them that are held or cancelled
 * @communities, @kommuner, @initiatives: (nullable) (element-type GaId GaPlaceName)
 */
typedef struct
{
  GaMeetingColumns *columns;
  GArray *meetings;
  GArray *totals;
  GHashTable *communities;
  GHashTable *kommuner;
  GHashTable *initiatives;
} GaAttendanceAnswer;

GaAttendanceReading *ga_attendance_reading_new (gboolean everything);
void ga_attendance_reading_free (GaAttendanceReading *self);
gboolean ga_attendance_reading_is_empty (const GaAttendanceReading *self);
GaAttendanceAnswer *
ga_attendance_reading_run (const GaAttendanceReading *self, GaReader *reader, GError **error);
void ga_attendance_answer_free (GaAttendanceAnswer *answer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GaAttendanceReading, ga_attendance_reading_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GaAttendanceAnswer, ga_attendance_answer_free)

G_END_DECLS
