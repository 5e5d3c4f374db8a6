/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "model/entities/ga-entities.h"
#include "model/ga-money.h"
#include "model/ga-value.h"

static const GaField fields[] = {
  { .name = "application",
    .type = GA_FIELD_REFERENCE,
    .flags = GA_FIELD_REQUIRED | GA_FIELD_COLUMN,
    .label = N_ ("Application"),
    .target = "application",
    .on_delete = GA_ON_DELETE_CASCADE,
    .headings = "ansøgning|søknad" },
  { .name = "text",
    .flags = GA_FIELD_REQUIRED | GA_FIELD_COLUMN,
    .label = N_ ("For what"),
    .max = 300,
    .headings = "tekst|post" },
  { .name = "category",
    .type = GA_FIELD_CHOICE,
    .flags = GA_FIELD_COLUMN,
    .label = N_ ("Category"),
    .choices = ga_choices_cost,
    .headings = "kategori" },
  { .name = "amount",
    .type = GA_FIELD_MONEY,
    .flags = GA_FIELD_REQUIRED | GA_FIELD_COLUMN,
    .label = N_ ("Amount"),
    .max = GA_MONEY_MOST,
    .currency = "currency",
    .headings = "beløb|beløp" },
  { .name = "currency",
    .type = GA_FIELD_CHOICE,
    .flags = GA_FIELD_HIDDEN,
    .label = N_ ("Currency"),
    .choices = ga_choices_currency,
    .from = "application",
    .headings = "valuta" },
};

static const GaSort sorts[] = {
  { "text", N_ ("For what"), "text" },
  { "amount", N_ ("Largest first"), "-amount" },
  { NULL },
};

const GaEntity ga_entity_budget_line = {
  .name = "budget_line",
  .number = 24,
  .label = N_ ("Budget line"),
  .plural = N_ ("Budget lines"),
  GA_FIELDS (fields),
  .space = { GA_SPACE_PARENT, "application" },
  .title = "text",
  .summary = "category amount",
  .same = (const char *const[]){ "application+text", NULL },
  .sorts = sorts,
  .since = 2,
};
