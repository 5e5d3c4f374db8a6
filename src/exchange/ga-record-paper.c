/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/ga-record-paper.h"

#include <glib/gi18n-lib.h>

#include "model/ga-number.h"

GaRecord *
ga_record_paper_find (GaReader *reader, const char *entity, const GaId *id, GError **error)
{
  return ga_reader_find (reader, ga_schema_get (ga_reader_get_schema (reader), entity), id, error);
}

/**
 * ga_record_paper_find_parent:
 * @field: a reference that has a value
 *
 * Returns: (transfer full) (nullable): what it leads to
 */
GaRecord *
ga_record_paper_find_parent (GaReader *reader,
                             const GaRecord *record,
                             const char *field,
                             GError **error)
{
  const GaEntity *entity = ga_record_get_entity (record);

  return ga_record_paper_find (reader, ga_entity_get_field (entity, field)->target,
                               ga_record_get_reference (record, field), error);
}

/**
 * ga_record_paper_list:
 * @via: a reference field of @entity
 *
 * Returns: (transfer full) (element-type GaRecord) (nullable): the records that refer to @id, in
 *   their usual order
 */
GPtrArray *
ga_record_paper_list (
    GaReader *reader, const char *entity, const char *via, const GaId *id, GError **error)
{
  const GaEntity *descriptor = ga_schema_get (ga_reader_get_schema (reader), entity);
  g_autoptr (GaQuery) query = ga_query_new (descriptor);

  ga_query_where_id (query, via, id);
  ga_query_sort (query, descriptor->sorts[0].name);
  return ga_reader_list (reader, query, error);
}

const char *
ga_record_paper_label (const GaRecord *record, const char *name)
{
  return ga_field_get_label (ga_entity_get_field (ga_record_get_entity (record), name));
}

void
ga_record_paper_add_facts (GaPaper *paper,
                           GaReader *reader,
                           const GaRecord *record,
                           const char *const *names)
{
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *value = ga_reader_display (reader, record, names[i]);

      ga_paper_add_fact (paper, ga_record_paper_label (record, names[i]), value);
    }
}

void
ga_record_paper_add_text (GaPaper *paper,
                          GaPaperStyle heading,
                          const GaRecord *record,
                          const char *name)
{
  if (!ga_record_has (record, name))
    return;
  ga_paper_add (paper, heading, ga_record_paper_label (record, name));
  ga_paper_add (paper, GA_PAPER_TEXT, ga_record_get_text (record, name));
}

/* (transfer full): an amount without its currency, which the paper says once */
static char *
show (GaReader *reader, const GaRecord *record, const GaField *field)
{
  char *shown = NULL;

  if (field->type != GA_FIELD_MONEY)
    shown = ga_reader_display (reader, record, field->name);
  else if (ga_record_has (record, field->name))
    shown = ga_money_display (ga_record_get_integer (record, field->name), NULL);
  return shown != NULL ? shown : g_strdup ("");
}

/* (transfer full): empty where nothing is written */
static char *
add_up (GPtrArray *records, const GaField *field)
{
  gboolean any = FALSE;
  gint64 sum = 0;

  for (guint i = 0; i < records->len; i++)
    {
      any = any || ga_record_has (g_ptr_array_index (records, i), field->name);
      sum += ga_record_get_integer (g_ptr_array_index (records, i), field->name);
    }
  if (!any)
    return g_strdup ("");
  return field->type == GA_FIELD_MONEY ? ga_money_display (sum, NULL) : ga_number_display (sum);
}

/* Of what is summed, and of whole numbers such as hours. */
static void
set_total (GaTable *table, GPtrArray *records, const char *const *names, const char *summed)
{
  const GaEntity *entity = ga_record_get_entity (g_ptr_array_index (records, 0));
  g_autoptr (GStrvBuilder) cells = g_strv_builder_new ();
  g_auto (GStrv) total = NULL;
  gboolean any = FALSE;

  for (guint i = 0; names[i] != NULL; i++)
    {
      const GaField *field = ga_entity_get_field (entity, names[i]);
      gboolean adds = g_str_equal (names[i], summed) || field->type == GA_FIELD_INTEGER;
      g_autofree char *sum = adds ? add_up (records, field) : NULL;

      any = any || (sum != NULL && *sum != '\0');
      g_strv_builder_add (cells, sum != NULL ? sum : i == 0 ? _ ("In all") : "");
    }
  total = g_strv_builder_end (cells);
  if (any)
    ga_table_set_total (table, (const char *const *) total);
}

void
ga_record_paper_add_table (GaPaper *paper,
                           GaReader *reader,
                           GPtrArray *records,
                           const char *const *names,
                           const char *summed,
                           const char *heading)
{
  g_autoptr (GaTable) table = ga_table_new ();
  const GaEntity *entity;

  if (records->len == 0)
    return;
  entity = ga_record_get_entity (g_ptr_array_index (records, 0));
  for (guint i = 0; names[i] != NULL; i++)
    {
      const GaField *field = ga_entity_get_field (entity, names[i]);

      ga_table_add_column (table,
                           heading != NULL && g_strcmp0 (names[i], summed) == 0
                               ? heading
                               : ga_field_get_label (field),
                           ga_field_is_number (field));
    }
  for (guint row = 0; row < records->len; row++)
    {
      g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
      g_auto (GStrv) cells = NULL;

      for (guint i = 0; names[i] != NULL; i++)
        {
          g_autofree char *cell = show (reader, g_ptr_array_index (records, row),
                                        ga_entity_get_field (entity, names[i]));

          g_strv_builder_add (builder, cell);
        }
      cells = g_strv_builder_end (builder);
      ga_table_add_row (table, (const char *const *) cells);
    }
  if (summed != NULL && records->len > 1)
    set_total (table, records, names, summed);
  ga_paper_add_table (paper, table);
}

void
ga_record_paper_add_sender (GaPaper *paper, GaReader *reader, const GaRecord *round)
{
  static const char *const lines[] = { "name", "address", "email", "phone" };
  g_autoptr (GaRecord) organiser =
      ga_record_has (round, "organiser")
          ? ga_record_paper_find_parent (reader, round, "organiser", NULL)
          : NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) known = NULL;
  g_autofree char *block = NULL;

  if (organiser == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    if (ga_record_has (organiser, lines[i]))
      g_strv_builder_add (builder, ga_record_get_text (organiser, lines[i]));
  known = g_strv_builder_end (builder);
  block = g_strjoinv ("\n", known);
  ga_paper_add (paper, GA_PAPER_RIGHT, block);
}
