/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/ga-date.h"

#include <string.h>

#include "model/ga-calendar-words.h"

/* Longer text is no day; keeps a cell of megabytes from being folded. */
#define LONGEST_TEXT 80
#define FIRST_YEAR   1900
#define LAST_YEAR    2200
#define DAY_SECONDS  (24 * 60 * 60)

/*
 * Reading. @at walks along text that fold() has made lower case with plain spaces. A take_…()
 * either reads its thing and moves on, or leaves @at where it was.
 */

static char *
fold (const char *text)
{
  g_autoptr (GString) plain = NULL;
  g_autofree char *composed = NULL;

  if (text == NULL || strlen (text) > LONGEST_TEXT || !g_utf8_validate (text, -1, NULL))
    return NULL;

  composed = g_utf8_normalize (text, -1, G_NORMALIZE_DEFAULT_COMPOSE);
  plain = g_string_new (composed);
  g_string_replace (plain, "\302\240", " ", 0);
  return g_utf8_casefold (g_strstrip (plain->str), -1);
}

static void
skip_spaces (const char **at)
{
  while (g_ascii_isspace (**at))
    (*at)++;
}

static gboolean
take_char (const char **at, char c)
{
  if (**at != c)
    return FALSE;
  (*at)++;
  return TRUE;
}

/* A run of digits; @digits tells how many, more than four are no part of a day. */
static gboolean
take_number (const char **at, guint *number, guint *digits)
{
  const char *c = *at;

  *number = 0;
  for (*digits = 0; g_ascii_isdigit (*c); c++, (*digits)++)
    {
      if (*digits == 4)
        return FALSE;
      *number = *number * 10 + (guint) g_ascii_digit_value (*c);
    }
  if (*digits == 0)
    return FALSE;
  *at = c;
  return TRUE;
}

/* A run of letters and the point that may follow it. (nullable) */
static char *
take_word (const char **at)
{
  const char *start = *at;
  const char *c = start;

  while (g_unichar_isalpha (g_utf8_get_char (c)))
    c = g_utf8_next_char (c);
  if (c == start)
    return NULL;
  *at = c;
  take_char (at, '.');
  return g_strndup (start, (gsize) (c - start));
}

static gboolean
take_day_separator (const char **at)
{
  return take_char (at, '-') || take_char (at, '.') || take_char (at, '/');
}

static gboolean
is_day (guint year, guint month, guint day)
{
  return year >= FIRST_YEAR && year <= LAST_YEAR && month <= 12 &&
         g_date_valid_dmy ((GDateDay) MIN (day, 99), (GDateMonth) month, (GDateYear) year);
}

/* "tirsdag den 6. …": 0 where no weekday leads. */
static gboolean
take_weekday (const char **at, guint *weekday)
{
  g_autofree char *word = take_word (at);

  *weekday = 0;
  if (word == NULL)
    return TRUE;
  *weekday = ga_weekday_from_word (word);
  if (*weekday == 0)
    return FALSE;
  take_char (at, ',');
  skip_spaces (at);

  if (g_ascii_isalpha (**at))
    {
      g_autofree char *article = take_word (at);

      if (!g_str_equal (article, "den") && !g_str_equal (article, "d"))
        return FALSE;
      skip_spaces (at);
    }
  return TRUE;
}

/* The year in which that day lies nearest to another; 0 where the day is none. 29 February does not
 * come every year. */
