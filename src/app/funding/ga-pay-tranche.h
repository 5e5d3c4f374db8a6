/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/ga-context.h"

G_BEGIN_DECLS

/* Writes that a tranche was paid today, once whoever presses it has said of a condition that it is
 * met, or that it is paid all the same. Main thread.
 * @origin: the widget it is pressed in */
void ga_pay_tranche (GtkWidget *origin, GaContext *context, const GaId *tranche);

G_END_DECLS
