/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/ga-context.h"

G_BEGIN_DECLS

/**
 * GaDueList:
 *
 * What an office should see to this week, the most urgent first; a row opens where. It shows itself
 * only where there is something, and to offices alone (ga_reader_is_office()). It follows the
 * store; whoever shows it tells it when the day turns. Main thread.
 *
 * Signal: `filled`, when it may have become empty, or no longer is.
 */
#define GA_TYPE_DUE_LIST (ga_due_list_get_type ())
G_DECLARE_FINAL_TYPE (GaDueList, ga_due_list, GA, DUE_LIST, GtkBox)

/* @page: what it stands on, whether or not there is something to show */
void ga_due_list_set_up (GaDueList *self, GaContext *context, GtkWidget *page);
void ga_due_list_refresh (GaDueList *self);
gboolean ga_due_list_is_empty (GaDueList *self);

G_END_DECLS
