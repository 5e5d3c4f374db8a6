/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/ga-context.h"
#include "app/widgets/ga-editor-section.h"
#include "app/widgets/ga-form.h"

G_BEGIN_DECLS

/**
 * GaHeadingsSection:
 *
 * Part of the form of a new agreement: it may begin with the headings that all have, or also with
 * what agreements of its kind, with that kind of partner, usually expect under each of them. What
 * is chosen is written down for both sides together with the agreement. Main thread.
 */
#define GA_TYPE_HEADINGS_SECTION (ga_headings_section_get_type ())
G_DECLARE_FINAL_TYPE (GaHeadingsSection, ga_headings_section, GA, HEADINGS_SECTION, GaEditorSection)

GaEditorSection *ga_headings_section_new (GaContext *context, GaForm *form);

G_END_DECLS
