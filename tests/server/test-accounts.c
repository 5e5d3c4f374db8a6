/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>
#include <sys/resource.h>

#include "server/ga-accounts-private.h"
#include "server/ga-rights-load.h"
#include "server/ga-secret.h"
#include "server/server-fixture.h"
#include "sync/ga-sync-error.h"

#define NOW    G_GINT64_CONSTANT (1790000000000000)
#define SECOND ((gint64) G_USEC_PER_SEC)
#define DAY    (86400 * SECOND)

typedef struct
{
  ServerFixture server;
  gint64 tenant;
  GaId kommune;
  GaId client;
} Fixture;

static GaSql *
get_sql (Fixture *fixture)
{
  return fixture->server.sql;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  server_fixture_set_up (&fixture->server, data);
  g_assert_true (ga_sql_begin (get_sql (fixture), NULL));
  fixture->tenant =
      ga_tenant_create (get_sql (fixture), fixture->server.schema, "Gåforbundet", NOW, &error);
  g_assert_no_error (error);
  g_assert_true (ga_sql_commit (get_sql (fixture), NULL));
  fixture->kommune = ga_id_for_fact ("kommune:test");
  fixture->client = ga_id_new ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  server_fixture_tear_down (&fixture->server, data);
}

static char *
invite (Fixture *fixture, GaAccess access, GaSpacePlace place, const GaId *target)
{
  g_autoptr (GArray) grants = g_array_new (FALSE, FALSE, sizeof (GaGrant));
  g_autoptr (GError) error = NULL;
  GaGrant grant = { access, { place, *target } };
  char *code;

  g_array_append_val (grants, grant);
  code = ga_invitation_create (get_sql (fixture), fixture->tenant, 0, grants, "Ane", NOW, &error);
  g_assert_no_error (error);
  return code;
}

static GaWelcome *
enrol (Fixture *fixture, GaAccess access, GaSpacePlace place, const GaId *target)
{
  g_autofree char *code = invite (fixture, access, place, target);
  g_autoptr (GError) error = NULL;
  GaWelcome *welcome =
      ga_accounts_enrol (get_sql (fixture), code, &fixture->client, "Desk", NULL, NOW, &error);

  g_assert_no_error (error);
  return welcome;
}

static GaWelcome *
renew (Fixture *fixture, const char *refresh, gint64 now)
{
  g_autofree char *last_access = NULL;
  g_autoptr (GError) error = NULL;
  GaWelcome *welcome =
      ga_accounts_renew (get_sql (fixture), refresh, NULL, now, &last_access, &error);

  g_assert_no_error (error);
  g_assert_nonnull (welcome);
  g_assert_null (last_access);
  return welcome;
}

/* (transfer full) (nullable): what a computer without access may push with */
static char *
take_leave (Fixture *fixture, const char *refresh, gint64 now)
{
  g_autoptr (GError) error = NULL;
  char *last_access;

  g_assert_null (ga_accounts_renew (get_sql (fixture), refresh, NULL, now, &last_access, &error));
  g_assert_error (error, GA_SYNC_ERROR, GA_SYNC_ERROR_REVOKED);
  return last_access;
}

static void
assert_not_renewed (Fixture *fixture, const char *refresh, gint64 now, GaSyncError code)
{
  g_autofree char *last_access = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (ga_accounts_renew (get_sql (fixture), refresh, NULL, now, &last_access, &error));
  g_assert_error (error, GA_SYNC_ERROR, (int) code);
}

static void
assert_lets_in (Fixture *fixture, const char *access, gint64 now)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GaSession) session = ga_session_load (get_sql (fixture), access, now, &error);

  g_assert_no_error (error);
  g_assert_nonnull (session);
}

static void
assert_shut_out (Fixture *fixture, const char *access, gint64 now)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ga_session_load (get_sql (fixture), access, now, &error));
  g_assert_error (error, GA_SYNC_ERROR, GA_SYNC_ERROR_EXPIRED);
}

