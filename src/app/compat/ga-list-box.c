/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/compat/ga-list-box.h"

/**
 * ga_list_box_remove_all: leaves its placeholder alone, as GTK 4.12's own function does
 */
void
ga_list_box_remove_all (GtkListBox *list)
{
  GtkListBoxRow *row;

  g_return_if_fail (GTK_IS_LIST_BOX (list));

  while ((row = gtk_list_box_get_row_at_index (list, 0)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
}
