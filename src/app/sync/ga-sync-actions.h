/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/ga-window.h"

G_BEGIN_DECLS

/*
 * What can be done about the server from anywhere in a window: `win.join`, `win.sign-in`,
 * `win.why` and `win.computers`; and the one thing that it says unasked, that access has ended.
 * Main thread.
 */

/* Once a window. */
void ga_sync_actions_add (GaWindow *window);
/* Once its profile is open. */
void ga_sync_actions_follow (GaWindow *window);

G_END_DECLS
