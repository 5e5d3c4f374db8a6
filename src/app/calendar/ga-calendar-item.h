/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/calendar/ga-calendar-walk.h"

G_BEGIN_DECLS

/**
 * GaCalendarItem:
 *
 * One walk of a calendar's list: time, community, place, what came of it; one that is planned can
 * be moved and cancelled. Ctrl and an arrow key move it by a day or a week, M asks where to. Main
 * thread.
 *
 * Signals: `move (int days)`: 0 to ask where to; `cancel`.
 */
#define GA_TYPE_CALENDAR_ITEM (ga_calendar_item_get_type ())
G_DECLARE_FINAL_TYPE (GaCalendarItem, ga_calendar_item, GA, CALENDAR_ITEM, GtkListBoxRow)

GtkWidget *ga_calendar_item_new (const GaCalendarWalk *walk);
const GaId *ga_calendar_item_get_walk (GaCalendarItem *self);
const char *ga_calendar_item_get_day (GaCalendarItem *self);

G_END_DECLS
