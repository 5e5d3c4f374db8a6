/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ctl/ga-ctl-output.h"
#include "ctl/ga-ctl-report.h"
#include "ctl/ga-ctl-resolve.h"
#include "ctl/ga-ctl-table.h"
#include "exchange/ga-csv-writer.h"
#include "exchange/ga-table-file.h"
#include "insight/ga-attendance-file.h"
#include "model/ga-date.h"

/* The keys of JSON and the headings of CSV, the same in every language. */
static const char *const keys[] = { "group",   "held",  "cancelled",  "named",
                                    "unnamed", "total", "first_time", "communities" };

/* What was written for the options. */
typedef struct
{
  char *by;
  char *from;
  char *to;
  char *kommune;
  char *community;
  char *target_group;
  char *arena;
  char *initiative;
  char *format;
  char *output;
  gboolean mask;
} Options;

static void
options_clear (Options *self)
{
  g_free (self->by);
  g_free (self->from);
  g_free (self->to);
  g_free (self->kommune);
  g_free (self->community);
  g_free (self->target_group);
  g_free (self->arena);
  g_free (self->initiative);
  g_free (self->format);
  g_free (self->output);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
read_date (const char *option, const char *text, char date[GA_ATTENDANCE_DATE_SIZE], GError **error)
{
  g_autofree char *parsed = text != NULL ? ga_date_parse (text) : NULL;

  if (text != NULL && parsed == NULL)
    {
      g_autofree char *sentence =
          g_strdup_printf (_ ("“%s” is not a date. Write it as 31-12-2026."), text);

      g_set_error (error, GA_MODEL_ERROR, GA_MODEL_ERROR_UNREADABLE, _ ("%1$s: %2$s"), option,
                   sentence);
      return FALSE;
    }
  g_strlcpy (date, parsed != NULL ? parsed : "", GA_ATTENDANCE_DATE_SIZE);
  return TRUE;
}

static gboolean
read_record (GaReader *reader, const char *entity, const char *text, GaId *id, GError **error)
{
  g_autoptr (GaRecord) record = NULL;

  if (text == NULL)
    return TRUE;
  record =
      ga_ctl_resolve (reader, ga_schema_get (ga_reader_get_schema (reader), entity), text, error);
  if (record == NULL)
    return FALSE;
  *id = *ga_record_get_id (record);
  return TRUE;
}

/* A code or its words; %NULL in @code where nothing was written. */
static gboolean
read_choice (
    GaReader *reader, const char *field, const char *text, const char **code, GError **error)
{
  const GaEntity *entity = ga_schema_get (ga_reader_get_schema (reader), "meeting");
  const GaField *descriptor = ga_entity_get_field (entity, field);
  const GaChoice *choice = text != NULL ? ga_field_match_choice (descriptor, text) : NULL;
  g_auto (GaValue) value = { 0 };

  *code = choice != NULL ? choice->code : NULL;
  /* Reading it as a value says what could have been chosen. */
  return text == NULL || choice != NULL || ga_value_parse (descriptor, text, &value, error);
}

static gboolean
make_request (GaReader *reader,
              const Options *options,
              GaAttendanceRequest *request,
              GError **error)
{
  request->mask = options->mask;
  if (g_strcmp0 (request->from, "") != 0 && g_strcmp0 (request->to, "") != 0 &&
      strcmp (request->to, request->from) < 0)
    {
      g_set_error_literal (error, GA_MODEL_ERROR, GA_MODEL_ERROR_RULE,
                           _ ("The end is before the start."));
      return FALSE;
    }
  return read_record (reader, "kommune", options->kommune, &request->kommune, error) &&
         read_record (reader, "community", options->community, &request->community, error) &&
         read_record (reader, "initiative", options->initiative, &request->initiative, error) &&
         read_choice (reader, "target_group", options->target_group, &request->target_group,
                      error) &&
         read_choice (reader, "arena", options->arena, &request->arena, error);
}

/* What is hidden is null, so that nobody takes it for nothing. */
static void
add_figure (JsonObject *object, const char *key, GaFigure figure)
{
  if (figure.masked)
    json_object_set_null_member (object, key);
  else
    json_object_set_int_member (object, key, figure.value);
}

static void
print_json (GaCtl *ctl, GaAttendanceReport *report)
{
  for (guint i = 0; i < ga_attendance_report_get_n_rows (report); i++)
    {
      const GaAttendanceRow *row = ga_attendance_report_get_row (report, i);
      JsonObject *object = json_object_new ();
      JsonNode *node = json_node_new (JSON_NODE_OBJECT);

      json_object_set_string_member (object, "group", row->key);
      json_object_set_int_member (object, "held", row->held);
      json_object_set_int_member (object, "cancelled", row->cancelled);
      add_figure (object, "named", row->named);
      add_figure (object, "unnamed", row->unnamed);
      add_figure (object, "total", row->total);
      add_figure (object, "first_time", row->first_time);
      json_object_set_int_member (object, "communities", row->communities);
      json_node_take_object (node, object);
      ga_ctl_take_json (ctl, node);
    }
}

static void
print_table (GaCtl *ctl, GaAttendanceReport *report)
{
  g_autoptr (GaTable) figures = ga_attendance_table_new (report);

  ga_ctl_print_figures (ctl, figures);
}

static char *
write_figure (GaFigure figure)
{
  return figure.masked ? g_strdup ("") : g_strdup_printf ("%" G_GINT64_FORMAT, figure.value);
}

static gboolean
write_csv (GaCsvWriter *writer, GaAttendanceReport *report, GError **error)
{
  if (!ga_csv_writer_add_row (writer, keys, G_N_ELEMENTS (keys), error))
    return FALSE;
  for (guint i = 0; i < ga_attendance_report_get_n_rows (report); i++)
    {
      const GaAttendanceRow *row = ga_attendance_report_get_row (report, i);
      char *cells[] = { g_strdup (row->key),
                        g_strdup_printf ("%u", row->held),
                        g_strdup_printf ("%u", row->cancelled),
                        write_figure (row->named),
                        write_figure (row->unnamed),
                        write_figure (row->total),
                        write_figure (row->first_time),
                        g_strdup_printf ("%u", row->communities),
                        NULL };
      gboolean written =
          ga_csv_writer_add_row (writer, (const char *const *) cells, G_N_ELEMENTS (keys), error);

      for (guint j = 0; j < G_N_ELEMENTS (keys); j++)
        g_free (cells[j]);
      if (!written)
        return FALSE;
    }
  return ga_csv_writer_finish (writer, error);
}

static gboolean
print_csv (GaCtl *ctl, GaAttendanceReport *report, const char *path, GError **error)
{
  g_autoptr (GaCsvWriter) writer = NULL;

  if (path != NULL)
    writer = ga_csv_writer_new_for_path (path, ';', error);
  else
    writer = ga_csv_writer_new_for_descriptor (ga_ctl_get_descriptor (ctl), ';');
  return writer != NULL && ga_ctl_end_writing (ctl, path, write_csv (writer, report, error), error);
}

static gboolean
write_xlsx (GaAttendanceReport *report, const char *path, GError **error)
{
  g_autoptr (GaTable) table = ga_attendance_table_new (report);

  return ga_table_file_write_xlsx (table, _ ("Attendance"), path, error);
}

static gboolean
print_report (
    GaCtl *ctl, GaAttendanceReport *report, const char *format, const char *path, GError **error)
{
  GaAttendanceFormat drawn;

  if (ga_attendance_format_from_code (format, &drawn))
    return ga_attendance_report_write (report, drawn, path, error);
  if (g_str_equal (format, "csv"))
    return print_csv (ctl, report, path, error);
  if (g_str_equal (format, "xlsx"))
    return write_xlsx (report, path, error);
  if (path != NULL)
    ga_ctl_begin_capture (ctl);
  if (g_str_equal (format, "json"))
    print_json (ctl, report);
  else
    print_table (ctl, report);
  return path == NULL || ga_ctl_end_capture (ctl, path, error);
}

static gboolean
check_usage (const char *report, const Options *options, GaAttendanceBy *by, GError **error)
{
  *by = GA_ATTENDANCE_BY_TOTAL;
  if (!g_str_equal (report, "attendance"))
    g_set_error (error, GA_CTL_ERROR, GA_CTL_ERROR_USAGE, _ ("There is no report called “%s”."),
                 report);
  else if (options->by != NULL && !ga_attendance_by_from_code (options->by, by))
    g_set_error (error, GA_CTL_ERROR, GA_CTL_ERROR_USAGE,
                 _ ("Attendance cannot be counted by “%s”."), options->by);
  else
    return TRUE;
  return FALSE;
}

static gboolean
report_attendance (GaCtl *ctl, const Options *options, GaAttendanceBy by, GError **error)
{
  GaAttendanceRequest request = { .by = by };
  g_autoptr (GaAttendanceCache) cache = NULL;
  g_autoptr (GaAttendanceReport) report = NULL;
  g_autofree char *path = NULL;
  GaStore *store;
  GaReader *reader;

  if (!read_date ("--from", options->from, request.from, error) ||
      !read_date ("--to", options->to, request.to, error))
    return FALSE;
  store = ga_ctl_get_store (ctl, error);
  if (store == NULL)
    return FALSE;
  path = options->output != NULL ? ga_store_resolve_output (store, options->output, error) : NULL;
  if (options->output != NULL && path == NULL)
    return FALSE;
  reader = ga_store_get_reader (store);
  if (!make_request (reader, options, &request, error))
    return FALSE;
  cache = ga_attendance_cache_new (store);
  if (!ga_attendance_cache_load (cache, reader, error))
    return FALSE;
  report = ga_attendance_report_new (cache, &request);
  return print_report (ctl, report, options->format, path, error);
}

static gboolean
run_attendance (GaCtl *ctl, char **arguments, GError **error)
{
  static const char *const formats[] = {
    "table", "json", "csv", "xlsx", "png", "svg", "pdf", NULL
  };
  g_auto (Options) options = { NULL };
  const GOptionEntry entries[] = {
    { "by", 0, 0, G_OPTION_ARG_FILENAME, &options.by,
      N_ ("week, month, year, community, kommune, target-group, arena or initiative"), "GROUP" },
    { "from", 0, 0, G_OPTION_ARG_FILENAME, &options.from, N_ ("The first day counted"), "DATE" },
    { "to", 0, 0, G_OPTION_ARG_FILENAME, &options.to, N_ ("The last day counted"), "DATE" },
    { "kommune", 0, 0, G_OPTION_ARG_FILENAME, &options.kommune, N_ ("Only this kommune"), "CODE" },
    { "community", 0, 0, G_OPTION_ARG_FILENAME, &options.community, N_ ("Only this community"),
      "ID" },
    { "target-group", 0, 0, G_OPTION_ARG_FILENAME, &options.target_group,
      N_ ("Only this target group"), "CODE" },
    { "arena", 0, 0, G_OPTION_ARG_FILENAME, &options.arena, N_ ("Only this arena"), "CODE" },
    { "initiative", 0, 0, G_OPTION_ARG_FILENAME, &options.initiative,
      N_ ("Only communities of this initiative"), "ID" },
    { "mask", 0, 0, G_OPTION_ARG_NONE, &options.mask,
      N_ ("Hide figures so small that they could tell of a person"), NULL },
    { "format", 0, 0, G_OPTION_ARG_FILENAME, &options.format,
      N_ ("table, json, csv, xlsx, png, svg or pdf"), "FORMAT" },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options.output, N_ ("Write it to this file"),
      "FILE" },
    { NULL },
  };
  g_auto (GStrv) rest = ga_ctl_parse (ctl, arguments, entries, 1, 1, error);
  GaAttendanceBy by;

  return rest != NULL && check_usage (rest[1], &options, &by, error) &&
         ga_ctl_choose_format (ctl, &options.format, options.output, formats, error) &&
         report_attendance (ctl, &options, by, error);
}

