/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <json-glib/json-glib.h>
#include <string.h>

#include "server/accounts-fixture.h"
#include "server/ga-lost-computer.h"
#include "server/ga-rights-load.h"
#include "server/ga-server-clock.h"
#include "sync/ga-sync-error.h"

#define SECOND ((gint64) G_USEC_PER_SEC)
#define DAY    (86400 * SECOND)

static GaWelcome *
renew (AccountsFixture *fixture, const char *refresh, gint64 now)
{
  g_autofree char *detail = NULL;
  g_autoptr (GError) error = NULL;
  GaWelcome *welcome =
      ga_accounts_renew (accounts_fixture_get_sql (fixture), refresh, NULL, now, &detail, &error);

  g_assert_no_error (error);
  g_assert_nonnull (welcome);
  g_assert_null (detail);
  return welcome;
}

/* (transfer full) (nullable): what a computer without access may push with. It is told in any case
 * which life the server is in. */
static char *
take_leave (AccountsFixture *fixture, const char *refresh, gint64 now)
{
  g_autofree char *detail = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = NULL;

  g_assert_null (
      ga_accounts_renew (accounts_fixture_get_sql (fixture), refresh, NULL, now, &detail, &error));
  g_assert_error (error, GA_SYNC_ERROR, GA_SYNC_ERROR_REVOKED);
  text = g_strdup_printf ("{%s}", detail);
  node = json_from_string (text, NULL);
  g_assert_cmpint (json_object_get_int_member (json_node_get_object (node), "epoch"), ==, 1);
  g_assert_true (json_object_has_member (json_node_get_object (node), "fork"));
  g_assert_true (json_object_has_member (json_node_get_object (node), "lineage"));
  return g_strdup (
      json_object_get_string_member_with_default (json_node_get_object (node), "access", NULL));
}

static void
assert_not_renewed (AccountsFixture *fixture, const char *refresh, gint64 now, GaSyncError code)
{
  g_autofree char *detail = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (
      ga_accounts_renew (accounts_fixture_get_sql (fixture), refresh, NULL, now, &detail, &error));
  g_assert_error (error, GA_SYNC_ERROR, (int) code);
}

static void
assert_shut_out (AccountsFixture *fixture, const char *access, gint64 now)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ga_session_load (accounts_fixture_get_sql (fixture), access, now, &error));
  g_assert_error (error, GA_SYNC_ERROR, GA_SYNC_ERROR_EXPIRED);
}

static void
test_a_refresh_token_serves_once_and_an_hour_later_ends_all (AccountsFixture *fixture,
                                                             gconstpointer data)
{
  g_autoptr (GaWelcome) first =
      accounts_fixture_enrol (fixture, GA_ACCESS_HOST, GA_PLACE_COMMUNITY, &fixture->kommune);
  g_autoptr (GaWelcome) second = renew (fixture, first->refresh, NOW + 10 * SECOND);

  g_assert_cmpstr (first->refresh, !=, second->refresh);
  accounts_fixture_assert_lets_in (fixture, second->access, NOW + 11 * SECOND);
  assert_not_renewed (fixture, first->refresh, NOW + 3600 * SECOND, GA_SYNC_ERROR_EXPIRED);
  assert_not_renewed (fixture, second->refresh, NOW + 3601 * SECOND, GA_SYNC_ERROR_EXPIRED);
  assert_shut_out (fixture, second->access, NOW + 12 * SECOND);
}

static void
test_a_lost_answer_is_forgiven_for_a_minute (AccountsFixture *fixture, gconstpointer data)
{
  g_autoptr (GaWelcome) first =
      accounts_fixture_enrol (fixture, GA_ACCESS_HOST, GA_PLACE_COMMUNITY, &fixture->kommune);
  g_autoptr (GaWelcome) lost = renew (fixture, first->refresh, NOW + 10 * SECOND);
  g_autoptr (GaWelcome) again = renew (fixture, first->refresh, NOW + 70 * SECOND);
  g_autoptr (GaWelcome) later = renew (fixture, again->refresh, NOW + 1000 * SECOND);

  accounts_fixture_assert_lets_in (fixture, later->access, NOW + 1001 * SECOND);
  /* The one nobody got has served as well. */
  assert_not_renewed (fixture, lost->refresh, NOW + 2000 * SECOND, GA_SYNC_ERROR_EXPIRED);
}

