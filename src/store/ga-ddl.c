/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ga-ddl.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const char *
column_type (const GaField *field)
{
  switch (field->type)
    {
    case GA_FIELD_INTEGER:
    case GA_FIELD_MONEY:
    case GA_FIELD_DEGREES:
    case GA_FIELD_FLAG:
      return "INTEGER";
    case GA_FIELD_REFERENCE:
      return "BLOB";
    default:
      return "TEXT";
    }
}

const char *
ga_sql_collation (const GaField *field)
{
  return field->type == GA_FIELD_TEXT ? " COLLATE danish" : "";
}

static void
add_table (GString *sql, const GaEntity *entity)
{
  g_string_append_printf (sql,
                          "CREATE TABLE IF NOT EXISTS \"%s\" (\n"
                          "  _row INTEGER PRIMARY KEY,\n"
                          "  id BLOB NOT NULL UNIQUE,\n"
                          "  _space INTEGER NOT NULL,\n"
                          "  _rev INTEGER,\n"
                          "  _extra TEXT",
                          entity->name);
  for (guint i = 0; i < entity->n_fields; i++)
    g_string_append_printf (sql, ",\n  \"%s\" %s", entity->fields[i].name,
                            column_type (&entity->fields[i]));
  g_string_append (sql, "\n) STRICT;\n");
}

/* The columns of an index for a sort order, the first of them rising: SQLite walks it both ways. */
static char *
sort_columns (const GaEntity *entity, const char *columns)
{
  g_auto (GStrv) each = g_strsplit (columns, ",", -1);
  g_autoptr (GString) list = g_string_new (NULL);
  gboolean flip = each[0][0] == '-';

  for (guint i = 0; each[i] != NULL; i++)
    {
      gboolean falls = each[i][0] == '-';
      const GaField *field = ga_entity_get_field (entity, each[i] + (falls ? 1 : 0));

      g_string_append_printf (list, "%s\"%s\"%s%s", i > 0 ? ", " : "", field->name,
                              ga_sql_collation (field), falls != flip ? " DESC" : "");
    }
  return g_string_free (g_steal_pointer (&list), FALSE);
}

static gboolean
has_prefix (GPtrArray *indexes, const char *columns)
{
  for (guint i = 0; i < indexes->len; i++)
    {
      const char *known = g_ptr_array_index (indexes, i);
      gsize length = strlen (columns);

      if (g_str_has_prefix (known, columns) && (known[length] == '\0' || known[length] == ','))
        return TRUE;
    }
  return FALSE;
}

/* Indexes for orders offered, then for references and looked-up fields that none of them begins
 * with. */
static void
add_indexes (GString *sql, const GaEntity *entity)
{
  g_autoptr (GPtrArray) indexes = g_ptr_array_new_with_free_func (g_free);

  for (const GaSort *sort = entity->sorts; sort != NULL && sort->name != NULL; sort++)
    if (strchr (sort->columns, ',') != NULL)
      g_ptr_array_add (indexes, sort_columns (entity, sort->columns));
  for (const GaSort *sort = entity->sorts; sort != NULL && sort->name != NULL; sort++)
    {
      g_autofree char *columns = sort_columns (entity, sort->columns);

      if (!has_prefix (indexes, columns))
        g_ptr_array_add (indexes, g_steal_pointer (&columns));
    }
  for (guint i = 0; i < entity->n_fields; i++)
    {
      const GaField *field = &entity->fields[i];
      g_autofree char *columns = NULL;

      if (field->type != GA_FIELD_REFERENCE && !(field->flags & GA_FIELD_INDEXED))
        continue;
      /* Few records share a field of these; an index would cost more than it finds. */
      if (field->flags & GA_FIELD_HIDDEN && field->type == GA_FIELD_REFERENCE &&
          field->on_delete == GA_ON_DELETE_KEEP)
        continue;
      columns = sort_columns (entity, field->name);
      if (!has_prefix (indexes, columns))
        g_ptr_array_add (indexes, g_steal_pointer (&columns));
    }
  for (guint i = 0; i < indexes->len; i++)
    g_string_append_printf (sql, "CREATE INDEX \"%s_by_%u\" ON \"%s\" (%s);\n", entity->name, i + 1,
                            entity->name, (char *) g_ptr_array_index (indexes, i));
}

static void
add_values (GString *sql, const GaEntity *entity, const char *row)
{
  for (guint i = 0; i < entity->n_fields; i++)
    g_string_append_printf (sql, ", %s.\"%s\"", row, entity->fields[i].name);
}

