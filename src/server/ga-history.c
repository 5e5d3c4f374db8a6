/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <json-glib/json-glib.h>

#include "model/ga-json-text.h"
#include "server/ga-pushing.h"

/* What was brought stays readable, whatever stands: every accepted operation with old and new
 * values. */

static const GaValue empty = { 0 };

static void
append_field (GString *json, const GaField *field, const GaValue *before, const GaValue *after)
{
  g_string_append_c (json, json->len == 1 ? ' ' : ',');
  ga_json_append_text (json, field->name);
  g_string_append (json, ":[");
  ga_json_append_value (json, before);
  g_string_append_c (json, ',');
  ga_json_append_value (json, after);
  g_string_append_c (json, ']');
}

/* {"field": [old, new]}, as in a profile's change log. */
static char *
write_fields (const GaOperation *operation, const GaRecord *before)
{
  const GaEntity *entity = operation->entity;
  g_autoptr (GString) json = g_string_new ("{");

  if (operation->kind == GA_OPERATION_DELETE)
    for (guint i = 0; i < entity->n_fields; i++)
      {
        const GaValue *old = ga_record_get_nth (before, i);

        if (old->kind != GA_VALUE_NONE)
          append_field (json, &entity->fields[i], old, &empty);
      }
  else
    for (guint i = 0; i < operation->values->len; i++)
      {
        const GaFieldValue *comes = &g_array_index (operation->values, GaFieldValue, i);

        append_field (json, &entity->fields[comes->field],
                      before != NULL ? ga_record_get_nth (before, comes->field) : &empty,
                      &comes->value);
      }
  g_string_append_c (json, '}');
  return g_string_free (g_steal_pointer (&json), FALSE);
}

gboolean
ga_history_add (GaPushing *self,
                const GaOperation *operation,
                const GaStoredRow *row,
                const GaRecord *before,
                gint64 revision,
                GError **error)
{
  g_autofree char *fields = write_fields (operation, before);
  GaStatement *statement = ga_sql_prepare (
      self->sql,
      "INSERT INTO history (tenant, rev, entity, id, operation, fields, account, client, number, "
      "clock, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
      error);

  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, self->session->tenant);
  ga_statement_bind_integer (statement, 2, revision);
  ga_statement_bind_integer (statement, 3, operation->entity->number);
  ga_statement_bind_id (statement, 4, &operation->id);
  ga_statement_bind_integer (statement, 5, operation->kind);
  ga_statement_bind_text (statement, 6, fields);
  ga_statement_bind_integer (statement, 7, self->session->account);
  ga_statement_bind_id (statement, 8, &self->push->client);
  ga_statement_bind_integer (statement, 9, self->push->number);
  ga_statement_bind_integer (statement, 10, operation->clock);
  ga_statement_bind_integer (statement, 11, self->now);
  return ga_statement_send (statement, error);
}

static gboolean
holds (JsonNode *node, const GaValue *value)
{
  char id[GA_ID_TEXT_SIZE];

  switch (value->kind)
    {
    case GA_VALUE_INTEGER:
      return json_node_get_value_type (node) == G_TYPE_INT64 &&
             json_node_get_int (node) == value->integer;
    case GA_VALUE_TEXT:
      return g_strcmp0 (json_node_get_string (node), value->text) == 0;
    case GA_VALUE_ID:
      ga_id_format (&value->id, id);
      return g_strcmp0 (json_node_get_string (node), id) == 0;
    case GA_VALUE_NONE:
    default:
      return JSON_NODE_HOLDS_NULL (node);
    }
}

/* Whether @fields, as they stand in history, are what the operation brings. */
static gboolean
is_same (const char *fields, const GaOperation *operation)
{
  g_autoptr (JsonNode) node = json_from_string (fields, NULL);
  JsonObject *object = node != NULL ? json_node_get_object (node) : NULL;

  /* Of what was erased by law nothing is left to tell by; and a delete is a delete. */
  if (object == NULL || json_object_get_size (object) == 0 ||
      operation->kind == GA_OPERATION_DELETE)
    return TRUE;
  if (json_object_get_size (object) != operation->values->len)
    return FALSE;
  for (guint i = 0; i < operation->values->len; i++)
    {
      const GaFieldValue *comes = &g_array_index (operation->values, GaFieldValue, i);
      const char *name = operation->entity->fields[comes->field].name;

      if (!json_object_has_member (object, name) ||
          !holds (json_array_get_element (json_object_get_array_member (object, name), 1),
                  &comes->value))
        return FALSE;
    }
  return TRUE;
}

/* Not by its clock alone: two copies of a profile whose clock runs ahead of the time count on from
 * the same number, and do different things by it. */
gboolean
ga_history_has (GaPushing *self, const GaOperation *operation, gboolean *found, GError **error)
{
  GaStatement *statement =
      ga_sql_prepare (self->sql,
                      "SELECT fields FROM history WHERE tenant = $1 AND entity = $2 "
                      "AND id = $3 AND clock = $4 AND operation = $5",
                      error);
  gboolean row = statement != NULL;

  *found = FALSE;
  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, self->session->tenant);
  ga_statement_bind_integer (statement, 2, operation->entity->number);
  ga_statement_bind_id (statement, 3, &operation->id);
  ga_statement_bind_integer (statement, 4, operation->clock);
  ga_statement_bind_integer (statement, 5, operation->kind);
  while (row && !*found)
    {
      if (!ga_statement_step (statement, &row, error))
        return FALSE;
      *found = row && is_same (ga_statement_get_text (statement, 0), operation);
    }
  ga_statement_reset (statement);
  return TRUE;
}

gboolean
ga_history_has_newer (GaPushing *self,
                      const GaOperation *operation,
                      gboolean *found,
                      GError **error)
{
  GaStatement *statement = ga_sql_prepare (
      self->sql,
      "SELECT 1 FROM history WHERE tenant = $1 AND entity = $2 AND id = $3 AND rev > $4 "
      "AND client IS DISTINCT FROM $5 LIMIT 1",
      error);

  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, self->session->tenant);
  ga_statement_bind_integer (statement, 2, operation->entity->number);
  ga_statement_bind_id (statement, 3, &operation->id);
  ga_statement_bind_integer (statement, 4, operation->base);
  ga_statement_bind_id (statement, 5, &self->push->client);
  if (!ga_statement_step (statement, found, error))
    return FALSE;
  ga_statement_reset (statement);
  return TRUE;
}
