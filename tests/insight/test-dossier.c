/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "insight/ga-dossier-lines.h"
#include "model/ga-rights.h"
#include "store/ga-membership.h"
#include "town-fixture.h"

#define KRONER(n) ((n) *G_GINT64_CONSTANT (100))

/* Takes @said. Returns: it with ordinary spaces, so that it can be read here */
static char *
make_plain (GString *said)
{
  g_string_replace (said, "\u00a0", " ", 0);
  return g_string_free (said, FALSE);
}

/* A part's lines, one after the other. */
static char *
say (GaDossier *dossier, GaDossierPart part)
{
  g_autoptr (GPtrArray) lines = ga_dossier_list_lines (dossier, part);
  g_autoptr (GString) said = g_string_new (NULL);

  for (guint i = 0; i < lines->len; i++)
    {
      const GaDossierLine *line = lines->pdata[i];

      g_string_append_printf (said, "%s%s", i > 0 ? "; " : "", line->title);
      if (line->details != NULL && *line->details != '\0')
        g_string_append_printf (said, " (%s)", line->details);
      if (line->figure != NULL)
        g_string_append_printf (said, " %s", line->figure);
    }
  return make_plain (g_steal_pointer (&said));
}

#define assert_says(dossier, part, text)            \
  G_STMT_START                                      \
  {                                                 \
    g_autofree char *_said = say ((dossier), part); \
                                                    \
    g_assert_cmpstr (_said, ==, text);              \
  }                                                 \
  G_STMT_END

#define assert_notes(dossier, part, text)                           \
  G_STMT_START                                                      \
  {                                                                 \
    g_autofree char *_note = ga_dossier_dup_note ((dossier), part); \
                                                                    \
    g_assert_cmpstr (_note, ==, text);                              \
  }                                                                 \
  G_STMT_END

static char *
list_totals (GaDossier *dossier, GaDossierPart part)
{
  g_autoptr (GPtrArray) totals = ga_dossier_list_totals (dossier, part);
  g_autoptr (GString) said = g_string_new (NULL);

  for (guint i = 0; i < totals->len; i++)
    g_string_append_printf (said, "%s%s", i > 0 ? "; " : "", (char *) totals->pdata[i]);
  return make_plain (g_steal_pointer (&said));
}

#define assert_totals(dossier, part, text)                    \
  G_STMT_START                                                \
  {                                                           \
    g_autofree char *_totals = list_totals ((dossier), part); \
                                                              \
    g_assert_cmpstr (_totals, ==, text);                      \
  }                                                           \
  G_STMT_END

static void
assert_agreements (GaDossier *dossier, const char *titles)
{
  g_autoptr (GString) said = g_string_new (NULL);

  for (guint i = 0; i < dossier->agreements->len; i++)
    {
      const GaDossierAgreement *agreement = dossier->agreements->pdata[i];

      g_string_append_printf (said, "%s%s", i > 0 ? "; " : "",
                              ga_record_get_text (agreement->record, "title"));
    }
  g_assert_cmpstr (said->str, ==, titles);
}

static GaRecord *
add_party (Town *town, const GaRecord *agreement, const GaRecord *organisation, GaRecord *person)
{
  GaRecord *party = record (town, "agreement_party");

  refer (party, "agreement", agreement);
  refer (party, "organisation", organisation);
  if (person != NULL)
    refer (party, "person", person);
  put (town, party);
  return party;
}

static GaRecord *
make_person (Town *town, const char *name)
{
  GaRecord *person = record (town, "person");

  ga_record_set_text (person, "name", name);
  put (town, person);
  return person;
}

