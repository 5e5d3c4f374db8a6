/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/ga-generator-plan.h"

G_BEGIN_DECLS

/**
 * ga_generator_offices_write:
 * @invention: its own, so that the people and walks that a seed leads to are the same with offices
 *   and without
 * @kommuner: (element-type GaRecord)
 *
 * Private to the generator. Agreements, their initiatives, funding rounds and grants, as offices
 * have them; most communities of @plan come to belong to an initiative. Within
 * ga_transaction_fill_all(), on the writer thread, with its errors.
 */
gboolean ga_generator_offices_write (GaInvention *invention,
                                     GPtrArray *kommuner,
                                     GaGeneratorPlan *plan,
                                     GError **error);

G_END_DECLS
