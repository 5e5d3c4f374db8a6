/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/widgets/ga-record-table.h"
#include "insight/ga-hosts.h"

G_BEGIN_DECLS

/**
 * GaHostTable:
 *
 * Hosts as a table, in the columns of #GaHostColumn. A row opens its person. Of days the newest
 * stands first, and of walks that were led the oldest, as those want a call. Main thread.
 */
#define GA_TYPE_HOST_TABLE (ga_host_table_get_type ())
G_DECLARE_FINAL_TYPE (GaHostTable, ga_host_table, GA, HOST_TABLE, GaRecordTable)

G_END_DECLS
