/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "model/entities/ga-entities.h"
#include "model/ga-value.h"

static const GaField fields[] = {
  { .name = "initiative",
    .type = GA_FIELD_REFERENCE,
    .flags = GA_FIELD_REQUIRED | GA_FIELD_COLUMN,
    .label = N_ ("Initiative"),
    .target = "initiative",
    .on_delete = GA_ON_DELETE_CASCADE,
    .headings = "indsats|tiltak" },
  { .name = "date",
    .type = GA_FIELD_DATE,
    .flags = GA_FIELD_REQUIRED | GA_FIELD_COLUMN,
    .label = N_ ("Date"),
    .headings = "dato|dag" },
  { .name = "reason",
    .flags = GA_FIELD_REQUIRED | GA_FIELD_COLUMN,
    .label = N_ ("Reason"),
    .max = 500,
    .headings = "grund|årsag|årsak|begrundelse" },
  { .name = "text",
    .flags = GA_FIELD_LONG,
    .label = N_ ("What was changed"),
    .max = 4000,
    .headings = "tekst|ændring|endring" },
};

static const GaSort sorts[] = {
  { "newest", N_ ("Newest first"), "-date" },
  { NULL },
};

const GaEntity ga_entity_revision = {
  .name = "revision",
  .number = 21,
  .label = N_ ("Adjustment"),
  .plural = N_ ("Adjustments"),
  GA_FIELDS (fields),
  .space = { GA_SPACE_PARENT, "initiative" },
  .title = "date reason",
  .summary = "initiative",
  .sorts = sorts,
  .since = 2,
};
