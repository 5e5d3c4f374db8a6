/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/client/ga-token-store.h"

G_DEFINE_INTERFACE (GaTokenStore, ga_token_store, G_TYPE_OBJECT)

static void
ga_token_store_default_init (GaTokenStoreInterface *iface)
{
}

/**
 * ga_token_store_load_async:
 * @client: id of the profile on the server, as text
 */
void
ga_token_store_load_async (GaTokenStore *self,
                           const char *client,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_return_if_fail (GA_IS_TOKEN_STORE (self));

  GA_TOKEN_STORE_GET_IFACE (self)->load_async (self, client, cancellable, callback, user_data);
}

/**
 * ga_token_store_load_finish:
 *
 * Returns: (transfer full) (nullable): the token; %NULL without an error when none is kept
 */
char *
ga_token_store_load_finish (GaTokenStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (GA_IS_TOKEN_STORE (self), NULL);

  return GA_TOKEN_STORE_GET_IFACE (self)->load_finish (self, result, error);
}

/**
 * ga_token_store_save_async:
 * @token: (nullable): %NULL forgets the one that is kept
 */
void
ga_token_store_save_async (GaTokenStore *self,
                           const char *client,
                           const char *token,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_return_if_fail (GA_IS_TOKEN_STORE (self));

  GA_TOKEN_STORE_GET_IFACE (self)->save_async (self, client, token, cancellable, callback,
                                               user_data);
}

gboolean
ga_token_store_save_finish (GaTokenStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (GA_IS_TOKEN_STORE (self), FALSE);

  return GA_TOKEN_STORE_GET_IFACE (self)->save_finish (self, result, error);
}
