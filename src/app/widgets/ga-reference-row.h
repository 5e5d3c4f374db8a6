/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/ga-context.h"

G_BEGIN_DECLS

/**
 * GaReferenceRow:
 *
 * A row of a form that points at another record, or at several: a button with what is chosen, and a
 * popover that searches while typing. A hint or a complaint stands below both, so that it takes no
 * room from what is chosen. What is not there yet can be added by its name alone, if its
 * entity asks for no more; it is then written together with the form. Main thread.
 *
 * Signal: `changed`.
 */
#define GA_TYPE_REFERENCE_ROW (ga_reference_row_get_type ())
G_DECLARE_FINAL_TYPE (GaReferenceRow, ga_reference_row, GA, REFERENCE_ROW, AdwPreferencesRow)

GtkWidget *ga_reference_row_new (GaContext *context, const GaField *field);
/* From now on nothing is offered to be added */
void ga_reference_row_set_known_only (GaReferenceRow *self);
/* @problem: (nullable): what is wrong, as a sentence; the field's hint stands there otherwise */
void ga_reference_row_set_problem (GaReferenceRow *self, const char *problem);
void ga_reference_row_load (GaReferenceRow *self, const GaRecord *record);
void ga_reference_row_store (GaReferenceRow *self, GaRecord *record);
void ga_reference_row_collect (GaReferenceRow *self, GPtrArray *records);

G_END_DECLS
