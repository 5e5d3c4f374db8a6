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
 * GaCarried: whether all that the old database had of it is there again after a restore.
 * @access: who has access (ga-carried-access.h)
 * @offers: what was handed over (ga-carried-offers.h)
 */
typedef struct
{
  gboolean access;
  gboolean offers;
} GaCarried;

/**
 * GaRestored:
 * @kept: (nullable): where the state before has been kept
 * @carried: what the backup could not know
 * @left_behind: (element-type utf8): associations that the backup does not have; @kept has them
 * @unread: (element-type guint): lines of `erasures.log`, numbered from 1, that cannot be read; who
 *   was erased by them may be back
 *
 * What came of a restore. Cleared with ga_restored_clear().
 */
typedef struct
{
  char *kept;
  GaCarried carried;
  GPtrArray *left_behind;
  GArray *unread;
} GaRestored;

/**
 * ga_database_restore:
 * @path: a backup
 * @force: also one of another server, and over a PostgreSQL database that cannot be kept
 * @restored: (out caller-allocates): empty, unless it succeeds
 *
 * Puts a backup in the place of the database, which nobody must be using, and begins a new epoch,
 * so that clients notice and send again what the backup lacks. Who was erased since is erased
 * again. All of it or nothing: when it fails or is killed, the database is as it was.
 */
gboolean ga_database_restore (
    GaDatabase *self, const char *path, gboolean force, GaRestored *restored, GError **error);
void ga_restored_clear (GaRestored *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GaRestored, ga_restored_clear)

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

/* Private to ga-database-backup.c, ga-database-move.c and ga-database-restore*.c: SQLite's file at
 * @path is ours and sound. Opened for reading. */
GaSql *ga_database_open_sound (const char *path, GError **error);
gboolean ga_database_is_sound (GaSql *sql, GPtrArray *findings, GError **error);
/* An empty file: one that holds names is its owner's alone, from its first byte on. */
gboolean ga_database_make_file (const char *path, GError **error);
gboolean ga_database_copy_to (GaSql *from, const char *path, GError **error);
/* Beside the file at @path: PREFIX-DATE.SUFFIX, a name for what was there before. (transfer full)
 */
char *ga_database_name_kept (const char *path, const char *prefix, const char *suffix);
/* Runs a program of PostgreSQL's. %G_SPAWN_ERROR where it is not installed. */
gboolean ga_database_run_program (const char *const *arguments, GError **error);

G_END_DECLS
