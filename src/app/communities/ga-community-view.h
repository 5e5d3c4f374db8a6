/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/widgets/ga-record-view.h"

G_BEGIN_DECLS

/**
 * GaCommunityView:
 *
 * One community: what it is, its next and latest walks, its people. Its actions besides those of
 * every record: `community.plan`, `community.add-host`. Main thread.
 */
#define GA_TYPE_COMMUNITY_VIEW (ga_community_view_get_type ())
G_DECLARE_FINAL_TYPE (GaCommunityView, ga_community_view, GA, COMMUNITY_VIEW, GaRecordView)

G_END_DECLS
