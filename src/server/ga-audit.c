/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <sodium.h>
#include <string.h>

#include "server/ga-accounts-private.h"
#include "server/ga-secret.h"

#define PAGE 1000

/* @subject, @detail: (nullable): the database's own */
typedef struct
{
  gint64 tenant;
  gint64 number;
  gint64 at;
  gint64 account;
  const char *action;
  const char *subject;
  const char *detail;
} Line;

static void
cover_text (crypto_generichash_state *state, const char *text)
{
  gint64 length = text != NULL ? GINT64_TO_LE ((gint64) strlen (text)) : -1;

  crypto_generichash_update (state, (const guint8 *) &length, sizeof length);
  if (text != NULL)
    crypto_generichash_update (state, (const guint8 *) text, strlen (text));
}

/* @hash: (inout): of the line before; then of this one */
static void
chain (const Line *line, guint8 hash[GA_SECRET_HASH_SIZE])
{
  const gint64 numbers[] = { GINT64_TO_LE (line->tenant), GINT64_TO_LE (line->number),
                             GINT64_TO_LE (line->at), GINT64_TO_LE (line->account) };
  crypto_generichash_state state;

  crypto_generichash_init (&state, NULL, 0, GA_SECRET_HASH_SIZE);
  crypto_generichash_update (&state, hash, GA_SECRET_HASH_SIZE);
  crypto_generichash_update (&state, (const guint8 *) numbers, sizeof numbers);
  cover_text (&state, line->action);
  cover_text (&state, line->subject);
  cover_text (&state, line->detail);
  crypto_generichash_final (&state, hash, GA_SECRET_HASH_SIZE);
}

/* The end of the chain; number 0 and a hash of noughts before the first. */
static gboolean
find_last (
    GaSql *sql, gint64 tenant, gint64 *number, guint8 hash[GA_SECRET_HASH_SIZE], GError **error)
{
  GaStatement *statement = ga_sql_prepare (
      sql, "SELECT number, hash FROM audit WHERE tenant = $1 ORDER BY number DESC LIMIT 1", error);
  gconstpointer bytes;
  gsize length;
  gboolean row;

  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, tenant);
  if (!ga_statement_step (statement, &row, error))
    return FALSE;
  *number = 0;
  memset (hash, 0, GA_SECRET_HASH_SIZE);
  if (!row)
    return TRUE;
  *number = ga_statement_get_integer (statement, 0);
  bytes = ga_statement_get_bytes (statement, 1, &length);
  memcpy (hash, bytes, MIN (length, GA_SECRET_HASH_SIZE));
  ga_statement_reset (statement);
  return TRUE;
}

gboolean
ga_audit_add (GaSql *sql,
              gint64 tenant,
              gint64 account,
              const char *action,
              const char *subject,
              const char *detail,
              gint64 now,
              GError **error)
{
  Line line = { tenant, 0, now, account, action, subject, detail };
  guint8 hash[GA_SECRET_HASH_SIZE];
  GaStatement *statement = ga_sql_prepare (
      sql,
      "INSERT INTO audit (tenant, number, at, account, action, subject, detail, hash) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
      error);

  if (statement == NULL || !ga_tenant_lock (sql, tenant, error) ||
      !find_last (sql, tenant, &line.number, hash, error))
    return FALSE;
  line.number++;
  chain (&line, hash);
  ga_statement_bind_integer (statement, 1, tenant);
  ga_statement_bind_integer (statement, 2, line.number);
  ga_statement_bind_integer (statement, 3, now);
  ga_statement_bind_integer (statement, 4, account);
  ga_statement_bind_text (statement, 5, action);
  ga_statement_bind_text (statement, 6, subject);
  ga_statement_bind_text (statement, 7, detail);
  ga_statement_bind_bytes (statement, 8, hash, sizeof hash);
  return ga_statement_run (statement, error);
}

/* Follows the chain over one page of lines; @last, @hash (inout): where it is. */
static gboolean
verify_page (GaSql *sql,
             gint64 tenant,
             gint64 *last,
             guint8 hash[GA_SECRET_HASH_SIZE],
             gint64 *wrong,
             gboolean *more,
             GError **error)
{
  GaStatement *statement =
      ga_sql_prepare (sql,
                      "SELECT number, at, account, action, subject, detail, hash FROM audit "
                      "WHERE tenant = $1 AND number > $2 ORDER BY number LIMIT $3",
                      error);
  guint n = 0;

  *more = FALSE;
  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, tenant);
  ga_statement_bind_integer (statement, 2, *last);
  ga_statement_bind_integer (statement, 3, PAGE);
  while (*wrong == 0)
    {
      gconstpointer kept;
      gboolean row;
      gsize length;
      Line line = { .tenant = tenant };

      if (!ga_statement_step (statement, &row, error))
        return FALSE;
      if (!row)
        break;
      line.number = ga_statement_get_integer (statement, 0);
      line.at = ga_statement_get_integer (statement, 1);
      line.account = ga_statement_get_integer (statement, 2);
      line.action = ga_statement_get_text (statement, 3);
      line.subject = ga_statement_get_text (statement, 4);
      line.detail = ga_statement_get_text (statement, 5);
      kept = ga_statement_get_bytes (statement, 6, &length);
      chain (&line, hash);
      if (line.number != *last + 1 || length != GA_SECRET_HASH_SIZE ||
          memcmp (kept, hash, length) != 0)
        *wrong = *last + 1;
      *last = line.number;
      *more = ++n == PAGE;
    }
  ga_statement_reset (statement);
  return TRUE;
}

gboolean
ga_audit_verify (GaSql *sql, gint64 tenant, gint64 *wrong, GError **error)
{
  guint8 hash[GA_SECRET_HASH_SIZE] = { 0 };
  gboolean more = TRUE;
  gint64 last = 0;

  *wrong = 0;
  while (more && *wrong == 0)
    if (!verify_page (sql, tenant, &last, hash, wrong, &more, error))
      return FALSE;
  return TRUE;
}
