/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/client/ga-server-link.h"
#include "sync/client/ga-token-store.h"

G_BEGIN_DECLS

/**
 * GaServerAccount:
 *
 * Requests of one account, each with an access token that is good. The token lives in memory; when
 * it is near its end, or the server says so, a new one is got for the refresh token, whose
 * successor is kept before anything relies on it. Main thread.
 *
 * Errors are those of #GaServerLink and of #GaTokenStore; %GA_SYNC_ERROR_EXPIRED when there is no
 * token: somebody has to sign in. A refused refresh token is told as a refused request is.
 */
#define GA_TYPE_SERVER_ACCOUNT (ga_server_account_get_type ())
G_DECLARE_FINAL_TYPE (GaServerAccount, ga_server_account, GA, SERVER_ACCOUNT, GObject)

/* @client: id of the profile on the server */
GaServerAccount *
ga_server_account_new (GaServerLink *link, GaTokenStore *tokens, const char *client);
GaServerLink *ga_server_account_get_link (GaServerAccount *self);
const char *ga_server_account_get_client (GaServerAccount *self);

/* Keeps the tokens in what joining answered. Without a keyring they last as long as the program,
 * which is no error. */
void ga_server_account_keep_async (GaServerAccount *self,
                                   JsonObject *welcome,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean
ga_server_account_keep_finish (GaServerAccount *self, GAsyncResult *result, GError **error);

/* The profile has another id from now on, as it was copied. */
void ga_server_account_rename_async (GaServerAccount *self,
                                     const char *client,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean
ga_server_account_rename_finish (GaServerAccount *self, GAsyncResult *result, GError **error);

void ga_server_account_ask_async (GaServerAccount *self,
                                  const char *method,
                                  const char *path,
                                  GBytes *body,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
/* The same for a part of a file: @body is sent, or without one a part is asked for. */
void ga_server_account_ask_part_async (GaServerAccount *self,
                                       const char *method,
                                       const char *path,
                                       GBytes *body,
                                       const GaServerRange *range,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
GaServerAnswer *
ga_server_account_ask_finish (GaServerAccount *self, GAsyncResult *result, GError **error);

G_END_DECLS
