/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "model/entities/ga-entities.h"
#include "model/ga-value.h"

static const GaChoice statuses[] = {
  { "planned", N_ ("Planned"), "planlagt" },
  { "active", N_ ("Under way"), "aktiv" },
  { "closed", N_ ("Completed"), "afsluttet|avsluttet" },
  { NULL },
};

static const GaField fields[] = {
  { .name = "name",
    .flags = GA_FIELD_REQUIRED | GA_FIELD_INDEXED | GA_FIELD_SEARCHED | GA_FIELD_COLUMN,
    .label = N_ ("Name"),
    .group = N_ ("Initiative"),
    .max = 200,
    .headings = "navn|indsats|tiltak" },
  { .name = "agreement",
    .type = GA_FIELD_REFERENCE,
    .flags = GA_FIELD_REQUIRED | GA_FIELD_COLUMN,
    .label = N_ ("Agreement"),
    .target = "agreement",
    .on_delete = GA_ON_DELETE_CASCADE,
    .headings = "aftale|avtale|samarbejdsaftale" },
  { .name = "goals",
    .type = GA_FIELD_REFERENCES,
    .flags = GA_FIELD_REQUIRED,
    .label = N_ ("Plan goals"),
    .target = "plan_goal",
    .on_delete = GA_ON_DELETE_REFUSE,
    .headings = "mål|politiske mål" },
  { .name = "departments",
    .type = GA_FIELD_WORDS,
    .label = N_ ("Departments involved"),
    .headings = "forvaltninger|forvaltning|etater|etat" },
  { .name = "status",
    .type = GA_FIELD_CHOICE,
    .flags = GA_FIELD_REQUIRED | GA_FIELD_COLUMN,
    .label = N_ ("Status"),
    .choices = statuses,
    .fallback = "planned" },
  { .name = "target_group",
    .type = GA_FIELD_CHOICE,
    .flags = GA_FIELD_COLUMN,
    .label = N_ ("Target group"),
    .group = N_ ("For whom and why"),
    .choices = ga_choices_target_group,
    .headings = "målgruppe" },
  { .name = "arena",
    .type = GA_FIELD_CHOICE,
    .flags = GA_FIELD_COLUMN,
    .label = N_ ("Arena"),
    .choices = ga_choices_arena },
  { .name = "data_source",
    .label = N_ ("Data it was chosen from"),
    .hint = N_ ("Such as the national health profile 2025"),
    .max = 500,
    .headings = "datakilde|kilde" },
  { .name = "hosts_target",
    .type = GA_FIELD_INTEGER,
    .label = N_ ("Trained hosts, target"),
    .hint = N_ ("How many are to be trained for it"),
    .max = 100000,
    .since = 2,
    .headings = "mål for værter|mål for turledere" },
  { .name = "summary",
    .flags = GA_FIELD_SEARCHED | GA_FIELD_LONG,
    .label = N_ ("Summary"),
    .max = 4000,
    .headings = "beskrivelse|sammendrag" },
};

static const GaSort sorts[] = {
  { "name", N_ ("Name"), "name" },
  { "status", N_ ("Status"), "status,name" },
  { "agreement", N_ ("Agreement"), "agreement,name" },
  { NULL },
};

static gboolean
check (const GaRecord *record, const char **field, GError **error)
{
  if (ga_record_is_one_of (record, "status", "active") && !ga_record_has (record, "data_source"))
    return ga_entity_refuse ("data_source", field, error,
                             _ ("Say which data the initiative was chosen from before it is under "
                                "way."));
  return TRUE;
}

static gboolean
whole (const GaRecord *record,
       const GaRecord *before,
       GaWork *work,
       const char **field,
       GError **error)
{
  g_autoptr (GPtrArray) indicators = NULL;

  if (!ga_record_is_one_of (record, "status", "active") ||
      (before != NULL && ga_record_is_one_of (before, "status", "active")))
    return TRUE;
  indicators = ga_work_list (work, "indicator", "initiative", ga_record_get_id (record), error);
  if (indicators == NULL)
    return FALSE;
  for (guint i = 0; i < indicators->len; i++)
    if (ga_indicator_is_measurable (g_ptr_array_index (indicators, i)))
      return TRUE;
  return ga_entity_refuse ("status", field, error,
                           _ ("Before the initiative is under way it needs an indicator with a "
                              "target and a day by which it is to be reached."));
}

const GaEntity ga_entity_initiative = {
  .name = "initiative",
  .number = 19,
  .label = N_ ("Initiative"),
  .plural = N_ ("Initiatives"),
  GA_FIELDS (fields),
  .space = { GA_SPACE_PARENT, "agreement" },
  .title = "name",
  .summary = "agreement status",
  .same = (const char *const[]){ "name+agreement", NULL },
  .rank = 1,
  .sorts = sorts,
  .since = 2,
  .check = check,
  .whole = whole,
};
