/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * GaStallWatch:
 *
 * How long a main loop does not turn, seen from a timeout in it. That the thread could run and got
 * no processor is not counted: it tells of what else runs on the computer. On the stack, or a
 * member; of the main loop's thread.
 */
typedef struct
{
  gint64 tick;
  gint64 queued;
} GaStallWatch;

void ga_stall_watch_start (GaStallWatch *self);
/* Returns: microseconds more than @interval_ms since it was last asked, or begun; may be below 0 */
gint64 ga_stall_watch_look (GaStallWatch *self, guint interval_ms);

G_END_DECLS
