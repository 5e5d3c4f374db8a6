/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ga-schema.h"
#include "server/ga-secret.h"
#include "server/ga-sql.h"

G_BEGIN_DECLS

#define GA_INVITATION_SECONDS (14 * 24 * 3600)

/**
 * GaServerInvitation:
 * @hash: of its code, which is kept nowhere
 * @by: account that made it; 0: the command line
 * @name: (nullable): whom it is for
 * @grants: (element-type GaGrant): what it gives
 * @account: who used it; 0: nobody yet
 *
 * What lets somebody in, once. Times are UTC microseconds. All within a transaction of the
 * caller's, on a worker thread; errors are of %GA_SYNC_ERROR, of which %GA_SYNC_ERROR_UNKNOWN says
 * that there is none such (any more), and of %GA_SQL_ERROR.
 */
typedef struct
{
  guint8 hash[GA_SECRET_HASH_SIZE];
  gint64 tenant;
  gint64 by;
  char *name;
  GArray *grants;
  gint64 created;
  gint64 expires;
  gint64 account;
} GaServerInvitation;

/* Begins as zeros. */
void ga_server_invitation_clear (GaServerInvitation *self);

/* @by, @grants, @name: as in #GaServerInvitation. Returns the code, 26 characters of Crockford's
 * base 32 in groups. (transfer full) */
char *ga_server_invitation_create (GaSql *sql,
                                   gint64 tenant,
                                   gint64 by,
                                   GArray *grants,
                                   const char *name,
                                   gint64 now,
                                   GError **error);
/* Looks at one that still serves, or that was used by the computer @client, which may not have
 * heard what became of it. */
gboolean ga_server_invitation_find (GaServerInvitation *self,
                                    GaSql *sql,
                                    const char *code,
                                    const GaId *client,
                                    gint64 now,
                                    GError **error);
/* Uses it up; of two who try one code at once, one gets it. One that was used is found with the
 * account that it was used for, whose answer may have been lost. */
gboolean ga_server_invitation_use (
    GaServerInvitation *self, GaSql *sql, const char *code, gint64 now, GError **error);
gboolean ga_server_invitation_note_account (const GaServerInvitation *self,
                                            GaSql *sql,
                                            gint64 account,
                                            GError **error);
/* Those of a tenant that still serve, the newest first. (element-type GaServerInvitation)
 * (transfer full) */
GArray *ga_server_invitation_list (GaSql *sql, gint64 tenant, gint64 now, GError **error);
/* It serves no longer; ga_server_invitation_fail() where it did not at that moment. */
gboolean ga_server_invitation_withdraw (const GaServerInvitation *self,
                                        GaSql *sql,
                                        gint64 now,
                                        GError **error);

/* Those that an account made serve no longer: some of its access ended, or a computer was lost on
 * which somebody else may have made them. */
gboolean ga_server_invitation_withdraw_all (
    GaSql *sql, gint64 tenant, gint64 account, gint64 now, GError **error);
/* %FALSE, with %GA_SYNC_ERROR_UNKNOWN and a sentence. */
gboolean ga_server_invitation_fail (GError **error);

/* Whom it is for, by whom, what it gives and until when: members of an object in JSON, the comma in
 * front of all but the first included. */
gboolean ga_server_invitation_append_json (
    const GaServerInvitation *self, GaSql *sql, GaSchema *schema, GString *json, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GaServerInvitation, ga_server_invitation_clear)

G_END_DECLS
