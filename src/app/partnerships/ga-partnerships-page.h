/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/widgets/ga-records-page.h"

G_BEGIN_DECLS

/**
 * GaPartnershipsPage:
 *
 * All agreements at the left, the chosen one beside them; the dossier of an organisation or a
 * kommune takes the whole page, with a way back. Main thread.
 */
#define GA_TYPE_PARTNERSHIPS_PAGE (ga_partnerships_page_get_type ())
G_DECLARE_FINAL_TYPE (
    GaPartnershipsPage, ga_partnerships_page, GA, PARTNERSHIPS_PAGE, GaRecordsPage)

G_END_DECLS
