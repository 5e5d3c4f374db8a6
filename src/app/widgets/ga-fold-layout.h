/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * GaFoldLayout:
 *
 * Three children beside each other: a list, what parts the two, and what is chosen in it. Where the
 * width is less than both need to be read, one of them has all of it, and the other is not to be
 * seen, nor reached by the keyboard. Main thread.
 *
 * Signal: `changed ()` when it folded or unfolded, soon after, or when the other one is shown.
 */
#define GA_TYPE_FOLD_LAYOUT (ga_fold_layout_get_type ())
G_DECLARE_FINAL_TYPE (GaFoldLayout, ga_fold_layout, GA, FOLD_LAYOUT, GtkLayoutManager)

gboolean ga_fold_layout_is_folded (GaFoldLayout *self);
/* Whether the last child has taken the place of the first. */
gboolean ga_fold_layout_covers (GaFoldLayout *self);
/* Which of them is shown where there is room for one; kept also while there is for both. */
void ga_fold_layout_show_last (GaFoldLayout *self, gboolean last);

G_END_DECLS
