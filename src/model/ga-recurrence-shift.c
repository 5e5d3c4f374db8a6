/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/ga-recurrence-shift.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/ga-date.h"
#include "model/ga-recurrence-rule.h"
#include "model/ga-value.h"

/* The last day that every month has. */
#define LAST_COMMON_DAY 28

typedef enum
{
  STAYS,   /* the day does not change */
  DAYS,    /* every day goes as far as this one */
  WEEKDAY, /* the days of one weekday do */
  MONTHS,  /* each goes to its day of the month */
} Kind;

struct _GaShift
{
  Kind kind;
  struct icalrecurrencetype rule; /* as it becomes */
  int days;                       /* how far, forward */
  int months;                     /* likewise, for %MONTHS */
  GDateWeekday weekday;           /* of the days that go, for %WEEKDAY; of the new ones, else */
  int position;                   /* of the weekday in its month, -1 the last; 0: a day of it */
  int month_day;                  /* -1: the last */
};

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, GA_MODEL_ERROR, GA_MODEL_ERROR_RULE, sentence);
  return FALSE;
}

static int
count_months (const GDate *date)
{
  return g_date_get_year (date) * 12 + (int) g_date_get_month (date) - 1;
}

static gboolean
is_last_weekday (const GDate *date)
{
  return g_date_get_day (date) + 7 >
         g_date_get_days_in_month (g_date_get_month (date), g_date_get_year (date));
}

static short
encode_weekday (GDateWeekday weekday, int position)
{
  /* libical counts from Sunday, which is 1, and keeps a position as eights. */
  int day = (int) weekday % 7 + 1;

  return (short) (position < 0 ? -(day + 8 * -position) : day + 8 * position);
}

static gboolean
shift_weekly (GaShift *self, const GDate *day, const GDate *to, GError **error)
{
  struct icalrecurrencetype *rule = &self->rule;
  guint n = ga_recurrence_rule_count (rule->by_day, ICAL_BY_DAY_SIZE);
  gboolean same_week = (g_date_get_julian (day) - 1) / 7 == (g_date_get_julian (to) - 1) / 7;

  self->kind = n > 1 ? WEEKDAY : DAYS;
  self->weekday = g_date_get_weekday (day);
  if (n > 1 && rule->interval > 1 && !same_week)
    return refuse (error,
                   _ ("Of several days in every second week one can be moved within its week "
                      "only. Move this walk alone, or change the schedule."));
  for (guint i = 0; i < n; i++)
    if (n > 1 && rule->by_day[i] == encode_weekday (g_date_get_weekday (to), 0) &&
        g_date_get_weekday (to) != self->weekday)
      return refuse (error, _ ("There is a walk on that day of the week already. Move this walk "
                               "alone, or choose another day."));
  for (guint i = 0; i < n; i++)
    if (rule->by_day[i] == encode_weekday (self->weekday, 0))
      rule->by_day[i] = encode_weekday (g_date_get_weekday (to), 0);
  return TRUE;
}

static gboolean
shift_monthly (GaShift *self, const GDate *to, GError **error)
{
  struct icalrecurrencetype *rule = &self->rule;
  guint n_days = ga_recurrence_rule_count (rule->by_day, ICAL_BY_DAY_SIZE);
  guint n_month_days = ga_recurrence_rule_count (rule->by_month_day, ICAL_BY_MONTHDAY_SIZE);
  guint n_positions = ga_recurrence_rule_count (rule->by_set_pos, ICAL_BY_SETPOS_SIZE);

  if (n_days + n_month_days > 1 || n_positions > 1 || (n_positions == 1 && n_days != 1))
    return refuse (error, _ ("Several days of a month cannot be moved together. Move this walk "
                             "alone, or change the schedule."));
  self->kind = MONTHS;
  self->weekday = g_date_get_weekday (to);
  if (n_days == 1)
    {
      int old = n_positions == 1 ? rule->by_set_pos[0]
                                 : icalrecurrencetype_day_position (rule->by_day[0]);

      if (old == 0)
        return refuse (error, _ ("Several days of a month cannot be moved together. Move this "
                                 "walk alone, or change the schedule."));
      self->position = (g_date_get_day (to) - 1) / 7 + 1;
      if (self->position == 5 || (old == -1 && is_last_weekday (to)))
        self->position = -1;
      rule->by_day[0] = encode_weekday (self->weekday, self->position);
      rule->by_set_pos[0] = ICAL_RECURRENCE_ARRAY_MAX;
      return TRUE;
    }
  self->month_day = g_date_get_day (to);
  if (g_date_is_last_of_month (to))
    self->month_day = -1;
  else if (self->month_day > LAST_COMMON_DAY)
    return refuse (error, _ ("Not every month has that day. Choose one up to the 28th, or the last "
                             "of the month."));
  rule->by_month_day[0] = (short) self->month_day;
  rule->by_month_day[1] = ICAL_RECURRENCE_ARRAY_MAX;
  return TRUE;
}

static gboolean
shift_daily (GaShift *self, GError **error)
{
  if (self->rule.interval == 1 || self->rule.by_day[0] != ICAL_RECURRENCE_ARRAY_MAX)
    return refuse (error, _ ("These walks are on every day. Move this walk alone, or change the "
                             "time of all."));
  self->kind = DAYS;
  return TRUE;
}

