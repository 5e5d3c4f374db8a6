/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/communities/ga-schedule-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "app/attendance/ga-walk-words.h"
#include "model/ga-date.h"
#include "model/ga-holidays.h"
#include "model/ga-recurrence.h"

#define NEXT         5
#define MOST_SKIPPED 6

static char *
describe (GPtrArray *made)
{
  g_autofree char *first = ga_date_display_long (made->pdata[0]);
  g_autofree char *last = ga_date_display_long (made->pdata[made->len - 1]);

  if (made->len == 1)
    return g_strdup_printf (_ ("One walk, on %s"), first);
  return g_strdup_printf (
      ngettext ("%1$u walk from %2$s to %3$s", "%1$u walks from %2$s to %3$s", made->len),
      made->len, first, last);
}

static void
add_to_list (GString *list, const char *text)
{
  g_string_append_printf (list, "%s%s", list->len > 0 ? ", " : "", text);
}

/* (transfer full): the days themselves, the next five */
static char *
list_next (GPtrArray *days)
{
  g_autofree char *today = ga_date_today ();
  g_autoptr (GString) list = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; i < days->len && n < NEXT; i++)
    {
      g_autofree char *day = ga_walk_day (days->pdata[i]);

      if (strcmp (days->pdata[i], today) < 0)
        continue;
      add_to_list (list, day);
      n++;
    }
  return g_string_free (g_steal_pointer (&list), FALSE);
}

/* (transfer full): "Christmas Day (Friday 25 December)", and how many more */
static char *
list_skipped (GPtrArray *days, const char *zone)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < MIN (days->len, MOST_SKIPPED); i++)
    {
      const char *holiday = ga_holiday_name (days->pdata[i], zone);
      g_autofree char *day = ga_walk_day (days->pdata[i]);
      g_autofree char *named =
          holiday != NULL ? g_strdup_printf ("%s (%s)", holiday, day) : g_steal_pointer (&day);

      add_to_list (list, named);
    }
  if (days->len > MOST_SKIPPED)
    {
      g_autofree char *more = g_strdup_printf (_ ("%u more"), days->len - MOST_SKIPPED);

      add_to_list (list, more);
    }
  return g_string_free (g_steal_pointer (&list), FALSE);
}

static char *
tell (const GaRecord *schedule, GPtrArray *made, GPtrArray *skipped)
{
  g_autofree char *count = describe (made);
  g_autofree char *next = list_next (made);
  g_autofree char *left_out = list_skipped (skipped, ga_record_get_text (schedule, "zone"));
  g_autoptr (GString) text = g_string_new (count);

  if (*next != '\0')
    {
      g_string_append_c (text, '\n');
      /* TRANSLATORS: the next days with a walk */
      g_string_append_printf (text, _ ("Next: %s"), next);
    }
  if (*left_out != '\0')
    {
      g_string_append_c (text, '\n');
      /* TRANSLATORS: days without a walk, though the plan comes to them */
      g_string_append_printf (text, _ ("Left out: %s"), left_out);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
ga_schedule_words (const GaRecord *schedule, const char *until, char **problem)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) days = ga_recurrence_days (ga_record_get_text (schedule, "rule"),
                                                   ga_record_get_text (schedule, "from"), until,
                                                   GA_RECURRENCE_LIMIT + 1, &error);
  g_autoptr (GPtrArray) made = g_ptr_array_new ();
  g_autoptr (GPtrArray) skipped = g_ptr_array_new ();

  *problem = NULL;
  for (guint i = 0; days != NULL && i < days->len; i++)
    g_ptr_array_add (ga_schedule_skips (schedule, days->pdata[i]) ? skipped : made, days->pdata[i]);
  if (days == NULL)
    *problem = g_strdup (error->message);
  else if (days->len > GA_RECURRENCE_LIMIT)
    *problem =
        g_strdup_printf (_ ("This would make more than %d walks at once. Choose an earlier end."),
                         GA_RECURRENCE_LIMIT);
  else if (made->len == 0)
    *problem = g_strdup (_ ("There is no such day between “From” and “Until”."));
  return *problem == NULL ? tell (schedule, made, skipped) : NULL;
}
