/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ga-permission.h"
#include "store/ga-reader-private.h"
#include "sync/steps-fixture.h"

/* What a profile lets its account write, between what the server has told and what it has not. */

static GString *
answer (Steps *steps, gint64 head)
{
  g_autofree char *community = ga_id_to_string (&steps->community);
  g_autofree char *grants = g_strconcat ("host community:", community, NULL);

  return steps_answer_granting (steps, head, 1, grants);
}

/* As host of the community that is there. */
static void
set_up (Steps *steps, gconstpointer data)
{
  GString *lines;

  steps_set_up (steps, data);
  lines = answer (steps, 2);
  ga_pull_append_space (lines, &steps->in_kommune, FALSE);
  steps_end (lines, "2", &steps->community, 1);
  ga_pull_append_space (lines, &steps->in_community, FALSE);
  steps_end (lines, "2", &steps->walker, 2);
  g_assert_false (steps_receive_lines (steps, lines, FALSE));
}

static GaRecord *
new_community (Steps *steps, const char *name)
{
  g_autoptr (GaRecord) community = profile_record (&steps->profile, "community");

  ga_record_set_text (community, "name", name);
  ga_record_set_reference (community, "kommune", &steps->kommune);
  profile_put (&steps->profile, community);
  return g_steal_pointer (&community);
}

static gboolean
may_add_walker (Steps *steps, const GaId *community)
{
  g_autoptr (GaRecord) walker = profile_record (&steps->profile, "participant");
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  ga_record_set_text (walker, "name", "Asta");
  ga_record_set_reference (walker, "community", community);
  g_ptr_array_add (records, walker);
  if (ga_store_put (steps->profile.store, "Add", records, &error) > 0)
    return TRUE;
  g_assert_error (error, GA_STORE_ERROR, GA_STORE_ERROR_REFUSED);
  return FALSE;
}

/* Nobody else did anything, so that its receipt brings the profile up to the server's head. */
static void
test_what_is_sent_and_not_pulled (Steps *steps, gconstpointer data)
{
  g_autoptr (GaRecord) community = new_community (steps, "Søstien");
  g_autoptr (GaMembership) membership = NULL;

  g_assert_cmpint (steps_send (steps), ==, 1);
  steps_accept (steps, 3);
  membership = steps_membership (steps);
  g_assert_cmpint (membership->head, ==, 3);
  g_assert_true (may_add_walker (steps, ga_record_get_id (community)));
  g_assert_true (may_add_walker (steps, &steps->community));
}

/* The first part of a first answer does not make its communities one's own. */
static void
test_what_is_pulled_in_parts (Steps *steps, gconstpointer data)
{
  GaId other = ga_id_new ();
  GaRow *row;
  GString *lines;

  steps_set_up_alone (steps, data);
  steps_join (steps);
  lines = answer (steps, 9);
  ga_pull_append_space (lines, &steps->in_kommune, TRUE);
  steps_append (lines, steps_community (steps, "Walkers", 1));
  row = steps_community (steps, "Runners", 5);
  row->id = other;
  steps_append (lines, row);
  ga_pull_append_page (lines, "2.9.5");
  g_assert_true (steps_receive_lines (steps, lines, TRUE));
  g_assert_true (may_add_walker (steps, &steps->community));
  g_assert_false (may_add_walker (steps, &other));
}

/* Whoever may change a community may not take it to where they are nobody. */
static void
test_moves_nowhere_else (Steps *steps, gconstpointer data)
{
  g_autoptr (GaRecord) community = steps_find (steps, "community", &steps->community);
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  GaId elsewhere = ga_id_new ();
  GaSpace national = { .place = GA_PLACE_NATIONAL };
  GString *lines = answer (steps, 3);
  GaRow *kommune = steps_row (steps, "kommune", &elsewhere, &national, 3);

  steps_set (kommune, "name", "Odense");
  ga_pull_append_space (lines, &national, TRUE);
  steps_append (lines, kommune);
  ga_pull_append_page (lines, "3");
  g_assert_false (steps_receive_lines (steps, lines, FALSE));
  ga_record_set_reference (community, "kommune", &elsewhere);
  g_ptr_array_add (records, community);
  g_assert_cmpint (ga_store_put (steps->profile.store, "Move", records, &error), ==, 0);
  g_assert_error (error, GA_STORE_ERROR, GA_STORE_ERROR_REFUSED);
  g_assert_cmpstr (error->message, ==,
                   "You can move this only to a kommune where you are host or consultant.");
}