static void
tell_of_copy (AccountsFixture *fixture, gint64 device)
{
  g_assert_true (ga_accounts_note_fork (accounts_fixture_get_sql (fixture), fixture->tenant, device,
                                        NOW, NULL));
}

static GaWelcome *
part (AccountsFixture *fixture, const char *refresh, const GaId *client, gint64 now)
{
  g_autofree char *detail = NULL;
  g_autoptr (GError) error = NULL;
  GaWelcome *welcome =
      ga_accounts_renew (accounts_fixture_get_sql (fixture), refresh, client, now, &detail, &error);

  if (welcome == NULL)
    g_assert_error (error, GA_SYNC_ERROR, GA_SYNC_ERROR_EXPIRED);
  return welcome;
}

/* Both go on, and both are there to be ended. */
static void
test_a_copy_becomes_a_computer_of_its_own (AccountsFixture *fixture, gconstpointer data)
{
  g_autoptr (GaWelcome) first =
      accounts_fixture_enrol (fixture, GA_ACCESS_HOST, GA_PLACE_COMMUNITY, &fixture->kommune);
  g_autoptr (GaWelcome) copy = NULL;
  g_autoptr (GaWelcome) again = NULL;
  g_autoptr (GaWelcome) first_later = NULL;
  g_autoptr (GaWelcome) copy_later = NULL;
  g_autoptr (GaSession) session = NULL;
  g_autoptr (GError) error = NULL;
  GaId client = ga_id_new ();

  tell_of_copy (fixture, 1);
  copy = part (fixture, first->refresh, &client, NOW);
  g_assert_nonnull (copy);
  /* The answer may have been lost. */
  again = part (fixture, first->refresh, &client, NOW + SECOND);
  g_assert_nonnull (again);
  assert_shut_out (fixture, copy->access, NOW + 2 * SECOND);
  first_later = renew (fixture, first->refresh, NOW + 3600 * SECOND);
  copy_later = renew (fixture, again->refresh, NOW + 3600 * SECOND);
  accounts_fixture_assert_lets_in (fixture, first_later->access, NOW + 3601 * SECOND);
  session = ga_session_load (accounts_fixture_get_sql (fixture), copy_later->access,
                             NOW + 3601 * SECOND, &error);
  g_assert_no_error (error);
  g_assert_true (ga_id_equal (&session->client, &client));
  g_assert_cmpint (session->device, ==, 2);
  /* With a token that has served it is no copy but a thief. */
  g_assert_null (part (fixture, first->refresh, &client, NOW + 3700 * SECOND));
  assert_not_renewed (fixture, copy_later->refresh, NOW + 3701 * SECOND, GA_SYNC_ERROR_EXPIRED);
}

/* Whoever holds a token makes no computers of it, nor takes another's place. */
static void
test_only_a_copy_that_was_told_so_parts (AccountsFixture *fixture, gconstpointer data)
{
  g_autoptr (GaWelcome) first =
      accounts_fixture_enrol (fixture, GA_ACCESS_HOST, GA_PLACE_COMMUNITY, &fixture->kommune);
  g_autoptr (GaWelcome) other = NULL;
  g_autoptr (GaWelcome) copy = NULL;
  g_autoptr (GaWelcome) copy_later = NULL;
  g_autoptr (GaWelcome) first_later = NULL;
  g_autoptr (GError) error = NULL;
  GaId of_other = ga_id_new (), of_copy = ga_id_new (), further = ga_id_new ();

  other =
      ga_accounts_sign_in (accounts_fixture_get_sql (fixture), 1, &of_other, "Laptop", NOW, &error);
  g_assert_no_error (error);
  g_assert_null (part (fixture, first->refresh, &of_copy, NOW));
  tell_of_copy (fixture, 1);
  g_assert_null (part (fixture, first->refresh, &of_other, NOW));
  accounts_fixture_assert_lets_in (fixture, other->access, NOW);
  g_assert_null (part (fixture, first->refresh, &of_copy, NOW + DAY));
  copy = part (fixture, first->refresh, &of_copy, NOW + SECOND);
  g_assert_nonnull (copy);
  g_assert_null (part (fixture, first->refresh, &further, NOW + SECOND));
  copy_later = renew (fixture, copy->refresh, NOW + 10 * SECOND);
  g_assert_null (part (fixture, first->refresh, &of_copy, NOW + 20 * SECOND));
  accounts_fixture_assert_lets_in (fixture, copy_later->access, NOW + 20 * SECOND);
  first_later = renew (fixture, first->refresh, NOW + 20 * SECOND);
  accounts_fixture_assert_lets_in (fixture, first_later->access, NOW + 20 * SECOND);
}

