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
    .group = N_ ("Grant"),
    .target = "application",
    .on_delete = GA_ON_DELETE_REFUSE,
    .headings = "ansøgning|søknad" },
  { .name = "amount",
    .type = GA_FIELD_MONEY,
    .flags = GA_FIELD_REQUIRED | GA_FIELD_COLUMN,
    .label = N_ ("Amount"),
    .max = GA_MONEY_MOST,
    .currency = "currency",
    .headings = "beløb|beløp|bevilling|tilskudd" },
  { .name = "currency",
    .type = GA_FIELD_CHOICE,
    .flags = GA_FIELD_HIDDEN,
    .label = N_ ("Currency"),
    .choices = ga_choices_currency,
    .from = "application",
    .headings = "valuta" },
  { .name = "start",
    .type = GA_FIELD_DATE,
    .flags = GA_FIELD_COLUMN,
    .label = N_ ("Start"),
    .headings = "starter|fra|startdato" },
  { .name = "until",
    .type = GA_FIELD_DATE,
    .flags = GA_FIELD_INDEXED | GA_FIELD_COLUMN,
    .label = N_ ("Valid until"),
    .headings = "slutter|til|gyldig til|slutdato|sluttdato" },
  { .name = "conditions",
    .flags = GA_FIELD_LONG,
    .label = N_ ("Conditions"),
    .max = 10000,
    .headings = "vilkår|betingelser" },
  { .name = "accepted_on",
    .type = GA_FIELD_DATE,
    .label = N_ ("Accepted on"),
    .headings = "accepteret|akseptert" },
  { .name = "extension_asked",
    .type = GA_FIELD_DATE,
    .label = N_ ("Extension asked for on"),
    .group = N_ ("Extension"),
    .headings = "forlængelse søgt|forlengelse søkt" },
  { .name = "extended_until",
    .type = GA_FIELD_DATE,
    .label = N_ ("Extended until"),
    .headings = "forlænget til|forlenget til" },
  { .name = "returned",
    .type = GA_FIELD_MONEY,
    .label = N_ ("Money returned"),
    .group = N_ ("Returned"),
    .max = GA_MONEY_MOST,
    .currency = "currency",
    .headings = "tilbagebetalt|tilbakebetalt" },
  { .name = "returned_on",
    .type = GA_FIELD_DATE,
    .label = N_ ("Returned on"),
    .headings = "tilbagebetalt den|tilbakebetalt den" },
};

static const GaSort sorts[] = {
  { "until", N_ ("First to end"), "until" },
  { "newest", N_ ("Newest first"), "-start" },
  { "amount", N_ ("Largest first"), "-amount" },
  { NULL },
};

static gboolean
check_extension (const GaRecord *record, const char **field, GError **error)
{
  if (!ga_record_has (record, "extended_until"))
    return TRUE;
  if (!ga_record_has (record, "extension_asked"))
    return ga_entity_refuse ("extension_asked", field, error,
                             _ ("Say on which day the extension was asked for in writing."));
  if (!ga_record_has (record, "until"))
    return ga_entity_refuse ("until", field, error, _ ("Say until which day the grant is valid."));
  if (strcmp (ga_record_get_text (record, "extension_asked"),
              ga_record_get_text (record, "until")) > 0)
    return ga_entity_refuse ("extension_asked", field, error,
                             _ ("An extension is asked for before the grant ends."));
  return ga_entity_check_order (record, "until", "extended_until", field, error);
}

static gboolean
check (const GaRecord *record, const char **field, GError **error)
{
  if (ga_record_get_integer (record, "amount") <= 0)
    return ga_entity_refuse ("amount", field, error, _ ("Say how much is granted."));
  if (ga_record_get_integer (record, "returned") > ga_record_get_integer (record, "amount"))
    return ga_entity_refuse ("returned", field, error, _ ("More is returned than was granted."));
  if (ga_record_get_integer (record, "returned") > 0 && !ga_record_has (record, "returned_on"))
    return ga_entity_refuse ("returned_on", field, error,
                             _ ("Say on which day the money came back."));
  return ga_entity_check_order (record, "start", "until", field, error) &&
         check_extension (record, field, error);
}

/* No more than the decision. */
static gboolean
check_decision (const GaRecord *record,
                const GaRecord *application,
                GaWork *work,
                const char **field,
                GError **error)
{
  GaSum grants = { "grant", "amount", "application", ga_record_get_id (application),
                   ga_record_get_id (record) };
  gint64 left;

  if (!ga_record_is_one_of (application, "status", "approved partly_approved"))
    return ga_entity_refuse ("application", field, error,
                             _ ("A grant belongs to an application that was approved. Decide the "
                                "application first."));
  if (!ga_work_sum (work, &grants, &left, error))
    return FALSE;
  left = MAX (ga_record_get_integer (application, "decided_amount") - left, 0);
  return ga_record_get_integer (record, "amount") <= left ||
         ga_money_refuse ("amount", field, error, record, left,
                          /* Translators: %s is an amount of money. */
                          _ ("Of what was decided for this application, %s is left."));
}

