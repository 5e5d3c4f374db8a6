/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/ga-date.h"
#include "model/ga-recurrence-rule.h"
#include "model/ga-recurrence.h"

#define MONDAY_TO_FRIDAY 0x1fu
#define EVERY_DAY        0x7fu

/* The parts of a rule that words are chosen by. */
typedef struct
{
  guint weekdays;    /* bit 0 is Monday */
  guint positions;   /* bit 1 is the first of the month … bit 5 the fifth, bit 0 the last */
  int month_day;     /* 0: none; -1: the last */
  gboolean uncommon; /* says more than the words below can */
} Shape;

static guint
get_position_bit (int position)
{
  return position == -1 ? 1u : position >= 1 && position <= 5 ? 1u << position : 0;
}

static void
shape_by_day (const struct icalrecurrencetype *rule, Shape *shape)
{
  guint n = ga_recurrence_rule_count (rule->by_day, ICAL_BY_DAY_SIZE);
  guint plain = 0;

  for (guint i = 0; i < n; i++)
    {
      /* libical counts from Sunday, which is 1. */
      guint weekday = ((guint) icalrecurrencetype_day_day_of_week (rule->by_day[i]) + 5) % 7;
      int position = icalrecurrencetype_day_position (rule->by_day[i]);
      guint bit = get_position_bit (position);

      shape->weekdays |= 1u << weekday;
      shape->positions |= bit;
      plain += position == 0 ? 1 : 0;
      shape->uncommon |= position != 0 && bit == 0;
    }
  /* "1SA,3TU" pairs each day with a position of its own. */
  shape->uncommon |= plain != 0 && plain != n;
  shape->uncommon |= plain == 0 && n > 0 && __builtin_popcount (shape->weekdays) != 1;
}

static Shape
make_shape (const struct icalrecurrencetype *rule)
{
  guint n_positions = ga_recurrence_rule_count (rule->by_set_pos, ICAL_BY_SETPOS_SIZE);
  guint n_month_days = ga_recurrence_rule_count (rule->by_month_day, ICAL_BY_MONTHDAY_SIZE);
  Shape shape = { 0 };

  shape_by_day (rule, &shape);
  shape.uncommon |= n_positions > 0 && (shape.positions != 0 || shape.weekdays == 0);
  for (guint i = 0; i < n_positions; i++)
    {
      guint bit = get_position_bit (rule->by_set_pos[i]);

      shape.positions |= bit;
      shape.uncommon |= bit == 0;
    }
  if (n_month_days == 1)
    shape.month_day = rule->by_month_day[0];
  shape.uncommon |= n_month_days > 1 || shape.month_day < -1;
  shape.uncommon |= ga_recurrence_rule_count (rule->by_year_day, ICAL_BY_YEARDAY_SIZE) > 0 ||
                    ga_recurrence_rule_count (rule->by_week_no, ICAL_BY_WEEKNO_SIZE) > 0 ||
                    ga_recurrence_rule_count (rule->by_month, ICAL_BY_MONTH_SIZE) > 0;
  return shape;
}

/* "Monday, Tuesday and Friday" */
static char *
list_weekdays (guint weekdays)
{
  g_autofree char *list = NULL;
  guint left = (guint) __builtin_popcount (weekdays);

  for (guint day = 1; day <= 7; day++)
    {
      g_autofree char *name = NULL;
      char *longer;

      if ((weekdays & (1u << (day - 1))) == 0)
        continue;
      name = ga_weekday_display (day);
      left--;
      if (list == NULL)
        longer = g_steal_pointer (&name);
      else if (left > 0)
        /* Translators: a list of weekdays and the next one, with more to come. */
        longer = g_strdup_printf (C_ ("weekdays", "%s, %s"), list, name);
      else
        /* Translators: a list of weekdays and the last one. */
        longer = g_strdup_printf (C_ ("weekdays", "%s and %s"), list, name);
      g_free (list);
      list = longer;
    }
  return g_steal_pointer (&list);
}

static char *
tell_daily (const struct icalrecurrencetype *rule, const char *clock)
{
  if (rule->interval == 1)
    return g_strdup_printf (_ ("Every day at %s"), clock);
  if (rule->interval == 2)
    return g_strdup_printf (_ ("Every second day at %s"), clock);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Every %d day at %s", "Every %d days at %s",
                                       (gulong) rule->interval),
                          rule->interval, clock);
}

