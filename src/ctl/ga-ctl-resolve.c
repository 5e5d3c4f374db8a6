/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl/ga-ctl-resolve.h"

#include <glib/gi18n-lib.h>

/* The one record meant; the sentence that refuses leaves it to the caller to say what for. */
static GaRecord *
resolve (GaReader *reader, const GaEntity *entity, const char *text, GError **error)
{
  g_autoptr (GPtrArray) found = ga_reader_resolve (reader, entity, text, error);

  if (found == NULL)
    return NULL;
  if (found->len == 1)
    return g_object_ref (g_ptr_array_index (found, 0));
  if (found->len == 0)
    g_set_error (error, GA_MODEL_ERROR, GA_MODEL_ERROR_REFERENCE,
                 _ ("There is none with the id or name “%s”."), text);
  else
    g_set_error (error, GA_MODEL_ERROR, GA_MODEL_ERROR_REFERENCE,
                 ngettext ("%1$u is called “%2$s”. Write the id of the one you mean.",
                           "%1$u are called “%2$s”. Write the id of the one you mean.", found->len),
                 found->len, text);
  return NULL;
}

/**
 * ga_ctl_resolve:
 *
 * Returns: (transfer full) (nullable): the one record meant, or %NULL with
 * %GA_MODEL_ERROR_REFERENCE and a sentence that names the kind of record
 */
GaRecord *
ga_ctl_resolve (GaReader *reader, const GaEntity *entity, const char *text, GError **error)
{
  g_autoptr (GError) local = NULL;
  GaRecord *record = resolve (reader, entity, text, &local);

  if (record == NULL)
    g_set_error (error, local->domain, local->code, _ ("%1$s: %2$s"), ga_entity_get_label (entity),
                 local->message);
  return record;
}

/* A #GaResolveFunc over a reader: callers name the field before the sentence. */
gboolean
ga_ctl_resolve_field (
    const GaField *field, const char *text, GaId *id, gpointer user_data, GError **error)
{
  GaReader *reader = user_data;
  const GaEntity *entity = ga_schema_get (ga_reader_get_schema (reader), field->target);
  g_autoptr (GaRecord) record = resolve (reader, entity, text, error);

  if (record == NULL)
    return FALSE;
  *id = *ga_record_get_id (record);
  return TRUE;
}

/**
 * ga_ctl_set_reference:
 * @text: (nullable): which record is meant; "" for none, %NULL for leaving it as it is
 */
gboolean
ga_ctl_set_reference (
    GaReader *reader, GaRecord *record, const char *field, const char *text, GError **error)
{
  const char *target = ga_entity_get_field (ga_record_get_entity (record), field)->target;
  g_autoptr (GaRecord) found = NULL;

  if (text == NULL)
    return TRUE;
  if (*text == '\0')
    {
      ga_record_clear (record, field);
      return TRUE;
    }
  found =
      ga_ctl_resolve (reader, ga_schema_get (ga_reader_get_schema (reader), target), text, error);
  if (found == NULL)
    return FALSE;
  ga_record_set_reference (record, field, ga_record_get_id (found));
  return TRUE;
}
