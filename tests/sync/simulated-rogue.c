/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "simulation.h"

/* A program of somebody else's, which asks for what no client of ours would: a walk of one's own
 * community at a meeting place that one may not see. */

static gboolean
find_id (Server *server, const char *sql, gint64 account, GaId *id)
{
  sqlite3_stmt *statement = sql_prepare (server->raw, sql, "n", account);

  if (!sql_step (statement))
    return FALSE;
  sql_id (statement, 0, id);
  sql_end (statement);
  return TRUE;
}

static void
set (GaOperation *operation, const char *field, const char *text, const GaId *id)
{
  g_auto (GaValue) value = { 0 };

  if (id != NULL)
    value = (GaValue){ .kind = GA_VALUE_ID, .id = *id };
  else
    value = (GaValue){ .kind = GA_VALUE_TEXT, .text = g_strdup (text) };
  ga_operation_take (operation, (guint) ga_entity_field_index (operation->entity, field), &value);
}

static GaOperation *
make_walk (Server *server, const GaId *community, const GaId *venue)
{
  GaOperation *operation = ga_operation_new ();

  operation->number = operation->clock = 1;
  operation->entity = ga_schema_get (server->schema, "meeting");
  operation->id = ga_id_new ();
  operation->kind = GA_OPERATION_INSERT;
  set (operation, "community", NULL, community);
  set (operation, "venue", NULL, venue);
  set (operation, "start", "2026-05-05T10:00", NULL);
  set (operation, "zone", "Europe/Copenhagen", NULL);
  set (operation, "status", "planned", NULL);
  return operation;
}

void
rogue_act (Client *client)
{
  Server *server = client->world->server;
  Client rogue = *client;
  g_autoptr (GaPush) push = ga_push_new ();
  g_autoptr (GaReceipt) receipt = NULL;
  g_autoptr (GBytes) body = NULL;
  g_auto (Reply) reply = { 0 };
  GaId community, venue;

  if (client->revoked ||
      !find_id (server,
                "SELECT c.id FROM community c JOIN access a ON a.target = c.id WHERE a.account = ? "
                "AND c._gone = 0 LIMIT 1",
                client->account, &community) ||
      !find_id (
          server,
          "SELECT v.id FROM venue v WHERE v._gone = 0 AND v.kommune NOT IN "
          "(SELECT a.target FROM access a WHERE a.account = ?1 AND a.target IS NOT NULL UNION "
          "SELECT c.kommune FROM access a JOIN community c ON c.id = a.target "
          "WHERE a.account = ?1 AND c.kommune IS NOT NULL) LIMIT 1",
          client->account, &venue))
    return;
  rogue.client = push->client = ga_id_new ();
  push->number = 1;
  push->lineage = server->lineage;
  push->epoch = server->epoch;
  push->now = client->world->now;
  g_ptr_array_add (push->operations, make_walk (server, &community, &venue));
  body = ga_push_write (push);
  /* Never kept, so that nothing is left of it whatever the answer. */
  reply = server_ask (server, &rogue, PUSH, body, TRUE);
  if (reply.answer == NULL)
    return;
  receipt = ga_receipt_read (server->schema, g_bytes_get_data (reply.answer, NULL),
                             g_bytes_get_size (reply.answer), NULL);
  if (ga_receipt_find (receipt, 1) == NULL)
    world_complain (client->world, "a walk may be where its author cannot look");
}
