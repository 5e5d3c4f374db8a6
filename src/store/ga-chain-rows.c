/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ga-chain-rows.h"

#include <glib/gi18n-lib.h>

#include "store/ga-permission.h"
#include "store/ga-reader-private.h"

#define GRANTS_SQL                                                                      \
  "SELECT g.id, g.application, a.initiative, o.name, a.purpose, g.currency, g.amount, " \
  "(SELECT coalesce(sum(t.amount), 0) FROM tranche t "                                  \
  "WHERE t.\"grant\" = g.id AND t.paid_on IS NOT NULL), coalesce(g.returned, 0), "      \
  "(SELECT coalesce(sum(e.amount), 0) FROM account_entry e WHERE e.\"grant\" = g.id), " \
  "coalesce(g.start, a.decided_on), coalesce(g.extended_until, g.until), "              \
  "a.communities_promised, a.hosts_promised FROM application a "                        \
  "JOIN \"grant\" g ON g.application = a.id LEFT JOIN organisation o ON o.id = a.applicant "

#define BY_START " ORDER BY 11, g.id"

#define COMMUNITIES_SQL                                                           \
  "SELECT c.id, c.name, coalesce(c.started, (SELECT min(m.start) FROM meeting m " \
  "WHERE m.community = c.id AND m.status = 'held')) FROM community c "            \
  "WHERE c.initiative = ? ORDER BY c.name COLLATE danish, c.id"

#define HOSTS_SQL                                                           \
  "SELECT r.person, r.community, r.\"from\", r.\"until\" FROM community c " \
  "JOIN role r ON r.community = c.id WHERE c.initiative = ? AND r.role IN ('host', 'co_host')"

/* Also where it cannot be seen here. */
#define INITIATIVE_SQL                                      \
  "SELECT i.name, a.start FROM (SELECT ?1 AS id) AS asked " \
  "LEFT JOIN initiative i ON i.id = asked.id LEFT JOIN agreement a ON a.id = i.agreement"

/* What may be asked about, and which grants and initiatives are of it. */
static const struct
{
  const char *entity;
  const char *grants;
  const char *initiatives; /* NULL: those of its grants */
} subjects[] = {
  { "grant", GRANTS_SQL "WHERE g.id = ?" BY_START, NULL },
  { "round", GRANTS_SQL "WHERE a.round = ?" BY_START, NULL },
  { "initiative", GRANTS_SQL "WHERE a.initiative = ?" BY_START,
    "SELECT id FROM initiative WHERE id = ?" },
  { "agreement",
    GRANTS_SQL "WHERE a.initiative IN (SELECT id FROM initiative WHERE agreement = ?)" BY_START,
    "SELECT id FROM initiative WHERE agreement = ? ORDER BY name COLLATE danish, id" },
};

/* What is asked, and where the answer goes. */
typedef struct
{
  GaReader *reader;
  GaChainRows *rows;
  GArray *ids;       /* GaId of initiatives */
  GHashTable *known; /* GaId of grants */
  const GaId *id;
  gboolean own;
} Reading;

typedef void (*RowFunc) (Reading *self, sqlite3_stmt *statement);

static gboolean
for_each (Reading *self, const char *sql, RowFunc func, GError **error)
{
  GaDb *db = ga_reader_get_db (self->reader);
  sqlite3_stmt *statement = ga_db_prepare (db, sql, error);
  gboolean row = TRUE;

  if (statement == NULL)
    return FALSE;
  ga_db_bind_id (statement, 1, self->id);
  while (row)
    {
      if (!ga_db_step (db, statement, &row, error))
        return FALSE;
      if (row)
        func (self, statement);
    }
  return TRUE;
}

/* @day may be longer than a day, and missing. */
static void
read_day (sqlite3_stmt *statement, int column, char day[11])
{
  const char *text = (const char *) sqlite3_column_text (statement, column);

  g_strlcpy (day, text != NULL ? text : "", 11);
}

static const char *
read_name (sqlite3_stmt *statement, int column)
{
  const char *name = (const char *) sqlite3_column_text (statement, column);

  return name != NULL ? name : _ ("Not visible to you");
}

