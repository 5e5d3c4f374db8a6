/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/store-fixture.h"
#include "store/ga-attachments.h"
#include "store/ga-backup.h"

/*
 * A writer is killed (SIGKILL) while it works, over and over, on one profile. Most kills are held
 * to fall between BEGIN and COMMIT: the writer stops at some point of an act, after none, some or
 * all of its writes, says so, and waits for what comes. The others fall wherever they fall, in the
 * commit too.
 */

#define NEVER G_MAXUINT

#define DOCUMENT_KILLS      60
#define DOCUMENT_BYTES      200000
#define DOCUMENT_LONGEST_US 30000

#define NEW_KILLS      60
#define NEW_LONGEST_US 300000

typedef struct
{
  guint size; /* records an act */
  guint longest_wait_us;
  guint held_kills;
  guint other_kills;
} Work;

static const Work edit = { 3, 1500, 200, 60 };
static const Work import = { 400, 12000, 60, 20 };

typedef struct
{
  guint number;
  guint size;
  guint stop_at; /* this many writes, or NEVER */
} Act;

static void
say (char what, guint number)
{
  char line[32];
  int length = g_snprintf (line, sizeof line, "%c %u\n", what, number);

  if (write (STDOUT_FILENO, line, (gsize) length) != length)
    _exit (2);
}

/* Nothing is ever sent: the kill is what comes. */
static void
wait_to_be_killed (guint number)
{
  char nothing;

  say ('S', number);
  while (read (STDIN_FILENO, &nothing, 1) != 0)
    continue;
}

static gboolean
act_body (GaTransaction *transaction, gpointer user_data, GError **error)
{
  Act *act = user_data;
  GaSchema *schema = ga_reader_get_schema (ga_transaction_get_reader (transaction));

  say ('B', act->number);
  for (guint i = 0; i <= act->size; i++)
    {
      g_autoptr (GaRecord) record = ga_record_new (ga_schema_get (schema, "person"));
      g_autofree char *name = g_strdup_printf ("Act %u", act->number);

      if (i == act->stop_at)
        wait_to_be_killed (act->number);
      ga_record_set_text (record, "name", name);
      if (i < act->size && !ga_transaction_put (transaction, record, error))
        return FALSE;
    }
  return TRUE;
}

/* The one that will be killed: act after act from @first on; in the second it stops at @stop_at. */
static void
be_a_writer (const char *folder, guint first, guint size, guint stop_at)
{
  g_autoptr (GaSchema) schema = ga_schema_new ();
  GaStore *store = ga_store_open (folder, schema, NULL);

  if (store == NULL)
    _exit (3);
  for (guint number = first;; number++)
    {
      Act act = { number, size, number == first + 1 ? stop_at : NEVER };

      if (ga_store_transact (store, "Test", act_body, &act, NULL) == 0)
        _exit (4);
      say ('C', number);
    }
}

