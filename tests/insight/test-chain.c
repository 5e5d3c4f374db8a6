/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "insight-fixture.h"

#include "insight/ga-chain-words.h"
#include "model/ga-money.h"

/* What came of money, against figures that were added up by hand. */

#define TODAY "2026-06-30"

/* Who does what with whom: an initiative with four communities, and a stranger. */
typedef struct
{
  Insight insight;
  GaRecord *partner;
  GaRecord *agreement;
  GaRecord *goal;
  GaRecord *initiative;
  GaRecord *old; /* still meets after a year */
  GaRecord *stopped;
  GaRecord *young;
  GaRecord *planned; /* has not held a walk */
  GaId kommune;
} Chain;

static GaRecord *
start (Chain *chain, const char *entity)
{
  return profile_record (&chain->insight.profile, entity);
}

static void
put (Chain *chain, GaRecord *record)
{
  profile_put (&chain->insight.profile, record);
}

static GaRecord *
add_initiative (Chain *chain, const char *name)
{
  GaRecord *initiative = start (chain, "initiative");
  char goal[GA_ID_TEXT_SIZE];

  ga_id_format (ga_record_get_id (chain->goal), goal);
  ga_record_set_text (initiative, "name", name);
  ga_record_set_text (initiative, "goals", goal);
  ga_record_set_reference (initiative, "agreement", ga_record_get_id (chain->agreement));
  put (chain, initiative);
  return initiative;
}

static GaRecord *
add_member (Chain *chain, const char *name, const GaRecord *initiative, const char *started)
{
  GaRecord *community = add_community (&chain->insight, name, NULL, NULL, FALSE);

  ga_record_set_text (community, "started", started);
  ga_record_set_reference (community, "initiative", ga_record_get_id (initiative));
  put (chain, community);
  return community;
}

static void
visit (Chain *chain, const GaRecord *community, const char *day, guint people)
{
  add_walk (&chain->insight, community, day, 0, 0, people);
}

static GaRecord *
add_round (Chain *chain, const char *currency)
{
  GaRecord *round = start (chain, "round");

  ga_record_set_text (round, "title", currency);
  ga_record_set_text (round, "currency", currency);
  ga_record_set_integer (round, "frame", 1000000);
  put (chain, round);
  return round;
}

/* All parties invest. */
static void
add_investment (Chain *chain, const GaRecord *application)
{
  g_autoptr (GaRecord) investment = start (chain, "investment");

  ga_record_set_reference (investment, "application", ga_record_get_id (application));
  ga_record_set_reference (investment, "party", ga_record_get_id (chain->partner));
  ga_record_set_text (investment, "kind", "hours");
  ga_record_set_integer (investment, "hours", 10);
  put (chain, investment);
}

static GaRecord *
add_application (Chain *chain,
                 const GaRecord *round,
                 const GaRecord *initiative,
                 gint64 oere,
                 guint communities,
                 guint hosts)
{
  GaRecord *application = start (chain, "application");

  ga_record_set_reference (application, "round", ga_record_get_id (round));
  ga_record_set_reference (application, "applicant", ga_record_get_id (chain->partner));
  ga_record_set_reference (application, "kommune", &chain->kommune);
  if (initiative != NULL)
    ga_record_set_reference (application, "initiative", ga_record_get_id (initiative));
  ga_record_set_text (application, "purpose", "Walks");
  ga_record_set_integer (application, "amount", oere);
  ga_record_set_integer (application, "communities_promised", communities);
  ga_record_set_integer (application, "hosts_promised", hosts);
  put (chain, application);
  add_investment (chain, application);
  ga_record_set_text (application, "status", "approved");
  ga_record_set_text (application, "submitted", "2023-11-01");
  ga_record_set_text (application, "decided_on", "2023-12-01");
  ga_record_set_integer (application, "decided_amount", oere);
  put (chain, application);
  return application;
}

static GaRecord *
add_grant (
    Chain *chain, const GaRecord *application, gint64 oere, const char *first, const char *until)
{
  GaRecord *grant = start (chain, "grant");

  ga_record_set_reference (grant, "application", ga_record_get_id (application));
  ga_record_set_integer (grant, "amount", oere);
  ga_record_set_text (grant, "start", first);
  ga_record_set_text (grant, "until", until);
  put (chain, grant);
  return grant;
}

