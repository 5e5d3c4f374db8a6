/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sqlite3.h>

#include "store/ga-membership.h"
#include "store/store-fixture.h"
#include "sync/client/ga-sync-steps.h"

/* A profile that has joined, with a community and a walker of the server's; and the server, played
 * by hand. */

#define NOW G_GINT64_CONSTANT (1790000000000000)

typedef struct
{
  Profile profile;
  GaId lineage;
  GaId kommune;
  GaId community;
  GaId walker;
  GaSpace in_kommune;
  GaSpace in_community;
  GaPush *push;      /* what was sent last */
  GaSyncAhead ahead; /* what was read ahead of it */
} Steps;

typedef struct
{
  GaSyncAhead *ahead;
  GBytes *bytes;
  const char *text;
  gsize length;
  gboolean more;
  GaSyncError code;
  GError *error;
} Step;

static inline const GaEntity *
steps_entity (Steps *steps, const char *name)
{
  return ga_schema_get (steps->profile.schema, name);
}

static inline gboolean
steps_prepare_cb (GaTransaction *transaction, gpointer user_data, GError **error)
{
  Step *step = user_data;

  step->bytes = ga_sync_prepare_push (transaction, NOW, step->ahead, NULL, &step->error);
  return step->error == NULL;
}

/* Prepares a push; the operations in it, -1 for none. */
static inline int
steps_send (Steps *steps)
{
  Step step = { .ahead = &steps->ahead };
  g_autoptr (GError) error = NULL;

  ga_store_sync (steps->profile.store, steps_prepare_cb, &step, &error);
  g_assert_no_error (step.error);
  g_assert_no_error (error);
  g_clear_pointer (&steps->push, ga_push_free);
  if (step.bytes == NULL)
    return -1;
  steps->push = ga_push_read (steps->profile.schema, g_bytes_get_data (step.bytes, NULL),
                              g_bytes_get_size (step.bytes), &error);
  g_assert_no_error (error);
  g_assert_nonnull (steps->push);
  g_bytes_unref (step.bytes);
  return (int) steps->push->operations->len;
}

static inline const GaOperation *
steps_sent (Steps *steps, guint n)
{
  g_assert_nonnull (steps->push);
  return g_ptr_array_index (steps->push->operations, n);
}

static inline gboolean
steps_settle_cb (GaTransaction *transaction, gpointer user_data, GError **error)
{
  Step *step = user_data;

  return ga_sync_settle_push (transaction, step->text, step->length, NOW, error);
}

static inline GaReceipt *
steps_receipt (Steps *steps, gint64 first)
{
  GaReceipt *receipt = ga_receipt_new ();

  g_assert_nonnull (steps->push);
  receipt->number = steps->push->number;
  receipt->first = first;
  receipt->head = first + steps->push->operations->len - 1;
  receipt->now = NOW;
  receipt->epoch = steps->push->epoch;
  return receipt;
}

static inline void
steps_settle (Steps *steps, GaReceipt *receipt)
{
  g_autoptr (GBytes) bytes = ga_receipt_write (receipt);
  Step step = { .text = g_bytes_get_data (bytes, NULL), .length = g_bytes_get_size (bytes) };
  g_autoptr (GError) error = NULL;

  ga_store_sync (steps->profile.store, steps_settle_cb, &step, &error);
  g_assert_no_error (error);
}

/* Everything that was sent is accepted, at @first and on. */
static inline void
steps_accept (Steps *steps, gint64 first)
{
  g_autoptr (GaReceipt) receipt = steps_receipt (steps, first);

  steps_settle (steps, receipt);
}

static inline gboolean
steps_apply_cb (GaTransaction *transaction, gpointer user_data, GError **error)
{
  Step *step = user_data;

  return ga_sync_apply_pull (transaction, step->text, step->length, NOW, &step->more, error);
}

