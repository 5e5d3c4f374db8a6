/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/ga-recurrence-rule.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/ga-date.h"
#include "model/ga-value.h"

#define LONGEST_RULE 500
/* No month has a sixth Monday. */
#define MOST_WEEKS_OF_MONTH 5

/* Longer numbers wrap in libical: 4294967297 times would be once. */
#define MOST_DIGITS 9

/* UNTIL alone has more digits: its day. */
static gboolean
has_long_number (const char *part)
{
  if (g_ascii_strncasecmp (part, "UNTIL=", 6) == 0)
    return FALSE;
  for (const char *at = part; *at != '\0';)
    {
      gsize length = strspn (at, "0123456789");

      if (length > MOST_DIGITS)
        return TRUE;
      at += MAX (length, 1);
    }
  return FALSE;
}

/* RRULE parts without values are read by libical at the cost of a leak, and numbers with letters
 * behind them as if the letters were not there. */
static gboolean
is_well_formed (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, ";", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      const char *value = strchr (parts[i], '=');

      if (value == NULL || value == parts[i] || value[1] == '\0' || has_long_number (parts[i]))
        return FALSE;
      value++;
      if ((g_ascii_strncasecmp (parts[i], "COUNT=", 6) == 0 ||
           g_ascii_strncasecmp (parts[i], "INTERVAL=", 9) == 0) &&
          strspn (value, "0123456789") != strlen (value))
        return FALSE;
    }
  return TRUE;
}

/* The day in our zone of an UNTIL that other programs write as an instant in UTC. */
static struct icaltimetype
make_local_day (struct icaltimetype until)
{
  g_autoptr (GDateTime) instant = NULL;
  g_autofree char *local = NULL;

  if (icaltime_is_utc (until) && !until.is_date)
    {
      instant = g_date_time_new_utc (until.year, until.month, until.day, until.hour, until.minute,
                                     MIN (until.second, 59));
      local = instant != NULL ? ga_time_from_instant (instant, NULL) : NULL;
      if (local != NULL)
        {
          until.year = (int) g_ascii_strtoll (local, NULL, 10);
          until.month = (int) g_ascii_strtoll (local + 5, NULL, 10);
          until.day = (int) g_ascii_strtoll (local + 8, NULL, 10);
        }
    }
  until.hour = until.minute = until.second = 0;
  until.is_date = 1;
  until.zone = NULL;
  return until;
}

/* RFC 5545 allows a number before a weekday in monthly and yearly rules alone; libical takes it
 * everywhere and makes wrong days of it. */
static gboolean
has_fitting_weekdays (const struct icalrecurrencetype *rule)
{
  guint n = ga_recurrence_rule_count (rule->by_day, ICAL_BY_DAY_SIZE);

  for (guint i = 0; i < n; i++)
    {
      int position = icalrecurrencetype_day_position (rule->by_day[i]);

      if (position != 0 && rule->freq != ICAL_MONTHLY_RECURRENCE &&
          rule->freq != ICAL_YEARLY_RECURRENCE)
        return FALSE;
      /* libical would look for it through six centuries. */
      if (ABS (position) > MOST_WEEKS_OF_MONTH && rule->freq == ICAL_MONTHLY_RECURRENCE)
        return FALSE;
    }
  return TRUE;
}

static gboolean
names_times (const struct icalrecurrencetype *rule)
{
  return rule->by_hour[0] != ICAL_RECURRENCE_ARRAY_MAX ||
         rule->by_minute[0] != ICAL_RECURRENCE_ARRAY_MAX ||
         rule->by_second[0] != ICAL_RECURRENCE_ARRAY_MAX;
}

/* The 31st of February would be some day of March. */
static gboolean
has_real_end (const struct icalrecurrencetype *rule)
{
  return rule->until.year > 0 && rule->until.year <= G_MAXUINT16 &&
         g_date_valid_dmy ((GDateDay) rule->until.day, (GDateMonth) rule->until.month,
                           (GDateYear) rule->until.year);
}

static gboolean
refuse (const char *text, GError **error)
{
  g_set_error (error, GA_MODEL_ERROR, GA_MODEL_ERROR_UNREADABLE,
               _ ("“%s” is not a rule for repeating. Write it as in calendars, such as "
                  "FREQ=WEEKLY;BYDAY=TU."),
               text);
  return FALSE;
}

/**
 * ga_recurrence_rule_count:
 * @values: one of the BY arrays of a rule
 * @size: its room
 *
 * Returns: how many values it holds
 */
guint
ga_recurrence_rule_count (const short *values, guint size)
{
  guint n = 0;

  while (n < size && values[n] != ICAL_RECURRENCE_ARRAY_MAX)
    n++;
  return n;
}

/**
 * ga_recurrence_rule_read:
 * @text: (nullable): an RRULE, with or without `RRULE:` before it
 * @rule: (out): days only: its UNTIL is a local day
 *
 * Errors: %GA_MODEL_ERROR_UNREADABLE, %GA_MODEL_ERROR_LIMIT for one that repeats within a day or
 *   names times of day
 */
gboolean
ga_recurrence_rule_read (const char *text, struct icalrecurrencetype *rule, GError **error)
{
  g_autofree char *plain = NULL;
  g_autofree char *calendar = NULL;

  if (text == NULL || strlen (text) > LONGEST_RULE || !g_str_is_ascii (text))
    {
      g_set_error_literal (error, GA_MODEL_ERROR, GA_MODEL_ERROR_UNREADABLE,
                           _ ("This is not a rule for repeating. Write it as in calendars, such as "
                              "FREQ=WEEKLY;BYDAY=TU."));
      return FALSE;
    }

  plain = g_strstrip (g_strdup (text));
  if (g_ascii_strncasecmp (plain, "RRULE:", 6) == 0)
    memmove (plain, plain + 6, strlen (plain + 6) + 1);
  if (g_str_has_suffix (plain, ";"))
    plain[strlen (plain) - 1] = '\0';
  if (!is_well_formed (plain))
    return refuse (text, error);

  *rule = icalrecurrencetype_from_string (plain);
  calendar = rule->rscale;
  rule->rscale = NULL;
  if (calendar != NULL && g_ascii_strcasecmp (calendar, "GREGORIAN") != 0)
    return refuse (text, error);
  if (rule->freq == ICAL_NO_RECURRENCE || !has_fitting_weekdays (rule))
    return refuse (text, error);
  if (rule->freq < ICAL_DAILY_RECURRENCE)
    {
      g_set_error (
          error, GA_MODEL_ERROR, GA_MODEL_ERROR_LIMIT,
          _ ("“%s” repeats several times a day. Walks repeat by day, week, month or year."), text);
      return FALSE;
    }

  if (names_times (rule))
    {
      g_set_error (
          error, GA_MODEL_ERROR, GA_MODEL_ERROR_LIMIT,
          _ ("“%s” names times of day. Walks repeat by day, week, month or year; leave out "
             "BYHOUR, BYMINUTE and BYSECOND."),
          text);
      return FALSE;
    }
  if (icaltime_is_null_time (rule->until))
    return TRUE;
  if (!has_real_end (rule))
    return refuse (text, error);
  rule->until = make_local_day (rule->until);
  return TRUE;
}
