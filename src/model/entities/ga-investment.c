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

/* A hall that is lent may have no price. */
gboolean
ga_investment_is_something (const GaRecord *record)
{
  gboolean amount = ga_record_get_integer (record, "amount") > 0;
  gboolean hours = ga_record_get_integer (record, "hours") > 0;

  if (ga_record_is_one_of (record, "kind", "money"))
    return amount;
  return amount || hours ||
         (ga_record_is_one_of (record, "kind", "venue") && ga_record_has (record, "note"));
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

/* Whether it may be taken from the application that @record is with. */
static gboolean
check_free (const GaRecord *record, GaWork *work, const char **field, GError **error)
{
  g_autoptr (GaRecord) application = ga_work_find_parent (work, record, "application", error);

  if (application == NULL)
    return FALSE;
  return ga_record_is_one_of (application, "status", "draft withdrawn") ||
         ga_entity_refuse (
             "application", field, error,
             _ ("The application has been submitted with this, so it stays. Change it "
                "if the party puts in something else."));
}

/* Nor is it taken back later. */
static gboolean
judge (const GaRecord *record,
       const GaRecord *before,
       GaWork *work,
       const char **field,
       GError **error)
{
  g_autoptr (GaRecord) application = NULL;

  if (before != NULL && !ga_record_same (record, before, "application") &&
      !check_free (before, work, field, error))
    return FALSE;
  if (before == NULL || ga_investment_is_something (record) || !ga_investment_is_something (before))
    return TRUE;
  application = ga_work_find_parent (work, record, "application", error);
  if (application == NULL)
    return FALSE;
  return ga_record_is_one_of (application, "status", "draft withdrawn") ||
         ga_entity_refuse ("amount", field, error,
                           _ ("The application has been submitted with this. All parties invest: "
                              "more than nothing."));
}

static gboolean
let_go (const GaRecord *record,
        const GaRecord *before,
        GaWork *work,
        const char **field,
        GError **error)
{
  return check_free (record, work, field, error);
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
  .judge = judge,
  .let_go = let_go,
};
