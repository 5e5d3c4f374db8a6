/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * GaBesideLayout:
 *
 * Two children: the second beside the first, at its own width (or, when `even`, both at the same),
 * where the first keeps at least `first-width` pixels; else below it. Both get the height they
 * would like, which is therefore the least of the whole: it belongs into a scrolled window. Main
 * thread.
 */
#define GA_TYPE_BESIDE_LAYOUT (ga_beside_layout_get_type ())
G_DECLARE_FINAL_TYPE (GaBesideLayout, ga_beside_layout, GA, BESIDE_LAYOUT, GtkLayoutManager)

/* Sets `first-width` to so many letters of @widget, in the size that they have now. */
void ga_beside_layout_fit (GaBesideLayout *self, GtkWidget *widget, int letters);

G_END_DECLS
