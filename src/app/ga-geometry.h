/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* How large a window is, from one start to the next. @settings: (nullable). Main thread. */
void ga_geometry_restore (GtkWindow *window, GSettings *settings);
void ga_geometry_remember (GtkWindow *window, GSettings *settings);

G_END_DECLS
