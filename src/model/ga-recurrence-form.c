/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/ga-recurrence-form.h"

#include "model/ga-date.h"
#include "model/ga-recurrence-rule.h"

static const char *const day_names[] = { "MO", "TU", "WE", "TH", "FR", "SA", "SU" };

/* The form counts weeks from Monday, as everybody here does: of every second week that says which
 * days go together. */
static gboolean
says_more (const struct icalrecurrencetype *rule)
{
  return (rule->freq == ICAL_WEEKLY_RECURRENCE && rule->interval > 1 &&
          rule->week_start != ICAL_MONDAY_WEEKDAY) ||
         ga_recurrence_rule_count (rule->by_year_day, ICAL_BY_YEARDAY_SIZE) > 0 ||
         ga_recurrence_rule_count (rule->by_week_no, ICAL_BY_WEEKNO_SIZE) > 0 ||
         ga_recurrence_rule_count (rule->by_month, ICAL_BY_MONTH_SIZE) > 0 ||
         ga_recurrence_rule_count (rule->by_set_pos, ICAL_BY_SETPOS_SIZE) > 0 ||
         !icaltime_is_null_time (rule->until);
}

/* libical counts from Sunday, which is 1. */
static guint
get_weekday_bit (short day)
{
  return 1u << (((guint) icalrecurrencetype_day_day_of_week (day) + 5) % 7);
}

static gboolean
read_weekly (const struct icalrecurrencetype *rule, const GDate *from, GaRecurrenceForm *form)
{
  guint n = ga_recurrence_rule_count (rule->by_day, ICAL_BY_DAY_SIZE);

  form->repeat = GA_REPEAT_WEEKS;
  for (guint i = 0; i < n; i++)
    form->weekdays |= get_weekday_bit (rule->by_day[i]);
  if (n == 0)
    form->weekdays = 1u << (g_date_get_weekday (from) - 1);
  return ga_recurrence_rule_count (rule->by_month_day, ICAL_BY_MONTHDAY_SIZE) == 0;
}

static gboolean
read_monthly (const struct icalrecurrencetype *rule, const GDate *from, GaRecurrenceForm *form)
{
  guint n = ga_recurrence_rule_count (rule->by_day, ICAL_BY_DAY_SIZE);
  guint n_days = ga_recurrence_rule_count (rule->by_month_day, ICAL_BY_MONTHDAY_SIZE);

  if (rule->interval != 1 || n + n_days > 1)
    return FALSE;
  if (n == 1)
    {
      form->repeat = GA_REPEAT_WEEKDAY_OF_MONTH;
      form->weekdays = get_weekday_bit (rule->by_day[0]);
      form->position = icalrecurrencetype_day_position (rule->by_day[0]);
      return form->position == -1 || (form->position >= 1 && form->position <= 4);
    }
  form->repeat = GA_REPEAT_DAY_OF_MONTH;
  form->month_day = n_days == 1 ? rule->by_month_day[0] : g_date_get_day (from);
  return form->month_day >= -1;
}

gboolean
ga_recurrence_form_read (const char *rule, const char *from, GaRecurrenceForm *form)
{
  struct icalrecurrencetype read;
  g_autoptr (GDate) first = ga_date_to_gdate (from);

  if (first == NULL || !ga_recurrence_rule_read (rule, &read, NULL) || says_more (&read))
    return FALSE;
  *form = (GaRecurrenceForm){ .interval = MAX (read.interval, 1), .count = read.count };
  if (read.freq == ICAL_WEEKLY_RECURRENCE)
    return read_weekly (&read, first, form);
  if (read.freq == ICAL_MONTHLY_RECURRENCE)
    return read_monthly (&read, first, form);
  form->repeat = GA_REPEAT_DAYS;
  return read.freq == ICAL_DAILY_RECURRENCE &&
         ga_recurrence_rule_count (read.by_day, ICAL_BY_DAY_SIZE) == 0 &&
         ga_recurrence_rule_count (read.by_month_day, ICAL_BY_MONTHDAY_SIZE) == 0;
}

static void
add_weekdays (GString *rule, guint weekdays)
{
  const char *before = ";BYDAY=";

  for (guint i = 0; i < G_N_ELEMENTS (day_names); i++)
    if ((weekdays & (1u << i)) != 0)
      {
        g_string_append_printf (rule, "%s%s", before, day_names[i]);
        before = ",";
      }
}

char *
ga_recurrence_form_write (const GaRecurrenceForm *form)
{
  g_autoptr (GString) rule = g_string_new (NULL);
  int weekday = g_bit_nth_lsf (form->weekdays, -1);

  switch (form->repeat)
    {
    case GA_REPEAT_WEEKDAY_OF_MONTH:
      g_string_append_printf (rule, "FREQ=MONTHLY;BYDAY=%d%s", form->position,
                              day_names[MAX (weekday, 0)]);
      break;
    case GA_REPEAT_DAY_OF_MONTH:
      g_string_append_printf (rule, "FREQ=MONTHLY;BYMONTHDAY=%d", form->month_day);
      break;
    case GA_REPEAT_DAYS:
      g_string_append (rule, "FREQ=DAILY");
      break;
    case GA_REPEAT_WEEKS:
    default:
      g_string_append (rule, "FREQ=WEEKLY");
      break;
    }
  if (form->interval > 1 && (form->repeat == GA_REPEAT_WEEKS || form->repeat == GA_REPEAT_DAYS))
    g_string_append_printf (rule, ";INTERVAL=%d", form->interval);
  if (form->repeat == GA_REPEAT_WEEKS)
    add_weekdays (rule, form->weekdays);
  if (form->count > 0)
    g_string_append_printf (rule, ";COUNT=%d", form->count);
  return g_string_free (g_steal_pointer (&rule), FALSE);
}
