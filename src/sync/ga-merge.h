/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ga-entity.h"
#include "model/ga-value.h"

G_BEGIN_DECLS

/**
 * GaFieldStamp: who gave a field the value it has.
 * @revision: the server's revision of that change
 * @time: UTC microseconds, corrected (ga_merge_correct_time())
 * @client: who
 */
typedef struct
{
  gint64 revision;
  gint64 time;
  GaId client;
} GaFieldStamp;

/**
 * GaMergeOutcome:
 * @GA_MERGE_CLEAN: nobody else changed it: the new value stands
 * @GA_MERGE_SAME: both have the same value: nothing to do
 * @GA_MERGE_WINS: the new value stands and the other is kept as a conflict
 * @GA_MERGE_LOSES: the other stands and the new one is kept as a conflict
 * @GA_MERGE_ASKS: the other stands until somebody decides
 */
typedef enum
{
  GA_MERGE_CLEAN,
  GA_MERGE_SAME,
  GA_MERGE_WINS,
  GA_MERGE_LOSES,
  GA_MERGE_ASKS,
} GaMergeOutcome;

/**
 * ga_merge_field:
 * @stands: what the server has, and @stamp whose it is
 * @comes: what the operation brings, made on @base by @change's client at @change's time
 */
GaMergeOutcome ga_merge_field (const GaField *field,
                               const GaValue *stands,
                               const GaFieldStamp *stamp,
                               const GaValue *comes,
                               gint64 base,
                               const GaFieldStamp *change);

/**
 * ga_merge_correct_time:
 * @clock: hybrid logical clock of the operation
 * @client_now: the client's clock when it sent, UTC microseconds
 * @server_now: the server's when it came
 * @not_before: when the newest was that came from this client before; 0: nothing did
 *
 * A computer whose clock is wrong by years is never refused: the difference is taken off, and what
 * comes out is held between what it did before and now.
 *
 * Returns: UTC microseconds
 */
gint64
ga_merge_correct_time (gint64 clock, gint64 client_now, gint64 server_now, gint64 not_before);

G_END_DECLS