static void
test_a_partner_has_its_agreements (Town *town, gconstpointer data)
{
  g_autoptr (GaDossier) centre = read_organisation (town, town->centre);
  g_autoptr (GaDossier) dgi = read_organisation (town, town->dgi);
  g_autoptr (GaDossier) aimed = NULL;
  g_autoptr (GaDossier) both = NULL;
  g_autoptr (GaRecord) party = NULL;

  assert_agreements (centre, "Gå sammen");
  assert_says (centre, GA_DOSSIER_INITIATIVES, "Gå glad (Planned · Gå sammen)");
  ga_record_set_integer (town->initiative, "hosts_target", 12);
  put (town, town->initiative);
  aimed = read_organisation (town, town->centre);
  assert_says (aimed, GA_DOSSIER_INITIATIVES,
               "Gå glad (Planned · Gå sammen · 0 of 12 trained hosts)");
  assert_agreements (dgi, "Løb sammen");
  assert_notes (dgi, GA_DOSSIER_INITIATIVES, "No initiatives yet.");
  /* A party has a say, too. */
  party = add_party (town, town->elsewhere, town->centre, NULL);
  both = read_organisation (town, town->centre);
  g_assert_cmpuint (both->agreements->len, ==, 2);
}

static void
test_a_kommune_has_what_is_in_it (Town *town, gconstpointer data)
{
  g_autoptr (GaRecord) own = make_organisation (town, "Horsens Kommune", "kommune", &town->horsens);
  g_autoptr (GaRecord) inside =
      add_community (&town->insight, "Åens venner", &town->horsens, NULL, FALSE);
  g_autoptr (GaRecord) outside =
      add_community (&town->insight, "Risskov", &town->aarhus, NULL, FALSE);
  g_autoptr (GaRecord) party = NULL;
  g_autoptr (GaDossier) dossier = read_about (town, "kommune", &town->horsens);
  g_autoptr (GaDossier) same = read_organisation (town, own);
  g_autoptr (GaDossier) later = NULL;

  /* Its own organisation is the kommune under another name. */
  assert_agreements (same, "Gå sammen");
  assert_says (same, GA_DOSSIER_COMMUNITIES, "Åens venner (Walking · Active)");
  assert_agreements (dossier, "Gå sammen");
  assert_says (dossier, GA_DOSSIER_COMMUNITIES, "Åens venner (Walking · Active)");
  assert_says (dossier, GA_DOSSIER_ORGANISATIONS,
               "Horsens Kommune (Kommune); Sundhedscenter Åen (Health centre)");
  /* What its own organisation takes part in elsewhere. */
  party = add_party (town, town->elsewhere, own, NULL);
  later = read_about (town, "kommune", &town->horsens);
  g_assert_cmpuint (later->agreements->len, ==, 2);
}

static void
add_clause (Town *town, const char *side, const char *due, const char *state)
{
  g_autoptr (GaRecord) clause = record (town, "clause");

  refer (clause, "agreement", town->agreement);
  ga_record_set_text (clause, "side", side);
  ga_record_set_text (clause, "heading", "Ansvar");
  ga_record_set_text (clause, "owner", "Kirsten");
  ga_record_set_text (clause, "due", due);
  ga_record_set_text (clause, "state", state);
  put (town, clause);
}

static void
test_expectations_of_both_sides (Town *town, gconstpointer data)
{
  g_autoptr (GaDossier) dossier = NULL;
  const GaDossierAgreement *agreement;

  add_clause (town, "ours", "2026-11-29", "open");
  add_clause (town, "theirs", "2026-11-29", "kept");
  add_clause (town, "theirs", TODAY, "under_way");
  dossier = read_organisation (town, town->centre);
  agreement = dossier->agreements->pdata[0];
  g_assert_cmpuint (agreement->clauses->len, ==, 3);
  g_assert_cmpuint (agreement->overdue, ==, 1);
  g_assert_cmpstr (ga_record_get_text (agreement->clauses->pdata[0], "owner"), ==, "Kirsten");
}

