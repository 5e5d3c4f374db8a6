/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/ga-stall-watch.h"

#include <stdio.h>

/* Microseconds that this thread has waited for a processor; 0 where the kernel does not tell. */
static gint64
get_queued (void)
{
  g_autofree char *text = NULL;
  guint64 ran, queued = 0;

  if (!g_file_get_contents ("/proc/thread-self/schedstat", &text, NULL, NULL) ||
      sscanf (text, "%" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT, &ran, &queued) != 2)
    return 0;
  return (gint64) (queued / 1000);
}

void
ga_stall_watch_start (GaStallWatch *self)
{
  self->tick = g_get_monotonic_time ();
  self->queued = get_queued ();
}

gint64
ga_stall_watch_look (GaStallWatch *self, guint interval_ms)
{
  GaStallWatch before = *self;

  ga_stall_watch_start (self);
  return self->tick - before.tick - (self->queued - before.queued) - (gint64) interval_ms * 1000;
}
