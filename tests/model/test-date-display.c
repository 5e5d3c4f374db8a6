/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/ga-date.h"
#include "model/ga-language.h"

static void
assert_shown (const char *language, char *shown, const char *expected)
{
  g_test_message ("%s", language);
  g_assert_cmpstr (shown, ==, expected);
  g_free (shown);
}

/* Without any locale of the language on the system. */
static void
speak (const char *language)
{
  g_setenv ("LANGUAGE", language, TRUE);
}

static void
test_days_read_as_in_the_language (void)
{
  static const char day[] = "2026-11-03";

  speak ("da");
  assert_shown ("da", ga_date_display (day), "3. november 2026");
  assert_shown ("da", ga_date_display_long (day), "tirsdag den 3. november 2026");
  assert_shown ("da", ga_date_display_weekday (day), "tirs. 3. nov.");
  assert_shown ("da", ga_time_display ("2026-11-03T09:30"), "3. november 2026 kl. 9.30");
  speak ("nb");
  assert_shown ("nb", ga_date_display (day), "3. november 2026");
  assert_shown ("nb", ga_date_display_long (day), "tirsdag 3. november 2026");
  assert_shown ("nb", ga_date_display_weekday (day), "tir. 3. nov.");
  assert_shown ("nb", ga_time_display ("2026-11-03T09:30"), "3. november 2026 kl. 09:30");
  speak ("en");
  assert_shown ("en", ga_date_display (day), "3 November 2026");
  assert_shown ("en", ga_date_display_long (day), "Tuesday 3 November 2026");
  assert_shown ("en", ga_date_display_weekday (day), "Tue 3 Nov");
  assert_shown ("en", ga_time_display ("2026-11-03T09:30"), "3 November 2026 at 9:30");
}

static void
test_names_read_as_in_the_language (void)
{
  speak ("da");
  assert_shown ("da", ga_month_display (12), "december");
  assert_shown ("da", ga_month_display_short (5), "maj");
  assert_shown ("da", ga_weekday_display (7), "søndag");
  speak ("nb");
  assert_shown ("nb", ga_month_display (12), "desember");
  assert_shown ("nb", ga_month_display_short (5), "mai");
  speak ("en");
  assert_shown ("en", ga_month_display (12), "December");
  assert_shown ("en", ga_month_display_short (5), "May");
  assert_shown ("en", ga_weekday_display (7), "Sunday");
}

static void
test_what_is_shown_can_be_read_again (void)
{
  for (guint language = 0; language < GA_N_LANGUAGES; language++)
    {
      g_autofree char *day = g_strdup ("2026-01-01");

      speak (ga_language_get_code (language));
      for (guint i = 0; i < 365; i++)
        {
          g_autofree char *shown = ga_date_display (day);
          g_autofree char *read = ga_date_parse (shown);
          g_autofree char *shown_long = ga_date_display_long (day);
          g_autofree char *read_long = ga_date_parse (shown_long);
          g_autofree char *time = g_strdup_printf ("%sT%02u:%02u", day, i % 24, i % 60);
          g_autofree char *shown_time = ga_time_display (time);
          g_autofree char *read_time = ga_time_parse (shown_time);
          char *next = ga_date_add_days (day, 1);

          g_assert_cmpstr (read, ==, day);
          g_assert_cmpstr (read_long, ==, day);
          g_assert_cmpstr (read_time, ==, time);
          g_free (day);
          day = next;
        }
    }
}

static void
test_what_is_no_day_is_shown_as_it_stands (void)
{
  speak ("da");
  assert_shown ("da", ga_date_display ("soon"), "soon");
  assert_shown ("da", ga_date_display_long ("soon"), "soon");
  assert_shown ("da", ga_date_display_weekday ("2026-02-30"), "2026-02-30");
  assert_shown ("da", ga_time_display ("2026-01-06"), "2026-01-06");
  assert_shown ("da", ga_date_display (NULL), "");
  assert_shown ("da", ga_clock_display (NULL), "");
  assert_shown ("da", ga_clock_display ("00:15"), "0.15");
}

int
main (int argc, char **argv)
{
  ga_language_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/date-display/days", test_days_read_as_in_the_language);
  g_test_add_func ("/date-display/names", test_names_read_as_in_the_language);
  g_test_add_func ("/date-display/can-be-read-again", test_what_is_shown_can_be_read_again);
  g_test_add_func ("/date-display/no-day-as-it-stands", test_what_is_no_day_is_shown_as_it_stands);
  return g_test_run ();
}
