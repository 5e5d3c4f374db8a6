/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "simulation.h"

/* Notes what is to arrive and what did, and looks at once for what can only be seen at once. */

static char *
make_key (gint64 entity, const GaId *id, gint64 clock, gint64 operation)
{
  char text[GA_ID_TEXT_SIZE];

  ga_id_format (id, text);
  return g_strdup_printf ("%" G_GINT64_FORMAT " %s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT, entity,
                          text, clock, operation);
}

static char *
key_of (const GaOperation *operation)
{
  return make_key (operation->entity->number, &operation->id, operation->clock, operation->kind);
}

static char *
write_value (const GaValue *value)
{
  switch (value->kind)
    {
    case GA_VALUE_INTEGER:
      return g_strdup_printf ("%" G_GINT64_FORMAT, value->integer);
    case GA_VALUE_TEXT:
      return g_strdup (value->text);
    case GA_VALUE_ID:
      return ga_id_to_string (&value->id);
    case GA_VALUE_NONE:
    default:
      return g_strdup ("");
    }
}

static GaPush *
read_push (World *world, GBytes *body)
{
  g_autoptr (GError) error = NULL;
  GaPush *push = ga_push_read (world->server->schema, g_bytes_get_data (body, NULL),
                               g_bytes_get_size (body), &error);

  g_assert_no_error (error);
  return push;
}

static GaReceipt *
read_receipt (World *world, GBytes *answer)
{
  g_autoptr (GError) error = NULL;
  GaReceipt *receipt = ga_receipt_read (world->server->schema, g_bytes_get_data (answer, NULL),
                                        g_bytes_get_size (answer), &error);

  g_assert_no_error (error);
  return receipt;
}

/* Changes that somebody made and that are to be sent. */
void
watch_acts (Client *client)
{
  World *world = client->world;
  sqlite3_stmt *statement =
      sql_prepare (client->raw,
                   "SELECT c.number, c.entity, c.id, c.clock, c.operation FROM change c "
                   "JOIN act a ON a.number = c.act WHERE c.number > ? AND a.kind IN (1, 2, 3, 5) "
                   "AND c.acked IS NULL AND c.space <> 2 AND c.entity <> 1 ORDER BY c.number",
                   "n", client->seen);

  if (!client->joined)
    {
      sql_end (statement);
      return;
    }
  while (sql_step (statement))
    {
      GaId id;

      sql_id (statement, 2, &id);
      client->seen = sqlite3_column_int64 (statement, 0);
      g_hash_table_insert (world->made,
                           make_key (sqlite3_column_int64 (statement, 1), &id,
                                     sqlite3_column_int64 (statement, 3),
                                     sqlite3_column_int64 (statement, 4)),
                           client);
      world->counts.operations++;
    }
}

void
watch_excuse_waiting (Client *client)
{
  sqlite3_stmt *statement = sql_prepare (
      client->raw, "SELECT entity, id, clock, operation FROM change WHERE acked IS NULL", "");

  while (sql_step (statement))
    {
      GaId id;

      sql_id (statement, 1, &id);
      g_hash_table_add (client->world->excused, make_key (sqlite3_column_int64 (statement, 0), &id,
                                                          sqlite3_column_int64 (statement, 2),
                                                          sqlite3_column_int64 (statement, 3)));
    }
}

/* A refused operation leaves no trace on the server. */
static void
check_refused (Client *client, const GaOperation *operation, gint64 revision)
{
  World *world = client->world;

  if (sql_get (sql_prepare (world->server->raw,
                            "SELECT count(*) FROM history WHERE rev = ? AND id = ? AND clock = ?",
                            "nin", revision, &operation->id, operation->clock)) > 0)
    world_complain (world, "computer %u: a refused %s was done all the same", client->number,
                    operation->entity->name);
}

/* What its author had seen; it is sent with less after a restore. */
static void
note_base (World *world, const GaOperation *operation)
{
  g_autofree char *key = key_of (operation);
  const gint64 *known = g_hash_table_lookup (world->bases, key);

  if (known == NULL || *known < operation->base)
    g_hash_table_insert (world->bases, g_steal_pointer (&key),
                         g_memdup2 (&operation->base, sizeof operation->base));
}

