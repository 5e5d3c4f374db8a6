/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "store/ga-store-private.h"

/* The writer thread, and everything that is asked of it: acts, undo and redo, restoring. */

#define RECEIVED N_ ("Received")

typedef struct _Job Job;

/* What the writer thread is asked to do. With a task its result goes there; without, somebody
 * waits. */
struct _Job
{
  GaActKind kind;
  char *label;
  GaTransactFunc func;
  gpointer func_data;
  GDestroyNotify func_data_free;
  GaWriterFunc writer_func; /* instead of a transaction */
  gint64 wanted;            /* the act to undo */
  GaUndone *undone;
  GTask *task;
  GError *error;
  gint64 act;
  gboolean ok;
  gboolean quit;
  gboolean done;
  GMutex mutex;
  GCond cond;
};

static Job *
job_new (GaActKind kind, const char *label)
{
  Job *job = g_new0 (Job, 1);

  job->kind = kind;
  job->label = g_strdup (label);
  g_mutex_init (&job->mutex);
  g_cond_init (&job->cond);
  return job;
}

static void
job_free (Job *job)
{
  if (job->func_data_free != NULL)
    job->func_data_free (job->func_data);
  g_clear_pointer (&job->undone, ga_undone_free);
  g_clear_error (&job->error);
  g_clear_object (&job->task);
  g_mutex_clear (&job->mutex);
  g_cond_clear (&job->cond);
  g_free (job->label);
  g_free (job);
}

static gboolean
undo_body (GaTransaction *transaction, gpointer user_data, GError **error)
{
  Job *job = user_data;
  GaDb *db = ga_transaction_get_db (transaction);
  gint64 act;

  job->undone = g_new0 (GaUndone, 1);
  if (job->kind == GA_ACT_UNDO)
    return ga_undo_find (db, job->wanted, &act, &job->undone->label, error) &&
           ga_undo_apply (transaction, act, &job->undone->kept, error);
  return ga_redo_find (db, &act, &job->undone->label, error) &&
         ga_redo_apply (transaction, act, &job->undone->kept, error);
}

static void
work (GaStore *self, Job *job)
{
  GCancellable *cancellable = job->task != NULL ? g_task_get_cancellable (job->task) : NULL;

  if (self->read_only)
    job->ok = ga_store_refuse_writing (self, &job->error);
  else if (job->writer_func != NULL)
    job->ok = ga_db_set_relaxed (self->write_db, FALSE, &job->error) &&
              job->writer_func (self, self->write_db, job->func_data, &job->error);
  else
    {
      gboolean leaves_trace;

      job->ok = ga_transaction_run (self->write_db, self->write_reader, job->kind, job->label,
                                    job->func != NULL ? job->func : undo_body,
                                    job->func != NULL ? job->func_data : job, cancellable,
                                    &job->act, &leaves_trace, &job->error);
      if (leaves_trace)
        {
          ga_store_touch_stamp (self, job->act);
          ga_store_tell (self);
        }
    }
}

static void
answer (GaStore *self, Job *job)
{
  GTask *task = job->task;

  if (task == NULL)
    {
      g_mutex_lock (&job->mutex);
      job->done = TRUE;
      g_cond_signal (&job->cond);
      g_mutex_unlock (&job->mutex);
      return;
    }
  if (!job->ok)
    g_task_return_error (task, g_steal_pointer (&job->error));
  else if (job->func != NULL)
    g_task_return_int (task, job->act);
  else
    g_task_return_pointer (task, g_steal_pointer (&job->undone), (GDestroyNotify) ga_undone_free);
  ga_store_free_at_home (self, job, (GDestroyNotify) job_free);
}

static gpointer
writer_cb (gpointer user_data)
{
  GaStore *self = user_data;

  while (TRUE)
    {
      Job *job = g_async_queue_pop (self->jobs);

      if (job->quit)
        {
          job_free (job);
          return NULL;
        }
      work (self, job);
      answer (self, job);
    }
}

/* Hands @job to the writer thread; without a task, waits for it. */
static void
submit (GaStore *self, Job *job)
{
  gboolean waits = job->task == NULL;

  g_async_queue_push (self->jobs, job);
  if (!waits)
    return;
  g_mutex_lock (&job->mutex);
  while (!job->done)
    g_cond_wait (&job->cond, &job->mutex);
  g_mutex_unlock (&job->mutex);
}

