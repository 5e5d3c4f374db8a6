/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/widgets/ga-records-page.h"

G_BEGIN_DECLS

/**
 * GaPeoplePage:
 *
 * Hosts, consultants and contacts at the left, the chosen one beside them. Walkers are not here:
 * they belong to their community. Main thread.
 */
#define GA_TYPE_PEOPLE_PAGE (ga_people_page_get_type ())
G_DECLARE_FINAL_TYPE (GaPeoplePage, ga_people_page, GA, PEOPLE_PAGE, GaRecordsPage)

G_END_DECLS
