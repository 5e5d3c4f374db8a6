/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "server/accounts-fixture.h"
#include "server/ga-lost-computer.h"
#include "server/ga-server-invitation.h"
#include "sync/ga-sync-error.h"

#define SECOND ((gint64) G_USEC_PER_SEC)
#define DAY    (86400 * SECOND)

static void
test_an_invitation_lets_one_in_once (AccountsFixture *fixture, gconstpointer data)
{
  g_autofree char *code =
      accounts_fixture_invite (fixture, GA_ACCESS_CONSULTANT, GA_PLACE_KOMMUNE, &fixture->kommune);
  g_autoptr (GError) error = NULL;
  g_autoptr (GaWelcome) welcome = ga_accounts_enrol (accounts_fixture_get_sql (fixture), code,
                                                     &fixture->client, "Desk", NULL, NOW, &error);
  GaId other = ga_id_new ();

  g_assert_no_error (error);
  g_assert_cmpstr (welcome->name, ==, "Ane");
  g_assert_cmpstr (welcome->organisation, ==, "Gåforbundet");
  g_assert_cmpint (welcome->role, ==, GA_ACCESS_CONSULTANT);
  g_assert_cmpint (welcome->epoch, ==, 1);
  g_assert_cmpint (welcome->head, >, 300);
  g_assert_false (ga_id_is_none (&welcome->lineage));
  accounts_fixture_assert_lets_in (fixture, welcome->access, NOW);
  g_assert_null (ga_accounts_enrol (accounts_fixture_get_sql (fixture), code, &other, "Desk", NULL,
                                    NOW, &error));
  g_assert_error (error, GA_SYNC_ERROR, GA_SYNC_ERROR_UNKNOWN);
}

static GaWelcome *
enrol_again (
    AccountsFixture *fixture, const char *code, const GaId *client, gint64 now, GError **error)
{
  return ga_accounts_enrol (accounts_fixture_get_sql (fixture), code, client, "Desk", NULL, now,
                            error);
}

static void
test_a_lost_answer_to_joining_is_given_again (AccountsFixture *fixture, gconstpointer data)
{
  g_autofree char *code =
      accounts_fixture_invite (fixture, GA_ACCESS_CONSULTANT, GA_PLACE_KOMMUNE, &fixture->kommune);
  g_autoptr (GError) error = NULL;
  g_autoptr (GaWelcome) lost = enrol_again (fixture, code, &fixture->client, NOW, &error);
  g_autoptr (GaWelcome) again = enrol_again (fixture, code, &fixture->client, NOW + SECOND, &error);
  g_autoptr (GaWelcome) renewed = NULL;
  g_autofree char *detail = NULL;

  g_assert_no_error (error);
  g_assert_true (ga_id_equal (&lost->account, &again->account));
  g_assert_null (
      ga_session_load (accounts_fixture_get_sql (fixture), lost->access, NOW + SECOND, &error));
  g_assert_error (error, GA_SYNC_ERROR, GA_SYNC_ERROR_EXPIRED);
  g_clear_error (&error);
  accounts_fixture_assert_lets_in (fixture, again->access, NOW + SECOND);
  /* Once it was heard, the code is nobody's any more. */
  renewed = ga_accounts_renew (accounts_fixture_get_sql (fixture), again->refresh, NULL, NOW + DAY,
                               &detail, &error);
  g_assert_no_error (error);
  g_assert_nonnull (renewed);
  g_assert_null (enrol_again (fixture, code, &fixture->client, NOW + DAY, &error));
  g_assert_error (error, GA_SYNC_ERROR, GA_SYNC_ERROR_UNKNOWN);
}

static void
test_a_lost_computer_does_not_come_back_by_its_code (AccountsFixture *fixture, gconstpointer data)
{
  g_autofree char *code =
      accounts_fixture_invite (fixture, GA_ACCESS_CONSULTANT, GA_PLACE_KOMMUNE, &fixture->kommune);
  g_autoptr (GError) error = NULL;
  g_autoptr (GaWelcome) welcome = enrol_again (fixture, code, &fixture->client, NOW, &error);
  g_autofree char *names =
      ga_lost_computer_end (accounts_fixture_get_sql (fixture), fixture->server.schema,
                            fixture->tenant, 1, 1, NOW, &error);

  g_assert_no_error (error);
  g_assert_nonnull (welcome);
  g_assert_null (enrol_again (fixture, code, &fixture->client, NOW, &error));
  g_assert_error (error, GA_SYNC_ERROR, GA_SYNC_ERROR_UNKNOWN);
}

