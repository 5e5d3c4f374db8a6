/* SPDX-License-Identifier: GPL-3.0-or-later */
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
  return g_test_run ();
}
