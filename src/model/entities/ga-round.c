/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "model/entities/ga-entities.h"
#include "model/ga-letter-text.h"
#include "model/ga-money.h"
#include "model/ga-value.h"

static const GaChoice statuses[] = {
  { "planned", N_ ("Planned"), "planlagt" },
  { "open", N_ ("Open"), "åben|åpen" },
  { "closed", N_ ("Closed for applications"), "lukket|stengt" },
  { "settled", N_ ("Settled"), "afsluttet|avsluttet" },
  { NULL },
};

static const GaField fields[] = {
  { .name = "title",
    .flags = GA_FIELD_REQUIRED | GA_FIELD_INDEXED | GA_FIELD_SEARCHED | GA_FIELD_COLUMN,
    .label = N_ ("Title"),
    .group = N_ ("Funding round"),
    .max = 200,
    .headings = "titel|tittel|pulje|runde|ansøgningsrunde|søknadsrunde|navn" },
  { .name = "organiser",
    .type = GA_FIELD_REFERENCE,
    .label = N_ ("Who runs it"),
    .hint = N_ ("The sender of its letters"),
    .target = "organisation",
    .on_delete = GA_ON_DELETE_CLEAR,
    .headings = "udbyder|tilskudsgiver|tilskuddsgiver|arrangør" },
  { .name = "period",
    .flags = GA_FIELD_COLUMN,
    .label = N_ ("Period"),
    .hint = N_ ("Such as 2026–2027"),
    .max = 50,
    .headings = "periode" },
  { .name = "status",
    .type = GA_FIELD_CHOICE,
    .flags = GA_FIELD_REQUIRED | GA_FIELD_COLUMN,
    .label = N_ ("Status"),
    .choices = statuses,
    .fallback = "planned" },
  { .name = "opens",
    .type = GA_FIELD_DATE,
    .flags = GA_FIELD_COLUMN,
    .label = N_ ("Opens"),
    .hint = N_ ("Empty when it is open all year"),
    .headings = "åbner|åpner" },
  { .name = "closes",
    .type = GA_FIELD_DATE,
    .flags = GA_FIELD_INDEXED | GA_FIELD_COLUMN,
    .label = N_ ("Closes"),
    .headings = "lukker|ansøgningsfrist|søknadsfrist|frist" },
  { .name = "frame",
    .type = GA_FIELD_MONEY,
    .flags = GA_FIELD_REQUIRED | GA_FIELD_COLUMN,
    .label = N_ ("Frame"),
    .group = N_ ("Money"),
    .max = GA_MONEY_MOST,
    .currency = "currency",
    .headings = "ramme|beløb|beløp" },
  { .name = "ceiling",
    .type = GA_FIELD_MONEY,
    .label = N_ ("Most for one application"),
    .max = GA_MONEY_MOST,
    .currency = "currency",
    .headings = "loft|tak|højst|maks" },
  { .name = "currency",
    .type = GA_FIELD_CHOICE,
    .flags = GA_FIELD_REQUIRED,
    .label = N_ ("Currency"),
    .choices = ga_choices_currency,
    .fallback = "DKK",
    .headings = "valuta" },
  { .name = "who",
    .flags = GA_FIELD_LONG,
    .label = N_ ("Who may apply"),
    .group = N_ ("Terms"),
    .max = 2000,
    .headings = "hvem|hvem kan søge|hvem kan søke" },
  { .name = "terms",
    .flags = GA_FIELD_LONG,
    .label = N_ ("Terms"),
    .max = 20000,
    .headings = "vilkår|betingelser" },
  { .name = "excluded",
    .flags = GA_FIELD_LONG,
    .label = N_ ("What may not be paid for"),
    .max = 4000,
    .headings = "ikke støttet|støttes ikke" },
  { .name = "acceptance_days",
    .type = GA_FIELD_INTEGER,
    .label = N_ ("Days to accept"),
    .min = 1,
    .max = 730,
    .headings = "acceptfrist|akseptfrist" },
  { .name = "report_days",
    .type = GA_FIELD_INTEGER,
    .label = N_ ("Days to report after the end"),
    .hint = N_ ("One month if nothing is written"),
    .min = 1,
    .max = 730,
    .headings = "rapportfrist" },
  { .name = "return_days",
    .type = GA_FIELD_INTEGER,
    .label = N_ ("Days to return what was not spent"),
    .min = 1,
    .max = 730,
    .headings = "tilbagebetalingsfrist|tilbakebetalingsfrist" },
  { .name = "after_report",
    .type = GA_FIELD_FLAG,
    .label = N_ ("No new grant before the last report"),
    .fallback = "false",
    .headings = "først efter afrapportering|først etter rapport" },
  { .name = "letter_approved",
    .flags = GA_FIELD_LONG,
    .label = N_ ("Letter of approval"),
    .group = N_ ("Letters"),
    /* Translators: what stands in braces is written so by people: use words that
     * src/model/ga-letter-text.c knows. */
    .hint = N_ ("Empty for the usual text. These are filled in: {applicant}, {round}, {purpose}, "
                "{applied}, {amount}, {date}, {deadline}"),
    .max = 4000,
    .headings = "bevillingsbrev|tilsagnsbrev" },
  { .name = "letter_partly_approved",
    .flags = GA_FIELD_LONG,
    .label = N_ ("Letter of part approval"),
    .hint = N_ ("As the letter of approval"),
    .max = 4000,
    .headings = "brev om delvis bevilling|brev om delvis tilsagn" },
  { .name = "letter_declined",
    .flags = GA_FIELD_LONG,
    .label = N_ ("Letter of refusal"),
    /* Translators: as the other words in braces. */
    .hint = N_ ("Empty for the usual text. These are filled in: {applicant}, {round}, {purpose}, "
                "{applied}, {date}"),
    .max = 4000,
    .headings = "afslagsbrev|avslagsbrev" },
};

