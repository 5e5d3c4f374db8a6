/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * What assistive technology is told. A button with a mnemonic label is otherwise named "_Save
 * Save", and lists and icon buttons after their class. Main thread.
 */

void ga_accessible_start (void);
void ga_accessible_set_name (GtkWidget *widget, const char *name);
void ga_accessible_name_choice (GtkDropDown *drop_down, const char *name, const char *answer);
void ga_accessible_open_at_choice (GtkListView *list);
void ga_accessible_calm_item (GtkListItem *item);
void ga_accessible_name_group (GtkWidget *group, const char *name);
void ga_accessible_set_description (GtkWidget *widget, const char *description);
void ga_accessible_calm_tooltip (GtkMenuButton *button);
void ga_accessible_mend (GtkWidget *parent);
void ga_accessible_mend_foreign (GtkWindow *window, const char *name, const char *unnamed_button);

G_END_DECLS
