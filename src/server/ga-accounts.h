/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/ga-database.h"
#include "server/ga-session.h"

G_BEGIN_DECLS

/*
 * Accounts, computers and tokens. Codes and tokens are kept as hashes only. All within
 * a transaction of the caller's, on a worker thread; errors are of %GA_SYNC_ERROR and
 * %GA_SQL_ERROR. Texts are (transfer full).
 */

#define GA_ACCESS_SECONDS  (15 * 60)
#define GA_REFRESH_SECONDS (90 * 24 * 3600)
#define GA_GRACE_SECONDS   60
#define GA_FORK_SECONDS    (24 * 3600)

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

/* A computer that used the code and has not been heard of since is let in once more, as the answer
 * may have been lost.
 * @passphrase_hash: (nullable): made by ga_passphrase_hash() on a thread that may take its time */
GaWelcome *ga_accounts_enrol (GaSql *sql,
                              const char *code,
                              const GaId *client,
                              const char *device,
                              const char *passphrase_hash,
                              gint64 now,
                              GError **error);
/* Gives an account that is there what the invitation gives, and nothing again if it has used it
 * before, as the answer may have been lost. %GA_SYNC_ERROR_OTHER_SERVER where that
 * is another association's: to be rolled back, so that the code still serves there. */
gboolean ga_accounts_accept (
    GaSql *sql, gint64 tenant, gint64 account, const char *code, gint64 now, GError **error);
/* What is the same of a name however it was typed: no capitals, no marks, no blanks too many. */
char *ga_accounts_make_name_key (const char *name);
/* An account that somebody may have meant. */
typedef struct
{
  gint64 number;
  char *hash;        /* of its passphrase */
  gboolean is_known; /* the computer that asks is one of its */
} GaCandidate;

void ga_candidate_free (GaCandidate *self);
/* Returns: (element-type GaCandidate): the accounts that have a passphrase and that id, or that
 * name in whatever capitals, marks and blanks; those alone that know the computer @client, if
 * any does. People of one name are in many associations: the passphrase tells them apart. Two
 * steps, as checking it takes its time: this first, then the computer. */
GPtrArray *ga_accounts_find (GaSql *sql, const char *typed, const GaId *client, GError **error);
/* What signing in would give. @grants: (element-type GaGrant): it is added to them */
gboolean
ga_accounts_look (GaSql *sql, gint64 account, gint64 *tenant, GArray *grants, GError **error);
GaWelcome *ga_accounts_sign_in (
    GaSql *sql, gint64 account, const GaId *client, const char *device, gint64 now, GError **error);
/* A push from the computer was answered %GA_SYNC_ERROR_FORKED @at that time: for %GA_FORK_SECONDS
 * one copy of it may become a computer of its own. 0: none may. */
gboolean
ga_accounts_note_fork (GaSql *sql, gint64 tenant, gint64 device, gint64 at, GError **error);
/* @client: (nullable): who asks. Another than the token's computer is a copy of it that was told
 * so: it becomes a computer of its own, and the token stays as it is. A token that two hold ends
 * all tokens of its computer: commit also when this fails with %GA_SYNC_ERROR_EXPIRED; and when it
 * fails with %GA_SYNC_ERROR_REVOKED. %GA_SYNC_ERROR_SERVER where the token may serve yet, as the
 * clock is in doubt (ga-server-clock.h).
 * @detail: (out) (nullable): with %GA_SYNC_ERROR_REVOKED, members of the refusal: ga_life_tell(),
 * and what lets the computer push what waited there, and nothing else, until it has had its turn */
GaWelcome *ga_accounts_renew (
    GaSql *sql, const char *refresh, const GaId *client, gint64 now, char **detail, GError **error);
/* @old_hash: (nullable): which was found; %GA_SYNC_ERROR_NOT_ALLOWED with a sentence if there is
 * another by now */
gboolean ga_accounts_set_passphrase (
    GaSql *sql, gint64 account, const char *old_hash, const char *passphrase_hash, GError **error);

/* Ends an account with all of its computers: each may hand over once what it has not sent. */
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
