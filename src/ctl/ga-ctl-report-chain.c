/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl/ga-ctl-report.h"

#include <glib/gi18n-lib.h>

#include "ctl/ga-ctl-output.h"
#include "ctl/ga-ctl-resolve.h"
#include "ctl/ga-ctl-table.h"
#include "exchange/ga-csv-writer.h"
#include "insight/ga-chain-words.h"
#include "model/ga-date.h"

/* The headings of CSV, a line a currency; most are keys of JSON, too. The same in every language.
 */
static const char *const headings[] = { "currency",
                                        "granted",
                                        "paid",
                                        "returned",
                                        "spent",
                                        "others",
                                        "counted",
                                        "per_visit",
                                        "per_community",
                                        "per_still_meeting",
                                        "from",
                                        "until",
                                        "held",
                                        "cancelled",
                                        "visits",
                                        "communities",
                                        "communities_in_all",
                                        "communities_promised",
                                        "communities_old",
                                        "communities_still_meeting",
                                        "hosts",
                                        "hosts_promised" };

static void
add_id (JsonArray *array, const GaId *id)
{
  char text[GA_ID_TEXT_SIZE];

  ga_id_format (id, text);
  json_array_add_string_element (array, text);
}

static void
set_id (JsonObject *object, const char *key, const GaId *id)
{
  char text[GA_ID_TEXT_SIZE];

  ga_id_format (id, text);
  json_object_set_string_member (object, key, text);
}

static void
set_text (JsonObject *object, const char *key, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, key, text);
  else
    json_object_set_null_member (object, key);
}

static void
set_known (JsonObject *object, const char *key, gboolean known, gint64 value)
{
  if (known)
    json_object_set_int_member (object, key, value);
  else
    json_object_set_null_member (object, key);
}

static JsonArray *
list_money (const GaChain *chain)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < chain->money->len; i++)
    {
      const GaChainMoney *money = &g_array_index (chain->money, GaChainMoney, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "currency", money->currency);
      json_object_set_int_member (object, "granted", money->granted);
      json_object_set_int_member (object, "paid", money->paid);
      json_object_set_int_member (object, "returned", money->returned);
      json_object_set_int_member (object, "spent", money->spent);
      json_object_set_int_member (object, "others", money->others);
      json_object_set_int_member (object, "counted", money->counted);
      set_known (object, "per_visit", money->per_visit.known, money->per_visit.oere);
      set_known (object, "per_community", money->per_community.known, money->per_community.oere);
      set_known (object, "per_still_meeting", money->per_lasting.known, money->per_lasting.oere);
      json_array_add_object_element (array, object);
    }
  return array;
}

static JsonArray *
list_measures (const GaChain *chain)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < chain->measures->len; i++)
    {
      const GaChainMeasure *measure = &g_array_index (chain->measures, GaChainMeasure, i);
      const GaChainIndicator *indicator = measure->indicator;
      JsonObject *object = json_object_new ();

      set_id (object, "indicator", &indicator->id);
      json_object_set_string_member (object, "name", indicator->name);
      set_text (object, "unit", indicator->unit);
      set_known (object, "baseline", indicator->baseline.given, indicator->baseline.number);
      set_known (object, "target", indicator->target.given, indicator->target.number);
      set_text (object, "due", *indicator->due != '\0' ? indicator->due : NULL);
      set_known (object, "value", measure->known, measure->value.value);
      json_array_add_object_element (array, object);
    }
  return array;
}

static JsonArray *
list_places (const GaChain *chain)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < chain->places->len; i++)
    {
      const GaChainPlace *place = &g_array_index (chain->places, GaChainPlace, i);
      JsonObject *object = json_object_new ();

      set_id (object, "community", &place->community->id);
      json_object_set_int_member (object, "held", place->held);
      if (place->is_old)
        json_object_set_boolean_member (object, "still_meeting", place->lasts);
      else
        json_object_set_null_member (object, "still_meeting");
      json_array_add_object_element (array, object);
    }
  return array;
}

static void
set_links (JsonObject *object, const GaChain *chain)
{
  JsonArray *grants = json_array_new ();
  JsonArray *others = json_array_new ();
  JsonArray *initiatives = json_array_new ();

  for (guint i = 0; i < chain->rows->grants->len; i++)
    {
      const GaChainGrant *grant = &g_array_index (chain->rows->grants, GaChainGrant, i);

      add_id (grant->own ? grants : others, &grant->id);
    }
  for (guint i = 0; i < chain->rows->initiatives->len; i++)
    add_id (initiatives, &g_array_index (chain->rows->initiatives, GaChainInitiative, i).id);
  json_object_set_array_member (object, "grants", grants);
  json_object_set_array_member (object, "other_grants", others);
  json_object_set_array_member (object, "initiatives", initiatives);
}