/* @row: with a point behind it; empty for the names alone */
static void
add_columns (GString *sql, const GaEntity *entity, const char *row)
{
  for (guint i = 0; i < entity->n_fields; i++)
    g_string_append_printf (sql, "%s%s\"%s\"", i > 0 ? ", " : "", row, entity->fields[i].name);
}

/* What a change is made on is all that was seen then: the row as it was known, and everything else
 * up to the head, for what is weighed against other rows. */
static void
begin_capture (GString *sql, const GaEntity *entity, const char *row, int operation)
{
  g_string_append_printf (
      sql,
      "  INSERT INTO change (act, entity, id, space, operation, base, clock, acked, head, fields)\n"
      "    VALUES (ga_act(), %1$u, %2$s.id, %2$s._space, %3$d,\n"
      "            max(coalesce((SELECT rev FROM seen WHERE entity = %1$u AND id = %2$s.id), "
      "abs(%2$s._rev), 0),\n"
      "            coalesce((SELECT CAST(value AS INTEGER) FROM meta WHERE name = 'sync:head'), "
      "0)),\n"
      "            ga_clock(), ga_acked(%1$u, CASE WHEN %2$s._space = 2 AND %2$s._rev IS NULL "
      "THEN NOT EXISTS\n"
      "            (SELECT 1 FROM change WHERE entity = %1$u AND id = %2$s.id AND acked IS NULL) "
      "END),\n            coalesce((SELECT CAST(value AS INTEGER) FROM meta WHERE "
      "name = 'sync:head'), 0),\n"
      "            ga_fields(%1$u, ",
      entity->number, row, operation);
}

static void
add_capture (GString *sql, const GaEntity *entity)
{
  g_string_append_printf (sql,
                          "CREATE TRIGGER \"%s_capture_in\" AFTER INSERT ON \"%s\" "
                          "WHEN ga_act() IS NOT NULL BEGIN\n",
                          entity->name, entity->name);
  begin_capture (sql, entity, "new", 1);
  g_string_append (sql, "'i'");
  add_values (sql, entity, "new");
  g_string_append_printf (sql, "));\nEND;\nCREATE TRIGGER \"%s_capture_change\" AFTER UPDATE OF ",
                          entity->name);
  add_columns (sql, entity, "");
  g_string_append_printf (sql, " ON \"%s\" WHEN ga_act() IS NOT NULL AND (", entity->name);
  add_columns (sql, entity, "old.");
  g_string_append (sql, ") IS NOT (");
  add_columns (sql, entity, "new.");
  g_string_append (sql, ") BEGIN\n");
  begin_capture (sql, entity, "new", 2);
  g_string_append (sql, "'u'");
  add_values (sql, entity, "old");
  add_values (sql, entity, "new");
  g_string_append_printf (sql,
                          "));\nEND;\nCREATE TRIGGER \"%s_capture_out\" AFTER DELETE ON \"%s\" "
                          "WHEN ga_act() IS NOT NULL BEGIN\n",
                          entity->name, entity->name);
  begin_capture (sql, entity, "old", 3);
  g_string_append (sql, "'d'");
  add_values (sql, entity, "old");
  g_string_append (sql, "));\nEND;\n");
}

static char *
list_searched (const GaEntity *entity, const char *row)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < entity->n_fields; i++)
    if (entity->fields[i].flags & GA_FIELD_SEARCHED)
      g_string_append_printf (list, "%s%s\"%s\"", list->len > 0 ? ", " : "", row,
                              entity->fields[i].name);
  return g_string_free (g_steal_pointer (&list), FALSE);
}

static void
add_search (GString *sql, const GaEntity *entity)
{
  g_autofree char *values = list_searched (entity, "new.");
  g_autofree char *columns = list_searched (entity, "");
  gint64 base = (gint64) entity->number << GA_SEARCH_SHIFT;

  if (*columns == '\0')
    return;
  g_string_append_printf (
      sql,
      "CREATE TRIGGER \"%1$s_search_in\" AFTER INSERT ON \"%1$s\" BEGIN\n"
      "  SELECT ga_index('i', %2$" G_GINT64_FORMAT " + new._row, %3$s);\nEND;\n"
      "CREATE TRIGGER \"%1$s_search_change\" AFTER UPDATE OF %4$s ON \"%1$s\" BEGIN\n"
      "  SELECT ga_index('u', %2$" G_GINT64_FORMAT " + new._row, %3$s);\nEND;\n"
      "CREATE TRIGGER \"%1$s_search_out\" AFTER DELETE ON \"%1$s\" BEGIN\n"
      "  SELECT ga_index('d', %2$" G_GINT64_FORMAT " + old._row);\nEND;\n",
      entity->name, base, values, columns);
}

