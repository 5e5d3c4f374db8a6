/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/ga-accounts-private.h"
#include "server/ga-life.h"
#include "server/ga-quarantine-turn.h"
#include "server/ga-secret.h"
#include "server/ga-server-clock.h"
#include "sync/ga-sync-error.h"

typedef struct
{
  GaComputer computer;
  GaId client;
  char *device; /* its name */
  gint64 created;
  gint64 expires;
  gint64 replaced; /* 0: not yet */
  gint64 forked;   /* when its computer was told that there is a copy of it; 0: not, or not since */
  gboolean revoked;
} RefreshToken;

static void
refresh_token_clear (RefreshToken *self)
{
  g_free (self->device);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RefreshToken, refresh_token_clear)

void
ga_welcome_free (GaWelcome *self)
{
  if (self == NULL)
    return;
  g_free (self->access);
  g_free (self->refresh);
  g_free (self->name);
  g_free (self->organisation);
  g_free (self);
}

static char *
add_token (GaSql *sql,
           const GaComputer *computer,
           const char *kind,
           gint64 now,
           gint64 expires,
           GError **error)
{
  g_autofree char *token = ga_secret_new_token ();
  guint8 hash[GA_SECRET_HASH_SIZE];
  GaStatement *statement =
      ga_sql_prepare (sql,
                      "INSERT INTO token (hash, tenant, device, kind, family, created, expires) "
                      "VALUES ($1, $2, $3, $4, $5, $6, $7)",
                      error);

  if (statement == NULL)
    return NULL;
  ga_secret_hash (token, hash);
  ga_statement_bind_bytes (statement, 1, hash, sizeof hash);
  ga_statement_bind_integer (statement, 2, computer->tenant);
  ga_statement_bind_integer (statement, 3, computer->device);
  ga_statement_bind_text (statement, 4, kind);
  ga_statement_bind_integer (statement, 5, computer->family);
  ga_statement_bind_integer (statement, 6, now);
  ga_statement_bind_integer (statement, 7, expires);
  return ga_statement_run (statement, error) ? g_steal_pointer (&token) : NULL;
}

static gboolean
welcome (GaWelcome *self, GaSql *sql, const GaComputer *computer, GError **error)
{
  g_autoptr (GArray) grants = g_array_new (FALSE, FALSE, sizeof (GaGrant));
  GaStatement *statement = ga_sql_prepare (
      sql,
      "SELECT a.id, coalesce(a.name, ''), o.organisation, o.lineage, o.epoch, o.seq "
      "FROM account a JOIN tenant o ON o.number = a.tenant WHERE a.tenant = $1 AND a.number = $2",
      error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, computer->tenant);
  ga_statement_bind_integer (statement, 2, computer->account);
  if (!ga_statement_step (statement, &row, error))
    return FALSE;
  if (!row)
    return ga_sync_fail (GA_SYNC_ERROR_UNKNOWN, error);
  ga_statement_get_id (statement, 0, &self->account);
  self->name = g_strdup (ga_statement_get_text (statement, 1));
  self->organisation = g_strdup (ga_statement_get_text (statement, 2));
  ga_statement_get_id (statement, 3, &self->lineage);
  self->epoch = ga_statement_get_integer (statement, 4);
  self->head = ga_statement_get_integer (statement, 5);
  self->tenant = computer->tenant;
  ga_statement_reset (statement);
  if (!ga_grants_load (sql, computer->tenant, computer->account, grants, error))
    return FALSE;
  self->role = ga_grants_get_widest (grants);
  return TRUE;
}

static char *
add_access_token (GaSql *sql, const GaComputer *computer, gint64 now, GError **error)
{
  return add_token (sql, computer, "access", now, now + (gint64) GA_ACCESS_SECONDS * G_USEC_PER_SEC,
                    error);
}

static char *
add_refresh_token (GaSql *sql, const GaComputer *computer, gint64 now, GError **error)
{
  gint64 latest;

  return ga_server_clock_get_latest (sql, now, &latest, error)
             ? add_token (sql, computer, "refresh", now,
                          latest + (gint64) GA_REFRESH_SECONDS * G_USEC_PER_SEC, error)
             : NULL;
}

