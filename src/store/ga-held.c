/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ga-held.h"

#include "model/ga-flaw.h"
#include "store/ga-search-queue.h"

struct _GaHeld
{
  GaDb *db;
  GHashTable *sums; /* number of a space → GaSpaceSum */
  GHashTable *sql;  /* GaEntity → text */
};

void
ga_held_place_clear (GaHeldPlace *place)
{
  g_clear_pointer (&place->fields, g_free);
}

GaHeld *
ga_held_new (GaDb *db)
{
  GaHeld *self = g_new0 (GaHeld, 1);

  self->db = db;
  self->sums = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  self->sql = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  return self;
}

const char *
ga_held_remember_sql (GaHeld *self, const GaEntity *entity, char *(*make) (const GaEntity *entity))
{
  const char *sql = g_hash_table_lookup (self->sql, entity);

  if (sql == NULL)
    {
      g_hash_table_insert (self->sql, (gpointer) entity, make (entity));
      sql = g_hash_table_lookup (self->sql, entity);
    }
  return sql;
}

GaDb *
ga_held_get_db (GaHeld *self)
{
  return self->db;
}

void
ga_held_free (GaHeld *self)
{
  g_hash_table_unref (self->sums);
  g_hash_table_unref (self->sql);
  g_free (self);
}

/* A statement for one row of an entity. */
static sqlite3_stmt *
prepare_row (GaDb *db, const char *format, const GaEntity *entity, const GaId *id, GError **error)
{
  g_autoptr (GString) sql = g_string_new (format);
  sqlite3_stmt *statement;

  g_string_replace (sql, "$table", entity->name, 0);
  statement = ga_db_prepare (db, sql->str, error);
  if (statement != NULL)
    {
      sqlite3_bind_int (statement, 1, (int) entity->number);
      ga_db_bind_id (statement, 2, id);
    }
  return statement;
}

gboolean
ga_held_find (
    GaHeld *self, const GaEntity *entity, const GaId *id, GaHeldPlace *place, GError **error)
{
  sqlite3_stmt *statement = prepare_row (
      self->db,
      "SELECT r._space, r._rev, s.space, s.rev, s.fields, n.rev FROM (SELECT ?2 AS id) a "
      "LEFT JOIN \"$table\" r ON r.id = a.id "
      "LEFT JOIN shadow s ON s.entity = ?1 AND s.id = a.id "
      "LEFT JOIN seen n ON n.entity = ?1 AND n.id = a.id",
      entity, id, error);
  gboolean row;

  *place = (GaHeldPlace){ 0 };
  if (statement == NULL || !ga_db_step (self->db, statement, &row, error))
    return FALSE;
  place->here = sqlite3_column_type (statement, 0) != SQLITE_NULL;
  place->row_space = sqlite3_column_int64 (statement, 0);
  place->shadowed = sqlite3_column_type (statement, 2) != SQLITE_NULL;
  place->space = sqlite3_column_int64 (statement, place->shadowed ? 2 : 0);
  place->rev = sqlite3_column_int64 (statement, place->shadowed ? 3 : 1);
  place->fields = g_strdup ((const char *) sqlite3_column_text (statement, 4));
  place->seen = sqlite3_column_int64 (statement, 5);
  sqlite3_reset (statement);
  return TRUE;
}

