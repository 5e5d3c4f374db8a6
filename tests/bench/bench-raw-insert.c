/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <sqlite3.h>
#include <stdio.h>

#include "sync/ga-pull.h"

/*
 * What a first sync cannot do without: the rows of its answers into raw SQLite, in tables with the
 * columns and indexes of a profile, and nothing else.
 *
 *   bench-raw-insert PROFILE.db RAW.db ANSWER…      prints the seconds it took
 */

typedef struct
{
  sqlite3 *raw;
  GHashTable *statements; /* GaEntity → sqlite3_stmt */
} Filling;

static void
check (sqlite3 *database, int code)
{
  if (code != SQLITE_OK && code != SQLITE_DONE && code != SQLITE_ROW)
    g_error ("%s", sqlite3_errmsg (database));
}

static int
collate_cb (void *data, int a_length, const void *a, int b_length, const void *b)
{
  int order = memcmp (a, b, (gsize) MIN (a_length, b_length));

  return order != 0 ? order : a_length - b_length;
}

static sqlite3_stmt *
get_statement (Filling *self, const GaEntity *entity)
{
  sqlite3_stmt *statement = g_hash_table_lookup (self->statements, entity);
  g_autoptr (GString) columns = g_string_new ("id, _space, _rev");
  g_autoptr (GString) marks = g_string_new ("?, 1, ?");
  g_autofree char *sql = NULL;

  if (statement != NULL)
    return statement;
  for (guint i = 0; i < entity->n_fields; i++)
    {
      g_string_append_printf (columns, ", \"%s\"", entity->fields[i].name);
      g_string_append (marks, ", ?");
    }
  sql = g_strdup_printf ("INSERT OR REPLACE INTO \"%s\" (%s) VALUES (%s)", entity->name,
                         columns->str, marks->str);
  check (self->raw, sqlite3_prepare_v2 (self->raw, sql, -1, &statement, NULL));
  g_hash_table_insert (self->statements, (gpointer) entity, statement);
  return statement;
}

static void
free_statement (gpointer statement)
{
  sqlite3_finalize (statement);
}

static void
bind (sqlite3_stmt *statement, int index, const GaValue *value)
{
  switch (value->kind)
    {
    case GA_VALUE_INTEGER:
      sqlite3_bind_int64 (statement, index, value->integer);
      break;
    case GA_VALUE_TEXT:
      sqlite3_bind_text (statement, index, value->text, -1, SQLITE_STATIC);
      break;
    case GA_VALUE_ID:
      sqlite3_bind_blob (statement, index, value->id.bytes, sizeof value->id.bytes, SQLITE_STATIC);
      break;
    case GA_VALUE_NONE:
    default:
      sqlite3_bind_null (statement, index);
      break;
    }
}

static gboolean
row_cb (GaRow *row, gpointer user_data, GError **error)
{
  Filling *self = user_data;
  sqlite3_stmt *statement = get_statement (self, row->entity);

  sqlite3_bind_blob (statement, 1, row->id.bytes, sizeof row->id.bytes, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 2, row->revision);
  for (guint i = 0; i < row->entity->n_fields; i++)
    bind (statement, (int) i + 3, &row->values[i]);
  check (self->raw, sqlite3_step (statement));
  sqlite3_reset (statement);
  return TRUE;
}

/* Tables of the entities and their indexes, as the profile has them. */
static void
copy_schema (const char *profile, sqlite3 *raw, GaSchema *schema)
{
  sqlite3_stmt *statement;
  sqlite3 *source;

  check (NULL, sqlite3_open_v2 (profile, &source, SQLITE_OPEN_READONLY, NULL));
  check (source,
         sqlite3_prepare_v2 (source,
                             "SELECT tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL "
                             "AND type IN ('table', 'index') ORDER BY type DESC",
                             -1, &statement, NULL));
  while (sqlite3_step (statement) == SQLITE_ROW)
    if (ga_schema_get (schema, (const char *) sqlite3_column_text (statement, 0)) != NULL)
      check (raw, sqlite3_exec (raw, (const char *) sqlite3_column_text (statement, 1), NULL, NULL,
                                NULL));
  sqlite3_finalize (statement);
  sqlite3_close (source);
}

static void
insert_answer (Filling *self, GaSchema *schema, const char *file)
{
  static const GaPullHandler handler = { .row = row_cb };
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  gboolean more = FALSE;
  gsize length = 0;

  if (!g_file_get_contents (file, &text, &length, &error))
    g_error ("%s", error->message);
  check (self->raw, sqlite3_exec (self->raw, "BEGIN", NULL, NULL, NULL));
  if (!ga_pull_read_answer (schema, text, length, &handler, self, &more, &error))
    g_error ("%s", error->message);
  check (self->raw, sqlite3_exec (self->raw, "COMMIT", NULL, NULL, NULL));
}

int
main (int argc, char **argv)
{
  g_autoptr (GaSchema) schema = ga_schema_new ();
  Filling self = { .statements = g_hash_table_new_full (NULL, NULL, NULL, free_statement) };
  gint64 start = g_get_monotonic_time ();

  if (argc < 4)
    g_error ("See the head of this file");
  check (NULL, sqlite3_open (argv[2], &self.raw));
  check (self.raw, sqlite3_create_collation (self.raw, "danish", SQLITE_UTF8, NULL, collate_cb));
  check (self.raw, sqlite3_exec (self.raw, "PRAGMA journal_mode = wal; PRAGMA synchronous = full",
                                 NULL, NULL, NULL));
  copy_schema (argv[1], self.raw, schema);
  for (int i = 3; i < argc; i++)
    insert_answer (&self, schema, argv[i]);
  printf ("%.3f\n", (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC);
  g_hash_table_unref (self.statements);
  sqlite3_close (self.raw);
  return 0;
}
