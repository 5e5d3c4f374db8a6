/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/ga-number.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/ga-language.h"

#define NBSP        "\302\240"     /* U+00A0 */
#define NARROW_NBSP "\342\200\257" /* U+202F, which other programs group by */
#define MINUS       "\342\210\222" /* U+2212 */

/* Longer text is no amount; keeps a cell of megabytes from being copied about. */
#define LONGEST_TEXT 64

static const char *const group_separators[GA_N_LANGUAGES] = {
  [GA_LANGUAGE_ENGLISH] = ",",
  [GA_LANGUAGE_DANISH] = ".",
  [GA_LANGUAGE_BOKMAL] = NBSP,
};

static guint64
get_magnitude (gint64 number)
{
  /* Also of G_MININT64, which has no positive twin. */
  return number < 0 ? (guint64) 0 - (guint64) number : (guint64) number;
}

static void
append_grouped (GString *out, guint64 number, const char *separator)
{
  g_autofree char *digits = g_strdup_printf ("%" G_GUINT64_FORMAT, number);
  gsize length = strlen (digits);

  for (gsize i = 0; i < length; i++)
    {
      if (i > 0 && (length - i) % 3 == 0)
        g_string_append (out, separator);
      g_string_append_c (out, digits[i]);
    }
}

/* Takes the currency off either end of @text, in place. @word: (out) (optional) (nullable): which
 */
static char *
strip_currency (char *text, const char **word)
{
  static const char *const words[] = { "DKK", "NOK", "kr.", "kr" };

  g_strstrip (text);
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      gsize length = strlen (words[i]);
      gsize rest = strlen (text);

      if (rest > length && g_ascii_strcasecmp (text + rest - length, words[i]) == 0)
        text[rest - length] = '\0';
      else if (rest > length && g_ascii_strncasecmp (text, words[i], length) == 0)
        text += length;
      else
        continue;
      if (word != NULL)
        *word = words[i];
      break;
    }
  return g_strstrip (text);
}

/* @text with every kind of space and minus as plain ones. (nullable) */
static char *
make_plain (const char *text)
{
  g_autoptr (GString) plain = NULL;

  if (text == NULL || strlen (text) > LONGEST_TEXT || !g_utf8_validate (text, -1, NULL))
    return NULL;

  plain = g_string_new (text);
  g_string_replace (plain, NBSP, " ", 0);
  g_string_replace (plain, NARROW_NBSP, " ", 0);
  g_string_replace (plain, MINUS, "-", 0);
  return g_string_free (g_steal_pointer (&plain), FALSE);
}

/* Reads whole kroner up to the end or to @decimal: digits, or groups of three parted by @group or
 * by spaces, but not by both. */
static gboolean
read_whole (const char **at, char group, char decimal, gint64 *whole)
{
  const char *c = *at;
  char separator = '\0';
  guint digits = 0;
  guint run = 0;

  *whole = 0;
  for (; *c != '\0' && *c != decimal; c++)
    {
      if (g_ascii_isdigit (*c))
        {
          if (++digits > GA_MOST_DIGITS || (++run > 3 && separator != '\0'))
            return FALSE;
          *whole = *whole * 10 + g_ascii_digit_value (*c);
        }
      else
        {
          if (*c != group && *c != ' ')
            return FALSE;
          if (separator == '\0' ? run < 1 || run > 3 : *c != separator || run != 3)
            return FALSE;
          separator = *c;
          run = 0;
        }
    }
  *at = c;
  return digits > 0 && (separator == '\0' || run == 3);
}

/* Reads an amount up to the end of the text. @group may be NUL: spaces alone part thousands. */
static gboolean
read_amount (const char *at, char group, char decimal, gint64 *oere)
{
  gboolean negative = *at == '-';
  gint64 whole;
  gint64 fraction = 0;

  if (negative)
    at++;
  if (!read_whole (&at, group, decimal, &whole))
    return FALSE;
  if (*at == decimal)
    {
      gsize length = strspn (at + 1, "0123456789");

      if (length < 1 || length > 2 || at[1 + length] != '\0')
        return FALSE;
      fraction = g_ascii_digit_value (at[1]) * 10;
      if (length == 2)
        fraction += g_ascii_digit_value (at[2]);
    }
  whole = whole * 100 + fraction;
  *oere = negative ? -whole : whole;
  return TRUE;
}

/* "1.234": a thousand and more, or one and a fraction. */
static gboolean
is_ambiguous (const char *at)
{
  gsize before, after;

  at += *at == '-';
  before = strspn (at, "0123456789");
  if (before < 1 || before > 3 || (at[before] != '.' && at[before] != ','))
    return FALSE;
  after = strspn (at + before + 1, "0123456789");
  return after == 3 && at[before + 1 + after] == '\0';
}

/**
 * ga_number_display:
 *
 * Returns: (transfer full): @number in groups of three digits
 */
char *
ga_number_display (gint64 number)
{
  GString *out = g_string_new (number < 0 ? "-" : NULL);

  append_grouped (out, get_magnitude (number), group_separators[ga_language_get ()]);
  return g_string_free (out, FALSE);
}

