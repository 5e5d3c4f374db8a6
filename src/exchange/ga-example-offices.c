/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/ga-example-offices.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>

#include "model/ga-date.h"
#include "model/ga-record-json.h"

typedef struct
{
  GaInvention *invention;
  GHashTable *made;
  char *today;
} Offices;

/* A kommune by its code, anything else by its key. */
static gboolean
resolve (const GaField *field, const char *text, GaId *id, gpointer user_data, GError **error)
{
  Offices *self = user_data;
  GaReader *reader = ga_invention_get_reader (self->invention);
  const GaId *known = g_hash_table_lookup (self->made, text);
  g_autoptr (GPtrArray) found = NULL;

  if (known != NULL)
    {
      *id = *known;
      return TRUE;
    }
  found = ga_reader_resolve (reader, ga_schema_get (ga_reader_get_schema (reader), field->target),
                             text, error);
  if (found == NULL)
    return FALSE;
  if (found->len != 1)
    {
      g_set_error_literal (error, GA_STORE_ERROR, GA_STORE_ERROR_MISSING,
                           _ ("The register of kommuner is missing in this profile."));
      return FALSE;
    }
  *id = *ga_record_get_id (g_ptr_array_index (found, 0));
  return TRUE;
}

/* (transfer full): the fields of a record, with its days */
static JsonObject *
make_fields (Offices *self, JsonObject *written)
{
  JsonObject *fields = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, written);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      const char *text = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;

      if (g_str_equal (name, "entity") || g_str_equal (name, "key"))
        continue;
      if (text != NULL && *text == '@')
        {
          g_autofree char *day = ga_date_add_days (self->today, atoi (text + 1));

          json_object_set_string_member (fields, name, day);
        }
      else
        json_object_set_member (fields, name, json_node_copy (node));
    }
  return fields;
}

static gboolean
write_record (Offices *self, JsonObject *written, GError **error)
{
  g_autoptr (GaRecord) record = ga_invention_make (
      self->invention, json_object_get_string_member (written, "entity"), self->today);
  g_autoptr (JsonObject) fields = make_fields (self, written);
  const char *key = json_object_get_string_member_with_default (written, "key", NULL);

  if (key != NULL)
    g_hash_table_insert (self->made, g_strdup (key), ga_id_copy (ga_record_get_id (record)));
  if (!ga_record_apply_json (record, fields, resolve, self, error))
    return FALSE;
  ga_record_derive_id (record);
  return ga_invention_write (self->invention, record, error);
}

gboolean
ga_example_offices_write (GaInvention *invention,
                          JsonArray *offices,
                          GHashTable *made,
                          GError **error)
{
  g_autofree char *today = ga_date_today ();
  Offices self = { invention, made, today };

  for (guint i = 0; i < json_array_get_length (offices); i++)
    if (!write_record (&self, json_array_get_object_element (offices, i), error))
      return FALSE;
  return TRUE;
}