static void
add_grant (Reading *self, sqlite3_stmt *statement)
{
  GaChainGrant grant = { .own = self->own };

  ga_db_column_id (statement, 0, &grant.id);
  if (!g_hash_table_add (self->known, ga_id_copy (&grant.id)))
    return;
  ga_db_column_id (statement, 1, &grant.application);
  ga_db_column_id (statement, 2, &grant.initiative);
  grant.title = g_strdup_printf ("%s · %s", read_name (statement, 3), read_name (statement, 4));
  g_strlcpy (grant.currency, (const char *) sqlite3_column_text (statement, 5),
             sizeof grant.currency);
  grant.amount = sqlite3_column_int64 (statement, 6);
  grant.paid = sqlite3_column_int64 (statement, 7);
  grant.returned = sqlite3_column_int64 (statement, 8);
  grant.spent = sqlite3_column_int64 (statement, 9);
  read_day (statement, 10, grant.start);
  read_day (statement, 11, grant.until);
  grant.communities_promised = sqlite3_column_int64 (statement, 12);
  grant.hosts_promised = sqlite3_column_int64 (statement, 13);
  g_array_append_val (self->rows->grants, grant);
}

static void
add_community (Reading *self, sqlite3_stmt *statement)
{
  GaChainCommunity community = { .initiative = *self->id };

  ga_db_column_id (statement, 0, &community.id);
  community.name = g_strdup ((const char *) sqlite3_column_text (statement, 1));
  read_day (statement, 2, community.started);
  g_array_append_val (self->rows->communities, community);
}

static void
add_host (Reading *self, sqlite3_stmt *statement)
{
  GaChainHost host = { 0 };

  ga_db_column_id (statement, 0, &host.person);
  ga_db_column_id (statement, 1, &host.community);
  read_day (statement, 2, host.from);
  read_day (statement, 3, host.until);
  g_array_append_val (self->rows->hosts, host);
}

static void
add_initiative (Reading *self, sqlite3_stmt *statement)
{
  GaChainInitiative initiative = { .id = *self->id };

  initiative.name = g_strdup (read_name (statement, 0));
  read_day (statement, 1, initiative.agreed);
  g_array_append_val (self->rows->initiatives, initiative);
}

static void
add_id (Reading *self, sqlite3_stmt *statement)
{
  GaId id = { { 0 } };

  ga_db_column_id (statement, 0, &id);
  g_array_append_val (self->ids, id);
}

/* Those of the grants, each once. */
static void
collect_initiatives (Reading *self)
{
  g_autoptr (GHashTable) known = g_hash_table_new (ga_id_hash, ga_id_equal);

  for (guint i = 0; i < self->rows->grants->len; i++)
    {
      GaChainGrant *grant = &g_array_index (self->rows->grants, GaChainGrant, i);

      if (!ga_id_is_none (&grant->initiative) && g_hash_table_add (known, &grant->initiative))
        g_array_append_val (self->ids, grant->initiative);
    }
}

static gboolean
add_indicators (Reading *self, GError **error)
{
  const GaEntity *entity = ga_schema_get (ga_reader_get_schema (self->reader), "indicator");
  g_autoptr (GaQuery) query = ga_query_new (entity);
  g_autoptr (GPtrArray) found = NULL;

  ga_query_where_id (query, "initiative", self->id);
  found = ga_reader_list (self->reader, query, error);
  for (guint i = 0; found != NULL && i < found->len; i++)
    g_ptr_array_add (self->rows->indicators, g_object_ref (found->pdata[i]));
  return found != NULL;
}

static gboolean
read_initiative (Reading *self, GError **error)
{
  return for_each (self, INITIATIVE_SQL, add_initiative, error) &&
         for_each (self, GRANTS_SQL "WHERE a.initiative = ?" BY_START, add_grant, error) &&
         for_each (self, COMMUNITIES_SQL, add_community, error) &&
         for_each (self, HOSTS_SQL, add_host, error) && add_indicators (self, error);
}

