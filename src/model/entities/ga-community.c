/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "model/entities/ga-entities.h"
#include "model/ga-value.h"

static const GaChoice activities[] = {
  { "walk", N_ ("Walking"), "gå|gåtur|gang|tur|gåfællesskab|turgruppe" },
  { "run", N_ ("Running"), "løb|løbe|løp|løbefællesskab|løpegruppe" },
  { "both", N_ ("Walking and running"), "begge|begge dele|gå og løb" },
  { NULL },
};

static const GaChoice levels[] = {
  { "easy", N_ ("Easy"), "let|lett|rolig" },
  { "moderate", N_ ("Moderate"), "middel|moderat" },
  { "brisk", N_ ("Brisk"), "rask|hård|hurtig" },
  { "mixed", N_ ("Mixed"), "blandet" },
  { NULL },
};

static const GaChoice barriers[] = {
  { "price", N_ ("Price"), "pris|økonomi" },
  { "distance", N_ ("Distance"), "afstand|avstand|transport" },
  { "loneliness", N_ ("Nobody to go with"), "ensomhed|ensomhet" },
  { "health", N_ ("Health"), "helbred|helse" },
  { "time", N_ ("Time"), "tid" },
  { "confidence", N_ ("Doubt about being good enough"), "selvtillid|tryghed" },
  { "language", N_ ("Language"), "sprog|språk" },
  { NULL },
};

static const GaChoice statuses[] = {
  { "planned", N_ ("Planned"), "planlagt" },
  { "active", N_ ("Active"), "aktiv|aktivt" },
  { "paused", N_ ("Paused"), "pause|på pause" },
  { "closed", N_ ("Closed"), "nedlagt|lagt ned|lukket" },
  { NULL },
};

static const GaField fields[] = {
  { .name = "name",
    .type = GA_FIELD_TEXT,
    .flags = GA_FIELD_REQUIRED | GA_FIELD_INDEXED | GA_FIELD_SEARCHED | GA_FIELD_COLUMN,
    .label = N_ ("Name"),
    .group = N_ ("Community"),
    .max = 200,
    .headings = "navn|fællesskab|gruppe" },
  { .name = "activity",
    .type = GA_FIELD_CHOICE,
    .flags = GA_FIELD_REQUIRED | GA_FIELD_COLUMN,
    .label = N_ ("Activity"),
    .choices = activities,
    .fallback = "walk",
    .headings = "aktivitet" },
  { .name = "kommune",
    .type = GA_FIELD_REFERENCE,
    .flags = GA_FIELD_COLUMN,
    .label = N_ ("Kommune"),
    .target = "kommune" },
  { .name = "kommune_proposed",
    .type = GA_FIELD_FLAG,
    .flags = GA_FIELD_HIDDEN,
    .label = N_ ("Kommune only proposed"),
    .fallback = "false" },
  { .name = "organisation",
    .type = GA_FIELD_REFERENCE,
    .label = N_ ("Organisation behind it"),
    .target = "organisation",
    .headings = "forening|arrangør" },
  { .name = "initiative",
    .type = GA_FIELD_REFERENCE,
    .flags = GA_FIELD_OFFICE,
    .label = N_ ("Initiative"),
    .target = "initiative",
    .on_delete = GA_ON_DELETE_CLEAR,
    .since = 2,
    .headings = "indsats|tiltak" },
  { .name = "status",
    .type = GA_FIELD_CHOICE,
    .flags = GA_FIELD_REQUIRED | GA_FIELD_COLUMN,
    .label = N_ ("Status"),
    .choices = statuses,
    .fallback = "active" },
  { .name = "venue",
    .type = GA_FIELD_REFERENCE,
    .label = N_ ("Meeting place"),
    .group = N_ ("Where and how"),
    .target = "venue",
    .on_delete = GA_ON_DELETE_CLEAR,
    .headings = "mødested|sted|place|oppmøtested" },
  { .name = "level",
    .type = GA_FIELD_CHOICE,
    .label = N_ ("Pace"),
    .choices = levels,
    .headings = "niveau|nivå|tempo" },
  { .name = "distance_m",
    .type = GA_FIELD_INTEGER,
    .label = N_ ("Usual distance in metres"),
    .min = 0,
    .max = 100000,
    .headings = "distance|længde|meter" },
  { .name = "price",
    .type = GA_FIELD_MONEY,
    .label = N_ ("Price"),
    .currency = "currency",
    .hint = N_ ("Empty when it is free"),
    .headings = "pris" },
  { .name = "currency",
    .type = GA_FIELD_CHOICE,
    .flags = GA_FIELD_HIDDEN,
    .label = N_ ("Currency"),
    .choices = ga_choices_currency,
    .fallback = "DKK",
    .headings = "valuta" },
  { .name = "target_group",
    .type = GA_FIELD_CHOICE,
    .flags = GA_FIELD_COLUMN,
    .label = N_ ("Target group"),
    .group = N_ ("For whom"),
    .choices = ga_choices_target_group,
    .headings = "målgruppe" },
  { .name = "arena",
    .type = GA_FIELD_CHOICE,
    .flags = GA_FIELD_COLUMN,
    .label = N_ ("Arena"),
    .choices = ga_choices_arena },
  { .name = "barrier",
    .type = GA_FIELD_CHOICE,
    .label = N_ ("Barrier it lowers"),
    .choices = barriers,
    .headings = "barriere" },
  { .name = "public",
    .type = GA_FIELD_FLAG,
    .label = N_ ("Shown publicly"),
    .fallback = "false",
    .headings = "offentlig" },
  { .name = "reveals_health",
    .type = GA_FIELD_FLAG,
    .label = N_ ("Taking part reveals health"),
    .hint = N_ ("Numbers only by default; small groups are not shown in statistics"),
    .fallback = "false",
    .headings = "helbred" },
  { .name = "controller",
    .type = GA_FIELD_REFERENCE,
    .label = N_ ("Data controller"),
    .target = "organisation",
    .headings = "dataansvarlig|behandlingsansvarlig" },
  { .name = "started",
    .type = GA_FIELD_DATE,
    .flags = GA_FIELD_COLUMN,
    .label = N_ ("Started on"),
    .group = N_ ("Start and end"),
    .headings = "start|startet|oprettet" },
  { .name = "closed_on",
    .type = GA_FIELD_DATE,
    .label = N_ ("Closed on"),
    .headings = "nedlagt den" },
  { .name = "closed_reason", .type = GA_FIELD_TEXT, .label = N_ ("Why it closed"), .max = 500 },
};

