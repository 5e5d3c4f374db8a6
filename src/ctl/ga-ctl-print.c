/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ctl/ga-ctl-resolve.h"
#include "ctl/ga-ctl.h"
#include "exchange/ga-dossier-paper.h"
#include "exchange/ga-letter.h"
#include "exchange/ga-round-paper.h"
#include "exchange/ga-statement.h"
#include "exchange/ga-walk-paper.h"
#include "model/ga-date.h"

#define FIRST_YEAR 1900
#define LAST_YEAR  2200

typedef struct
{
  char *output;
  int year;
  char *from; /* (nullable): canonical, as is @to */
  char *to;
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

static GaPaper *
make_list (GaReader *reader, const GaRecord *record, const Options *options, GError **error)
{
  return ga_walk_list_new (reader, ga_record_get_id (record), error);
}

static GaPaper *
make_poster (GaReader *reader, const GaRecord *record, const Options *options, GError **error)
{
  return ga_poster_new (reader, ga_record_get_id (record), error);
}

static GaPaper *
make_programme (GaReader *reader, const GaRecord *record, const Options *options, GError **error)
{
  return ga_programme_new (reader, ga_record_get_id (record), options->from, options->to, error);
}

static const Paper papers[] = {
  { "dossier", (const char *const[]){ "kommune", "organisation", NULL }, make_dossier },
  { "letter", (const char *const[]){ "application", NULL }, make_letter },
  { "list", (const char *const[]){ "meeting", NULL }, make_list },
  { "poster", (const char *const[]){ "community", NULL }, make_poster },
  { "programme", (const char *const[]){ "community", NULL }, make_programme },
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
  else if ((options->from != NULL || options->to != NULL) && paper->make != make_programme)
    g_set_error_literal (error, GA_CTL_ERROR, GA_CTL_ERROR_USAGE,
                         _ ("Only a programme is from one day to another. Leave out --from and "
                            "--to."));
  else if (options->from != NULL && options->to != NULL && strcmp (options->from, options->to) > 0)
    g_set_error_literal (error, GA_CTL_ERROR, GA_CTL_ERROR_USAGE,
                         _ ("The end is before the start."));
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

/* @written: (nullable): %NULL says nothing; @day: (out) (transfer full) */
static gboolean
read_day (const char *written, char **day, GError **error)
{
  *day = written != NULL ? ga_date_parse (written) : NULL;
  if (written != NULL && *day == NULL)
    g_set_error (error, GA_CTL_ERROR, GA_CTL_ERROR_USAGE,
                 _ ("“%s” is not a date. Write it as 31-12-2026."), written);
  return written == NULL || *day != NULL;
}

/* Writes what is asked for, and knows where to. */
static gboolean
print (GaCtl *ctl, const char *name, const char *about, const Options *options, GError **error)
{
  const Paper *kind = find_paper (name, options, error);
  GaStore *store = kind != NULL ? ga_ctl_get_store (ctl, error) : NULL;
  g_autofree char *path =
      store != NULL ? ga_store_resolve_output (store, options->output, error) : NULL;
  g_autoptr (GaRecord) record = NULL;
  g_autoptr (GaPaper) paper = NULL;
  GaReader *reader;

  if (path == NULL)
    return FALSE;
  reader = ga_store_get_reader (store);
  record = find_record (reader, kind, about, error);
  if (record == NULL)
    return FALSE;
  paper = kind->make (reader, record, options, error);
  return paper != NULL && ga_paper_write_pdf (paper, path, error);
}

static gboolean
run_print (GaCtl *ctl, char **arguments, GError **error)
{
  g_autofree char *output = NULL;
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;
  Options options = { NULL };
  const GOptionEntry entries[] = {
    { "year", 'y', 0, G_OPTION_ARG_INT, &options.year, N_ ("Only this year"), "YEAR" },
    { "from", 0, 0, G_OPTION_ARG_FILENAME, &from, N_ ("The first day of a programme"), "DATE" },
    { "to", 0, 0, G_OPTION_ARG_FILENAME, &to, N_ ("The last day of a programme"), "DATE" },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, N_ ("Write it to this file"), "FILE" },
    { NULL },
  };
  g_auto (GStrv) rest = ga_ctl_parse (ctl, arguments, entries, 2, 2, error);

  if (rest == NULL || !read_day (from, &first, error) || !read_day (to, &last, error))
    return FALSE;
  options.output = output;
  options.from = first;
  options.to = last;
  return print (ctl, rest[1], rest[2], &options, error);
}

const GaCommand ga_ctl_commands_print[] = {
  { "print",
    "letter APPLICATION -o FILE.pdf | print round ROUND -o FILE.pdf | "
    "print statement GRANT|ROUND [--year YEAR] -o FILE.pdf | "
    "print dossier KOMMUNE|ORGANISATION -o FILE.pdf | print list MEETING -o FILE.pdf | "
    "print programme COMMUNITY [--from DATE] [--to DATE] -o FILE.pdf | "
    "print poster COMMUNITY -o FILE.pdf",
    N_ ("Write a letter, a funding round, an annual statement, a dossier, an attendance list, a "
        "programme or a poster as PDF"),
    N_ ("A letter is about an application that is decided; its text is that of the round, whose "
        "terms stand in the end. A statement has for each year what was paid out, what it was "
        "spent on, and what is left. A dossier has all that is known of a partner. A list is for "
        "ticking who came to a walk. A programme is from today to the last walk that is planned "
        "unless days are given."),
    run_print },
  { NULL },
};
