/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/widgets/ga-editor-section.h"

G_BEGIN_DECLS

/**
 * GaScopeSection:
 *
 * Below the form of a walk that belongs to a schedule: whether later ones, or all, change with it.
 * Main thread.
 */
#define GA_TYPE_SCOPE_SECTION (ga_scope_section_get_type ())
G_DECLARE_FINAL_TYPE (GaScopeSection, ga_scope_section, GA, SCOPE_SECTION, GaEditorSection)

/* @meeting: as it is stored */
GaEditorSection *ga_scope_section_new (const GaRecord *meeting);

G_END_DECLS
