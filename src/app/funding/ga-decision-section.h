/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/ga-context.h"
#include "app/widgets/ga-editor-section.h"

G_BEGIN_DECLS

/**
 * GaDecisionSection:
 *
 * Part of the form that decides an application: what there is to decide it with, only to be read:
 * what each party puts in, what is left of the frame, what the applicant got before and whether a
 * report of theirs is overdue. More than is left of the frame keeps it from being saved. Main
 * thread.
 */
#define GA_TYPE_DECISION_SECTION (ga_decision_section_get_type ())
G_DECLARE_FINAL_TYPE (GaDecisionSection, ga_decision_section, GA, DECISION_SECTION, GaEditorSection)

GaEditorSection *ga_decision_section_new (GaContext *context, const GaRecord *application);
/* What can be granted of the frame by what is known here, in øre; G_MAXINT64 where that is unknown
 */
gint64 ga_decision_section_get_most (GaDecisionSection *self);
/* (nullable): what keeps @record, the application as it is to be decided, from being saved; until
 * the next call */
const char *ga_decision_section_judge (GaDecisionSection *self, const GaRecord *record);

G_END_DECLS
