/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "paper/ga-paper.h"
#include "store/ga-reader.h"

G_BEGIN_DECLS

/**
 * GaStatement:
 *
 * The annual statement of one grant, or of all grants of a round: for each year what there was at
 * its start, what was paid out, what it was spent on, what came back, and what was left at its end.
 * A year is that of the day on which a tranche was paid, money spent or returned.
 */
#define GA_STATEMENT_ALL_YEARS 0

/* @id: of a grant or of a round; @year: that year, or all in which something happened. A long read.
 * Errors are of %GA_STORE_ERROR. (transfer full) (nullable) */
GaPaper *ga_statement_new (GaReader *reader, const GaId *id, int year, GError **error);

G_END_DECLS