/* By its name, while that is still here. */
static void
test_what_has_ended_is_noted (Steps *steps, gconstpointer data)
{
  g_autofree char *kommune = ga_id_to_string (&steps->kommune);
  g_autofree char *grants = g_strconcat ("host kommune:", kommune, NULL);
  GString *lines = answer (steps, 3);
  g_autoptr (GaMembership) membership = NULL;

  g_assert_false (steps_receive_lines (steps, lines, FALSE));
  membership = steps_membership (steps);
  g_assert_null (membership->left);
  lines = steps_answer_granting (steps, 4, 1, grants);
  ga_pull_append_drop (lines, &steps->in_community);
  g_assert_true (steps_receive_lines (steps, lines, FALSE));
  g_clear_pointer (&membership, ga_membership_free);
  membership = steps_membership (steps);
  g_assert_cmpstr (membership->left, ==, "Walkers");
}

static gboolean
delete_cb (GaTransaction *transaction, gpointer record, GError **error)
{
  return ga_transaction_delete (transaction, ga_record_get_entity (record),
                                ga_record_get_id (record), error);
}

/* What came from the server may be what its account has made on another computer. */
static void
test_what_came_may_be_ones_own (Steps *steps, gconstpointer data)
{
  GaId id = ga_id_new ();
  GString *lines = answer (steps, 3);
  GaRow *row = steps_row (steps, "venue", &id, &steps->in_kommune, 3);
  g_autoptr (GaRecord) venue = NULL;
  g_autoptr (GError) error = NULL;

  ga_value_set_id (&row->values[ga_entity_field_index (row->entity, "kommune")], &steps->kommune);
  steps_set (row, "name", "Torvet");
  ga_pull_append_space (lines, &steps->in_kommune, FALSE);
  steps_append (lines, row);
  ga_pull_append_page (lines, "3");
  g_assert_false (steps_receive_lines (steps, lines, FALSE));
  venue = steps_find (steps, "venue", &id);
  g_assert_nonnull (venue);
  ga_store_transact (steps->profile.store, "Delete", delete_cb, venue, &error);
  g_assert_no_error (error);
  g_assert_cmpint (steps_send (steps), ==, 1);
}

static gboolean
refuse_cb (GaTransaction *transaction, gpointer again, GError **error)
{
  return ga_sync_take_refusal (transaction, GA_SYNC_ERROR_REVOKED, "{}", 2, again, error);
}

/* What was granted does not count any more; what is written now is this computer's. */
static void
test_once_the_access_has_ended (Steps *steps, gconstpointer data)
{
  GaReader *reader = ga_store_get_reader (steps->profile.store);
  g_autoptr (GaRecord) walker = steps_find (steps, "participant", &steps->walker);
  g_autoptr (GaRecord) community = NULL;
  g_autoptr (GError) error = NULL;
  gboolean again = TRUE;

  g_assert_false (ga_reader_may_add (reader, steps_entity (steps, "kommune"), NULL));
  while (again)
    {
      ga_store_sync (steps->profile.store, refuse_cb, &again, &error);
      g_assert_no_error (error);
    }
  g_assert_true (ga_reader_may_add (reader, steps_entity (steps, "kommune"), NULL));
  community = new_community (steps, "Søstien");
  g_assert_true (may_add_walker (steps, ga_record_get_id (community)));
  g_assert_true (ga_reader_may (reader, walker, GA_OPERATION_INSERT, NULL));
}

static int
count_cb (unsigned kind, void *user_data, void *statement, void *sql)
{
  guint *count = user_data;

  *count += strstr (sqlite3_sql (statement), "sync:grants") != NULL;
  return 0;
}

