/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

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
    .max = 500,
    .hint = N_ ("An iCalendar rule, such as FREQ=WEEKLY;BYDAY=TU"),
    .headings = "rrule|regel" },
  { .name = "from",
    .type = GA_FIELD_DATE,
    .flags = GA_FIELD_REQUIRED | GA_FIELD_COLUMN,
    .label = N_ ("From"),
    .headings = "fra" },
  { .name = "until",
    .type = GA_FIELD_DATE,
    .flags = GA_FIELD_COLUMN,
    .label = N_ ("Until"),
    .headings = "til" },
  { .name = "at",
    .type = GA_FIELD_CLOCK,
    .flags = GA_FIELD_REQUIRED | GA_FIELD_COLUMN,
    .label = N_ ("At"),
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
};

static const GaSort sorts[] = {
  { "from", N_ ("Newest first"), "-from" },
  { NULL },
};

static gboolean
check (const GaRecord *record, const char **field, GError **error)
{
  const char *from = ga_record_get_text (record, "from");
  const char *rule = ga_record_get_text (record, "rule");

  if (!ga_entity_check_order (record, "from", "until", field, error))
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

const GaEntity ga_entity_schedule = {
  .name = "schedule",
  .number = 8,
  .label = N_ ("Schedule"),
  .plural = N_ ("Schedules"),
  GA_FIELDS (fields),
  .space = { GA_SPACE_PARENT, "community" },
  .title = "rule",
  .sorts = sorts,
  .check = check,
};
