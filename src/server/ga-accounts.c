/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/ga-accounts.h"

#include "server/ga-accounts-private.h"
#include "server/ga-secret.h"
#include "sync/ga-sync-error.h"

typedef struct
{
  gint64 tenant;
  gint64 by;
  char *name;
  GArray *grants;
} Invitation;

static void
invitation_clear (Invitation *self)
{
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->grants, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Invitation, invitation_clear)

char *
ga_invitation_create (GaSql *sql,
                      gint64 tenant,
                      gint64 by,
                      GArray *grants,
                      const char *name,
                      gint64 now,
                      GError **error)
{
  g_autofree char *code = ga_secret_new_code ();
  g_autofree char *plain = ga_secret_read_code (code);
  g_autofree char *access = ga_grants_to_text (grants);
  guint8 hash[GA_SECRET_HASH_SIZE];
  GaStatement *statement = ga_sql_prepare (
      sql,
      "INSERT INTO invitation (hash, tenant, \"by\", name, access, created, expires) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7)",
      error);

  if (statement == NULL)
    return NULL;
  ga_secret_hash (plain, hash);
  ga_statement_bind_bytes (statement, 1, hash, sizeof hash);
  ga_statement_bind_integer (statement, 2, tenant);
  ga_statement_bind_integer (statement, 3, by);
  ga_statement_bind_text (statement, 4, name);
  ga_statement_bind_text (statement, 5, access);
  ga_statement_bind_integer (statement, 6, now);
  ga_statement_bind_integer (statement, 7, now + (gint64) GA_INVITATION_SECONDS * G_USEC_PER_SEC);
  return ga_statement_run (statement, error) ? g_steal_pointer (&code) : NULL;
}

/* Used and looked at in one statement: of two who try one code at once, one gets it. */
static gboolean
use_invitation (GaSql *sql, const char *code, gint64 now, Invitation *invitation, GError **error)
{
  g_autofree char *plain = ga_secret_read_code (code);
  guint8 hash[GA_SECRET_HASH_SIZE];
  GaStatement *statement =
      ga_sql_prepare (sql,
                      "UPDATE invitation SET used = $1 WHERE hash = $2 AND used IS NULL "
                      "AND expires > $1 RETURNING tenant, \"by\", name, access",
                      error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  if (plain == NULL)
    {
      ga_sync_fail (GA_SYNC_ERROR_UNKNOWN, error);
      return FALSE;
    }
  ga_secret_hash (plain, hash);
  ga_statement_bind_integer (statement, 1, now);
  ga_statement_bind_bytes (statement, 2, hash, sizeof hash);
  if (!ga_statement_step (statement, &row, error))
    return FALSE;
  if (!row)
    {
      ga_sync_fail (GA_SYNC_ERROR_UNKNOWN, error);
      return FALSE;
    }
  invitation->tenant = ga_statement_get_integer (statement, 0);
  invitation->by = ga_statement_get_integer (statement, 1);
  invitation->name = g_strdup (ga_statement_get_text (statement, 2));
  invitation->grants = ga_grants_parse (ga_statement_get_text (statement, 3));
  ga_statement_reset (statement);
  return TRUE;
}

static gboolean
add_account (GaSql *sql,
             const Invitation *invitation,
             const char *passphrase_hash,
             gint64 now,
             gint64 *number,
             GError **error)
{
  GaId id = ga_id_new ();
  GaStatement *statement =
      ga_sql_prepare (sql,
                      "INSERT INTO account (tenant, number, id, name, passphrase, created) "
                      "VALUES ($1, $2, $3, $4, $5, $6)",
                      error);

  if (statement == NULL || !ga_meta_count_up (sql, "account", number, error))
    return FALSE;
  ga_statement_bind_integer (statement, 1, invitation->tenant);
  ga_statement_bind_integer (statement, 2, *number);
  ga_statement_bind_id (statement, 3, &id);
  ga_statement_bind_text (statement, 4, invitation->name);
  ga_statement_bind_text (statement, 5, passphrase_hash);
  ga_statement_bind_integer (statement, 6, now);
  if (!ga_statement_run (statement, error))
    return FALSE;
  for (guint i = 0; i < invitation->grants->len; i++)
    if (!ga_grants_add (sql, invitation->tenant, *number,
                        &g_array_index (invitation->grants, GaGrant, i), error))
      return FALSE;
  return TRUE;
}

/* The account's computer with that client, if it has been here before: it gets new tokens only. A
 * copy that signs in is on its own from then on. */
static gboolean
find_device (GaSql *sql,
             GaComputer *computer,
             const GaId *client,
             gint64 parent,
             gboolean *found,
             GError **error)
{
  GaStatement *statement =
      ga_sql_prepare (sql,
                      "UPDATE device SET parent = nullif ($4, 0) WHERE tenant = $1 "
                      "AND account = $2 AND client = $3 AND revoked IS NULL RETURNING number",
                      error);

  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, computer->tenant);
  ga_statement_bind_integer (statement, 2, computer->account);
  ga_statement_bind_id (statement, 3, client);
  ga_statement_bind_integer (statement, 4, parent);
  return ga_statement_read_integer (statement, found, &computer->device, error);
}

