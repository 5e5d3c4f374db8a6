/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "model/entities/ga-entities.h"

static const GaField fields[] = {
  { .name = "name",
    .type = GA_FIELD_TEXT,
    .flags = GA_FIELD_REQUIRED | GA_FIELD_INDEXED | GA_FIELD_SEARCHED | GA_FIELD_COLUMN,
    .label = N_ ("Name"),
    .max = 200,
    .headings = "navn|rute" },
  { .name = "distance_m",
    .type = GA_FIELD_INTEGER,
    .flags = GA_FIELD_COLUMN,
    .label = N_ ("Distance in metres"),
    .min = 0,
    .max = 500000,
    .headings = "distance|længde|lengde|meter" },
  { .name = "ascent_m",
    .type = GA_FIELD_INTEGER,
    .label = N_ ("Ascent in metres"),
    .min = 0,
    .max = 9000,
    .headings = "stigning" },
  { .name = "surface",
    .type = GA_FIELD_CHOICE,
    .label = N_ ("Surface"),
    .choices = ga_choices_surface,
    .headings = "underlag" },
  { .name = "step_free",
    .type = GA_FIELD_CHOICE,
    .label = N_ ("Step-free"),
    .choices = ga_choices_yes_no_unknown,
    .headings = "niveaufri|trinfri|trinnfri" },
  { .name = "kommune", .type = GA_FIELD_REFERENCE, .label = N_ ("Kommune"), .target = "kommune" },
  /* Its way over the map (model/ga-shape.h). */
  { .name = "shape",
    .type = GA_FIELD_TEXT,
    .flags = GA_FIELD_HIDDEN,
    .label = N_ ("Way on the map"),
    .max = 16000,
    .since = 2 },
};

static const GaSort sorts[] = {
  { "name", N_ ("Name"), "name" },
  { "distance", N_ ("Shortest first"), "distance_m,name" },
  { NULL },
};

const GaEntity ga_entity_route = {
  .name = "route",
  .number = 6,
  .label = N_ ("Route"),
  .plural = N_ ("Routes"),
  GA_FIELDS (fields),
  .space = { GA_SPACE_KOMMUNE, "kommune" },
  .title = "name",
  .summary = "distance_m",
  .same = (const char *const[]){ "name+kommune", NULL },
  .rank = 2,
  .sorts = sorts,
};