static void
add_tranche (Chain *chain, const GaRecord *grant, gint64 oere, const char *paid_on)
{
  g_autoptr (GaRecord) tranche = start (chain, "tranche");

  ga_record_set_reference (tranche, "grant", ga_record_get_id (grant));
  ga_record_set_integer (tranche, "amount", oere);
  if (paid_on != NULL)
    ga_record_set_text (tranche, "paid_on", paid_on);
  put (chain, tranche);
}

static void
add_entry (Chain *chain, const GaRecord *grant, gint64 oere)
{
  g_autoptr (GaRecord) entry = start (chain, "account_entry");

  ga_record_set_reference (entry, "grant", ga_record_get_id (grant));
  ga_record_set_text (entry, "date", "2024-03-01");
  ga_record_set_text (entry, "text", "Vests");
  ga_record_set_integer (entry, "amount", oere);
  put (chain, entry);
}

static GaRecord *
add_person (Chain *chain, const char *name)
{
  GaRecord *person = start (chain, "person");

  ga_record_set_text (person, "name", name);
  put (chain, person);
  return person;
}

static void
add_role (Chain *chain,
          const GaRecord *person,
          const GaRecord *community,
          const char *code,
          const char *from,
          const char *until)
{
  g_autoptr (GaRecord) role = start (chain, "role");

  ga_record_set_reference (role, "person", ga_record_get_id (person));
  ga_record_set_reference (role, "community", ga_record_get_id (community));
  ga_record_set_text (role, "role", code);
  ga_record_set_text (role, "from", from);
  ga_record_set_text (role, "until", until);
  put (chain, role);
}

static void
add_walks (Chain *chain)
{
  g_autoptr (GaRecord) stranger = NULL;

  chain->old = add_member (chain, "Old", chain->initiative, "2024-02-01");
  chain->stopped = add_member (chain, "Stopped", chain->initiative, "2024-05-01");
  chain->young = add_member (chain, "Young", chain->initiative, "2026-01-10");
  chain->planned = add_member (chain, "Planned", chain->initiative, "2026-06-01");
  stranger = add_community (&chain->insight, "Stranger", NULL, NULL, FALSE);
  visit (chain, chain->old, "2023-12-31", 40);
  visit (chain, chain->old, "2024-03-05", 5);
  visit (chain, chain->old, "2025-03-04", 7);
  visit (chain, chain->stopped, "2024-06-03", 4);
  add_cancelled (&chain->insight, chain->stopped, "2024-06-10");
  visit (chain, chain->young, "2026-02-03", 10);
  visit (chain, stranger, "2024-04-01", 50);
}

static void
chain_set_up (Chain *chain, gconstpointer data)
{
  insight_set_up (&chain->insight, NULL);
  chain->kommune = add_kommune (&chain->insight, "0615", "Horsens");
  chain->partner = start (chain, "organisation");
  ga_record_set_text (chain->partner, "name", "Partner");
  put (chain, chain->partner);
  chain->agreement = start (chain, "agreement");
  ga_record_set_text (chain->agreement, "title", "Together");
  ga_record_set_reference (chain->agreement, "partner", ga_record_get_id (chain->partner));
  ga_record_set_reference (chain->agreement, "kommune", &chain->kommune);
  ga_record_set_text (chain->agreement, "start", "2024-01-01");
  put (chain, chain->agreement);
  chain->goal = start (chain, "plan_goal");
  ga_record_set_text (chain->goal, "title", "More move");
  ga_record_set_reference (chain->goal, "kommune", &chain->kommune);
  put (chain, chain->goal);
  chain->initiative = add_initiative (chain, "Walk");
  add_walks (chain);
}

static void
chain_tear_down (Chain *chain, gconstpointer data)
{
  g_object_unref (chain->partner);
  g_object_unref (chain->agreement);
  g_object_unref (chain->goal);
  g_object_unref (chain->initiative);
  g_object_unref (chain->old);
  g_object_unref (chain->stopped);
  g_object_unref (chain->young);
  g_object_unref (chain->planned);
  insight_tear_down (&chain->insight, NULL);
}

static GaChain *
ask_masked (Chain *chain, const GaRecord *of, gboolean mask)
{
  g_autoptr (GError) error = NULL;
  GaChainRows *rows;

  insight_load (&chain->insight);
  rows = ga_reader_chain (ga_store_get_reader (chain->insight.profile.store),
                          ga_record_get_entity (of), ga_record_get_id (of), &error);
  g_assert_no_error (error);
  return ga_chain_new (chain->insight.cache, rows, TODAY, mask);
}

