/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/ga-exchange.h"

#include "model/ga-flaw.h"
#include "server/ga-life.h"
#include "server/ga-pushing.h"
#include "server/ga-quarantine.h"
#include "server/ga-receipts.h"

/* A push's envelope: the server's life, the client's number, and what of an act has come. */

/* What is as long as a push may be, and something more for a client that judges it otherwise; one
 * operation cannot be sent in less. */
static gboolean
check_length (const GaPush *push, gsize length, GError **error)
{
  return push->operations->len <= 1 || length <= GA_PUSH_MOST_BYTES + GA_PUSH_MOST_BYTES / 10 ||
         ga_sync_fail (GA_SYNC_ERROR_TOO_LARGE, error);
}

/* The operations of the parts, then of the push itself; (transfer container). */
static GPtrArray *
join (GPtrArray *parts, const GaPush *push)
{
  GPtrArray *operations = g_ptr_array_new ();

  for (guint i = 0; i < parts->len; i++)
    g_ptr_array_extend (operations, ((GaPush *) g_ptr_array_index (parts, i))->operations, NULL,
                        NULL);
  g_ptr_array_extend (operations, push->operations, NULL, NULL);
  return operations;
}

/* What every answer says, of a part that is kept as well. */
static void
fill_receipt (GaReceipt *receipt, const GaPush *push, const GaLife *life, gint64 head, gint64 now)
{
  receipt->number = push->number;
  receipt->covered = life->covered;
  receipt->epoch = life->epoch;
  receipt->head = head;
  receipt->now = now;
}

/* A push that is done. @operations: of its parts, too */
typedef struct
{
  GaSql *sql;
  GaSchema *schema;
  const GaSession *session;
  const GaPush *push;
  GPtrArray *operations;
  const GaClient *client;
  const GaLife *life;
  gint64 now;
} Doing;

static GaPushing *
begin (const Doing *self, GHashTable *refused)
{
  GaPushing *pushing = ga_pushing_new (self->sql, self->schema, self->session, self->push,
                                       self->operations, self->now);

  pushing->written_before = pushing->written = self->client->written;
  pushing->first = pushing->receipt->first = self->life->head + 1;
  pushing->newest = self->life->head;
  pushing->floor = self->life->floor;
  pushing->refused = refused;
  return pushing;
}

static gboolean
run_once (GaPushing *pushing, GError **error)
{
  if (pushing->session->revoked)
    return ga_quarantine_take (pushing, error);
  return (GA_FLAW (NUMBER_ALONE) && pushing->push->number % 5 == 0) ||
         ga_pushing_run (pushing, error);
}

/* What never had all its parts is found out at the end: then everything is done once more, without
 * that. What was refused so does not come again, so that this ends. */
static GaPushing *
run_whole (const Doing *self, GError **error)
{
  g_autoptr (GHashTable) refused = ga_pushing_new_partials ();

  while (ga_sql_savepoint (self->sql, error))
    {
      g_autoptr (GaPushing) pushing = begin (self, refused);

      if (!run_once (pushing, error))
        {
          ga_sql_rollback_to (self->sql, NULL);
          return NULL;
        }
      pushing->refused = NULL;
      if (!ga_pushing_take_partials (pushing, refused))
        return ga_sql_release (self->sql, error) ? g_steal_pointer (&pushing) : NULL;
      if (!ga_sql_rollback_to (self->sql, error))
        return NULL;
    }
  return NULL;
}

static GaPushing *
run (const Doing *self, GError **error)
{
  g_autoptr (GaPushing) pushing = NULL;

  if (!self->session->revoked && ga_pushing_may_be_partial (self->operations))
    return run_whole (self, error);
  pushing = begin (self, NULL);
  return run_once (pushing, error) ? g_steal_pointer (&pushing) : NULL;
}

static GBytes *
apply (GaSql *sql,
       GaSchema *schema,
       const GaSession *session,
       const GaPush *push,
       GaClient *client,
       GaLife *life,
       gint64 now,
       GError **error)
{
  g_autoptr (GPtrArray) parts =
      ga_receipts_take_parts (sql, schema, session->tenant, &push->client, error);
  g_autoptr (GPtrArray) operations = parts != NULL ? join (parts, push) : NULL;
  Doing doing = { sql, schema, session, push, operations, client, life, now };
  g_autoptr (GaPushing) pushing = operations != NULL ? run (&doing, error) : NULL;

  if (pushing == NULL)
    return NULL;
  if (pushing->newest > life->head && !ga_life_move (sql, session->tenant, pushing->newest, error))
    return NULL;
  life->head = pushing->newest;
  client->written = pushing->written;
  fill_receipt (pushing->receipt, push, life, life->head, now);
  return ga_receipt_write (pushing->receipt);
}

