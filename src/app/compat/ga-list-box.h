/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Takes every row out of a list, as GTK 4.12 can by itself. Main thread. */
void ga_list_box_remove_all (GtkListBox *list);

G_END_DECLS
