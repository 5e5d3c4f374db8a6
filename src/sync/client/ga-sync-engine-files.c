/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "store/ga-attachments.h"
#include "sync/client/ga-file-transfer.h"
#include "sync/client/ga-sync-engine-private.h"

/* Files that are not here yet: those asked for at once, the small ones by themselves. */

#define SMALL_BYTES (1024 * 1024)

/* The usual sentences are about codes, and about what is to be sent. */
static void
say_of_file (GError *error)
{
  const char *sentence = NULL;

  if (g_error_matches (error, GA_SYNC_ERROR, GA_SYNC_ERROR_UNKNOWN))
    sentence = _ ("The server does not have the file of this document.");
  else if (g_error_matches (error, GA_SYNC_ERROR, GA_SYNC_ERROR_OFFLINE))
    sentence = _ ("There is no connection. The file can be fetched when there is one.");
  else if (g_error_matches (error, GA_SYNC_ERROR, GA_SYNC_ERROR_MALFORMED))
    sentence = _ ("What came is not the file of this document. Try again. If it stays so, the file "
                  "is damaged on the server: let whoever attached it attach it once more.");
  else if (g_error_matches (error, GA_SYNC_ERROR, GA_SYNC_ERROR_SERVER))
    sentence = _ ("The server has trouble of its own. Try again in a while.");
  if (sentence == NULL)
    return;
  g_free (error->message);
  error->message = g_strdup (sentence);
}

static void
fetched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  guint retry_after;

  if (ga_file_receive_finish (result, &retry_after, &error))
    g_task_return_boolean (task, TRUE);
  else
    {
      say_of_file (error);
      g_task_return_error (task, error);
    }
}

/**
 * ga_sync_engine_fetch_async:
 * @size: bytes of the whole
 *
 * Whether the engine runs or not.
 */
void
ga_sync_engine_fetch_async (GaSyncEngine *self,
                            const char *sha256,
                            gint64 size,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GError *error = NULL;
  GaServerAccount *account = ga_sync_engine_get_account (self, &error);

  g_task_set_source_tag (task, ga_sync_engine_fetch_async);
  if (account == NULL)
    g_task_return_error (task, error);
  else
    ga_file_receive_async (self->store, account, sha256, size, cancellable, fetched_cb,
                           g_object_ref (task));
}

gboolean
ga_sync_engine_fetch_finish (GaSyncEngine *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* What is being fetched in the background. */
typedef struct
{
  GWeakRef *engine;
  GPtrArray *records;
  GaRecord *record;
  GCancellable *cancellable;
} Fetching;

static void fetch_next (Fetching *self);

static void
fetching_free (Fetching *self)
{
  ga_sync_engine_weak_free (self->engine);
  g_clear_pointer (&self->records, g_ptr_array_unref);
  g_clear_object (&self->record);
  g_object_unref (self->cancellable);
  g_free (self);
}

static void
end (Fetching *self)
{
  g_autoptr (GaSyncEngine) engine = g_weak_ref_get (self->engine);

  if (engine != NULL && engine->fetching == self->cancellable)
    g_clear_object (&engine->fetching);
  fetching_free (self);
}

/* One that the server has not got, or no longer shows, is no reason to do without the others; what
 * keeps them all from coming is tried again after the next round. */
static void
small_fetched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fetching *self = user_data;
  g_autoptr (GaSyncEngine) engine = g_weak_ref_get (self->engine);
  g_autoptr (GError) error = NULL;
  guint retry_after;
  gboolean done = ga_file_receive_finish (result, &retry_after, &error);

  if (engine != NULL && done)
    g_signal_emit_by_name (engine, "changed");
  if (done || g_error_matches (error, GA_SYNC_ERROR, GA_SYNC_ERROR_UNKNOWN) ||
      g_error_matches (error, GA_SYNC_ERROR, GA_SYNC_ERROR_MALFORMED))
    fetch_next (self);
  else
    {
      if (engine != NULL)
        engine->files_due = TRUE;
      end (self);
    }
}

static void
fetch_next (Fetching *self)
{
  g_autoptr (GaSyncEngine) engine = g_weak_ref_get (self->engine);

  g_clear_object (&self->record);
  if (engine == NULL || engine->account == NULL || self->records->len == 0 ||
      g_cancellable_is_cancelled (self->cancellable))
    {
      end (self);
      return;
    }
  self->record = g_ptr_array_steal_index (self->records, 0);
  ga_file_receive_async (
      engine->store, engine->account, ga_record_get_text (self->record, "sha256"),
      ga_record_get_integer (self->record, "size"), self->cancellable, small_fetched_cb, self);
}

typedef struct
{
  GaStore *store;
  GPtrArray *found;
} Search;

static gboolean
add_if_away (GaRecord *record, gpointer user_data)
{
  Search *search = user_data;
  gint64 size = ga_record_get_integer (record, "size");

  if (size <= SMALL_BYTES &&
      !ga_attachment_is_here (search->store, ga_record_get_text (record, "sha256"), size))
    g_ptr_array_add (search->found, g_object_ref (record));
  return TRUE;
}

static gpointer
find_small (GaReader *reader, gpointer store, GError **error)
{
  const GaEntity *entity = ga_schema_get (ga_reader_get_schema (reader), "attachment");
  g_autoptr (GaQuery) query = ga_query_new (entity);
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_object_unref);
  Search search = { store, found };

  return ga_reader_for_each (reader, query, add_if_away, &search, error) ? g_steal_pointer (&found)
                                                                         : NULL;
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fetching *self = user_data;

  self->records = ga_store_read_finish (GA_STORE (source), result, NULL);
  if (self->records != NULL)
    fetch_next (self);
  else
    end (self);
}

void
ga_sync_engine_fetch_small (GaSyncEngine *self)
{
  Fetching *fetching;

  if (self->fetching != NULL || !self->files_due)
    return;
  self->files_due = FALSE;
  self->fetching = g_cancellable_new ();
  fetching = g_new0 (Fetching, 1);
  fetching->engine = ga_sync_engine_weak_new (self);
  fetching->cancellable = g_object_ref (self->fetching);
  ga_store_read_async (self->store, find_small, self->store, NULL,
                       (GDestroyNotify) g_ptr_array_unref, self->fetching, found_cb, fetching);
}
