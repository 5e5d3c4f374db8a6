/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * GaCellLayout:
 *
 * Lays children out in lines of cells that are all of one width: as many a line as there is room
 * for, each at least `cell-width` pixels and as wide as any child needs, `spacing` apart. Main
 * thread.
 */
#define GA_TYPE_CELL_LAYOUT (ga_cell_layout_get_type ())
G_DECLARE_FINAL_TYPE (GaCellLayout, ga_cell_layout, GA, CELL_LAYOUT, GtkLayoutManager)

G_END_DECLS