static const GaSort sorts[] = {
  { "closes", N_ ("Newest first"), "-closes,title" },
  { "title", N_ ("Title"), "title" },
  { "status", N_ ("Status"), "status,title" },
  { NULL },
};

/* @without: words that say nothing in this letter, as bits */
static gboolean
check_letter (
    const GaRecord *record, const char *name, guint without, const char **field, GError **error)
{
  const char *text = ga_record_get_text (record, name);
  guint words = 0;

  if (text == NULL)
    return TRUE;
  if (!ga_letter_text_read (text, &words, error))
    {
      *field = name;
      return FALSE;
    }
  if ((words & without) != 0)
    return ga_entity_refuse (
        name, field, error,
        _ ("Nothing is granted in a refusal, and nothing is accepted. Leave amount and "
           "deadline out."));
  return (words & 1u << GA_LETTER_DEADLINE) == 0 || ga_record_has (record, "acceptance_days") ||
         ga_entity_refuse (name, field, error,
                           _ ("This letter names the deadline. Write under “Days to accept” how "
                              "many days there are, or leave the deadline out."));
}

static gboolean
check_letters (const GaRecord *record, const char **field, GError **error)
{
  return check_letter (record, "letter_approved", 0, field, error) &&
         check_letter (record, "letter_partly_approved", 0, field, error) &&
         check_letter (record, "letter_declined", 1u << GA_LETTER_AMOUNT | 1u << GA_LETTER_DEADLINE,
                       field, error);
}

static gboolean
check (const GaRecord *record, const char **field, GError **error)
{
  if (!ga_entity_check_order (record, "opens", "closes", field, error))
    return FALSE;
  if (ga_record_has (record, "ceiling") &&
      ga_record_get_integer (record, "ceiling") > ga_record_get_integer (record, "frame"))
    return ga_entity_refuse ("ceiling", field, error,
                             _ ("One application cannot get more than the whole frame."));
  return check_letters (record, field, error);
}

/* What is applied for is counted in its currency. */
static gboolean
check_currency (const GaRecord *record, GaWork *work, const char **field, GError **error)
{
  g_autoptr (GPtrArray) applications =
      ga_work_list (work, "application", "round", ga_record_get_id (record), error);

  return applications != NULL &&
         (applications->len == 0 ||
          ga_entity_refuse ("currency", field, error,
                            _ ("There are applications already, so the currency stays as it is.")));
}

/* @approved: (out): what the decisions of the round promise, less what came back, in øre */
static gboolean
sum_approved (const GaRecord *record, GaWork *work, gint64 *approved, GError **error)
{
  GaSum returned = { "grant", "returned", "application.round", ga_record_get_id (record), NULL };
  g_autoptr (GPtrArray) applications =
      ga_work_list (work, "application", "round", ga_record_get_id (record), error);
  gint64 back;

  if (applications == NULL || !ga_work_sum (work, &returned, &back, error))
    return FALSE;
  *approved = -back;
  for (guint i = 0; i < applications->len; i++)
    if (ga_record_is_one_of (g_ptr_array_index (applications, i), "status",
                             "approved partly_approved"))
      *approved += ga_record_get_integer (g_ptr_array_index (applications, i), "decided_amount");
  return TRUE;
}

/* Never below what is granted, nor what is approved and still to be granted. */
static gboolean
check_frame (const GaRecord *record, GaWork *work, const char **field, GError **error)
{
  gint64 frame = ga_record_get_integer (record, "frame"), granted, approved;

  if (!ga_money_sum_committed (work, "application.round", ga_record_get_id (record), NULL, &granted,
                               error) ||
      !sum_approved (record, work, &approved, error))
    return FALSE;
  if (frame < granted)
    return ga_money_refuse ("frame", field, error, record, granted,
                            /* Translators: %s is an amount of money. */
                            _ ("%s has been granted already. The frame cannot be lower."));
  return frame >= approved ||
         ga_money_refuse ("frame", field, error, record, approved,
                          /* Translators: %s is an amount of money. */
                          _ ("The decisions of this round come to %s. The frame cannot be lower."));
}

/* In the same money, and enough of it. */
static gboolean
judge (const GaRecord *record,
       const GaRecord *before,
       GaWork *work,
       const char **field,
       GError **error)
{
  if (before == NULL)
    return TRUE;
  if (!ga_record_same (record, before, "currency") && !check_currency (record, work, field, error))
    return FALSE;
  return ga_record_get_integer (record, "frame") >= ga_record_get_integer (before, "frame") ||
         check_frame (record, work, field, error);
}

const GaEntity ga_entity_round = {
  .name = "round",
  .number = 22,
  .label = N_ ("Funding round"),
  .plural = N_ ("Funding rounds"),
  GA_FIELDS (fields),
  .space = { GA_SPACE_NATIONAL },
  .title = "title period",
  .summary = "status closes",
  .same = (const char *const[]){ "title+period", "title", NULL },
  .rank = 1,
  .sorts = sorts,
  .since = 2,
  .check = check,
  .judge = judge,
};
