/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ga-logged.h"

#include <glib/gi18n-lib.h>
#include <string.h>

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

static gboolean
fail (GError **error)
{
  g_set_error_literal (error, GA_STORE_ERROR, GA_STORE_ERROR_CORRUPT,
                       _ ("The history is damaged. Restore the last backup."));
  return FALSE;
}

JsonNode *
ga_logged_parse (const char *fields, GError **error)
{
  JsonNode *node = json_from_string (fields, NULL);

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    return node;
  g_clear_pointer (&node, json_node_unref);
  fail (error);
  return NULL;
}

/* What ga_fields() wrote is read without a tree: each change that is sent is read twice, and the
 * trees took as long as all the rest. */
typedef struct
{
  const char *at;
  GString *text;
} Reader;

typedef void (*TakeFunc) (guint field, GaValue *value, gpointer user_data);

static gboolean
take_word (Reader *self, const char *word)
{
  gsize length = strlen (word);

  if (strncmp (self->at, word, length) != 0)
    return FALSE;
  self->at += length;
  return TRUE;
}

/* As ga_json_append_text() escapes. */
static gboolean
take_escaped (Reader *self)
{
  char c;

  if (*self->at != '\\')
    return FALSE;
  c = self->at[1];
  if (c == '"' || c == '\\')
    {
      g_string_append_c (self->text, c);
      self->at += 2;
      return TRUE;
    }
  if (!take_word (self, "\\u00") || !g_ascii_isxdigit (self->at[0]) ||
      !g_ascii_isxdigit (self->at[1]))
    return FALSE;
  c = (char) (g_ascii_xdigit_value (self->at[0]) << 4 | g_ascii_xdigit_value (self->at[1]));
  g_string_append_c (self->text, c);
  self->at += 2;
  return c > '\0' && c < ' ';
}

static gboolean
take_text (Reader *self)
{
  g_string_truncate (self->text, 0);
  if (!take_word (self, "\""))
    return FALSE;
  while (*self->at != '"')
    {
      gsize plain = strcspn (self->at, "\"\\");

      g_string_append_len (self->text, self->at, (gssize) plain);
      self->at += plain;
      if (*self->at != '"' && !take_escaped (self))
        return FALSE;
    }
  self->at++;
  return TRUE;
}

/* @field: (nullable): of a field that is not known nothing is kept */
static gboolean
take_value (Reader *self, const GaField *field, GaValue *value)
{
  char *end;
  gint64 integer;

  ga_value_clear (value);
  if (take_word (self, "null"))
    return TRUE;
  if (*self->at == '"')
    {
      if (!take_text (self))
        return FALSE;
      if (field != NULL && field->type == GA_FIELD_REFERENCE)
        ga_value_parse (field, self->text->str, value, NULL);
      else if (field != NULL)
        ga_value_set_text (value, self->text->str);
      return TRUE;
    }
  integer = g_ascii_strtoll (self->at, &end, 10);
  if (end == self->at)
    return FALSE;
  self->at = end;
  ga_value_set_integer (value, integer);
  return TRUE;
}

static gboolean
take_field (Reader *self, const GaEntity *entity, TakeFunc take, gpointer user_data)
{
  g_auto (GaValue) value = { 0 };
  const GaField *field;
  int index;

  if (!take_text (self))
    return FALSE;
  index = ga_entity_field_index (entity, self->text->str);
  field = index >= 0 ? &entity->fields[index] : NULL;
  if (!take_word (self, ":[") || !take_value (self, NULL, &value) || !take_word (self, ",") ||
      !take_value (self, field, &value) || !take_word (self, "]"))
    return FALSE;
  if (field != NULL)
    take ((guint) index, &value, user_data);
  return TRUE;
}

static gboolean
take_fields (Reader *self, const GaEntity *entity, TakeFunc take, gpointer user_data)
{
  if (!take_word (self, "{"))
    return FALSE;
  if (take_word (self, "}"))
    return *self->at == '\0';
  do
    if (!take_field (self, entity, take, user_data))
      return FALSE;
  while (take_word (self, ","));
  return take_word (self, "}") && *self->at == '\0';
}

static gboolean
read_fields (
    const GaEntity *entity, const char *fields, TakeFunc take, gpointer user_data, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  Reader reader = { fields, text };

  return (g_utf8_validate (fields, -1, NULL) && take_fields (&reader, entity, take, user_data)) ||
         fail (error);
}

static void
take_cb (guint field, GaValue *value, gpointer operation)
{
  ga_operation_take (operation, field, value);
}

gboolean
ga_logged_take (GaOperation *operation, const char *fields, GError **error)
{
  return read_fields (operation->entity, fields, take_cb, operation, error);
}

static void
mark_cb (guint field, GaValue *value, gpointer marked)
{
  ((gboolean *) marked)[field] = TRUE;
}

gboolean
ga_logged_mark (const GaEntity *entity, const char *fields, gboolean *marked, GError **error)
{
  return read_fields (entity, fields, mark_cb, marked, error);
}
