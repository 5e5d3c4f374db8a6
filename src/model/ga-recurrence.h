/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ga-work.h"

G_BEGIN_DECLS

/*
 * Repeating meetings. A rule is an iCalendar RRULE (RFC 5545, 3.3.10) in local time; libical
 * expands it. Days are local, so a walk at 10:00 stays at 10:00 across both clock changes. Any
 * thread, but ga_schedule_make_meetings() and ga_schedule_make_meeting() on that of its
 * transaction. Errors are of %GA_MODEL_ERROR, there with those of #GaWork.
 *
 * A rule says on which days; the time of day stands beside it, so BYHOUR, BYMINUTE and BYSECOND are
 * read and say nothing. The first day asked for is the rule's DTSTART: COUNT and INTERVAL count
 * from there, and it is a meeting only if the rule says so.
 */

#define GA_RECURRENCE_LIMIT 4000 /* meetings one schedule may make at once */

gboolean ga_recurrence_check (const char *rule, GError **error);
gboolean ga_recurrence_ends_before (const char *rule, const char *day);
GPtrArray *ga_recurrence_days (
    const char *rule, const char *from, const char *until, guint limit, GError **error);
char *ga_recurrence_describe (const char *rule, const char *clock);

/* What the meetings of a schedule have in common with it: fields that both know by one name, ending
 * with %NULL. */
extern const char *const ga_schedule_shared[];

/* Days are (transfer full), and canonical. */
gboolean ga_schedule_skips (const GaRecord *schedule, const char *day);
char *ga_schedule_horizon (const GaRecord *schedule, const char *until);
char *ga_schedule_start_on (const GaRecord *schedule, const char *day);
char *ga_meeting_dup_occurrence (const GaRecord *meeting);
gboolean ga_schedule_make_meetings (GaWork *work,
                                    const GaRecord *schedule,
                                    const char *after,
                                    const char *until,
                                    guint *made,
                                    GError **error);
gboolean ga_schedule_make_meeting (
    GaWork *work, const GaRecord *schedule, const char *day, gboolean *made, GError **error);

G_END_DECLS