static void
test_communities_behind_which_it_stands (Town *town, gconstpointer data)
{
  g_autoptr (GaRecord) own = add_community (&town->insight, "Åens venner", NULL, NULL, FALSE);
  g_autoptr (GaRecord) begun = add_community (&town->insight, "Gå glad i byen", NULL, NULL, FALSE);
  g_autoptr (GaRecord) other = add_community (&town->insight, "Andre", NULL, NULL, FALSE);
  g_autoptr (GaDossier) dossier = NULL;
  g_autoptr (GaDossier) dgi = NULL;

  refer (own, "organisation", town->centre);
  /* Both at once is still one community. */
  refer (own, "initiative", town->initiative);
  put (town, own);
  refer (begun, "initiative", town->initiative);
  put (town, begun);
  refer (other, "organisation", town->dgi);
  put (town, other);
  dossier = read_organisation (town, town->centre);
  assert_says (dossier, GA_DOSSIER_COMMUNITIES,
               "Gå glad i byen (Walking · Active); Åens venner (Walking · Active)");
  dgi = read_organisation (town, town->dgi);
  assert_says (dgi, GA_DOSSIER_COMMUNITIES, "Andre (Walking · Active)");
}

static void
test_walks_of_twelve_months (Town *town, gconstpointer data)
{
  Insight *insight = &town->insight;
  g_autoptr (GaRecord) one = add_community (insight, "Åens venner", &town->horsens, NULL, FALSE);
  g_autoptr (GaRecord) none = add_community (insight, "Pausen", &town->horsens, NULL, FALSE);
  g_autoptr (GaDossier) dossier = NULL;
  g_autoptr (GaDossier) later = NULL;

  add_walk (insight, one, "2025-11-30", 3, 0, 4);
  add_walk (insight, one, "2025-12-01", 2, 1, 5);
  add_walk (insight, one, "2026-11-03", 0, 0, 1200);
  add_cancelled (insight, one, "2026-11-10");
  dossier = read_about (town, "kommune", &town->horsens);
  assert_says (dossier, GA_DOSSIER_COMMUNITIES,
               "Pausen (Walking · Active); "
               "Åens venner (Walking · Active · 2 walks held) 1,207 visits");
  assert_totals (
      dossier, GA_DOSSIER_COMMUNITIES,
      "In all; 2; Held a walk in the last 12 months; 1; Walks held in the last 12 months; 2; "
      "Visits in the last 12 months; 1,207");
  assert_notes (dossier, GA_DOSSIER_COMMUNITIES, NULL);
  ga_record_set_text (one, "status", "closed");
  ga_record_set_text (one, "closed_on", "2026-11-20");
  put (town, one);
  later = read_about (town, "kommune", &town->horsens);
  assert_totals (later, GA_DOSSIER_COMMUNITIES,
                 "In all; 2; Of these closed; 1; Held a walk in the last 12 months; 1; "
                 "Walks held in the last 12 months; 2; Visits in the last 12 months; 1,207");
}

/* Neither the row nor the sum gives it back. */
static void
test_few_who_are_ill_are_not_counted_out (Town *town, gconstpointer data)
{
  Insight *insight = &town->insight;
  g_autoptr (GaRecord) open = add_community (insight, "Alle", &town->horsens, NULL, FALSE);
  g_autoptr (GaRecord) ill = add_community (insight, "Hjertet", &town->horsens, NULL, TRUE);
  g_autoptr (GaDossier) few = NULL;
  g_autoptr (GaDossier) more = NULL;

  add_walk (insight, open, "2026-11-03", 0, 0, 3);
  add_walk (insight, ill, "2026-11-03", 0, 0, 4);
  few = read_about (town, "kommune", &town->horsens);
  assert_says (few, GA_DOSSIER_COMMUNITIES,
               "Alle (Walking · Active · 1 walk held) 3 visits; "
               "Hjertet (Walking · Active · 1 walk held) under 5 visits");
  g_assert_cmpint (few->visits, ==, 3);
  assert_notes (few, GA_DOSSIER_COMMUNITIES,
                "Figures so small that they could tell of a person are left out.");
  add_walk (insight, ill, "2026-11-10", 0, 0, 4);
  more = read_about (town, "kommune", &town->horsens);
  g_assert_cmpint (more->visits, ==, 11);
}

