/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/ga-context.h"

G_BEGIN_DECLS

/**
 * GaApplicationComparison:
 *
 * Two applications side by side, chosen among those of a list, each with a button that decides it.
 * Where they differ stands a sign, and what differs is in bold letters. Main thread.
 */
#define GA_TYPE_APPLICATION_COMPARISON (ga_application_comparison_get_type ())
G_DECLARE_FINAL_TYPE (
    GaApplicationComparison, ga_application_comparison, GA, APPLICATION_COMPARISON, GtkBox)

/* @applications: (element-type GaRoundApplication): followed, and made anew when one of them
 * changes; once */
void ga_application_comparison_set_up (GaApplicationComparison *self,
                                       GaContext *context,
                                       GListModel *applications);

G_END_DECLS
