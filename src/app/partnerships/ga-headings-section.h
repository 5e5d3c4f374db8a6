/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/ga-context.h"
#include "app/widgets/ga-editor-section.h"

G_BEGIN_DECLS

/**
 * GaHeadingsSection:
 *
 * Part of the form of a new agreement: a switch that begins it with the headings that agreements of
 * its kind usually have, written down for both sides together with the agreement. Main thread.
 */
#define GA_TYPE_HEADINGS_SECTION (ga_headings_section_get_type ())
G_DECLARE_FINAL_TYPE (GaHeadingsSection, ga_headings_section, GA, HEADINGS_SECTION, GaEditorSection)

GaEditorSection *ga_headings_section_new (GaContext *context);

G_END_DECLS