static gboolean
has_further_parts (const struct icalrecurrencetype *rule)
{
  return ga_recurrence_rule_count (rule->by_year_day, ICAL_BY_YEARDAY_SIZE) > 0 ||
         ga_recurrence_rule_count (rule->by_week_no, ICAL_BY_WEEKNO_SIZE) > 0 ||
         ga_recurrence_rule_count (rule->by_month, ICAL_BY_MONTH_SIZE) > 0;
}

static gboolean
shift_rule (GaShift *self, const GDate *day, const GDate *to, GError **error)
{
  if (g_date_compare (day, to) == 0)
    return TRUE;
  self->days = g_date_days_between (day, to);
  self->months = count_months (to) - count_months (day);
  if (!has_further_parts (&self->rule) && self->rule.freq == ICAL_WEEKLY_RECURRENCE &&
      ga_recurrence_rule_count (self->rule.by_set_pos, ICAL_BY_SETPOS_SIZE) == 0)
    return shift_weekly (self, day, to, error);
  if (!has_further_parts (&self->rule) && self->rule.freq == ICAL_MONTHLY_RECURRENCE)
    return shift_monthly (self, to, error);
  if (!has_further_parts (&self->rule) && self->rule.freq == ICAL_DAILY_RECURRENCE)
    return shift_daily (self, error);
  return refuse (error,
                 _ ("The rule of these walks is too special to be moved as a whole. Move this "
                    "walk alone, or change the schedule."));
}

/**
 * ga_shift_new:
 * @rule: an RRULE
 * @from: the first day that may match
 * @day: a day of it
 * @to: the day that takes its place, perhaps the same
 *
 * Returns: (transfer full) (nullable): %NULL with %GA_MODEL_ERROR_RULE where the rule cannot
 * follow, or an error of ga_recurrence_days()
 */
GaShift *
ga_shift_new (const char *rule, const char *from, const char *day, const char *to, GError **error)
{
  g_autoptr (GaShift) self = g_new0 (GaShift, 1);
  g_autoptr (GDate) old = ga_date_to_gdate (day);
  g_autoptr (GDate) new = ga_date_to_gdate (to);

  g_return_val_if_fail (old != NULL && new != NULL &&from != NULL, NULL);

  if (!ga_recurrence_rule_read (rule, &self->rule, error) || !shift_rule (self, old, new, error))
    return NULL;
  if (self->days > 0 && !icaltime_is_null_time (self->rule.until))
    icaltime_adjust (&self->rule.until, self->days, 0, 0, 0);
  return g_steal_pointer (&self);
}

void
ga_shift_free (GaShift *self)
{
  g_free (self);
}

/* The day of a month that %MONTHS leads to. */
static void
find_in_month (const GaShift *self, int months, GDate *date)
{
  GDateYear year = (GDateYear) (months / 12);
  GDateMonth month = (GDateMonth) (months % 12 + 1);
  int last = g_date_get_days_in_month (month, year);
  int day = self->month_day < 0 ? last : self->month_day;

  if (self->position != 0)
    {
      int ahead;

      g_date_set_dmy (date, self->position < 0 ? (GDateDay) (last - 6) : 1, month, year);
      ahead = ((int) self->weekday - (int) g_date_get_weekday (date) + 7) % 7;
      day = g_date_get_day (date) + ahead + 7 * (MAX (self->position, 1) - 1);
    }
  g_date_set_dmy (date, (GDateDay) day, month, year);
}

/**
 * ga_shift_day:
 * @day: a day of the old rule
 *
 * Returns: (transfer full) (nullable): the day that takes its place, which may be the same; %NULL
 *   if it lies outside 1900–2200
 */
char *
ga_shift_day (const GaShift *self, const char *day)
{
  g_autoptr (GDate) date = ga_date_to_gdate (day);

  g_return_val_if_fail (date != NULL, NULL);

  switch (self->kind)
    {
    case WEEKDAY:
      return ga_date_add_days (day, g_date_get_weekday (date) == self->weekday ? self->days : 0);
    case DAYS:
      return ga_date_add_days (day, self->days);
    case MONTHS:
      find_in_month (self, count_months (date) + self->months, date);
      return ga_date_from_gdate (date);
    case STAYS:
    default:
      return g_strdup (day);
    }
}

/**
 * ga_shift_from:
 * @first: the first day of the old rule that goes
 *
 * Returns: (transfer full) (nullable): where the new rule begins to count
 */
char *
ga_shift_from (const GaShift *self, const char *first)
{
  g_autofree char *shifted = ga_shift_day (self, first);

  /* The other days of the week come as before. */
  if (self->kind == WEEKDAY && g_strcmp0 (first, shifted) < 0)
    return g_strdup (first);
  return g_steal_pointer (&shifted);
}

/**
 * ga_shift_rule:
 * @passed: how many days of the old rule stay behind; a COUNT is less by them
 *
 * Returns: (transfer full): the RRULE as it becomes
 */
char *
ga_shift_rule (const GaShift *self, guint passed)
{
  struct icalrecurrencetype rule = self->rule;

  if (rule.count > 0)
    rule.count = MAX (rule.count - (int) passed, 1);
  return icalrecurrencetype_as_string_r (&rule);
}
