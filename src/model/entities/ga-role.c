/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "model/entities/ga-entities.h"
#include "model/ga-value.h"

static const GaChoice roles[] = {
  { "host", N_ ("Host"), "vært|gåvært|løbevært|turleder|løpeleder" },
  { "co_host", N_ ("Co-host"), "medvært|medturleder" },
  { "consultant", N_ ("Consultant"), "konsulent|idrætskonsulent|rådgiver" },
  { "coordinator", N_ ("Coordinator"), "koordinator|folkehelsekoordinator" },
  { "contact", N_ ("Contact"), "kontakt|kontaktperson" },
  { NULL },
};

static const GaField fields[] = {
  { .name = "person",
    .type = GA_FIELD_REFERENCE,
    .flags = GA_FIELD_REQUIRED | GA_FIELD_PERSONAL | GA_FIELD_COLUMN,
    .label = N_ ("Person"),
    .target = "person",
    .on_delete = GA_ON_DELETE_CASCADE,
    .headings = "navn" },
  { .name = "role",
    .type = GA_FIELD_CHOICE,
    .flags = GA_FIELD_REQUIRED | GA_FIELD_COLUMN,
    .label = N_ ("Role"),
    .choices = roles,
    .fallback = "host",
    .headings = "rolle" },
  { .name = "community",
    .type = GA_FIELD_REFERENCE,
    .flags = GA_FIELD_COLUMN,
    .label = N_ ("Community"),
    .target = "community",
    .on_delete = GA_ON_DELETE_CASCADE,
    .headings = "fællesskab|gruppe" },
  { .name = "organisation",
    .type = GA_FIELD_REFERENCE,
    .flags = GA_FIELD_COLUMN,
    .label = N_ ("Organisation"),
    .target = "organisation",
    .on_delete = GA_ON_DELETE_CASCADE,
    .headings = "forening" },
  { .name = "from", .type = GA_FIELD_DATE, .label = N_ ("From"), .headings = "fra" },
  { .name = "until", .type = GA_FIELD_DATE, .label = N_ ("Until"), .headings = "til" },
};

static const GaSort sorts[] = {
  { "from", N_ ("Newest first"), "-from" },
  { NULL },
};

static gboolean
check (const GaRecord *record, const char **field, GError **error)
{
  if (!ga_record_has (record, "community") && !ga_record_has (record, "organisation"))
    {
      *field = "community";
      g_set_error_literal (error, GA_MODEL_ERROR, GA_MODEL_ERROR_REQUIRED,
                           _ ("Choose the community or the organisation that the role is in."));
      return FALSE;
    }
  if (!ga_entity_check_order (record, "from", "until", field, error))
    return FALSE;
  return TRUE;
}

const GaEntity ga_entity_role = {
  .name = "role",
  .number = 4,
  .label = N_ ("Role"),
  .plural = N_ ("Roles"),
  GA_FIELDS (fields),
  .space = { GA_SPACE_PARENT, "community", "person" },
  .title = "person role",
  .same =
      (const char *const[]){ "person+community+role+from", "person+organisation+role+from", NULL },
  .sorts = sorts,
  .check = check,
};
