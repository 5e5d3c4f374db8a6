/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ga-schema.h"
#include "server/ga-sql.h"

G_BEGIN_DECLS

/*
 * What is kept of a deleted row, and of one that left a space, so that computers are told. It goes
 * when it is old; who has not asked since then gets the space from its beginning. Within a writer's
 * transaction. Errors are of %GA_SQL_ERROR and %GA_SYNC_ERROR_UNKNOWN (there is no such tenant).
 */

/* Remembers how far the tenant is at @now (UTC microseconds), so that its age can be told later. */
gboolean ga_tombstones_note (GaSql *sql, gint64 tenant, gint64 now, GError **error);
/* @now: as the clock says; a note that was made while it was behind does not count
 * @revision: (out): the newest that was there at @time already, as far as is known; 0: none */
gboolean ga_tombstones_find (
    GaSql *sql, gint64 tenant, gint64 time, gint64 now, gint64 *revision, GError **error);

/**
 * ga_tombstones_forget:
 * @revision: those up to this one go
 * @most: of each kind
 * @removed: (inout): how many rows went
 * @more: (inout): set if there may be others
 *
 * Raises the tenant's floor to @revision. Tombstones stay that something refers to or that an open
 * conflict record is about; those of persons and participants stay without what was said of them,
 * so that erasing somebody finds them. What was erased by law is told for ever.
 */
gboolean ga_tombstones_forget (GaSql *sql,
                               GaSchema *schema,
                               gint64 tenant,
                               gint64 revision,
                               guint most,
                               gint64 *removed,
                               gboolean *more,
                               GError **error);

G_END_DECLS
