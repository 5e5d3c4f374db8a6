/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/calendar/ga-series-act.h"

G_BEGIN_DECLS

/**
 * GaMoveDialog:
 *
 * Asks where a walk goes, and whether those of its schedule go along; the toast takes it back. Main
 * thread.
 */
#define GA_TYPE_MOVE_DIALOG (ga_move_dialog_get_type ())
G_DECLARE_FINAL_TYPE (GaMoveDialog, ga_move_dialog, GA, MOVE_DIALOG, AdwWindow)

void ga_move_dialog_ask (GtkWidget *origin,
                         GaContext *context,
                         const GaRecord *meeting,
                         const char *date,
                         GaSeriesActDone moved);

G_END_DECLS