void
watch_server (Client *client, GBytes *body, const Reply *reply)
{
  World *world = client->world;
  g_autoptr (GaPush) push = read_push (world, body);
  g_autoptr (GaReceipt) receipt = NULL;

  if (reply->answer == NULL)
    return;
  receipt = read_receipt (world, reply->answer);
  for (guint i = 0; i < push->operations->len; i++)
    {
      const GaOperation *operation = g_ptr_array_index (push->operations, i);
      const GaAnswer *answer = ga_receipt_find (receipt, operation->number);

      note_base (world, operation);
      if (answer != NULL && answer->state == GA_ANSWER_MERGED)
        g_hash_table_add (world->weak, key_of (operation));
      if (answer != NULL && answer->state == GA_ANSWER_REFUSED && !receipt->kept)
        check_refused (client, operation, receipt->first + i);
    }
}

static char *
make_value_key (guint entity, const char *id, const char *field, const char *value)
{
  return g_strdup_printf ("%u %s %s %s", entity, id, field, value);
}

/* What was accepted must not be lost. */
static void
confirm (World *world, const GaOperation *operation)
{
  g_autofree char *id = ga_id_to_string (&operation->id);

  for (guint i = 0; i < operation->values->len; i++)
    {
      const GaFieldValue *field = &g_array_index (operation->values, GaFieldValue, i);
      g_autofree char *value = write_value (&field->value);

      if (*value != '\0')
        g_hash_table_add (world->confirmed,
                          make_value_key (operation->entity->number, id,
                                          operation->entity->fields[field->field].name, value));
    }
}

/* A value that a restored server lost and now refuses, or only offers, is not lost while its
 * author's computer, or the server, keeps it as a conflict. */
static void
release (Client *client, guint entity, const char *id, const char *field, const char *value)
{
  g_autofree char *key = make_value_key (entity, id, field, value);

  if (g_hash_table_contains (client->world->confirmed, key) &&
      sql_get (sql_prepare (
          client->raw,
          "SELECT count(*) FROM conflict WHERE record = ?1 AND kind = 'refused' AND "
          "((field = ?2 AND CAST(json_extract('[' || coalesce(lost, lost_personal) || ']', '$[0]') "
          "AS TEXT) = ?3) OR (field IS NULL AND "
          "CAST(json_extract(lost_personal, '$.' || ?2) AS TEXT) = ?3))",
          "ttt", id, field, value)) +
              sql_get (sql_prepare (client->world->server->raw,
                                    "SELECT count(*) FROM conflict WHERE record = ?1 AND "
                                    "kind = 'quarantine' AND coalesce(field, ?2) = ?2",
                                    "tt", id, field)) >
          0)
    g_hash_table_remove (client->world->confirmed, key);
}

static void
release_values (Client *client, const GaOperation *operation)
{
  g_autofree char *id = ga_id_to_string (&operation->id);

  for (guint i = 0; i < operation->values->len; i++)
    {
      const GaFieldValue *field = &g_array_index (operation->values, GaFieldValue, i);
      g_autofree char *value = write_value (&field->value);

      release (client, operation->entity->number, id, operation->entity->fields[field->field].name,
               value);
    }
}

/* Whether what is missing on the server will not come any more: who made it may no longer, or the
 * same author has given the field another value since. */
