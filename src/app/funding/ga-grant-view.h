/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/widgets/ga-record-view.h"

G_BEGIN_DECLS

/**
 * GaGrantView:
 *
 * One grant: what is paid out and what it was spent on, its report, and what is left. Main thread.
 */
#define GA_TYPE_GRANT_VIEW (ga_grant_view_get_type ())
G_DECLARE_FINAL_TYPE (GaGrantView, ga_grant_view, GA, GRANT_VIEW, GaRecordView)

G_END_DECLS
