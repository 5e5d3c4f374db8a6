/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ga-access.h"
#include "server/ga-sql.h"

G_BEGIN_DECLS

/**
 * GaSession:
 *
 * Who asks: an account on one computer, and what it was given; what it sees by that #GaRights
 * says. Made anew for each request, or a few
 * seconds old at most. Unchanged once made; any thread.
 *
 * @grants: (element-type GaGrant): as given
 * @counts_only: all its grants are a coordinator's or an administrator's: read through a
 *   %GA_SQL_COUNTS connection
 * @revoked: the computer lost its access; it may push once, into quarantine
 */
typedef struct
{
  gatomicrefcount references;
  gint64 tenant;
  gint64 account;
  GaId account_id;
  gint64 device;
  GaId client;
  char *name;
  char *organisation;
  GArray *grants;
  gboolean counts_only;
  gboolean has_passphrase;
  gboolean revoked;
} GaSession;

GaSession *ga_session_ref (GaSession *self);
void ga_session_unref (GaSession *self);
gboolean ga_session_hosts (const GaSession *self, const GaId *community);
gboolean ga_session_has (const GaSession *self, GaAccess access, const GaSpace *space);
GaAccess ga_session_get_access (const GaSession *self); /* the widest, to show */

/* From an access token; %GA_SYNC_ERROR_EXPIRED, %GA_SYNC_ERROR_REVOKED (then @session is made all
 * the same, with @revoked, for the one push). */
GaSession *ga_session_load (GaSql *sql, const char *access_token, gint64 now, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GaSession, ga_session_unref)

G_END_DECLS
