/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/ga-context.h"

G_BEGIN_DECLS

/* Opens the form of one walk beside those that are planned, or says why there can be none; before
 * there is a community, that comes first. Of one that is over the sheet opens then. @origin: the
 * widget it is opened from. Main thread. */
void ga_extra_walk_add (GtkWidget *origin, GaContext *context);

G_END_DECLS
