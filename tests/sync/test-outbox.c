/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ga-transaction-private.h"
#include "store/ga-backup.h"
#include "sync/steps-fixture.h"

/* What is done here is sent once and whole, and what the server says of it is taken in. */

static void
test_what_comes_from_the_server_is_not_sent (Steps *steps, gconstpointer data)
{
  steps_assert_walker (steps, &steps->walker, "Ada");
  g_assert_cmpint (steps_send (steps), ==, -1);
}

static void
test_an_edit_is_sent_until_it_is_acknowledged (Steps *steps, gconstpointer data)
{
  gint64 number;

  steps_rename (steps, &steps->walker, "name", "Ava");
  g_assert_cmpint (steps_send (steps), ==, 1);
  number = steps->push->number;
  g_assert_cmpint (steps_sent (steps, 0)->base, ==, 2);
  steps_rename (steps, &steps->walker, "name", "Eva");
  profile_reopen (&steps->profile);
  /* The same again, not what was done since. */
  g_assert_cmpint (steps_send (steps), ==, 1);
  g_assert_cmpint (steps->push->number, ==, number);
  steps_accept (steps, 3);
  steps_accept (steps, 3);
  g_assert_cmpint (steps_send (steps), ==, 1);
  g_assert_cmpint (steps->push->number, ==, number + 1);
  steps_accept (steps, 4);
  g_assert_cmpint (steps_send (steps), ==, -1);
  g_assert_cmpint (steps_number (steps, "SELECT _rev FROM participant"), ==, 4);
}

/* As much as somebody knew of everything, also where there was no row yet. */
static void
test_an_edit_is_made_on_all_that_had_come (Steps *steps, gconstpointer data)
{
  GString *lines = steps_answer (steps, 7, 1);
  g_autoptr (GaRecord) walker = profile_record (&steps->profile, "participant");

  steps_receive_lines (steps, lines, FALSE);
  ga_record_set_text (walker, "name", "Eva");
  ga_record_set_reference (walker, "community", &steps->community);
  profile_put (&steps->profile, walker);
  steps_rename (steps, &steps->walker, "name", "Ava");
  g_assert_cmpint (steps_send (steps), ==, 2);
  g_assert_cmpint (steps_sent (steps, 0)->base, ==, 7);
  g_assert_cmpint (steps_sent (steps, 1)->base, ==, 7);
}

static void
test_what_one_sent_alone_is_not_received_again (Steps *steps, gconstpointer data)
{
  steps_rename (steps, &steps->walker, "name", "Ava");
  steps_send (steps);
  steps_accept (steps, 3);
  g_assert_cmpint (steps_number (steps, "SELECT count(*) FROM sync_space WHERE cursor = '3'"), ==,
                   2);
}

static void
test_cursors_wait_where_others_came_between (Steps *steps, gconstpointer data)
{
  steps_rename (steps, &steps->walker, "name", "Ava");
  steps_send (steps);
  steps_accept (steps, 4);
  g_assert_cmpint (steps_number (steps, "SELECT count(*) FROM sync_space WHERE cursor = '2'"), ==,
                   2);
}

static void
test_a_refused_edit_becomes_a_conflict (Steps *steps, gconstpointer data)
{
  g_autoptr (GaReceipt) receipt = NULL;
  GaAnswer *answer;

  steps_rename (steps, &steps->walker, "name", "Ava");
  steps_send (steps);
  steps_rename (steps, &steps->walker, "name", "Eva");
  receipt = steps_receipt (steps, 3);
  answer = ga_receipt_add (receipt, steps_sent (steps, 0)->number, GA_ANSWER_REFUSED);
  answer->code = g_strdup ("not-allowed");
  answer->row = steps_walker (steps, &steps->walker, "Ada", 2);
  steps_settle (steps, receipt);
  /* Both edits are undone here, and neither is lost. */
  steps_assert_walker (steps, &steps->walker, "Ada");
  g_assert_cmpint (steps_send (steps), ==, -1);
  g_assert_cmpint (steps_number (steps, "SELECT count(*) FROM conflict WHERE kind = 'refused' AND "
                                        "lost_personal IN ('\"Ava\"', '\"Eva\"') AND _space = 2"),
                   ==, 2);
}

