/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/attendance/ga-sheet.h"

G_BEGIN_DECLS

/**
 * GaNameRow:
 *
 * One walker on the attendance sheet: a large box to tick with the name, and a menu. It shows what
 * it is told and decides nothing. Main thread.
 *
 * Signals: `ticked` when it is pressed; `chosen (const char *what)` for the menu: `first-time`,
 * `excused`, `left`, `same` or `edit`.
 */
#define GA_TYPE_NAME_ROW (ga_name_row_get_type ())
G_DECLARE_FINAL_TYPE (GaNameRow, ga_name_row, GA, NAME_ROW, GtkBox)

GtkWidget *ga_name_row_new (GaRecord *participant);
GaRecord *ga_name_row_get_participant (GaNameRow *self);
GtkWidget *ga_name_row_get_button (GaNameRow *self);
void ga_name_row_show (GaNameRow *self, guint number, const GaSheetName *name);
void ga_name_row_set_hint (GaNameRow *self, const char *hint);

GtkWidget *ga_name_offer_new (const char *icon, GtkLabel **label);

G_END_DECLS
