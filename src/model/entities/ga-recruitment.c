/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "model/entities/ga-entities.h"
#include "model/ga-date.h"

/* In the order in which somebody comes to lead walks. */
const GaChoice ga_choices_recruitment[] = {
  { "lead", N_ ("Possible host"), "mulig|emne" },
  { "contacted", N_ ("Contacted"), "kontaktet" },
  { "trained", N_ ("Trained"), "uddannet|kurset" },
  { "active", N_ ("Active host"), "aktiv" },
  { "paused", N_ ("Paused"), "pause|på pause" },
  { "stopped", N_ ("Stopped"), "stoppet|sluttet" },
  { NULL },
};

static const GaChoice sources[] = {
  { "campaign", N_ ("A campaign"), "kampagne|kampanje" },
  { "partner", N_ ("A partner’s own people"), "partner|samarbejdspartner|samarbeidspartner" },
  { "word_of_mouth", N_ ("Word of mouth"), "mund til mund|jungeltelegrafen|bekendt|bekjent" },
  { "walker", N_ ("Walked along before"), "deltager|deltaker" },
  { "media", N_ ("Newspaper or social media"), "avis|facebook|sociale medier|sosiale medier" },
  { "other", N_ ("Something else"), "andet|annet" },
  { NULL },
};

static const GaField fields[] = {
  { .name = "person",
    .type = GA_FIELD_REFERENCE,
    .flags = GA_FIELD_REQUIRED | GA_FIELD_PERSONAL | GA_FIELD_COLUMN,
    .label = N_ ("Person"),
    .group = N_ ("Host"),
    .target = "person",
    .on_delete = GA_ON_DELETE_CASCADE,
    .headings = "navn" },
  { .name = "state",
    .type = GA_FIELD_CHOICE,
    .flags = GA_FIELD_REQUIRED | GA_FIELD_PERSONAL | GA_FIELD_COLUMN,
    .label = N_ ("Status"),
    .choices = ga_choices_recruitment,
    .fallback = "lead",
    .headings = "tilstand" },
  { .name = "since",
    .type = GA_FIELD_DATE,
    .flags = GA_FIELD_PERSONAL | GA_FIELD_COLUMN,
    .label = N_ ("Since"),
    .hint = N_ ("Becomes today by itself when the status changes"),
    .headings = "siden" },
  { .name = "trained_on",
    .type = GA_FIELD_DATE,
    .flags = GA_FIELD_PERSONAL,
    .label = N_ ("Trained on"),
    .headings = "uddannet den|kurset den" },
  { .name = "source",
    .type = GA_FIELD_CHOICE,
    .flags = GA_FIELD_PERSONAL | GA_FIELD_COLUMN,
    .label = N_ ("Found through"),
    .group = N_ ("How they were found"),
    .choices = sources,
    .headings = "kilde|kanal" },
  /* Beside word of mouth, it is somebody's name. */
  { .name = "source_name",
    .flags = GA_FIELD_PERSONAL | GA_FIELD_COLUMN,
    .label = N_ ("Which one"),
    .hint = N_ ("The campaign or the partner, such as WE WALK"),
    .max = 200,
    .headings = "kampagne|kampanje" },
  { .name = "initiative",
    .type = GA_FIELD_REFERENCE,
    .flags = GA_FIELD_COLUMN,
    .label = N_ ("Found for"),
    .hint = N_ ("The initiative whose trained hosts they are counted among"),
    .target = "initiative",
    .on_delete = GA_ON_DELETE_CLEAR,
    .headings = "indsats|tiltak" },
};

static const GaSort sorts[] = {
  { "since", N_ ("Newest first"), "-since" },
  { "state", N_ ("Status"), "state,-since" },
  { NULL },
};

/* Whoever only says how far somebody is means: from today on. */
static gboolean
prepare (GaRecord *record, const GaRecord *before, GaWork *work, GError **error)
{
  gboolean moves = before == NULL || !ga_record_same (record, before, "state");
  gboolean says_since =
      before != NULL ? !ga_record_same (record, before, "since") : ga_record_has (record, "since");
  g_autofree char *today = NULL;

  if (moves && !says_since)
    {
      today = ga_date_today ();
      ga_record_set_text (record, "since", today);
    }
  if (ga_record_is_one_of (record, "state", "trained") && !ga_record_has (record, "trained_on"))
    ga_record_set_text (record, "trained_on", ga_record_get_text (record, "since"));
  return TRUE;
}

/* What was said last of somebody stands. */
static gboolean
join (GaRecord *stays, const GaRecord *goes, GError **error)
{
  const char *since = ga_record_get_text (goes, "since");

  if (since == NULL || g_strcmp0 (since, ga_record_get_text (stays, "since")) <= 0)
    return TRUE;
  ga_record_set_text (stays, "state", ga_record_get_text (goes, "state"));
  ga_record_set_text (stays, "since", since);
  return TRUE;
}

const GaEntity ga_entity_recruitment = {
  .name = "recruitment",
  .number = 30,
  .label = N_ ("Recruitment of a host"),
  .plural = N_ ("Recruitment of hosts"),
  GA_FIELDS (fields),
  .space = { GA_SPACE_PARENT, "person" },
  .title = "person state",
  .summary = "since source",
  .identity = (const char *const[]){ "person", NULL },
  .same = (const char *const[]){ "person", NULL },
  .sorts = sorts,
  .since = 2,
  .prepare = prepare,
  .join = join,
};
