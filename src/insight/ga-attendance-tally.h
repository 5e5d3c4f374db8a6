/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "insight/ga-attendance-report.h"
#include "insight/ga-meeting-columns.h"

G_BEGIN_DECLS

/**
 * GaVisits: private to insight. Sums of people who came.
 */
typedef struct
{
  gint64 named;
  gint64 unnamed;
  gint64 first_time;
} GaVisits;

/**
 * GaAttendanceTally:
 *
 * Private to insight. What a scan adds up for one group, before anything is hidden. A plain value;
 * any thread.
 * @open, @health: visits to communities of which taking part does not reveal health, and of which
 *   it does
 * @open_held: walks held by the former
 * @hidden_named, @hidden_first_time: how many figures under %GA_MASK_BOUND were left out before
 * they came here: of who came to a walk, and for the first time in a month
 * @no_first_time: who came for the first time is known by longer periods only
 */
typedef struct
{
  guint held;
  guint cancelled;
  guint open_held;
  guint communities;
  GaVisits open;
  GaVisits health;
  guint hidden_named;
  guint hidden_first_time;
  gboolean no_first_time;
} GaAttendanceTally;

/* Inline: a scan calls it for each of 1.5 million. @health: whether its community reveals health */
static inline void
ga_attendance_tally_count (GaAttendanceTally *tally, const GaMeetingCell *cell, gboolean health)
{
  GaVisits *visits = health ? &tally->health : &tally->open;

  if (cell->of_month)
    {
      tally->hidden_first_time += cell->small;
      visits->first_time += cell->first_time;
      return;
    }
  if (!cell->held)
    {
      tally->cancelled++;
      return;
    }
  tally->held++;
  tally->hidden_named += cell->small;
  tally->open_held += !health;
  visits->named += cell->named;
  visits->unnamed += cell->unnamed;
  visits->first_time += cell->first_time;
}

void
ga_attendance_tally_publish (const GaAttendanceTally *tally, gboolean mask, GaAttendanceRow *row);
void ga_attendance_row_add_published (GaAttendanceRow *total, const GaAttendanceRow *row);

G_END_DECLS
