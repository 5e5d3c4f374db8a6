/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/ga-page.h"

G_BEGIN_DECLS

/**
 * GaConflictsPage: everything that somebody has to look at because two people, or a computer and
 * the server, said different things. Main thread.
 */
#define GA_TYPE_CONFLICTS_PAGE (ga_conflicts_page_get_type ())
G_DECLARE_FINAL_TYPE (GaConflictsPage, ga_conflicts_page, GA, CONFLICTS_PAGE, GaPage)

G_END_DECLS
