/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/ga-page.h"

G_BEGIN_DECLS

/**
 * GaCalendarPage:
 *
 * The walks of all communities by month or week, with those of the chosen day below, or one after
 * the other. Walks are moved by dragging them to another day, or from the list. Main thread.
 */
#define GA_TYPE_CALENDAR_PAGE (ga_calendar_page_get_type ())
G_DECLARE_FINAL_TYPE (GaCalendarPage, ga_calendar_page, GA, CALENDAR_PAGE, GaPage)

G_END_DECLS
