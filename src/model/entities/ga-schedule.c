/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/entities/ga-entities.h"
#include "model/ga-date.h"
#include "model/ga-recurrence.h"
#include "model/ga-value.h"

static const GaField fields[] = {
  { .name = "community",
    .type = GA_FIELD_REFERENCE,
    .flags = GA_FIELD_REQUIRED | GA_FIELD_COLUMN,
    .label = N_ ("Community"),
    .target = "community",
    .on_delete = GA_ON_DELETE_CASCADE,
    .headings = "fællesskab|gruppe" },
  { .name = "rule",
    .type = GA_FIELD_TEXT,
    .flags = GA_FIELD_REQUIRED | GA_FIELD_COLUMN,
    .label = N_ ("Repeats"),
    .together = "plan",
    .max = 500,
    .hint = N_ ("An iCalendar rule, such as FREQ=WEEKLY;BYDAY=TU"),
    .headings = "rrule|regel" },
  { .name = "from",
    .type = GA_FIELD_DATE,
    .flags = GA_FIELD_REQUIRED | GA_FIELD_COLUMN,
    .label = N_ ("From"),
    .together = "plan",
    .headings = "fra" },
  { .name = "until",
    .type = GA_FIELD_DATE,
    .flags = GA_FIELD_COLUMN,
    .label = N_ ("Until"),
    .along = "plan",
    .headings = "til" },
  { .name = "at",
    .type = GA_FIELD_CLOCK,
    .flags = GA_FIELD_REQUIRED | GA_FIELD_COLUMN,
    .label = N_ ("At"),
    .together = "plan",
    .headings = "kl|kl.|klokken|tid" },
  { .name = "duration_min",
    .type = GA_FIELD_INTEGER,
    .label = N_ ("Minutes"),
    .min = 5,
    .max = 1440,
    .fallback = "60",
    .headings = "varighed|varighet|minutter" },
  { .name = "zone",
    .type = GA_FIELD_CHOICE,
    .flags = GA_FIELD_REQUIRED | GA_FIELD_HIDDEN,
    .label = N_ ("Time zone"),
    .choices = ga_choices_zone,
    .fallback = GA_ZONE_DEFAULT },
  { .name = "skip_holidays",
    .type = GA_FIELD_FLAG,
    .label = N_ ("Not on public holidays"),
    .fallback = "false" },
  { .name = "skips",
    .type = GA_FIELD_WORDS,
    .label = N_ ("Days left out"),
    .hint = N_ ("Days without a walk, such as 24-12-2026"),
    .together = "plan",
    .since = 2,
    .headings = "undtagelser|unntak|exdate" },
  { .name = "months_ahead",
    .type = GA_FIELD_INTEGER,
    .label = N_ ("Months planned ahead"),
    .hint = N_ ("Walks are made that far ahead by themselves; empty: they are not"),
    .min = 1,
    .max = 24,
    .since = 2 },
  { .name = "venue",
    .type = GA_FIELD_REFERENCE,
    .label = N_ ("Meeting place"),
    .hint = N_ ("Empty: where the community meets"),
    .target = "venue",
    .on_delete = GA_ON_DELETE_CLEAR,
    .since = 2,
    .headings = "mødested|sted|oppmøtested" },
  { .name = "route",
    .type = GA_FIELD_REFERENCE,
    .label = N_ ("Route"),
    .target = "route",
    .on_delete = GA_ON_DELETE_CLEAR,
    .since = 2,
    .headings = "rute" },
  { .name = "host",
    .type = GA_FIELD_REFERENCE,
    .flags = GA_FIELD_PERSONAL,
    .label = N_ ("Host"),
    .target = "person",
    .on_delete = GA_ON_DELETE_CLEAR,
    .since = 2,
    .headings = "vært|turleder" },
  /* The last day of one that was cancelled to its end: what somebody else has let take over from it
   * meanwhile does not go on either. */
  { .name = "ended",
    .type = GA_FIELD_DATE,
    .flags = GA_FIELD_HIDDEN,
    .label = N_ ("Cancelled until its end"),
    .since = 2 },
  /* The one that it took over from. */
  { .name = "follows",
    .type = GA_FIELD_REFERENCE,
    .flags = GA_FIELD_HIDDEN,
    .label = N_ ("Takes over from"),
    .target = "schedule",
    .on_delete = GA_ON_DELETE_CLEAR,
    .since = 2 },
};

