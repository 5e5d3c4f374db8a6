/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <libsecret/secret.h>

#include "sync/client/ga-token-store.h"

/* The user's keyring, through the Secret Service. */

struct _GaTokenKeyring
{
  GObject parent;
};

#define GA_TYPE_TOKEN_KEYRING (ga_token_keyring_get_type ())
G_DECLARE_FINAL_TYPE (GaTokenKeyring, ga_token_keyring, GA, TOKEN_KEYRING, GObject)

static void token_keyring_store_init (GaTokenStoreInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (GaTokenKeyring,
                               ga_token_keyring,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GA_TYPE_TOKEN_STORE,
                                                      token_keyring_store_init))

static const SecretSchema schema = {
  GA_APP_ID,
  SECRET_SCHEMA_NONE,
  { { "client", SECRET_SCHEMA_ATTRIBUTE_STRING }, { NULL, 0 } },
};

/* What the bus says tells a user nothing. */
static void
return_failure (GTask *task, GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, error);
  else
    {
      g_debug ("The keyring failed: %s", error->message);
      g_error_free (error);
      g_task_return_new_error (task, GA_SYNC_ERROR, GA_SYNC_ERROR_UNKNOWN,
                               _ ("There is no keyring on this computer, or it is locked. Unlock "
                                  "it, or sign in when the program starts."));
    }
}

static void
looked_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  char *token = secret_password_lookup_finish (result, &error);

  if (error != NULL)
    return_failure (task, error);
  else
    g_task_return_pointer (task, token, (GDestroyNotify) secret_password_free);
}

static void
token_keyring_load_async (GaTokenStore *store,
                          const char *client,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task = g_task_new (store, cancellable, callback, user_data);

  g_task_set_source_tag (task, token_keyring_load_async);
  secret_password_lookup (&schema, cancellable, looked_up_cb, task, "client", client, NULL);
}

static char *
token_keyring_load_finish (GaTokenStore *store, GAsyncResult *result, GError **error)
{
  char *secret = g_task_propagate_pointer (G_TASK (result), error);
  char *token = g_strdup (secret);

  secret_password_free (secret);
  return token;
}

static void
stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (secret_password_store_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    return_failure (task, error);
}

static void
cleared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  secret_password_clear_finish (result, &error);
  if (error != NULL)
    return_failure (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
token_keyring_save_async (GaTokenStore *store,
                          const char *client,
                          const char *token,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task = g_task_new (store, cancellable, callback, user_data);

  g_task_set_source_tag (task, token_keyring_save_async);
  if (token != NULL)
    secret_password_store (&schema, SECRET_COLLECTION_DEFAULT, _ ("Gangart’s access to its server"),
                           token, cancellable, stored_cb, task, "client", client, NULL);
  else
    secret_password_clear (&schema, cancellable, cleared_cb, task, "client", client, NULL);
}

static gboolean
token_keyring_save_finish (GaTokenStore *store, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
ga_token_keyring_class_init (GaTokenKeyringClass *klass)
{
}

static void
ga_token_keyring_init (GaTokenKeyring *self)
{
}

static void
token_keyring_store_init (GaTokenStoreInterface *iface)
{
  iface->load_async = token_keyring_load_async;
  iface->load_finish = token_keyring_load_finish;
  iface->save_async = token_keyring_save_async;
  iface->save_finish = token_keyring_save_finish;
}

GaTokenStore *
ga_token_keyring_new (void)
{
  return g_object_new (GA_TYPE_TOKEN_KEYRING, NULL);
}