static GaRecord *
make_round (Town *town, const char *currency)
{
  GaRecord *round = record (town, "round");

  ga_record_set_text (round, "title", "Bevæg dig");
  ga_record_set_text (round, "period", currency);
  ga_record_set_text (round, "currency", currency);
  ga_record_set_integer (round, "frame", KRONER (1000000));
  put (town, round);
  return round;
}

static void
invest (Town *town, const GaRecord *application, const GaRecord *party, gint64 amount, gint64 hours)
{
  g_autoptr (GaRecord) investment = record (town, "investment");

  refer (investment, "application", application);
  refer (investment, "party", party);
  ga_record_set_text (investment, "kind", hours > 0 ? "hours" : "money");
  if (amount > 0)
    ga_record_set_integer (investment, "amount", amount);
  if (hours > 0)
    ga_record_set_integer (investment, "hours", hours);
  put (town, investment);
}

static GaRecord *
apply (Town *town, const GaRecord *round, const GaRecord *applicant, const char *purpose)
{
  GaRecord *application = record (town, "application");

  refer (application, "round", round);
  refer (application, "applicant", applicant);
  ga_record_set_reference (application, "kommune",
                           applicant == town->dgi ? &town->aarhus : &town->horsens);
  ga_record_set_text (application, "purpose", purpose);
  ga_record_set_integer (application, "amount", KRONER (60000));
  ga_record_set_text (application, "submitted", "2025-02-01");
  put (town, application);
  return application;
}

/* Given 50,000 of 60,000, of which 30,000 are paid, 20,000 spent and @returned came back. */
static void
grant (Town *town, GaRecord *application, gint64 returned)
{
  g_autoptr (GaRecord) given = record (town, "grant");
  g_autoptr (GaRecord) paid = record (town, "tranche");
  g_autoptr (GaRecord) due = record (town, "tranche");
  g_autoptr (GaRecord) entry = record (town, "account_entry");

  ga_record_set_text (application, "status", "partly_approved");
  ga_record_set_integer (application, "decided_amount", KRONER (50000));
  ga_record_set_text (application, "decided_on", "2025-03-01");
  ga_record_set_text (application, "decision_reason", "God plan");
  put (town, application);
  refer (given, "application", application);
  ga_record_set_integer (given, "amount", KRONER (50000));
  ga_record_set_text (given, "start", "2025-04-01");
  ga_record_set_text (given, "until", "2026-03-31");
  put (town, given);
  refer (paid, "grant", given);
  ga_record_set_integer (paid, "amount", KRONER (30000));
  ga_record_set_text (paid, "paid_on", "2025-05-01");
  put (town, paid);
  refer (due, "grant", given);
  ga_record_set_integer (due, "amount", KRONER (20000));
  ga_record_set_text (due, "due", "2026-12-01");
  put (town, due);
  refer (entry, "grant", given);
  ga_record_set_text (entry, "date", "2025-06-01");
  ga_record_set_text (entry, "text", "Veste");
  ga_record_set_integer (entry, "amount", KRONER (20000));
  put (town, entry);
  if (returned == 0)
    return;
  ga_record_set_integer (given, "returned", returned);
  ga_record_set_text (given, "returned_on", "2026-04-01");
  put (town, given);
}

