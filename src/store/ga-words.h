/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Finding words in what is listed as search finds them in the file: Ø by o, by oe and by ø. Any
 * thread. */

/* (transfer full): for ga_words_match(); takes longer than a comparison, so it is worth keeping */
char *ga_words_fold (const char *text);
/* Whether every word of @typed begins a word of what was folded. @typed: (nullable) */
gboolean ga_words_match (const char *folded, const char *typed);

G_END_DECLS
