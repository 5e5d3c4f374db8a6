/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/ga-holidays.h"

#include <glib/gi18n-lib.h>

#include "model/ga-date.h"

#define DENMARK (1u << 0)
#define NORWAY  (1u << 1)
#define BOTH    (DENMARK | NORWAY)

typedef struct
{
  int day;    /* after Easter Day, or of the month */
  int month;  /* 0: the day follows Easter */
  int before; /* the first year without it; 0: none */
  guint countries;
  const char *name; /* msgid */
} Holiday;

static const Holiday holidays[] = {
  { 1, 1, 0, BOTH, N_ ("New Year’s Day") },
  { -3, 0, 0, BOTH, N_ ("Maundy Thursday") },
  { -2, 0, 0, BOTH, N_ ("Good Friday") },
  { 0, 0, 0, BOTH, N_ ("Easter Day") },
  { 1, 0, 0, BOTH, N_ ("Easter Monday") },
  { 26, 0, 2024, DENMARK, N_ ("Great Prayer Day") },
  { 39, 0, 0, BOTH, N_ ("Ascension Day") },
  { 49, 0, 0, BOTH, N_ ("Whit Sunday") },
  { 50, 0, 0, BOTH, N_ ("Whit Monday") },
  { 1, 5, 0, NORWAY, N_ ("Labour Day") },
  { 17, 5, 0, NORWAY, N_ ("Constitution Day") },
  { 25, 12, 0, BOTH, N_ ("Christmas Day") },
  { 26, 12, 0, BOTH, N_ ("Second Day of Christmas") },
};

static guint
get_country (const char *zone)
{
  if (zone == NULL || g_str_equal (zone, GA_ZONE_DEFAULT))
    return DENMARK;
  return g_str_equal (zone, "Europe/Oslo") ? NORWAY : 0;
}

/* Easter Day of the Gregorian calendar, after Meeus, Jones and Butcher. */
static guint32
get_easter (int year)
{
  int century = year / 100;
  int golden = year % 19;
  int epact = (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15);
  int moon = epact % 30;
  int weekday = (32 + 2 * (century % 4) + 2 * (year % 100 / 4) - moon - year % 100 % 4) % 7;
  int late = (golden + 11 * moon + 22 * weekday) / 451;
  int days = moon + weekday - 7 * late + 114;
  GDate easter;

  g_date_clear (&easter, 1);
  g_date_set_dmy (&easter, (GDateDay) (days % 31 + 1), (GDateMonth) (days / 31), (GDateYear) year);
  return g_date_get_julian (&easter);
}

const char *
ga_holiday_name (const char *day, const char *zone)
{
  g_autoptr (GDate) date = ga_date_to_gdate (day);
  guint country = get_country (zone);
  int year, after_easter;

  if (date == NULL || country == 0)
    return NULL;
  year = g_date_get_year (date);
  after_easter = (int) g_date_get_julian (date) - (int) get_easter (year);
  for (gsize i = 0; i < G_N_ELEMENTS (holidays); i++)
    {
      const Holiday *holiday = &holidays[i];
      gboolean is_it = holiday->month == 0 ? holiday->day == after_easter
                                           : holiday->month == (int) g_date_get_month (date) &&
                                                 holiday->day == (int) g_date_get_day (date);

      if (is_it && (holiday->countries & country) != 0 &&
          (holiday->before == 0 || year < holiday->before))
        return _ (holiday->name);
    }
  return NULL;
}
