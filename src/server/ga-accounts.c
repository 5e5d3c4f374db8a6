/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/ga-accounts.h"

#include <glib/gi18n-lib.h>

#include "server/ga-accounts-private.h"
#include "server/ga-server-invitation.h"
#include "sync/ga-sync-error.h"

static gboolean
add_account (GaSql *sql,
             const GaServerInvitation *invitation,
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
  return ga_statement_run (statement, error);
}

static gboolean
give (GaSql *sql, const GaServerInvitation *invitation, gint64 account, GError **error)
{
  for (guint i = 0; i < invitation->grants->len; i++)
    if (!ga_grants_add (sql, invitation->tenant, account,
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

/* The computer that joined by the invitation and has not been heard of since: the answer to it was
 * lost. */
static gboolean
find_unheard (GaSql *sql,
              const GaServerInvitation *invitation,
              const GaId *client,
              gboolean *found,
              GError **error)
{
  gint64 device;
  GaStatement *statement = ga_sql_prepare (
      sql,
      "SELECT d.number FROM device d JOIN account a ON a.tenant = d.tenant AND a.number = d.account "
      "WHERE d.tenant = $1 AND d.account = $2 AND d.client = $3 AND d.revoked IS NULL "
      "AND d.created = (SELECT used FROM invitation WHERE hash = $4) "
      "AND d.last_seen = d.created AND a.created = d.created AND a.ended IS NULL",
      error);

  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, invitation->tenant);
  ga_statement_bind_integer (statement, 2, invitation->account);
  ga_statement_bind_id (statement, 3, client);
  ga_statement_bind_bytes (statement, 4, invitation->hash, sizeof invitation->hash);
  return ga_statement_read_integer (statement, found, &device, error);
}

/* What was typed last is what whoever joins will know. */
static gboolean
replace_passphrase (GaSql *sql, gint64 account, const char *passphrase_hash, GError **error)
{
  GaStatement *statement = ga_sql_prepare (
      sql, "UPDATE account SET passphrase = coalesce($2, passphrase) WHERE number = $1", error);

  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, account);
  ga_statement_bind_text (statement, 2, passphrase_hash);
  return ga_statement_run (statement, error);
}

/* @account: (out): the new one, or the one that it made before */
static gboolean
use_to_enrol (GaSql *sql,
              const GaServerInvitation *invitation,
              const GaId *client,
              const char *passphrase_hash,
              gint64 now,
              gint64 *account,
              GError **error)
{
  gboolean found;

  *account = invitation->account;
  if (*account == 0)
    return add_account (sql, invitation, passphrase_hash, now, account, error) &&
           ga_server_invitation_note_account (invitation, sql, *account, error) &&
           give (sql, invitation, *account, error);
  if (!find_unheard (sql, invitation, client, &found, error))
    return FALSE;
  return found ? replace_passphrase (sql, *account, passphrase_hash, error)
               : ga_sync_fail (GA_SYNC_ERROR_UNKNOWN, error);
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
  g_auto (GaServerInvitation) invitation = { 0 };
  gint64 account;

  if (!ga_server_invitation_use (&invitation, sql, code, now, error) ||
      !use_to_enrol (sql, &invitation, client, passphrase_hash, now, &account, error) ||
      !ga_audit_add (sql, invitation.tenant, account, "enrol", NULL, NULL, now, error))
    return NULL;
  return ga_accounts_let_in (sql, invitation.tenant, account, client, device, 0, now, error);
}

gboolean
ga_accounts_accept (
    GaSql *sql, gint64 tenant, gint64 account, const char *code, gint64 now, GError **error)
{
  g_auto (GaServerInvitation) invitation = { 0 };
  g_autofree char *access = NULL;

  if (!ga_server_invitation_use (&invitation, sql, code, now, error))
    return FALSE;
  /* What it gave may have been taken away since. */
  if (invitation.account != 0)
    return (invitation.tenant == tenant && invitation.account == account) ||
           ga_sync_fail (GA_SYNC_ERROR_UNKNOWN, error);
  if (invitation.tenant != tenant)
    return ga_sync_fail (GA_SYNC_ERROR_OTHER_SERVER, error);
  access = ga_grants_to_text (invitation.grants);
  return ga_server_invitation_note_account (&invitation, sql, account, error) &&
         give (sql, &invitation, account, error) &&
         ga_audit_add (sql, tenant, account, "accept", NULL, access, now, error);
}

void
ga_candidate_free (GaCandidate *self)
{
  g_free (self->hash);
  g_free (self);
}

/* No marks also makes the Turkish dotted I an i. */
char *
ga_accounts_make_name_key (const char *name)
{
  g_autofree char *folded = g_utf8_casefold (name, -1);
  g_autofree char *apart = g_utf8_normalize (folded, -1, G_NORMALIZE_ALL);
  GString *key = g_string_new (NULL);

  for (const char *at = apart; at != NULL && *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar character = g_utf8_get_char (at);

      if (g_unichar_isspace (character))
        {
          if (key->len > 0 && key->str[key->len - 1] != ' ')
            g_string_append_c (key, ' ');
        }
      else if (!g_unichar_ismark (character))
        g_string_append_unichar (key, character);
    }
  if (key->len > 0 && key->str[key->len - 1] == ' ')
    g_string_truncate (key, key->len - 1);
  return g_string_free (key, FALSE);
}

/* Whether it knows the computer that asks. */
static gboolean
add_candidate (GPtrArray *candidates, GaStatement *account)
{
  GaCandidate *candidate = g_new0 (GaCandidate, 1);

  candidate->number = ga_statement_get_integer (account, 0);
  candidate->hash = g_strdup (ga_statement_get_text (account, 1));
  candidate->is_known = ga_statement_get_integer (account, 2) != 0;
  g_ptr_array_add (candidates, candidate);
  return candidate->is_known;
}

#define SELECT_CANDIDATES                                                                        \
  "SELECT a.number, a.passphrase, (SELECT count(*) FROM device d WHERE d.tenant = a.tenant AND " \
  "d.account = a.number AND d.client = $1 AND d.revoked IS NULL), a.name FROM account a "        \
  "WHERE a.ended IS NULL AND a.passphrase IS NOT NULL AND "

/* All are looked at, found or not. */
GPtrArray *
ga_accounts_find (GaSql *sql, const char *typed, const GaId *client, GError **error)
{
  g_autoptr (GPtrArray) candidates =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ga_candidate_free);
  g_autofree char *key = ga_accounts_make_name_key (typed);
  GaId id;
  gboolean by_id = ga_id_parse (typed, &id);
  GaStatement *statement = ga_sql_prepare (
      sql, by_id ? SELECT_CANDIDATES "a.id = $2" : SELECT_CANDIDATES "a.name IS NOT NULL", error);
  gboolean knows_client = FALSE, row = TRUE;

  if (statement == NULL)
    return NULL;
  ga_statement_bind_id (statement, 1, client);
  if (by_id)
    ga_statement_bind_id (statement, 2, &id);
  while (row)
    {
      g_autofree char *name = NULL;

      if (!ga_statement_step (statement, &row, error))
        return NULL;
      if (row && !by_id)
        name = ga_accounts_make_name_key (ga_statement_get_text (statement, 3));
      if (row && (by_id || g_str_equal (name, key)))
        knows_client = add_candidate (candidates, statement) || knows_client;
    }
  for (guint i = candidates->len; knows_client && i-- > 0;)
    if (!((GaCandidate *) g_ptr_array_index (candidates, i))->is_known)
      g_ptr_array_remove_index (candidates, i);
  return g_steal_pointer (&candidates);
}

