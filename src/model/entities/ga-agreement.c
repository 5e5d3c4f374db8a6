/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "model/entities/ga-entities.h"
#include "model/ga-date.h"
#include "model/ga-value.h"

static const GaChoice kinds[] = {
  { "visionskommune", N_ ("Vision kommune agreement"), "visionskommuneaftale|visjonskommune" },
  { "smaller", N_ ("Smaller kommune agreement"), "mindre aftale|mindre avtale" },
  { "dgi", N_ ("DGI agreement"), "dgi-aftale" },
  { "federation", N_ ("Federation agreement"), "forbundsaftale|særforbundsavtale" },
  { "cooperation", N_ ("Cooperation agreement"), "samarbejdsaftale|samarbeidsavtale" },
  { NULL },
};

static const GaChoice statuses[] = {
  { "draft", N_ ("Draft"), "kladde|utkast" },
  { "negotiating", N_ ("Being negotiated"), "forhandles|under forhandling" },
  { "active", N_ ("In force"), "aktiv|gældende|gjeldende" },
  { "expiring", N_ ("Ends soon"), "udløber|utløper" },
  { "ended", N_ ("Ended"), "afsluttet|avsluttet|udløbet" },
  { "terminated", N_ ("Terminated"), "opsagt|ophævet|sagt opp" },
  { NULL },
};

static const GaField fields[] = {
  { .name = "title",
    .flags = GA_FIELD_REQUIRED | GA_FIELD_INDEXED | GA_FIELD_SEARCHED | GA_FIELD_COLUMN,
    .label = N_ ("Title"),
    .group = N_ ("Agreement"),
    .max = 200,
    .headings = "titel|tittel|aftale|avtale|navn" },
  { .name = "kind",
    .type = GA_FIELD_CHOICE,
    .flags = GA_FIELD_REQUIRED | GA_FIELD_COLUMN,
    .label = N_ ("Kind"),
    .choices = kinds,
    .fallback = "cooperation",
    .headings = "type|art" },
  { .name = "partner",
    .type = GA_FIELD_REFERENCE,
    .flags = GA_FIELD_REQUIRED | GA_FIELD_COLUMN,
    .label = N_ ("Partner"),
    .target = "organisation",
    .on_delete = GA_ON_DELETE_REFUSE,
    .headings = "part|samarbejdspartner|samarbeidspartner" },
  { .name = "kommune",
    .type = GA_FIELD_REFERENCE,
    .flags = GA_FIELD_REQUIRED | GA_FIELD_COLUMN,
    .label = N_ ("Kommune"),
    .target = "kommune" },
  { .name = "status",
    .type = GA_FIELD_CHOICE,
    .flags = GA_FIELD_REQUIRED | GA_FIELD_COLUMN,
    .label = N_ ("Status"),
    .choices = statuses,
    .fallback = "draft" },
  { .name = "summary",
    .flags = GA_FIELD_SEARCHED | GA_FIELD_LONG,
    .label = N_ ("Summary"),
    .max = 4000,
    .headings = "resumé|sammendrag|beskrivelse" },
  { .name = "signed",
    .type = GA_FIELD_DATE,
    .label = N_ ("Signed on"),
    .group = N_ ("From when to when"),
    .headings = "underskrevet|signert" },
  { .name = "start",
    .type = GA_FIELD_DATE,
    .flags = GA_FIELD_COLUMN,
    .label = N_ ("Start"),
    .headings = "starter|startdato|gyldig fra" },
  { .name = "end",
    .type = GA_FIELD_DATE,
    .flags = GA_FIELD_INDEXED | GA_FIELD_COLUMN,
    .label = N_ ("End"),
    .headings = "slutter|slut|slutt|slutdato|sluttdato|gyldig til" },
  { .name = "extends",
    .type = GA_FIELD_REFERENCE,
    .label = N_ ("Extends"),
    .hint = N_ ("An extension may be shorter than a first agreement"),
    .target = "agreement",
    .on_delete = GA_ON_DELETE_REFUSE,
    .headings = "forlænger|forlenger" },
  { .name = "end_reason", .label = N_ ("Why it ended"), .max = 500 },
  { .name = "supplements",
    .type = GA_FIELD_FLAG,
    .label = N_ ("Volunteers supplement municipal service and do not replace it"),
    .group = N_ ("Volunteers"),
    .fallback = "false" },
  { .name = "facilitator",
    .flags = GA_FIELD_PERSONAL,
    .label = N_ ("Neutral facilitator"),
    .max = 200,
    .headings = "facilitator|ordstyrer|tilrettelegger" },
};

static const GaSort sorts[] = {
  { "title", N_ ("Title"), "title" },
  { "end", N_ ("First to end"), "end,title" },
  { "newest", N_ ("Newest first"), "-start,title" },
  { "status", N_ ("Status"), "status,title" },
  { NULL },
};

#define IN_FORCE "active expiring"

