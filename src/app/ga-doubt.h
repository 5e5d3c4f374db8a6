/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/compat/ga-question.h"
#include "app/ga-context.h"

G_BEGIN_DECLS

/*
 * What may be written, as no rule forbids it, and is yet asked about first in the window: to pay a
 * tranche whose condition is not met yet as far as is known. Main thread.
 */

/* The day on which what is asked about was so; once it is there nobody asks. */
#define GA_DOUBT_SETTLED "condition_met"

/* Whether something of @record, as it is to be written, is asked about; then @answer is called once
 * with the answer: %GA_ANSWER_YES writes it with %GA_DOUBT_SETTLED, %GA_ANSWER_OTHER as it is,
 * %GA_ANSWER_NO not at all. */
gboolean ga_doubt_ask (GtkWidget *parent,
                       GaContext *context,
                       const GaRecord *record,
                       GaChoiceFunc answer,
                       gpointer user_data);
/* (transfer full) (nullable): the report of the grant that @record belongs to, once it has come */
GaRecord *ga_doubt_find_report (GaReader *reader, const GaRecord *record);

G_END_DECLS
