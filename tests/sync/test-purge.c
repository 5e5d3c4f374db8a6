/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "store/ga-backup.h"
#include "sync/steps-fixture.h"

/* What must not stay leaves no traces, and access that ends takes along what it gave. */

#define NAME "Quetzalcoatlina"

static gboolean
holds_name (const char *path)
{
  g_autofree char *contents = NULL;
  gsize length;

  if (!g_file_get_contents (path, &contents, &length, NULL))
    return FALSE;
  /* Search keeps words folded. */
  for (gsize i = 0; i + strlen (NAME) <= length; i++)
    if (g_ascii_strncasecmp (contents + i, NAME, strlen (NAME)) == 0)
      return TRUE;
  return FALSE;
}

/* Files under @folder that hold the name. */
static guint
count_traces (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint found = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        found += count_traces (path);
      else if (holds_name (path))
        {
          g_test_message ("In %s", path);
          found++;
        }
    }
  return found;
}

static void
back_up (Steps *steps)
{
  g_autofree char *folder = g_build_filename (steps->profile.folder, "backups", NULL);
  g_autofree char *path = g_build_filename (folder, "gangart-2026-01-01.db", NULL);
  g_autofree char *broken = g_build_filename (folder, "gangart-2026-01-02.db", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  ga_store_backup (steps->profile.store, path, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_set_contents (broken, NAME, -1, NULL));
}

static void
clean (Steps *steps)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (ga_sync_is_due_for_cleaning (ga_store_get_reader (steps->profile.store)));
  ga_sync_clean (steps->profile.store, &error);
  g_assert_no_error (error);
  g_assert_false (ga_sync_is_due_for_cleaning (ga_store_get_reader (steps->profile.store)));
}

static void
leave_traces (Steps *steps)
{
  steps_rename (steps, &steps->walker, "name", NAME);
  steps_rename (steps, &steps->walker, "name", "Ada");
  steps_rename (steps, &steps->walker, "name", NAME);
  while (steps_send (steps) > 0)
    steps_accept (steps, 3);
  back_up (steps);
  g_assert_cmpuint (count_traces (steps->profile.folder), >=, 2);
}

static void
assert_no_traces (Steps *steps)
{
  g_autofree char *kept =
      g_build_filename (steps->profile.folder, "backups", "gangart-2026-01-01.db", NULL);

  clean (steps);
  g_assert_cmpuint (count_traces (steps->profile.folder), ==, 0);
  g_assert_true (g_file_test (kept, G_FILE_TEST_EXISTS));
}

static void
test_a_space_that_is_lost_leaves_no_traces (Steps *steps, gconstpointer data)
{
  GString *lines = steps_answer (steps, 5, 1);
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func (g_free);

  leave_traces (steps);
  ga_pull_append_drop (lines, &steps->in_community);
  steps_receive_lines (steps, lines, FALSE);
  steps_assert_walker (steps, &steps->walker, NULL);
  assert_no_traces (steps);
  g_assert_true (ga_store_check (steps->profile.store, findings, NULL));
  g_assert_cmpuint (findings->len, ==, 0);
  /* The kommune's rows are still there. */
  g_assert_cmpint (steps_number (steps, "SELECT count(*) FROM community NOT INDEXED"), ==, 1);
}

static void
test_what_waits_is_sent_before_its_space_goes (Steps *steps, gconstpointer data)
{
  GString *lines = steps_answer (steps, 5, 1);

  steps_rename (steps, &steps->walker, "name", NAME);
  ga_pull_append_drop (lines, &steps->in_community);
  steps_receive_lines (steps, lines, FALSE);
  g_assert_cmpint (steps_send (steps), ==, 1);
  steps_accept (steps, 3);
  lines = steps_answer (steps, 5, 1);
  ga_pull_append_drop (lines, &steps->in_community);
  steps_receive_lines (steps, lines, FALSE);
  steps_assert_walker (steps, &steps->walker, NULL);
}

static void
test_a_row_that_is_erased_leaves_no_traces (Steps *steps, gconstpointer data)
{
  GString *lines = steps_answer (steps, 6, 1);

  leave_traces (steps);
  ga_pull_append_space (lines, &steps->in_community, FALSE);
  ga_pull_append_erased (lines, steps_entity (steps, "participant"));
  ga_pull_append_mark (lines, &steps->walker, 6);
  steps_end (lines, "6", NULL, 0);
  steps_receive_lines (steps, lines, FALSE);
  assert_no_traces (steps);
  g_assert_cmpint (steps_number (steps, "SELECT sum(reloads) FROM sync_space"), ==, 0);
}

typedef struct
{
  GaSyncError code;
  const char *text;
  gboolean again;
} Refusal;

static gboolean
refuse_cb (GaTransaction *transaction, gpointer user_data, GError **error)
{
  Refusal *refusal = user_data;

  return ga_sync_take_refusal (transaction, refusal->code, refusal->text, strlen (refusal->text),
                               &refusal->again, error);
}

static gboolean
refuse (Steps *steps, GaSyncError code, const char *text)
{
  Refusal refusal = { .code = code, .text = text };
  g_autoptr (GError) error = NULL;

  ga_store_sync (steps->profile.store, refuse_cb, &refusal, &error);
  g_assert_no_error (error);
  return refusal.again;
}

