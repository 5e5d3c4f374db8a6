/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "insight/ga-dossier.h"

G_BEGIN_DECLS

/*
 * A dossier in words: the same lines for window and paper. Any thread. What is new is (transfer
 * full), texts are translated.
 */

/* In the order in which they are told, after the agreements. */
typedef enum
{
  GA_DOSSIER_INITIATIVES,
  GA_DOSSIER_COMMUNITIES,
  GA_DOSSIER_HOSTS,
  GA_DOSSIER_APPLICATIONS,
  GA_DOSSIER_INVESTMENTS,
  GA_DOSSIER_PEOPLE,
  GA_DOSSIER_ORGANISATIONS,
  GA_DOSSIER_HISTORY,
} GaDossierPart;

#define GA_DOSSIER_N_PARTS (GA_DOSSIER_HISTORY + 1)

/**
 * GaDossierLine:
 * @details: (nullable)
 * @figure: (nullable): an amount of money, or a day
 * @entity, @id: the record that it tells of
 * @is_below: belongs to the line above it
 */
typedef struct
{
  char *title;
  char *details;
  char *figure;
  const GaEntity *entity;
  GaId id;
  gboolean is_below;
} GaDossierLine;

/* What the subject is: "Health centre" */
char *ga_dossier_display_kind (GaDossier *self);
/* Kind, status and time of an agreement */
char *ga_dossier_display_agreement (const GaDossierAgreement *agreement);
/* Who answers for it on one side: "Health centre: Kirsten Testesen, Health department" */
char *ga_dossier_display_party (const GaDossierParty *party);

const char *ga_dossier_get_part_title (GaDossier *self, GaDossierPart part);
GPtrArray *ga_dossier_list_lines (GaDossier *self, GaDossierPart part);
/* (element-type char*): what the part comes to, label and value in turns; none where it is empty */
GPtrArray *ga_dossier_list_totals (GaDossier *self, GaDossierPart part);
/* (nullable): what is to be said below its lines, or instead of them */
char *ga_dossier_dup_note (GaDossier *self, GaDossierPart part);

G_END_DECLS
