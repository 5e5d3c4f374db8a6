/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "../store/store-fixture.h"
#include "insight/ga-hosts.h"

#define TODAY "2026-06-15"

/* A community with a host since January; each test says what was walked. */
typedef struct
{
  Profile profile;
  GaRecord *kommune;
  GaRecord *community;
  GaRecord *host;
  GaRecord *role;
} Town;

static GaRecord *
add_person (Town *town, const char *name)
{
  GaRecord *person = profile_record (&town->profile, "person");

  ga_record_set_text (person, "name", name);
  ga_record_set_reference (person, "kommune", ga_record_get_id (town->kommune));
  profile_put (&town->profile, person);
  return person;
}

static GaRecord *
add_role (Town *town, GaRecord *person, const char *kind, const char *from, const char *until)
{
  GaRecord *role = profile_record (&town->profile, "role");

  ga_record_set_reference (role, "person", ga_record_get_id (person));
  ga_record_set_reference (role, "community", ga_record_get_id (town->community));
  ga_record_set_text (role, "role", kind);
  ga_record_set_text (role, "from", from);
  ga_record_set_text (role, "until", until);
  profile_put (&town->profile, role);
  return role;
}

static void
town_set_up (Town *town, gconstpointer data)
{
  Profile *profile = &town->profile;

  profile_set_up (profile, data);
  town->kommune = profile_record (profile, "kommune");
  ga_record_set_text (town->kommune, "code", "0615");
  ga_record_set_text (town->kommune, "name", "Horsens");
  profile_put (profile, town->kommune);
  town->community = profile_record (profile, "community");
  ga_record_set_text (town->community, "name", "Tirsdagsholdet");
  ga_record_set_text (town->community, "status", "active");
  ga_record_set_reference (town->community, "kommune", ga_record_get_id (town->kommune));
  profile_put (profile, town->community);
  town->host = add_person (town, "Birthe");
  town->role = add_role (town, town->host, "host", "2026-01-01", NULL);
}

static void
town_tear_down (Town *town, gconstpointer data)
{
  g_object_unref (town->kommune);
  g_object_unref (town->community);
  g_object_unref (town->host);
  g_object_unref (town->role);
  profile_tear_down (&town->profile, data);
}

static void
add_walk_of (Town *town, GaRecord *community, const char *start, GaRecord *host, const char *status)
{
  g_autoptr (GaRecord) meeting = profile_record (&town->profile, "meeting");

  ga_record_set_reference (meeting, "community", ga_record_get_id (community));
  ga_record_set_text (meeting, "start", start);
  ga_record_set_text (meeting, "status", status);
  if (host != NULL)
    ga_record_set_reference (meeting, "host", ga_record_get_id (host));
  if (g_str_equal (status, "cancelled"))
    ga_record_set_text (meeting, "reason", "ice");
  profile_put (&town->profile, meeting);
}

static void
add_walk (Town *town, const char *start, GaRecord *host, const char *status)
{
  add_walk_of (town, town->community, start, host, status);
}

static void
recruit (Town *town, GaRecord *person, const char *state, const char *since, GaRecord *initiative)
{
  g_autoptr (GaRecord) made = profile_record (&town->profile, "recruitment");
  g_autoptr (GaRecord) recruitment = NULL;

  ga_record_set_reference (made, "person", ga_record_get_id (person));
  ga_record_derive_id (made);
  recruitment = profile_find (&town->profile, made);
  if (recruitment == NULL)
    recruitment = g_object_ref (made);
  ga_record_set_text (recruitment, "state", state);
  ga_record_set_text (recruitment, "since", since);
  if (initiative != NULL)
    ga_record_set_reference (recruitment, "initiative", ga_record_get_id (initiative));
  profile_put (&town->profile, recruitment);
}

/* "Birthe active 2026-01-01, led 2026-06-09 of Tirsdagsholdet", where ! says that they are quiet */
static void
assert_hosts (Town *town, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) hosts = ga_hosts_read (ga_store_get_reader (town->profile.store), NULL,
                                               TODAY, GA_HOSTS_QUIET_WEEKS, &error);
  g_autoptr (GString) shown = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < hosts->len; i++)
    {
      const GaHost *host = hosts->pdata[i];
      g_autofree char *communities = ga_host_list_communities (host);

      g_string_append_printf (shown, "%s%s%s %s %s, led %s of %s", i > 0 ? "; " : "",
                              host->quiet ? "!" : "", host->name, host->state->code, host->since,
                              host->last_led, communities);
    }
  g_assert_cmpstr (shown->str, ==, expected);
}

