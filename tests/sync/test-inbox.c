/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ga-backup.h"
#include "sync/steps-fixture.h"

/* What comes from the server lands below what waits to be sent. */

static void
assert_sound (Steps *steps)
{
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func (g_free);

  g_assert_true (ga_store_check (steps->profile.store, findings, NULL));
  g_assert_cmpuint (findings->len, ==, 0);
}

/* The community's space, not from its beginning. */
static GString *
answer_in_community (Steps *steps, gint64 head)
{
  GString *lines = steps_answer (steps, head, 1);

  ga_pull_append_space (lines, &steps->in_community, FALSE);
  return lines;
}

static void
assert_cursor (Steps *steps, const char *cursor)
{
  g_autofree char *sql =
      g_strdup_printf ("SELECT count(*) FROM sync_space s JOIN space p ON p.number = s.space "
                       "WHERE p.kind = 4 AND s.cursor = '%s' AND s.fresh = 0",
                       cursor);

  g_assert_cmpint (steps_number (steps, sql), ==, 1);
}

static void
receive_walker (Steps *steps, const char *name, const char *note, gint64 revision)
{
  GString *lines = answer_in_community (steps, revision);
  GaRow *row = steps_walker (steps, &steps->walker, name, revision);
  g_autofree char *cursor = g_strdup_printf ("%d", (int) revision);

  if (note != NULL)
    steps_set (row, "joined", note);
  steps_append (lines, row);
  steps_end (lines, cursor, &steps->walker, revision);
  g_assert_false (steps_receive_lines (steps, lines, FALSE));
  assert_cursor (steps, cursor);
}

static void
test_a_row_that_comes_is_here_and_in_the_history (Steps *steps, gconstpointer data)
{
  g_autoptr (GPtrArray) history = NULL;
  g_autoptr (GError) error = NULL;
  const GaHistory *newest;

  receive_walker (steps, "Bea", NULL, 3);
  steps_assert_walker (steps, &steps->walker, "Bea");
  history = ga_reader_history (ga_store_get_reader (steps->profile.store),
                               steps_entity (steps, "participant"), &steps->walker, 9, NULL);
  newest = g_ptr_array_index (history, 0);
  g_assert_cmpstr (newest->label, ==, "Received");
  /* What others did is not ours to undo. */
  g_assert_null (ga_store_undo (steps->profile.store, 0, &error));
  g_assert_error (error, GA_STORE_ERROR, GA_STORE_ERROR_NOTHING);
}

static void
test_an_edit_that_waits_stays_on_the_screen (Steps *steps, gconstpointer data)
{
  g_autoptr (GaRecord) walker = NULL;

  steps_rename (steps, &steps->walker, "name", "Ava");
  receive_walker (steps, "Bea", "2026-01-01", 3);
  walker = steps_find (steps, "participant", &steps->walker);
  g_assert_cmpstr (ga_record_get_text (walker, "name"), ==, "Ava");
  g_assert_cmpstr (ga_record_get_text (walker, "joined"), ==, "2026-01-01");
  g_assert_cmpint (steps_send (steps), ==, 1);
  steps_accept (steps, 4);
  steps_assert_walker (steps, &steps->walker, "Ava");
}

/* The answer to a push was lost; what others did after it came first. */
static void
test_what_came_after_an_edit_shows_once_that_is_settled (Steps *steps, gconstpointer data)
{
  steps_rename (steps, &steps->walker, "name", "Ava");
  g_assert_cmpint (steps_send (steps), ==, 1);
  receive_walker (steps, "Bea", NULL, 9);
  steps_assert_walker (steps, &steps->walker, "Ava");
  steps_accept (steps, 3);
  steps_assert_walker (steps, &steps->walker, "Bea");
  g_assert_cmpint (steps_number (steps, "SELECT _rev FROM participant"), ==, 9);
  g_assert_cmpint (steps_number (steps, "SELECT count(*) FROM shadow"), ==, 0);
}

static void
delete_walker (Steps *steps)
{
  g_autoptr (GaRecord) walker = steps_find (steps, "participant", &steps->walker);
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  g_autoptr (GMainLoop) loop = NULL;

  g_ptr_array_add (records, walker);
  ga_store_delete_async (steps->profile.store, "Delete", records, NULL, NULL, NULL);
  /* The writer thread does one after the other. */
  ga_store_put (steps->profile.store, "Nothing", records, NULL);
}

