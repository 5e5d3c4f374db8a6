/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/ga-context.h"

G_BEGIN_DECLS

/**
 * GaPreferencesWindow:
 *
 * Colours, the size of text, and the backups: made now, or gone back to. Main thread.
 */
#define GA_TYPE_PREFERENCES_WINDOW (ga_preferences_window_get_type ())
G_DECLARE_FINAL_TYPE (GaPreferencesWindow, ga_preferences_window, GA, PREFERENCES_WINDOW, AdwWindow)

void ga_preferences_window_show (GtkWindow *parent, GaContext *context);

G_END_DECLS