static void
run (Fixture *fixture, const char *text)
{
  g_autoptr (GError) error = NULL;

  ga_sql_exec (get_sql (fixture), text, &error);
  g_assert_no_error (error);
}

static void
test_an_invitation_lets_one_in_once (Fixture *fixture, gconstpointer data)
{
  g_autofree char *code =
      invite (fixture, GA_ACCESS_CONSULTANT, GA_PLACE_KOMMUNE, &fixture->kommune);
  g_autoptr (GError) error = NULL;
  g_autoptr (GaWelcome) welcome =
      ga_accounts_enrol (get_sql (fixture), code, &fixture->client, "Desk", NULL, NOW, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (welcome->name, ==, "Ane");
  g_assert_cmpstr (welcome->organisation, ==, "Gåforbundet");
  g_assert_cmpint (welcome->role, ==, GA_ACCESS_CONSULTANT);
  g_assert_cmpint (welcome->epoch, ==, 1);
  g_assert_cmpint (welcome->head, >, 300);
  g_assert_false (ga_id_is_none (&welcome->lineage));
  assert_lets_in (fixture, welcome->access, NOW);
  g_assert_null (
      ga_accounts_enrol (get_sql (fixture), code, &fixture->client, "Desk", NULL, NOW, &error));
  g_assert_error (error, GA_SYNC_ERROR, GA_SYNC_ERROR_UNKNOWN);
}

static void
test_an_invitation_ends_after_two_weeks (Fixture *fixture, gconstpointer data)
{
  g_autofree char *code =
      invite (fixture, GA_ACCESS_CONSULTANT, GA_PLACE_KOMMUNE, &fixture->kommune);
  g_autoptr (GError) error = NULL;

  g_assert_null (ga_accounts_enrol (get_sql (fixture), code, &fixture->client, "Desk", NULL,
                                    NOW + 14 * DAY, &error));
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
test_a_refresh_token_serves_once_and_an_hour_later_ends_all (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GaWelcome) first =
      enrol (fixture, GA_ACCESS_HOST, GA_PLACE_COMMUNITY, &fixture->kommune);
  g_autoptr (GaWelcome) second = renew (fixture, first->refresh, NOW + 10 * SECOND);

  g_assert_cmpstr (first->refresh, !=, second->refresh);
  assert_lets_in (fixture, second->access, NOW + 11 * SECOND);
  assert_not_renewed (fixture, first->refresh, NOW + 3600 * SECOND, GA_SYNC_ERROR_EXPIRED);
  assert_not_renewed (fixture, second->refresh, NOW + 3601 * SECOND, GA_SYNC_ERROR_EXPIRED);
  assert_shut_out (fixture, second->access, NOW + 12 * SECOND);
}

static void
test_a_lost_answer_is_forgiven_for_a_minute (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GaWelcome) first =
      enrol (fixture, GA_ACCESS_HOST, GA_PLACE_COMMUNITY, &fixture->kommune);
  g_autoptr (GaWelcome) lost = renew (fixture, first->refresh, NOW + 10 * SECOND);
  g_autoptr (GaWelcome) again = renew (fixture, first->refresh, NOW + 70 * SECOND);
  g_autoptr (GaWelcome) later = renew (fixture, again->refresh, NOW + 1000 * SECOND);

  assert_lets_in (fixture, later->access, NOW + 1001 * SECOND);
  /* The one nobody got has served as well. */
  assert_not_renewed (fixture, lost->refresh, NOW + 2000 * SECOND, GA_SYNC_ERROR_EXPIRED);
}

static void
tell_of_copy (Fixture *fixture, gint64 device)
{
  g_assert_true (ga_accounts_note_fork (get_sql (fixture), fixture->tenant, device, NOW, NULL));
}

static GaWelcome *
part (Fixture *fixture, const char *refresh, const GaId *client, gint64 now)
{
  g_autofree char *last_access = NULL;
  g_autoptr (GError) error = NULL;
  GaWelcome *welcome =
      ga_accounts_renew (get_sql (fixture), refresh, client, now, &last_access, &error);

  if (welcome == NULL)
    g_assert_error (error, GA_SYNC_ERROR, GA_SYNC_ERROR_EXPIRED);
  return welcome;
}

