/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * The language of the interface. Text comes from the catalogues; how days, numbers and money are
 * written comes from here, never from the locale of the system, so that both always agree, also
 * where that locale was not generated (`LANG=C.UTF-8 LANGUAGE=da`). ga_language_init() comes first
 * of all, while the program has one thread; the rest is for any.
 */

typedef enum
{
  GA_LANGUAGE_ENGLISH,
  GA_LANGUAGE_DANISH,
  GA_LANGUAGE_BOKMAL,
} GaLanguage;

#define GA_N_LANGUAGES 3

void ga_language_init (void);
GaLanguage ga_language_get (void);
const char *ga_language_get_code (GaLanguage language);
char ga_language_get_separator (void);

G_END_DECLS
