/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <libpq-fe.h>

#include "server/ga-sql-private.h"

/* Of the types that come as text, the one whose text is not what SQLite would give. */
#define TYPE_BOOLEAN 16

typedef struct
{
  GaSql sql;
  PGconn *handle;
  guint n_statements;
  guint n_sent; /* whose results have not been read */
} Connection;

/* Values travel as text, whose type the database knows from the statement; bytes as they are. A
 * query's rows are fetched whole: no statement asks for more than a page or so. */
typedef struct
{
  GaStatement statement;
  char *name;
  int n_values;
  char **values;
  int *lengths;
  int *formats;
  PGresult *result;
  int row;
  gint64 changed;
  GPtrArray *bytes; /* what ga_statement_get_bytes() gave out of this row */
} Statement;

/* The first that fits @state from its start, codes of SQL's as of PostgreSQL's manual, appendix A.
 */
static const struct
{
  const char *state;
  GaSqlError code;
} states[] = {
  { "40001", GA_SQL_ERROR_BUSY },    { "40P01", GA_SQL_ERROR_BUSY },
  { "55P03", GA_SQL_ERROR_BUSY },    { "53100", GA_SQL_ERROR_FULL },
  { "53", GA_SQL_ERROR_BUSY },       { "42501", GA_SQL_ERROR_DENIED },
  { "25006", GA_SQL_ERROR_DENIED },  { "08", GA_SQL_ERROR_LOST },
  { "57P0", GA_SQL_ERROR_LOST },     { "XX001", GA_SQL_ERROR_CORRUPT },
  { "XX002", GA_SQL_ERROR_CORRUPT },
};

/* Only the code of a failure: its message may quote data. */
static gboolean
fail (Connection *self, const PGresult *result, GError **error)
{
  const char *state = PQresultErrorField (result, PG_DIAG_SQLSTATE);

  if (PQstatus (self->handle) == CONNECTION_BAD)
    return ga_sql_fail (GA_SQL_ERROR_LOST, NULL, error);
  g_debug ("PostgreSQL: %s", PQerrorMessage (self->handle));
  for (guint i = 0; state != NULL && i < G_N_ELEMENTS (states); i++)
    if (g_str_has_prefix (state, states[i].state))
      return ga_sql_fail (states[i].code, NULL, error);
  return ga_sql_fail (GA_SQL_ERROR_FAILED, state, error);
}

static gboolean
succeeded (const PGresult *result)
{
  ExecStatusType status = PQresultStatus (result);

  return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
}

static void
free_result (gpointer result)
{
  PQclear (result);
}

/* Reads what came of all that was sent; fails as the first of it did. @results: (nullable)
 * (element-type PGresult): gets those of the last @n */
static gboolean
settle (Connection *self, guint n, GPtrArray *results, GError **error)
{
  gboolean ok = TRUE;

  if (PQpipelineStatus (self->handle) == PQ_PIPELINE_OFF)
    return TRUE;
  PQpipelineSync (self->handle);
  for (; self->n_sent > 0; self->n_sent--)
    {
      PGresult *result;

      while ((result = PQgetResult (self->handle)) != NULL)
        {
          if (ok && !succeeded (result))
            ok = fail (self, result, error);
          if (results != NULL && self->n_sent <= n)
            g_ptr_array_add (results, result);
          else
            PQclear (result);
        }
    }
  PQclear (PQgetResult (self->handle)); /* that it was all */
  if (!PQexitPipelineMode (self->handle) || (results != NULL && results->len < n))
    return ok && ga_sql_fail (GA_SQL_ERROR_LOST, NULL, error);
  return ok;
}

/* Also when what was sent before has failed, as it may be what ends the transaction. */
static gboolean
exec (GaSql *self, const char *sql, GError **error)
{
  Connection *connection = (Connection *) self;
  gboolean settled = settle (connection, 0, NULL, error);
  PGresult *result = PQexec (connection->handle, sql);
  gboolean ok = succeeded (result) || fail (connection, result, settled ? error : NULL);

  PQclear (result);
  return settled && ok;
}

