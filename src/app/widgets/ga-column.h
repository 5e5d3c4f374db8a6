/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * Columns of a table whose rows are objects: words to the left, figures to the right below a
 * heading that stands there too. However many rows, only those in sight cost anything. Each row is
 * read as one sentence. A click on a heading sorts by it; the toolkit's headings hear the mouse
 * alone, so who uses this offers the order elsewhere, too. Main thread.
 */

/* Returns: (transfer full): what a cell says of @item */
typedef char *(*GaCellFunc) (gpointer item, gpointer owner);

void ga_column_add (GtkColumnView *view,
                    const char *heading,
                    gboolean numeric,
                    GaCellFunc func,
                    gpointer owner,
                    GtkSorter *sorter);
GtkSortListModel *ga_column_sort (GtkColumnView *view);
void ga_column_finish (GtkColumnView *view, const char *name);

G_END_DECLS
