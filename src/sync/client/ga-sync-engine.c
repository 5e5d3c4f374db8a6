/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/client/ga-sync-engine-private.h"
#include "sync/client/ga-sync-steps.h"

/* The engine from outside: what starts and stops it, and what it is told. */

#define CLOCKS_SECONDS 15
#define SLEEP_USEC     (10 * G_USEC_PER_SEC)

G_DEFINE_FINAL_TYPE (GaSyncEngine, ga_sync_engine, G_TYPE_OBJECT)

static void
changed_cb (GaStore *store, GaChanges *changes, gpointer user_data)
{
  GaSyncEngine *self = user_data;
  gint64 before = self->waiting;
  g_autoptr (GaMembership) membership = ga_sync_engine_look (self, NULL);

  if (membership == NULL)
    return;
  if (self->waiting != before)
    g_signal_emit_by_name (self, "changed");
  self->changed_meanwhile = TRUE;
  if (self->state == GA_SYNC_ALONE)
    ga_sync_engine_want_soon (self, GA_SYNC_EVERYTHING);
  else if (self->state == GA_SYNC_UP_TO_DATE && self->waiting > 0)
    ga_sync_engine_want_soon (self, GA_SYNC_SEND);
}

static void
network_changed_cb (GNetworkMonitor *monitor, gboolean available, gpointer user_data)
{
  ga_sync_engine_retry_now (user_data);
}

void
ga_sync_engine_look_at_clocks (GaSyncEngine *self, gint64 real, gint64 monotonic)
{
  gint64 gap = real - monotonic;
  gint64 jump = ABS (gap - self->clock_gap);

  self->clock_gap = gap;
  if (jump > SLEEP_USEC)
    ga_sync_engine_retry_now (self);
}

static gboolean
clocks_cb (gpointer user_data)
{
  ga_sync_engine_look_at_clocks (user_data, g_get_real_time (), g_get_monotonic_time ());
  return G_SOURCE_CONTINUE;
}

static void
watch_network (GaSyncEngine *self, GNetworkMonitor *monitor)
{
  g_clear_signal_handler (&self->network_handler, self->monitor);
  g_set_object (&self->monitor, monitor);
  if (self->running)
    self->network_handler =
        g_signal_connect (self->monitor, "network-changed", G_CALLBACK (network_changed_cb), self);
}

void
ga_sync_engine_set_monitor (GaSyncEngine *self, GNetworkMonitor *monitor)
{
  self->monitor_is_given = TRUE;
  watch_network (self, monitor);
}

static void
clean_thread_cb (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;

  if (!ga_sync_clean (source, &error))
    g_debug ("Cleaning waits for the next start: %s", error->message);
  g_task_return_boolean (task, error == NULL);
}

/* What was purged when the program ended too early still has traces. */
static void
clean_if_due (GaSyncEngine *self)
{
  g_autoptr (GTask) task = NULL;

  if (!ga_sync_is_due_for_cleaning (ga_store_get_reader (self->store)))
    return;
  task = g_task_new (self->store, NULL, NULL, NULL);
  g_task_run_in_thread (task, clean_thread_cb);
}

/**
 * ga_sync_engine_start:
 *
 * Does nothing when it runs already.
 */
void
ga_sync_engine_start (GaSyncEngine *self)
{
  g_return_if_fail (GA_IS_SYNC_ENGINE (self));

  if (self->running)
    return;
  self->running = TRUE;
  self->failures = 0;
  self->files_due = TRUE;
  self->wanted = GA_SYNC_EVERYTHING;
  self->clock_gap = g_get_real_time () - g_get_monotonic_time ();
  self->clocks_source = g_timeout_add_seconds (CLOCKS_SECONDS, clocks_cb, self);
  self->changed_handler = g_signal_connect (self->store, "changed", G_CALLBACK (changed_cb), self);
  watch_network (self, self->monitor);
  clean_if_due (self);
  ga_sync_engine_go_on (self);
}

/**
 * ga_sync_engine_stop:
 *
 * Breaks off what is on its way; nothing is lost by that.
 */
