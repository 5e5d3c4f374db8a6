/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "sync/client/ga-token-store.h"

/* A token in a file that only its owner may read, for scripts and computers without a keyring. */

#define MOST_BYTES 4096

struct _GaTokenFile
{
  GObject parent;

  char *path;
};

#define GA_TYPE_TOKEN_FILE (ga_token_file_get_type ())
G_DECLARE_FINAL_TYPE (GaTokenFile, ga_token_file, GA, TOKEN_FILE, GObject)

static void token_file_store_init (GaTokenStoreInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (GaTokenFile,
                               ga_token_file,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GA_TYPE_TOKEN_STORE, token_file_store_init))

static void
fail (GTask *task, const char *path, int number)
{
  g_autofree char *name = g_filename_display_name (path);

  g_task_return_new_error (task, G_IO_ERROR, (int) g_io_error_from_errno (number),
                           /* Translators: a file, and what the system says. */
                           _ ("The token in “%1$s” cannot be read or written: %2$s."), name,
                           g_strerror (number));
}

static void
load_thread_cb (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GaTokenFile *self = source;
  g_autofree char *token = NULL;
  GStatBuf info;
  gsize length;

  if (g_stat (self->path, &info) != 0)
    {
      if (errno == ENOENT)
        g_task_return_pointer (task, NULL, NULL);
      else
        fail (task, self->path, errno);
      return;
    }
  if ((info.st_mode & 077) != 0)
    {
      g_autofree char *name = g_filename_display_name (self->path);

      g_task_return_new_error (task, GA_SYNC_ERROR, GA_SYNC_ERROR_NOT_ALLOWED,
                               _ ("Others may read the file “%s”. Take that leave from them "
                                  "(mode 0600), and try again."),
                               name);
      return;
    }
  if (info.st_size > MOST_BYTES || !g_file_get_contents (self->path, &token, &length, NULL) ||
      memchr (token, '\0', length) != NULL)
    {
      fail (task, self->path, EINVAL);
      return;
    }
  g_strstrip (token);
  g_task_return_pointer (task, *token != '\0' ? g_steal_pointer (&token) : NULL, g_free);
}

static void
token_file_load_async (GaTokenStore *store,
                       const char *client,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (store, cancellable, callback, user_data);

  g_task_set_source_tag (task, token_file_load_async);
  g_task_run_in_thread (task, load_thread_cb);
}

static char *
token_file_load_finish (GaTokenStore *store, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* The old token stays until the new one is on the disk: one of them always works. */
static void
save_thread_cb (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GaTokenFile *self = source;
  const char *token = task_data;
  g_autofree char *line = NULL;
  g_autoptr (GError) local = NULL;

  if (token == NULL)
    {
      if (g_unlink (self->path) == 0 || errno == ENOENT)
        g_task_return_boolean (task, TRUE);
      else
        fail (task, self->path, errno);
      return;
    }
  line = g_strconcat (token, "\n", NULL);
  /* Newer GLib gives the new file the mode of the old one. */
  g_chmod (self->path, 0600);
  if (g_file_set_contents_full (self->path, line, -1,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                &local))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&local));
}

static void
token_file_save_async (GaTokenStore *store,
                       const char *client,
                       const char *token,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (store, cancellable, callback, user_data);

  g_task_set_source_tag (task, token_file_save_async);
  g_task_set_task_data (task, g_strdup (token), g_free);
  g_task_run_in_thread (task, save_thread_cb);
}

static gboolean
token_file_save_finish (GaTokenStore *store, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
ga_token_file_finalize (GObject *object)
{
  g_free (GA_TOKEN_FILE (object)->path);
  G_OBJECT_CLASS (ga_token_file_parent_class)->finalize (object);
}

static void
ga_token_file_class_init (GaTokenFileClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ga_token_file_finalize;
}

static void
ga_token_file_init (GaTokenFile *self)
{
}

static void
token_file_store_init (GaTokenStoreInterface *iface)
{
  iface->load_async = token_file_load_async;
  iface->load_finish = token_file_load_finish;
  iface->save_async = token_file_save_async;
  iface->save_finish = token_file_save_finish;
}

GaTokenStore *
ga_token_file_new (const char *path)
{
  GaTokenFile *self = g_object_new (GA_TYPE_TOKEN_FILE, NULL);

  self->path = g_canonicalize_filename (path, NULL);
  return GA_TOKEN_STORE (self);
}
