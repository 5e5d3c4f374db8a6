/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "model/ga-id.h"

G_BEGIN_DECLS

/*
 * Rows of a short list of amounts: words at the left, the amount at the right, a sum at the end. A
 * row that stands for a record opens it. Main thread.
 */

GtkWidget *ga_line_row_new (const char *title, const char *subtitle, const char *amount);
void ga_line_row_add_amount (GtkWidget *row, const char *amount);
void ga_line_row_open (GtkWidget *row, const char *entity, const GaId *id);
void ga_line_row_add_delete (GtkWidget *row, const char *name, const char *entity, const GaId *id);
void ga_line_row_add_gap (GtkWidget *row);
void ga_line_row_warn (GtkWidget *row);
GtkWidget *ga_line_row_new_sum (const char *title, const char *amount, gboolean below_buttons);
int ga_line_row_find_focus (GtkListBox *list);
void ga_line_row_restore_focus (GtkListBox *list, int at);
void ga_line_row_install (GtkWidgetClass *view_class);

G_END_DECLS