static void
test_what_is_deleted_here_stays_deleted (Steps *steps, gconstpointer data)
{
  delete_walker (steps);
  steps_assert_walker (steps, &steps->walker, NULL);
  /* The server counts it until it hears of it. */
  receive_walker (steps, "Bea", NULL, 3);
  steps_assert_walker (steps, &steps->walker, NULL);
  g_assert_cmpint (steps_send (steps), ==, 1);
  g_assert_cmpint (steps_sent (steps, 0)->base, ==, 2);
  steps_accept (steps, 4);
  g_assert_cmpint (steps_number (steps, "SELECT count(*) FROM shadow"), ==, 0);
  g_assert_cmpint (steps_number (steps, "SELECT s.count FROM sync_space s JOIN space p "
                                        "ON p.number = s.space WHERE p.kind = 4"),
                   ==, 0);
}

static void
receive_gone (Steps *steps, gint64 revision)
{
  g_autofree char *cursor = g_strdup_printf ("%" G_GINT64_FORMAT, revision);
  GString *lines = answer_in_community (steps, revision);
  GaRow *row = steps_walker (steps, &steps->walker, "", revision);

  ga_pull_append_gone (lines, row->entity);
  ga_pull_append_gone_row (lines, row);
  ga_row_free (row);
  steps_end (lines, cursor, NULL, 0);
  steps_receive_lines (steps, lines, FALSE);
  assert_cursor (steps, cursor);
}

static void
test_what_others_delete_goes (Steps *steps, gconstpointer data)
{
  receive_gone (steps, 3);
  steps_assert_walker (steps, &steps->walker, NULL);
  assert_sound (steps);
}

static void
test_what_others_delete_stays_while_an_edit_waits (Steps *steps, gconstpointer data)
{
  steps_rename (steps, &steps->walker, "name", "Ava");
  receive_gone (steps, 3);
  steps_assert_walker (steps, &steps->walker, "Ava");
  g_assert_cmpint (steps_send (steps), ==, 1);
}

static gint64
count_in (Steps *steps, const GaId *community)
{
  g_autofree char *id = ga_id_to_string (community);
  g_autofree char *sql = g_strdup_printf (
      "SELECT s.count FROM sync_space s JOIN space p ON p.number = s.space WHERE p.kind = 4 AND "
      "lower (hex (p.target)) = replace ('%s', '-', '')",
      id);

  return steps_number (steps, sql);
}

/* The edit was taken, and after it the row was deleted; its own answer had been lost. */
static void
test_a_late_answer_brings_nothing_back (Steps *steps, gconstpointer data)
{
  steps_rename (steps, &steps->walker, "name", "Ava");
  steps_send (steps);
  receive_gone (steps, 4);
  steps_assert_walker (steps, &steps->walker, "Ava");
  steps_accept (steps, 3);
  steps_assert_walker (steps, &steps->walker, NULL);
  g_assert_cmpint (count_in (steps, &steps->community), ==, 0);
  assert_sound (steps);
}

/* It was refused as it was not there, and somebody else has brought it since. */
static void
test_a_late_refusal_takes_nothing_away (Steps *steps, gconstpointer data)
{
  g_autoptr (GaReceipt) receipt = NULL;
  GaAnswer *answer;

  steps_rename (steps, &steps->walker, "name", "Ava");
  steps_send (steps);
  receipt = steps_receipt (steps, 3);
  answer = ga_receipt_add (receipt, steps_sent (steps, 0)->number, GA_ANSWER_REFUSED);
  answer->code = g_strdup ("missing");
  receive_walker (steps, "Bea", NULL, 4);
  steps_settle (steps, receipt);
  steps_assert_walker (steps, &steps->walker, "Bea");
  g_assert_cmpint (count_in (steps, &steps->community), ==, 1);
  assert_sound (steps);
}