static void
print_json (GaCtl *ctl, const char *of, const GaId *id, const GaChain *chain)
{
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_object_set_string_member (object, "of", of);
  set_id (object, "id", id);
  set_text (object, "from", chain->from);
  set_text (object, "until", chain->until);
  json_object_set_array_member (object, "money", list_money (chain));
  json_object_set_int_member (object, "held", chain->held);
  json_object_set_int_member (object, "cancelled", chain->cancelled);
  set_known (object, "visits", !chain->visits.masked, chain->visits.value);
  json_object_set_int_member (object, "communities", chain->active);
  json_object_set_int_member (object, "communities_in_all", chain->communities);
  json_object_set_int_member (object, "communities_promised", chain->communities_promised);
  json_object_set_int_member (object, "communities_old", chain->old);
  json_object_set_int_member (object, "communities_still_meeting", chain->lasting);
  set_known (object, "hosts", chain->rows->sees_hosts, chain->hosts);
  json_object_set_int_member (object, "hosts_promised", chain->hosts_promised);
  json_object_set_array_member (object, "indicators", list_measures (chain));
  json_object_set_array_member (object, "places", list_places (chain));
  set_links (object, chain);
  json_node_take_object (node, object);
  ga_ctl_take_json (ctl, node);
}

static void
print_table (GaCtl *ctl, const GaChain *chain)
{
  g_autoptr (GaTable) figures = ga_chain_table_new (chain);
  g_autofree char *period = ga_chain_dup_period (chain);
  g_autofree char *note = ga_chain_dup_note (chain);

  ga_ctl_print_figures (ctl, figures);
  if (period != NULL)
    ga_ctl_print (ctl, period);
  if (note != NULL)
    ga_ctl_print (ctl, note);
}

static char *
write_known (gboolean known, gint64 value)
{
  return known ? g_strdup_printf ("%" G_GINT64_FORMAT, value) : g_strdup ("");
}

/* @money: (nullable): a line without any, where nothing was granted */
static gboolean
write_line (GaCsvWriter *writer, const GaChain *chain, const GaChainMoney *money, GError **error)
{
  static const GaChainMoney nothing = { "" };
  const GaChainMoney *of = money != NULL ? money : &nothing;
  char *cells[] = { g_strdup (of->currency),
                    write_known (money != NULL, of->granted),
                    write_known (money != NULL, of->paid),
                    write_known (money != NULL, of->returned),
                    write_known (money != NULL, of->spent),
                    write_known (money != NULL, of->others),
                    write_known (money != NULL, of->counted),
                    write_known (of->per_visit.known, of->per_visit.oere),
                    write_known (of->per_community.known, of->per_community.oere),
                    write_known (of->per_lasting.known, of->per_lasting.oere),
                    g_strdup (chain->from != NULL ? chain->from : ""),
                    g_strdup (chain->until != NULL ? chain->until : ""),
                    write_known (TRUE, chain->held),
                    write_known (TRUE, chain->cancelled),
                    write_known (!chain->visits.masked, chain->visits.value),
                    write_known (TRUE, chain->active),
                    write_known (TRUE, chain->communities),
                    write_known (TRUE, chain->communities_promised),
                    write_known (TRUE, chain->old),
                    write_known (TRUE, chain->lasting),
                    write_known (chain->rows->sees_hosts, chain->hosts),
                    write_known (TRUE, chain->hosts_promised) };
  gboolean written =
      ga_csv_writer_add_row (writer, (const char *const *) cells, G_N_ELEMENTS (cells), error);

  G_STATIC_ASSERT (G_N_ELEMENTS (cells) == G_N_ELEMENTS (headings));
  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    g_free (cells[i]);
  return written;
}

static gboolean
write_csv (GaCsvWriter *writer, const GaChain *chain, GError **error)
{
  if (!ga_csv_writer_add_row (writer, headings, G_N_ELEMENTS (headings), error))
    return FALSE;
  if (chain->money->len == 0 && !write_line (writer, chain, NULL, error))
    return FALSE;
  for (guint i = 0; i < chain->money->len; i++)
    if (!write_line (writer, chain, &g_array_index (chain->money, GaChainMoney, i), error))
      return FALSE;
  return ga_csv_writer_finish (writer, error);
}

static gboolean
print_csv (GaCtl *ctl, const GaChain *chain, const char *path, GError **error)
{
  g_autoptr (GaCsvWriter) writer = NULL;

  if (path != NULL)
    writer = ga_csv_writer_new_for_path (path, ';', error);
  else
    writer = ga_csv_writer_new_for_descriptor (ga_ctl_get_descriptor (ctl), ';');
  return writer != NULL && ga_ctl_end_writing (ctl, path, write_csv (writer, chain, error), error);
}