static GaChain *
ask (Chain *chain, const GaRecord *of)
{
  return ask_masked (chain, of, FALSE);
}

static char *
show_cost (GaChainCost cost)
{
  return cost.known ? g_strdup_printf ("%" G_GINT64_FORMAT, cost.oere) : g_strdup ("-");
}

/* "currency granted paid returned spent others counted: visit community lasting", in øre */
static void
assert_money (const GaChain *chain, guint index, const char *expected)
{
  const GaChainMoney *money = &g_array_index (chain->money, GaChainMoney, index);
  g_autofree char *visit_cost = show_cost (money->per_visit);
  g_autofree char *community = show_cost (money->per_community);
  g_autofree char *lasting = show_cost (money->per_lasting);
  g_autofree char *shown = NULL;

  g_assert_cmpuint (index, <, chain->money->len);
  shown =
      g_strdup_printf ("%s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT
                       " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT ": %s %s %s",
                       money->currency, money->granted, money->paid, money->returned, money->spent,
                       money->others, money->counted, visit_cost, community, lasting);
  g_assert_cmpstr (shown, ==, expected);
}

/* "held cancelled visits, active of communities, lasting of old" */
static void
assert_done (const GaChain *chain, const char *expected)
{
  g_autofree char *visits = show_figure (chain->visits);
  g_autofree char *shown =
      g_strdup_printf ("%u %u %s, %u of %u, %u of %u", chain->held, chain->cancelled, visits,
                       chain->active, chain->communities, chain->lasting, chain->old);

  g_assert_cmpstr (shown, ==, expected);
}

/* Two grants of two rounds for the one initiative, the second still running. */
typedef struct
{
  GaRecord *first_round;
  GaRecord *first;
  GaRecord *second;
} Grants;

static Grants
add_two_grants (Chain *chain)
{
  Grants grants = { .first_round = add_round (chain, "DKK") };
  g_autoptr (GaRecord) other_round = add_round (chain, "DKK");
  g_autoptr (GaRecord) one =
      add_application (chain, grants.first_round, chain->initiative, 100000, 3, 4);
  g_autoptr (GaRecord) other = add_application (chain, other_round, chain->initiative, 50000, 1, 2);

  grants.first = add_grant (chain, one, 100000, "2024-01-01", "2024-12-31");
  add_tranche (chain, grants.first, 60000, "2024-01-15");
  add_tranche (chain, grants.first, 40000, "2024-07-01");
  ga_record_set_integer (grants.first, "returned", 10000);
  ga_record_set_text (grants.first, "returned_on", "2025-01-20");
  put (chain, grants.first);
  add_entry (chain, grants.first, 86000);
  add_entry (chain, grants.first, -1000);
  grants.second = add_grant (chain, other, 50000, "2024-07-01", "2026-12-31");
  add_tranche (chain, grants.second, 30000, "2024-07-02");
  add_tranche (chain, grants.second, 20000, NULL);
  return grants;
}

static void
grants_clear (Grants *grants)
{
  g_object_unref (grants->first_round);
  g_object_unref (grants->first);
  g_object_unref (grants->second);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Grants, grants_clear)

static void
test_an_initiative_counts_all_its_grants (Chain *chain, gconstpointer data)
{
  g_auto (Grants) grants = add_two_grants (chain);
  g_autoptr (GaChain) answer = ask (chain, chain->initiative);

  g_assert_cmpstr (answer->from, ==, "2024-01-01");
  g_assert_cmpstr (answer->until, ==, TODAY);
  assert_done (answer, "4 1 26, 3 of 4, 1 of 2");
  g_assert_cmpuint (answer->money->len, ==, 1);
  assert_money (answer, 0, "DKK 150000 120000 10000 85000 0 120000: 4615 40000 120000");
  g_assert_cmpint (answer->communities_promised, ==, 4);
  g_assert_cmpint (answer->hosts_promised, ==, 6);
  g_assert_cmpuint (answer->n_others, ==, 0);
}