/* Both go on, and both are there to be ended. */
static void
test_a_copy_becomes_a_computer_of_its_own (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GaWelcome) first =
      enrol (fixture, GA_ACCESS_HOST, GA_PLACE_COMMUNITY, &fixture->kommune);
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
  assert_lets_in (fixture, first_later->access, NOW + 3601 * SECOND);
  session = ga_session_load (get_sql (fixture), copy_later->access, NOW + 3601 * SECOND, &error);
  g_assert_no_error (error);
  g_assert_true (ga_id_equal (&session->client, &client));
  g_assert_cmpint (session->device, ==, 2);
  /* With a token that has served it is no copy but a thief. */
  g_assert_null (part (fixture, first->refresh, &client, NOW + 3700 * SECOND));
  assert_not_renewed (fixture, copy_later->refresh, NOW + 3701 * SECOND, GA_SYNC_ERROR_EXPIRED);
}

/* Whoever holds a token makes no computers of it, nor takes another's place. */
static void
test_only_a_copy_that_was_told_so_parts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GaWelcome) first =
      enrol (fixture, GA_ACCESS_HOST, GA_PLACE_COMMUNITY, &fixture->kommune);
  g_autoptr (GaWelcome) other = NULL;
  g_autoptr (GaWelcome) copy = NULL;
  g_autoptr (GaWelcome) copy_later = NULL;
  g_autoptr (GaWelcome) first_later = NULL;
  g_autoptr (GError) error = NULL;
  GaId of_other = ga_id_new (), of_copy = ga_id_new (), further = ga_id_new ();

  other = ga_accounts_sign_in (get_sql (fixture), 1, &of_other, "Laptop", NOW, &error);
  g_assert_no_error (error);
  g_assert_null (part (fixture, first->refresh, &of_copy, NOW));
  tell_of_copy (fixture, 1);
  g_assert_null (part (fixture, first->refresh, &of_other, NOW));
  assert_lets_in (fixture, other->access, NOW);
  g_assert_null (part (fixture, first->refresh, &of_copy, NOW + DAY));
  copy = part (fixture, first->refresh, &of_copy, NOW + SECOND);
  g_assert_nonnull (copy);
  g_assert_null (part (fixture, first->refresh, &further, NOW + SECOND));
  copy_later = renew (fixture, copy->refresh, NOW + 10 * SECOND);
  g_assert_null (part (fixture, first->refresh, &of_copy, NOW + 20 * SECOND));
  assert_lets_in (fixture, copy_later->access, NOW + 20 * SECOND);
  first_later = renew (fixture, first->refresh, NOW + 20 * SECOND);
  assert_lets_in (fixture, first_later->access, NOW + 20 * SECOND);
}

static void
test_a_copy_ends_with_its_computer (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GaWelcome) first =
      enrol (fixture, GA_ACCESS_HOST, GA_PLACE_COMMUNITY, &fixture->kommune);
  g_autoptr (GaWelcome) copy = NULL;
  g_autoptr (GaWelcome) of_copy = NULL;
  g_autoptr (GaWelcome) own = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *access = NULL;
  GaId one = ga_id_new (), two = ga_id_new (), three = ga_id_new ();

  tell_of_copy (fixture, 1);
  ga_welcome_free (part (fixture, first->refresh, &three, NOW));
  own = ga_accounts_sign_in (get_sql (fixture), 1, &three, "Desk", NOW, &error);
  g_assert_no_error (error);
  tell_of_copy (fixture, 1);
  copy = part (fixture, first->refresh, &one, NOW);
  g_assert_nonnull (copy);
  tell_of_copy (fixture, 3);
  of_copy = part (fixture, copy->refresh, &two, NOW);
  g_assert_nonnull (of_copy);
  ga_accounts_revoke_device (get_sql (fixture), fixture->tenant, 1, 1, NOW, &error);
  g_assert_no_error (error);
  access = take_leave (fixture, of_copy->refresh, NOW);
  g_assert_nonnull (access);
  assert_lets_in (fixture, own->access, NOW);
}

