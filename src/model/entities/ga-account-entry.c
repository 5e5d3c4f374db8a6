/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "model/entities/ga-entities.h"
#include "model/ga-money.h"
#include "model/ga-value.h"

static const GaField fields[] = {
  { .name = "grant",
    .type = GA_FIELD_REFERENCE,
    .flags = GA_FIELD_REQUIRED | GA_FIELD_COLUMN,
    .label = N_ ("Grant"),
    .target = "grant",
    .on_delete = GA_ON_DELETE_CASCADE,
    .headings = "bevilling|tilskudd" },
  { .name = "date",
    .type = GA_FIELD_DATE,
    .flags = GA_FIELD_REQUIRED | GA_FIELD_COLUMN,
    .label = N_ ("Date"),
    .headings = "dato|dag" },
  { .name = "text",
    .flags = GA_FIELD_REQUIRED | GA_FIELD_COLUMN,
    .label = N_ ("Text"),
    .max = 300,
    .headings = "tekst" },
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
    .hint = N_ ("With a minus if it came back"),
    .min = -GA_MONEY_MOST,
    .max = GA_MONEY_MOST,
    .currency = "currency",
    .headings = "beløb|beløp" },
  { .name = "currency",
    .type = GA_FIELD_CHOICE,
    .flags = GA_FIELD_HIDDEN,
    .label = N_ ("Currency"),
    .choices = ga_choices_currency,
    .from = "grant",
    .headings = "valuta" },
  { .name = "voucher",
    .flags = GA_FIELD_COLUMN,
    .label = N_ ("Voucher"),
    .max = 50,
    .headings = "bilag|bilagsnummer" },
};

static const GaSort sorts[] = {
  { "date", N_ ("Earliest first"), "date" },
  { "newest", N_ ("Newest first"), "-date" },
  { "amount", N_ ("Largest first"), "-amount" },
  { NULL },
};

const GaEntity ga_entity_account_entry = {
  .name = "account_entry",
  .number = 28,
  .label = N_ ("Account entry"),
  .plural = N_ ("Account entries"),
  GA_FIELDS (fields),
  .space = { GA_SPACE_PARENT, "grant" },
  .title = "text",
  .summary = "date amount",
  .same = (const char *const[]){ "grant+date+text+amount+voucher", NULL },
  .sorts = sorts,
  .since = 2,
};