static void
test_an_invitation_that_was_accepted_gives_nothing_anew (AccountsFixture *fixture,
                                                         gconstpointer data)
{
  g_autoptr (GaWelcome) first =
      accounts_fixture_enrol (fixture, GA_ACCESS_CONSULTANT, GA_PLACE_KOMMUNE, &fixture->kommune);
  g_autoptr (GaWelcome) second =
      accounts_fixture_enrol (fixture, GA_ACCESS_CONSULTANT, GA_PLACE_KOMMUNE, &fixture->kommune);
  GaId other = ga_id_for_fact ("kommune:other");
  const GaGrant given = { GA_ACCESS_CONSULTANT, { GA_PLACE_KOMMUNE, other } };
  g_autofree char *code =
      accounts_fixture_invite (fixture, given.access, given.space.place, &other);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) grants = g_array_new (FALSE, FALSE, sizeof (GaGrant));

  ga_accounts_accept (accounts_fixture_get_sql (fixture), fixture->tenant, 1, code, NOW, &error);
  g_assert_no_error (error);
  ga_grants_remove (accounts_fixture_get_sql (fixture), fixture->tenant, 1, &given, NOW, &error);
  g_assert_no_error (error);
  ga_accounts_accept (accounts_fixture_get_sql (fixture), fixture->tenant, 1, code, NOW, &error);
  g_assert_no_error (error);
  g_assert_true (
      ga_grants_load (accounts_fixture_get_sql (fixture), fixture->tenant, 1, grants, NULL));
  g_assert_cmpuint (grants->len, ==, 1);
  g_assert_false (ga_accounts_accept (accounts_fixture_get_sql (fixture), fixture->tenant, 2, code,
                                      NOW, &error));
  g_assert_error (error, GA_SYNC_ERROR, GA_SYNC_ERROR_UNKNOWN);
}

static void
test_an_invitation_ends_after_two_weeks (AccountsFixture *fixture, gconstpointer data)
{
  g_autofree char *code =
      accounts_fixture_invite (fixture, GA_ACCESS_CONSULTANT, GA_PLACE_KOMMUNE, &fixture->kommune);
  g_autoptr (GError) error = NULL;

  g_assert_null (ga_accounts_enrol (accounts_fixture_get_sql (fixture), code, &fixture->client,
                                    "Desk", NULL, NOW + 14 * DAY, &error));
  g_assert_error (error, GA_SYNC_ERROR, GA_SYNC_ERROR_UNKNOWN);
}

static void
test_a_code_may_be_typed_as_people_do (void)
{
  g_autofree char *code = ga_secret_new_code ();
  g_autofree char *plain = ga_secret_read_code (code);
  g_autofree char *lower = g_ascii_strdown (plain, -1);
  g_autofree char *read = ga_secret_read_code (lower);
  g_autofree char *typed = ga_secret_read_code ("oO0iIlL1-abcde fghjk-mnpqr stv");
  g_autofree char *shorter = ga_secret_read_code ("oO0iIlL1abcdefghjkmnpqrst");
  g_autofree char *odd = ga_secret_read_code ("oO0iIlL1abcdefghjkmnpqrst!");

  g_assert_cmpuint (strlen (plain), ==, 26);
  g_assert_cmpstr (read, ==, plain);
  g_assert_cmpstr (typed, ==, "00011111ABCDEFGHJKMNPQRSTV");
  g_assert_null (shorter);
  g_assert_null (odd);
}

static void
test_a_code_that_was_accepted_lets_no_computer_in (AccountsFixture *fixture, gconstpointer data)
{
  g_autoptr (GaWelcome) first =
      accounts_fixture_enrol (fixture, GA_ACCESS_CONSULTANT, GA_PLACE_KOMMUNE, &fixture->kommune);
  GaId other = ga_id_for_fact ("kommune:other");
  g_autofree char *code =
      accounts_fixture_invite (fixture, GA_ACCESS_CONSULTANT, GA_PLACE_KOMMUNE, &other);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (first);
  ga_accounts_accept (accounts_fixture_get_sql (fixture), fixture->tenant, 1, code, NOW + SECOND,
                      &error);
  g_assert_no_error (error);
  g_assert_null (enrol_again (fixture, code, &fixture->client, NOW + SECOND, &error));
  g_assert_error (error, GA_SYNC_ERROR, GA_SYNC_ERROR_UNKNOWN);
}

/* Account 1 makes one for what it has. */
static char *
invite_further (AccountsFixture *fixture, const GaGrant *grant)
{
  g_autoptr (GArray) grants = g_array_new (FALSE, FALSE, sizeof (GaGrant));
  g_autoptr (GError) error = NULL;
  char *code;

  g_array_append_val (grants, *grant);
  code = ga_server_invitation_create (accounts_fixture_get_sql (fixture), fixture->tenant, 1,
                                      grants, NULL, NOW, &error);
  g_assert_no_error (error);
  return code;
}

static void
assert_serves (AccountsFixture *fixture, const char *code, gboolean serves)
{
  g_auto (GaServerInvitation) found = { 0 };

  GaId nobody = { { 0 } };

  g_assert_cmpint (ga_server_invitation_find (&found, accounts_fixture_get_sql (fixture), code,
                                              &nobody, NOW, NULL),
                   ==, serves);
}

