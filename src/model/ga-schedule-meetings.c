/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "model/entities/ga-entities.h"
#include "model/ga-date.h"
#include "model/ga-holidays.h"
#include "model/ga-recurrence.h"
#include "model/ga-value.h"

/* Where a schedule does not say how far ahead. */
#define USUAL_MONTHS 12

const char *const ga_schedule_shared[] = { "community", "zone", "duration_min", "venue", "route",
                                           "host",      NULL };

/* The same on every computer, and after a change of the meeting's date or time. @turn: 1, or more
 * where the id stands for another day by now */
static GaId
make_meeting_id (const GaId *schedule, const char *day, guint turn)
{
  char id[GA_ID_TEXT_SIZE];
  g_autofree char *fact = NULL;

  ga_id_format (schedule, id);
  fact = turn == 1 ? g_strdup_printf ("meeting:%s:%s", id, day)
                   : g_strdup_printf ("meeting:%s:%s:%u", id, day, turn);
  return ga_id_for_fact (fact);
}

/* The last day of the month that lies so many months after @day's: as every computer reckons in
 * months, each makes the same meetings, whenever in the month it does. */
static char *
end_of_month (const char *day, guint months)
{
  g_autoptr (GDate) date = ga_date_to_gdate (day);

  if (date == NULL)
    return NULL;
  g_date_set_day (date, 1);
  g_date_add_months (date, months + 1);
  g_date_subtract_days (date, 1);
  return ga_date_from_gdate (date);
}

/**
 * ga_schedule_horizon:
 * @until: (nullable): the last day asked for; %NULL for as far as the schedule plans ahead
 *   (a year unless it says so), from today or from its first day if that is later, to the end of a
 *   month
 *
 * Returns: (transfer full): the last day to make meetings for. The schedule's own end comes first.
 */
char *
ga_schedule_horizon (const GaRecord *schedule, const char *until)
{
  const char *from = ga_record_get_text (schedule, "from");
  const char *last = ga_record_get_text (schedule, "until");
  guint months = (guint) ga_record_get_integer (schedule, "months_ahead");
  g_autofree char *today = ga_date_today ();
  g_autofree char *end = g_strdup (until);

  if (end == NULL)
    end = end_of_month (g_strcmp0 (from, today) > 0 ? from : today,
                        months > 0 ? months : USUAL_MONTHS);
  if (last != NULL && (end == NULL || g_strcmp0 (last, end) < 0))
    return g_strdup (last);
  return g_steal_pointer (&end);
}

/**
 * ga_schedule_skips:
 *
 * Returns: whether there is no walk on @day though the rule says so: a day left out, or a public
 *   holiday of a schedule that keeps them
 */
gboolean
ga_schedule_skips (const GaRecord *schedule, const char *day)
{
  const char *skips = ga_record_get_text (schedule, "skips");
  g_auto (GStrv) days = NULL;

  if (ga_record_get_flag (schedule, "skip_holidays") &&
      ga_holiday_name (day, ga_record_get_text (schedule, "zone")) != NULL)
    return TRUE;
  days = g_strsplit (skips != NULL ? skips : "", "|", -1);
  for (guint i = 0; days[i] != NULL; i++)
    {
      g_autofree char *skipped = ga_date_parse (days[i]);

      if (g_strcmp0 (skipped, day) == 0)
        return TRUE;
    }
  return FALSE;
}

/**
 * ga_schedule_start_on:
 *
 * Returns: when a meeting of @schedule begins on @day; where the clocks go forward over its time,
 *   when they have
 */
char *
ga_schedule_start_on (const GaRecord *schedule, const char *day)
{
  g_autofree char *said = g_strdup_printf ("%sT%s", day, ga_record_get_text (schedule, "at"));

  return ga_time_make_real (said, ga_record_get_text (schedule, "zone"));
}

/**
 * ga_meeting_dup_occurrence:
 *
 * Returns: (nullable): the day of its schedule that @meeting stands for; %NULL where it has none,
 * or where a version before that wrote it down made it, and it was moved
 */
char *
ga_meeting_dup_occurrence (const GaRecord *meeting)
{
  const char *written = ga_record_get_text (meeting, "occurrence");
  const GaId *schedule = ga_record_get_reference (meeting, "schedule");
  g_autofree char *day = NULL;
  GaId id;

  if (written != NULL)
    return g_strdup (written);
  if (schedule == NULL)
    return NULL;
  day = ga_time_dup_day (ga_record_get_text (meeting, "start"));
  id = make_meeting_id (schedule, day, 1);
  return ga_id_equal (&id, ga_record_get_id (meeting)) ? g_steal_pointer (&day) : NULL;
}

