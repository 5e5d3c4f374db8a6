/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/ga-round-paper.h"

#include <glib/gi18n-lib.h>

#include "exchange/ga-record-paper.h"
#include "model/entities/ga-entities.h"
#include "model/ga-number.h"
#include "store/ga-round-figures.h"

typedef struct
{
  GaPaper *paper;
  GaReader *reader;
  const char *currency;
} Writing;

static void
add_amount (Writing *self, const char *label, gint64 oere)
{
  g_autofree char *shown = ga_money_display (oere, self->currency);

  ga_paper_add_fact (self->paper, label, shown);
}

static void
add_frame (Writing *self, const GaRecord *round, const GaRoundSums *sums)
{
  static const char *const names[] = { "status", "period", "opens", "closes", NULL };
  gint64 frame = ga_record_get_integer (round, "frame");
  gint64 left = ga_round_sums_get_left (sums, frame);

  ga_record_paper_add_facts (self->paper, self->reader, round, names);
  add_amount (self, ga_record_paper_label (round, "frame"), frame);
  add_amount (self,
              sums->returned != 0 ? _ ("Granted already, less what came back")
                                  : _ ("Granted already"),
              sums->granted);
  add_amount (self, _ ("Reserved: approved, not granted yet"), sums->reserved);
  add_amount (self, left < 0 ? _ ("More than there is") : _ ("Still left"), ABS (left));
}

/* (transfer full) */
static char *
show_decided (const GaRoundApplication *application)
{
  return application->is_decided ? ga_money_display (application->decided, NULL) : g_strdup ("");
}

static void
add_row (GaTable *table, const GaRoundApplication *application)
{
  g_autofree char *applied = ga_money_display (application->applied, NULL);
  g_autofree char *decided = show_decided (application);
  const char *const cells[] = { application->applicant,
                                application->kommune,
                                application->purpose != NULL ? application->purpose : "",
                                applied,
                                decided,
                                application->status != NULL ? _ (application->status->label) : "",
                                NULL };

  ga_table_add_row (table, cells);
}

static void
add_list (Writing *self, GPtrArray *applications)
{
  g_autoptr (GaTable) table = ga_table_new ();
  g_autofree char *count =
      g_strdup_printf (ngettext ("%1$u application. Amounts in %2$s.",
                                 "%1$u applications. Amounts in %2$s.", applications->len),
                       applications->len, self->currency);
  gint64 applied = 0, decided = 0;
  g_autofree char *all_applied = NULL;
  g_autofree char *all_decided = NULL;

  ga_paper_add (self->paper, GA_PAPER_HEADING, _ ("Applications"));
  ga_paper_add (self->paper, GA_PAPER_NOTE, count);
  ga_table_add_column (table, _ ("Applicant"), FALSE);
  ga_table_add_column (table, _ ("Kommune"), FALSE);
  ga_table_add_column (table, _ ("Purpose"), FALSE);
  ga_table_add_column (table, _ ("Applied for"), TRUE);
  ga_table_add_column (table, _ ("Decided"), TRUE);
  ga_table_add_column (table, _ ("Status"), FALSE);
  for (guint i = 0; i < applications->len; i++)
    {
      const GaRoundApplication *application = g_ptr_array_index (applications, i);

      add_row (table, application);
      applied += application->applied;
      decided += application->is_decided ? application->decided : 0;
    }
  all_applied = ga_money_display (applied, NULL);
  all_decided = ga_money_display (decided, NULL);
  if (applications->len > 1)
    ga_table_set_total (
        table, (const char *const[]){ _ ("In all"), "", "", all_applied, all_decided, "", NULL });
  ga_paper_add_table (self->paper, table);
}

/* The lines of an application under a heading of their own. */
static gboolean
add_lines (Writing *self,
           const char *heading,
           const char *entity,
           const GaId *application,
           const char *const *names,
           GError **error)
{
  g_autoptr (GPtrArray) lines =
      ga_record_paper_list (self->reader, entity, "application", application, error);

  if (lines == NULL)
    return FALSE;
  if (lines->len > 0)
    ga_paper_add (self->paper, GA_PAPER_SUBHEADING, heading);
  ga_record_paper_add_table (self->paper, self->reader, lines, names, "amount", NULL);
  return TRUE;
}

