/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "model/entities/ga-entities.h"
#include "model/ga-value.h"

static const GaChoice sides[] = {
  { "ours", N_ ("We expect it of the kommune"), "vores|vår|vi" },
  { "theirs", N_ ("The kommune expects it of us"), "deres|kommunen" },
  { NULL },
};

static const GaChoice states[] = {
  { "open", N_ ("Open"), "åben|åpen" },
  { "under_way", N_ ("Under way"), "i gang" },
  { "kept", N_ ("Met"), "opfyldt|oppfylt" },
  { "not_kept", N_ ("Not met"), "ikke opfyldt|ikke oppfylt" },
  { NULL },
};

static const GaField fields[] = {
  { .name = "agreement",
    .type = GA_FIELD_REFERENCE,
    .flags = GA_FIELD_REQUIRED | GA_FIELD_COLUMN,
    .label = N_ ("Agreement"),
    .target = "agreement",
    .on_delete = GA_ON_DELETE_CASCADE,
    .headings = "aftale|avtale|samarbejdsaftale" },
  { .name = "side",
    .type = GA_FIELD_CHOICE,
    .flags = GA_FIELD_REQUIRED | GA_FIELD_COLUMN,
    .label = N_ ("Who expects it"),
    .choices = sides,
    .fallback = "ours",
    .headings = "side|hvem" },
  { .name = "heading",
    .flags = GA_FIELD_REQUIRED | GA_FIELD_COLUMN,
    .label = N_ ("Heading"),
    .hint = N_ (
        "Responsibility, the volunteers, how they are recruited, readiness of the place, division of labour"),
    .max = 200,
    .headings = "overskrift" },
  { .name = "text",
    .flags = GA_FIELD_LONG,
    .label = N_ ("What is expected"),
    .max = 4000,
    .headings = "tekst|forventning" },
  { .name = "owner",
    .flags = GA_FIELD_PERSONAL | GA_FIELD_COLUMN,
    .label = N_ ("Who sees to it"),
    .hint = N_ ("A person or a department"),
    .max = 200,
    .headings = "ansvarlig|ejer|eier" },
  { .name = "due",
    .type = GA_FIELD_DATE,
    .flags = GA_FIELD_INDEXED | GA_FIELD_COLUMN,
    .label = N_ ("Due"),
    .headings = "frist|senest" },
  { .name = "state",
    .type = GA_FIELD_CHOICE,
    .flags = GA_FIELD_REQUIRED | GA_FIELD_COLUMN,
    .label = N_ ("State"),
    .choices = states,
    .fallback = "open",
    .headings = "tilstand|status" },
};

static const GaSort sorts[] = {
  { "heading", N_ ("Heading"), "side,heading" },
  { "due", N_ ("First due"), "due,heading" },
  { NULL },
};

const GaEntity ga_entity_clause = {
  .name = "clause",
  .number = 17,
  .label = N_ ("Expectation"),
  .plural = N_ ("Expectations"),
  GA_FIELDS (fields),
  .space = { GA_SPACE_PARENT, "agreement" },
  .title = "heading",
  .summary = "side state",
  .sorts = sorts,
  .since = 2,
};