static void
test_money_of_two_countries (Town *town, gconstpointer data)
{
  g_autoptr (GaRecord) danish = make_round (town, "DKK");
  g_autoptr (GaRecord) norwegian = make_round (town, "NOK");
  g_autoptr (GaRecord) here = apply (town, danish, town->centre, "Gåture");
  g_autoptr (GaRecord) abroad = apply (town, norwegian, town->centre, "Turer");
  g_autoptr (GaRecord) others = apply (town, danish, town->dgi, "Løb");
  g_autoptr (GaDossier) dossier = NULL;
  g_autoptr (GaDossier) dgi = NULL;

  invest (town, here, town->centre, KRONER (10000), 0);
  invest (town, here, town->dgi, KRONER (1), 0);
  invest (town, abroad, town->centre, KRONER (500), 40);
  invest (town, others, town->dgi, KRONER (7000), 0);
  grant (town, here, KRONER (10000));
  grant (town, abroad, 0);
  dossier = read_organisation (town, town->centre);
  g_assert_cmpuint (dossier->applications->len, ==, 2);
  g_assert_cmpuint (dossier->investments->len, ==, 2);
  g_assert_cmpint (dossier->hours, ==, 40);
  assert_totals (dossier, GA_DOSSIER_APPLICATIONS,
                 "Granted; DKK 50,000.00; Paid out; DKK 30,000.00; Spent; DKK 20,000.00; "
                 "Returned; DKK 10,000.00; Granted; NOK 50,000.00; Paid out; NOK 30,000.00; "
                 "Spent; NOK 20,000.00");
  assert_totals (dossier, GA_DOSSIER_INVESTMENTS,
                 "Worth in all; DKK 10,000.00; Worth in all; NOK 500.00; Working hours; 40");
  /* What it only puts something into gives it nothing. */
  dgi = read_organisation (town, town->dgi);
  g_assert_cmpuint (dgi->applications->len, ==, 2);
  assert_totals (dgi, GA_DOSSIER_APPLICATIONS, "");
  assert_totals (dgi, GA_DOSSIER_INVESTMENTS, "Worth in all; DKK 7,001.00");
}

static void
test_money_of_a_kommune (Town *town, gconstpointer data)
{
  g_autoptr (GaRecord) round = make_round (town, "DKK");
  g_autoptr (GaRecord) here = apply (town, round, town->centre, "Gåture");
  g_autoptr (GaRecord) away = apply (town, round, town->dgi, "Løb");
  g_autoptr (GaRecord) of_initiative = apply (town, round, town->dgi, "Gå glad");
  g_autoptr (GaDossier) dossier = NULL;

  refer (of_initiative, "initiative", town->initiative);
  put (town, of_initiative);
  invest (town, here, town->dgi, KRONER (300), 0);
  invest (town, away, town->dgi, KRONER (7000), 0);
  dossier = read_about (town, "kommune", &town->horsens);
  g_assert_cmpuint (dossier->applications->len, ==, 2);
  assert_totals (dossier, GA_DOSSIER_INVESTMENTS, "Worth in all; DKK 300.00");
}

static void
add_role (Town *town,
          const GaRecord *person,
          const char *role,
          const char *field,
          const GaRecord *where,
          const char *until)
{
  g_autoptr (GaRecord) held = record (town, "role");

  refer (held, "person", person);
  ga_record_set_text (held, "role", role);
  refer (held, field, where);
  if (until != NULL)
    ga_record_set_text (held, "until", until);
  put (town, held);
}

static gboolean
join_cb (GaTransaction *transaction, gpointer user_data, GError **error)
{
  char url[] = "https://gangart.example";
  GaMembership membership = { .url = url, .epoch = 1 };

  membership.client = ga_id_new ();
  membership.account = ga_id_new ();
  membership.lineage = ga_id_new ();
  return ga_transaction_join (transaction, &membership, error) &&
         ga_transaction_set_account (transaction, "Kirsten", "coordinator", user_data, NULL, 1,
                                     error);
}

/* From now on whoever reads here is one who counts. */
static void
become_coordinator (Town *town)
{
  GaGrant grant = { GA_ACCESS_COORDINATOR, { GA_PLACE_KOMMUNE, town->horsens } };
  g_autoptr (GArray) grants = g_array_new (FALSE, FALSE, sizeof grant);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_array_append_val (grants, grant);
  text = ga_grants_to_text (grants);
  ga_store_sync (town->insight.profile.store, join_cb, text, &error);
  g_assert_no_error (error);
}

