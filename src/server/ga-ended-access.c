/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/ga-ended-access.h"

#include <string.h>

#include "server/ga-accounts-private.h"
#include "server/ga-secret.h"

typedef struct
{
  gint64 number;
  gint64 time;                      /* when it ended; 0: it did not */
  guint8 hash[GA_SECRET_HASH_SIZE]; /* of an invitation, instead of a number */
} Mark;

/* @grants: (element-type GArray): of GaGrant, for each of @accounts */
struct _GaEndedAccess
{
  gint64 tenant;
  GArray *devices;
  GArray *invitations;
  GArray *accounts;
  GPtrArray *grants;
};

static gboolean
read_marks (GaSql *sql, const char *text, gint64 tenant, GArray **marks, GError **error)
{
  GaStatement *statement = ga_sql_prepare (sql, text, error);
  gboolean row = TRUE;

  *marks = g_array_new (FALSE, TRUE, sizeof (Mark));
  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, tenant);
  while (row)
    {
      Mark mark = { 0 };
      gconstpointer bytes;
      gsize length;

      if (!ga_statement_step (statement, &row, error))
        return FALSE;
      if (!row)
        break;
      mark.number = ga_statement_get_integer (statement, 0);
      mark.time = ga_statement_get_integer (statement, 1);
      bytes = ga_statement_get_bytes (statement, 2, &length);
      if (bytes != NULL)
        memcpy (mark.hash, bytes, MIN (length, sizeof mark.hash));
      g_array_append_val (*marks, mark);
    }
  return TRUE;
}

GaEndedAccess *
ga_ended_access_read (GaSql *before, gint64 tenant, GError **error)
{
  g_autoptr (GaEndedAccess) self = g_new0 (GaEndedAccess, 1);

  self->tenant = tenant;
  self->grants = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  if (!read_marks (before,
                   "SELECT number, revoked, NULL FROM device "
                   "WHERE tenant = $1 AND revoked IS NOT NULL",
                   tenant, &self->devices, error) ||
      !read_marks (before,
                   "SELECT 0, used, hash FROM invitation WHERE tenant = $1 AND used IS NOT NULL",
                   tenant, &self->invitations, error) ||
      !read_marks (before, "SELECT number, coalesce(ended, 0), NULL FROM account WHERE tenant = $1",
                   tenant, &self->accounts, error))
    return NULL;
  for (guint i = 0; i < self->accounts->len; i++)
    {
      GArray *grants = g_array_new (FALSE, FALSE, sizeof (GaGrant));

      g_ptr_array_add (self->grants, grants);
      if (!ga_grants_load (before, tenant, g_array_index (self->accounts, Mark, i).number, grants,
                           error))
        return NULL;
    }
  return g_steal_pointer (&self);
}

void
ga_ended_access_free (GaEndedAccess *self)
{
  g_clear_pointer (&self->devices, g_array_unref);
  g_clear_pointer (&self->invitations, g_array_unref);
  g_clear_pointer (&self->accounts, g_array_unref);
  g_ptr_array_unref (self->grants);
  g_free (self);
}

static gboolean
apply_mark (GaEndedAccess *self,
            GaSql *sql,
            const char *text,
            const Mark *mark,
            gboolean by_hash,
            GError **error)
{
  GaStatement *statement = ga_sql_prepare (sql, text, error);

  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, mark->time);
  ga_statement_bind_integer (statement, 2, self->tenant);
  if (by_hash)
    ga_statement_bind_bytes (statement, 3, mark->hash, sizeof mark->hash);
  else
    ga_statement_bind_integer (statement, 3, mark->number);
  return ga_statement_run (statement, error);
}

static gboolean
contains (GArray *grants, const GaGrant *grant)
{
  for (guint i = 0; i < grants->len; i++)
    {
      const GaGrant *one = &g_array_index (grants, GaGrant, i);

      if (one->access == grant->access && ga_space_equal (&one->space, &grant->space))
        return TRUE;
    }
  return FALSE;
}

/* What an account has again and had no more. */
static gboolean
take_grants (GaEndedAccess *self, GaSql *sql, guint which, GError **error)
{
  gint64 account = g_array_index (self->accounts, Mark, which).number;
  GArray *had = g_ptr_array_index (self->grants, which);
  g_autoptr (GArray) has = g_array_new (FALSE, FALSE, sizeof (GaGrant));

  if (!ga_grants_load (sql, self->tenant, account, has, error))
    return FALSE;
  for (guint i = 0; i < has->len; i++)
    {
      const GaGrant *grant = &g_array_index (has, GaGrant, i);

      if (!contains (had, grant) && !ga_grants_remove (sql, self->tenant, account, grant, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
ga_ended_access_apply (GaEndedAccess *self, GaSql *sql, GError **error)
{
  for (guint i = 0; i < self->devices->len; i++)
    if (!apply_mark (self, sql,
                     "UPDATE device SET revoked = $1 WHERE tenant = $2 AND number = $3 "
                     "AND revoked IS NULL",
                     &g_array_index (self->devices, Mark, i), FALSE, error))
      return FALSE;
  for (guint i = 0; i < self->invitations->len; i++)
    if (!apply_mark (self, sql,
                     "UPDATE invitation SET used = $1 WHERE tenant = $2 AND hash = $3 "
                     "AND used IS NULL",
                     &g_array_index (self->invitations, Mark, i), TRUE, error))
      return FALSE;
  for (guint i = 0; i < self->accounts->len; i++)
    {
      const Mark *account = &g_array_index (self->accounts, Mark, i);

      if (!take_grants (self, sql, i, error) ||
          (account->time != 0 && !apply_mark (self, sql,
                                              "UPDATE account SET ended = $1, passphrase = NULL "
                                              "WHERE tenant = $2 AND number = $3",
                                              account, FALSE, error)))
        return FALSE;
    }
  return TRUE;
}
