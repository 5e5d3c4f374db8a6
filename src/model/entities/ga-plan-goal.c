/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "model/entities/ga-entities.h"
#include "model/ga-value.h"

static const GaField fields[] = {
  { .name = "title",
    .flags = GA_FIELD_REQUIRED | GA_FIELD_INDEXED | GA_FIELD_SEARCHED | GA_FIELD_COLUMN,
    .label = N_ ("Title"),
    .max = 300,
    .headings = "titel|tittel|mål|politisk mål|mål i samfunnsdelen" },
  { .name = "plan",
    .flags = GA_FIELD_COLUMN,
    .label = N_ ("Plan"),
    .hint = N_ ("The plan that it stands in"),
    .max = 200,
    .headings = "politik|planen" },
  { .name = "kommune",
    .type = GA_FIELD_REFERENCE,
    .flags = GA_FIELD_REQUIRED | GA_FIELD_COLUMN,
    .label = N_ ("Kommune"),
    .target = "kommune" },
  { .name = "note",
    .flags = GA_FIELD_LONG,
    .label = N_ ("Note"),
    .max = 2000,
    .headings = "bemærkning|merknad" },
};

static const GaSort sorts[] = {
  { "title", N_ ("Title"), "title" },
  { "kommune", N_ ("Kommune"), "kommune,title" },
  { NULL },
};

const GaEntity ga_entity_plan_goal = {
  .name = "plan_goal",
  .number = 18,
  .label = N_ ("Plan goal"),
  .plural = N_ ("Plan goals"),
  GA_FIELDS (fields),
  .space = { GA_SPACE_KOMMUNE, "kommune" },
  .title = "title",
  .summary = "plan kommune",
  .same = (const char *const[]){ "title+kommune", NULL },
  .rank = 2,
  .sorts = sorts,
  .since = 2,
};
