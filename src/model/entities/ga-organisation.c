/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "model/entities/ga-entities.h"
#include "model/ga-value.h"

/* No organisation has so many above it. */
#define MOST_ABOVE 100

static const GaChoice kinds[] = {
  { "kommune", N_ ("Kommune"), NULL },
  { "dgi", N_ ("DGI regional association"), "landsdelsforening|dgi landsdelsforening" },
  { "federation", N_ ("Sports federation"), "specialforbund|særforbund|forbund" },
  { "club", N_ ("Sports club"), "idrætsforening|idrettslag|forening" },
  { "housing", N_ ("Housing association"), "boligforening|borettslag" },
  { "village", N_ ("Village"), "landsby|bygd" },
  { "village_cluster", N_ ("Village cluster"), "landsbyklynge" },
  { "health_centre", N_ ("Health centre"), "sundhedscenter|frisklivssentral" },
  { "volunteer_centre", N_ ("Volunteer centre"), "frivilligcenter|frivilligsentral" },
  { "region", N_ ("Region"), "fylke|fylkeskommune" },
  { "self_organised", N_ ("Self-organised group"), "selvorganiseret|selvorganisert" },
  { "workplace", N_ ("Workplace"), "arbejdsplads|arbeidsplass" },
  { "other", N_ ("Other"), "andet|annet" },
  { NULL },
};

static const GaField fields[] = {
  { .name = "name",
    .type = GA_FIELD_TEXT,
    .flags = GA_FIELD_REQUIRED | GA_FIELD_INDEXED | GA_FIELD_SEARCHED | GA_FIELD_COLUMN,
    .label = N_ ("Name"),
    .group = N_ ("Organisation"),
    .max = 200,
    .headings = "navn" },
  { .name = "kind",
    .type = GA_FIELD_CHOICE,
    .flags = GA_FIELD_REQUIRED | GA_FIELD_COLUMN,
    .label = N_ ("Kind"),
    .choices = kinds,
    .fallback = "club",
    .headings = "type|art" },
  { .name = "kommuner",
    .type = GA_FIELD_REFERENCES,
    .flags = GA_FIELD_COLUMN,
    .label = N_ ("Serves these kommuner"),
    .target = "kommune",
    .on_delete = GA_ON_DELETE_CLEAR,
    .headings = "kommune|kommunes" },
  { .name = "number",
    .type = GA_FIELD_TEXT,
    .flags = GA_FIELD_INDEXED,
    .label = N_ ("Registration number"),
    .max = 20,
    .headings = "cvr|cvr-nummer|orgnr|organisasjonsnummer" },
  { .name = "parent",
    .type = GA_FIELD_REFERENCE,
    .label = N_ ("Part of"),
    .target = "organisation",
    .on_delete = GA_ON_DELETE_CLEAR,
    .headings = "hører under|del af" },
  { .name = "email",
    .type = GA_FIELD_TEXT,
    .label = N_ ("E-mail"),
    .group = N_ ("Contact"),
    .max = 254,
    .headings = "e-mail|mail|e-post|epost" },
  { .name = "phone",
    .type = GA_FIELD_TEXT,
    .label = N_ ("Phone"),
    .max = 30,
    .headings = "telefon|tlf|mobil" },
  { .name = "address",
    .type = GA_FIELD_TEXT,
    .label = N_ ("Address"),
    .max = 300,
    .headings = "adresse" },
};

static const GaSort sorts[] = {
  { "name", N_ ("Name"), "name" },
  { "kind", N_ ("Kind"), "kind,name" },
  { NULL },
};

static gboolean
check (const GaRecord *record, const char **field, GError **error)
{
  const GaId *parent = ga_record_get_reference (record, "parent");

  if (!ga_entity_check_phone (record, field, error))
    return FALSE;
  if (parent == NULL || !ga_id_equal (parent, ga_record_get_id (record)))
    return TRUE;
  return ga_entity_refuse (
      "parent", field, error,
      _ ("An organisation cannot be part of itself. Choose another one, or none."));
}

/* Nor part of what is part of it. What cannot be found above has no more above it. */
static gboolean
judge (const GaRecord *record,
       const GaRecord *before,
       GaWork *work,
       const char **field,
       GError **error)
{
  g_autoptr (GaRecord) above = NULL;
  const GaId *id = ga_record_get_reference (record, "parent");

  for (guint i = 0; id != NULL && i < MOST_ABOVE; i++)
    {
      GaRecord *next = ga_work_find (work, "organisation", id, NULL);

      g_clear_object (&above);
      above = next;
      id = above != NULL ? ga_record_get_reference (above, "parent") : NULL;
      if (id != NULL && ga_id_equal (id, ga_record_get_id (record)))
        return ga_entity_refuse (
            "parent", field, error,
            _ ("This one is itself part of the organisation. Choose another one, or none."));
    }
  return TRUE;
}

const GaEntity ga_entity_organisation = {
  .name = "organisation",
  .number = 2,
  .label = N_ ("Organisation"),
  .plural = N_ ("Organisations"),
  GA_FIELDS (fields),
  .space = { GA_SPACE_NATIONAL },
  .title = "name",
  .summary = "kind",
  .same = (const char *const[]){ "number", "name+kind", NULL },
  .rank = 2,
  .sorts = sorts,
  .check = check,
  .judge = judge,
};
