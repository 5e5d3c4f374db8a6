/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/ga-context.h"

G_BEGIN_DECLS

/**
 * GaCancelDialog:
 *
 * Asks why a walk is cancelled, one button a reason, and cancels it with the first press; the toast
 * takes it back. Main thread.
 */
#define GA_TYPE_CANCEL_DIALOG (ga_cancel_dialog_get_type ())
G_DECLARE_FINAL_TYPE (GaCancelDialog, ga_cancel_dialog, GA, CANCEL_DIALOG, AdwWindow)

void ga_cancel_dialog_ask (GtkWidget *origin, GaContext *context, GaRecord *meeting);
void ga_cancel_copy_message (GtkWidget *origin, GaContext *context, const GaRecord *meeting);

G_END_DECLS