static void
test_who_sees_no_names_gets_numbers (Town *town, gconstpointer data)
{
  g_autoptr (GaRecord) community =
      add_community (&town->insight, "Åens venner", &town->horsens, NULL, FALSE);
  g_autoptr (GaRecord) closed = add_community (&town->insight, "Før", &town->horsens, NULL, FALSE);
  g_autoptr (GaRecord) anna = make_person (town, "Anna Testesen");
  g_autoptr (GaRecord) bo = make_person (town, "Bo Testesen");
  g_autoptr (GaRecord) former = make_person (town, "Carl Testesen");
  g_autoptr (GaRecord) party = add_party (town, town->agreement, town->centre, bo);
  g_autoptr (GaDossier) seen = NULL;
  g_autoptr (GaDossier) counted = NULL;

  ga_record_set_text (closed, "status", "closed");
  ga_record_set_text (closed, "closed_on", "2026-01-01");
  put (town, closed);
  add_role (town, anna, "host", "community", community, NULL);
  add_role (town, bo, "co_host", "community", community, TODAY);
  add_role (town, bo, "contact", "organisation", town->centre, NULL);
  add_role (town, former, "host", "community", community, "2026-11-29");
  add_role (town, former, "host", "community", closed, NULL);
  add_clause (town, "ours", "2026-12-31", "open");
  seen = read_about (town, "kommune", &town->horsens);
  assert_says (seen, GA_DOSSIER_HOSTS, "Anna Testesen (Åens venner); Bo Testesen (Åens venner)");
  assert_says (seen, GA_DOSSIER_PEOPLE, "Bo Testesen (responsible for “Gå sammen”)");
  become_coordinator (town);
  counted = read_about (town, "kommune", &town->horsens);
  assert_says (counted, GA_DOSSIER_HOSTS, "");
  assert_notes (counted, GA_DOSSIER_HOSTS, "2 people. Their names are not visible to you.");
  assert_says (counted, GA_DOSSIER_PEOPLE, "");
  assert_notes (counted, GA_DOSSIER_PEOPLE, "1 person. The name is not visible to you.");
  g_assert_null (
      ((GaDossierParty *) ((GaDossierAgreement *) counted->agreements->pdata[0])->parties->pdata[0])
          ->person);
  g_assert_false (ga_record_has (
      ((GaDossierAgreement *) counted->agreements->pdata[0])->clauses->pdata[0], "owner"));
}

static void
test_contacts_of_an_organisation (Town *town, gconstpointer data)
{
  g_autoptr (GaRecord) bo = make_person (town, "Bo Testesen");
  g_autoptr (GaRecord) party = add_party (town, town->agreement, town->centre, bo);
  g_autoptr (GaDossier) dossier = NULL;

  add_role (town, bo, "contact", "organisation", town->centre, NULL);
  dossier = read_organisation (town, town->centre);
  assert_says (dossier, GA_DOSSIER_PEOPLE, "Bo Testesen (Contact, responsible for “Gå sammen”)");
  g_assert_cmpuint (dossier->n_people, ==, 1);
}

static void
test_history_is_newest_first (Town *town, gconstpointer data)
{
  g_autoptr (GaRecord) round = make_round (town, "DKK");
  g_autoptr (GaRecord) application = apply (town, round, town->centre, "Gåture");
  g_autoptr (GaRecord) community =
      add_community (&town->insight, "Åens venner", &town->horsens, NULL, FALSE);
  g_autoptr (GaRecord) draft = NULL;
  g_autoptr (GaDossier) dossier = NULL;

  invest (town, application, town->centre, KRONER (10), 0);
  grant (town, application, KRONER (10000));
  refer (community, "organisation", town->centre);
  ga_record_set_text (community, "started", "2025-03-15");
  put (town, community);
  /* A draft that holds a day has not been submitted. */
  draft = apply (town, round, town->centre, "Løb");
  dossier = read_organisation (town, town->centre);
  assert_says (dossier, GA_DOSSIER_HISTORY,
               "Money returned: Gåture (DKK 10,000.00) 1 April 2026; "
               "Grant paid out: Gåture (DKK 30,000.00) 1 May 2025; "
               "Community started: Åens venner 15 March 2025; "
               "Application decided: Gåture (Partly approved · DKK 50,000.00) 1 March 2025; "
               "Application submitted: Gåture (DKK 60,000.00) 1 February 2025; "
               "Agreement began: Gå sammen 1 January 2025; "
               "Agreement signed: Gå sammen 1 December 2024");
}

