/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/ga-context.h"

G_BEGIN_DECLS

/*
 * The user's acts: a change on the writer thread, then a toast that says what was done and offers
 * to undo it, or says what went wrong and what to do: no error comes back. Main thread; records
 * handed over are not to be touched before the act is over.
 */

/**
 * GaActDoneFunc: called on the main thread when the act is over; @transaction is 0 if it failed.
 * Returns: whether it has told where it belongs why it failed; else a toast does
 */
typedef gboolean (*GaActDoneFunc) (GtkWidget *origin, gint64 transaction, gpointer user_data);

void ga_act_put (GtkWidget *origin,
                 GaContext *context,
                 const char *label,
                 GPtrArray *records,
                 GaActDoneFunc done,
                 gpointer user_data);
void ga_act_delete (GtkWidget *origin, GaContext *context, const char *label, GPtrArray *records);
void ga_act_transact (GtkWidget *origin,
                      GaContext *context,
                      const char *label,
                      GaTransactFunc func,
                      gpointer func_data,
                      GDestroyNotify func_data_free,
                      GaActDoneFunc done,
                      gpointer user_data);
void ga_act_undo (GtkWidget *origin, GaContext *context, gint64 transaction);
void ga_act_redo (GtkWidget *origin, GaContext *context);

G_END_DECLS
