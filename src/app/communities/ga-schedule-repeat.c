/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/communities/ga-schedule-repeat.h"

gboolean
ga_schedule_repeat_is_weekly (guint repeat)
{
  return repeat == GA_EVERY_WEEK || repeat == GA_EVERY_SECOND_WEEK || repeat == GA_SOME_WEEKS;
}

gboolean
ga_schedule_repeat_has_day (guint repeat)
{
  return repeat != GA_DAY_OF_MONTH && repeat != GA_SOME_DAYS && repeat != GA_AS_IT_IS;
}

gboolean
ga_schedule_repeat_has_number (guint repeat)
{
  return repeat == GA_DAY_OF_MONTH || repeat == GA_SOME_WEEKS || repeat == GA_SOME_DAYS;
}

void
ga_schedule_repeat_write (guint repeat, guint weekdays, int number, GaRecurrenceForm *form)
{
  form->weekdays = weekdays;
  form->interval = 1;
  if (ga_schedule_repeat_is_weekly (repeat))
    {
      form->repeat = GA_REPEAT_WEEKS;
      form->interval = repeat == GA_EVERY_SECOND_WEEK ? 2 : repeat == GA_SOME_WEEKS ? number : 1;
    }
  else if (repeat == GA_DAY_OF_MONTH)
    {
      form->repeat = GA_REPEAT_DAY_OF_MONTH;
      /* The 31st of each month is its last day. */
      form->month_day = number >= GA_LAST_MONTH_DAY ? -1 : number;
    }
  else if (repeat == GA_SOME_DAYS)
    {
      form->repeat = GA_REPEAT_DAYS;
      form->interval = number;
    }
  else
    {
      form->repeat = GA_REPEAT_WEEKDAY_OF_MONTH;
      form->position = repeat == GA_LAST_OF_MONTH ? -1 : (int) (repeat - GA_FIRST_OF_MONTH) + 1;
    }
}

guint
ga_schedule_repeat_read (const GaRecurrenceForm *form, int *number)
{
  *number = form->interval;
  switch (form->repeat)
    {
    case GA_REPEAT_WEEKS:
      return form->interval == 1   ? GA_EVERY_WEEK
             : form->interval == 2 ? GA_EVERY_SECOND_WEEK
                                   : GA_SOME_WEEKS;
    case GA_REPEAT_WEEKDAY_OF_MONTH:
      return form->position < 0 ? GA_LAST_OF_MONTH : GA_FIRST_OF_MONTH + (guint) form->position - 1;
    case GA_REPEAT_DAY_OF_MONTH:
      *number = form->month_day < 0 ? GA_LAST_MONTH_DAY : form->month_day;
      return GA_DAY_OF_MONTH;
    case GA_REPEAT_DAYS:
    default:
      return GA_SOME_DAYS;
    }
}
