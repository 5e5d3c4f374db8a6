/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "store/ga-store.h"

G_BEGIN_DECLS

/**
 * GaEditorSection:
 *
 * A group of rows in an editor that is more than fields of its record: the walks of a new
 * community. A subclass says whether it may be saved, and what to write in the same transaction; it
 * calls ga_editor_section_changed() whenever the former may have changed. Main thread.
 */
#define GA_TYPE_EDITOR_SECTION (ga_editor_section_get_type ())
G_DECLARE_DERIVABLE_TYPE (
    GaEditorSection, ga_editor_section, GA, EDITOR_SECTION, AdwPreferencesGroup)

/**
 * GaEditorSectionClass:
 * @get_problem: (nullable): what keeps it from being saved, as a sentence; %NULL when nothing does
 * @prepare: what write() gets, made on the main thread from what the rows say, for the record that
 *   is being saved; %NULL when there is nothing to write
 * @is_changed: (nullable): whether closing it would lose something that was written or chosen here
 * @write: writes it, on the writer thread, after the record
 * @describe: (nullable): (transfer full) (nullable): what came of write(), as it is told instead of
 *   what the editor did, on the writer thread
 * @free_prepared: frees what prepare() made, on the writer thread
 */
struct _GaEditorSectionClass
{
  AdwPreferencesGroupClass parent_class;

  const char *(*get_problem) (GaEditorSection *self);
  gpointer (*prepare) (GaEditorSection *self, const GaRecord *record);
  gboolean (*is_changed) (GaEditorSection *self);
  GaTransactFunc write;
  char *(*describe) (gpointer prepared);
  GDestroyNotify free_prepared;
};

const char *ga_editor_section_get_problem (GaEditorSection *self);
gpointer ga_editor_section_prepare (GaEditorSection *self, const GaRecord *record);
gboolean ga_editor_section_is_changed (GaEditorSection *self);
void ga_editor_section_changed (GaEditorSection *self);

G_END_DECLS
