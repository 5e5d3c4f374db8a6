/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/ga-editor-section.h"

static guint changed_signal;

G_DEFINE_ABSTRACT_TYPE (GaEditorSection, ga_editor_section, ADW_TYPE_PREFERENCES_GROUP)

static void
ga_editor_section_class_init (GaEditorSectionClass *klass)
{
  changed_signal = g_signal_new ("changed", GA_TYPE_EDITOR_SECTION, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
ga_editor_section_init (GaEditorSection *self)
{
}

const char *
ga_editor_section_get_problem (GaEditorSection *self)
{
  return GA_EDITOR_SECTION_GET_CLASS (self)->get_problem (self);
}

gpointer
ga_editor_section_prepare (GaEditorSection *self, const GaRecord *record)
{
  return GA_EDITOR_SECTION_GET_CLASS (self)->prepare (self, record);
}

gboolean
ga_editor_section_is_changed (GaEditorSection *self)
{
  GaEditorSectionClass *klass = GA_EDITOR_SECTION_GET_CLASS (self);

  return klass->is_changed != NULL && klass->is_changed (self);
}

void
ga_editor_section_changed (GaEditorSection *self)
{
  g_signal_emit (self, changed_signal, 0);
}
