/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/ga-sql.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "server/ga-sql-private.h"

/* clang-format off */
G_DEFINE_QUARK (ga-sql-error-quark, ga_sql_error)
/* clang-format on */

static const char *const sentences[] = {
  [GA_SQL_ERROR_FAILED] = N_ ("The database could not do what was asked of it."),
  [GA_SQL_ERROR_BUSY] = N_ ("The database is busy with others. Try again in a moment."),
  [GA_SQL_ERROR_LOST] =
      N_ ("There is no connection to the database. Check that it runs and that its address is "
          "right."),
  [GA_SQL_ERROR_FULL] =
      N_ ("The disk of the database is full, so nothing was saved. Make room on it and try again."),
  [GA_SQL_ERROR_DENIED] = N_ ("The database does not allow that to be read or written."),
  [GA_SQL_ERROR_CORRUPT] =
      N_ ("The database is damaged, or of another program. Restore the last backup."),
};

gboolean
ga_sql_fail (GaSqlError code, const char *detail, GError **error)
{
  if (detail != NULL)
    g_set_error (error, GA_SQL_ERROR, code, "%s (%s)", _ (sentences[code]), detail);
  else
    g_set_error_literal (error, GA_SQL_ERROR, code, _ (sentences[code]));
  return FALSE;
}

static void
free_statement (gpointer data)
{
  GaStatement *self = data;

  self->sql->driver->free (self);
}

void
ga_sql_init (GaSql *self, const GaSqlDriver *driver, GaSqlRole role, gboolean is_postgresql)
{
  self->driver = driver;
  self->role = role;
  self->is_postgresql = is_postgresql;
  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_statement);
  self->tables = g_hash_table_new_full (NULL, NULL, NULL, g_free);
}

void
ga_sql_free (GaSql *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->statements);
  g_hash_table_unref (self->tables);
  self->driver->close (self);
}

gboolean
ga_sql_is_postgresql (GaSql *self)
{
  return self->is_postgresql;
}

GaSqlRole
ga_sql_get_role (GaSql *self)
{
  return self->role;
}

/* A statement that was left in the middle of its rows would keep its snapshot. */
static void
reset_all (GaSql *self)
{
  GHashTableIter iter;
  gpointer statement;

  g_hash_table_iter_init (&iter, self->statements);
  while (g_hash_table_iter_next (&iter, NULL, &statement))
    if (((GaStatement *) statement)->open)
      ga_statement_reset (statement);
}

static gboolean
send_text (GaSql *self, const char *sql, GError **error)
{
  GaStatement *statement = ga_sql_prepare (self, sql, error);

  return statement != NULL && ga_statement_send (statement, error);
}

gboolean
ga_sql_begin (GaSql *self, GError **error)
{
  if (self->role == GA_SQL_WRITER)
    return send_text (self, self->is_postgresql ? "BEGIN" : "BEGIN IMMEDIATE", error);
  return send_text (
      self, self->is_postgresql ? "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" : "BEGIN",
      error);
}

gboolean
ga_sql_commit (GaSql *self, GError **error)
{
  GaStatement *statement;

  reset_all (self);
  statement = ga_sql_prepare (self, "COMMIT", error);
  return statement != NULL && ga_statement_run (statement, error);
}

void
ga_sql_rollback (GaSql *self)
{
  reset_all (self);
  ga_sql_exec (self, "ROLLBACK", NULL);
}

gboolean
ga_sql_savepoint (GaSql *self, GError **error)
{
  return send_text (self, "SAVEPOINT part", error);
}

gboolean
ga_sql_release (GaSql *self, GError **error)
{
  reset_all (self);
  return send_text (self, "RELEASE SAVEPOINT part", error);
}

gboolean
ga_sql_rollback_to (GaSql *self, GError **error)
{
  reset_all (self);
  return ga_sql_exec (self, "ROLLBACK TO SAVEPOINT part; RELEASE SAVEPOINT part", error);
}

gboolean
ga_sql_exec (GaSql *self, const char *sql, GError **error)
{
  return self->driver->exec (self, sql, error);
}

void
ga_sql_put_off_tidying (GaSql *self)
{
  if (self->driver->put_off_tidying != NULL)
    self->driver->put_off_tidying (self);
}

void
ga_sql_tidy (GaSql *self)
{
  if (self->driver->tidy != NULL)
    self->driver->tidy (self);
}

GaStatement *
ga_sql_prepare (GaSql *self, const char *sql, GError **error)
{
  GaStatement *statement = g_hash_table_lookup (self->statements, sql);

  if (statement != NULL)
    {
      ga_statement_clear (statement);
      return statement;
    }
  statement = self->driver->prepare (self, sql, error);
  if (statement != NULL)
    g_hash_table_insert (self->statements, g_strdup (sql), statement);
  return statement;
}

void
ga_statement_clear (GaStatement *self)
{
  ga_statement_reset (self);
  self->sql->driver->unbind (self);
}

void
ga_statement_bind_integer (GaStatement *self, int index, gint64 integer)
{
  self->sql->driver->bind_integer (self, index, integer);
}

void
ga_statement_bind_text (GaStatement *self, int index, const char *text)
{
  if (text != NULL)
    self->sql->driver->bind_text (self, index, text);
  else
    self->sql->driver->bind_null (self, index);
}