const char *
ga_sql_resource (const char *name, GBytes **bytes)
{
  g_autofree char *path = g_strconcat ("/io/github/gangart/Gangart/sql/", name, NULL);

  *bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_assert (*bytes != NULL);
  /* Resources end with a NUL that is not counted. */
  return g_bytes_get_data (*bytes, NULL);
}

static gboolean
has_rollups (GaSchema *schema)
{
  return ga_schema_get (schema, "attendance") != NULL;
}

/* Everything but the tables: dropped and made anew whenever the descriptors change. */
static char *
generate_rest (GaSchema *schema)
{
  g_autoptr (GBytes) waiting = NULL;
  g_autoptr (GString) sql = g_string_new (ga_sql_resource ("waiting.sql", &waiting));

  for (guint i = 0; i < ga_schema_get_n_entities (schema); i++)
    {
      const GaEntity *entity = ga_schema_get_nth (schema, i);

      add_indexes (sql, entity);
      add_capture (sql, entity);
      add_search (sql, entity);
    }
  if (has_rollups (schema))
    {
      g_autoptr (GBytes) rollups = NULL;
      g_autoptr (GBytes) unseen = NULL;

      g_string_append (sql, ga_sql_resource ("rollups.sql", &rollups));
      g_string_append (sql, ga_sql_resource ("unseen.sql", &unseen));
    }
  return g_string_free (g_steal_pointer (&sql), FALSE);
}

static char *
generate_tables (GaSchema *schema)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GString) sql = g_string_new (ga_sql_resource ("base.sql", &bytes));

  for (guint i = 0; i < ga_schema_get_n_entities (schema); i++)
    add_table (sql, ga_schema_get_nth (schema, i));
  return g_string_free (g_steal_pointer (&sql), FALSE);
}

/* One that came later than the file is an ordinary column at the end. */
static gboolean
add_missing_column (
    GaDb *db, const char *table, const char *column, const char *type, GError **error)
{
  g_autofree char *sql =
      g_strdup_printf ("ALTER TABLE \"%s\" ADD COLUMN \"%s\" %s", table, column, type);
  sqlite3_stmt *statement =
      ga_db_prepare (db, "SELECT 1 FROM pragma_table_info(?) WHERE name = ?", error);
  gboolean known;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, table, -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 2, column, -1, SQLITE_STATIC);
  if (!ga_db_step (db, statement, &known, error))
    return FALSE;
  sqlite3_reset (statement);
  return known || ga_db_exec (db, sql, error);
}

static gboolean
add_missing_columns (GaDb *db, const GaEntity *entity, GError **error)
{
  for (guint i = 0; i < entity->n_fields; i++)
    if (!add_missing_column (db, entity->name, entity->fields[i].name,
                             column_type (&entity->fields[i]), error))
      return FALSE;
  return TRUE;
}

/* Drops generated indexes, and the triggers whose name is LIKE @triggers. */
static gboolean
drop_rest (GaDb *db, const char *triggers, GError **error)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  sqlite3_stmt *statement =
      ga_db_prepare (db,
                     "SELECT type, name FROM sqlite_master WHERE sql IS NOT NULL AND "
                     "((type = 'trigger' AND name LIKE ? ESCAPE '\\') OR "
                     "(type = 'index' AND name LIKE '%\\_by\\_%' ESCAPE '\\'))",
                     error);
  gboolean row = statement != NULL;

  if (statement != NULL)
    sqlite3_bind_text (statement, 1, triggers, -1, SQLITE_STATIC);
  while (row)
    {
      if (!ga_db_step (db, statement, &row, error))
        return FALSE;
      if (row)
        g_string_append_printf (sql, "DROP %s \"%s\";", sqlite3_column_text (statement, 0),
                                sqlite3_column_text (statement, 1));
    }
  return statement != NULL && ga_db_exec (db, sql->str, error);
}

static gboolean
apply (GaDb *db, const char *tables, const char *rest, const char *fingerprint, GError **error)
{
  GaSchema *schema = ga_db_get_schema (db);

  if (!ga_db_exec (db, tables, error))
    return FALSE;
  for (guint i = 0; i < ga_schema_get_n_entities (schema); i++)
    if (!add_missing_columns (db, ga_schema_get_nth (schema, i), error))
      return FALSE;
  if (!add_missing_column (db, "change", "head", "INTEGER", error) || !drop_rest (db, "%", error) ||
      !ga_db_exec (db, rest, error))
    return FALSE;
  return ga_db_set_meta (db, "schema", fingerprint, error);
}

