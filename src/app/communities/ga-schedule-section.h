/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/ga-context.h"
#include "app/widgets/ga-editor-section.h"

G_BEGIN_DECLS

/**
 * GaScheduleSection:
 *
 * Walks in plain words: every Tuesday at 10, from, until; and a sentence that says how many walks
 * that makes. Part of the form of a new community, where it is optional, and a form of its own.
 * Main thread.
 */
#define GA_TYPE_SCHEDULE_SECTION (ga_schedule_section_get_type ())
G_DECLARE_FINAL_TYPE (GaScheduleSection, ga_schedule_section, GA, SCHEDULE_SECTION, GaEditorSection)

GaEditorSection *ga_schedule_section_new (GaContext *context, gboolean optional);
void ga_schedule_section_plan (GtkWidget *origin, GaContext *context, const GaRecord *community);
void ga_schedule_section_edit (GtkWidget *origin,
                               GaContext *context,
                               const GaRecord *community,
                               const GaRecord *schedule);

G_END_DECLS
