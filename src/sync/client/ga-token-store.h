/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/ga-sync-error.h"

G_BEGIN_DECLS

/**
 * GaTokenStore:
 *
 * Where the refresh token of a profile is kept: the user's keyring (Secret Service), or for scripts
 * a file of mode 0600; never in the profile, its settings or a log. Main thread. Without a keyring
 * saving and loading fail with %GA_SYNC_ERROR_UNKNOWN, and the user is asked to sign in at start.
 */
#define GA_TYPE_TOKEN_STORE (ga_token_store_get_type ())
G_DECLARE_INTERFACE (GaTokenStore, ga_token_store, GA, TOKEN_STORE, GObject)

struct _GaTokenStoreInterface
{
  GTypeInterface parent;

  void (*load_async) (GaTokenStore *self,
                      const char *client,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data);
  char *(*load_finish) (GaTokenStore *self, GAsyncResult *result, GError **error);
  /* @token: (nullable): %NULL forgets it */
  void (*save_async) (GaTokenStore *self,
                      const char *client,
                      const char *token,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data);
  gboolean (*save_finish) (GaTokenStore *self, GAsyncResult *result, GError **error);
};

void ga_token_store_load_async (GaTokenStore *self,
                                const char *client,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
char *ga_token_store_load_finish (GaTokenStore *self, GAsyncResult *result, GError **error);
void ga_token_store_save_async (GaTokenStore *self,
                                const char *client,
                                const char *token,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean ga_token_store_save_finish (GaTokenStore *self, GAsyncResult *result, GError **error);

GaTokenStore *ga_token_keyring_new (void);
/* @path: a file of this profile alone; it need not be there yet */
GaTokenStore *ga_token_file_new (const char *path);

G_END_DECLS
