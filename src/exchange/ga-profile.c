/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/ga-profile.h"

#include <glib/gi18n-lib.h>

#include "exchange/ga-register.h"

#define MARK "register"

static GHashTable *
index_by_id (GPtrArray *records)
{
  GHashTable *index = g_hash_table_new (ga_id_hash, ga_id_equal);

  for (guint i = 0; i < records->len; i++)
    {
      GaRecord *record = g_ptr_array_index (records, i);

      g_hash_table_insert (index, (gpointer) ga_record_get_id (record), record);
    }
  return index;
}

/* Whether somebody here has edited the record: what a person wrote is better than a register. */
static gboolean
was_edited (GaReader *reader, const GaRecord *record)
{
  g_autoptr (GPtrArray) history =
      ga_reader_history (reader, ga_record_get_entity (record), ga_record_get_id (record), 1, NULL);

  return history == NULL || history->len > 0;
}

static gboolean
fill_kommune (GaTransaction *transaction, GaRecord *record, GHashTable *known, GError **error)
{
  GaRecord *before = g_hash_table_lookup (known, ga_record_get_id (record));

  if (before != NULL && was_edited (ga_transaction_get_reader (transaction), before))
    return TRUE;
  ga_record_set_stored (record, before != NULL);
  return ga_transaction_fill (transaction, record, error);
}

static gboolean
fill_body (GaTransaction *transaction, gpointer user_data, GError **error)
{
  const char *checksum = user_data;
  GaReader *reader = ga_transaction_get_reader (transaction);
  const GaEntity *entity = ga_schema_get (ga_reader_get_schema (reader), "kommune");
  g_autoptr (GaQuery) query = ga_query_new (entity);
  g_autoptr (GPtrArray) records = ga_reader_list (reader, query, error);
  g_autoptr (GPtrArray) shipped = records != NULL ? ga_register_read (entity, error) : NULL;
  g_autoptr (GHashTable) known = NULL;

  if (shipped == NULL)
    return FALSE;
  known = index_by_id (records);
  for (guint i = 0; i < shipped->len; i++)
    if (!fill_kommune (transaction, g_ptr_array_index (shipped, i), known, error))
      return FALSE;
  return ga_transaction_set_mark (transaction, MARK, checksum, error);
}

/**
 * ga_profile_fill_register:
 *
 * Puts the register of kommuner into the file when it is not there yet, or a newer one is shipped:
 * facts that every computer has, so there is nothing to undo and nothing to send. What somebody has
 * edited stays. All at once: broken off, the next call does it. Blocks.
 */
gboolean
ga_profile_fill_register (GaStore *store, GError **error)
{
  g_autofree char *checksum = NULL;
  g_autofree char *mark = NULL;

  g_return_val_if_fail (GA_IS_STORE (store), FALSE);

  if (ga_store_is_read_only (store))
    return TRUE;
  checksum = ga_register_get_checksum (error);
  if (checksum == NULL)
    return FALSE;
  mark = ga_reader_get_mark (ga_store_get_reader (store), MARK);
  return g_strcmp0 (mark, checksum) == 0 ||
         ga_store_transact (store, N_ ("Register of kommuner"), fill_body, checksum, error) > 0;
}

/**
 * ga_profile_open:
 * @folder: the profile's folder, made if need be
 *
 * Opens a profile with the program's entities and the register of kommuner in it. Blocks as
 * ga_store_open() does; its errors are those.
 *
 * Returns: (transfer full) (nullable): the store
 */
GaStore *
ga_profile_open (const char *folder, GError **error)
{
  g_autoptr (GaSchema) schema = ga_schema_new ();
  g_autoptr (GaStore) store = ga_store_open (folder, schema, error);

  return store != NULL && ga_profile_fill_register (store, error) ? g_steal_pointer (&store) : NULL;
}

gboolean
ga_profile_wants_work (const char *folder)
{
  g_autoptr (GaSchema) schema = ga_schema_new ();

  return ga_store_wants_work (folder, schema);
}
