/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/ga-page.h"

G_BEGIN_DECLS

/**
 * GaSearchPage:
 *
 * Finds anything while typing, grouped by what it is. Arrow keys walk the answers, Enter opens one,
 * Esc goes back to where the search began. Main thread.
 */
#define GA_TYPE_SEARCH_PAGE (ga_search_page_get_type ())
G_DECLARE_FINAL_TYPE (GaSearchPage, ga_search_page, GA, SEARCH_PAGE, GaPage)

void ga_search_page_focus (GaSearchPage *self);

G_END_DECLS
