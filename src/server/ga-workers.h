/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/ga-database.h"

G_BEGIN_DECLS

/**
 * GaLane: which thread a job runs on.
 * @GA_LANE_DONE: none any more; back to the main loop
 * @GA_LANE_READ: one of a few, with a connection that reads, within a snapshot
 * @GA_LANE_COUNTS: the same threads, with a connection that cannot read names
 * @GA_LANE_WRITE: a writer, within a transaction that may be shared with other jobs
 * @GA_LANE_SLOW: one of two, without a connection: what takes its time on purpose
 */
typedef enum
{
  GA_LANE_DONE,
  GA_LANE_READ,
  GA_LANE_COUNTS,
  GA_LANE_WRITE,
  GA_LANE_SLOW,
} GaLane;

typedef struct _GaJob GaJob;

/**
 * GaJob: work for other threads than the main one, in one step or several.
 * @lane: where it runs next; @run may set it to go on there, with another @run
 * @run: on a worker thread. Sets @error when it fails, which ends the job. It may run again if the
 *   database asks for it, and must then do the same.
 * @done: in the main loop, with @error as it ended
 * @tenant: jobs of one tenant are written in the order they came
 * @weight: bytes, for how much is written together
 * @keeps: what @run wrote stays even if it fails with an error of its own (not of the database)
 */
struct _GaJob
{
  GaLane lane;
  void (*run) (GaJob *self, GaSql *sql);
  void (*done) (GaJob *self);
  gint64 tenant;
  gsize weight;
  gboolean keeps;
  GError *error;
};

/**
 * GaWorkers:
 *
 * The threads that do what the main loop must not wait for. Writes that wait at the same time are
 * committed together, a savepoint each, and answered together. The main thread's.
 */
typedef struct _GaWorkers GaWorkers;

GaWorkers *ga_workers_new (GaDatabase *database);
/* Finishes what was submitted; @done of it is not called any more. */
void ga_workers_free (GaWorkers *self);
/* @job stays the caller's, and untouched until its @done. */
void ga_workers_submit (GaWorkers *self, GaJob *job);
/* Commits so far, and jobs in them. */
void ga_workers_get_commits (GaWorkers *self, gint64 *commits, gint64 *jobs);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GaWorkers, ga_workers_free)

G_END_DECLS
