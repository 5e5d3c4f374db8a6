/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/ga-context.h"

G_BEGIN_DECLS

/**
 * GaFormField:
 *
 * One field of a form: the row that its type asks for, and how a value gets into it and out of it.
 * Main thread. What cannot be read is %GA_MODEL_ERROR.
 */
typedef struct _GaFormField GaFormField;

GaFormField *ga_form_field_new (GaContext *context,
                                const GaField *field,
                                GCallback changed,
                                GCallback left,
                                gpointer user_data);
void ga_form_field_free (GaFormField *self);
GtkWidget *ga_form_field_get_row (GaFormField *self);
const GaField *ga_form_field_get_field (GaFormField *self);
void ga_form_field_load (GaFormField *self, const GaRecord *record);
gboolean ga_form_field_store (GaFormField *self, GaRecord *record, GError **error);
char *ga_form_field_dup_currency (GaFormField *self);
void ga_form_field_collect (GaFormField *self, GPtrArray *records);
void ga_form_field_set_problem (GaFormField *self, const char *problem);

G_END_DECLS
