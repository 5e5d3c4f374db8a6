/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl/ga-ctl-exchange.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ctl/ga-ctl-output.h"
#include "ctl/ga-ctl-query.h"
#include "exchange/ga-exporter.h"

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

static gboolean
run_export (GaCtl *ctl, char **arguments, GError **error)
{
  /* In the order of GaExportFormat. */
  static const char *const formats[] = { "csv", "json", "xlsx", "ods", "ics", "gpx", NULL };
  g_auto (GStrv) wheres = NULL;
  g_autofree char *sort = NULL;
  g_autofree char *format = NULL;
  g_autofree char *output = NULL;
  int limit = 0;
  GaExportOptions options = { GA_EXPORT_CSV };
  const GOptionEntry entries[] = {
    { "format", 0, 0, G_OPTION_ARG_FILENAME, &format,
      N_ ("csv, json, xlsx or ods; ics for walks, gpx for routes"), "FORMAT" },
    { "where", 'w', 0, G_OPTION_ARG_FILENAME_ARRAY, &wheres,
      N_ ("Only records for which this holds; also !=, < and >="), "FIELD=VALUE" },
    { "sort", 's', 0, G_OPTION_ARG_FILENAME, &sort,
      N_ ("Sort by this field, falling with - before it"), "FIELD" },
    { "limit", 'n', 0, G_OPTION_ARG_INT, &limit, N_ ("At most this many"), "N" },
    { "without-personal", 0, 0, G_OPTION_ARG_NONE, &options.without_personal,
      N_ ("Leave out what says something of a person"), NULL },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, N_ ("Write it to this file"), "FILE" },
    { NULL },
  };
  g_auto (GStrv) rest = ga_ctl_parse (ctl, arguments, entries, 1, 2, error);
  const GaEntity *entity = rest != NULL ? ga_ctl_get_entity (ctl, rest[1], error) : NULL;
  g_autoptr (GaQuery) query = NULL;
  const char *path = NULL;
  GaStore *store;

  if (entity == NULL || !choose_path (rest[2], output, &path, error) ||
      !ga_ctl_choose_format (ctl, &format, path, formats, error))
    return FALSE;
  while (!g_str_equal (format, formats[options.format]))
    options.format++;
  if ((options.format == GA_EXPORT_ICS && !g_str_equal (entity->name, "meeting")) ||
      (options.format == GA_EXPORT_GPX && !g_str_equal (entity->name, "route")))
    {
      g_set_error (error, GA_CTL_ERROR, GA_CTL_ERROR_USAGE,
                   _ ("There is no format called “%s” for this."), format);
      return FALSE;
    }
  store = ga_ctl_get_store (ctl, error);
  if (store == NULL)
    return FALSE;
  query = ga_ctl_make_query (ga_store_get_reader (store), entity, wheres, sort, limit, error);
  return query != NULL && write_export (ctl, store, query, path, &options, error);
}

const GaCommand ga_ctl_commands_exchange[] = {
  { "import",
    "ENTITY FILE [--dry-run] [--update] [--skip-bad] [--map HEADING=FIELD]… "
    "[--community ID] [--json]",
    N_ ("Read records from a file"),
    N_ ("CSV, JSON, XLSX, ODS, iCalendar and GPX are known by what is in the file. With a problem in any row nothing is "
        "imported, unless --skip-bad. One undo takes an import back."),
    ga_ctl_run_import },
  { "export",
    "ENTITY [FILE | -o FILE] [--format csv|json|xlsx|ods|ics|gpx] [--where FIELD=VALUE]… [--sort FIELD] [--limit N] "
    "[--without-personal]",
    N_ ("Write records to a file, or to standard output"),
    N_ ("What is written imports again as it was; a spreadsheet is for reading, too. "
        "Without --format the end of the file’s name tells it, or else it is CSV."),
    run_export },
  { NULL },
};