static GaReceipt *
refuse_with_walker (Steps *steps, gint64 revision)
{
  GaReceipt *receipt = steps_receipt (steps, revision);
  GaAnswer *answer = ga_receipt_add (receipt, steps_sent (steps, 0)->number, GA_ANSWER_REFUSED);

  answer->code = g_strdup ("not-allowed");
  answer->row = steps_walker (steps, &steps->walker, "Ada", 2);
  return receipt;
}

/* It was refused a delete, and then the row went where it is not to be seen. */
static void
test_a_late_refusal_brings_nothing_back (Steps *steps, gconstpointer data)
{
  GString *lines = steps_answer (steps, 4, 1);
  g_autoptr (GaReceipt) receipt = NULL;

  delete_walker (steps);
  steps_send (steps);
  receipt = refuse_with_walker (steps, 3);
  ga_pull_append_space (lines, &steps->in_community, TRUE);
  steps_end (lines, "4", NULL, 0);
  steps_receive_lines (steps, lines, FALSE);
  steps_settle (steps, receipt);
  steps_assert_walker (steps, &steps->walker, NULL);
  g_assert_cmpint (count_in (steps, &steps->community), ==, 0);
}

/* With it goes what was done since, to a row that the late answer does not know. */
static void
test_after_a_late_refusal_all_is_as_the_server_has_it (Steps *steps, gconstpointer data)
{
  GString *lines = steps_answer (steps, 4, 1);
  g_autoptr (GaReceipt) receipt = NULL;
  g_autoptr (GaRecord) walker = NULL;

  steps_rename (steps, &steps->walker, "name", "Ava");
  steps_send (steps);
  receipt = refuse_with_walker (steps, 3);
  receive_walker (steps, "Bea", "2026-01-01", 4);
  steps_rename (steps, &steps->walker, "joined", "2026-02-02");
  steps_settle (steps, receipt);
  assert_cursor (steps, "");
  ga_pull_append_space (lines, &steps->in_community, TRUE);
  {
    GaRow *row = steps_walker (steps, &steps->walker, "Bea", 4);

    steps_set (row, "joined", "2026-01-01");
    steps_append (lines, row);
  }
  steps_end (lines, "4", &steps->walker, 4);
  steps_receive_lines (steps, lines, FALSE);
  walker = steps_find (steps, "participant", &steps->walker);
  g_assert_cmpstr (ga_record_get_text (walker, "name"), ==, "Bea");
  g_assert_cmpstr (ga_record_get_text (walker, "joined"), ==, "2026-01-01");
}

/* Its author had lost access for a moment, of which no pull will tell. */
static void
test_what_a_refusal_takes_away_is_asked_for_again (Steps *steps, gconstpointer data)
{
  g_autoptr (GaReceipt) receipt = NULL;

  steps_rename (steps, &steps->walker, "name", "Ava");
  steps_send (steps);
  receipt = steps_receipt (steps, 3);
  ga_receipt_add (receipt, steps_sent (steps, 0)->number, GA_ANSWER_REFUSED)->code =
      g_strdup ("not-allowed");
  steps_settle (steps, receipt);
  steps_assert_walker (steps, &steps->walker, NULL);
  assert_cursor (steps, "");
}

/* So that it goes from the log with the space that the names were seen in. */
static void
test_after_a_refused_move_all_was_done_where_the_row_is (Steps *steps, gconstpointer data)
{
  GString *lines = steps_answer (steps, 3, 1);
  g_autoptr (GaReceipt) receipt = NULL;
  GaRow *other = steps_community (steps, "Bikers", 3);
  g_autoptr (GaRecord) walker = steps_find (steps, "participant", &steps->walker);

  other->id = ga_id_new ();
  ga_record_set_reference (walker, "community", &other->id);
  ga_pull_append_space (lines, &steps->in_kommune, FALSE);
  steps_append (lines, other);
  steps_receive_lines (steps, lines, FALSE);
  profile_put (&steps->profile, walker);
  delete_walker (steps);
  g_assert_cmpint (steps_send (steps), ==, 2);
  receipt = refuse_with_walker (steps, 4);
  steps_settle (steps, receipt);
  g_assert_cmpint (steps_number (steps, "SELECT count(*) FROM change c WHERE c.operation = 3 AND "
                                        "c.acked = 5 AND c.space = (SELECT s.space FROM sync_space "
                                        "s JOIN space p ON p.number = s.space WHERE p.kind = 4)"),
                   ==, 1);
}