static gboolean
write_shadow (
    GaHeld *self, const GaEntity *entity, const GaId *id, const GaHeldPlace *place, GError **error)
{
  sqlite3_stmt *statement = ga_db_prepare (
      self->db,
      place->shadowed ? "INSERT OR REPLACE INTO shadow (entity, id, space, rev, fields) "
                        "VALUES (?, ?, ?, ?, ?)"
                      : "DELETE FROM shadow WHERE entity = ? AND id = ?",
      error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int (statement, 1, (int) entity->number);
  ga_db_bind_id (statement, 2, id);
  if (place->shadowed)
    {
      sqlite3_bind_int64 (statement, 3, place->space);
      sqlite3_bind_int64 (statement, 4, place->rev);
      sqlite3_bind_text (statement, 5, place->fields, -1, SQLITE_STATIC);
    }
  return ga_db_run (self->db, statement, error);
}

static gboolean
write_rev (GaHeld *self, const GaEntity *entity, const GaId *id, gint64 rev, GError **error)
{
  sqlite3_stmt *statement =
      prepare_row (self->db, "UPDATE \"$table\" SET _rev = nullif(?3, 0) WHERE id = ?2 AND ?1 > 0",
                   entity, id, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 3, rev);
  return ga_db_run (self->db, statement, error);
}

static gboolean
count (GaHeld *self, gint64 space, const GaId *id, gint64 before, gint64 after, GError **error)
{
  GaSpaceSum *sum = ga_held_sum (self, space, error);

  if (sum != NULL)
    ga_space_sum_move (sum, id, before, after);
  return sum != NULL;
}

gboolean
ga_held_move (GaHeld *self,
              const GaEntity *entity,
              const GaId *id,
              GaHeldPlace *place,
              gint64 space,
              gint64 rev,
              GError **error)
{
  gboolean was_shadowed = place->shadowed;

  if ((place->rev > 0 && !count (self, place->space, id, place->rev, 0, error)) ||
      (rev > 0 && !count (self, space, id, 0, rev, error)))
    return FALSE;
  if (place->here && !write_rev (self, entity, id, rev, error))
    return FALSE;
  place->space = space;
  place->rev = rev;
  place->shadowed =
      rev != 0 && (!place->here || place->row_space != space || place->fields != NULL);
  return (!was_shadowed && !place->shadowed) || write_shadow (self, entity, id, place, error);
}

gboolean
ga_held_add (GaHeld *self, gint64 space, const GaId *id, gint64 rev, GError **error)
{
  return count (self, space, id, 0, rev, error);
}

gboolean
ga_held_set_fields (GaHeld *self,
                    const GaEntity *entity,
                    const GaId *id,
                    GaHeldPlace *place,
                    const char *fields,
                    GError **error)
{
  gboolean was_shadowed = place->shadowed;

  g_free (place->fields);
  place->fields = g_strdup (fields);
  place->shadowed =
      place->rev != 0 && (!place->here || place->row_space != place->space || fields != NULL);
  return (!was_shadowed && !place->shadowed) || write_shadow (self, entity, id, place, error);
}

GaSpaceSum *
ga_held_sum (GaHeld *self, gint64 space, GError **error)
{
  GaSpaceSum *sum = g_hash_table_lookup (self->sums, &space);
  sqlite3_stmt *statement;
  gboolean row;

  if (sum != NULL)
    return sum;
  statement = ga_db_prepare (self->db, "SELECT count, sum FROM sync_space WHERE space = ?", error);
  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, space);
  if (!ga_db_step (self->db, statement, &row, error))
    return NULL;
  sum = g_new0 (GaSpaceSum, 1);
  if (row)
    {
      sum->count = sqlite3_column_int64 (statement, 0);
      sum->sum = (guint64) sqlite3_column_int64 (statement, 1);
      sqlite3_reset (statement);
    }
  g_hash_table_insert (self->sums, g_memdup2 (&space, sizeof space), sum);
  return sum;
}

void
ga_held_forget_sum (GaHeld *self, gint64 space)
{
  g_hash_table_remove (self->sums, &space);
}

gboolean
ga_held_finish (GaHeld *self, GError **error)
{
  GHashTableIter iter;
  gpointer space, value;

  g_hash_table_iter_init (&iter, self->sums);
  while (g_hash_table_iter_next (&iter, &space, &value))
    {
      const GaSpaceSum *sum = value;
      sqlite3_stmt *statement = ga_db_prepare (
          self->db,
          "INSERT INTO sync_space (space, cursor, count, sum, fresh, reloads) "
          "SELECT ?1, '', ?2, ?3, 0, 0 WHERE ?1 <> 2 "
          "ON CONFLICT (space) DO UPDATE SET count = excluded.count, sum = excluded.sum",
          error);

      if (statement == NULL)
        return FALSE;
      sqlite3_bind_int64 (statement, 1, *(const gint64 *) space);
      sqlite3_bind_int64 (statement, 2, sum->count);
      sqlite3_bind_int64 (statement, 3, (gint64) sum->sum);
      if (!ga_db_run (self->db, statement, error))
        return FALSE;
    }
  return TRUE;
}

/* @sql names the space ?1, and perhaps an entity ?2 and a revision ?3. */
static gboolean
run_on_space (GaDb *db, const char *sql, gint64 space, int entity, gint64 rev, GError **error)
{
  sqlite3_stmt *statement = ga_db_prepare (db, sql, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, space);
  if (sqlite3_bind_parameter_count (statement) > 1)
    sqlite3_bind_int (statement, 2, entity);
  if (sqlite3_bind_parameter_count (statement) > 2)
    sqlite3_bind_int64 (statement, 3, rev);
  return ga_db_run (db, statement, error);
}