static void
test_a_copy_ends_with_its_computer (AccountsFixture *fixture, gconstpointer data)
{
  g_autoptr (GaWelcome) first =
      accounts_fixture_enrol (fixture, GA_ACCESS_HOST, GA_PLACE_COMMUNITY, &fixture->kommune);
  g_autoptr (GaWelcome) copy = NULL;
  g_autoptr (GaWelcome) of_copy = NULL;
  g_autoptr (GaWelcome) own = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *access = NULL;
  g_autofree char *names = NULL;
  GaId one = ga_id_new (), two = ga_id_new (), three = ga_id_new ();

  tell_of_copy (fixture, 1);
  ga_welcome_free (part (fixture, first->refresh, &three, NOW));
  own = ga_accounts_sign_in (accounts_fixture_get_sql (fixture), 1, &three, "Desk", NOW, &error);
  g_assert_no_error (error);
  tell_of_copy (fixture, 1);
  copy = part (fixture, first->refresh, &one, NOW);
  g_assert_nonnull (copy);
  tell_of_copy (fixture, 3);
  of_copy = part (fixture, copy->refresh, &two, NOW);
  g_assert_nonnull (of_copy);
  names = ga_lost_computer_end (accounts_fixture_get_sql (fixture), fixture->server.schema,
                                fixture->tenant, 1, 1, NOW, &error);
  g_assert_no_error (error);
  g_assert_nonnull (names);
  access = take_leave (fixture, of_copy->refresh, NOW);
  g_assert_nonnull (access);
  accounts_fixture_assert_lets_in (fixture, own->access, NOW);
}

static void
test_there_is_no_grace_once_the_answer_was_used (AccountsFixture *fixture, gconstpointer data)
{
  g_autoptr (GaWelcome) first =
      accounts_fixture_enrol (fixture, GA_ACCESS_HOST, GA_PLACE_COMMUNITY, &fixture->kommune);
  g_autoptr (GaWelcome) second = renew (fixture, first->refresh, NOW + 10 * SECOND);
  g_autoptr (GaWelcome) third = renew (fixture, second->refresh, NOW + 20 * SECOND);

  assert_not_renewed (fixture, first->refresh, NOW + 30 * SECOND, GA_SYNC_ERROR_EXPIRED);
  assert_not_renewed (fixture, third->refresh, NOW + 40 * SECOND, GA_SYNC_ERROR_EXPIRED);
}

static void
test_tokens_have_their_time (AccountsFixture *fixture, gconstpointer data)
{
  g_autoptr (GaWelcome) welcome =
      accounts_fixture_enrol (fixture, GA_ACCESS_HOST, GA_PLACE_COMMUNITY, &fixture->kommune);

  accounts_fixture_assert_lets_in (fixture, welcome->access, NOW + 899 * SECOND);
  assert_shut_out (fixture, welcome->access, NOW + 900 * SECOND);
  assert_shut_out (fixture, welcome->refresh, NOW);
  assert_shut_out (fixture, "nobody", NOW);
  assert_not_renewed (fixture, welcome->access, NOW, GA_SYNC_ERROR_EXPIRED);
  assert_not_renewed (fixture, welcome->refresh, NOW + 90 * DAY, GA_SYNC_ERROR_EXPIRED);
}

static void
note_clock (AccountsFixture *fixture, gint64 now, gboolean expected)
{
  g_autoptr (GError) error = NULL;
  gboolean doubtful = !expected;

  ga_server_clock_note (accounts_fixture_get_sql (fixture), now, &doubtful, &error);
  g_assert_no_error (error);
  g_assert_cmpint (doubtful, ==, expected);
}