static void
test_there_is_no_grace_once_the_answer_was_used (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GaWelcome) first =
      enrol (fixture, GA_ACCESS_HOST, GA_PLACE_COMMUNITY, &fixture->kommune);
  g_autoptr (GaWelcome) second = renew (fixture, first->refresh, NOW + 10 * SECOND);
  g_autoptr (GaWelcome) third = renew (fixture, second->refresh, NOW + 20 * SECOND);

  assert_not_renewed (fixture, first->refresh, NOW + 30 * SECOND, GA_SYNC_ERROR_EXPIRED);
  assert_not_renewed (fixture, third->refresh, NOW + 40 * SECOND, GA_SYNC_ERROR_EXPIRED);
}

static void
test_tokens_have_their_time (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GaWelcome) welcome =
      enrol (fixture, GA_ACCESS_HOST, GA_PLACE_COMMUNITY, &fixture->kommune);

  assert_lets_in (fixture, welcome->access, NOW + 899 * SECOND);
  assert_shut_out (fixture, welcome->access, NOW + 900 * SECOND);
  assert_shut_out (fixture, welcome->refresh, NOW);
  assert_shut_out (fixture, "nobody", NOW);
  assert_not_renewed (fixture, welcome->access, NOW, GA_SYNC_ERROR_EXPIRED);
  assert_not_renewed (fixture, welcome->refresh, NOW + 90 * DAY, GA_SYNC_ERROR_EXPIRED);
}

static void
test_a_revoked_computer_is_known_and_sees_nothing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GaWelcome) welcome =
      enrol (fixture, GA_ACCESS_HOST, GA_PLACE_COMMUNITY, &fixture->kommune);
  g_autoptr (GaSession) session = NULL;
  g_autoptr (GError) error = NULL;

  run (fixture, "UPDATE device SET revoked = 1");
  session = ga_session_load (get_sql (fixture), welcome->access, NOW + DAY, &error);
  g_assert_error (error, GA_SYNC_ERROR, GA_SYNC_ERROR_REVOKED);
  g_assert_true (session->revoked);
  g_assert_true (ga_id_equal (&session->client, &fixture->client));
  g_assert_cmpuint (session->grants->len, ==, 0);
}

/* It may have been off for long, and its first answer may have been lost. */
static void
test_a_revoked_computer_may_take_its_leave (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GaWelcome) first =
      enrol (fixture, GA_ACCESS_HOST, GA_PLACE_COMMUNITY, &fixture->kommune);
  g_autoptr (GaWelcome) welcome = renew (fixture, first->refresh, NOW + 10 * SECOND);
  g_autoptr (GaWelcome) newest = renew (fixture, welcome->refresh, NOW + 20 * SECOND);
  g_autofree char *stolen = NULL;
  g_autofree char *lost = NULL;
  g_autofree char *access = NULL;
  g_autofree char *late = NULL;
  g_autoptr (GaSession) session = NULL;
  g_autoptr (GError) error = NULL;

  run (fixture, "UPDATE device SET revoked = 1");
  stolen = take_leave (fixture, first->refresh, NOW + 30 * SECOND);
  g_assert_null (stolen);
  late = take_leave (fixture, newest->refresh, NOW + 91 * DAY);
  g_assert_null (late);
  lost = take_leave (fixture, newest->refresh, NOW + 30 * DAY);
  access = take_leave (fixture, newest->refresh, NOW + 31 * DAY);
  assert_shut_out (fixture, lost, NOW + 31 * DAY);
  session = ga_session_load (get_sql (fixture), access, NOW + 31 * DAY, &error);
  g_assert_error (error, GA_SYNC_ERROR, GA_SYNC_ERROR_REVOKED);
  g_assert_true (session->revoked);
  /* It has brought something, an hour ago. */
  run (fixture, "INSERT INTO client (tenant, client, device, last_number, last_contact) "
                "SELECT tenant, client, number, 1, 0 FROM device");
  run (fixture, "INSERT INTO quarantine (tenant, number, account, client, at, body) "
                "SELECT d.tenant, 1, d.account, d.client, 1792678400000000, t.hash FROM device d "
                "JOIN token t ON t.device = d.number WHERE t.kind = 'access'");
  late = take_leave (fixture, newest->refresh, NOW + 31 * DAY + 3601 * SECOND);
  g_assert_null (late);
}

