/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "insight/ga-agreement-words.h"
#include "insight/ga-dossier-private.h"
#include "insight/ga-hosts.h"
#include "model/ga-attendance.h"
#include "model/ga-date.h"
#include "store/ga-partner-figures.h"

/* What was agreed, and the communities that came of it. */

#define MONTHS 12

static void
party_free (gpointer data)
{
  GaDossierParty *party = data;

  g_object_unref (party->record);
  g_free (party->organisation);
  g_free (party->person);
  g_free (party);
}

static void
agreement_free (gpointer data)
{
  GaDossierAgreement *agreement = data;

  g_object_unref (agreement->record);
  g_free (agreement->partner);
  g_free (agreement->kommune);
  g_ptr_array_unref (agreement->parties);
  g_ptr_array_unref (agreement->clauses);
  g_free (agreement);
}

static void
initiative_free (gpointer data)
{
  GaDossierInitiative *initiative = data;

  g_object_unref (initiative->record);
  g_free (initiative->agreement);
  g_free (initiative->trained);
  g_ptr_array_unref (initiative->indicators);
  g_free (initiative);
}

static void
community_free (gpointer data)
{
  GaDossierCommunity *community = data;

  g_object_unref (community->record);
  g_free (community);
}

static gboolean
find_agreements (GaDossierReading *self, GError **error)
{
  g_autoptr (GPtrArray) parties =
      ga_dossier_reading_list (self, "agreement_party", "organisation", self->own, NULL, error);

  if (parties == NULL)
    return FALSE;
  ga_dossier_add_references (self->agreements, parties, "agreement");
  return ga_dossier_reading_add_ids (self, self->agreements, "agreement", "partner", self->own,
                                     error) &&
         ga_dossier_reading_add_ids (self, self->agreements, "agreement", "kommune", self->here,
                                     error);
}

/* (transfer full): what belongs to one of them; empty where nothing does */
static GPtrArray *
take_group (GHashTable *groups, const GaRecord *record)
{
  GPtrArray *group = g_hash_table_lookup (groups, ga_record_get_id (record));

  return group != NULL ? g_ptr_array_ref (group) : g_ptr_array_new_with_free_func (g_object_unref);
}

static GPtrArray *
make_parties (GaDossierReading *self, GPtrArray *records)
{
  GPtrArray *parties = g_ptr_array_new_with_free_func (party_free);

  for (guint i = 0; i < records->len; i++)
    {
      GaDossierParty *party = g_new0 (GaDossierParty, 1);

      party->record = g_object_ref (records->pdata[i]);
      party->organisation = ga_reader_display (self->reader, party->record, "organisation");
      if (self->dossier->sees_names)
        party->person = ga_reader_display (self->reader, party->record, "person");
      g_ptr_array_add (parties, party);
    }
  return parties;
}

static void
add_agreement (GaDossierReading *self, GaRecord *record, GHashTable *parties, GHashTable *clauses)
{
  GaDossierAgreement *agreement = g_new0 (GaDossierAgreement, 1);
  g_autoptr (GPtrArray) own = take_group (parties, record);

  agreement->record = g_object_ref (record);
  agreement->partner = ga_reader_display (self->reader, record, "partner");
  agreement->kommune = ga_reader_display (self->reader, record, "kommune");
  agreement->parties = make_parties (self, own);
  agreement->clauses = take_group (clauses, record);
  for (guint i = 0; i < agreement->clauses->len; i++)
    {
      if (!self->dossier->sees_names)
        ga_record_clear (agreement->clauses->pdata[i], "owner");
      if (ga_agreement_words_is_overdue (agreement->clauses->pdata[i], self->dossier->day))
        agreement->overdue++;
    }
  g_ptr_array_add (self->dossier->agreements, agreement);
}

static gboolean
list_agreements (GaDossierReading *self, GError **error)
{
  g_autoptr (GPtrArray) records =
      ga_dossier_reading_list (self, "agreement", "id", self->agreements, "newest", error);
  g_autoptr (GPtrArray) parties =
      ga_dossier_reading_list (self, "agreement_party", "agreement", self->agreements, NULL, error);
  g_autoptr (GPtrArray) clauses =
      ga_dossier_reading_list (self, "clause", "agreement", self->agreements, NULL, error);
  g_autoptr (GHashTable) parties_of = NULL;
  g_autoptr (GHashTable) clauses_of = NULL;

  if (records == NULL || parties == NULL || clauses == NULL)
    return FALSE;
  parties_of = ga_dossier_group (parties, "agreement");
  clauses_of = ga_dossier_group (clauses, "agreement");
  for (guint i = 0; i < records->len; i++)
    add_agreement (self, records->pdata[i], parties_of, clauses_of);
  return TRUE;
}

