/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/ga-receipts.h"

#include <sodium.h>

#include "model/ga-flaw.h"

typedef crypto_generichash_state Hash;

static void
add_integer (Hash *hash, gint64 integer)
{
  crypto_generichash_update (hash, (const guint8 *) &integer, sizeof integer);
}

/* @text: (nullable): that there is none is not the same as an empty one */
static void
add_text (Hash *hash, const char *text)
{
  gsize length = text != NULL ? strlen (text) : 0;

  add_integer (hash, text != NULL ? (gint64) length : -1);
  crypto_generichash_update (hash, (const guint8 *) text, length);
}

static void
add_id (Hash *hash, const GaId *id)
{
  crypto_generichash_update (hash, id->bytes, sizeof id->bytes);
}

static void
add_value (Hash *hash, const GaValue *value)
{
  add_integer (hash, value->kind);
  switch (value->kind)
    {
    case GA_VALUE_TEXT:
      add_text (hash, value->text);
      break;
    case GA_VALUE_ID:
      add_id (hash, &value->id);
      break;
    case GA_VALUE_INTEGER:
      add_integer (hash, value->integer);
      break;
    case GA_VALUE_NONE:
    default:
      break;
    }
}

static void
add_operation (Hash *hash, const GaOperation *operation)
{
  const GaEntity *entity = operation->entity;

  add_integer (hash, operation->number);
  add_text (hash, entity != NULL ? entity->name : operation->unknown);
  add_id (hash, &operation->id);
  add_integer (hash, operation->kind);
  add_integer (hash, operation->base);
  add_integer (hash, operation->head);
  add_integer (hash, operation->clock);
  add_integer (hash, operation->values->len);
  for (guint i = 0; i < operation->values->len; i++)
    {
      const GaFieldValue *value = &g_array_index (operation->values, GaFieldValue, i);

      g_assert (entity != NULL);
      add_text (hash, entity->fields[value->field].name);
      add_value (hash, &value->value);
    }
  add_text (hash, operation->extra);
}

/* What the client says of itself and of its time may differ when it says the same again. */
void
ga_push_digest (const GaPush *push, guint8 digest[GA_DIGEST_SIZE])
{
  Hash hash;

  crypto_generichash_init (&hash, NULL, 0, GA_DIGEST_SIZE);
  add_id (&hash, &push->client);
  add_integer (&hash, push->number);
  add_integer (&hash, push->more);
  for (guint i = 0; i < push->operations->len; i++)
    add_operation (&hash, g_ptr_array_index (push->operations, i));
  crypto_generichash_final (&hash, digest, GA_DIGEST_SIZE);
}

gboolean
ga_receipts_find_client (
    GaSql *sql, gint64 tenant, const GaId *id, GaClient *client, GError **error)
{
  GaStatement *statement = ga_sql_prepare (
      sql,
      "SELECT c.last_number, coalesce(c.written, 0), d.account, c.epoch FROM client c "
      "LEFT JOIN device d ON d.tenant = c.tenant AND d.number = c.device "
      "WHERE c.tenant = $1 AND c.client = $2",
      error);
  gboolean found = FALSE;

  *client = (GaClient){ 0 };
  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, tenant);
  ga_statement_bind_id (statement, 2, id);
  if (!ga_statement_step (statement, &found, error))
    return FALSE;
  if (!found)
    return TRUE;
  client->last_number = ga_statement_get_integer (statement, 0);
  client->written = ga_statement_get_integer (statement, 1);
  client->account = ga_statement_get_integer (statement, 2);
  if (!ga_statement_is_null (statement, 3))
    client->epoch = ga_statement_get_integer (statement, 3);
  ga_statement_reset (statement);
  return TRUE;
}

