/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/ga-letter-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/ga-value.h"

/* No word in braces is longer; what was never closed is not quoted to its end. */
#define LONGEST_QUOTE 30

static const char *const names[GA_N_LETTER_WORDS] = {
  [GA_LETTER_APPLICANT] = "applicant|ansøger|søker",
  [GA_LETTER_ROUND] = "round|pulje|runde|ansøgningsrunde|søknadsrunde|tilskuddsordning",
  [GA_LETTER_PURPOSE] = "purpose|formål",
  [GA_LETTER_APPLIED] = "applied|ansøgt|søkt",
  [GA_LETTER_AMOUNT] = "amount|beløb|beløp",
  [GA_LETTER_DATE] = "date|dato",
  [GA_LETTER_DEADLINE] = "deadline|frist",
};

/* Below 0 where it is none. */
static int
find_word (const char *written)
{
  g_autofree char *stripped = g_strstrip (g_strdup (written));
  g_autofree char *folded = g_utf8_casefold (stripped, -1);

  for (int word = 0; word < GA_N_LETTER_WORDS; word++)
    {
      g_auto (GStrv) each = g_strsplit (names[word], "|", -1);

      if (g_strv_contains ((const char *const *) each, folded))
        return word;
    }
  return -1;
}

static gboolean
refuse_word (const char *written, GError **error)
{
  gboolean is_long = g_utf8_strlen (written, -1) > LONGEST_QUOTE;
  g_autofree char *start = g_utf8_substring (written, 0, is_long ? LONGEST_QUOTE : -1);

  g_set_error (error, GA_MODEL_ERROR, GA_MODEL_ERROR_RULE,
               /* Translators: what stands in braces is written so by people: use words that
                * src/model/ga-letter-text.c knows. %s is what somebody wrote. */
               _ ("“{%s}” cannot be filled in. In braces goes one of these: {applicant}, {round}, "
                  "{purpose}, {applied}, {amount}, {date}, {deadline}."),
               start);
  return FALSE;
}

/* Finds the next word in braces from @at on, and moves @at behind it. %FALSE at the end, and with
 * @error set where the braces are not right. */
static gboolean
find_next (const char **at, const char **brace, int *word, GError **error)
{
  const char *end;
  g_autofree char *written = NULL;

  *brace = strpbrk (*at, "{}");
  if (*brace == NULL)
    return FALSE;
  end = strpbrk (*brace + 1, "{}");
  if (**brace == '}' || end == NULL || *end == '{')
    {
      g_set_error_literal (
          error, GA_MODEL_ERROR, GA_MODEL_ERROR_RULE,
          /* Translators: as the braces in the other sentence. */
          _ ("A brace stands alone. Braces go around a word that is filled in, as in {amount}."));
      return FALSE;
    }
  written = g_strndup (*brace + 1, (gsize) (end - *brace - 1));
  *word = find_word (written);
  if (*word < 0)
    return refuse_word (written, error);
  *at = end + 1;
  return TRUE;
}

/**
 * ga_letter_text_read:
 * @text: as somebody wrote it
 * @words: (out): which words are to be filled in, as bits: 1 << #GaLetterWord
 *
 * Returns: %FALSE with %GA_MODEL_ERROR_RULE if there is something in braces that cannot be
 */
gboolean
ga_letter_text_read (const char *text, guint *words, GError **error)
{
  g_autoptr (GError) local = NULL;
  const char *at = text, *brace;
  int word;

  *words = 0;
  while (find_next (&at, &brace, &word, &local))
    *words |= 1u << word;
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/**
 * ga_letter_text_fill:
 * @text: one that ga_letter_text_read() can read
 * @values: (array fixed-size=GA_N_LETTER_WORDS): what is filled in; %NULL for nothing
 *
 * Returns: (transfer full): the text of one letter
 */
char *
ga_letter_text_fill (const char *text, const char *const *values)
{
  GString *filled = g_string_new (NULL);
  const char *at = text, *from = text, *brace;
  int word;

  while (find_next (&at, &brace, &word, NULL))
    {
      g_string_append_len (filled, from, brace - from);
      g_string_append (filled, values[word] != NULL ? values[word] : "");
      from = at;
    }
  g_string_append (filled, from);
  return g_string_free (filled, FALSE);
}
