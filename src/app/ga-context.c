/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/ga-context.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "exchange/ga-profile.h"
#include "store/ga-permission.h"
#include "sync/client/ga-own-roles.h"

struct _GaContext
{
  GObject parent_instance;

  char *folder;
  gboolean example;
  GaStore *store;
  GaSyncEngine *engine;          /* (nullable): of an example, or of what can only be read */
  GaAttendanceCache *attendance; /* (nullable): until somebody asks */
  GSettings *settings;
  char *listed; /* (nullable): the grants for which the account was last listed as host */
};

enum
{
  OPENED,
  SYNC_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GaContext, ga_context, G_TYPE_OBJECT)

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) directory = g_dir_open (folder, 0, NULL);
  const char *name;

  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
        remove_folder (path);
      else
        g_unlink (path);
    }
  g_rmdir (folder);
}

static gboolean
list_as_host (GaTransaction *transaction, gpointer user_data, GError **error)
{
  return ga_own_roles_add (transaction, error);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  ga_store_transact_finish (GA_STORE (source), result, &error);
  if (error != NULL)
    g_message ("Somebody who has joined as host is not listed as one: %s", error->message);
}

/* Lists who has joined as a host among the people of the community. What fails for these grants is
 * told once, and tried again when there are others, or the program starts anew. */
static void
list_own_roles (GaContext *self)
{
  g_autofree char *due = NULL;

  if (ga_sync_engine_get_state (self->engine) == GA_SYNC_UP_TO_DATE)
    due = ga_own_roles_get_due (ga_context_get_reader (self));
  if (due == NULL || g_strcmp0 (due, self->listed) == 0)
    return;
  g_free (self->listed);
  self->listed = g_steal_pointer (&due);
  ga_store_transact_async (self->store, N_ ("Role added"), list_as_host, NULL, NULL, NULL,
                           listed_cb, NULL);
}

static void
engine_changed_cb (GaContext *self)
{
  list_own_roles (self);
  g_signal_emit (self, signals[SYNC_CHANGED], 0);
}

static void
store_changed_cb (GaContext *self, GaChanges *changes)
{
  if (ga_changes_touch (changes, "conflict"))
    g_signal_emit (self, signals[SYNC_CHANGED], 0);
}

/* The keyring keeps the token, or for tests and computers without one a file. */
static GaTokenStore *
make_token_store (void)
{
  const char *path = g_getenv ("GANGART_TOKEN_FILE");

  return path != NULL ? ga_token_file_new (path) : ga_token_keyring_new ();
}

static void
start_engine (GaContext *self)
{
  g_autoptr (GaTokenStore) tokens = NULL;

  g_signal_connect_object (self->store, "changed", G_CALLBACK (store_changed_cb), self,
                           G_CONNECT_SWAPPED);
  if (self->example || ga_store_is_read_only (self->store))
    return;
  tokens = make_token_store ();
  self->engine = ga_sync_engine_new (self->store, tokens);
  g_signal_connect_object (self->engine, "changed", G_CALLBACK (engine_changed_cb), self,
                           G_CONNECT_SWAPPED);
  /* Alone, too: another program may join a server for these data. */
  ga_sync_engine_start (self->engine);
}

static void
ga_context_dispose (GObject *object)
{
  GaContext *self = GA_CONTEXT (object);

  ga_context_close (self);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (ga_context_parent_class)->dispose (object);
}

static void
ga_context_finalize (GObject *object)
{
  GaContext *self = GA_CONTEXT (object);

  g_free (self->folder);
  g_free (self->listed);
  G_OBJECT_CLASS (ga_context_parent_class)->finalize (object);
}

