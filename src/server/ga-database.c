/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/ga-database.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <sodium.h>

#include "server/ga-database-private.h"
#include "server/ga-database-tables.h"
#include "server/ga-sql-private.h"

#define FILE_NAME "server.db"

#define MARK "PRAGMA application_id = " G_STRINGIFY (GA_DATABASE_APPLICATION_ID)

/* Two processes that start on one PostgreSQL at the same time: the second waits. */
#define LOCK "SELECT pg_advisory_xact_lock(4705200117)"

/* PostgreSQL's own file locks, so to speak: every connection shares one, and who replaces the
 * database has it alone. It ends with the connection, however that ends. */
#define PRESENCE "4705200118"
#define SHARE    "SELECT pg_try_advisory_lock_shared(" PRESENCE ")"
#define CLOSE    "SELECT pg_try_advisory_lock(" PRESENCE ")"

/* Of PostgreSQL's tables. */
#define HAS_META    "to_regclass('meta') IS NOT NULL"
#define HAS_TENANTS "to_regclass('tenant') IS NOT NULL"

struct _GaDatabase
{
  GObject parent_instance;
  char *folder;
  char *url;
  GaSchema *schema;
  GPtrArray *tables;
  GHashTable *readable;
};

G_DEFINE_FINAL_TYPE (GaDatabase, ga_database, G_TYPE_OBJECT)

static void
ga_database_finalize (GObject *object)
{
  GaDatabase *self = GA_DATABASE (object);

  g_free (self->folder);
  g_free (self->url);
  g_object_unref (self->schema);
  g_ptr_array_unref (self->tables);
  g_hash_table_unref (self->readable);
  G_OBJECT_CLASS (ga_database_parent_class)->finalize (object);
}

static void
ga_database_class_init (GaDatabaseClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ga_database_finalize;
}

static void
ga_database_init (GaDatabase *self)
{
}

GaDatabase *
ga_database_new (const char *folder, const char *url, GaSchema *schema)
{
  GaDatabase *self = g_object_new (GA_TYPE_DATABASE, NULL);

  self->folder = g_strdup (folder);
  self->url = g_strdup (url);
  self->schema = g_object_ref (schema);
  self->tables = ga_tables_new (schema);
  self->readable = ga_tables_list_readable (self->tables);
  return self;
}

GaSchema *
ga_database_get_schema (GaDatabase *self)
{
  return self->schema;
}

const char *
ga_database_get_folder (GaDatabase *self)
{
  return self->folder;
}

const char *
ga_database_get_url (GaDatabase *self)
{
  return self->url;
}

gboolean
ga_database_is_postgresql (GaDatabase *self)
{
  return self->url != NULL;
}

char *
ga_database_get_path (GaDatabase *self)
{
  return g_build_filename (self->folder, FILE_NAME, NULL);
}

char *
ga_database_get_index_path (GaDatabase *self)
{
  return self->url != NULL ? NULL : g_build_filename (self->folder, FILE_NAME "-shm", NULL);
}

gboolean
ga_statement_read_integer (GaStatement *self, gboolean *found, gint64 *integer, GError **error)
{
  if (!ga_statement_step (self, found, error))
    return FALSE;
  if (*found)
    *integer = ga_statement_get_integer (self, 0);
  ga_statement_reset (self);
  return TRUE;
}

char *
ga_meta_get (GaSql *sql, const char *name, GError **error)
{
  GaStatement *statement = ga_sql_prepare (sql, "SELECT value FROM meta WHERE name = $1", error);
  char *value = NULL;
  gboolean row;

  if (statement == NULL)
    return NULL;
  ga_statement_bind_text (statement, 1, name);
  if (!ga_statement_step (statement, &row, error))
    return NULL;
  value = g_strdup (row ? ga_statement_get_text (statement, 0) : "");
  if (row)
    ga_statement_reset (statement);
  if (value == NULL)
    ga_sql_fail (GA_SQL_ERROR_CORRUPT, NULL, error);
  return value;
}

