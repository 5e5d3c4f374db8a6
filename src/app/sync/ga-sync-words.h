/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/ga-context.h"

G_BEGIN_DECLS

/*
 * What is said about sending and receiving: short in the foot of the sidebar, and whole where
 * somebody asks why. In the language of the interface. Main thread. Texts that are not const are
 * (transfer full).
 */

char *ga_sync_words_line (const GaSyncSituation *situation);
const char *ga_sync_words_icon (const GaSyncSituation *situation);
/* Whether there is more to say than the line does. */
gboolean ga_sync_words_has_why (const GaSyncSituation *situation);
/* Whether the profile has to sign in, or join anew, before anything goes on. */
gboolean ga_sync_words_has_ended (const GaSyncSituation *situation);
const char *ga_sync_words_advice (const GaSyncSituation *situation);
char *ga_sync_words_waiting (const GaSyncSituation *situation);
char *ga_sync_words_conflicts (gint64 conflicts);
/* @at: UTC microseconds; 0: never */
char *ga_sync_words_moment (gint64 at);
char *ga_sync_words_day (gint64 at);

G_END_DECLS
