/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ctl/ga-ctl-output.h"
#include "ctl/ga-ctl-report.h"
#include "ctl/ga-ctl-table.h"
#include "exchange/ga-csv-writer.h"
#include "exchange/ga-hosts-file.h"
#include "insight/ga-hosts.h"
#include "model/entities/ga-entities.h"
#include "model/ga-date.h"

/* The keys of JSON and the headings of CSV, the same in every language. */
static const char *const keys[] = { "person",     "name",        "kommune",  "email",
                                    "state",      "since",       "source",   "source_name",
                                    "initiative", "communities", "last_led", "quiet" };

/* What was written for the options. */
typedef struct
{
  char *format;
  char *output;
  char *state;
  int weeks;
  gboolean quiet;
  gboolean targets;
} Options;

static void
options_clear (Options *self)
{
  g_free (self->format);
  g_free (self->output);
  g_free (self->state);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static const char *
or_null (const char *text)
{
  return text != NULL && *text != '\0' ? text : NULL;
}

static const char *
code_of (const GaChoice *choice)
{
  return choice != NULL ? choice->code : NULL;
}

static void
take_object (GaCtl *ctl, JsonObject *object)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);
  ga_ctl_take_json (ctl, node);
}

static void
print_json (GaCtl *ctl, GPtrArray *hosts)
{
  for (guint i = 0; i < hosts->len; i++)
    {
      const GaHost *host = hosts->pdata[i];
      JsonObject *object = json_object_new ();
      JsonArray *communities = json_array_new ();
      char id[GA_ID_TEXT_SIZE];

      for (char **name = host->communities; *name != NULL; name++)
        json_array_add_string_element (communities, *name);
      ga_id_format (&host->id, id);
      json_object_set_string_member (object, "person", id);
      json_object_set_string_member (object, "name", host->name);
      json_object_set_string_member (object, "kommune", host->kommune);
      json_object_set_string_member (object, "email", host->email);
      json_object_set_string_member (object, "state", code_of (host->state));
      json_object_set_string_member (object, "since", or_null (host->since));
      json_object_set_string_member (object, "source", code_of (host->source_kind));
      json_object_set_string_member (object, "source_name", host->source_name);
      json_object_set_string_member (object, "initiative", host->initiative);
      json_object_set_array_member (object, "communities", communities);
      json_object_set_string_member (object, "last_led", or_null (host->last_led));
      json_object_set_boolean_member (object, "quiet", host->quiet);
      take_object (ctl, object);
    }
}

static void
print_table (GaCtl *ctl, GPtrArray *hosts)
{
  GaTextTable *table = ga_ctl_table_new (ctl);

  for (guint column = 0; column < GA_HOST_N_COLUMNS; column++)
    ga_text_table_add_column (table, ga_host_column_get_label ((GaHostColumn) column), FALSE);
  for (guint i = 0; i < hosts->len; i++)
    {
      GPtrArray *cells = g_ptr_array_new_with_free_func (g_free);

      for (guint column = 0; column < GA_HOST_N_COLUMNS; column++)
        g_ptr_array_add (cells, ga_host_tell (hosts->pdata[i], (GaHostColumn) column));
      ga_text_table_take_row (table, cells);
    }
  ga_text_table_end (table);
}

static gboolean
write_csv (GaCsvWriter *writer, GPtrArray *hosts, GError **error)
{
  if (!ga_csv_writer_add_row (writer, keys, G_N_ELEMENTS (keys), error))
    return FALSE;
  for (guint i = 0; i < hosts->len; i++)
    {
      const GaHost *host = hosts->pdata[i];
      g_autofree char *communities = ga_host_list_communities (host);
      char id[GA_ID_TEXT_SIZE];
      const char *cells[] = { id,
                              host->name,
                              host->kommune,
                              host->email,
                              code_of (host->state),
                              host->since,
                              code_of (host->source_kind),
                              host->source_name,
                              host->initiative,
                              communities,
                              host->last_led,
                              host->quiet ? "true" : "false" };

      ga_id_format (&host->id, id);
      if (!ga_csv_writer_add_row (writer, cells, G_N_ELEMENTS (cells), error))
        return FALSE;
    }
  return ga_csv_writer_finish (writer, error);
}

/* @path: (nullable): %NULL for standard output */
static gboolean
print_csv (GaCtl *ctl, GPtrArray *hosts, const char *path, GError **error)
{
  g_autoptr (GaCsvWriter) writer = NULL;

  if (path != NULL)
    writer = ga_csv_writer_new_for_path (path, ';', error);
  else
    writer = ga_csv_writer_new_for_descriptor (ga_ctl_get_descriptor (ctl), ';');
  return writer != NULL && ga_ctl_end_writing (ctl, path, write_csv (writer, hosts, error), error);
}

static gboolean
print_hosts (GaCtl *ctl, GPtrArray *hosts, const char *format, const char *path, GError **error)
{
  if (g_str_equal (format, "xlsx") || g_str_equal (format, "ods"))
    return ga_hosts_file_write (hosts, path, error);
  if (g_str_equal (format, "csv"))
    return print_csv (ctl, hosts, path, error);
  if (path != NULL)
    ga_ctl_begin_capture (ctl);
  if (g_str_equal (format, "json"))
    print_json (ctl, hosts);
  else
    print_table (ctl, hosts);
  return path == NULL || ga_ctl_end_capture (ctl, path, error);
}

