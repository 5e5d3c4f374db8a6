/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Numbers and money as the language of the interface writes them: "1.234,50 kr." in Danish,
 * "1 234,50 kr" in bokmål, "DKK 1,234.50" in English. Money is whole øre from end to end; no
 * floating point anywhere. Any thread. Texts are (transfer full).
 */

/* Before the decimals of an amount: more than any field takes, which then says how much it does. */
#define GA_MOST_DIGITS 15

char *ga_number_display (gint64 number);
/* What a file takes: "30 kB", "1,5 MB" */
char *ga_size_display (guint64 bytes);
char *ga_money_display (gint64 oere, const char *currency);
const char *ga_money_get_unit (const char *currency, gboolean *leads);
char *ga_money_to_text (gint64 oere, char decimal);
gboolean ga_money_parse (const char *text, gint64 *oere);
gboolean ga_money_parse_anywhere (const char *text, gint64 *oere, gboolean *ambiguous);
const char *ga_money_find_currency (const char *text);

G_END_DECLS
