/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/ga-attendance.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/entities/ga-entities.h"
#include "model/ga-date.h"

static const char *const presence_codes[] = { "present", "excused", "absent" };

const char *
ga_presence_to_code (GaPresence presence)
{
  return presence_codes[presence];
}

/* Today's date is said, too: a computer whose own is wrong shows it here. */
gboolean
ga_attendance_check_day (const GaRecord *meeting, GError **error)
{
  const char *start = ga_record_get_text (meeting, "start");
  g_autofree char *today = ga_date_today ();
  g_autofree char *day = NULL;
  g_autofree char *shown_day = NULL;
  g_autofree char *shown_today = NULL;

  if (g_strcmp0 (ga_record_get_text (meeting, "status"), "held") == 0 ||
      strncmp (start, today, strlen (today)) <= 0)
    return TRUE;
  day = g_strndup (start, strlen (today));
  shown_day = ga_date_display (day);
  shown_today = ga_date_display (today);
  /* TRANSLATORS: both are days */
  g_set_error (
      error, GA_MODEL_ERROR, GA_MODEL_ERROR_RULE,
      _ ("This walk is on %1$s, and today is %2$s. Who came is recorded on the day itself. "
         "If it was held on another day, change its date first."),
      shown_day, shown_today);
  return FALSE;
}

gboolean
ga_participant_is_regular (const GaRecord *participant, const char *day)
{
  const char *left = ga_record_get_text (participant, "left");

  return left == NULL || (day != NULL && strcmp (left, day) > 0);
}

gboolean
ga_participant_had_joined (const GaRecord *participant, const char *day)
{
  const char *joined = ga_record_get_text (participant, "joined");

  return joined == NULL || strcmp (joined, day) <= 0;
}

/**
 * ga_attendance_mark:
 * @first_time: the participant's first walk here; implies present
 *
 * Records whether @participant came; what was recorded before is replaced.
 */
gboolean
ga_attendance_mark (GaWork *work,
                    const GaId *meeting,
                    const GaId *participant,
                    GaPresence presence,
                    gboolean first_time,
                    GError **error)
{
  g_autoptr (GaRecord) record = ga_record_new (&ga_entity_attendance);

  ga_record_set_reference (record, "meeting", meeting);
  ga_record_set_reference (record, "participant", participant);
  ga_record_set_text (record, "state", presence_codes[first_time ? GA_PRESENCE_PRESENT : presence]);
  ga_record_set_integer (record, "first_time", first_time);
  return ga_work_put (work, record, error);
}

/**
 * ga_attendance_set_unnamed:
 * @unnamed: how many walked without a name
 * @host_counts: whether the host is one of those who walked
 *
 * Records a number; a first-class record that makes the meeting held, as names do.
 */
gboolean
ga_attendance_set_unnamed (
    GaWork *work, const GaId *meeting, gint64 unnamed, gboolean host_counts, GError **error)
{
  g_autoptr (GaRecord) record = ga_work_find (work, "meeting", meeting, error);

  if (record == NULL)
    return FALSE;
  ga_record_set_integer (record, "unnamed", unnamed);
  ga_record_set_integer (record, "host_counts", host_counts);
  if (unnamed > 0)
    {
      ga_record_set_text (record, "status", "held");
      ga_record_clear (record, "reason");
    }
  return ga_work_put (work, record, error);
}

/**
 * ga_attendance_cancel:
 * @reason: a code of the meeting's reasons
 */
gboolean
ga_attendance_cancel (GaWork *work, const GaId *meeting, const char *reason, GError **error)
{
  g_autoptr (GaRecord) record = ga_work_find (work, "meeting", meeting, error);

  if (record == NULL)
    return FALSE;
  ga_record_set_text (record, "status", "cancelled");
  if (!ga_record_parse (record, "reason", reason, error))
    return FALSE;
  return ga_work_put (work, record, error);
}
