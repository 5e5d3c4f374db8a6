/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/ga-carried-access.h"

#include <string.h>

#include "server/ga-database-private.h"
#include "server/ga-secret.h"

/* Numbers may have been given twice, by a restore before; not in the same moment. */
typedef struct
{
  gint64 number;
  gint64 created;
  gboolean known; /* to the backup, too */
} Computer;

typedef struct
{
  guint8 hash[GA_SECRET_HASH_SIZE];
  char kind[8]; /* access, refresh */
  gint64 device;
  gint64 family;
  gint64 created;
  gint64 expires;
  gint64 replaced; /* 0: not yet */
} Token;

/* @passphrase: (nullable): its hash */
typedef struct
{
  gint64 number;
  GaId id;
  char *passphrase;
} Account;

/* @computers: number → Computer */
struct _GaCarriedAccess
{
  gint64 tenant;
  GHashTable *computers;
  GArray *tokens;
  GArray *accounts;
};

typedef void (*TakeFunc) (GaCarriedAccess *self, GaStatement *row);

static void
clear_account (gpointer data)
{
  g_free (((Account *) data)->passphrase);
}

static void
take_computer (GaCarriedAccess *self, GaStatement *row)
{
  Computer *computer = g_new0 (Computer, 1);

  computer->number = ga_statement_get_integer (row, 0);
  computer->created = ga_statement_get_integer (row, 1);
  g_hash_table_replace (self->computers, &computer->number, computer);
}

static void
take_token (GaCarriedAccess *self, GaStatement *row)
{
  Token token = { 0 };
  gsize length;
  gconstpointer bytes = ga_statement_get_bytes (row, 0, &length);

  memcpy (token.hash, bytes, MIN (length, sizeof token.hash));
  g_strlcpy (token.kind, ga_statement_get_text (row, 1), sizeof token.kind);
  token.device = ga_statement_get_integer (row, 2);
  token.family = ga_statement_get_integer (row, 3);
  token.created = ga_statement_get_integer (row, 4);
  token.expires = ga_statement_get_integer (row, 5);
  token.replaced = ga_statement_get_integer (row, 6);
  g_array_append_val (self->tokens, token);
}

static void
take_account (GaCarriedAccess *self, GaStatement *row)
{
  Account account = { .number = ga_statement_get_integer (row, 0),
                      .passphrase = ga_statement_is_null (row, 2)
                                        ? NULL
                                        : g_strdup (ga_statement_get_text (row, 2)) };

  ga_statement_get_id (row, 1, &account.id);
  g_array_append_val (self->accounts, account);
}

static gboolean
read_rows (GaCarriedAccess *self, GaSql *sql, const char *text, TakeFunc take, GError **error)
{
  GaStatement *statement = ga_sql_prepare (sql, text, error);
  gboolean row = TRUE;

  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, self->tenant);
  while (row)
    {
      if (!ga_statement_step (statement, &row, error))
        return FALSE;
      if (row)
        take (self, statement);
    }
  return TRUE;
}

GaCarriedAccess *
ga_carried_access_read (GaSql *before, gint64 tenant, GError **error)
{
  g_autoptr (GaCarriedAccess) self = g_new0 (GaCarriedAccess, 1);

  self->tenant = tenant;
  self->computers = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_free);
  self->tokens = g_array_new (FALSE, FALSE, sizeof (Token));
  self->accounts = g_array_new (FALSE, FALSE, sizeof (Account));
  g_array_set_clear_func (self->accounts, clear_account);
  return read_rows (self, before, "SELECT number, created FROM device WHERE tenant = $1",
                    take_computer, error) &&
                 read_rows (self, before,
                            "SELECT hash, kind, device, family, created, expires, "
                            "coalesce(replaced, 0) FROM token WHERE tenant = $1",
                            take_token, error) &&
                 read_rows (self, before,
                            "SELECT number, id, passphrase FROM account WHERE tenant = $1",
                            take_account, error)
             ? g_steal_pointer (&self)
             : NULL;
}

void
ga_carried_access_free (GaCarriedAccess *self)
{
  g_hash_table_unref (self->computers);
  g_array_unref (self->tokens);
  g_array_unref (self->accounts);
  g_free (self);
}

/* Whether @sql has the computer, too; then its tokens of there go. */
static gboolean
clear_computer (GaCarriedAccess *self, GaSql *sql, Computer *computer, GError **error)
{
  GaStatement *find = ga_sql_prepare (
      sql, "SELECT 1 FROM device WHERE tenant = $1 AND number = $2 AND created = $3", error);
  GaStatement *clear =
      ga_sql_prepare (sql, "DELETE FROM token WHERE tenant = $1 AND device = $2", error);
  gint64 one;

  if (find == NULL || clear == NULL)
    return FALSE;
  ga_statement_bind_integer (find, 1, self->tenant);
  ga_statement_bind_integer (find, 2, computer->number);
  ga_statement_bind_integer (find, 3, computer->created);
  if (!ga_statement_read_integer (find, &computer->known, &one, error))
    return FALSE;
  if (!computer->known)
    return TRUE;
  ga_statement_bind_integer (clear, 1, self->tenant);
  ga_statement_bind_integer (clear, 2, computer->number);
  return ga_statement_run (clear, error);
}

static gboolean
add_token (GaCarriedAccess *self, GaSql *sql, const Token *token, GError **error)
{
  GaStatement *statement = ga_sql_prepare (
      sql,
      "INSERT INTO token (hash, tenant, device, kind, family, created, expires, replaced) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
      error);

  if (statement == NULL)
    return FALSE;
  ga_statement_bind_bytes (statement, 1, token->hash, sizeof token->hash);
  ga_statement_bind_integer (statement, 2, self->tenant);
  ga_statement_bind_integer (statement, 3, token->device);
  ga_statement_bind_text (statement, 4, token->kind);
  ga_statement_bind_integer (statement, 5, token->family);
  ga_statement_bind_integer (statement, 6, token->created);
  ga_statement_bind_integer (statement, 7, token->expires);
  if (token->replaced != 0)
    ga_statement_bind_integer (statement, 8, token->replaced);
  return ga_statement_run (statement, error);
}

static gboolean
set_passphrase (GaCarriedAccess *self, GaSql *sql, const Account *account, GError **error)
{
  GaStatement *statement = ga_sql_prepare (
      sql, "UPDATE account SET passphrase = $1 WHERE tenant = $2 AND number = $3 AND id = $4",
      error);

  if (statement == NULL)
    return FALSE;
  ga_statement_bind_text (statement, 1, account->passphrase);
  ga_statement_bind_integer (statement, 2, self->tenant);
  ga_statement_bind_integer (statement, 3, account->number);
  ga_statement_bind_id (statement, 4, &account->id);
  return ga_statement_run (statement, error);
}

gboolean
ga_carried_access_apply (GaCarriedAccess *self, GaSql *sql, GError **error)
{
  GHashTableIter iter;
  gpointer computer;

  g_hash_table_iter_init (&iter, self->computers);
  while (g_hash_table_iter_next (&iter, NULL, &computer))
    if (!clear_computer (self, sql, computer, error))
      return FALSE;
  for (guint i = 0; i < self->tokens->len; i++)
    {
      const Token *token = &g_array_index (self->tokens, Token, i);
      const Computer *of = g_hash_table_lookup (self->computers, &token->device);

      if (of != NULL && of->known && !add_token (self, sql, token, error))
        return FALSE;
    }
  for (guint i = 0; i < self->accounts->len; i++)
    if (!set_passphrase (self, sql, &g_array_index (self->accounts, Account, i), error))
      return FALSE;
  return TRUE;
}