/* The least length of each kind; what is not listed has none. */
static const struct
{
  const char *kind;
  guint years;
} lengths[] = {
  { "visionskommune", 5 },
};

/* The last day of @years that begin on @start: 2022-01-01 and 5 give 2026-12-31. After a leap day
 * they end with February. */
static char *
last_day_of (const char *start, guint years)
{
  g_autoptr (GDate) day = ga_date_to_gdate (start);
  guint first = g_date_get_day (day);

  g_date_add_years (day, years);
  if (g_date_get_day (day) == first)
    g_date_subtract_days (day, 1);
  return ga_date_from_gdate (day);
}

static gboolean
check_length (const GaRecord *record, const char **field, GError **error)
{
  const char *start = ga_record_get_text (record, "start");
  const char *end = ga_record_get_text (record, "end");

  if (ga_record_has (record, "extends"))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    if (g_str_equal (ga_record_get_text (record, "kind"), lengths[i].kind))
      {
        g_autofree char *least = last_day_of (start, lengths[i].years);
        g_autofree char *shown = ga_date_display (least);

        if (strcmp (end, least) >= 0)
          return TRUE;
        return ga_entity_refuse (
            "end", field, error,
            /* Translators: %1$u is a number of years, %2$s a day. */
            ngettext ("An agreement of this kind runs for at least %1$u year: to %2$s or later.",
                      "An agreement of this kind runs for at least %1$u years: to %2$s or later.",
                      lengths[i].years),
            lengths[i].years, shown);
      }
  return TRUE;
}

/* What is in force has a beginning, an end, and the length of its kind. */
static gboolean
check (const GaRecord *record, const char **field, GError **error)
{
  const GaId *extends = ga_record_get_reference (record, "extends");

  if (!ga_entity_check_order (record, "start", "end", field, error))
    return FALSE;
  if (extends != NULL && ga_id_equal (extends, ga_record_get_id (record)))
    return ga_entity_refuse ("extends", field, error, _ ("An agreement cannot extend itself."));
  if (!ga_record_is_one_of (record, "status", IN_FORCE))
    return TRUE;
  if (!ga_record_has (record, "start"))
    return ga_entity_refuse ("start", field, error, _ ("Say from which day the agreement holds."));
  if (!ga_record_has (record, "end"))
    return ga_entity_refuse ("end", field, error, _ ("Say until which day the agreement holds."));
  return check_length (record, field, error);
}

/* What was never in force, or not for as long as its kind asks for, cannot be extended by less. */
static gboolean
check_first (const GaRecord *record, const GaRecord *first, const char **field, GError **error)
{
  g_autoptr (GError) shorter = NULL;

  if (!ga_record_is_one_of (record, "status", IN_FORCE))
    return TRUE;
  if (ga_record_is_one_of (first, "status", "draft negotiating"))
    return ga_entity_refuse ("extends", field, error,
                             _ ("What is extended has not been in force yet."));
  return !ga_record_has (first, "start") || ga_record_is_one_of (first, "status", "terminated") ||
         check_length (first, field, &shorter) ||
         ga_entity_refuse ("extends", field, error,
                           _ ("What is extended is shorter than an agreement of its kind."));
}

/* Only what goes on with the same partner may be shorter; each of them begins after the one before.
 */
static gboolean
judge (const GaRecord *record,
       const GaRecord *before,
       GaWork *work,
       const char **field,
       GError **error)
{
  g_autoptr (GaRecord) first = NULL;

  if (!ga_record_has (record, "extends") ||
      (before != NULL && ga_record_same (record, before, "extends") &&
       ga_record_same (record, before, "start") && ga_record_same (record, before, "kind") &&
       ga_record_same (record, before, "kommune") && ga_record_same (record, before, "partner") &&
       ga_record_same (record, before, "status")))
    return TRUE;
  first = ga_work_find_parent (work, record, "extends", error);
  if (first == NULL)
    return FALSE;
  if (!ga_record_same (record, first, "kind") || !ga_record_same (record, first, "kommune") ||
      !ga_record_same (record, first, "partner"))
    return ga_entity_refuse ("extends", field, error,
                             _ ("An agreement extends one of the same kind with the same partner, "
                                "in the same kommune."));
  if (!ga_record_has (first, "end") || !ga_record_has (record, "start") ||
      strcmp (ga_record_get_text (record, "start"), ga_record_get_text (first, "end")) <= 0)
    return ga_entity_refuse ("start", field, error,
                             _ ("An extension begins after the end of what it extends."));
  return check_first (record, first, field, error);
}

const GaEntity ga_entity_agreement = {
  .name = "agreement",
  .number = 15,
  .label = N_ ("Agreement"),
  .plural = N_ ("Agreements"),
  GA_FIELDS (fields),
  .space = { GA_SPACE_KOMMUNE, "kommune" },
  .title = "title",
  .summary = "partner status",
  .same = (const char *const[]){ "title+partner+start", NULL },
  .rank = 1,
  .sorts = sorts,
  .since = 2,
  .check = check,
  .judge = judge,
};