/* It is learned anew when somebody writes, be it another program. */
static void
test_what_may_be_done_is_kept_until_somebody_writes (Steps *steps, gconstpointer data)
{
  GaReader *reader = ga_store_get_reader (steps->profile.store);
  sqlite3 *handle = ga_db_get_handle (ga_reader_get_db (reader));
  g_autoptr (GaRecord) community = steps_find (steps, "community", &steps->community);
  g_autofree char *path = g_build_filename (steps->profile.folder, "gangart.db", NULL);
  const char *why = NULL;
  sqlite3 *other;
  guint loads = 0;

  sqlite3_trace_v2 (handle, SQLITE_TRACE_STMT, count_cb, &loads);
  for (guint i = 0; i < 20; i++)
    g_assert_true (ga_reader_may (reader, community, GA_OPERATION_UPDATE, NULL));
  g_assert_cmpuint (loads, ==, 1);
  g_assert_cmpint (sqlite3_open (path, &other), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (other, "UPDATE meta SET value = '' WHERE name = 'sync:grants'",
                                 NULL, NULL, NULL),
                   ==, SQLITE_OK);
  sqlite3_close (other);
  g_assert_false (ga_reader_may (reader, community, GA_OPERATION_UPDATE, &why));
  g_assert_nonnull (why);
  g_assert_cmpuint (loads, ==, 2);
  sqlite3_trace_v2 (handle, 0, NULL, NULL);
}

static void
append_walk (Steps *steps, GString *lines, const GaId *id, const GaId *community)
{
  GaRow *row = steps_row (steps, "meeting", id, &steps->in_kommune, 3);

  ga_value_set_id (&row->values[ga_entity_field_index (row->entity, "community")], community);
  ga_value_set_id (&row->values[ga_entity_field_index (row->entity, "kommune")], &steps->kommune);
  steps_set (row, "start", "2026-11-03T10:00");
  steps_set (row, "zone", "Europe/Copenhagen");
  steps_set (row, "status", "planned");
  steps_append (lines, row);
}

/* @whole: (nullable): what was offered, of a record that is not there. Returns: its id */
static GaId
append_conflict (
    Steps *steps, GString *lines, const char *subject, const GaId *about, const char *whole)
{
  GaId id = ga_id_new ();
  GaRow *row = steps_row (steps, "conflict", &id, &steps->in_kommune, 3);
  g_autofree char *text = ga_id_to_string (about);

  steps_set (row, "subject", subject);
  steps_set (row, "record", text);
  steps_set (row, "kind", whole != NULL ? "quarantine" : "edit");
  steps_set (row, "state", "open");
  if (whole != NULL)
    steps_set (row, "lost_personal", whole);
  else
    {
      steps_set (row, "field", "duration_min");
      steps_set (row, "kept", "60");
      steps_set (row, "lost", "90");
    }
  steps_append (lines, row);
  return id;
}

typedef struct
{
  GaId other; /* a community that the account does not host */
  GaId walks[2];
  GaId own;     /* about a walk of its own community */
  GaId foreign; /* about one of the other */
} Conflicts;

/* One about a walk here, one about a walk there, and one about a walk that there never was. */
static void
receive_conflicts (Steps *steps, Conflicts *conflicts)
{
  GString *lines = answer (steps, 3);
  GaId nowhere = ga_id_new ();
  GaRow *row = steps_community (steps, "Runners", 3);
  g_autofree char *text = NULL;
  g_autofree char *whole = NULL;

  conflicts->other = row->id = ga_id_new ();
  text = ga_id_to_string (&conflicts->other);
  whole = g_strdup_printf ("{\"community\":\"%s\"}", text);
  ga_pull_append_space (lines, &steps->in_kommune, FALSE);
  steps_append (lines, row);
  for (guint i = 0; i < G_N_ELEMENTS (conflicts->walks); i++)
    {
      conflicts->walks[i] = ga_id_new ();
      append_walk (steps, lines, &conflicts->walks[i],
                   i == 0 ? &steps->community : &conflicts->other);
    }
  conflicts->own = append_conflict (steps, lines, "meeting", &conflicts->walks[0], NULL);
  conflicts->foreign = append_conflict (steps, lines, "meeting", &conflicts->walks[1], NULL);
  append_conflict (steps, lines, "meeting", &nowhere, whole);
  ga_pull_append_page (lines, "3");
  g_assert_false (steps_receive_lines (steps, lines, FALSE));
}

