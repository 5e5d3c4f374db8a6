/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sqlite3.h>

#include "model/ga-id.h"

G_BEGIN_DECLS

/*
 * A look into the files behind the back of the code under test. What goes wrong ends the program.
 * Ids are bound with `i`, whole numbers with `n`, texts with `t`, in the order of their arguments.
 */
sqlite3 *sql_open (const char *path);
void sql_close (sqlite3 *db);
/* (transfer full): to be ended by what follows; may be the one that was ended before */
sqlite3_stmt *sql_prepare (sqlite3 *db, const char *sql, const char *types, ...);
void sql_end (sqlite3_stmt *statement);
/* These end the statement: with its last row, at once, with its first row. */
gboolean sql_step (sqlite3_stmt *statement);
void sql_run (sqlite3_stmt *statement);
gint64 sql_get (sqlite3_stmt *statement); /* 0 for no row */

/* A value as text, ids as UUID, nothing as "". (transfer full) */
char *sql_text (sqlite3_stmt *statement, int column);
void sql_append (GString *text, sqlite3_stmt *statement, int column);
gboolean sql_id (sqlite3_stmt *statement, int column, GaId *id);

G_END_DECLS