static void
add_decision (Writing *self, const GaRecord *application)
{
  static const char *const names[] = { "decided_on", "decided_amount", "decision_reason",
                                       "decided_by", NULL };

  if (!ga_record_has (application, "decided_on"))
    return;
  ga_paper_add (self->paper, GA_PAPER_SUBHEADING, _ ("Decision"));
  ga_record_paper_add_facts (self->paper, self->reader, application, names);
}

static gboolean
add_grant (Writing *self, const GaRecord *grant, GError **error)
{
  static const char *const names[] = { "amount",      "start",          "until",
                                       "accepted_on", "extended_until", "conditions",
                                       "returned",    "returned_on",    NULL };
  static const char *const columns[] = { "due",     "condition", "condition_met",
                                         "paid_on", "reference", "amount",
                                         NULL };
  g_autoptr (GPtrArray) tranches =
      ga_record_paper_list (self->reader, "tranche", "grant", ga_record_get_id (grant), error);

  if (tranches == NULL)
    return FALSE;
  ga_paper_add (self->paper, GA_PAPER_SUBHEADING, _ ("Grant"));
  ga_record_paper_add_facts (self->paper, self->reader, grant, names);
  if (tranches->len > 0)
    ga_paper_add (self->paper, GA_PAPER_SUBHEADING, _ ("Tranches"));
  ga_record_paper_add_table (self->paper, self->reader, tranches, columns, "amount", NULL);
  return TRUE;
}

static gboolean
add_grants (Writing *self, const GaId *application, GError **error)
{
  g_autoptr (GPtrArray) grants =
      ga_record_paper_list (self->reader, "grant", "application", application, error);

  for (guint i = 0; grants != NULL && i < grants->len; i++)
    if (!add_grant (self, g_ptr_array_index (grants, i), error))
      return FALSE;
  return grants != NULL;
}

static gboolean
add_application (Writing *self, const GaRoundApplication *listed, GError **error)
{
  static const char *const names[] = {
    "purpose", "kommune",   "initiative",           "amount",
    "status",  "submitted", "communities_promised", "hosts_promised",
    NULL
  };
  static const char *const budget[] = { "text", "category", "amount", NULL };
  static const char *const invested[] = { "party", "kind", "note", "hours", "amount", NULL };
  g_autoptr (GaRecord) application =
      ga_record_paper_find (self->reader, "application", &listed->id, error);

  if (application == NULL)
    return FALSE;
  if (!listed->is_decided)
    ga_record_clear (application, "decided_amount");
  if (!ga_application_is_submitted (application))
    ga_record_clear (application, "submitted");
  ga_paper_add (self->paper, GA_PAPER_HEADING, listed->applicant);
  ga_record_paper_add_facts (self->paper, self->reader, application, names);
  if (!add_lines (self, _ ("Budget"), "budget_line", &listed->id, budget, error) ||
      !add_lines (self, _ ("What each party puts in"), "investment", &listed->id, invested, error))
    return FALSE;
  add_decision (self, application);
  return add_grants (self, &listed->id, error);
}

static void
add_terms (GaPaper *paper, const GaRecord *round)
{
  static const char *const names[] = { "who", "terms", "excluded" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    ga_record_paper_add_text (paper, GA_PAPER_HEADING, round, names[i]);
}

GaPaper *
ga_round_paper_new (GaReader *reader, const GaId *id, GError **error)
{
  g_autoptr (GaRecord) round = ga_record_paper_find (reader, "round", id, error);
  g_autoptr (GPtrArray) applications = NULL;
  g_autofree char *title = NULL;
  g_autoptr (GaPaper) paper = NULL;
  GaRoundSums sums;
  Writing writing;

  if (round == NULL || !ga_reader_round_sums (reader, id, &sums, error))
    return NULL;
  applications = ga_reader_round_applications (reader, id, error);
  if (applications == NULL)
    return NULL;
  title = ga_reader_title_of (reader, round);
  paper = ga_paper_new (title);
  writing = (Writing){ paper, reader, ga_record_get_text (round, "currency") };
  ga_paper_add (paper, GA_PAPER_TITLE, ga_record_get_text (round, "title"));
  add_frame (&writing, round, &sums);
  add_list (&writing, applications);
  for (guint i = 0; i < applications->len; i++)
    if (!add_application (&writing, g_ptr_array_index (applications, i), error))
      return NULL;
  add_terms (paper, round);
  return g_steal_pointer (&paper);
}
