/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/ga-letter.h"

#include <glib/gi18n-lib.h>

#include "exchange/ga-record-paper.h"
#include "model/entities/ga-entities.h"
#include "model/ga-date.h"
#include "model/ga-letter-text.h"
#include "model/ga-value.h"

/* Of one outcome. */
typedef struct
{
  const char *status;
  const char *title;
  const char *field; /* of the round, with a text of its own */
  const char *text;  /* the usual one */
} Kind;

static const Kind kinds[] = {
  /* Translators: keep what stands in braces as it is, here and in the other letters. */
  { "approved", N_ ("Letter of approval"), "letter_approved",
    N_ ("We are glad to tell you that your application to {round} has been approved. We grant you "
        "{amount} for this purpose: {purpose}.") },
  { "partly_approved", N_ ("Letter of part approval"), "letter_partly_approved",
    N_ ("Your application to {round} has been approved in part. You applied for {applied}, and we "
        "grant you {amount} for this purpose: {purpose}.") },
  { "declined", N_ ("Letter of refusal"), "letter_declined",
    N_ ("Thank you for your application to {round}. You applied for {applied} for this purpose: "
        "{purpose}. We are sorry to tell you that it has been declined.") },
};

typedef struct
{
  GaPaper *paper;
  GaReader *reader;
  const Kind *kind;
  GaRecord *application;
  GaRecord *applicant;
  GaRecord *round;
  GPtrArray *grants;
  char *deadline; /* (nullable): as people read it */
} Letter;

static void
letter_clear (Letter *self)
{
  g_clear_object (&self->application);
  g_clear_object (&self->applicant);
  g_clear_object (&self->round);
  g_clear_pointer (&self->grants, g_ptr_array_unref);
  g_clear_pointer (&self->paper, ga_paper_free);
  g_free (self->deadline);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Letter, letter_clear)

static const Kind *
find_kind (const GaRecord *application, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (ga_record_is_one_of (application, "status", kinds[i].status))
      return &kinds[i];
  g_set_error_literal (error, GA_MODEL_ERROR, GA_MODEL_ERROR_RULE,
                       _ ("This application has not been decided yet, so there is nothing to write "
                          "to the applicant. Decide it first."));
  return NULL;
}

static gboolean
is_granted (const Letter *self)
{
  return !ga_record_is_one_of (self->application, "status", "declined");
}

/* A letter that nobody sends cannot be answered. */
static gboolean
check_sender (const GaRecord *round, GError **error)
{
  if (ga_record_has (round, "organiser"))
    return TRUE;
  g_set_error_literal (
      error, GA_MODEL_ERROR, GA_MODEL_ERROR_RULE,
      _ ("The letter has no sender yet. Write in the funding round, under “Who runs "
         "it”, who sends it."));
  return FALSE;
}

/* (transfer full) (nullable): the last day on which it can be accepted */
static char *
make_deadline (const Letter *self)
{
  g_autofree char *day = NULL;

  if (!is_granted (self) || !ga_record_has (self->round, "acceptance_days"))
    return NULL;
  day = ga_date_add_days (ga_record_get_text (self->application, "decided_on"),
                          (int) ga_record_get_integer (self->round, "acceptance_days"));
  return ga_date_display (day);
}

static gboolean
letter_read (Letter *self, const GaId *id, GError **error)
{
  self->application = ga_record_paper_find (self->reader, "application", id, error);
  if (self->application == NULL)
    return FALSE;
  self->kind = find_kind (self->application, error);
  if (self->kind == NULL)
    return FALSE;
  /* An older one may hold what was proposed. */
  if (!ga_record_is_one_of (self->application, "status", "approved partly_approved"))
    ga_record_clear (self->application, "decided_amount");
  self->applicant =
      ga_record_paper_find_parent (self->reader, self->application, "applicant", error);
  if (self->applicant == NULL)
    return FALSE;
  self->round = ga_record_paper_find_parent (self->reader, self->application, "round", error);
  if (self->round == NULL || !check_sender (self->round, error))
    return FALSE;
  self->grants = ga_record_paper_list (self->reader, "grant", "application", id, error);
  self->deadline = make_deadline (self);
  return self->grants != NULL;
}

static void
add_address (Letter *self)
{
  g_autofree char *date = ga_reader_display (self->reader, self->application, "decided_on");
  g_autofree char *address = g_strjoin ("\n", ga_record_get_text (self->applicant, "name"),
                                        ga_record_get_text (self->applicant, "address"), NULL);

  ga_record_paper_add_sender (self->paper, self->reader, self->round);
  ga_paper_add (self->paper, GA_PAPER_TEXT, address);
  ga_paper_add (self->paper, GA_PAPER_RIGHT, date);
  ga_paper_add (self->paper, GA_PAPER_TITLE, _ (self->kind->title));
}

