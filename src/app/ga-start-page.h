/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * GaStartPage:
 *
 * What somebody sees who has no profile yet: one page, one click to a window that can be used. Main
 * thread.
 */
#define GA_TYPE_START_PAGE (ga_start_page_get_type ())
G_DECLARE_FINAL_TYPE (GaStartPage, ga_start_page, GA, START_PAGE, AdwBin)

GtkMenuButton *ga_start_page_get_menu_button (GaStartPage *self);

G_END_DECLS
