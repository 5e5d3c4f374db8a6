/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/ga-context.h"

G_BEGIN_DECLS

/* (nullable): why it cannot be decided yet, translated */
const char *ga_decide_why_not (const GaRecord *application);

/* Asks for the decision about an application: status, day, amount, reason, by whom; or says why
 * there is none to make yet. Main thread.
 * @status: (nullable): what is decided, if that is known; else all of it is proposed, or what is
 *   left for it */
void
ga_decide (GtkWidget *origin, GaContext *context, const GaRecord *application, const char *status);

G_END_DECLS