/* What others are to decide about is here as the server has it, and what was done since is sent. */
static void
test_what_is_quarantined_is_undone_here (Steps *steps, gconstpointer data)
{
  g_autoptr (GaReceipt) receipt = NULL;
  GaAnswer *answer;

  steps_rename (steps, &steps->walker, "name", "Ava");
  steps_send (steps);
  receipt = steps_receipt (steps, 3);
  answer = ga_receipt_add (receipt, steps_sent (steps, 0)->number, GA_ANSWER_QUARANTINED);
  answer->row = steps_walker (steps, &steps->walker, "Ada", 2);
  steps_settle (steps, receipt);
  steps_assert_walker (steps, &steps->walker, "Ada");
  g_assert_true (steps_number (steps, "SELECT value FROM meta WHERE name = 'sync:handed'") == 1);
  g_assert_cmpint (steps_send (steps), ==, -1);
  g_assert_cmpint (steps_number (steps, "SELECT count(*) FROM conflict"), ==, 0);
  steps_rename (steps, &steps->walker, "name", "Eva");
  g_assert_cmpint (steps_send (steps), ==, 1);
}

/* It stays until its space goes; but nothing says later that what was taken back is gone. */
static void
test_what_is_quarantined_and_out_of_sight_goes (Steps *steps, gconstpointer data)
{
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GaReceipt) receipt = NULL;

      steps_rename (steps, &steps->walker, "joined", i == 0 ? "2026-01-01" : "2026-01-02");
      steps_rename (steps, &steps->walker, "name", i == 0 ? "Ava" : "Eva");
      g_assert_cmpint (steps_send (steps), ==, 2);
      receipt = steps_receipt (steps, 3 + 2 * i);
      ga_receipt_add (receipt, steps_sent (steps, 0)->number,
                      i == 0 ? GA_ANSWER_QUARANTINED : GA_ANSWER_REFUSED);
      ga_receipt_add (receipt, steps_sent (steps, 1)->number, GA_ANSWER_QUARANTINED);
      steps_settle (steps, receipt);
      steps_assert_walker (steps, &steps->walker, i == 0 ? "Ava" : NULL);
    }
}

static void
test_what_is_quarantined_and_new_goes (Steps *steps, gconstpointer data)
{
  g_autoptr (GaReceipt) receipt = NULL;
  g_autoptr (GaRecord) walker = profile_record (&steps->profile, "participant");
  g_autoptr (GaRecord) found = NULL;
  const GaId *id;

  ga_record_set_text (walker, "name", "Asta");
  ga_record_set_reference (walker, "community", &steps->community);
  profile_put (&steps->profile, walker);
  id = ga_record_get_id (walker);
  steps_rename (steps, id, "name", "Astra");
  g_assert_cmpint (steps_send (steps), ==, 2);
  steps_rename (steps, id, "name", "Astrid");
  receipt = steps_receipt (steps, 3);
  for (guint i = 0; i < 2; i++)
    ga_receipt_add (receipt, steps_sent (steps, i)->number, GA_ANSWER_QUARANTINED);
  steps_settle (steps, receipt);
  found = steps_find (steps, "participant", id);
  g_assert_null (found);
  g_assert_cmpint (steps_send (steps), ==, -1);
  /* Only what was done since is told here. */
  g_assert_cmpint (steps_number (steps, "SELECT count(*) FROM conflict"), ==, 1);
  g_assert_cmpint (steps_number (steps, "SELECT count(*) FROM conflict WHERE kind = 'refused' AND "
                                        "lost_personal = '\"Astrid\"'"),
                   ==, 1);
}

static void
test_a_merged_edit_takes_what_stands (Steps *steps, gconstpointer data)
{
  g_autoptr (GaReceipt) receipt = NULL;
  GaAnswer *answer;

  steps_rename (steps, &steps->walker, "name", "Ava");
  steps_send (steps);
  steps_rename (steps, &steps->walker, "name", "Eva");
  receipt = steps_receipt (steps, 4);
  answer = ga_receipt_add (receipt, steps_sent (steps, 0)->number, GA_ANSWER_MERGED);
  answer->lost = g_strsplit ("name", " ", -1);
  answer->row = steps_walker (steps, &steps->walker, "Bea", 4);
  steps_settle (steps, receipt);
  /* The later edit stays on the screen; it was made on what was there before. */
  steps_assert_walker (steps, &steps->walker, "Eva");
  g_assert_cmpint (steps_send (steps), ==, 1);
  g_assert_cmpint (steps_sent (steps, 0)->base, ==, 2);
}

