/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ga-recurrence-form.h"

G_BEGIN_DECLS

/* How walks repeat, as a form asks for it: one choice, then a day of the week or a number. Any
 * thread. */

/* The choices of data/ui/communities/schedule-section.ui, in their order. */
typedef enum
{
  GA_EVERY_WEEK,
  GA_EVERY_SECOND_WEEK,
  GA_FIRST_OF_MONTH,
  GA_FOURTH_OF_MONTH = GA_FIRST_OF_MONTH + 3,
  GA_LAST_OF_MONTH,
  GA_DAY_OF_MONTH,
  GA_SOME_WEEKS,
  GA_SOME_DAYS,
  GA_AS_IT_IS, /* a rule that says more than the others can */
} GaScheduleRepeat;

#define GA_LAST_MONTH_DAY 31

gboolean ga_schedule_repeat_is_weekly (guint repeat);
gboolean ga_schedule_repeat_has_day (guint repeat);
gboolean ga_schedule_repeat_has_number (guint repeat);

/* @weekdays: Monday is the lowest bit. @number: of weeks, days, or the day of the month. Any choice
 * but %GA_AS_IT_IS */
void ga_schedule_repeat_write (guint repeat, guint weekdays, int number, GaRecurrenceForm *form);
/* @number: (out): as above, 1 where the choice has none */
guint ga_schedule_repeat_read (const GaRecurrenceForm *form, int *number);

G_END_DECLS
