/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/ga-session.h"

#include "server/ga-accounts-private.h"
#include "server/ga-secret.h"
#include "sync/ga-sync-error.h"

/* Grants that let nobody see names. */
static gboolean
are_counts_only (GArray *grants)
{
  for (guint i = 0; i < grants->len; i++)
    {
      GaAccess access = g_array_index (grants, GaGrant, i).access;

      if (access == GA_ACCESS_HOST || access == GA_ACCESS_CONSULTANT)
        return FALSE;
    }
  return grants->len > 0;
}

static GaSession *
session_new (void)
{
  GaSession *self = g_new0 (GaSession, 1);

  g_atomic_ref_count_init (&self->references);
  self->grants = g_array_new (FALSE, FALSE, sizeof (GaGrant));
  return self;
}

/* @expired: (out): the token's time is over */
static gboolean
find_computer (GaSession *self,
               GaSql *sql,
               const char *access_token,
               gint64 now,
               gboolean *expired,
               GError **error)
{
  guint8 hash[GA_SECRET_HASH_SIZE];
  GaStatement *statement = ga_sql_prepare (
      sql,
      "SELECT t.tenant, d.number, d.account, d.client, a.id, a.name, o.organisation, t.expires, "
      "d.revoked IS NOT NULL OR a.ended IS NOT NULL, a.passphrase IS NOT NULL "
      "FROM token t JOIN device d ON d.tenant = t.tenant AND d.number = t.device "
      "JOIN account a ON a.tenant = t.tenant AND a.number = d.account "
      "JOIN tenant o ON o.number = t.tenant WHERE t.hash = $1 AND t.kind = 'access'",
      error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  ga_secret_hash (access_token, hash);
  ga_statement_bind_bytes (statement, 1, hash, sizeof hash);
  if (!ga_statement_step (statement, &row, error))
    return FALSE;
  if (!row)
    return ga_sync_fail (GA_SYNC_ERROR_EXPIRED, error);
  self->tenant = ga_statement_get_integer (statement, 0);
  self->device = ga_statement_get_integer (statement, 1);
  self->account = ga_statement_get_integer (statement, 2);
  ga_statement_get_id (statement, 3, &self->client);
  ga_statement_get_id (statement, 4, &self->account_id);
  self->name = g_strdup (ga_statement_get_text (statement, 5));
  self->organisation = g_strdup (ga_statement_get_text (statement, 6));
  *expired = ga_statement_get_integer (statement, 7) <= now;
  self->revoked = ga_statement_get_integer (statement, 8) != 0;
  self->has_passphrase = ga_statement_get_integer (statement, 9) != 0;
  ga_statement_reset (statement);
  return TRUE;
}

GaSession *
ga_session_ref (GaSession *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
ga_session_unref (GaSession *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_free (self->name);
  g_free (self->organisation);
  g_array_unref (self->grants);
  g_free (self);
}

gboolean
ga_session_hosts (const GaSession *self, const GaId *community)
{
  GaSpace space = { GA_PLACE_COMMUNITY, *community };

  return ga_session_has (self, GA_ACCESS_HOST, &space);
}

gboolean
ga_session_has (const GaSession *self, GaAccess access, const GaSpace *space)
{
  for (guint i = 0; i < self->grants->len; i++)
    {
      const GaGrant *grant = &g_array_index (self->grants, GaGrant, i);

      if (grant->access == access && ga_space_equal (&grant->space, space))
        return TRUE;
    }
  return FALSE;
}

GaAccess
ga_grants_get_widest (GArray *grants)
{
  const GaAccess order[] = { GA_ACCESS_ADMINISTRATOR, GA_ACCESS_CONSULTANT, GA_ACCESS_COORDINATOR };

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    for (guint j = 0; j < grants->len; j++)
      if (g_array_index (grants, GaGrant, j).access == order[i])
        return order[i];
  return GA_ACCESS_HOST;
}

GaAccess
ga_session_get_access (const GaSession *self)
{
  return ga_grants_get_widest (self->grants);
}

GaSession *
ga_session_load (GaSql *sql, const char *access_token, gint64 now, GError **error)
{
  g_autoptr (GaSession) self = session_new ();
  gboolean expired = FALSE;

  if (!find_computer (self, sql, access_token, now, &expired, error))
    return NULL;
  if (self->revoked)
    {
      /* It reads nothing more, whatever it held. */
      ga_sync_fail (GA_SYNC_ERROR_REVOKED, error);
      return g_steal_pointer (&self);
    }
  if (expired)
    {
      ga_sync_fail (GA_SYNC_ERROR_EXPIRED, error);
      return NULL;
    }
  if (!ga_grants_load (sql, self->tenant, self->account, self->grants, error))
    return NULL;
  self->counts_only = are_counts_only (self->grants);
  return g_steal_pointer (&self);
}
