/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ga-partner-figures.h"

#include "store/ga-reader-private.h"

/* The server leaves out only what reveals health, so nothing else is looked through. */
#define WALKS_SQL                                                                       \
  "SELECT t.community, sum(t.held), sum(t.named + t.unnamed), "                         \
  "(SELECT CASE WHEN c.reveals_health THEN EXISTS (SELECT 1 FROM meeting m "            \
  "JOIN server_total s ON s.meeting = m.id WHERE m.community = c.id AND m.start >= ?2 " \
  "AND s.named IS NULL) ELSE 0 END FROM community c WHERE c.id = t.community) "         \
  "FROM month_total t WHERE t.community IN (" GA_SQL_IDS ("?1") ") AND t.month >= ?2 "  \
                                                                "GROUP BY t.community"

#define SPENT_SQL                                     \
  "SELECT \"grant\", sum(amount) FROM account_entry " \
  "WHERE \"grant\" IN (" GA_SQL_IDS ("?1") ") GROUP BY \"grant\""

static gpointer
read_walks (sqlite3_stmt *statement)
{
  GaCommunityWalks *walks = g_new0 (GaCommunityWalks, 1);

  walks->held = (guint) sqlite3_column_int (statement, 1);
  walks->visits = sqlite3_column_int64 (statement, 2);
  walks->is_short = sqlite3_column_int (statement, 3);
  return walks;
}

static gpointer
read_sum (sqlite3_stmt *statement)
{
  gint64 sum = sqlite3_column_int64 (statement, 1);

  return g_memdup2 (&sum, sizeof sum);
}

/* (transfer full) (nullable): what @read makes of each row, by the id that begins it */
static GHashTable *
collect (GaDb *db, sqlite3_stmt *statement, gpointer (*read) (sqlite3_stmt *), GError **error)
{
  g_autoptr (GHashTable) found = g_hash_table_new_full (ga_id_hash, ga_id_equal, g_free, g_free);
  gboolean row = TRUE;
  GaId id;

  while (row)
    {
      if (!ga_db_step (db, statement, &row, error))
        return NULL;
      if (row && ga_db_column_id (statement, 0, &id))
        g_hash_table_insert (found, ga_id_copy (&id), read (statement));
    }
  return g_steal_pointer (&found);
}

/**
 * ga_reader_community_walks:
 * @communities: (element-type GaId)
 * @from_month: the first month, `2026-01`
 *
 * One question for all of them, from what the file keeps added up: some milliseconds for 300.
 *
 * Returns: (transfer full) (element-type GaId GaCommunityWalks) (nullable): those that held or
 *   cancelled a walk; %NULL with @error set (#GaStoreError)
 */
GHashTable *
ga_reader_community_walks (GaReader *self,
                           GArray *communities,
                           const char *from_month,
                           GError **error)
{
  GaDb *db = ga_reader_get_db (self);
  sqlite3_stmt *statement = ga_db_prepare (db, WALKS_SQL, error);

  if (statement == NULL)
    return NULL;
  ga_db_bind_ids (statement, 1, communities);
  sqlite3_bind_text (statement, 2, from_month, -1, SQLITE_STATIC);
  return collect (db, statement, read_walks, error);
}

/**
 * ga_reader_grants_spent:
 * @grants: (element-type GaId)
 *
 * Returns: (transfer full) (element-type GaId gint64) (nullable): what the accounts of each come
 *   to, in øre, where there are any; %NULL with @error set (#GaStoreError)
 */
GHashTable *
ga_reader_grants_spent (GaReader *self, GArray *grants, GError **error)
{
  GaDb *db = ga_reader_get_db (self);
  sqlite3_stmt *statement = ga_db_prepare (db, SPENT_SQL, error);

  if (statement == NULL)
    return NULL;
  ga_db_bind_ids (statement, 1, grants);
  return collect (db, statement, read_sum, error);
}
