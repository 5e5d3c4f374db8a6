/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/entities/ga-entities.h"
#include "model/ga-language.h"
#include "model/ga-money.h"
#include "model/ga-number.h"

#define NBSP "\302\240"

static void
speak (const char *language)
{
  g_setenv ("LANGUAGE", language, TRUE);
}

static void
assert_shown (char *shown, const char *expected)
{
  g_assert_cmpstr (shown, ==, expected);
  g_free (shown);
}

static void
test_numbers_are_grouped (void)
{
  speak ("da");
  assert_shown (ga_number_display (0), "0");
  assert_shown (ga_number_display (999), "999");
  assert_shown (ga_number_display (1000), "1.000");
  assert_shown (ga_number_display (-1234567), "-1.234.567");
  assert_shown (ga_number_display (G_MININT64), "-9.223.372.036.854.775.808");
  speak ("nb");
  assert_shown (ga_number_display (1234567), "1" NBSP "234" NBSP "567");
  speak ("en");
  assert_shown (ga_number_display (1234567), "1,234,567");
}

static void
test_sizes_have_the_comma_of_the_language (void)
{
  speak ("da");
  assert_shown (ga_size_display (1000), "1" NBSP "kB");
  assert_shown (ga_size_display (1450), "1,5" NBSP "kB");
  assert_shown (ga_size_display (9949), "9,9" NBSP "kB");
  assert_shown (ga_size_display (9950), "10" NBSP "kB");
  assert_shown (ga_size_display (30041), "30" NBSP "kB");
  assert_shown (ga_size_display (999499), "999" NBSP "kB");
  assert_shown (ga_size_display (999500), "1" NBSP "MB");
  assert_shown (ga_size_display (1500000), "1,5" NBSP "MB");
  assert_shown (ga_size_display (G_MAXUINT64), "18446744" NBSP "TB");
  speak ("nb");
  assert_shown (ga_size_display (1500000), "1,5" NBSP "MB");
  speak ("en");
  assert_shown (ga_size_display (1500000), "1.5" NBSP "MB");
  assert_shown (ga_size_display (0), "0 bytes");
  assert_shown (ga_size_display (1), "1 byte");
  assert_shown (ga_size_display (999), "999 bytes");
}

static void
test_money_reads_as_in_the_language (void)
{
  speak ("da");
  assert_shown (ga_money_display (123450, "DKK"), "1.234,50" NBSP "kr.");
  assert_shown (ga_money_display (123450, "NOK"), "1.234,50" NBSP "NOK");
  assert_shown (ga_money_display (-5, "DKK"), "-0,05" NBSP "kr.");
  assert_shown (ga_money_display (100, NULL), "1,00");
  speak ("nb");
  assert_shown (ga_money_display (123450, "NOK"), "1" NBSP "234,50" NBSP "kr");
  assert_shown (ga_money_display (123450, "DKK"), "1" NBSP "234,50" NBSP "DKK");
  speak ("en");
  assert_shown (ga_money_display (123450, "DKK"), "DKK" NBSP "1,234.50");
  assert_shown (ga_money_display (G_MININT64, NULL), "-92,233,720,368,547,758.08");
}

typedef struct
{
  const char *text;
  gint64 expected;
} Amount;

static void
assert_read (const Amount *amounts, gsize n)
{
  for (gsize i = 0; i < n; i++)
    {
      gint64 oere = 0;

      g_test_message ("“%s”", amounts[i].text);
      g_assert_true (ga_money_parse (amounts[i].text, &oere));
      g_assert_cmpint (oere, ==, amounts[i].expected);
    }
}

static void
assert_refused (const char *const *texts, gsize n)
{
  for (gsize i = 0; i < n; i++)
    {
      gint64 oere = 42;

      g_test_message ("“%s”", texts[i]);
      g_assert_false (ga_money_parse (texts[i], &oere));
      g_assert_cmpint (oere, ==, 42);
    }
}