/* The answer brought one row, not what others did to the rest. */
static void
test_an_edit_tells_up_to_where_everything_had_come (Steps *steps, gconstpointer data)
{
  g_autoptr (GaReceipt) receipt = NULL;
  GaAnswer *answer;

  steps_rename (steps, &steps->walker, "name", "Ava");
  steps_send (steps);
  receipt = steps_receipt (steps, 4);
  answer = ga_receipt_add (receipt, steps_sent (steps, 0)->number, GA_ANSWER_MERGED);
  answer->lost = g_strsplit ("name", " ", -1);
  answer->row = steps_walker (steps, &steps->walker, "Bea", 4);
  steps_settle (steps, receipt);
  steps_rename (steps, &steps->walker, "name", "Eva");
  g_assert_cmpint (steps_send (steps), ==, 1);
  g_assert_cmpint (steps_sent (steps, 0)->base, ==, 4);
  g_assert_cmpint (steps_sent (steps, 0)->head, ==, 2);
}

static void
test_a_second_edit_of_a_field_is_made_on_the_first (Steps *steps, gconstpointer data)
{
  GString *lines = steps_answer (steps, 3, 1);

  steps_rename (steps, &steps->walker, "name", "Ava");
  ga_pull_append_space (lines, &steps->in_community, FALSE);
  steps_append (lines, steps_walker (steps, &steps->walker, "Bea", 3));
  steps_end (lines, "3", &steps->walker, 3);
  steps_receive_lines (steps, lines, FALSE);
  steps_rename (steps, &steps->walker, "name", "Eva");
  g_assert_cmpint (steps_send (steps), ==, 2);
  g_assert_cmpint (steps_sent (steps, 0)->base, ==, 2);
  g_assert_cmpint (steps_sent (steps, 1)->base, ==, 2);
}

static void
test_an_edit_is_made_on_what_was_seen (Steps *steps, gconstpointer data)
{
  steps_rename (steps, &steps->walker, "name", "Ava");
  steps_send (steps);
  /* Somebody else was at revision 3, perhaps on the same walker. */
  steps_accept (steps, 4);
  steps_rename (steps, &steps->walker, "joined", "2026-01-01");
  steps_send (steps);
  g_assert_cmpint (steps_sent (steps, 0)->base, ==, 2);
}

static gboolean
add_many_cb (GaTransaction *transaction, gpointer user_data, GError **error)
{
  Steps *steps = user_data;

  for (guint i = 0; i < 1200; i++)
    {
      g_autoptr (GaRecord) walker = ga_record_new (steps_entity (steps, "participant"));

      ga_record_set_reference (walker, "community", &steps->community);
      ga_record_set_text (walker, "name", "Walker");
      if (!ga_transaction_put (transaction, walker, error))
        return FALSE;
    }
  return TRUE;
}

static void
keep_part (Steps *steps)
{
  g_autoptr (GaReceipt) receipt = steps_receipt (steps, 0);

  receipt->kept = TRUE;
  steps_settle (steps, receipt);
}

static void
test_a_long_act_goes_in_parts_and_counts_with_the_last (Steps *steps, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  ga_store_transact (steps->profile.store, "Many", add_many_cb, steps, &error);
  g_assert_no_error (error);
  g_assert_cmpint (steps_send (steps), ==, 500);
  g_assert_true (steps->push->more);
  keep_part (steps);
  profile_reopen (&steps->profile);
  g_assert_cmpint (steps_send (steps), ==, 500);
  g_assert_true (steps->push->more);
  keep_part (steps);
  g_assert_cmpint (steps_number (steps, "SELECT count(*) FROM change WHERE acked > 0"), ==, 0);
  g_assert_cmpint (steps_send (steps), ==, 200);
  g_assert_false (steps->push->more);
  steps_accept (steps, 3);
  g_assert_cmpint (steps_number (steps, "SELECT max(acked) FROM change"), ==, 1202);
  g_assert_cmpint (steps_send (steps), ==, -1);
}

static gboolean
look_ahead_cb (GaTransaction *transaction, gpointer user_data, GError **error)
{
  return ga_sync_look_ahead (transaction, NOW, &((Steps *) user_data)->ahead, error);
}

