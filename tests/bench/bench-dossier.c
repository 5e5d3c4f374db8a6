/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>

#include "../store/store-fixture.h"
#include "insight/ga-dossier-lines.h"
#include "model/ga-date.h"

/* The dossier of a kommune with 300 communities, two hosts each, that have met every week of ten
 * years, and with an agreement and ten grants a year. It is read on a connection that has read it
 * before, and put into words, as the window does each time: the median is printed. */

#define TIMES       20
#define COMMUNITIES 300
#define WEEKS       520
#define YEARS       10
#define GRANTS      10
#define CLAUSES     10

typedef struct
{
  GaTransaction *transaction;
  GaSchema *schema;
  GaId kommune;
  GaId partner;
  GaId round;
  const char *today;
} Filling;

static GaRecord *
make (Filling *filling, const char *entity)
{
  return ga_record_new (ga_schema_get (filling->schema, entity));
}

/* Takes @record. Returns: its id */
static GaId
put (Filling *filling, GaRecord *record)
{
  g_autoptr (GError) error = NULL;
  GaId id = *ga_record_get_id (record);

  ga_transaction_put (filling->transaction, record, &error);
  g_assert_no_error (error);
  g_object_unref (record);
  return id;
}

static void
add_host (Filling *filling, const GaId *community, const char *role)
{
  GaRecord *person = make (filling, "person");
  GaRecord *held = make (filling, "role");
  GaId id;

  ga_record_set_text (person, "name", "Kirsten Testesen");
  ga_record_set_reference (person, "kommune", &filling->kommune);
  id = put (filling, person);
  ga_record_set_reference (held, "person", &id);
  ga_record_set_reference (held, "community", community);
  ga_record_set_text (held, "role", role);
  put (filling, held);
}

static void
add_community (Filling *filling, guint number)
{
  g_autofree char *name = g_strdup_printf ("Gåfællesskab %u", number);
  g_autofree char *started = ga_date_add_days (filling->today, -7 * WEEKS);
  GaRecord *community = make (filling, "community");
  GaId id;

  ga_record_set_text (community, "name", name);
  ga_record_set_reference (community, "kommune", &filling->kommune);
  ga_record_set_text (community, "started", started);
  ga_record_set_integer (community, "reveals_health", number % 10 == 0);
  id = put (filling, community);
  add_host (filling, &id, "host");
  add_host (filling, &id, "co_host");
  for (int week = 0; week < WEEKS; week++)
    {
      g_autofree char *day = ga_date_add_days (filling->today, -7 * week);
      g_autofree char *start = g_strconcat (day, "T10:00", NULL);
      GaRecord *meeting = make (filling, "meeting");

      ga_record_set_reference (meeting, "community", &id);
      ga_record_set_text (meeting, "start", start);
      ga_record_set_text (meeting, "status", "held");
      ga_record_set_integer (meeting, "unnamed", 12);
      put (filling, meeting);
    }
}

static void
add_agreement (Filling *filling, int year)
{
  g_autofree char *signed_on = ga_date_add_days (filling->today, -365 * year);
  GaRecord *agreement = make (filling, "agreement");
  GaId id;

  ga_record_set_text (agreement, "title", "Gå sammen");
  ga_record_set_reference (agreement, "partner", &filling->partner);
  ga_record_set_reference (agreement, "kommune", &filling->kommune);
  ga_record_set_text (agreement, "signed", signed_on);
  id = put (filling, agreement);
  for (guint i = 0; i < CLAUSES; i++)
    {
      GaRecord *clause = make (filling, "clause");

      ga_record_set_reference (clause, "agreement", &id);
      ga_record_set_text (clause, "side", i % 2 == 0 ? "ours" : "theirs");
      ga_record_set_text (clause, "heading", "Ansvar");
      put (filling, clause);
    }
}

