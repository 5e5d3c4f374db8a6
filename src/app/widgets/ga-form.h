/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/ga-context.h"

G_BEGIN_DECLS

/**
 * GaForm:
 *
 * The form of one record, made from its entity's descriptor: a group for each group of fields, a
 * row for each field, complaints at the field they are about. It edits a copy; nothing is written.
 * Main thread.
 *
 * Property `valid` (read-only): whether the copy may be saved. A complaint shows once its field has
 * been left, or after ga_form_show_problems(). Signal `changed`: the user edited something.
 */
#define GA_TYPE_FORM (ga_form_get_type ())
G_DECLARE_FINAL_TYPE (GaForm, ga_form, GA, FORM, AdwBin)

GtkWidget *ga_form_new (GaContext *context, const GaRecord *record, const char *const *hidden);
void ga_form_add_group (GaForm *self, AdwPreferencesGroup *group);
gboolean ga_form_is_valid (GaForm *self);
gboolean ga_form_is_changed (GaForm *self);
const char *ga_form_get_first_problem (GaForm *self);
void ga_form_show_problems (GaForm *self);
gboolean ga_form_complain (GaForm *self, const char *name, const char *complaint);
gboolean ga_form_refuse (GaForm *self, const char *name, const char *refusal);
GaRecord *ga_form_get_record (GaForm *self);
void ga_form_set_text (GaForm *self, const char *name, const char *text);
void ga_form_set_value (GaForm *self, const char *name, const GaValue *value);
void ga_form_show_field (GaForm *self, const char *name, gboolean shown);
void ga_form_collect (GaForm *self, GPtrArray *records);

G_END_DECLS