/* How much comes after what was sent last. */
static guint
look_ahead (Steps *steps)
{
  g_autoptr (GError) error = NULL;

  ga_store_sync (steps->profile.store, look_ahead_cb, steps, &error);
  g_assert_no_error (error);
  return steps->ahead.part.operations != NULL ? steps->ahead.part.operations->len : 0;
}

static void
test_what_was_read_ahead_is_sent_after_what_came_before (Steps *steps, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 first, number;

  ga_store_transact (steps->profile.store, "Many", add_many_cb, steps, &error);
  g_assert_no_error (error);
  g_assert_cmpint (steps_send (steps), ==, 500);
  first = steps_sent (steps, 0)->number;
  number = steps->push->number;
  g_assert_cmpint (look_ahead (steps), ==, 500);
  /* The server has not answered, so the same is sent again. */
  g_assert_cmpint (steps_send (steps), ==, 500);
  g_assert_cmpint (steps_sent (steps, 0)->number, ==, first);
  g_assert_cmpint (steps->push->number, ==, number);
  g_assert_cmpint (look_ahead (steps), ==, 500);
  keep_part (steps);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_cmpint (steps_send (steps), ==, 500);
      g_assert_cmpint (steps_sent (steps, 0)->number, ==, first + 500);
      g_assert_cmpint (steps->push->number, ==, number + 1);
      profile_reopen (&steps->profile);
    }
  g_assert_cmpint (look_ahead (steps), ==, 200);
  keep_part (steps);
  g_assert_cmpint (steps_send (steps), ==, 200);
  g_assert_false (steps->push->more);
  g_assert_cmpint (look_ahead (steps), ==, 0);
  steps_accept (steps, 3);
  g_assert_cmpint (steps_number (steps, "SELECT max(acked) FROM change"), ==, 1202);
}

static gboolean
be_forked_cb (GaTransaction *transaction, gpointer user_data, GError **error)
{
  return ga_sync_take_refusal (transaction, GA_SYNC_ERROR_FORKED, "{}", 2, user_data, error);
}

typedef struct
{
  Steps *steps;
  gint64 now;
  GBytes *body;
} Preparing;

static gboolean
prepare_at_cb (GaTransaction *transaction, gpointer user_data, GError **error)
{
  Preparing *self = user_data;

  self->body = ga_sync_prepare_push (transaction, self->now, &self->steps->ahead, NULL, error);
  return self->body != NULL;
}

static void
expect_time (Steps *steps, gint64 sent, gint64 expected)
{
  Preparing preparing = { steps, sent, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GaPush) push = NULL;

  g_assert_cmpint (look_ahead (steps), >, 0);
  keep_part (steps);
  ga_store_sync (steps->profile.store, prepare_at_cb, &preparing, &error);
  g_assert_no_error (error);
  body = preparing.body;
  push = ga_push_read (steps->profile.schema, g_bytes_get_data (body, NULL),
                       g_bytes_get_size (body), &error);
  g_assert_no_error (error);
  g_assert_cmpint (push->now, ==, expected);
  g_clear_pointer (&steps->push, ga_push_free);
  steps->push = g_steal_pointer (&push);
}

/* The server puts the clock right by what a push says the time is. */
static void
test_a_push_tells_when_it_is_sent (Steps *steps, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  ga_store_transact (steps->profile.store, "Many", add_many_cb, steps, &error);
  g_assert_no_error (error);
  steps_send (steps);
  expect_time (steps, NOW + 1000, NOW);
  expect_time (steps, NOW + 10 * G_USEC_PER_SEC, NOW + 10 * G_USEC_PER_SEC);
}

/* Another client begins anew: what was read ahead comes after what is not there. */
static void
test_what_was_read_ahead_is_dropped_by_another_beginning (Steps *steps, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gboolean again;
  gint64 first;

  ga_store_transact (steps->profile.store, "Many", add_many_cb, steps, &error);
  g_assert_no_error (error);
  g_assert_cmpint (steps_send (steps), ==, 500);
  first = steps_sent (steps, 0)->number;
  g_assert_cmpint (look_ahead (steps), ==, 500);
  ga_store_sync (steps->profile.store, be_forked_cb, &again, &error);
  g_assert_no_error (error);
  g_assert_cmpint (steps_send (steps), ==, 500);
  g_assert_cmpint (steps_sent (steps, 0)->number, ==, first);
  g_assert_cmpint (steps->push->number, ==, 1);
}