static void
add_grant (Filling *filling, int year)
{
  g_autofree char *day = ga_date_add_days (filling->today, -365 * year);
  GaRecord *application = make (filling, "application");
  GaRecord *investment = make (filling, "investment");
  GaRecord *grant = make (filling, "grant");
  GaRecord *tranche = make (filling, "tranche");
  GaId id;

  ga_record_set_reference (application, "round", &filling->round);
  ga_record_set_reference (application, "applicant", &filling->partner);
  ga_record_set_reference (application, "kommune", &filling->kommune);
  ga_record_set_text (application, "purpose", "Gåture");
  ga_record_set_integer (application, "amount", 1000000);
  ga_record_set_text (application, "submitted", day);
  id = *ga_record_get_id (application);
  ga_record_set_reference (investment, "application", &id);
  ga_record_set_reference (investment, "party", &filling->partner);
  ga_record_set_integer (investment, "amount", 1000);
  ga_record_set_reference (grant, "application", &id);
  ga_record_set_integer (grant, "amount", 1000000);
  put (filling, g_object_ref (application));
  put (filling, investment);
  ga_record_set_text (application, "status", "approved");
  ga_record_set_text (application, "decided_on", day);
  ga_record_set_integer (application, "decided_amount", 1000000);
  put (filling, application);
  id = put (filling, grant);
  ga_record_set_reference (tranche, "grant", &id);
  ga_record_set_integer (tranche, "amount", 1000000);
  ga_record_set_text (tranche, "paid_on", day);
  put (filling, tranche);
}

static gboolean
fill_cb (GaTransaction *transaction, gpointer user_data, GError **error)
{
  Filling *filling = user_data;
  GaRecord *kommune = make (filling, "kommune");
  GaRecord *partner = make (filling, "organisation");
  GaRecord *round = make (filling, "round");
  char id[GA_ID_TEXT_SIZE];

  filling->transaction = transaction;
  ga_record_set_text (kommune, "code", "0615");
  ga_record_set_text (kommune, "name", "Horsens");
  ga_record_derive_id (kommune);
  filling->kommune = put (filling, kommune);
  ga_id_format (&filling->kommune, id);
  ga_record_set_text (partner, "name", "Sundhedscenter Åen");
  ga_record_set_text (partner, "kommuner", id);
  filling->partner = put (filling, partner);
  ga_record_set_text (round, "title", "Bevæg dig");
  ga_record_set_integer (round, "frame", G_GINT64_CONSTANT (100000000000));
  filling->round = put (filling, round);
  for (guint i = 0; i < COMMUNITIES; i++)
    add_community (filling, i);
  for (int year = 0; year < YEARS; year++)
    {
      add_agreement (filling, year);
      for (guint i = 0; i < GRANTS; i++)
        add_grant (filling, year);
    }
  return TRUE;
}

static gboolean
transact_cb (GaTransaction *transaction, gpointer user_data, GError **error)
{
  return ga_transaction_fill_all (transaction, fill_cb, user_data, error);
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  double one = *(const double *) a;
  double other = *(const double *) b;

  return (one > other) - (one < other);
}

static double
time_dossier (GaReader *reader, const Filling *filling)
{
  gint64 start = g_get_monotonic_time ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GaDossier) dossier =
      ga_dossier_read (reader, ga_schema_get (filling->schema, "kommune"), &filling->kommune,
                       filling->today, &error);

  g_assert_no_error (error);
  for (int part = 0; part < GA_DOSSIER_N_PARTS; part++)
    g_ptr_array_unref (ga_dossier_list_lines (dossier, part));
  g_assert_cmpuint (dossier->communities->len, ==, COMMUNITIES);
  g_assert_cmpuint (dossier->n_hosts, ==, 2 * COMMUNITIES);
  return (double) (g_get_monotonic_time () - start) / 1000;
}

int
main (int argc, char **argv)
{
  g_autofree char *today = ga_date_today ();
  g_autoptr (GError) error = NULL;
  Filling filling = { .today = today };
  Profile profile;
  GaReader *reader;
  double times[TIMES];

  profile_set_up (&profile, NULL);
  filling.schema = profile.schema;
  ga_store_transact (profile.store, "Filled", transact_cb, &filling, &error);
  g_assert_no_error (error);
  reader = ga_store_get_reader (profile.store);
  time_dossier (reader, &filling);
  for (guint i = 0; i < TIMES; i++)
    times[i] = time_dossier (reader, &filling);
  qsort (times, TIMES, sizeof *times, compare_times);
  printf ("dossier of a kommune with %d communities and %d years\t%.1f\t-\tms\t50\n", COMMUNITIES,
          YEARS, times[TIMES / 2]);
  profile_tear_down (&profile, NULL);
  return 0;
}
