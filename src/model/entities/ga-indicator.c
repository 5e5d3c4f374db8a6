/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "model/entities/ga-entities.h"
#include "model/ga-value.h"

static const GaChoice ways[] = {
  { "attendance", N_ ("From attendance"), "fremmøde|oppmøte" },
  { "hand", N_ ("By hand"), "i hånden|manuelt" },
  { NULL },
};

static const GaField fields[] = {
  { .name = "initiative",
    .type = GA_FIELD_REFERENCE,
    .flags = GA_FIELD_REQUIRED | GA_FIELD_COLUMN,
    .label = N_ ("Initiative"),
    .target = "initiative",
    .on_delete = GA_ON_DELETE_CASCADE,
    .headings = "indsats|tiltak" },
  { .name = "name",
    .flags = GA_FIELD_REQUIRED | GA_FIELD_COLUMN,
    .label = N_ ("What is measured"),
    .max = 200,
    .headings = "navn|indikator" },
  { .name = "unit",
    .flags = GA_FIELD_COLUMN,
    .label = N_ ("Unit"),
    .max = 50,
    .headings = "enhed|enhet" },
  { .name = "baseline",
    .type = GA_FIELD_INTEGER,
    .flags = GA_FIELD_COLUMN,
    .label = N_ ("Baseline"),
    .headings = "udgangspunkt|utgangspunkt" },
  { .name = "target",
    .type = GA_FIELD_INTEGER,
    .flags = GA_FIELD_COLUMN,
    .label = N_ ("Target"),
    .headings = "mål" },
  { .name = "due",
    .type = GA_FIELD_DATE,
    .flags = GA_FIELD_INDEXED | GA_FIELD_COLUMN,
    .label = N_ ("By when"),
    .headings = "frist|senest" },
  { .name = "measured_by",
    .type = GA_FIELD_CHOICE,
    .flags = GA_FIELD_REQUIRED,
    .label = N_ ("How it is measured"),
    .choices = ways,
    .fallback = "hand",
    .headings = "måles ved|måling" },
  { .name = "value",
    .type = GA_FIELD_INTEGER,
    .flags = GA_FIELD_COLUMN,
    .label = N_ ("Reached"),
    .headings = "nået|nådd|værdi|verdi" },
};

static const GaSort sorts[] = {
  { "name", N_ ("Name"), "name" },
  { "due", N_ ("First due"), "due,name" },
  { NULL },
};

const GaEntity ga_entity_indicator = {
  .name = "indicator",
  .number = 20,
  .label = N_ ("Indicator"),
  .plural = N_ ("Indicators"),
  GA_FIELDS (fields),
  .space = { GA_SPACE_PARENT, "initiative" },
  .title = "name",
  .summary = "unit target",
  .same = (const char *const[]){ "initiative+name", NULL },
  .sorts = sorts,
  .since = 2,
};
