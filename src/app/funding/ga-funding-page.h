/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/widgets/ga-records-page.h"

G_BEGIN_DECLS

/**
 * GaFundingPage:
 *
 * The funding rounds at the left, the chosen one beside them; an application or a grant takes the
 * whole page, with a way back. Main thread.
 */
#define GA_TYPE_FUNDING_PAGE (ga_funding_page_get_type ())
G_DECLARE_FINAL_TYPE (GaFundingPage, ga_funding_page, GA, FUNDING_PAGE, GaRecordsPage)

G_END_DECLS
