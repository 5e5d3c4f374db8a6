/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/ga-context.h"
#include "app/widgets/ga-editor-section.h"
#include "app/widgets/ga-form.h"

G_BEGIN_DECLS

/**
 * GaEditor:
 *
 * A modal window around the form of one record. Save (Ctrl+S, Ctrl+Enter) writes it as one act,
 * with all its sections, and closes; Esc asks only if something would be lost. Main thread; an
 * editor owns itself.
 *
 * Signal: `saved (GaRecord *record)`, before it closes.
 */
#define GA_TYPE_EDITOR (ga_editor_get_type ())
G_DECLARE_FINAL_TYPE (GaEditor, ga_editor, GA, EDITOR, AdwWindow)

GaEditor *ga_editor_new (GtkWidget *origin,
                         GaContext *context,
                         const GaRecord *record,
                         const char *const *hidden);
GaEditor *ga_editor_new_bare (GtkWidget *origin,
                              GaContext *context,
                              const GaRecord *record,
                              const char *title,
                              const char *act);
void ga_editor_set_heading (GaEditor *self, const char *heading);
void ga_editor_set_act (GaEditor *self, const char *act);
void ga_editor_set_note (GaEditor *self, const char *note);
/* (transfer none) */
GaForm *ga_editor_get_form (GaEditor *self);
void ga_editor_add_section (GaEditor *self, GaEditorSection *section);
void ga_editor_add_documents (GaEditor *self);
GaEditor *ga_editor_find (GtkWindow *window);
gboolean ga_editor_is_unsaved (GaEditor *self);
GaEditor *
ga_editor_edit (GtkWidget *origin, GaContext *context, const GaEntity *entity, const GaId *id);

G_END_DECLS
