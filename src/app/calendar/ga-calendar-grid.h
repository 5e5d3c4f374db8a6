/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/calendar/ga-calendar-day.h"

G_BEGIN_DECLS

/**
 * GaCalendarGrid:
 *
 * The weeks of a month, or one week, from Monday on, with their ISO numbers. One day is chosen:
 * arrow keys go to its neighbours, Home and End to the ends of its week. Main thread.
 *
 * Signals: `chosen (char *date)`: another day, perhaps out of sight; `opened`: Enter on the chosen
 * day; `moved (char *id, char *date)`: a walk was dragged there.
 */
#define GA_TYPE_CALENDAR_GRID (ga_calendar_grid_get_type ())
G_DECLARE_FINAL_TYPE (GaCalendarGrid, ga_calendar_grid, GA, CALENDAR_GRID, AdwBin)

void ga_calendar_grid_show (
    GaCalendarGrid *self, const char *first, guint weeks, const char *month, GPtrArray *walks);
gboolean ga_calendar_grid_choose (GaCalendarGrid *self, const char *date);

G_END_DECLS
