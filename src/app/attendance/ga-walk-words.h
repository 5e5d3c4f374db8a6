/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/ga-reader.h"

G_BEGIN_DECLS

/*
 * How one walk is talked about: when it is, what came of it, and the message that tells it is
 * cancelled. In the language of the interface. Main thread. Texts are (transfer full), but that
 * of ga_walk_reason().
 */

char *ga_walk_begin (const char *text);
char *ga_walk_day (const char *date);
char *ga_walk_clock (const GaRecord *meeting);
char *ga_walk_when (const GaRecord *meeting);
char *ga_walk_total (guint total);
char *ga_walk_sum (guint named, gboolean host, guint unnamed);
char *ga_walk_detail (guint named, gboolean host, guint unnamed);
char *ga_walk_cancelled_message (GaReader *reader, const GaRecord *meeting);
const char *ga_walk_reason (const GaRecord *meeting);
char *ga_walk_outcome (GaReader *reader, const GaRecord *meeting);
gboolean ga_walk_waits (const GaRecord *meeting, const char *now);

G_END_DECLS
