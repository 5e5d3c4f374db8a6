/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/client/ga-sync-steps.h"

#include <string.h>

#include "model/ga-flaw.h"
#include "store/ga-inbox.h"
#include "store/ga-membership.h"
#include "store/ga-outbox.h"
#include "store/ga-purge.h"
#include "sync/ga-json-scanner.h"

/* How long a push may have been made before it is sent. */
#define AHEAD_USEC G_USEC_PER_SEC

static GaSchema *
get_schema (GaTransaction *transaction)
{
  return ga_reader_get_schema (ga_transaction_get_reader (transaction));
}

/* The membership, which these steps are not taken without. */
static GaMembership *
get_membership (GaTransaction *transaction, GError **error)
{
  g_autoptr (GError) local = NULL;
  GaMembership *membership =
      ga_reader_get_membership (ga_transaction_get_reader (transaction), &local);

  if (membership != NULL)
    return membership;
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else
    ga_sync_fail (GA_SYNC_ERROR_UNKNOWN, error);
  return NULL;
}

static GBytes *
write_push (const GaMembership *membership, const GaOutboxPart *part, gint64 now)
{
  GaPush push = { .client = membership->client,
                  .number = part->number,
                  .lineage = membership->lineage,
                  .epoch = membership->epoch,
                  .head = part->head,
                  .now = now,
                  .more = part->more,
                  .operations = part->operations };

  return ga_push_write (&push);
}

static void
forget_made (GaSyncAhead *self)
{
  g_clear_pointer (&self->operations, g_ptr_array_unref);
  g_clear_pointer (&self->body, g_bytes_unref);
}

void
ga_sync_ahead_clear (GaSyncAhead *self)
{
  ga_outbox_part_clear (&self->part);
  forget_made (self);
}

gboolean
ga_sync_look_ahead (GaTransaction *transaction, gint64 now, GaSyncAhead *ahead, GError **error)
{
  g_autoptr (GaMembership) membership = get_membership (transaction, error);

  forget_made (ahead);
  if (membership == NULL || !ga_outbox_look_ahead (transaction, GA_PUSH_MOST_OPERATIONS,
                                                   GA_PUSH_MOST_BYTES, &ahead->part, error))
    return FALSE;
  if (ahead->part.operations == NULL)
    return TRUE;
  ahead->operations = g_ptr_array_ref (ahead->part.operations);
  ahead->body = write_push (membership, &ahead->part, now);
  ahead->made = now;
  return TRUE;
}

/* It stays as it was made where the outbox still takes just that, and not for long: a push says
 * what time it is, and the server puts clocks right by that. */
static GBytes *
take_body (GaSyncAhead *ahead, const GaMembership *membership, gint64 now)
{
  if (ahead->body != NULL && ahead->operations == ahead->part.operations &&
      ABS (now - ahead->made) < AHEAD_USEC)
    return g_steal_pointer (&ahead->body);
  return write_push (membership, &ahead->part, now);
}

GBytes *
ga_sync_prepare_push (
    GaTransaction *transaction, gint64 now, GaSyncAhead *ahead, GPtrArray **files, GError **error)
{
  g_autoptr (GaMembership) membership = get_membership (transaction, error);
  g_auto (GaSyncAhead) own = { 0 };
  GaSyncAhead *made = ahead != NULL ? ahead : &own;
  GaOutboxPart *part = &made->part;
  GBytes *body;

  if (membership == NULL ||
      !ga_outbox_prepare (transaction, GA_PUSH_MOST_OPERATIONS, GA_PUSH_MOST_BYTES, part, error) ||
      part->operations == NULL)
    return NULL;
  if (GA_FLAW (ACK_FIRST))
    {
      g_autoptr (GaSettling) settling = ga_settling_begin (transaction, part->number, FALSE, error);

      for (guint i = 0; settling != NULL && i < part->operations->len; i++)
        ga_settling_accept (settling, g_ptr_array_index (part->operations, i), 1, NULL);
    }
  if (files != NULL)
    *files = ga_outbox_list_files (part->operations);
  body = take_body (made, membership, now);
  forget_made (made);
  g_clear_pointer (&part->operations, g_ptr_array_unref);
  return body;
}

