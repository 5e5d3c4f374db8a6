/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ga-language.h"

G_BEGIN_DECLS

/*
 * Names of months (1–12) and weekdays (1 is Monday) in the languages of the interface; a table of
 * our own because what people write is read in all of them at once. Short forms as in the Unicode
 * CLDR. A word that is none of them reads as 0. Any thread; names are never freed.
 */

const char *ga_month_name (GaLanguage language, guint month);
const char *ga_month_name_short (GaLanguage language, guint month);
const char *ga_weekday_name (GaLanguage language, guint weekday);
const char *ga_weekday_name_short (GaLanguage language, guint weekday);
guint ga_month_from_word (const char *word);
guint ga_weekday_from_word (const char *word);

G_END_DECLS