static void
test_without_access_everything_is_offered_once_and_goes (Steps *steps, gconstpointer data)
{
  g_autoptr (GaReceipt) receipt = NULL;
  g_autoptr (GaMembership) membership = NULL;

  leave_traces (steps);
  steps_rename (steps, &steps->walker, "name", NAME "!");
  g_assert_true (refuse (steps, GA_SYNC_ERROR_REVOKED, "{\"code\":\"revoked\"}"));
  g_assert_cmpint (steps_send (steps), ==, 1);
  receipt = steps_receipt (steps, 6);
  ga_receipt_add (receipt, steps_sent (steps, 0)->number, GA_ANSWER_QUARANTINED);
  steps_settle (steps, receipt);
  assert_no_traces (steps);
  g_assert_cmpint (steps_number (steps, "SELECT count(*) FROM community NOT INDEXED"), ==, 0);
  g_assert_cmpint (steps_number (steps, "SELECT count(*) FROM kommune NOT INDEXED"), ==, 1);
  membership = steps_membership (steps);
  g_assert_cmpstr (membership->stopped, ==, "revoked");
}

static void
test_without_access_and_unheard_everything_goes (Steps *steps, gconstpointer data)
{
  steps_rename (steps, &steps->walker, "name", NAME);
  g_assert_true (refuse (steps, GA_SYNC_ERROR_REVOKED, "{\"code\":\"revoked\"}"));
  g_assert_false (refuse (steps, GA_SYNC_ERROR_REVOKED, "{\"code\":\"revoked\"}"));
  clean (steps);
  g_assert_cmpuint (count_traces (steps->profile.folder), ==, 0);
}

static void
test_a_restored_server_gets_again_what_it_lost (Steps *steps, gconstpointer data)
{
  g_autofree char *lineage = ga_id_to_string (&steps->lineage);
  g_autofree char *text =
      g_strdup_printf ("{\"code\":\"epoch\",\"lineage\":\"%s\",\"epoch\":2,\"fork\":3}", lineage);
  GString *lines;

  steps_rename (steps, &steps->walker, "name", "Ava");
  steps_send (steps);
  steps_accept (steps, 3);
  steps_rename (steps, &steps->walker, "name", "Eva");
  steps_send (steps);
  steps_accept (steps, 4);
  steps_rename (steps, &steps->walker, "joined", "2026-01-01");
  steps_send (steps);
  g_assert_true (refuse (steps, GA_SYNC_ERROR_EPOCH, text));
  g_assert_cmpint (steps_send (steps), ==, 2);
  g_assert_cmpint (steps->push->epoch, ==, 2);
  g_assert_cmpint (steps_sent (steps, 0)->base, ==, 3);
  g_assert_cmpint (steps_sent (steps, 1)->base, ==, 3);
  /* The server had seen two pushes when it was copied. */
  g_assert_true (refuse (steps, GA_SYNC_ERROR_EXPECT, "{\"code\":\"expect\",\"expect\":2}"));
  g_assert_cmpint (steps_send (steps), ==, 2);
  g_assert_cmpint (steps->push->number, ==, 2);
  steps_accept (steps, 4);
  lines = steps_answer (steps, 5, 2);
  ga_pull_append_space (lines, &steps->in_kommune, TRUE);
  steps_append (lines, steps_community (steps, "Walkers", 1));
  steps_end (lines, "5", &steps->community, 1);
  ga_pull_append_space (lines, &steps->in_community, TRUE);
  {
    GaRow *row = steps_walker (steps, &steps->walker, "Eva", 5);

    steps_set (row, "joined", "2026-01-01");
    steps_append (lines, row);
  }
  steps_end (lines, "5", &steps->walker, 5);
  steps_receive_lines (steps, lines, FALSE);
  steps_assert_walker (steps, &steps->walker, "Eva");
  g_assert_cmpint (steps_number (steps, "SELECT count(*) FROM sync_space WHERE cursor = '5'"), ==,
                   2);
}

static void
test_a_copied_profile_goes_on_as_another_client (Steps *steps, gconstpointer data)
{
  GaId client;

  steps_rename (steps, &steps->walker, "name", "Ava");
  g_assert_cmpint (steps_send (steps), ==, 1);
  g_assert_nonnull (steps->push);
  client = steps->push->client;
  g_assert_true (refuse (steps, GA_SYNC_ERROR_FORKED, "{\"code\":\"forked\"}"));
  g_assert_cmpint (steps_send (steps), ==, 1);
  g_assert_false (ga_id_equal (&client, &steps->push->client));
  g_assert_cmpint (steps->push->number, ==, 1);
}

static void
test_another_server_is_left_alone (Steps *steps, gconstpointer data)
{
  GaId other = ga_id_new ();
  g_autofree char *lineage = ga_id_to_string (&other);
  g_autofree char *text =
      g_strdup_printf ("{\"code\":\"epoch\",\"lineage\":\"%s\",\"epoch\":2,\"fork\":3}", lineage);
  g_autoptr (GaMembership) membership = NULL;

  g_assert_false (refuse (steps, GA_SYNC_ERROR_EPOCH, text));
  membership = steps_membership (steps);
  g_assert_cmpint (membership->epoch, ==, 1);
  g_assert_cmpstr (membership->stopped, ==, "other-server");
}

#define ADD(NAME, FUNC) \
  g_test_add ("/purge/" NAME, Steps, NULL, steps_set_up, FUNC, steps_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("a space that is lost leaves no traces", test_a_space_that_is_lost_leaves_no_traces);
  ADD ("what waits is sent before its space goes", test_what_waits_is_sent_before_its_space_goes);
  ADD ("a row that is erased leaves no traces", test_a_row_that_is_erased_leaves_no_traces);
  ADD ("without access everything is offered once and goes",
       test_without_access_everything_is_offered_once_and_goes);
  ADD ("without access and unheard everything goes",
       test_without_access_and_unheard_everything_goes);
  ADD ("a restored server gets again what it lost", test_a_restored_server_gets_again_what_it_lost);
  ADD ("a copied profile goes on as another client",
       test_a_copied_profile_goes_on_as_another_client);
  ADD ("another server is left alone", test_another_server_is_left_alone);
  return g_test_run ();
}