GaWelcome *
ga_tokens_issue (GaSql *sql, const GaComputer *computer, gint64 now, GError **error)
{
  g_autoptr (GaWelcome) self = g_new0 (GaWelcome, 1);

  self->access = add_access_token (sql, computer, now, error);
  if (self->access == NULL)
    return NULL;
  self->refresh = add_refresh_token (sql, computer, now, error);
  return self->refresh != NULL && welcome (self, sql, computer, error) ? g_steal_pointer (&self)
                                                                       : NULL;
}

gboolean
ga_tokens_end (GaSql *sql, gint64 tenant, gint64 device, GError **error)
{
  GaStatement *statement =
      ga_sql_prepare (sql, "DELETE FROM token WHERE tenant = $1 AND device = $2", error);

  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, tenant);
  ga_statement_bind_integer (statement, 2, device);
  return ga_statement_run (statement, error);
}

static gboolean
find_token (GaSql *sql, const guint8 *hash, RefreshToken *token, GError **error)
{
  GaStatement *statement = ga_sql_prepare (
      sql,
      "SELECT t.tenant, d.account, d.number, t.family, t.created, t.expires, "
      "coalesce(t.replaced, 0), d.revoked IS NOT NULL OR a.ended IS NOT NULL, "
      "d.client, d.name, coalesce(d.forked, 0) FROM token t JOIN device d ON d.tenant = t.tenant AND d.number = t.device "
      "JOIN account a ON a.tenant = t.tenant AND a.number = d.account "
      "WHERE t.hash = $1 AND t.kind = 'refresh'",
      error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  ga_statement_bind_bytes (statement, 1, hash, GA_SECRET_HASH_SIZE);
  if (!ga_statement_step (statement, &row, error))
    return FALSE;
  if (!row)
    {
      ga_sync_fail (GA_SYNC_ERROR_EXPIRED, error);
      return FALSE;
    }
  token->computer.tenant = ga_statement_get_integer (statement, 0);
  token->computer.account = ga_statement_get_integer (statement, 1);
  token->computer.device = ga_statement_get_integer (statement, 2);
  token->computer.family = ga_statement_get_integer (statement, 3);
  token->created = ga_statement_get_integer (statement, 4);
  token->expires = ga_statement_get_integer (statement, 5);
  token->replaced = ga_statement_get_integer (statement, 6);
  token->revoked = ga_statement_get_integer (statement, 7) != 0;
  ga_statement_get_id (statement, 8, &token->client);
  token->device = g_strdup (ga_statement_get_text (statement, 9));
  token->forked = ga_statement_get_integer (statement, 10);
  ga_statement_reset (statement);
  return TRUE;
}

/* Prepared for a computer's family, the first two values. */
static GaStatement *
prepare_for_family (GaSql *sql, const char *text, const RefreshToken *token, GError **error)
{
  GaStatement *statement = ga_sql_prepare (sql, text, error);

  if (statement == NULL)
    return NULL;
  ga_statement_bind_integer (statement, 1, token->computer.tenant);
  ga_statement_bind_integer (statement, 2, token->computer.device);
  ga_statement_bind_integer (statement, 3, token->computer.family);
  return statement;
}

/* Whether one that followed it has been used: then the answer that brought it was not lost. */
static gboolean
was_followed (GaSql *sql, const RefreshToken *token, gboolean *followed, GError **error)
{
  GaStatement *statement =
      prepare_for_family (sql,
                          "SELECT count(*) FROM token WHERE tenant = $1 AND device = $2 "
                          "AND family = $3 AND kind = 'refresh' AND created > $4 "
                          "AND replaced IS NOT NULL",
                          token, error);
  gint64 n = 0;

  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 4, token->created);
  if (!ga_statement_read_integer (statement, followed, &n, error))
    return FALSE;
  *followed = n > 0;
  return TRUE;
}

