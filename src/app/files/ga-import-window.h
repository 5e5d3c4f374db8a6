/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/ga-context.h"

G_BEGIN_DECLS

/**
 * GaImportWindow:
 *
 * Shows what importing a file would do, before it is done: what the rows are taken for, what each
 * column means, which rows are new, there already, or wrong. Each choice reads the file anew, off
 * the main thread; closing breaks it off. One toast undoes it. Main thread.
 */
#define GA_TYPE_IMPORT_WINDOW (ga_import_window_get_type ())
G_DECLARE_FINAL_TYPE (GaImportWindow, ga_import_window, GA, IMPORT_WINDOW, AdwWindow)

/* Asks for a file first. @origin: in the window in front of which it opens, and where the toast
 * appears */
void ga_import_window_ask (GtkWidget *origin, GaContext *context);

G_END_DECLS
