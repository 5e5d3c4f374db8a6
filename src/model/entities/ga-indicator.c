/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "model/entities/ga-entities.h"
#include "model/ga-value.h"

static const GaChoice ways[] = {
  { "attendance", N_ ("From attendance"), "fremmøde|oppmøte" },
  { "hand", N_ ("By hand"), "i hånden|manuelt" },
  { NULL },
};

static const GaField fields[] = {
  { .name = "initiative",
    .type = GA_FIELD_REFERENCE,
    .flags = GA_FIELD_REQUIRED | GA_FIELD_COLUMN,
    .label = N_ ("Initiative"),
    .target = "initiative",
    .on_delete = GA_ON_DELETE_CASCADE,
    .headings = "indsats|tiltak" },
  { .name = "name",
    .flags = GA_FIELD_REQUIRED | GA_FIELD_COLUMN,
    .label = N_ ("What is measured"),
    .max = 200,
    .headings = "navn|indikator" },
  { .name = "unit",
    .flags = GA_FIELD_COLUMN,
    .label = N_ ("Unit"),
    .max = 50,
    .headings = "enhed|enhet" },
  { .name = "baseline",
    .type = GA_FIELD_INTEGER,
    .flags = GA_FIELD_COLUMN,
    .label = N_ ("Baseline"),
    .headings = "udgangspunkt|utgangspunkt" },
  { .name = "target",
    .type = GA_FIELD_INTEGER,
    .flags = GA_FIELD_COLUMN,
    .label = N_ ("Target"),
    .headings = "mål" },
  { .name = "due",
    .type = GA_FIELD_DATE,
    .flags = GA_FIELD_INDEXED | GA_FIELD_COLUMN,
    .label = N_ ("By when"),
    .headings = "frist|senest" },
  { .name = "measured_by",
    .type = GA_FIELD_CHOICE,
    .flags = GA_FIELD_REQUIRED,
    .label = N_ ("How it is measured"),
    .choices = ways,
    .fallback = "hand",
    .headings = "måles ved|måling" },
  { .name = "value",
    .type = GA_FIELD_INTEGER,
    .flags = GA_FIELD_COLUMN,
    .label = N_ ("Reached"),
    .headings = "nået|nådd|værdi|verdi" },
};

static const GaSort sorts[] = {
  { "name", N_ ("Name"), "name" },
  { "due", N_ ("First due"), "due,name" },
  { NULL },
};

gboolean
ga_indicator_is_measurable (const GaRecord *record)
{
  return ga_record_has (record, "target") && ga_record_has (record, "due");
}

/* What is under way keeps one by which it can be seen if it was reached. */
static gboolean
check_others (
    const GaRecord *record, const char *name, GaWork *work, const char **field, GError **error)
{
  const GaId *id = ga_record_get_reference (record, "initiative");
  g_autoptr (GaRecord) initiative = ga_work_find_parent (work, record, "initiative", error);
  g_autoptr (GPtrArray) indicators = NULL;

  if (initiative == NULL)
    return FALSE;
  if (!ga_record_is_one_of (initiative, "status", "active"))
    return TRUE;
  indicators = ga_work_list (work, "indicator", "initiative", id, error);
  if (indicators == NULL)
    return FALSE;
  for (guint i = 0; i < indicators->len; i++)
    if (!ga_id_equal (ga_record_get_id (indicators->pdata[i]), ga_record_get_id (record)) &&
        ga_indicator_is_measurable (indicators->pdata[i]))
      return TRUE;
  return ga_entity_refuse (name, field, error,
                           _ ("The initiative is under way, and this is the last by which it can "
                              "be seen if it was reached. Add another indicator first."));
}

static gboolean
complete (const GaRecord *record,
          const GaRecord *before,
          GaWork *work,
          const char **field,
          GError **error)
{
  if (before == NULL || !ga_indicator_is_measurable (before))
    return TRUE;
  if (!ga_record_same (record, before, "initiative"))
    return check_others (before, "initiative", work, field, error);
  return ga_indicator_is_measurable (record) ||
         check_others (before, ga_record_has (record, "target") ? "due" : "target", work, field,
                       error);
}

static gboolean
let_go (const GaRecord *record,
        const GaRecord *before,
        GaWork *work,
        const char **field,
        GError **error)
{
  return !ga_indicator_is_measurable (record) ||
         check_others (record, "target", work, field, error);
}

const GaEntity ga_entity_indicator = {
  .name = "indicator",
  .number = 20,
  .label = N_ ("Indicator"),
  .plural = N_ ("Indicators"),
  GA_FIELDS (fields),
  .space = { GA_SPACE_PARENT, "initiative" },
  .title = "name",
  .summary = "unit target",
  .same = (const char *const[]){ "initiative+name", NULL },
  .sorts = sorts,
  .since = 2,
  .complete = complete,
  .let_go = let_go,
};