/* The token has served, and so have those given with an answer that was lost. */
static gboolean
mark_used (GaSql *sql, const RefreshToken *token, gint64 now, GError **error)
{
  GaStatement *statement = prepare_for_family (
      sql,
      "UPDATE token SET replaced = $4 WHERE tenant = $1 AND device = $2 AND family = $3 "
      "AND kind = 'refresh' AND replaced IS NULL",
      token, error);

  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 4, now);
  return ga_statement_run (statement, error);
}

static gboolean
note_contact (GaSql *sql, const GaComputer *computer, gint64 now, GError **error)
{
  GaStatement *statement = ga_sql_prepare (
      sql, "UPDATE device SET last_seen = $3 WHERE tenant = $1 AND number = $2", error);
  GaStatement *old = ga_sql_prepare (
      sql, "DELETE FROM token WHERE tenant = $1 AND device = $2 AND expires < $3", error);

  if (statement == NULL || old == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, computer->tenant);
  ga_statement_bind_integer (statement, 2, computer->device);
  ga_statement_bind_integer (statement, 3, now);
  ga_statement_bind_integer (old, 1, computer->tenant);
  ga_statement_bind_integer (old, 2, computer->device);
  ga_statement_bind_integer (old, 3, now);
  return ga_statement_run (statement, error) && ga_statement_run (old, error);
}

/* A thief may have made a copy. */
static gboolean
end_with_copies (GaSql *sql, const GaComputer *computer, GError **error)
{
  GaStatement *statement = ga_sql_prepare (
      sql,
      GA_WITH_COPIES "DELETE FROM token WHERE tenant = $1 AND device IN (SELECT number FROM lost)",
      error);

  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, computer->tenant);
  ga_statement_bind_integer (statement, 2, computer->device);
  return ga_statement_run (statement, error);
}

/* A token that was used before. Within the time of grace the answer may have been lost; else two
 * hold it, and one of them is a thief: nobody's serves any more. */
static gboolean
check_reuse (GaSql *sql, const RefreshToken *token, gint64 now, GError **error)
{
  gboolean followed;

  if (!was_followed (sql, token, &followed, error))
    return FALSE;
  if (!followed && now - token->replaced <= GA_GRACE_SECONDS * G_USEC_PER_SEC)
    return TRUE;
  return end_with_copies (sql, &token->computer, error) &&
         ga_sync_fail (GA_SYNC_ERROR_EXPIRED, error);
}

/* A computer that was off when it lost its access has no token of access for its one push. The
 * newest such token serves; the refresh token stays what it is, as the answer may be lost. */
static gboolean
hand_over (GaSql *sql, const RefreshToken *token, gint64 now, char **last_access, GError **error)
{
  gboolean has_turn, followed;
  GaStatement *statement;

  if (!was_followed (sql, token, &followed, error) ||
      !ga_quarantine_has_turn (sql, token->computer.tenant, token->computer.device, now, &has_turn,
                               error))
    return FALSE;
  if (followed || !has_turn || token->expires <= now)
    return TRUE;
  statement = ga_sql_prepare (
      sql, "DELETE FROM token WHERE tenant = $1 AND device = $2 AND kind = 'access'", error);
  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, token->computer.tenant);
  ga_statement_bind_integer (statement, 2, token->computer.device);
  if (!ga_statement_run (statement, error))
    return FALSE;
  *last_access = add_access_token (sql, &token->computer, now, error);
  return *last_access != NULL;
}

/* As ga_accounts_renew(). */
static gboolean
tell_revoked (GaSql *sql, const RefreshToken *token, gint64 now, char **detail, GError **error)
{
  g_autofree char *access = NULL;
  g_autofree char *told = NULL;
  GaLife life;

  if (!hand_over (sql, token, now, &access, error) ||
      !ga_life_load (sql, token->computer.tenant, FALSE, &life, error))
    return FALSE;
  told = ga_life_tell (&life);
  *detail = access != NULL ? g_strdup_printf ("\"access\":\"%s\",\"expires_in\":%d,%s", access,
                                              GA_ACCESS_SECONDS, told)
                           : g_steal_pointer (&told);
  return ga_sync_fail (GA_SYNC_ERROR_REVOKED, error);
}

