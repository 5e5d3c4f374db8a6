/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "store/ga-ddl.h"
#include "store/ga-membership-private.h"
#include "store/ga-outbox.h"
#include "store/ga-transaction-private.h"

/* Records that are sent as they stand, whatever was done to them before: when a profile joins a
 * server, and when what was this computer's own gets a place where others work. */

#define ROWS_AN_ACT 500

static gboolean
begin_act (GaDb *db, gint64 *act, GError **error)
{
  sqlite3_stmt *statement =
      ga_db_prepare (db,
                     "INSERT INTO act (at, label, kind, first) "
                     "VALUES (?, ?, ?, (SELECT coalesce(max(number), 0) + 1 FROM change))",
                     error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, ga_db_now (db));
  sqlite3_bind_text (statement, 2, N_ ("Shared"), -1, SQLITE_STATIC);
  sqlite3_bind_int (statement, 3, GA_ACT_JOIN);
  if (!ga_db_run (db, statement, error))
    return FALSE;
  *act = sqlite3_last_insert_rowid (ga_db_get_handle (db));
  return TRUE;
}

static gboolean
end_act (GaDb *db, gint64 act, GError **error)
{
  sqlite3_stmt *statement = ga_db_prepare (
      db, "UPDATE act SET last = (SELECT max(number) FROM change) WHERE number = ?", error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, act);
  return ga_db_run (db, statement, error);
}

/* The row of the entity up to which @from and the next ones make an act; 0 when none is left. */
static gboolean
find_batch (GaDb *db, const GaEntity *entity, gint64 from, gint64 *to, GError **error)
{
  g_autofree char *sql = g_strdup_printf (
      "SELECT max(_row) FROM (SELECT _row FROM \"%s\" WHERE _row > ? AND _rev IS NULL "
      "AND _space <> 2 ORDER BY _row LIMIT ?)",
      entity->name);
  sqlite3_stmt *statement = ga_db_prepare (db, sql, error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, from);
  sqlite3_bind_int (statement, 2, ROWS_AN_ACT);
  if (!ga_db_step (db, statement, &row, error))
    return FALSE;
  *to = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);
  return TRUE;
}

static gboolean
take_batch (GaDb *db, const GaEntity *entity, gint64 from, gint64 to, GError **error)
{
  g_autofree char *sql = ga_sql_capture_whole (
      entity, "_row > ?2 AND _row <= ?3 AND _rev IS NULL AND _space <> 2 ORDER BY _row");
  sqlite3_stmt *statement;
  gint64 act;

  if (!begin_act (db, &act, error))
    return FALSE;
  statement = ga_db_prepare (db, sql, error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, act);
  sqlite3_bind_int64 (statement, 2, from);
  sqlite3_bind_int64 (statement, 3, to);
  return ga_db_run (db, statement, error) && end_act (db, act, error);
}

static gboolean
take_entity (GaTransaction *transaction, const GaEntity *entity, GError **error)
{
  GaDb *db = ga_transaction_get_db (transaction);
  gint64 from = 0, to = 0;

  while (TRUE)
    {
      if (ga_transaction_is_cancelled (transaction, error) ||
          !find_batch (db, entity, from, &to, error))
        return FALSE;
      if (to == 0)
        return TRUE;
      if (!take_batch (db, entity, from, to, error))
        return FALSE;
      from = to;
    }
}

static gboolean
is_ready (GaSchema *schema, const GaEntity *entity, GHashTable *done)
{
  for (guint i = 0; i < entity->n_fields; i++)
    {
      const char *target = entity->fields[i].target;

      if (target != NULL && !g_str_equal (target, entity->name) &&
          !g_hash_table_contains (done, ga_schema_get (schema, target)))
        return FALSE;
    }
  return TRUE;
}