static gboolean
check_tranches (const GaRecord *record, GaWork *work, const char **field, GError **error)
{
  GaSum tranches = { "tranche", "amount", "grant", ga_record_get_id (record), NULL };
  gint64 sum;

  if (!ga_work_sum (work, &tranches, &sum, error))
    return FALSE;
  return ga_record_get_integer (record, "amount") >= sum ||
         ga_money_refuse ("amount", field, error, record, sum,
                          /* Translators: %s is an amount of money. */
                          _ ("The tranches of this grant are %s together."));
}

/* The frame of the round holds. */
static gboolean
check_frame (
    const GaRecord *record, const GaRecord *round, GaWork *work, const char **field, GError **error)
{
  gint64 others, left;

  if (!ga_money_sum_committed (work, "application.round", ga_record_get_id (round),
                               ga_record_get_id (record), &others, error))
    return FALSE;
  left = MAX (ga_record_get_integer (round, "frame") - others, 0);
  return ga_money_get_committed (record) <= left ||
         ga_money_refuse ("amount", field, error, round, left,
                          /* Translators: %s is an amount of money. */
                          _ ("In the frame of this round %s is left."));
}

/* @is_in: (out): whether the report of @grant has come */
static gboolean
look_for_report (const GaRecord *grant, GaWork *work, gboolean *is_in, GError **error)
{
  g_autoptr (GPtrArray) reports =
      ga_work_list (work, "grant_report", "grant", ga_record_get_id (grant), error);

  *is_in = FALSE;
  for (guint i = 0; reports != NULL && i < reports->len; i++)
    *is_in = *is_in || ga_record_has (g_ptr_array_index (reports, i), "received");
  return reports != NULL;
}

/* @owes: (out): whether a report of a grant for @other is still to come */
static gboolean
look_for_debt (const GaRecord *other, GaWork *work, gboolean *owes, GError **error)
{
  g_autoptr (GPtrArray) grants =
      ga_work_list (work, "grant", "application", ga_record_get_id (other), error);

  for (guint i = 0; grants != NULL && !*owes && i < grants->len; i++)
    {
      gboolean is_in;

      if (!look_for_report (g_ptr_array_index (grants, i), work, &is_in, error))
        return FALSE;
      *owes = !is_in;
    }
  return grants != NULL;
}

/* A round may want the last report before it gives anything again. A second grant for the same
 * application is no more than what was decided. */
static gboolean
check_reports (const GaRecord *application,
               const GaRecord *round,
               GaWork *work,
               const char **field,
               GError **error)
{
  g_autoptr (GPtrArray) applications = NULL;
  gboolean owes = FALSE;

  if (!ga_record_get_flag (round, "after_report"))
    return TRUE;
  applications = ga_work_list (work, "application", "applicant",
                               ga_record_get_reference (application, "applicant"), error);
  for (guint i = 0; applications != NULL && !owes && i < applications->len; i++)
    {
      const GaRecord *other = g_ptr_array_index (applications, i);

      if (!ga_id_equal (ga_record_get_id (other), ga_record_get_id (application)) &&
          !look_for_debt (other, work, &owes, error))
        return FALSE;
    }
  if (owes)
    return ga_entity_refuse ("application", field, error,
                             _ ("This round gives nothing before the last report is in. The "
                                "applicant has a grant without one."));
  return applications != NULL;
}

gboolean
ga_grant_sum_paid (
    const GaRecord *grant, const GaId *without, GaWork *work, gint64 *paid, GError **error)
{
  g_autoptr (GPtrArray) tranches =
      ga_work_list (work, "tranche", "grant", ga_record_get_id (grant), error);

  *paid = 0;
  for (guint i = 0; tranches != NULL && i < tranches->len; i++)
    {
      const GaRecord *tranche = g_ptr_array_index (tranches, i);

      if (ga_record_has (tranche, "paid_on") &&
          (without == NULL || !ga_id_equal (ga_record_get_id (tranche), without)))
        *paid += ga_record_get_integer (tranche, "amount");
    }
  return tranches != NULL;
}

/* Or else the round had money again that goes out later. */
static gboolean
check_returned (const GaRecord *record, GaWork *work, const char **field, GError **error)
{
  gint64 paid;

  if (!ga_grant_sum_paid (record, NULL, work, &paid, error))
    return FALSE;
  return ga_record_get_integer (record, "returned") <= paid ||
         ga_money_refuse (
             "returned", field, error, record, paid,
             /* Translators: %s is an amount of money. */
             _ ("%s has been paid, and no more can come back. Write first on which day "
                "a tranche was paid, or lower the grant."));
}

