/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * GaWorkbook:
 *
 * Writes a workbook, XLSX or ODS, row by row, sheet by sheet, in little memory whatever its length.
 * Cells have types: money is a number with two decimals and its currency, a day is a day, and a
 * text is a text, never a formula, whatever it begins with. Columns are as wide as what stands in
 * the first rows. Amounts are øre and become digits without ever being floating point
 * (docs/decisions/038-spreadsheets-without-floats.md).
 *
 * Adding never fails: after an error nothing more is taken, ga_workbook_has_failed() tells it to
 * those who have much to add, and ga_workbook_finish() says which. The file takes its place only
 * there, whole, as #GaOutputFile does. Errors are of %GA_EXCHANGE_ERROR: also where a sheet has
 * more rows than its format holds. Blocks: not for the main thread. One thread at a time.
 */
typedef struct _GaWorkbook GaWorkbook;

typedef enum
{
  GA_WORKBOOK_XLSX,
  GA_WORKBOOK_ODS,
} GaWorkbookFormat;

GaWorkbook *ga_workbook_new (const char *path, GaWorkbookFormat format, GError **error);
void ga_workbook_free (GaWorkbook *self);

void ga_workbook_begin_sheet (GaWorkbook *self, const char *name);
/* At most once a sheet, as its first row, which stays in sight and can filter. Ends with %NULL. */
void ga_workbook_add_headings (GaWorkbook *self, const char *const *headings);

/* Columns for programs alone stand last. Right after the sheet has begun. */
void ga_workbook_hide_from (GaWorkbook *self, guint column);

/* Rows of sums are bold, stand last, and are not filtered. */
void ga_workbook_begin_row (GaWorkbook *self, gboolean is_sum);
void ga_workbook_end_row (GaWorkbook *self);

/* The cells of a row, from left to right. Texts are (nullable): nothing is an empty cell. */
void ga_workbook_add_text (GaWorkbook *self, const char *text);
void ga_workbook_add_number (GaWorkbook *self, gint64 number);
/* @digits: with a point, such as "55.676" */
void ga_workbook_add_decimal (GaWorkbook *self, const char *digits);
void ga_workbook_add_money (GaWorkbook *self, gint64 oere, const char *currency);
/* @date, @time: canonical */
void ga_workbook_add_date (GaWorkbook *self, const char *date);
void ga_workbook_add_time (GaWorkbook *self, const char *time);

gboolean ga_workbook_has_failed (const GaWorkbook *self);
gboolean ga_workbook_finish (GaWorkbook *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GaWorkbook, ga_workbook_free)

G_END_DECLS
