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
assert_no_names (Steps *steps)
{
  clean (steps);
  g_assert_cmpuint (count_traces (steps->profile.folder), ==, 0);
}

static void
assert_no_traces (Steps *steps)
{
  g_autofree char *kept =
      g_build_filename (steps->profile.folder, "backups", "gangart-2026-01-01.db", NULL);

  assert_no_names (steps);
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

/* Without the names the walks have the server's totals, which have to come at once. */
static void
test_totals_are_asked_for_when_names_go (Steps *steps, gconstpointer data)
{
  GString *lines = steps_answer (steps, 5, 1);

  ga_pull_append_drop (lines, &steps->in_community);
  g_assert_true (steps_receive_lines (steps, lines, FALSE));
  g_assert_cmpint (steps_number (steps,
                                 "SELECT count(*) FROM sync_space WHERE cursor = '' AND space IN "
                                 "(SELECT number FROM space WHERE kind = 3)"),
                   ==, 1);
  g_assert_false (steps_receive_lines (steps, steps_answer (steps, 5, 1), FALSE));
}

static void
test_what_waits_is_sent_before_its_space_goes (Steps *steps, gconstpointer data)
{
  GString *lines = steps_answer (steps, 5, 1);

  steps_rename (steps, &steps->walker, "name", NAME);
  ga_pull_append_drop (lines, &steps->in_community);
  steps_receive_lines (steps, lines, FALSE);
  {
    g_autoptr (GaMembership) membership = steps_membership (steps);

    /* What others do there meanwhile nobody sees here. */
    g_assert_cmpint (membership->head, <, 5);
  }
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

/* The kommune that the community is moved to. */
static gboolean
fill_other_cb (GaTransaction *transaction, gpointer user_data, GError **error)
{
  GaRecord *kommune = user_data;

  return ga_transaction_fill (transaction, kommune, error);
}

static GaSpace
add_kommune (Steps *steps)
{
  g_autoptr (GaRecord) kommune = ga_record_new (steps_entity (steps, "kommune"));
  g_autoptr (GError) error = NULL;

  ga_record_set_text (kommune, "country", "DK");
  ga_record_set_text (kommune, "code", "0201");
  ga_record_set_text (kommune, "name", "Port");
  ga_store_transact (steps->profile.store, "Fill", fill_other_cb, kommune, &error);
  g_assert_no_error (error);
  return (GaSpace){ .place = GA_PLACE_KOMMUNE, .target = *ga_record_get_id (kommune) };
}

static void
move_community (Steps *steps, const GaId *kommune)
{
  g_autoptr (GaRecord) community = steps_find (steps, "community", &steps->community);

  g_assert_nonnull (community);
  ga_record_set_reference (community, "kommune", kommune);
  profile_put (&steps->profile, community);
}

static GaRow *
make_walk (Steps *steps, const GaId *id, gint64 revision)
{
  GaRow *walk = steps_row (steps, "meeting", id, &steps->in_kommune, revision);

  ga_value_set_id (&walk->values[ga_entity_field_index (walk->entity, "community")],
                   &steps->community);
  steps_set (walk, "start", "2026-05-05T10:00");
  steps_set (walk, "zone", "Europe/Copenhagen");
  steps_set (walk, "status", "planned");
  return walk;
}

/* Somebody deleted the walk before its community moved to where one may look on; nobody says so
 * any more. */
static void
test_what_did_not_move_along_goes_with_its_space (Steps *steps, gconstpointer data)
{
  GaSpace other = add_kommune (steps);
  GaId walk = ga_id_new ();
  GString *lines = steps_answer (steps, 3, 1);
  GaRow *moved = NULL;

  ga_pull_append_space (lines, &steps->in_kommune, FALSE);
  steps_append (lines, make_walk (steps, &walk, 3));
  ga_pull_append_page (lines, "3");
  steps_receive_lines (steps, lines, FALSE);
  move_community (steps, &other.target);
  g_assert_cmpint (steps_send (steps), ==, 1);
  steps_accept (steps, 5);
  g_assert_cmpint (steps_number (steps, "SELECT count(*) FROM meeting"), ==, 1);
  lines = steps_answer (steps, 5, 1);
  ga_pull_append_space (lines, &other, TRUE);
  moved = steps_community (steps, "Walkers", 5);
  ga_value_set_id (&moved->values[ga_entity_field_index (moved->entity, "kommune")], &other.target);
  steps_append (lines, moved);
  steps_end (lines, "5", &steps->community, 5);
  ga_pull_append_drop (lines, &steps->in_kommune);
  steps_receive_lines (steps, lines, FALSE);
  g_assert_cmpint (steps_number (steps, "SELECT count(*) FROM meeting"), ==, 0);
  g_assert_cmpint (steps_number (steps, "SELECT count(*) FROM community NOT INDEXED"), ==, 1);
  g_assert_cmpint (steps_number (steps, "SELECT count(*) FROM shadow"), ==, 0);
}

static void
rename_community (Steps *steps, const char *name)
{
  g_autoptr (GaRecord) community = steps_find (steps, "community", &steps->community);

  ga_record_set_text (community, "name", name);
  profile_put (&steps->profile, community);
  g_assert_cmpint (steps_send (steps), ==, 1);
  steps_accept (steps, 3);
}

/* The community was edited here, deleted by somebody, and lay in the other kommune at the end. */
static void
test_a_conflict_that_lies_elsewhere_stays (Steps *steps, gconstpointer data)
{
  GaSpace other = add_kommune (steps);
  GaId id = ga_id_new ();
  GaRow *conflict = steps_row (steps, "conflict", &id, &other, 5);
  g_autofree char *record = ga_id_to_string (&steps->community);
  GString *lines = steps_answer (steps, 6, 1);

  rename_community (steps, "Strollers");
  steps_set (conflict, "subject", "community");
  steps_set (conflict, "record", record);
  steps_set (conflict, "kind", "edit");
  steps_set (conflict, "state", "open");
  ga_pull_append_space (lines, &steps->in_kommune, FALSE);
  ga_pull_append_left (lines, steps_entity (steps, "community"));
  ga_pull_append_mark (lines, &steps->community, 6);
  steps_end (lines, "6", NULL, 0);
  ga_pull_append_space (lines, &other, TRUE);
  steps_append (lines, conflict);
  steps_end (lines, "6", &id, 5);
  ga_pull_append_drop (lines, &steps->in_kommune);
  steps_receive_lines (steps, lines, FALSE);
  g_assert_cmpint (steps_number (steps, "SELECT count(*) FROM community NOT INDEXED"), ==, 0);
  g_assert_cmpint (steps_number (steps, "SELECT count(*) FROM conflict"), ==, 1);
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

/* What was refused stands nowhere else, and is there to be looked at; what the server has instead
 * is not. */
static void
refuse_rename (Steps *steps, const char *code)
{
  g_autoptr (GaReceipt) receipt = steps_receipt (steps, 6);
  GaAnswer *answer = ga_receipt_add (receipt, steps_sent (steps, 0)->number, GA_ANSWER_REFUSED);

  answer->code = g_strdup (code);
  answer->row = steps_walker (steps, &steps->walker, NAME, 5);
  steps_settle (steps, receipt);
}

static gint64
count_kept (Steps *steps)
{
  return steps_number (steps, "SELECT count(*) FROM conflict WHERE kind = 'refused' AND "
                              "lost_personal = '\"Ava\"' AND kept_personal IS NULL");
}

static void
test_what_was_refused_stays_to_be_looked_at (Steps *steps, gconstpointer data)
{
  GString *lines = steps_answer (steps, 7, 1);

  steps_rename (steps, &steps->walker, "name", "Ava");
  g_assert_cmpint (steps_send (steps), ==, 1);
  refuse_rename (steps, "invalid");
  g_assert_cmpint (count_kept (steps), ==, 0);
  ga_pull_append_drop (lines, &steps->in_community);
  steps_receive_lines (steps, lines, FALSE);
  assert_no_names (steps);
  g_assert_cmpint (count_kept (steps), ==, 1);
}

static void
test_without_access_what_was_refused_stays (Steps *steps, gconstpointer data)
{
  steps_rename (steps, &steps->walker, "name", "Ava");
  g_assert_true (refuse (steps, GA_SYNC_ERROR_REVOKED, "{\"code\":\"revoked\"}"));
  g_assert_cmpint (steps_send (steps), ==, 1);
  refuse_rename (steps, data);
  assert_no_names (steps);
  g_assert_cmpint (steps_number (steps, "SELECT count(*) FROM participant NOT INDEXED"), ==, 0);
  /* It may have been erased by law. */
  g_assert_cmpint (count_kept (steps), ==, g_str_equal (data, "gone") ? 0 : 1);
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

/* The server has come back from before @fork. Returns: how many operations are sent to it */
static int
send_to_restored (Steps *steps, gint64 fork)
{
  g_autofree char *lineage = ga_id_to_string (&steps->lineage);
  g_autofree char *text = g_strdup_printf ("{\"code\":\"epoch\",\"lineage\":\"%s\",\"epoch\":2,"
                                           "\"fork\":%" G_GINT64_FORMAT "}",
                                           lineage, fork);

  g_assert_true (refuse (steps, GA_SYNC_ERROR_EPOCH, text));
  return steps_send (steps);
}

static void
drop (Steps *steps, const GaSpace *space)
{
  GString *lines = steps_answer (steps, 9, 1);

  ga_pull_append_drop (lines, space);
  steps_receive_lines (steps, lines, FALSE);
}

static gboolean
delete_cb (GaTransaction *transaction, gpointer user_data, GError **error)
{
  Steps *steps = user_data;

  return ga_transaction_delete (transaction, steps_entity (steps, "community"), &steps->community,
                                error);
}

static void
delete_community (Steps *steps)
{
  g_autoptr (GError) error = NULL;

  ga_store_transact (steps->profile.store, "Delete", delete_cb, steps, &error);
  g_assert_no_error (error);
}

/* The log keeps what no backup of the server's has yet, though a kommune is lost where the
 * community was when it was done. */
static void
test_what_was_sent_stays_noted_where_its_row_is (Steps *steps, gconstpointer data)
{
  GaSpace other = add_kommune (steps);
  int n;

  move_community (steps, &other.target);
  move_community (steps, &steps->kommune);
  delete_community (steps);
  n = steps_send (steps);
  steps_accept (steps, 3);
  drop (steps, &other);
  g_assert_cmpint (send_to_restored (steps, 2), ==, n);
}

static void
move_and_send (Steps *steps, const GaId *kommune)
{
  move_community (steps, kommune);
  g_assert_cmpint (steps_send (steps), ==, 1);
  steps_accept (steps, 3);
}

/* Somebody else moved the community back, and then to where one may not look. */
static void
test_what_was_sent_follows_its_row (Steps *steps, gconstpointer data)
{
  GaSpace other = add_kommune (steps);
  GString *lines;

  move_and_send (steps, &other.target);
  lines = steps_answer (steps, 5, 1);
  ga_pull_append_space (lines, &steps->in_kommune, FALSE);
  steps_append (lines, steps_community (steps, "Walkers", 5));
  steps_end (lines, "5", &steps->community, 5);
  steps_receive_lines (steps, lines, FALSE);
  lines = steps_answer (steps, 6, 1);
  ga_pull_append_space (lines, &steps->in_kommune, FALSE);
  ga_pull_append_left (lines, steps_entity (steps, "community"));
  ga_pull_append_mark (lines, &steps->community, 6);
  steps_end (lines, "6", NULL, 0);
  ga_pull_append_drop (lines, &other);
  steps_receive_lines (steps, lines, FALSE);
  g_assert_cmpint (steps_number (steps, "SELECT count(*) FROM community NOT INDEXED"), ==, 0);
  g_assert_cmpint (send_to_restored (steps, 2), ==, 1);
}

/* Somebody else moved the community back, and deleted it. */
static void
test_what_was_sent_stays_noted_where_its_row_was (Steps *steps, gconstpointer data)
{
  GaSpace other = add_kommune (steps);
  GString *lines;

  move_and_send (steps, &other.target);
  lines = steps_answer (steps, 5, 1);
  ga_pull_append_space (lines, &steps->in_kommune, FALSE);
  ga_pull_append_gone (lines, steps_entity (steps, "community"));
  {
    g_autoptr (GaRow) gone = steps_community (steps, "Walkers", 5);

    ga_pull_append_gone_row (lines, gone);
  }
  steps_end (lines, "5", NULL, 0);
  ga_pull_append_drop (lines, &other);
  steps_receive_lines (steps, lines, FALSE);
  g_assert_cmpint (steps_number (steps, "SELECT count(*) FROM community NOT INDEXED"), ==, 0);
  g_assert_cmpint (send_to_restored (steps, 2), ==, 1);
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
  ADD ("totals are asked for when names go", test_totals_are_asked_for_when_names_go);
  ADD ("what waits is sent before its space goes", test_what_waits_is_sent_before_its_space_goes);
  ADD ("what did not move along goes with its space",
       test_what_did_not_move_along_goes_with_its_space);
  ADD ("a conflict that lies elsewhere stays", test_a_conflict_that_lies_elsewhere_stays);
  ADD ("a row that is erased leaves no traces", test_a_row_that_is_erased_leaves_no_traces);
  ADD ("without access everything is offered once and goes",
       test_without_access_everything_is_offered_once_and_goes);
  ADD ("without access and unheard everything goes",
       test_without_access_and_unheard_everything_goes);
  ADD ("what was refused stays to be looked at", test_what_was_refused_stays_to_be_looked_at);
  g_test_add ("/purge/without access what was refused stays", Steps, "missing", steps_set_up,
              test_without_access_what_was_refused_stays, steps_tear_down);
  g_test_add ("/purge/without access what was deleted or erased goes", Steps, "gone", steps_set_up,
              test_without_access_what_was_refused_stays, steps_tear_down);
  ADD ("a restored server gets again what it lost", test_a_restored_server_gets_again_what_it_lost);
  ADD ("what was sent stays noted where its row is",
       test_what_was_sent_stays_noted_where_its_row_is);
  ADD ("what was sent follows its row", test_what_was_sent_follows_its_row);
  ADD ("what was sent stays noted where its row was",
       test_what_was_sent_stays_noted_where_its_row_was);
  ADD ("a copied profile goes on as another client",
       test_a_copied_profile_goes_on_as_another_client);
  ADD ("another server is left alone", test_another_server_is_left_alone);
  return g_test_run ();
}
