/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/ga-sync-error.h"

#include <glib/gi18n-lib.h>

/* clang-format off */
G_DEFINE_QUARK (ga-sync-error-quark, ga_sync_error)
/* clang-format on */

typedef struct
{
  const char *code; /* (nullable): what never travels */
  const char *sentence;
} Told;

static const Told told[] = {
  [GA_SYNC_ERROR_MALFORMED] = { "malformed",
                                N_ ("What came over the network cannot be read. It is tried again "
                                    "by itself; if it stays so, update Gangart.") },
  [GA_SYNC_ERROR_TOO_LARGE] = { "too-large", N_ ("This is more than can be sent at once.") },
  [GA_SYNC_ERROR_FOREIGN] = { NULL, N_ ("Something else than the server answers. On a public "
                                        "network, sign in to it in a browser first.") },
  [GA_SYNC_ERROR_EXPIRED] = { "expired",
                              N_ ("Sign in to go on sending and receiving: with your passphrase, or "
                                  "with a new invitation.") },
  [GA_SYNC_ERROR_REVOKED] = { "revoked",
                              N_ ("This computer no longer has access. If it was reported lost and "
                                  "you have it again, sign in with your passphrase; if that is a "
                                  "mistake, ask the person who invited you.") },
  [GA_SYNC_ERROR_NOT_ALLOWED] = { "not-allowed",
                                  N_ ("Your access does not allow that. Ask the person who invited "
                                      "you.") },
  [GA_SYNC_ERROR_UNKNOWN] = { "unknown",
                              N_ ("The server does not know this code. It may have been used "
                                  "already, or be older than 14 days. Ask for a new one.") },
  [GA_SYNC_ERROR_EXPECT] = { "expect", N_ ("Something was left out. It is sent again by itself.") },
  [GA_SYNC_ERROR_FORKED] = { "forked", N_ ("These data have been copied to another computer. This "
                                           "one goes on under a name of its own.") },
  [GA_SYNC_ERROR_EPOCH] = { "epoch", N_ ("The server was restored from a backup. What it lost is "
                                         "sent again by itself.") },
  [GA_SYNC_ERROR_REWOUND] = { "rewound",
                              N_ ("The server has lost data. Nothing is sent until the person who "
                                  "runs it has restored them. What you do is kept here.") },
  [GA_SYNC_ERROR_OTHER_SERVER] = { "other-server",
                                   N_ ("Another database answers than the one these data belong to. "
                                       "Ask the person who runs the server.") },
  [GA_SYNC_ERROR_TOO_OLD] = { "too-old",
                              N_ ("This version of Gangart is too old for the server. Update it; "
                                  "what you do meanwhile is kept here.") },
  [GA_SYNC_ERROR_WAIT] = { "wait", N_ ("Too many tries. Wait a minute and try again.") },
  [GA_SYNC_ERROR_CERTIFICATE] = { NULL,
                                  N_ ("The server cannot show that it is the right one, so nothing "
                                      "was sent. Check the address and the date of this computer; "
                                      "if both are right, tell the person who runs the server.") },
  [GA_SYNC_ERROR_OFFLINE] = { NULL,
                              N_ ("There is no connection to the server. What waits is sent when there is one.") },
  [GA_SYNC_ERROR_SERVER] = { "server",
                             N_ ("The server has trouble of its own. It is tried again by "
                                 "itself.") },
  [GA_SYNC_ERROR_APART] = { NULL, N_ ("Not everything that is here already may be shared.") },
};

const char *
ga_sync_error_to_code (GaSyncError error)
{
  g_return_val_if_fail ((guint) error < G_N_ELEMENTS (told), NULL);

  return told[error].code;
}

gboolean
ga_sync_error_from_code (const char *code, GaSyncError *error)
{
  for (guint i = 0; i < G_N_ELEMENTS (told); i++)
    if (g_strcmp0 (told[i].code, code) == 0 && code != NULL)
      {
        *error = (GaSyncError) i;
        return TRUE;
      }
  return FALSE;
}

const char *
ga_sync_error_get_sentence (GaSyncError error)
{
  g_return_val_if_fail ((guint) error < G_N_ELEMENTS (told), NULL);

  return _ (told[error].sentence);
}

gboolean
ga_sync_fail (GaSyncError code, GError **error)
{
  g_set_error_literal (error, GA_SYNC_ERROR, code, ga_sync_error_get_sentence (code));
  return FALSE;
}