/* Lines up to a lone `\\.`; @self is in the midst of a COPY. */
static gboolean
copy_lines (Connection *self, GDataInputStream *script, GError **error)
{
  gboolean ended = FALSE, ok = TRUE;
  PGresult *result;

  while (ok && !ended)
    {
      gsize length;
      g_autofree char *line = g_data_input_stream_read_line (script, &length, NULL, NULL);

      ended = line != NULL && g_str_equal (line, "\\.");
      if (line == NULL)
        ok = ga_sql_fail (GA_SQL_ERROR_CORRUPT, NULL, error);
      else if (!ended && (PQputCopyData (self->handle, line, (int) length) != 1 ||
                          PQputCopyData (self->handle, "\n", 1) != 1))
        ok = fail (self, NULL, error);
    }
  PQputCopyEnd (self->handle, ended ? NULL : "cut short");
  while ((result = PQgetResult (self->handle)) != NULL)
    {
      if (ok && !succeeded (result))
        ok = fail (self, result, error);
      PQclear (result);
    }
  return ok;
}

/* Runs what has come together in @text. @copies: it ends in a COPY, whose lines follow in @script
 */
static gboolean
run_text (
    Connection *self, GString *text, gboolean copies, GDataInputStream *script, GError **error)
{
  PGresult *result = text->len > 0 ? PQexec (self->handle, text->str) : NULL;
  gboolean ok = text->len == 0 || succeeded (result) ||
                (copies && PQresultStatus (result) == PGRES_COPY_IN) || fail (self, result, error);

  PQclear (result);
  g_string_truncate (text, 0);
  return ok && (!copies || copy_lines (self, script, error));
}

gboolean
ga_sql_postgresql_run_script (GaSql *self, GDataInputStream *script, GError **error)
{
  Connection *connection = (Connection *) self;
  g_autoptr (GString) text = g_string_new (NULL);

  if (!settle (connection, 0, NULL, error))
    return FALSE;
  while (TRUE)
    {
      g_autoptr (GError) local = NULL;
      g_autofree char *line = g_data_input_stream_read_line (script, NULL, NULL, &local);
      gboolean copies;

      if (local != NULL)
        return ga_sql_fail (GA_SQL_ERROR_FAILED, local->message, error);
      if (line == NULL)
        return run_text (connection, text, FALSE, script, error);
      /* A backslash is for psql. */
      if (*line == '\0' || *line == '\\' || g_str_has_prefix (line, "--"))
        continue;
      g_string_append_printf (text, "%s\n", line);
      copies = g_str_has_prefix (line, "COPY ") && g_str_has_suffix (line, " FROM stdin;");
      if (copies && !run_text (connection, text, TRUE, script, error))
        return FALSE;
    }
}

/* How many values: no statement has a $ in a literal. */
static int
count_values (const char *sql)
{
  int n = 0;

  for (const char *at = strchr (sql, '$'); at != NULL; at = strchr (at + 1, '$'))
    n = MAX (n, (int) g_ascii_strtoll (at + 1, NULL, 10));
  return n;
}

static GaStatement *
prepare (GaSql *self, const char *sql, GError **error)
{
  Connection *connection = (Connection *) self;
  g_autofree char *name = g_strdup_printf ("s%u", connection->n_statements++);
  Statement *statement;
  PGresult *result;
  gboolean ok;

  /* Not sent, since it would be left out after a failure, and is kept. */
  if (!settle (connection, 0, NULL, error))
    return NULL;
  result = PQprepare (connection->handle, name, sql, 0, NULL);
  ok = succeeded (result) || fail (connection, result, error);
  PQclear (result);
  if (!ok)
    return NULL;
  statement = g_new0 (Statement, 1);
  statement->statement.sql = self;
  statement->name = g_steal_pointer (&name);
  statement->n_values = count_values (sql);
  statement->values = g_new0 (char *, statement->n_values);
  statement->lengths = g_new0 (int, statement->n_values);
  statement->formats = g_new0 (int, statement->n_values);
  statement->bytes = g_ptr_array_new_with_free_func (PQfreemem);
  return &statement->statement;
}