static gboolean
run_report (GaCtl *ctl, char **arguments, GError **error)
{
  static const struct
  {
    const char *name;
    gboolean (*run) (GaCtl *ctl, char **arguments, GError **error);
  } others[] = { { "chain", ga_ctl_report_chain },
                 { "dossier", ga_ctl_report_dossier },
                 { "due", ga_ctl_report_due },
                 { "hosts", ga_ctl_report_hosts },
                 { "round", ga_ctl_report_round } };

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if (g_strcmp0 (arguments[1], others[i].name) == 0)
      return others[i].run (ctl, arguments, error);
  return run_attendance (ctl, arguments, error);
}

const GaCommand ga_ctl_commands_report[] = {
  { "report",
    "attendance [--by GROUP] [--from DATE] [--to DATE] [--kommune CODE] [--community ID] "
    "[--target-group CODE] [--arena CODE] [--initiative ID] [--mask] [--format FORMAT] [-o FILE] | "
    "chain --grant ID|--initiative ID|--round ID|--agreement ID [--mask] [--format FORMAT] "
    "[-o FILE] | round ROUND [--format table|json|xlsx] [-o FILE] | "
    "dossier PARTNER [--format FORMAT] [-o FILE] | due [--within DAYS] "
    "[--format FORMAT] | hosts [--state STATE] [--quiet] [--weeks WEEKS] [--targets] "
    "[--format FORMAT] [-o FILE]",
    N_ ("Count walks and those who came, the money of a round and what came of it, what is due, or "
        "who leads walks"),
    N_ ("Visits are counted, not different people. A walk counts where it was held: with the "
        "kommune, target group and arena that its community had then, and with the initiative that "
        "its community belongs to now. Without --by there is one total. Without --format the end "
        "of the file’s name tells it.\n\nOf a round are told its frame, what was granted, came back, is "
        "reserved and left, and what was paid and spent; as a spreadsheet with its applications, "
        "grants, tranches and accounts.\n\nA chain goes from the money of grants to their initiatives, "
        "communities, walks and visits. Amounts are whole øre, of each currency by itself. Its keys "
        "in JSON: of, id, from, until; money with currency, granted, paid, returned, spent, others, "
        "counted, per_visit, per_community, per_still_meeting; held, cancelled, visits, "
        "communities, communities_in_all, communities_promised, communities_old, "
        "communities_still_meeting, hosts, hosts_promised, indicators, places, grants, "
        "other_grants, initiatives. What is hidden or unknown is null.\n\n"
        "Of a host are told the status, since when, how they were found, which communities "
        "they host today and when they last led a walk: one that names them, or names nobody and "
        "was of their community."),
    run_report },
  { NULL },
};
