/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/entities/ga-entities.h"
#include "model/ga-value.h"

gboolean
ga_entity_refuse (const char *name, const char **field, GError **error, const char *sentence, ...)
{
  va_list arguments;

  *field = name;
  va_start (arguments, sentence);
  g_propagate_error (error,
                     g_error_new_valist (GA_MODEL_ERROR, GA_MODEL_ERROR_RULE, sentence, arguments));
  va_end (arguments);
  return FALSE;
}

gboolean
ga_entity_is_not_after (const GaRecord *record,
                        const char *first,
                        const GaRecord *other,
                        const char *last)
{
  const char *start = ga_record_get_text (record, first);
  const char *end = ga_record_get_text (other, last);

  return start == NULL || end == NULL || strcmp (end, start) >= 0;
}

gboolean
ga_entity_is_in_order (const GaRecord *record, const char *first, const char *last)
{
  return ga_entity_is_not_after (record, first, record, last);
}

gboolean
ga_entity_check_order (
    const GaRecord *record, const char *first, const char *last, const char **field, GError **error)
{
  return ga_entity_is_in_order (record, first, last) ||
         ga_entity_refuse (last, field, error, _ ("The end is before the start."));
}

gboolean
ga_entity_check_phone (const GaRecord *record, const char **field, GError **error)
{
  const char *phone = ga_record_get_text (record, "phone");

  if (phone == NULL || strpbrk (phone, "0123456789") != NULL)
    return TRUE;
  return ga_entity_refuse ("phone", field, error,
                           _ ("This is not a telephone number. Write it as 12 34 56 78."));
}
