/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/ga-context.h"

G_BEGIN_DECLS

/**
 * GaPassphraseDialog:
 *
 * Chooses the passphrase with which one signs in on a further computer, or changes it; then it asks
 * for the one before, too. Main thread.
 */
#define GA_TYPE_PASSPHRASE_DIALOG (ga_passphrase_dialog_get_type ())
G_DECLARE_FINAL_TYPE (GaPassphraseDialog, ga_passphrase_dialog, GA, PASSPHRASE_DIALOG, AdwWindow)

/* @parent: the window in front of which it opens, and which tells that it is saved
 * Returns: (transfer none): the dialog */
GtkWidget *ga_passphrase_dialog_show (GtkWindow *parent, GaContext *context);

G_END_DECLS
