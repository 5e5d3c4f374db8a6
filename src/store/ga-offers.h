/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/ga-reader.h"

G_BEGIN_DECLS

/*
 * Records that are only offered: an open conflict holds such a one as a whole, and it comes to be
 * when somebody takes it. A thread may read what its reader may.
 */

/* (nullable): what does not stand, as JSON: a value, or a whole record where it is of no field */
const char *ga_conflict_get_lost (const GaRecord *conflict);

/* (transfer full) (nullable): the record that @conflict offers, as it was to be, and with what else
 * stands in it where it is here after all; %NULL with an error, or without one where it offers none
 * that is known here. */
GaRecord *ga_offer_read (GaReader *reader, const GaRecord *conflict, GError **error);

/* (transfer full) (element-type GaRecord): the other conflicts whose records have to be for that of
 * @conflict to be taken, each after those that it stands on itself. */
GPtrArray *ga_offers_list_needed (GaReader *reader, const GaRecord *conflict, GError **error);

G_END_DECLS
