/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/client/ga-conflict-value.h"

#include <string.h>

#include "store/ga-offers.h"
#include "sync/ga-sync-fields.h"

static char *
display_value (GaReader *reader, const GaEntity *entity, const GaField *field, const char *json)
{
  g_autoptr (GaRecord) record = ga_record_new_blank (entity, NULL);
  g_autoptr (GaJsonScanner) scanner = ga_json_scanner_new (json, strlen (json));
  g_auto (GaValue) value = { 0 };
  char *shown = NULL;

  if (ga_sync_read_value (scanner, field, &value, NULL))
    {
      ga_record_set (record, field->name, &value);
      shown = ga_reader_display (reader, record, field->name);
    }
  return shown;
}

/* What a record refers to may only be offered itself, as a name and that it was there are. */
static char *
display_offered (GaReader *reader, const GaId *id)
{
  g_autoptr (GaQuery) query =
      ga_query_new (ga_schema_get (ga_reader_get_schema (reader), "conflict"));
  g_autofree char *text = ga_id_to_string (id);
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GaRecord) offered = NULL;

  ga_query_where_text (query, "record", GA_EQUAL, text);
  ga_query_where_text (query, "kind", GA_EQUAL, "quarantine");
  ga_query_where (query, "field", GA_EMPTY, NULL);
  ga_query_set_window (query, 0, 1);
  found = ga_reader_list (reader, query, NULL);
  if (found != NULL && found->len > 0)
    offered = ga_offer_read (reader, found->pdata[0], NULL);
  return offered != NULL ? ga_reader_title_of (reader, offered) : NULL;
}

static char *
display_field (GaReader *reader, const GaRecord *record, const GaField *field)
{
  const GaValue *value = ga_record_get (record, field->name);
  g_autoptr (GaRecord) target = NULL;
  char *offered = NULL;

  if (field->type == GA_FIELD_REFERENCE && value->kind == GA_VALUE_ID)
    {
      target = ga_reader_find (reader, ga_schema_get (ga_reader_get_schema (reader), field->target),
                               &value->id, NULL);
      offered = target == NULL ? display_offered (reader, &value->id) : NULL;
    }
  return offered != NULL ? offered : ga_reader_display (reader, record, field->name);
}

static void
add_field (GaReader *reader,
           const GaRecord *record,
           const GaField *field,
           const char *separator,
           GString *fields)
{
  g_autofree char *shown = display_field (reader, record, field);

  if (shown != NULL && (field->flags & GA_FIELD_HIDDEN) == 0)
    g_string_append_printf (fields, "%s%s: %s", fields->len > 0 ? separator : "",
                            ga_field_get_label (field), shown);
}

static void
found_cb (guint field, GaValue *value, gpointer user_data)
{
  ga_record_take_nth (user_data, field, value);
}

/* Every field of a record that was never saved. */
static char *
display_whole (GaReader *reader, const GaEntity *entity, const char *json, const char *separator)
{
  g_autoptr (GaRecord) record = ga_record_new_blank (entity, NULL);
  g_autoptr (GaJsonScanner) scanner = ga_json_scanner_new (json, strlen (json));
  g_autoptr (GString) fields = g_string_new (NULL);
  g_autofree char *extra = NULL;

  ga_sync_read_fields (scanner, entity, found_cb, record, &extra, NULL);
  for (guint i = 0; i < entity->n_fields; i++)
    add_field (reader, record, &entity->fields[i], separator, fields);
  return fields->len > 0 ? g_string_free (g_steal_pointer (&fields), FALSE) : NULL;
}

char *
ga_conflict_value_display (GaReader *reader,
                           const GaRecord *conflict,
                           const char *side,
                           const char *separator)
{
  const GaEntity *entity =
      ga_schema_get (ga_reader_get_schema (reader), ga_record_get_text (conflict, "subject"));
  g_autofree char *personal = g_strconcat (side, "_personal", NULL);
  const char *json = ga_record_get_text (conflict, personal);
  const char *name = ga_record_get_text (conflict, "field");
  const GaField *field;

  g_return_val_if_fail (entity != NULL, NULL);

  if (json == NULL)
    json = ga_record_get_text (conflict, side);
  if (json == NULL)
    return NULL;
  if (name == NULL)
    return display_whole (reader, entity, json, separator);
  field = ga_entity_get_field (entity, name);
  return field != NULL ? display_value (reader, entity, field, json) : NULL;
}

char *
ga_conflict_title_offered (GaReader *reader, const GaRecord *record)
{
  const GaEntity *entity = ga_record_get_entity (record);
  const GaField *field = ga_entity_get_field (entity, entity->title);
  char *title = field != NULL ? display_field (reader, record, field) : NULL;

  return title != NULL ? title : ga_reader_title_of (reader, record);
}