gboolean
ga_store_on_writer (GaStore *self, GaWriterFunc func, gpointer user_data, GError **error)
{
  Job *job = job_new (GA_ACT_EDIT, NULL);
  gboolean ok;

  job->writer_func = func;
  job->func_data = user_data;
  submit (self, job);
  ok = job->ok;
  if (!ok)
    g_propagate_error (error, g_steal_pointer (&job->error));
  job_free (job);
  return ok;
}

void
ga_store_start_writer (GaStore *self)
{
  self->writer = g_thread_new ("ga-writer", writer_cb, self);
}

/* Waits until all that was asked for is done. */
void
ga_store_stop_writer (GaStore *self)
{
  Job *job;

  if (self->writer == NULL)
    return;
  job = job_new (GA_ACT_EDIT, NULL);
  job->quit = TRUE;
  g_async_queue_push (self->jobs, job);
  g_clear_pointer (&self->writer, g_thread_join);
}

/* @job, @task: (transfer full) */
static void
submit_act (GaStore *self,
            Job *job,
            GaTransactFunc func,
            gpointer func_data,
            GDestroyNotify func_data_free,
            GTask *task)
{
  job->func = func;
  job->func_data = func_data;
  job->func_data_free = func_data_free;
  job->task = task;
  /* Once committed it is done, whatever was cancelled meanwhile. */
  g_task_set_check_cancellable (job->task, FALSE);
  submit (self, job);
}

/**
 * ga_store_transact_async:
 * @label: msgid of what the user does, for history and undo
 * @func: (scope async): the body, run on the writer thread
 * @func_data: for @func; freed with @func_data_free on the thread of the store when done
 */
void
ga_store_transact_async (GaStore *self,
                         const char *label,
                         GaTransactFunc func,
                         gpointer func_data,
                         GDestroyNotify func_data_free,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_return_if_fail (GA_IS_STORE (self));

  submit_act (self, job_new (GA_ACT_EDIT, label), func, func_data, func_data_free,
              g_task_new (self, cancellable, callback, user_data));
}

/**
 * ga_store_sync_async:
 *
 * As ga_store_transact_async(), for what comes from the server or is told to it: no act of the
 * user's, so never undone nor sent. Finish with ga_store_transact_finish().
 */
void
ga_store_sync_async (GaStore *self,
                     GaTransactFunc func,
                     gpointer func_data,
                     GDestroyNotify func_data_free,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_return_if_fail (GA_IS_STORE (self));

  submit_act (self, job_new (GA_ACT_SYNC, RECEIVED), func, func_data, func_data_free,
              g_task_new (self, cancellable, callback, user_data));
}

/**
 * ga_store_keep_async:
 * @label: msgid, for history
 *
 * As ga_store_transact_async(), for what the program does by itself: sent like an act of the
 * user's, but none that undo takes back. Finish with ga_store_transact_finish().
 */
void
ga_store_keep_async (GaStore *self,
                     const char *label,
                     GaTransactFunc func,
                     gpointer func_data,
                     GDestroyNotify func_data_free,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_return_if_fail (GA_IS_STORE (self));

  submit_act (self, job_new (GA_ACT_KEEP, label), func, func_data, func_data_free,
              g_task_new (self, cancellable, callback, user_data));
}

/**
 * ga_store_transact_finish:
 *
 * Returns: the number of the act, for ga_store_undo_async(); 0 with @error set
 */
gint64
ga_store_transact_finish (GaStore *self, GAsyncResult *result, GError **error)
{
  gssize act = g_task_propagate_int (G_TASK (result), error);

  return MAX (act, 0);
}

static gint64
act_blocking (GaStore *self, Job *job, GaTransactFunc func, gpointer func_data, GError **error)
{
  gint64 act;

  job->func = func;
  job->func_data = func_data;
  submit (self, job);
  act = job->ok ? job->act : 0;
  if (!job->ok)
    g_propagate_error (error, g_steal_pointer (&job->error));
  job_free (job);
  return act;
}

/**
 * ga_store_transact:
 *
 * Blocks until the writer thread has done it; for programs without a window and for tests.
 *
 * Returns: the number of the act; 0 with @error set
 */
gint64
ga_store_transact (
    GaStore *self, const char *label, GaTransactFunc func, gpointer func_data, GError **error)
{
  g_return_val_if_fail (GA_IS_STORE (self), 0);

  return act_blocking (self, job_new (GA_ACT_EDIT, label), func, func_data, error);
}

/**
 * ga_store_sync:
 *
 * As ga_store_sync_async(), blocking.
 */