static void
test_money_is_read_in_danish_and_bokmal (void)
{
  static const Amount amounts[] = {
    { "1.234,50", 123450 },
    { "1234,50", 123450 },
    { "1234,5", 123450 },
    { "1234", 123400 },
    { "1.234", 123400 },
    { "1 234,50", 123450 },
    { "1" NBSP "234,50", 123450 },
    { " 1.234,50 kr. ", 123450 },
    { "kr 1.234", 123400 },
    { "1.234,50 DKK", 123450 },
    { "-5,25", -525 },
    { "\342\210\2225,25", -525 },
    { "0,01", 1 },
    { "999.999.999.999,99", 99999999999999 },
    /* More than fits a field, which then says how much does. */
    { "1234567890123", 123456789012300 },
  };
  static const char *const bad[] = {
    NULL,      "",         "kr.",   "1,234.50", "1234.50",  "1.23",   "12.34,50",
    "1.2345",  "1234.567", "1,",    ",50",      "1,234",    "1..234", "1.234.",
    "1 234.5", "--1",      "1e3",   "0x10",     "1,5,0",    "abc",    "1.234 567",
    ".123",    "1,2a",     "5 EUR", "\377",     "1 kr. 50", "1 2345", "1000000000000000",
  };

  speak ("da");
  assert_read (amounts, G_N_ELEMENTS (amounts));
  assert_refused (bad, G_N_ELEMENTS (bad));
  speak ("nb");
  assert_read (amounts, G_N_ELEMENTS (amounts));
  assert_refused (bad, G_N_ELEMENTS (bad));
}

static void
test_money_is_read_in_english (void)
{
  static const Amount amounts[] = {
    { "1,234.50", 123450 }, { "1234.5", 123450 },       { "1,234", 123400 },
    { "1 234.50", 123450 }, { "DKK 1,234.50", 123450 },
  };
  static const char *const bad[] = { "1.234,50", "1234,50", "1.234" };

  speak ("en");
  assert_read (amounts, G_N_ELEMENTS (amounts));
  assert_refused (bad, G_N_ELEMENTS (bad));
}

/* The same in every language. */
static void
test_money_in_files_is_read_anywhere (void)
{
  static const Amount amounts[] = {
    { "12,50", 1250 },          { "12.50", 1250 },          { "12,5", 1250 },
    { "1.234,50", 123450 },     { "1,234.50", 123450 },     { "1 234,50", 123450 },
    { "1 234.50", 123450 },     { "1" NBSP "234", 123400 }, { "1.234.567", 123456700 },
    { "1,234,567", 123456700 }, { "1234", 123400 },         { "-12.50", -1250 },
    { "1234.00 kr.", 123400 },  { "DKK 0,05", 5 },          { "1.234.567,5", 123456750 },
  };
  static const char *const twofold[] = { "1.234", "1,234", "12,505", "-12.505", "kr. 1.234" };
  static const char *const bad[] = {
    NULL,        "",        "kr.",       "12,",      ".5",     "1234.567",
    "1.23.456",  "1,234,5", "1.234,567", "12.34,50", "1 2345", "1.234.567,50,1",
    "1 234.567", "abc",
  };

  for (guint language = 0; language < GA_N_LANGUAGES; language++)
    {
      gboolean ambiguous;
      gint64 oere = 42;

      speak (ga_language_get_code (language));
      for (gsize i = 0; i < G_N_ELEMENTS (amounts); i++)
        {
          g_test_message ("“%s”", amounts[i].text);
          g_assert_true (ga_money_parse_anywhere (amounts[i].text, &oere, &ambiguous));
          g_assert_cmpint (oere, ==, amounts[i].expected);
        }
      oere = 42;
      for (gsize i = 0; i < G_N_ELEMENTS (twofold); i++)
        {
          g_test_message ("“%s”", twofold[i]);
          g_assert_false (ga_money_parse_anywhere (twofold[i], &oere, &ambiguous));
          g_assert_true (ambiguous);
        }
      for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
        {
          g_test_message ("“%s”", bad[i]);
          g_assert_false (ga_money_parse_anywhere (bad[i], &oere, &ambiguous));
          g_assert_false (ambiguous);
        }
      g_assert_cmpint (oere, ==, 42);
    }
}

