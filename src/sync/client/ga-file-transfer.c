/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/client/ga-file-transfer.h"

#include "store/ga-attachments.h"
#include "store/ga-file.h"

/* Large enough to be quick, small enough that little is sent twice. */
#define PART_BYTES (1024 * 1024)

typedef struct
{
  GaStore *store;
  GaServerAccount *account;
  char *sha256;
  char *path; /* on the server */
  gint64 size;
  gint64 have; /* of the other side, or here */
  GBytes *part;
  guint retry_after;
} Transfer;

static void send_on (GTask *task);
static void receive_on (GTask *task);

static void
transfer_free (Transfer *self)
{
  g_clear_pointer (&self->part, g_bytes_unref);
  g_object_unref (self->store);
  g_object_unref (self->account);
  g_free (self->sha256);
  g_free (self->path);
  g_free (self);
}

static GTask *
transfer_new (GaStore *store,
              GaServerAccount *account,
              const char *sha256,
              gint64 size,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  GTask *task = g_task_new (store, cancellable, callback, user_data);
  Transfer *self = g_new0 (Transfer, 1);

  self->store = g_object_ref (store);
  self->account = g_object_ref (account);
  self->sha256 = g_strdup (sha256);
  self->path = g_strconcat ("/v1/files/", sha256, NULL);
  self->size = size;
  g_task_set_task_data (task, self, (GDestroyNotify) transfer_free);
  return task;
}

/* Does something with the disk on another thread. */
static void
do_beside (GTask *task, GTaskThreadFunc func, GAsyncReadyCallback callback)
{
  g_autoptr (GTask) beside =
      g_task_new (NULL, g_task_get_cancellable (task), callback, g_object_ref (task));

  g_task_set_task_data (beside, g_task_get_task_data (task), NULL);
  g_task_run_in_thread (beside, func);
}

static void
return_beside (GTask *beside, gboolean done, GError *error)
{
  if (done)
    g_task_return_boolean (beside, TRUE);
  else
    g_task_return_error (beside, error);
}

static void
fail (GTask *task, GaSyncError code)
{
  GError *error = NULL;

  ga_sync_fail (code, &error);
  g_task_return_error (task, error);
}

/* The answer, unless that was no good: then the task has ended. (transfer full) (nullable) */
static GaServerAnswer *
take_answer (GTask *task, GaServerAccount *account, GAsyncResult *result, gboolean may_be_cut)
{
  Transfer *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GaServerAnswer) answer = ga_server_account_ask_finish (account, result, &error);

  if (answer == NULL)
    {
      g_task_return_error (task, error);
      return NULL;
    }
  self->retry_after = answer->retry_after;
  if (answer->refused || (answer->cut && !may_be_cut))
    {
      fail (task, answer->refused ? answer->code : GA_SYNC_ERROR_OFFLINE);
      return NULL;
    }
  return g_steal_pointer (&answer);
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Transfer *self = g_task_get_task_data (task);
  g_autoptr (GaServerAnswer) answer = take_answer (task, GA_SERVER_ACCOUNT (source), result, FALSE);
  gint64 before = self->have;

  if (answer == NULL)
    return;
  self->have = answer->have;
  if (self->have > before)
    send_on (task);
  else if (self->size == 0)
    g_task_return_boolean (task, TRUE);
  else
    fail (task, GA_SYNC_ERROR_MALFORMED);
}

static void
part_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Transfer *self = g_task_get_task_data (task);
  GaServerRange range = { self->have, 0, self->size };
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, error);
      return;
    }
  range.length = (gint64) g_bytes_get_size (self->part);
  ga_server_account_ask_part_async (self->account, "PUT", self->path, self->part,
                                    self->size > 0 ? &range : NULL, g_task_get_cancellable (task),
                                    sent_cb, g_object_ref (task));
}

static void
read_part_thread_cb (GTask *beside, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Transfer *self = task_data;
  gsize length = (gsize) MIN (self->size - self->have, PART_BYTES);
  GError *error = NULL;

  g_clear_pointer (&self->part, g_bytes_unref);
  self->part = ga_attachment_read (self->store, self->sha256, self->have, length);
  /* Damaged meanwhile. */
  if (self->part == NULL || g_bytes_get_size (self->part) < length)
    ga_sync_fail (GA_SYNC_ERROR_UNKNOWN, &error);
  return_beside (beside, error == NULL, error);
}

static void
send_on (GTask *task)
{
  Transfer *self = g_task_get_task_data (task);

  if (self->have >= self->size && self->size > 0)
    g_task_return_boolean (task, TRUE);
  else
    do_beside (task, read_part_thread_cb, part_read_cb);
}

static void
asked_have_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Transfer *self = g_task_get_task_data (task);
  g_autoptr (GaServerAnswer) answer = take_answer (task, GA_SERVER_ACCOUNT (source), result, FALSE);

  if (answer == NULL)
    return;
  self->have = CLAMP (answer->have, 0, self->size);
  send_on (task);
}

