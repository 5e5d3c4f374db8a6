/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "server/ga-database-backup.h"
#include "server/ga-database-private.h"
#include "server/ga-database-tables.h"

static gboolean
refuse (const char *sentence, GError **error)
{
  g_set_error_literal (error, GA_SQL_ERROR, GA_SQL_ERROR_FAILED, sentence);
  return FALSE;
}

/* `"a", "b"`, or `$1, $2` */
static char *
list_columns (const GaTable *table, gboolean numbers)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < table->columns->len; i++)
    {
      const GaColumn *column = &g_array_index (table->columns, GaColumn, i);

      g_string_append (list, i > 0 ? ", " : "");
      if (numbers)
        g_string_append_printf (list, "$%u", i + 1);
      else
        g_string_append_printf (list, "\"%s\"", column->name);
    }
  return g_string_free (g_steal_pointer (&list), FALSE);
}

static void
carry_value (GaStatement *from, GaStatement *to, int index, GaColumnType type)
{
  GaId id = { 0 };
  gconstpointer bytes;
  gsize length;

  if (ga_statement_is_null (from, index))
    {
      ga_statement_bind_text (to, index + 1, NULL);
      return;
    }
  switch (type)
    {
    case GA_COLUMN_INTEGER:
      ga_statement_bind_integer (to, index + 1, ga_statement_get_integer (from, index));
      break;
    case GA_COLUMN_ID:
      ga_statement_get_id (from, index, &id);
      ga_statement_bind_id (to, index + 1, &id);
      break;
    case GA_COLUMN_BYTES:
      bytes = ga_statement_get_bytes (from, index, &length);
      ga_statement_bind_bytes (to, index + 1, bytes, length);
      break;
    case GA_COLUMN_TEXT:
    default:
      ga_statement_bind_text (to, index + 1, ga_statement_get_text (from, index));
      break;
    }
}

static gboolean
carry_rows (
    const GaTable *table, GaStatement *from, GaStatement *to, gint64 *n_rows, GError **error)
{
  gboolean row = TRUE;

  while (TRUE)
    {
      if (!ga_statement_step (from, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      for (guint i = 0; i < table->columns->len; i++)
        carry_value (from, to, (int) i, g_array_index (table->columns, GaColumn, i).type);
      if (!ga_statement_send (to, error))
        return FALSE;
      (*n_rows)++;
    }
}

static gboolean
count_rows (GaSql *sql, const char *table, gint64 *n_rows, GError **error)
{
  g_autofree char *text = g_strdup_printf ("SELECT count(*) FROM %s", table);
  GaStatement *statement = ga_sql_prepare (sql, text, error);
  gboolean found;

  return statement != NULL && ga_statement_read_integer (statement, &found, n_rows, error);
}

static gboolean
carry_table (GaSql *from, GaSql *to, const GaTable *table, GError **error)
{
  g_autofree char *source = ga_table_quote (table->name, table->names, ga_sql_is_postgresql (from));
  g_autofree char *target = ga_table_quote (table->name, table->names, ga_sql_is_postgresql (to));
  g_autofree char *columns = list_columns (table, FALSE);
  g_autofree char *numbers = list_columns (table, TRUE);
  g_autofree char *read = g_strdup_printf ("SELECT %s FROM %s", columns, source);
  g_autofree char *write =
      g_strdup_printf ("INSERT INTO %s (%s) VALUES (%s)", target, columns, numbers);
  GaStatement *reading = ga_sql_prepare (from, read, error);
  GaStatement *writing = reading != NULL ? ga_sql_prepare (to, write, error) : NULL;
  gint64 n_carried = 0, n_there = 0;

  if (writing == NULL || !carry_rows (table, reading, writing, &n_carried, error) ||
      !count_rows (to, target, &n_there, error))
    return FALSE;
  return n_there == n_carried ||
         refuse (_ ("The two databases do not agree. Nothing was moved."), error);
}

/* Into tables that are there, and empty but for what is in a new database. */
static gboolean
carry_everything (GaDatabase *target, GaSql *from, GaSql *to, GError **error)
{
  GaSchema *schema = ga_database_get_schema (target);
  g_autoptr (GPtrArray) tables = ga_tables_new (schema);
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func (g_free);
  gint64 n_tenants = 0;

  if (!count_rows (to, "tenant", &n_tenants, error))
    return FALSE;
  if (n_tenants > 0)
    return refuse (_ ("There is an association in that database already. Nothing was moved."),
                   error);
  if (!ga_sql_exec (to, "DELETE FROM meta", error))
    return FALSE;
  for (guint i = 0; i < tables->len; i++)
    if (!carry_table (from, to, g_ptr_array_index (tables, i), error))
      return FALSE;
  if (!ga_database_check_within (to, schema, findings, error))
    return FALSE;
  return findings->len == 0 || refuse (g_ptr_array_index (findings, 0), error);
}

static gboolean
move (GaDatabase *target, GaSql *from, GError **error)
{
  g_autoptr (GaSql) to = NULL;

  if (!ga_database_prepare (target, error))
    return FALSE;
  to = ga_database_connect (target, GA_SQL_WRITER, error);
  if (to == NULL || !ga_database_take_alone (to, error) || !ga_sql_begin (to, error))
    return FALSE;
  if (carry_everything (target, from, to, error))
    return ga_sql_commit (to, error);
  ga_sql_rollback (to);
  return FALSE;
}

/* So that nobody serves it any more. */
static char *
put_aside (const char *path, GError **error)
{
  g_autofree char *kept = ga_database_name_kept (path, "server-before-move", "db");

  if (g_rename (path, kept) == 0)
    return g_steal_pointer (&kept);
  g_set_error (error, GA_SQL_ERROR, GA_SQL_ERROR_FAILED,
               _ ("Everything was moved, but the old database could not be put aside: %s. Do not "
                  "serve it any more."),
               g_strerror (errno));
  return NULL;
}

gboolean
ga_database_move (GaDatabase *self, GaDatabase *target, char **kept, GError **error)
{
  g_autofree char *path = ga_database_get_path (self);
  g_autoptr (GaSql) from = NULL;
  gboolean moved;

  *kept = NULL;
  from = ga_database_connect (self, GA_SQL_WRITER, error);
  if (from == NULL || !ga_database_take_alone (from, error) ||
      !ga_database_is_sound (from, NULL, error) || !ga_sql_begin (from, error))
    return FALSE;
  moved = move (target, from, error);
  ga_sql_rollback (from);
  if (moved)
    *kept = put_aside (path, error);
  return *kept != NULL;
}
