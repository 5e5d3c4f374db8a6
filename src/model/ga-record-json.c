/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/ga-record-json.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "model/ga-number.h"

#define DEGREE 1000000.0
/* Numbers from here on are written with an exponent. */
#define LARGEST_PLAIN 1e15

static void append_node (GString *line, JsonNode *node);

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
holds (JsonObject *object, const char *name, GType type)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type;
}

static gboolean
holds_texts (JsonArray *array)
{
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
        return FALSE;
    }
  return TRUE;
}

/* What is wrong with @kind in @field; %NULL for nothing. */
static const char *
find_fault (const GaField *field, GaJsonKind kind)
{
  gboolean list = field->type == GA_FIELD_WORDS || field->type == GA_FIELD_REFERENCES;
  gboolean whole = field->type == GA_FIELD_INTEGER || field->type == GA_FIELD_FLAG;

  if (list)
    return kind == GA_JSON_LIST ? NULL : _ ("A list of texts was expected.");
  if (kind == GA_JSON_TEXT)
    return NULL;
  if (kind == GA_JSON_FLAG)
    return field->type == GA_FIELD_FLAG ? NULL : _ ("true and false are for yes and no only.");
  if (kind == GA_JSON_LIST || kind == GA_JSON_MIXED_LIST)
    return _ ("One value was expected, not a list.");
  if (field->type == GA_FIELD_MONEY)
    return kind == GA_JSON_MONEY
               ? NULL
               : _ ("Money is written as {\"amount\": øre, \"currency\": \"DKK\"}.");
  if (kind == GA_JSON_MONEY || kind == GA_JSON_OBJECT)
    return _ ("One value was expected, not an object.");
  if (field->type == GA_FIELD_DEGREES || (whole && kind == GA_JSON_WHOLE_NUMBER))
    return NULL;
  return whole ? _ ("A whole number was expected.") : _ ("A text was expected, not a number.");
}

static gboolean
holds_fraction (JsonNode *node)
{
  g_autoptr (GList) members = NULL;
  gboolean found = FALSE;

  if (JSON_NODE_HOLDS_VALUE (node))
    return json_node_get_value_type (node) == G_TYPE_DOUBLE;
  if (JSON_NODE_HOLDS_OBJECT (node))
    members = json_object_get_values (json_node_get_object (node));
  else if (JSON_NODE_HOLDS_ARRAY (node))
    members = json_array_get_elements (json_node_get_array (node));
  for (GList *at = members; at != NULL && !found; at = at->next)
    found = holds_fraction (at->data);
  return found;
}

/* As people write it: 12.524, not 12.523999999999999, and never with an exponent. */
static void
append_fraction (GString *line, double number)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];
  gsize end;

  if (fabs (number) >= LARGEST_PLAIN)
    {
      g_string_append (line, g_ascii_dtostr (digits, sizeof digits, number));
      return;
    }
  end = strlen (g_ascii_formatd (digits, sizeof digits, "%.6f", number));
  while (digits[end - 1] == '0' && digits[end - 2] != '.')
    end--;
  g_string_append_len (line, digits, (gssize) end);
}

static void
append_members (GString *line, JsonObject *object)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  json_object_iter_init_ordered (&iter, object);
  for (gsize start = line->len; json_object_iter_next_ordered (&iter, &name, &member);)
    {
      g_autoptr (JsonNode) key = json_node_init_string (json_node_alloc (), name);
      g_autofree char *quoted = json_to_string (key, FALSE);

      g_string_append_printf (line, "%s%s:", line->len > start ? "," : "", quoted);
      append_node (line, member);
    }
}

static void
append_node (GString *line, JsonNode *node)
{
  g_autofree char *plain = NULL;

  if (!holds_fraction (node))
    {
      plain = json_to_string (node, FALSE);
      g_string_append (line, plain);
    }
  else if (JSON_NODE_HOLDS_OBJECT (node))
    {
      g_string_append_c (line, '{');
      append_members (line, json_node_get_object (node));
      g_string_append_c (line, '}');
    }
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        {
          g_string_append_c (line, i == 0 ? '[' : ',');
          append_node (line, json_array_get_element (array, i));
        }
      g_string_append_c (line, ']');
    }
  else
    append_fraction (line, json_node_get_double (node));
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

  if (field->type != GA_FIELD_DEGREES)
    {
      if (field->type == GA_FIELD_FLAG && (number < 0 || number > 1))
        return refuse (field, _ ("A whole number was expected."), error);
      ga_record_set_integer (self, field->name, json_node_get_int (node));
      return TRUE;
    }
  if (fabs (number) > 360)
    return refuse (field, _ ("This is not a position in degrees."), error);
  ga_record_set_integer (self, field->name, (gint64) llround (number * DEGREE));
  return TRUE;
}

