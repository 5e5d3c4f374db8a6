/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/ga-dossier-paper.h"

#include <glib/gi18n-lib.h>

#include "insight/ga-agreement-words.h"
#include "insight/ga-dossier-lines.h"
#include "model/ga-date.h"

/* What both sides of an agreement expect of each other. */
static const struct
{
  const char *side;
  const char *title;
} sides[] = {
  { "ours", N_ ("We expect of the kommune") },
  { "theirs", N_ ("The kommune expects of us") },
};

static char *
show (const GaRecord *record, const char *field)
{
  const GaField *described = ga_entity_get_field (ga_record_get_entity (record), field);
  char *shown = ga_value_display (described, ga_record_get (record, field));

  return shown != NULL ? shown : g_strdup ("");
}

static void
add_clause (GaTable *table, const GaRecord *clause, const char *today)
{
  g_autofree char *expected = g_strjoin ("\n", ga_record_get_text (clause, "heading"),
                                         ga_record_get_text (clause, "text"), NULL);
  g_autofree char *owner = show (clause, "owner");
  g_autofree char *due = show (clause, "due");
  g_autofree char *state = show (clause, "state");
  g_autofree char *late = NULL;

  if (ga_agreement_words_is_overdue (clause, today))
    /* TRANSLATORS: how an expectation stands, such as “Under way”, and that it is late */
    late = g_strdup_printf (_ ("%s, overdue"), state);
  ga_table_add_row (
      table, (const char *const[]){ expected, owner, due, late != NULL ? late : state, NULL });
}

/* (transfer full) (nullable): of one side; %NULL where it expects nothing */
static GaTable *
make_clauses (const GaDossierAgreement *agreement, const char *side, const char *today)
{
  g_autoptr (GaTable) table = ga_table_new ();

  ga_table_add_column (table, _ ("What is expected"), FALSE);
  ga_table_add_column (table, _ ("Who sees to it"), FALSE);
  ga_table_add_column (table, _ ("Due"), FALSE);
  ga_table_add_column (table, _ ("State"), FALSE);
  for (guint i = 0; i < agreement->clauses->len; i++)
    if (ga_record_is_one_of (agreement->clauses->pdata[i], "side", side))
      add_clause (table, agreement->clauses->pdata[i], today);
  return ga_table_get_n_rows (table) > 0 ? g_steal_pointer (&table) : NULL;
}

static void
add_agreement (GaPaper *paper, const GaDossierAgreement *agreement, const char *today)
{
  g_autofree char *details = ga_dossier_display_agreement (agreement);

  ga_paper_add (paper, GA_PAPER_SUBHEADING, ga_record_get_text (agreement->record, "title"));
  ga_paper_add (paper, GA_PAPER_TEXT, details);
  for (guint i = 0; i < agreement->parties->len; i++)
    {
      g_autofree char *party = ga_dossier_display_party (agreement->parties->pdata[i]);

      ga_paper_add (paper, GA_PAPER_TEXT, party);
    }
  for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
    {
      g_autoptr (GaTable) table = make_clauses (agreement, sides[i].side, today);

      if (table == NULL)
        continue;
      ga_paper_add (paper, GA_PAPER_NOTE, _ (sides[i].title));
      ga_paper_add_table (paper, table);
    }
}

static void
add_agreements (GaPaper *paper, GaDossier *dossier)
{
  ga_paper_add (paper, GA_PAPER_HEADING, _ ("Agreements"));
  if (dossier->agreements->len == 0)
    ga_paper_add (paper, GA_PAPER_TEXT, _ ("No agreements yet."));
  for (guint i = 0; i < dossier->agreements->len; i++)
    add_agreement (paper, dossier->agreements->pdata[i], dossier->day);
}

/* (nullable): what the figures of a part are */
static const char *
get_figure_heading (GaDossierPart part)
{
  switch (part)
    {
    case GA_DOSSIER_COMMUNITIES:
      return _ ("Visits");
    case GA_DOSSIER_APPLICATIONS:
    case GA_DOSSIER_INVESTMENTS:
      return _ ("Amount");
    case GA_DOSSIER_HISTORY:
      return _ ("Date");
    case GA_DOSSIER_INITIATIVES:
    case GA_DOSSIER_HOSTS:
    case GA_DOSSIER_PEOPLE:
    case GA_DOSSIER_ORGANISATIONS:
    default:
      return NULL;
    }
}

static GaTable *
make_lines (GPtrArray *lines, GaDossierPart part)
{
  const char *figures = get_figure_heading (part);
  GaTable *table = ga_table_new ();

  ga_table_add_column (table, _ ("Name"), FALSE);
  ga_table_add_column (table, _ ("Details"), FALSE);
  if (figures != NULL)
    ga_table_add_column (table, figures, TRUE);
  for (guint i = 0; i < lines->len; i++)
    {
      const GaDossierLine *line = lines->pdata[i];

      const char *figure = line->figure != NULL ? line->figure : "";
      const char *const cells[] = { line->title, line->details != NULL ? line->details : "",
                                    figures != NULL ? figure : NULL, NULL };

      ga_table_add_row (table, cells);
    }
  return table;
}

static void
add_part (GaPaper *paper, GaDossier *dossier, GaDossierPart part)
{
  g_autoptr (GPtrArray) lines = ga_dossier_list_lines (dossier, part);
  g_autoptr (GPtrArray) totals = ga_dossier_list_totals (dossier, part);
  g_autofree char *note = ga_dossier_dup_note (dossier, part);

  ga_paper_add (paper, GA_PAPER_HEADING, ga_dossier_get_part_title (dossier, part));
  for (guint i = 0; i + 1 < totals->len; i += 2)
    ga_paper_add_fact (paper, totals->pdata[i], totals->pdata[i + 1]);
  if (lines->len > 0)
    {
      g_autoptr (GaTable) table = make_lines (lines, part);

      ga_paper_add_table (paper, table);
    }
  if (note != NULL)
    ga_paper_add (paper, lines->len > 0 ? GA_PAPER_NOTE : GA_PAPER_TEXT, note);
}

GaPaper *
ga_dossier_paper_new (GaDossier *dossier)
{
  const char *name = ga_record_get_text (dossier->subject, "name");
  g_autofree char *kind = ga_dossier_display_kind (dossier);
  g_autofree char *day = ga_date_display (dossier->day);
  /* TRANSLATORS: on the first page of a dossier, how old it is; %s is a day */
  g_autofree char *as_of = g_strdup_printf (_ ("As of %s"), day);
  GaPaper *paper = ga_paper_new (name);

  ga_paper_add (paper, GA_PAPER_TITLE, name);
  ga_paper_add (paper, GA_PAPER_TEXT, kind);
  ga_paper_add (paper, GA_PAPER_NOTE, as_of);
  for (guint i = 0; i + 1 < dossier->facts->len; i += 2)
    ga_paper_add_fact (paper, dossier->facts->pdata[i], dossier->facts->pdata[i + 1]);
  add_agreements (paper, dossier);
  for (int part = 0; part < GA_DOSSIER_N_PARTS; part++)
    add_part (paper, dossier, part);
  return paper;
}
