/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "insight/ga-attendance-cache-private.h"
#include "insight/ga-attendance-reading.h"

/* Past this many records, reading them one by one takes longer than reading all. */
#define MANY_RECORDS 5000

struct _GaAttendanceCache
{
  GObject parent_instance;
  GaStore *store;
  GaMeetingColumns *columns; /* NULL until loaded */
  GHashTable *communities;
  GHashTable *kommuner;
  GHashTable *initiatives;
  gboolean reading;
  GaAttendanceReading *due; /* what changed since the reading that is under way began */
  GPtrArray *waiting;       /* GTask of those who asked for the loading under way */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GaAttendanceCache, ga_attendance_cache, G_TYPE_OBJECT)

static void start_reading (GaAttendanceCache *self);

static void
forget (GaAttendanceCache *self)
{
  g_clear_pointer (&self->columns, ga_meeting_columns_free);
  g_clear_pointer (&self->communities, g_hash_table_unref);
  g_clear_pointer (&self->kommuner, g_hash_table_unref);
  g_clear_pointer (&self->initiatives, g_hash_table_unref);
}

static void
take_answer (GaAttendanceCache *self, GaAttendanceAnswer *answer)
{
  if (answer->columns != NULL)
    {
      g_clear_pointer (&self->columns, ga_meeting_columns_free);
      self->columns = g_steal_pointer (&answer->columns);
    }
  else
    {
      ga_meeting_columns_remove (self->columns, answer->meetings);
      for (guint i = 0; i < answer->totals->len; i++)
        ga_meeting_columns_add (self->columns, &g_array_index (answer->totals, GaMeetingTotal, i));
    }
  if (answer->communities != NULL)
    {
      g_clear_pointer (&self->communities, g_hash_table_unref);
      g_clear_pointer (&self->kommuner, g_hash_table_unref);
      g_clear_pointer (&self->initiatives, g_hash_table_unref);
      self->communities = g_steal_pointer (&answer->communities);
      self->kommuner = g_steal_pointer (&answer->kommuner);
      self->initiatives = g_steal_pointer (&answer->initiatives);
    }
}

static void
answer_waiting (GaAttendanceCache *self, const GError *error)
{
  g_autoptr (GPtrArray) waiting = g_steal_pointer (&self->waiting);

  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < waiting->len; i++)
    {
      GTask *task = g_ptr_array_index (waiting, i);

      if (error != NULL)
        g_task_return_error (task, g_error_copy (error));
      else
        g_task_return_boolean (task, TRUE);
    }
}

static void
add_changes (GArray *ids, const GaChanges *changes, const char *entity)
{
  g_autoptr (GArray) list = ga_changes_list (changes, entity);

  g_array_append_vals (ids, list->data, list->len);
}

static gpointer
read_cb (GaReader *reader, gpointer user_data, GError **error)
{
  return ga_attendance_reading_run (user_data, reader, error);
}

static void
reading_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GaAttendanceCache) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GaAttendanceAnswer) answer = ga_store_read_finish (GA_STORE (source), result, &error);

  self->reading = FALSE;
  if (answer != NULL)
    take_answer (self, answer);
  else
    forget (self);
  answer_waiting (self, error);
  g_signal_emit (self, signals[CHANGED], 0);
  if (self->columns != NULL && !ga_attendance_reading_is_empty (self->due))
    start_reading (self);
}

static void
start_reading (GaAttendanceCache *self)
{
  GaAttendanceReading *reading = g_steal_pointer (&self->due);

  self->due = ga_attendance_reading_new (FALSE);
  self->reading = TRUE;
  if (reading->meetings->len + reading->attendances->len > MANY_RECORDS)
    reading->everything = TRUE;
  ga_store_read_async (self->store, read_cb, reading, (GDestroyNotify) ga_attendance_reading_free,
                       (GDestroyNotify) ga_attendance_answer_free, NULL, reading_done_cb,
                       g_object_ref (self));
}

static void
store_changed_cb (GaStore *store, const GaChanges *changes, GaAttendanceCache *self)
{
  if (self->columns == NULL && !self->reading)
    return;
  if (ga_changes_is_everything (changes))
    self->due->everything = self->due->names = TRUE;
  if (ga_changes_touch (changes, "community") || ga_changes_touch (changes, "kommune") ||
      ga_changes_touch (changes, "initiative"))
    self->due->names = TRUE;
  add_changes (self->due->meetings, changes, "meeting");
  add_changes (self->due->attendances, changes, "attendance");
  if (!self->reading && !ga_attendance_reading_is_empty (self->due))
    start_reading (self);
}