static gboolean
apply_money (GaRecord *self, const GaField *field, JsonObject *object, GError **error)
{
  ga_record_set_integer (self, field->name, json_object_get_int_member (object, "amount"));
  return apply_text (self, ga_entity_get_field (ga_record_get_entity (self), field->currency),
                     json_object_get_string_member (object, "currency"), NULL, NULL, error);
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

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      const char *text = json_array_get_string_element (array, i);
      GaId id;

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
  g_autoptr (GError) local = NULL;
  GaJsonKind kind;

  if (JSON_NODE_HOLDS_NULL (node))
    {
      ga_record_clear (self, field->name);
      return TRUE;
    }
  kind = ga_json_get_kind (node);
  if (!ga_field_takes_json (field, kind, &local))
    return refuse (field, local->message, error);
  switch (kind)
    {
    case GA_JSON_LIST:
      return apply_array (self, field, json_node_get_array (node), resolve, user_data, error);
    case GA_JSON_MONEY:
      return apply_money (self, field, json_node_get_object (node), error);
    case GA_JSON_FLAG:
      ga_record_set_integer (self, field->name, json_node_get_boolean (node));
      return TRUE;
    case GA_JSON_WHOLE_NUMBER:
    case GA_JSON_NUMBER:
      return apply_number (self, field, node, error);
    case GA_JSON_TEXT:
    default:
      return apply_text (self, field, json_node_get_string (node), resolve, user_data, error);
    }
}

/**
 * ga_json_get_kind:
 * @node: a member of an object, other than null
 */
GaJsonKind
ga_json_get_kind (JsonNode *node)
{
  JsonObject *object;

  if (JSON_NODE_HOLDS_ARRAY (node))
    return holds_texts (json_node_get_array (node)) ? GA_JSON_LIST : GA_JSON_MIXED_LIST;
  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      object = json_node_get_object (node);
      return holds (object, "amount", G_TYPE_INT64) && holds (object, "currency", G_TYPE_STRING) &&
                     json_object_get_size (object) == 2
                 ? GA_JSON_MONEY
                 : GA_JSON_OBJECT;
    }
  switch (json_node_get_value_type (node))
    {
    case G_TYPE_BOOLEAN:
      return GA_JSON_FLAG;
    case G_TYPE_INT64:
      return GA_JSON_WHOLE_NUMBER;
    case G_TYPE_DOUBLE:
      return GA_JSON_NUMBER;
    default:
      return GA_JSON_TEXT;
    }
}

/**
 * ga_field_takes_json:
 *
 * Whether a member of that kind may stand in @field; what it says is another question.
 *
 * Errors: %GA_MODEL_ERROR_UNREADABLE with a whole sentence that does not name the field
 */
gboolean
ga_field_takes_json (const GaField *field, GaJsonKind kind, GError **error)
{
  const char *fault = find_fault (field, kind);

  if (fault != NULL)
    g_set_error_literal (error, GA_MODEL_ERROR, GA_MODEL_ERROR_UNREADABLE, fault);
  return fault == NULL;
}

/* Whether the currency of @field is settled beside what is written with an amount: by the object,
 * by what is stored, or by what the record belongs to. */
static gboolean
has_currency (const GaRecord *self, const GaField *field, JsonObject *object)
{
  const GaEntity *entity = ga_record_get_entity (self);

  if (ga_record_is_stored (self) || json_object_has_member (object, field->currency) ||
      ga_entity_get_field (entity, field->currency)->flags & GA_FIELD_HIDDEN)
    return TRUE;
  for (guint i = 0; i < entity->n_fields; i++)
    if (g_strcmp0 (entity->fields[i].currency, field->currency) == 0)
      {
        JsonNode *node = json_object_get_member (object, entity->fields[i].name);

        if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
          return TRUE;
      }
  return FALSE;
}

/* "500 NOK" says the currency of a new record unless something else does. All that say it agree. */
static gboolean
take_said (GaRecord *self,
           const GaField *field,
           JsonObject *object,
           const char *text,
           gboolean *settled,
           GError **error)
{
  const char *said = ga_money_find_currency (text);
  g_autoptr (GError) local = NULL;

  if (said == NULL)
    return TRUE;
  if (!*settled && !has_currency (self, field, object))
    ga_record_set_text (self, field->currency, said);
  *settled = TRUE;
  return ga_record_check_currency (self, field, text, &local) ||
         refuse (field, local->message, error);
}

/* One field holds the currency of all amounts of a record, so that they cannot differ. */
static gboolean
settle_currencies (GaRecord *self, JsonObject *object, GError **error)
{
  const GaEntity *entity = ga_record_get_entity (self);
  gboolean settled = FALSE;

  for (guint i = 0; i < entity->n_fields; i++)
    {
      const GaField *field = &entity->fields[i];
      JsonNode *node =
          field->currency != NULL ? json_object_get_member (object, field->name) : NULL;
      const GaChoice *said;

      if (node != NULL && json_node_get_value_type (node) == G_TYPE_STRING &&
          !take_said (self, field, object, json_node_get_string (node), &settled, error))
        return FALSE;
      if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
        continue;
      said = ga_field_match_choice (
          ga_entity_get_field (entity, field->currency),
          json_object_get_string_member (json_node_get_object (node), "currency"));
      if (said == NULL || g_strcmp0 (said->code, ga_record_get_text (self, field->currency)) != 0)
        return refuse (field, _ ("All amounts of one record are in the same currency."), error);
    }
  return TRUE;
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
  return settle_currencies (self, object, error);
}

/**
 * ga_json_to_line:
 *
 * Returns: (transfer full): @node as JSON on one line, without its end; numbers have six decimals
 *   at most, which is all that degrees have
 */
char *
ga_json_to_line (JsonNode *node)
{
  GString *line = g_string_new (NULL);

  append_node (line, node);
  return g_string_free (line, FALSE);
}
