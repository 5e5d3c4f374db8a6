/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ga-history.h"

#include "store/ga-logged.h"

void
ga_history_foreach (const GaHistory *history, GaHistoryFunc func, gpointer user_data)
{
  g_autoptr (JsonNode) node = json_from_string (history->fields, NULL);
  JsonObjectIter iter;
  const char *name;
  JsonNode *pair;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node) || history->entity == NULL)
    return;
  json_object_iter_init_ordered (&iter, json_node_get_object (node));
  while (json_object_iter_next_ordered (&iter, &name, &pair))
    {
      const GaField *field = ga_entity_get_field (history->entity, name);
      JsonArray *both = JSON_NODE_HOLDS_ARRAY (pair) ? json_node_get_array (pair) : NULL;
      g_auto (GaValue) before = { 0 };
      g_auto (GaValue) after = { 0 };

      if (field == NULL || both == NULL || json_array_get_length (both) != 2)
        continue;
      ga_logged_value (field, json_array_get_element (both, 0), &before);
      ga_logged_value (field, json_array_get_element (both, 1), &after);
      func (field, &before, &after, user_data);
    }
}

static void
list_cb (const GaField *field, const GaValue *before, const GaValue *after, gpointer list)
{
  g_string_append_printf (list, "%s%s", ((GString *) list)->len > 0 ? ", " : "",
                          ga_field_get_label (field));
}

char *
ga_history_list_fields (const GaHistory *history)
{
  GString *list = g_string_new (NULL);

  ga_history_foreach (history, list_cb, list);
  return g_string_free (list, FALSE);
}
