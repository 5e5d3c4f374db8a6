/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "model/entities/ga-entities.h"
#include "model/ga-date.h"
#include "model/ga-money.h"
#include "model/ga-value.h"

static const GaChoice statuses[] = {
  { "draft", N_ ("Draft"), "kladde|utkast" },
  { "submitted", N_ ("Submitted"), "indsendt|sendt inn" },
  { "eligible", N_ ("Eligible"), "opfylder kravene|oppfyller kravene" },
  { "ineligible", N_ ("Ineligible"), "opfylder ikke kravene|avvist" },
  { "awaiting_information", N_ ("Awaiting information"),
    "afventer oplysninger|venter på opplysninger" },
  { "approved", N_ ("Approved"), "bevilget|innvilget" },
  { "partly_approved", N_ ("Partly approved"), "delvist bevilget|delvis innvilget" },
  { "declined", N_ ("Declined"), "afslag|avslag" },
  { "withdrawn", N_ ("Withdrawn"), "trukket|trukket tilbage" },
  { NULL },
};

static const GaField fields[] = {
  { .name = "round",
    .type = GA_FIELD_REFERENCE,
    .flags = GA_FIELD_REQUIRED | GA_FIELD_COLUMN,
    .label = N_ ("Funding round"),
    .group = N_ ("Application"),
    .target = "round",
    .on_delete = GA_ON_DELETE_REFUSE,
    .headings = "pulje|runde|ansøgningsrunde|søknadsrunde" },
  { .name = "applicant",
    .type = GA_FIELD_REFERENCE,
    .flags = GA_FIELD_REQUIRED | GA_FIELD_COLUMN,
    .label = N_ ("Applicant"),
    .target = "organisation",
    .on_delete = GA_ON_DELETE_REFUSE,
    .headings = "ansøger|søker" },
  { .name = "kommune",
    .type = GA_FIELD_REFERENCE,
    .flags = GA_FIELD_REQUIRED | GA_FIELD_COLUMN,
    .label = N_ ("Kommune"),
    .target = "kommune" },
  { .name = "initiative",
    .type = GA_FIELD_REFERENCE,
    .flags = GA_FIELD_COLUMN,
    .label = N_ ("Initiative"),
    .target = "initiative",
    .on_delete = GA_ON_DELETE_CLEAR,
    .headings = "indsats|tiltak" },
  { .name = "purpose",
    .flags = GA_FIELD_REQUIRED | GA_FIELD_SEARCHED | GA_FIELD_COLUMN,
    .label = N_ ("Purpose"),
    .max = 500,
    .headings = "formål" },
  { .name = "amount",
    .type = GA_FIELD_MONEY,
    .flags = GA_FIELD_REQUIRED | GA_FIELD_COLUMN,
    .label = N_ ("Amount applied for"),
    .max = GA_MONEY_MOST,
    .currency = "currency",
    .headings = "beløb|beløp|ansøgt|søkt" },
  { .name = "currency",
    .type = GA_FIELD_CHOICE,
    .flags = GA_FIELD_HIDDEN,
    .label = N_ ("Currency"),
    .choices = ga_choices_currency,
    .from = "round",
    .headings = "valuta" },
  { .name = "communities_promised",
    .type = GA_FIELD_INTEGER,
    .flags = GA_FIELD_COLUMN,
    .label = N_ ("Communities promised"),
    .min = 0,
    .max = 10000,
    .headings = "fællesskaber|grupper" },
  { .name = "hosts_promised",
    .type = GA_FIELD_INTEGER,
    .label = N_ ("Hosts promised"),
    .min = 0,
    .max = 10000,
    .headings = "værter|turledere" },
  { .name = "status",
    .type = GA_FIELD_CHOICE,
    .flags = GA_FIELD_REQUIRED | GA_FIELD_COLUMN,
    .label = N_ ("Status"),
    .choices = statuses,
    .fallback = "draft" },
  { .name = "submitted",
    .type = GA_FIELD_DATE,
    .flags = GA_FIELD_COLUMN,
    .label = N_ ("Submitted on"),
    .headings = "indsendt|sendt inn|modtaget|mottatt" },
  { .name = "decided_on",
    .type = GA_FIELD_DATE,
    .label = N_ ("Decided on"),
    .group = N_ ("Decision"),
    .headings = "afgjort|besluttet|vedtatt" },
  { .name = "decided_amount",
    .type = GA_FIELD_MONEY,
    .flags = GA_FIELD_COLUMN,
    .label = N_ ("Amount decided"),
    .max = GA_MONEY_MOST,
    .currency = "currency",
    .headings = "bevilget|innvilget" },
  { .name = "decision_reason",
    .flags = GA_FIELD_LONG,
    .label = N_ ("Reason for the decision"),
    .max = 4000,
    .headings = "begrundelse" },
  { .name = "decided_by",
    .type = GA_FIELD_REFERENCE,
    .flags = GA_FIELD_PERSONAL,
    .label = N_ ("Decided by"),
    .target = "person",
    .on_delete = GA_ON_DELETE_CLEAR,
    .headings = "afgjort af|vedtatt av" },
};