/* Of the other one's 300 kr. in 730 days, 184 fall into this one. */
static void
test_a_grant_counts_its_days_and_what_others_paid_in_them (Chain *chain, gconstpointer data)
{
  g_auto (Grants) grants = add_two_grants (chain);
  g_autoptr (GaChain) answer = ask (chain, grants.first);
  g_autoptr (GaChain) round = ask (chain, grants.first_round);

  g_assert_cmpstr (answer->until, ==, "2024-12-31");
  assert_done (answer, "2 1 9, 2 of 4, 1 of 2");
  assert_money (answer, 0, "DKK 100000 90000 10000 85000 7562 97562: 10840 48781 97562");
  g_assert_cmpuint (answer->n_others, ==, 1);
  g_assert_cmpint (answer->communities_promised, ==, 3);
  assert_done (round, "2 1 9, 2 of 4, 1 of 2");
  assert_money (round, 0, "DKK 100000 90000 10000 85000 7562 97562: 10840 48781 97562");
}

static void
test_a_second_grant_for_one_application_promises_nothing_more (Chain *chain, gconstpointer data)
{
  g_autoptr (GaRecord) round = add_round (chain, "DKK");
  g_autoptr (GaRecord) application =
      add_application (chain, round, chain->initiative, 100000, 3, 4);
  g_autoptr (GaRecord) one = add_grant (chain, application, 40000, "2024-01-01", "2024-03-31");
  g_autoptr (GaRecord) two = add_grant (chain, application, 60000, "2025-01-01", "2025-03-31");
  g_autoptr (GaChain) answer = ask (chain, chain->initiative);

  /* What lies between the two is not counted. */
  assert_done (answer, "2 0 12, 1 of 4, 1 of 1");
  g_assert_cmpint (answer->communities_promised, ==, 3);
  assert_money (answer, 0, "DKK 100000 0 0 0 0 0: 0 0 0");
}

static void
test_kroner_of_two_countries_are_never_added (Chain *chain, gconstpointer data)
{
  g_auto (Grants) grants = add_two_grants (chain);
  g_autoptr (GaRecord) there = add_initiative (chain, "There");
  g_autoptr (GaRecord) community = add_member (chain, "Nord", there, "2026-05-01");
  g_autoptr (GaRecord) round = add_round (chain, "NOK");
  g_autoptr (GaRecord) application = add_application (chain, round, there, 7000, 1, 1);
  g_autoptr (GaRecord) grant = add_grant (chain, application, 7000, "2026-05-01", "2026-05-31");
  g_autoptr (GaChain) answer = NULL;
  g_autoptr (GaChain) alone = NULL;

  add_tranche (chain, grant, 7000, "2026-05-02");
  visit (chain, community, "2026-05-05", 4);
  answer = ask (chain, chain->agreement);
  alone = ask (chain, grant);
  g_assert_cmpuint (answer->money->len, ==, 2);
  assert_done (answer, "5 1 30, 4 of 5, 1 of 2");
  assert_money (answer, 0, "DKK 150000 120000 10000 85000 0 120000: 4000 30000 120000");
  assert_money (answer, 1, "NOK 7000 7000 0 0 0 7000: 233 1750 7000");
  assert_done (alone, "1 0 4, 1 of 1, 0 of 0");
  assert_money (alone, 0, "NOK 7000 7000 0 0 0 7000: 1750 7000 -");
}

static void
test_what_is_for_no_initiative_has_no_walks (Chain *chain, gconstpointer data)
{
  g_autoptr (GaRecord) round = add_round (chain, "DKK");
  g_autoptr (GaRecord) application = add_application (chain, round, NULL, 5000, 0, 0);
  g_autoptr (GaRecord) grant = add_grant (chain, application, 5000, "2024-01-01", "2024-12-31");
  g_autoptr (GaChain) answer = NULL;

  add_tranche (chain, grant, 5000, "2024-01-02");
  answer = ask (chain, grant);
  assert_done (answer, "0 0 0, 0 of 0, 0 of 0");
  assert_money (answer, 0, "DKK 5000 5000 0 0 0 0: - - -");
}

static void
test_an_initiative_without_a_grant_has_no_days (Chain *chain, gconstpointer data)
{
  g_autoptr (GaChain) answer = ask (chain, chain->initiative);

  g_assert_null (answer->from);
  assert_done (answer, "0 0 0, 0 of 4, 0 of 0");
  g_assert_cmpuint (answer->money->len, ==, 0);
}

static void
test_a_grant_that_has_not_begun_has_no_days (Chain *chain, gconstpointer data)
{
  g_autoptr (GaRecord) round = add_round (chain, "DKK");
  g_autoptr (GaRecord) application = add_application (chain, round, chain->initiative, 5000, 1, 1);
  g_autoptr (GaRecord) grant = add_grant (chain, application, 5000, "2026-07-01", "2026-12-31");
  g_autoptr (GaChain) answer = ask (chain, grant);

  g_assert_null (answer->from);
  assert_done (answer, "0 0 0, 0 of 4, 0 of 0");
}

