/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/ga-sync-fields.h"

#include <string.h>

#include "model/ga-json-text.h"
#include "sync/ga-sync-error.h"

gboolean
ga_sync_take_space (GaJsonScanner *scanner, GaSpace *space, GError **error)
{
  g_autofree char *text =
      g_strndup (ga_json_scanner_get_text (scanner), ga_json_scanner_get_length (scanner));

  return (ga_space_parse (text, space) && space->place != GA_PLACE_OWN) ||
         ga_sync_fail (GA_SYNC_ERROR_MALFORMED, error);
}

gboolean
ga_sync_read_space (GaJsonScanner *scanner, GaSpace *space, GError **error)
{
  return ga_json_scanner_expect (scanner, GA_JSON_STRING, error) &&
         ga_sync_take_space (scanner, space, error);
}

static gboolean
holds_number (const GaField *field)
{
  return ga_field_is_number (field) || field->type == GA_FIELD_FLAG;
}

static gboolean
take_text (GaJsonScanner *scanner, const GaField *field, GaValue *value, GError **error)
{
  if (field->type == GA_FIELD_REFERENCE)
    {
      value->kind = GA_VALUE_ID;
      if (ga_json_scanner_get_id (scanner, &value->id))
        return TRUE;
      value->kind = GA_VALUE_NONE;
      return ga_sync_fail (GA_SYNC_ERROR_MALFORMED, error);
    }
  if (holds_number (field))
    return ga_sync_fail (GA_SYNC_ERROR_MALFORMED, error);
  ga_value_take_text (
      value, g_strndup (ga_json_scanner_get_text (scanner), ga_json_scanner_get_length (scanner)));
  return TRUE;
}

gboolean
ga_sync_take_value (
    GaJsonScanner *scanner, GaJsonToken token, const GaField *field, GaValue *value, GError **error)
{
  ga_value_clear (value);
  switch (token)
    {
    case GA_JSON_NULL:
      return TRUE;
    case GA_JSON_INTEGER:
      if (!holds_number (field))
        return ga_sync_fail (GA_SYNC_ERROR_MALFORMED, error);
      ga_value_set_integer (value, ga_json_scanner_get_integer (scanner));
      return TRUE;
    case GA_JSON_STRING:
      return take_text (scanner, field, value, error);
    case GA_JSON_WRONG:
      return FALSE;
    default:
      return ga_sync_fail (GA_SYNC_ERROR_MALFORMED, error);
    }
}

gboolean
ga_sync_read_value (GaJsonScanner *scanner, const GaField *field, GaValue *value, GError **error)
{
  GaJsonToken token = ga_json_scanner_next (scanner, error);

  return ga_sync_take_value (scanner, token, field, value, error);
}

gboolean
ga_sync_read_extra (GaJsonScanner *scanner, const char *name, GString **extra, GError **error)
{
  gsize from = ga_json_scanner_get_offset (scanner);

  if (!ga_json_scanner_skip (scanner, error))
    return FALSE;
  if (*extra == NULL)
    *extra = g_string_new ("{");
  else
    g_string_append_c (*extra, ',');
  ga_json_append_text (*extra, name);
  g_string_append_c (*extra, ':');
  /* In an array the comma before the value has been passed over with it. */
  while (from < ga_json_scanner_get_offset (scanner) &&
         strchr (", \n\r\t", ga_json_scanner_get_start (scanner)[from]) != NULL)
    from++;
  g_string_append_len (*extra, ga_json_scanner_get_start (scanner) + from,
                       (gssize) (ga_json_scanner_get_offset (scanner) - from));
  return TRUE;
}

char *
ga_sync_end_extra (GString *extra)
{
  if (extra == NULL)
    return NULL;
  g_string_append_c (extra, '}');
  return g_string_free (extra, FALSE);
}

gboolean
ga_sync_read_members (GaJsonScanner *scanner,
                      const GaEntity *entity,
                      GaFoundFunc found,
                      gpointer user_data,
                      GString **extra,
                      GError **error)
{
  GaJsonToken token;

  while ((token = ga_json_scanner_next (scanner, error)) == GA_JSON_KEY)
    {
      g_autofree char *name =
          g_strndup (ga_json_scanner_get_text (scanner), ga_json_scanner_get_length (scanner));
      int index = ga_entity_field_index (entity, name);
      g_auto (GaValue) value = { 0 };

      if (index < 0 ? !ga_sync_read_extra (scanner, name, extra, error)
                    : !ga_sync_read_value (scanner, &entity->fields[index], &value, error))
        return FALSE;
      if (index >= 0)
        found ((guint) index, &value, user_data);
    }
  return token == GA_JSON_END_OBJECT;
}

gboolean
ga_sync_read_fields (GaJsonScanner *scanner,
                     const GaEntity *entity,
                     GaFoundFunc found,
                     gpointer user_data,
                     char **extra,
                     GError **error)
{
  GString *unknown = NULL;
  gboolean done = ga_json_scanner_expect (scanner, GA_JSON_BEGIN_OBJECT, error) &&
                  ga_sync_read_members (scanner, entity, found, user_data, &unknown, error);

  g_free (*extra);
  *extra = ga_sync_end_extra (unknown);
  return done;
}

void
ga_sync_take_field (guint field, GaValue *value, gpointer row)
{
  GaRow *self = row;

  ga_value_clear (&self->values[field]);
  self->values[field] = *value;
  *value = (GaValue){ 0 };
}
