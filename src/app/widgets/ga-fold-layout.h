/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * GaFoldLayout:
 *
 * Two children: a list at its own width and what it leads to beside it, where there are
 * `fold-below` pixels and as much as both need at least; else one of them alone, as `second-shown`
 * says. The other one is then not to be seen, nor reached by the keyboard. `folded` tells which way
 * it is. Main thread.
 */
#define GA_TYPE_FOLD_LAYOUT (ga_fold_layout_get_type ())
G_DECLARE_FINAL_TYPE (GaFoldLayout, ga_fold_layout, GA, FOLD_LAYOUT, GtkLayoutManager)

void ga_fold_layout_show_second (GaFoldLayout *self, gboolean shown);
gboolean ga_fold_layout_is_folded (GaFoldLayout *self);

G_END_DECLS
