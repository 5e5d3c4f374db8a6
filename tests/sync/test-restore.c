/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "steps-fixture.h"

/* A server that was restored has lost something, and everybody brings it again, in any order. */

#define DAY (G_GINT64_CONSTANT (24) * 60 * 60 * G_USEC_PER_SEC)

static gboolean
refuse_cb (GaTransaction *transaction, gpointer user_data, GError **error)
{
  Step *step = user_data;

  return ga_sync_take_refusal (transaction, step->code, step->text, strlen (step->text),
                               &step->more, error);
}

static void
refuse_push (Steps *steps, GaSyncError code, const char *text)
{
  Step step = { .code = code, .text = text };
  g_autoptr (GError) error = NULL;

  ga_store_sync (steps->profile.store, refuse_cb, &step, &error);
  g_assert_no_error (error);
  g_assert_true (step.more);
}

/* The server is restored to before the walker came. */
static void
restore (Steps *steps)
{
  g_autofree char *lineage = ga_id_to_string (&steps->lineage);
  g_autofree char *text =
      g_strdup_printf ("{\"code\":\"epoch\",\"lineage\":\"%s\",\"epoch\":2,\"fork\":1}", lineage);

  refuse_push (steps, GA_SYNC_ERROR_EPOCH, text);
}

static void
rename_and_send (Steps *steps, const char *name, gint64 revision)
{
  steps_rename (steps, &steps->walker, "name", name);
  g_assert_cmpint (steps_send (steps), ==, 1);
  steps_accept (steps, revision);
}

/* All that was sent is refused with @code, at the server's time @now. */
static void
refuse_all (Steps *steps, const char *code, gint64 now)
{
  g_autoptr (GaReceipt) receipt = steps_receipt (steps, 2);

  for (guint i = 0; i < steps->push->operations->len; i++)
    ga_receipt_add (receipt, steps_sent (steps, i)->number, GA_ANSWER_REFUSED)->code =
        g_strdup (code);
  receipt->now = now;
  steps_settle (steps, receipt);
}

/* The walker was changed, the server lost her and the change, and has not got her back yet. */
static void
come_too_early (Steps *steps)
{
  rename_and_send (steps, "Eva", 3);
  restore (steps);
  g_assert_cmpint (steps_send (steps), ==, 1);
  refuse_all (steps, "missing", NOW);
}

/* What the restored server has; with the walker when somebody has brought her. */
static void
receive (Steps *steps, gboolean fresh, gboolean walker)
{
  GString *lines = steps_answer (steps, 6, 2);

  ga_pull_append_space (lines, &steps->in_community, fresh);
  if (walker)
    steps_append (lines, steps_walker (steps, &steps->walker, "Ada", 5));
  steps_end (lines, "6", walker ? &steps->walker : NULL, 5);
  steps_receive_lines (steps, lines, FALSE);
}

/* So that copies of a profile are told apart, of which none may know how far the other was. */
static void
test_pushes_are_numbered_anew (Steps *steps, gconstpointer data)
{
  rename_and_send (steps, "Eva", 3);
  g_assert_cmpint (steps->push->number, ==, 1);
  rename_and_send (steps, "Eve", 4);
  g_assert_cmpint (steps->push->number, ==, 2);
  restore (steps);
  steps_send (steps);
  g_assert_cmpint (steps->push->number, ==, 1);
}

static gint64
count_conflicts (Steps *steps)
{
  return steps_number (steps, "SELECT count(*) FROM conflict");
}

static void
test_what_others_have_yet_to_bring_is_waited_for (Steps *steps, gconstpointer data)
{
  g_autoptr (GaMembership) before = NULL;
  g_autoptr (GaMembership) after = NULL;

  come_too_early (steps);
  g_assert_cmpint (steps_send (steps), ==, -1);
  before = steps_membership (steps);
  g_assert_cmpint (before->waiting, ==, 1);
  g_assert_false (before->is_due);
  /* Nothing of it comes, and nothing is taken from the screen. */
  receive (steps, TRUE, FALSE);
  steps_assert_walker (steps, &steps->walker, "Eva");
  g_assert_cmpint (steps_send (steps), ==, -1);
  receive (steps, FALSE, TRUE);
  g_assert_cmpint (steps_send (steps), ==, 1);
  g_assert_cmpint (steps_sent (steps, 0)->base, ==, 1);
  steps_accept (steps, 7);
  steps_assert_walker (steps, &steps->walker, "Eva");
  after = steps_membership (steps);
  g_assert_cmpint (after->waiting, ==, 0);
  g_assert_cmpint (count_conflicts (steps), ==, 0);
  g_assert_cmpint (steps_number (steps, "SELECT count(*) FROM postponed"), ==, 0);
}

static void
test_what_was_done_since_waits_with_it (Steps *steps, gconstpointer data)
{
  come_too_early (steps);
  steps_rename (steps, &steps->walker, "joined", "2026-01-01");
  g_assert_cmpint (steps_send (steps), ==, -1);
  receive (steps, TRUE, TRUE);
  g_assert_cmpint (steps_send (steps), ==, 2);
  g_assert_cmpint (steps_sent (steps, 0)->number, <, steps_sent (steps, 1)->number);
}