/* The next entity whose records refer to none that is not sent before; any when they go round. */
static const GaEntity *
find_next (GaSchema *schema, GHashTable *done)
{
  const GaEntity *any = NULL;

  for (guint i = 0; i < ga_schema_get_n_entities (schema); i++)
    {
      const GaEntity *entity = ga_schema_get_nth (schema, i);

      if (g_hash_table_contains (done, entity))
        continue;
      if (is_ready (schema, entity, done))
        return entity;
      if (any == NULL)
        any = entity;
    }
  return any;
}

gboolean
ga_outbox_take_everything (GaTransaction *transaction, GError **error)
{
  GaSchema *schema = ga_reader_get_schema (ga_transaction_get_reader (transaction));
  g_autoptr (GHashTable) done = g_hash_table_new (NULL, NULL);
  const GaEntity *entity;

  if (!ga_db_exec (ga_transaction_get_db (transaction),
                   "DELETE FROM push; UPDATE change SET acked = 0 WHERE acked IS NULL", error))
    return FALSE;
  while ((entity = find_next (schema, done)) != NULL)
    {
      g_hash_table_add (done, (gpointer) entity);
      /* A conflict that was found here is this computer's own. */
      if (ga_outbox_takes (entity) && !g_str_equal (entity->name, "conflict") &&
          !take_entity (transaction, entity, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
take_record (GaDb *db, gint64 act, gint64 moving, const GaOutboxRecord *record, GError **error)
{
  /* Of what was sent before it came to be only here, each change waits still. */
  g_autofree char *sql = ga_sql_capture_whole (
      record->entity, "id = ?2 AND _rev IS NULL AND _space <> 2 AND NOT EXISTS (SELECT 1 FROM "
                      "change c WHERE c.entity = ?4 AND c.id = ?2 AND c.acked IS NULL AND "
                      "c.act <> ?3)");
  sqlite3_stmt *statement = ga_db_prepare (db, sql, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, act);
  ga_db_bind_id (statement, 2, &record->id);
  sqlite3_bind_int64 (statement, 3, moving);
  sqlite3_bind_int (statement, 4, (int) record->entity->number);
  if (!ga_db_run (db, statement, error))
    return FALSE;
  if (sqlite3_changes (ga_db_get_handle (db)) == 0)
    return TRUE;
  statement = ga_db_prepare (
      db, "UPDATE change SET acked = 0 WHERE entity = ? AND id = ? AND acked IS NULL AND act <> ?",
      error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int (statement, 1, (int) record->entity->number);
  ga_db_bind_id (statement, 2, &record->id);
  sqlite3_bind_int64 (statement, 3, act);
  return ga_db_run (db, statement, error);
}

gboolean
ga_outbox_take_records (GaTransaction *transaction, GArray *records, GError **error)
{
  GaDb *db = ga_transaction_get_db (transaction);
  gint64 act;

  if (!begin_act (db, &act, error))
    return FALSE;
  for (guint i = 0; i < records->len; i++)
    if (!take_record (db, act, ga_transaction_get_act (transaction),
                      &g_array_index (records, GaOutboxRecord, i), error))
      return FALSE;
  return end_act (db, act, error);
}

static gboolean
forget_revisions (GaDb *db, GError **error)
{
  GaSchema *schema = ga_db_get_schema (db);

  for (guint i = 0; i < ga_schema_get_n_entities (schema); i++)
    {
      g_autofree char *sql =
          g_strdup_printf ("UPDATE \"%s\" SET _rev = NULL WHERE _rev IS NOT NULL",
                           ga_schema_get_nth (schema, i)->name);

      if (!ga_db_exec (db, sql, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
ga_outbox_forget (GaTransaction *transaction, GError **error)
{
  GaDb *db = ga_transaction_get_db (transaction);

  return ga_db_exec (
             db,
             "DELETE FROM meta WHERE name >= 'sync:' AND name < 'sync;';"
             "UPDATE change SET acked = 0 WHERE acked IS NULL;"
             "DELETE FROM push; DELETE FROM postponed; DELETE FROM shadow; DELETE FROM seen; DELETE FROM sync_space",
             error) &&
         forget_revisions (db, error);
}