static const GaSort sorts[] = {
  { "name", N_ ("Name"), "name" },
  { "newest", N_ ("Newest first"), "-started,name" },
  { "status", N_ ("Status"), "status,name" },
  { "kommune", N_ ("Kommune"), "kommune,name" },
  { NULL },
};

static gboolean
check (const GaRecord *record, const char **field, GError **error)
{
  const char *started = ga_record_get_text (record, "started");
  const char *closed = ga_record_get_text (record, "closed_on");

  if (started != NULL && closed != NULL && strcmp (closed, started) < 0)
    {
      *field = "closed_on";
      g_set_error_literal (error, GA_MODEL_ERROR, GA_MODEL_ERROR_RULE,
                           _ ("The community cannot have closed before it started."));
      return FALSE;
    }
  if (g_strcmp0 (ga_record_get_text (record, "status"), "closed") == 0 && closed == NULL)
    {
      *field = "closed_on";
      g_set_error_literal (error, GA_MODEL_ERROR, GA_MODEL_ERROR_REQUIRED,
                           _ ("Say on which day the community closed."));
      return FALSE;
    }
  return TRUE;
}

/* Somebody who changes a proposed kommune has answered the proposal. */
static gboolean
prepare (GaRecord *record, const GaRecord *before, GaWork *work, GError **error)
{
  if (before != NULL &&
      !ga_value_equal (ga_record_get (record, "kommune"), ga_record_get (before, "kommune")) &&
      ga_record_get_flag (before, "kommune_proposed"))
    ga_record_set_integer (record, "kommune_proposed", FALSE);
  return TRUE;
}

const GaEntity ga_entity_community = {
  .name = "community",
  .number = 7,
  .label = N_ ("Community"),
  .plural = N_ ("Communities"),
  GA_FIELDS (fields),
  .space = { GA_SPACE_KOMMUNE, "kommune" },
  .title = "name",
  .summary = "kommune activity",
  .same = (const char *const[]){ "name+kommune", NULL },
  .sorts = sorts,
  .check = check,
  .prepare = prepare,
};