static GaRecord *
make_meeting (const GaRecord *schedule, const GaId *id, const char *day)
{
  const GaEntity *entity = ga_record_get_entity (schedule);
  GaRecord *meeting = ga_record_new (&ga_entity_meeting);
  g_autofree char *start = ga_schedule_start_on (schedule, day);

  ga_record_set_id (meeting, id);
  for (gsize i = 0; ga_schedule_shared[i] != NULL; i++)
    {
      if (ga_entity_get_field (entity, ga_schedule_shared[i]) != NULL &&
          ga_record_has (schedule, ga_schedule_shared[i]))
        ga_record_set (meeting, ga_schedule_shared[i],
                       ga_record_get (schedule, ga_schedule_shared[i]));
    }
  ga_record_set_text (meeting, "start", start);
  ga_record_set_text (meeting, "status", "planned");
  ga_record_set_reference (meeting, "schedule", ga_record_get_id (schedule));
  ga_record_set_text (meeting, "occurrence", day);
  return meeting;
}

/**
 * ga_schedule_make_meeting:
 * @day: one of @schedule's
 * @made: (out): whether there was none
 *
 * Makes the planned meeting of one day, as ga_schedule_make_meetings() does.
 */
gboolean
ga_schedule_make_meeting (
    GaWork *work, const GaRecord *schedule, const char *day, gboolean *made, GError **error)
{
  g_autoptr (GaRecord) meeting = NULL;

  *made = FALSE;
  for (guint turn = 1;; turn++)
    {
      GaId id = make_meeting_id (ga_record_get_id (schedule), day, turn);
      /* Not found is the usual case here; a file that cannot be read tells so again in the put. */
      g_autoptr (GaRecord) existing = ga_work_find (work, "meeting", &id, NULL);
      const char *stands_for =
          existing != NULL ? ga_record_get_text (existing, "occurrence") : NULL;

      if (existing == NULL)
        {
          meeting = make_meeting (schedule, &id, day);
          *made = TRUE;
          return ga_work_put (work, meeting, error);
        }
      /* A series that was moved as a whole has taken the id of this day along to another. */
      if (stands_for == NULL || g_str_equal (stands_for, day))
        return TRUE;
    }
}

/* The days to make meetings for; %NULL with @error set. */
static GPtrArray *
list_days (const GaRecord *schedule, const char *after, const char *until, GError **error)
{
  g_autofree char *end = ga_schedule_horizon (schedule, until);
  /* What lies before @after is counted through, and not made. */
  guint limit = after != NULL ? G_MAXUINT : GA_RECURRENCE_LIMIT + 1;
  g_autoptr (GPtrArray) days = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) all =
      ga_recurrence_days (ga_record_get_text (schedule, "rule"),
                          ga_record_get_text (schedule, "from"), end, limit, error);

  if (all == NULL)
    return NULL;
  for (guint i = 0; i < all->len; i++)
    if (g_strcmp0 (all->pdata[i], after) > 0 && !ga_schedule_skips (schedule, all->pdata[i]))
      g_ptr_array_add (days, g_strdup (all->pdata[i]));
  if (all->len > GA_RECURRENCE_LIMIT && (after == NULL || days->len > GA_RECURRENCE_LIMIT))
    {
      g_set_error (error, GA_MODEL_ERROR, GA_MODEL_ERROR_LIMIT,
                   _ ("This would make more than %d walks at once. Choose an earlier end."),
                   GA_RECURRENCE_LIMIT);
      return NULL;
    }
  return g_steal_pointer (&days);
}

/**
 * ga_schedule_make_meetings:
 * @schedule: one with its required fields
 * @after: (nullable): canonical day; meetings are made after it alone
 * @until: (nullable): canonical day, the last to make meetings for; see ga_schedule_horizon()
 * @made: (out) (optional): how many meetings are new
 *
 * Makes a planned meeting for every day of @schedule that has none and is not left out. A meeting's
 * id follows from its schedule and day: two computers make the same ones, and doing it again leaves
 * alone what is there, also what was moved, held or cancelled since. Where the clocks go forward
 * over its time, a meeting begins when they have. Within a transaction, on its thread.
 *
 * Errors: those of ga_recurrence_days() and ga_work_put(); %GA_MODEL_ERROR_LIMIT for more than
 *   %GA_RECURRENCE_LIMIT meetings
 */
gboolean
ga_schedule_make_meetings (GaWork *work,
                           const GaRecord *schedule,
                           const char *after,
                           const char *until,
                           guint *made,
                           GError **error)
{
  g_autoptr (GPtrArray) days = list_days (schedule, after, until, error);
  guint n = 0;

  if (days == NULL)
    return FALSE;
  for (guint i = 0; i < days->len; i++)
    {
      gboolean is_new;

      if (!ga_schedule_make_meeting (work, schedule, days->pdata[i], &is_new, error))
        return FALSE;
      n += is_new ? 1 : 0;
    }
  if (made != NULL)
    *made = n;
  return TRUE;
}
