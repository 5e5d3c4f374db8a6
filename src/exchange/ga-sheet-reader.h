/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * GaSheetReader:
 *
 * Reads the first sheet that is shown of a workbook, XLSX (ECMA-376) or ODS (OpenDocument 1.3), as
 * texts under headings, row by row in little memory. The first row that is not blank holds the
 * headings; blank rows are skipped. Rows are counted as the spreadsheet shows them.
 *
 * A number is its digits with a point, a day `2026-12-31`, a time `10:00` or `2026-12-31T10:00`, a
 * flag `true` or `false`. Of a formula the result counts that the file holds; macros are never
 * looked at. A cell without a result, or with an error in place of one, costs its row
 * (%GA_EXCHANGE_ERROR_CELL), as in #GaCsvReader.
 *
 * What is unpacked has the limits of #GaPackage. Blocks: not for the main thread. One thread at a
 * time. Errors are of %GA_EXCHANGE_ERROR, or %G_IO_ERROR_CANCELLED; headings and cells are the
 * reader's, cells until the next row.
 */
typedef struct _GaSheetReader GaSheetReader;

/* @cancellable: (nullable): must live as long as the reader */
GaSheetReader *
ga_sheet_reader_new_for_path (const char *path, GCancellable *cancellable, GError **error);
GaSheetReader *
ga_sheet_reader_new_for_bytes (GBytes *bytes, GCancellable *cancellable, GError **error);
void ga_sheet_reader_free (GaSheetReader *self);

const char *const *ga_sheet_reader_get_headings (GaSheetReader *self);
double ga_sheet_reader_get_progress (GaSheetReader *self);
gboolean
ga_sheet_reader_next (GaSheetReader *self, const char *const **cells, guint *row, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GaSheetReader, ga_sheet_reader_free)

G_END_DECLS