static GaSession *
load (Fixture *fixture, GaAccess access, GaSpacePlace place, const GaId *target)
{
  g_autoptr (GaWelcome) welcome = enrol (fixture, access, place, target);
  g_autoptr (GError) error = NULL;
  GaSession *session = ga_session_load (get_sql (fixture), welcome->access, NOW, &error);

  g_assert_no_error (error);
  return session;
}

static gboolean
sees (Fixture *fixture, const GaSession *session, const GaSpace *space)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GaRights) rights =
      ga_rights_load (get_sql (fixture), fixture->server.schema, session, &error);

  g_assert_no_error (error);
  return ga_rights_see (rights, space);
}

static void
test_a_session_sees_what_was_granted (Fixture *fixture, gconstpointer data)
{
  GaId community = ga_id_new (), none = { { 0 } };
  const GaSpace national = { GA_PLACE_NATIONAL, none };
  const GaSpace kommune = { GA_PLACE_KOMMUNE, fixture->kommune };
  const GaSpace own = { GA_PLACE_COMMUNITY, community };
  g_autoptr (GaSession) host = NULL;
  g_autoptr (GaSession) consultant = NULL;
  g_autoptr (GaSession) coordinator = NULL;
  GaStatement *statement = ga_sql_prepare (
      get_sql (fixture),
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
test_grants_come_in_one_order (Fixture *fixture, gconstpointer data)
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

  ga_grants_add (get_sql (fixture), host->tenant, host->account, &grant, &error);
  g_assert_no_error (error);
  rights = ga_rights_load (get_sql (fixture), fixture->server.schema, host, &error);
  g_assert_no_error (error);
  text = ga_rights_to_text (rights);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_a_passphrase_lets_in_a_further_computer (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GaWelcome) first =
      enrol (fixture, GA_ACCESS_HOST, GA_PLACE_COMMUNITY, &fixture->kommune);
  g_autoptr (GaWelcome) second = NULL;
  g_autofree char *hash = ga_passphrase_hash ("fire grønne sko");
  g_autofree char *id = ga_id_to_string (&first->account);
  g_autofree char *found = NULL;
  g_autoptr (GError) error = NULL;
  gint64 account = 0;
  gboolean fits;
  GaId client = ga_id_new ();

  g_assert_null (ga_accounts_find_hash (get_sql (fixture), id, &account, &error));
  g_assert_error (error, GA_SYNC_ERROR, GA_SYNC_ERROR_UNKNOWN);
  g_clear_error (&error);
  run (fixture, "UPDATE account SET passphrase = 'x'");
  g_free (ga_accounts_find_hash (get_sql (fixture), "Ane", &account, &error));
  g_assert_no_error (error);
  g_assert_true (ga_accounts_set_passphrase (get_sql (fixture), account, hash, &error));
  found = ga_accounts_find_hash (get_sql (fixture), id, &account, &error);
  g_assert_no_error (error);
  g_assert_true (ga_passphrase_check ("fire grønne sko", found, &fits, &error));
  g_assert_true (fits);
  g_assert_true (ga_passphrase_check ("fire grønne sok", found, &fits, &error));
  g_assert_false (fits);
  second = ga_accounts_sign_in (get_sql (fixture), account, &client, "Laptop", NOW, &error);
  g_assert_no_error (error);
  assert_lets_in (fixture, first->access, NOW);
  assert_lets_in (fixture, second->access, NOW);
}

static void
add_line (Fixture *fixture, const char *subject, const char *detail)
{
  g_autoptr (GError) error = NULL;

  ga_audit_add (get_sql (fixture), fixture->tenant, 7, "read names", subject, detail, NOW, &error);
  g_assert_no_error (error);
}

static gint64
verify (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  gint64 wrong = -1;

  g_assert_true (ga_audit_verify (get_sql (fixture), fixture->tenant, &wrong, &error));
  return wrong;
}

/* Nobody is told that a passphrase is wrong because memory is short. */
static void
test_a_passphrase_needs_memory (void)
{
#ifdef __SANITIZE_ADDRESS__
  g_test_skip ("the sanitizer needs memory, too");
#else
  g_autofree char *hash = ga_passphrase_hash ("fire grønne sko");
  g_autoptr (GError) error = NULL;
  struct rlimit before, low;
  gboolean fits, told;

  g_assert_cmpint (getrlimit (RLIMIT_AS, &before), ==, 0);
  low = before;
  low.rlim_cur = 32 * 1024 * 1024;
  g_assert_cmpint (setrlimit (RLIMIT_AS, &low), ==, 0);
  told = ga_passphrase_check ("fire grønne sko", hash, &fits, &error);
  g_assert_cmpint (setrlimit (RLIMIT_AS, &before), ==, 0);
  g_assert_false (told);
  g_assert_error (error, GA_SYNC_ERROR, GA_SYNC_ERROR_SERVER);
#endif
}

static void
test_a_changed_line_breaks_the_audit (Fixture *fixture, gconstpointer data)
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

  g_assert_true (ga_sql_begin (get_sql (fixture), NULL));
  add_line (fixture, NULL, NULL);
  add_line (fixture, NULL, "participants=31");
  for (guint i = 0; i < 2000; i++)
    add_line (fixture, "community", "");
  g_assert_true (ga_sql_commit (get_sql (fixture), NULL));
  g_assert_cmpint (verify (fixture), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      run (fixture, changes[i][0]);
      g_assert_cmpint (verify (fixture), ==, 2);
      if (changes[i][1] == NULL)
        break;
      run (fixture, changes[i][1]);
      g_assert_cmpint (verify (fixture), ==, 0);
    }
}

