/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/ga-record-json.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define DEGREE 1000000.0

static JsonNode *
array_of (const char *text, const char *separator)
{
  g_auto (GStrv) each = g_strsplit (text, separator, -1);
  JsonArray *array = json_array_new ();
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  for (guint i = 0; each[i] != NULL; i++)
    json_array_add_string_element (array, each[i]);
  json_node_take_array (node, array);
  return node;
}

static JsonNode *
money_of (const GaRecord *record, const GaField *field, gint64 amount)
{
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_object_set_int_member (object, "amount", amount);
  json_object_set_string_member (object, "currency", ga_record_get_text (record, field->currency));
  json_node_take_object (node, object);
  return node;
}

/**
 * ga_value_to_json:
 * @record: the record that @value is of, for its currency
 *
 * Returns: (transfer full): @value as JSON
 */
JsonNode *
ga_value_to_json (const GaRecord *record, const GaField *field, const GaValue *value)
{
  g_autofree char *text = NULL;

  if (value->kind == GA_VALUE_NONE)
    return json_node_new (JSON_NODE_NULL);
  switch (field->type)
    {
    case GA_FIELD_INTEGER:
      return json_node_init_int (json_node_alloc (), value->integer);
    case GA_FIELD_FLAG:
      return json_node_init_boolean (json_node_alloc (), value->integer != 0);
    case GA_FIELD_DEGREES:
      return json_node_init_double (json_node_alloc (), (double) value->integer / DEGREE);
    case GA_FIELD_MONEY:
      return money_of (record, field, value->integer);
    case GA_FIELD_REFERENCES:
      return array_of (value->text, " ");
    case GA_FIELD_WORDS:
      return array_of (value->text, "|");
    default:
      text = ga_value_to_text (field, value);
      return json_node_init_string (json_node_alloc (), text);
    }
}

/**
 * ga_record_to_json:
 *
 * Returns: (transfer full): an object with `id` and every field
 */
JsonNode *
ga_record_to_json (const GaRecord *self)
{
  const GaEntity *entity = ga_record_get_entity (self);
  g_autofree char *id = ga_id_to_string (ga_record_get_id (self));
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_object_set_string_member (object, "id", id);
  for (guint i = 0; i < entity->n_fields; i++)
    json_object_set_member (
        object, entity->fields[i].name,
        ga_value_to_json (self, &entity->fields[i], ga_record_get_nth (self, i)));
  json_node_take_object (node, object);
  return node;
}

static gboolean
refuse (const GaField *field, const char *sentence, GError **error)
{
  g_set_error (error, GA_MODEL_ERROR, GA_MODEL_ERROR_UNREADABLE, _ ("%1$s: %2$s"),
               ga_field_get_label (field), sentence);
  return FALSE;
}

static gboolean
apply_text (GaRecord *self,
            const GaField *field,
            const char *text,
            GaResolveFunc resolve,
            gpointer user_data,
            GError **error)
{
  g_autoptr (GError) local = NULL;
  GaId id;

  if (field->type == GA_FIELD_REFERENCE && *text != '\0' && !ga_id_parse (text, &id))
    {
      if (resolve != NULL && resolve (field, text, &id, user_data, &local))
        {
          ga_record_set_reference (self, field->name, &id);
          return TRUE;
        }
      if (local != NULL)
        return refuse (field, local->message, error);
    }
  if (!ga_record_parse (self, field->name, text, &local))
    return refuse (field, local->message, error);
  return TRUE;
}

static gboolean
apply_number (GaRecord *self, const GaField *field, JsonNode *node, GError **error)
{
  double number = json_node_get_double (node);

  switch (field->type)
    {
    case GA_FIELD_DEGREES:
      if (fabs (number) > 360)
        return refuse (field, _ ("This is not a position in degrees."), error);
      ga_record_set_integer (self, field->name, (gint64) llround (number * DEGREE));
      return TRUE;
    case GA_FIELD_INTEGER:
    case GA_FIELD_FLAG:
      if (json_node_get_value_type (node) != G_TYPE_INT64 ||
          (field->type == GA_FIELD_FLAG && (number < 0 || number > 1)))
        return refuse (field, _ ("A whole number was expected."), error);
      ga_record_set_integer (self, field->name, json_node_get_int (node));
      return TRUE;
    case GA_FIELD_MONEY:
      return refuse (field, _ ("Money is written as {\"amount\": øre, \"currency\": \"DKK\"}."),
                     error);
    default:
      return refuse (field, _ ("A text was expected, not a number."), error);
    }
}

