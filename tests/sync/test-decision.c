/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "store/ga-permission.h"
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

/* What was handed over of one walk: the walk, somebody new, that she came, and the walk's number.
 */
enum
{
  WALK,
  KIM,
  TICK,
  NUMBER,
  N_OFFERS,
};

typedef struct
{
  GaId records[N_OFFERS];
  GaId conflicts[N_OFFERS];
} Offers;

static const char *const subjects[] = { "meeting", "participant", "attendance", "meeting" };

static void
add_offer (Steps *steps, Offers *offers, guint which, const char *lost)
{
  g_autoptr (GaRecord) conflict = ga_record_new (steps_entity (steps, "conflict"));
  g_autofree char *record = ga_id_to_string (&offers->records[which]);

  ga_record_set_text (conflict, "subject", subjects[which]);
  ga_record_set_text (conflict, "record", record);
  ga_record_set_text (conflict, "kind", "quarantine");
  if (which == NUMBER)
    ga_record_set_text (conflict, "field", "unnamed");
  ga_record_set_text (conflict, which == NUMBER ? "lost" : "lost_personal", lost);
  profile_put (&steps->profile, conflict);
  offers->conflicts[which] = *ga_record_get_id (conflict);
}

static void
choose_ids (Steps *steps, Offers *offers)
{
  g_autoptr (GaRecord) tick = ga_record_new (steps_entity (steps, "attendance"));

  offers->records[WALK] = offers->records[NUMBER] = ga_id_new ();
  offers->records[KIM] = ga_id_new ();
  ga_record_set_reference (tick, "meeting", &offers->records[WALK]);
  ga_record_set_reference (tick, "participant", &offers->records[KIM]);
  ga_record_derive_id (tick);
  offers->records[TICK] = *ga_record_get_id (tick);
}

static void
add_offers (Steps *steps, Offers *offers)
{
  g_autofree char *community = ga_id_to_string (&steps->community);
  g_autofree char *walk = NULL;
  g_autofree char *kim = NULL;
  g_autofree char *whole = NULL;
  g_autofree char *name = NULL;
  g_autofree char *came = NULL;

  choose_ids (steps, offers);
  walk = ga_id_to_string (&offers->records[WALK]);
  kim = ga_id_to_string (&offers->records[KIM]);
  whole = g_strdup_printf ("{\"community\":\"%s\",\"start\":\"2026-11-03T10:00\","
                           "\"zone\":\"Europe/Copenhagen\",\"status\":\"held\"}",
                           community);
  name = g_strdup_printf ("{\"community\":\"%s\",\"name\":\"Kim\"}", community);
  came = g_strdup_printf ("{\"meeting\":\"%s\",\"participant\":\"%s\",\"state\":\"present\","
                          "\"first_time\":0}",
                          walk, kim);
  add_offer (steps, offers, TICK, came);
  add_offer (steps, offers, NUMBER, "9");
  add_offer (steps, offers, KIM, name);
  add_offer (steps, offers, WALK, whole);
}

static gboolean
is_there (Steps *steps, const Offers *offers, guint which)
{
  g_autoptr (GaRecord) record = steps_find (steps, subjects[which], &offers->records[which]);

  return record != NULL;
}

static void
test_what_it_stands_on_is_taken_along (Steps *steps, gconstpointer data)
{
  Offers offers;
  g_autoptr (GError) error = NULL;

  add_offers (steps, &offers);
  ga_store_transact (steps->profile.store, "Take", restore_cb, &offers.conflicts[TICK], &error);
  g_assert_no_error (error);
  for (guint i = WALK; i <= TICK; i++)
    {
      g_assert_true (is_there (steps, &offers, i));
      assert_state (steps, &offers.conflicts[i], "restored");
    }
  assert_state (steps, &offers.conflicts[NUMBER], "open");
  profile_undo (&steps->profile);
  for (guint i = WALK; i <= TICK; i++)
    {
      g_assert_false (is_there (steps, &offers, i));
      assert_state (steps, &offers.conflicts[i], "open");
    }
}

static void
test_a_value_is_taken_with_its_record (Steps *steps, gconstpointer data)
{
  Offers offers;
  g_autoptr (GaRecord) walk = NULL;
  g_autoptr (GError) error = NULL;

  add_offers (steps, &offers);
  ga_store_transact (steps->profile.store, "Take", restore_cb, &offers.conflicts[NUMBER], &error);
  g_assert_no_error (error);
  walk = steps_find (steps, "meeting", &offers.records[WALK]);
  g_assert_cmpint (ga_record_get_integer (walk, "unnamed"), ==, 9);
  assert_state (steps, &offers.conflicts[WALK], "restored");
}

/* It stays open, and nothing of it is done. */
static void
test_what_stands_on_nothing_is_not_taken (Steps *steps, gconstpointer data)
{
  Offers offers;
  g_autoptr (GError) error = NULL;

  add_offers (steps, &offers);
  ga_store_transact (steps->profile.store, "Keep", keep_cb, &offers.conflicts[WALK], NULL);
  ga_store_transact (steps->profile.store, "Take", restore_cb, &offers.conflicts[TICK], &error);
  g_assert_error (error, GA_STORE_ERROR, GA_STORE_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "belongs to"));
  assert_state (steps, &offers.conflicts[TICK], "open");
  assert_state (steps, &offers.conflicts[KIM], "open");
  g_assert_false (is_there (steps, &offers, KIM));
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
  ADD ("what it stands on is taken along", test_what_it_stands_on_is_taken_along);
  ADD ("a value is taken with its record", test_a_value_is_taken_with_its_record);
  ADD ("what stands on nothing is not taken", test_what_stands_on_nothing_is_not_taken);
  return g_test_run ();
}
