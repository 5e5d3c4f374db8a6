/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/client/ga-sync-round.h"

#include <glib/gi18n-lib.h>

#include "store/ga-membership.h"
#include "sync/client/ga-file-transfer.h"
#include "sync/client/ga-sync-steps.h"

/* As many refusals in one round as can have a reason each. */
#define MOST_REFUSALS 8

/* What a step on the writer thread takes and gives; one at a time. @ahead is the writer thread's
 * while a step is on its way: one step may read what comes next while the server works, and the one
 * that takes in its answer comes after it. */
typedef struct
{
  GaSyncAhead *ahead;
  GBytes *text;
  GaSyncError code;
  gint64 now;
  GBytes *made;
  GPtrArray *files; /* (nullable): SHA-256 of those that go before it */
  gboolean more;
  gboolean come_back; /* somebody who was made one with another */
  guint followed;     /* how many of those are one again */
} Step;

typedef struct
{
  GaStore *store;
  GaServerAccount *account;
  GaSyncParts parts;
  GaSyncProgressFunc progress;
  gpointer progress_data;
  GDestroyNotify progress_free;
  Step step;
  GaSyncAhead ahead;
  GaSyncParts at;
  GBytes *pulled; /* what was asked for last */
  GError *send_error;
  guint refusals;
  guint retry_after;
  gint64 received;
  gboolean cut;
} Round;

static void send_on (GTask *task);
static void send_made (GTask *task);
static void receive_on (GTask *task);

static void
step_clear (Step *step)
{
  g_clear_pointer (&step->text, g_bytes_unref);
  g_clear_pointer (&step->made, g_bytes_unref);
  g_clear_pointer (&step->files, g_ptr_array_unref);
}

static void
round_free (Round *round)
{
  step_clear (&round->step);
  ga_sync_ahead_clear (&round->ahead);
  round->progress_free (round->progress_data);
  g_clear_pointer (&round->pulled, g_bytes_unref);
  g_clear_error (&round->send_error);
  g_object_unref (round->store);
  g_object_unref (round->account);
  g_free (round);
}

static gboolean
prepare_push_cb (GaTransaction *transaction, gpointer user_data, GError **error)
{
  Step *step = user_data;
  GError *local = NULL;

  step->made = ga_sync_prepare_push (transaction, step->now, step->ahead, &step->files, &local);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, local);
  return FALSE;
}

/* What is to be sent next is made in the same step: a long outbox takes many. */
static gboolean
settle_push_cb (GaTransaction *transaction, gpointer user_data, GError **error)
{
  Step *step = user_data;
  gsize length;
  const char *text = g_bytes_get_data (step->text, &length);

  return ga_sync_settle_push (transaction, text, length, step->now, error) &&
         prepare_push_cb (transaction, user_data, error);
}

static gboolean
prepare_pull_cb (GaTransaction *transaction, gpointer user_data, GError **error)
{
  Step *step = user_data;

  step->made = ga_sync_prepare_pull (transaction, error);
  return step->made != NULL;
}

static gboolean
apply_pull_cb (GaTransaction *transaction, gpointer user_data, GError **error)
{
  Step *step = user_data;
  gsize length;
  const char *text = g_bytes_get_data (step->text, &length);

  return ga_sync_apply_pull (transaction, text, length, step->now, &step->more, error) &&
         (step->more || ga_transaction_has_come_back (transaction, &step->come_back, error));
}

static gboolean
take_refusal_cb (GaTransaction *transaction, gpointer user_data, GError **error)
{
  Step *step = user_data;
  gsize length;
  const char *text = g_bytes_get_data (step->text, &length);

  return ga_sync_take_refusal (transaction, step->code, text, length, &step->more, error);
}

/* Runs a step on the writer thread. @text: (nullable) (transfer full) */
static void
take_step (GTask *task, GaTransactFunc func, GBytes *text, GAsyncReadyCallback callback)
{
  Round *round = g_task_get_task_data (task);

  step_clear (&round->step);
  round->step.ahead = &round->ahead;
  round->step.text = text;
  round->step.now = g_get_real_time ();
  round->step.more = FALSE;
  round->step.come_back = FALSE;
  ga_store_sync_async (round->store, func, &round->step, NULL, g_task_get_cancellable (task),
                       callback, g_object_ref (task));
}

static gboolean
finish_step (GTask *task, GAsyncResult *result, GError **error)
{
  Round *round = g_task_get_task_data (task);
  GError *local = NULL;

  ga_store_transact_finish (round->store, result, &local);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, local);
  return FALSE;
}

static void
tell (Round *round)
{
  round->progress (round->at, round->received, round->progress_data);
}

static void
enter (Round *round, GaSyncParts part)
{
  gboolean is_new = round->at != part;

  round->at = part;
  if (is_new)
    tell (round);
}

