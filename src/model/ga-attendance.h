/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ga-work.h"

G_BEGIN_DECLS

/*
 * What is done at a walk, within a transaction. One participant has one attendance at one meeting,
 * whoever records it; recording somebody present makes the meeting held. On the thread of the
 * transaction, with the errors of #GaWork; ga_presence_to_code() on any.
 */

/* A figure under this many people may tell who they are. */
#define GA_MASK_BOUND 5

/* Nobody is not a small group: there is no one to recognise. */
static inline gboolean
ga_attendance_is_small (gint64 count)
{
  return count > 0 && count < GA_MASK_BOUND;
}

/**
 * GaMonthCount: what a server tells of a community's month to those who do not hold the names.
 * @month: local, 2026-01
 * @first_time: who came for the first time; below 0 where that is small
 */
typedef struct
{
  GaId community;
  char month[8];
  gint64 revision;
  gint64 first_time;
} GaMonthCount;

typedef enum
{
  GA_PRESENCE_PRESENT,
  GA_PRESENCE_EXCUSED,
  GA_PRESENCE_ABSENT,
} GaPresence;

/* %FALSE with %GA_MODEL_ERROR_RULE where nobody can have come yet. Who comes early is ticked off
 * before the hour, so it is the day that counts. Whoever writes down who came asks first. Any
 * thread.
 */
gboolean ga_attendance_check_day (const GaRecord *meeting, GError **error);
/* Whether a participant had not left by a day, or (@day %NULL) has not at all; and whether they had
 * joined. Days are ISO; without a date they always were there. Any thread. */
gboolean ga_participant_is_regular (const GaRecord *participant, const char *day);
gboolean ga_participant_had_joined (const GaRecord *participant, const char *day);
gboolean ga_attendance_mark (GaWork *work,
                             const GaId *meeting,
                             const GaId *participant,
                             GaPresence presence,
                             gboolean first_time,
                             GError **error);
gboolean ga_attendance_set_unnamed (
    GaWork *work, const GaId *meeting, gint64 unnamed, gboolean host_counts, GError **error);
gboolean
ga_attendance_cancel (GaWork *work, const GaId *meeting, const char *reason, GError **error);
const char *ga_presence_to_code (GaPresence presence);

G_END_DECLS