static void
reset (GaStatement *self)
{
  Statement *statement = (Statement *) self;

  g_clear_pointer (&statement->result, PQclear);
  g_ptr_array_set_size (statement->bytes, 0);
}

static void
unbind (GaStatement *self)
{
  Statement *statement = (Statement *) self;

  for (int i = 0; i < statement->n_values; i++)
    g_clear_pointer (&statement->values[i], g_free);
}

static void
free_statement (GaStatement *self)
{
  Statement *statement = (Statement *) self;

  reset (self);
  unbind (self);
  g_free (statement->name);
  g_free (statement->values);
  g_free (statement->lengths);
  g_free (statement->formats);
  g_ptr_array_unref (statement->bytes);
  g_free (statement);
}

static void
take_value (GaStatement *self, int index, char *value, gsize length, int format)
{
  Statement *statement = (Statement *) self;

  g_return_if_fail (index >= 1 && index <= statement->n_values);
  g_free (statement->values[index - 1]);
  statement->values[index - 1] = value;
  statement->lengths[index - 1] = (int) length;
  statement->formats[index - 1] = format;
}

static void
bind_null (GaStatement *self, int index)
{
  take_value (self, index, NULL, 0, 0);
}

static void
bind_integer (GaStatement *self, int index, gint64 integer)
{
  take_value (self, index, g_strdup_printf ("%" G_GINT64_FORMAT, integer), 0, 0);
}

static void
bind_text (GaStatement *self, int index, const char *text)
{
  take_value (self, index, g_strdup (text), 0, 0);
}

static void
bind_bytes (GaStatement *self, int index, gconstpointer bytes, gsize length)
{
  char *copy = g_malloc (length + 1); /* no bytes are not null */

  memcpy (copy, bytes, length);
  take_value (self, index, copy, length, 1);
}

static void
bind_id (GaStatement *self, int index, const GaId *id)
{
  take_value (self, index, ga_id_to_string (id), 0, 0);
}

static gboolean
send_off (GaStatement *self, GError **error)
{
  Statement *statement = (Statement *) self;
  Connection *connection = (Connection *) self->sql;

  if (!PQenterPipelineMode (connection->handle) ||
      !PQsendQueryPrepared (connection->handle, statement->name, statement->n_values,
                            (const char *const *) statement->values, statement->lengths,
                            statement->formats, 0))
    return fail (connection, NULL, error);
  connection->n_sent++;
  return TRUE;
}

static gboolean
execute (Statement *self, GError **error)
{
  Connection *connection = (Connection *) self->statement.sql;
  g_autoptr (GPtrArray) results = g_ptr_array_new_with_free_func (free_result);

  if (!send_off (&self->statement, error) || !settle (connection, 1, results, error))
    return FALSE;
  self->result = g_ptr_array_steal_index (results, 0);
  self->row = -1;
  /* What PostgreSQL says to a commit of what has failed. */
  if (g_str_equal (PQcmdStatus (self->result), "ROLLBACK"))
    return ga_sql_fail (GA_SQL_ERROR_FAILED, NULL, error);
  self->changed = g_ascii_strtoll (PQcmdTuples (self->result), NULL, 10);
  return TRUE;
}

static gboolean
step (GaStatement *self, gboolean *row, GError **error)
{
  Statement *statement = (Statement *) self;

  if (statement->result == NULL && !execute (statement, error))
    return FALSE;
  statement->row++;
  g_ptr_array_set_size (statement->bytes, 0);
  *row = statement->row < PQntuples (statement->result);
  return TRUE;
}