/* Whether the server took something later instead; the earlier one would undo it, if it came now.
 */
static gboolean
is_overtaken (GPtrArray *operations, guint index, const GaReceipt *receipt)
{
  const GaOperation *operation = g_ptr_array_index (operations, index);

  for (guint i = index + 1; i < operations->len; i++)
    {
      const GaOperation *later = g_ptr_array_index (operations, i);
      const GaAnswer *answer = ga_receipt_find (receipt, later->number);

      if (later->entity == operation->entity && ga_id_equal (&later->id, &operation->id) &&
          ga_operation_meets (operation, later) &&
          (answer == NULL || answer->state != GA_ANSWER_REFUSED))
        return TRUE;
    }
  return FALSE;
}

static gboolean
settle_refused (GaSettling *settling,
                guint index,
                const GaReceipt *receipt,
                const GaAnswer *answer,
                GError **error)
{
  GPtrArray *operations = ga_settling_get_operations (settling);
  const GaOperation *operation = g_ptr_array_index (operations, index);
  gboolean postponed = FALSE;

  if (!is_overtaken (operations, index, receipt) &&
      !ga_settling_postpone (settling, operation, answer->code, receipt->now, &postponed, error))
    return FALSE;
  return postponed || ga_settling_refuse (settling, operation, receipt->first + index, answer->code,
                                          answer->row, error);
}

static gboolean
settle_one (GaSettling *settling, guint index, const GaReceipt *receipt, GError **error)
{
  const GaOperation *operation = g_ptr_array_index (ga_settling_get_operations (settling), index);
  const GaAnswer *answer = ga_receipt_find (receipt, operation->number);
  gint64 revision = receipt->first + index;

  if (answer == NULL)
    return ga_settling_accept (settling, operation, revision, error);
  switch (answer->state)
    {
    case GA_ANSWER_MERGED:
      return ga_settling_merge (settling, operation, revision, (const char *const *) answer->lost,
                                answer->row, error);
    case GA_ANSWER_REFUSED:
      return settle_refused (settling, index, receipt, answer, error);
    case GA_ANSWER_QUARANTINED:
    default:
      return ga_settling_quarantine (settling, operation, revision, answer->row, error);
    }
}

static gboolean
settle_all (GaSettling *settling, const GaReceipt *receipt, GError **error)
{
  GPtrArray *operations = ga_settling_get_operations (settling);

  for (guint i = 0; i < operations->len; i++)
    if (!settle_one (settling, i, receipt, error))
      return FALSE;
  return ga_settling_finish (settling, receipt->first, error);
}

/* The server is heard of: what was wrong is right again, but for what somebody has to decide. */
static gboolean
note_contact (GaTransaction *transaction,
              const GaMembership *membership,
              gint64 now,
              gint64 covered,
              GError **error)
{
  static const char *const decided[] = { "revoked", "rewound", NULL };
  gboolean stays = membership->stopped == NULL || g_strv_contains (decided, membership->stopped);

  return ga_transaction_note_contact (transaction, now, covered, error) &&
         (stays || ga_transaction_set_stopped (transaction, NULL, error));
}

/* A computer without access has now said all it had to say. */
static gboolean
end_if_revoked (GaTransaction *transaction, GError **error)
{
  g_autoptr (GaMembership) membership = get_membership (transaction, error);
  gint64 waiting;

  if (membership == NULL || g_strcmp0 (membership->stopped, "revoked") != 0)
    return membership != NULL;
  return ga_outbox_count (transaction, &waiting, error) &&
         (waiting > 0 || ga_purge_everything (transaction, error));
}

