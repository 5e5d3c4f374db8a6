/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "model/entities/ga-entities.h"
#include "model/ga-value.h"

static const GaChoice bases[] = {
  { "legitimate_interest", N_ ("Legitimate interest"), "legitim interesse|berettiget interesse" },
  { "consent", N_ ("Consent"), "samtykke" },
  { NULL },
};

static const GaField fields[] = {
  { .name = "name",
    .type = GA_FIELD_TEXT,
    .flags = GA_FIELD_REQUIRED | GA_FIELD_INDEXED | GA_FIELD_SEARCHED | GA_FIELD_PERSONAL |
             GA_FIELD_COLUMN,
    .label = N_ ("Name"),
    .group = N_ ("Person"),
    .max = 200,
    .headings = "navn" },
  { .name = "email",
    .type = GA_FIELD_TEXT,
    .flags = GA_FIELD_INDEXED | GA_FIELD_SEARCHED | GA_FIELD_PERSONAL | GA_FIELD_COLUMN,
    .label = N_ ("E-mail"),
    .max = 254,
    .headings = "e-mail|mail|e-post|epost" },
  { .name = "phone",
    .type = GA_FIELD_TEXT,
    .flags = GA_FIELD_SEARCHED | GA_FIELD_PERSONAL | GA_FIELD_COLUMN,
    .label = N_ ("Phone"),
    .max = 30,
    .headings = "telefon|tlf|mobil" },
  { .name = "kommune",
    .type = GA_FIELD_REFERENCE,
    .flags = GA_FIELD_COLUMN,
    .label = N_ ("Kommune"),
    .target = "kommune",
    .hint = N_ ("Shared with that kommune; kept on this computer while empty") },
  { .name = "note",
    .type = GA_FIELD_TEXT,
    .flags = GA_FIELD_LONG | GA_FIELD_PERSONAL,
    .label = N_ ("Note"),
    .max = 4000,
    .headings = "bemærkning|notat|merknad" },
  { .name = "basis",
    .type = GA_FIELD_CHOICE,
    .flags = GA_FIELD_PERSONAL,
    .label = N_ ("Kept because of"),
    .group = N_ ("Data protection"),
    .hint = N_ ("Legitimate interest is enough to reach those you work with. Consent is needed for "
                "more, such as the name on a poster."),
    .choices = bases,
    .fallback = "legitimate_interest",
    .headings = "grundlag|grunnlag" },
  { .name = "consent_on",
    .type = GA_FIELD_DATE,
    .flags = GA_FIELD_PERSONAL,
    .label = N_ ("Consent given on"),
    .headings = "samtykke dato" },
  { .name = "consent_wording",
    .type = GA_FIELD_TEXT,
    .flags = GA_FIELD_PERSONAL,
    .label = N_ ("Version of the wording"),
    .hint = N_ ("Which text they said yes to, such as 2026-1"),
    .max = 60 },
  { .name = "consent_withdrawn",
    .type = GA_FIELD_DATE,
    .flags = GA_FIELD_PERSONAL,
    .label = N_ ("Consent withdrawn on"),
    .hint = N_ ("From then on no poster names them") },
};

static const GaSort sorts[] = {
  { "name", N_ ("Name"), "name" },
  { "email", N_ ("E-mail"), "email" },
  { NULL },
};

static gboolean
check (const GaRecord *record, const char **field, GError **error)
{
  const char *email = ga_record_get_text (record, "email");

  if (email != NULL && (strchr (email, '@') == NULL || strchr (email, ' ') != NULL))
    {
      *field = "email";
      g_set_error_literal (error, GA_MODEL_ERROR, GA_MODEL_ERROR_UNREADABLE,
                           _ ("This is not an e-mail address. Write it as name@example.org."));
      return FALSE;
    }
  if (!ga_entity_check_phone (record, field, error))
    return FALSE;
  if (g_strcmp0 (ga_record_get_text (record, "basis"), "consent") == 0 &&
      !ga_record_has (record, "consent_on"))
    {
      *field = "consent_on";
      g_set_error_literal (error, GA_MODEL_ERROR, GA_MODEL_ERROR_REQUIRED,
                           _ ("Say on which day the consent was given."));
      return FALSE;
    }
  return ga_entity_is_in_order (record, "consent_on", "consent_withdrawn") ||
         ga_entity_refuse ("consent_withdrawn", field, error,
                           _ ("Consent cannot be withdrawn before it was given."));
}

const GaEntity ga_entity_person = {
  .name = "person",
  .number = 3,
  .label = N_ ("Person"),
  .plural = N_ ("People"),
  GA_FIELDS (fields),
  .space = { GA_SPACE_KOMMUNE, "kommune" },
  .title = "name",
  .summary = "email phone",
  .same = (const char *const[]){ "email", "name+phone", NULL },
  .rank = 1,
  .sorts = sorts,
  .check = check,
};
