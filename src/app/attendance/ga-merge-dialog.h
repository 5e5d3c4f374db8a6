/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/ga-context.h"

G_BEGIN_DECLS

/**
 * GaMergeDialog:
 *
 * Makes one of two participants of a community who are one person: who they are, under which name
 * that person goes on, and what comes of it, before anything is done. One act, with *Undo*. Main
 * thread.
 */
#define GA_TYPE_MERGE_DIALOG (ga_merge_dialog_get_type ())
G_DECLARE_FINAL_TYPE (GaMergeDialog, ga_merge_dialog, GA, MERGE_DIALOG, AdwWindow)

void ga_merge_dialog_ask (GtkWidget *origin,
                          GaContext *context,
                          const GaId *community,
                          const GaRecord *participant);

G_END_DECLS
