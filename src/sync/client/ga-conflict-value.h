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

G_END_DECLS
