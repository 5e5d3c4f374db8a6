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

/* Whether it is worth trying again. */
static gboolean
refuse (Steps *steps, GaSyncError code, const char *text)
{
  Step step = { .code = code, .text = text };
  g_autoptr (GError) error = NULL;

  ga_store_sync (steps->profile.store, refuse_cb, &step, &error);
  g_assert_no_error (error);
  return step.more;
}

/* The server is restored to before the walker came, and says so with whatever it refuses. */
static gboolean
refuse_restored (Steps *steps, GaSyncError code, int epoch)
{
  g_autofree char *lineage = ga_id_to_string (&steps->lineage);
  g_autofree char *text =
      g_strdup_printf ("{\"code\":\"%s\",\"lineage\":\"%s\",\"epoch\":%d,\"fork\":1}",
                       ga_sync_error_to_code (code), lineage, epoch);

  return refuse (steps, code, text);
}

static void
restore_to (Steps *steps, int epoch)
{
  g_assert_true (refuse_restored (steps, GA_SYNC_ERROR_EPOCH, epoch));
}

static void
restore (Steps *steps)
{
  restore_to (steps, 2);
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

/* Though it was sent in the same push, and the server had never had it. */
static void
test_what_was_sent_with_it_waits_with_it (Steps *steps, gconstpointer data)
{
  rename_and_send (steps, "Eva", 3);
  steps_rename (steps, &steps->walker, "name", "Ida");
  restore (steps);
  g_assert_cmpint (steps_send (steps), ==, 2);
  refuse_all (steps, "missing", NOW);
  steps_assert_walker (steps, &steps->walker, "Ida");
  receive (steps, TRUE, TRUE);
  steps_assert_walker (steps, &steps->walker, "Ida");
  g_assert_cmpint (steps_send (steps), ==, 2);
  steps_accept (steps, 7);
  steps_assert_walker (steps, &steps->walker, "Ida");
  g_assert_cmpint (count_conflicts (steps), ==, 0);
}

/* Another name stood before the restore, and nobody brings that again: now hers does, and has to
 * come back to her. */
static void
test_what_was_overruled_and_stands_now_comes (Steps *steps, gconstpointer data)
{
  g_autoptr (GaReceipt) receipt = NULL;
  GaAnswer *answer;
  GString *lines;

  steps_rename (steps, &steps->walker, "name", "Eva");
  g_assert_cmpint (steps_send (steps), ==, 1);
  receipt = steps_receipt (steps, 4);
  answer = ga_receipt_add (receipt, steps_sent (steps, 0)->number, GA_ANSWER_MERGED);
  answer->lost = g_strsplit ("name", " ", -1);
  answer->row = steps_walker (steps, &steps->walker, "Ida", 3);
  steps_settle (steps, receipt);
  steps_assert_walker (steps, &steps->walker, "Ida");
  restore (steps);
  lines = steps_answer (steps, 2, 2);
  steps_append_start (steps, lines);
  steps_receive_lines (steps, lines, FALSE);
  g_assert_cmpint (steps_send (steps), ==, 1);
  steps_accept (steps, 3);
  g_assert_cmpint (steps_number (steps, "SELECT count(*) FROM sync_space WHERE cursor = '2'"), ==,
                   2);
  lines = steps_answer (steps, 3, 2);
  ga_pull_append_space (lines, &steps->in_community, FALSE);
  steps_append (lines, steps_walker (steps, &steps->walker, "Eva", 3));
  steps_end (lines, "3", &steps->walker, 3);
  steps_receive_lines (steps, lines, FALSE);
  steps_assert_walker (steps, &steps->walker, "Eva");
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

/* Nor all that gives access to it; it may be restored again before there is another backup. */
static void
test_where_something_is_in_no_backup_stays (Steps *steps, gconstpointer data)
{
  GString *lines = steps_answer (steps, 6, 2);

  rename_and_send (steps, "Eva", 3);
  restore (steps);
  g_assert_cmpint (steps_send (steps), ==, 1);
  steps_accept (steps, 3);
  drop (steps, &steps->in_community);
  steps_assert_walker (steps, &steps->walker, "Eva");
  g_string_replace (lines, "\"covered\":0", "\"covered\":3", 1);
  ga_pull_append_drop (lines, &steps->in_community);
  steps_receive_lines (steps, lines, FALSE);
  steps_assert_walker (steps, &steps->walker, NULL);
}

/* Where nobody makes backups it is not kept for ever. */
static void
test_what_is_in_no_backup_goes_after_a_month (Steps *steps, gconstpointer data)
{
  GString *lines = steps_answer (steps, 6, 2);

  rename_and_send (steps, "Eva", 3);
  restore (steps);
  g_assert_cmpint (steps_send (steps), ==, 1);
  steps_accept (steps, 3);
  drop (steps, &steps->in_community);
  g_string_replace (lines, "\"now\":1790000000000000", "\"now\":1792678400000000", 1);
  ga_pull_append_drop (lines, &steps->in_community);
  steps_receive_lines (steps, lines, FALSE);
  steps_assert_walker (steps, &steps->walker, NULL);
}

static void
test_without_access_it_is_offered (Steps *steps, gconstpointer data)
{
  come_too_early (steps);
  g_assert_true (refuse (steps, GA_SYNC_ERROR_REVOKED, "{\"code\":\"revoked\"}"));
  g_assert_cmpint (steps_send (steps), ==, 1);
}

static void
assert_all_went (Steps *steps)
{
  g_assert_cmpint (steps_send (steps), ==, -1);
  steps_assert_walker (steps, &steps->walker, NULL);
}

/* It hears of the restore and of the end of its access at once, and nothing waited. */
static void
test_without_access_what_was_lost_is_offered (Steps *steps, gconstpointer data)
{
  g_autoptr (GaReceipt) receipt = NULL;

  rename_and_send (steps, "Eva", 3);
  g_assert_true (refuse_restored (steps, GA_SYNC_ERROR_REVOKED, 2));
  steps_assert_walker (steps, &steps->walker, "Eva");
  g_assert_cmpint (steps_send (steps), ==, 1);
  g_assert_cmpint (steps->push->number, ==, 1);
  g_assert_cmpint (steps->push->epoch, ==, 2);
  receipt = steps_receipt (steps, 2);
  ga_receipt_add (receipt, steps_sent (steps, 0)->number, GA_ANSWER_QUARANTINED);
  steps_settle (steps, receipt);
  assert_all_went (steps);
}

/* Whatever the server is by then. */
static void
test_without_access_it_is_offered_once (Steps *steps, gconstpointer data)
{
  rename_and_send (steps, "Eva", 3);
  g_assert_true (refuse_restored (steps, GA_SYNC_ERROR_REVOKED, 2));
  g_assert_cmpint (steps_send (steps), ==, 1);
  g_assert_false (refuse_restored (steps, GA_SYNC_ERROR_REVOKED, 3));
  assert_all_went (steps);
}

/* What others have not brought again yet: nobody waits for that, as it is not asked once more. */
static void
test_without_access_nothing_is_waited_for (Steps *steps, gconstpointer data)
{
  rename_and_send (steps, "Eva", 3);
  g_assert_true (refuse_restored (steps, GA_SYNC_ERROR_REVOKED, 2));
  g_assert_cmpint (steps_send (steps), ==, 1);
  refuse_all (steps, "missing", NOW);
  assert_all_went (steps);
  g_assert_cmpint (steps_number (steps, "SELECT count(*) FROM conflict WHERE kind = 'refused' AND "
                                        "lost_personal = '\"Eva\"'"),
                   ==, 1);
}

/* @data: (nullable): of an older server, which says nothing of restores */
static void
test_without_access_or_a_restore_it_goes (Steps *steps, gconstpointer data)
{
  rename_and_send (steps, "Eva", 3);
  g_assert_false (data != NULL ? refuse (steps, GA_SYNC_ERROR_REVOKED, data)
                               : refuse_restored (steps, GA_SYNC_ERROR_REVOKED, 1));
  assert_all_went (steps);
}

static char *
as_host (Steps *steps)
{
  g_autofree char *community = ga_id_to_string (&steps->community);

  return g_strconcat ("host community:", community, NULL);
}

/* All that was told in an answer without rows. */
static void
tell (Steps *steps, int epoch, const char *grants, const char *ended)
{
  GString *lines = steps_answer_ending (steps, 6, epoch, grants, ended);

  steps_receive_lines (steps, lines, FALSE);
}

/* A host has changed a walker, the server is restored, and refuses the change. */
static void
refuse_host (Steps *steps, const char *code)
{
  g_autofree char *grants = as_host (steps);

  tell (steps, 1, grants, "");
  rename_and_send (steps, "Eva", 3);
  restore (steps);
  g_assert_cmpint (steps_send (steps), ==, 1);
  refuse_all (steps, code, NOW);
  steps_assert_walker (steps, &steps->walker, "Eva");
}

/* The community and its walker come as the server has them. */
static void
give_back (Steps *steps, int epoch, const char *grants)
{
  GString *lines = steps_answer_ending (steps, 6, epoch, grants, "");

  steps_append_start (steps, lines);
  steps_receive_lines (steps, lines, FALSE);
}

/* The community alone. */
static void
give_community (Steps *steps, int epoch, const char *grants)
{
  GString *lines = steps_answer_ending (steps, 6, epoch, grants, "");

  ga_pull_append_space (lines, &steps->in_kommune, TRUE);
  steps_append (lines, steps_community (steps, "Walkers", 1));
  steps_end (lines, "6", &steps->community, 1);
  steps_receive_lines (steps, lines, FALSE);
}

static void
test_what_forgotten_access_did_waits (Steps *steps, gconstpointer data)
{
  g_autofree char *grants = as_host (steps);
  g_autoptr (GaMembership) membership = NULL;
  GString *lines;

  refuse_host (steps, "not-allowed");
  lines = steps_answer_ending (steps, 6, 2, "", "");
  ga_pull_append_drop (lines, &steps->in_community);
  steps_receive_lines (steps, lines, FALSE);
  g_assert_cmpint (steps_send (steps), ==, -1);
  membership = steps_membership (steps);
  g_assert_cmpint (membership->waiting, ==, 1);
  g_assert_cmpstr (membership->lost, ==, "Walkers");
  g_assert_null (membership->left);
  steps_assert_walker (steps, &steps->walker, "Eva");
  give_back (steps, 2, grants);
  g_assert_cmpint (steps_send (steps), ==, 1);
  steps_accept (steps, 7);
  steps_assert_walker (steps, &steps->walker, "Eva");
  g_assert_cmpint (count_conflicts (steps), ==, 0);
}

/* Though nothing comes that was not there. */
static void
test_access_that_is_given_again_wakes (Steps *steps, gconstpointer data)
{
  g_autofree char *grants = as_host (steps);
  g_autofree char *both = g_strconcat (grants, ";coordinator national", NULL);

  tell (steps, 1, both, "");
  refuse_host (steps, "reference");
  tell (steps, 2, "", "");
  g_assert_cmpint (steps_send (steps), ==, -1);
  tell (steps, 2, grants, "");
  g_assert_cmpint (steps_send (steps), ==, 1);
}

/* Nor is it lost that was never sent, nor what stands on that. */
static void
test_what_was_not_sent_waits_with_it (Steps *steps, gconstpointer data)
{
  static const char *const codes[] = { "not-allowed", "not-yours", "reference", "missing" };
  g_autofree char *grants = as_host (steps);
  g_autoptr (GaReceipt) receipt = NULL;

  tell (steps, 1, grants, "");
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autoptr (GaRecord) walker = ga_record_new (steps_entity (steps, "participant"));
      GaId id = ga_id_new ();

      ga_record_set_id (walker, &id);
      ga_record_set_reference (walker, "community", &steps->community);
      ga_record_set_text (walker, "name", codes[i]);
      profile_put (&steps->profile, walker);
    }
  restore (steps);
  g_assert_cmpint (steps_send (steps), ==, G_N_ELEMENTS (codes));
  receipt = steps_receipt (steps, 2);
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    ga_receipt_add (receipt, steps_sent (steps, i)->number, GA_ANSWER_REFUSED)->code =
        g_strdup (codes[i]);
  steps_settle (steps, receipt);
  tell (steps, 2, "", "");
  g_assert_cmpint (steps_send (steps), ==, -1);
  g_assert_cmpint (steps_number (steps, "SELECT count(*) FROM postponed WHERE waits"), ==,
                   G_N_ELEMENTS (codes));
  g_assert_cmpint (count_conflicts (steps), ==, 0);
}

/* It has told what it knows: now it is refused as ever. */
static void
test_where_nothing_is_forgotten_it_is_refused (Steps *steps, gconstpointer data)
{
  g_autofree char *grants = as_host (steps);

  refuse_host (steps, "not-allowed");
  give_back (steps, 2, grants);
  g_assert_cmpint (steps_send (steps), ==, 1);
  refuse_all (steps, "not-allowed", NOW);
  g_assert_cmpint (steps_send (steps), ==, -1);
  g_assert_cmpint (count_conflicts (steps), ==, 1);
}

/* By the grant there is no more to be seen than the community itself, until it is there. */
static void
test_where_the_community_is_awaited_it_waits (Steps *steps, gconstpointer data)
{
  g_autofree char *grants = as_host (steps);

  refuse_host (steps, "not-allowed");
  tell (steps, 2, grants, "");
  g_assert_cmpint (steps_send (steps), ==, 1);
  refuse_all (steps, "not-allowed", NOW);
  drop (steps, &steps->in_kommune);
  g_assert_cmpint (steps_send (steps), ==, -1);
  g_assert_cmpint (count_conflicts (steps), ==, 0);
  give_back (steps, 2, grants);
  g_assert_cmpint (steps_send (steps), ==, 1);
}

/* The server that is restored again does not know either. */
static void
test_what_is_forgotten_is_not_by_another_restore (Steps *steps, gconstpointer data)
{
  refuse_host (steps, "not-allowed");
  tell (steps, 2, "", "");
  restore_to (steps, 3);
  give_community (steps, 3, "");
  g_assert_cmpint (steps_send (steps), ==, 1);
  refuse_all (steps, "not-allowed", NOW);
  g_assert_cmpint (steps_send (steps), ==, -1);
  steps_assert_walker (steps, &steps->walker, "Eva");
}

static void
test_access_that_is_not_given_again_is_given_up (Steps *steps, gconstpointer data)
{
  GString *lines;

  refuse_host (steps, "not-allowed");
  tell (steps, 2, "", "");
  lines = steps_answer_ending (steps, 6, 2, "", "");
  g_string_replace (lines, "\"now\":1790000000000000", "\"now\":1792678400000000", 1);
  steps_receive_lines (steps, lines, FALSE);
  g_assert_cmpint (steps_send (steps), ==, 1);
  refuse_all (steps, "not-allowed", NOW + 31 * DAY);
  lines = steps_answer_ending (steps, 6, 2, "", "");
  g_string_replace (lines, "\"now\":1790000000000000", "\"now\":1792678400000000", 1);
  ga_pull_append_drop (lines, &steps->in_community);
  steps_receive_lines (steps, lines, FALSE);
  steps_assert_walker (steps, &steps->walker, NULL);
  g_assert_cmpint (steps_number (steps, "SELECT count(*) FROM meta WHERE name = 'sync:forgotten'"),
                   ==, 0);
}

/* Though it is in no backup. */
static void
test_where_an_end_is_known_names_go_at_once (Steps *steps, gconstpointer data)
{
  g_autofree char *grants = as_host (steps);
  g_autoptr (GaMembership) membership = NULL;
  GString *lines;

  tell (steps, 1, grants, "");
  rename_and_send (steps, "Eva", 3);
  restore (steps);
  g_assert_cmpint (steps_send (steps), ==, 1);
  steps_accept (steps, 3);
  give_community (steps, 2, grants);
  drop (steps, &steps->in_community);
  steps_assert_walker (steps, &steps->walker, "Eva");
  lines = steps_answer_ending (steps, 6, 2, "", grants);
  ga_pull_append_drop (lines, &steps->in_community);
  steps_receive_lines (steps, lines, FALSE);
  steps_assert_walker (steps, &steps->walker, NULL);
  membership = steps_membership (steps);
  g_assert_cmpstr (membership->left, ==, "Walkers");
  g_assert_null (membership->lost);
}

/* Of two ways to it one has ended, and the other may only be forgotten. */
static void
test_where_an_end_is_not_all_it_stays (Steps *steps, gconstpointer data)
{
  g_autofree char *kommune = ga_id_to_string (&steps->kommune);
  g_autofree char *grants = as_host (steps);
  g_autofree char *both = g_strconcat (grants, ";consultant kommune:", kommune, NULL);
  GString *lines;

  tell (steps, 1, both, "");
  rename_and_send (steps, "Eva", 3);
  restore (steps);
  g_assert_cmpint (steps_send (steps), ==, 1);
  steps_accept (steps, 3);
  lines = steps_answer_ending (steps, 6, 2, "", grants);
  ga_pull_append_drop (lines, &steps->in_community);
  steps_receive_lines (steps, lines, FALSE);
  steps_assert_walker (steps, &steps->walker, "Eva");
}

#define ADD_WITH(NAME, DATA, FUNC) \
  g_test_add ("/restore/" NAME, Steps, DATA, steps_set_up, FUNC, steps_tear_down)
#define ADD(NAME, FUNC) ADD_WITH (NAME, NULL, FUNC)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("pushes are numbered anew", test_pushes_are_numbered_anew);
  ADD ("what others have yet to bring is waited for",
       test_what_others_have_yet_to_bring_is_waited_for);
  ADD ("what was done since waits with it", test_what_was_done_since_waits_with_it);
  ADD ("what was sent with it waits with it", test_what_was_sent_with_it_waits_with_it);
  ADD ("what was overruled and stands now comes", test_what_was_overruled_and_stands_now_comes);
  ADD ("a push stays the same while something comes",
       test_a_push_stays_the_same_while_something_comes);
  ADD ("after a month it is given up", test_after_a_month_it_is_given_up);
  ADD ("what is refused for another reason is refused",
       test_what_is_refused_for_another_reason_is_refused);
  ADD ("what the server never had is refused", test_what_the_server_never_had_is_refused);
  ADD ("a refusal outlives a restore", test_a_refusal_outlives_a_restore);
  ADD ("a later value is not undone", test_a_later_value_is_not_undone);
  ADD ("where something is waited for stays", test_where_something_is_waited_for_stays);
  ADD ("where something is in no backup stays", test_where_something_is_in_no_backup_stays);
  ADD ("what is in no backup goes after a month", test_what_is_in_no_backup_goes_after_a_month);
  ADD ("without access it is offered", test_without_access_it_is_offered);
  ADD ("without access what was lost is offered", test_without_access_what_was_lost_is_offered);
  ADD ("without access it is offered once", test_without_access_it_is_offered_once);
  ADD ("without access nothing is waited for", test_without_access_nothing_is_waited_for);
  ADD ("without access or a restore it goes", test_without_access_or_a_restore_it_goes);
  ADD_WITH ("without access to an older server it goes", "{\"code\":\"revoked\"}",
            test_without_access_or_a_restore_it_goes);
  ADD ("what forgotten access did waits", test_what_forgotten_access_did_waits);
  ADD ("access that is given again wakes", test_access_that_is_given_again_wakes);
  ADD ("what was not sent waits with it", test_what_was_not_sent_waits_with_it);
  ADD ("where nothing is forgotten it is refused", test_where_nothing_is_forgotten_it_is_refused);
  ADD ("where the community is awaited it waits", test_where_the_community_is_awaited_it_waits);
  ADD ("what is forgotten is not by another restore",
       test_what_is_forgotten_is_not_by_another_restore);
  ADD ("access that is not given again is given up",
       test_access_that_is_not_given_again_is_given_up);
  ADD ("where an end is known names go at once", test_where_an_end_is_known_names_go_at_once);
  ADD ("where an end is not all it stays", test_where_an_end_is_not_all_it_stays);
  return g_test_run ();
}
