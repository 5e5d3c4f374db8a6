/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * GaSyncError: what may keep a profile and the server apart; as codes on the wire, see
 * docs/sync-protocol.md.
 * @GA_SYNC_ERROR_MALFORMED: what came is not what the protocol says, or cut off
 * @GA_SYNC_ERROR_TOO_LARGE: more than is read
 * @GA_SYNC_ERROR_FOREIGN: the answer is not the server's (a captive portal, another page)
 * @GA_SYNC_ERROR_EXPIRED: the access token is no longer good
 * @GA_SYNC_ERROR_REVOKED: this computer has no access any more
 * @GA_SYNC_ERROR_NOT_ALLOWED: the account may not do that
 * @GA_SYNC_ERROR_UNKNOWN: no such thing: an invitation, an account, a row
 * @GA_SYNC_ERROR_EXPECT: a push was left out
 * @GA_SYNC_ERROR_FORKED: the profile was copied; the number was used by the other
 * @GA_SYNC_ERROR_EPOCH: the server was restored from a backup
 * @GA_SYNC_ERROR_REWOUND: the server lost data without a restore
 * @GA_SYNC_ERROR_OTHER_SERVER: another database than the one joined
 * @GA_SYNC_ERROR_TOO_OLD: the program is too old for the server
 * @GA_SYNC_ERROR_WAIT: too many tries; later
 * @GA_SYNC_ERROR_CERTIFICATE: the server's certificate is not to be trusted
 * @GA_SYNC_ERROR_OFFLINE: no connection
 * @GA_SYNC_ERROR_SERVER: the server has trouble of its own
 * @GA_SYNC_ERROR_APART: what the profile holds may not all go along where it would join
 *
 * Messages are whole translated sentences that say what to do next.
 */
typedef enum
{
  GA_SYNC_ERROR_MALFORMED,
  GA_SYNC_ERROR_TOO_LARGE,
  GA_SYNC_ERROR_FOREIGN,
  GA_SYNC_ERROR_EXPIRED,
  GA_SYNC_ERROR_REVOKED,
  GA_SYNC_ERROR_NOT_ALLOWED,
  GA_SYNC_ERROR_UNKNOWN,
  GA_SYNC_ERROR_EXPECT,
  GA_SYNC_ERROR_FORKED,
  GA_SYNC_ERROR_EPOCH,
  GA_SYNC_ERROR_REWOUND,
  GA_SYNC_ERROR_OTHER_SERVER,
  GA_SYNC_ERROR_TOO_OLD,
  GA_SYNC_ERROR_WAIT,
  GA_SYNC_ERROR_CERTIFICATE,
  GA_SYNC_ERROR_OFFLINE,
  GA_SYNC_ERROR_SERVER,
  GA_SYNC_ERROR_APART,
} GaSyncError;

#define GA_SYNC_ERROR (ga_sync_error_quark ())
GQuark ga_sync_error_quark (void);

/* The code on the wire, and back; %NULL and %FALSE for what never travels. */
const char *ga_sync_error_to_code (GaSyncError error);
gboolean ga_sync_error_from_code (const char *code, GaSyncError *error);
const char *ga_sync_error_get_sentence (GaSyncError error);
/* Sets @error with the usual sentence; returns %FALSE. */
gboolean ga_sync_fail (GaSyncError code, GError **error);

G_END_DECLS
