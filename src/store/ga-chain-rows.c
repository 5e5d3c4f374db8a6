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

/* What belongs to the initiatives in the brackets of @of. */
#define OTHERS(of) GRANTS_SQL "WHERE a.initiative IN " of BY_START

#define INITIATIVES(of)                                                                    \
  "SELECT asked.id, i.name, a.start FROM " of " AS asked "                                 \
  "LEFT JOIN initiative i ON i.id = asked.id LEFT JOIN agreement a ON a.id = i.agreement " \
  "WHERE asked.id IS NOT NULL ORDER BY i.name COLLATE danish, asked.id"

#define COMMUNITIES(of)                                                               \
  "SELECT c.id, c.initiative, c.name, coalesce(c.started, (SELECT min(m.start) "      \
  "FROM meeting m WHERE m.community = c.id AND m.status = 'held')) FROM community c " \
  "WHERE c.initiative IN " of " ORDER BY c.name COLLATE danish, c.id"

#define HOSTS(of)                                                           \
  "SELECT r.person, r.community, r.\"from\", r.\"until\" FROM community c " \
  "JOIN role r ON r.community = c.id WHERE c.initiative IN " of             \
  " AND r.role IN ('host', 'co_host')"

#define INDICATORS(of)                                                \
  "SELECT id, initiative, name, unit, baseline, target, value, due, " \
  "measured_by = 'attendance' FROM indicator WHERE initiative IN " of \
  " ORDER BY name COLLATE danish, id"

#define OF_GRANT                                                                            \
  "(SELECT b.initiative AS id FROM \"grant\" h JOIN application b ON b.id = h.application " \
  "WHERE h.id = ?1)"
#define OF_ROUND                                            \
  "(SELECT DISTINCT b.initiative AS id FROM application b " \
  "JOIN \"grant\" h ON h.application = b.id WHERE b.round = ?1)"
#define OF_INITIATIVE "(SELECT ?1 AS id)"
#define OF_AGREEMENT  "(SELECT id FROM initiative WHERE agreement = ?1)"

/* What may be asked about, and the questions: its own grants, and what belongs to its initiatives.
 */
typedef struct
{
  const char *entity;
  const char *grants;
  const char *others;
  const char *initiatives;
  const char *communities;
  const char *hosts;
  const char *indicators;
} Subject;

#define ABOUT(of) OTHERS (of), INITIATIVES (of), COMMUNITIES (of), HOSTS (of), INDICATORS (of)

static const Subject subjects[] = {
  { "grant", GRANTS_SQL "WHERE g.id = ?1" BY_START, ABOUT (OF_GRANT) },
  { "round", GRANTS_SQL "WHERE a.round = ?1" BY_START, ABOUT (OF_ROUND) },
  { "initiative", GRANTS_SQL "WHERE a.initiative = ?1" BY_START, ABOUT (OF_INITIATIVE) },
  { "agreement", OTHERS (OF_AGREEMENT), ABOUT (OF_AGREEMENT) },
};

/* What is asked, and where the answer goes. */
typedef struct
{
  GaReader *reader;
  GaChainRows *rows;
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
  GaChainCommunity community = { 0 };

  ga_db_column_id (statement, 0, &community.id);
  ga_db_column_id (statement, 1, &community.initiative);
  community.name = g_strdup ((const char *) sqlite3_column_text (statement, 2));
  read_day (statement, 3, community.started);
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
  GaChainInitiative initiative = { 0 };

  ga_db_column_id (statement, 0, &initiative.id);
  initiative.name = g_strdup (read_name (statement, 1));
  read_day (statement, 2, initiative.agreed);
  g_array_append_val (self->rows->initiatives, initiative);
}

static GaChainNumber
read_number (sqlite3_stmt *statement, int column)
{
  return (GaChainNumber){ sqlite3_column_int64 (statement, column),
                          sqlite3_column_type (statement, column) != SQLITE_NULL };
}

static void
add_indicator (Reading *self, sqlite3_stmt *statement)
{
  GaChainIndicator indicator = { 0 };

  ga_db_column_id (statement, 0, &indicator.id);
  ga_db_column_id (statement, 1, &indicator.initiative);
  indicator.name = g_strdup ((const char *) sqlite3_column_text (statement, 2));
  indicator.unit = g_strdup ((const char *) sqlite3_column_text (statement, 3));
  indicator.baseline = read_number (statement, 4);
  indicator.target = read_number (statement, 5);
  indicator.value = read_number (statement, 6);
  read_day (statement, 7, indicator.due);
  indicator.by_attendance = sqlite3_column_int (statement, 8) != 0;
  g_array_append_val (self->rows->indicators, indicator);
}

static const Subject *
find_subject (const GaEntity *of)
{
  for (guint i = 0; i < G_N_ELEMENTS (subjects); i++)
    if (g_str_equal (subjects[i].entity, of->name))
      return &subjects[i];
  return NULL;
}

static gboolean
read_all (Reading *self, const Subject *subject, GError **error)
{
  self->own = TRUE;
  if (!for_each (self, subject->grants, add_grant, error))
    return FALSE;
  self->own = FALSE;
  return for_each (self, subject->others, add_grant, error) &&
         for_each (self, subject->initiatives, add_initiative, error) &&
         for_each (self, subject->communities, add_community, error) &&
         for_each (self, subject->hosts, add_host, error) &&
         for_each (self, subject->indicators, add_indicator, error);
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

static void
clear_indicator (gpointer data)
{
  g_free (((GaChainIndicator *) data)->name);
  g_free (((GaChainIndicator *) data)->unit);
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
  self->indicators = g_array_new (FALSE, FALSE, sizeof (GaChainIndicator));
  g_array_set_clear_func (self->indicators, clear_indicator);
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
  const Subject *subject = find_subject (of);
  g_autoptr (GHashTable) known = g_hash_table_new_full (ga_id_hash, ga_id_equal, g_free, NULL);
  g_autoptr (GaChainRows) rows = NULL;
  Reading reading = { .reader = self, .known = known, .id = id };

  g_return_val_if_fail (GA_IS_READER (self), NULL);
  g_return_val_if_fail (subject != NULL, NULL);

  reading.rows = rows = rows_new ();
  rows->sees_hosts = ga_reader_sees_names (self);
  return read_all (&reading, subject, error) ? g_steal_pointer (&rows) : NULL;
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
  if (!for_each (&reading, GRANTS_SQL "WHERE a.initiative = ?1" BY_START, add_grant, error))
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
  g_array_unref (self->indicators);
  g_free (self);
}
