/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/ga-context.h"

G_BEGIN_DECLS

/**
 * GaFailurePage:
 *
 * What somebody sees whose profile does not open: what is the matter, and what to do next. For a
 * damaged file it offers the last backup; a file of a newer version is left untouched. Main thread.
 */
#define GA_TYPE_FAILURE_PAGE (ga_failure_page_get_type ())
G_DECLARE_FINAL_TYPE (GaFailurePage, ga_failure_page, GA, FAILURE_PAGE, AdwBin)

GtkWidget *ga_failure_page_new (GaContext *context, const GError *error);

G_END_DECLS