gboolean
ga_meta_set (GaSql *sql, const char *name, const char *value, GError **error)
{
  GaStatement *statement =
      ga_sql_prepare (sql,
                      "INSERT INTO meta (name, value) VALUES ($1, $2) "
                      "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                      error);

  if (statement == NULL)
    return FALSE;
  ga_statement_bind_text (statement, 1, name);
  ga_statement_bind_text (statement, 2, value);
  return ga_statement_run (statement, error);
}

gboolean
ga_meta_count_up (GaSql *sql, const char *name, gint64 *number, GError **error)
{
  GaStatement *statement =
      ga_sql_prepare (sql,
                      "INSERT INTO meta (name, value) VALUES ($1, '1') ON CONFLICT (name) DO "
                      "UPDATE SET value = CAST(CAST(meta.value AS bigint) + 1 AS text) "
                      "RETURNING CAST(value AS bigint)",
                      error);
  gboolean found;

  if (statement == NULL)
    return FALSE;
  ga_statement_bind_text (statement, 1, name);
  return ga_statement_read_integer (statement, &found, number, error);
}

static gboolean
set_meta_once (GaSql *sql, const char *name, const char *value, GError **error)
{
  GaStatement *statement = ga_sql_prepare (
      sql, "INSERT INTO meta (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING", error);

  if (statement == NULL)
    return FALSE;
  ga_statement_bind_text (statement, 1, name);
  ga_statement_bind_text (statement, 2, value);
  return ga_statement_run (statement, error);
}

/* Names of the columns that there are. */
static GHashTable *
list_columns (GaSql *sql, const GaTable *table, GError **error)
{
  g_autoptr (GHashTable) columns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gboolean postgresql = ga_sql_is_postgresql (sql);
  g_autofree char *quoted = ga_table_quote (table->name, table->names, TRUE);
  g_autofree char *plain = g_strconcat (table->names ? "names." : "", table->name, NULL);
  GaStatement *statement = ga_sql_prepare (
      sql,
      postgresql ? "SELECT attname FROM pg_attribute "
                   "WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped"
                 : "SELECT name FROM pragma_table_info($1)",
      error);
  gboolean row = TRUE;

  if (statement == NULL)
    return NULL;
  ga_statement_bind_text (statement, 1, postgresql ? quoted : plain);
  while (TRUE)
    {
      if (!ga_statement_step (statement, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&columns);
      g_hash_table_add (columns, g_strdup (ga_statement_get_text (statement, 0)));
    }
}

static gboolean
has_index (GaSql *sql, const GaTable *table, guint index, gboolean *found, GError **error)
{
  g_autofree char *name = ga_table_name_index (table, index);
  g_autofree char *quoted = ga_table_quote (name, table->names, TRUE);
  GaStatement *statement =
      ga_sql_prepare (sql, "SELECT 1 WHERE to_regclass($1) IS NOT NULL", error);
  gint64 one;

  if (statement == NULL)
    return FALSE;
  ga_statement_bind_text (statement, 1, quoted);
  return ga_statement_read_integer (statement, found, &one, error);
}

/* PostgreSQL waits for all who write to the table before it finds that the index is there already,
 * and one of them may be waiting for us: a command beside a busy server would be given up. */
static gboolean
make_index (GaSql *sql, const GaTable *table, guint index, GError **error)
{
  gboolean postgresql = ga_sql_is_postgresql (sql), found = FALSE;
  g_autofree char *make = ga_table_index_to_sql (table, index, postgresql);

  if (postgresql && !has_index (sql, table, index, &found, error))
    return FALSE;
  return found || ga_sql_exec (sql, make, error);
}

/* What the table lacks; nothing where there is no such table. */
static gboolean
add_columns (GaSql *sql, const GaTable *table, GError **error)
{
  g_autoptr (GHashTable) columns = list_columns (sql, table, error);

  if (columns == NULL)
    return FALSE;
  for (guint i = 0; i < table->columns->len && g_hash_table_size (columns) > 0; i++)
    {
      const GaColumn *column = &g_array_index (table->columns, GaColumn, i);
      g_autofree char *add = ga_table_column_to_sql (table, column, ga_sql_is_postgresql (sql));

      if (!g_hash_table_contains (columns, column->name) && !ga_sql_exec (sql, add, error))
        return FALSE;
    }
  return TRUE;
}

/* Columns first: an index may be of a new one. */
static gboolean
make_table (GaSql *sql, const GaTable *table, GError **error)
{
  g_autofree char *make = ga_table_to_sql (table, ga_sql_is_postgresql (sql));

  if (!ga_sql_exec (sql, make, error) || !add_columns (sql, table, error))
    return FALSE;
  for (guint i = 0; i < table->indexes->len; i++)
    if (!make_index (sql, table, i, error))
      return FALSE;
  return TRUE;
}

void
ga_database_add_columns (GaDatabase *self, GaSql *sql)
{
  for (guint i = 0; i < self->tables->len; i++)
    if (!ga_sql_savepoint (sql, NULL) ||
        !add_columns (sql, g_ptr_array_index (self->tables, i), NULL) ||
        !ga_sql_release (sql, NULL))
      ga_sql_rollback_to (sql, NULL);
}

/* The role that reads counts. It belongs to the whole PostgreSQL and may have been made before, by
 * its administrator if this user may not. */
static gboolean
make_role (GaSql *sql, GError **error)
{
  g_autoptr (GError) local = NULL;

  /* Who may not make roles may not even try. */
  if (ga_sql_exec (sql,
                   "DO 'BEGIN IF to_regrole(''gangart_counts'') IS NULL THEN "
                   "CREATE ROLE gangart_counts NOLOGIN; END IF; "
                   "EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END'",
                   &local) &&
      ga_sql_exec (sql,
                   "DO 'BEGIN IF NOT pg_has_role(current_user, ''gangart_counts'', ''MEMBER'') "
                   "THEN GRANT gangart_counts TO CURRENT_USER; END IF; END'",
                   &local))
    return TRUE;
  if (!g_error_matches (local, GA_SQL_ERROR, GA_SQL_ERROR_DENIED))
    g_propagate_error (error, g_steal_pointer (&local));
  else
    g_set_error_literal (
        error, GA_SQL_ERROR, GA_SQL_ERROR_DENIED,
        _ ("The role gangart_counts is missing, or this user is not a member of it. Let the "
           "administrator of PostgreSQL run: CREATE ROLE gangart_counts NOLOGIN; GRANT "
           "gangart_counts TO the user."));
  return FALSE;
}

/* Made anew each time, as a database that was restored may be without. */
static gboolean
grant_counts (GaSql *sql, GPtrArray *tables, GError **error)
{
  for (guint i = 0; i < tables->len; i++)
    {
      const GaTable *table = g_ptr_array_index (tables, i);
      g_autofree char *name = ga_table_quote (table->name, table->names, TRUE);
      g_autofree char *revoke = g_strdup_printf ("REVOKE ALL ON %s FROM gangart_counts", name);
      g_autofree char *grant = ga_table_grant_to_sql (table);

      if (!ga_sql_exec (sql, revoke, error) || (grant != NULL && !ga_sql_exec (sql, grant, error)))
        return FALSE;
    }
  return TRUE;
}

/* Data of a newer program: this one would not know what it breaks. */
static gboolean
check_version (GaSql *sql, GError **error)
{
  g_autofree char *text = ga_meta_get (sql, "schema", error);
  gint64 version = 0;

  if (text == NULL)
    return FALSE;
  if (*text != '\0' && !g_ascii_string_to_signed (text, 10, 0, G_MAXINT64, &version, NULL))
    return ga_sql_fail (GA_SQL_ERROR_CORRUPT, NULL, error);
  if (version <= GA_SCHEMA_VERSION)
    return TRUE;
  g_set_error_literal (error, GA_SQL_ERROR, GA_SQL_ERROR_FAILED,
                       _ ("The database was used by a newer version of Gangart. Install the newest "
                          "version of the server."));
  return FALSE;
}

/* What was given is never given again, whatever became of the note of it. Others may be counting
 * up: what is there is read first, as the note is then no older. */
static gboolean
settle_counter (GaSql *sql, const char *name, GError **error)
{
  g_autofree char *text = g_strdup_printf ("SELECT max(number) FROM %s", name);
  GaStatement *statement = ga_sql_prepare (sql, text, error);
  gint64 highest = 0, noted = 0;
  g_autofree char *value = NULL;
  gboolean found;

  if (statement == NULL || !ga_statement_read_integer (statement, &found, &highest, error))
    return FALSE;
  value = ga_meta_get (sql, name, error);
  if (value == NULL)
    return FALSE;
  if ((*value == '\0' || g_ascii_string_to_signed (value, 10, 0, G_MAXINT64, &noted, NULL)) &&
      noted >= highest)
    return TRUE;
  g_free (value);
  value = g_strdup_printf ("%" G_GINT64_FORMAT, highest);
  return ga_meta_set (sql, name, value, error);
}

static gboolean
note_facts (GaSql *sql, GError **error)
{
  guint8 key[crypto_generichash_KEYBYTES];
  char text[2 * sizeof key + 1];
  g_autofree char *version = g_strdup_printf ("%d", GA_SCHEMA_VERSION);

  if (sodium_init () < 0)
    return ga_sql_fail (GA_SQL_ERROR_FAILED, NULL, error);
  randombytes_buf (key, sizeof key);
  sodium_bin2hex (text, sizeof text, key, sizeof key);
  return set_meta_once (sql, "erasure-key", text, error) &&
         ga_meta_set (sql, "schema", version, error) && settle_counter (sql, "tenant", error) &&
         settle_counter (sql, "account", error) && settle_counter (sql, "device", error);
}

/* Else an empty one would be made, as if nothing had been noted yet. */
static gboolean
check_meta_is_there (GaSql *sql, GError **error)
{
  GaStatement *statement = ga_sql_prepare (sql, "SELECT " HAS_META " OR NOT " HAS_TENANTS, error);
  gint64 sound = 0;
  gboolean found;

  if (statement == NULL || !ga_statement_read_integer (statement, &found, &sound, error))
    return FALSE;
  return sound != 0 || ga_sql_fail (GA_SQL_ERROR_CORRUPT, NULL, error);
}

gboolean
ga_database_make_tables (GaDatabase *self, GaSql *sql, GError **error)
{
  if (!ga_sql_exec (sql, self->url != NULL ? LOCK : MARK, error) ||
      (self->url != NULL && (!check_meta_is_there (sql, error) ||
                             !ga_sql_exec (sql, "CREATE SCHEMA IF NOT EXISTS names", error))))
    return FALSE;
  for (guint i = 0; i < self->tables->len; i++)
    if (!make_table (sql, g_ptr_array_index (self->tables, i), error) ||
        (i == 0 && !check_version (sql, error)))
      return FALSE;
  return note_facts (sql, error) &&
         (self->url == NULL || (make_role (sql, error) && grant_counts (sql, self->tables, error)));
}

gboolean
ga_database_drop_tables (GaDatabase *self, GaSql *sql, GError **error)
{
  for (guint i = 0; i < self->tables->len; i++)
    {
      const GaTable *table = g_ptr_array_index (self->tables, i);
      g_autofree char *drop = g_strdup_printf ("DROP TABLE IF EXISTS \"%s\"", table->name);

      if (!table->names && !ga_sql_exec (sql, drop, error))
        return FALSE;
    }
  return ga_sql_exec (sql, "DROP SCHEMA IF EXISTS names CASCADE", error);
}

gboolean
ga_database_is_ours (GaSql *sql, gboolean may_be_new, GError **error)
{
  GaStatement *statement =
      ga_sql_prepare (sql,
                      "SELECT (SELECT application_id FROM pragma_application_id), "
                      "(SELECT count(*) FROM sqlite_schema), "
                      "(SELECT count(*) FROM sqlite_schema WHERE name = 'meta')",
                      error);
  gboolean row, ours, is_new;

  if (statement == NULL || !ga_statement_step (statement, &row, error))
    return FALSE;
  ours = ga_statement_get_integer (statement, 0) == GA_DATABASE_APPLICATION_ID &&
         ga_statement_get_integer (statement, 2) == 1;
  is_new = ga_statement_get_integer (statement, 1) == 0;
  ga_statement_reset (statement);
  if (is_new && may_be_new)
    return TRUE;
  return ours && !is_new ? check_version (sql, error)
                         : ga_sql_fail (GA_SQL_ERROR_CORRUPT, NULL, error);
}

static gboolean
take_lock (GaSql *sql, const char *text, const char *sentence, GError **error)
{
  GaStatement *statement = ga_sql_prepare (sql, text, error);
  gint64 taken = 0;
  gboolean found;

  if (statement == NULL || !ga_statement_read_integer (statement, &found, &taken, error))
    return FALSE;
  if (taken == 0)
    g_set_error_literal (error, GA_SQL_ERROR, GA_SQL_ERROR_BUSY, sentence);
  return taken != 0;
}

/* While others have SQLite's file open its log cannot be done away with. */
gboolean
ga_database_take_alone (GaSql *sql, GError **error)
{
  const char *sentence = _ ("The server is running. Stop it first. The data are as they were.");
  g_autoptr (GError) local = NULL;

  if (ga_sql_is_postgresql (sql))
    return take_lock (sql, CLOSE, sentence, error);
  if (ga_sql_exec (sql, "PRAGMA journal_mode = DELETE", &local))
    return TRUE;
  if (g_error_matches (local, GA_SQL_ERROR, GA_SQL_ERROR_BUSY))
    g_set_error_literal (error, GA_SQL_ERROR, GA_SQL_ERROR_BUSY, sentence);
  else
    g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static GaSql *
connect_postgresql (GaDatabase *self, GaSqlRole role, GError **error)
{
  g_autoptr (GaSql) sql = ga_sql_postgresql_open (self->url, role, error);

  return sql != NULL && take_lock (sql, SHARE,
                                   _ ("The database is being replaced by another command. Try "
                                      "again when that is done."),
                                   error)
             ? g_steal_pointer (&sql)
             : NULL;
}

gboolean
ga_database_prepare (GaDatabase *self, GError **error)
{
  g_autofree char *path = ga_database_get_path (self);
  g_autoptr (GaSql) sql = NULL;

  if (g_mkdir_with_parents (self->folder, 0700) < 0)
    {
      g_set_error (error, GA_SQL_ERROR, GA_SQL_ERROR_FAILED,
                   _ ("The folder for the data cannot be made: %s."), g_strerror (errno));
      return FALSE;
    }
  sql = self->url != NULL ? connect_postgresql (self, GA_SQL_WRITER, error)
                          : ga_sql_sqlite_open (path, GA_SQL_WRITER, TRUE, NULL, error);
  if (sql == NULL || (self->url == NULL && !ga_database_is_ours (sql, TRUE, error)) ||
      !ga_sql_begin (sql, error))
    return FALSE;
  if (ga_database_make_tables (self, sql, error))
    return ga_sql_commit (sql, error);
  ga_sql_rollback (sql);
  return FALSE;
}

gboolean
ga_database_exists (GaDatabase *self, gboolean *exists, GError **error)
{
  g_autofree char *path = ga_database_get_path (self);
  g_autoptr (GaSql) sql = NULL;
  GaStatement *statement;
  gboolean found;
  gint64 there = 0;

  *exists = self->url == NULL && g_file_test (path, G_FILE_TEST_EXISTS);
  if (self->url == NULL)
    return TRUE;
  sql = connect_postgresql (self, GA_SQL_READER, error);
  statement =
      sql != NULL ? ga_sql_prepare (sql, "SELECT " HAS_META " OR " HAS_TENANTS, error) : NULL;
  if (statement == NULL || !ga_statement_read_integer (statement, &found, &there, error))
    return FALSE;
  *exists = there != 0;
  return TRUE;
}

GaSql *
ga_database_connect (GaDatabase *self, GaSqlRole role, GError **error)
{
  g_autofree char *path = ga_database_get_path (self);

  return self->url != NULL ? connect_postgresql (self, role, error)
                           : ga_sql_sqlite_open (path, role, FALSE, self->readable, error);
}

/* SQLite is there once it has read. */
GaSql *
ga_database_stay (GaDatabase *self, GError **error)
{
  g_autoptr (GaSql) sql = ga_database_connect (self, GA_SQL_READER, error);
  g_autofree char *version = sql != NULL ? ga_meta_get (sql, "schema", error) : NULL;

  return version != NULL ? g_steal_pointer (&sql) : NULL;
}

const char *
ga_sql_table (GaSql *sql, const GaEntity *entity)
{
  char *name = g_hash_table_lookup (sql->tables, entity);

  if (name == NULL)
    {
      name =
          ga_table_quote (entity->name, ga_entity_is_private (entity), ga_sql_is_postgresql (sql));
      g_hash_table_insert (sql->tables, (gpointer) entity, name);
    }
  return name;
}
