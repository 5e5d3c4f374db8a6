/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>
#include <sys/wait.h>

#include "store/ga-backup.h"
#include "store/ga-membership.h"
#include "store/store-fixture.h"
#include "sync/client/ga-sync-engine.h"
#include "sync/live-server.h"
#include "vfs/ga-fault-vfs.h"

/*
 * A profile that syncs with a real server dies in place of each write to its log in turn: while a
 * push is prepared, while its receipt is taken in, while a pull is. A transaction is only there
 * when all of its writes are, so each of these deaths falls between BEGIN and COMMIT. What was done
 * before is there, arrives once, and sync goes on.
 *
 * GANGART_FAULT_TIMES says how often each point is tried; 1 unless set, which a build that is
 * watched for errors has time for.
 */

/* More than the writes of any sync here. */
#define MOST_POINTS 1000

typedef struct
{
  Profile profile;
  GaTokenStore *tokens;
} Computer;

typedef struct
{
  LiveServer server;
  Computer one; /* the one that dies */
  Computer other;
  gint64 groups; /* that were made so far */
} Fixture;

static const char *program;

#define wait_until(CONDITION)                \
  G_STMT_START                               \
  {                                          \
    while (!(CONDITION))                     \
      g_main_context_iteration (NULL, TRUE); \
  }                                          \
  G_STMT_END

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static gboolean
sync_once (GaStore *store, GaTokenStore *tokens, GError **error)
{
  g_autoptr (GaSyncEngine) engine = ga_sync_engine_new (store, tokens);
  g_autoptr (GAsyncResult) result = NULL;
  gboolean done;

  ga_sync_engine_sync_async (engine, NULL, done_cb, &result);
  wait_until (result != NULL);
  done = ga_sync_engine_sync_finish (engine, result, error);
  ga_sync_engine_stop (engine);
  return done;
}

/* The one that dies. */
static int
be_a_client (const char *folder, const char *token, guint nth)
{
  g_autoptr (GaSchema) schema = ga_schema_new ();
  g_autoptr (GaTokenStore) tokens = ga_token_file_new (token);
  g_autoptr (GError) error = NULL;
  g_autoptr (GaStore) store = NULL;

  ga_fault_vfs_register (TRUE);
  store = ga_store_open (folder, schema, &error);
  g_assert_no_error (error);
  ga_fault_vfs_arm (GA_FAULT_EXIT, GA_FAULT_FILES_WAL, nth, FALSE);
  sync_once (store, tokens, &error);
  g_assert_no_error (error);
  return 0;
}

/* Whether it died. */
static gboolean
run_client (Computer *computer, guint nth)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *token = g_build_filename (computer->profile.folder, "token", NULL);
  g_autofree char *point = g_strdup_printf ("%u", nth);
  const char *words[] = { self, "--client", computer->profile.folder, token, point, NULL };
  g_autoptr (GError) error = NULL;
  int status;

  g_spawn_sync (NULL, (char **) words, NULL, G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, NULL, NULL,
                &status, &error);
  g_assert_no_error (error);
  g_assert_true (WIFEXITED (status));
  g_assert_true (WEXITSTATUS (status) == 0 || WEXITSTATUS (status) == GA_FAULT_EXIT_CODE);
  return WEXITSTATUS (status) != 0;
}

static void
computer_sync (Computer *computer)
{
  g_autoptr (GaMembership) membership = NULL;
  g_autoptr (GError) error = NULL;

  sync_once (computer->profile.store, computer->tokens, &error);
  g_assert_no_error (error);
  membership = ga_reader_get_membership (ga_store_get_reader (computer->profile.store), &error);
  g_assert_no_error (error);
  g_assert_cmpint (membership->waiting, ==, 0);
}

static void
computer_set_up (Fixture *fixture, Computer *computer)
{
  g_autofree char *code =
      live_server_run (&fixture->server, "invite --role consultant --space kommune:0751");
  g_autofree char *path = NULL;
  g_autoptr (GaSyncEngine) engine = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  profile_set_up (&computer->profile, NULL);
  path = g_build_filename (computer->profile.folder, "token", NULL);
  computer->tokens = ga_token_file_new (path);
  engine = ga_sync_engine_new (computer->profile.store, computer->tokens);
  ga_sync_engine_join_async (engine, fixture->server.url, code, NULL, "Test", NULL, done_cb,
                             &result);
  wait_until (result != NULL);
  ga_sync_engine_join_finish (engine, result, &error);
  g_assert_no_error (error);
  ga_sync_engine_stop (engine);
  computer_sync (computer);
}

