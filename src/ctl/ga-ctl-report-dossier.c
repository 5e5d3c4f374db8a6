/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl/ga-ctl-report.h"

#include <glib/gi18n-lib.h>

#include "ctl/ga-ctl-output.h"
#include "ctl/ga-ctl-resolve.h"
#include "ctl/ga-ctl-table.h"
#include "exchange/ga-dossier-paper.h"
#include "insight/ga-dossier-lines.h"
#include "model/ga-date.h"
#include "model/ga-record-json.h"

/* A kommune's name or code first: organisations of that name are told by their id. */
static GaRecord *
resolve (GaReader *reader, const char *partner, GError **error)
{
  static const char *const kinds[] = { "kommune", "organisation" };
  GaRecord *found = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (kinds) && found == NULL; i++)
    {
      g_clear_error (error);
      found = ga_ctl_resolve (reader, ga_schema_get (ga_reader_get_schema (reader), kinds[i]),
                              partner, error);
    }
  return found;
}

/* One line: what it is part of, and the record as everywhere. (transfer none): to add more to */
static JsonObject *
make_line (JsonNode *node, const char *part, const GaRecord *record)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "part", part);
  if (record != NULL)
    json_object_set_member (object, "record", ga_record_to_json (record));
  json_node_init_object (node, object);
  json_object_unref (object);
  return object;
}

static void
print_records (GaCtl *ctl, const char *part, GPtrArray *records)
{
  for (guint i = 0; i < records->len; i++)
    {
      JsonNode *node = json_node_alloc ();

      make_line (node, part, records->pdata[i]);
      ga_ctl_take_json (ctl, node);
    }
}

static void
print_agreements (GaCtl *ctl, GaDossier *dossier)
{
  for (guint i = 0; i < dossier->agreements->len; i++)
    {
      const GaDossierAgreement *agreement = dossier->agreements->pdata[i];
      JsonNode *node = json_node_alloc ();

      json_object_set_int_member (make_line (node, "agreement", agreement->record), "overdue",
                                  agreement->overdue);
      ga_ctl_take_json (ctl, node);
      print_records (ctl, "clause", agreement->clauses);
    }
  for (guint i = 0; i < dossier->initiatives->len; i++)
    {
      const GaDossierInitiative *initiative = dossier->initiatives->pdata[i];
      JsonNode *node = json_node_alloc ();

      make_line (node, "initiative", initiative->record);
      ga_ctl_take_json (ctl, node);
      print_records (ctl, "indicator", initiative->indicators);
    }
}

/* What is hidden is null, so that nobody takes it for nothing. */
static void
print_communities (GaCtl *ctl, GaDossier *dossier)
{
  for (guint i = 0; i < dossier->communities->len; i++)
    {
      const GaDossierCommunity *community = dossier->communities->pdata[i];
      JsonNode *node = json_node_alloc ();
      JsonObject *object = make_line (node, "community", community->record);

      json_object_set_int_member (object, "held", community->held);
      if (community->visits.masked)
        json_object_set_null_member (object, "visits");
      else
        json_object_set_int_member (object, "visits", community->visits.value);
      ga_ctl_take_json (ctl, node);
    }
}

static void
print_money (GaCtl *ctl, GaDossier *dossier)
{
  for (guint i = 0; i < dossier->applications->len; i++)
    {
      const GaDossierApplication *application = dossier->applications->pdata[i];
      JsonNode *node = json_node_alloc ();

      make_line (node, "application", application->record);
      ga_ctl_take_json (ctl, node);
    }
  for (guint i = 0; i < dossier->money->len; i++)
    {
      const GaDossierMoney *money = &g_array_index (dossier->money, GaDossierMoney, i);
      JsonNode *node = json_node_alloc ();
      JsonObject *object = make_line (node, "money", NULL);

      json_object_set_string_member (object, "currency", money->currency);
      json_object_set_int_member (object, "granted", money->granted);
      json_object_set_int_member (object, "paid", money->paid);
      json_object_set_int_member (object, "returned", money->returned);
      json_object_set_int_member (object, "spent", money->spent);
      json_object_set_int_member (object, "invested", money->invested);
      ga_ctl_take_json (ctl, node);
    }
}

