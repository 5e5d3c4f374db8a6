/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ga-record.h"

G_BEGIN_DECLS

/*
 * What is told of an agreement and of what belongs to it, as whole sentences. @today is a day as
 * `2026-12-31`. Main thread. Texts are (transfer full).
 */

/* From when to when it holds. */
char *ga_agreement_words_period (const GaRecord *agreement);
/* Returns: (nullable): that it ends within six months, or has ended though it stands as in force */
char *ga_agreement_words_warning (const GaRecord *agreement, const char *today);
/* Whether something is still to be done that was due before @today. */
gboolean ga_agreement_words_is_overdue (const GaRecord *clause, const char *today);
/* Returns: (nullable): who sees to it, and until when */
char *ga_agreement_words_clause (const GaRecord *clause, const char *today);
/* What is to be reached by when, and what is. @counted: (nullable): the figure of what is measured
 * by attendance, which the record does not hold */
char *ga_agreement_words_indicator (const GaRecord *indicator, const char *counted);

G_END_DECLS