static guint
nearest_year (const GDate *near, guint month, guint day)
{
  guint around = g_date_get_year (near);
  guint found = 0;
  int least = G_MAXINT;

  for (guint year = around - 4; year <= around + 4; year++)
    {
      GDate date;
      int days;

      if (!is_day (year, month, day))
        continue;
      g_date_clear (&date, 1);
      g_date_set_dmy (&date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
      days = ABS (g_date_days_between (near, &date));
      if (days < least)
        {
          least = days;
          found = year;
        }
    }
  return found;
}

/* Without a day to be near to, a year has four digits. */
static gboolean
take_year (const char **at, const GDate *near, guint month, guint day, guint *year)
{
  guint digits;

  if (near != NULL && **at == '\0')
    {
      *year = nearest_year (near, month, day);
      return TRUE;
    }
  if (!take_number (at, year, &digits))
    return FALSE;
  if (near != NULL && digits == 2)
    {
      while (*year + 50 < g_date_get_year (near))
        *year += 100;
      return TRUE;
    }
  return digits == 4;
}

/* What follows the first number of a day: "-12-31" after a year, "-12-2026" or ". december 2026"
 * after a day. */
static gboolean
take_rest_of_day (const char **at,
                  guint first,
                  guint digits,
                  const GDate *near,
                  guint *year,
                  guint *month,
                  guint *day)
{
  gboolean separated = take_day_separator (at);
  guint n;

  if (digits == 4)
    {
      *year = first;
      return separated && take_number (at, month, &n) && n <= 2 && take_day_separator (at) &&
             take_number (at, day, &n) && n <= 2;
    }

  *day = first;
  if (digits > 2)
    return FALSE;
  skip_spaces (at);
  if (g_ascii_isdigit (**at))
    {
      if (!separated || !take_number (at, month, &n) || n > 2)
        return FALSE;
      /* "31/12" ends here, "31/12-2026" goes on. */
      if (!take_day_separator (at) && near == NULL)
        return FALSE;
    }
  else
    {
      g_autofree char *word = take_word (at);

      *month = word != NULL ? ga_month_from_word (word) : 0;
      if (*month == 0)
        return FALSE;
    }
  skip_spaces (at);
  return take_year (at, near, *month, *day, year);
}

static gboolean
take_date (const char **at, const GDate *near, GDate *date)
{
  const char *start = *at;
  guint weekday, first, digits, year, month, day;

  if (!take_weekday (at, &weekday) || !take_number (at, &first, &digits) ||
      !take_rest_of_day (at, first, digits, near, &year, &month, &day) ||
      !is_day (year, month, day))
    {
      *at = start;
      return FALSE;
    }
  g_date_set_dmy (date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  /* A weekday that is not that day's says that one of the two is a slip of the pen. */
  if (weekday != 0 && g_date_get_weekday (date) != (GDateWeekday) weekday)
    {
      *at = start;
      return FALSE;
    }
  return TRUE;
}

/* "10:00", "10.00", "1000", "kl. 10"; the end of the text must follow. */
static gboolean
take_clock (const char **at, guint *hour, guint *minute)
{
  g_autofree char *word = take_word (at);
  guint digits;

  if (word != NULL && !g_str_equal (word, "kl") && !g_str_equal (word, "klokken") &&
      !g_str_equal (word, "at"))
    return FALSE;
  skip_spaces (at);

  *minute = 0;
  if (!take_number (at, hour, &digits) || digits > 4)
    return FALSE;
  if (digits > 2)
    {
      *minute = *hour % 100;
      *hour /= 100;
    }
  else if (take_char (at, ':') || take_char (at, '.'))
    {
      guint second;

      if (!take_number (at, minute, &digits) || digits != 2)
        return FALSE;
      /* Spreadsheets write seconds; a walk that starts at one is none of ours. */
      if (take_char (at, ':') &&
          (!take_number (at, &second, &digits) || digits != 2 || second != 0))
        return FALSE;
    }
  return **at == '\0' && *hour < 24 && *minute < 60;
}

/* Exactly the canonical form. */
static gboolean
read_canonical_time (const char *time, GDate *date, guint *hour, guint *minute)
{
  g_autofree char *day = NULL;
  g_autoptr (GDate) read = NULL;
  const char *at;

  if (time == NULL || strlen (time) != strlen ("2026-01-06T10:00") || time[10] != 'T')
    return FALSE;

  day = g_strndup (time, 10);
  read = ga_date_to_gdate (day);
  at = time + 11;
  if (read == NULL || !g_ascii_isdigit (*at) || !take_clock (&at, hour, minute))
    return FALSE;
  *date = *read;
  return TRUE;
}

static gpointer
open_default_zone (gpointer data)
{
  return g_time_zone_new_identifier (GA_ZONE_DEFAULT);
}

/* GLib forgets a zone that nobody uses, and reads its file again the next time: the usual one is
 * kept in use. */
static GTimeZone *
open_zone (const char *zone)
{
  static GOnce usual = G_ONCE_INIT;

  g_once (&usual, open_default_zone, NULL);
  if (zone == NULL || *zone == '\0')
    zone = GA_ZONE_DEFAULT;
  return g_time_zone_new_identifier (zone);
}

/* Seconds east of Greenwich at an instant. */
static gint64
get_offset (GTimeZone *zone, gint64 instant)
{
  return g_time_zone_get_offset (zone,
                                 g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, instant));
}

/**
 * ga_date_parse:
 * @text: (nullable): a day as people write it: 2026-12-31, 31-12-2026, 31.12.2026, 31/12-2026,
 *   1. januar 2026, 1 jan. 2026, tirsdag den 6. januar 2026; months and weekdays in Danish, bokmål
 *   or English
 *
 * The day comes before the month unless the year comes first. Years have four digits, because of
 * two nobody knows which number they are.
 *
 * Returns: (transfer full) (nullable): canonical text, or %NULL if @text is no day of 1900–2200
 */
char *
ga_date_parse (const char *text)
{
  g_autofree char *folded = fold (text);
  const char *at = folded;
  GDate date;

  g_date_clear (&date, 1);
  if (at == NULL || !take_date (&at, NULL, &date) || *at != '\0')
    return NULL;
  return ga_date_from_gdate (&date);
}

/**
 * ga_date_parse_near:
 * @text: (nullable): a day as ga_date_parse() reads it, or without a year: 17.11, 17/11, 17-11,
 *   17. november, 17. nov; or with two digits of one: 17-11-26
 * @near: canonical text: the day that what is left out is near to, usually today
 *
 * For what somebody writes and sees read at once. A day without a year is the one nearest to @near,
 * and two digits are the nearest year that ends so. Files must say which year they mean.
 *
 * Returns: (transfer full) (nullable): canonical text, or %NULL if @text is no day of 1900–2200
 */
char *
ga_date_parse_near (const char *text, const char *near)
{
  g_autofree char *folded = fold (text);
  g_autoptr (GDate) day = ga_date_to_gdate (near);
  const char *at = folded;
  GDate date;

  g_return_val_if_fail (day != NULL, NULL);

  g_date_clear (&date, 1);
  if (at == NULL || !take_date (&at, day, &date) || *at != '\0')
    return NULL;
  return ga_date_from_gdate (&date);
}

/**
 * ga_clock_parse:
 * @text: (nullable): a time of day as people write it: 10:00, 10.00, 9.30, 930, kl. 10, 10
 *
 * Minutes have two digits: whoever writes 9:5 may mean five past or half past nine.
 *
 * Returns: (transfer full) (nullable): canonical text (`09:30`), or %NULL if @text is no time of
 * day
 */
char *
ga_clock_parse (const char *text)
{
  g_autofree char *folded = fold (text);
  const char *at = folded;
  guint hour, minute;

  if (at == NULL || !take_clock (&at, &hour, &minute))
    return NULL;
  return g_strdup_printf ("%02u:%02u", hour, minute);
}

/**
 * ga_time_parse:
 * @text: (nullable): a day as ga_date_parse() reads it, then `T`, a comma or a space, then a time
 * of day as ga_clock_parse() reads it: 2026-01-06T10:00, 6/1-2026 kl. 10.00
 *
 * Returns: (transfer full) (nullable): canonical text, or %NULL if @text is no local time
 */
char *
ga_time_parse (const char *text)
{
  g_autofree char *folded = fold (text);
  g_autofree char *day = NULL;
  const char *at = folded;
  const char *end;
  guint hour, minute;
  GDate date;

  g_date_clear (&date, 1);
  if (at == NULL || !take_date (&at, NULL, &date))
    return NULL;

  end = at;
  if (!take_char (&at, 't'))
    {
      take_char (&at, ',');
      skip_spaces (&at);
    }
  if (at == end || !take_clock (&at, &hour, &minute))
    return NULL;
  day = ga_date_from_gdate (&date);
  return g_strdup_printf ("%sT%02u:%02u", day, hour, minute);
}

/**
 * ga_date_to_gdate:
 * @date: (nullable): canonical text
 *
 * Returns: (transfer full) (nullable): the day, or %NULL if @date is no canonical day
 */
GDate *
ga_date_to_gdate (const char *date)
{
  static const char form[] = "dddd-dd-dd";
  guint year, month, day;

  if (date == NULL || strlen (date) != strlen (form))
    return NULL;
  for (gsize i = 0; form[i] != '\0'; i++)
    {
      if (form[i] == 'd' ? !g_ascii_isdigit (date[i]) : date[i] != form[i])
        return NULL;
    }

  year = (guint) g_ascii_strtoull (date, NULL, 10);
  month = (guint) g_ascii_strtoull (date + 5, NULL, 10);
  day = (guint) g_ascii_strtoull (date + 8, NULL, 10);
  return is_day (year, month, day)
             ? g_date_new_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year)
             : NULL;
}