static void
test_hosts_are_people_who_led_walks_then (Chain *chain, gconstpointer data)
{
  g_auto (Grants) grants = add_two_grants (chain);
  g_autoptr (GaRecord) both = add_person (chain, "Both");
  g_autoptr (GaRecord) helper = add_person (chain, "Helper");
  g_autoptr (GaRecord) contact = add_person (chain, "Contact");
  g_autoptr (GaRecord) before = add_person (chain, "Before");
  g_autoptr (GaRecord) waiting = add_person (chain, "Waiting");
  g_autoptr (GaChain) all = NULL;
  g_autoptr (GaChain) first = NULL;

  add_role (chain, both, chain->old, "host", "2024-02-01", NULL);
  add_role (chain, both, chain->stopped, "host", "2024-05-01", "2024-08-01");
  add_role (chain, helper, chain->old, "co_host", "2025-01-01", NULL);
  add_role (chain, contact, chain->old, "contact", NULL, NULL);
  add_role (chain, before, chain->old, "host", "2022-01-01", "2023-12-31");
  add_role (chain, waiting, chain->planned, "host", NULL, NULL);
  all = ask (chain, chain->initiative);
  first = ask (chain, grants.first);
  g_assert_true (all->rows->sees_hosts);
  g_assert_cmpuint (all->hosts, ==, 2);
  g_assert_cmpuint (first->hosts, ==, 1);
}

static GaRecord *
add_indicator (Chain *chain, const char *name, const char *way, const char *due)
{
  GaRecord *indicator = start (chain, "indicator");

  ga_record_set_reference (indicator, "initiative", ga_record_get_id (chain->initiative));
  ga_record_set_text (indicator, "name", name);
  ga_record_set_text (indicator, "measured_by", way);
  ga_record_set_text (indicator, "due", due);
  return indicator;
}

static void
test_indicators_are_counted_or_as_written (Chain *chain, gconstpointer data)
{
  g_autoptr (GaRecord) counted = add_indicator (chain, "A", "attendance", "2024-12-31");
  g_autoptr (GaRecord) open = add_indicator (chain, "B", "attendance", NULL);
  g_autoptr (GaRecord) written = add_indicator (chain, "C", "hand", NULL);
  g_autoptr (GaRecord) unknown = add_indicator (chain, "D", "hand", NULL);
  static const gint64 values[] = { 9, 26, 12, 0 };
  g_autoptr (GaChain) answer = NULL;

  ga_record_set_integer (written, "value", 12);
  put (chain, counted);
  put (chain, open);
  put (chain, written);
  put (chain, unknown);
  /* Also where no grant has paid for it. */
  answer = ask (chain, chain->initiative);
  g_assert_cmpuint (answer->measures->len, ==, 4);
  for (guint i = 0; i < answer->measures->len; i++)
    {
      GaChainMeasure *measure = &g_array_index (answer->measures, GaChainMeasure, i);

      g_assert_cmpint (measure->value.value, ==, values[i]);
      g_assert_cmpint (measure->known, ==, i < 3);
    }
}

/* (transfer full): "title: figure (note)" of the row whose title begins so */
static char *
find_line (GaTable *table, const char *title)
{
  for (guint i = 0; i < ga_table_get_n_rows (table); i++)
    if (g_str_has_prefix (ga_table_get_cell (table, i, 0), title))
      return g_strdup_printf ("%s: %s (%s)", ga_table_get_cell (table, i, 0),
                              ga_table_get_cell (table, i, 1), ga_table_get_cell (table, i, 2));
  return NULL;
}

static void
assert_line (GaTable *table, const char *title, const char *expected)
{
  g_autofree char *row = find_line (table, title);

  g_assert_cmpstr (row, ==, expected);
}

