/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fault/joined.h"
#include "vfs/ga-fault-vfs.h"

/* Every write of a push and of a pull struck in turn, on either side: nothing is lost, nothing is
 * done twice, the files are sound, it is said, and it goes on when there is room again. */

#define FILES (GA_FAULT_FILES_DB | GA_FAULT_FILES_WAL | GA_FAULT_FILES_JOURNAL)

/* What a pull brings, so that it takes a good many writes. */
#define NEWS 30

/* A look at the whole of both files takes its time. */
#define CHECKED 10

typedef struct
{
  GaFaultKind kind;
  gboolean sticky;
} Fault;

static const Fault full = { GA_FAULT_FULL, TRUE };
static const Fault full_once = { GA_FAULT_FULL, FALSE };
static const Fault io_error = { GA_FAULT_IO_ERROR, FALSE };
static const Fault torn = { GA_FAULT_TORN_WRITE, FALSE };

static void
set_up (Joined *self, gconstpointer data)
{
  ga_fault_vfs_register (TRUE);
  ga_fault_vfs_disarm ();
  joined_set_up (self, data);
}

static void
arm (const Fault *fault, guint nth)
{
  ga_fault_vfs_arm (fault->kind, FILES, nth, fault->sticky);
}

/* A step that could not be taken says why. */
static void
assert_said (const Fault *fault, gboolean done, const GError *error)
{
  g_assert_true (done || error != NULL);
  if (done || fault->kind != GA_FAULT_FULL)
    return;
  if (error->domain == GA_SQL_ERROR)
    g_assert_cmpint (error->code, ==, GA_SQL_ERROR_FULL);
  else
    g_assert_error (error, GA_STORE_ERROR, GA_STORE_ERROR_FULL);
}

static void
reopen (Joined *self)
{
  ga_fault_vfs_disarm ();
  joined_close (self);
  joined_open (self);
}

/* Whether the profile got so far that another try is of no use. */
static gboolean
try_to_push (Joined *self, const char *name, GError **error)
{
  g_autoptr (GBytes) push = NULL;
  g_autoptr (GBytes) receipt = NULL;

  if (!joined_try_to_name (self, name, error) || (push = joined_prepare_push (self, error)) == NULL)
    return FALSE;
  receipt = joined_serve_push (self, push, error);
  return receipt != NULL && joined_settle (self, receipt, error);
}

static guint
count_operations (Joined *self, const Fault *fault)
{
  reopen (self);
  ga_fault_vfs_disarm ();
  g_assert_true (try_to_push (self, "Counted", NULL));
  joined_close (self);
  joined_open (self);
  return ga_fault_vfs_count (fault->kind, FILES);
}

/* One disk for both sides. */
static void
test_push (Joined *self, gconstpointer data)
{
  const Fault *fault = data;
  guint operations = count_operations (self, fault), struck = 0, failed = 0;

  for (guint nth = 1; nth <= operations; nth++)
    {
      g_autofree char *name = g_strdup_printf ("Asta %u", nth);
      gint64 before = joined_history (self);
      g_autoptr (GError) error = NULL;
      gboolean done;

      arm (fault, nth);
      done = try_to_push (self, name, &error);
      assert_said (fault, done, error);
      struck += ga_fault_vfs_get_n_struck () > 0;
      failed += !done;
      reopen (self);
      /* What was not even written here is written once more. */
      if (!done)
        joined_name (self, name);
      joined_sync (self);
      joined_assert_named (self, name);
      if (nth % CHECKED == 0)
        joined_assert_sound (self);
      g_assert_cmpint (joined_history (self), ==, before + 1);
    }
  joined_assert_sound (self);
  g_test_message ("%u operations, %u struck, %u pushes failed", operations, struck, failed);
  g_assert_cmpuint (struck, >, 0);
  g_assert_cmpuint (failed, >, 0);
}

/* Somebody else adds walkers; (transfer full): what a pull would bring of it */
static GBytes *
bring_news (Joined *self)
{
  g_autoptr (GString) operations = g_string_new (NULL);
  g_autofree char *community = ga_id_to_string (&self->community);
  g_autoptr (GBytes) pull = joined_prepare_pull (self);
  g_autoptr (GError) error = NULL;
  GBytes *answer;

  for (guint i = 0; i < NEWS; i++)
    {
      g_autofree char *id = new_id ();

      g_string_append_printf (
          operations, "insert participant %s {'community': '%s', 'name': 'Bo'}\n", id, community);
    }
  client_do (self->other, "%s", operations->str);
  answer = joined_serve_pull (self, pull, &error);
  g_assert_no_error (error);
  return answer;
}

static gint64
count_walkers (Joined *self)
{
  g_autoptr (GaQuery) query = ga_query_new (ga_schema_get (self->profile.schema, "participant"));

  return ga_reader_count (ga_store_get_reader (self->profile.store), query, NULL);
}

static guint
count_pull (Joined *self, const Fault *fault)
{
  g_autoptr (GBytes) answer = bring_news (self);
  gboolean more;

  reopen (self);
  ga_fault_vfs_disarm ();
  g_assert_true (joined_apply (self, answer, &more, NULL));
  joined_close (self);
  joined_open (self);
  return ga_fault_vfs_count (fault->kind, FILES);
}

static void
test_pull (Joined *self, gconstpointer data)
{
  const Fault *fault = data;
  guint operations = count_pull (self, fault), failed = 0;

  for (guint nth = 1; nth <= operations; nth++)
    {
      gint64 before = count_walkers (self);
      g_autoptr (GBytes) asked = joined_prepare_pull (self);
      g_autoptr (GBytes) answer = bring_news (self);
      g_autoptr (GBytes) asked_again = NULL;
      g_autoptr (GError) error = NULL;
      gboolean done, more;

      arm (fault, nth);
      done = joined_apply (self, answer, &more, &error);
      assert_said (fault, done, error);
      failed += !done;
      reopen (self);
      /* The rows and the cursor, or neither. */
      asked_again = joined_prepare_pull (self);
      g_assert_cmpint (count_walkers (self), ==, done ? before + NEWS : before);
      g_assert_true (g_bytes_equal (asked, asked_again) == !done);
      joined_pull_all (self);
      g_assert_cmpint (count_walkers (self), ==, before + NEWS);
      if (nth % CHECKED == 0)
        joined_assert_sound (self);
    }
  joined_assert_sound (self);
  g_test_message ("%u operations, %u pulls failed", operations, failed);
  g_assert_cmpuint (failed, >, 0);
}

#define ADD(name, fault, func) \
  g_test_add ("/sync-disk/" name, Joined, fault, set_up, func, joined_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("a disk full from every write of a push on", &full, test_push);
  ADD ("a disk full at every write of a push", &full_once, test_push);
  ADD ("an input or output error at every write of a push", &io_error, test_push);
  ADD ("every write of a push torn", &torn, test_push);
  ADD ("a disk full from every write of a pull on", &full, test_pull);
  ADD ("a disk full at every write of a pull", &full_once, test_pull);
  ADD ("an input or output error at every write of a pull", &io_error, test_pull);
  ADD ("every write of a pull torn", &torn, test_pull);
  return g_test_run ();
}
