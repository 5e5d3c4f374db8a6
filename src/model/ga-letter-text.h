/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Texts of letters that are written once and filled in for each who gets one: "You are granted
 * {amount} by {round}." A word in braces is read in English, Danish and Norwegian, in capitals or
 * not. Any thread.
 */

/**
 * GaLetterWord: what is filled in.
 * @GA_LETTER_ROUND: the title of the round
 * @GA_LETTER_APPLIED: what was applied for
 * @GA_LETTER_AMOUNT: what was granted
 * @GA_LETTER_DATE: of the decision
 * @GA_LETTER_DEADLINE: until when it can be accepted
 */
typedef enum
{
  GA_LETTER_APPLICANT,
  GA_LETTER_ROUND,
  GA_LETTER_PURPOSE,
  GA_LETTER_APPLIED,
  GA_LETTER_AMOUNT,
  GA_LETTER_DATE,
  GA_LETTER_DEADLINE,
} GaLetterWord;

#define GA_N_LETTER_WORDS (GA_LETTER_DEADLINE + 1)

gboolean ga_letter_text_read (const char *text, guint *words, GError **error);
char *ga_letter_text_fill (const char *text, const char *const *values);

G_END_DECLS
