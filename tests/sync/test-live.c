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

/* More than goes in one push: the next one is made and packed while the server has the last. */
static void
test_long_act (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 1600; i++)
    {
      GaRecord *record = profile_record (&fixture->one.profile, "organisation");
      g_autofree char *name = g_strdup_printf ("Club %u", i);

      ga_record_set_text (record, "name", name);
      ga_record_set_text (record, "kind", "club");
      g_ptr_array_add (records, record);
    }
  ga_store_put (fixture->one.profile.store, "Many", records, &error);
  g_assert_no_error (error);
  wait_until (count_all (&fixture->other, "organisation") == 1600);
  wait_until (ga_sync_engine_get_waiting (fixture->one.engine) == 0);
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

  add_community (&fixture->one);
  wait_until (count (&fixture->other) == 1);
  computer_set_up_in (fixture, &host, "host", "community:Åstien");
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

static gint64
count_conflicts (Computer *computer, const char *kind)
{
  g_autoptr (GaQuery) query = ga_query_new (ga_schema_get (computer->profile.schema, "conflict"));

  ga_query_where_text (query, "kind", GA_EQUAL, kind);
  return ga_reader_count (ga_store_get_reader (computer->profile.store), query, NULL);
}

static void
add_name (Computer *computer, const GaId *community, const char *name)
{
  g_autoptr (GaRecord) walker = profile_record (&computer->profile, "participant");

  ga_record_set_text (walker, "name", name);
  ga_record_set_reference (walker, "community", community);
  profile_put (&computer->profile, walker);
}

/* Taken off one of two communities while she is off: the names go to whoever is left there, and
 * nothing of them stays. */
static void
test_loses_one_access_while_off (Fixture *fixture, gconstpointer data)
{
  Computer leaving = { 0 }, staying = { 0 };
  g_autoptr (GaQuery) query =
      ga_query_new (ga_schema_get (fixture->one.profile.schema, "community"));
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GaMembership) membership = NULL;
  g_autofree char *account = NULL;
  g_autofree char *community = NULL;
  g_autofree char *line = NULL;
  const GaId *id;

  add_community (&fixture->one);
  found = ga_reader_list (ga_store_get_reader (fixture->one.profile.store), query, NULL);
  id = ga_record_get_id (found->pdata[0]);
  community = ga_id_to_string (id);
  wait_until (count (&fixture->other) == 1);
  computer_set_up_in (fixture, &leaving, "host", "community:Åstien");
  computer_set_up_in (fixture, &staying, "host", "community:Åstien");
  add_community (&leaving);
  wait_until (count_grants (&leaving) == 2);
  ga_sync_engine_stop (leaving.engine);
  g_clear_object (&leaving.engine);
  add_name (&leaving, id, "Rosalinde");
  membership = ga_reader_get_membership (ga_store_get_reader (leaving.profile.store), NULL);
  account = ga_id_to_string (&membership->account);
  line = g_strdup_printf ("account grant %s --role host --space community:%s --remove", account,
                          community);
  g_free (live_server_run (&fixture->server, line));
  leaving.engine = ga_sync_engine_new (leaving.profile.store, leaving.tokens);
  ga_sync_engine_start (leaving.engine);
  wait_until (count_conflicts (&staying, "quarantine") == 1);
  g_assert_cmpint (count_all (&staying, "participant"), ==, 0);
  wait_until (count_grants (&leaving) == 1);
  wait_until (ga_sync_engine_get_state (leaving.engine) == GA_SYNC_UP_TO_DATE);
  g_assert_cmpint (count (&leaving), ==, 2);
  g_assert_cmpint (count_all (&leaving, "participant"), ==, 0);
  g_assert_cmpint (count_conflicts (&leaving, "refused"), ==, 0);
  g_assert_cmpint (count_conflicts (&leaving, "quarantine"), ==, 0);
  g_assert_false (is_anywhere (leaving.profile.folder, "Rosalinde"));
  computer_tear_down (&leaving);
  computer_tear_down (&staying);
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
  g_test_add ("/live/an-act-of-many-pushes-comes-as-a-whole", Fixture, NULL, set_up, test_long_act,
              tear_down);
  g_test_add ("/live/who-registers-a-community-is-told-that-she-hosts-it", Fixture, NULL, set_up,
              test_grants_come_by_themselves, tear_down);
  g_test_add ("/live/nothing-stays-when-access-is-lost", Fixture, NULL, set_up, test_loses_access,
              tear_down);
  g_test_add ("/live/what-waited-when-access-is-lost-is-for-others-to-decide", Fixture, NULL,
              set_up, test_loses_access_while_off, tear_down);
  g_test_add ("/live/what-waited-when-one-access-is-lost-is-for-others-to-decide", Fixture, NULL,
              set_up, test_loses_one_access_while_off, tear_down);
  return g_test_run ();
}
