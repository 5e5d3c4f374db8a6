/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/entities/ga-entities.h"
#include "model/ga-date.h"
#include "model/ga-value.h"

static const GaChoice statuses[] = {
  { "planned", N_ ("Planned"), "planlagt" },
  { "held", N_ ("Held"), "afholdt|gennemført|gjennomført" },
  { "cancelled", N_ ("Cancelled"), "aflyst|avlyst" },
  { NULL },
};

static const GaChoice reasons[] = {
  { "ice", N_ ("Ice"), "is|glat|glatt|isglat" },
  { "weather", N_ ("Weather"), "vejr|vær" },
  { "illness", N_ ("Host is ill"), "sygdom|sykdom|syg" },
  { "holiday", N_ ("Holiday"), "ferie|helligdag" },
  { "few", N_ ("Too few"), "for få" },
  { "other", N_ ("Another reason"), "andet|annet" },
  { NULL },
};

static const GaChoice weathers[] = {
  { "sun", N_ ("Sun"), "sol" },
  { "cloud", N_ ("Cloud"), "skyer|overskyet" },
  { "rain", N_ ("Rain"), "regn" },
  { "snow", N_ ("Snow"), "sne|snø" },
  { "wind", N_ ("Wind"), "blæst|vind" },
  { "ice", N_ ("Ice"), "is|glat" },
  { NULL },
};

static const GaField fields[] = {
  { .name = "community",
    .type = GA_FIELD_REFERENCE,
    .flags = GA_FIELD_REQUIRED | GA_FIELD_COLUMN,
    .label = N_ ("Community"),
    .group = N_ ("Walk"),
    .target = "community",
    .on_delete = GA_ON_DELETE_CASCADE,
    .headings = "fællesskab|gruppe" },
  { .name = "start",
    .type = GA_FIELD_TIME,
    .flags = GA_FIELD_REQUIRED | GA_FIELD_INDEXED | GA_FIELD_COLUMN,
    .label = N_ ("Start"),
    .together = "plan",
    .headings = "dato|tidspunkt|tid|date" },
  { .name = "zone",
    .type = GA_FIELD_CHOICE,
    .flags = GA_FIELD_REQUIRED | GA_FIELD_HIDDEN,
    .label = N_ ("Time zone"),
    .choices = ga_choices_zone,
    .fallback = GA_ZONE_DEFAULT },
  { .name = "duration_min",
    .type = GA_FIELD_INTEGER,
    .label = N_ ("Minutes"),
    .min = 5,
    .max = 1440,
    .fallback = "60",
    .headings = "varighed|varighet|minutter" },
  { .name = "schedule",
    .type = GA_FIELD_REFERENCE,
    .flags = GA_FIELD_HIDDEN,
    .label = N_ ("Schedule"),
    .target = "schedule",
    .on_delete = GA_ON_DELETE_CLEAR,
    .together = "plan" },
  /* The day of the schedule that it stands for, wherever it has been moved since. */
  { .name = "occurrence",
    .type = GA_FIELD_DATE,
    .flags = GA_FIELD_HIDDEN,
    .label = N_ ("Planned for"),
    .together = "plan",
    .since = 2 },
  { .name = "venue",
    .type = GA_FIELD_REFERENCE,
    .label = N_ ("Meeting place"),
    .target = "venue",
    .on_delete = GA_ON_DELETE_CLEAR,
    .headings = "mødested|sted|oppmøtested" },
  { .name = "route",
    .type = GA_FIELD_REFERENCE,
    .label = N_ ("Route"),
    .target = "route",
    .on_delete = GA_ON_DELETE_CLEAR,
    .headings = "rute" },
  { .name = "host",
    .type = GA_FIELD_REFERENCE,
    .flags = GA_FIELD_PERSONAL,
    .label = N_ ("Host"),
    .target = "person",
    .on_delete = GA_ON_DELETE_CLEAR,
    .headings = "vært|turleder" },
  { .name = "status",
    .type = GA_FIELD_CHOICE,
    .flags = GA_FIELD_REQUIRED | GA_FIELD_COLUMN,
    .label = N_ ("Status"),
    .group = N_ ("What came of it"),
    .choices = statuses,
    .fallback = "planned",
    .merge = GA_MERGE_ASK },
  { .name = "reason",
    .type = GA_FIELD_CHOICE,
    .label = N_ ("Reason for cancelling"),
    .choices = reasons,
    .headings = "årsag|grund|årsak" },
  { .name = "weather",
    .type = GA_FIELD_CHOICE,
    .label = N_ ("Weather"),
    .choices = weathers,
    .headings = "vejr|vær" },
  { .name = "unnamed",
    .type = GA_FIELD_INTEGER,
    .flags = GA_FIELD_COLUMN,
    .label = N_ ("Without a name"),
    .min = 0,
    .max = 9999,
    .fallback = "0",
    .merge = GA_MERGE_ASK,
    .headings = "uden navn|uten navn|antal|antall|fremmødte" },
  { .name = "host_counts",
    .type = GA_FIELD_FLAG,
    .label = N_ ("The host counts"),
    .fallback = "false" },
  /* What it was held under; last year's report must not change with the community. */
  { .name = "kommune",
    .type = GA_FIELD_REFERENCE,
    .flags = GA_FIELD_HIDDEN,
    .label = N_ ("Kommune"),
    .target = "kommune" },
  /* As with a participant. */
  { .name = "became",
    .type = GA_FIELD_REFERENCE,
    .flags = GA_FIELD_HIDDEN,
    .label = N_ ("Made one with"),
    .target = "meeting",
    .since = 2 },
  { .name = "target_group",
    .type = GA_FIELD_CHOICE,
    .flags = GA_FIELD_HIDDEN,
    .label = N_ ("Target group"),
    .choices = ga_choices_target_group },
  { .name = "arena",
    .type = GA_FIELD_CHOICE,
    .flags = GA_FIELD_HIDDEN,
    .label = N_ ("Arena"),
    .choices = ga_choices_arena },
};

