/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * GaHelpWindow:
 *
 * The manual, without a network, in the language of the program: its contents on the left, a page
 * on the right, one of them at a time below 640 pixels. There is one window; it stays open beside
 * the others, dialogs as well. Alt+Left goes back to the page before, Ctrl+F searches, Escape
 * closes. Actions: `help.show (s page)`, `help.back`, `help.contents`, `help.search`, `help.keys`.
 * Main thread.
 */
#define GA_TYPE_HELP_WINDOW (ga_help_window_get_type ())
G_DECLARE_FINAL_TYPE (GaHelpWindow, ga_help_window, GA, HELP_WINDOW, AdwWindow)

void ga_help_window_show (GtkWindow *asked, const char *page);
const char *ga_help_window_get_page (GaHelpWindow *self);

G_END_DECLS
