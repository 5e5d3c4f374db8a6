/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/ga-date.h"
#include "model/ga-holidays.h"
#include "model/ga-language.h"

static void
assert_holidays (const char *zone, int year, const char *const *expected)
{
  g_autofree char *day = g_strdup_printf ("%d-01-01", year);
  guint n = 0;

  while (g_ascii_strtoll (day, NULL, 10) == year)
    {
      char *next = ga_date_add_days (day, 1);

      if (ga_holiday_name (day, zone) != NULL)
        {
          g_assert_cmpstr (day, ==, expected[n]);
          n++;
        }
      g_free (day);
      day = next;
    }
  g_assert_null (expected[n]);
}

/* From the printed almanacs of both countries. */
static void
test_danish_years_are_those_of_the_almanac (void)
{
  static const char *const with_prayer_day[] = {
    "2023-01-01", "2023-04-06", "2023-04-07", "2023-04-09", "2023-04-10", "2023-05-05",
    "2023-05-18", "2023-05-28", "2023-05-29", "2023-12-25", "2023-12-26", NULL,
  };
  static const char *const without[] = {
    "2024-01-01", "2024-03-28", "2024-03-29", "2024-03-31", "2024-04-01", "2024-05-09",
    "2024-05-19", "2024-05-20", "2024-12-25", "2024-12-26", NULL,
  };

  assert_holidays ("Europe/Copenhagen", 2023, with_prayer_day);
  assert_holidays (NULL, 2024, without);
}

static void
test_norwegian_year_has_its_days_in_may (void)
{
  static const char *const days[] = {
    "2026-01-01", "2026-04-02", "2026-04-03", "2026-04-05", "2026-04-06",
    "2026-05-01", "2026-05-14", "2026-05-17", "2026-05-24", "2026-05-25",
    "2026-12-25", "2026-12-26", NULL,
  };

  assert_holidays ("Europe/Oslo", 2026, days);
}

static void
test_earliest_and_latest_easter (void)
{
  g_assert_cmpstr (ga_holiday_name ("1818-03-22", NULL), ==, NULL); /* before our days */
  g_assert_cmpstr (ga_holiday_name ("2008-03-23", NULL), ==, "Easter Day");
  g_assert_cmpstr (ga_holiday_name ("2038-04-25", NULL), ==, "Easter Day");
  g_assert_cmpstr (ga_holiday_name ("1981-04-19", NULL), ==, "Easter Day");
  g_assert_cmpstr (ga_holiday_name ("1954-04-18", NULL), ==, "Easter Day");
}

static void
test_elsewhere_none_is_known (void)
{
  g_assert_null (ga_holiday_name ("2026-12-25", "America/Nuuk"));
  g_assert_null (ga_holiday_name ("no day", NULL));
  g_assert_null (ga_holiday_name (NULL, NULL));
}

int
main (int argc, char **argv)
{
  ga_language_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/holidays/danish-years", test_danish_years_are_those_of_the_almanac);
  g_test_add_func ("/holidays/norwegian-year", test_norwegian_year_has_its_days_in_may);
  g_test_add_func ("/holidays/easter", test_earliest_and_latest_easter);
  g_test_add_func ("/holidays/elsewhere", test_elsewhere_none_is_known);
  return g_test_run ();
}