static void
assert_to_decide (Steps *steps, const GaId *conflict)
{
  GaReader *reader = ga_store_get_reader (steps->profile.store);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = ga_reader_list_conflicts (reader, 0, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, conflict != NULL ? 1 : 0);
  g_assert_cmpint (ga_reader_count_conflicts (reader), ==, found->len);
  if (conflict != NULL)
    g_assert_true (ga_id_equal (ga_record_get_id (found->pdata[0]), conflict));
}

static gboolean
keep_cb (GaTransaction *transaction, gpointer conflict, GError **error)
{
  return ga_transaction_keep (transaction, conflict, error);
}

static void
test_who_may_change_it_decides (Steps *steps, gconstpointer data)
{
  Conflicts conflicts;
  g_autoptr (GError) error = NULL;

  receive_conflicts (steps, &conflicts);
  assert_to_decide (steps, &conflicts.own);
  g_assert_cmpint (
      ga_store_transact (steps->profile.store, "Keep", keep_cb, &conflicts.foreign, &error), ==, 0);
  g_assert_error (error, GA_STORE_ERROR, GA_STORE_ERROR_REFUSED);
  g_assert_cmpstr (
      error->message, ==,
      "Only the hosts of this community and the consultants of its kommune can change this.");
  g_clear_error (&error);
  ga_store_transact (steps->profile.store, "Keep", keep_cb, &conflicts.own, &error);
  g_assert_no_error (error);
  assert_to_decide (steps, NULL);
}

static gboolean
restore_cb (GaTransaction *transaction, gpointer conflict, GError **error)
{
  return ga_transaction_restore_value (transaction, conflict, error);
}

/* What is open about the one that goes is closed with it; about others it stays. */
static void
test_of_two_walks_one_stays (Steps *steps, gconstpointer data)
{
  Conflicts conflicts;
  GaId again = ga_id_new (), same = ga_id_new ();
  g_autofree char *goes = NULL;
  g_autofree char *stays = NULL;
  GaRow *row = steps_row (steps, "conflict", &same, &steps->in_kommune, 4);
  GString *lines;
  g_autoptr (GError) error = NULL;
  g_autoptr (GaRecord) gone = NULL;

  receive_conflicts (steps, &conflicts);
  goes = ga_id_to_string (&conflicts.walks[0]);
  stays = ga_id_to_string (&again);
  lines = answer (steps, 4);
  ga_pull_append_space (lines, &steps->in_kommune, FALSE);
  append_walk (steps, lines, &again, &steps->community);
  steps_set (row, "subject", "meeting");
  steps_set (row, "record", goes);
  steps_set (row, "kind", "duplicate");
  steps_set (row, "other", stays);
  steps_set (row, "state", "open");
  steps_append (lines, row);
  ga_pull_append_page (lines, "4");
  g_assert_false (steps_receive_lines (steps, lines, FALSE));
  ga_store_transact (steps->profile.store, "Make one", restore_cb, &same, &error);
  g_assert_no_error (error);
  gone = steps_find (steps, "meeting", &conflicts.walks[0]);
  g_assert_null (gone);
  g_assert_cmpint (steps_number (steps, "SELECT count(*) FROM conflict WHERE state = 'kept'"), ==,
                   1);
  assert_to_decide (steps, NULL);
}

/* Taken off the community, she has nothing to do with what was handed over there. */
static void
test_what_has_ended_is_nothing_to_do (Steps *steps, gconstpointer data)
{
  Conflicts conflicts;
  g_autofree char *other = NULL;
  g_autofree char *grants = NULL;
  GString *lines;

  receive_conflicts (steps, &conflicts);
  other = ga_id_to_string (&conflicts.other);
  grants = g_strconcat ("host community:", other, NULL);
  lines = steps_answer_granting (steps, 4, 1, grants);
  ga_pull_append_drop (lines, &steps->in_community);
  g_assert_true (steps_receive_lines (steps, lines, FALSE));
  g_assert_cmpint (ga_reader_count_conflicts (ga_store_get_reader (steps->profile.store)), ==, 2);
  g_assert_false (steps_receive_lines (steps, steps_answer_granting (steps, 5, 1, ""), FALSE));
  assert_to_decide (steps, NULL);
}

