/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/ga-context.h"

G_BEGIN_DECLS

/* Keeps the walks made that schedules plan ahead: a little after the start, and several times a day
 * as long as @context is there. In the background; whatever goes wrong is tried again. Main thread.
 */
void ga_plan_ahead (GaContext *context);

G_END_DECLS
