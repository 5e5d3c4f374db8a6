/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/compat/ga-entry-row.h"
#include "model/ga-record.h"

G_BEGIN_DECLS

/* Rows of a form, read into a record. A row that cannot be read says so itself; errors are of
 * %GA_MODEL_ERROR. Main thread. */

/* A whole number, 0 where the row is empty, which it may be if @least is 0. */
gboolean
ga_schedule_read_number (GaEntryRow *row, int least, int most, int *number, GError **error);
gboolean ga_schedule_read_row (
    GaRecord *record, GaEntryRow *row, const char *field, gboolean needed, GError **error);
/* Days parted by commas, as people write them, into the field `skips`. */
gboolean ga_schedule_read_skips (GaRecord *record, GaEntryRow *row, GError **error);

G_END_DECLS