static void
test_money_says_its_currency (void)
{
  static const struct
  {
    const char *text;
    const char *code;
  } amounts[] = {
    { "500 NOK", "NOK" },   { "nok 500", "NOK" }, { "1.234,50" NBSP "DKK", "DKK" },
    { "DKK 1,234", "DKK" }, { "500 kr.", NULL },  { "kr 500", NULL },
    { "500", NULL },        { "NOK", NULL },      { "500 EUR", NULL },
    { "", NULL },           { NULL, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (amounts); i++)
    {
      g_test_message ("“%s”", amounts[i].text);
      g_assert_cmpstr (ga_money_find_currency (amounts[i].text), ==, amounts[i].code);
    }
}

static void
test_money_in_files_is_digits (void)
{
  assert_shown (ga_money_to_text (123450, '.'), "1234.50");
  assert_shown (ga_money_to_text (-1250, ','), "-12,50");
  assert_shown (ga_money_to_text (-5, '.'), "-0.05");
  assert_shown (ga_money_to_text (0, '.'), "0.00");
  assert_shown (ga_money_to_text (G_MININT64, '.'), "-92233720368547758.08");
}

static void
test_money_shown_can_be_read_again (void)
{
  static const gint64 amounts[] = { 0, 1, -1, 99, 100, 123450, -99999999999999, 100000 };

  for (guint language = 0; language < GA_N_LANGUAGES; language++)
    {
      speak (ga_language_get_code (language));
      for (gsize i = 0; i < G_N_ELEMENTS (amounts); i++)
        {
          g_autofree char *shown = ga_money_display (amounts[i], "NOK");
          g_autofree char *entry = ga_money_display (amounts[i], NULL);
          gint64 oere = 42, again = 42;

          g_assert_true (ga_money_parse (shown, &oere));
          g_assert_cmpint (oere, ==, amounts[i]);
          g_assert_true (ga_money_parse (entry, &again));
          g_assert_cmpint (again, ==, amounts[i]);
        }
    }
}

static void
assert_told (const char *currency, const char *sentence, const char *expected)
{
  g_autoptr (GaRecord) round = ga_record_new (&ga_entity_round);
  g_autoptr (GError) error = NULL;
  const char *field = NULL;

  ga_record_set_text (round, "currency", currency);
  g_assert_false (ga_money_refuse ("frame", &field, &error, round, 125000, sentence));
  g_assert_cmpstr (error->message, ==, expected);
  g_assert_cmpstr (field, ==, "frame");
}

static void
test_a_sentence_ends_with_one_stop (void)
{
  speak ("da");
  assert_told ("DKK", "Der er %s. Ret den.", "Der er 1.250,00" NBSP "kr. Ret den.");
  assert_told ("DKK", "Den har %s.", "Den har 1.250,00" NBSP "kr.");
  assert_told ("DKK", "Der er %s tilbage.", "Der er 1.250,00" NBSP "kr. tilbage.");
  assert_told ("NOK", "Den har %s.", "Den har 1.250,00" NBSP "NOK.");
  speak ("nb");
  assert_told ("NOK", "Den har %s.", "Den har 1" NBSP "250,00" NBSP "kr.");
  speak ("en");
  assert_told ("DKK", "It has %s.", "It has DKK" NBSP "1,250.00.");
}

int
main (int argc, char **argv)
{
  ga_language_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/number/grouped", test_numbers_are_grouped);
  g_test_add_func ("/number/sizes-have-the-comma-of-the-language",
                   test_sizes_have_the_comma_of_the_language);
  g_test_add_func ("/number/money-as-in-the-language", test_money_reads_as_in_the_language);
  g_test_add_func ("/number/money-read-in-danish-and-bokmal",
                   test_money_is_read_in_danish_and_bokmal);
  g_test_add_func ("/number/money-read-in-english", test_money_is_read_in_english);
  g_test_add_func ("/number/money-in-files-is-read-anywhere", test_money_in_files_is_read_anywhere);
  g_test_add_func ("/number/money-says-its-currency", test_money_says_its_currency);
  g_test_add_func ("/number/money-in-files-is-digits", test_money_in_files_is_digits);
  g_test_add_func ("/number/money-can-be-read-again", test_money_shown_can_be_read_again);
  g_test_add_func ("/number/one-stop", test_a_sentence_ends_with_one_stop);
  return g_test_run ();
}