/* The walk was merged or deleted, and nobody can tell any more whose it was. */
static void
test_what_is_gone_is_nothing_to_do (Steps *steps, gconstpointer data)
{
  Conflicts conflicts;
  GString *lines;
  GaRow *row;

  receive_conflicts (steps, &conflicts);
  lines = answer (steps, 4);
  row = steps_row (steps, "meeting", &conflicts.walks[0], &steps->in_kommune, 4);
  ga_pull_append_space (lines, &steps->in_kommune, FALSE);
  ga_pull_append_gone (lines, row->entity);
  ga_pull_append_gone_row (lines, row);
  ga_row_free (row);
  ga_pull_append_page (lines, "4");
  g_assert_false (steps_receive_lines (steps, lines, FALSE));
  assert_to_decide (steps, NULL);
}

/* The access had ended when the decision came. */
static void
test_a_refused_decision_is_not_asked_about (Steps *steps, gconstpointer data)
{
  Conflicts conflicts;
  g_autoptr (GaReceipt) receipt = NULL;
  g_autoptr (GaRecord) conflict = NULL;
  g_autoptr (GError) error = NULL;

  receive_conflicts (steps, &conflicts);
  ga_store_transact (steps->profile.store, "Keep", keep_cb, &conflicts.own, &error);
  g_assert_no_error (error);
  g_assert_cmpint (steps_send (steps), ==, 1);
  receipt = steps_receipt (steps, 4);
  ga_receipt_add (receipt, steps_sent (steps, 0)->number, GA_ANSWER_REFUSED)->code =
      g_strdup ("not-allowed");
  steps_settle (steps, receipt);
  g_assert_cmpint (steps_number (steps, "SELECT count(*) FROM conflict WHERE kind = 'refused'"), ==,
                   0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/permission/who-registers-a-community-hosts-it-before-a-pull", Steps, NULL, set_up,
              test_what_is_sent_and_not_pulled, steps_tear_down);
  g_test_add ("/permission/what-comes-in-parts-is-not-made-here", Steps, NULL, NULL,
              test_what_is_pulled_in_parts, steps_tear_down);
  g_test_add ("/permission/what-came-may-be-ones-own", Steps, NULL, set_up,
              test_what_came_may_be_ones_own, steps_tear_down);
  g_test_add ("/permission/a-community-moves-nowhere-else", Steps, NULL, set_up,
              test_moves_nowhere_else, steps_tear_down);
  g_test_add ("/permission/what-was-granted-ends-with-the-access", Steps, NULL, set_up,
              test_once_the_access_has_ended, steps_tear_down);
  g_test_add ("/permission/is-kept-until-somebody-writes", Steps, NULL, set_up,
              test_what_may_be_done_is_kept_until_somebody_writes, steps_tear_down);
  g_test_add ("/permission/what-has-ended-is-noted", Steps, NULL, set_up,
              test_what_has_ended_is_noted, steps_tear_down);
  g_test_add ("/permission/who-may-change-it-decides", Steps, NULL, set_up,
              test_who_may_change_it_decides, steps_tear_down);
  g_test_add ("/permission/of-two-walks-one-stays", Steps, NULL, set_up,
              test_of_two_walks_one_stays, steps_tear_down);
  g_test_add ("/permission/what-has-ended-is-nothing-to-do", Steps, NULL, set_up,
              test_what_has_ended_is_nothing_to_do, steps_tear_down);
  g_test_add ("/permission/what-is-gone-is-nothing-to-do", Steps, NULL, set_up,
              test_what_is_gone_is_nothing_to_do, steps_tear_down);
  g_test_add ("/permission/a-refused-decision-is-not-asked-about", Steps, NULL, set_up,
              test_a_refused_decision_is_not_asked_about, steps_tear_down);
  return g_test_run ();
}