/**
 * ga_date_from_gdate:
 *
 * Returns: (transfer full): canonical text
 */
char *
ga_date_from_gdate (const GDate *date)
{
  g_return_val_if_fail (g_date_valid (date), NULL);
  return g_strdup_printf ("%04d-%02d-%02d", g_date_get_year (date), (int) g_date_get_month (date),
                          g_date_get_day (date));
}

/**
 * ga_date_today:
 *
 * Returns: (transfer full): the day it is in %GA_ZONE_DEFAULT
 */
char *
ga_date_today (void)
{
  g_autofree char *now = ga_time_now ();

  return g_strndup (now, 10);
}

/**
 * ga_date_add_days:
 * @date: canonical text
 *
 * Returns: (transfer full) (nullable): the day that many days later, or %NULL if @date is no day or
 *   the sum lies outside 1900–2200
 */
char *
ga_date_add_days (const char *date, int days)
{
  g_autoptr (GDate) day = ga_date_to_gdate (date);
  gint64 julian;
  GDate sum;

  if (day == NULL)
    return NULL;
  julian = (gint64) g_date_get_julian (day) + days;
  if (julian < 1 || julian > G_MAXINT32 || !g_date_valid_julian ((guint32) julian))
    return NULL;
  g_date_clear (&sum, 1);
  g_date_set_julian (&sum, (guint32) julian);
  return is_day (g_date_get_year (&sum), g_date_get_month (&sum), g_date_get_day (&sum))
             ? ga_date_from_gdate (&sum)
             : NULL;
}

