/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include <string.h>

#include "model/ga-access.h"
#include "store/ga-membership.h"
#include "sync/live-computers.h"

/* Engines that run, against a real server in a process of its own: what one does comes to the
 * others by itself. The server's program is the first argument. */

static void
test_change_comes_by_itself (Fixture *fixture, gconstpointer data)
{
  add_community (&fixture->one);
  wait_until (count (&fixture->other) == 1);
  add_community (&fixture->other);
  wait_until (count (&fixture->one) == 2);
  wait_until (ga_sync_engine_get_waiting (fixture->other.engine) == 0);
}

static void
test_goes_on_after_the_server (Fixture *fixture, gconstpointer data)
{
  live_server_stop (&fixture->server);
  add_community (&fixture->one);
  wait_until (ga_sync_engine_get_state (fixture->one.engine) == GA_SYNC_RETRYING);
  g_assert_cmpint (ga_sync_engine_get_waiting (fixture->one.engine), ==, 1);
  live_server_start (&fixture->server);
  wait_until (count (&fixture->other) == 1);
  wait_until (ga_sync_engine_get_state (fixture->one.engine) == GA_SYNC_UP_TO_DATE);
}

static guint
count_grants (Computer *computer)
{
  g_autoptr (GaMembership) membership =
      ga_reader_get_membership (ga_store_get_reader (computer->profile.store), NULL);
  g_autoptr (GArray) grants = ga_grants_parse (membership->grants);

  return grants->len;
}

/* Though nobody else does anything. */
static void
test_grants_come_by_themselves (Fixture *fixture, gconstpointer data)
{
  Computer host = { 0 };

  computer_set_up (fixture, &host, "host");
  g_assert_cmpuint (count_grants (&host), ==, 1);
  add_community (&host);
  wait_until (count_grants (&host) == 2);
  computer_tear_down (&host);
}

/* Whether any file of the profile has @text in it. */
static gboolean
is_anywhere (const char *folder, const char *text)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *contents = NULL;
      gsize length;

      if (g_file_test (path, G_FILE_TEST_IS_DIR) ? is_anywhere (path, text)
          : g_file_get_contents (path, &contents, &length, NULL)
              ? memmem (contents, length, text, strlen (text)) != NULL
              : FALSE)
        return TRUE;
    }
  return FALSE;
}

static void
test_loses_access (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GaMembership) membership = NULL;
  g_autofree char *account = NULL;
  g_autofree char *line = NULL;

  add_community (&fixture->one);
  wait_until (count (&fixture->other) == 1);
  g_assert_true (is_anywhere (fixture->other.profile.folder, "Åstien"));
  membership = ga_reader_get_membership (ga_store_get_reader (fixture->other.profile.store), NULL);
  account = ga_id_to_string (&membership->account);
  line = g_strconcat ("account revoke ", account, NULL);
  g_free (live_server_run (&fixture->server, line));
  /* A server that has just started remembers nobody; another tells within a minute. */
  live_server_stop (&fixture->server);
  live_server_start (&fixture->server);
  wait_until (ga_sync_engine_get_state (fixture->other.engine) == GA_SYNC_STOPPED);
  g_assert_cmpint (ga_sync_engine_get_reason_code (fixture->other.engine), ==,
                   GA_SYNC_ERROR_REVOKED);
  g_assert_cmpint (count (&fixture->other), ==, 0);
  g_assert_false (is_anywhere (fixture->other.profile.folder, "Åstien"));
}

static gboolean
is_question_there (Computer *computer)
{
  g_autoptr (GaQuery) query = ga_query_new (ga_schema_get (computer->profile.schema, "conflict"));

  return ga_reader_count (ga_store_get_reader (computer->profile.store), query, NULL) > 0;
}

/* Off when it loses its access: what it had not sent is for the others to decide. */
static void
test_loses_access_while_off (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GaMembership) membership =
      ga_reader_get_membership (ga_store_get_reader (fixture->other.profile.store), NULL);
  g_autofree char *account = ga_id_to_string (&membership->account);
  g_autofree char *line = g_strdup_printf ("account revoke %s --device 2", account);

  ga_sync_engine_stop (fixture->other.engine);
  g_clear_object (&fixture->other.engine);
  add_community (&fixture->other);
  g_free (live_server_run (&fixture->server, line));
  fixture->other.engine = ga_sync_engine_new (fixture->other.profile.store, fixture->other.tokens);
  ga_sync_engine_start (fixture->other.engine);
  wait_until (ga_sync_engine_get_state (fixture->other.engine) == GA_SYNC_STOPPED);
  g_assert_cmpint (ga_sync_engine_get_reason_code (fixture->other.engine), ==,
                   GA_SYNC_ERROR_REVOKED);
  g_assert_cmpint (count (&fixture->other), ==, 0);
  wait_until (is_question_there (&fixture->one));
  g_assert_cmpint (count (&fixture->one), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  program = argv[1];
  g_test_add ("/live/a-change-comes-to-the-others-by-itself", Fixture, NULL, set_up,
              test_change_comes_by_itself, tear_down);
  g_test_add ("/live/goes-on-when-the-server-is-back", Fixture, NULL, set_up,
              test_goes_on_after_the_server, tear_down);
  g_test_add ("/live/who-registers-a-community-is-told-that-she-hosts-it", Fixture, NULL, set_up,
              test_grants_come_by_themselves, tear_down);
  g_test_add ("/live/nothing-stays-when-access-is-lost", Fixture, NULL, set_up, test_loses_access,
              tear_down);
  g_test_add ("/live/what-waited-when-access-is-lost-is-for-others-to-decide", Fixture, NULL,
              set_up, test_loses_access_while_off, tear_down);
  return g_test_run ();
}
