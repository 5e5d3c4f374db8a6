/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ga-record.h"

G_BEGIN_DECLS

/* What a schedule makes, in words: how many walks, the next five, and the days that are left out.
 * @until: canonical day, the last one. (transfer full) (nullable): %NULL with @problem, a sentence,
 * where it makes none or too many. Main thread. */
char *ga_schedule_words (const GaRecord *schedule, const char *until, char **problem);

G_END_DECLS
