/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ga-work.h"

G_BEGIN_DECLS

/*
 * What the rules about money share, such as that the grants of a round take no more than its frame.
 * Amounts are whole øre, and those of one round are of one currency. As the rules of a descriptor,
 * these run on the writer thread; what they refuse is a %GA_MODEL_ERROR, with the field of the
 * complaint in @field.
 */

/* The most that one field holds, in øre: what has 13 digits is a slip. A million of them can be
 * added. */
#define GA_MONEY_MOST G_GINT64_CONSTANT (999999999999)

gboolean ga_money_refuse (const char *name,
                          const char **field,
                          GError **error,
                          const GaRecord *record,
                          gint64 oere,
                          const char *sentence);

/* Pure, on any thread: whole øre, a half counts up. */
gint64 ga_money_divide (gint64 oere, gint64 by);
gint64 ga_money_share (gint64 oere, gint64 part, gint64 whole);

gint64 ga_money_get_committed (const GaRecord *grant);
gboolean ga_money_sum_committed (
    GaWork *work, const char *via, const GaId *id, const GaId *except, gint64 *sum, GError **error);

G_END_DECLS