static void
end (GTask *task, GError *error)
{
  Round *round = g_task_get_task_data (task);

  if (error == NULL)
    error = g_steal_pointer (&round->send_error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
clean_thread_cb (GTask *cleaning, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (ga_sync_clean (source, &error))
    g_task_return_boolean (cleaning, TRUE);
  else
    g_task_return_error (cleaning, error);
}

/* Whether it was heard makes no difference here. */
static void
told_emptied_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GaServerAnswer) answer =
      ga_server_account_ask_finish (GA_SERVER_ACCOUNT (source), result, NULL);

  end (task, NULL);
}

/* Whoever reported this computer lost is told that nothing is on it any more. */
static void
tell_emptied (GTask *task)
{
  Round *round = g_task_get_task_data (task);
  g_autoptr (GBytes) body = g_bytes_new_static ("{}", 2);

  ga_server_account_ask_async (round->account, "POST", "/v1/devices/emptied", body,
                               g_task_get_cancellable (task), told_emptied_cb, g_object_ref (task));
}

static void
cleaned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Round *round = g_task_get_task_data (task);
  GError *error = NULL;
  gboolean cleaned = g_task_propagate_boolean (G_TASK (result), &error);

  if (cleaned && g_error_matches (round->send_error, GA_SYNC_ERROR, GA_SYNC_ERROR_REVOKED))
    {
      tell_emptied (task);
      return;
    }
  if (!cleaned && round->send_error != NULL)
    g_clear_error (&error);
  end (task, error);
}

/* What was purged leaves its last traces before the round is told as done. @error: (nullable)
 * (transfer full): how it ended */
static void
clean_and_end (GTask *task, GError *error)
{
  Round *round = g_task_get_task_data (task);
  g_autoptr (GTask) cleaning = NULL;

  if (error != NULL)
    {
      g_clear_error (&round->send_error);
      round->send_error = error;
    }
  if (g_cancellable_is_cancelled (g_task_get_cancellable (task)) ||
      !ga_sync_is_due_for_cleaning (ga_store_get_reader (round->store)))
    {
      end (task, NULL);
      return;
    }
  cleaning = g_task_new (round->store, NULL, cleaned_cb, g_object_ref (task));
  g_task_run_in_thread (cleaning, clean_thread_cb);
}

/* Whether there is no use in asking the server anything else now. */
static gboolean
is_final (const GError *error)
{
  if (error->domain != GA_SYNC_ERROR)
    return TRUE;
  switch (error->code)
    {
    case GA_SYNC_ERROR_SERVER:
    case GA_SYNC_ERROR_MALFORMED:
    case GA_SYNC_ERROR_TOO_LARGE:
    case GA_SYNC_ERROR_NOT_ALLOWED:
    case GA_SYNC_ERROR_UNKNOWN:
    case GA_SYNC_ERROR_EXPECT:
    case GA_SYNC_ERROR_FORKED:
    case GA_SYNC_ERROR_REWOUND:
      return FALSE;
    default:
      return TRUE;
    }
}

/* Takes @error over: the part it happened in is at its end. */
static void
fail (GTask *task, GError *error)
{
  Round *round = g_task_get_task_data (task);

  if (round->at == GA_SYNC_SEND && (round->parts & GA_SYNC_RECEIVE) != 0 && !is_final (error) &&
      round->send_error == NULL)
    {
      round->send_error = error;
      receive_on (task);
    }
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    end (task, error);
  else
    clean_and_end (task, error);
}

static void
renamed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (ga_server_account_rename_finish (GA_SERVER_ACCOUNT (source), result, &error))
    send_on (task);
  else
    clean_and_end (task, error);
}

/* The profile may have a new id now, or more to send. */
static void
go_on_after_refusal (GTask *task)
{
  Round *round = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GaMembership) membership =
      ga_reader_get_membership (ga_store_get_reader (round->store), &error);
  g_autofree char *client = membership != NULL ? ga_id_to_string (&membership->client) : NULL;

  g_clear_pointer (&round->pulled, g_bytes_unref);
  round->parts |= GA_SYNC_SEND | round->at;
  if (error != NULL)
    clean_and_end (task, error);
  else if (client != NULL && !g_str_equal (client, ga_server_account_get_client (round->account)))
    ga_server_account_rename_async (round->account, client, NULL, renamed_cb, g_object_ref (task));
  else
    send_on (task);
}

/* What the refusal has come to: the profile may have found a reason of its own in it to stop. */
static GaSyncError
find_reason (Round *round)
{
  g_autoptr (GaMembership) membership =
      ga_reader_get_membership (ga_store_get_reader (round->store), NULL);
  GaSyncError code;

  if (membership != NULL && ga_sync_error_from_code (membership->stopped, &code))
    return code;
  return round->step.code;
}

