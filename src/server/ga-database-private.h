/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/ga-database.h"

G_BEGIN_DECLS

/* SQLite's file; names no file with PostgreSQL. (transfer full) */
char *ga_database_get_path (GaDatabase *self);
const char *ga_database_get_url (GaDatabase *self);

/* Whether SQLite's file is a server's, and of no newer program: others are left alone, with
 * %GA_SQL_ERROR_CORRUPT. */
gboolean ga_database_is_ours (GaSql *sql, gboolean may_be_new, GError **error);

/* A fact about the whole database; "" where there is none. (transfer full) (nullable) */
char *ga_meta_get (GaSql *sql, const char *name, GError **error);
/* The next of the numbers called @name, which no two ever get. Locks out others who want one. */
gboolean ga_meta_count_up (GaSql *sql, const char *name, gint64 *number, GError **error);

/* Runs @statement, which ends, and gives the first column of its first row; @integer is left alone
 * when it has no row. */
gboolean
ga_statement_read_integer (GaStatement *self, gboolean *found, gint64 *integer, GError **error);

G_END_DECLS
