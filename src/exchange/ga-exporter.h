/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/ga-reader.h"

G_BEGIN_DECLS

/**
 * GaExportFormat:
 * @GA_EXPORT_CSV: a table for spreadsheets
 * @GA_EXPORT_JSON: one object a line, as `gangartctl list --json` prints them
 * @GA_EXPORT_XLSX: a workbook, for people
 * @GA_EXPORT_ODS: the same, in the format of OpenDocument
 * @GA_EXPORT_ICS: iCalendar; of walks alone, and without any person
 * @GA_EXPORT_GPX: the ways of routes, as far as they are known
 */
typedef enum
{
  GA_EXPORT_CSV,
  GA_EXPORT_JSON,
  GA_EXPORT_XLSX,
  GA_EXPORT_ODS,
  GA_EXPORT_ICS,
  GA_EXPORT_GPX,
} GaExportFormat;

/**
 * GaExportOptions:
 * @format: what to write
 * @separator: of CSV; `;` if 0
 * @in_words: CSV as people read it: headings and choices in the language of the interface
 * @without_personal: leave out the fields that say something of a person
 * @cancellable: (nullable): breaks it off
 */
typedef struct
{
  GaExportFormat format;
  char separator;
  gboolean in_words;
  gboolean without_personal;
  GCancellable *cancellable;
} GaExportOptions;

/*
 * The headings of CSV are the names of the fields, the same in every language, after `id`; what is
 * written imports again as it was. A kommune stands as its code. Every other reference stands as an
 * id, which says the same after a change of name, and beside it, under `NAME_title`, as people read
 * it; importing passes over that column. A workbook is for reading and adding up: its headings are
 * in the language of the interface, and references and choices stand as people read them; so do
 * they in CSV that is written in words, for the window, and amounts, too. So that it imports again,
 * the ids of the references stand in columns at its end, which a workbook hides, `NAME_id`; they
 * count as long as what people read beside them is what the record is called.
 *
 * Block, on the reader's thread: not for the main thread. A file takes its place only when it is
 * whole. Errors are of %GA_EXCHANGE_ERROR or %GA_STORE_ERROR, or %G_IO_ERROR_CANCELLED.
 */
gboolean ga_export_to_path (GaReader *reader,
                            const GaQuery *query,
                            const char *path,
                            const GaExportOptions *options,
                            GError **error);
gboolean ga_export_to_descriptor (GaReader *reader,
                                  const GaQuery *query,
                                  int descriptor,
                                  const GaExportOptions *options,
                                  GError **error);

G_END_DECLS
