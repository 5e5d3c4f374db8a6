/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl/ga-ctl-records.h"

#include <glib/gi18n-lib.h>

#include "ctl/ga-ctl-table.h"

/* Stable names of the types, in their order. */
static const char *const type_names[] = {
  "text", "integer", "money", "degrees",   "choice",     "flag",
  "date", "time",    "clock", "reference", "references", "words",
};

static void
add_cells (GPtrArray *cells, const char *const *texts, guint n)
{
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (cells, g_strdup (texts[i]));
}

static void
list_entities (GaCtl *ctl)
{
  GaSchema *schema = ga_ctl_get_schema (ctl);
  GaTextTable *table = ga_ctl_table_new (ctl);

  ga_text_table_add_column (table, _ ("Entity"), FALSE);
  ga_text_table_add_column (table, _ ("Name"), FALSE);
  for (guint i = 0; i < ga_schema_get_n_entities (schema); i++)
    {
      const GaEntity *entity = ga_schema_get_nth (schema, i);
      GPtrArray *cells = g_ptr_array_new_with_free_func (g_free);

      g_ptr_array_add (cells, g_strdup (entity->name));
      g_ptr_array_add (cells, g_strdup (ga_entity_get_plural (entity)));
      ga_text_table_take_row (table, cells);
    }
  ga_text_table_end (table);
}

static void
print_entities (GaCtl *ctl)
{
  GaSchema *schema = ga_ctl_get_schema (ctl);

  for (guint i = 0; i < ga_schema_get_n_entities (schema); i++)
    {
      const GaEntity *entity = ga_schema_get_nth (schema, i);
      JsonObject *object = json_object_new ();
      JsonNode *node = json_node_new (JSON_NODE_OBJECT);

      json_object_set_string_member (object, "entity", entity->name);
      json_object_set_string_member (object, "label", ga_entity_get_label (entity));
      json_object_set_boolean_member (object, "personal", ga_entity_is_personal (entity));
      json_node_take_object (node, object);
      ga_ctl_take_json (ctl, node);
    }
}

static JsonArray *
list_choices (const GaField *field)
{
  JsonArray *array = json_array_new ();

  for (const GaChoice *choice = field->choices; choice != NULL && choice->code != NULL; choice++)
    json_array_add_string_element (array, choice->code);
  return array;
}

static JsonArray *
list_headings (const GaField *field)
{
  g_auto (GStrv) headings = g_strsplit (field->headings != NULL ? field->headings : "", "|", -1);
  JsonArray *array = json_array_new ();

  for (guint i = 0; headings[i] != NULL; i++)
    json_array_add_string_element (array, headings[i]);
  return array;
}

static void
print_field (GaCtl *ctl, const GaField *field)
{
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_object_set_string_member (object, "field", field->name);
  json_object_set_string_member (object, "label", ga_field_get_label (field));
  json_object_set_string_member (object, "type", type_names[field->type]);
  json_object_set_boolean_member (object, "required", (field->flags & GA_FIELD_REQUIRED) != 0);
  json_object_set_boolean_member (object, "personal", (field->flags & GA_FIELD_PERSONAL) != 0);
  if (field->min != 0 || field->max != 0)
    {
      json_object_set_int_member (object, "min", field->min);
      json_object_set_int_member (object, "max", field->max);
    }
  if (field->choices != NULL)
    json_object_set_array_member (object, "choices", list_choices (field));
  if (field->target != NULL)
    json_object_set_string_member (object, "target", field->target);
  if (field->fallback != NULL)
    json_object_set_string_member (object, "fallback", field->fallback);
  json_object_set_array_member (object, "headings", list_headings (field));
  json_node_take_object (node, object);
  ga_ctl_take_json (ctl, node);
}

/* Limits, choices or the entity referred to, whichever the field has. */
static char *
describe_values (const GaField *field)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (field->target != NULL)
    return g_strdup (field->target);
  for (const GaChoice *choice = field->choices; choice != NULL && choice->code != NULL; choice++)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", choice->code);
  if (text->len == 0 && (field->min != 0 || field->max != 0))
    g_string_append_printf (text, "%" G_GINT64_FORMAT "–%" G_GINT64_FORMAT, field->min, field->max);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
list_fields (GaCtl *ctl, const GaEntity *entity)
{
  GaTextTable *table = ga_ctl_table_new (ctl);

  ga_text_table_add_column (table, _ ("Field"), FALSE);
  ga_text_table_add_column (table, _ ("Name"), FALSE);
  ga_text_table_add_column (table, _ ("Type"), FALSE);
  ga_text_table_add_column (table, _ ("Required"), FALSE);
  ga_text_table_add_column (table, _ ("Personal"), FALSE);
  ga_text_table_add_column (table, _ ("Headings"), FALSE);
  ga_text_table_add_column (table, _ ("Values"), FALSE);
  for (guint i = 0; i < entity->n_fields; i++)
    {
      const GaField *field = &entity->fields[i];
      const char *const texts[] = { field->name,
                                    ga_field_get_label (field),
                                    type_names[field->type],
                                    field->flags & GA_FIELD_REQUIRED ? _ ("yes") : "",
                                    field->flags & GA_FIELD_PERSONAL ? _ ("yes") : "",
                                    field->headings != NULL ? field->headings : "" };
      GPtrArray *cells = g_ptr_array_new_with_free_func (g_free);

      add_cells (cells, texts, G_N_ELEMENTS (texts));
      g_ptr_array_add (cells, describe_values (field));
      ga_text_table_take_row (table, cells);
    }
  ga_text_table_end (table);
}

gboolean
ga_ctl_run_entities (GaCtl *ctl, char **arguments, GError **error)
{
  g_auto (GStrv) rest = ga_ctl_parse (ctl, arguments, NULL, 0, 1, error);
  const GaEntity *entity = NULL;

  if (rest == NULL)
    return FALSE;
  if (rest[1] != NULL)
    {
      entity = ga_ctl_get_entity (ctl, rest[1], error);
      if (entity == NULL)
        return FALSE;
    }
  if (entity == NULL && ga_ctl_wants_json (ctl))
    print_entities (ctl);
  else if (entity == NULL)
    list_entities (ctl);
  else if (ga_ctl_wants_json (ctl))
    for (guint i = 0; i < entity->n_fields; i++)
      print_field (ctl, &entity->fields[i]);
  else
    list_fields (ctl, entity);
  return TRUE;
}
