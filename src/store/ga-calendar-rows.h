/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/ga-reader.h"

G_BEGIN_DECLS

/**
 * GaCalendarRow: one walk as a calendar shows it, valid during the call.
 * @start: canonical local time
 * @community: (nullable): its name; %NULL where taking part reveals health, which no calendar tells
 *   over somebody's shoulder
 * @venue: (nullable): name of the meeting place
 * @status: code of the meeting's statuses
 * @reason: (nullable): code of why it is cancelled
 * @zone: of #ga_choices_zone
 */
typedef struct
{
  GaId id;
  const char *start;
  const char *community;
  const char *venue;
  const char *status;
  const char *reason;
  const char *zone;
} GaCalendarRow;

typedef void (*GaCalendarRowFunc) (const GaCalendarRow *row, gpointer user_data);

/**
 * GaCalendarWhose: of which communities.
 * @GA_CALENDAR_EVERYBODY: of all that are in the file
 * @GA_CALENDAR_KOMMUNE: of one kommune
 * @GA_CALENDAR_COMMUNITY: of one
 */
typedef enum
{
  GA_CALENDAR_EVERYBODY,
  GA_CALENDAR_KOMMUNE,
  GA_CALENDAR_COMMUNITY,
} GaCalendarWhose;

/* The walks from @from (a canonical day) until the day before @until, in order. @of: the kommune or
 * community; not looked at for everybody. A short read by an index on the start, for the main
 * thread where that is a month at most. Errors are of #GaStoreError. */
gboolean ga_reader_calendar_rows (GaReader *self,
                                  const char *from,
                                  const char *until,
                                  GaCalendarWhose whose,
                                  const GaId *of,
                                  GaCalendarRowFunc func,
                                  gpointer user_data,
                                  GError **error);

G_END_DECLS
