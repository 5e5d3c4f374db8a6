/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/ga-csv-reader.h"
#include "exchange/ga-import-source.h"
#include "exchange/ga-sheet-reader.h"
#include "model/ga-record-json.h"

G_BEGIN_DECLS

/* Private to the source of an import: the rows of formats that are no tables by themselves. */

typedef struct
{
  GPtrArray *cells;
  GByteArray *kinds; /* GaJsonKind, one a cell */
  GError *error;     /* (nullable): why this row says nothing of use */
  guint number;      /* that it is told by; 0 for its place */
} GaImportCells;

struct _GaImportSource
{
  GaCsvReader *csv;     /* or */
  GPtrArray *bare;      /* the cells of a row of it, without guards */
  GaSheetReader *sheet; /* or the rest */

  GPtrArray *headings;
  GHashTable *columns; /* heading → its place + 1 */
  GPtrArray *rows;     /* GaImportCells, as wide as there were headings when it was read */
  guint at;
  gboolean is_calendar;
  guint cut; /* events of a calendar that repeat for longer than they are followed */
};

GaImportCells *ga_import_cells_new (void);
void ga_import_cells_free (GaImportCells *row);
guint ga_import_source_add_heading (GaImportSource *self, const char *heading);
/* @text: (transfer full) */
void ga_import_source_set (
    GaImportSource *self, GaImportCells *row, const char *heading, GaJsonKind kind, char *text);

/* ga-import-json.c */
gboolean ga_import_source_read_json (GaImportSource *self, const char *text, GError **error);

/* ga-import-track.c */
gboolean ga_import_source_read_tracks (GaImportSource *self,
                                       const char *path,
                                       const GaImportOptions *options,
                                       GError **error);

/* ga-import-calendar.c */
gboolean ga_import_source_read_calendar (GaImportSource *self,
                                         char *text,
                                         const GaImportOptions *options,
                                         GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GaImportCells, ga_import_cells_free)

G_END_DECLS
