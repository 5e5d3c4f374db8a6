/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/entities/ga-entities.h"

/* Words about one walk are personal ("Karen fell"), so they live with the names and not with the
 * counts. */
static const GaField fields[] = {
  { .name = "meeting",
    .type = GA_FIELD_REFERENCE,
    .flags = GA_FIELD_REQUIRED | GA_FIELD_COLUMN,
    .label = N_ ("Walk"),
    .target = "meeting",
    .on_delete = GA_ON_DELETE_CASCADE,
    .headings = "tur" },
  { .name = "text",
    .type = GA_FIELD_TEXT,
    .flags = GA_FIELD_REQUIRED | GA_FIELD_LONG | GA_FIELD_PERSONAL | GA_FIELD_COLUMN,
    .label = N_ ("Note"),
    .max = 4000,
    .headings = "note|tekst|bemærkning" },
};

static const GaSort sorts[] = {
  { "meeting", N_ ("Walk"), "meeting" },
  { NULL },
};

/* Both were said, unless one says it all. */
static gboolean
join (GaRecord *stays, const GaRecord *goes, GError **error)
{
  const char *text = ga_record_get_text (stays, "text");
  const char *more = ga_record_get_text (goes, "text");
  g_autofree char *both = NULL;

  if (strstr (text, more) != NULL)
    return TRUE;
  both = g_strdup_printf ("%s\n\n%s", text, more);
  ga_record_set_text (stays, "text", both);
  return TRUE;
}

const GaEntity ga_entity_meeting_note = {
  .name = "meeting_note",
  .number = 10,
  .label = N_ ("Note of a walk"),
  .plural = N_ ("Notes of walks"),
  GA_FIELDS (fields),
  .space = { GA_SPACE_COMMUNITY, "meeting.community" },
  .title = "text",
  .identity = (const char *const[]){ "meeting", NULL },
  .same = (const char *const[]){ "meeting", NULL },
  .rank = 2,
  .sorts = sorts,
  .join = join,
};
