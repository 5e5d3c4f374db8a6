/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/ga-importer.h"

G_BEGIN_DECLS

/**
 * GaImportSource:
 *
 * The rows of a file that is to be imported, whatever it is written in, as texts under headings.
 * What it is written in its content tells: JSON (one array of objects, or objects one after
 * another) begins with `[` or `{`; a workbook (XLSX or ODS) is a zip, a calendar (iCalendar) begins
 * with `BEGIN:VCALENDAR`, a track (GPX) has `<gpx`; everything else is CSV. JSON may have no rows,
 * and is then empty but for its name, which ends in `.json`.
 *
 * Rows of a table are counted as a spreadsheet does, headings included; those of JSON from 1. In
 * JSON a list becomes texts parted by `|`, money its amount, with the currency under `currency`.
 *
 * Blocks; one thread at a time. Errors are of %GA_EXCHANGE_ERROR, or of %G_IO_ERROR_CANCELLED;
 * headings and cells are the source's, cells until the next row.
 */
typedef struct _GaImportSource GaImportSource;

GaImportSource *ga_import_source_open (const GaEntity *entity,
                                       const char *path,
                                       const GaImportOptions *options,
                                       GError **error);
/* (nullable): name of the entity that the file can hold alone */
const char *ga_import_source_guess (const char *path);
void ga_import_source_free (GaImportSource *self);

const char *const *ga_import_source_get_headings (GaImportSource *self);
double ga_import_source_get_progress (GaImportSource *self);
gboolean ga_import_source_is_calendar (GaImportSource *self);
/* How many events of a calendar repeat for longer than they are followed. */
guint ga_import_source_count_cut (GaImportSource *self);
const guint8 *ga_import_source_get_kinds (GaImportSource *self);
gboolean
ga_import_source_next (GaImportSource *self, const char *const **cells, guint *row, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GaImportSource, ga_import_source_free)

G_END_DECLS