static const GaSort sorts[] = {
  { "newest", N_ ("Newest first"), "-submitted,purpose" },
  { "status", N_ ("Status"), "status,-amount" },
  { "amount", N_ ("Largest first"), "-amount" },
  { "applicant", N_ ("Applicant"), "applicant,purpose" },
  { NULL },
};

#define DECIDED "approved partly_approved declined"
#define GRANTED "approved partly_approved"
/* What keeps to the terms of its round; what does not may be turned down, or asked to. */
#define SUBMITTED "submitted eligible " GRANTED
/* What nobody has before it has come in. */
#define RECEIVED "submitted eligible ineligible awaiting_information"

static gboolean
check_amount (const GaRecord *record, const char **field, GError **error)
{
  gint64 decided = ga_record_get_integer (record, "decided_amount");
  gint64 wanted = ga_record_get_integer (record, "amount");

  if (!ga_record_is_one_of (record, "status", GRANTED))
    return TRUE;
  if (decided <= 0)
    return ga_entity_refuse ("decided_amount", field, error, _ ("Say how much is granted."));
  if (decided > wanted)
    return ga_entity_refuse ("decided_amount", field, error,
                             _ ("More is granted than was applied for."));
  if (decided < wanted && ga_record_is_one_of (record, "status", "approved"))
    return ga_entity_refuse ("decided_amount", field, error,
                             _ ("Less is granted than was applied for. Choose “Partly approved”."));
  return TRUE;
}

static gboolean
check (const GaRecord *record, const char **field, GError **error)
{
  if (!ga_record_is_one_of (record, "status", "draft withdrawn") &&
      ga_record_get_integer (record, "amount") <= 0)
    return ga_entity_refuse ("amount", field, error, _ ("Say how much is applied for."));
  if (!ga_record_is_one_of (record, "status", DECIDED))
    return TRUE;
  if (!ga_record_has (record, "decided_on"))
    return ga_entity_refuse ("decided_on", field, error, _ ("Say on which day it was decided."));
  if (!ga_record_is_one_of (record, "status", "approved") &&
      !ga_record_has (record, "decision_reason"))
    return ga_entity_refuse ("decision_reason", field, error,
                             _ ("Give the reason for the decision."));
  if (!ga_entity_is_in_order (record, "submitted", "decided_on"))
    return ga_entity_refuse ("decided_on", field, error,
                             _ ("It cannot be decided before it was submitted."));
  return check_amount (record, field, error);
}

static gboolean
invests (GPtrArray *investments, const GaId *party)
{
  for (guint i = 0; i < investments->len; i++)
    if (ga_id_equal (ga_record_get_reference (g_ptr_array_index (investments, i), "party"), party))
      return TRUE;
  return FALSE;
}