static gboolean
find_tenant (GaSql *sql, gint64 account, gint64 *tenant, GError **error)
{
  GaStatement *statement =
      ga_sql_prepare (sql, "SELECT tenant FROM account WHERE number = $1 AND ended IS NULL", error);
  gboolean found;

  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, account);
  return ga_statement_read_integer (statement, &found, tenant, error) &&
         (found || ga_sync_fail (GA_SYNC_ERROR_UNKNOWN, error));
}

gboolean
ga_accounts_look (GaSql *sql, gint64 account, gint64 *tenant, GArray *grants, GError **error)
{
  return find_tenant (sql, account, tenant, error) &&
         ga_grants_load (sql, *tenant, account, grants, error);
}

GaWelcome *
ga_accounts_sign_in (
    GaSql *sql, gint64 account, const GaId *client, const char *device, gint64 now, GError **error)
{
  gint64 tenant;

  return find_tenant (sql, account, &tenant, error) &&
                 ga_audit_add (sql, tenant, account, "sign in", NULL, NULL, now, error)
             ? ga_accounts_let_in (sql, tenant, account, client, device, 0, now, error)
             : NULL;
}

gboolean
ga_accounts_set_passphrase (
    GaSql *sql, gint64 account, const char *old_hash, const char *passphrase_hash, GError **error)
{
  GaStatement *statement = ga_sql_prepare (sql,
                                           "UPDATE account SET passphrase = $2 "
                                           "WHERE number = $1 AND coalesce(passphrase, '') = $3",
                                           error);

  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, account);
  ga_statement_bind_text (statement, 2, passphrase_hash);
  ga_statement_bind_text (statement, 3, old_hash != NULL ? old_hash : "");
  if (!ga_statement_run (statement, error))
    return FALSE;
  if (ga_statement_get_changed (statement) == 0)
    g_set_error_literal (error, GA_SYNC_ERROR, GA_SYNC_ERROR_NOT_ALLOWED,
                         _ ("The passphrase was changed meanwhile on another computer. Nothing was "
                            "changed here."));
  return ga_statement_get_changed (statement) > 0;
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
         (ga_statement_get_changed (statement) > 0 ||
          ga_sync_fail (GA_SYNC_ERROR_UNKNOWN, error)) &&
         ga_server_invitation_withdraw_all (sql, tenant, account, now, error);
}
