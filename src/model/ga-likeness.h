/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * GaLikeness: how well the name of somebody who is known answers one that is written down. Case,
 * accents, hyphens and the two ways to write å, æ and ø make no difference but to the first. The
 * greater, the more alike.
 * @GA_LIKENESS_NONE: another name
 * @GA_LIKENESS_NEAR: perhaps the same: a letter is missing, one too many, another one, or two have
 *   changed places; or one of the two goes on with a surname
 * @GA_LIKENESS_WORD: each word that was typed begins a word of it
 * @GA_LIKENESS_BEGINNING: it begins with what was typed
 * @GA_LIKENESS_SAME: the same name, written another way
 * @GA_LIKENESS_EXACT: letter by letter, but for case
 */
typedef enum
{
  GA_LIKENESS_NONE,
  GA_LIKENESS_NEAR,
  GA_LIKENESS_WORD,
  GA_LIKENESS_BEGINNING,
  GA_LIKENESS_SAME,
  GA_LIKENESS_EXACT,
} GaLikeness;

/* Any thread. */
GaLikeness ga_name_likeness (const char *typed, const char *name);
/* Of two whole names, neither of which is the beginning of a word. */
GaLikeness ga_name_likeness_of_two (const char *one, const char *other);

G_END_DECLS