/* @party: of the agreement, which puts in nothing yet */
static gboolean
refuse_without (const GaRecord *party, GaWork *work, const char **field, GError **error)
{
  g_autoptr (GaRecord) who = ga_work_find_parent (work, party, "organisation", error);

  return who != NULL &&
         ga_entity_refuse ("status", field, error,
                           /* Translators: %s is an organisation. */
                           _ ("All parties invest. The agreement names %s: write what it puts in "
                              "before the application is submitted."),
                           ga_record_get_text (who, "name"));
}

/* Who has agreed on the initiative that this is for. */
static gboolean
check_agreed (const GaRecord *record,
              GPtrArray *investments,
              GaWork *work,
              const char **field,
              GError **error)
{
  g_autoptr (GaRecord) initiative = NULL;
  g_autoptr (GPtrArray) parties = NULL;

  if (!ga_record_has (record, "initiative"))
    return TRUE;
  initiative = ga_work_find_parent (work, record, "initiative", error);
  if (initiative == NULL)
    return FALSE;
  parties = ga_work_list (work, "agreement_party", "agreement",
                          ga_record_get_reference (initiative, "agreement"), error);
  for (guint i = 0; parties != NULL && i < parties->len; i++)
    if (!invests (investments,
                  ga_record_get_reference (g_ptr_array_index (parties, i), "organisation")))
      return refuse_without (g_ptr_array_index (parties, i), work, field, error);
  return parties != NULL;
}

/* All parties invest. */
static gboolean
check_parties (const GaRecord *record, GaWork *work, const char **field, GError **error)
{
  g_autoptr (GPtrArray) investments =
      ga_work_list (work, "investment", "application", ga_record_get_id (record), error);

  if (investments == NULL)
    return FALSE;
  if (investments->len == 0)
    return ga_entity_refuse ("status", field, error,
                             _ ("All parties invest. Write what each of them puts in before the "
                                "application is submitted."));
  for (guint i = 0; i < investments->len; i++)
    if (!ga_investment_is_something (g_ptr_array_index (investments, i)))
      return ga_entity_refuse ("status", field, error,
                               _ ("One of the parties invests nothing yet. Write what it puts in "
                                  "before the application is submitted."));
  return check_agreed (record, investments, work, field, error);
}

static gboolean
becomes (const GaRecord *record, const GaRecord *before, const char *codes)
{
  return ga_record_is_one_of (record, "status", codes) &&
         (before == NULL || !ga_record_is_one_of (before, "status", codes));
}

/* What of the ceiling of its round it passes; a lower one does not undo what was sent in before. */
static gboolean
check_ceiling (const GaRecord *record, const GaRecord *round, const char **field, GError **error)
{
  return !ga_record_has (round, "ceiling") ||
         ga_record_get_integer (record, "amount") <= ga_record_get_integer (round, "ceiling") ||
         ga_money_refuse ("amount", field, error, round, ga_record_get_integer (round, "ceiling"),
                          /* Translators: %s is an amount of money. */
                          _ ("One application in this round gets %s at most."));
}

/* The day on which it came in is one on which its round was open. */
static gboolean
check_open (const GaRecord *record, const GaRecord *round, const char **field, GError **error)
{
  gboolean early = !ga_entity_is_not_after (round, "opens", record, "submitted");
  const char *bound = early ? "opens" : "closes";
  g_autofree char *day = NULL;

  if (!early && ga_entity_is_not_after (record, "submitted", round, "closes"))
    return TRUE;
  day = ga_date_display_long (ga_record_get_text (round, bound));
  return ga_entity_refuse (
      "submitted", field, error,
      early ? /* Translators: %s is a day. */
          _ ("This round opens on %s. Write on which day the application came in, or change "
             "the day in the round.")
            : /* Translators: %s is a day. */
          _ ("This round closed on %s. Write on which day the application came in, or change "
             "the day in the round."),
      day);
}

static gboolean
whole (const GaRecord *record,
       const GaRecord *before,
       GaWork *work,
       const char **field,
       GError **error)
{
  return !becomes (record, before, SUBMITTED) || check_parties (record, work, field, error);
}