static gboolean
read_subject (Reading *self, const GaEntity *of, GError **error)
{
  guint subject = 0;

  while (!g_str_equal (subjects[subject].entity, of->name))
    g_return_val_if_fail (++subject < G_N_ELEMENTS (subjects), FALSE);
  self->own = TRUE;
  if (!for_each (self, subjects[subject].grants, add_grant, error))
    return FALSE;
  if (subjects[subject].initiatives == NULL)
    collect_initiatives (self);
  else if (!for_each (self, subjects[subject].initiatives, add_id, error))
    return FALSE;
  self->own = FALSE;
  for (guint i = 0; i < self->ids->len; i++)
    {
      self->id = &g_array_index (self->ids, GaId, i);
      if (!read_initiative (self, error))
        return FALSE;
    }
  return TRUE;
}

static void
clear_grant (gpointer data)
{
  g_free (((GaChainGrant *) data)->title);
}

static void
clear_community (gpointer data)
{
  g_free (((GaChainCommunity *) data)->name);
}

static void
clear_initiative (gpointer data)
{
  g_free (((GaChainInitiative *) data)->name);
}

static GaChainRows *
rows_new (void)
{
  GaChainRows *self = g_new0 (GaChainRows, 1);

  self->grants = g_array_new (FALSE, FALSE, sizeof (GaChainGrant));
  g_array_set_clear_func (self->grants, clear_grant);
  self->initiatives = g_array_new (FALSE, FALSE, sizeof (GaChainInitiative));
  g_array_set_clear_func (self->initiatives, clear_initiative);
  self->communities = g_array_new (FALSE, FALSE, sizeof (GaChainCommunity));
  g_array_set_clear_func (self->communities, clear_community);
  self->hosts = g_array_new (FALSE, FALSE, sizeof (GaChainHost));
  self->indicators = g_ptr_array_new_with_free_func (g_object_unref);
  return self;
}

/**
 * ga_reader_chain:
 * @of: grant, initiative, round or agreement
 * @id: which of them
 *
 * Some milliseconds for a round with a hundred grants, so a long read.
 *
 * Returns: (transfer full) (nullable): everything of it, and the other grants that pay for the same
 *   initiatives; %NULL with @error set (#GaStoreError)
 */
GaChainRows *
ga_reader_chain (GaReader *self, const GaEntity *of, const GaId *id, GError **error)
{
  g_autoptr (GaChainRows) rows = NULL;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (GaId));
  g_autoptr (GHashTable) known = g_hash_table_new_full (ga_id_hash, ga_id_equal, g_free, NULL);
  Reading reading = { .reader = self, .ids = ids, .known = known, .id = id };

  g_return_val_if_fail (GA_IS_READER (self), NULL);

  reading.rows = rows = rows_new ();
  rows->sees_hosts = ga_reader_sees_names (self);
  return read_subject (&reading, of, error) ? g_steal_pointer (&rows) : NULL;
}

/**
 * ga_reader_chain_grants:
 *
 * A short read.
 *
 * Returns: (transfer full) (nullable) (element-type GaChainGrant): the grants that pay for an
 *   initiative, the first to begin first; %NULL with @error set (#GaStoreError)
 */
GArray *
ga_reader_chain_grants (GaReader *self, const GaId *initiative, GError **error)
{
  g_autoptr (GaChainRows) rows = NULL;
  g_autoptr (GHashTable) known = g_hash_table_new_full (ga_id_hash, ga_id_equal, g_free, NULL);
  Reading reading = { .reader = self, .known = known, .id = initiative, .own = TRUE };

  g_return_val_if_fail (GA_IS_READER (self), NULL);

  reading.rows = rows = rows_new ();
  if (!for_each (&reading, GRANTS_SQL "WHERE a.initiative = ?" BY_START, add_grant, error))
    return NULL;
  return g_steal_pointer (&rows->grants);
}

void
ga_chain_rows_free (GaChainRows *self)
{
  g_clear_pointer (&self->grants, g_array_unref);
  g_array_unref (self->initiatives);
  g_array_unref (self->communities);
  g_array_unref (self->hosts);
  g_ptr_array_unref (self->indicators);
  g_free (self);
}
