/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include <string.h>

#include "store/ga-membership.h"
#include "store/store-fixture.h"
#include "sync/client/ga-sync-engine.h"

/* Engines that run, against a real server in a process of its own: what one does comes to the
 * others by itself. The server's program is the first argument. */

typedef struct
{
  Profile profile;
  GaTokenStore *tokens;
  GaSyncEngine *engine;
} Computer;

typedef struct
{
  char *folder;
  char *url;
  char *port; /* of the first start, for the next */
  GSubprocess *server;
  Computer one;
  Computer other;
  GAsyncResult *result;
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
  Fixture *fixture = user_data;

  fixture->result = g_object_ref (result);
}

/* (transfer full): the last word that a command of the server's prints. @line: its words, which
 * have no spaces */
static char *
run_server (Fixture *fixture, const char *line)
{
  g_autofree char *whole = g_strjoin (" ", program, line, "--data", fixture->folder, NULL);
  g_auto (GStrv) words = g_strsplit (whole, " ", -1);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *output = NULL;

  process = g_subprocess_newv ((const char *const *) words, G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &output, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_successful (process));
  g_strchomp (output);
  return g_strdup (strrchr (output, ' ') != NULL ? strrchr (output, ' ') + 1 : output);
}

static void
start_server (Fixture *fixture)
{
  g_autofree char *listen = g_strdup_printf ("127.0.0.1:%s", fixture->port);
  g_autoptr (GDataInputStream) stream = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL;

  fixture->server =
      g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error,
                        program, "serve", "--data", fixture->folder, "--listen", listen, NULL);
  g_assert_no_error (error);
  stream = g_data_input_stream_new (g_subprocess_get_stdout_pipe (fixture->server));
  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (stream), FALSE);
  line = g_data_input_stream_read_line (stream, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (line);
  g_free (fixture->url);
  fixture->url = g_strdup (strrchr (line, ' ') != NULL ? strrchr (line, ' ') + 1 : line);
}

static void
stop_server (Fixture *fixture)
{
  g_subprocess_send_signal (fixture->server, SIGTERM);
  g_subprocess_wait (fixture->server, NULL, NULL);
  g_clear_object (&fixture->server);
}

static void
computer_set_up (Fixture *fixture, Computer *computer)
{
  g_autofree char *code = run_server (fixture, "invite --role consultant --space kommune:0751");
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  profile_set_up (&computer->profile, NULL);
  path = g_build_filename (computer->profile.folder, "token", NULL);
  computer->tokens = ga_token_file_new (path);
  computer->engine = ga_sync_engine_new (computer->profile.store, computer->tokens);
  ga_sync_engine_join_async (computer->engine, fixture->url, code, NULL, "Test", NULL, done_cb,
                             fixture);
  wait_until (fixture->result != NULL);
  ga_sync_engine_join_finish (computer->engine, fixture->result, &error);
  g_assert_no_error (error);
  g_clear_object (&fixture->result);
  ga_sync_engine_start (computer->engine);
  wait_until (ga_sync_engine_get_state (computer->engine) == GA_SYNC_UP_TO_DATE);
}

static void
computer_tear_down (Computer *computer)
{
  ga_sync_engine_stop (computer->engine);
  g_clear_object (&computer->engine);
  g_clear_object (&computer->tokens);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  profile_tear_down (&computer->profile, NULL);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("gangart-XXXXXX", NULL);
  g_free (run_server (fixture, "init --organisation Gåforbundet"));
  fixture->port = g_strdup ("0");
  start_server (fixture);
  g_free (fixture->port);
  fixture->port = g_strdup (strrchr (fixture->url, ':') + 1);
  g_strdelimit (fixture->port, "/", '\0');
  computer_set_up (fixture, &fixture->one);
  computer_set_up (fixture, &fixture->other);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  computer_tear_down (&fixture->one);
  computer_tear_down (&fixture->other);
  if (fixture->server != NULL)
    stop_server (fixture);
  remove_folder (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->url);
  g_free (fixture->port);
}

static gint64
count (Computer *computer)
{
  g_autoptr (GaQuery) query = ga_query_new (ga_schema_get (computer->profile.schema, "community"));

  return ga_reader_count (ga_store_get_reader (computer->profile.store), query, NULL);
}

static void
add_community (Computer *computer)
{
  g_autoptr (GaQuery) query = ga_query_new (ga_schema_get (computer->profile.schema, "kommune"));
  g_autoptr (GaRecord) record = profile_record (&computer->profile, "community");
  g_autoptr (GPtrArray) found = NULL;

  ga_query_where_text (query, "code", GA_EQUAL, "0751");
  found = ga_reader_list (ga_store_get_reader (computer->profile.store), query, NULL);
  g_assert_cmpuint (found->len, ==, 1);
  ga_record_set_text (record, "name", "Åstien");
  ga_record_set_reference (record, "kommune", ga_record_get_id (found->pdata[0]));
  profile_put (&computer->profile, record);
}

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
  stop_server (fixture);
  add_community (&fixture->one);
  wait_until (ga_sync_engine_get_state (fixture->one.engine) == GA_SYNC_RETRYING);
  g_assert_cmpint (ga_sync_engine_get_waiting (fixture->one.engine), ==, 1);
  start_server (fixture);
  wait_until (count (&fixture->other) == 1);
  wait_until (ga_sync_engine_get_state (fixture->one.engine) == GA_SYNC_UP_TO_DATE);
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
  g_free (run_server (fixture, line));
  /* A server that has just started remembers nobody; another tells within a minute. */
  stop_server (fixture);
  start_server (fixture);
  wait_until (ga_sync_engine_get_state (fixture->other.engine) == GA_SYNC_STOPPED);
  g_assert_cmpint (ga_sync_engine_get_reason_code (fixture->other.engine), ==,
                   GA_SYNC_ERROR_REVOKED);
  g_assert_cmpint (count (&fixture->other), ==, 0);
  g_assert_false (is_anywhere (fixture->other.profile.folder, "Åstien"));
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
  g_test_add ("/live/nothing-stays-when-access-is-lost", Fixture, NULL, set_up, test_loses_access,
              tear_down);
  return g_test_run ();
}
