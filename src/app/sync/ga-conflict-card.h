/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/ga-context.h"

G_BEGIN_DECLS

/**
 * GaConflictCard:
 *
 * One thing to look at: what happened, both values beside each other with who and when, and what
 * can be done about it. Deciding is an act like any other, undone in the toast. Main thread.
 */
#define GA_TYPE_CONFLICT_CARD (ga_conflict_card_get_type ())
G_DECLARE_FINAL_TYPE (GaConflictCard, ga_conflict_card, GA, CONFLICT_CARD, GtkBox)

GtkWidget *ga_conflict_card_new (GaContext *context, const GaRecord *conflict);

G_END_DECLS