/* Nobody is named: then whoever hosted the community that day led it. */
static void
test_walks_that_name_nobody_are_the_hosts (Town *town, gconstpointer data)
{
  add_walk (town, "2025-12-30T10:00", NULL, "held");
  assert_hosts (town, "!Birthe active 2026-01-01, led  of Tirsdagsholdet");
  add_walk (town, "2026-06-09T10:00", NULL, "held");
  add_walk (town, "2026-06-11T10:00", NULL, "cancelled");
  add_walk (town, "2026-06-23T10:00", NULL, "planned");
  assert_hosts (town, "Birthe active 2026-01-01, led 2026-06-09 of Tirsdagsholdet");
}

static void
test_walks_that_name_somebody_are_theirs (Town *town, gconstpointer data)
{
  g_autoptr (GaRecord) other = add_person (town, "Åge");
  g_autoptr (GaRecord) role = add_role (town, other, "co_host", "2026-06-01", NULL);

  add_walk (town, "2026-04-07T10:00", town->host, "held");
  add_walk (town, "2026-06-09T10:00", other, "held");
  assert_hosts (town, "!Birthe active 2026-01-01, led 2026-04-07 of Tirsdagsholdet; "
                      "Åge active 2026-06-01, led 2026-06-09 of Tirsdagsholdet");
}

/* Who stands in for somebody has led a walk. */
static void
test_walks_of_others_count (Town *town, gconstpointer data)
{
  g_autoptr (GaRecord) other = profile_record (&town->profile, "community");

  ga_record_set_text (other, "name", "Torsdagsholdet");
  ga_record_set_reference (other, "kommune", ga_record_get_id (town->kommune));
  profile_put (&town->profile, other);
  add_walk (town, "2026-05-05T10:00", NULL, "held");
  add_walk_of (town, other, "2026-06-11T10:00", town->host, "held");
  add_walk_of (town, other, "2026-06-12T10:00", NULL, "held");
  assert_hosts (town, "Birthe active 2026-01-01, led 2026-06-11 of Tirsdagsholdet");
}

/* Eight weeks to the day are not more than eight weeks; nor has who began last month stopped. */
static void
test_quiet_begins_after_eight_weeks (Town *town, gconstpointer data)
{
  g_autoptr (GaRecord) other = add_person (town, "Åge");
  g_autoptr (GaRecord) role = add_role (town, other, "co_host", "2026-05-20", NULL);

  add_walk (town, "2026-04-20T10:00", town->host, "held");
  assert_hosts (town, "Birthe active 2026-01-01, led 2026-04-20 of Tirsdagsholdet; "
                      "Åge active 2026-05-20, led  of Tirsdagsholdet");
  recruit (town, town->host, "paused", "2026-05-01", NULL);
  recruit (town, other, "active", "2026-03-01", NULL);
  assert_hosts (town, "Birthe paused 2026-05-01, led 2026-04-20 of Tirsdagsholdet; "
                      "Åge active 2026-03-01, led  of Tirsdagsholdet");
}

static void
test_whose_roles_have_ended_has_stopped (Town *town, gconstpointer data)
{
  g_autoptr (GaRecord) contact = add_person (town, "Carl");
  g_autoptr (GaRecord) role = add_role (town, contact, "contact", NULL, NULL);

  ga_record_set_text (town->role, "until", "2026-05-31");
  profile_put (&town->profile, town->role);
  add_walk (town, "2026-05-31T10:00", NULL, "held");
  add_walk (town, "2026-06-09T10:00", NULL, "held");
  assert_hosts (town, "Birthe stopped 2026-05-31, led 2026-05-31 of ");
}

static GaRecord *
host_elsewhere (Town *town, const char *name, const char *community, const char *source)
{
  g_autoptr (GaRecord) place = profile_record (&town->profile, "community");
  g_autoptr (GaRecord) recruitment = profile_record (&town->profile, "recruitment");
  GaRecord *person = add_person (town, name);
  g_autoptr (GaRecord) role = NULL;

  ga_record_set_text (place, "name", community);
  ga_record_set_text (place, "status", "active");
  ga_record_set_reference (place, "kommune", ga_record_get_id (town->kommune));
  profile_put (&town->profile, place);
  role = add_role (town, person, "host", "2026-01-01", NULL);
  ga_record_set_reference (role, "community", ga_record_get_id (place));
  profile_put (&town->profile, role);
  ga_record_set_reference (recruitment, "person", ga_record_get_id (person));
  ga_record_set_text (recruitment, "source", "campaign");
  ga_record_set_text (recruitment, "source_name", source);
  profile_put (&town->profile, recruitment);
  return person;
}