static void
test_a_short_act_is_never_split (Steps *steps, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  steps_rename (steps, &steps->walker, "name", "Ava");
  ga_store_transact (steps->profile.store, "Many", add_many_cb, steps, &error);
  g_assert_cmpint (steps_send (steps), ==, 1);
  g_assert_false (steps->push->more);
}

static void
test_what_was_here_before_joining_is_sent (Steps *steps, gconstpointer data)
{
  g_autoptr (GaRecord) community = ga_record_new (steps_entity (steps, "community"));
  g_autoptr (GaRecord) own = ga_record_new (steps_entity (steps, "community"));
  g_autoptr (GaRecord) walker = ga_record_new (steps_entity (steps, "participant"));

  ga_record_set_text (community, "name", "Here");
  ga_record_set_reference (community, "kommune", &steps->kommune);
  profile_put (&steps->profile, community);
  ga_record_set_text (own, "name", "Nowhere");
  profile_put (&steps->profile, own);
  ga_record_set_reference (walker, "community", ga_record_get_id (community));
  ga_record_set_text (walker, "name", "Ada");
  profile_put (&steps->profile, walker);
  ga_record_set_text (walker, "name", "Ava");
  profile_put (&steps->profile, walker);
  steps_join (steps);
  /* As they stand, in an order in which each refers to what is there; what is in no kommune stays.
   */
  g_assert_cmpint (steps_send (steps), ==, 2);
  g_assert_true (steps_sent (steps, 0)->entity == steps_entity (steps, "community"));
  g_assert_true (steps_sent (steps, 1)->entity == steps_entity (steps, "participant"));
  g_assert_cmpint (steps_sent (steps, 1)->kind, ==, GA_OPERATION_INSERT);
  steps_accept (steps, 1);
  g_assert_cmpint (steps_send (steps), ==, -1);
  /* Once it is in a kommune, it is the others' as well. */
  ga_record_set_reference (own, "kommune", &steps->kommune);
  profile_put (&steps->profile, own);
  g_assert_cmpint (steps_send (steps), ==, 1);
  g_assert_cmpint (steps_sent (steps, 0)->kind, ==, GA_OPERATION_INSERT);
  g_assert_cmpint (steps_sent (steps, 0)->base, ==, 0);
}

static void
test_undo_of_what_was_sent_is_sent_too (Steps *steps, gconstpointer data)
{
  steps_rename (steps, &steps->walker, "name", "Ava");
  steps_send (steps);
  steps_accept (steps, 3);
  profile_undo (&steps->profile);
  steps_assert_walker (steps, &steps->walker, "Ada");
  g_assert_cmpint (steps_send (steps), ==, 1);
  g_assert_cmpint (steps_sent (steps, 0)->base, ==, 3);
}

static int
refuse_full_cb (void *user_data,
                int action,
                const char *name,
                const char *value,
                const char *base,
                const char *trigger)
{
  return action == SQLITE_PRAGMA && g_str_equal (name, "synchronous") &&
                 g_strcmp0 (value, "full") == 0
             ? SQLITE_DENY
             : SQLITE_OK;
}

static gboolean
authorize_cb (GaTransaction *transaction, gpointer refuse, GError **error)
{
  sqlite3_set_authorizer (ga_db_get_handle (ga_transaction_get_db (transaction)),
                          refuse != NULL ? refuse_full_cb : NULL, NULL);
  return TRUE;
}

static void
test_an_edit_that_would_not_last_fails (Steps *steps, gconstpointer data)
{
  g_autoptr (GaRecord) walker = steps_find (steps, "participant", &steps->walker);
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  ga_store_sync (steps->profile.store, authorize_cb, GINT_TO_POINTER (TRUE), &error);
  g_assert_no_error (error);
  ga_record_set_text (walker, "name", "Ava");
  g_ptr_array_add (records, walker);
  ga_store_put (steps->profile.store, "Test", records, &error);
  g_assert_error (error, GA_STORE_ERROR, GA_STORE_ERROR_FAILED);
  steps_assert_walker (steps, &steps->walker, "Ada");
  g_clear_error (&error);
  ga_store_sync (steps->profile.store, authorize_cb, NULL, &error);
  g_assert_no_error (error);
  steps_rename (steps, &steps->walker, "name", "Ava");
  steps_assert_walker (steps, &steps->walker, "Ava");
}

