/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "store/ga-round-figures.h"

G_BEGIN_DECLS

/**
 * GaApplicationTable:
 *
 * The applications of a round as a table, sorted by the heading that is clicked or as it is told.
 * A row opens its application. Main thread.
 */
#define GA_TYPE_APPLICATION_TABLE (ga_application_table_get_type ())
G_DECLARE_FINAL_TYPE (GaApplicationTable, ga_application_table, GA, APPLICATION_TABLE, GtkWidget)

void ga_application_table_set_model (GaApplicationTable *self, GListModel *applications);
void ga_application_table_sort (GaApplicationTable *self, GaRoundColumn column);
void ga_application_table_set_whole (GaApplicationTable *self, gboolean whole);

G_END_DECLS
