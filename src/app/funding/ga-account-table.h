/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "model/ga-record.h"

G_BEGIN_DECLS

/**
 * GaAccountTable:
 *
 * What a grant was spent on, day by day, with the voucher of each and what was left after it. A row
 * opens its entry. Main thread.
 */
#define GA_TYPE_ACCOUNT_TABLE (ga_account_table_get_type ())
G_DECLARE_FINAL_TYPE (GaAccountTable, ga_account_table, GA, ACCOUNT_TABLE, GtkWidget)

void ga_account_table_show (GaAccountTable *self,
                            GPtrArray *entries,
                            GPtrArray *documents,
                            gint64 granted);

G_END_DECLS
