/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/steps-fixture.h"

/* What somebody decides about a conflict is one act, with undo. */

static GaId
add_conflict (Steps *steps, const char *kind, const char *field, const char *lost)
{
  g_autoptr (GaRecord) conflict = ga_record_new (steps_entity (steps, "conflict"));
  g_autofree char *id = ga_id_to_string (&steps->walker);

  ga_record_set_text (conflict, "subject", "participant");
  ga_record_set_text (conflict, "record", id);
  ga_record_set_text (conflict, "kind", kind);
  ga_record_set_text (conflict, "field", field);
  ga_record_set_text (conflict, "lost_personal", lost);
  profile_put (&steps->profile, conflict);
  return *ga_record_get_id (conflict);
}

static gboolean
keep_cb (GaTransaction *transaction, gpointer conflict, GError **error)
{
  return ga_transaction_keep (transaction, conflict, error);
}

static gboolean
restore_cb (GaTransaction *transaction, gpointer conflict, GError **error)
{
  return ga_transaction_restore_value (transaction, conflict, error);
}

static void
assert_state (Steps *steps, const GaId *conflict, const char *state)
{
  g_autoptr (GaRecord) record = steps_find (steps, "conflict", conflict);

  g_assert_cmpstr (ga_record_get_text (record, "state"), ==, state);
}

static gint64
count_open (Steps *steps)
{
  return ga_reader_count_conflicts (ga_store_get_reader (steps->profile.store));
}

static void
test_keeping_changes_nothing (Steps *steps, gconstpointer data)
{
  GaId conflict = add_conflict (steps, "edit", "name", "\"Ava\"");

  g_assert_cmpint (count_open (steps), ==, 1);
  ga_store_transact (steps->profile.store, "Keep", keep_cb, &conflict, NULL);
  assert_state (steps, &conflict, "kept");
  steps_assert_walker (steps, &steps->walker, "Ada");
  g_assert_cmpint (count_open (steps), ==, 0);
  /* Conflicts found here are this computer's own. */
  g_assert_cmpint (steps_send (steps), ==, -1);
}

static void
test_restoring_brings_the_value_back_and_undo_takes_it_away (Steps *steps, gconstpointer data)
{
  GaId conflict = add_conflict (steps, "edit", "name", "\"Ava\"");

  ga_store_transact (steps->profile.store, "Restore", restore_cb, &conflict, NULL);
  assert_state (steps, &conflict, "restored");
  steps_assert_walker (steps, &steps->walker, "Ava");
  profile_undo (&steps->profile);
  assert_state (steps, &conflict, "open");
  steps_assert_walker (steps, &steps->walker, "Ada");
}

static void
test_restoring_obeys_the_rules (Steps *steps, gconstpointer data)
{
  GaId conflict = add_conflict (steps, "edit", "name", "null");
  g_autoptr (GError) error = NULL;

  ga_store_transact (steps->profile.store, "Restore", restore_cb, &conflict, &error);
  g_assert_error (error, GA_MODEL_ERROR, GA_MODEL_ERROR_REQUIRED);
  assert_state (steps, &conflict, "open");
}

static void
test_a_refused_record_can_be_made_again (Steps *steps, gconstpointer data)
{
  g_autoptr (GaRecord) walker = ga_record_new (steps_entity (steps, "participant"));
  g_autoptr (GaReceipt) receipt = NULL;
  g_autoptr (GPtrArray) conflicts = NULL;
  g_autoptr (GaQuery) query = ga_query_new (steps_entity (steps, "conflict"));
  GaId conflict;

  ga_record_set_reference (walker, "community", &steps->community);
  ga_record_set_text (walker, "name", "Eva");
  profile_put (&steps->profile, walker);
  steps_send (steps);
  receipt = steps_receipt (steps, 3);
  ga_receipt_add (receipt, steps_sent (steps, 0)->number, GA_ANSWER_REFUSED)->code =
      g_strdup ("not-allowed");
  steps_settle (steps, receipt);
  steps_assert_walker (steps, ga_record_get_id (walker), NULL);
  conflicts = ga_reader_list (ga_store_get_reader (steps->profile.store), query, NULL);
  g_assert_cmpuint (conflicts->len, ==, 1);
  conflict = *ga_record_get_id (g_ptr_array_index (conflicts, 0));
  ga_store_transact (steps->profile.store, "Restore", restore_cb, &conflict, NULL);
  steps_assert_walker (steps, ga_record_get_id (walker), "Eva");
  g_assert_cmpint (steps_send (steps), ==, 1);
}

#define ADD(NAME, FUNC) \
  g_test_add ("/decision/" NAME, Steps, NULL, steps_set_up, FUNC, steps_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("keeping changes nothing", test_keeping_changes_nothing);
  ADD ("restoring brings the value back and undo takes it away",
       test_restoring_brings_the_value_back_and_undo_takes_it_away);
  ADD ("restoring obeys the rules", test_restoring_obeys_the_rules);
  ADD ("a refused record can be made again", test_a_refused_record_can_be_made_again);
  return g_test_run ();
}