void
ga_sync_engine_stop (GaSyncEngine *self)
{
  g_autoptr (GError) error = NULL;

  g_return_if_fail (GA_IS_SYNC_ENGINE (self));

  self->running = FALSE;
  g_clear_handle_id (&self->soon_source, g_source_remove);
  g_clear_handle_id (&self->retry_source, g_source_remove);
  g_clear_handle_id (&self->lock_source, g_source_remove);
  g_clear_handle_id (&self->clocks_source, g_source_remove);
  g_clear_signal_handler (&self->changed_handler, self->store);
  g_clear_signal_handler (&self->network_handler, self->monitor);
  ga_sync_engine_end_wait (self);
  if (self->fetching != NULL)
    g_cancellable_cancel (self->fetching);
  g_clear_object (&self->fetching);
  if (self->round != NULL)
    g_cancellable_cancel (self->round);
  else
    ga_sync_lock_give_back (self->lock);
  g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "");
  ga_sync_engine_fail_asked (self, error);
}

GaSyncState
ga_sync_engine_get_state (GaSyncEngine *self)
{
  return self->state;
}

gint64
ga_sync_engine_get_waiting (GaSyncEngine *self)
{
  return self->waiting;
}

gboolean
ga_sync_engine_is_due (GaSyncEngine *self)
{
  return self->is_due;
}

gint64
ga_sync_engine_get_done (GaSyncEngine *self)
{
  return MAX (self->waiting_at_start - self->waiting, 0);
}

gint64
ga_sync_engine_get_received (GaSyncEngine *self)
{
  return self->received;
}

const char *
ga_sync_engine_get_reason (GaSyncEngine *self)
{
  return self->reason;
}

gint64
ga_sync_engine_get_last_contact (GaSyncEngine *self)
{
  return self->last_contact;
}

GaSyncError
ga_sync_engine_get_reason_code (GaSyncEngine *self)
{
  return self->reason_code;
}

/**
 * ga_sync_engine_sync_async:
 *
 * Whether the engine runs or not.
 */
void
ga_sync_engine_sync_async (GaSyncEngine *self,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task;

  g_return_if_fail (GA_IS_SYNC_ENGINE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, ga_sync_engine_sync_async);
  g_ptr_array_add (self->asked, task);
  ga_sync_engine_go_on (self);
}

gboolean
ga_sync_engine_sync_finish (GaSyncEngine *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
ga_sync_engine_dispose (GObject *object)
{
  GaSyncEngine *self = GA_SYNC_ENGINE (object);

  if (self->store != NULL)
    ga_sync_engine_stop (self);
  g_clear_object (&self->round);
  g_clear_object (&self->account);
  g_clear_object (&self->tokens);
  g_clear_object (&self->store);
  g_clear_object (&self->monitor);
  G_OBJECT_CLASS (ga_sync_engine_parent_class)->dispose (object);
}

static void
ga_sync_engine_finalize (GObject *object)
{
  GaSyncEngine *self = GA_SYNC_ENGINE (object);

  g_clear_pointer (&self->lock, ga_sync_lock_free);
  g_clear_pointer (&self->asked, g_ptr_array_unref);
  g_clear_pointer (&self->answered, g_ptr_array_unref);
  g_free (self->reason);
  G_OBJECT_CLASS (ga_sync_engine_parent_class)->finalize (object);
}

static void
ga_sync_engine_class_init (GaSyncEngineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ga_sync_engine_dispose;
  object_class->finalize = ga_sync_engine_finalize;
  g_signal_new ("changed", GA_TYPE_SYNC_ENGINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                0);
}

static void
ga_sync_engine_init (GaSyncEngine *self)
{
  self->asked = g_ptr_array_new_with_free_func (g_object_unref);
  self->monitor = g_object_ref (g_network_monitor_get_default ());
  self->next_client = ga_id_new ();
}

/**
 * ga_sync_engine_new:
 *
 * Does nothing before it is started or asked.
 */
GaSyncEngine *
ga_sync_engine_new (GaStore *store, GaTokenStore *tokens)
{
  GaSyncEngine *self = g_object_new (GA_TYPE_SYNC_ENGINE, NULL);

  self->store = g_object_ref (store);
  self->tokens = g_object_ref (tokens);
  self->lock = ga_sync_lock_new (ga_store_get_folder (store));
  ga_reader_get_joining (ga_store_get_reader (store), &self->next_client);
  return self;
}