static gboolean
list_initiatives (GaDossierReading *self, GError **error)
{
  g_autoptr (GPtrArray) records =
      ga_dossier_reading_list (self, "initiative", "agreement", self->agreements, NULL, error);
  g_autoptr (GPtrArray) indicators = NULL;
  g_autoptr (GHashTable) indicators_of = NULL;

  if (records == NULL)
    return FALSE;
  for (guint i = 0; i < records->len; i++)
    g_array_append_vals (self->initiatives, ga_record_get_id (records->pdata[i]), 1);
  indicators =
      ga_dossier_reading_list (self, "indicator", "initiative", self->initiatives, NULL, error);
  if (indicators == NULL)
    return FALSE;
  indicators_of = ga_dossier_group (indicators, "initiative");
  for (guint i = 0; i < records->len; i++)
    {
      GaDossierInitiative *initiative = g_new0 (GaDossierInitiative, 1);

      initiative->record = g_object_ref (records->pdata[i]);
      initiative->agreement = ga_reader_display (self->reader, records->pdata[i], "agreement");
      initiative->trained = ga_host_target_of (self->reader, ga_record_get_id (records->pdata[i]));
      initiative->indicators = take_group (indicators_of, records->pdata[i]);
      g_ptr_array_add (self->dossier->initiatives, initiative);
    }
  return TRUE;
}

gboolean
ga_dossier_read_agreements (GaDossierReading *self, GError **error)
{
  self->dossier->agreements = g_ptr_array_new_with_free_func (agreement_free);
  self->dossier->initiatives = g_ptr_array_new_with_free_func (initiative_free);
  return find_agreements (self, error) && list_agreements (self, error) &&
         list_initiatives (self, error);
}

static gboolean
find_communities (GaDossierReading *self, GError **error)
{
  if (!ga_dossier_reading_add_ids (self, self->communities, "community", "kommune", self->here,
                                   error))
    return FALSE;
  return self->dossier->is_kommune ||
         (ga_dossier_reading_add_ids (self, self->communities, "community", "organisation",
                                      self->own, error) &&
          ga_dossier_reading_add_ids (self, self->communities, "community", "initiative",
                                      self->initiatives, error));
}

/* The month that begins the last twelve. */
static char *
find_first_month (const char *today)
{
  g_autoptr (GDate) first = ga_date_to_gdate (today);
  char *day;

  g_date_set_day (first, 1);
  g_date_subtract_months (first, MONTHS - 1);
  day = ga_date_from_gdate (first);
  day[strlen ("2026-01")] = '\0';
  return day;
}

static GaFigure
tell_visits (const GaRecord *record, const GaCommunityWalks *walks)
{
  if (!ga_record_get_flag (record, "reveals_health"))
    return (GaFigure){ .value = walks->visits };
  /* With some of them left out nobody knows whether it is few. */
  if (walks->is_short)
    return (GaFigure){ .masked = TRUE, .unknown = TRUE };
  if (ga_attendance_is_small (walks->visits))
    return (GaFigure){ .masked = TRUE };
  return (GaFigure){ .value = walks->visits };
}

static void
add_community (GaDossier *dossier, GaRecord *record, const GaCommunityWalks *walks)
{
  GaDossierCommunity *community = g_new0 (GaDossierCommunity, 1);

  community->record = g_object_ref (record);
  if (walks != NULL)
    {
      community->held = walks->held;
      community->visits = tell_visits (record, walks);
    }
  dossier->active += community->held > 0 ? 1 : 0;
  dossier->held += community->held;
  dossier->visits += community->visits.value;
  dossier->visits_left_out = dossier->visits_left_out || community->visits.masked;
  g_ptr_array_add (dossier->communities, community);
}

gboolean
ga_dossier_read_communities (GaDossierReading *self, GError **error)
{
  g_autofree char *from = find_first_month (self->dossier->day);
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GHashTable) walks = NULL;

  self->dossier->communities = g_ptr_array_new_with_free_func (community_free);
  if (!find_communities (self, error))
    return FALSE;
  records = ga_dossier_reading_list (self, "community", "id", self->communities, NULL, error);
  if (records == NULL)
    return FALSE;
  walks = ga_reader_community_walks (self->reader, self->communities, from, error);
  if (walks == NULL)
    return FALSE;
  for (guint i = 0; i < records->len; i++)
    add_community (self->dossier, records->pdata[i],
                   g_hash_table_lookup (walks, ga_record_get_id (records->pdata[i])));
  return TRUE;
}
