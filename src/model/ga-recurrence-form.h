/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * GaRepeat: how walks repeat, in the words of a form.
 * @GA_REPEAT_WEEKS: every so many weeks on some weekdays
 * @GA_REPEAT_WEEKDAY_OF_MONTH: on the first, second, third, fourth or last such weekday
 * @GA_REPEAT_DAY_OF_MONTH: on one day of each month
 * @GA_REPEAT_DAYS: every so many days
 */
typedef enum
{
  GA_REPEAT_WEEKS,
  GA_REPEAT_WEEKDAY_OF_MONTH,
  GA_REPEAT_DAY_OF_MONTH,
  GA_REPEAT_DAYS,
} GaRepeat;

/**
 * GaRecurrenceForm: a rule as a form asks for it. A plain value; any thread.
 * @interval: every so many weeks or days, from 1 on
 * @weekdays: bit 0 is Monday; one alone of a month
 * @position: 1 to 4, -1 for the last; of a weekday in its month
 * @month_day: 1 to 31, -1 for the last
 * @count: how many times; 0 without end
 */
typedef struct
{
  GaRepeat repeat;
  int interval;
  guint weekdays;
  int position;
  int month_day;
  int count;
} GaRecurrenceForm;

/* %FALSE for a rule that says more than a form can, or cannot be read. @from: canonical day */
gboolean ga_recurrence_form_read (const char *rule, const char *from, GaRecurrenceForm *form);
/* (transfer full): the RRULE */
char *ga_recurrence_form_write (const GaRecurrenceForm *form);

G_END_DECLS