static const GaSort sorts[] = {
  { "from", N_ ("Newest first"), "-from" },
  { NULL },
};

/* A day that cannot be read would be a walk that nobody expects. */
static gboolean
check_skips (const GaRecord *record, const char **field, GError **error)
{
  const char *skips = ga_record_get_text (record, "skips");
  g_auto (GStrv) days = g_strsplit (skips != NULL ? skips : "", "|", -1);

  for (guint i = 0; days[i] != NULL; i++)
    {
      g_autofree char *day = ga_date_parse (days[i]);

      if (day != NULL)
        continue;
      *field = "skips";
      g_set_error (error, GA_MODEL_ERROR, GA_MODEL_ERROR_UNREADABLE,
                   _ ("“%s” is not a date. Write it as 31-12-2026."), days[i]);
      return FALSE;
    }
  return TRUE;
}

static gboolean
check (const GaRecord *record, const char **field, GError **error)
{
  const char *from = ga_record_get_text (record, "from");
  const char *rule = ga_record_get_text (record, "rule");

  if (!ga_entity_check_order (record, "from", "until", field, error) ||
      !check_skips (record, field, error))
    return FALSE;
  if (rule != NULL && !ga_recurrence_check (rule, error))
    {
      *field = "rule";
      return FALSE;
    }
  if (rule != NULL && from != NULL && ga_recurrence_ends_before (rule, from))
    {
      *field = "rule";
      g_set_error_literal (error, GA_MODEL_ERROR, GA_MODEL_ERROR_RULE,
                           _ ("UNTIL is before the first day, so there would be no walks. Choose a "
                              "later one, or leave it out."));
      return FALSE;
    }
  return TRUE;
}

/* One that goes on beyond what was cancelled is not cancelled to its end any more. */
static void
revive (GaRecord *record)
{
  const char *until = ga_record_get_text (record, "until");
  const char *ended = ga_record_get_text (record, "ended");

  if (ended != NULL && (until == NULL || strcmp (until, ended) > 0))
    ga_record_clear (record, "ended");
}

/* A new one keeps the clock and the holidays of where its community is. */
static gboolean
prepare (GaRecord *record, const GaRecord *before, GaWork *work, GError **error)
{
  g_autoptr (GaRecord) community = NULL;
  g_autoptr (GaRecord) kommune = NULL;

  revive (record);
  if (before != NULL || g_strcmp0 (ga_record_get_text (record, "zone"), GA_ZONE_DEFAULT) != 0)
    return TRUE;
  community = ga_work_find_parent (work, record, "community", error);
  if (community == NULL)
    return FALSE;
  if (!ga_record_has (community, "kommune"))
    return TRUE;
  kommune = ga_work_find_parent (work, community, "kommune", error);
  if (kommune == NULL)
    return FALSE;
  if (g_strcmp0 (ga_record_get_text (kommune, "country"), "NO") == 0)
    ga_record_set_text (record, "zone", "Europe/Oslo");
  return TRUE;
}

static char *
say (const GaRecord *record, const GaField *field)
{
  if (!g_str_equal (field->name, "rule"))
    return NULL;
  return ga_recurrence_describe (ga_record_get_text (record, "rule"),
                                 ga_record_get_text (record, "at"));
}

const GaEntity ga_entity_schedule = {
  .name = "schedule",
  .number = 8,
  .label = N_ ("Schedule"),
  .plural = N_ ("Schedules"),
  GA_FIELDS (fields),
  .space = { GA_SPACE_PARENT, "community" },
  .title = "community rule",
  .summary = "from until",
  .say = say,
  .sorts = sorts,
  .check = check,
  .prepare = prepare,
};