static void
set_logged (Steps *steps, const char *fields)
{
  g_autofree char *sql =
      g_strdup_printf ("UPDATE change SET fields = '%s' WHERE acked IS NULL RETURNING 1", fields);

  g_assert_cmpint (steps_number (steps, sql), ==, 1);
}

static gboolean
prepare_cb (GaTransaction *transaction, gpointer user_data, GError **error)
{
  g_autoptr (GBytes) push = ga_sync_prepare_push (transaction, NOW, NULL, NULL, error);

  return push != NULL;
}

static void
test_every_value_is_sent_as_it_was_logged (Steps *steps, gconstpointer data)
{
  const GaEntity *participant = steps_entity (steps, "participant");
  const GaValue *name;

  steps_rename (steps, &steps->walker, "name", "Ava");
  set_logged (steps, "{\"unheard\":[-5,12],\"name\":[null,\"\\u000aA\\\"\\\\é\"],"
                     "\"joined\":[\"2026-01-06\",null]}");
  g_assert_cmpint (steps_send (steps), ==, 1);
  g_assert_cmpint (steps_sent (steps, 0)->values->len, ==, 2);
  name =
      ga_operation_get (steps_sent (steps, 0), (guint) ga_entity_field_index (participant, "name"));
  g_assert_cmpstr (name->text, ==, "\nA\"\\é");
}

static void
test_a_damaged_log_is_not_sent (Steps *steps, gconstpointer data)
{
  static const char *const damaged[] = {
    "",
    "{",
    "{}x",
    "{\"name\"",
    "{\"name\":[null,",
    "{\"name\":[null,\"A",
    "{\"name\":[null,\"\\",
    "{\"name\":[null,\"\\u00",
    "{\"name\":[null,\"\\u0000\"]}",
    "{\"name\":[null,true]}",
    "{\"name\":[null,\"A\"],}",
    "{\"name\":[null,\"\xff\"]}",
  };

  steps_rename (steps, &steps->walker, "name", "Ava");
  for (guint i = 0; i < G_N_ELEMENTS (damaged); i++)
    {
      g_autoptr (GError) error = NULL;

      set_logged (steps, damaged[i]);
      ga_store_sync (steps->profile.store, prepare_cb, NULL, &error);
      g_assert_error (error, GA_STORE_ERROR, GA_STORE_ERROR_CORRUPT);
    }
}

static char *
read_stamp (Steps *steps)
{
  g_autofree char *path = g_build_filename (steps->profile.folder, "gangart.stamp", NULL);
  g_autoptr (GError) error = NULL;
  char *stamp = NULL;

  g_file_get_contents (path, &stamp, NULL, &error);
  g_assert_no_error (error);
  return stamp;
}

static void
test_sending_disturbs_no_other_program (Steps *steps, gconstpointer data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  steps_rename (steps, &steps->walker, "name", "Ava");
  before = read_stamp (steps);
  steps_send (steps);
  steps_accept (steps, 3);
  after = read_stamp (steps);
  g_assert_cmpmem (before, sizeof (gint64), after, sizeof (gint64));
}

static gboolean
delete_walker_cb (GaTransaction *transaction, gpointer user_data, GError **error)
{
  Steps *steps = user_data;

  return ga_transaction_delete (transaction, steps_entity (steps, "participant"), &steps->walker,
                                error);
}

static void
put_backup_in_place (Steps *steps)
{
  g_autoptr (GPtrArray) backups = ga_backup_list (steps->profile.folder);
  g_autoptr (GError) error = NULL;
  GaSalvaged salvaged;

  ga_store_close (steps->profile.store);
  g_clear_object (&steps->profile.store);
  g_assert_true (
      ga_backup_replace_damaged (steps->profile.folder, backups->pdata[0], &salvaged, &error));
  g_assert_no_error (error);
  g_assert_true (salvaged.whole);
  g_assert_cmpint (salvaged.n_saved, ==, 1);
  profile_open (&steps->profile);
}