/* Ten years ahead for some seconds; also where an answer had just been lost. */
static void
test_a_clock_that_jumps_ends_nobodys_sign_in (AccountsFixture *fixture, gconstpointer data)
{
  g_autoptr (GaWelcome) first =
      accounts_fixture_enrol (fixture, GA_ACCESS_HOST, GA_PLACE_COMMUNITY, &fixture->kommune);
  g_autoptr (GaWelcome) again = NULL;

  note_clock (fixture, NOW, FALSE);
  assert_not_renewed (fixture, first->refresh, NOW + 3650 * DAY, GA_SYNC_ERROR_SERVER);
  ga_welcome_free (renew (fixture, first->refresh, NOW + 10 * SECOND));
  assert_not_renewed (fixture, first->refresh, NOW + 8 * DAY, GA_SYNC_ERROR_SERVER);
  again = renew (fixture, first->refresh, NOW + 30 * SECOND);
  accounts_fixture_assert_lets_in (fixture, again->access, NOW + 40 * SECOND);
}

/* The server was off, as it shows when it has run for a day. */
static void
test_a_clock_that_goes_on_is_believed (AccountsFixture *fixture, gconstpointer data)
{
  g_autoptr (GaWelcome) first =
      accounts_fixture_enrol (fixture, GA_ACCESS_HOST, GA_PLACE_COMMUNITY, &fixture->kommune);

  note_clock (fixture, NOW, FALSE);
  note_clock (fixture, NOW + 7 * DAY, FALSE);
  note_clock (fixture, NOW + 100 * DAY, TRUE);
  note_clock (fixture, NOW + 100 * DAY + 60 * SECOND, TRUE);
  /* Another jump is another doubt. */
  note_clock (fixture, NOW + 200 * DAY, TRUE);
  assert_not_renewed (fixture, first->refresh, NOW + 200 * DAY, GA_SYNC_ERROR_SERVER);
  note_clock (fixture, NOW + 201 * DAY, FALSE);
  assert_not_renewed (fixture, first->refresh, NOW + 201 * DAY, GA_SYNC_ERROR_EXPIRED);
  /* Put back, for a day: the server had believed what was wrong. */
  note_clock (fixture, NOW + 101 * DAY, FALSE);
  note_clock (fixture, NOW + 102 * DAY, FALSE);
  note_clock (fixture, NOW + 201 * DAY, TRUE);
  note_clock (fixture, NOW + 202 * DAY, FALSE);
  /* Set right between two jumps to the same time, it has not gone on. */
  note_clock (fixture, NOW + 900 * DAY, TRUE);
  note_clock (fixture, NOW + 202 * DAY, FALSE);
  note_clock (fixture, NOW + 901 * DAY, TRUE);
}

/* A machine that did not know the time when it started, and was told it soon after. */
static void
test_a_clock_that_was_behind_ends_nobodys_sign_in (AccountsFixture *fixture, gconstpointer data)
{
  g_autoptr (GaWelcome) first =
      accounts_fixture_enrol (fixture, GA_ACCESS_HOST, GA_PLACE_COMMUNITY, &fixture->kommune);
  g_autoptr (GaWelcome) behind = NULL;
  g_autoptr (GaWelcome) right = NULL;

  note_clock (fixture, NOW, FALSE);
  note_clock (fixture, NOW - 3650 * DAY, FALSE);
  behind = renew (fixture, first->refresh, NOW - 3650 * DAY);
  note_clock (fixture, NOW + DAY, FALSE);
  right = renew (fixture, behind->refresh, NOW + DAY);
  accounts_fixture_assert_lets_in (fixture, right->access, NOW + DAY);
  assert_shut_out (fixture, behind->access, NOW + DAY);
}

