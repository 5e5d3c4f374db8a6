/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/ga-register.h"

#include <gio/gio.h>

#include "exchange/ga-csv-reader.h"

#define REGISTER "/io/github/gangart/Gangart/register/kommuner.csv"

static GaRecord *
read_kommune (const GaEntity *entity,
              const char *const *headings,
              const char *const *cells,
              GError **error)
{
  g_autoptr (GaRecord) record = ga_record_new (entity);

  for (guint i = 0; headings[i] != NULL; i++)
    if (!ga_record_parse (record, headings[i], cells[i], error))
      return NULL;
  ga_record_derive_id (record);
  return g_steal_pointer (&record);
}

GPtrArray *
ga_register_read (const GaEntity *entity, GError **error)
{
  g_autoptr (GBytes) bytes =
      g_resources_lookup_data (REGISTER, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GaCsvReader) csv = bytes != NULL ? ga_csv_reader_new_for_bytes (bytes, error) : NULL;
  g_autoptr (GError) local = NULL;
  const char *const *cells;

  if (csv == NULL)
    return NULL;
  while (ga_csv_reader_next (csv, &cells, NULL, &local))
    {
      GaRecord *record = read_kommune (entity, ga_csv_reader_get_headings (csv), cells, error);

      if (record == NULL)
        return NULL;
      g_ptr_array_add (records, record);
    }
  if (local == NULL)
    return g_steal_pointer (&records);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

char *
ga_register_get_checksum (GError **error)
{
  g_autoptr (GBytes) bytes =
      g_resources_lookup_data (REGISTER, G_RESOURCE_LOOKUP_FLAGS_NONE, error);

  return bytes != NULL ? g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes) : NULL;
}