static gboolean
add_device (GaSql *sql,
            GaComputer *computer,
            const GaId *client,
            const char *device,
            gint64 parent,
            gint64 now,
            GError **error)
{
  GaStatement *statement = ga_sql_prepare (
      sql,
      "INSERT INTO device (tenant, number, account, client, name, created, last_seen, parent) "
      "VALUES ($1, $2, $3, $4, $5, $6, $6, nullif ($7, 0))",
      error);

  if (statement == NULL || !ga_meta_count_up (sql, "device", &computer->device, error))
    return FALSE;
  ga_statement_bind_integer (statement, 1, computer->tenant);
  ga_statement_bind_integer (statement, 2, computer->device);
  ga_statement_bind_integer (statement, 3, computer->account);
  ga_statement_bind_id (statement, 4, client);
  ga_statement_bind_text (statement, 5, device);
  ga_statement_bind_integer (statement, 6, now);
  ga_statement_bind_integer (statement, 7, parent);
  return ga_statement_run (statement, error);
}

GaWelcome *
ga_accounts_let_in (GaSql *sql,
                    gint64 tenant,
                    gint64 account,
                    const GaId *client,
                    const char *device,
                    gint64 parent,
                    gint64 now,
                    GError **error)
{
  GaComputer computer = { tenant, account, 0, 0 };
  gboolean found;

  if (!find_device (sql, &computer, client, parent, &found, error) ||
      (found ? !ga_tokens_end (sql, tenant, computer.device, error)
             : !add_device (sql, &computer, client, device, parent, now, error)))
    return NULL;
  computer.family = now;
  return ga_tokens_issue (sql, &computer, now, error);
}

GaWelcome *
ga_accounts_enrol (GaSql *sql,
                   const char *code,
                   const GaId *client,
                   const char *device,
                   const char *passphrase_hash,
                   gint64 now,
                   GError **error)
{
  g_auto (Invitation) invitation = { 0 };
  gint64 account;

  if (!use_invitation (sql, code, now, &invitation, error) ||
      !add_account (sql, &invitation, passphrase_hash, now, &account, error) ||
      !ga_audit_add (sql, invitation.tenant, account, "enrol", NULL, NULL, now, error))
    return NULL;
  return ga_accounts_let_in (sql, invitation.tenant, account, client, device, 0, now, error);
}