static void
append_elsewhere (Steps *steps, GString *lines, const GaId *community)
{
  GaSpace elsewhere = { .place = GA_PLACE_COMMUNITY, .target = *community };
  GaRow *row = steps_walker (steps, &steps->walker, "Ada", 3);

  row->space = elsewhere;
  ga_pull_append_space (lines, &elsewhere, TRUE);
  steps_append (lines, row);
  steps_end (lines, "3", &steps->walker, 3);
}

static void
test_a_late_answer_leaves_a_row_where_it_came (Steps *steps, gconstpointer data)
{
  GString *lines = steps_answer (steps, 3, 1);
  GaId other = ga_id_new ();

  steps_rename (steps, &steps->walker, "name", "Ada A.");
  steps_send (steps);
  append_elsewhere (steps, lines, &other);
  steps_receive_lines (steps, lines, FALSE);
  steps_accept (steps, 3);
  g_assert_cmpint (count_in (steps, &other), ==, 1);
  g_assert_cmpint (count_in (steps, &steps->community), ==, 0);
}

/* The row had gone elsewhere when the edit of it was sent. */
static void
test_an_edit_is_taken_where_the_row_is (Steps *steps, gconstpointer data)
{
  GString *lines = steps_answer (steps, 3, 1);
  GaId other = ga_id_new ();

  steps_rename (steps, &steps->walker, "name", "Ada A.");
  append_elsewhere (steps, lines, &other);
  steps_receive_lines (steps, lines, FALSE);
  steps_send (steps);
  steps_accept (steps, 4);
  g_assert_cmpint (count_in (steps, &other), ==, 1);
  g_assert_cmpint (count_in (steps, &steps->community), ==, 0);
  g_assert_cmpint (steps_number (steps, "SELECT count(*) FROM shadow"), ==, 0);
}

static void
test_sums_are_compared_when_all_has_come (Steps *steps, gconstpointer data)
{
  GString *lines = answer_in_community (steps, 3);
  GaId other = ga_id_new ();

  steps_end (lines, "3", NULL, 0);
  append_elsewhere (steps, lines, &other);
  steps_receive_lines (steps, lines, FALSE);
  g_assert_cmpint (steps_number (steps, "SELECT sum(reloads) FROM sync_space"), ==, 0);
  g_assert_cmpint (count_in (steps, &steps->community), ==, 0);
}

static void
receive_left (Steps *steps)
{
  GString *lines = answer_in_community (steps, 3);

  ga_pull_append_left (lines, steps_entity (steps, "participant"));
  ga_pull_append_mark (lines, &steps->walker, 3);
  steps_end (lines, "3", NULL, 0);
  steps_receive_lines (steps, lines, FALSE);
  assert_cursor (steps, "3");
}

static void
test_a_row_that_leaves_is_gone (Steps *steps, gconstpointer data)
{
  receive_left (steps);
  steps_assert_walker (steps, &steps->walker, NULL);
}

static void
test_a_row_that_came_elsewhere_first_stays (Steps *steps, gconstpointer data)
{
  GString *lines = steps_answer (steps, 3, 1);
  GaId other = ga_id_new ();

  append_elsewhere (steps, lines, &other);
  ga_pull_append_space (lines, &steps->in_community, FALSE);
  ga_pull_append_left (lines, steps_entity (steps, "participant"));
  ga_pull_append_mark (lines, &steps->walker, 3);
  steps_end (lines, "3", NULL, 0);
  steps_receive_lines (steps, lines, FALSE);
  steps_assert_walker (steps, &steps->walker, "Ada");
  g_assert_cmpint (steps_number (steps, "SELECT count(*) FROM sync_space WHERE cursor = '3'"), ==,
                   2);
}

