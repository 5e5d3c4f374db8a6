/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ga-space.h"
#include "model/ga-value.h"

G_BEGIN_DECLS

/**
 * GaSql:
 *
 * One connection to the server's database, SQLite or PostgreSQL. The two understand the same
 * statements as long as these keep to what both have: values are bound as $1, $2 … (and no literal
 * holds a $), whose type PostgreSQL must be able to tell from where they stand; `INSERT … ON
 * CONFLICT`, `UPDATE … RETURNING`. Where they differ (types of columns, how a table in the schema
 * of names is called) stands in ga-database-tables.c alone. A statement keeps what is bound until
 * it is bound anew or prepared again, and its rows until then or a commit or rollback. One thread
 * at a time.
 *
 * Errors are of %GA_SQL_ERROR; none holds data of a row.
 */
typedef struct _GaSql GaSql;
typedef struct _GaStatement GaStatement;

/**
 * GaSqlError:
 * @GA_SQL_ERROR_FAILED: anything not named below
 * @GA_SQL_ERROR_BUSY: locked, or a serialisation failure: the transaction may be tried again
 * @GA_SQL_ERROR_LOST: the connection broke
 * @GA_SQL_ERROR_FULL: the disk is full
 * @GA_SQL_ERROR_DENIED: the role of this connection may not read that
 * @GA_SQL_ERROR_CORRUPT: damaged, or not ours
 */
typedef enum
{
  GA_SQL_ERROR_FAILED,
  GA_SQL_ERROR_BUSY,
  GA_SQL_ERROR_LOST,
  GA_SQL_ERROR_FULL,
  GA_SQL_ERROR_DENIED,
  GA_SQL_ERROR_CORRUPT,
} GaSqlError;

#define GA_SQL_ERROR (ga_sql_error_quark ())
GQuark ga_sql_error_quark (void);

/**
 * GaSqlRole: what a connection may do.
 * @GA_SQL_WRITER: everything
 * @GA_SQL_READER: read everything
 * @GA_SQL_COUNTS: read what holds no names; the database itself refuses the rest (a role of its own
 *   in PostgreSQL, the authorizer in SQLite)
 */
typedef enum
{
  GA_SQL_WRITER,
  GA_SQL_READER,
  GA_SQL_COUNTS,
} GaSqlRole;

void ga_sql_free (GaSql *self);
gboolean ga_sql_is_postgresql (GaSql *self);
GaSqlRole ga_sql_get_role (GaSql *self);

/* Writers begin as writers (BEGIN IMMEDIATE); readers get one snapshot (REPEATABLE READ, read
 * only). A savepoint parts the pushes that are committed together. Beginning, a savepoint and its
 * release are sent (ga_statement_send()). */
gboolean ga_sql_begin (GaSql *self, GError **error);
gboolean ga_sql_commit (GaSql *self, GError **error);
void ga_sql_rollback (GaSql *self);
gboolean ga_sql_savepoint (GaSql *self, GError **error);
gboolean ga_sql_release (GaSql *self, GError **error);
gboolean ga_sql_rollback_to (GaSql *self, GError **error);

gboolean ga_sql_exec (GaSql *self, const char *sql, GError **error);

/* From now on a commit only commits: moving the log into the file (SQLite's checkpoint) waits for
 * ga_sql_tidy(), which is called when those whose work was committed have their answer. It does
 * nothing while the log is short; what fails is tried again the next time. */
void ga_sql_put_off_tidying (GaSql *self);
void ga_sql_tidy (GaSql *self);

typedef gboolean (*GaSqlRowFunc) (GaStatement *statement, gpointer user_data, GError **error);
/* Calls @func with each row that the query @sql finds with @tenant as $1 and each of @ids (keys:
 * GaId) in turn as $2, without waiting for each. @func may use other statements. */
gboolean ga_sql_find_many (GaSql *self,
                           const char *sql,
                           gint64 tenant,
                           GHashTable *ids,
                           GaSqlRowFunc func,
                           gpointer user_data,
                           GError **error);

/* Returns: (transfer none) (nullable): kept by the connection under its text, reset and unbound */
GaStatement *ga_sql_prepare (GaSql *self, const char *sql, GError **error);
/* Makes a statement that was prepared before ready once more, as ga_sql_prepare() does. */
void ga_statement_clear (GaStatement *self);
/* Numbered from 1. Texts and ids are copied. */
void ga_statement_bind_integer (GaStatement *self, int index, gint64 integer);
void ga_statement_bind_text (GaStatement *self, int index, const char *text); /* NULL binds null */
void ga_statement_bind_bytes (GaStatement *self, int index, gconstpointer bytes, gsize length);
void ga_statement_bind_id (GaStatement *self, int index, const GaId *id); /* none binds null */
void ga_statement_bind_value (GaStatement *self, int index, const GaValue *value);
/* @row: (out): whether there is one; the statement is reset when there is none */
gboolean ga_statement_step (GaStatement *self, gboolean *row, GError **error);
/* Runs to its end; for statements whose rows do not matter. */
gboolean ga_statement_run (GaStatement *self, GError **error);
/* As ga_statement_run(), within a transaction, but waits for no answer: that it failed is told by
 * the next call that waits for one, ga_sql_commit() at the latest, and nothing in between is done.
 * How many rows it wrote is not known. */
gboolean ga_statement_send (GaStatement *self, GError **error);
void ga_statement_reset (GaStatement *self);
gint64 ga_statement_get_changed (GaStatement *self); /* rows written by the last run */
/* Numbered from 0. Texts and bytes are the statement's until the next step. */
gboolean ga_statement_is_null (GaStatement *self, int column);
gint64 ga_statement_get_integer (GaStatement *self, int column);
const char *ga_statement_get_text (GaStatement *self, int column);
gconstpointer ga_statement_get_bytes (GaStatement *self, int column, gsize *length);
gboolean ga_statement_get_id (GaStatement *self, int column, GaId *id);
void ga_statement_get_value (GaStatement *self, int column, const GaField *field, GaValue *value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GaSql, ga_sql_free)

G_END_DECLS
