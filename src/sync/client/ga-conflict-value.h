/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/ga-reader.h"

G_BEGIN_DECLS

/**
 * ga_conflict_value_display:
 * @conflict: of the entity `conflict`, of which this version knows what it is about
 * @side: `kept` or `lost`
 * @separator: goes between the fields of a whole record
 *
 * Short indexed reads; the thread of @reader. Returns: (transfer full) (nullable): what that side
 * says, for people; %NULL where it says nothing
 */
char *ga_conflict_value_display (GaReader *reader,
                                 const GaRecord *conflict,
                                 const char *side,
                                 const char *separator);

/* (transfer full): what a record that is only offered is called (ga_offer_read()), also by what is
 * only offered itself */
char *ga_conflict_title_offered (GaReader *reader, const GaRecord *record);

G_END_DECLS
