/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/ga-push.h"

#include <string.h>

#include "model/ga-json-text.h"
#include "sync/ga-json-scanner.h"
#include "sync/ga-sync-fields.h"

/* The fields of an operation where they stand in the push. */
typedef struct
{
  const char *text;
  gsize length;
} Fields;

static const char *const kinds[] = {
  [GA_OPERATION_INSERT] = "insert",
  [GA_OPERATION_UPDATE] = "update",
  [GA_OPERATION_DELETE] = "delete",
};

GaPush *
ga_push_new (void)
{
  GaPush *self = g_new0 (GaPush, 1);

  self->operations = g_ptr_array_new_with_free_func ((GDestroyNotify) ga_operation_free);
  return self;
}

void
ga_push_free (GaPush *self)
{
  g_ptr_array_unref (self->operations);
  g_free (self);
}

static void
append_name (GString *json, const char *name)
{
  g_string_append (json, json->str[json->len - 1] == '{' ? "\"" : ",\"");
  g_string_append (json, name);
  g_string_append (json, "\":");
}

static void
append_integer (GString *json, const char *name, gint64 integer)
{
  append_name (json, name);
  ga_json_append_integer (json, integer);
}

static void
append_id (GString *json, const char *name, const GaId *id)
{
  append_name (json, name);
  ga_json_append_id (json, id);
}

static void
append_extra (GString *json, const char *extra)
{
  gsize length = extra != NULL ? strlen (extra) : 0;

  if (length <= 2)
    return;
  if (json->str[json->len - 1] != '{')
    g_string_append_c (json, ',');
  g_string_append_len (json, extra + 1, (gssize) length - 2);
}

/**
 * ga_operation_append:
 *
 * Appends the operation as a push has it.
 */
void
ga_operation_append (GString *json, const GaOperation *self)
{
  g_string_append_c (json, '{');
  append_integer (json, "n", self->number);
  append_name (json, "entity");
  ga_json_append_text (json, self->entity != NULL ? self->entity->name : self->unknown);
  append_id (json, "id", &self->id);
  append_name (json, "op");
  ga_json_append_text (json, kinds[self->kind]);
  append_integer (json, "base", self->base);
  if (self->head < self->base)
    append_integer (json, "head", self->head);
  append_integer (json, "clock", self->clock);
  g_string_append (json, ",\"fields\":{");
  for (guint i = 0; i < self->values->len; i++)
    {
      const GaFieldValue *value = &g_array_index (self->values, GaFieldValue, i);

      g_assert (self->entity != NULL);
      append_name (json, self->entity->fields[value->field].name);
      ga_json_append_value (json, &value->value);
    }
  append_extra (json, self->extra);
  g_string_append (json, "}}");
}

GBytes *
ga_push_write (const GaPush *self)
{
  g_autoptr (GString) json = g_string_new ("{");

  append_id (json, "client", &self->client);
  append_integer (json, "number", self->number);
  append_id (json, "lineage", &self->lineage);
  append_integer (json, "epoch", self->epoch);
  append_integer (json, "head", self->head);
  append_integer (json, "now", self->now);
  g_string_append_printf (json, ",\"more\":%s,\"operations\":[", self->more ? "true" : "false");
  for (guint i = 0; i < self->operations->len; i++)
    {
      if (i > 0)
        g_string_append_c (json, ',');
      ga_operation_append (json, g_ptr_array_index (self->operations, i));
    }
  g_string_append (json, "]}");
  return g_string_free_to_bytes (g_steal_pointer (&json));
}

static void
take_field_cb (guint field, GaValue *value, gpointer user_data)
{
  ga_operation_take (user_data, field, value);
}

static gboolean
read_kind (GaJsonScanner *scanner, GaOperationKind *kind, GError **error)
{
  if (!ga_json_scanner_expect (scanner, GA_JSON_STRING, error))
    return FALSE;
  for (guint i = GA_OPERATION_INSERT; i <= GA_OPERATION_DELETE; i++)
    if (ga_json_scanner_is (scanner, kinds[i]))
      {
        *kind = (GaOperationKind) i;
        return TRUE;
      }
  return ga_sync_fail (GA_SYNC_ERROR_MALFORMED, error);
}

static gboolean
read_entity (GaJsonScanner *scanner, GaSchema *schema, GaOperation *operation, GError **error)
{
  g_autofree char *name = NULL;

  if (!ga_json_scanner_expect_text (scanner, &name, error))
    return FALSE;
  operation->entity = ga_schema_get (schema, name);
  if (operation->entity == NULL)
    operation->unknown = g_steal_pointer (&name);
  return TRUE;
}

/* They may come before the entity that says what they are. */
static gboolean
find_fields (GaJsonScanner *scanner, Fields *fields, GError **error)
{
  gsize from = ga_json_scanner_get_offset (scanner);

  if (!ga_json_scanner_skip (scanner, error))
    return FALSE;
  fields->text = ga_json_scanner_get_start (scanner) + from;
  fields->length = ga_json_scanner_get_offset (scanner) - from;
  return TRUE;
}

/* Those of an entity that is not known stay as they are. */
static gboolean
read_fields (GaOperation *operation, const Fields *fields, GError **error)
{
  g_autoptr (GaJsonScanner) scanner = ga_json_scanner_new (fields->text, fields->length);

  if (operation->entity != NULL)
    return ga_sync_read_fields (scanner, operation->entity, take_field_cb, operation,
                                &operation->extra, error);
  if (!ga_json_scanner_expect (scanner, GA_JSON_BEGIN_OBJECT, error))
    return FALSE;
  operation->extra = g_strstrip (g_strndup (fields->text, fields->length));
  return TRUE;
}