static inline gboolean
steps_receive (Steps *steps, const char *answer)
{
  Step step = { .text = answer, .length = strlen (answer) };
  g_autoptr (GError) error = NULL;

  ga_store_sync (steps->profile.store, steps_apply_cb, &step, &error);
  g_assert_no_error (error);
  return step.more;
}

/* @grants, @ended: (nullable): what the account was given, and what was taken away */
static inline GString *
steps_answer_ending (Steps *steps, gint64 head, gint64 epoch, const char *grants, const char *ended)
{
  GString *lines = g_string_new (NULL);
  GaPullHead first = { .lineage = steps->lineage,
                       .epoch = epoch,
                       .head = head,
                       .now = NOW,
                       .name = (char *) "Bo",
                       .role = (char *) "host",
                       .grants = (char *) grants,
                       .ended = (char *) ended };

  ga_pull_append_head (lines, &first);
  return lines;
}

static inline GString *
steps_answer_granting (Steps *steps, gint64 head, gint64 epoch, const char *grants)
{
  return steps_answer_ending (steps, head, epoch, grants, NULL);
}

static inline GString *
steps_answer (Steps *steps, gint64 head, gint64 epoch)
{
  return steps_answer_granting (steps, head, epoch, NULL);
}

static inline gboolean
steps_receive_lines (Steps *steps, GString *lines, gboolean more)
{
  gboolean again;

  ga_pull_append_more (lines, more);
  again = steps_receive (steps, lines->str);
  g_string_free (lines, TRUE);
  return again;
}

/* A row with one field. */
static inline GaRow *
steps_row (Steps *steps, const char *entity, const GaId *id, const GaSpace *space, gint64 revision)
{
  GaRow *row = ga_row_new (steps_entity (steps, entity));

  row->id = *id;
  row->space = *space;
  row->revision = revision;
  row->by = 1;
  row->at = NOW;
  return row;
}

static inline void
steps_set (GaRow *row, const char *field, const char *text)
{
  ga_value_set_text (&row->values[ga_entity_field_index (row->entity, field)], text);
}

static inline GaRow *
steps_walker (Steps *steps, const GaId *id, const char *name, gint64 revision)
{
  GaRow *row = steps_row (steps, "participant", id, &steps->in_community, revision);

  ga_value_set_id (&row->values[ga_entity_field_index (row->entity, "community")],
                   &steps->community);
  steps_set (row, "name", name);
  return row;
}

static inline void
steps_append (GString *lines, GaRow *row)
{
  ga_pull_append_rows (lines, row->entity, NULL);
  ga_pull_append_row (lines, row, NULL);
  ga_row_free (row);
}

static inline GaRow *
steps_community (Steps *steps, const char *name, gint64 revision)
{
  GaRow *row = steps_row (steps, "community", &steps->community, &steps->in_kommune, revision);

  ga_value_set_id (&row->values[ga_entity_field_index (row->entity, "kommune")], &steps->kommune);
  steps_set (row, "name", name);
  steps_set (row, "activity", "walk");
  steps_set (row, "status", "active");
  return row;
}

static inline void
steps_end (GString *lines, const char *cursor, const GaId *id, gint64 revision)
{
  GaSpaceSum sum = { 0 };

  if (id != NULL)
    ga_space_sum_move (&sum, id, 0, revision);
  ga_pull_append_end (lines, cursor, &sum);
}

static inline void
steps_append_start (Steps *steps, GString *lines)
{
  ga_pull_append_space (lines, &steps->in_kommune, TRUE);
  steps_append (lines, steps_community (steps, "Walkers", 1));
  steps_end (lines, "2", &steps->community, 1);
  ga_pull_append_space (lines, &steps->in_community, TRUE);
  steps_append (lines, steps_walker (steps, &steps->walker, "Ada", 2));
  steps_end (lines, "2", &steps->walker, 2);
}

static inline gboolean
steps_join_cb (GaTransaction *transaction, gpointer user_data, GError **error)
{
  Steps *steps = user_data;
  GaMembership membership = { .url = (char *) "https://example.org", .epoch = 1 };

  membership.client = ga_id_new ();
  membership.account = ga_id_new ();
  membership.lineage = steps->lineage;
  return ga_transaction_join (transaction, &membership, error);
}

