/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * GaMetrics: what /metrics says, in the text form of Prometheus: counts and times, nothing of
 * anybody. The main thread's.
 */
typedef struct _GaMetrics GaMetrics;

GaMetrics *ga_metrics_new (void);
void ga_metrics_free (GaMetrics *self);
/* @route: the pattern, a string that lives as long as the program */
void ga_metrics_add_request (GaMetrics *self,
                             const char *route,
                             guint status,
                             gint64 microseconds,
                             gsize received,
                             gsize sent);
/* How long the main loop did not turn, in microseconds. Returns whether it is the longest so far.
 */
gboolean ga_metrics_add_stall (GaMetrics *self, gint64 microseconds);

/* What others know at the time of asking. */
typedef struct
{
  guint in_flight;
  guint waiting;
  gsize reserved; /* bytes of bodies and answers */
  gint64 commits;
  gint64 committed_jobs;
} GaMetricsNow;

char *ga_metrics_write (GaMetrics *self, const GaMetricsNow *now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GaMetrics, ga_metrics_free)

G_END_DECLS
