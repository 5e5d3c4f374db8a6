/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/ga-context.h"

G_BEGIN_DECLS

/**
 * GaReminderClock: Returns: (transfer full): the local time it is, as ga_time_now() tells it
 */
typedef char *(*GaReminderClock) (gpointer user_data);

/**
 * GaReminders:
 *
 * Tells when it is time to remind of walks, while a profile is open: once a day at most, and not at
 * all where the user has said so. It waits for that time alone. What was told is taken back when it
 * is seen to, here or by another program. Main thread.
 *
 * Signals: `say (const char *title, const char *body)`, @body nullable; `withdraw`;
 * `fail (const GError *error)` where the walks could not be read.
 */
#define GA_TYPE_REMINDERS (ga_reminders_get_type ())
G_DECLARE_FINAL_TYPE (GaReminders, ga_reminders, GA, REMINDERS, GObject)

GaReminders *ga_reminders_new (GaContext *context, GaReminderClock clock, gpointer user_data);
/* Looks at the clock, which after a sleep of the computer may be later than was waited for. */
void ga_reminders_look (GaReminders *self);

G_END_DECLS
