/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/widgets/ga-record-table.h"
#include "store/ga-round-figures.h"

G_BEGIN_DECLS

/**
 * GaApplicationTable:
 *
 * The applications of a round as a table, in the columns of #GaRoundColumn, the largest amounts
 * first. A row opens its application. Main thread.
 */
#define GA_TYPE_APPLICATION_TABLE (ga_application_table_get_type ())
G_DECLARE_FINAL_TYPE (
    GaApplicationTable, ga_application_table, GA, APPLICATION_TABLE, GaRecordTable)

/* Of a #GaRoundColumn, translated. */
const char *ga_application_table_get_heading (int column);
void ga_application_table_set_whole (GaApplicationTable *self, gboolean whole);

G_END_DECLS