static char *
compute_fingerprint (const char *tables, const char *rest)
{
  g_autofree char *all = g_strconcat (tables, rest, NULL);

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, all, -1);
}

static gboolean
has_fingerprint (GaDb *db, const char *fingerprint)
{
  gint64 tables = 0;
  sqlite3_stmt *statement;
  gboolean row = FALSE, same = FALSE;

  if (!ga_db_get_integer (db, "SELECT count(*) FROM sqlite_master WHERE name = 'meta'", &tables,
                          NULL) ||
      tables == 0)
    return FALSE;
  statement = ga_db_prepare (db, "SELECT value = ? FROM meta WHERE name = 'schema'", NULL);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, fingerprint, -1, SQLITE_STATIC);
  if (ga_db_step (db, statement, &row, NULL) && row)
    same = sqlite3_column_int (statement, 0) == 1;
  sqlite3_reset (statement);
  return same;
}

/**
 * ga_ddl_is_up_to_date:
 *
 * Returns: whether the file says of itself that it was made, or brought up to date, by the
 *   descriptors as they are
 */
gboolean
ga_ddl_is_up_to_date (GaDb *db)
{
  g_autofree char *tables = generate_tables (ga_db_get_schema (db));
  g_autofree char *rest = generate_rest (ga_db_get_schema (db));
  g_autofree char *fingerprint = compute_fingerprint (tables, rest);

  return has_fingerprint (db, fingerprint);
}

/**
 * ga_ddl_bring_up_to_date:
 *
 * Called in a write transaction. Makes whatever the descriptors ask for and the file lacks; a new
 * file and an upgraded one end with the same schema.
 */
gboolean
ga_ddl_bring_up_to_date (GaDb *db, GError **error)
{
  g_autofree char *tables = generate_tables (ga_db_get_schema (db));
  g_autofree char *rest = generate_rest (ga_db_get_schema (db));
  g_autofree char *fingerprint = compute_fingerprint (tables, rest);
  gboolean done;

  if (has_fingerprint (db, fingerprint))
    return TRUE;
  done = apply (db, tables, rest, fingerprint, error);
  ga_db_forget_statements (db);
  return done;
}

/* Calls @func for each table and each of its columns. */
static gboolean
for_each_column (GaDb *db,
                 void (*func) (const char *table, const char *column, gpointer user_data),
                 gpointer user_data,
                 GError **error)
{
  sqlite3_stmt *statement =
      ga_db_prepare (db,
                     "SELECT t.name, c.name FROM sqlite_master t, pragma_table_info(t.name) c "
                     "WHERE t.type = 'table' ORDER BY t.name, c.cid",
                     error);
  gboolean row = statement != NULL;

  while (row)
    {
      if (!ga_db_step (db, statement, &row, error))
        return FALSE;
      if (row)
        func ((const char *) sqlite3_column_text (statement, 0),
              (const char *) sqlite3_column_text (statement, 1), user_data);
    }
  return statement != NULL;
}

static void
note_column (const char *table, const char *column, gpointer user_data)
{
  g_hash_table_add (user_data, g_strdup (table));
  g_hash_table_add (user_data, g_strconcat (table, ".", column, NULL));
}

typedef struct
{
  GHashTable *there; /* tables, and columns as table.column */
  GHashTable *told;  /* tables */
  GPtrArray *findings;
} Comparison;

static void
compare_column (const char *table, const char *column, gpointer user_data)
{
  Comparison *self = user_data;
  g_autofree char *both = g_strconcat (table, ".", column, NULL);

  if (g_hash_table_contains (self->there, both))
    return;
  if (g_hash_table_contains (self->there, table))
    g_ptr_array_add (self->findings,
                     g_strdup_printf (_ ("The table “%1$s” has no column “%2$s”."), table, column));
  else if (g_hash_table_add (self->told, g_strdup (table)))
    g_ptr_array_add (self->findings, g_strdup_printf (_ ("The table “%s” is missing."), table));
}

/* An empty file that is as it should be; of an older file only what all files have is known. */
static GaDb *
make_model (GaDb *db, GError **error)
{
  g_autoptr (GaSchema) none = ga_schema_new_empty ();
  GaSchema *schema = ga_ddl_is_up_to_date (db) ? ga_db_get_schema (db) : none;
  GaDb *model = ga_db_open (":memory:", GA_DB_WRITE, schema, error);

  if (model == NULL || ga_ddl_bring_up_to_date (model, error))
    return model;
  ga_db_close (model);
  return NULL;
}

