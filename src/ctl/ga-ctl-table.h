/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ctl/ga-ctl.h"

G_BEGIN_DECLS

/**
 * GaCtlTable: rows under headings, in columns as wide as their words. The first rows decide about
 * the widths, so a table of any length takes little memory. ga_ctl_table_end() frees
 * it. Main thread.
 */
typedef struct _GaCtlTable GaCtlTable;

GaCtlTable *ga_ctl_table_new (GaCtl *ctl);
void ga_ctl_table_add_column (GaCtlTable *self, const char *heading, gboolean to_the_right);
void ga_ctl_table_take_row (GaCtlTable *self, GPtrArray *cells);
void ga_ctl_table_end (GaCtlTable *self);

/* A table of records: their ids, and the fields that the entity offers as columns.
 * ga_ctl_records_end() frees it. */
typedef struct _GaCtlRecords GaCtlRecords;

GaCtlRecords *ga_ctl_records_new (GaCtl *ctl, GaReader *reader, const GaEntity *entity);
void ga_ctl_records_add (GaCtlRecords *self, GaRecord *record);
void ga_ctl_records_end (GaCtlRecords *self);

G_END_DECLS