/* Å stands last, and so does aa; of two that do not differ none stands first. */
static void
test_columns_are_in_the_order_of_the_alphabet (Town *town, gconstpointer data)
{
  g_autoptr (GaRecord) one = host_elsewhere (town, "Carl", "Aaholdet", "Zonen");
  g_autoptr (GaRecord) other = host_elsewhere (town, "Ditte", "Zebraholdet", "Aaby Avis");
  g_autoptr (GPtrArray) hosts = NULL;

  hosts = ga_hosts_read (ga_store_get_reader (town->profile.store), NULL, TODAY,
                         GA_HOSTS_QUIET_WEEKS, NULL);
  g_assert_cmpuint (hosts->len, ==, 3);
  g_assert_cmpint (ga_host_compare (hosts->pdata[1], hosts->pdata[2], GA_HOST_COMMUNITIES), >, 0);
  g_assert_cmpint (ga_host_compare (hosts->pdata[1], hosts->pdata[2], GA_HOST_SOURCE), <, 0);
  g_assert_cmpint (ga_host_compare (hosts->pdata[1], hosts->pdata[2], GA_HOST_NAME), <, 0);
  g_assert_cmpint (ga_host_compare (hosts->pdata[1], hosts->pdata[2], GA_HOST_STATE), ==, 0);
  g_assert_cmpint (ga_host_compare (hosts->pdata[0], hosts->pdata[1], GA_HOST_SOURCE), <, 0);
  g_assert_cmpint (ga_host_compare (hosts->pdata[0], hosts->pdata[1], GA_HOST_STATE), >, 0);
}

static void
test_trained_hosts_are_counted_for_their_initiative (Town *town, gconstpointer data)
{
  g_autoptr (GaRecord) agreement = profile_record (&town->profile, "agreement");
  g_autoptr (GaRecord) goal = profile_record (&town->profile, "plan_goal");
  g_autoptr (GaRecord) initiative = profile_record (&town->profile, "initiative");
  g_autoptr (GaRecord) other = add_person (town, "Åge");
  g_autoptr (GaRecord) partner = profile_record (&town->profile, "organisation");
  g_autoptr (GPtrArray) targets = NULL;
  g_autofree char *one = NULL;
  const GaHostTarget *target;
  char goals[GA_ID_TEXT_SIZE];

  ga_record_set_text (partner, "name", "Sundhedscentret");
  profile_put (&town->profile, partner);
  ga_record_set_text (agreement, "title", "Sammen om gang");
  ga_record_set_reference (agreement, "kommune", ga_record_get_id (town->kommune));
  ga_record_set_reference (agreement, "partner", ga_record_get_id (partner));
  ga_record_set_text (agreement, "kind", "cooperation");
  profile_put (&town->profile, agreement);
  ga_record_set_text (goal, "title", "Flere går");
  ga_record_set_reference (goal, "kommune", ga_record_get_id (town->kommune));
  profile_put (&town->profile, goal);
  ga_record_set_text (initiative, "name", "Gå med");
  ga_record_set_reference (initiative, "agreement", ga_record_get_id (agreement));
  ga_id_format (ga_record_get_id (goal), goals);
  ga_record_set_text (initiative, "goals", goals);
  ga_record_set_integer (initiative, "hosts_target", 12);
  profile_put (&town->profile, initiative);
  recruit (town, town->host, "trained", "2026-02-01", initiative);
  recruit (town, town->host, "active", "2026-03-01", initiative);
  recruit (town, other, "contacted", "2026-02-01", initiative);
  targets = ga_host_targets_read (ga_store_get_reader (town->profile.store), NULL);
  g_assert_cmpuint (targets->len, ==, 1);
  target = targets->pdata[0];
  g_assert_cmpstr (target->name, ==, "Gå med");
  g_assert_cmpuint (target->target, ==, 12);
  g_assert_cmpuint (target->trained, ==, 1);
  /* Wherever the initiative is told of, it is the same figure. */
  one =
      ga_host_target_of (ga_store_get_reader (town->profile.store), ga_record_get_id (initiative));
  g_assert_cmpstr (one, ==, "1 of 12 trained hosts");
  g_assert_null (
      ga_host_target_of (ga_store_get_reader (town->profile.store), ga_record_get_id (agreement)));
}

#define TEST(path, func) g_test_add (path, Town, NULL, town_set_up, func, town_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("/hosts/walks-that-name-nobody-are-the-hosts", test_walks_that_name_nobody_are_the_hosts);
  TEST ("/hosts/walks-that-name-somebody-are-theirs", test_walks_that_name_somebody_are_theirs);
  TEST ("/hosts/walks-of-others-count", test_walks_of_others_count);
  TEST ("/hosts/quiet-begins-after-eight-weeks", test_quiet_begins_after_eight_weeks);
  TEST ("/hosts/whose-roles-have-ended-has-stopped", test_whose_roles_have_ended_has_stopped);
  TEST ("/hosts/columns-are-in-the-order-of-the-alphabet",
        test_columns_are_in_the_order_of_the_alphabet);
  TEST ("/hosts/trained-hosts-are-counted-for-their-initiative",
        test_trained_hosts_are_counted_for_their_initiative);
  return g_test_run ();
}
