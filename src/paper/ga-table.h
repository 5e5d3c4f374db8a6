/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * GaTable:
 *
 * The table that stands beside a chart: headings, rows of text as the reader sees it, and at most
 * one row of totals at the end. Figures are written by the caller, in the reader's language.
 * It copies what it is given, and what it hands out is its own. One thread at a time, as #GaChart.
 */
#define GA_TYPE_TABLE (ga_table_get_type ())
G_DECLARE_FINAL_TYPE (GaTable, ga_table, GA, TABLE, GObject)

GaTable *ga_table_new (void);
void ga_table_add_column (GaTable *table, const char *heading, gboolean numeric);
void ga_table_add_row (GaTable *table, const char *const *cells);
void ga_table_strike_row (GaTable *table, guint n_columns);
void ga_table_set_total (GaTable *table, const char *const *cells);
guint ga_table_get_n_columns (GaTable *table);
guint ga_table_get_n_rows (GaTable *table);
const char *ga_table_get_heading (GaTable *table, guint column);
gboolean ga_table_is_numeric (GaTable *table, guint column);
const char *ga_table_get_cell (GaTable *table, guint row, guint column);
gboolean ga_table_is_struck (GaTable *table, guint row, guint column);
gboolean ga_table_is_total (GaTable *table, guint row);

G_END_DECLS
