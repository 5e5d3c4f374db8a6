/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ctl/ga-ctl-output.h"
#include "ctl/ga-ctl-report.h"
#include "ctl/ga-ctl-resolve.h"
#include "ctl/ga-ctl-table.h"
#include "exchange/ga-round-book.h"
#include "model/ga-number.h"

/* The keys of JSON, and what people read. */
static const struct
{
  const char *key;
  const char *label;
  gsize offset;
} figures[] = {
  { "frame", N_ ("Frame"), G_STRUCT_OFFSET (GaRoundFigures, frame) },
  { "granted", N_ ("Granted"), G_STRUCT_OFFSET (GaRoundFigures, granted) },
  { "returned", N_ ("Returned"), G_STRUCT_OFFSET (GaRoundFigures, returned) },
  { "reserved", N_ ("Reserved: approved, not granted yet"),
    G_STRUCT_OFFSET (GaRoundFigures, reserved) },
  { "left", N_ ("Still left"), G_STRUCT_OFFSET (GaRoundFigures, left) },
  { "paid", N_ ("Paid out"), G_STRUCT_OFFSET (GaRoundFigures, paid) },
  { "spent", N_ ("Spent"), G_STRUCT_OFFSET (GaRoundFigures, spent) },
};

static gint64
get_figure (const GaRoundBook *book, guint i)
{
  return G_STRUCT_MEMBER (gint64, ga_round_book_get_figures (book), figures[i].offset);
}

static void
print_json (GaCtl *ctl, const GaRecord *round, const GaRoundBook *book)
{
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  char id[GA_ID_TEXT_SIZE];

  ga_id_format (ga_record_get_id (round), id);
  json_object_set_string_member (object, "round", id);
  json_object_set_string_member (object, "title", ga_record_get_text (round, "title"));
  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    {
      JsonObject *money = json_object_new ();

      json_object_set_int_member (money, "amount", get_figure (book, i));
      json_object_set_string_member (money, "currency", ga_record_get_text (round, "currency"));
      json_object_set_object_member (object, figures[i].key, money);
    }
  json_node_take_object (node, object);
  ga_ctl_take_json (ctl, node);
}

static void
print_table (GaCtl *ctl, const GaRecord *round, const GaRoundBook *book)
{
  GaTextTable *table = ga_ctl_table_new (ctl);

  ga_text_table_add_column (table, ga_record_get_text (round, "title"), FALSE);
  ga_text_table_add_column (table, _ ("Amount"), TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    {
      GPtrArray *cells = g_ptr_array_new_with_free_func (g_free);

      g_ptr_array_add (cells, g_strdup (_ (figures[i].label)));
      g_ptr_array_add (
          cells, ga_money_display (get_figure (book, i), ga_record_get_text (round, "currency")));
      ga_text_table_take_row (table, cells);
    }
  ga_text_table_end (table);
}

static gboolean
write_report (GaCtl *ctl,
              const GaRecord *round,
              GaRoundBook *book,
              const char *format,
              const char *path,
              GError **error)
{
  if (g_str_equal (format, "xlsx"))
    return ga_round_book_write (book, path, error);
  if (path != NULL)
    ga_ctl_begin_capture (ctl);
  if (g_str_equal (format, "json"))
    print_json (ctl, round, book);
  else
    print_table (ctl, round, book);
  return path == NULL || ga_ctl_end_capture (ctl, path, error);
}

static gboolean
report (GaCtl *ctl, const char *which, const char *format, const char *output, GError **error)
{
  GaStore *store = ga_ctl_get_store (ctl, error);
  GaReader *reader = store != NULL ? ga_store_get_reader (store) : NULL;
  g_autoptr (GaRecord) round = NULL;
  g_autoptr (GaRoundBook) book = NULL;
  g_autofree char *path = NULL;

  if (store == NULL)
    return FALSE;
  if (output != NULL)
    {
      path = ga_store_resolve_output (store, output, error);
      if (path == NULL)
        return FALSE;
    }
  round =
      ga_ctl_resolve (reader, ga_schema_get (ga_reader_get_schema (reader), "round"), which, error);
  if (round != NULL)
    book = ga_round_book_new (reader, ga_record_get_id (round), error);
  return book != NULL && write_report (ctl, round, book, format, path, error);
}

gboolean
ga_ctl_report_round (GaCtl *ctl, char **arguments, GError **error)
{
  static const char *const formats[] = { "table", "json", "xlsx", NULL };
  g_autofree char *format = NULL;
  g_autofree char *output = NULL;
  const GOptionEntry entries[] = {
    { "format", 0, 0, G_OPTION_ARG_FILENAME, &format, N_ ("table, json or xlsx"), "FORMAT" },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, N_ ("Write it to this file"), "FILE" },
    { NULL },
  };
  g_auto (GStrv) rest = ga_ctl_parse (ctl, arguments, entries, 2, 2, error);

  return rest != NULL && ga_ctl_choose_format (ctl, &format, output, formats, error) &&
         report (ctl, rest[2], format, output, error);
}
