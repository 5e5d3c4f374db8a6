/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ga-purge.h"

#include "model/ga-flaw.h"
#include "store/ga-purge-private.h"
#include "store/ga-search-queue.h"
#include "store/ga-transaction-private.h"

/* Statements name $table, and bind ?1 the entity's number, ?2 a space or nothing, ?3 an id. */
typedef struct
{
  GaDb *db;
  gint64 space;
  const GaId *id;
} Aim;

static gboolean
run (const Aim *aim, const GaEntity *entity, const char *format, GError **error)
{
  g_autoptr (GString) sql = g_string_new (format);
  sqlite3_stmt *statement;

  g_string_replace (sql, "$table", entity->name, 0);
  statement = ga_db_prepare (aim->db, sql->str, error);
  if (statement == NULL)
    return FALSE;
  if (sqlite3_bind_parameter_count (statement) >= 1)
    sqlite3_bind_int (statement, 1, (int) entity->number);
  if (sqlite3_bind_parameter_count (statement) >= 2)
    sqlite3_bind_int64 (statement, 2, aim->space);
  if (sqlite3_bind_parameter_count (statement) >= 3)
    ga_db_bind_id (statement, 3, aim->id);
  return ga_db_run (aim->db, statement, error) &&
         ga_search_queue_write (ga_db_get_search_queue (aim->db), aim->db, error);
}

static gboolean
run_all (
    const Aim *aim, const GaEntity *entity, const char *const *statements, guint n, GError **error)
{
  for (guint i = 0; i < n; i++)
    if (!run (aim, entity, statements[i], error))
      return FALSE;
  return TRUE;
}

/* What is said about records in conflicts goes with them; so does the history of those. @AND: of
 * which alone */
#define LOG_OF_CONFLICTS(IDS, AND)                                               \
  "DELETE FROM change WHERE entity = 13 AND id IN (SELECT c.id FROM conflict c " \
  "WHERE c.subject = '$table' AND c.record IN (" IDS ")" AND ")"
#define CONFLICTS(IDS, AND) \
  "DELETE FROM conflict WHERE subject = '$table' AND record IN (" IDS ")" AND

/* What its author wrote and the server refused stands nowhere else, and stays until somebody has
 * looked at it; what the server has instead goes. */
#define TO_LOOK_AT "(kind = 'refused' AND state = 'open' AND _space = 2)"
#define BLANK \
  "UPDATE conflict SET kept = NULL, kept_personal = NULL, kept_by = NULL, kept_at = NULL WHERE "

/* Those of the server's that lie elsewhere are of what moved there, and stay. */
#define IN_SPACE_OR_OWN " AND _space IN (2, ?2)"

#define IN_SPACE                                                                               \
  "SELECT ga_id(id) FROM \"$table\" WHERE _space = ?2 UNION SELECT ga_id(l.id) FROM change l " \
  "WHERE l.entity = ?1 AND l.space = ?2 AND NOT EXISTS "                                       \
  "(SELECT 1 FROM \"$table\" t WHERE t.id = l.id AND t._space <> ?2)"

static const char *const of_space[] = {
  /* What was moved along here and did not come where it was moved to: nobody will say that it is
   * gone. */
  "DELETE FROM \"$table\" WHERE id IN (SELECT id FROM shadow WHERE entity = ?1 AND space = ?2) AND "
  "NOT EXISTS (SELECT 1 FROM change w WHERE w.entity = ?1 AND w.id = \"$table\".id AND w.acked IS "
  "NULL)",
  LOG_OF_CONFLICTS (IN_SPACE, IN_SPACE_OR_OWN),
  CONFLICTS (IN_SPACE, IN_SPACE_OR_OWN " AND NOT " TO_LOOK_AT),
  BLANK "subject = '$table' AND record IN (" IN_SPACE ") AND " TO_LOOK_AT,
  "DELETE FROM change WHERE entity = ?1 AND "
  "(id IN (SELECT id FROM \"$table\" WHERE _space = ?2) OR (space = ?2 AND NOT EXISTS "
  "(SELECT 1 FROM \"$table\" t WHERE t.id = change.id AND t._space <> ?2)))",
  "DELETE FROM \"$table\" WHERE _space = ?2 AND ?1 > 0",
  "DELETE FROM shadow WHERE entity = ?1 AND space = ?2",
};

static const char *const of_space_flawed[] = {
  "DELETE FROM \"$table\" WHERE _space = ?2 AND ?1 > 0",
  "DELETE FROM shadow WHERE entity = ?1 AND space = ?2",
};

static const char *const of_record[] = {
  LOG_OF_CONFLICTS ("SELECT ga_id(?3)", ""),
  CONFLICTS ("SELECT ga_id(?3)", ""),
  "DELETE FROM change WHERE entity = ?1 AND ?2 = 0 AND id = ?3",
  "DELETE FROM \"$table\" WHERE id = ?3 AND ?1 > 0 AND ?2 = 0",
  "DELETE FROM shadow WHERE entity = ?1 AND ?2 = 0 AND id = ?3",
};

/* What is this computer's own stays. */
static const char *const of_everything[] = {
  "DELETE FROM change WHERE entity = ?1 AND id NOT IN (SELECT id FROM \"$table\" WHERE _space = 2)",
  "DELETE FROM \"$table\" WHERE (_space <> 2 OR _rev IS NOT NULL) AND ?1 > 0",
};