static void
test_an_association_is_there_once (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (
      ga_tenant_create (get_sql (fixture), fixture->server.schema, "Gåforbundet", NOW, &error), ==,
      0);
  g_assert_error (error, GA_SYNC_ERROR, GA_SYNC_ERROR_NOT_ALLOWED);
  g_clear_error (&error);
  g_assert_cmpint (
      ga_tenant_create (get_sql (fixture), fixture->server.schema, "Turforbundet", NOW, &error), ==,
      fixture->tenant + 1);
  g_assert_no_error (error);
}

#define ADD(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/accounts/an-invitation-lets-one-in-once", test_an_invitation_lets_one_in_once);
  ADD ("/accounts/an-invitation-ends-after-two-weeks", test_an_invitation_ends_after_two_weeks);
  g_test_add_func ("/accounts/a-code-may-be-typed-as-people-do",
                   test_a_code_may_be_typed_as_people_do);
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
  ADD ("/accounts/a-revoked-computer-is-known-and-sees-nothing",
       test_a_revoked_computer_is_known_and_sees_nothing);
  ADD ("/accounts/a-revoked-computer-may-take-its-leave",
       test_a_revoked_computer_may_take_its_leave);
  ADD ("/accounts/a-session-sees-what-was-granted", test_a_session_sees_what_was_granted);
  ADD ("/accounts/grants-come-in-one-order", test_grants_come_in_one_order);
  ADD ("/accounts/a-passphrase-lets-in-a-further-computer",
       test_a_passphrase_lets_in_a_further_computer);
  g_test_add_func ("/accounts/a-passphrase-needs-memory", test_a_passphrase_needs_memory);
  ADD ("/accounts/a-changed-line-breaks-the-audit", test_a_changed_line_breaks_the_audit);
  ADD ("/accounts/an-association-is-there-once", test_an_association_is_there_once);
  return g_test_run ();
}
