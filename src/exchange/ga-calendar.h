/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * Calendars as files: iCalendar (RFC 5545, with the colours of RFC 7986). Events alone are read;
 * what else a calendar may hold, and what an event may say beside this, is passed over. What was
 * written is read as it was, and written again becomes the same bytes; that alone is why name,
 * stamp, sequence, summary and colour are read, for an import does not look at them.
 *
 * Any thread; reading takes a second for 50 MB. Errors are of %GA_EXCHANGE_ERROR, or
 * %G_IO_ERROR_CANCELLED.
 */

#define GA_CALENDAR_MOST_EVENTS 100000

/**
 * GaCalendarTime:
 * @text: local day `2026-01-06` or time `2026-01-06T10:00`; empty where there is none
 * @zone: (nullable): as the file calls it, `UTC`, or %NULL for a time that floats
 */
typedef struct
{
  char text[17];
  char *zone;
} GaCalendarTime;

/**
 * GaCalendarEvent:
 * @line: of the file on which it begins, from 1
 * @start_line: and that of its start
 * @error: (nullable): why it says nothing of use; the rest is then not to be looked at
 * @stamp: when it was changed last: UTC, seconds since 1970
 * @duration_min: in place of @end, below 0 where neither is told
 * @rule: (nullable): RRULE as it stands
 * @except: (nullable) (element-type GaCalendarTime): times of the rule that are left out
 * @also: (nullable) (element-type GaCalendarTime): times beside those of the rule
 * @instead_of: which time of another event of that @uid it takes the place of
 * @color: (nullable): name of CSS
 * @community: (nullable): id of ours
 */
typedef struct
{
  guint line;
  guint start_line;
  GError *error;
  char *uid;
  gint64 stamp;
  guint sequence;
  GaCalendarTime start;
  GaCalendarTime end;
  int duration_min;
  char *rule;
  GArray *except;
  GArray *also;
  GaCalendarTime instead_of;
  gboolean cancelled;
  char *summary;
  char *location;
  char *color;
  char *community;
} GaCalendarEvent;

/**
 * GaCalendar:
 * @zone: (nullable): what times that float are meant in
 * @events: (element-type GaCalendarEvent): in the order of the file
 */
typedef struct
{
  char *name;
  char *zone;
  GPtrArray *events;
} GaCalendar;

/* @text: UTF-8, which is changed */
GaCalendar *ga_calendar_read (char *text, GCancellable *cancellable, GError **error);
void ga_calendar_free (GaCalendar *self);

GaCalendarEvent *ga_calendar_event_new (void);
void ga_calendar_event_free (GaCalendarEvent *event);
/* Takes @text of at most 16 characters, and a copy of @zone */
void ga_calendar_time_set (GaCalendarTime *self, const char *text, const char *zone);

/* Written in this order, the end last. @described: names of zones so far */
void ga_calendar_append_head (GString *text, const char *name);
void ga_calendar_append_event (GString *text, const GaCalendarEvent *event, GHashTable *described);
void ga_calendar_append_tail (GString *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GaCalendar, ga_calendar_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GaCalendarEvent, ga_calendar_event_free)

G_END_DECLS