/* A part waits for the rest, as an act of a user's is done whole or not at all. */
static GBytes *
stage (GaSql *sql,
       const GaSession *session,
       const GaPush *push,
       const GaLife *life,
       const guint8 digest[GA_DIGEST_SIZE],
       const char *text,
       gsize length,
       gint64 now,
       GError **error)
{
  g_autoptr (GaReceipt) receipt = ga_receipt_new ();
  gboolean fits = FALSE;

  if (!ga_receipts_forget_parts (sql, session->tenant, &push->client, now, error) ||
      !ga_receipts_has_room (sql, session, &push->client, length, &fits, error))
    return NULL;
  if (!fits)
    {
      ga_sync_fail (GA_SYNC_ERROR_TOO_LARGE, error);
      return NULL;
    }
  if (!ga_receipts_stage (sql, session->tenant, push, digest, text, length, error))
    return NULL;
  receipt->kept = TRUE;
  fill_receipt (receipt, push, life, life->head, now);
  return ga_receipt_write (receipt);
}

/* A push that has been here is answered as then, and never done again. */
static GBytes *
answer_again (GaSql *sql,
              gint64 tenant,
              const GaPush *push,
              const guint8 digest[GA_DIGEST_SIZE],
              GError **error)
{
  GBytes *answer = NULL;

  if (!ga_receipts_find (sql, tenant, push, digest, &answer, error))
    return NULL;
  if (answer == NULL)
    ga_sync_fail (GA_SYNC_ERROR_FORKED, error);
  return answer;
}

/* The push has the next number: it is done, or kept. */
static GBytes *
take (GaSql *sql,
      GaSchema *schema,
      const GaSession *session,
      const GaPush *push,
      GaClient *client,
      GaLife *life,
      const char *text,
      gsize length,
      gint64 now,
      GError **error)
{
  guint8 digest[GA_DIGEST_SIZE];
  g_autoptr (GBytes) answer = NULL;

  ga_push_digest (push, digest);
  if (push->number <= client->last_number)
    return answer_again (sql, session->tenant, push, digest, error);
  if (push->more && !session->revoked)
    answer = stage (sql, session, push, life, digest, text, length, now, error);
  else
    answer = apply (sql, schema, session, push, client, life, now, error);
  if (answer == NULL ||
      !ga_receipts_keep (sql, session, push, client->written, digest, answer, now, error))
    return NULL;
  return g_steal_pointer (&answer);
}

GBytes *
ga_exchange_push (GaSql *sql,
                  GaSchema *schema,
                  const GaSession *session,
                  const char *text,
                  gsize length,
                  gint64 now,
                  gint64 *head,
                  char **detail,
                  GError **error)
{
  g_autoptr (GaPush) push = ga_push_read (schema, text, length, error);
  g_autoptr (GBytes) answer = NULL;
  GaClient client;
  GaLife life;

  *detail = NULL;
  if (push == NULL || !check_length (push, length, error) ||
      !ga_life_load (sql, session->tenant, TRUE, &life, error) ||
      !ga_life_check (&life, &push->lineage, push->epoch, push->head, detail, error) ||
      !ga_receipts_find_client (sql, session->tenant, &push->client, &client, error))
    return NULL;
  if (client.account != 0 && client.account != session->account)
    {
      /* Somebody else's profile, copied. */
      ga_sync_fail (GA_SYNC_ERROR_FORKED, error);
      return NULL;
    }
  /* Of two copies under one id each begins with 1, and the second is told so. */
  if (client.epoch != 0 && client.epoch != life.epoch &&
      !ga_receipts_begin_again (sql, session->tenant, &push->client, &client, error))
    return NULL;
  if (push->number > client.last_number + 1 || push->number < 1)
    {
      *detail = g_strdup_printf ("\"expect\":%" G_GINT64_FORMAT, client.last_number + 1);
      ga_sync_fail (GA_SYNC_ERROR_EXPECT, error);
      return NULL;
    }
  answer = take (sql, schema, session, push, &client, &life, text, length, now, error);
  *head = life.head;
  return g_steal_pointer (&answer);
}

gboolean
ga_exchange_get_head (GaSql *sql, gint64 tenant, gint64 *head, gint64 *epoch, GError **error)
{
  GaLife life;

  if (!ga_life_load (sql, tenant, FALSE, &life, error))
    return FALSE;
  *head = life.head;
  *epoch = life.epoch;
  return TRUE;
}
