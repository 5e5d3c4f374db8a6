/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ga-record.h"
#include "model/ga-schema.h"

G_BEGIN_DECLS

/* What a record of the entity `conflict` is about. Any thread. */

/* Returns: %FALSE where this version knows nothing of that kind */
gboolean ga_conflict_find_subject (GaSchema *schema,
                                   const GaRecord *conflict,
                                   const GaEntity **entity,
                                   GaId *id);
/* (transfer full): for one that is not there: with what it was to refer to, where all of it was
 * offered, and nothing else */
GaRecord *
ga_conflict_make_subject (const GaRecord *conflict, const GaEntity *entity, const GaId *id);

G_END_DECLS