static gboolean
may_be_missing (Client *client, const GaOperation *operation)
{
  GHashTable *refused = client->world->refused;

  if (operation->kind != GA_OPERATION_INSERT && g_hash_table_contains (refused, &operation->id))
    return TRUE;
  for (guint i = 0; i < operation->values->len; i++)
    {
      const GaFieldValue *field = &g_array_index (operation->values, GaFieldValue, i);

      if ((field->value.kind == GA_VALUE_ID && g_hash_table_contains (refused, &field->value.id)) ||
          sql_get (sql_prepare (client->raw,
                                "SELECT count(*) FROM change WHERE entity = ? AND id = ? AND "
                                "number > ? AND acked > 0 AND json_extract (fields, '$.' || ?) "
                                "IS NOT NULL",
                                "nint", (gint64) operation->entity->number, &operation->id,
                                operation->number, operation->entity->fields[field->field].name)) >
              0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_decision (const GaOperation *operation)
{
  return g_str_equal (operation->entity->name, "conflict");
}

/* The value that was refused is kept where it was made, but for what may have been erased by law
 * where nobody will say so any more. */
static void
check_kept (Client *client, const GaOperation *operation, const char *code)
{
  g_autofree char *id = ga_id_to_string (&operation->id);

  if (operation->kind != GA_OPERATION_DELETE && !is_decision (operation) &&
      !(client->revoked && g_str_equal (code, "gone")) &&
      sql_get (sql_prepare (client->raw,
                            "SELECT count(*) FROM conflict WHERE record = ? AND kind = 'refused'",
                            "t", id)) == 0)
    world_complain (client->world, "computer %u: a refused %s was thrown away", client->number,
                    operation->entity->name);
}

/* What was done to a row since stood on what is refused: it is refused with it, and not sent. What
 * tells so here may have to go with its space later. */
static void
excuse_later (Client *client, const GaOperation *operation)
{
  g_autofree char *record = ga_id_to_string (&operation->id);
  sqlite3_stmt *statement = sql_prepare (
      client->raw,
      "SELECT c.clock, c.operation, e.key, json_extract (e.value, '$[1]') FROM change c "
      "LEFT JOIN json_each (c.fields) e WHERE c.entity = ? AND c.id = ? AND c.number > ? AND "
      "c.acked = 0",
      "nin", (gint64) operation->entity->number, &operation->id, operation->number);

  while (sql_step (statement))
    {
      g_autofree char *field = sql_text (statement, 2);
      g_autofree char *value = sql_text (statement, 3);

      g_hash_table_add (client->world->excused, make_key (operation->entity->number, &operation->id,
                                                          sqlite3_column_int64 (statement, 0),
                                                          sqlite3_column_int64 (statement, 1)));
      release (client, operation->entity->number, record, field, value);
    }
}

/* It is sent once more when others have brought what a restored server has lost. */
static gboolean
is_postponed (Client *client, const GaOperation *operation)
{
  return sql_get (sql_prepare (client->raw,
                               "SELECT count(*) FROM change WHERE number = ? AND acked IS NULL",
                               "n", operation->number)) > 0;
}

/* Whether more access could have helped, and nothing that was done to the row since stands. */
static gboolean
is_for_access (Client *client, const GaOperation *operation, const char *code)
{
  static const char *const codes[] = { "not-allowed", "not-yours", "reference", NULL };

  return g_strv_contains (codes, code) && server_has_forgotten (client->world->server, client) &&
         sql_get (sql_prepare (client->raw,
                               "SELECT count(*) FROM change WHERE entity = ? AND id = ? AND "
                               "number > ? AND acked > 0",
                               "nin", (gint64) operation->entity->number, &operation->id,
                               operation->number)) == 0;
}

/* Others are asked about it from now on, whatever becomes of the server. */
static void
note_offer (World *world, const GaOperation *operation)
{
  g_autofree char *id = ga_id_to_string (&operation->id);

  if (sql_get (sql_prepare (
          world->server->raw,
          "SELECT count(*) FROM conflict WHERE record = ? AND kind = 'quarantine'", "t", id)) > 0)
    g_hash_table_add (world->offered, g_steal_pointer (&id));
}

static void
note_answer (Client *client, const GaOperation *operation, const GaAnswer *answer)
{
  World *world = client->world;
  g_autofree char *key = key_of (operation);
  gboolean was_refused = g_hash_table_contains (world->excused, key);
  gboolean was_answered = !g_hash_table_add (world->arrived, g_strdup (key));

  if (answer == NULL || answer->state == GA_ANSWER_MERGED)
    {
      confirm (world, operation);
      return;
    }
  if (is_postponed (client, operation))
    {
      if (world->verbose)
        g_printerr ("%u: postponed %s %s: %s\n", client->number, operation->entity->name,
                    answer->code, key);
      return;
    }
  g_hash_table_add (world->excused, g_strdup (key));
  if (operation->kind == GA_OPERATION_INSERT)
    g_hash_table_add (world->refused, g_memdup2 (&operation->id, sizeof operation->id));
  if (answer->state != GA_ANSWER_REFUSED)
    {
      if (world->verbose)
        g_printerr ("%u: quarantined %s: %s\n", client->number, operation->entity->name, key);
      note_offer (world, operation);
      excuse_later (client, operation);
      release_values (client, operation);
      return;
    }
  world->counts.refusals++;
  if (was_answered && !was_refused && is_for_access (client, operation, answer->code))
    world_complain (world, "computer %u: refused for want of access that was forgotten: %s",
                    client->number, key);
  if (world->verbose)
    g_printerr ("%u: refused %s %s: %s%s\n", client->number, operation->entity->name, answer->code,
                key, was_answered && !was_refused ? ", which was accepted before" : "");
  check_kept (client, operation, answer->code);
  excuse_later (client, operation);
  /* Others who have sent again before may have moved it to where its author has no access, or
   * changed what it does not go together with. */
  if (!g_str_equal (answer->code, "missing") || may_be_missing (client, operation))
    release_values (client, operation);
}

/* What was sent in parts and is sent anew since, under other numbers, is not answered as it was. */
static void
drop_old_parts (GPtrArray *parts, const GaPush *push)
{
  guint n = parts->len;

  while (n > 0)
    {
      const GaPush *part = g_ptr_array_index (parts, n - 1);

      if (part->number == push->number - 1 && part->epoch == push->epoch &&
          ga_id_equal (&part->client, &push->client))
        break;
      n--;
    }
  g_ptr_array_set_size (parts, (int) n);
}

void
watch_receipt (Client *client, GBytes *body, GBytes *answer)
{
  GaPush *push = read_push (client->world, body);
  g_autoptr (GaReceipt) receipt = read_receipt (client->world, answer);

  drop_old_parts (client->parts, push);
  g_ptr_array_add (client->parts, push);
  if (receipt->kept)
    {
      client->world->counts.parts++;
      return;
    }
  for (guint i = 0; i < client->parts->len; i++)
    {
      push = g_ptr_array_index (client->parts, i);
      for (guint j = 0; j < push->operations->len; j++)
        {
          const GaOperation *operation = g_ptr_array_index (push->operations, j);

          note_answer (client, operation, ga_receipt_find (receipt, operation->number));
        }
    }
  g_ptr_array_set_size (client->parts, 0);
}

/* Spaces that come from their beginning though they were here. */
void
watch_answer (Client *client, GBytes *answer)
{
  g_autofree char *text = g_strndup (g_bytes_get_data (answer, NULL), g_bytes_get_size (answer));
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    if (g_str_has_prefix (lines[i], "{\"space\":") && g_str_has_suffix (lines[i], "true}") &&
        !g_hash_table_add (client->pulled, g_strdup (lines[i])))
      client->world->counts.reloads++;
}

/* What waits to be sent is what one sees, whatever has come meanwhile. */
void
watch_screen (Client *client)
{
  sqlite3_stmt *statement;

  if (client_get_waiting (client) == 0)
    return;
  statement = sql_prepare (
      client->raw,
      "SELECT c.entity, c.id, e.key, json_extract (e.value, '$[1]'), c.clock, c.operation "
      "FROM change c, "
      "json_each (c.fields) e WHERE c.acked IS NULL AND c.space <> 2 AND c.operation <> 3 AND "
      "c.number = (SELECT max(d.number) FROM change d WHERE d.acked IS NULL AND d.entity = "
      "c.entity AND d.id = c.id AND (d.operation = 3 OR json_extract (d.fields, '$.' || e.key) IS "
      "NOT NULL))",
      "");
  while (sql_step (statement))
    {
      const GaEntity *entity = ga_schema_get_by_number (ga_store_get_schema (client->store),
                                                        (guint) sqlite3_column_int (statement, 0));
      const char *field = (const char *) sqlite3_column_text (statement, 2);
      g_autofree char *waits = sql_text (statement, 3);
      g_autofree char *looking =
          g_strdup_printf ("SELECT \"%s\" FROM \"%s\" WHERE id = ?", field, entity->name);
      g_autofree char *stands = NULL;
      g_autofree char *key = NULL;
      sqlite3_stmt *row;
      GaId id;

      sql_id (statement, 1, &id);
      key = make_key (entity->number, &id, sqlite3_column_int64 (statement, 4),
                      sqlite3_column_int64 (statement, 5));
      /* What a restored server lost waits again, and may be overtaken long since. */
      if (g_hash_table_contains (client->world->arrived, key))
        continue;
      row = sql_prepare (client->raw, looking, "i", &id);
      if (!sql_step (row))
        {
          world_complain (client->world, "computer %u: a %s that waits to be sent is not there",
                          client->number, entity->name);
          continue;
        }
      stands = sql_text (row, 0);
      sql_end (row);
      if (!g_str_equal (stands, waits))
        world_complain (client->world, "computer %u: %s of a %s waits to be sent and is not shown",
                        client->number, field, entity->name);
    }
}
