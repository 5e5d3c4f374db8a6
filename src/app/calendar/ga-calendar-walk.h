/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/ga-calendar-rows.h"

G_BEGIN_DECLS

/**
 * GaCalendarWalk: one walk of a calendar, in the words it is shown in.
 * @day: canonical day
 * @clock: when it begins, as it is written
 * @community: whose walk; of one that reveals health, which no calendar names, where it is
 * @venue: (nullable): where, unless that is told in place of the community
 * @zone: of #ga_choices_zone
 * @outcome: (nullable): what came of it, where it is not simply planned: "Cancelled: Ice"
 */
typedef struct
{
  GaId id;
  char *day;
  char *clock;
  char *community;
  char *venue;
  char *zone;
  char *outcome;
  gboolean planned;
  gboolean cancelled;
} GaCalendarWalk;

/* (transfer full) (element-type GaCalendarWalk): as ga_reader_calendar_rows() has them; none where
 * the file cannot be read. Main thread. */
GPtrArray *ga_calendar_walks_read (
    GaReader *reader, const char *from, const char *until, GaCalendarWhose whose, const GaId *of);
/* (transfer none) (nullable): of which zone the public holidays are told beside these walks: of
 * that of the first; where there are none, of that of the language. As for ga_holiday_name(). */
const char *ga_calendar_walks_get_zone (const GPtrArray *walks);
/* (transfer full): "10:00 Åstien, Cancelled: Ice" */
char *ga_calendar_walk_describe (const GaCalendarWalk *self);

G_END_DECLS