static gboolean
read_operation_member (GaJsonScanner *scanner,
                       GaSchema *schema,
                       GaOperation *operation,
                       Fields *fields,
                       GError **error)
{
  if (ga_json_scanner_is (scanner, "n"))
    return ga_json_scanner_expect_integer (scanner, &operation->number, error);
  if (ga_json_scanner_is (scanner, "entity"))
    return read_entity (scanner, schema, operation, error);
  if (ga_json_scanner_is (scanner, "id"))
    return ga_json_scanner_expect_id (scanner, &operation->id, error);
  if (ga_json_scanner_is (scanner, "op"))
    return read_kind (scanner, &operation->kind, error);
  if (ga_json_scanner_is (scanner, "base"))
    return ga_json_scanner_expect_integer (scanner, &operation->base, error);
  if (ga_json_scanner_is (scanner, "head"))
    return ga_json_scanner_expect_integer (scanner, &operation->head, error);
  if (ga_json_scanner_is (scanner, "clock"))
    return ga_json_scanner_expect_integer (scanner, &operation->clock, error);
  if (ga_json_scanner_is (scanner, "fields"))
    return operation->entity != NULL
               ? ga_sync_read_fields (scanner, operation->entity, take_field_cb, operation,
                                      &operation->extra, error)
               : find_fields (scanner, fields, error);
  return ga_json_scanner_skip (scanner, error);
}

static gboolean
read_operation (GaJsonScanner *scanner, GaSchema *schema, GPtrArray *operations, GError **error)
{
  GaOperation *operation = ga_operation_new ();
  Fields fields = { 0 };
  GaJsonToken token;

  operation->kind = 0;
  operation->head = G_MAXINT64;
  g_ptr_array_add (operations, operation);
  while ((token = ga_json_scanner_next (scanner, error)) == GA_JSON_KEY)
    if (!read_operation_member (scanner, schema, operation, &fields, error))
      return FALSE;
  if (token != GA_JSON_END_OBJECT)
    return FALSE;
  operation->head = MIN (operation->head, operation->base);
  if (ga_id_is_none (&operation->id) || operation->number <= 0 || operation->head < 0 ||
      operation->kind == 0 || (operation->entity == NULL && operation->unknown == NULL))
    return ga_sync_fail (GA_SYNC_ERROR_MALFORMED, error);
  return fields.text == NULL || read_fields (operation, &fields, error);
}

/* An answer names its operation by the number alone. */
static gboolean
check_order (GPtrArray *operations, GError **error)
{
  const GaOperation *const *last =
      (const GaOperation *const *) operations->pdata + operations->len - 1;

  return operations->len < 2 || last[-1]->number < last[0]->number ||
         ga_sync_fail (GA_SYNC_ERROR_MALFORMED, error);
}

static gboolean
read_operations (GaJsonScanner *scanner, GaSchema *schema, GPtrArray *operations, GError **error)
{
  GaJsonToken token;

  if (!ga_json_scanner_expect (scanner, GA_JSON_BEGIN_ARRAY, error))
    return FALSE;
  while ((token = ga_json_scanner_next (scanner, error)) == GA_JSON_BEGIN_OBJECT)
    if (operations->len == GA_PUSH_MOST_OPERATIONS)
      return ga_sync_fail (GA_SYNC_ERROR_TOO_LARGE, error);
    else if (!read_operation (scanner, schema, operations, error) ||
             !check_order (operations, error))
      return FALSE;
  return token == GA_JSON_END_ARRAY ||
         (token != GA_JSON_WRONG && ga_sync_fail (GA_SYNC_ERROR_MALFORMED, error));
}

static gboolean
read_member (GaJsonScanner *scanner, GaSchema *schema, GaPush *self, GError **error)
{
  if (ga_json_scanner_is (scanner, "client"))
    return ga_json_scanner_expect_id (scanner, &self->client, error);
  if (ga_json_scanner_is (scanner, "number"))
    return ga_json_scanner_expect_integer (scanner, &self->number, error);
  if (ga_json_scanner_is (scanner, "lineage"))
    return ga_json_scanner_expect_id (scanner, &self->lineage, error);
  if (ga_json_scanner_is (scanner, "epoch"))
    return ga_json_scanner_expect_integer (scanner, &self->epoch, error);
  if (ga_json_scanner_is (scanner, "head"))
    return ga_json_scanner_expect_integer (scanner, &self->head, error);
  if (ga_json_scanner_is (scanner, "now"))
    return ga_json_scanner_expect_integer (scanner, &self->now, error);
  if (ga_json_scanner_is (scanner, "more"))
    return ga_json_scanner_expect_flag (scanner, &self->more, error);
  if (ga_json_scanner_is (scanner, "operations"))
    return read_operations (scanner, schema, self->operations, error);
  return ga_json_scanner_skip (scanner, error);
}

GaPush *
ga_push_read (GaSchema *schema, const char *text, gsize length, GError **error)
{
  g_autoptr (GaJsonScanner) scanner = ga_json_scanner_new (text, length);
  g_autoptr (GaPush) self = ga_push_new ();
  GaJsonToken token;

  if (!ga_json_scanner_expect (scanner, GA_JSON_BEGIN_OBJECT, error))
    return NULL;
  while ((token = ga_json_scanner_next (scanner, error)) == GA_JSON_KEY)
    if (!read_member (scanner, schema, self, error))
      return NULL;
  if (token != GA_JSON_END_OBJECT || !ga_json_scanner_expect (scanner, GA_JSON_END, error))
    return NULL;
  if (self->number > 0 && self->head >= 0 && !ga_id_is_none (&self->client))
    return g_steal_pointer (&self);
  ga_sync_fail (GA_SYNC_ERROR_MALFORMED, error);
  return NULL;
}