static void
test_a_sum_that_differs_has_the_space_come_afresh (Steps *steps, gconstpointer data)
{
  GString *lines = answer_in_community (steps, 3);
  GaId other = ga_id_new ();

  steps_end (lines, "3", &other, 3);
  steps_receive_lines (steps, lines, FALSE);
  assert_cursor (steps, "");
  steps_rename (steps, &steps->walker, "joined", "2026-02-02");
  /* Afresh, in two answers, with the program started anew between them. */
  lines = steps_answer (steps, 3, 1);
  ga_pull_append_space (lines, &steps->in_community, TRUE);
  ga_pull_append_page (lines, "0.3.1");
  g_assert_true (steps_receive_lines (steps, lines, TRUE));
  profile_reopen (&steps->profile);
  lines = steps_answer (steps, 3, 1);
  ga_pull_append_space (lines, &steps->in_community, TRUE);
  steps_append (lines, steps_walker (steps, &other, "Bea", 3));
  steps_end (lines, "3", &other, 3);
  g_assert_false (steps_receive_lines (steps, lines, FALSE));
  assert_cursor (steps, "3");
  steps_assert_walker (steps, &other, "Bea");
  /* It did not come again, but something waits for it. */
  steps_assert_walker (steps, &steps->walker, "Ada");
  g_assert_cmpint (steps_send (steps), ==, 1);
}

static void
test_what_does_not_come_again_goes (Steps *steps, gconstpointer data)
{
  GString *lines = steps_answer (steps, 3, 1);

  ga_pull_append_space (lines, &steps->in_community, TRUE);
  steps_end (lines, "3", NULL, 0);
  steps_receive_lines (steps, lines, FALSE);
  assert_cursor (steps, "3");
  steps_assert_walker (steps, &steps->walker, NULL);
}

static void
test_of_an_answer_cut_off_whole_pages_are_kept (Steps *steps, gconstpointer data)
{
  GString *lines = answer_in_community (steps, 5);

  steps_append (lines, steps_walker (steps, &steps->walker, "Bea", 3));
  ga_pull_append_page (lines, "2.5.3");
  steps_append (lines, steps_walker (steps, &steps->walker, "Eva", 4));
  g_assert_true (steps_receive (steps, lines->str));
  g_string_free (lines, TRUE);
  steps_assert_walker (steps, &steps->walker, "Bea");
  assert_cursor (steps, "2.5.3");
}

static void
test_fields_of_a_newer_server_are_kept (Steps *steps, gconstpointer data)
{
  GString *lines = answer_in_community (steps, 3);
  g_autofree char *community = ga_id_to_string (&steps->community);
  g_autofree char *walker = ga_id_to_string (&steps->walker);

  g_string_append_printf (
      lines,
      "{\"rows\":\"participant\",\"fields\":[\"community\",\"name\",\"shoe\"]}\n"
      "[\"%s\",3,1,1,\"%s\",\"Ada\",41]\n",
      walker, community);
  steps_end (lines, "3", &steps->walker, 3);
  steps_receive_lines (steps, lines, FALSE);
  g_assert_cmpint (steps_number (steps, "SELECT json_extract (_extra, '$.shoe') FROM participant"),
                   ==, 41);
}

static void
test_what_moves_with_its_community_counts_where_the_server_has_it (Steps *steps, gconstpointer data)
{
  g_autoptr (GaRecord) community = steps_find (steps, "community", &steps->community);
  g_autoptr (GaRecord) walk = ga_record_new (steps_entity (steps, "meeting"));
  GString *lines;

  ga_record_set_reference (walk, "community", &steps->community);
  ga_record_set_text (walk, "start", "2026-01-06T10:00");
  profile_put (&steps->profile, walk);
  steps_send (steps);
  steps_accept (steps, 3);
  ga_record_clear (community, "kommune");
  profile_put (&steps->profile, community);
  /* Both lie elsewhere here; there they do not. */
  lines = steps_answer (steps, 3, 1);
  ga_pull_append_space (lines, &steps->in_kommune, FALSE);
  {
    GaSpaceSum sum = { 0 };

    ga_space_sum_move (&sum, &steps->community, 0, 1);
    ga_space_sum_move (&sum, ga_record_get_id (walk), 0, 3);
    ga_pull_append_end (lines, "3", &sum);
  }
  steps_receive_lines (steps, lines, FALSE);
  g_assert_cmpint (steps_number (steps, "SELECT sum(reloads) FROM sync_space"), ==, 0);
}

