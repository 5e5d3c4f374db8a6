/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/compat/ga-entry-row.h"

G_BEGIN_DECLS

/*
 * A day written into a row of a form. People leave out the year there, or half of it: the nearest
 * is meant, and once they have left the row the whole day stands in it.
 */

char *ga_date_row_dup (GaEntryRow *row);
void ga_date_row_complete (GaEntryRow *row);

G_END_DECLS
