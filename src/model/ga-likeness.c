/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/ga-likeness.h"

#include <string.h>

/* Of shorter words a letter makes another one: Ida and Ada, Karen B and Karen H. */
#define SHORTEST_NEAR 4
/* Beyond this a name is only compared whole. */
#define LONGEST_NEAR 64

/* One spelling of what is written in two ways: Åse, Aase and Ase; Søren, Soeren and Soren. */
static const struct
{
  const char *written;
  const char *folded;
} spellings[] = {
  { "aa", "a" }, { "å", "a" }, { "æ", "ae" }, { "ä", "ae" },
  { "oe", "o" }, { "ø", "o" }, { "ö", "o" },
};

/* One case, and one form of letters with marks. */
static char *
strip (const char *name)
{
  g_autofree char *lower = g_utf8_casefold (name, -1);
  g_autofree char *composed = g_utf8_normalize (lower, -1, G_NORMALIZE_ALL_COMPOSE);

  return composed != NULL ? g_steal_pointer (&composed) : g_steal_pointer (&lower);
}

static gsize
append_spelling (GString *folded, const char *at)
{
  for (gsize i = 0; i < G_N_ELEMENTS (spellings); i++)
    if (g_str_has_prefix (at, spellings[i].written))
      {
        g_string_append (folded, spellings[i].folded);
        return strlen (spellings[i].written);
      }
  return 0;
}

static void
append_letter (GString *folded, gunichar letter)
{
  gunichar parts[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];

  if (g_unichar_isalnum (letter))
    {
      g_unichar_fully_decompose (letter, TRUE, parts, G_N_ELEMENTS (parts));
      g_string_append_unichar (folded, parts[0]);
    }
  else if (folded->len > 0 && folded->str[folded->len - 1] != ' ')
    g_string_append_c (folded, ' ');
}

/* (transfer full): words parted by one blank */
static char *
fold (const char *name)
{
  g_autofree char *plain = strip (name);
  GString *folded = g_string_sized_new (strlen (plain));

  for (const char *at = plain; *at != '\0';)
    {
      gsize taken = append_spelling (folded, at);

      if (taken == 0)
        {
          append_letter (folded, g_utf8_get_char (at));
          taken = (gsize) (g_utf8_next_char (at) - at);
        }
      at += taken;
    }
  return g_strchomp (g_string_free (folded, FALSE));
}

static glong
length_of_word (const gunichar *text, glong length, glong at)
{
  glong begin = at, end = at;

  while (begin > 0 && text[begin - 1] != ' ')
    begin--;
  while (end < length && text[end] != ' ')
    end++;
  return end - begin;
}

static glong
read_letters (const char *text, gunichar *letters)
{
  glong n = 0;

  for (; *text != '\0' && n < LONGEST_NEAR; text = g_utf8_next_char (text))
    letters[n++] = g_utf8_get_char (text);
  return *text == '\0' ? n : 0;
}

/* Whether one step makes one of the other: a letter more, less or another, or two changed. */
static gboolean
is_a_step_away (const char *one, const char *other)
{
  gunichar a[LONGEST_NEAR], b[LONGEST_NEAR];
  glong n_a = read_letters (one, a), n_b = read_letters (other, b), least = MIN (n_a, n_b);
  glong from = 0, end = 0, more_a, more_b;

  while (from < least && a[from] == b[from])
    from++;
  while (end < least - from && a[n_a - 1 - end] == b[n_b - 1 - end])
    end++;
  if (MIN (length_of_word (a, n_a, from), length_of_word (b, n_b, from)) < SHORTEST_NEAR)
    return FALSE;
  more_a = n_a - from - end;
  more_b = n_b - from - end;
  return MAX (more_a, more_b) <= 1 ||
         (more_a == 2 && more_b == 2 && a[from] == b[from + 1] && a[from + 1] == b[from]);
}

/* Karen and Karen Hansen. */
static gboolean
goes_on (const char *shorter, const char *longer)
{
  return *shorter != '\0' && g_str_has_prefix (longer, shorter) && longer[strlen (shorter)] == ' ';
}

static gboolean
begins_words (const char *typed, const char *name)
{
  return g_str_match_string (typed, name, TRUE);
}

/**
 * ga_name_likeness:
 * @typed: what was written down, or the beginning of it
 * @name: of somebody who is known
 */
GaLikeness
ga_name_likeness (const char *typed, const char *name)
{
  g_autofree char *typed_case = g_utf8_casefold (typed, -1);
  g_autofree char *name_case = g_utf8_casefold (name, -1);
  g_autofree char *typed_folded = NULL;
  g_autofree char *name_folded = NULL;

  if (g_str_equal (typed_case, name_case))
    return GA_LIKENESS_EXACT;
  typed_folded = fold (typed);
  name_folded = fold (name);
  if (*typed_folded == '\0')
    return GA_LIKENESS_NONE;
  if (g_str_equal (typed_folded, name_folded))
    return GA_LIKENESS_SAME;
  if (g_str_has_prefix (name_case, typed_case))
    return GA_LIKENESS_BEGINNING;
  if (begins_words (typed, name) || begins_words (typed_folded, name_folded))
    return GA_LIKENESS_WORD;
  return is_a_step_away (typed_folded, name_folded) || goes_on (name_folded, typed_folded)
             ? GA_LIKENESS_NEAR
             : GA_LIKENESS_NONE;
}

/**
 * ga_name_likeness_of_two:
 * Returns: %GA_LIKENESS_EXACT, _SAME, _NEAR or _NONE
 */
GaLikeness
ga_name_likeness_of_two (const char *one, const char *other)
{
  GaLikeness likeness = ga_name_likeness (one, other);

  /* Bo is no Bodil, but Karen may be Karen Hansen. */
  if (likeness == GA_LIKENESS_WORD || likeness == GA_LIKENESS_BEGINNING)
    likeness = ga_name_likeness (other, one);
  return likeness == GA_LIKENESS_WORD || likeness == GA_LIKENESS_BEGINNING ? GA_LIKENESS_NONE
                                                                           : likeness;
}