static void
append_walk (Steps *steps, GString *lines, const GaId *id, gint64 revision, gint64 unnamed)
{
  GaRow *row = steps_row (steps, "meeting", id, &steps->in_kommune, revision);

  ga_value_set_id (&row->values[ga_entity_field_index (row->entity, "community")],
                   &steps->community);
  steps_set (row, "start", "2026-01-06T10:00");
  steps_set (row, "zone", "Europe/Copenhagen");
  steps_set (row, "status", "held");
  ga_value_set_integer (&row->values[ga_entity_field_index (row->entity, "unnamed")], unnamed);
  steps_append (lines, row);
}

static GaRecord *
new_tick (Steps *steps, const GaId *walk)
{
  GaRecord *tick = profile_record (&steps->profile, "attendance");

  ga_record_set_reference (tick, "meeting", walk);
  ga_record_set_reference (tick, "participant", &steps->walker);
  ga_record_derive_id (tick);
  ga_record_set_text (tick, "state", "present");
  return tick;
}

/* It lies below what waits: whoever ticks a name has not seen it, so that the server asks. */
static void
test_a_number_that_is_not_shown_is_not_seen (Steps *steps, gconstpointer data)
{
  GString *lines = steps_answer (steps, 5, 1);
  g_autoptr (GaRecord) walk = ga_record_new (steps_entity (steps, "meeting"));
  g_autoptr (GaRecord) first = NULL;
  g_autoptr (GaRecord) second = NULL;

  ga_record_set_reference (walk, "community", &steps->community);
  ga_record_set_text (walk, "start", "2026-01-06T10:00");
  ga_record_set_text (walk, "status", "held");
  profile_put (&steps->profile, walk);
  ga_pull_append_space (lines, &steps->in_kommune, FALSE);
  append_walk (steps, lines, ga_record_get_id (walk), 5, 24);
  steps_receive_lines (steps, lines, FALSE);
  first = new_tick (steps, ga_record_get_id (walk));
  profile_put (&steps->profile, first);
  g_assert_cmpint (steps_send (steps), ==, 2);
  g_assert_cmpint (steps_sent (steps, 1)->head, ==, 2);
  steps_accept (steps, 6);
  /* Now it is. */
  second = ga_record_copy (first);
  ga_record_set_text (second, "state", "absent");
  profile_put (&steps->profile, second);
  g_assert_cmpint (steps_send (steps), ==, 1);
  g_assert_cmpint (steps_sent (steps, 0)->head, ==, 5);
}

/* Who lost access has no names but those that wait; once they are refused, the server's total,
 * which was passed over while they stood, is asked for again. */
static void
test_totals_come_when_a_name_is_refused (Steps *steps, gconstpointer data)
{
  GString *lines = steps_answer (steps, 3, 1);
  g_autoptr (GaReceipt) receipt = NULL;
  g_autoptr (GaRecord) tick = NULL;
  GaId walk = ga_id_new ();

  ga_pull_append_space (lines, &steps->in_kommune, FALSE);
  append_walk (steps, lines, &walk, 3, 0);
  steps_receive_lines (steps, lines, FALSE);
  tick = new_tick (steps, &walk);
  profile_put (&steps->profile, tick);
  g_assert_cmpint (steps_send (steps), ==, 1);
  receipt = steps_receipt (steps, 4);
  ga_receipt_add (receipt, steps_sent (steps, 0)->number, GA_ANSWER_REFUSED)->code =
      g_strdup ("not-allowed");
  g_assert_cmpint (steps_number (steps, "SELECT count(*) FROM sync_space WHERE cursor = ''"), ==,
                   0);
  steps_settle (steps, receipt);
  g_assert_cmpint (steps_number (steps, "SELECT count(*) FROM sync_space s JOIN space p ON "
                                        "p.number = s.space WHERE p.kind = 3 AND cursor = ''"),
                   ==, 1);
}

