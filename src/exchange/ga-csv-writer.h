/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * GaCsvWriter:
 *
 * Writes a table as CSV (RFC 4180) that spreadsheet programs open with a double click: UTF-8 with
 * a byte order mark, CRLF, cells in quotes where they must be. Cells that a spreadsheet would run
 * as a formula are made harmless as ga-csv-cell.h tells; #GaCsvReader with
 * ga_csv_cell_without_guard() gives back what was written. A row whose cells are all empty does not
 * come back: readers take it for a blank line.
 *
 * A file is written beside its final place and takes it only in ga_csv_writer_finish(), so that
 * whatever fails, and whatever stops the program, no half file is seen and an older one stays.
 *
 * Blocks: not for the main thread. One thread at a time. Errors are of %GA_EXCHANGE_ERROR.
 */
typedef struct _GaCsvWriter GaCsvWriter;

GaCsvWriter *ga_csv_writer_new_for_path (const char *path, char separator, GError **error);
GaCsvWriter *ga_csv_writer_new_for_descriptor (int descriptor, char separator);
void ga_csv_writer_free (GaCsvWriter *writer);

gboolean ga_csv_writer_add_row (GaCsvWriter *writer,
                                const char *const *cells,
                                gsize n_cells,
                                GError **error);
gboolean ga_csv_writer_finish (GaCsvWriter *writer, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GaCsvWriter, ga_csv_writer_free)

G_END_DECLS
