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
  { .name = "due",
    .type = GA_FIELD_DATE,
    .flags = GA_FIELD_INDEXED | GA_FIELD_COLUMN,
    .label = N_ ("Due"),
    .headings = "forfald|forfall|dato" },
  { .name = "amount",
    .type = GA_FIELD_MONEY,
    .flags = GA_FIELD_REQUIRED | GA_FIELD_COLUMN,
    .label = N_ ("Amount"),
    .max = GA_MONEY_MOST,
    .currency = "currency",
    .headings = "beløb|beløp|rate|delutbetaling" },
  { .name = "currency",
    .type = GA_FIELD_CHOICE,
    .flags = GA_FIELD_HIDDEN,
    .label = N_ ("Currency"),
    .choices = ga_choices_currency,
    .from = "grant",
    .headings = "valuta" },
  { .name = "condition",
    .flags = GA_FIELD_COLUMN,
    .label = N_ ("Condition"),
    .max = 500,
    .headings = "betingelse|vilkår" },
  { .name = "condition_met",
    .type = GA_FIELD_DATE,
    .label = N_ ("Condition met on"),
    .headings = "betingelse opfyldt|vilkår oppfylt" },
  { .name = "paid_on",
    .type = GA_FIELD_DATE,
    .flags = GA_FIELD_COLUMN,
    .label = N_ ("Paid on"),
    .headings = "udbetalt|utbetalt" },
  { .name = "reference",
    .label = N_ ("Payment reference"),
    .max = 100,
    .headings = "reference|referanse" },
};

static const GaSort sorts[] = {
  { "due", N_ ("First due"), "due" },
  { NULL },
};

static gboolean
check (const GaRecord *record, const char **field, GError **error)
{
  if (ga_record_get_integer (record, "amount") <= 0)
    return ga_entity_refuse ("amount", field, error, _ ("Say how much is paid."));
  return TRUE;
}

gboolean
ga_tranche_fits (
    const GaRecord *record, const GaRecord *grant, gint64 most, const char **field, GError **error)
{
  return ga_record_get_integer (record, "amount") <= most ||
         ga_money_refuse ("amount", field, error, grant, MAX (most, 0),
                          /* Translators: %s is an amount of money. */
                          _ ("Of the grant %s is left for this tranche."));
}

/* The day was said of the condition as it stood, and of no other. */
static gboolean
prepare (GaRecord *record, const GaRecord *before, GaWork *work, GError **error)
{
  gboolean another = before != NULL && ga_record_has (before, "condition") &&
                     !ga_record_same (record, before, "condition") &&
                     ga_record_same (record, before, "condition_met");

  if (another || !ga_record_has (record, "condition"))
    ga_record_clear (record, "condition_met");
  return TRUE;
}

static gint64
get_paid (const GaRecord *record)
{
  return ga_record_has (record, "paid_on") ? ga_record_get_integer (record, "amount") : 0;
}

static gboolean
refuse_move (const char **field, GError **error)
{
  return ga_entity_refuse ("grant", field, error,
                           _ ("This has been paid, so it stays with its grant."));
}

/* What came back had been paid. */
static gboolean
check_returned (const GaRecord *record,
                const GaRecord *before,
                GaWork *work,
                const char **field,
                GError **error)
{
  g_autoptr (GaRecord) grant = ga_work_find_parent (work, before, "grant", error);
  gint64 paid, returned;

  if (grant == NULL || !ga_grant_sum_paid (grant, ga_record_get_id (record), work, &paid, error))
    return FALSE;
  paid += get_paid (record);
  returned = ga_record_get_integer (grant, "returned");
  return paid >= returned ||
         ga_money_refuse (ga_record_has (record, "paid_on") ? "amount" : "paid_on", field, error,
                          grant, returned,
                          /* Translators: %s is an amount of money. */
                          _ ("%s of this grant has come back, so as much has been paid. Mend "
                             "“Money returned” on the grant first."));
}

static gboolean
judge (const GaRecord *record,
       const GaRecord *before,
       GaWork *work,
       const char **field,
       GError **error)
{
  gint64 amount = ga_record_get_integer (record, "amount"), others;
  GaSum tranches = { "tranche", "amount", "grant", ga_record_get_reference (record, "grant"),
                     ga_record_get_id (record) };
  g_autoptr (GaRecord) grant = NULL;

  if (before != NULL && get_paid (before) > 0 && !ga_record_same (record, before, "grant"))
    return refuse_move (field, error);
  if (before != NULL && get_paid (record) < get_paid (before) &&
      !check_returned (record, before, work, field, error))
    return FALSE;
  if (before != NULL && ga_record_same (record, before, "grant") &&
      amount <= ga_record_get_integer (before, "amount"))
    return TRUE;
  grant = ga_work_find_parent (work, record, "grant", error);
  if (grant == NULL || !ga_work_sum (work, &tranches, &others, error))
    return FALSE;
  return ga_tranche_fits (record, grant, ga_record_get_integer (grant, "amount") - others, field,
                          error);
}

static gboolean
let_go (const GaRecord *record,
        const GaRecord *before,
        GaWork *work,
        const char **field,
        GError **error)
{
  return !ga_record_has (record, "paid_on") ||
         ga_entity_refuse (
             "paid_on", field, error,
             _ ("This has been paid, so it stays. Write what comes back on the grant, "
                "under “Money returned”."));
}

const GaEntity ga_entity_tranche = {
  .name = "tranche",
  .number = 27,
  .label = N_ ("Tranche"),
  .plural = N_ ("Tranches"),
  GA_FIELDS (fields),
  .space = { GA_SPACE_PARENT, "grant" },
  .title = "due amount",
  .summary = "condition paid_on",
  .sorts = sorts,
  .since = 2,
  .check = check,
  .prepare = prepare,
  .judge = judge,
  .let_go = let_go,
};
