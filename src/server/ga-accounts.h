/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/ga-database.h"
#include "server/ga-session.h"

G_BEGIN_DECLS

/*
 * Invitations, accounts, computers and tokens. Codes and tokens are kept as hashes only. All within
 * a transaction of the caller's, on a worker thread; errors are of %GA_SYNC_ERROR and
 * %GA_SQL_ERROR. Texts are (transfer full).
 */

#define GA_ACCESS_SECONDS     (15 * 60)
#define GA_REFRESH_SECONDS    (90 * 24 * 3600)
#define GA_GRACE_SECONDS      60
#define GA_FORK_SECONDS       (24 * 3600)
#define GA_INVITATION_SECONDS (14 * 24 * 3600)

/* What joining, signing in and a new token answer. */
typedef struct
{
  char *access;
  char *refresh;
  GaId account;
  char *name;
  char *organisation;
  GaAccess role;
  gint64 tenant;
  GaId lineage;
  gint64 epoch;
  gint64 head;
} GaWelcome;

void ga_welcome_free (GaWelcome *self);

/* An association with nothing in it but the register of kommuner; %GA_SYNC_ERROR_NOT_ALLOWED when
 * there is one of that name. Returns: its number; 0 with an error */
gint64 ga_tenant_create (
    GaSql *sql, GaSchema *schema, const char *organisation, gint64 now, GError **error);

/* @by: 0 for the command line. @grants: (element-type GaGrant). Returns the code, 26 characters of
 * Crockford's base 32 in groups. */
char *ga_invitation_create (GaSql *sql,
                            gint64 tenant,
                            gint64 by,
                            GArray *grants,
                            const char *name,
                            gint64 now,
                            GError **error);

/* @passphrase_hash: (nullable): made by ga_passphrase_hash() on a thread that may take its time */
GaWelcome *ga_accounts_enrol (GaSql *sql,
                              const char *code,
                              const GaId *client,
                              const char *device,
                              const char *passphrase_hash,
                              gint64 now,
                              GError **error);
/* @account: its id or, where only one fits, its name.
 * Two steps, as checking the passphrase takes its time: the hash first, then the computer. */
char *ga_accounts_find_hash (GaSql *sql, const char *account, gint64 *number, GError **error);
GaWelcome *ga_accounts_sign_in (
    GaSql *sql, gint64 account, const GaId *client, const char *device, gint64 now, GError **error);
/* A push from the computer was answered %GA_SYNC_ERROR_FORKED @at that time: for %GA_FORK_SECONDS
 * one copy of it may become a computer of its own. 0: none may. */
gboolean
ga_accounts_note_fork (GaSql *sql, gint64 tenant, gint64 device, gint64 at, GError **error);
/* @client: (nullable): who asks. Another than the token's computer is a copy of it that was told
 * so: it becomes a computer of its own, and the token stays as it is. A token that two hold ends
 * all tokens of its computer: commit also when this fails with %GA_SYNC_ERROR_EXPIRED; and when it
 * fails with %GA_SYNC_ERROR_REVOKED.
 * @last_access: (out) (nullable): with %GA_SYNC_ERROR_REVOKED, what lets the computer push what
 * waited there, and nothing else; none once it has had its turn */
GaWelcome *ga_accounts_renew (GaSql *sql,
                              const char *refresh,
                              const GaId *client,
                              gint64 now,
                              char **last_access,
                              GError **error);
gboolean ga_accounts_set_passphrase (GaSql *sql,
                                     gint64 account,
                                     const char *passphrase_hash,
                                     GError **error);

/* Ends one computer of an account, or an account with all of its computers: each may hand over once
 * what it has not sent. Copies end with their computer. %GA_SYNC_ERROR_UNKNOWN where there is none.
 */
gboolean ga_accounts_revoke_device (
    GaSql *sql, gint64 tenant, gint64 account, gint64 device, gint64 now, GError **error);
gboolean ga_accounts_end (GaSql *sql, gint64 tenant, gint64 account, gint64 now, GError **error);

/* Argon2id, 64 MiB, t=3. Slow: a thread of the pool for it, after sodium_init(). The hash is %NULL
 * where there is no memory for it, which is %GA_SYNC_ERROR_SERVER of the check. */
char *ga_passphrase_hash (const char *passphrase);
gboolean
ga_passphrase_check (const char *passphrase, const char *hash, gboolean *fits, GError **error);

/* Appends to the chain. @action: short English words, `read names`; @subject, @detail: ids and
 * counts, never names. */
gboolean ga_audit_add (GaSql *sql,
                       gint64 tenant,
                       gint64 account,
                       const char *action,
                       const char *subject,
                       const char *detail,
                       gint64 now,
                       GError **error);
/* @wrong: (out): number of the first line that is missing or not as it was written; 0: all well */
gboolean ga_audit_verify (GaSql *sql, gint64 tenant, gint64 *wrong, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GaWelcome, ga_welcome_free)

G_END_DECLS
