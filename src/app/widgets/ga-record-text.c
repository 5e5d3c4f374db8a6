/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/ga-record-text.h"

/**
 * ga_record_text_title:
 * Returns: (transfer full): its name, as people say it
 */
char *
ga_record_text_title (GaReader *reader, const GaRecord *record)
{
  return ga_reader_title (reader, ga_record_get_entity (record), ga_record_get_id (record));
}

/**
 * ga_record_text_summary:
 * Returns: (transfer full): the line below its name: what the descriptor's summary lists and the
 *   record has
 */
char *
ga_record_text_summary (GaReader *reader, const GaRecord *record)
{
  const GaEntity *entity = ga_record_get_entity (record);
  g_auto (GStrv) names = g_strsplit (entity->summary != NULL ? entity->summary : "", " ", -1);
  GString *text = g_string_new (NULL);

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *value = NULL;

      if (*names[i] == '\0' || !ga_record_has (record, names[i]))
        continue;
      value = ga_reader_display (reader, record, names[i]);
      if (value == NULL || *value == '\0')
        continue;
      if (text->len > 0)
        g_string_append (text, " · ");
      g_string_append (text, value);
    }
  return g_string_free (text, FALSE);
}
