/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/ga-workbook.h"
#include "store/ga-reader.h"

G_BEGIN_DECLS

/**
 * GaRecordCells:
 *
 * Fields of records as people read them in a table, each with the type that a workbook has for it.
 * Remembers what is referred to, as few records are referred to by many. On the reader's thread.
 */
typedef struct _GaRecordCells GaRecordCells;

GaRecordCells *ga_record_cells_new (GaReader *reader);
void ga_record_cells_free (GaRecordCells *self);

const char *ga_record_cells_get_title (GaRecordCells *self, const GaField *field, const GaId *id);
void
ga_record_cells_add (GaRecordCells *self, GaWorkbook *book, const GaRecord *record, guint index);
char *ga_record_cells_dup_text (GaRecordCells *self, const GaRecord *record, guint index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GaRecordCells, ga_record_cells_free)

G_END_DECLS
