/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/widgets/ga-records-page.h"

G_BEGIN_DECLS

/**
 * GaCommunitiesPage:
 *
 * All communities at the left, the chosen one beside them. Main thread.
 */
#define GA_TYPE_COMMUNITIES_PAGE (ga_communities_page_get_type ())
G_DECLARE_FINAL_TYPE (GaCommunitiesPage, ga_communities_page, GA, COMMUNITIES_PAGE, GaRecordsPage)

G_END_DECLS
