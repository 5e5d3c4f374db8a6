/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "insight-fixture.h"
#include "insight/ga-dossier.h"

#define TODAY "2026-11-30"

/* A health centre in Horsens that has an agreement there, and DGI, which has one in Aarhus. */
typedef struct
{
  Insight insight;
  GaId horsens;
  GaId aarhus;
  GaRecord *centre;
  GaRecord *dgi;
  GaRecord *agreement;
  GaRecord *elsewhere;
  GaRecord *initiative;
} Town;

static inline GaRecord *
record (Town *town, const char *entity)
{
  return profile_record (&town->insight.profile, entity);
}

static inline void
put (Town *town, GaRecord *record)
{
  profile_put (&town->insight.profile, record);
}

static inline void
refer (GaRecord *record, const char *field, const GaRecord *to)
{
  ga_record_set_reference (record, field, ga_record_get_id (to));
}

static inline GaRecord *
make_organisation (Town *town, const char *name, const char *kind, const GaId *serves)
{
  GaRecord *organisation = record (town, "organisation");
  char id[GA_ID_TEXT_SIZE];

  ga_id_format (serves, id);
  ga_record_set_text (organisation, "name", name);
  ga_record_set_text (organisation, "kind", kind);
  ga_record_set_text (organisation, "kommuner", id);
  put (town, organisation);
  return organisation;
}

static inline GaRecord *
make_agreement (Town *town, const char *title, const GaRecord *partner, const GaId *kommune)
{
  GaRecord *agreement = record (town, "agreement");

  ga_record_set_text (agreement, "title", title);
  refer (agreement, "partner", partner);
  ga_record_set_reference (agreement, "kommune", kommune);
  ga_record_set_text (agreement, "signed", "2024-12-01");
  ga_record_set_text (agreement, "start", "2025-01-01");
  ga_record_set_text (agreement, "end", "2029-12-31");
  ga_record_set_text (agreement, "status", "active");
  put (town, agreement);
  return agreement;
}

static inline GaRecord *
make_initiative (Town *town)
{
  GaRecord *initiative = record (town, "initiative");
  g_autoptr (GaRecord) goal = record (town, "plan_goal");
  char id[GA_ID_TEXT_SIZE];

  ga_record_set_text (goal, "title", "Flere i bevægelse");
  ga_record_set_reference (goal, "kommune", &town->horsens);
  put (town, goal);
  ga_id_format (ga_record_get_id (goal), id);
  ga_record_set_text (initiative, "name", "Gå glad");
  refer (initiative, "agreement", town->agreement);
  ga_record_set_text (initiative, "goals", id);
  put (town, initiative);
  return initiative;
}

static inline void
town_set_up (Town *town, gconstpointer data)
{
  insight_set_up (&town->insight, NULL);
  town->horsens = add_kommune (&town->insight, "0615", "Horsens");
  town->aarhus = add_kommune (&town->insight, "0751", "Aarhus");
  town->centre = make_organisation (town, "Sundhedscenter Åen", "health_centre", &town->horsens);
  town->dgi = make_organisation (town, "DGI Østjylland", "dgi", &town->aarhus);
  town->agreement = make_agreement (town, "Gå sammen", town->centre, &town->horsens);
  town->elsewhere = make_agreement (town, "Løb sammen", town->dgi, &town->aarhus);
  town->initiative = make_initiative (town);
}

static inline void
town_tear_down (Town *town, gconstpointer data)
{
  g_clear_object (&town->centre);
  g_clear_object (&town->dgi);
  g_clear_object (&town->agreement);
  g_clear_object (&town->elsewhere);
  g_clear_object (&town->initiative);
  insight_tear_down (&town->insight, NULL);
}

static inline GaDossier *
read_about (Town *town, const char *entity, const GaId *id)
{
  Profile *profile = &town->insight.profile;
  g_autoptr (GError) error = NULL;
  GaDossier *dossier = ga_dossier_read (ga_store_get_reader (profile->store),
                                        ga_schema_get (profile->schema, entity), id, TODAY, &error);

  g_assert_no_error (error);
  return dossier;
}

static inline GaDossier *
read_organisation (Town *town, const GaRecord *organisation)
{
  return read_about (town, "organisation", ga_record_get_id (organisation));
}