static void
measured_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Transfer *self = g_task_get_task_data (task);
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    ga_server_account_ask_async (self->account, "HEAD", self->path, NULL,
                                 g_task_get_cancellable (task), asked_have_cb, g_object_ref (task));
  else
    g_task_return_error (task, error);
}

static void
measure_thread_cb (GTask *beside, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Transfer *self = task_data;
  GError *error = NULL;

  self->size = ga_attachment_get_size (self->store, self->sha256);
  if (self->size < 0)
    ga_sync_fail (GA_SYNC_ERROR_UNKNOWN, &error);
  return_beside (beside, error == NULL, error);
}

void
ga_file_send_async (GaStore *store,
                    GaServerAccount *account,
                    const char *sha256,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  g_autoptr (GTask) task =
      transfer_new (store, account, sha256, 0, cancellable, callback, user_data);

  g_task_set_source_tag (task, ga_file_send_async);
  do_beside (task, measure_thread_cb, measured_cb);
}

static gboolean
finish (GAsyncResult *result, guint *retry_after, GError **error)
{
  Transfer *self = g_task_get_task_data (G_TASK (result));

  *retry_after = self->retry_after;
  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
ga_file_send_finish (GAsyncResult *result, guint *retry_after, GError **error)
{
  return finish (result, retry_after, error);
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
keep_thread_cb (GTask *beside, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Transfer *self = task_data;
  GError *error = NULL;
  gboolean kept = FALSE;

  if (ga_attachment_keep (self->store, self->sha256, &kept, &error) && !kept)
    ga_sync_fail (GA_SYNC_ERROR_MALFORMED, &error);
  return_beside (beside, kept, error);
}

static void
added_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    receive_on (task);
  else
    g_task_return_error (task, error);
}

static void
add_thread_cb (GTask *beside, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Transfer *self = task_data;
  GError *error = NULL;
  gboolean done = ga_attachment_add (self->store, self->sha256, self->have, self->part, &error);

  if (done)
    self->have += (gint64) g_bytes_get_size (self->part);
  return_beside (beside, done, error);
}

/* What came before the connection broke off counts. */
static void
part_came_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Transfer *self = g_task_get_task_data (task);
  g_autoptr (GaServerAnswer) answer = take_answer (task, GA_SERVER_ACCOUNT (source), result, TRUE);
  gsize length = answer != NULL ? g_bytes_get_size (answer->body) : 0;

  if (answer == NULL)
    return;
  if ((gint64) length > self->size - self->have)
    fail (task, GA_SYNC_ERROR_MALFORMED);
  else if (length == 0)
    fail (task, answer->cut ? GA_SYNC_ERROR_OFFLINE : GA_SYNC_ERROR_MALFORMED);
  else
    {
      g_clear_pointer (&self->part, g_bytes_unref);
      self->part = g_bytes_ref (answer->body);
      do_beside (task, add_thread_cb, added_cb);
    }
}

static void
receive_on (GTask *task)
{
  Transfer *self = g_task_get_task_data (task);
  GaServerRange range = { self->have, MIN (self->size - self->have, PART_BYTES), 0 };

  if (self->have >= self->size)
    do_beside (task, keep_thread_cb, kept_cb);
  else
    ga_server_account_ask_part_async (self->account, "GET", self->path, NULL, &range,
                                      g_task_get_cancellable (task), part_came_cb,
                                      g_object_ref (task));
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Transfer *self = g_task_get_task_data (task);
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    g_task_return_error (task, error);
  else if (self->have < 0)
    g_task_return_boolean (task, TRUE);
  else
    receive_on (task);
}

/* One that is damaged stays until a right one takes its place. An empty file is added as one, so
 * that there is something to give the name to. */
static void
look_thread_cb (GTask *beside, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Transfer *self = task_data;
  g_autofree char *path = ga_attachment_get_path (self->store, self->sha256);
  g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0);
  GError *error = NULL;
  gboolean done = TRUE;

  if (ga_file_is_sound (path, self->sha256))
    self->have = -1;
  else
    done = ga_attachment_look (self->store, self->sha256, &self->have, &error) &&
           (self->size > 0 || ga_attachment_add (self->store, self->sha256, 0, nothing, &error));
  return_beside (beside, done, error);
}

void
ga_file_receive_async (GaStore *store,
                       GaServerAccount *account,
                       const char *sha256,
                       gint64 size,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task =
      transfer_new (store, account, sha256, size, cancellable, callback, user_data);

  g_task_set_source_tag (task, ga_file_receive_async);
  do_beside (task, look_thread_cb, looked_cb);
}

gboolean
ga_file_receive_finish (GAsyncResult *result, guint *retry_after, GError **error)
{
  return finish (result, retry_after, error);
}