static char *
tell_weekly (const struct icalrecurrencetype *rule, guint weekdays, const char *clock)
{
  g_autofree char *days = list_weekdays (weekdays);

  if (weekdays == EVERY_DAY && rule->interval == 1)
    return g_strdup_printf (_ ("Every day at %s"), clock);
  if (weekdays == MONDAY_TO_FRIDAY && rule->interval == 1)
    return g_strdup_printf (_ ("Monday to Friday at %s"), clock);
  if (days == NULL && rule->interval == 1)
    return g_strdup_printf (_ ("Every week at %s"), clock);
  if (days == NULL && rule->interval == 2)
    return g_strdup_printf (_ ("Every second week at %s"), clock);
  if (days == NULL)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Every %d week at %s",
                                         "Every %d weeks at %s", (gulong) rule->interval),
                            rule->interval, clock);
  if (rule->interval == 1)
    /* Translators: the first is one weekday or a list of them: "Every Monday and Friday at 10:00".
     */
    return g_strdup_printf (_ ("Every %s at %s"), days, clock);
  if (rule->interval == 2)
    return g_strdup_printf (_ ("Every second week on %s at %s"), days, clock);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Every %d week on %s at %s",
                                       "Every %d weeks on %s at %s", (gulong) rule->interval),
                          rule->interval, days, clock);
}

/* The form of a monthly rule by weekday; NULL for positions that nobody uses. */
static const char *
get_position_form (guint positions)
{
  static const struct
  {
    guint positions;
    const char *form;
  } forms[] = {
    { 1u << 1, N_ ("First %s of the month at %s") },
    { 1u << 2, N_ ("Second %s of the month at %s") },
    { 1u << 3, N_ ("Third %s of the month at %s") },
    { 1u << 4, N_ ("Fourth %s of the month at %s") },
    { 1u << 5, N_ ("Fifth %s of the month, when it has one, at %s") },
    { 1u << 0, N_ ("Last %s of the month at %s") },
    { 1u << 1 | 1u << 3, N_ ("First and third %s of the month at %s") },
    { 1u << 2 | 1u << 4, N_ ("Second and fourth %s of the month at %s") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      if (forms[i].positions == positions)
        return forms[i].form;
    }
  return NULL;
}

static char *
tell_monthly (const Shape *shape, const char *clock)
{
  const char *form = get_position_form (shape->positions);

  if (shape->weekdays == 0 && shape->month_day > 0)
    return g_strdup_printf (_ ("Day %d of every month at %s"), shape->month_day, clock);
  if (shape->weekdays == 0 && shape->month_day < 0)
    return g_strdup_printf (_ ("The last day of every month at %s"), clock);
  if (shape->month_day == 0 && form != NULL && __builtin_popcount (shape->weekdays) == 1)
    {
      g_autofree char *day = list_weekdays (shape->weekdays);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
      return g_strdup_printf (_ (form), day, clock);
#pragma GCC diagnostic pop
    }
  return NULL;
}

/* When it ends, where the rule itself says so. */
static char *
tell_end (const struct icalrecurrencetype *rule, char *words)
{
  g_autofree char *start = words;

  if (rule->count > 0)
    /* Translators: how a walk repeats ("Every Tuesday at 10:00"), and how many times. */
    return g_strdup_printf (
        g_dngettext (GETTEXT_PACKAGE, "%s, %d time", "%s, %d times", (gulong) rule->count), start,
        rule->count);
  if (!icaltime_is_null_time (rule->until))
    {
      g_autofree char *day =
          g_strdup_printf ("%04d-%02d-%02d", rule->until.year, rule->until.month, rule->until.day);
      g_autofree char *shown = ga_date_display (day);

      /* Translators: how a walk repeats ("Every Tuesday at 10:00"), and its last day. */
      return g_strdup_printf (_ ("%s, until %s"), start, shown);
    }
  return g_steal_pointer (&start);
}

/**
 * ga_recurrence_describe:
 * @rule: an RRULE
 * @clock: canonical time of day
 *
 * Tells a rule in the language of the interface: "Every Tuesday at 10:00", "First Saturday of the
 * month at 9:30". A rule that no form fits, or that cannot be read, is shown as it stands.
 *
 * Returns: (transfer full)
 */
char *
ga_recurrence_describe (const char *rule, const char *clock)
{
  struct icalrecurrencetype read;
  g_autofree char *at = ga_clock_display (clock);
  char *words = NULL;

  if (ga_recurrence_rule_read (rule, &read, NULL))
    {
      Shape shape = make_shape (&read);
      gboolean plain = shape.positions == 0 && shape.month_day == 0;
      gboolean daily = read.freq == ICAL_DAILY_RECURRENCE && plain;
      /* Every day, but on named weekdays only, is every week. */
      gboolean weekly = (read.freq == ICAL_WEEKLY_RECURRENCE && plain) ||
                        (daily && shape.weekdays != 0 && read.interval == 1);

      if (shape.uncommon)
        words = NULL;
      else if (daily && shape.weekdays == 0)
        words = tell_daily (&read, at);
      else if (weekly)
        words = tell_weekly (&read, shape.weekdays, at);
      else if (read.freq == ICAL_MONTHLY_RECURRENCE && read.interval == 1)
        words = tell_monthly (&shape, at);
    }
  if (words == NULL)
    return g_strdup_printf (_ ("Follows the rule %s"), rule != NULL ? rule : "");
  return tell_end (&read, words);
}