/* What the round has for this outcome, or else the usual text, filled in. */
static gboolean
add_text (Letter *self, GError **error)
{
  const char *own = ga_record_get_text (self->round, self->kind->field);
  const char *text = own != NULL ? own : _ (self->kind->text);
  g_autofree char *applied = ga_reader_display (self->reader, self->application, "amount");
  g_autofree char *amount = ga_reader_display (self->reader, self->application, "decided_amount");
  g_autofree char *date = ga_reader_display (self->reader, self->application, "decided_on");
  g_autofree char *filled = NULL;
  const char *const values[GA_N_LETTER_WORDS] = {
    [GA_LETTER_APPLICANT] = ga_record_get_text (self->applicant, "name"),
    [GA_LETTER_ROUND] = ga_record_get_text (self->round, "title"),
    [GA_LETTER_PURPOSE] = ga_record_get_text (self->application, "purpose"),
    [GA_LETTER_APPLIED] = applied,
    [GA_LETTER_AMOUNT] = amount,
    [GA_LETTER_DATE] = date,
    [GA_LETTER_DEADLINE] = self->deadline,
  };
  guint words;

  if (!ga_letter_text_read (text, &words, error))
    return FALSE;
  filled = ga_letter_text_fill (text, values);
  ga_paper_add (self->paper, GA_PAPER_TEXT, filled);
  return TRUE;
}

static void
add_decision (Letter *self)
{
  static const char *const names[] = { "purpose",        "amount",          "decided_on",
                                       "decided_amount", "decision_reason", NULL };
  g_autofree char *round = ga_reader_title_of (self->reader, self->round);

  if (!is_granted (self))
    ga_paper_begin_part (self->paper);
  ga_paper_add (self->paper, GA_PAPER_HEADING, _ ("Decision"));
  ga_paper_add_fact (self->paper, ga_record_paper_label (self->application, "round"), round);
  ga_record_paper_add_facts (self->paper, self->reader, self->application, names);
}

/* (transfer full) (nullable): the day on which the report is due, as it was agreed or as the round
 * says */
static char *
find_report_due (Letter *self, const GaRecord *grant)
{
  g_autoptr (GPtrArray) reports =
      ga_record_paper_list (self->reader, "grant_report", "grant", ga_record_get_id (grant), NULL);

  if (reports != NULL && reports->len > 0)
    return g_strdup (ga_record_get_text (g_ptr_array_index (reports, 0), "due"));
  return ga_grant_report_make_due (grant, self->round);
}

/* On a day that is known, or so long after the end. */
static void
add_report (Letter *self, const GaRecord *grant)
{
  guint days = (guint) ga_record_get_integer (self->round, "report_days");
  g_autofree char *due = grant != NULL ? find_report_due (self, grant) : NULL;
  g_autofree char *shown = due != NULL ? ga_date_display (due) : NULL;
  g_autofree char *sentence = NULL;

  if (shown != NULL)
    sentence = g_strdup_printf (
        /* Translators: %s is a day. */
        _ ("Send us a report by %s: did it go as expected, and what was gained?"), shown);
  else if (days > 0)
    sentence = g_strdup_printf (
        ngettext ("Send us a report %u day after the end at the latest: did it go as expected, and "
                  "what was gained?",
                  "Send us a report %u days after the end at the latest: did it go as expected, "
                  "and what was gained?",
                  days),
        days);
  else
    sentence = g_strdup (_ ("Send us a report one month after the end at the latest: did it go as "
                            "expected, and what was gained?"));
  ga_paper_add (self->paper, GA_PAPER_TEXT, sentence);
}

static void
add_end (Letter *self, const GaRecord *grant)
{
  gboolean is_extended = ga_record_has (grant, "extended_until");
  g_autofree char *end =
      ga_reader_display (self->reader, grant, is_extended ? "extended_until" : "until");
  g_autofree char *sentence = NULL;

  if (end == NULL)
    return;
  /* Translators: %s is a day. */
  sentence = g_strdup_printf (
      _ ("The grant is valid until %s. Should you need longer, ask us in writing before that day."),
      end);
  ga_paper_add (self->paper, GA_PAPER_TEXT, sentence);
}

