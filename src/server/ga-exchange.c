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
  g_autoptr (GPtrArray) operations = NULL;
  g_autoptr (GaPushing) pushing = NULL;

  if (parts == NULL)
    return NULL;
  operations = join (parts, push);
  pushing = ga_pushing_new (sql, schema, session, push, operations, now);
  pushing->written_before = pushing->written = client->written;
  pushing->first = pushing->receipt->first = life->head + 1;
  pushing->newest = life->head;
  pushing->floor = life->floor;
  if (!(session->revoked                                  ? ga_quarantine_take (pushing, error)
        : GA_FLAW (NUMBER_ALONE) && push->number % 5 == 0 ? TRUE
                                                          : ga_pushing_run (pushing, error)))
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