static inline void
steps_join (Steps *steps)
{
  g_autoptr (GError) error = NULL;

  ga_store_transact (steps->profile.store, "Join", steps_join_cb, steps, &error);
  g_assert_no_error (error);
}

static inline gboolean
steps_fill_cb (GaTransaction *transaction, gpointer user_data, GError **error)
{
  Steps *steps = user_data;
  g_autoptr (GaRecord) kommune = ga_record_new (steps_entity (steps, "kommune"));

  ga_record_set_text (kommune, "country", "DK");
  ga_record_set_text (kommune, "code", "0101");
  ga_record_set_text (kommune, "name", "Town");
  if (!ga_transaction_fill (transaction, kommune, error))
    return FALSE;
  steps->kommune = *ga_record_get_id (kommune);
  return TRUE;
}

/* With a kommune, and nothing joined. */
static inline void
steps_set_up_alone (Steps *steps, gconstpointer data)
{
  profile_set_up (&steps->profile, NULL);
  ga_store_transact (steps->profile.store, "Fill", steps_fill_cb, steps, NULL);
  steps->lineage = ga_id_new ();
  steps->community = ga_id_new ();
  steps->walker = ga_id_new ();
  steps->in_kommune = (GaSpace){ .place = GA_PLACE_KOMMUNE, .target = steps->kommune };
  steps->in_community = (GaSpace){ .place = GA_PLACE_COMMUNITY, .target = steps->community };
}

static inline void
steps_set_up (Steps *steps, gconstpointer data)
{
  GString *lines;

  steps_set_up_alone (steps, data);
  steps_join (steps);
  lines = steps_answer (steps, 2, 1);
  steps_append_start (steps, lines);
  g_assert_false (steps_receive_lines (steps, lines, FALSE));
}

/* One number out of the file, as another program reads it. */
static inline gint64
steps_number (Steps *steps, const char *sql)
{
  g_autofree char *path = g_build_filename (steps->profile.folder, "gangart.db", NULL);
  sqlite3_stmt *statement = NULL;
  sqlite3 *db = NULL;
  gint64 number;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  number = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  sqlite3_close (db);
  return number;
}

/* Whatever was done, what waits is counted right. */
static inline void
steps_tear_down (Steps *steps, gconstpointer data)
{
  g_assert_cmpint (steps_number (steps, "SELECT count FROM waiting"), ==,
                   steps_number (steps, "SELECT count(*) FROM change WHERE acked IS NULL"));
  g_clear_pointer (&steps->push, ga_push_free);
  ga_sync_ahead_clear (&steps->ahead);
  profile_tear_down (&steps->profile, data);
}

static inline GaRecord *
steps_find (Steps *steps, const char *entity, const GaId *id)
{
  return ga_reader_find (ga_store_get_reader (steps->profile.store), steps_entity (steps, entity),
                         id, NULL);
}

static inline void
steps_assert_walker (Steps *steps, const GaId *id, const char *name)
{
  g_autoptr (GaRecord) walker = steps_find (steps, "participant", id);

  g_assert_cmpstr (walker != NULL ? ga_record_get_text (walker, "name") : NULL, ==, name);
}

static inline void
steps_rename (Steps *steps, const GaId *id, const char *field, const char *name)
{
  g_autoptr (GaRecord) walker = steps_find (steps, "participant", id);

  g_assert_nonnull (walker);
  ga_record_set_text (walker, field, name);
  profile_put (&steps->profile, walker);
}

static inline GaMembership *
steps_membership (Steps *steps)
{
  g_autoptr (GError) error = NULL;
  GaMembership *membership =
      ga_reader_get_membership (ga_store_get_reader (steps->profile.store), &error);

  g_assert_no_error (error);
  g_assert_nonnull (membership);
  return membership;
}
