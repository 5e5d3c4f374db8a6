/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/attendance/ga-sheet.h"

G_BEGIN_DECLS

/**
 * GaNameList:
 *
 * The names of an attendance sheet. Its field is always there: what is typed into it filters the
 * list, Enter ticks or unticks the best answer, or adds somebody new. Up and Down walk the names,
 * Space ticks, and any letter goes back to the field. Main thread.
 */
#define GA_TYPE_NAME_LIST (ga_name_list_get_type ())
G_DECLARE_FINAL_TYPE (GaNameList, ga_name_list, GA, NAME_LIST, GtkBox)

void ga_name_list_set_sheet (GaNameList *self, GaSheet *sheet);
void ga_name_list_follow (GaNameList *self, GtkWidget *number);
void ga_name_list_update (GaNameList *self);
void ga_name_list_clear (GaNameList *self);
void ga_name_list_focus (GaNameList *self);
void ga_name_list_choose (GaNameList *self, const char *what);

G_END_DECLS