static void
test_invitations_end_with_the_access_of_who_made_them (AccountsFixture *fixture, gconstpointer data)
{
  g_autoptr (GaWelcome) maker =
      accounts_fixture_enrol (fixture, GA_ACCESS_CONSULTANT, GA_PLACE_KOMMUNE, &fixture->kommune);
  const GaGrant grant = { GA_ACCESS_CONSULTANT, { GA_PLACE_KOMMUNE, fixture->kommune } };
  GaSql *sql = accounts_fixture_get_sql (fixture);
  g_autofree char *others =
      accounts_fixture_invite (fixture, GA_ACCESS_CONSULTANT, GA_PLACE_KOMMUNE, &fixture->kommune);
  g_autofree char *first = invite_further (fixture, &grant);
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;
  g_autofree char *names = NULL;

  g_assert_nonnull (maker);
  assert_serves (fixture, first, TRUE);
  g_assert_true (ga_grants_remove (sql, fixture->tenant, 1, &grant, NOW, NULL));
  assert_serves (fixture, first, FALSE);
  second = invite_further (fixture, &grant);
  names = ga_lost_computer_end (sql, fixture->server.schema, fixture->tenant, 1, 1, NOW, NULL);
  g_assert_nonnull (names);
  assert_serves (fixture, second, FALSE);
  third = invite_further (fixture, &grant);
  g_assert_true (ga_accounts_end (sql, fixture->tenant, 1, NOW, NULL));
  assert_serves (fixture, third, FALSE);
  assert_serves (fixture, others, TRUE);
}

/* As its answer may have been lost; and nobody else. */
static void
test_who_used_it_is_told_again_what_it_gives (AccountsFixture *fixture, gconstpointer data)
{
  g_autofree char *code =
      accounts_fixture_invite (fixture, GA_ACCESS_CONSULTANT, GA_PLACE_KOMMUNE, &fixture->kommune);
  GaSql *sql = accounts_fixture_get_sql (fixture);
  g_auto (GaServerInvitation) seen = { 0 };
  g_autoptr (GError) error = NULL;

  ga_welcome_free (enrol_again (fixture, code, &fixture->client, NOW, &error));
  g_assert_no_error (error);
  assert_serves (fixture, code, FALSE);
  ga_server_invitation_find (&seen, sql, code, &fixture->client, NOW, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (seen.grants->len, ==, 1);
  ga_server_invitation_clear (&seen);
  accounts_fixture_run (fixture, "UPDATE device SET revoked = 1");
  g_assert_false (ga_server_invitation_find (&seen, sql, code, &fixture->client, NOW, &error));
  g_assert_error (error, GA_SYNC_ERROR, GA_SYNC_ERROR_UNKNOWN);
}

/* As between two processes: it was looked at before. */
static void
test_what_was_used_meanwhile_is_not_withdrawn (AccountsFixture *fixture, gconstpointer data)
{
  g_autofree char *code =
      accounts_fixture_invite (fixture, GA_ACCESS_CONSULTANT, GA_PLACE_KOMMUNE, &fixture->kommune);
  GaSql *sql = accounts_fixture_get_sql (fixture);
  g_auto (GaServerInvitation) seen = { 0 };
  g_autoptr (GaWelcome) welcome = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (ga_server_invitation_find (&seen, sql, code, &fixture->client, NOW, &error));
  welcome = enrol_again (fixture, code, &fixture->client, NOW, &error);
  g_assert_no_error (error);
  g_assert_nonnull (welcome);
  g_assert_false (ga_server_invitation_withdraw (&seen, sql, NOW, &error));
  g_assert_error (error, GA_SYNC_ERROR, GA_SYNC_ERROR_UNKNOWN);
}

#define ADD(name, function)                                                   \
  g_test_add (name, AccountsFixture, NULL, accounts_fixture_set_up, function, \
              accounts_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/invitation/an-invitation-lets-one-in-once", test_an_invitation_lets_one_in_once);
  ADD ("/invitation/a-lost-answer-to-joining-is-given-again",
       test_a_lost_answer_to_joining_is_given_again);
  ADD ("/invitation/a-lost-computer-does-not-come-back-by-its-code",
       test_a_lost_computer_does_not_come_back_by_its_code);
  ADD ("/invitation/an-invitation-that-was-accepted-gives-nothing-anew",
       test_an_invitation_that_was_accepted_gives_nothing_anew);
  ADD ("/invitation/a-code-that-was-accepted-lets-no-computer-in",
       test_a_code_that_was_accepted_lets_no_computer_in);
  ADD ("/invitation/they-end-with-the-access-of-who-made-them",
       test_invitations_end_with_the_access_of_who_made_them);
  ADD ("/invitation/who-used-it-is-told-again-what-it-gives",
       test_who_used_it_is_told_again_what_it_gives);
  ADD ("/invitation/what-was-used-meanwhile-is-not-withdrawn",
       test_what_was_used_meanwhile_is_not_withdrawn);
  ADD ("/invitation/an-invitation-ends-after-two-weeks", test_an_invitation_ends_after_two_weeks);
  g_test_add_func ("/invitation/a-code-may-be-typed-as-people-do",
                   test_a_code_may_be_typed_as_people_do);
  return g_test_run ();
}