/* The walker came after the backup, was changed, and removed. */
static void
test_a_removal_outlives_an_older_backup (Steps *steps, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (steps->profile.folder, "backups", NULL);
  g_autofree char *path = g_build_filename (folder, "gangart-2026-01-06.db", NULL);
  GString *lines;

  g_mkdir_with_parents (folder, 0700);
  g_assert_true (ga_store_backup (steps->profile.store, path, NULL));
  lines = steps_answer (steps, 2, 1);
  steps_append_start (steps, lines);
  steps_receive_lines (steps, lines, FALSE);
  steps_rename (steps, &steps->walker, "name", "Eva");
  ga_store_transact (steps->profile.store, "Delete", delete_walker_cb, steps, NULL);
  put_backup_in_place (steps);
  g_assert_cmpint (steps_send (steps), ==, 1);
  g_assert_cmpint (steps_sent (steps, 0)->kind, ==, GA_OPERATION_DELETE);
  g_assert_true (ga_id_equal (&steps_sent (steps, 0)->id, &steps->walker));
  g_assert_cmpint (steps_sent (steps, 0)->base, ==, 2);
  /* It comes as it was, and does not come back. */
  lines = steps_answer (steps, 2, 1);
  steps_append_start (steps, lines);
  steps_receive_lines (steps, lines, FALSE);
  steps_assert_walker (steps, &steps->walker, NULL);
  steps_accept (steps, 3);
  steps_assert_walker (steps, &steps->walker, NULL);
}

static void
set_up_joined (Steps *steps, gconstpointer data)
{
  steps_set_up_alone (steps, data);
  steps_join (steps);
}

#define ADD(NAME, FUNC) \
  g_test_add ("/outbox/" NAME, Steps, NULL, steps_set_up, FUNC, steps_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("what comes from the server is not sent", test_what_comes_from_the_server_is_not_sent);
  ADD ("an edit is sent until it is acknowledged", test_an_edit_is_sent_until_it_is_acknowledged);
  ADD ("an edit is made on all that had come", test_an_edit_is_made_on_all_that_had_come);
  ADD ("what one sent alone is not received again", test_what_one_sent_alone_is_not_received_again);
  ADD ("cursors wait where others came between", test_cursors_wait_where_others_came_between);
  ADD ("a refused edit becomes a conflict", test_a_refused_edit_becomes_a_conflict);
  ADD ("what is quarantined is undone here", test_what_is_quarantined_is_undone_here);
  ADD ("what is quarantined and out of sight goes", test_what_is_quarantined_and_out_of_sight_goes);
  ADD ("what is quarantined and new goes", test_what_is_quarantined_and_new_goes);
  ADD ("a merged edit takes what stands", test_a_merged_edit_takes_what_stands);
  ADD ("an edit tells up to where everything had come",
       test_an_edit_tells_up_to_where_everything_had_come);
  ADD ("a second edit of a field is made on the first",
       test_a_second_edit_of_a_field_is_made_on_the_first);
  ADD ("an edit is made on what was seen", test_an_edit_is_made_on_what_was_seen);
  ADD ("a long act goes in parts and counts with the last",
       test_a_long_act_goes_in_parts_and_counts_with_the_last);
  ADD ("what was read ahead is sent after what came before",
       test_what_was_read_ahead_is_sent_after_what_came_before);
  ADD ("a push tells when it is sent", test_a_push_tells_when_it_is_sent);
  ADD ("what was read ahead is dropped by another beginning",
       test_what_was_read_ahead_is_dropped_by_another_beginning);
  ADD ("a short act is never split", test_a_short_act_is_never_split);
  ADD ("undo of what was sent is sent too", test_undo_of_what_was_sent_is_sent_too);
  ADD ("an edit that would not last fails", test_an_edit_that_would_not_last_fails);
  ADD ("every value is sent as it was logged", test_every_value_is_sent_as_it_was_logged);
  ADD ("a damaged log is not sent", test_a_damaged_log_is_not_sent);
  ADD ("sending disturbs no other program", test_sending_disturbs_no_other_program);
  g_test_add ("/outbox/what was here before joining is sent", Steps, NULL, steps_set_up_alone,
              test_what_was_here_before_joining_is_sent, steps_tear_down);
  g_test_add ("/outbox/a removal outlives an older backup", Steps, NULL, set_up_joined,
              test_a_removal_outlives_an_older_backup, steps_tear_down);
  return g_test_run ();
}