/* By its id or, where only one fits, by its name. */
char *
ga_accounts_find_hash (GaSql *sql, const char *account, gint64 *number, GError **error)
{
  g_autofree char *hash = NULL;
  GaId id = { { 0 } };
  gboolean by_id = ga_id_parse (account, &id), row = TRUE;
  guint n = 0;
  GaStatement *statement = ga_sql_prepare (
      sql,
      by_id ? "SELECT number, passphrase FROM account "
              "WHERE id = $1 AND ended IS NULL AND passphrase IS NOT NULL"
            : "SELECT number, passphrase FROM account "
              "WHERE name = $1 AND ended IS NULL AND passphrase IS NOT NULL LIMIT 2",
      error);

  if (statement == NULL)
    return NULL;
  if (by_id)
    ga_statement_bind_id (statement, 1, &id);
  else
    ga_statement_bind_text (statement, 1, account);
  while (row)
    {
      if (!ga_statement_step (statement, &row, error))
        return NULL;
      if (!row)
        break;
      n++;
      *number = ga_statement_get_integer (statement, 0);
      g_free (hash);
      hash = g_strdup (ga_statement_get_text (statement, 1));
    }
  if (n == 1)
    return g_steal_pointer (&hash);
  ga_sync_fail (GA_SYNC_ERROR_UNKNOWN, error);
  return NULL;
}

GaWelcome *
ga_accounts_sign_in (
    GaSql *sql, gint64 account, const GaId *client, const char *device, gint64 now, GError **error)
{
  GaStatement *statement =
      ga_sql_prepare (sql, "SELECT tenant FROM account WHERE number = $1 AND ended IS NULL", error);
  gboolean found;
  gint64 tenant;

  if (statement == NULL)
    return NULL;
  ga_statement_bind_integer (statement, 1, account);
  if (!ga_statement_read_integer (statement, &found, &tenant, error))
    return NULL;
  if (!found)
    {
      ga_sync_fail (GA_SYNC_ERROR_UNKNOWN, error);
      return NULL;
    }
  return ga_audit_add (sql, tenant, account, "sign in", NULL, NULL, now, error)
             ? ga_accounts_let_in (sql, tenant, account, client, device, 0, now, error)
             : NULL;
}

gboolean
ga_accounts_set_passphrase (GaSql *sql, gint64 account, const char *passphrase_hash, GError **error)
{
  GaStatement *statement =
      ga_sql_prepare (sql, "UPDATE account SET passphrase = $2 WHERE number = $1", error);

  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, account);
  ga_statement_bind_text (statement, 2, passphrase_hash);
  return ga_statement_run (statement, error);
}

gboolean
ga_accounts_revoke_device (
    GaSql *sql, gint64 tenant, gint64 account, gint64 device, gint64 now, GError **error)
{
  GaStatement *statement =
      ga_sql_prepare (sql,
                      GA_WITH_COPIES "UPDATE device SET revoked = coalesce(revoked, $4) "
                                     "WHERE tenant = $1 AND account = $3 "
                                     "AND number IN (SELECT number FROM lost)",
                      error);

  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, tenant);
  ga_statement_bind_integer (statement, 2, device);
  ga_statement_bind_integer (statement, 3, account);
  ga_statement_bind_integer (statement, 4, now);
  return ga_statement_run (statement, error) &&
         (ga_statement_get_changed (statement) > 0 || ga_sync_fail (GA_SYNC_ERROR_UNKNOWN, error));
}

gboolean
ga_accounts_end (GaSql *sql, gint64 tenant, gint64 account, gint64 now, GError **error)
{
  GaStatement *statement =
      ga_sql_prepare (sql,
                      "UPDATE account SET ended = coalesce(ended, $1), passphrase = NULL "
                      "WHERE tenant = $2 AND number = $3",
                      error);

  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, now);
  ga_statement_bind_integer (statement, 2, tenant);
  ga_statement_bind_integer (statement, 3, account);
  return ga_statement_run (statement, error) &&
         (ga_statement_get_changed (statement) > 0 || ga_sync_fail (GA_SYNC_ERROR_UNKNOWN, error));
}
