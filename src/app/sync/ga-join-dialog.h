/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/ga-context.h"

G_BEGIN_DECLS

/**
 * GaJoinDialog:
 *
 * Joins a server with an invitation: the link or the line that is printed on it, a passphrase for
 * further computers, and what this computer is called. Or signs in to an account that is there: on
 * a further computer, or again where the token is gone. What the server refuses is told at the
 * field it is about. Main thread.
 */
#define GA_TYPE_JOIN_DIALOG (ga_join_dialog_get_type ())
G_DECLARE_FINAL_TYPE (GaJoinDialog, ga_join_dialog, GA, JOIN_DIALOG, AdwWindow)

void ga_join_dialog_show (GtkWindow *parent, GaContext *context);
void ga_join_dialog_show_again (GtkWindow *parent, GaContext *context);

G_END_DECLS