static void
refusal_taken_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Round *round = g_task_get_task_data (task);
  GError *error = NULL;

  if (!finish_step (task, result, &error))
    fail (task, error);
  else if (round->step.more)
    go_on_after_refusal (task);
  else
    {
      ga_sync_fail (find_reason (round), &error);
      fail (task, error);
    }
}

/* Whether the profile has to be set right after such a refusal; the others pass or are told. */
static gboolean
is_for_profile (GaSyncError code)
{
  return code != GA_SYNC_ERROR_EXPIRED && code != GA_SYNC_ERROR_WAIT &&
         code != GA_SYNC_ERROR_SERVER;
}

static void
take_refusal (GTask *task, const GaServerAnswer *answer)
{
  Round *round = g_task_get_task_data (task);
  GError *error = NULL;

  round->retry_after = MAX (round->retry_after, answer->retry_after);
  if (!is_for_profile (answer->code) || ++round->refusals > MOST_REFUSALS)
    {
      ga_sync_fail (answer->code, &error);
      fail (task, error);
      return;
    }
  round->step.code = answer->code;
  take_step (task, take_refusal_cb, g_bytes_ref (answer->body), refusal_taken_cb);
}

static void
settled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (!finish_step (task, result, &error))
    {
      fail (task, error);
      return;
    }
  tell (g_task_get_task_data (task));
  send_made (task);
}

static void
pushed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (GaServerAnswer) answer =
      ga_server_account_ask_finish (GA_SERVER_ACCOUNT (source), result, &error);

  if (answer != NULL && answer->cut)
    ga_sync_fail (GA_SYNC_ERROR_OFFLINE, &error);
  if (answer == NULL || answer->cut)
    fail (task, error);
  else if (answer->refused)
    take_refusal (task, answer);
  else
    take_step (task, settle_push_cb, g_bytes_ref (answer->body), settled_cb);
}

static void push_on (GTask *task);

/* Whether the push goes without the file: the server then says of each record what it lacks, or of
 * the whole push what is wrong. */
static gboolean
may_do_without (const GError *error)
{
  if (error->domain != GA_SYNC_ERROR)
    return FALSE;
  switch (error->code)
    {
    case GA_SYNC_ERROR_OFFLINE:
    case GA_SYNC_ERROR_SERVER:
    case GA_SYNC_ERROR_WAIT:
    case GA_SYNC_ERROR_EXPIRED:
    case GA_SYNC_ERROR_FOREIGN:
    case GA_SYNC_ERROR_CERTIFICATE:
    case GA_SYNC_ERROR_EXPECT: /* another computer of the account brings it, too */
      return FALSE;
    default:
      return TRUE;
    }
}

static void
file_sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Round *round = g_task_get_task_data (task);
  GError *error = NULL;
  guint retry_after;

  if (!ga_file_send_finish (result, &retry_after, &error) && !may_do_without (error))
    {
      round->retry_after = MAX (round->retry_after, retry_after);
      fail (task, error);
      return;
    }
  g_clear_error (&error);
  push_on (task);
}

static gboolean
look_ahead_cb (GaTransaction *transaction, gpointer user_data, GError **error)
{
  GaSyncAhead *ahead = user_data;
  GBytes *packed;

  if (!ga_sync_look_ahead (transaction, g_get_real_time (), ahead, error))
    return FALSE;
  if (ahead->body != NULL)
    {
      packed = ga_server_link_pack (ahead->body);
      g_bytes_unref (ahead->body);
      ahead->body = packed;
    }
  return TRUE;
}

/* What failed is met again when the next push is made. */
static void
looked_ahead_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  ga_store_transact_finish (GA_STORE (source), result, NULL);
}

static void
send_push (GTask *task)
{
  Round *round = g_task_get_task_data (task);
  gboolean goes_on = round->ahead.part.more;

  ga_server_account_ask_async (round->account, "POST", "/v1/push", round->step.made,
                               g_task_get_cancellable (task), pushed_cb, g_object_ref (task));
  if (goes_on)
    ga_store_sync_async (round->store, look_ahead_cb, &round->ahead, NULL, NULL, looked_ahead_cb,
                         g_object_ref (task));
}

/* Each file is whole and durable there before the record that names it comes. */
static void
push_on (GTask *task)
{
  Round *round = g_task_get_task_data (task);
  GPtrArray *files = round->step.files;
  g_autofree char *sha256 = files->len > 0 ? g_ptr_array_steal_index (files, 0) : NULL;

  if (sha256 != NULL)
    ga_file_send_async (round->store, round->account, sha256, g_task_get_cancellable (task),
                        file_sent_cb, g_object_ref (task));
  else
    send_push (task);
}

