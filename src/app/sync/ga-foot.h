/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/ga-context.h"

G_BEGIN_DECLS

/**
 * GaFoot:
 *
 * The foot of the sidebar: always says in words where the work is kept and whether it is sent, and
 * offers to say why when it cannot be, and what waits to be looked at. Main thread.
 */
#define GA_TYPE_FOOT (ga_foot_get_type ())
G_DECLARE_FINAL_TYPE (GaFoot, ga_foot, GA, FOOT, GtkBox)

/* Once, with a profile that is open. */
void ga_foot_set_context (GaFoot *self, GaContext *context);

G_END_DECLS
