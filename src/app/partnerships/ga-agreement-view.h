/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/widgets/ga-record-view.h"

G_BEGIN_DECLS

/**
 * GaAgreementView:
 *
 * One agreement in full: with whom and until when, what is to be looked at, what both sides expect
 * of each other, who takes part, the initiatives and the goals they work for. Main thread.
 */
#define GA_TYPE_AGREEMENT_VIEW (ga_agreement_view_get_type ())
G_DECLARE_FINAL_TYPE (GaAgreementView, ga_agreement_view, GA, AGREEMENT_VIEW, GaRecordView)

void ga_agreement_view_choose (GaAgreementView *self, const GaId *initiative);

G_END_DECLS
