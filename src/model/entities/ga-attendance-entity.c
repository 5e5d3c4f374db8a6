/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "model/entities/ga-entities.h"
#include "model/ga-value.h"

static const GaChoice states[] = {
  { "present", N_ ("Present"), "til stede|mødt|kom" },
  { "excused", N_ ("Excused"), "afbud|meldt avbud" },
  { "absent", N_ ("Absent"), "fraværende|ikke mødt" },
  { NULL },
};

static const GaField fields[] = {
  { .name = "meeting",
    .type = GA_FIELD_REFERENCE,
    .flags = GA_FIELD_REQUIRED | GA_FIELD_COLUMN,
    .label = N_ ("Walk"),
    .target = "meeting",
    .on_delete = GA_ON_DELETE_CASCADE,
    .headings = "tur" },
  { .name = "participant",
    .type = GA_FIELD_REFERENCE,
    .flags = GA_FIELD_REQUIRED | GA_FIELD_PERSONAL | GA_FIELD_COLUMN,
    .label = N_ ("Participant"),
    .target = "participant",
    .on_delete = GA_ON_DELETE_CASCADE,
    .headings = "deltager|deltaker" },
  { .name = "state",
    .type = GA_FIELD_CHOICE,
    .flags = GA_FIELD_REQUIRED | GA_FIELD_PERSONAL | GA_FIELD_COLUMN,
    .label = N_ ("Attendance"),
    .choices = states,
    .fallback = "present",
    .headings = "fremmøde|oppmøte" },
  { .name = "first_time",
    .type = GA_FIELD_FLAG,
    .flags = GA_FIELD_PERSONAL | GA_FIELD_COLUMN,
    .label = N_ ("First time"),
    .fallback = "false",
    .headings = "ny i dag|ny" },
};

static const GaSort sorts[] = {
  { "meeting", N_ ("Walk"), "meeting" },
  { NULL },
};

static gboolean
check (const GaRecord *record, const char **field, GError **error)
{
  if (ga_record_get_flag (record, "first_time") &&
      g_strcmp0 (ga_record_get_text (record, "state"), "present") != 0)
    {
      *field = "first_time";
      g_set_error_literal (error, GA_MODEL_ERROR, GA_MODEL_ERROR_RULE,
                           _ ("Only somebody present can be there for the first time."));
      return FALSE;
    }
  return TRUE;
}

static gboolean
is_of_one_community (const GaRecord *record, GaWork *work, gboolean *is_so, GError **error)
{
  const GaId *of_meeting = ga_record_get_reference (record, "meeting");
  const GaId *of_participant = ga_record_get_reference (record, "participant");
  g_autoptr (GaRecord) meeting = ga_work_find (work, "meeting", of_meeting, error);
  g_autoptr (GaRecord) participant =
      meeting != NULL ? ga_work_find (work, "participant", of_participant, error) : NULL;

  if (participant == NULL)
    return FALSE;
  *is_so = ga_value_equal (ga_record_get (meeting, "community"),
                           ga_record_get (participant, "community"));
  return TRUE;
}

/* The id is made of both references, so neither may change under it. */
static gboolean
prepare (GaRecord *record, const GaRecord *before, GaWork *work, GError **error)
{
  static const char *const fixed[] = { "meeting", "participant" };
  gboolean is_so = FALSE;

  for (guint i = 0; before != NULL && i < G_N_ELEMENTS (fixed); i++)
    if (!ga_value_equal (ga_record_get (record, fixed[i]), ga_record_get (before, fixed[i])))
      {
        g_set_error_literal (error, GA_MODEL_ERROR, GA_MODEL_ERROR_RULE,
                             _ ("An attendance stays with its walk and participant. Delete it and "
                                "record a new one."));
        return FALSE;
      }
  if (before != NULL)
    return TRUE;
  if (!is_of_one_community (record, work, &is_so, error))
    return FALSE;
  if (!is_so)
    g_set_error_literal (error, GA_MODEL_ERROR, GA_MODEL_ERROR_RULE,
                         _ ("The participant is not in the community of this walk."));
  return is_so;
}

/* Recording somebody present makes the meeting held. */
static gboolean
follow (const GaRecord *record, const GaRecord *before, GaWork *work, GError **error)
{
  g_autoptr (GaRecord) meeting = NULL;

  if (g_strcmp0 (ga_record_get_text (record, "state"), "present") != 0)
    return TRUE;
  meeting = ga_work_find_parent (work, record, "meeting", error);
  if (meeting == NULL)
    return FALSE;
  if (g_strcmp0 (ga_record_get_text (meeting, "status"), "held") == 0)
    return TRUE;
  ga_record_set_text (meeting, "status", "held");
  ga_record_clear (meeting, "reason");
  return ga_work_put (work, meeting, error);
}

/* Somebody who was ticked under either name was there, and new if either was. */
static gboolean
join (GaRecord *stays, const GaRecord *goes, GError **error)
{
  if (g_strcmp0 (ga_record_get_text (goes, "state"), "present") == 0)
    ga_record_set_text (stays, "state", "present");
  if (ga_record_get_flag (goes, "first_time"))
    ga_record_set_integer (stays, "first_time", TRUE);
  return TRUE;
}

const GaEntity ga_entity_attendance = {
  .name = "attendance",
  .number = 12,
  .label = N_ ("Attendance"),
  .plural = N_ ("Attendances"),
  GA_FIELDS (fields),
  .space = { GA_SPACE_PARENT, "participant" },
  .title = "participant",
  .identity = (const char *const[]){ "meeting", "participant", NULL },
  .same = (const char *const[]){ "meeting+participant", NULL },
  .sorts = sorts,
  .check = check,
  .prepare = prepare,
  .follow = follow,
  .join = join,
};
