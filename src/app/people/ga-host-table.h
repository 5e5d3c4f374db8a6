/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "insight/ga-hosts.h"

G_BEGIN_DECLS

/**
 * GaHostTable:
 *
 * Hosts as a table, sorted by the heading that is clicked or as it is told. A row opens its person.
 * Main thread.
 */
#define GA_TYPE_HOST_TABLE (ga_host_table_get_type ())
G_DECLARE_FINAL_TYPE (GaHostTable, ga_host_table, GA, HOST_TABLE, GtkWidget)

void ga_host_table_set_model (GaHostTable *self, GListModel *hosts);
void ga_host_table_sort (GaHostTable *self, GaHostColumn column);

G_END_DECLS
