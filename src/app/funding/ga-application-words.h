/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/ga-reader.h"

G_BEGIN_DECLS

/*
 * What there is to decide an application with, in words: for its page, its decision and its
 * comparison with another. Short reads. Main thread; texts and lists are (transfer full).
 */

/* (element-type GaRecord): the records of @entity that belong to it, in their usual order */
GPtrArray *
ga_application_list_parts (GaReader *reader, const GaRecord *application, const char *entity);
/* In øre. */
gint64 ga_application_sum (GPtrArray *parts);
/* As it is shown in the currency of the application. */
char *ga_application_words_money (const GaRecord *application, gint64 oere);
/* "Working hours · 40 hours" */
char *ga_application_words_investment (GaReader *reader, const GaRecord *investment);
/* (nullable): what is left of the frame of its round */
char *ga_application_words_left (GaReader *reader, const GaRecord *application);
/* (nullable): what one application gets of its round at most */
char *ga_application_words_ceiling (GaReader *reader, const GaRecord *application);
/* (nullable): what the applicant has been granted for other applications */
char *ga_application_words_before (GaReader *reader, const GaRecord *application);
/* (nullable): whether a report of theirs is overdue; nothing where none could be */
char *ga_application_words_reports (GaReader *reader, const GaRecord *application);

G_END_DECLS
