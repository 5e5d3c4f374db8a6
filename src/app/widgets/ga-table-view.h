/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "paper/ga-table.h"

G_BEGIN_DECLS

/**
 * GaTableView:
 *
 * A table of figures on the screen, as it stands beside a chart: figures to the right, headings on
 * two lines where they are long, totals in bold at the end. However many rows, only those in sight
 * cost anything. The arrow keys go from row to row, and each is read as one sentence; Tab leaves.
 * Main thread.
 */
#define GA_TYPE_TABLE_VIEW (ga_table_view_get_type ())
G_DECLARE_FINAL_TYPE (GaTableView, ga_table_view, GA, TABLE_VIEW, GtkWidget)

void ga_table_view_set_table (GaTableView *self, GaTable *table, const char *name);
GaTable *ga_table_view_get_table (GaTableView *self);

G_END_DECLS