static void
test_a_revoked_computer_is_known_and_sees_nothing (AccountsFixture *fixture, gconstpointer data)
{
  g_autoptr (GaWelcome) welcome =
      accounts_fixture_enrol (fixture, GA_ACCESS_HOST, GA_PLACE_COMMUNITY, &fixture->kommune);
  g_autoptr (GaSession) session = NULL;
  g_autoptr (GError) error = NULL;

  accounts_fixture_run (fixture, "UPDATE device SET revoked = 1");
  session =
      ga_session_load (accounts_fixture_get_sql (fixture), welcome->access, NOW + DAY, &error);
  g_assert_error (error, GA_SYNC_ERROR, GA_SYNC_ERROR_REVOKED);
  g_assert_true (session->revoked);
  g_assert_true (ga_id_equal (&session->client, &fixture->client));
  g_assert_cmpuint (session->grants->len, ==, 0);
}

/* It may have been off for long, and its first answer may have been lost. */
static void
test_a_revoked_computer_may_take_its_leave (AccountsFixture *fixture, gconstpointer data)
{
  g_autoptr (GaWelcome) first =
      accounts_fixture_enrol (fixture, GA_ACCESS_HOST, GA_PLACE_COMMUNITY, &fixture->kommune);
  g_autoptr (GaWelcome) welcome = renew (fixture, first->refresh, NOW + 10 * SECOND);
  g_autoptr (GaWelcome) newest = renew (fixture, welcome->refresh, NOW + 20 * SECOND);
  g_autofree char *stolen = NULL;
  g_autofree char *lost = NULL;
  g_autofree char *access = NULL;
  g_autofree char *late = NULL;
  g_autoptr (GaSession) session = NULL;
  g_autoptr (GError) error = NULL;

  accounts_fixture_run (fixture, "UPDATE device SET revoked = 1");
  stolen = take_leave (fixture, first->refresh, NOW + 30 * SECOND);
  g_assert_null (stolen);
  late = take_leave (fixture, newest->refresh, NOW + 91 * DAY);
  g_assert_null (late);
  lost = take_leave (fixture, newest->refresh, NOW + 30 * DAY);
  access = take_leave (fixture, newest->refresh, NOW + 31 * DAY);
  assert_shut_out (fixture, lost, NOW + 31 * DAY);
  session = ga_session_load (accounts_fixture_get_sql (fixture), access, NOW + 31 * DAY, &error);
  g_assert_error (error, GA_SYNC_ERROR, GA_SYNC_ERROR_REVOKED);
  g_assert_true (session->revoked);
  /* It has brought something, an hour ago. */
  accounts_fixture_run (fixture,
                        "INSERT INTO client (tenant, client, device, last_number, last_contact) "
                        "SELECT tenant, client, number, 1, 0 FROM device");
  accounts_fixture_run (
      fixture, "INSERT INTO quarantine (tenant, number, account, client, at, body) "
               "SELECT d.tenant, 1, d.account, d.client, 1792678400000000, t.hash FROM device d "
               "JOIN token t ON t.device = d.number WHERE t.kind = 'access'");
  late = take_leave (fixture, newest->refresh, NOW + 31 * DAY + 3601 * SECOND);
  g_assert_null (late);
}

static GaSession *
load (AccountsFixture *fixture, GaAccess access, GaSpacePlace place, const GaId *target)
{
  g_autoptr (GaWelcome) welcome = accounts_fixture_enrol (fixture, access, place, target);
  g_autoptr (GError) error = NULL;
  GaSession *session =
      ga_session_load (accounts_fixture_get_sql (fixture), welcome->access, NOW, &error);

  g_assert_no_error (error);
  return session;
}

static gboolean
sees (AccountsFixture *fixture, const GaSession *session, const GaSpace *space)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GaRights) rights =
      ga_rights_load (accounts_fixture_get_sql (fixture), fixture->server.schema, session, &error);

  g_assert_no_error (error);
  return ga_rights_see (rights, space);
}