/* A coordinator's profile has walks, and none of the names. */
static void
test_totals_stand_in_for_names (Steps *steps, gconstpointer data)
{
  GString *lines;
  GaId walk = ga_id_new ();
  GaMonthCount month = { .month = "2026-01", .revision = 2, .first_time = 6 };
  GaSpaceSum sum = { 0 };

  steps_join (steps);
  month.community = steps->community;
  lines = steps_answer (steps, 3, 1);
  ga_pull_append_space (lines, &steps->in_kommune, TRUE);
  steps_append (lines, steps_community (steps, "Walkers", 1));
  append_walk (steps, lines, &walk, 2, 0);
  ga_pull_append_totals (lines);
  ga_pull_append_total (lines, &walk, 2, 9);
  ga_pull_append_months (lines);
  ga_pull_append_month (lines, &month);
  ga_space_sum_move (&sum, &steps->community, 0, 1);
  ga_space_sum_move (&sum, &walk, 0, 2);
  ga_pull_append_end (lines, "3", &sum);
  steps_receive_lines (steps, lines, FALSE);
  g_assert_cmpint (steps_number (steps, "SELECT named FROM month_total"), ==, 9);
  g_assert_cmpint (steps_number (steps, "SELECT first_time FROM server_month"), ==, 6);
  assert_sound (steps);

  /* Then the names come, and are counted themselves. */
  lines = steps_answer (steps, 4, 1);
  ga_pull_append_space (lines, &steps->in_community, TRUE);
  steps_append (lines, steps_walker (steps, &steps->walker, "Ada", 4));
  steps_end (lines, "4", &steps->walker, 4);
  steps_receive_lines (steps, lines, FALSE);
  g_assert_cmpint (steps_number (steps, "SELECT named FROM month_total"), ==, 0);
  g_assert_cmpint (steps_number (steps, "SELECT count(*) FROM server_month"), ==, 0);
  assert_sound (steps);
}

#define ADD(NAME, FUNC) \
  g_test_add ("/inbox/" NAME, Steps, NULL, steps_set_up, FUNC, steps_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("a row that comes is here and in the history",
       test_a_row_that_comes_is_here_and_in_the_history);
  ADD ("an edit that waits stays on the screen", test_an_edit_that_waits_stays_on_the_screen);
  ADD ("what came after an edit shows once that is settled",
       test_what_came_after_an_edit_shows_once_that_is_settled);
  ADD ("what is deleted here stays deleted", test_what_is_deleted_here_stays_deleted);
  ADD ("what others delete goes", test_what_others_delete_goes);
  ADD ("what others delete stays while an edit waits",
       test_what_others_delete_stays_while_an_edit_waits);
  ADD ("a late answer brings nothing back", test_a_late_answer_brings_nothing_back);
  ADD ("a late refusal takes nothing away", test_a_late_refusal_takes_nothing_away);
  ADD ("a late refusal brings nothing back", test_a_late_refusal_brings_nothing_back);
  ADD ("after a late refusal all is as the server has it",
       test_after_a_late_refusal_all_is_as_the_server_has_it);
  ADD ("what a refusal takes away is asked for again",
       test_what_a_refusal_takes_away_is_asked_for_again);
  ADD ("after a refused move all was done where the row is",
       test_after_a_refused_move_all_was_done_where_the_row_is);
  ADD ("a late answer leaves a row where it came", test_a_late_answer_leaves_a_row_where_it_came);
  ADD ("an edit is taken where the row is", test_an_edit_is_taken_where_the_row_is);
  ADD ("sums are compared when all has come", test_sums_are_compared_when_all_has_come);
  ADD ("a row that leaves is gone", test_a_row_that_leaves_is_gone);
  ADD ("a row that came elsewhere first stays", test_a_row_that_came_elsewhere_first_stays);
  ADD ("a sum that differs has the space come afresh",
       test_a_sum_that_differs_has_the_space_come_afresh);
  ADD ("what does not come again goes", test_what_does_not_come_again_goes);
  ADD ("of an answer cut off whole pages are kept", test_of_an_answer_cut_off_whole_pages_are_kept);
  ADD ("fields of a newer server are kept", test_fields_of_a_newer_server_are_kept);
  ADD ("what moves with its community counts where the server has it",
       test_what_moves_with_its_community_counts_where_the_server_has_it);
  ADD ("a number that is not shown is not seen", test_a_number_that_is_not_shown_is_not_seen);
  ADD ("totals come when a name is refused", test_totals_come_when_a_name_is_refused);
  g_test_add ("/inbox/totals stand in for names", Steps, NULL, steps_set_up_alone,
              test_totals_stand_in_for_names, steps_tear_down);
  return g_test_run ();
}
