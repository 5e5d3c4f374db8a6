/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/entities/ga-entities.h"
#include "model/ga-value.h"

static const GaField fields[] = {
  { .name = "community",
    .type = GA_FIELD_REFERENCE,
    .flags = GA_FIELD_REQUIRED | GA_FIELD_COLUMN,
    .label = N_ ("Community"),
    .target = "community",
    .on_delete = GA_ON_DELETE_CASCADE,
    .headings = "fællesskab|gruppe" },
  { .name = "name",
    .type = GA_FIELD_TEXT,
    .flags = GA_FIELD_REQUIRED | GA_FIELD_SEARCHED | GA_FIELD_PERSONAL | GA_FIELD_COLUMN,
    .label = N_ ("Name"),
    .hint = N_ ("A first name is enough"),
    .max = 200,
    .headings = "navn" },
  { .name = "joined",
    .type = GA_FIELD_DATE,
    .flags = GA_FIELD_PERSONAL | GA_FIELD_COLUMN,
    .label = N_ ("Joined"),
    .headings = "startet|begyndt|begynte" },
  { .name = "left",
    .type = GA_FIELD_DATE,
    .flags = GA_FIELD_PERSONAL,
    .label = N_ ("Left"),
    .headings = "stoppet|sluttet" },
  /* The one it was made one with, as it goes. Where it comes back, with what somebody who did not
   * know of that has recorded, everybody knows whose that is. */
  { .name = "became",
    .type = GA_FIELD_REFERENCE,
    .flags = GA_FIELD_HIDDEN | GA_FIELD_PERSONAL,
    .label = N_ ("Made one with"),
    .target = "participant",
    .since = 2 },
};

static const GaSort sorts[] = {
  { "name", N_ ("Name"), "name" },
  { "community", N_ ("Community"), "community,name" },
  { "newest", N_ ("Newest first"), "-joined,name" },
  { NULL },
};

static gboolean
check (const GaRecord *record, const char **field, GError **error)
{
  if (!ga_entity_check_order (record, "joined", "left", field, error))
    return FALSE;
  return TRUE;
}

/* Whoever turns out to be two names came when the first of them did, and has left when both have.
 */
static gboolean
join (GaRecord *stays, const GaRecord *goes, GError **error)
{
  const char *joined = ga_record_get_text (goes, "joined");
  const char *left = ga_record_get_text (goes, "left");

  if (!ga_value_equal (ga_record_get (stays, "community"), ga_record_get (goes, "community")))
    {
      g_set_error_literal (error, GA_MODEL_ERROR, GA_MODEL_ERROR_RULE,
                           _ ("These two walk in different communities, so they stay two."));
      return FALSE;
    }
  if (joined != NULL && (!ga_record_has (stays, "joined") ||
                         strcmp (joined, ga_record_get_text (stays, "joined")) < 0))
    ga_record_set_text (stays, "joined", joined);
  if (left == NULL)
    ga_record_clear (stays, "left");
  else if (ga_record_has (stays, "left") && strcmp (left, ga_record_get_text (stays, "left")) > 0)
    ga_record_set_text (stays, "left", left);
  return TRUE;
}

const GaEntity ga_entity_participant = {
  .name = "participant",
  .number = 11,
  .label = N_ ("Participant"),
  .plural = N_ ("Participants"),
  GA_FIELDS (fields),
  .space = { GA_SPACE_COMMUNITY, "community" },
  .title = "name",
  .summary = "community",
  .same = (const char *const[]){ "community+name", NULL },
  .ask_same = TRUE,
  .rank = 1,
  .sorts = sorts,
  .check = check,
  .join = join,
};
