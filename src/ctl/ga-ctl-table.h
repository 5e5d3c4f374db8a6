/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ctl/ga-ctl.h"
#include "model/ga-text-table.h"
#include "paper/ga-table.h"

G_BEGIN_DECLS

/* What it prints goes where the other output of @ctl goes. */
GaTextTable *ga_ctl_table_new (GaCtl *ctl);

/* A table of records: their ids, and the fields that the entity offers as columns.
 * ga_ctl_records_end() frees it. */
typedef struct _GaCtlRecords GaCtlRecords;

GaCtlRecords *ga_ctl_records_new (GaCtl *ctl, GaReader *reader, const GaEntity *entity);
void ga_ctl_records_add (GaCtlRecords *self, GaRecord *record);
void ga_ctl_records_end (GaCtlRecords *self);
/* A table of a report, as text. */
void ga_ctl_print_figures (GaCtl *ctl, GaTable *figures);

G_END_DECLS