static void
computer_close (Computer *computer)
{
  ga_store_close (computer->profile.store);
  g_clear_object (&computer->profile.store);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

static void
computer_tear_down (Computer *computer)
{
  g_clear_object (&computer->tokens);
  computer_close (computer);
  profile_tear_down (&computer->profile, NULL);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  live_server_set_up (&fixture->server, program);
  computer_set_up (fixture, &fixture->one);
  computer_set_up (fixture, &fixture->other);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  computer_tear_down (&fixture->one);
  computer_tear_down (&fixture->other);
  live_server_tear_down (&fixture->server);
}

static void
add_group (Fixture *fixture, Computer *computer)
{
  g_autoptr (GaQuery) query = ga_query_new (ga_schema_get (computer->profile.schema, "kommune"));
  g_autoptr (GaRecord) record = profile_record (&computer->profile, "community");
  g_autofree char *name = g_strdup_printf ("Group %" G_GINT64_FORMAT, ++fixture->groups);
  g_autoptr (GPtrArray) found = NULL;

  ga_query_where_text (query, "code", GA_EQUAL, "0751");
  found = ga_reader_list (ga_store_get_reader (computer->profile.store), query, NULL);
  g_assert_cmpuint (found->len, ==, 1);
  ga_record_set_text (record, "name", name);
  ga_record_set_reference (record, "kommune", ga_record_get_id (found->pdata[0]));
  profile_put (&computer->profile, record);
}

/* As many groups as were made, and none twice. */
static void
assert_all_there (Fixture *fixture, Computer *computer)
{
  GaReader *reader = ga_store_get_reader (computer->profile.store);
  g_autoptr (GaQuery) query = ga_query_new (ga_schema_get (computer->profile.schema, "community"));

  g_assert_cmpint (ga_reader_count (reader, query, NULL), ==, fixture->groups);
  for (gint64 i = MAX (1, fixture->groups - 1); i <= fixture->groups; i++)
    {
      g_autoptr (GaQuery) named =
          ga_query_new (ga_schema_get (computer->profile.schema, "community"));
      g_autofree char *name = g_strdup_printf ("Group %" G_GINT64_FORMAT, i);

      ga_query_where_text (named, "name", GA_EQUAL, name);
      g_assert_cmpint (ga_reader_count (reader, named, NULL), ==, 1);
    }
}

static void
assert_sound (Profile *profile)
{
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  ga_store_check (profile->store, findings, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (findings->len, ==, 0);
}

/* Something to send and something to receive, and death at the nth write. */
static gboolean
die_at (Fixture *fixture, guint nth)
{
  gboolean died;

  add_group (fixture, &fixture->other);
  computer_sync (&fixture->other);
  add_group (fixture, &fixture->one);
  computer_close (&fixture->one);
  died = run_client (&fixture->one, nth);
  profile_open (&fixture->one.profile);
  assert_sound (&fixture->one.profile);
  computer_sync (&fixture->one);
  computer_sync (&fixture->other);
  assert_all_there (fixture, &fixture->one);
  assert_all_there (fixture, &fixture->other);
  return died;
}

static void
test_dies_at_every_write (Fixture *fixture, gconstpointer data)
{
  const char *times = g_getenv ("GANGART_FAULT_TIMES");
  guint deaths = 0, points = 0;

  for (guint64 i = times != NULL ? g_ascii_strtoull (times, NULL, 10) : 1; i > 0; i--)
    for (guint nth = 1; nth < MOST_POINTS && die_at (fixture, nth); nth++)
      {
        deaths++;
        points = MAX (points, nth);
      }
  g_free (live_server_run (&fixture->server, "check"));
  g_test_message ("%u deaths at %u points", deaths, points);
  g_assert_cmpuint (points, >, 10);
}

int
main (int argc, char **argv)
{
  if (argc == 5 && strcmp (argv[1], "--client") == 0)
    return be_a_client (argv[2], argv[3], (guint) g_ascii_strtoull (argv[4], NULL, 10));
  g_test_init (&argc, &argv, NULL);
  program = argv[1];
  ga_fault_vfs_register (TRUE);
  g_test_add ("/sync-kill/a client that dies at any write loses nothing and goes on", Fixture, NULL,
              set_up, test_dies_at_every_write, tear_down);
  return g_test_run ();
}