static void
test_long_history_is_counted (Town *town, gconstpointer data)
{
  g_autoptr (GPtrArray) communities = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GaDossier) dossier = NULL;

  for (guint i = 0; i < GA_DOSSIER_MOST_EVENTS + 5; i++)
    {
      GaRecord *community = record (town, "community");

      ga_record_set_text (community, "name", "Gå");
      ga_record_set_reference (community, "kommune", &town->aarhus);
      ga_record_set_text (community, "started", "2025-03-15");
      g_ptr_array_add (communities, community);
    }
  g_assert_cmpint (ga_store_put (town->insight.profile.store, "Test", communities, NULL), >, 0);
  dossier = read_about (town, "kommune", &town->aarhus);
  g_assert_cmpuint (dossier->communities->len, ==, GA_DOSSIER_MOST_EVENTS + 5);
  g_assert_cmpuint (dossier->events->len, ==, GA_DOSSIER_MOST_EVENTS);
  /* They, and the agreement with DGI, which was signed and began. */
  assert_notes (dossier, GA_DOSSIER_HISTORY, "And 7 earlier events.");
}

static void
test_nothing_is_told_in_a_line (Town *town, gconstpointer data)
{
  g_autoptr (GaRecord) nobody = make_organisation (town, "Ny forening", "club", &town->horsens);
  g_autoptr (GaDossier) dossier = read_organisation (town, nobody);

  assert_agreements (dossier, "");
  for (int part = 0; part < GA_DOSSIER_N_PARTS; part++)
    {
      g_autoptr (GPtrArray) lines = ga_dossier_list_lines (dossier, part);
      g_autofree char *note = ga_dossier_dup_note (dossier, part);

      g_assert_cmpuint (lines->len, ==, 0);
      g_assert_nonnull (note);
      assert_totals (dossier, part, "");
    }
}

static void
test_nobody_has_no_dossier (Town *town, gconstpointer data)
{
  Profile *profile = &town->insight.profile;
  GaId id = ga_id_new ();
  g_autoptr (GError) error = NULL;

  g_assert_null (ga_dossier_read (ga_store_get_reader (profile->store),
                                  ga_schema_get (profile->schema, "organisation"), &id, TODAY,
                                  &error));
  g_assert_error (error, GA_STORE_ERROR, GA_STORE_ERROR_MISSING);
}

#define ADD(name, func) \
  g_test_add ("/insight/dossier/" name, Town, NULL, town_set_up, func, town_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("a-partner-has-its-agreements", test_a_partner_has_its_agreements);
  ADD ("a-kommune-has-what-is-in-it", test_a_kommune_has_what_is_in_it);
  ADD ("expectations-of-both-sides", test_expectations_of_both_sides);
  ADD ("communities-behind-which-it-stands", test_communities_behind_which_it_stands);
  ADD ("walks-of-twelve-months", test_walks_of_twelve_months);
  ADD ("few-who-are-ill-are-not-counted-out", test_few_who_are_ill_are_not_counted_out);
  ADD ("money-of-two-countries", test_money_of_two_countries);
  ADD ("money-of-a-kommune", test_money_of_a_kommune);
  ADD ("who-sees-no-names-gets-numbers", test_who_sees_no_names_gets_numbers);
  ADD ("contacts-of-an-organisation", test_contacts_of_an_organisation);
  ADD ("history-is-newest-first", test_history_is_newest_first);
  ADD ("long-history-is-counted", test_long_history_is_counted);
  ADD ("nothing-is-told-in-a-line", test_nothing_is_told_in_a_line);
  ADD ("nobody-has-no-dossier", test_nobody_has_no_dossier);
  return g_test_run ();
}
