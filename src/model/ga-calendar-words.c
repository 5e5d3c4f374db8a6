/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/ga-calendar-words.h"

/* Letters that tell a month or a weekday from every other, in all three languages. */
#define LEAST_LETTERS 3

typedef struct
{
  const char *months[12];
  const char *short_months[12];
  const char *weekdays[7];
  const char *short_weekdays[7];
} Words;

static const Words words[GA_N_LANGUAGES] = {
  [GA_LANGUAGE_ENGLISH] = {
    { "January", "February", "March", "April", "May", "June", "July", "August", "September",
      "October", "November", "December" },
    { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" },
    { "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday" },
    { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" },
  },
  [GA_LANGUAGE_DANISH] = {
    { "januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september",
      "oktober", "november", "december" },
    { "jan.", "feb.", "mar.", "apr.", "maj", "jun.", "jul.", "aug.", "sep.", "okt.", "nov.",
      "dec." },
    { "mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag" },
    { "man.", "tirs.", "ons.", "tors.", "fre.", "lør.", "søn." },
  },
  [GA_LANGUAGE_BOKMAL] = {
    { "januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september",
      "oktober", "november", "desember" },
    { "jan.", "feb.", "mars", "apr.", "mai", "juni", "juli", "aug.", "sep.", "okt.", "nov.",
      "des." },
    { "mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag" },
    { "man.", "tir.", "ons.", "tor.", "fre.", "lør.", "søn." },
  },
};

/* Is @word the beginning of @name? @word is casefolded already. */
static gboolean
begins (const char *name, const char *word)
{
  g_autofree char *folded = g_utf8_casefold (name, -1);

  return g_str_has_prefix (folded, word);
}

/**
 * ga_month_name:
 * @month: 1–12
 *
 * Returns: (transfer none): as written within a sentence
 */
const char *
ga_month_name (GaLanguage language, guint month)
{
  g_return_val_if_fail (language < GA_N_LANGUAGES && month >= 1 && month <= 12, "");
  return words[language].months[month - 1];
}

/**
 * ga_month_name_short:
 * @month: 1–12
 *
 * Returns: (transfer none): with the point of an abbreviation where the language writes one
 */
const char *
ga_month_name_short (GaLanguage language, guint month)
{
  g_return_val_if_fail (language < GA_N_LANGUAGES && month >= 1 && month <= 12, "");
  return words[language].short_months[month - 1];
}

/**
 * ga_weekday_name:
 * @weekday: 1 (Monday) – 7 (Sunday)
 *
 * Returns: (transfer none): as written within a sentence
 */
const char *
ga_weekday_name (GaLanguage language, guint weekday)
{
  g_return_val_if_fail (language < GA_N_LANGUAGES && weekday >= 1 && weekday <= 7, "");
  return words[language].weekdays[weekday - 1];
}

/**
 * ga_weekday_name_short:
 * @weekday: 1 (Monday) – 7 (Sunday)
 *
 * Returns: (transfer none): with the point of an abbreviation where the language writes one
 */
const char *
ga_weekday_name_short (GaLanguage language, guint weekday)
{
  g_return_val_if_fail (language < GA_N_LANGUAGES && weekday >= 1 && weekday <= 7, "");
  return words[language].short_weekdays[weekday - 1];
}

/**
 * ga_month_from_word:
 * @word: casefolded, without a point
 *
 * Reads a month in any of the languages, whole or cut after three letters or more.
 *
 * Returns: 1–12, or 0
 */
guint
ga_month_from_word (const char *word)
{
  if (g_utf8_strlen (word, -1) < LEAST_LETTERS)
    return 0;
  for (guint language = 0; language < GA_N_LANGUAGES; language++)
    {
      for (guint month = 1; month <= 12; month++)
        {
          if (begins (words[language].months[month - 1], word))
            return month;
        }
    }
  return 0;
}

/**
 * ga_weekday_from_word:
 * @word: casefolded, without a point
 *
 * Reads a weekday in any of the languages, whole or cut after three letters or more.
 *
 * Returns: 1 (Monday) – 7 (Sunday), or 0
 */
guint
ga_weekday_from_word (const char *word)
{
  if (g_utf8_strlen (word, -1) < LEAST_LETTERS)
    return 0;
  for (guint language = 0; language < GA_N_LANGUAGES; language++)
    {
      for (guint weekday = 1; weekday <= 7; weekday++)
        {
          if (begins (words[language].weekdays[weekday - 1], word))
            return weekday;
        }
    }
  return 0;
}
