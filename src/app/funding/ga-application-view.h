/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/widgets/ga-record-view.h"

G_BEGIN_DECLS

/**
 * GaApplicationView:
 *
 * One application with all that a decision needs: what it costs, what each party puts in, what is
 * left of the frame and what is known of the applicant. From here it is decided and granted. Main
 * thread.
 */
#define GA_TYPE_APPLICATION_VIEW (ga_application_view_get_type ())
G_DECLARE_FINAL_TYPE (GaApplicationView, ga_application_view, GA, APPLICATION_VIEW, GaRecordView)

G_END_DECLS
