/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/widgets/ga-record-view.h"

G_BEGIN_DECLS

/**
 * GaDossierView:
 *
 * All that is known of one organisation or kommune, read on another thread and again whenever it
 * changes. Main thread.
 */
#define GA_TYPE_DOSSIER_VIEW (ga_dossier_view_get_type ())
G_DECLARE_FINAL_TYPE (GaDossierView, ga_dossier_view, GA, DOSSIER_VIEW, GaRecordView)

G_END_DECLS
