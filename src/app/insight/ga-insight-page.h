/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/ga-page.h"
#include "app/insight/ga-insight-choices.h"

G_BEGIN_DECLS

/**
 * GaInsightPage:
 *
 * Who came, when and where: key figures, a chart, its table, and all of it as a file. Reads the
 * context's attendance cache, which it has filled when it is first shown. Main thread.
 */
#define GA_TYPE_INSIGHT_PAGE (ga_insight_page_get_type ())
G_DECLARE_FINAL_TYPE (GaInsightPage, ga_insight_page, GA, INSIGHT_PAGE, GaPage)

GaInsightChoices *ga_insight_page_get_choices (GaInsightPage *self);

G_END_DECLS