/* Sends the push that a step has made; where it made none, all is sent. */
static void
send_made (GTask *task)
{
  Round *round = g_task_get_task_data (task);

  if (round->step.made != NULL)
    push_on (task);
  else if ((round->parts & GA_SYNC_RECEIVE) != 0)
    receive_on (task);
  else
    clean_and_end (task, NULL);
}

static void
push_prepared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (finish_step (task, result, &error))
    send_made (task);
  else
    fail (task, error);
}

static void
send_on (GTask *task)
{
  enter (g_task_get_task_data (task), GA_SYNC_SEND);
  take_step (task, prepare_push_cb, NULL, push_prepared_cb);
}

static gboolean
take_along_cb (GaTransaction *transaction, gpointer user_data, GError **error)
{
  return ga_transaction_take_along (transaction, user_data, error);
}

/* What could not be done, somebody decides. */
static void
taken_along_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Round *round = g_task_get_task_data (task);

  GError *error = NULL;

  if (!finish_step (task, result, &error))
    fail (task, error);
  else if (round->step.followed == 0)
    clean_and_end (task, NULL);
  else
    {
      g_clear_pointer (&round->pulled, g_bytes_unref);
      round->parts |= GA_SYNC_RECEIVE;
      send_on (task);
    }
}

static void
applied_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Round *round = g_task_get_task_data (task);
  GError *error = NULL;

  if (!finish_step (task, result, &error))
    {
      fail (task, error);
      return;
    }
  round->received += ga_sync_count_rows (round->step.text);
  tell (round);
  if (round->cut)
    {
      ga_sync_fail (GA_SYNC_ERROR_OFFLINE, &error);
      fail (task, error);
    }
  else if (round->step.more)
    receive_on (task);
  else if (round->step.come_back)
    /* Others who know of it do the same. */
    ga_store_keep_async (round->store, N_ ("What came late made one"), take_along_cb,
                         &round->step.followed, NULL, g_task_get_cancellable (task), taken_along_cb,
                         g_object_ref (task));
  else
    clean_and_end (task, NULL);
}

/* What came before an answer was cut off counts. */
static void
pulled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Round *round = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GaServerAnswer) answer =
      ga_server_account_ask_finish (GA_SERVER_ACCOUNT (source), result, &error);

  if (answer == NULL)
    fail (task, error);
  else if (answer->refused)
    take_refusal (task, answer);
  else
    {
      round->cut = answer->cut;
      take_step (task, apply_pull_cb, g_bytes_ref (answer->body), applied_cb);
    }
}

static void
pull_prepared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Round *round = g_task_get_task_data (task);
  GError *error = NULL;

  if (!finish_step (task, result, &error))
    {
      fail (task, error);
      return;
    }
  /* The same question again means that nothing came of the answer; asking on would never end. */
  if (round->pulled != NULL && g_bytes_equal (round->pulled, round->step.made))
    {
      ga_sync_fail (GA_SYNC_ERROR_MALFORMED, &error);
      fail (task, error);
      return;
    }
  g_clear_pointer (&round->pulled, g_bytes_unref);
  round->pulled = g_bytes_ref (round->step.made);
  ga_server_account_ask_async (round->account, "POST", "/v1/pull", round->step.made,
                               g_task_get_cancellable (task), pulled_cb, g_object_ref (task));
}

static void
receive_on (GTask *task)
{
  enter (g_task_get_task_data (task), GA_SYNC_RECEIVE);
  take_step (task, prepare_pull_cb, NULL, pull_prepared_cb);
}

/**
 * ga_sync_round_async:
 * @store: of a profile that has joined
 */
void
ga_sync_round_async (GaStore *store,
                     GaServerAccount *account,
                     GaSyncParts parts,
                     GaSyncProgressFunc progress,
                     gpointer progress_data,
                     GDestroyNotify progress_free,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (store, cancellable, callback, user_data);
  Round *round = g_new0 (Round, 1);

  g_task_set_source_tag (task, ga_sync_round_async);
  g_task_set_check_cancellable (task, FALSE);
  round->store = g_object_ref (store);
  round->account = g_object_ref (account);
  round->parts = parts;
  round->progress = progress;
  round->progress_data = progress_data;
  round->progress_free = progress_free;
  g_task_set_task_data (task, round, (GDestroyNotify) round_free);
  if ((parts & GA_SYNC_SEND) != 0)
    send_on (task);
  else
    receive_on (task);
}

gboolean
ga_sync_round_finish (GAsyncResult *result, guint *retry_after, GError **error)
{
  Round *round = g_task_get_task_data (G_TASK (result));

  *retry_after = round->retry_after;
  return g_task_propagate_boolean (G_TASK (result), error);
}