gboolean
ga_receipts_begin_again (
    GaSql *sql, gint64 tenant, const GaId *id, GaClient *client, GError **error)
{
  static const char *const texts[] = {
    "DELETE FROM receipt WHERE tenant = $1 AND client = $2",
    "DELETE FROM staged WHERE tenant = $1 AND client = $2",
  };

  client->last_number = 0;
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      GaStatement *statement = ga_sql_prepare (sql, texts[i], error);

      if (statement == NULL)
        return FALSE;
      ga_statement_bind_integer (statement, 1, tenant);
      ga_statement_bind_id (statement, 2, id);
      if (!ga_statement_run (statement, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
ga_receipts_find (GaSql *sql,
                  gint64 tenant,
                  const GaPush *push,
                  const guint8 digest[GA_DIGEST_SIZE],
                  GBytes **answer,
                  GError **error)
{
  GaStatement *statement = ga_sql_prepare (
      sql, "SELECT digest, answer FROM receipt WHERE tenant = $1 AND client = $2 AND number = $3",
      error);
  gboolean found = FALSE;
  gconstpointer bytes;
  gsize length = 0;

  *answer = NULL;
  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, tenant);
  ga_statement_bind_id (statement, 2, &push->client);
  ga_statement_bind_integer (statement, 3, push->number);
  if (!ga_statement_step (statement, &found, error))
    return FALSE;
  if (!found)
    return TRUE;
  bytes = ga_statement_get_bytes (statement, 0, &length);
  if (length == GA_DIGEST_SIZE && memcmp (bytes, digest, length) == 0)
    {
      bytes = ga_statement_get_bytes (statement, 1, &length);
      *answer = g_bytes_new (bytes, length);
    }
  ga_statement_reset (statement);
  return TRUE;
}

static gboolean
keep_answer (GaSql *sql,
             gint64 tenant,
             const GaPush *push,
             const guint8 digest[GA_DIGEST_SIZE],
             GBytes *answer,
             GError **error)
{
  GaStatement *statement =
      ga_sql_prepare (sql,
                      "INSERT INTO receipt (tenant, client, number, digest, answer) "
                      "VALUES ($1, $2, $3, $4, $5)",
                      error);

  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, tenant);
  ga_statement_bind_id (statement, 2, &push->client);
  ga_statement_bind_integer (statement, 3, push->number);
  ga_statement_bind_bytes (statement, 4, digest, GA_DIGEST_SIZE);
  ga_statement_bind_bytes (statement, 5, g_bytes_get_data (answer, NULL),
                           g_bytes_get_size (answer));
  return ga_statement_send (statement, error);
}

/* Now and then, as it costs. */
static gboolean
forget_old (GaSql *sql, gint64 tenant, const GaPush *push, GError **error)
{
  GaStatement *statement;

  if (push->number <= GA_RECEIPTS_KEPT || push->number % 10 != 0)
    return TRUE;
  statement = ga_sql_prepare (
      sql, "DELETE FROM receipt WHERE tenant = $1 AND client = $2 AND number <= $3", error);
  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, tenant);
  ga_statement_bind_id (statement, 2, &push->client);
  ga_statement_bind_integer (statement, 3, push->number - GA_RECEIPTS_KEPT);
  return ga_statement_send (statement, error);
}

static gboolean
move_client (GaSql *sql,
             const GaSession *session,
             const GaPush *push,
             gint64 written,
             gint64 now,
             GError **error)
{
  GaStatement *statement = ga_sql_prepare (
      sql,
      "INSERT INTO client (tenant, client, device, last_number, last_contact, epoch, written) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (tenant, client) DO UPDATE "
      "SET device = excluded.device, last_number = excluded.last_number, "
      "last_contact = excluded.last_contact, epoch = excluded.epoch, written = excluded.written",
      error);

  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, session->tenant);
  ga_statement_bind_id (statement, 2, &push->client);
  ga_statement_bind_integer (statement, 3, session->device);
  ga_statement_bind_integer (statement, 4, push->number);
  ga_statement_bind_integer (statement, 5, now);
  ga_statement_bind_integer (statement, 6, push->epoch);
  ga_statement_bind_integer (statement, 7, written);
  return ga_statement_send (statement, error);
}

gboolean
ga_receipts_keep (GaSql *sql,
                  const GaSession *session,
                  const GaPush *push,
                  gint64 written,
                  const guint8 digest[GA_DIGEST_SIZE],
                  GBytes *answer,
                  gint64 now,
                  GError **error)
{
  if (GA_FLAW (EFFECT_ALONE))
    return TRUE;
  if (!GA_FLAW (NO_RECEIPT) && (!keep_answer (sql, session->tenant, push, digest, answer, error) ||
                                !forget_old (sql, session->tenant, push, error)))
    return FALSE;
  return move_client (sql, session, push, written, now, error);
}

gboolean
ga_receipts_has_room (GaSql *sql,
                      const GaSession *session,
                      const GaId *client,
                      gsize length,
                      gboolean *fits,
                      GError **error)
{
  GaStatement *statement =
      ga_sql_prepare (sql,
                      "SELECT (SELECT count(*) FROM staged WHERE tenant = $1 AND client = $2), "
                      "(SELECT CAST(coalesce(sum(length(s.body)), 0) AS bigint) FROM staged s "
                      "JOIN client c ON c.tenant = s.tenant AND c.client = s.client "
                      "JOIN device d ON d.tenant = c.tenant AND d.number = c.device "
                      "WHERE s.tenant = $1 AND d.account = $3)",
                      error);
  gboolean found = FALSE;

  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, session->tenant);
  ga_statement_bind_id (statement, 2, client);
  ga_statement_bind_integer (statement, 3, session->account);
  if (!ga_statement_step (statement, &found, error))
    return FALSE;
  *fits = ga_statement_get_integer (statement, 0) < GA_PARTS_MOST &&
          ga_statement_get_integer (statement, 1) + (gint64) length <= GA_PARTS_MOST_BYTES;
  ga_statement_reset (statement);
  return TRUE;
}

