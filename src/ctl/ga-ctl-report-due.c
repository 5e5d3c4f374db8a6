/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl/ga-ctl-report.h"

#include <glib/gi18n-lib.h>

#include "ctl/ga-ctl-output.h"
#include "ctl/ga-ctl-table.h"
#include "exchange/ga-csv-writer.h"
#include "insight/ga-due-work.h"
#include "model/ga-date.h"

/* No number that anybody writes. */
#define NOT_SAID G_MININT

/* The keys of JSON and the headings of CSV, the same in every language. */
static const char *const keys[] = { "kind", "entity", "id", "title", "party", "date", "overdue" };

static const char *
or_null (const char *text)
{
  return text != NULL && *text != '\0' ? text : NULL;
}

static void
print_json (GaCtl *ctl, GPtrArray *work)
{
  for (guint i = 0; i < work->len; i++)
    {
      const GaDue *due = work->pdata[i];
      JsonObject *object = json_object_new ();
      JsonNode *node = json_node_new (JSON_NODE_OBJECT);
      char id[GA_ID_TEXT_SIZE];

      ga_id_format (&due->id, id);
      json_object_set_string_member (object, "kind", ga_due_get_code (due));
      json_object_set_string_member (object, "entity", due->entity);
      json_object_set_string_member (object, "id", id);
      json_object_set_string_member (object, "title", due->title);
      json_object_set_string_member (object, "party", due->party);
      json_object_set_string_member (object, "date", or_null (due->date));
      json_object_set_boolean_member (object, "overdue", due->overdue);
      json_node_take_object (node, object);
      ga_ctl_take_json (ctl, node);
    }
}

static void
print_table (GaCtl *ctl, GPtrArray *work)
{
  GaTextTable *table = ga_ctl_table_new (ctl);

  ga_text_table_add_column (table, _ ("Day"), FALSE);
  ga_text_table_add_column (table, _ ("What"), FALSE);
  ga_text_table_add_column (table, _ ("With whom"), FALSE);
  ga_text_table_add_column (table, _ ("About what"), FALSE);
  for (guint i = 0; i < work->len; i++)
    {
      const GaDue *due = work->pdata[i];
      GPtrArray *cells = g_ptr_array_new_with_free_func (g_free);

      g_ptr_array_add (cells, *due->date != '\0' ? ga_date_display (due->date) : g_strdup (""));
      g_ptr_array_add (cells, ga_due_describe (due));
      g_ptr_array_add (cells, g_strdup (due->party != NULL ? due->party : ""));
      g_ptr_array_add (cells, g_strdup (due->title));
      ga_text_table_take_row (table, cells);
    }
  ga_text_table_end (table);
}

static gboolean
print_csv (GaCtl *ctl, GPtrArray *work, GError **error)
{
  g_autoptr (GaCsvWriter) writer =
      ga_csv_writer_new_for_descriptor (ga_ctl_get_descriptor (ctl), ';');
  gboolean written = ga_csv_writer_add_row (writer, keys, G_N_ELEMENTS (keys), error);

  for (guint i = 0; i < work->len && written; i++)
    {
      const GaDue *due = work->pdata[i];
      char id[GA_ID_TEXT_SIZE];
      const char *cells[] = {
        ga_due_get_code (due),          due->entity, id, due->title, due->party, due->date,
        due->overdue ? "true" : "false"
      };

      ga_id_format (&due->id, id);
      written = ga_csv_writer_add_row (writer, cells, G_N_ELEMENTS (cells), error);
    }
  return ga_ctl_end_writing (ctl, NULL, written && ga_csv_writer_finish (writer, error), error);
}

gboolean
ga_ctl_report_due (GaCtl *ctl, char **arguments, GError **error)
{
  static const char *const formats[] = { "table", "json", "csv", NULL };
  g_autofree char *format = NULL;
  int within = NOT_SAID;
  const GOptionEntry entries[] = {
    { "within", 0, 0, G_OPTION_ARG_INT, &within,
      N_ ("What is due in so many days, instead of 14, or 30 for asking for an extension, or six months for the end of an agreement"),
      "DAYS" },
    { "format", 0, 0, G_OPTION_ARG_FILENAME, &format, N_ ("table, json or csv"), "FORMAT" },
    { NULL },
  };
  g_auto (GStrv) rest = ga_ctl_parse (ctl, arguments, entries, 1, 1, error);
  g_autofree char *today = ga_date_today ();
  g_autoptr (GPtrArray) work = NULL;
  GaStore *store;

  if (rest == NULL || !ga_ctl_choose_format (ctl, &format, NULL, formats, error))
    return FALSE;
  if (within < 0 && within != NOT_SAID)
    {
      g_set_error_literal (error, GA_CTL_ERROR, GA_CTL_ERROR_USAGE,
                           _ ("--within needs a number of days, such as 30."));
      return FALSE;
    }
  store = ga_ctl_get_store (ctl, error);
  if (store == NULL)
    return FALSE;
  work = ga_due_work_read (ga_store_get_reader (store), today,
                           within == NOT_SAID ? GA_DUE_AS_USUAL : within, error);
  if (work == NULL)
    return FALSE;
  if (g_str_equal (format, "csv"))
    return print_csv (ctl, work, error);
  if (g_str_equal (format, "json"))
    print_json (ctl, work);
  else
    print_table (ctl, work);
  return TRUE;
}
