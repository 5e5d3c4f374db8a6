/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/ga-merge.h"

#include <string.h>

#define LOGICAL_CLOCK_BITS 16

static gboolean
is_later (const GaFieldStamp *change, const GaFieldStamp *stamp)
{
  if (change->time != stamp->time)
    return change->time > stamp->time;
  return memcmp (change->client.bytes, stamp->client.bytes, sizeof change->client.bytes) > 0;
}

GaMergeOutcome
ga_merge_field (const GaField *field,
                const GaValue *stands,
                const GaFieldStamp *stamp,
                const GaValue *comes,
                gint64 base,
                const GaFieldStamp *change)
{
  if (ga_value_equal (stands, comes))
    return GA_MERGE_SAME;
  if (stamp->revision <= base || ga_id_equal (&stamp->client, &change->client))
    return GA_MERGE_CLEAN;
  if (field->merge == GA_MERGE_ASK)
    return GA_MERGE_ASKS;
  return is_later (change, stamp) ? GA_MERGE_WINS : GA_MERGE_LOSES;
}

gint64
ga_merge_correct_time (gint64 clock, gint64 client_now, gint64 server_now, gint64 not_before)
{
  gint64 milliseconds = clock >> LOGICAL_CLOCK_BITS;
  gint64 ago;

  /* Differences of wild clocks may leave 64 bits. */
  if (__builtin_mul_overflow (milliseconds, 1000, &milliseconds) ||
      __builtin_sub_overflow (client_now, milliseconds, &ago))
    ago = 0;
  ago = CLAMP (ago, 0, server_now);
  return MAX (server_now - ago, MIN (not_before, server_now));
}