static void
print_targets (GaCtl *ctl, GPtrArray *targets, gboolean as_json)
{
  GaTextTable *table = as_json ? NULL : ga_ctl_table_new (ctl);

  if (table != NULL)
    {
      ga_text_table_add_column (table, _ ("Initiative"), FALSE);
      ga_text_table_add_column (table, _ ("Trained hosts"), FALSE);
    }
  for (guint i = 0; i < targets->len; i++)
    {
      const GaHostTarget *target = targets->pdata[i];
      char id[GA_ID_TEXT_SIZE];

      ga_id_format (&target->id, id);
      if (table == NULL)
        {
          JsonObject *object = json_object_new ();

          json_object_set_string_member (object, "initiative", id);
          json_object_set_string_member (object, "name", target->name);
          json_object_set_int_member (object, "target", target->target);
          json_object_set_int_member (object, "trained", target->trained);
          take_object (ctl, object);
        }
      else
        {
          GPtrArray *cells = g_ptr_array_new_with_free_func (g_free);

          g_ptr_array_add (cells, g_strdup (target->name));
          g_ptr_array_add (cells, ga_host_target_describe (target));
          ga_text_table_take_row (table, cells);
        }
    }
  if (table != NULL)
    ga_text_table_end (table);
}

static gboolean
report_targets (GaCtl *ctl, GaStore *store, const char *format, GError **error)
{
  g_autoptr (GPtrArray) targets = ga_host_targets_read (ga_store_get_reader (store), error);

  if (targets == NULL)
    return FALSE;
  print_targets (ctl, targets, g_str_equal (format, "json"));
  return TRUE;
}

static gboolean
check_usage (const Options *options, GError **error)
{
  gboolean known = options->state == NULL;

  for (const GaChoice *choice = ga_choices_recruitment; choice->code != NULL && !known; choice++)
    known = g_str_equal (choice->code, options->state);
  if (!known)
    g_set_error_literal (error, GA_CTL_ERROR, GA_CTL_ERROR_USAGE,
                         _ ("--state is lead, contacted, trained, active, paused or stopped."));
  else if (options->weeks < 1 || options->weeks > GA_HOSTS_MOST_WEEKS)
    g_set_error_literal (error, GA_CTL_ERROR, GA_CTL_ERROR_USAGE,
                         _ ("--weeks needs a number of weeks, such as 8."));
  else if (options->targets && (options->output != NULL || g_str_equal (options->format, "csv")))
    g_set_error_literal (error, GA_CTL_ERROR, GA_CTL_ERROR_USAGE,
                         _ ("Targets are printed, as a table or as json."));
  else if (options->targets && (options->quiet || options->state != NULL))
    g_set_error_literal (error, GA_CTL_ERROR, GA_CTL_ERROR_USAGE,
                         _ ("Targets are of all hosts: leave out --state and --quiet."));
  else
    return TRUE;
  return FALSE;
}

static gboolean
is_left_out (const GaHost *host, const Options *options)
{
  return (options->quiet && !host->quiet) ||
         (options->state != NULL && g_strcmp0 (code_of (host->state), options->state) != 0);
}

static gboolean
report_hosts (GaCtl *ctl, GaStore *store, const Options *options, GError **error)
{
  g_autofree char *today = ga_date_today ();
  g_autofree char *path =
      options->output != NULL ? ga_store_resolve_output (store, options->output, error) : NULL;
  g_autoptr (GPtrArray) hosts = NULL;

  if (options->output != NULL && path == NULL)
    return FALSE;
  hosts = ga_hosts_read (ga_store_get_reader (store), NULL, today, (guint) options->weeks, error);
  if (hosts == NULL)
    return FALSE;
  for (guint i = hosts->len; i > 0; i--)
    if (is_left_out (hosts->pdata[i - 1], options))
      g_ptr_array_remove_index (hosts, i - 1);
  return print_hosts (ctl, hosts, options->format, path, error);
}

gboolean
ga_ctl_report_hosts (GaCtl *ctl, char **arguments, GError **error)
{
  static const char *const formats[] = { "table", "json", "csv", "xlsx", "ods", NULL };
  g_auto (Options) options = { .weeks = GA_HOSTS_QUIET_WEEKS };
  const GOptionEntry entries[] = {
    { "state", 0, 0, G_OPTION_ARG_FILENAME, &options.state,
      N_ ("Only those with this status: lead, contacted, trained, active, paused or stopped"),
      "STATE" },
    { "quiet", 0, 0, G_OPTION_ARG_NONE, &options.quiet,
      N_ ("Only those who are active and have not led a walk for eight weeks"), NULL },
    { "weeks", 0, 0, G_OPTION_ARG_INT, &options.weeks,
      N_ ("So many weeks without a walk, instead of eight"), "WEEKS" },
    { "targets", 0, 0, G_OPTION_ARG_NONE, &options.targets,
      N_ ("Instead of the hosts: how many were to be trained for each initiative, and how many "
          "have been"),
      NULL },
    { "format", 0, 0, G_OPTION_ARG_FILENAME, &options.format, N_ ("table, json, csv, xlsx or ods"),
      "FORMAT" },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options.output, N_ ("Write it to this file"),
      "FILE" },
    { NULL },
  };
  g_auto (GStrv) rest = ga_ctl_parse (ctl, arguments, entries, 1, 1, error);
  GaStore *store;

  if (rest == NULL ||
      !ga_ctl_choose_format (ctl, &options.format, options.output, formats, error) ||
      !check_usage (&options, error))
    return FALSE;
  store = ga_ctl_get_store (ctl, error);
  if (store == NULL)
    return FALSE;
  return options.targets ? report_targets (ctl, store, options.format, error)
                         : report_hosts (ctl, store, &options, error);
}