static void
test_a_session_sees_what_was_granted (AccountsFixture *fixture, gconstpointer data)
{
  GaId community = ga_id_new (), none = { { 0 } };
  const GaSpace national = { GA_PLACE_NATIONAL, none };
  const GaSpace kommune = { GA_PLACE_KOMMUNE, fixture->kommune };
  const GaSpace own = { GA_PLACE_COMMUNITY, community };
  g_autoptr (GaSession) host = NULL;
  g_autoptr (GaSession) consultant = NULL;
  g_autoptr (GaSession) coordinator = NULL;
  GaStatement *statement = ga_sql_prepare (
      accounts_fixture_get_sql (fixture),
      "INSERT INTO community (tenant, id, _space, _rev, _by, _at, _stamps, _gone, kommune) "
      "VALUES ($1, $2, 3, 1, 0, 0, '', 0, $3)",
      NULL);

  ga_statement_bind_integer (statement, 1, fixture->tenant);
  ga_statement_bind_id (statement, 2, &community);
  ga_statement_bind_id (statement, 3, &fixture->kommune);
  g_assert_true (ga_statement_run (statement, NULL));

  host = load (fixture, GA_ACCESS_HOST, GA_PLACE_COMMUNITY, &community);
  g_assert_true (sees (fixture, host, &national));
  g_assert_true (sees (fixture, host, &kommune));
  g_assert_true (sees (fixture, host, &own));
  g_assert_true (ga_session_hosts (host, &community));
  g_assert_false (host->counts_only);

  consultant = load (fixture, GA_ACCESS_CONSULTANT, GA_PLACE_KOMMUNE, &fixture->kommune);
  g_assert_true (sees (fixture, consultant, &kommune));
  g_assert_true (sees (fixture, consultant, &national));
  g_assert_false (sees (fixture, consultant, &own));
  g_assert_true (ga_session_has (consultant, GA_ACCESS_CONSULTANT, &kommune));
  g_assert_false (ga_session_has (consultant, GA_ACCESS_COORDINATOR, &kommune));
  g_assert_false (consultant->counts_only);

  coordinator = load (fixture, GA_ACCESS_COORDINATOR, GA_PLACE_COMMUNITY, &community);
  g_assert_false (sees (fixture, coordinator, &own));
  g_assert_true (coordinator->counts_only);
}

/* So that a computer can tell by their text whether there are others. */
static void
test_grants_come_in_one_order (AccountsFixture *fixture, gconstpointer data)
{
  GaId ids[] = { { { 9 } }, { { 1 } } };
  g_autofree char *low = ga_id_to_string (&ids[1]);
  g_autofree char *high = ga_id_to_string (&ids[0]);
  g_autofree char *expected = g_strdup_printf ("host community:%s;host community:%s", low, high);
  g_autoptr (GaSession) host = load (fixture, GA_ACCESS_HOST, GA_PLACE_COMMUNITY, &ids[0]);
  GaGrant grant = { GA_ACCESS_HOST, { GA_PLACE_COMMUNITY, ids[1] } };
  g_autoptr (GError) error = NULL;
  g_autoptr (GaRights) rights = NULL;
  g_autofree char *text = NULL;

  ga_grants_add (accounts_fixture_get_sql (fixture), host->tenant, host->account, &grant, &error);
  g_assert_no_error (error);
  rights =
      ga_rights_load (accounts_fixture_get_sql (fixture), fixture->server.schema, host, &error);
  g_assert_no_error (error);
  text = ga_rights_to_text (rights);
  g_assert_cmpstr (text, ==, expected);
}

static void
add_line (AccountsFixture *fixture, const char *subject, const char *detail)
{
  g_autoptr (GError) error = NULL;

  ga_audit_add (accounts_fixture_get_sql (fixture), fixture->tenant, 7, "read names", subject,
                detail, NOW, &error);
  g_assert_no_error (error);
}

static gint64
verify (AccountsFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  gint64 wrong = -1;

  g_assert_true (
      ga_audit_verify (accounts_fixture_get_sql (fixture), fixture->tenant, &wrong, &error));
  return wrong;
}