/* The other one that will be killed: file after file, each another. */
static void
be_an_attacher (const char *folder, const char *community, guint first)
{
  g_autoptr (GaSchema) schema = ga_schema_new ();
  g_autofree char *path = g_build_filename (folder, "Aftale.txt", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GaStore *store = ga_store_open (folder, schema, NULL);
  GaId id;

  if (store == NULL || !ga_id_parse (community, &id))
    _exit (3);
  for (guint number = first;; number++)
    {
      g_autoptr (GaRecord) record = ga_record_new (ga_schema_get (schema, "attachment"));
      g_autofree char *text = g_strdup_printf ("%0*u", DOCUMENT_BYTES, number);

      ga_record_set_reference (record, "community", &id);
      if (!g_file_set_contents (path, text, -1, NULL))
        _exit (4);
      say ('B', number);
      if (ga_attach (store, "Test", record, file, NULL) == 0)
        _exit (4);
      say ('C', number);
    }
}

typedef struct
{
  guint begun;
  guint confirmed;
} Said;

/* Hears what the writer says, until it has said @until, or all there is. */
static void
hear (FILE *pipe, Said *said, char until)
{
  char what;
  guint number;

  while (fscanf (pipe, " %c %u", &what, &number) == 2)
    {
      if (what == 'B')
        said->begun = number;
      else if (what == 'C')
        said->confirmed = number;
      if (what == until)
        return;
    }
}

static gint64
count_of (Profile *profile, guint number)
{
  g_autoptr (GaQuery) query = ga_query_new (ga_schema_get (profile->schema, "person"));
  g_autofree char *name = g_strdup_printf ("Act %u", number);

  ga_query_where_text (query, "name", GA_EQUAL, name);
  return ga_reader_count (ga_store_get_reader (profile->store), query, NULL);
}

static void
assert_as_said (Profile *profile, const Said *said, guint first, guint size)
{
  for (guint number = first; number <= said->confirmed; number++)
    g_assert_cmpint (count_of (profile, number), ==, size);
  /* Done, but killed before it could say so; or not done at all. */
  if (said->begun > said->confirmed)
    g_assert_true (count_of (profile, said->begun) == size || count_of (profile, said->begun) == 0);
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

/* Starts @argv, kills it within @longest_us after it has said @until, and hears what it had said.
 */
static Said
kill_one (const char *const *argv, guint first, char until, guint longest_us)
{
  Said said = { first - 1, first - 1 };
  int input = -1, output = -1, status;
  GPid pid;
  FILE *pipe;

  g_assert_true (g_spawn_async_with_pipes (NULL, (char **) argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD,
                                           NULL, NULL, &pid, &input, &output, NULL, NULL));
  pipe = fdopen (output, "r");
  hear (pipe, &said, until);
  /* The one place that waits on the clock on purpose: the moment of the kill is what is tried. */
  for (gint64 end = g_get_monotonic_time () + g_test_rand_int_range (0, (gint32) longest_us + 1);
       g_get_monotonic_time () < end;)
    continue;
  kill (pid, SIGKILL);
  waitpid (pid, &status, 0);
  g_assert_true (WIFSIGNALED (status));
  hear (pipe, &said, '\0');
  fclose (pipe);
  close (input);
  return said;
}

/* A writer that is killed where it stops, or at some moment. */
static Said
kill_a_writer (Profile *profile, const Work *work, guint first, gboolean held)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *from = g_strdup_printf ("%u", first);
  g_autofree char *size = g_strdup_printf ("%u", work->size);
  guint stop_at = held ? (guint) g_test_rand_int_range (0, (gint32) work->size + 1) : NEVER;
  g_autofree char *stop = g_strdup_printf ("%u", stop_at);
  const char *argv[] = { self, "--writer", profile->folder, from, size, stop, NULL };

  return kill_one (argv, first, held ? 'S' : 'B', held ? 0 : work->longest_wait_us);
}

static void
test_kills (Profile *profile, gconstpointer data)
{
  const Work *work = data;
  guint first = 1, between = 0, kills = work->held_kills + work->other_kills;

  for (guint i = 0; i < kills; i++)
    {
      gboolean held = i < work->held_kills;
      Said said;

      ga_store_close (profile->store);
      g_clear_object (&profile->store);
      said = kill_a_writer (profile, work, first, held);
      profile_open (profile);
      assert_as_said (profile, &said, first, work->size);
      if (said.begun > said.confirmed && count_of (profile, said.begun) == 0)
        between++;
      else
        g_assert_false (held);
      if (i % 20 == 0)
        assert_sound (profile);
      first = said.begun + 1;
    }
  assert_sound (profile);
  g_test_message ("%u kills, %u of them between BEGIN and COMMIT", kills, between);
  g_assert_cmpuint (between, >=, work->held_kills);
}

/* Whenever a first start ends, the next one goes on: no moment leaves a file that looks damaged. */
static void
test_a_new_profile_survives_a_kill (Profile *profile, gconstpointer data)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  const char *argv[] = { self, "--writer", profile->folder, "1", "1", "0", NULL };

  for (guint i = 0; i < NEW_KILLS; i++)
    {
      gint64 end;
      GPid pid;

      ga_store_close (profile->store);
      g_clear_object (&profile->store);
      remove_folder (profile->folder);
      g_assert_cmpint (g_mkdir (profile->folder, 0700), ==, 0);
      g_assert_true (g_spawn_async (NULL, (char **) argv, NULL,
                                    G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL, NULL,
                                    NULL, &pid, NULL));
      /* As above, the moment is what is tried. */
      for (end = g_get_monotonic_time () + g_test_rand_int_range (0, NEW_LONGEST_US);
           g_get_monotonic_time () < end;)
        continue;
      kill (pid, SIGKILL);
      waitpid (pid, NULL, 0);
      profile_open (profile);
      assert_sound (profile);
    }
}

static gint64
count_documents (Profile *profile)
{
  g_autoptr (GaQuery) query = ga_query_new (ga_schema_get (profile->schema, "attachment"));

  return ga_reader_count (ga_store_get_reader (profile->store), query, NULL);
}

/* A file lies whole under its name before a row names it: assert_sound() looks at each. */
static void
test_documents (Profile *profile, gconstpointer data)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autoptr (GaRecord) community = profile_record (profile, "community");
  g_autofree char *id = ga_id_to_string (ga_record_get_id (community));
  gint64 confirmed = 0;

  ga_record_set_text (community, "name", "Tuesdays");
  ga_record_set_text (community, "activity", "walk");
  profile_put (profile, community);
  for (guint i = 0, first = 1; i < DOCUMENT_KILLS; i++)
    {
      g_autofree char *from = g_strdup_printf ("%u", first);
      const char *argv[] = { self, "--attacher", profile->folder, id, from, NULL };
      Said said;

      ga_store_close (profile->store);
      g_clear_object (&profile->store);
      said = kill_one (argv, first, 'B', DOCUMENT_LONGEST_US);
      profile_open (profile);
      assert_sound (profile);
      /* Done, but killed before it could say so; or not done at all. */
      confirmed += said.confirmed + 1 - first;
      g_assert_cmpint (count_documents (profile), >=, confirmed);
      confirmed = count_documents (profile);
      first = said.begun + 1;
    }
}

int
main (int argc, char **argv)
{
  if (argc == 6 && strcmp (argv[1], "--writer") == 0)
    be_a_writer (argv[2], (guint) g_ascii_strtoull (argv[3], NULL, 10),
                 (guint) g_ascii_strtoull (argv[4], NULL, 10),
                 (guint) g_ascii_strtoull (argv[5], NULL, 10));
  if (argc == 5 && strcmp (argv[1], "--attacher") == 0)
    be_an_attacher (argv[2], argv[3], (guint) g_ascii_strtoull (argv[4], NULL, 10));
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/kill/inside an edit nothing confirmed is lost", Profile, &edit, profile_set_up,
              test_kills, profile_tear_down);
  g_test_add ("/kill/inside an import nothing confirmed is lost", Profile, &import, profile_set_up,
              test_kills, profile_tear_down);
  g_test_add ("/kill/inside a first start a new profile can be opened", Profile, NULL,
              profile_set_up, test_a_new_profile_survives_a_kill, profile_tear_down);
  g_test_add ("/kill/while attaching no row is left without its file", Profile, NULL,
              profile_set_up, test_documents, profile_tear_down);
  return g_test_run ();
}
