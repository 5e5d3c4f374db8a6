/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/ga-context.h"

G_BEGIN_DECLS

/**
 * GaRecordList:
 *
 * A list of the records of one entity: name and summary line, sorted as the descriptor offers,
 * filtered while typing, counted at its foot. Tab leaves it instead of walking its rows; typing in
 * it goes on in the filter. What is chosen stays so while the store changes, until it is deleted or
 * the filter no longer finds it. Main thread.
 *
 * Signals: `chosen (GaRecord *record)` when another row is selected, %NULL when none is;
 * `activated` when somebody asks for the one that is, by Enter or a click; `counted` when there may
 * be more or fewer of them.
 */
#define GA_TYPE_RECORD_LIST (ga_record_list_get_type ())
G_DECLARE_FINAL_TYPE (GaRecordList, ga_record_list, GA, RECORD_LIST, GtkBox)

void ga_record_list_set_up (GaRecordList *self, GaContext *context, const GaEntity *entity);
void ga_record_list_set_empty (GaRecordList *self, const char *title, const char *text);
void ga_record_list_select (GaRecordList *self, const GaId *id);
void ga_record_list_set_alone (GaRecordList *self, gboolean alone);
GaRecord *ga_record_list_get_chosen (GaRecordList *self);
void ga_record_list_focus_filter (GaRecordList *self);
void ga_record_list_focus_chosen (GaRecordList *self);
/* (transfer full): the records that are listed, filtered and sorted as they are */
GaQuery *ga_record_list_make_query (GaRecordList *self);
gboolean ga_record_list_is_empty (GaRecordList *self);

G_END_DECLS
