/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/ga-sql.h"

G_BEGIN_DECLS

/* A machine whose clock was set wrong, if only for some seconds, would make everything old at once:
 * docs/decisions/022. A clock that is this far ahead of when the server was last known to run is in
 * doubt until it has gone on so for a day. Times are UTC microseconds; errors of %GA_SQL_ERROR. */
#define GA_SERVER_CLOCK_JUMP_DAYS 7

/* @doubtful: (out): whether the clock, which says @now, may be wrong */
gboolean ga_server_clock_check (GaSql *sql, gint64 now, gboolean *doubtful, GError **error);
/* @latest: (out): @now, or when the server was last known to run where that is later. What has to
 * last goes by it: a clock that is behind would have it over once it is set right. */
gboolean ga_server_clock_get_latest (GaSql *sql, gint64 now, gint64 *latest, GError **error);
/* As ga_server_clock_check(), and remembers that the server runs: before anything goes by its age,
 * every day. In a writer's transaction. */
gboolean ga_server_clock_note (GaSql *sql, gint64 now, gboolean *doubtful, GError **error);

G_END_DECLS