gboolean
ga_sync_settle_push (
    GaTransaction *transaction, const char *text, gsize length, gint64 now, GError **error)
{
  g_autoptr (GaReceipt) receipt = ga_receipt_read (get_schema (transaction), text, length, error);
  g_autoptr (GaMembership) membership = get_membership (transaction, error);
  g_autoptr (GaSettling) settling = NULL;
  g_autoptr (GError) local = NULL;

  if (receipt == NULL || membership == NULL)
    return FALSE;
  if (receipt->epoch != membership->epoch)
    return ga_sync_fail (GA_SYNC_ERROR_EPOCH, error);
  if (receipt->kept)
    return ga_settling_keep (transaction, receipt->number, error);
  settling = ga_settling_begin (transaction, receipt->number, receipt->answers->len > 0, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  /* An answer that has come twice is settled already. */
  return (settling == NULL || settle_all (settling, receipt, error)) &&
         note_contact (transaction, membership, now, receipt->covered, error) &&
         end_if_revoked (transaction, error);
}

static void
add_cursor (const GaSpace *space, const char *cursor, gpointer pull)
{
  ga_pull_add_space (pull, space, cursor);
}

GBytes *
ga_sync_prepare_pull (GaTransaction *transaction, GError **error)
{
  g_autoptr (GaMembership) membership = get_membership (transaction, error);
  g_autoptr (GaPull) pull = NULL;

  if (membership == NULL)
    return NULL;
  pull = ga_pull_new ();
  pull->client = membership->client;
  pull->lineage = membership->lineage;
  pull->epoch = membership->epoch;
  pull->head = membership->head;
  return ga_inbox_list_cursors (transaction, add_cursor, pull, error) ? ga_pull_write (pull) : NULL;
}

/* An answer being taken in. */
typedef struct
{
  GaTransaction *transaction;
  GaMembership *membership;
  GaInbox *inbox;
  gint64 head;
  gint64 now;
  gint64 server_now;
  gboolean brought; /* something about a row */
} Taking;

static gboolean
head_cb (const GaPullHead *head, gpointer user_data, GError **error)
{
  Taking *self = user_data;

  if (!ga_id_is_none (&head->lineage) && !ga_id_equal (&head->lineage, &self->membership->lineage))
    return ga_sync_fail (GA_SYNC_ERROR_OTHER_SERVER, error);
  if (head->epoch != self->membership->epoch)
    return ga_sync_fail (GA_SYNC_ERROR_EPOCH, error);
  self->head = head->head;
  self->server_now = head->now;
  return ga_transaction_set_account (self->transaction, head->name, head->role, head->grants,
                                     head->ended, head->head, error) &&
         ga_transaction_set_lacks_passphrase (self->transaction, head->lacks_passphrase, error) &&
         note_contact (self->transaction, self->membership, self->now, head->covered, error);
}

static gboolean
space_cb (const GaSpace *space, gboolean fresh, gpointer user_data, GError **error)
{
  return ga_inbox_enter (((Taking *) user_data)->inbox, space, fresh, error);
}

static GaInbox *
bring (gpointer user_data)
{
  Taking *self = user_data;

  self->brought = TRUE;
  return self->inbox;
}

static gboolean
row_cb (GaRow *row, gpointer user_data, GError **error)
{
  return GA_FLAW (CURSOR_FIRST) || ga_inbox_put (bring (user_data), row, error);
}

static gboolean
gone_cb (const GaRow *row, gpointer user_data, GError **error)
{
  return ga_inbox_take_out (bring (user_data), row->entity, &row->id, row->revision, error);
}

static gboolean
left_cb (
    const GaEntity *entity, const GaId *id, gint64 revision, gpointer user_data, GError **error)
{
  return ga_inbox_leave (bring (user_data), entity, id, revision, error);
}

static gboolean
erased_cb (
    const GaEntity *entity, const GaId *id, gint64 revision, gpointer user_data, GError **error)
{
  return ga_inbox_erase (bring (user_data), entity, id, error);
}

static gboolean
total_cb (const GaId *meeting, gint64 revision, gint64 named, gpointer user_data, GError **error)
{
  return ga_inbox_put_total (((Taking *) user_data)->inbox, meeting, revision, named, error);
}

static gboolean
month_cb (const GaMonthCount *month, gpointer user_data, GError **error)
{
  return ga_inbox_put_month (((Taking *) user_data)->inbox, month, error);
}

static gboolean
page_cb (const char *cursor, gpointer user_data, GError **error)
{
  return ga_inbox_keep_cursor (((Taking *) user_data)->inbox, cursor, error);
}

static gboolean
end_cb (const char *cursor, const GaSpaceSum *sum, gpointer user_data, GError **error)
{
  Taking *self = user_data;

  return ga_inbox_end_space (self->inbox, cursor, sum, self->head, error);
}

static gboolean
drop_cb (const GaSpace *space, gpointer user_data, GError **error)
{
  Taking *self = user_data;

  return ga_inbox_drop (self->inbox, space, self->server_now, error);
}

static gboolean
person_cb (gint64 account, const char *name, gpointer user_data, GError **error)
{
  return ga_inbox_name_account (((Taking *) user_data)->inbox, account, name, error);
}

static const GaPullHandler handler = {
  .head = head_cb,
  .space = space_cb,
  .row = row_cb,
  .gone = gone_cb,
  .left = left_cb,
  .erased = erased_cb,
  .total = total_cb,
  .month = month_cb,
  .page = page_cb,
  .end = end_cb,
  .drop = drop_cb,
  .person = person_cb,
};

/* More rows than anybody reads one by one in a history. */
#define NAMED_LINES 2000

static gboolean
is_bulk (const char *text, gsize length)
{
  guint lines = 0;

  for (gsize i = 0; i < length && lines <= NAMED_LINES; i++)
    lines += text[i] == '\n' ? 1 : 0;
  return lines > NAMED_LINES;
}

gint64
ga_sync_count_rows (GBytes *body)
{
  gsize length;
  const char *text = g_bytes_get_data (body, &length);
  gint64 rows = 0;

  for (gsize i = 0; i < length; i++)
    if (text[i] == '[' && (i == 0 || text[i - 1] == '\n'))
      rows++;
  return rows;
}

gboolean
ga_sync_apply_pull (GaTransaction *transaction,
                    const char *text,
                    gsize length,
                    gint64 now,
                    gboolean *more,
                    GError **error)
{
  g_autoptr (GaMembership) membership = get_membership (transaction, error);
  g_autoptr (GaInbox) inbox = NULL;
  Taking taking = { .transaction = transaction, .membership = membership, .now = now };

  if (membership == NULL)
    return FALSE;
  inbox = ga_inbox_new (transaction, is_bulk (text, length), error);
  taking.inbox = inbox;
  if (inbox == NULL ||
      !ga_pull_read_answer (get_schema (transaction), text, length, &handler, &taking, more,
                            error) ||
      !ga_inbox_finish (inbox, !*more, error) ||
      (taking.brought && !ga_outbox_wake (transaction, error)) ||
      !ga_outbox_wake_old (transaction, taking.server_now, error))
    return FALSE;
  *more = *more || ga_inbox_asks_again (inbox);
  /* Nobody has seen what was done since in a space that is to go. */
  return *more || ga_inbox_has_put_off (inbox) ||
         ga_transaction_set_head (transaction, taking.head, error);
}

/* The members of a refusal beyond its code. */
typedef struct
{
  gint64 expect;
  gint64 epoch;
  gint64 fork;
  GaId lineage;
} Details;

static gboolean
read_lineage (GaJsonScanner *scanner, Details *details, GError **error)
{
  g_autofree char *text = NULL;

  return ga_json_scanner_expect_text (scanner, &text, error) &&
         (ga_id_parse (text, &details->lineage) || ga_sync_fail (GA_SYNC_ERROR_MALFORMED, error));
}

static gboolean
read_member (GaJsonScanner *scanner, Details *details, GError **error)
{
  if (ga_json_scanner_is (scanner, "expect"))
    return ga_json_scanner_expect_integer (scanner, &details->expect, error);
  if (ga_json_scanner_is (scanner, "epoch"))
    return ga_json_scanner_expect_integer (scanner, &details->epoch, error);
  if (ga_json_scanner_is (scanner, "fork"))
    return ga_json_scanner_expect_integer (scanner, &details->fork, error);
  if (ga_json_scanner_is (scanner, "lineage"))
    return read_lineage (scanner, details, error);
  return ga_json_scanner_skip (scanner, error);
}

static gboolean
read_details (const char *text, gsize length, Details *details, GError **error)
{
  g_autoptr (GaJsonScanner) scanner = ga_json_scanner_new (text, length);
  GaJsonToken token;

  if (!ga_json_scanner_expect (scanner, GA_JSON_BEGIN_OBJECT, error))
    return FALSE;
  while ((token = ga_json_scanner_next (scanner, error)) == GA_JSON_KEY)
    if (!read_member (scanner, details, error))
      return FALSE;
  return token == GA_JSON_END_OBJECT;
}

/* Goes on from what a restored server has kept: what came after that waits again. */
static gboolean
follow (GaTransaction *transaction,
        const GaMembership *membership,
        const Details *details,
        GError **error)
{
  return ga_transaction_set_epoch (transaction, details->epoch, error) &&
         ga_transaction_set_head (transaction, MIN (membership->head, details->fork), error) &&
         ga_outbox_rewind (transaction, details->fork, error) &&
         ga_inbox_reload_everything (transaction, details->fork, error);
}

static gboolean
take_epoch (GaTransaction *transaction, const Details *details, gboolean *again, GError **error)
{
  g_autoptr (GaMembership) membership = get_membership (transaction, error);

  if (membership == NULL)
    return FALSE;
  if (ga_id_is_none (&details->lineage) || details->epoch <= 0 || details->fork < 0)
    return ga_sync_fail (GA_SYNC_ERROR_MALFORMED, error);
  if (!ga_id_equal (&details->lineage, &membership->lineage))
    return ga_transaction_set_stopped (transaction, "other-server", error);
  *again = TRUE;
  return follow (transaction, membership, details, error);
}

/* The other copy of the profile goes on as the client that this was. What was sent under the number
 * is sent again; the server knows it by its id and clock. */
static gboolean
become_another (GaTransaction *transaction, GError **error)
{
  GaId client = ga_id_new ();

  return ga_transaction_set_client (transaction, &client, error) &&
         ga_outbox_renumber (transaction, 1, error);
}

/* Whether the server was restored, and has not said so yet. An older one says nothing of it here.
 */
static gboolean
is_restored (const GaMembership *membership, const Details *details)
{
  return details->epoch > 0 && details->epoch != membership->epoch && details->fork >= 0 &&
         ga_id_equal (&details->lineage, &membership->lineage);
}

static gboolean
take_revocation (GaTransaction *transaction,
                 const Details *details,
                 gboolean *again,
                 GError **error)
{
  g_autoptr (GaMembership) membership = get_membership (transaction, error);
  gboolean is_news;
  gint64 waiting;

  if (membership == NULL)
    return FALSE;
  is_news = g_strcmp0 (membership->stopped, "revoked") != 0;
  if ((is_news && is_restored (membership, details) &&
       !follow (transaction, membership, details, error)) ||
      !ga_outbox_count (transaction, &waiting, error))
    return FALSE;
  /* What waits is offered once more; after that it is not asked for. */
  *again = waiting > 0 && is_news;
  return ga_transaction_set_stopped (transaction, "revoked", error) &&
         ga_outbox_wake_everything (transaction, error) &&
         (*again || ga_purge_everything (transaction, error));
}

gboolean
ga_sync_take_refusal (GaTransaction *transaction,
                      GaSyncError code,
                      const char *text,
                      gsize length,
                      gboolean *again,
                      GError **error)
{
  Details details = { 0 };

  *again = FALSE;
  switch (code)
    {
    case GA_SYNC_ERROR_EXPECT:
      *again = TRUE;
      return read_details (text, length, &details, error) &&
             (details.expect > 0 || ga_sync_fail (GA_SYNC_ERROR_MALFORMED, error)) &&
             ga_outbox_renumber (transaction, details.expect, error);
    case GA_SYNC_ERROR_FORKED:
      *again = TRUE;
      return become_another (transaction, error);
    case GA_SYNC_ERROR_EPOCH:
      return read_details (text, length, &details, error) &&
             take_epoch (transaction, &details, again, error);
    case GA_SYNC_ERROR_REVOKED:
      return read_details (text, length, &details, error) &&
             take_revocation (transaction, &details, again, error);
    case GA_SYNC_ERROR_REWOUND:
    case GA_SYNC_ERROR_OTHER_SERVER:
    case GA_SYNC_ERROR_TOO_OLD:
      return ga_transaction_set_stopped (transaction, ga_sync_error_to_code (code), error);
    default:
      return TRUE;
    }
}

gboolean
ga_sync_is_due_for_cleaning (GaReader *reader)
{
  return ga_purge_is_due (reader);
}

gboolean
ga_sync_clean (GaStore *store, GError **error)
{
  return ga_purge_clean (store, error);
}