static void
ga_attendance_cache_finalize (GObject *object)
{
  GaAttendanceCache *self = GA_ATTENDANCE_CACHE (object);

  forget (self);
  ga_attendance_reading_free (self->due);
  g_ptr_array_unref (self->waiting);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (ga_attendance_cache_parent_class)->finalize (object);
}

static void
ga_attendance_cache_class_init (GaAttendanceCacheClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ga_attendance_cache_finalize;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
ga_attendance_cache_init (GaAttendanceCache *self)
{
  self->due = ga_attendance_reading_new (FALSE);
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
}

GaAttendanceCache *
ga_attendance_cache_new (GaStore *store)
{
  GaAttendanceCache *self = g_object_new (GA_TYPE_ATTENDANCE_CACHE, NULL);

  self->store = g_object_ref (store);
  g_signal_connect_object (store, "changed", G_CALLBACK (store_changed_cb), self, 0);
  return self;
}

/**
 * ga_attendance_cache_load:
 * @reader: a reader of this thread
 *
 * Reads everything anew and waits for it, some 150 ms for 150,000 meetings: for programs without a
 * window, and for tests.
 *
 * Returns: %FALSE with @error set (#GaStoreError), the cache as it was
 */
gboolean
ga_attendance_cache_load (GaAttendanceCache *self, GaReader *reader, GError **error)
{
  g_autoptr (GaAttendanceReading) reading = ga_attendance_reading_new (TRUE);
  g_autoptr (GaAttendanceAnswer) answer = NULL;

  g_return_val_if_fail (GA_IS_ATTENDANCE_CACHE (self), FALSE);

  answer = ga_attendance_reading_run (reading, reader, error);
  if (answer == NULL)
    return FALSE;
  take_answer (self, answer);
  g_signal_emit (self, signals[CHANGED], 0);
  return TRUE;
}

/**
 * ga_attendance_cache_load_async:
 *
 * Loads the cache off the main thread, unless it is loaded. Who asks while it loads waits with the
 * first.
 */
void
ga_attendance_cache_load_async (GaAttendanceCache *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (GA_IS_ATTENDANCE_CACHE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, ga_attendance_cache_load_async);
  if (self->columns != NULL)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  g_ptr_array_add (self->waiting, g_steal_pointer (&task));
  if (self->reading)
    return;
  self->due->everything = self->due->names = TRUE;
  start_reading (self);
}

/**
 * ga_attendance_cache_load_finish:
 *
 * Returns: %FALSE with @error set (#GaStoreError, or %G_IO_ERROR_CANCELLED)
 */
gboolean
ga_attendance_cache_load_finish (GaAttendanceCache *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
ga_attendance_cache_is_loaded (GaAttendanceCache *self)
{
  g_return_val_if_fail (GA_IS_ATTENDANCE_CACHE (self), FALSE);

  return self->columns != NULL;
}

/**
 * ga_attendance_cache_get_n_meetings:
 *
 * Returns: how many meetings it holds; 0 until it is loaded
 */
guint
ga_attendance_cache_get_n_meetings (GaAttendanceCache *self)
{
  g_return_val_if_fail (GA_IS_ATTENDANCE_CACHE (self), 0);

  return self->columns != NULL ? self->columns->cells->len : 0;
}

const GaMeetingColumns *
ga_attendance_cache_get_columns (GaAttendanceCache *self)
{
  return self->columns;
}

/* (nullable): a community that this user may not see has no name here */
const GaPlaceName *
ga_attendance_cache_find_community (GaAttendanceCache *self, const GaId *id)
{
  return g_hash_table_lookup (self->communities, id);
}

const GaPlaceName *
ga_attendance_cache_find_kommune (GaAttendanceCache *self, const GaId *id)
{
  return g_hash_table_lookup (self->kommuner, id);
}

const GaPlaceName *
ga_attendance_cache_find_initiative (GaAttendanceCache *self, const GaId *id)
{
  return g_hash_table_lookup (self->initiatives, id);
}

GaSchema *
ga_attendance_cache_get_schema (GaAttendanceCache *self)
{
  return ga_store_get_schema (self->store);
}
