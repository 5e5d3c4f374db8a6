/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/ga-likeness.h"

#include <locale.h>

typedef struct
{
  const char *typed;
  const char *name;
  GaLikeness likeness;
} Pair;

static void
assert_pairs (const Pair *pairs, gsize n)
{
  for (gsize i = 0; i < n; i++)
    {
      g_test_message ("%s, %s", pairs[i].typed, pairs[i].name);
      g_assert_cmpint (ga_name_likeness (pairs[i].typed, pairs[i].name), ==, pairs[i].likeness);
    }
}

static void
test_another_spelling_is_the_same_name (void)
{
  static const Pair pairs[] = {
    { "KAREN", "Karen", GA_LIKENESS_EXACT },
    { "Aase", "Åse", GA_LIKENESS_SAME },
    { "Åse", "Aase", GA_LIKENESS_SAME },
    { "Søren", "Soeren", GA_LIKENESS_SAME },
    { "Soren", "Sören", GA_LIKENESS_SAME },
    { "Rene", "René", GA_LIKENESS_SAME },
    { "Anne Marie", "Anne-Marie", GA_LIKENESS_SAME },
    { "Kjaer", "Kjær", GA_LIKENESS_SAME },
    { "Karen  Hansen.", "Karen Hansen", GA_LIKENESS_SAME },
    /* The same letter in two forms of Unicode. */
    { "A\xcc\x8ase", "\xc3\x85se", GA_LIKENESS_SAME },
  };

  assert_pairs (pairs, G_N_ELEMENTS (pairs));
}

static void
test_beginnings_answer (void)
{
  static const Pair pairs[] = {
    { "bo", "Bodil", GA_LIKENESS_BEGINNING },   { "er", "Carl Erik", GA_LIKENESS_WORD },
    { "åse h", "Aase Holm", GA_LIKENESS_WORD }, { "Karen", "Karen Hansen", GA_LIKENESS_BEGINNING },
    { "od", "Bodil", GA_LIKENESS_NONE },        { "!", "Bodil", GA_LIKENESS_NONE },
  };

  assert_pairs (pairs, G_N_ELEMENTS (pairs));
}

static void
test_a_letter_is_near (void)
{
  static const Pair pairs[] = {
    { "Karin", "Karen", GA_LIKENESS_NEAR },          { "Karne", "Karen", GA_LIKENESS_NEAR },
    { "Hanssen", "Hansen", GA_LIKENESS_NEAR },       { "Grete", "Grethe", GA_LIKENESS_NEAR },
    { "Bo Hanssen", "Bo Hansen", GA_LIKENESS_NEAR }, { "Karen Hansen", "Karen", GA_LIKENESS_NEAR },
    { "Kirstin", "Kristen", GA_LIKENESS_NONE },
  };

  assert_pairs (pairs, G_N_ELEMENTS (pairs));
}

static void
test_short_words_are_other_names (void)
{
  static const Pair pairs[] = {
    { "Ida", "Ada", GA_LIKENESS_NONE },         { "Bo", "Ib", GA_LIKENESS_NONE },
    { "Karen B", "Karen H", GA_LIKENESS_NONE }, { "Ida Holm", "Ada Holm", GA_LIKENESS_NONE },
    { "Karenin", "Karen", GA_LIKENESS_NONE },
  };

  assert_pairs (pairs, G_N_ELEMENTS (pairs));
}

static void
test_two_whole_names (void)
{
  static const Pair pairs[] = {
    { "Bo", "Bodil", GA_LIKENESS_NONE },       { "Karen", "Karen Hansen", GA_LIKENESS_NEAR },
    { "Karen", "Karin", GA_LIKENESS_NEAR },    { "Aase", "Åse", GA_LIKENESS_SAME },
    { "Erik", "Carl Erik", GA_LIKENESS_NONE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_assert_cmpint (ga_name_likeness_of_two (pairs[i].typed, pairs[i].name), ==,
                       pairs[i].likeness);
      g_assert_cmpint (ga_name_likeness_of_two (pairs[i].name, pairs[i].typed), ==,
                       pairs[i].likeness);
    }
}

/* What is longer than any name is only compared whole. */
static void
test_very_long_is_no_trouble (void)
{
  g_autofree char *one = g_strnfill (200, 'a');
  g_autofree char *other = g_strnfill (198, 'b');

  g_assert_cmpint (ga_name_likeness (one, other), ==, GA_LIKENESS_NONE);
  g_assert_cmpint (ga_name_likeness (one, one), ==, GA_LIKENESS_EXACT);
  g_assert_cmpint (ga_name_likeness ("", "Karen"), ==, GA_LIKENESS_NONE);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/likeness/another-spelling-is-the-same-name",
                   test_another_spelling_is_the_same_name);
  g_test_add_func ("/likeness/beginnings-answer", test_beginnings_answer);
  g_test_add_func ("/likeness/a-letter-is-near", test_a_letter_is_near);
  g_test_add_func ("/likeness/short-words-are-other-names", test_short_words_are_other_names);
  g_test_add_func ("/likeness/two-whole-names", test_two_whole_names);
  g_test_add_func ("/likeness/very-long-is-no-trouble", test_very_long_is_no_trouble);
  return g_test_run ();
}