/* Runs a statement on the rows of a space, for every entity. */
static gboolean
run_on_rows (GaHeld *self, const char *format, gint64 space, gint64 rev, GError **error)
{
  GaSchema *schema = ga_db_get_schema (self->db);

  for (guint i = 0; i < ga_schema_get_n_entities (schema); i++)
    {
      const GaEntity *entity = ga_schema_get_nth (schema, i);
      g_autoptr (GString) sql = g_string_new (format);

      g_string_replace (sql, "$table", entity->name, 0);
      if (!run_on_space (self->db, sql->str, space, (int) entity->number, rev, error) ||
          !ga_search_queue_write (ga_db_get_search_queue (self->db), self->db, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
ga_held_reload (GaHeld *self, gint64 space, GError **error)
{
  return run_on_space (self->db,
                       "UPDATE sync_space SET cursor = '', fresh = 0, reloads = reloads + 1 "
                       "WHERE space = ?",
                       space, 0, 0, error);
}

gboolean
ga_held_ask_for_totals (GaHeld *self, GError **error)
{
  return ga_db_exec (self->db,
                     "UPDATE sync_space SET cursor = '', fresh = 0 WHERE space IN "
                     "(SELECT number FROM space WHERE kind = 3)",
                     error);
}

gboolean
ga_held_begin_afresh (GaHeld *self, gint64 space, GError **error)
{
  GaSpaceSum *sum = ga_held_sum (self, space, error);

  if (sum == NULL)
    return FALSE;
  /* A space that is new here has nothing to mark. */
  if (sum->count == 0)
    return TRUE;
  *sum = (GaSpaceSum){ 0 };
  return run_on_rows (self, "UPDATE \"$table\" SET _rev = -_rev WHERE _space = ? AND _rev > 0",
                      space, 0, error) &&
         run_on_space (self->db, "UPDATE shadow SET rev = -rev WHERE space = ? AND rev > 0", space,
                       0, 0, error);
}

gboolean
ga_held_sweep (GaHeld *self, gint64 space, gint64 head, GError **error)
{
  const char *const statements[] = {
    GA_FLAW (RELOAD_ALL)
        ? "DELETE FROM \"$table\" WHERE _space = ?1 AND coalesce(_rev, -1) < 0 AND ?2 > 0"
        : "DELETE FROM \"$table\" WHERE ((_space = ?1 AND _rev < 0 AND NOT EXISTS "
          "(SELECT 1 FROM shadow WHERE entity = ?2 AND id = \"$table\".id)) OR id IN "
          "(SELECT id FROM shadow WHERE entity = ?2 AND space = ?1 AND rev < 0)) AND NOT EXISTS "
          "(SELECT 1 FROM change WHERE entity = ?2 AND id = \"$table\".id AND acked IS NULL)",
    /* What waits, to be deleted too, is known not to be there up to now. */
    "INSERT OR REPLACE INTO seen (entity, id, rev) SELECT ?2, id, ?3 FROM ("
    "SELECT id FROM \"$table\" WHERE _space = ?1 AND coalesce(_rev, -1) < 0 UNION "
    "SELECT id FROM shadow WHERE entity = ?2 AND space = ?1 AND rev < 0) WHERE id IN "
    "(SELECT id FROM change INDEXED BY change_waiting_record WHERE entity = ?2 AND acked IS NULL)",
    "UPDATE \"$table\" SET _rev = NULL WHERE (_space = ?1 AND _rev < 0) OR id IN "
    "(SELECT id FROM shadow WHERE entity = ?2 AND space = ?1 AND rev < 0)",
    "DELETE FROM shadow WHERE space = ?1 AND entity = ?2 AND rev < 0",
  };

  for (guint i = 0; i < G_N_ELEMENTS (statements); i++)
    if (!run_on_rows (self, statements[i], space, head, error))
      return FALSE;
  return TRUE;
}

gboolean
ga_held_await (
    GaHeld *self, const GaEntity *entity, const GaId *id, GaHeldPlace *place, GError **error)
{
  if (!ga_held_move (self, entity, id, place, place->space, 0, error))
    return FALSE;
  place->shadowed = TRUE;
  return write_shadow (self, entity, id, place, error);
}

gboolean
ga_held_come_to_rest (GaHeld *self, GError **error)
{
  static const char *const statements[] = {
    "DELETE FROM \"$table\" WHERE ?1 > 0 AND id IN "
    "(SELECT id FROM shadow WHERE entity = ?2 AND rev = 0)",
    "UPDATE \"$table\" SET (_space, _rev) = (SELECT space, rev FROM shadow WHERE entity = ?2 AND "
    "id = \"$table\".id) WHERE ?1 > 0 AND id IN (SELECT id FROM shadow WHERE entity = ?2)",
    "DELETE FROM shadow WHERE ?1 > 0 AND entity = ?2 AND "
    "(rev = 0 OR id IN (SELECT id FROM \"$table\"))",
  };
  gint64 shadows;

  if (!ga_db_get_integer (self->db, "SELECT EXISTS (SELECT 1 FROM shadow)", &shadows, error))
    return FALSE;
  for (guint i = 0; shadows != 0 && i < G_N_ELEMENTS (statements); i++)
    if (!run_on_rows (self, statements[i], 1, 0, error))
      return FALSE;
  /* What the server has and is not here has to come. */
  return ga_db_exec (self->db,
                     "UPDATE sync_space SET cursor = '', fresh = 0, reloads = reloads + 1 "
                     "WHERE space IN (SELECT space FROM shadow)",
                     error);
}

gboolean
ga_held_note (GaDb *db, const GaEntity *entity, const GaId *id, GError **error)
{
  sqlite3_stmt *statement =
      prepare_row (db,
                   "INSERT OR IGNORE INTO shadow (entity, id, space, rev) "
                   "SELECT ?1, id, _space, _rev FROM \"$table\" WHERE id = ?2 AND _rev IS NOT NULL",
                   entity, id, error);

  return statement != NULL && ga_db_run (db, statement, error);
}
