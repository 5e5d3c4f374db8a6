/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/calendar/ga-calendar-walk.h"

G_BEGIN_DECLS

/**
 * GaCalendarDay:
 *
 * One day of a calendar: its number and its walks, or, where there is little room, how many they
 * are. Walks can be dragged to another day. Assistive technology hears the day with all of its
 * walks. Main thread.
 *
 * Signals: `chosen` when it is pressed; `dropped (char *id)` when a walk is put down on it.
 */
#define GA_TYPE_CALENDAR_DAY (ga_calendar_day_get_type ())
G_DECLARE_FINAL_TYPE (GaCalendarDay, ga_calendar_day, GA, CALENDAR_DAY, GtkWidget)

GtkWidget *ga_calendar_day_new (void);
void ga_calendar_day_set_date (GaCalendarDay *self, const char *date, const char *zone);
void
ga_calendar_day_set_walks (GaCalendarDay *self, GPtrArray *walks, guint first, guint n, guint room);
void ga_calendar_day_set_chosen (GaCalendarDay *self, gboolean chosen);
const char *ga_calendar_day_get_date (GaCalendarDay *self);

G_END_DECLS