gint64
ga_store_sync (GaStore *self, GaTransactFunc func, gpointer func_data, GError **error)
{
  g_return_val_if_fail (GA_IS_STORE (self), 0);

  return act_blocking (self, job_new (GA_ACT_SYNC, RECEIVED), func, func_data, error);
}

/**
 * ga_store_keep:
 *
 * As ga_store_keep_async(), blocking.
 */
gint64
ga_store_keep (
    GaStore *self, const char *label, GaTransactFunc func, gpointer func_data, GError **error)
{
  g_return_val_if_fail (GA_IS_STORE (self), 0);

  return act_blocking (self, job_new (GA_ACT_KEEP, label), func, func_data, error);
}

static gboolean
put_records (GaTransaction *transaction, gpointer user_data, GError **error)
{
  GPtrArray *records = user_data;

  for (guint i = 0; i < records->len; i++)
    if (!ga_transaction_put (transaction, g_ptr_array_index (records, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
delete_records (GaTransaction *transaction, gpointer user_data, GError **error)
{
  GPtrArray *records = user_data;

  for (guint i = 0; i < records->len; i++)
    {
      GaRecord *record = g_ptr_array_index (records, i);

      if (!ga_transaction_delete (transaction, ga_record_get_entity (record),
                                  ga_record_get_id (record), error))
        return FALSE;
    }
  return TRUE;
}

/**
 * ga_store_put_async:
 * @records: (element-type GaRecord): not to be touched before it is done
 *
 * Creates or changes all of them or none. Finish with ga_store_transact_finish().
 */
void
ga_store_put_async (GaStore *self,
                    const char *label,
                    GPtrArray *records,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  ga_store_transact_async (self, label, put_records, g_ptr_array_ref (records),
                           (GDestroyNotify) g_ptr_array_unref, cancellable, callback, user_data);
}

/**
 * ga_store_put:
 *
 * As ga_store_put_async(), blocking.
 */
gint64
ga_store_put (GaStore *self, const char *label, GPtrArray *records, GError **error)
{
  return ga_store_transact (self, label, put_records, records, error);
}

/**
 * ga_store_delete_async:
 *
 * Deletes all of them, with what depends on them, or none. Finish with ga_store_transact_finish().
 */
void
ga_store_delete_async (GaStore *self,
                       const char *label,
                       GPtrArray *records,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  ga_store_transact_async (self, label, delete_records, g_ptr_array_ref (records),
                           (GDestroyNotify) g_ptr_array_unref, cancellable, callback, user_data);
}

static void
submit_undo (GaStore *self,
             Job *job,
             gint64 wanted,
             GCancellable *cancellable,
             GAsyncReadyCallback callback,
             gpointer user_data)
{
  job->wanted = wanted;
  job->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_check_cancellable (job->task, FALSE);
  submit (self, job);
}

/**
 * ga_store_undo_async:
 * @transaction: the act to take back, or 0 for the newest
 */
void
ga_store_undo_async (GaStore *self,
                     gint64 transaction,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_return_if_fail (GA_IS_STORE (self));

  submit_undo (self, job_new (GA_ACT_UNDO, N_ ("Undo")), transaction, cancellable, callback,
               user_data);
}

/**
 * ga_store_redo_async:
 *
 * Does again what was undone last. Finish with ga_store_undo_finish().
 */
void
ga_store_redo_async (GaStore *self,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_return_if_fail (GA_IS_STORE (self));

  submit_undo (self, job_new (GA_ACT_REDO, N_ ("Redo")), 0, cancellable, callback, user_data);
}

/**
 * ga_store_undo_finish:
 *
 * Returns: (transfer full) (nullable): what was taken back; %GA_STORE_ERROR_NOTHING when there is
 * none
 */
GaUndone *
ga_store_undo_finish (GaStore *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static GaUndone *
undo_blocking (GaStore *self, Job *job, GError **error)
{
  GaUndone *undone = NULL;

  submit (self, job);
  if (job->ok)
    undone = g_steal_pointer (&job->undone);
  else
    g_propagate_error (error, g_steal_pointer (&job->error));
  job_free (job);
  return undone;
}

GaUndone *
ga_store_undo (GaStore *self, gint64 transaction, GError **error)
{
  Job *job = job_new (GA_ACT_UNDO, N_ ("Undo"));

  job->wanted = transaction;
  return undo_blocking (self, job, error);
}

GaUndone *
ga_store_redo (GaStore *self, GError **error)
{
  return undo_blocking (self, job_new (GA_ACT_REDO, N_ ("Redo")), error);
}

void
ga_undone_free (GaUndone *self)
{
  g_free (self->label);
  g_free (self);
}
