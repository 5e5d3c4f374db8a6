/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/ga-reader.h"

G_BEGIN_DECLS

/*
 * What a host is reminded of, once a day at most: the walks of tomorrow, and those that have begun
 * and of which nobody has said who came. Offices are reminded of nothing: their walks are others'.
 * Times are local, `2026-01-06T16:00`, as ga_time_now() tells them.
 */

/* From this time of day on, when there is still an evening to prepare in. */
#define GA_REMINDER_CLOCK "16:00"

/* Of a walk that was forgotten longer nobody speaks, Today neither. */
#define GA_REMINDER_DAYS_BACK 14

/**
 * GaReminder: what would be said. Seen by whoever passes the screen: a group that reveals health is
 * not named, and nobody who walks is.
 * @tomorrow: walks that are planned for the next day
 * @waiting: walks whose attendance is still to be recorded
 * @body: (nullable): a second line
 */
typedef struct
{
  guint tomorrow;
  guint waiting;
  char *title;
  char *body;
} GaReminder;

/* A short indexed read. @reminder: (out) (transfer full) (nullable): %NULL where there is nothing
 * to say. Returns: %FALSE with an error of %GA_STORE_ERROR */
gboolean
ga_reminder_look (GaReader *reader, const char *now, GaReminder **reminder, GError **error);
void ga_reminder_free (GaReminder *self);
/* Returns: (transfer full): when it is time to look again; later than @now */
char *ga_reminder_next (const char *now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GaReminder, ga_reminder_free)

G_END_DECLS
