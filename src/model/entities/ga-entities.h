/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ga-entity.h"
#include "model/ga-work.h"

G_BEGIN_DECLS

/* The entities of the program. Their numbers stand in files and are never used again:
 * 1 kommune, 2 organisation, 3 person, 4 role, 5 venue, 6 route, 7 community, 8 schedule, 9
 * meeting, 10 meeting_note, 11 participant, 12 attendance, 13 conflict, 14 attachment, 15
 * agreement, 16 agreement_party, 17 clause, 18 plan_goal, 19 initiative, 20 indicator, 21 revision,
 * 22 round, 23 application, 24 budget_line, 25 investment, 26 grant, 27 tranche, 28 account_entry,
 * 29 grant_report, 30 recruitment. Constant:
 * any thread reads them. */

extern const GaEntity ga_entity_kommune;
extern const GaEntity ga_entity_organisation;
extern const GaEntity ga_entity_person;
extern const GaEntity ga_entity_role;
extern const GaEntity ga_entity_venue;
extern const GaEntity ga_entity_route;
extern const GaEntity ga_entity_community;
extern const GaEntity ga_entity_schedule;
extern const GaEntity ga_entity_meeting;
extern const GaEntity ga_entity_meeting_note;
extern const GaEntity ga_entity_participant;
extern const GaEntity ga_entity_attendance;
extern const GaEntity ga_entity_conflict;
extern const GaEntity ga_entity_attachment;
extern const GaEntity ga_entity_agreement;
extern const GaEntity ga_entity_agreement_party;
extern const GaEntity ga_entity_clause;
extern const GaEntity ga_entity_plan_goal;
extern const GaEntity ga_entity_initiative;
extern const GaEntity ga_entity_indicator;
extern const GaEntity ga_entity_revision;
extern const GaEntity ga_entity_round;
extern const GaEntity ga_entity_application;
extern const GaEntity ga_entity_budget_line;
extern const GaEntity ga_entity_investment;
extern const GaEntity ga_entity_grant;
extern const GaEntity ga_entity_tranche;
extern const GaEntity ga_entity_account_entry;
extern const GaEntity ga_entity_grant_report;
extern const GaEntity ga_entity_recruitment;

/* Choices that several entities offer. */
extern const GaChoice ga_choices_yes_no_unknown[];
extern const GaChoice ga_choices_target_group[];
extern const GaChoice ga_choices_arena[];
extern const GaChoice ga_choices_country[];
extern const GaChoice ga_choices_currency[];
extern const GaChoice ga_choices_cost[];
extern const GaChoice ga_choices_recruitment[];
extern const GaChoice ga_choices_surface[];
extern const GaChoice ga_choices_zone[];

/* The largest file that may be attached. */
#define GA_ATTACHMENT_MOST_BYTES (20 * 1024 * 1024)
/* Whether @text is 64 hexadecimal digits, in small letters. */
gboolean ga_attachment_is_sha256 (const char *text);
char *ga_attachment_make_name (const char *name);

/* What several rules say. Those that complain of a field return %FALSE; the sentence is translated.
 */
gboolean
ga_entity_refuse (const char *name, const char **field, GError **error, const char *sentence, ...)
    G_GNUC_PRINTF (4, 5);
/* Of two days, the latter of another record; either may be empty. */
gboolean ga_entity_is_not_after (const GaRecord *record,
                                 const char *first,
                                 const GaRecord *other,
                                 const char *last);
gboolean ga_entity_is_in_order (const GaRecord *record, const char *first, const char *last);
gboolean ga_entity_check_order (const GaRecord *record,
                                const char *first,
                                const char *last,
                                const char **field,
                                GError **error);

/* What has no digit is no telephone number. */
gboolean ga_entity_check_phone (const GaRecord *record, const char **field, GError **error);

/* (transfer full): the day on which the report of a grant that ends on @end is due.
 * @report_days: as its round says; 0 where it says nothing */
char *ga_grant_report_find_due (const char *end, gint64 report_days);
/* The day on which the report of @grant is due; nothing while the grant has no end. (transfer full)
 * (nullable) */
char *ga_grant_report_make_due (const GaRecord *grant, const GaRecord *round);
/* A report that is still to come, and due when the end of its grant says so, is due when the new
 * end does. @before: the grant as it was */
gboolean ga_grant_report_move_due (
    GaRecord *report, const GaRecord *before, const GaRecord *grant, GaWork *work, GError **error);
/* @without: (nullable): the tranche that is not counted. @paid: (out): what of @grant has been
 * paid, in øre */
gboolean ga_grant_sum_paid (
    const GaRecord *grant, const GaId *without, GaWork *work, gint64 *paid, GError **error);
/* Whether @record takes no more than @most of its @grant, in øre. */
gboolean ga_tranche_fits (
    const GaRecord *record, const GaRecord *grant, gint64 most, const char **field, GError **error);
/* Whether the day on which it came in means anything: a draft may hold one, from a list or from
 * before it was taken back. */
gboolean ga_application_is_submitted (const GaRecord *application);
/* What it was decided to give, in øre. */
gint64 ga_application_get_promised (const GaRecord *application);
/* Whether that is no more than @most, in øre: what is left of the frame of @round beside the
 * others. @field: (out): of the complaint; errors of #GaModelError */
gboolean ga_application_fits (
    const GaRecord *record, const GaRecord *round, gint64 most, const char **field, GError **error);
/* Whether it can be seen later if it was reached. */
gboolean ga_indicator_is_measurable (const GaRecord *record);
/* Whether the party puts in more than nothing. */
gboolean ga_investment_is_something (const GaRecord *record);

#define GA_FIELDS(table) .fields = (table), .n_fields = G_N_ELEMENTS (table)

G_END_DECLS
