/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl/ga-ctl-exchange.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ctl/ga-ctl-output.h"
#include "ctl/ga-ctl-query.h"
#include "exchange/ga-folder-exchange.h"

/* The file may stand behind the entity, or behind -o as in a report. */
static gboolean
choose_path (const char *word, const char *option, const char **path, GError **error)
{
  *path = option != NULL ? option : word;
  if (word == NULL || option == NULL)
    return TRUE;
  g_set_error_literal (error, GA_CTL_ERROR, GA_CTL_ERROR_USAGE,
                       _ ("Two files are named. Leave out one of them."));
  return FALSE;
}

/* To @path, or to standard output. */
static gboolean
write_export (GaCtl *ctl,
              GaStore *store,
              const GaQuery *query,
              const char *path,
              const GaExportOptions *options,
              GError **error)
{
  GaReader *reader = ga_store_get_reader (store);
  g_autofree char *target = path != NULL ? ga_store_resolve_output (store, path, error) : NULL;

  if (path != NULL)
    return target != NULL && ga_export_to_path (reader, query, target, options, error);
  return ga_ctl_end_writing (
      ctl, NULL,
      ga_export_to_descriptor (reader, query, ga_ctl_get_descriptor (ctl), options, error), error);
}

/* @format: (inout) (transfer full): as ga_ctl_choose_format() */
static gboolean
choose_format (GaCtl *ctl,
               char **format,
               const char *path,
               const char *const *formats,
               GaExportOptions *options,
               GError **error)
{
  if (!ga_ctl_choose_format (ctl, format, path, formats, error))
    return FALSE;
  while (!g_str_equal (*format, formats[options->format]))
    options->format++;
  return TRUE;
}

/* Some formats are of one kind of records. */
static gboolean
check_format (const GaEntity *entity, const char *format, GError **error)
{
  if ((!g_str_equal (format, "ics") || g_str_equal (entity->name, "meeting")) &&
      (!g_str_equal (format, "gpx") || g_str_equal (entity->name, "route")))
    return TRUE;
  g_set_error (error, GA_CTL_ERROR, GA_CTL_ERROR_USAGE,
               _ ("There is no format called “%s” for this."), format);
  return FALSE;
}

/* @rest: the command, and what follows it */
static gboolean
export_all (GaCtl *ctl, char **rest, char **format, GaExportOptions *options, GError **error)
{
  static const char *const formats[] = { "csv", "json", NULL };
  GaStore *store;

  if (!ga_ctl_check_words (rest, 1, 1, error) ||
      !choose_format (ctl, format, NULL, formats, options, error))
    return FALSE;
  store = ga_ctl_get_store (ctl, error);
  return store != NULL && ga_folder_export (store, rest[1], options, error);
}

typedef struct
{
  char **wheres;
  char *sort;
  char *format;
  char *output;
  int limit;
  gboolean all;
  GaExportOptions options;
} Wanted;

static void
clear_wanted (Wanted *wanted)
{
  g_strfreev (wanted->wheres);
  g_free (wanted->sort);
  g_free (wanted->format);
  g_free (wanted->output);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Wanted, clear_wanted)

/* With --all nothing is chosen of it. */
static gboolean
check_all (const Wanted *wanted, GError **error)
{
  if (wanted->wheres == NULL && wanted->sort == NULL && wanted->output == NULL &&
      wanted->limit == 0)
    return TRUE;
  g_set_error_literal (
      error, GA_CTL_ERROR, GA_CTL_ERROR_USAGE,
      _ ("With --all everything is written: leave out --where, --sort, --limit and "
         "--output."));
  return FALSE;
}

static gboolean
export_one (GaCtl *ctl, char **rest, Wanted *wanted, GError **error)
{
  /* In the order of GaExportFormat. */
  static const char *const formats[] = { "csv", "json", "xlsx", "ods", "ics", "gpx", NULL };
  const GaEntity *entity = ga_ctl_get_entity (ctl, rest[1], error);
  g_autoptr (GaQuery) query = NULL;
  const char *path = NULL;
  GaStore *store;

  if (entity == NULL || !choose_path (rest[2], wanted->output, &path, error) ||
      !choose_format (ctl, &wanted->format, path, formats, &wanted->options, error) ||
      !check_format (entity, wanted->format, error))
    return FALSE;
  store = ga_ctl_get_store (ctl, error);
  if (store == NULL)
    return FALSE;
  query = ga_ctl_make_query (ga_store_get_reader (store), entity, wanted->wheres, wanted->sort,
                             wanted->limit, error);
  return query != NULL && write_export (ctl, store, query, path, &wanted->options, error);
}

static gboolean
run_export (GaCtl *ctl, char **arguments, GError **error)
{
  g_auto (Wanted) wanted = { .options = { GA_EXPORT_CSV } };
  const GOptionEntry entries[] = {
    { "all", 0, 0, G_OPTION_ARG_NONE, &wanted.all,
      N_ ("Everything, each kind in a file of its own, in a new folder"), NULL },
    { "format", 0, 0, G_OPTION_ARG_FILENAME, &wanted.format,
      N_ ("csv, json, xlsx or ods; ics for walks, gpx for routes"), "FORMAT" },
    { "where", 'w', 0, G_OPTION_ARG_FILENAME_ARRAY, &wanted.wheres,
      N_ ("Only records for which this holds; also !=, < and >="), "FIELD=VALUE" },
    { "sort", 's', 0, G_OPTION_ARG_FILENAME, &wanted.sort,
      N_ ("Sort by this field, falling with - before it"), "FIELD" },
    { "limit", 'n', 0, G_OPTION_ARG_INT, &wanted.limit, N_ ("At most this many"), "N" },
    { "without-personal", 0, 0, G_OPTION_ARG_NONE, &wanted.options.without_personal,
      N_ ("Leave out what says something of a person; with --all for reading only"), NULL },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &wanted.output, N_ ("Write it to this file"),
      "FILE" },
    { NULL },
  };
  g_auto (GStrv) rest = ga_ctl_parse (ctl, arguments, entries, 1, 2, error);

  if (rest == NULL)
    return FALSE;
  if (wanted.all)
    return check_all (&wanted, error) &&
           export_all (ctl, rest, &wanted.format, &wanted.options, error);
  return export_one (ctl, rest, &wanted, error);
}

const GaCommand ga_ctl_commands_exchange[] = {
  { "import",
    "ENTITY FILE | --all FOLDER [--dry-run] [--update] [--skip-bad] [--map HEADING=FIELD]… "
    "[--community ID] [--json]",
    N_ ("Read records from a file"),
    N_ ("CSV, JSON, XLSX, ODS, iCalendar and GPX are known by what is in the file. With a problem in any row nothing is "
        "imported, unless --skip-bad. One undo takes an import back."),
    ga_ctl_run_import },
  { "export",
    "ENTITY [FILE | -o FILE] | --all FOLDER [--format csv|json|xlsx|ods|ics|gpx] [--where FIELD=VALUE]… [--sort FIELD] [--limit N] "
    "[--without-personal]",
    N_ ("Write records to a file, or to standard output"),
    N_ ("What is written imports again as it was; a spreadsheet is for reading, too. "
        "Without --format the end of the file’s name tells it, or else it is CSV."),
    run_export },
  { NULL },
};