/* Nor is a grant begun after its report came. */
static gboolean
check_start (const GaRecord *record, GaWork *work, const char **field, GError **error)
{
  g_autoptr (GPtrArray) reports =
      ga_work_list (work, "grant_report", "grant", ga_record_get_id (record), error);

  for (guint i = 0; reports != NULL && i < reports->len; i++)
    {
      const char *received = ga_record_get_text (g_ptr_array_index (reports, i), "received");

      if (received != NULL && strcmp (received, ga_record_get_text (record, "start")) < 0)
        return ga_entity_refuse ("start", field, error,
                                 _ ("The report came before that day, and it cannot be older than "
                                    "the grant."));
    }
  return reports != NULL;
}

static gboolean
judge (const GaRecord *record,
       const GaRecord *before,
       GaWork *work,
       const char **field,
       GError **error)
{
  gint64 amount = ga_record_get_integer (record, "amount");
  gboolean is_new = before == NULL || !ga_record_same (record, before, "application");
  gboolean grows = is_new || amount > ga_record_get_integer (before, "amount");
  gboolean takes_more = is_new || ga_money_get_committed (record) > ga_money_get_committed (before);
  gint64 had_returned = before != NULL ? ga_record_get_integer (before, "returned") : 0;
  g_autoptr (GaRecord) application = NULL;
  g_autoptr (GaRecord) round = NULL;

  if ((before == NULL || amount < ga_record_get_integer (before, "amount")) &&
      !check_tranches (record, work, field, error))
    return FALSE;
  /* What comes back to the server comes before its tranches. */
  if (before != NULL && ga_record_get_integer (record, "returned") > had_returned &&
      !check_returned (record, work, field, error))
    return FALSE;
  if (before != NULL && ga_record_has (record, "start") &&
      !ga_record_same (record, before, "start") && !check_start (record, work, field, error))
    return FALSE;
  if (!grows && !takes_more)
    return TRUE;
  application = ga_work_find_parent (work, record, "application", error);
  round = application != NULL ? ga_work_find_parent (work, application, "round", error) : NULL;
  return round != NULL && (!grows || check_decision (record, application, work, field, error)) &&
         (!takes_more || check_frame (record, round, work, field, error));
}

/* Its tranches are written after it. */
static gboolean
whole (const GaRecord *record,
       const GaRecord *before,
       GaWork *work,
       const char **field,
       GError **error)
{
  return before != NULL || ga_record_get_integer (record, "returned") == 0 ||
         check_returned (record, work, field, error);
}

/* Reports come after their grants. */
static gboolean
complete (const GaRecord *record,
          const GaRecord *before,
          GaWork *work,
          const char **field,
          GError **error)
{
  g_autoptr (GaRecord) application = NULL;
  g_autoptr (GaRecord) round = NULL;

  if (before != NULL && ga_record_same (record, before, "application"))
    return TRUE;
  application = ga_work_find_parent (work, record, "application", error);
  round = application != NULL ? ga_work_find_parent (work, application, "round", error) : NULL;
  return round != NULL && check_reports (application, round, work, field, error);
}

/* What was paid is not undone by forgetting it. */
static gboolean
let_go (const GaRecord *record,
        const GaRecord *before,
        GaWork *work,
        const char **field,
        GError **error)
{
  gint64 paid;

  if (!ga_grant_sum_paid (record, NULL, work, &paid, error))
    return FALSE;
  return paid == 0 ||
         ga_money_refuse ("amount", field, error, record, paid,
                          /* Translators: %s is an amount of money. */
                          _ ("%s of this grant has been paid, so it stays. Write what comes back "
                             "under “Money returned”."));
}

/* The day on which a report is due goes along with the end that it was counted from. */
static gboolean
follow (const GaRecord *record, const GaRecord *before, GaWork *work, GError **error)
{
  g_autoptr (GPtrArray) reports = NULL;

  if (before == NULL || (ga_record_same (record, before, "until") &&
                         ga_record_same (record, before, "extended_until")))
    return TRUE;
  reports = ga_work_list (work, "grant_report", "grant", ga_record_get_id (record), error);
  for (guint i = 0; reports != NULL && i < reports->len; i++)
    if (!ga_grant_report_move_due (g_ptr_array_index (reports, i), before, record, work, error))
      return FALSE;
  return reports != NULL;
}

const GaEntity ga_entity_grant = {
  .name = "grant",
  .number = 26,
  .label = N_ ("Grant"),
  .plural = N_ ("Grants"),
  GA_FIELDS (fields),
  .space = { GA_SPACE_PARENT, "application" },
  .title = "application amount",
  .summary = "until",
  .rank = 1,
  .sorts = sorts,
  .since = 2,
  .check = check,
  .judge = judge,
  .whole = whole,
  .complete = complete,
  .let_go = let_go,
  .follow = follow,
};
