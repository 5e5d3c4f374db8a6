/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Makes Tab and Shift+Tab leave a list, where they would otherwise walk every row of it. Main
 * thread. */
void ga_tab_leaves (GtkWidget *list);

G_END_DECLS