/* The client is back where it was before the first part, so that it is told to send them again. */
gboolean
ga_receipts_forget_parts (GaSql *sql, gint64 tenant, const GaId *client, gint64 now, GError **error)
{
#define OLD                                                                        \
  "client IN (SELECT s.client FROM staged s JOIN client c ON c.tenant = s.tenant " \
  "AND c.client = s.client WHERE s.tenant = $1 AND c.last_contact < $2 "           \
  "AND s.client IS DISTINCT FROM $3)"
  static const char *const texts[] = {
    "UPDATE client SET last_number = (SELECT min(s.number) - 1 FROM staged s "
    "WHERE s.tenant = client.tenant AND s.client = client.client) WHERE tenant = $1 AND " OLD,
    "DELETE FROM receipt WHERE tenant = $1 AND number > (SELECT k.last_number FROM client k "
    "WHERE k.tenant = receipt.tenant AND k.client = receipt.client) AND " OLD,
    "DELETE FROM staged WHERE tenant = $1 AND " OLD,
  };
#undef OLD

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      GaStatement *statement = ga_sql_prepare (sql, texts[i], error);

      if (statement == NULL)
        return FALSE;
      ga_statement_bind_integer (statement, 1, tenant);
      ga_statement_bind_integer (statement, 2, now - GA_PARTS_SECONDS * G_USEC_PER_SEC);
      ga_statement_bind_id (statement, 3, client);
      if (!ga_statement_run (statement, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
ga_receipts_stage (GaSql *sql,
                   gint64 tenant,
                   const GaPush *push,
                   const guint8 digest[GA_DIGEST_SIZE],
                   const char *text,
                   gsize length,
                   GError **error)
{
  GaStatement *statement = ga_sql_prepare (sql,
                                           "INSERT INTO staged (tenant, client, number, digest, "
                                           "body) VALUES ($1, $2, $3, $4, $5)",
                                           error);

  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, tenant);
  ga_statement_bind_id (statement, 2, &push->client);
  ga_statement_bind_integer (statement, 3, push->number);
  ga_statement_bind_bytes (statement, 4, digest, GA_DIGEST_SIZE);
  ga_statement_bind_bytes (statement, 5, text, length);
  return ga_statement_send (statement, error);
}

static GPtrArray *
read_parts (GaSql *sql, GaSchema *schema, gint64 tenant, const GaId *client, GError **error)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func ((GDestroyNotify) ga_push_free);
  GaStatement *statement = ga_sql_prepare (
      sql, "SELECT body FROM staged WHERE tenant = $1 AND client = $2 ORDER BY number", error);
  gboolean found = FALSE;

  if (statement == NULL)
    return NULL;
  ga_statement_bind_integer (statement, 1, tenant);
  ga_statement_bind_id (statement, 2, client);
  while (TRUE)
    {
      gconstpointer body;
      gsize length;
      GaPush *part;

      if (!ga_statement_step (statement, &found, error))
        return NULL;
      if (!found)
        return g_steal_pointer (&parts);
      body = ga_statement_get_bytes (statement, 0, &length);
      part = ga_push_read (schema, body, length, error);
      if (part == NULL)
        {
          ga_statement_reset (statement);
          return NULL;
        }
      g_ptr_array_add (parts, part);
    }
}

GPtrArray *
ga_receipts_take_parts (
    GaSql *sql, GaSchema *schema, gint64 tenant, const GaId *client, GError **error)
{
  g_autoptr (GPtrArray) parts = read_parts (sql, schema, tenant, client, error);
  GaStatement *statement;

  if (parts == NULL || parts->len == 0)
    return g_steal_pointer (&parts);
  statement = ga_sql_prepare (sql, "DELETE FROM staged WHERE tenant = $1 AND client = $2", error);
  if (statement == NULL)
    return NULL;
  ga_statement_bind_integer (statement, 1, tenant);
  ga_statement_bind_id (statement, 2, client);
  return ga_statement_send (statement, error) ? g_steal_pointer (&parts) : NULL;
}
