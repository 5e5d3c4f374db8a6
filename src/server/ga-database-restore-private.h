/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/ga-database-backup.h"

G_BEGIN_DECLS

/*
 * Private to ga-database-restore*.c.
 */

/* What was there before has a name that begins so. */
#define GA_RESTORE_KEPT "server-before-restore"

/**
 * GaRestoring:
 * @restored: what comes of it
 * @lives: (nullable): what is known of the old database's associations
 * @used: somebody has joined there
 * @damaged: SQLite's old file is to be moved to where it is kept once all else is ready
 * @only_copy: what is kept may be the only one there is
 * @n_erased: how many were erased once more
 *
 * A restore that is under way.
 */
typedef struct
{
  GaDatabase *database;
  const char *backup;
  gboolean force;
  GaRestored *restored;
  GArray *lives;
  gboolean used;
  gboolean damaged;
  gboolean only_copy;
  guint n_erased;
} GaRestoring;

/* Whether an old database that fails so is damaged, or none of ours: that is why somebody restores.
 */
gboolean ga_restoring_is_damage (const GError *error);
gboolean ga_restoring_refuse_foreign (GError **error);
/* Reads what is carried over; @sql, a writer of the old database, stays as it is. */
gboolean ga_restoring_read_old (GaRestoring *self, GaSql *sql, GError **error);
/* All that makes the backup in @sql a life of its own: what a newer program needs, what is carried,
 * a new epoch; and nothing of a life that is over comes back. Within a writer's transaction. */
gboolean ga_restoring_begin_anew (GaRestoring *self, GaSql *sql, GError **error);
/* Puts a dump in the place of what is in PostgreSQL. */
gboolean ga_restoring_put_dump (GaRestoring *self, GError **error);

G_END_DECLS
