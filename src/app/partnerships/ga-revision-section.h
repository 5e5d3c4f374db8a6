/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/ga-context.h"
#include "app/widgets/ga-editor-section.h"

G_BEGIN_DECLS

/**
 * GaRevisionSection:
 *
 * Part of the form of an initiative that is under way: why it is adjusted. Without a reason nothing
 * is saved; with one, a dated revision that tells what was changed is written along. Main thread.
 */
#define GA_TYPE_REVISION_SECTION (ga_revision_section_get_type ())
G_DECLARE_FINAL_TYPE (GaRevisionSection, ga_revision_section, GA, REVISION_SECTION, GaEditorSection)

/* @initiative: as it was before */
GaEditorSection *ga_revision_section_new (GaContext *context, const GaRecord *initiative);

G_END_DECLS