/* Tenths of it below ten, as nobody asks for more. */
char *
ga_size_display (guint64 bytes)
{
  static const char *const units[] = { "kB", "MB", "GB", "TB" };
  const char *comma = ga_language_get () == GA_LANGUAGE_ENGLISH ? "." : ",";
  guint64 unit = 1000;
  guint64 tenths;
  guint which = 0;

  if (bytes < unit)
    return g_strdup_printf (ngettext ("%u byte", "%u bytes", (gulong) bytes), (guint) bytes);
  for (; which + 1 < G_N_ELEMENTS (units) && bytes >= unit * 1000 - unit / 2; which++)
    unit *= 1000;
  tenths = bytes / (unit / 10) + (bytes % (unit / 10) >= unit / 20 ? 1 : 0);
  if (tenths >= 100)
    return g_strdup_printf ("%" G_GUINT64_FORMAT NBSP "%s",
                            bytes / unit + (bytes % unit >= unit / 2 ? 1 : 0), units[which]);
  if (tenths % 10 == 0)
    return g_strdup_printf ("%" G_GUINT64_FORMAT NBSP "%s", tenths / 10, units[which]);
  return g_strdup_printf ("%" G_GUINT64_FORMAT "%s%" G_GUINT64_FORMAT NBSP "%s", tenths / 10, comma,
                          tenths % 10, units[which]);
}

/**
 * ga_money_get_unit:
 * @currency: (nullable): ISO 4217 code
 * @leads: (out): whether it stands before the amount
 *
 * The language's own currency reads "kr." or "kr"; any other by its code, so that Norwegian kroner
 * are never taken for Danish ones.
 *
 * Returns: (nullable): what an amount is written with
 */
const char *
ga_money_get_unit (const char *currency, gboolean *leads)
{
  GaLanguage language = ga_language_get ();

  *leads = language == GA_LANGUAGE_ENGLISH;
  if (currency == NULL || *currency == '\0')
    return NULL;
  if (language == GA_LANGUAGE_DANISH && g_str_equal (currency, "DKK"))
    return "kr.";
  if (language == GA_LANGUAGE_BOKMAL && g_str_equal (currency, "NOK"))
    return "kr";
  return currency;
}

/**
 * ga_money_display:
 * @oere: øre
 * @currency: (nullable): ISO 4217 code; without it the bare amount
 *
 * Returns: (transfer full): the amount, never broken over two lines
 */
char *
ga_money_display (gint64 oere, const char *currency)
{
  GaLanguage language = ga_language_get ();
  guint64 magnitude = get_magnitude (oere);
  GString *out = g_string_new (NULL);
  gboolean leads;
  const char *unit = ga_money_get_unit (currency, &leads);

  if (unit != NULL && leads)
    g_string_append_printf (out, "%s" NBSP, unit);
  if (oere < 0)
    g_string_append_c (out, '-');
  append_grouped (out, magnitude / 100, group_separators[language]);
  g_string_append_printf (out, "%c%02u", language == GA_LANGUAGE_ENGLISH ? '.' : ',',
                          (guint) (magnitude % 100));
  if (unit != NULL && !leads)
    g_string_append_printf (out, NBSP "%s", unit);
  return g_string_free (out, FALSE);
}

/**
 * ga_money_to_text:
 * @decimal: what stands before the øre
 *
 * Returns: (transfer full): kroner and øre in digits, as files hold them: "1234.50"
 */
char *
ga_money_to_text (gint64 oere, char decimal)
{
  guint64 magnitude = get_magnitude (oere);

  return g_strdup_printf ("%s%" G_GUINT64_FORMAT "%c%02u", oere < 0 ? "-" : "", magnitude / 100,
                          decimal, (guint) (magnitude % 100));
}

/**
 * ga_money_parse:
 * @text: (nullable): "1.234,50" where the interface is Danish or bokmål, "1,234.50" where it is
 * English; groups may be parted by spaces; kr., DKK or NOK may stand before or after and says
 * nothing here
 * @oere: (out): øre
 *
 * Reads up to fifteen digits before the decimal sign and two after it. What could be read in two
 * ways is refused: in Danish "1234.50" is nothing.
 *
 * Returns: %FALSE if @text is no amount; @oere is then untouched
 */
gboolean
ga_money_parse (const char *text, gint64 *oere)
{
  gboolean english = ga_language_get () == GA_LANGUAGE_ENGLISH;
  g_autofree char *plain = make_plain (text);

  return plain != NULL &&
         read_amount (strip_currency (plain, NULL), english ? ',' : '.', english ? '.' : ',', oere);
}

/**
 * ga_money_parse_anywhere:
 * @text: (nullable): as in ga_money_parse(), in either way of writing
 * @oere: (out): øre
 * @ambiguous: (out): whether @text is an amount in both ways, and not the same one
 *
 * Reads what a file holds, which means the same whatever language the interface has: the last sign
 * is the decimal one if one or two digits follow it, and thousands are parted by the other.
 *
 * Returns: %FALSE if @text is no amount, or two; @oere is then untouched
 */
gboolean
ga_money_parse_anywhere (const char *text, gint64 *oere, gboolean *ambiguous)
{
  g_autofree char *plain = make_plain (text);
  const char *at = plain != NULL ? strip_currency (plain, NULL) : "";
  const char *point = strrchr (at, '.');
  const char *comma = strrchr (at, ',');
  const char *last = point == NULL || (comma != NULL && comma > point) ? comma : point;
  gboolean once = last != NULL && strchr (at, *last) == last;

  *ambiguous = is_ambiguous (at);
  if (*ambiguous)
    return FALSE;
  if (point != NULL && comma != NULL)
    return once && read_amount (at, *last == ',' ? '.' : ',', *last, oere);
  if (last != NULL && !once)
    return read_amount (at, *last, *last == ',' ? '.' : ',', oere);
  return read_amount (at, '\0', last != NULL ? *last : '.', oere);
}

/**
 * ga_money_find_currency:
 * @text: (nullable): an amount as people write it
 *
 * Returns: (nullable): the code of the currency that it is written with; %NULL where it is not, or
 *   as "kr.", which may be either
 */
const char *
ga_money_find_currency (const char *text)
{
  g_autofree char *plain = make_plain (text);
  const char *word = NULL;

  if (plain != NULL)
    strip_currency (plain, &word);
  return word != NULL && g_ascii_isupper (*word) ? word : NULL;
}