static void
ga_context_class_init (GaContextClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ga_context_dispose;
  object_class->finalize = ga_context_finalize;
  signals[OPENED] = g_signal_new ("opened", GA_TYPE_CONTEXT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
  signals[SYNC_CHANGED] = g_signal_new ("sync-changed", GA_TYPE_CONTEXT, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 0);
}

static void
ga_context_init (GaContext *self)
{
}

/**
 * ga_context_new:
 * @folder: the profile's folder; need not exist
 * @example: a throw-away profile, removed by ga_context_close()
 */
GaContext *
ga_context_new (const char *folder, gboolean example)
{
  GaContext *self = g_object_new (GA_TYPE_CONTEXT, NULL);
  g_autoptr (GSettingsSchema) schema = NULL;

  self->folder = g_strdup (folder);
  self->example = example;
  /* A program that runs from its build folder may lack the schema; it then works without memory. */
  schema =
      g_settings_schema_source_lookup (g_settings_schema_source_get_default (), GA_APP_ID, TRUE);
  if (schema != NULL)
    self->settings = g_settings_new_full (schema, NULL, NULL);
  return self;
}

/**
 * ga_context_has_file: whether the profile has been begun
 */
gboolean
ga_context_has_file (GaContext *self)
{
  g_autofree char *path = g_build_filename (self->folder, "gangart.db", NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static gboolean
take_store (GaContext *self, GaStore *store)
{
  self->store = store;
  if (store != NULL)
    start_engine (self);
  g_signal_emit (self, signals[OPENED], 0);
  return store != NULL;
}

/**
 * ga_context_open: opens the profile; a window makes a new one by ga_context_open_async()
 *
 * Errors are of %GA_STORE_ERROR.
 */
gboolean
ga_context_open (GaContext *self, GError **error)
{
  g_return_val_if_fail (GA_IS_CONTEXT (self), FALSE);
  g_return_val_if_fail (self->store == NULL, FALSE);

  return take_store (self, ga_profile_open (self->folder, error));
}

/**
 * ga_context_wants_work: whether a profile that is there is to be brought up to date first, which
 *   may take long
 */
gboolean
ga_context_wants_work (GaContext *self)
{
  return ga_profile_wants_work (self->folder);
}

static void
open_thread_cb (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;
  GaStore *store = ga_profile_open (task_data, &error);

  if (store != NULL)
    g_task_return_pointer (task, store, g_object_unref);
  else
    g_task_return_error (task, error);
}

/**
 * ga_context_open_async: as ga_context_open(), on a thread, and begins the profile if it is new
 */
void
ga_context_open_async (GaContext *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (GA_IS_CONTEXT (self));
  g_return_if_fail (self->store == NULL);

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_task_data (task, g_strdup (self->folder), g_free);
  g_task_run_in_thread (task, open_thread_cb);
}

gboolean
ga_context_open_finish (GaContext *self, GAsyncResult *result, GError **error)
{
  return take_store (self, g_task_propagate_pointer (G_TASK (result), error));
}

void
ga_context_close (GaContext *self)
{
  g_return_if_fail (GA_IS_CONTEXT (self));

  if (self->engine != NULL)
    ga_sync_engine_stop (self->engine);
  g_clear_object (&self->engine);
  g_clear_object (&self->attendance);
  g_clear_pointer (&self->listed, g_free);
  if (self->store != NULL)
    ga_store_close (self->store);
  g_clear_object (&self->store);
  if (self->example)
    remove_folder (self->folder);
  self->example = FALSE;
}

const char *
ga_context_get_folder (GaContext *self)
{
  return self->folder;
}

gboolean
ga_context_is_example (GaContext *self)
{
  return self->example;
}

/**
 * ga_context_get_store:
 * Returns: (transfer none) (nullable): the store, once opened
 */
GaStore *
ga_context_get_store (GaContext *self)
{
  return self->store;
}

/**
 * ga_context_get_reader:
 * Returns: (transfer none): for short indexed reads on the main thread
 */
GaReader *
ga_context_get_reader (GaContext *self)
{
  return ga_store_get_reader (self->store);
}

/**
 * ga_context_get_attendance:
 * Returns: (transfer none): the one cache of attendance of this store; whoever needs it loads it
 */
GaAttendanceCache *
ga_context_get_attendance (GaContext *self)
{
  g_return_val_if_fail (GA_IS_CONTEXT (self), NULL);
  g_return_val_if_fail (self->store != NULL, NULL);

  if (self->attendance == NULL)
    self->attendance = ga_attendance_cache_new (self->store);
  return self->attendance;
}

const GaEntity *
ga_context_get_entity (GaContext *self, const char *name)
{
  return ga_schema_get (ga_store_get_schema (self->store), name);
}

/**
 * ga_context_get_settings:
 * Returns: (transfer none) (nullable): what the user prefers; %NULL where the schema is not
 * installed
 */
GSettings *
ga_context_get_settings (GaContext *self)
{
  return self->settings;
}

/**
 * ga_context_get_engine:
 * Returns: (transfer none) (nullable): what keeps the profile and its server together; %NULL for an
 *   example, for what can only be read, and while the profile is not open
 */
GaSyncEngine *
ga_context_get_engine (GaContext *self)
{
  return self->engine;
}

/**
 * ga_context_get_sync: how the profile and its server stand to each other
 */
GaSyncSituation
ga_context_get_sync (GaContext *self)
{
  GaSyncSituation situation = { .state = GA_SYNC_ALONE };

  g_return_val_if_fail (GA_IS_CONTEXT (self), situation);

  if (self->store == NULL)
    return situation;
  situation.conflicts = ga_reader_count_conflicts (ga_context_get_reader (self));
  if (self->engine == NULL)
    return situation;
  situation.state = ga_sync_engine_get_state (self->engine);
  situation.code = ga_sync_engine_get_reason_code (self->engine);
  situation.waiting = ga_sync_engine_get_waiting (self->engine);
  situation.rests = situation.waiting > 0 && !ga_sync_engine_is_due (self->engine);
  situation.done = ga_sync_engine_get_done (self->engine);
  situation.received = ga_sync_engine_get_received (self->engine);
  /* Where nothing else is told of what is to be sent; the same number as gangartctl tells. */
  if (situation.waiting == 0 &&
      (situation.state == GA_SYNC_UP_TO_DATE || situation.state == GA_SYNC_OFFLINE ||
       situation.state == GA_SYNC_RETRYING))
    situation.apart = ga_reader_count_apart (ga_context_get_reader (self));
  if (situation.state == GA_SYNC_STOPPED)
    situation.lacks_passphrase = ga_reader_lacks_passphrase (ga_context_get_reader (self));
  return situation;
}
