/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "insight/ga-place-names.h"

static void
free_name (gpointer data)
{
  GaPlaceName *name = data;

  g_free (name->label);
  g_free (name->code);
  g_free (name);
}

static GaPlaceName *
make_name (const GaRecord *record, guint rank)
{
  GaPlaceName *name = g_new0 (GaPlaceName, 1);
  const GaEntity *entity = ga_record_get_entity (record);

  name->id = *ga_record_get_id (record);
  name->label = g_strdup (ga_record_get_text (record, "name"));
  name->rank = rank;
  if (ga_entity_get_field (entity, "code") != NULL)
    name->code = g_strdup (ga_record_get_text (record, "code"));
  if (ga_entity_get_field (entity, "reveals_health") != NULL)
    name->reveals_health = ga_record_get_flag (record, "reveals_health");
  if (ga_entity_get_field (entity, "initiative") != NULL && ga_record_has (record, "initiative"))
    name->initiative = *ga_record_get_reference (record, "initiative");
  return name;
}

/**
 * ga_place_names_read:
 * @entity: `community`, `kommune` or `initiative`
 *
 * Returns: (transfer full) (nullable) (element-type GaId GaPlaceName): all of them by id
 */
GHashTable *
ga_place_names_read (GaReader *reader, const char *entity, GError **error)
{
  g_autoptr (GaQuery) query = ga_query_new (ga_schema_get (ga_reader_get_schema (reader), entity));
  g_autoptr (GPtrArray) records = NULL;
  GHashTable *names;

  ga_query_sort (query, "name");
  records = ga_reader_list (reader, query, error);
  if (records == NULL)
    return NULL;
  names = g_hash_table_new_full (ga_id_hash, ga_id_equal, NULL, free_name);
  for (guint i = 0; i < records->len; i++)
    {
      GaPlaceName *name = make_name (g_ptr_array_index (records, i), i);

      g_hash_table_insert (names, &name->id, name);
    }
  return names;
}
