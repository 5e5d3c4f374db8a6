/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ga-db.h"

#include <string.h>

/*
 * People write Østerbro as oster…, oester… or øster…. Every word is indexed in both foldings (ø as
 * o and as oe, å as a and as aa, æ as ae); a question is asked in both. Other accents and case are
 * the tokenizer's.
 */

typedef enum
{
  SHORT,
  LONG,
} Folding;

static const char *
fold_letter (gunichar letter, Folding folding)
{
  switch (letter)
    {
    case 0xe6: /* æ */
    case 0xc6:
    case 0xe4: /* ä */
    case 0xc4:
      return "ae";
    case 0xf8: /* ø */
    case 0xd8:
    case 0xf6: /* ö */
    case 0xd6:
      return folding == SHORT ? "o" : "oe";
    case 0xe5: /* å */
    case 0xc5:
      return folding == SHORT ? "a" : "aa";
    default:
      return NULL;
    }
}

static void
append_folded (GString *words, const char *word, gsize length, Folding folding)
{
  for (const char *at = word; at < word + length; at = g_utf8_next_char (at))
    {
      gunichar letter = g_utf8_get_char (at);
      const char *folded = letter < 0x80 ? NULL : fold_letter (letter, folding);

      if (folded != NULL)
        g_string_append (words, folded);
      else if (letter < 0x80)
        g_string_append_c (words, *at);
      else
        g_string_append_unichar (words, letter);
    }
}

static gboolean
has_special (const char *word, gsize length)
{
  for (const char *at = word; at < word + length; at = g_utf8_next_char (at))
    if ((guchar) *at >= 0x80 && fold_letter (g_utf8_get_char (at), SHORT) != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
is_word (const char *at)
{
  return (guchar) *at < 0x80 ? g_ascii_isalnum (*at) : g_unichar_isalnum (g_utf8_get_char (at));
}

/* Moves @at past what parts words; returns the length of the word that begins there, 0 at the end.
 */
static gsize
next_word (const char **at)
{
  const char *end;

  while (**at != '\0' && !is_word (*at))
    *at = g_utf8_next_char (*at);
  for (end = *at; *end != '\0' && is_word (end);)
    end = g_utf8_next_char (end);
  return (gsize) (end - *at);
}

/**
 * ga_fold_words:
 * @words: text to index, added to
 */
void
ga_fold_words (GString *words, const char *text)
{
  const char *at = text;
  gsize length;

  while ((length = next_word (&at)) > 0)
    {
      if (words->len > 0)
        g_string_append_c (words, ' ');
      append_folded (words, at, length, SHORT);
      if (has_special (at, length))
        {
          g_string_append_c (words, ' ');
          append_folded (words, at, length, LONG);
        }
      at += length;
    }
}

/**
 * ga_fold_query:
 * @text: what somebody typed
 *
 * Returns: (transfer full) (nullable): the full-text question for records in which every word of
 * @text begins some word; %NULL when @text has no word
 */
char *
ga_fold_query (const char *text)
{
  g_autoptr (GString) query = g_string_new (NULL);
  const char *at = text;
  gsize length;

  while ((length = next_word (&at)) > 0)
    {
      g_string_append (query, query->len > 0 ? " AND (\"" : "(\"");
      append_folded (query, at, length, SHORT);
      g_string_append (query, "\"*");
      if (has_special (at, length))
        {
          g_string_append (query, " OR \"");
          append_folded (query, at, length, LONG);
          g_string_append (query, "\"*");
        }
      g_string_append_c (query, ')');
      at += length;
    }
  return query->len == 0 ? NULL : g_string_free (g_steal_pointer (&query), FALSE);
}