/**
 * ga_ddl_find_missing:
 * @findings: (element-type utf8): a sentence is added for each table and column that the file lacks
 *
 * A file that came from an older version of the program may lack what came later.
 */
gboolean
ga_ddl_find_missing (GaDb *db, GPtrArray *findings, GError **error)
{
  g_autoptr (GHashTable) there = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Comparison comparison = { there, told, findings };
  GaDb *model = make_model (db, error);
  gboolean done;

  done = model != NULL && for_each_column (db, note_column, there, error) &&
         for_each_column (model, compare_column, &comparison, error);
  ga_db_close (model);
  return done;
}

/**
 * ga_ddl_set_aside:
 *
 * Called in a write transaction. Drops the indexes and what keeps the totals, until
 * ga_ddl_bring_back(); capture and search go on.
 */
gboolean
ga_ddl_set_aside (GaDb *db, GError **error)
{
  gboolean done = drop_rest (db, "count\\_%", error);

  ga_db_forget_statements (db);
  return done;
}

/**
 * ga_ddl_bring_back:
 *
 * Makes the indexes and triggers again, of the rows that are there now. Totals are the caller's.
 */
gboolean
ga_ddl_bring_back (GaDb *db, GError **error)
{
  g_autofree char *rest = generate_rest (ga_db_get_schema (db));
  gboolean done = drop_rest (db, "%", error) && ga_db_exec (db, rest, error);

  ga_db_forget_statements (db);
  return done;
}

/**
 * ga_sql_capture_whole:
 * @condition: which rows
 *
 * Returns: (transfer full): an INSERT into the change log, under act ?1, of rows as they stand, to
 *   be sent
 */
char *
ga_sql_capture_whole (const GaEntity *entity, const char *condition)
{
  g_autoptr (GString) sql = g_string_new (NULL);

  g_string_append_printf (sql,
                          "INSERT INTO change (act, entity, id, space, operation, clock, fields) "
                          "SELECT ?1, %u, t.id, t._space, 1, ga_clock(), ga_fields(%u, 'i'",
                          entity->number, entity->number);
  add_values (sql, entity, "t");
  g_string_append_printf (sql, ") FROM \"%s\" t WHERE %s", entity->name, condition);
  return g_string_free (g_steal_pointer (&sql), FALSE);
}

/**
 * ga_sql_select:
 * @rest: what follows the table, such as `WHERE id = ?`
 *
 * Returns: (transfer full): a SELECT of id and then every field of @entity
 */
char *
ga_sql_select (const GaEntity *entity, const char *rest)
{
  g_autoptr (GString) sql = g_string_new ("SELECT id");

  for (guint i = 0; i < entity->n_fields; i++)
    g_string_append_printf (sql, ", \"%s\"", entity->fields[i].name);
  g_string_append_printf (sql, " FROM \"%s\" %s", entity->name, rest);
  return g_string_free (g_steal_pointer (&sql), FALSE);
}

/**
 * ga_sql_insert:
 *
 * Returns: (transfer full): an INSERT of id, space and every field, in this order
 */
char *
ga_sql_insert (const GaEntity *entity)
{
  g_autoptr (GString) sql = g_string_new (NULL);

  g_string_append_printf (sql, "INSERT INTO \"%s\" (id, _space", entity->name);
  for (guint i = 0; i < entity->n_fields; i++)
    g_string_append_printf (sql, ", \"%s\"", entity->fields[i].name);
  g_string_append (sql, ") VALUES (?, ?");
  for (guint i = 0; i < entity->n_fields; i++)
    g_string_append (sql, ", ?");
  g_string_append_c (sql, ')');
  return g_string_free (g_steal_pointer (&sql), FALSE);
}

/**
 * ga_sql_update:
 * Returns: (transfer full): an UPDATE of space and every field where id, in this order
 */
char *
ga_sql_update (const GaEntity *entity)
{
  g_autoptr (GString) sql = g_string_new (NULL);

  g_string_append_printf (sql, "UPDATE \"%s\" SET _space = ?", entity->name);
  for (guint i = 0; i < entity->n_fields; i++)
    g_string_append_printf (sql, ", \"%s\" = ?", entity->fields[i].name);
  g_string_append (sql, " WHERE id = ?");
  return g_string_free (g_steal_pointer (&sql), FALSE);
}
