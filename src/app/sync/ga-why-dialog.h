/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/ga-context.h"

G_BEGIN_DECLS

/**
 * GaWhyDialog:
 *
 * Says why nothing is sent or received just now, when it last worked, what waits and what to do. It
 * follows what happens while it is open. Main thread.
 */
#define GA_TYPE_WHY_DIALOG (ga_why_dialog_get_type ())
G_DECLARE_FINAL_TYPE (GaWhyDialog, ga_why_dialog, GA, WHY_DIALOG, AdwWindow)

void ga_why_dialog_show (GtkWindow *parent, GaContext *context);

G_END_DECLS