static const GaSort sorts[] = {
  { "start", N_ ("Earliest first"), "start" },
  { "newest", N_ ("Newest first"), "-start" },
  { "community", N_ ("Community"), "community,start" },
  { "status", N_ ("Status"), "status,start" },
  { NULL },
};

static gboolean
check_start (const GaRecord *record, const char **field, GError **error)
{
  const char *start = ga_record_get_text (record, "start");
  g_autofree char *real = ga_time_make_real (start, ga_record_get_text (record, "zone"));

  if (real == NULL || g_str_equal (real, start))
    return TRUE;
  *field = "start";
  g_set_error (error, GA_MODEL_ERROR, GA_MODEL_ERROR_RULE,
               /* Translators: %1$s is a time of day that the change to summer time leaves out, %2$s
                * what the clocks show instead. */
               _ ("%1$s does not exist on that day: the clocks go forward. Write %2$s instead."),
               start + strlen ("2026-01-06T"), real + strlen ("2026-01-06T"));
  return FALSE;
}

static gboolean
check (const GaRecord *record, const char **field, GError **error)
{
  if (!check_start (record, field, error))
    return FALSE;
  if (g_strcmp0 (ga_record_get_text (record, "status"), "cancelled") == 0 &&
      !ga_record_has (record, "reason"))
    {
      *field = "reason";
      g_set_error_literal (error, GA_MODEL_ERROR, GA_MODEL_ERROR_REQUIRED,
                           _ ("Choose why the walk is cancelled."));
      return FALSE;
    }
  return TRUE;
}

static gboolean
is_settled (const GaRecord *record)
{
  return record != NULL && g_strcmp0 (ga_record_get_text (record, "status"), "planned") != 0;
}

/* A meeting keeps what it was held under: followed while planned, fixed once held or cancelled. */
static gboolean
prepare (GaRecord *record, const GaRecord *before, GaWork *work, GError **error)
{
  static const char *const kept[] = { "kommune", "target_group", "arena" };
  g_autoptr (GaRecord) community = NULL;

  if (is_settled (before))
    return TRUE;
  /* While still planned only a new meeting, or one that moves, has something to learn. */
  if (before != NULL && !is_settled (record) &&
      ga_value_equal (ga_record_get (record, "community"), ga_record_get (before, "community")))
    return TRUE;
  community = ga_work_find_parent (work, record, "community", error);
  if (community == NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    ga_record_set (record, kept[i], ga_record_get (community, kept[i]));
  if (before == NULL && !ga_record_has (record, "venue"))
    ga_record_set (record, "venue", ga_record_get (community, "venue"));
  return TRUE;
}

static gboolean
has_outcome (const GaRecord *record)
{
  return is_settled (record) || ga_record_get_integer (record, "unnamed") > 0;
}

/* What came of a walk goes together, and always has a value: never half of one and half of the
 * other, and no number is lost. */
static gboolean
join (GaRecord *stays, const GaRecord *goes, GError **error)
{
  static const char *const outcome[] = { "status", "reason", "unnamed", "host_counts" };
  gboolean has_one = has_outcome (stays);

  if (!has_outcome (goes))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (outcome); i++)
    {
      if (has_one &&
          !ga_value_equal (ga_record_get (stays, outcome[i]), ga_record_get (goes, outcome[i])))
        {
          g_set_error_literal (error, GA_MODEL_ERROR, GA_MODEL_ERROR_RULE,
                               _ ("The two say different things about what came of the walk. Open "
                                  "both and make them say the same first."));
          return FALSE;
        }
      ga_record_set (stays, outcome[i], ga_record_get (goes, outcome[i]));
    }
  return TRUE;
}

const GaEntity ga_entity_meeting = {
  .name = "meeting",
  .number = 9,
  .label = N_ ("Walk"),
  .plural = N_ ("Walks"),
  GA_FIELDS (fields),
  .space = { GA_SPACE_PARENT, "community" },
  .title = "start",
  .summary = "community status",
  .same = (const char *const[]){ "community+start", NULL },
  .sorts = sorts,
  .check = check,
  .prepare = prepare,
  .join = join,
};
