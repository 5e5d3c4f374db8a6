/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ga-work.h"

G_BEGIN_DECLS

/*
 * The rules of a record that look at others, as its descriptor has them. On the thread of the work,
 * with its errors and those of #GaModelError.
 */

/* Whether there are any but those that fill in. */
gboolean ga_judging_has_rules (const GaEntity *entity);
/* Fills in what follows from other records; @before: (nullable) */
gboolean
ga_judging_prepare (GaRecord *record, const GaRecord *before, GaWork *work, GError **error);
/* Whether it may stand beside the others. @field: (out) (nullable): of the complaint, by name;
 * @complete: whether all its parts, and what comes before it, would be there */
gboolean ga_judging_judge (const GaRecord *record,
                           const GaRecord *before,
                           GaWork *work,
                           gboolean complete,
                           const char **field,
                           GError **error);

G_END_DECLS
