/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Shows the keys of the actions in front of @window. Main thread. */
void ga_keys_show (GtkApplicationWindow *window);

G_END_DECLS