/* What never came in cannot be decided, nor has it never come in afterwards. */
static gboolean
check_submitted (const GaRecord *record, const GaRecord *before, const char **field, GError **error)
{
  if (before == NULL || !ga_record_is_one_of (record, "status", DECIDED) ||
      ga_record_has (record, "submitted") ||
      (!becomes (record, before, DECIDED) && !ga_record_has (before, "submitted")))
    return TRUE;
  return ga_entity_refuse ("submitted", field, error,
                           _ ("Write on which day the application came in before it is decided."));
}

static gboolean
complete (const GaRecord *record,
          const GaRecord *before,
          GaWork *work,
          const char **field,
          GError **error)
{
  gboolean comes = before == NULL || becomes (record, before, SUBMITTED) ||
                   !ga_record_same (record, before, "round");
  gboolean grows =
      comes || ga_record_get_integer (record, "amount") > ga_record_get_integer (before, "amount");
  g_autoptr (GaRecord) round = NULL;

  if (!check_submitted (record, before, field, error))
    return FALSE;
  if (!ga_record_is_one_of (record, "status", SUBMITTED))
    return TRUE;
  comes = comes || !ga_record_same (record, before, "submitted");
  if (!comes && !grows)
    return TRUE;
  round = ga_work_find_parent (work, record, "round", error);
  return round != NULL && (!comes || check_open (record, round, field, error)) &&
         (!grows || check_ceiling (record, round, field, error));
}

/* What follows from a decision cannot be turned while a grant counts on it. */
static gboolean
check_decision (const GaRecord *record,
                const GaRecord *before,
                GaWork *work,
                const char **field,
                GError **error)
{
  gint64 decided = ga_record_get_integer (record, "decided_amount"), granted;
  GaSum grants = { "grant", "amount", "application", ga_record_get_id (record), NULL };

  if (ga_record_same (record, before, "status") &&
      decided >= ga_record_get_integer (before, "decided_amount"))
    return TRUE;
  if (!ga_work_sum (work, &grants, &granted, error))
    return FALSE;
  if (granted == 0)
    return TRUE;
  if (!ga_record_is_one_of (record, "status", GRANTED))
    return ga_entity_refuse ("status", field, error,
                             _ ("There is a grant for this application. Delete the grant first."));
  return decided >= granted ||
         ga_money_refuse ("decided_amount", field, error, record, granted,
                          /* Translators: %s is an amount of money. */
                          _ ("%s has been granted for this application already."));
}

/* Its grants go along, and take of the frame there. */
static gboolean
check_new_round (const GaRecord *record, GaWork *work, const char **field, GError **error)
{
  g_autoptr (GaRecord) round = ga_work_find_parent (work, record, "round", error);
  gint64 own, others, left;

  if (round == NULL ||
      !ga_money_sum_committed (work, "application", ga_record_get_id (record), NULL, &own, error) ||
      !ga_money_sum_committed (work, "application.round", ga_record_get_id (round), NULL, &others,
                               error))
    return FALSE;
  left = MAX (ga_record_get_integer (round, "frame") - others, 0);
  return own <= left ||
         ga_money_refuse ("round", field, error, round, left,
                          /* Translators: %s is an amount of money. */
                          _ ("In the frame of that round %s is left, and more has been granted for "
                             "this application."));
}

gboolean
ga_application_is_submitted (const GaRecord *application)
{
  return ga_record_has (application, "submitted") &&
         !ga_record_is_one_of (application, "status", "draft");
}

gint64
ga_application_get_promised (const GaRecord *application)
{
  return ga_record_is_one_of (application, "status", GRANTED)
             ? ga_record_get_integer (application, "decided_amount")
             : 0;
}