/* Totals of walks that are not here any more, and acts of which nothing is left. */
static gboolean
tidy (GaDb *db, GError **error)
{
  return ga_db_exec (db,
                     "DELETE FROM meeting_total WHERE meeting IN (SELECT meeting FROM server_total "
                     "WHERE meeting NOT IN (SELECT id FROM meeting));"
                     "DELETE FROM server_total WHERE meeting NOT IN (SELECT id FROM meeting);"
                     "DELETE FROM server_month WHERE community NOT IN (SELECT id FROM community);"
                     "DELETE FROM act WHERE first <= last AND NOT EXISTS "
                     "(SELECT 1 FROM change WHERE change.number BETWEEN act.first AND act.last)",
                     error);
}

/* Until ga_purge_clean() has looked for what is left. */
static gboolean
note (GaDb *db, gint64 kind, gint64 place, const GaId *target, GError **error)
{
  sqlite3_stmt *statement = ga_db_prepare (
      db, "INSERT OR IGNORE INTO purged (kind, place, target) VALUES (?, ?, ?)", error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, kind);
  sqlite3_bind_int64 (statement, 2, place);
  ga_db_bind_id (statement, 3, target);
  return ga_db_run (db, statement, error);
}

static gboolean
forget_space (GaDb *db, gint64 space, GError **error)
{
  sqlite3_stmt *statement = ga_db_prepare (db, "DELETE FROM sync_space WHERE space = ?", error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, space);
  return ga_db_run (db, statement, error);
}

gboolean
ga_purge_db_space (GaDb *db, const GaSpace *space, GError **error)
{
  GaSchema *schema = ga_db_get_schema (db);
  Aim aim = { .db = db };

  if (!ga_space_number (db, space, &aim.space, error))
    return FALSE;
  for (guint i = 0; i < ga_schema_get_n_entities (schema); i++)
    {
      const GaEntity *entity = ga_schema_get_nth (schema, i);
      gboolean done =
          GA_FLAW (LOG_STAYS)
              ? run_all (&aim, entity, of_space_flawed, G_N_ELEMENTS (of_space_flawed), error)
              : run_all (&aim, entity, of_space, G_N_ELEMENTS (of_space), error);

      if (!done)
        return FALSE;
    }
  return forget_space (db, aim.space, error) && tidy (db, error) &&
         note (db, 0, space->place, &space->target, error);
}

gboolean
ga_purge_db_record (GaDb *db, const GaEntity *entity, const GaId *id, GError **error)
{
  Aim aim = { .db = db, .id = id };

  return run_all (&aim, entity, of_record, G_N_ELEMENTS (of_record), error) && tidy (db, error) &&
         note (db, entity->number, 0, id, error);
}

gboolean
ga_purge_db_everything (GaDb *db, GError **error)
{
  GaSchema *schema = ga_db_get_schema (db);
  Aim aim = { .db = db };
  GaId none = { 0 };

  for (guint i = 0; i < ga_schema_get_n_entities (schema); i++)
    {
      const GaEntity *entity = ga_schema_get_nth (schema, i);

      /* The register is everybody's. */
      if (!g_str_equal (entity->name, "kommune") &&
          !run_all (&aim, entity, of_everything, G_N_ELEMENTS (of_everything), error))
        return FALSE;
    }
  return ga_db_exec (
             db,
             "DELETE FROM change WHERE entity = 13; DELETE FROM conflict WHERE NOT " TO_LOOK_AT
             ";" BLANK TO_LOOK_AT ";"
             "DELETE FROM push; DELETE FROM postponed; DELETE FROM shadow; DELETE FROM seen; DELETE FROM sync_space;"
             "DELETE FROM account",
             error) &&
         tidy (db, error) && note (db, 0, 0, &none, error);
}

/* Runs a purge without capture: a change log of it would be a trace of its own. */
static gint64
begin (GaTransaction *transaction)
{
  gint64 act = ga_db_get_act (ga_transaction_get_db (transaction));

  ga_db_set_act (ga_transaction_get_db (transaction), 0);
  return act;
}

static gboolean
end (GaTransaction *transaction, gint64 act, gboolean done, GError **error)
{
  ga_db_set_act (ga_transaction_get_db (transaction), act);
  return done && ga_transaction_count_restore (transaction, error);
}

gboolean
ga_purge_space (GaTransaction *transaction, const GaSpace *space, GError **error)
{
  gint64 act = begin (transaction);

  return end (transaction, act,
              ga_purge_db_space (ga_transaction_get_db (transaction), space, error), error);
}

gboolean
ga_purge_record (GaTransaction *transaction, const GaEntity *entity, const GaId *id, GError **error)
{
  gint64 act = begin (transaction);

  return end (transaction, act,
              ga_purge_db_record (ga_transaction_get_db (transaction), entity, id, error), error);
}

gboolean
ga_purge_everything (GaTransaction *transaction, GError **error)
{
  gint64 act = begin (transaction);

  return end (transaction, act, ga_purge_db_everything (ga_transaction_get_db (transaction), error),
              error);
}
