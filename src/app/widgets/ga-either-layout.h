/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * GaEitherLayout:
 *
 * Two children that say the same: the first where it has the width that it would like, else the
 * second. The other one is not to be seen, nor reached by the keyboard. Main thread.
 */
#define GA_TYPE_EITHER_LAYOUT (ga_either_layout_get_type ())
G_DECLARE_FINAL_TYPE (GaEitherLayout, ga_either_layout, GA, EITHER_LAYOUT, GtkLayoutManager)

G_END_DECLS