/* One by one, as an older one that gets nothing may hold an amount. */
static gboolean
sum_promised (
    const GaRecord *record, const GaId *round, GaWork *work, gint64 *promised, GError **error)
{
  g_autoptr (GPtrArray) applications = ga_work_list (work, "application", "round", round, error);

  *promised = 0;
  for (guint i = 0; applications != NULL && i < applications->len; i++)
    {
      const GaRecord *other = g_ptr_array_index (applications, i);

      if (!ga_id_equal (ga_record_get_id (other), ga_record_get_id (record)))
        *promised += ga_application_get_promised (other);
    }
  return applications != NULL;
}

gboolean
ga_application_fits (
    const GaRecord *record, const GaRecord *round, gint64 most, const char **field, GError **error)
{
  return ga_application_get_promised (record) <= most ||
         ga_money_refuse ("decided_amount", field, error, round, MAX (most, 0),
                          /* Translators: %s is an amount of money. */
                          _ ("Of the frame %s is left. Decide on less, or raise the frame of the "
                             "round first."));
}

/* What is left of the frame by what is known here. */
static gboolean
check_left (const GaRecord *record, GaWork *work, const char **field, GError **error)
{
  g_autoptr (GaRecord) round = ga_work_find_parent (work, record, "round", error);
  const GaId *id = round != NULL ? ga_record_get_id (round) : NULL;
  GaSum decided = { "application", "decided_amount", "round", id, ga_record_get_id (record) };
  GaSum returned = { "grant", "returned", "application.round", id, NULL };
  gint64 promised, back, most;

  if (round == NULL || !ga_work_sum (work, &decided, &promised, error) ||
      !ga_work_sum (work, &returned, &back, error))
    return FALSE;
  most = ga_record_get_integer (round, "frame") + back;
  if (ga_application_get_promised (record) <= most - promised)
    return TRUE;
  if (!sum_promised (record, id, work, &promised, error))
    return FALSE;
  return ga_application_fits (record, round, most - promised, field, error);
}

/* The server does not ask: two offices that did not hear of each other keep their decisions, and
 * the grants decide. What promises no more than before may always stand. */
static gboolean
check_promise (const GaRecord *record, const GaRecord *before, GaWork *work, GError **error)
{
  g_autoptr (GError) local = NULL;
  GaProblem problem = { 0 };
  const char *field = NULL;

  if (ga_application_get_promised (record) <=
          (before != NULL ? ga_application_get_promised (before) : 0) ||
      check_left (record, work, &field, &local))
    return TRUE;
  problem.field = field != NULL ? ga_entity_get_field (&ga_entity_application, field) : NULL;
  problem.error = local;
  g_propagate_error (error, ga_problem_to_error (&problem));
  return FALSE;
}

/* What is sent in and does not say when came today, and where nothing is granted there is no
 * amount. */
static gboolean
prepare (GaRecord *record, const GaRecord *before, GaWork *work, GError **error)
{
  g_autofree char *today = ga_date_today ();

  if (becomes (record, before, RECEIVED) && !ga_record_has (record, "submitted"))
    ga_record_set_text (record, "submitted", today);
  if (!ga_record_is_one_of (record, "status", GRANTED))
    ga_record_clear (record, "decided_amount");
  return check_promise (record, before, work, error);
}

static gboolean
judge (const GaRecord *record,
       const GaRecord *before,
       GaWork *work,
       const char **field,
       GError **error)
{
  return before == NULL || (check_decision (record, before, work, field, error) &&
                            (ga_record_same (record, before, "round") ||
                             check_new_round (record, work, field, error)));
}

const GaEntity ga_entity_application = {
  .name = "application",
  .number = 23,
  .label = N_ ("Application"),
  .plural = N_ ("Applications"),
  GA_FIELDS (fields),
  .space = { GA_SPACE_KOMMUNE, "kommune" },
  .title = "applicant purpose",
  .summary = "round status",
  .same = (const char *const[]){ "round+applicant+purpose", NULL },
  .rank = 1,
  .sorts = sorts,
  .since = 2,
  .check = check,
  .prepare = prepare,
  .judge = judge,
  .whole = whole,
  .complete = complete,
};
