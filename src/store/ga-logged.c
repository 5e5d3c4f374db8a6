/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ga-logged.h"

#include <glib/gi18n-lib.h>

#include "store/ga-store.h"

void
ga_logged_value (const GaField *field, JsonNode *node, GaValue *value)
{
  ga_value_clear (value);
  if (JSON_NODE_HOLDS_NULL (node))
    return;
  if (json_node_get_value_type (node) == G_TYPE_INT64)
    ga_value_set_integer (value, json_node_get_int (node));
  else if (field->type == GA_FIELD_REFERENCE)
    ga_value_parse (field, json_node_get_string (node), value, NULL);
  else
    ga_value_set_text (value, json_node_get_string (node));
}

JsonNode *
ga_logged_parse (const char *fields, GError **error)
{
  JsonNode *node = json_from_string (fields, NULL);

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    return node;
  g_clear_pointer (&node, json_node_unref);
  g_set_error_literal (error, GA_STORE_ERROR, GA_STORE_ERROR_CORRUPT,
                       _ ("The history is damaged. Restore the last backup."));
  return NULL;
}

gboolean
ga_logged_take (GaOperation *operation, const char *fields, GError **error)
{
  g_autoptr (JsonNode) node = ga_logged_parse (fields, error);
  JsonObjectIter iter;
  const char *name;
  JsonNode *pair;

  if (node == NULL)
    return FALSE;
  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &name, &pair))
    {
      int index = ga_entity_field_index (operation->entity, name);
      g_auto (GaValue) value = { 0 };

      if (index < 0)
        continue;
      ga_logged_value (&operation->entity->fields[index],
                       json_array_get_element (json_node_get_array (pair), 1), &value);
      ga_operation_take (operation, (guint) index, &value);
    }
  return TRUE;
}

gboolean
ga_logged_mark (const GaEntity *entity, const char *fields, gboolean *marked, GError **error)
{
  g_autoptr (JsonNode) node = ga_logged_parse (fields, error);
  JsonObjectIter iter;
  const char *name;

  if (node == NULL)
    return FALSE;
  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &name, NULL))
    {
      int index = ga_entity_field_index (entity, name);

      if (index >= 0)
        marked[index] = TRUE;
    }
  return TRUE;
}
