/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/ga-context.h"

G_BEGIN_DECLS

/* Asks for the decision about an application: status, day, amount, reason, by whom. Main thread.
 * @status: (nullable): what is decided, if that is known; else all of it is proposed */
void
ga_decide (GtkWidget *origin, GaContext *context, const GaRecord *application, const char *status);

G_END_DECLS