static void
test_a_changed_line_breaks_the_audit (AccountsFixture *fixture, gconstpointer data)
{
  const char *const changes[][2] = {
    { "UPDATE audit SET detail = 'participants=30' WHERE number = 2",
      "UPDATE audit SET detail = 'participants=31' WHERE number = 2" },
    { "UPDATE audit SET account = 8 WHERE number = 2",
      "UPDATE audit SET account = 7 WHERE number = 2" },
    { "UPDATE audit SET subject = detail, detail = subject WHERE number = 2",
      "UPDATE audit SET subject = detail, detail = subject WHERE number = 2" },
    { "UPDATE audit SET subject = 'community' WHERE number = 2",
      "UPDATE audit SET subject = NULL WHERE number = 2" },
    { "UPDATE audit SET action = 'sign in' WHERE number = 2",
      "UPDATE audit SET action = 'read names' WHERE number = 2" },
    { "UPDATE audit SET at = at + 1 WHERE number = 2",
      "UPDATE audit SET at = at - 1 WHERE number = 2" },
    { "DELETE FROM audit WHERE number = 2", NULL },
  };

  g_assert_true (ga_sql_begin (accounts_fixture_get_sql (fixture), NULL));
  add_line (fixture, NULL, NULL);
  add_line (fixture, NULL, "participants=31");
  for (guint i = 0; i < 2000; i++)
    add_line (fixture, "community", "");
  g_assert_true (ga_sql_commit (accounts_fixture_get_sql (fixture), NULL));
  g_assert_cmpint (verify (fixture), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      accounts_fixture_run (fixture, changes[i][0]);
      g_assert_cmpint (verify (fixture), ==, 2);
      if (changes[i][1] == NULL)
        break;
      accounts_fixture_run (fixture, changes[i][1]);
      g_assert_cmpint (verify (fixture), ==, 0);
    }
}

static void
test_an_association_is_there_once (AccountsFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (ga_tenant_create (accounts_fixture_get_sql (fixture), fixture->server.schema,
                                     "Gåforbundet", NOW, &error),
                   ==, 0);
  g_assert_error (error, GA_SYNC_ERROR, GA_SYNC_ERROR_NOT_ALLOWED);
  g_clear_error (&error);
  g_assert_cmpint (ga_tenant_create (accounts_fixture_get_sql (fixture), fixture->server.schema,
                                     "Turforbundet", NOW, &error),
                   ==, fixture->tenant + 1);
  g_assert_no_error (error);
}

#define ADD(name, function)                                                   \
  g_test_add (name, AccountsFixture, NULL, accounts_fixture_set_up, function, \
              accounts_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/accounts/a-refresh-token-serves-once-and-an-hour-later-ends-all",
       test_a_refresh_token_serves_once_and_an_hour_later_ends_all);
  ADD ("/accounts/a-lost-answer-is-forgiven-for-a-minute",
       test_a_lost_answer_is_forgiven_for_a_minute);
  ADD ("/accounts/a-copy-becomes-a-computer-of-its-own", test_a_copy_becomes_a_computer_of_its_own);
  ADD ("/accounts/only-a-copy-that-was-told-so-parts", test_only_a_copy_that_was_told_so_parts);
  ADD ("/accounts/a-copy-ends-with-its-computer", test_a_copy_ends_with_its_computer);
  ADD ("/accounts/there-is-no-grace-once-the-answer-was-used",
       test_there_is_no_grace_once_the_answer_was_used);
  ADD ("/accounts/tokens-have-their-time", test_tokens_have_their_time);
  ADD ("/accounts/a-clock-that-jumps-ends-nobodys-sign-in",
       test_a_clock_that_jumps_ends_nobodys_sign_in);
  ADD ("/accounts/a-clock-that-goes-on-is-believed", test_a_clock_that_goes_on_is_believed);
  ADD ("/accounts/a-clock-that-was-behind-ends-nobodys-sign-in",
       test_a_clock_that_was_behind_ends_nobodys_sign_in);
  ADD ("/accounts/a-revoked-computer-is-known-and-sees-nothing",
       test_a_revoked_computer_is_known_and_sees_nothing);
  ADD ("/accounts/a-revoked-computer-may-take-its-leave",
       test_a_revoked_computer_may_take_its_leave);
  ADD ("/accounts/a-session-sees-what-was-granted", test_a_session_sees_what_was_granted);
  ADD ("/accounts/grants-come-in-one-order", test_grants_come_in_one_order);
  ADD ("/accounts/a-changed-line-breaks-the-audit", test_a_changed_line_breaks_the_audit);
  ADD ("/accounts/an-association-is-there-once", test_an_association_is_there_once);
  return g_test_run ();
}
