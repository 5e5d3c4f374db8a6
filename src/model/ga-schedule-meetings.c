/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "model/entities/ga-entities.h"
#include "model/ga-date.h"
#include "model/ga-recurrence.h"
#include "model/ga-value.h"

/* A year ahead where nobody says how far. */
#define USUAL_DAYS 365

/* The same on every computer, and after a change of the meeting's date or time. */
static GaId
make_meeting_id (const GaRecord *schedule, const char *day)
{
  char id[GA_ID_TEXT_SIZE];
  g_autofree char *fact = NULL;

  ga_id_format (ga_record_get_id (schedule), id);
  fact = g_strdup_printf ("meeting:%s:%s", id, day);
  return ga_id_for_fact (fact);
}

/* The last day to make meetings for. */
static char *
choose_end (const GaRecord *schedule, const char *until)
{
  const char *from = ga_record_get_text (schedule, "from");
  const char *last = ga_record_get_text (schedule, "until");
  g_autofree char *today = ga_date_today ();
  g_autofree char *end = g_strdup (until);

  if (end == NULL)
    end = ga_date_add_days (g_strcmp0 (from, today) > 0 ? from : today, USUAL_DAYS);
  if (last != NULL && (end == NULL || g_strcmp0 (last, end) < 0))
    return g_strdup (last);
  return g_steal_pointer (&end);
}

static GaRecord *
make_meeting (const GaRecord *schedule, const GaId *id, const char *day)
{
  /* Whatever both know by one name goes from the schedule to its meetings. */
  static const char *const shared[] = { "community", "zone",  "duration_min",
                                        "venue",     "route", "host" };
  const GaEntity *entity = ga_record_get_entity (schedule);
  GaRecord *meeting = ga_record_new (&ga_entity_meeting);
  g_autofree char *said = g_strdup_printf ("%sT%s", day, ga_record_get_text (schedule, "at"));
  g_autofree char *start = ga_time_make_real (said, ga_record_get_text (schedule, "zone"));

  ga_record_set_id (meeting, id);
  for (gsize i = 0; i < G_N_ELEMENTS (shared); i++)
    {
      if (ga_entity_get_field (entity, shared[i]) != NULL && ga_record_has (schedule, shared[i]))
        ga_record_set (meeting, shared[i], ga_record_get (schedule, shared[i]));
    }
  ga_record_set_text (meeting, "start", start);
  ga_record_set_text (meeting, "status", "planned");
  ga_record_set_reference (meeting, "schedule", ga_record_get_id (schedule));
  return meeting;
}

/**
 * ga_schedule_make_meetings:
 * @schedule: one with its required fields
 * @until: (nullable): canonical day, the last to make meetings for; %NULL is a year from today,
 * or from the schedule's first day if that lies ahead. The schedule's own end comes first.
 * @made: (out) (optional): how many meetings are new
 *
 * Makes a planned meeting for every day of @schedule that has none. A meeting's id follows from its
 * schedule and day: two computers make the same ones, and doing it again leaves alone what is
 * there, also what was moved, held or cancelled since. Where the clocks go forward over its time, a
 * meeting begins when they have. Within a transaction, on its thread.
 *
 * Errors: those of ga_recurrence_days() and ga_work_put(); %GA_MODEL_ERROR_LIMIT for more than
 *   %GA_RECURRENCE_LIMIT meetings
 */
gboolean
ga_schedule_make_meetings (
    GaWork *work, GaRecord *schedule, const char *until, guint *made, GError **error)
{
  g_autofree char *end = choose_end (schedule, until);
  g_autoptr (GPtrArray) days = NULL;
  guint n = 0;

  days = ga_recurrence_days (ga_record_get_text (schedule, "rule"),
                             ga_record_get_text (schedule, "from"), end, GA_RECURRENCE_LIMIT + 1,
                             error);
  if (days == NULL)
    return FALSE;
  if (days->len > GA_RECURRENCE_LIMIT)
    {
      g_set_error (error, GA_MODEL_ERROR, GA_MODEL_ERROR_LIMIT,
                   _ ("This would make more than %d walks at once. Choose an earlier end."),
                   GA_RECURRENCE_LIMIT);
      return FALSE;
    }

  for (guint i = 0; i < days->len; i++)
    {
      const char *day = g_ptr_array_index (days, i);
      GaId id = make_meeting_id (schedule, day);
      /* Not found is the usual case here; a file that cannot be read tells so again in the put. */
      g_autoptr (GaRecord) existing = ga_work_find (work, "meeting", &id, NULL);
      g_autoptr (GaRecord) meeting = NULL;

      if (existing != NULL)
        continue;
      meeting = make_meeting (schedule, &id, day);
      if (!ga_work_put (work, meeting, error))
        return FALSE;
      n++;
    }
  if (made != NULL)
    *made = n;
  return TRUE;
}
