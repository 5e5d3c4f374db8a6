/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ga-entity.h"

/* An entity that src/ knows nothing of: whatever works for it follows from its table alone. */

static const GaField boat_fields[] = {
  { .name = "name",
    .type = GA_FIELD_TEXT,
    .flags = GA_FIELD_REQUIRED | GA_FIELD_INDEXED | GA_FIELD_SEARCHED | GA_FIELD_COLUMN,
    .label = "Name",
    .max = 50,
    .headings = "navn|båd" },
  { .name = "kommune",
    .type = GA_FIELD_REFERENCE,
    .label = "Kommune",
    .target = "kommune",
    .headings = "hjemsted" },
  { .name = "launched", .type = GA_FIELD_DATE, .label = "Launched", .headings = "søsat" },
  { .name = "seats", .type = GA_FIELD_INTEGER, .label = "Seats", .max = 100, .fallback = "4" },
};

static const GaEntity boat = {
  .name = "boat",
  .number = 900,
  .label = "Boat",
  .plural = "Boats",
  .fields = boat_fields,
  .n_fields = G_N_ELEMENTS (boat_fields),
  .space = { GA_SPACE_KOMMUNE, "kommune" },
  .title = "name",
  .same = (const char *const[]){ "name+kommune", NULL },
  .sorts = (const GaSort[]){ { "name", "Name", "name" }, { NULL } },
};
