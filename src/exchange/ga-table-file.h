/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "paper/ga-table.h"

G_BEGIN_DECLS

/*
 * The table beside a chart as a file that a spreadsheet adds up: figures without what parts their
 * thousands. A figure that is hidden stays the words that say so. What stood there before stays
 * whole until the new file is. Block: not for the main thread. Errors are of %GA_EXCHANGE_ERROR.
 */

gboolean ga_table_file_write_csv (GaTable *table, const char *path, GError **error);
/* @title: names the sheet */
gboolean
ga_table_file_write_xlsx (GaTable *table, const char *title, const char *path, GError **error);

G_END_DECLS
