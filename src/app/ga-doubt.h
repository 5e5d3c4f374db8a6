/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/compat/ga-question.h"
#include "app/ga-context.h"

G_BEGIN_DECLS

/*
 * What may be written, as no rule forbids it, and is yet asked about first in the window: to pay a
 * tranche that has a condition. Main thread.
 */

/* Whether something of @record, as it is to be written, is asked about; then @answer is called once
 * with the answer, and only @yes writes it. */
gboolean ga_doubt_ask (GtkWidget *parent,
                       GaContext *context,
                       const GaRecord *record,
                       GaAnswerFunc answer,
                       gpointer user_data);
/* (transfer full) (nullable): the report of the grant that @record belongs to, once it has come */
GaRecord *ga_doubt_find_report (GaReader *reader, const GaRecord *record);

G_END_DECLS
