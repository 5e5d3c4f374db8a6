/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <sys/resource.h>

#include "server/accounts-fixture.h"
#include "server/ga-secret.h"
#include "sync/ga-sync-error.h"

/* (element-type GaCandidate): so many, for a computer that nobody knows */
static GPtrArray *
find (AccountsFixture *fixture, const char *typed, guint count)
{
  g_autoptr (GError) error = NULL;
  GaId stranger = ga_id_new ();
  GPtrArray *candidates =
      ga_accounts_find (accounts_fixture_get_sql (fixture), typed, &stranger, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (candidates->len, ==, count);
  return candidates;
}

static void
assert_meant (AccountsFixture *fixture, const char *typed, guint count)
{
  g_ptr_array_unref (find (fixture, typed, count));
}

static void
assert_fits (AccountsFixture *fixture, const char *typed, const char *passphrase, gboolean expected)
{
  g_autoptr (GPtrArray) candidates = find (fixture, typed, 1);
  const GaCandidate *candidate = g_ptr_array_index (candidates, 0);
  gboolean fits;

  g_assert_true (ga_passphrase_check (passphrase, candidate->hash, &fits, NULL));
  g_assert_cmpint (fits, ==, expected);
}

static void
test_a_passphrase_lets_in_a_further_computer (AccountsFixture *fixture, gconstpointer data)
{
  g_autoptr (GaWelcome) first =
      accounts_fixture_enrol (fixture, GA_ACCESS_HOST, GA_PLACE_COMMUNITY, &fixture->kommune);
  g_autoptr (GaWelcome) second = NULL;
  g_autofree char *hash = ga_passphrase_hash ("fire grønne sko");
  g_autofree char *id = ga_id_to_string (&first->account);
  g_autoptr (GError) error = NULL;
  GaId client = ga_id_new ();

  assert_meant (fixture, id, 0);
  accounts_fixture_run (fixture, "UPDATE account SET passphrase = 'x'");
  g_assert_true (
      ga_accounts_set_passphrase (accounts_fixture_get_sql (fixture), 1, "x", hash, &error));
  assert_fits (fixture, id, "fire grønne sko", TRUE);
  assert_fits (fixture, id, "fire grønne sok", FALSE);
  second =
      ga_accounts_sign_in (accounts_fixture_get_sql (fixture), 1, &client, "Laptop", NOW, &error);
  g_assert_no_error (error);
  accounts_fixture_assert_lets_in (fixture, first->access, NOW);
  accounts_fixture_assert_lets_in (fixture, second->access, NOW);
}

static void
test_a_name_is_found_however_it_is_typed (AccountsFixture *fixture, gconstpointer data)
{
  g_autoptr (GaWelcome) first =
      accounts_fixture_enrol (fixture, GA_ACCESS_HOST, GA_PLACE_COMMUNITY, &fixture->kommune);

  g_assert_nonnull (first);
  accounts_fixture_run (fixture, "UPDATE account SET passphrase = 'x', name = 'Åse İnci'");
  assert_meant (fixture, "Åse İnci", 1);
  assert_meant (fixture, "åSE inci", 1);
  assert_meant (fixture, "A\xcc\x8ase I\xcc\x87nci", 1); /* as macOS writes them */
  assert_meant (fixture, " \xc2\xa0Åse  İnci\t", 1);
  assert_meant (fixture, "Åseİnci", 0);
  assert_meant (fixture, "Åse", 0);
  assert_meant (fixture, "", 0);
}

static void
test_all_of_one_name_may_be_meant_but_for_whose_computer_it_is (AccountsFixture *fixture,
                                                                gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GaWelcome) first =
      accounts_fixture_enrol (fixture, GA_ACCESS_HOST, GA_PLACE_COMMUNITY, &fixture->kommune);
  g_autoptr (GaWelcome) second = NULL;
  g_autoptr (GPtrArray) candidates = NULL;
  GaId computer = fixture->client;

  fixture->client = ga_id_new ();
  second = accounts_fixture_enrol (fixture, GA_ACCESS_HOST, GA_PLACE_COMMUNITY, &fixture->kommune);
  g_assert_true (first != NULL && second != NULL);
  accounts_fixture_run (fixture, "UPDATE account SET passphrase = 'x'");
  assert_meant (fixture, "Ane", 2);
  candidates = ga_accounts_find (accounts_fixture_get_sql (fixture), "ane", &computer, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (candidates->len, ==, 1);
  accounts_fixture_run (fixture, "UPDATE account SET ended = 1 WHERE number = 1");
  assert_meant (fixture, "Ane", 1);
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

#define ADD(name, function)                                                   \
  g_test_add (name, AccountsFixture, NULL, accounts_fixture_set_up, function, \
              accounts_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/sign-in/a-passphrase-lets-in-a-further-computer",
       test_a_passphrase_lets_in_a_further_computer);
  ADD ("/sign-in/a-name-is-found-however-it-is-typed", test_a_name_is_found_however_it_is_typed);
  ADD ("/sign-in/all-of-one-name-may-be-meant-but-for-whose-computer-it-is",
       test_all_of_one_name_may_be_meant_but_for_whose_computer_it_is);
  g_test_add_func ("/sign-in/a-passphrase-needs-memory", test_a_passphrase_needs_memory);
  return g_test_run ();
}
