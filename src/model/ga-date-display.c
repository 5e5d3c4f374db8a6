/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/ga-date.h"

#include <string.h>

#include "model/ga-calendar-words.h"

/* What is no day or time is shown as it stands, so that nothing an old file holds is hidden. */
static char *
show_as_is (const char *text)
{
  return g_strdup (text != NULL ? text : "");
}

/**
 * ga_date_display:
 * @date: canonical text
 *
 * Returns: (transfer full): "22. november 2026", "22 November 2026"
 */
char *
ga_date_display (const char *date)
{
  g_autoptr (GDate) day = ga_date_to_gdate (date);
  GaLanguage language = ga_language_get ();

  if (day == NULL)
    return show_as_is (date);
  return g_strdup_printf (language == GA_LANGUAGE_ENGLISH ? "%d %s %d" : "%d. %s %d",
                          g_date_get_day (day), ga_month_name (language, g_date_get_month (day)),
                          g_date_get_year (day));
}

/**
 * ga_date_display_long:
 * @date: canonical text
 *
 * Returns: (transfer full): with the weekday: "søndag den 22. november 2026",
 *   "søndag 22. november 2026", "Sunday 22 November 2026"
 */
char *
ga_date_display_long (const char *date)
{
  g_autoptr (GDate) day = ga_date_to_gdate (date);
  GaLanguage language = ga_language_get ();
  g_autofree char *rest = ga_date_display (date);

  if (day == NULL)
    return g_steal_pointer (&rest);
  return g_strdup_printf (language == GA_LANGUAGE_DANISH ? "%s den %s" : "%s %s",
                          ga_weekday_name (language, g_date_get_weekday (day)), rest);
}

/**
 * ga_date_display_weekday:
 * @date: canonical text
 *
 * Returns: (transfer full): short, for lists of near days: "søn. 22. nov.", "Sun 22 Nov"
 */
char *
ga_date_display_weekday (const char *date)
{
  g_autoptr (GDate) day = ga_date_to_gdate (date);
  GaLanguage language = ga_language_get ();

  if (day == NULL)
    return show_as_is (date);
  return g_strdup_printf (language == GA_LANGUAGE_ENGLISH ? "%s %d %s" : "%s %d. %s",
                          ga_weekday_name_short (language, g_date_get_weekday (day)),
                          g_date_get_day (day),
                          ga_month_name_short (language, g_date_get_month (day)));
}

/**
 * ga_clock_display:
 * @clock: canonical text
 *
 * Returns: (transfer full): "9.30" in Danish, "09:30" in bokmål, "9:30" in English
 */
char *
ga_clock_display (const char *clock)
{
  GaLanguage language = ga_language_get ();
  g_autofree char *shown = show_as_is (clock);

  if (language == GA_LANGUAGE_DANISH)
    g_strdelimit (shown, ":", '.');
  if (language != GA_LANGUAGE_BOKMAL && shown[0] == '0' && shown[1] != '\0')
    return g_strdup (shown + 1);
  return g_steal_pointer (&shown);
}

/**
 * ga_time_display:
 * @time: canonical text
 *
 * Returns: (transfer full): "22. november 2026 kl. 10.00", "22 November 2026 at 10:00"
 */
char *
ga_time_display (const char *time)
{
  const char *middle = time != NULL ? strchr (time, 'T') : NULL;
  g_autofree char *date = NULL;
  g_autofree char *day = NULL;
  g_autofree char *clock = NULL;

  if (middle == NULL)
    return show_as_is (time);
  date = g_strndup (time, (gsize) (middle - time));
  day = ga_date_display (date);
  clock = ga_clock_display (middle + 1);
  return g_strdup_printf (ga_language_get () == GA_LANGUAGE_ENGLISH ? "%s at %s" : "%s kl. %s", day,
                          clock);
}

/**
 * ga_month_display:
 * @month: 1–12
 *
 * Returns: (transfer full): "november", "November"
 */
char *
ga_month_display (guint month)
{
  return g_strdup (ga_month_name (ga_language_get (), month));
}

/**
 * ga_month_display_short:
 * @month: 1–12
 *
 * Returns: (transfer full): "nov.", "Nov"
 */
char *
ga_month_display_short (guint month)
{
  return g_strdup (ga_month_name_short (ga_language_get (), month));
}

/**
 * ga_weekday_display:
 * @weekday: 1 (Monday) – 7 (Sunday)
 *
 * Returns: (transfer full): "søndag", "Sunday"
 */
char *
ga_weekday_display (guint weekday)
{
  return g_strdup (ga_weekday_name (ga_language_get (), weekday));
}