void
ga_statement_bind_bytes (GaStatement *self, int index, gconstpointer bytes, gsize length)
{
  if (bytes != NULL)
    self->sql->driver->bind_bytes (self, index, bytes, length);
  else
    self->sql->driver->bind_null (self, index);
}

void
ga_statement_bind_id (GaStatement *self, int index, const GaId *id)
{
  if (id != NULL && !ga_id_is_none (id))
    self->sql->driver->bind_id (self, index, id);
  else
    self->sql->driver->bind_null (self, index);
}

void
ga_statement_bind_value (GaStatement *self, int index, const GaValue *value)
{
  switch (value->kind)
    {
    case GA_VALUE_NONE:
      self->sql->driver->bind_null (self, index);
      break;
    case GA_VALUE_INTEGER:
      ga_statement_bind_integer (self, index, value->integer);
      break;
    case GA_VALUE_TEXT:
      ga_statement_bind_text (self, index, value->text);
      break;
    case GA_VALUE_ID:
      ga_statement_bind_id (self, index, &value->id);
      break;
    }
}

gboolean
ga_statement_step (GaStatement *self, gboolean *row, GError **error)
{
  gboolean ok;

  *row = FALSE;
  self->open = TRUE;
  ok = self->sql->driver->step (self, row, error);
  if (!*row)
    ga_statement_reset (self);
  return ok;
}

gboolean
ga_statement_run (GaStatement *self, GError **error)
{
  gboolean row = TRUE;

  while (row)
    if (!ga_statement_step (self, &row, error))
      return FALSE;
  return TRUE;
}

gboolean
ga_statement_send (GaStatement *self, GError **error)
{
  if (self->sql->driver->send == NULL)
    return ga_statement_run (self, error);
  ga_statement_reset (self);
  return self->sql->driver->send (self, error);
}

static gboolean
find_some (GaStatement *statement, GaSqlRowFunc func, gpointer user_data, GError **error)
{
  gboolean row = TRUE;

  while (ga_statement_step (statement, &row, error))
    {
      if (!row)
        return TRUE;
      if (!func (statement, user_data, error))
        break;
    }
  ga_statement_reset (statement);
  return FALSE;
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  const GaId *left = *(const GaId *const *) a, *right = *(const GaId *const *) b;

  return memcmp (left->bytes, right->bytes, sizeof left->bytes);
}

/* (transfer container): in the order of the indexes, where what was made together lies together. */
static const GaId **
sort_ids (GHashTable *ids)
{
  guint n_ids;
  const GaId **sorted = (const GaId **) g_hash_table_get_keys_as_array (ids, &n_ids);

  qsort (sorted, n_ids, sizeof *sorted, compare_ids);
  return sorted;
}

gboolean
ga_sql_find_many (GaSql *self,
                  const char *sql,
                  gint64 tenant,
                  GHashTable *ids,
                  GaSqlRowFunc func,
                  gpointer user_data,
                  GError **error)
{
  GaStatement *statement = ga_sql_prepare (self, sql, error);
  g_autofree const GaId **sorted = sort_ids (ids);
  guint n_ids = g_hash_table_size (ids);

  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, tenant);
  for (guint i = 0; i < n_ids; i++)
    {
      ga_statement_bind_id (statement, 2, sorted[i]);
      if (!(self->driver->send != NULL ? ga_statement_send (statement, error)
                                       : find_some (statement, func, user_data, error)))
        return FALSE;
    }
  return self->driver->send == NULL ||
         self->driver->receive (statement, n_ids, func, user_data, error);
}

void
ga_statement_reset (GaStatement *self)
{
  self->open = FALSE;
  self->sql->driver->reset (self);
}

gint64
ga_statement_get_changed (GaStatement *self)
{
  return self->sql->driver->get_changed (self);
}

gboolean
ga_statement_is_null (GaStatement *self, int column)
{
  return self->sql->driver->is_null (self, column);
}

gint64
ga_statement_get_integer (GaStatement *self, int column)
{
  return self->sql->driver->get_integer (self, column);
}

const char *
ga_statement_get_text (GaStatement *self, int column)
{
  return self->sql->driver->get_text (self, column);
}

gconstpointer
ga_statement_get_bytes (GaStatement *self, int column, gsize *length)
{
  return self->sql->driver->get_bytes (self, column, length);
}

gboolean
ga_statement_get_id (GaStatement *self, int column, GaId *id)
{
  if (!ga_statement_is_null (self, column) && self->sql->driver->get_id (self, column, id))
    return TRUE;
  *id = (GaId){ { 0 } };
  return FALSE;
}

void
ga_statement_get_value (GaStatement *self, int column, const GaField *field, GaValue *value)
{
  GaId id;

  ga_value_clear (value);
  if (ga_statement_is_null (self, column))
    return;
  if (ga_field_is_number (field) || field->type == GA_FIELD_FLAG)
    ga_value_set_integer (value, ga_statement_get_integer (self, column));
  else if (field->type != GA_FIELD_REFERENCE)
    ga_value_set_text (value, ga_statement_get_text (self, column));
  else if (ga_statement_get_id (self, column, &id))
    ga_value_set_id (value, &id);
}