static void
print_json (GaCtl *ctl, GaDossier *dossier)
{
  JsonNode *node = json_node_alloc ();
  JsonObject *object = make_line (node, "partner", dossier->subject);

  json_object_set_int_member (object, "hosts", dossier->n_hosts);
  json_object_set_int_member (object, "people", dossier->n_people);
  json_object_set_int_member (object, "hours", dossier->hours);
  ga_ctl_take_json (ctl, node);
  print_agreements (ctl, dossier);
  print_communities (ctl, dossier);
  print_money (ctl, dossier);
  print_records (ctl, "organisation", dossier->organisations);
}

static void
add_row (GaTextTable *table, const char *first, const char *second, const char *third)
{
  GPtrArray *cells = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (cells, g_strdup (first));
  g_ptr_array_add (cells, g_strdup (second != NULL ? second : ""));
  g_ptr_array_add (cells, g_strdup (third != NULL ? third : ""));
  ga_text_table_take_row (table, cells);
}

/* One table, each part under its heading, so that the columns stand below each other. */
static void
print_table (GaCtl *ctl, GaDossier *dossier)
{
  GaTextTable *table = ga_ctl_table_new (ctl);

  ga_text_table_add_column (table, ga_record_get_text (dossier->subject, "name"), FALSE);
  ga_text_table_add_column (table, "", FALSE);
  ga_text_table_add_column (table, "", TRUE);
  for (guint i = 0; i < dossier->agreements->len; i++)
    {
      const GaDossierAgreement *agreement = dossier->agreements->pdata[i];
      g_autofree char *details = ga_dossier_display_agreement (agreement);

      add_row (table, ga_record_get_text (agreement->record, "title"), details, NULL);
    }
  for (int part = 0; part < GA_DOSSIER_N_PARTS; part++)
    {
      g_autoptr (GPtrArray) lines = ga_dossier_list_lines (dossier, part);
      g_autofree char *note = ga_dossier_dup_note (dossier, part);

      add_row (table, "", NULL, NULL);
      add_row (table, ga_dossier_get_part_title (dossier, part), note, NULL);
      for (guint i = 0; i < lines->len; i++)
        {
          const GaDossierLine *line = lines->pdata[i];

          add_row (table, line->title, line->details, line->figure);
        }
    }
  ga_text_table_end (table);
}

static gboolean
print_dossier (GaCtl *ctl, GaDossier *dossier, const char *format, const char *path, GError **error)
{
  g_autoptr (GaPaper) paper = NULL;

  if (g_str_equal (format, "pdf"))
    {
      paper = ga_dossier_paper_new (dossier);
      return ga_paper_write_pdf (paper, path, error);
    }
  if (path != NULL)
    ga_ctl_begin_capture (ctl);
  if (g_str_equal (format, "json"))
    print_json (ctl, dossier);
  else
    print_table (ctl, dossier);
  return path == NULL || ga_ctl_end_capture (ctl, path, error);
}

static gboolean
report (GaCtl *ctl, const char *partner, const char *format, const char *output, GError **error)
{
  GaStore *store = ga_ctl_get_store (ctl, error);
  g_autofree char *today = ga_date_today ();
  g_autofree char *path = NULL;
  g_autoptr (GaRecord) record = NULL;
  g_autoptr (GaDossier) dossier = NULL;
  GaReader *reader;

  if (store == NULL)
    return FALSE;
  path = output != NULL ? ga_store_resolve_output (store, output, error) : NULL;
  if (output != NULL && path == NULL)
    return FALSE;
  reader = ga_store_get_reader (store);
  record = resolve (reader, partner, error);
  if (record == NULL)
    return FALSE;
  dossier = ga_dossier_read (reader, ga_record_get_entity (record), ga_record_get_id (record),
                             today, error);
  return dossier != NULL && print_dossier (ctl, dossier, format, path, error);
}

gboolean
ga_ctl_report_dossier (GaCtl *ctl, char **arguments, GError **error)
{
  static const char *const formats[] = { "table", "json", "pdf", NULL };
  g_autofree char *format = NULL;
  g_autofree char *output = NULL;
  const GOptionEntry entries[] = {
    { "format", 0, 0, G_OPTION_ARG_FILENAME, &format, N_ ("table, json or pdf"), "FORMAT" },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, N_ ("Write it to this file"), "FILE" },
    { NULL },
  };
  g_auto (GStrv) rest = ga_ctl_parse (ctl, arguments, entries, 2, 2, error);

  return rest != NULL && ga_ctl_choose_format (ctl, &format, output, formats, error) &&
         report (ctl, rest[2], format, output, error);
}