static gboolean
apply_money (GaRecord *self, const GaField *field, JsonObject *object, GError **error)
{
  JsonNode *amount = json_object_get_member (object, "amount");
  JsonNode *currency = json_object_get_member (object, "currency");
  guint known = (amount != NULL) + (currency != NULL);

  if (amount == NULL || json_node_get_value_type (amount) != G_TYPE_INT64 || currency == NULL ||
      json_node_get_value_type (currency) != G_TYPE_STRING ||
      json_object_get_size (object) != known)
    return refuse (field, _ ("Money is written as {\"amount\": øre, \"currency\": \"DKK\"}."),
                   error);
  ga_record_set_integer (self, field->name, json_node_get_int (amount));
  return apply_text (self, ga_entity_get_field (ga_record_get_entity (self), field->currency),
                     json_node_get_string (currency), NULL, NULL, error);
}

static gboolean
apply_array (GaRecord *self,
             const GaField *field,
             JsonArray *array,
             GaResolveFunc resolve,
             gpointer user_data,
             GError **error)
{
  g_autoptr (GString) joined = g_string_new (NULL);
  gboolean words = field->type == GA_FIELD_WORDS;
  g_autoptr (GError) local = NULL;

  if (!words && field->type != GA_FIELD_REFERENCES)
    return refuse (field, _ ("One value was expected, not a list."), error);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      const char *text;
      GaId id;

      if (json_node_get_value_type (node) != G_TYPE_STRING)
        return refuse (field, _ ("A list of texts was expected."), error);
      text = json_node_get_string (node);
      if (joined->len > 0)
        g_string_append_c (joined, words ? '|' : ' ');
      if (!words && !ga_id_parse (text, &id) && resolve != NULL)
        {
          char canonical[GA_ID_TEXT_SIZE];

          if (!resolve (field, text, &id, user_data, &local))
            return refuse (field, local->message, error);
          ga_id_format (&id, canonical);
          g_string_append (joined, canonical);
        }
      else
        g_string_append (joined, text);
    }
  return apply_text (self, field, joined->str, NULL, NULL, error);
}

static gboolean
apply_node (GaRecord *self,
            const GaField *field,
            JsonNode *node,
            GaResolveFunc resolve,
            gpointer user_data,
            GError **error)
{
  switch (json_node_get_node_type (node))
    {
    case JSON_NODE_NULL:
      ga_record_clear (self, field->name);
      return TRUE;
    case JSON_NODE_ARRAY:
      return apply_array (self, field, json_node_get_array (node), resolve, user_data, error);
    case JSON_NODE_OBJECT:
      if (field->type == GA_FIELD_MONEY)
        return apply_money (self, field, json_node_get_object (node), error);
      return refuse (field, _ ("One value was expected, not an object."), error);
    case JSON_NODE_VALUE:
    default:
      break;
    }
  if (field->type == GA_FIELD_REFERENCES || field->type == GA_FIELD_WORDS)
    return refuse (field, _ ("A list of texts was expected."), error);
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return apply_text (self, field, json_node_get_string (node), resolve, user_data, error);
  if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    {
      if (field->type != GA_FIELD_FLAG)
        return refuse (field, _ ("true and false are for yes and no only."), error);
      ga_record_set_integer (self, field->name, json_node_get_boolean (node));
      return TRUE;
    }
  return apply_number (self, field, node, error);
}

/**
 * ga_record_apply_json:
 * @object: fields to set; `id` is left to the caller
 * @resolve: (nullable): knows names and codes of other records
 *
 * Sets the fields that @object names and no others.
 *
 * Returns: %FALSE with a sentence that names the field, which may be one the entity lacks
 */
gboolean
ga_record_apply_json (
    GaRecord *self, JsonObject *object, GaResolveFunc resolve, gpointer user_data, GError **error)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      const GaField *field = ga_entity_get_field (ga_record_get_entity (self), name);

      if (strcmp (name, "id") == 0)
        continue;
      if (field == NULL)
        {
          g_set_error (error, GA_MODEL_ERROR, GA_MODEL_ERROR_UNKNOWN,
                       _ ("%1$s has no field called “%2$s”."), ga_record_get_entity (self)->name,
                       name);
          return FALSE;
        }
      if (!apply_node (self, field, node, resolve, user_data, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * ga_json_to_line:
 *
 * Returns: (transfer full): @node as JSON on one line, without its end
 */
char *
ga_json_to_line (JsonNode *node)
{
  return json_to_string (node, FALSE);
}
