/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/ga-carried-access.h"

#include "server/ga-accounts-private.h"

/* What numbers are given by. */
static const char *const counters[] = { "account", "device" };

enum
{
  ACCOUNTS,
  COMPUTERS,
  TOKENS,
  INVITATIONS,
  N_KINDS,
};

/* Each after what it is of, and computers after those that they were copied from. */
static const GaCarriedKind kinds[N_KINDS] = {
  [ACCOUNTS] = { "account", .key = "id", .taken = "passphrase", .first = "ended" },
  [COMPUTERS] = { "device", .key = "account,client,created", .taken = "last_seen,parent,forked",
                  .first = "revoked,held,emptied", .order = "created, number" },
  [TOKENS] = { "token", .key = "hash" },
  [INVITATIONS] = { "invitation", .key = "hash", .first = "used,account" },
};

/* @ended: when it was taken away; 0: it is given */
typedef struct
{
  gint64 account;
  GaGrant grant;
  gint64 ended;
} Grant;

/* @given: when something was last given to an account that was there already */
struct _GaCarriedAccess
{
  GaCarriedNumbers numbers;
  gboolean whole;
  gint64 counted[G_N_ELEMENTS (counters)];
  GaCarriedRows *rows[N_KINDS];
  GArray *grants;
  GHashTable *given;
};

static void
take_grant (GaCarriedAccess *self, GaStatement *row)
{
  Grant grant = { .account = ga_statement_get_integer (row, 0) };

  if (!ga_statement_is_null (row, 4))
    grant.ended = ga_statement_get_integer (row, 4);
  if (ga_grant_read (row, 1, &grant.grant))
    g_array_append_val (self->grants, grant);
  else
    self->whole = FALSE;
}

/* By somebody who runs the server, who names the account, or by an invitation. */
static void
take_giving (GaCarriedAccess *self, GaStatement *row)
{
  gint64 account = ga_statement_get_integer (row, 0), at = ga_statement_get_integer (row, 2);
  GaId id;

  if (!ga_statement_is_null (row, 1))
    account = ga_id_parse (ga_statement_get_text (row, 1), &id)
                  ? ga_carried_rows_find_number (self->rows[ACCOUNTS], &id)
                  : 0;
  if (at > ga_carried_find (self->given, account))
    g_hash_table_replace (self->given, g_memdup2 (&account, sizeof account),
                          g_memdup2 (&at, sizeof at));
}

static gboolean
read_each (GaCarriedAccess *self,
           GaSql *before,
           const char *text,
           void (*take) (GaCarriedAccess *self, GaStatement *row),
           GError **error)
{
  GaStatement *statement = ga_sql_prepare (before, text, error);
  gboolean row = TRUE;

  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, self->numbers.tenant);
  while (row)
    {
      if (!ga_statement_step (statement, &row, error))
        return FALSE;
      if (row)
        take (self, statement);
    }
  return TRUE;
}

static gboolean
read_givings_cb (GaSql *before, gpointer self, GError **error)
{
  return read_each (self, before,
                    "SELECT account, subject, max(at) FROM audit WHERE tenant = $1 "
                    "AND action IN ('give access', 'accept') GROUP BY account, subject",
                    take_giving, error);
}

static gboolean
read_ends_cb (GaSql *before, gpointer self, GError **error)
{
  return read_each (self, before,
                    "SELECT account, access, place, target, at FROM ended_access WHERE tenant = $1",
                    take_grant, error);
}

static gboolean
read_grants_cb (GaSql *before, gpointer self, GError **error)
{
  return read_each (self, before,
                    "SELECT account, access, place, target, NULL FROM access WHERE tenant = $1",
                    take_grant, error);
}

static gboolean
read_counters_cb (GaSql *before, gpointer user_data, GError **error)
{
  GaCarriedAccess *self = user_data;

  for (guint i = 0; i < G_N_ELEMENTS (counters); i++)
    {
      g_autofree char *value = ga_meta_get (before, counters[i], error);

      if (value == NULL)
        return FALSE;
      self->counted[i] = g_ascii_strtoll (value, NULL, 10);
    }
  return TRUE;
}

static gboolean
read_all (GaCarriedAccess *self, GaSql *before, GError **error)
{
  static const GaCarriedReadFunc reads[] = { read_givings_cb, read_ends_cb, read_grants_cb,
                                             read_counters_cb };

  for (guint i = 0; i < N_KINDS; i++)
    if (!ga_carried_rows_read (self->rows[i], before, self->numbers.tenant, &self->whole, error))
      return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (reads); i++)
    if (!ga_carried_try (before, reads[i], self, &self->whole, error))
      return FALSE;
  return TRUE;
}

GaCarriedAccess *
ga_carried_access_read (GaSql *before, GaSchema *schema, gint64 tenant, GError **error)
{
  g_autoptr (GaCarriedAccess) self = g_new0 (GaCarriedAccess, 1);
  g_autoptr (GPtrArray) tables = ga_tables_new (schema);

  ga_carried_numbers_init (&self->numbers, tenant);
  for (guint i = 0; i < N_KINDS; i++)
    self->rows[i] = ga_carried_rows_new (tables, &kinds[i]);
  self->grants = g_array_new (FALSE, FALSE, sizeof (Grant));
  self->given = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  self->whole = TRUE;
  return read_all (self, before, error) ? g_steal_pointer (&self) : NULL;
}

