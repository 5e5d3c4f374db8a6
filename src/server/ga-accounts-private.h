/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/ga-accounts.h"
#include "server/ga-database-private.h"

G_BEGIN_DECLS

/* Grants as they are kept, and as an invitation carries them: `host community:UUID;…`. */

/* Adds those of @account to @grants (element-type GaGrant). */
gboolean ga_grants_load (GaSql *sql, gint64 tenant, gint64 account, GArray *grants, GError **error);
/* Adds those that were taken away from it, as long as that is known, and not given again. */
gboolean
ga_grants_load_ended (GaSql *sql, gint64 tenant, gint64 account, GArray *grants, GError **error);
/* Gives one more, unless the account has it. */
gboolean
ga_grants_add (GaSql *sql, gint64 tenant, gint64 account, const GaGrant *grant, GError **error);
/* Notes when it ended, for what waits on a computer to be sent. */
gboolean ga_grants_remove (
    GaSql *sql, gint64 tenant, gint64 account, const GaGrant *grant, gint64 now, GError **error);
/* From the columns access, place and target, of which the first is @column; %FALSE: damaged, or of
 * a kind of access that this program does not know. */
gboolean ga_grant_read (GaStatement *statement, int column, GaGrant *grant);
/* Of a grant that is taken away already. */
gboolean ga_grants_note_end (
    GaSql *sql, gint64 tenant, gint64 account, const GaGrant *grant, gint64 when, GError **error);
/* @when: (out): when it was last taken away; 0: nobody knows that it was */
gboolean ga_grants_find_end (
    GaSql *sql, gint64 tenant, gint64 account, const GaGrant *grant, gint64 *when, GError **error);
GaAccess ga_grants_get_widest (GArray *grants);

/**
 * GaComputer: what tokens are made for.
 * @family: of its tokens: the refresh tokens that follow from one sign-in
 */
typedef struct
{
  gint64 tenant;
  gint64 account;
  gint64 device;
  gint64 family;
} GaComputer;

/* In front of a statement: `lost` are the numbers of the computer $2 of the tenant $1, of those
 * that were copied from it, and so on. */
#define GA_WITH_COPIES                                                                            \
  "WITH RECURSIVE lost (number) AS (SELECT number FROM device WHERE tenant = $1 AND number = $2 " \
  "UNION SELECT d.number FROM device d JOIN lost l ON d.parent = l.number WHERE d.tenant = $1) "

/* A computer of an account, a new one or the one with that client, and tokens for it. @parent:
 * whose copy it is; 0: nobody's any more */
GaWelcome *ga_accounts_let_in (GaSql *sql,
                               gint64 tenant,
                               gint64 account,
                               const GaId *client,
                               const char *device,
                               gint64 parent,
                               gint64 now,
                               GError **error);
/* A pair of tokens for @computer, told with everything else that joining answers. */
GaWelcome *ga_tokens_issue (GaSql *sql, const GaComputer *computer, gint64 now, GError **error);
/* Ends all tokens of a computer: it must sign in again. */
gboolean ga_tokens_end (GaSql *sql, gint64 tenant, gint64 device, GError **error);

/* Waits until nobody else changes the tenant, and keeps others out until the transaction ends. */
gboolean ga_tenant_lock (GaSql *sql, gint64 tenant, GError **error);

G_END_DECLS