static const char *const subjects[] = { "grant", "initiative", "round", "agreement" };

/* What was asked. */
typedef struct
{
  char *texts[G_N_ELEMENTS (subjects)]; /* (nullable): which of them */
  char *format;
  char *output;
  gboolean mask;
} Options;

static void
options_clear (Options *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (subjects); i++)
    g_free (self->texts[i]);
  g_free (self->format);
  g_free (self->output);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
print_chain (GaCtl *ctl,
             const Options *options,
             const GaRecord *of,
             const GaChain *chain,
             const char *path,
             GError **error)
{
  if (g_str_equal (options->format, "csv"))
    return print_csv (ctl, chain, path, error);
  if (path != NULL)
    ga_ctl_begin_capture (ctl);
  if (g_str_equal (options->format, "json"))
    print_json (ctl, ga_record_get_entity (of)->name, ga_record_get_id (of), chain);
  else
    print_table (ctl, chain);
  return path == NULL || ga_ctl_end_capture (ctl, path, error);
}

static gboolean
report (GaCtl *ctl, const Options *options, guint subject, GError **error)
{
  GaStore *store = ga_ctl_get_store (ctl, error);
  g_autoptr (GaAttendanceCache) cache = NULL;
  g_autoptr (GaRecord) record = NULL;
  g_autoptr (GaChain) chain = NULL;
  g_autofree char *path = NULL;
  g_autofree char *today = ga_date_today ();
  GaChainRows *rows;
  GaReader *reader;

  if (store == NULL)
    return FALSE;
  path = options->output != NULL ? ga_store_resolve_output (store, options->output, error) : NULL;
  if (options->output != NULL && path == NULL)
    return FALSE;
  reader = ga_store_get_reader (store);
  record = ga_ctl_resolve (reader, ga_schema_get (ga_ctl_get_schema (ctl), subjects[subject]),
                           options->texts[subject], error);
  if (record == NULL)
    return FALSE;
  cache = ga_attendance_cache_new (store);
  if (!ga_attendance_cache_load (cache, reader, error))
    return FALSE;
  rows = ga_reader_chain (reader, ga_record_get_entity (record), ga_record_get_id (record), error);
  if (rows == NULL)
    return FALSE;
  chain = ga_chain_new (cache, rows, today, options->mask);
  return print_chain (ctl, options, record, chain, path, error);
}

/* Exactly one of them is asked about. */
static gboolean
find_subject (const Options *options, guint *subject, GError **error)
{
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (subjects); i++)
    if (options->texts[i] != NULL)
      {
        *subject = i;
        n++;
      }
  if (n == 1)
    return TRUE;
  g_set_error_literal (error, GA_CTL_ERROR, GA_CTL_ERROR_USAGE,
                       _ ("Say whose chain: --grant ID, --initiative ID, --round ID or --agreement "
                          "ID."));
  return FALSE;
}

gboolean
ga_ctl_report_chain (GaCtl *ctl, char **arguments, GError **error)
{
  static const char *const formats[] = { "table", "json", "csv", NULL };
  g_auto (Options) options = { { NULL } };
  const GOptionEntry entries[] = {
    { "grant", 0, 0, G_OPTION_ARG_FILENAME, &options.texts[0], N_ ("Of this grant"), "ID" },
    { "initiative", 0, 0, G_OPTION_ARG_FILENAME, &options.texts[1], N_ ("Of this initiative"),
      "ID" },
    { "round", 0, 0, G_OPTION_ARG_FILENAME, &options.texts[2], N_ ("Of this funding round"), "ID" },
    { "agreement", 0, 0, G_OPTION_ARG_FILENAME, &options.texts[3], N_ ("Of this agreement"), "ID" },
    { "mask", 0, 0, G_OPTION_ARG_NONE, &options.mask,
      N_ ("Hide figures so small that they could tell of a person"), NULL },
    { "format", 0, 0, G_OPTION_ARG_FILENAME, &options.format, N_ ("table, json or csv"), "FORMAT" },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options.output, N_ ("Write it to this file"),
      "FILE" },
    { NULL },
  };
  g_auto (GStrv) rest = ga_ctl_parse (ctl, arguments, entries, 1, 1, error);
  guint subject = 0;

  return rest != NULL && find_subject (&options, &subject, error) &&
         ga_ctl_choose_format (ctl, &options.format, options.output, formats, error) &&
         report (ctl, &options, subject, error);
}
