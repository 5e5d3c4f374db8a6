/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

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
};
