/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "model/entities/ga-entities.h"
#include "model/ga-value.h"

static const GaField fields[] = {
  { .name = "agreement",
    .type = GA_FIELD_REFERENCE,
    .flags = GA_FIELD_REQUIRED | GA_FIELD_COLUMN,
    .label = N_ ("Agreement"),
    .target = "agreement",
    .on_delete = GA_ON_DELETE_CASCADE,
    .headings = "aftale|avtale|samarbejdsaftale" },
  { .name = "organisation",
    .type = GA_FIELD_REFERENCE,
    .flags = GA_FIELD_REQUIRED | GA_FIELD_COLUMN,
    .label = N_ ("Organisation"),
    .target = "organisation",
    .headings = "forening|part" },
  { .name = "department",
    .flags = GA_FIELD_COLUMN,
    .label = N_ ("Department"),
    .max = 200,
    .headings = "forvaltning|etat|afdeling" },
  { .name = "person",
    .type = GA_FIELD_REFERENCE,
    .flags = GA_FIELD_PERSONAL,
    .label = N_ ("Responsible person"),
    .target = "person",
    .on_delete = GA_ON_DELETE_CLEAR,
    .headings = "ansvarlig|tovholder|kontaktperson" },
};

static const GaSort sorts[] = {
  { "organisation", N_ ("Organisation"), "organisation" },
  { NULL },
};

const GaEntity ga_entity_agreement_party = {
  .name = "agreement_party",
  .number = 16,
  .label = N_ ("Party"),
  .plural = N_ ("Parties"),
  GA_FIELDS (fields),
  .space = { GA_SPACE_PARENT, "agreement" },
  .title = "organisation",
  .summary = "department person",
  .same = (const char *const[]){ "agreement+organisation", NULL },
  .sorts = sorts,
  .since = 2,
};
