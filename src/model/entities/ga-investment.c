/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "model/entities/ga-entities.h"
#include "model/ga-money.h"
#include "model/ga-value.h"

static const GaChoice kinds[] = {
  { "money", N_ ("Money"), "penge|penger" },
  { "hours", N_ ("Working hours"), "timer|arbejdstimer" },
  { "venue", N_ ("Rooms or places"), "lokale|lokaler" },
  { NULL },
};

static const GaField fields[] = {
  { .name = "application",
    .type = GA_FIELD_REFERENCE,
    .flags = GA_FIELD_REQUIRED | GA_FIELD_COLUMN,
    .label = N_ ("Application"),
    .target = "application",
    .on_delete = GA_ON_DELETE_CASCADE,
    .headings = "ansøgning|søknad" },
  { .name = "party",
    .type = GA_FIELD_REFERENCE,
    .flags = GA_FIELD_REQUIRED | GA_FIELD_COLUMN,
    .label = N_ ("Who invests"),
    .target = "organisation",
    .headings = "part|hvem" },
  { .name = "kind",
    .type = GA_FIELD_CHOICE,
    .flags = GA_FIELD_REQUIRED | GA_FIELD_COLUMN,
    .label = N_ ("What"),
    .choices = kinds,
    .fallback = "money",
    .headings = "type|art|hvad|hva" },
  { .name = "amount",
    .type = GA_FIELD_MONEY,
    .flags = GA_FIELD_COLUMN,
    .label = N_ ("Worth"),
    .max = GA_MONEY_MOST,
    .currency = "currency",
    .headings = "beløb|beløp|værdi|verdi" },
  { .name = "currency",
    .type = GA_FIELD_CHOICE,
    .flags = GA_FIELD_HIDDEN,
    .label = N_ ("Currency"),
    .choices = ga_choices_currency,
    .from = "application",
    .headings = "valuta" },
  { .name = "hours",
    .type = GA_FIELD_INTEGER,
    .flags = GA_FIELD_COLUMN,
    .label = N_ ("Hours"),
    .min = 0,
    .max = 1000000,
    .headings = "timer" },
  { .name = "note", .label = N_ ("Note"), .max = 500, .headings = "bemærkning|merknad" },
};

static const GaSort sorts[] = {
  { "party", N_ ("Who invests"), "party,kind" },
  { NULL },
};

/* Whether the party puts in more than nothing. */
gboolean
ga_investment_is_something (const GaRecord *record)
{
  return ga_record_get_integer (record, "amount") > 0 ||
         ga_record_get_integer (record, "hours") > 0;
}

/* Empty until somebody knows; nothing is no investment. */
static gboolean
check (const GaRecord *record, const char **field, GError **error)
{
  if ((ga_record_has (record, "amount") || ga_record_has (record, "hours")) &&
      !ga_investment_is_something (record))
    return ga_entity_refuse (ga_record_has (record, "amount") ? "amount" : "hours", field, error,
                             _ ("All parties invest: more than nothing."));
  return TRUE;
}

const GaEntity ga_entity_investment = {
  .name = "investment",
  .number = 25,
  .label = N_ ("Own investment"),
  .plural = N_ ("Own investments"),
  GA_FIELDS (fields),
  .space = { GA_SPACE_PARENT, "application" },
  .title = "party kind",
  .summary = "amount hours",
  .same = (const char *const[]){ "application+party+kind", NULL },
  .sorts = sorts,
  .since = 2,
  .check = check,
};
