/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ctl/ga-ctl-resolve.h"
#include "ctl/ga-ctl.h"
#include "exchange/ga-dossier-paper.h"
#include "exchange/ga-letter.h"
#include "exchange/ga-round-paper.h"
#include "exchange/ga-statement.h"
#include "model/ga-date.h"

#define FIRST_YEAR 1900
#define LAST_YEAR  2200

typedef struct
{
  char *output;
  int year;
} Options;

typedef struct
{
  const char *name;
  const char *const *entities; /* of what it may be about */
  GaPaper *(*make) (GaReader *reader,
                    const GaRecord *record,
                    const Options *options,
                    GError **error);
} Paper;

static GaPaper *
make_letter (GaReader *reader, const GaRecord *record, const Options *options, GError **error)
{
  return ga_letter_new (reader, ga_record_get_id (record), error);
}

static GaPaper *
make_round (GaReader *reader, const GaRecord *record, const Options *options, GError **error)
{
  return ga_round_paper_new (reader, ga_record_get_id (record), error);
}

static GaPaper *
make_statement (GaReader *reader, const GaRecord *record, const Options *options, GError **error)
{
  return ga_statement_new (reader, ga_record_get_id (record), options->year, error);
}

static GaPaper *
make_dossier (GaReader *reader, const GaRecord *record, const Options *options, GError **error)
{
  g_autofree char *today = ga_date_today ();
  g_autoptr (GaDossier) dossier = ga_dossier_read (reader, ga_record_get_entity (record),
                                                   ga_record_get_id (record), today, error);

  return dossier != NULL ? ga_dossier_paper_new (dossier) : NULL;
}

static const Paper papers[] = {
  { "dossier", (const char *const[]){ "kommune", "organisation", NULL }, make_dossier },
  { "letter", (const char *const[]){ "application", NULL }, make_letter },
  { "round", (const char *const[]){ "round", NULL }, make_round },
  { "statement", (const char *const[]){ "grant", "round", NULL }, make_statement },
};

static const Paper *
find_paper (const char *name, const Options *options, GError **error)
{
  const Paper *paper = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (papers); i++)
    if (g_str_equal (papers[i].name, name))
      paper = &papers[i];
  if (paper == NULL)
    g_set_error (error, GA_CTL_ERROR, GA_CTL_ERROR_USAGE, _ ("There is no paper called “%s”."),
                 name);
  else if (options->output == NULL)
    g_set_error_literal (error, GA_CTL_ERROR, GA_CTL_ERROR_USAGE,
                         _ ("Paper needs a file: -o FILE.pdf."));
  else if (options->year != GA_STATEMENT_ALL_YEARS && paper->make != make_statement)
    g_set_error_literal (error, GA_CTL_ERROR, GA_CTL_ERROR_USAGE,
                         _ ("Only a statement is of a year. Leave out --year."));
  else if (options->year != GA_STATEMENT_ALL_YEARS &&
           (options->year < FIRST_YEAR || options->year > LAST_YEAR))
    g_set_error (error, GA_CTL_ERROR, GA_CTL_ERROR_USAGE, _ ("%d is no year. Write it as 2026."),
                 options->year);
  else
    return paper;
  return NULL;
}

/* The record that is meant: where it may be of several kinds, the first that has one. */
static GaRecord *
find_record (GaReader *reader, const Paper *paper, const char *text, GError **error)
{
  GaRecord *record = NULL;

  for (guint i = 0; record == NULL && paper->entities[i] != NULL; i++)
    {
      const char *entity = paper->entities[i];
      gboolean is_last = paper->entities[i + 1] == NULL;

      record = ga_ctl_resolve (reader, ga_schema_get (ga_reader_get_schema (reader), entity), text,
                               is_last ? error : NULL);
    }
  return record;
}

static gboolean
run_print (GaCtl *ctl, char **arguments, GError **error)
{
  g_autofree char *output = NULL;
  Options options = { NULL };
  const GOptionEntry entries[] = {
    { "year", 'y', 0, G_OPTION_ARG_INT, &options.year, N_ ("Only this year"), "YEAR" },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, N_ ("Write it to this file"), "FILE" },
    { NULL },
  };
  g_auto (GStrv) rest = ga_ctl_parse (ctl, arguments, entries, 2, 2, error);
  g_autoptr (GaRecord) record = NULL;
  g_autoptr (GaPaper) paper = NULL;
  g_autofree char *path = NULL;
  const Paper *kind;
  GaStore *store;
  GaReader *reader;

  if (rest == NULL)
    return FALSE;
  options.output = output;
  kind = find_paper (rest[1], &options, error);
  store = kind != NULL ? ga_ctl_get_store (ctl, error) : NULL;
  if (store == NULL)
    return FALSE;
  path = ga_store_resolve_output (store, output, error);
  if (path == NULL)
    return FALSE;
  reader = ga_store_get_reader (store);
  record = find_record (reader, kind, rest[2], error);
  if (record == NULL)
    return FALSE;
  paper = kind->make (reader, record, &options, error);
  return paper != NULL && ga_paper_write_pdf (paper, path, error);
}

const GaCommand ga_ctl_commands_print[] = {
  { "print",
    "letter APPLICATION -o FILE.pdf | print round ROUND -o FILE.pdf | "
    "print statement GRANT|ROUND [--year YEAR] -o FILE.pdf | "
    "print dossier KOMMUNE|ORGANISATION -o FILE.pdf",
    N_ ("Write a letter, a funding round, an annual statement or a dossier as PDF"),
    N_ ("A letter is about an application that is decided; its text is that of the round, and the "
        "terms of the round are its last pages. A statement has for each year what was paid out, "
        "what it was spent on, and what is left. A dossier has all that is known of a partner."),
    run_print },
  { NULL },
};
