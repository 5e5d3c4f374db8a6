/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "insight/ga-periods.h"

#include <glib/gi18n-lib.h>

#include "model/ga-date.h"

typedef struct
{
  guint year;
  guint number; /* of the week or month; 0 for a year */
} Period;

struct _GaPeriods
{
  GaAttendanceBy by;
  GArray *periods;
  guint32 *index; /* of each day from the first */
};

static Period
find_period (GaAttendanceBy by, guint32 julian)
{
  GDate day, thursday;

  g_date_clear (&day, 1);
  g_date_set_julian (&day, julian);
  switch (by)
    {
    case GA_ATTENDANCE_BY_WEEK:
      /* A week belongs to the year of its Thursday. */
      thursday = day;
      g_date_add_days (&thursday, 7);
      g_date_subtract_days (&thursday, (guint) (g_date_get_weekday (&day) + 3));
      return (Period){ g_date_get_year (&thursday), (g_date_get_day_of_year (&thursday) + 6) / 7 };
    case GA_ATTENDANCE_BY_MONTH:
      return (Period){ g_date_get_year (&day), g_date_get_month (&day) };
    default:
      return (Period){ g_date_get_year (&day), 0 };
    }
}

/**
 * ga_periods_new:
 * @first_day: a range that ends before it begins has no periods
 */
GaPeriods *
ga_periods_new (GaAttendanceBy by, guint32 first_day, guint32 last_day)
{
  GaPeriods *self = g_new0 (GaPeriods, 1);
  Period last = { 0 };

  self->by = by;
  self->periods = g_array_new (FALSE, FALSE, sizeof (Period));
  if (last_day < first_day)
    return self;
  self->index = g_new (guint32, last_day - first_day + 1);
  for (guint32 day = first_day; day <= last_day; day++)
    {
      Period period = find_period (by, day);

      if (period.year != last.year || period.number != last.number)
        g_array_append_val (self->periods, period);
      last = period;
      self->index[day - first_day] = self->periods->len - 1;
    }
  return self;
}

void
ga_periods_free (GaPeriods *self)
{
  g_array_unref (self->periods);
  g_free (self->index);
  g_free (self);
}

guint
ga_periods_get_n (const GaPeriods *self)
{
  return self->periods->len;
}

/* The period of each day, beginning with the first day. */
const guint32 *
ga_periods_get_index (const GaPeriods *self)
{
  return self->index;
}

void
ga_periods_get_numbers (const GaPeriods *self, guint period, guint *year, guint *number)
{
  *year = g_array_index (self->periods, Period, period).year;
  *number = g_array_index (self->periods, Period, period).number;
}

/* `2026-W53`, `2026-01`, `2026` */
char *
ga_periods_dup_key (const GaPeriods *self, guint period)
{
  const Period *at = &g_array_index (self->periods, Period, period);

  switch (self->by)
    {
    case GA_ATTENDANCE_BY_WEEK:
      return g_strdup_printf ("%04u-W%02u", at->year, at->number);
    case GA_ATTENDANCE_BY_MONTH:
      return g_strdup_printf ("%04u-%02u", at->year, at->number);
    default:
      return g_strdup_printf ("%04u", at->year);
    }
}

char *
ga_periods_dup_label (const GaPeriods *self, guint period)
{
  const Period *at = &g_array_index (self->periods, Period, period);
  g_autofree char *month = NULL;

  switch (self->by)
    {
    case GA_ATTENDANCE_BY_WEEK:
      /* Translators: a week number and its year */
      return g_strdup_printf (_ ("Week %u, %u"), at->number, at->year);
    case GA_ATTENDANCE_BY_MONTH:
      month = ga_month_display (at->number);
      /* Translators: the name of a month and a year: January 2026 */
      return g_strdup_printf (C_ ("month", "%s %u"), month, at->year);
    default:
      return g_strdup_printf ("%u", at->year);
    }
}
