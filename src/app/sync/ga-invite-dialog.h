/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/ga-context.h"

G_BEGIN_DECLS

/**
 * GaInviteDialog:
 *
 * Lets the server make an invitation for a further host of a community, and shows it: to copy, to
 * print or to mail. Main thread.
 */
#define GA_TYPE_INVITE_DIALOG (ga_invite_dialog_get_type ())
G_DECLARE_FINAL_TYPE (GaInviteDialog, ga_invite_dialog, GA, INVITE_DIALOG, AdwWindow)

GtkWidget *ga_invite_dialog_show (GtkWindow *parent, GaContext *context, const GaRecord *community);

G_END_DECLS
