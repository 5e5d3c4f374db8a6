/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "model/entities/ga-entities.h"

static const GaField fields[] = {
  { .name = "country",
    .type = GA_FIELD_CHOICE,
    .flags = GA_FIELD_REQUIRED | GA_FIELD_COLUMN,
    .label = N_ ("Country"),
    .choices = ga_choices_country,
    .fallback = "DK",
    .headings = "land" },
  { .name = "code",
    .type = GA_FIELD_TEXT,
    .flags = GA_FIELD_INDEXED | GA_FIELD_COLUMN,
    .label = N_ ("Code"),
    .min = 0,
    .max = 8,
    .headings = "kode|lau_1|kommunekode|kommunenummer|nr" },
  { .name = "name",
    .type = GA_FIELD_TEXT,
    .flags = GA_FIELD_REQUIRED | GA_FIELD_INDEXED | GA_FIELD_SEARCHED | GA_FIELD_COLUMN,
    .label = N_ ("Name"),
    .max = 100,
    .headings = "navn|kommune|label_dk|kommunenavn" },
  { .name = "region",
    .type = GA_FIELD_TEXT,
    .flags = GA_FIELD_COLUMN,
    .label = N_ ("Region"),
    .max = 100,
    .headings = "iso_3166_2|fylke" },
  { .name = "latitude",
    .type = GA_FIELD_DEGREES,
    .label = N_ ("Latitude"),
    .min = -90,
    .max = 90,
    .headings = "lat|breddegrad" },
  { .name = "longitude",
    .type = GA_FIELD_DEGREES,
    .label = N_ ("Longitude"),
    .min = -180,
    .max = 180,
    .headings = "lon|lng|længdegrad|lengdegrad" },
  { .name = "aliases",
    .type = GA_FIELD_WORDS,
    .flags = GA_FIELD_SEARCHED,
    .label = N_ ("Other spellings"),
    .max = 500,
    .headings = "label_en|andre navne" },
};

static const GaSort sorts[] = {
  /* Nobody looks for a kommune of the other country first. */
  { "country", N_ ("Country"), "country,name" },
  { "name", N_ ("Name"), "name" },
  { "code", N_ ("Code"), "country,code" },
  { NULL },
};

const GaEntity ga_entity_kommune = {
  .name = "kommune",
  .number = 1,
  .label = N_ ("Kommune"),
  .plural = N_ ("Kommuner"),
  GA_FIELDS (fields),
  .space = { GA_SPACE_NATIONAL },
  .title = "name",
  .summary = "region",
  .identity = (const char *const[]){ "country", "code", NULL },
  .same = (const char *const[]){ "country+code", "name|aliases", NULL },
  .rank = 3,
  .sorts = sorts,
};
