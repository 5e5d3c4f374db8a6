/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl/ga-ctl-resolve.h"

#include <glib/gi18n-lib.h>

/**
 * ga_ctl_resolve:
 *
 * Returns: (transfer full) (nullable): the one record meant, or %NULL with
 * %GA_MODEL_ERROR_REFERENCE
 */
GaRecord *
ga_ctl_resolve (GaReader *reader, const GaEntity *entity, const char *text, GError **error)
{
  g_autoptr (GPtrArray) found = ga_reader_resolve (reader, entity, text, error);

  if (found == NULL)
    return NULL;
  if (found->len == 1)
    return g_object_ref (g_ptr_array_index (found, 0));
  if (found->len == 0)
    g_set_error (
        error, GA_MODEL_ERROR, GA_MODEL_ERROR_REFERENCE,
        /* Translators: %1$s is a kind of record, such as Community; %2$s what was written. */
        _ ("%1$s: there is none with the id or name “%2$s”."), ga_entity_get_label (entity), text);
  else
    g_set_error (error, GA_MODEL_ERROR, GA_MODEL_ERROR_REFERENCE,
                 ngettext ("%1$s: %2$u is called “%3$s”. Write the id of the one you mean.",
                           "%1$s: %2$u are called “%3$s”. Write the id of the one you mean.",
                           found->len),
                 ga_entity_get_label (entity), found->len, text);
  return NULL;
}

gboolean
ga_ctl_resolve_field (
    const GaField *field, const char *text, GaId *id, gpointer user_data, GError **error)
{
  GaReader *reader = user_data;
  const GaEntity *entity = ga_schema_get (ga_reader_get_schema (reader), field->target);
  g_autoptr (GaRecord) record = ga_ctl_resolve (reader, entity, text, error);

  if (record == NULL)
    return FALSE;
  *id = *ga_record_get_id (record);
  return TRUE;
}
