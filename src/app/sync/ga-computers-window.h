/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/ga-context.h"

G_BEGIN_DECLS

/**
 * GaComputersWindow:
 *
 * The computers of one's own account. One that was lost loses its access here, and then it is said
 * whose names it held and what the law asks for. Main thread.
 */
#define GA_TYPE_COMPUTERS_WINDOW (ga_computers_window_get_type ())
G_DECLARE_FINAL_TYPE (GaComputersWindow, ga_computers_window, GA, COMPUTERS_WINDOW, AdwWindow)

void ga_computers_window_show (GtkWindow *parent, GaContext *context);

G_END_DECLS