/* All is read before any of it is used, which may use the connection. */
static gboolean
receive (GaStatement *self, guint n, GaSqlRowFunc func, gpointer user_data, GError **error)
{
  Statement *statement = (Statement *) self;
  g_autoptr (GPtrArray) results = g_ptr_array_new_with_free_func (free_result);
  gboolean ok = settle ((Connection *) self->sql, n, results, error);

  for (guint i = 0; ok && i < results->len; i++)
    {
      gboolean row = TRUE;

      statement->result = g_steal_pointer (&g_ptr_array_index (results, i));
      statement->row = -1;
      while (ok && step (self, &row, error) && row)
        ok = func (self, user_data, error);
      ga_statement_reset (self);
    }
  return ok;
}

static gint64
get_changed (GaStatement *self)
{
  return ((Statement *) self)->changed;
}

static gboolean
is_null (GaStatement *self, int column)
{
  Statement *statement = (Statement *) self;

  return PQgetisnull (statement->result, statement->row, column);
}

static const char *
get_text (GaStatement *self, int column)
{
  Statement *statement = (Statement *) self;

  return is_null (self, column) ? NULL : PQgetvalue (statement->result, statement->row, column);
}

static gint64
get_integer (GaStatement *self, int column)
{
  Statement *statement = (Statement *) self;
  const char *text = get_text (self, column);

  if (text == NULL)
    return 0;
  if (PQftype (statement->result, column) == TYPE_BOOLEAN)
    return *text == 't';
  return g_ascii_strtoll (text, NULL, 10);
}

static gconstpointer
get_bytes (GaStatement *self, int column, gsize *length)
{
  Statement *statement = (Statement *) self;
  const char *text = get_text (self, column);
  guchar *bytes;

  *length = 0;
  if (text == NULL)
    return NULL;
  bytes = PQunescapeBytea ((const guchar *) text, length);
  g_ptr_array_add (statement->bytes, bytes);
  return bytes;
}

static gboolean
get_id (GaStatement *self, int column, GaId *id)
{
  return ga_id_parse (get_text (self, column), id);
}

static void
close_connection (GaSql *self)
{
  Connection *connection = (Connection *) self;

  PQfinish (connection->handle);
  g_free (connection);
}

static const GaSqlDriver driver = {
  .close = close_connection,
  .exec = exec,
  .prepare = prepare,
  .free = free_statement,
  .reset = reset,
  .unbind = unbind,
  .bind_null = bind_null,
  .bind_integer = bind_integer,
  .bind_text = bind_text,
  .bind_bytes = bind_bytes,
  .bind_id = bind_id,
  .step = step,
  .send = send_off,
  .receive = receive,
  .get_changed = get_changed,
  .is_null = is_null,
  .get_integer = get_integer,
  .get_text = get_text,
  .get_bytes = get_bytes,
  .get_id = get_id,
};

/* Notices may quote data, too. */
static void
ignore_notice_cb (void *data, const PGresult *result)
{
}

GaSql *
ga_sql_postgresql_open (const char *url, GaSqlRole role, GError **error)
{
  const char *const keys[] = { "dbname", "client_encoding", "application_name", NULL };
  const char *const values[] = { url, "UTF8", "gangart-server", NULL };
  Connection *connection = g_new0 (Connection, 1);
  g_autoptr (GaSql) self = &connection->sql;
  gboolean ok;

  ga_sql_init (self, &driver, role, TRUE);
  connection->handle = PQconnectdbParams (keys, values, TRUE);
  if (PQstatus (connection->handle) != CONNECTION_OK)
    {
      g_debug ("PostgreSQL: %s", PQerrorMessage (connection->handle));
      ga_sql_fail (GA_SQL_ERROR_LOST, NULL, error);
      return NULL;
    }
  PQsetErrorVerbosity (connection->handle, PQERRORS_TERSE);
  PQsetNoticeReceiver (connection->handle, ignore_notice_cb, NULL);
  ok = role == GA_SQL_WRITER || exec (self, "SET default_transaction_read_only = on", error);
  if (ok && role == GA_SQL_COUNTS)
    ok = exec (self, "SET ROLE gangart_counts", error);
  return ok ? g_steal_pointer (&self) : NULL;
}
