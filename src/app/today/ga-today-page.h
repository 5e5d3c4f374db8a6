/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/ga-page.h"

G_BEGIN_DECLS

/**
 * GaTodayPage:
 *
 * What a host opens the program for: walks whose attendance is still to be recorded, the walks of
 * the coming week, and a line about last week. A few rows, the rest on request. Main thread.
 *
 * Its actions: `page.everyone` opens the chosen walk with everyone ticked, `page.cancel-walk`.
 */
#define GA_TYPE_TODAY_PAGE (ga_today_page_get_type ())
G_DECLARE_FINAL_TYPE (GaTodayPage, ga_today_page, GA, TODAY_PAGE, GaPage)

G_END_DECLS
