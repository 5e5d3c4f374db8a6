/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "exchange/ga-text-decoder.h"

G_BEGIN_DECLS

/**
 * GaCsvReader:
 *
 * Reads a table from CSV as spreadsheet programs write it: separated by `;` `,` or tab (found out,
 * or named by a first line `sep=;`), lines ending in CRLF, LF or CR, cells in quotes that may hold
 * separators, line breaks and doubled quotes. The first row that is not blank holds the headings.
 * Blank rows are skipped; cells at the end of a row that are empty and have no heading are ignored.
 *
 * Rows are counted as a spreadsheet shows them: from 1, the headings' included, blank ones
 * included, a row whose cells hold line breaks counted once, a `sep=` line not counted.
 *
 * Opening fails for a file that cannot be read, is no text or is empty, and for headings that are
 * broken or of which two are the same. Reading a row may fail for that row alone
 * (%GA_EXCHANGE_ERROR_ROW_TOO_SHORT, %GA_EXCHANGE_ERROR_ROW_TOO_LONG,
 * %GA_EXCHANGE_ERROR_CELL_TOO_LONG, %GA_EXCHANGE_ERROR_CONTROL_CHARACTER): note the error and go
 * on. %GA_EXCHANGE_ERROR_UNCLOSED_QUOTE is final, because it is not known where the next row
 * begins: the next call says that the table ends. ga_exchange_error_is_final() tells which it is.
 *
 * The whole file is held in memory once, whatever its cells are like. Opening blocks: not for the
 * main thread. One thread at a time. Errors are of %GA_EXCHANGE_ERROR; headings and cells are the
 * reader's, cells until the next row.
 */
typedef struct _GaCsvReader GaCsvReader;

/* Bytes of UTF-8 in one cell, at most. */
#define GA_CSV_LONGEST_CELL ((gsize) 1024 * 1024)

GaCsvReader *ga_csv_reader_new_for_path (const char *path, GError **error);
GaCsvReader *ga_csv_reader_new_for_bytes (GBytes *bytes, GError **error);
void ga_csv_reader_free (GaCsvReader *reader);

const char *const *ga_csv_reader_get_headings (GaCsvReader *reader);
guint ga_csv_reader_get_n_columns (GaCsvReader *reader);
char ga_csv_reader_get_separator (GaCsvReader *reader);
GaTextEncoding ga_csv_reader_get_encoding (GaCsvReader *reader);
double ga_csv_reader_get_progress (GaCsvReader *reader);

gboolean
ga_csv_reader_next (GaCsvReader *reader, const char *const **cells, guint *row, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GaCsvReader, ga_csv_reader_free)

G_END_DECLS
