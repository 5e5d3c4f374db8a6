/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Scrolls to the end of @widget, in which something has just appeared, once that has its place, as
 * far as its beginning stays in view. Main thread. */
void ga_bring_in (GtkWidget *widget);

G_END_DECLS