gboolean
ga_accounts_note_fork (GaSql *sql, gint64 tenant, gint64 device, gint64 at, GError **error)
{
  GaStatement *statement = ga_sql_prepare (
      sql, "UPDATE device SET forked = $3 WHERE tenant = $1 AND number = $2", error);

  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, tenant);
  ga_statement_bind_integer (statement, 2, device);
  ga_statement_bind_integer (statement, 3, at);
  return ga_statement_run (statement, error);
}

/* Nobody may take the id of another computer. The answer to a copy may have been lost: it has not
 * come with a token of its own yet. */
static gboolean
may_part (GaSql *sql,
          const RefreshToken *token,
          const GaId *client,
          gint64 now,
          gboolean *may,
          GError **error)
{
  GaStatement *statement = ga_sql_prepare (
      sql,
      "SELECT coalesce(parent, 0) = $3 AND revoked IS NULL AND last_seen = created FROM device "
      "WHERE tenant = $1 AND client = $2",
      error);
  gboolean taken;

  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, token->computer.tenant);
  ga_statement_bind_id (statement, 2, client);
  ga_statement_bind_integer (statement, 3, token->computer.device);
  if (!ga_statement_step (statement, &taken, error))
    return FALSE;
  *may = taken ? ga_statement_get_integer (statement, 0) != 0
               : token->forked > now - (gint64) GA_FORK_SECONDS * G_USEC_PER_SEC;
  ga_statement_reset (statement);
  return TRUE;
}

/* A copy of a profile has taken an id of its own: it becomes a computer of its own. The token stays
 * that of the computer it was copied from, which goes on with it. */
static GaWelcome *
part (GaSql *sql, const RefreshToken *token, const GaId *client, gint64 now, GError **error)
{
  const GaComputer *from = &token->computer;
  gboolean may;

  if (!may_part (sql, token, client, now, &may, error))
    return NULL;
  if (!may)
    {
      ga_sync_fail (GA_SYNC_ERROR_EXPIRED, error);
      return NULL;
    }
  return ga_accounts_note_fork (sql, from->tenant, from->device, 0, error) &&
                 ga_audit_add (sql, from->tenant, from->account, "copied computer", NULL, NULL, now,
                               error)
             ? ga_accounts_let_in (sql, from->tenant, from->account, client,
                                   token->device != NULL ? token->device : "", from->device, now,
                                   error)
             : NULL;
}

static GaWelcome *
rotate (GaSql *sql, const RefreshToken *token, gint64 now, GError **error)
{
  return (token->replaced != 0 || mark_used (sql, token, now, error)) &&
                 note_contact (sql, &token->computer, now, error)
             ? ga_tokens_issue (sql, &token->computer, now, error)
             : NULL;
}

/* A clock that was set wrong ends nobody's sign-in: the token is left as it is, and its computer
 * tries again. */
static gboolean
check_clock (GaSql *sql, const RefreshToken *token, gint64 now, GError **error)
{
  gboolean doubtful = FALSE;

  if (token->expires > now && token->replaced == 0)
    return TRUE;
  return ga_server_clock_check (sql, now, &doubtful, error) &&
         (!doubtful || ga_sync_fail (GA_SYNC_ERROR_SERVER, error));
}

GaWelcome *
ga_accounts_renew (
    GaSql *sql, const char *refresh, const GaId *client, gint64 now, char **detail, GError **error)
{
  guint8 hash[GA_SECRET_HASH_SIZE];
  g_auto (RefreshToken) token = { 0 };

  *detail = NULL;
  ga_secret_hash (refresh, hash);
  if (!find_token (sql, hash, &token, error) || !check_clock (sql, &token, now, error))
    return NULL;
  if (token.revoked)
    {
      tell_revoked (sql, &token, now, detail, error);
      return NULL;
    }
  if (token.expires <= now)
    {
      ga_sync_fail (GA_SYNC_ERROR_EXPIRED, error);
      return NULL;
    }
  if (token.replaced != 0 && !check_reuse (sql, &token, now, error))
    return NULL;
  return client == NULL || ga_id_equal (client, &token.client)
             ? rotate (sql, &token, now, error)
             : part (sql, &token, client, now, error);
}