/* What visits are counted for stands with each figure. */
static void
test_each_figure_says_what_it_is (Chain *chain, gconstpointer data)
{
  g_auto (Grants) grants = add_two_grants (chain);
  g_autoptr (GaRecord) counted = add_indicator (chain, "Visits", "attendance", "2024-12-31");
  g_autoptr (GaRecord) written = add_indicator (chain, "Hosts", "hand", NULL);
  g_autoptr (GaChain) answer = NULL;
  g_autoptr (GaTable) table = NULL;

  ga_record_set_integer (counted, "target", 50);
  ga_record_set_integer (written, "value", 12);
  put (chain, counted);
  put (chain, written);
  answer = ask (chain, chain->initiative);
  table = ga_chain_table_new (answer);
  assert_line (table, "Visits ",
               "Visits in the time of the grants: 26 (1 January 2024 – 30 June 2026)");
  assert_line (table, "Indicator: Visits",
               "Indicator: Visits: 9 (Walk · Target 50 by 31 December 2024 · "
               "visits counted since the agreement began)");
  assert_line (table, "Indicator: Hosts",
               "Indicator: Hosts: 12 (Walk · No target yet · written down by hand)");
  assert_line (table, "Visits:", NULL);
}

static void
test_a_small_group_that_reveals_health_is_hidden (Chain *chain, gconstpointer data)
{
  g_autoptr (GaRecord) there = add_initiative (chain, "There");
  g_autoptr (GaRecord) community = add_member (chain, "Lungs", there, "2026-05-01");
  g_autoptr (GaRecord) round = add_round (chain, "DKK");
  g_autoptr (GaRecord) application = add_application (chain, round, there, 7000, 1, 1);
  g_autoptr (GaRecord) grant = add_grant (chain, application, 7000, "2026-05-01", "2026-05-31");
  g_autoptr (GaChain) masked = NULL;
  g_autoptr (GaChain) plain = NULL;

  ga_record_set_integer (community, "reveals_health", TRUE);
  put (chain, community);
  add_tranche (chain, grant, 7000, "2026-05-02");
  visit (chain, community, "2026-05-05", 4);
  masked = ask_masked (chain, grant, TRUE);
  plain = ask_masked (chain, grant, FALSE);
  /* What a visit cost would tell how many there were. */
  assert_done (masked, "1 0 *, 1 of 1, 0 of 0");
  assert_money (masked, 0, "DKK 7000 7000 0 0 0 7000: - 7000 -");
  assert_done (plain, "1 0 4, 1 of 1, 0 of 0");
}

static void
test_half_an_oere_counts_up (void)
{
  g_assert_cmpint (ga_money_divide (5, 2), ==, 3);
  g_assert_cmpint (ga_money_divide (7, 3), ==, 2);
  g_assert_cmpint (ga_money_divide (8, 3), ==, 3);
  g_assert_cmpint (ga_money_divide (-5, 2), ==, -2);
  g_assert_cmpint (ga_money_divide (-6, 4), ==, -1);
  g_assert_cmpint (ga_money_divide (0, 9), ==, 0);
  g_assert_cmpint (ga_money_divide (G_MAXINT64, 1), ==, G_MAXINT64);
  g_assert_cmpint (ga_money_share (GA_MONEY_MOST, 3650000, 3650000), ==, GA_MONEY_MOST);
}

#define ADD(name, func) \
  g_test_add ("/insight/chain/" name, Chain, NULL, chain_set_up, func, chain_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("an-initiative-counts-all-its-grants", test_an_initiative_counts_all_its_grants);
  ADD ("a-grant-counts-its-days-and-what-others-paid-in-them",
       test_a_grant_counts_its_days_and_what_others_paid_in_them);
  ADD ("a-second-grant-for-one-application-promises-nothing-more",
       test_a_second_grant_for_one_application_promises_nothing_more);
  ADD ("kroner-of-two-countries-are-never-added", test_kroner_of_two_countries_are_never_added);
  ADD ("what-is-for-no-initiative-has-no-walks", test_what_is_for_no_initiative_has_no_walks);
  ADD ("an-initiative-without-a-grant-has-no-days", test_an_initiative_without_a_grant_has_no_days);
  ADD ("a-grant-that-has-not-begun-has-no-days", test_a_grant_that_has_not_begun_has_no_days);
  ADD ("hosts-are-people-who-led-walks-then", test_hosts_are_people_who_led_walks_then);
  ADD ("indicators-are-counted-or-as-written", test_indicators_are_counted_or_as_written);
  ADD ("each-figure-says-what-it-is", test_each_figure_says_what_it_is);
  ADD ("a-small-group-that-reveals-health-is-hidden",
       test_a_small_group_that_reveals_health_is_hidden);
  g_test_add_func ("/insight/chain/half-an-oere-counts-up", test_half_an_oere_counts_up);
  return g_test_run ();
}