static void
add_return (Letter *self)
{
  guint days = (guint) ga_record_get_integer (self->round, "return_days");
  g_autofree char *sentence = NULL;

  if (days == 0)
    return;
  sentence = g_strdup_printf (
      ngettext ("Pay back what was not spent %u day after the end at the latest.",
                "Pay back what was not spent %u days after the end at the latest.", days),
      days);
  ga_paper_add (self->paper, GA_PAPER_TEXT, sentence);
}

static gboolean
add_payments (Letter *self, const GaRecord *grant, GError **error)
{
  static const char *const columns[] = { "due", "condition", "amount", NULL };
  g_autoptr (GPtrArray) tranches =
      ga_record_paper_list (self->reader, "tranche", "grant", ga_record_get_id (grant), error);
  const char *currency = ga_record_get_text (grant, "currency");
  g_autofree char *unit = NULL;

  if (tranches == NULL || tranches->len == 0)
    return tranches != NULL;
  /* Translators: %s is a currency: DKK. */
  unit = g_strdup_printf (_ ("Amounts in %s."), currency);
  ga_paper_add (self->paper, GA_PAPER_HEADING, _ ("Payments"));
  ga_paper_add (self->paper, GA_PAPER_NOTE, unit);
  ga_record_paper_add_table (self->paper, self->reader, tranches, columns, "amount", NULL);
  return TRUE;
}

static gboolean
add_grants (Letter *self, GError **error)
{
  for (guint i = 0; i < self->grants->len; i++)
    {
      const GaRecord *grant = g_ptr_array_index (self->grants, i);

      ga_record_paper_add_text (self->paper, GA_PAPER_HEADING, grant, "conditions");
      if (!add_payments (self, grant, error))
        return FALSE;
    }
  return TRUE;
}

static void
add_next (Letter *self)
{
  const GaRecord *grant = self->grants->len > 0 ? g_ptr_array_index (self->grants, 0) : NULL;
  g_autofree char *accept = NULL;

  ga_paper_begin_part (self->paper);
  ga_paper_add (self->paper, GA_PAPER_HEADING, _ ("What happens next"));
  if (self->deadline != NULL)
    /* Translators: %s is a day. */
    accept = g_strdup_printf (_ ("Write to us by %s that you accept the grant and its terms."),
                              self->deadline);
  ga_paper_add (self->paper, GA_PAPER_TEXT, accept);
  if (grant != NULL)
    add_end (self, grant);
  add_report (self, grant);
  add_return (self);
}

/* Under one heading, as a grant has conditions of its own. */
static void
add_terms (Letter *self)
{
  static const char *const more[] = { "who", "excluded" };
  g_autofree char *heading = NULL;

  if (!ga_record_has (self->round, "terms") && !ga_record_has (self->round, "who") &&
      !ga_record_has (self->round, "excluded"))
    return;
  /* Translators: %s is the title of a funding round. */
  heading = g_strdup_printf (_ ("Terms of %s"), ga_record_get_text (self->round, "title"));
  ga_paper_begin_part (self->paper);
  ga_paper_add (self->paper, GA_PAPER_HEADING, heading);
  ga_paper_add (self->paper, GA_PAPER_TEXT, ga_record_get_text (self->round, "terms"));
  for (guint i = 0; i < G_N_ELEMENTS (more); i++)
    ga_record_paper_add_text (self->paper, GA_PAPER_SUBHEADING, self->round, more[i]);
}

/* The end of a letter does not stand alone on a page. */
static void
add_end_of_letter (Letter *self)
{
  g_autofree char *by = ga_reader_display (self->reader, self->application, "decided_by");
  g_autofree char *from = ga_reader_display (self->reader, self->round, "organiser");

  ga_paper_add (self->paper, GA_PAPER_TEXT, _ ("Yours sincerely"));
  ga_paper_add (self->paper, GA_PAPER_TEXT, by);
  ga_paper_add (self->paper, GA_PAPER_TEXT, from);
  if (is_granted (self))
    add_terms (self);
}

GaPaper *
ga_letter_new (GaReader *reader, const GaId *application, GError **error)
{
  g_auto (Letter) letter = { .reader = reader };
  g_autofree char *title = NULL;

  if (!letter_read (&letter, application, error))
    return NULL;
  title = g_strjoin (" · ", _ (letter.kind->title), ga_record_get_text (letter.applicant, "name"),
                     NULL);
  letter.paper = ga_paper_new (title);
  add_address (&letter);
  if (!add_text (&letter, error))
    return NULL;
  add_decision (&letter);
  if (is_granted (&letter))
    {
      if (!add_grants (&letter, error))
        return NULL;
      add_next (&letter);
    }
  add_end_of_letter (&letter);
  return g_steal_pointer (&letter.paper);
}
