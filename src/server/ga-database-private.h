/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/ga-database.h"

G_BEGIN_DECLS

/* PRAGMA application_id of SQLite's file: "GaSv" */
#define GA_DATABASE_APPLICATION_ID 1197560694

/* SQLite's file; names no file with PostgreSQL. (transfer full) */
char *ga_database_get_path (GaDatabase *self);
const char *ga_database_get_url (GaDatabase *self);

/* Whether SQLite's file is a server's, and of no newer program: others are left alone, with
 * %GA_SQL_ERROR_CORRUPT. */
gboolean ga_database_is_ours (GaSql *sql, gboolean may_be_new, GError **error);

/* Keeps all others out for as long as the writer @sql is connected (SQLite: until it writes, its
 * file then having no log); %GA_SQL_ERROR_BUSY while somebody else is connected. */
gboolean ga_database_take_alone (GaSql *sql, GError **error);

/* As ga_database_prepare(), within a writer's transaction. */
gboolean ga_database_make_tables (GaDatabase *self, GaSql *sql, GError **error);
/* PostgreSQL's tables, with all that is in the schema of names; within a writer's transaction. */
gboolean ga_database_drop_tables (GaDatabase *self, GaSql *sql, GError **error);
/* What a newer program adds to the tables that there are, as far as damage lets it; within a
 * writer's transaction. */
void ga_database_add_columns (GaDatabase *self, GaSql *sql);

/* A fact about the whole database; "" where there is none. (transfer full) (nullable) */
char *ga_meta_get (GaSql *sql, const char *name, GError **error);
gboolean ga_meta_set (GaSql *sql, const char *name, const char *value, GError **error);
/* The next of the numbers called @name, which no two ever get. Locks out others who want one. */
gboolean ga_meta_count_up (GaSql *sql, const char *name, gint64 *number, GError **error);

/* Runs @statement, which ends, and gives the first column of its first row; @integer is left alone
 * when it has no row. */
gboolean
ga_statement_read_integer (GaStatement *self, gboolean *found, gint64 *integer, GError **error);

G_END_DECLS
