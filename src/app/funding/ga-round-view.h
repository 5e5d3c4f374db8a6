/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/widgets/ga-record-view.h"

G_BEGIN_DECLS

/**
 * GaRoundView:
 *
 * One funding round: what has become of its frame, and its applications as a table or by state,
 * with a filter. Main thread.
 */
#define GA_TYPE_ROUND_VIEW (ga_round_view_get_type ())
G_DECLARE_FINAL_TYPE (GaRoundView, ga_round_view, GA, ROUND_VIEW, GaRecordView)

/* Brings the focus to an application of the round where it is shown. */
void ga_round_view_focus (GaRoundView *self, const GaId *application);

G_END_DECLS
