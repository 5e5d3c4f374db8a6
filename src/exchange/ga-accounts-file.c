/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/ga-accounts-file.h"

#include "exchange/ga-csv-writer.h"
#include "model/ga-language.h"
#include "model/ga-number.h"
#include "model/ga-value.h"

static const char *const fields[] = { "date", "text", "category", "voucher", "amount", "currency" };

static gboolean
write_headings (GaCsvWriter *writer, const GaEntity *entity, GError **error)
{
  const char *labels[G_N_ELEMENTS (fields)];

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    labels[i] = ga_field_get_label (ga_entity_get_field (entity, fields[i]));
  return ga_csv_writer_add_row (writer, labels, G_N_ELEMENTS (fields), error);
}

/* Days stand as every spreadsheet knows them; amounts have the language's decimal sign. */
static char *
make_cell (const GaRecord *entry, const char *name)
{
  const GaField *field = ga_entity_get_field (ga_record_get_entity (entry), name);
  const GaValue *value = ga_record_get (entry, name);

  if (field->type == GA_FIELD_MONEY && value->kind == GA_VALUE_INTEGER)
    return ga_money_to_text (value->integer, ga_language_get () == GA_LANGUAGE_ENGLISH ? '.' : ',');
  if (field->type == GA_FIELD_DATE || g_str_equal (name, "currency"))
    return ga_value_to_text (field, value);
  return ga_value_display (field, value);
}

static gboolean
write_entry (GaCsvWriter *writer, const GaRecord *entry, GError **error)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    g_ptr_array_add (cells, make_cell (entry, fields[i]));
  return ga_csv_writer_add_row (writer, (const char *const *) cells->pdata, cells->len, error);
}

/**
 * ga_accounts_file_write:
 * @path: the file; an older one is replaced when the new one is whole
 */
gboolean
ga_accounts_file_write (GaReader *reader, const GaId *grant, const char *path, GError **error)
{
  const GaEntity *entity = ga_schema_get (ga_reader_get_schema (reader), "account_entry");
  g_autoptr (GaQuery) query = ga_query_new (entity);
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GaCsvWriter) writer = NULL;

  ga_query_where_id (query, "grant", grant);
  entries = ga_reader_list (reader, query, error);
  if (entries != NULL)
    writer = ga_csv_writer_new_for_path (path, ga_language_get_separator (), error);
  if (writer == NULL || !write_headings (writer, entity, error))
    return FALSE;
  for (guint i = 0; i < entries->len; i++)
    if (!write_entry (writer, entries->pdata[i], error))
      return FALSE;
  return ga_csv_writer_finish (writer, error);
}
