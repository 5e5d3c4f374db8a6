/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/ga-transaction.h"

G_BEGIN_DECLS

/*
 * The meetings of a schedule together: made, kept made, and changed in one act each. Within a
 * transaction, on its thread, with the errors of #GaTransaction and %GA_MODEL_ERROR_RULE where what
 * is asked for cannot be; then nothing is done.
 */

/**
 * GaSeriesScope: what an edit of one meeting is meant for
 * @GA_SERIES_THIS: that meeting alone
 * @GA_SERIES_LATER: it and those that its schedule plans after it
 * @GA_SERIES_ALL: all of its schedule
 */
typedef enum
{
  GA_SERIES_THIS,
  GA_SERIES_LATER,
  GA_SERIES_ALL,
} GaSeriesScope;

/**
 * GaSeriesOutcome:
 * @changed: meetings that are as was asked for
 * @stayed: those within the scope that are not: begun before now, held, cancelled, with somebody
 *   recorded (but for regrets, where others are cancelled), or, where others move, moved alone
 *   before
 * @dropped: those that are gone: their day is left out now, or their schedule has it no more
 * @made: new ones, on days that are left out no more
 */
typedef struct
{
  guint changed;
  guint stayed;
  guint dropped;
  guint made;
} GaSeriesOutcome;

gboolean ga_series_edit (GaTransaction *transaction,
                         const GaRecord *opened,
                         const GaRecord *edited,
                         GaSeriesScope scope,
                         GaSeriesOutcome *outcome,
                         GError **error);
gboolean ga_series_check_one (GaReader *reader,
                              const GaRecord *before,
                              const GaRecord *after,
                              GError **error);
gboolean ga_series_follow (GaTransaction *transaction,
                           const GaRecord *before,
                           GaSeriesScope scope,
                           GaSeriesOutcome *outcome,
                           GError **error);
gboolean ga_series_plan (
    GaTransaction *transaction, GaRecord *schedule, const char *until, guint *made, GError **error);
gboolean ga_series_replan (GaTransaction *transaction,
                           GaRecord *schedule,
                           GaSeriesOutcome *outcome,
                           GError **error);
gboolean ga_series_remove (GaTransaction *transaction,
                           const GaId *schedule,
                           GaSeriesOutcome *outcome,
                           GError **error);
char *ga_series_describe (const GaSeriesOutcome *outcome, const char *separator);
gboolean ga_series_extend_all (GaTransaction *transaction, guint *made, GError **error);
/* (transfer full) (element-type GaRecord): those of @schedules that may go on by themselves. Of
 * several that took over from one another and have no end, it is the one of the last walk.
 * @today: ISO. %NULL with @error */
GHashTable *
ga_series_find_leads (GaReader *reader, GPtrArray *schedules, const char *today, GError **error);
/* (transfer full): the last day that meetings have been made for: that of the mark, or, where
 * others have made more, the end of the month of the last one; "" where there are none; %NULL with
 * @error */
char *ga_series_dup_made_until (GaReader *reader, const GaRecord *schedule, GError **error);

G_END_DECLS