/**
 * ga_time_now:
 *
 * Returns: (transfer full): the local time it is in %GA_ZONE_DEFAULT, so that "today" is that of
 * the walks also on a computer set to another zone
 */
char *
ga_time_now (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  char *local = ga_time_from_instant (now, GA_ZONE_DEFAULT);

  return local != NULL ? local : g_date_time_format (now, "%Y-%m-%dT%H:%M");
}

/**
 * ga_time_dup_day:
 * @time: canonical local time
 *
 * Returns: (transfer full): the day of it
 */
char *
ga_time_dup_day (const char *time)
{
  return g_strndup (time, strlen ("2026-01-06"));
}

/**
 * ga_time_to_instant:
 * @time: canonical local time
 * @zone: (nullable): IANA name; %NULL is %GA_ZONE_DEFAULT
 *
 * At the clock changes RFC 5545, 3.3.5 rules: a local time that comes twice means the first, and
 * one that does not come is read with the offset before the gap (02:30 in March is 03:30).
 *
 * Returns: (transfer full) (nullable): the instant, in UTC, or %NULL if @time or @zone is none
 */
GDateTime *
ga_time_to_instant (const char *time, const char *zone)
{
  g_autoptr (GTimeZone) tz = open_zone (zone);
  g_autoptr (GDateTime) as_utc = NULL;
  gint64 local, before, after, instant;
  guint hour, minute;
  GDate date;

  g_date_clear (&date, 1);
  if (tz == NULL || !read_canonical_time (time, &date, &hour, &minute))
    return NULL;

  as_utc = g_date_time_new_utc (g_date_get_year (&date), (int) g_date_get_month (&date),
                                g_date_get_day (&date), (int) hour, (int) minute, 0);
  local = g_date_time_to_unix (as_utc);
  before = get_offset (tz, local - DAY_SECONDS);
  after = get_offset (tz, local + DAY_SECONDS);
  instant = local - before;
  if (get_offset (tz, instant) != before && get_offset (tz, local - after) == after)
    instant = local - after;
  return g_date_time_new_from_unix_utc (instant);
}

/**
 * ga_time_from_instant:
 * @zone: (nullable): IANA name; %NULL is %GA_ZONE_DEFAULT
 *
 * Returns: (transfer full) (nullable): canonical local time, seconds cut off, or %NULL if @zone is
 *   none
 */
char *
ga_time_from_instant (GDateTime *instant, const char *zone)
{
  g_autoptr (GTimeZone) tz = open_zone (zone);
  g_autoptr (GDateTime) local = NULL;

  g_return_val_if_fail (instant != NULL, NULL);
  if (tz == NULL)
    return NULL;
  local = g_date_time_to_timezone (instant, tz);
  return g_date_time_format (local, "%Y-%m-%dT%H:%M");
}

/**
 * ga_time_make_real:
 * @time: canonical local time
 * @zone: (nullable): IANA name; %NULL is %GA_ZONE_DEFAULT
 *
 * Returns: (transfer full) (nullable): @time, or what the clocks show instead where they go forward
 *   over it, as RFC 5545 has it (03:30 for 02:30); %NULL if @time or @zone is none
 */
char *
ga_time_make_real (const char *time, const char *zone)
{
  g_autoptr (GDateTime) instant = ga_time_to_instant (time, zone);

  return instant != NULL ? ga_time_from_instant (instant, zone) : NULL;
}
