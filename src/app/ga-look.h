/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * How the program looks to this user: colours and the size of text, as the settings say, at once
 * when they change. The size multiplies the system's own.
 * Main thread.
 */

#define GA_LOOK_SCALE_MIN 100 /* percent */
#define GA_LOOK_SCALE_MAX 200

void ga_look_follow (GSettings *settings);
void ga_look_set_scale (guint percent);

G_END_DECLS