void
ga_carried_access_free (GaCarriedAccess *self)
{
  ga_carried_numbers_clear (&self->numbers);
  for (guint i = 0; i < N_KINDS; i++)
    ga_carried_rows_free (self->rows[i]);
  g_array_unref (self->grants);
  g_hash_table_unref (self->given);
  g_free (self);
}

gboolean
ga_carried_access_is_whole (GaCarriedAccess *self)
{
  return self->whole;
}

const GaCarriedNumbers *
ga_carried_access_get_numbers (GaCarriedAccess *self)
{
  return &self->numbers;
}

/* No number that was given since is given again. */
static gboolean
count_on (GaCarriedAccess *self, GaSql *sql, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (counters); i++)
    {
      g_autofree char *value = g_strdup_printf ("%" G_GINT64_FORMAT, self->counted[i]);
      GaStatement *statement = ga_sql_prepare (
          sql,
          "INSERT INTO meta (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET "
          "value = excluded.value WHERE CAST(meta.value AS bigint) < CAST(excluded.value AS bigint)",
          error);

      if (statement == NULL)
        return FALSE;
      ga_statement_bind_text (statement, 1, counters[i]);
      ga_statement_bind_text (statement, 2, value);
      if (!ga_statement_run (statement, error))
        return FALSE;
    }
  return TRUE;
}

/* Unless the backup knows of a later end: then it was given again after this one. */
static gboolean
end_grant (GaCarriedAccess *self, GaSql *sql, gint64 account, const Grant *ended, GError **error)
{
  gint64 tenant = self->numbers.tenant, known;

  if (!ga_grants_find_end (sql, tenant, account, &ended->grant, &known, error))
    return FALSE;
  return known >= ended->ended ||
         (ga_grants_remove (sql, tenant, account, &ended->grant, ended->ended, error) &&
          ga_grants_note_end (sql, tenant, account, &ended->grant, ended->ended, error));
}

/* The last that the old database knows of. */
static gint64
find_old_end (GaCarriedAccess *self, const Grant *given)
{
  gint64 last = 0;

  for (guint i = 0; i < self->grants->len; i++)
    {
      const Grant *one = &g_array_index (self->grants, Grant, i);

      if (one->account == given->account && ga_grant_equal (&one->grant, &given->grant))
        last = MAX (last, one->ended);
    }
  return last;
}

/* An old database that was a still older backup once has never heard of an end that the backup
 * knows, unless it was given there since. */
static gboolean
add_grant (GaCarriedAccess *self,
           GaSql *sql,
           gint64 account,
           const Grant *given,
           gboolean goes_on,
           GError **error)
{
  gint64 tenant = self->numbers.tenant, ended;

  if (!ga_grants_find_end (sql, tenant, account, &given->grant, &ended, error))
    return FALSE;
  if (!goes_on && ended > find_old_end (self, given) &&
      ended > ga_carried_find (self->given, given->account))
    return TRUE;
  return ga_grants_add (sql, tenant, account, &given->grant, error);
}

/* Ends come first: what has ended may have been given again. */
static gboolean
carry_grants (GaCarriedAccess *self, GaSql *sql, gboolean goes_on, GError **error)
{
  for (guint i = 0; i < self->grants->len; i++)
    {
      const Grant *grant = &g_array_index (self->grants, Grant, i);
      gint64 account = ga_carried_find (self->numbers.accounts, grant->account);

      if (account != 0 &&
          !(grant->ended != 0 ? end_grant (self, sql, account, grant, error)
                              : add_grant (self, sql, account, grant, goes_on, error)))
        return FALSE;
    }
  return TRUE;
}

static gboolean
run_for_tenant (GaCarriedAccess *self, GaSql *sql, const char *text, GError **error)
{
  GaStatement *statement = ga_sql_prepare (sql, text, error);

  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, self->numbers.tenant);
  return ga_statement_run (statement, error);
}

/* When what only the backup has ended is too long ago to be known. Nobody signs in any more with an
 * account that either knows to be over. */
static gboolean
end_others (GaCarriedAccess *self, GaSql *sql, gboolean goes_on, GError **error)
{
  return run_for_tenant (self, sql,
                         "UPDATE account SET passphrase = NULL WHERE tenant = $1 "
                         "AND ended IS NOT NULL",
                         error) &&
         (!goes_on || !self->whole ||
          run_for_tenant (self, sql, "DELETE FROM access WHERE tenant = $1", error));
}

/* Tokens are renewed all day: those of the backup are good for nobody any more. */
static gboolean
end_tokens (GaCarriedAccess *self, GaSql *sql, GError **error)
{
  GHashTableIter iter;
  gpointer number;

  g_hash_table_iter_init (&iter, self->numbers.computers);
  while (g_hash_table_iter_next (&iter, NULL, &number))
    if (!ga_tokens_end (sql, self->numbers.tenant, *(const gint64 *) number, error))
      return FALSE;
  return TRUE;
}

static gboolean
carry (GaCarriedAccess *self, GaSql *sql, guint kind, GError **error)
{
  return ga_carried_rows_apply (self->rows[kind], sql, &self->numbers, error);
}

gboolean
ga_carried_access_apply (GaCarriedAccess *self, GaSql *sql, gboolean goes_on, GError **error)
{
  return count_on (self, sql, error) && carry (self, sql, ACCOUNTS, error) &&
         end_others (self, sql, goes_on, error) && carry_grants (self, sql, goes_on, error) &&
         carry (self, sql, COMPUTERS, error) && end_tokens (self, sql, error) &&
         carry (self, sql, TOKENS, error) && carry (self, sql, INVITATIONS, error);
}