/* The same push once more, whatever has come while its answer was lost. */
static void
test_a_push_stays_the_same_while_something_comes (Steps *steps, gconstpointer data)
{
  GaId other = ga_id_new ();
  g_autoptr (GaRecord) walker = NULL;

  come_too_early (steps);
  walker = ga_record_new (steps_entity (steps, "participant"));
  ga_record_set_id (walker, &other);
  ga_record_set_reference (walker, "community", &steps->community);
  ga_record_set_text (walker, "name", "Kim");
  profile_put (&steps->profile, walker);
  g_assert_cmpint (steps_send (steps), ==, 1);
  receive (steps, TRUE, TRUE);
  g_assert_cmpint (steps_send (steps), ==, 1);
  g_assert_true (ga_id_equal (&steps_sent (steps, 0)->id, &other));
  steps_accept (steps, 7);
  g_assert_cmpint (steps_send (steps), ==, 1);
  g_assert_true (ga_id_equal (&steps_sent (steps, 0)->id, &steps->walker));
}

static void
test_after_a_month_it_is_given_up (Steps *steps, gconstpointer data)
{
  GString *lines;

  come_too_early (steps);
  lines = steps_answer (steps, 6, 2);
  g_string_replace (lines, "\"now\":1790000000000000", "\"now\":1792678400000000", 1);
  steps_receive_lines (steps, lines, FALSE);
  g_assert_cmpint (steps_send (steps), ==, 1);
  refuse_all (steps, "missing", NOW + 31 * DAY);
  g_assert_cmpint (steps_send (steps), ==, -1);
  g_assert_cmpint (count_conflicts (steps), ==, 1);
  steps_assert_walker (steps, &steps->walker, NULL);
}

static void
test_what_is_refused_for_another_reason_is_refused (Steps *steps, gconstpointer data)
{
  rename_and_send (steps, "Eva", 3);
  restore (steps);
  g_assert_cmpint (steps_send (steps), ==, 1);
  refuse_all (steps, "not-allowed", NOW);
  receive (steps, TRUE, TRUE);
  g_assert_cmpint (steps_send (steps), ==, -1);
  g_assert_cmpint (count_conflicts (steps), ==, 1);
}

static void
test_what_the_server_never_had_is_refused (Steps *steps, gconstpointer data)
{
  steps_rename (steps, &steps->walker, "name", "Eva");
  restore (steps);
  g_assert_cmpint (steps_send (steps), ==, 1);
  refuse_all (steps, "missing", NOW);
  g_assert_cmpint (steps_send (steps), ==, -1);
  g_assert_cmpint (count_conflicts (steps), ==, 1);
}

/* Nor is what was refused before brought to a restored server. */
static void
test_a_refusal_outlives_a_restore (Steps *steps, gconstpointer data)
{
  steps_rename (steps, &steps->walker, "name", "Eva");
  g_assert_cmpint (steps_send (steps), ==, 1);
  refuse_all (steps, "invalid", NOW);
  restore (steps);
  g_assert_cmpint (steps_send (steps), ==, -1);
}

static void
test_a_later_value_is_not_undone (Steps *steps, gconstpointer data)
{
  g_autoptr (GaReceipt) receipt = NULL;

  rename_and_send (steps, "Eva", 3);
  rename_and_send (steps, "Ida", 4);
  restore (steps);
  g_assert_cmpint (steps_send (steps), ==, 2);
  receipt = steps_receipt (steps, 2);
  ga_receipt_add (receipt, steps_sent (steps, 0)->number, GA_ANSWER_REFUSED)->code =
      g_strdup ("missing");
  steps_settle (steps, receipt);
  receive (steps, TRUE, TRUE);
  g_assert_cmpint (steps_send (steps), ==, -1);
  g_assert_cmpint (count_conflicts (steps), ==, 1);
}

static void
drop (Steps *steps, const GaSpace *space)
{
  GString *lines = steps_answer (steps, 6, 2);

  ga_pull_append_drop (lines, space);
  steps_receive_lines (steps, lines, FALSE);
}

/* The server does not know the community yet either. */
static void
test_where_something_is_waited_for_stays (Steps *steps, gconstpointer data)
{
  come_too_early (steps);
  drop (steps, &steps->in_community);
  steps_assert_walker (steps, &steps->walker, "Eva");
  drop (steps, &steps->in_kommune);
  g_assert_cmpint (steps_number (steps, "SELECT count(*) FROM community NOT INDEXED"), ==, 0);
  receive (steps, TRUE, TRUE);
  g_assert_cmpint (steps_send (steps), ==, 1);
}

static void
test_without_access_it_is_offered (Steps *steps, gconstpointer data)
{
  come_too_early (steps);
  refuse_push (steps, GA_SYNC_ERROR_REVOKED, "{\"code\":\"revoked\"}");
  g_assert_cmpint (steps_send (steps), ==, 1);
}

#define ADD(NAME, FUNC) \
  g_test_add ("/restore/" NAME, Steps, NULL, steps_set_up, FUNC, steps_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("pushes are numbered anew", test_pushes_are_numbered_anew);
  ADD ("what others have yet to bring is waited for",
       test_what_others_have_yet_to_bring_is_waited_for);
  ADD ("what was done since waits with it", test_what_was_done_since_waits_with_it);
  ADD ("a push stays the same while something comes",
       test_a_push_stays_the_same_while_something_comes);
  ADD ("after a month it is given up", test_after_a_month_it_is_given_up);
  ADD ("what is refused for another reason is refused",
       test_what_is_refused_for_another_reason_is_refused);
  ADD ("what the server never had is refused", test_what_the_server_never_had_is_refused);
  ADD ("a refusal outlives a restore", test_a_refusal_outlives_a_restore);
  ADD ("a later value is not undone", test_a_later_value_is_not_undone);
  ADD ("where something is waited for stays", test_where_something_is_waited_for_stays);
  ADD ("without access it is offered", test_without_access_it_is_offered);
  return g_test_run ();
}
