/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ga-entity.h"
#include "model/ga-work.h"

G_BEGIN_DECLS

/* The entities of the program. Their numbers stand in files and are never used again:
 * 1 kommune, 2 organisation, 3 person, 4 role, 5 venue, 6 route, 7 community, 8 schedule, 9
 * meeting, 10 meeting_note, 11 participant, 12 attendance, 13 conflict, 14 attachment. Constant:
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

/* Choices that several entities offer. */
extern const GaChoice ga_choices_yes_no_unknown[];
extern const GaChoice ga_choices_target_group[];
extern const GaChoice ga_choices_arena[];
extern const GaChoice ga_choices_country[];
extern const GaChoice ga_choices_currency[];
extern const GaChoice ga_choices_surface[];
extern const GaChoice ga_choices_zone[];

/* The largest file that may be attached. */
#define GA_ATTACHMENT_MOST_BYTES (20 * 1024 * 1024)
/* Whether @text is 64 hexadecimal digits, in small letters. */
gboolean ga_attachment_is_sha256 (const char *text);
char *ga_attachment_make_name (const char *name);

#define GA_FIELDS(table) .fields = (table), .n_fields = G_N_ELEMENTS (table)

G_END_DECLS
