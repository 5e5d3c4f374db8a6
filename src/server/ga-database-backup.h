/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/ga-database.h"

G_BEGIN_DECLS

/*
 * Backups of the server's database, restoring one, and looking for damage. PostgreSQL's are made by
 * its own programs, which must be installed. Blocking.
 */

/* Copies the database while it is in use. Once the copy has been found sound, clients are told that
 * they need no longer keep what it holds. @path: replaced if it is there, and refused if it is the
 * database itself */
gboolean ga_database_backup (GaDatabase *self, const char *path, GError **error);

/**
 * ga_database_restore:
 * @path: a backup
 * @kept: (out) (nullable) (transfer full): where the state before has been kept
 * @carried: (out): whether the old database could be read, so that nobody need sign in again
 *
 * Puts a backup in the place of the database, which nobody must be using, and begins a new epoch,
 * so that clients notice and send again what the backup lacks. Who was erased since is erased
 * again.
 */
gboolean ga_database_restore (
    GaDatabase *self, const char *path, char **kept, gboolean *carried, GError **error);

/**
 * ga_database_move:
 * @self: SQLite's, brought up to date
 * @target: PostgreSQL's, which has nothing in it yet
 * @kept: (out) (nullable) (transfer full): where the file from before has been put
 *
 * Moves everything in one transaction, row by row, counts and checks it. Lineage, epoch, revisions
 * and tokens stay, so that clients go on as if nothing had been. Nobody must be using either.
 */
gboolean ga_database_move (GaDatabase *self, GaDatabase *target, char **kept, GError **error);

/* @findings: (element-type utf8): what is wrong is added, a sentence each */
gboolean ga_database_check (GaDatabase *self, GPtrArray *findings, GError **error);

/* The same within a transaction. */
gboolean
ga_database_check_within (GaSql *sql, GaSchema *schema, GPtrArray *findings, GError **error);

/* Private to ga-database-backup.c, ga-database-move.c and ga-database-restore.c: SQLite's file at
 * @path is ours and sound. Opened for reading. */
GaSql *ga_database_open_sound (const char *path, GError **error);
gboolean ga_database_is_sound (GaSql *sql, GPtrArray *findings, GError **error);
/* An empty file: one that holds names is its owner's alone, from its first byte on. */
gboolean ga_database_make_file (const char *path, GError **error);
gboolean ga_database_copy_to (GaSql *from, const char *path, GError **error);
/* %GA_SQL_ERROR_BUSY while others have SQLite's file open; it has no log any more. */
gboolean ga_database_check_alone (GaSql *sql, GError **error);
/* Beside the file at @path: PREFIX-DATE.SUFFIX, a name for what was there before. (transfer full)
 */
char *ga_database_name_kept (const char *path, const char *prefix, const char *suffix);
/* Runs a program of PostgreSQL's. */
gboolean ga_database_run_program (const char *const *arguments, GError **error);

G_END_DECLS
