/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "simulation.h"

/* What must hold when the network has healed, looked up in the files of both ends. */

typedef struct
{
  World *world;
  Client *client;
  GArray *spaces;
  gboolean sees_names;
} Check;

static gboolean
is_private (const GaEntity *entity)
{
  return ga_entity_is_private (entity);
}

static gboolean
is_visible (const Check *self, const GaSpace *space)
{
  for (guint i = 0; i < self->spaces->len; i++)
    if (ga_space_equal (&g_array_index (self->spaces, GaSpace, i), space))
      return TRUE;
  return FALSE;
}

static void
read_space (sqlite3_stmt *statement, int column, GaSpace *space)
{
  *space = (GaSpace){ .place = (GaSpacePlace) sqlite3_column_int (statement, column) };
  sql_id (statement, column + 1, &space->target);
}

/* Id, revision, place and target of its space, then the fields that the client may see. */
static char *
write_query (const Check *self, const GaEntity *entity, gboolean on_server)
{
  g_autoptr (GString) sql = g_string_new ("SELECT r.id, r._rev, ");

  g_string_append (sql, on_server ? "s.place, s.target" : "s.kind AS place, s.target");
  for (guint i = 0; i < entity->n_fields; i++)
    if (self->sees_names || !(entity->fields[i].flags & GA_FIELD_PERSONAL))
      g_string_append_printf (sql, ", r.\"%s\"", entity->fields[i].name);
  g_string_append_printf (sql, " FROM \"%s%s\" r JOIN space s ON s.number = r._space",
                          on_server && is_private (entity) ? "names." : "", entity->name);
  g_string_append (sql, on_server ? " WHERE r._gone = 0" : " WHERE r._space <> 2");
  return g_string_free (g_steal_pointer (&sql), FALSE);
}

/* id → everything else, as text */
static GHashTable *
read_rows (const Check *self, sqlite3 *db, const GaEntity *entity, gboolean on_server)
{
  g_autofree char *sql = write_query (self, entity, on_server);
  sqlite3_stmt *statement = sql_prepare (db, sql, "");
  GHashTable *rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  while (sql_step (statement))
    {
      GString *text = g_string_new (NULL);
      GaSpace space;

      read_space (statement, 2, &space);
      if (on_server && !is_visible (self, &space))
        {
          g_string_free (text, TRUE);
          continue;
        }
      if (!on_server && !is_visible (self, &space))
        world_complain (self->world, "computer %u: a %s outside what it may see",
                        self->client->number, entity->name);
      for (int i = 1; i < sqlite3_column_count (statement); i++)
        {
          g_string_append_printf (text, "%s%s=", i > 1 ? "|" : "",
                                  sqlite3_column_name (statement, i));
          sql_append (text, statement, i);
        }
      g_hash_table_insert (rows, sql_text (statement, 0), g_string_free (text, FALSE));
    }
  return rows;
}

static void
compare (const Check *self, const GaEntity *entity)
{
  g_autoptr (GHashTable) there = read_rows (self, self->world->server->raw, entity, TRUE);
  g_autoptr (GHashTable) here = read_rows (self, self->client->raw, entity, FALSE);
  GHashTableIter iter;
  gpointer id, row;

  g_hash_table_iter_init (&iter, there);
  while (g_hash_table_iter_next (&iter, &id, &row))
    {
      const char *own = g_hash_table_lookup (here, id);

      if (own == NULL)
        world_complain (self->world, "computer %u: lacks the %s %s: %s", self->client->number,
                        entity->name, (char *) id, (char *) row);
      else if (!g_str_equal (own, row))
        world_complain (self->world, "computer %u: the %s %s differs:\n    here  %s\n    there %s",
                        self->client->number, entity->name, (char *) id, own, (char *) row);
    }
  g_hash_table_iter_init (&iter, here);
  while (g_hash_table_iter_next (&iter, &id, &row))
    if (!g_hash_table_contains (there, id))
      world_complain (self->world, "computer %u: has a %s %s that the server has not: %s",
                      self->client->number, entity->name, (char *) id, (char *) row);
}

/* The log of changes keeps no names of where the client may no longer look. */
static void
check_log (const Check *self)
{
  sqlite3_stmt *statement = sql_prepare (
      self->client->raw,
      "SELECT s.kind, s.target, c.entity || ' ', c.id, ' ' || c.clock || ' ' || c.operation "
      "FROM change c JOIN space s ON s.number = c.space WHERE s.kind = 4 AND c.acked > 0 "
      "AND c.fields LIKE '%\"w%' AND c.id NOT IN (SELECT id FROM participant)",
      "");

  while (sql_step (statement))
    {
      g_autoptr (GString) key = g_string_new (NULL);
      GaSpace space;

      read_space (statement, 0, &space);
      for (int i = 2; i < 5; i++)
        sql_append (key, statement, i);
      if (!is_visible (self, &space))
        world_complain (self->world, "computer %u: the log still holds a name: %s",
                        self->client->number, key->str);
    }
}

static void
check_client (World *world, Client *client)
{
  GaSchema *schema = ga_store_get_schema (client->store);
  Check check = { world, client, server_list_spaces (world->server, client), FALSE };

  check.sees_names = client->access == GA_ACCESS_HOST || client->access == GA_ACCESS_CONSULTANT;
  if (client_get_waiting (client) > 0)
    world_complain (world, "computer %u: %" G_GINT64_FORMAT " operations still wait",
                    client->number, client_get_waiting (client));
  for (guint i = 0; i < ga_schema_get_n_entities (schema) && check.spaces->len > 0; i++)
    if (check.sees_names || !is_private (ga_schema_get_nth (schema, i)))
      compare (&check, ga_schema_get_nth (schema, i));
  check_log (&check);
  g_array_unref (check.spaces);
}

/* What had access and has it no more keeps nothing that came from the server. */
static void
check_revoked (World *world, Client *client)
{
  GaSchema *schema = ga_store_get_schema (client->store);

  for (guint i = 0; i < ga_schema_get_n_entities (schema); i++)
    {
      const GaEntity *entity = ga_schema_get_nth (schema, i);
      g_autofree char *sql =
          g_strdup_printf ("SELECT count(*) FROM \"%s\" WHERE _space <> 2", entity->name);

      if (!g_str_equal (entity->name, "kommune") &&
          sql_get (sql_prepare (client->raw, sql, "")) > 0)
        world_complain (world, "computer %u: a %s stayed after its access had ended",
                        client->number, entity->name);
    }
}

/* Whoever handed it over has it no more. */
static void
check_offered (World *world)
{
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, world->offered);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (sql_get (
            sql_prepare (world->server->raw,
                         "SELECT count(*) FROM conflict WHERE record = ? AND kind = 'quarantine'",
                         "t", id)) == 0)
      world_complain (world, "nobody is asked about what was handed over: %s", (char *) id);
}

/* Everything that anybody was told is kept is current, in history or in a conflict. */
static void
check_confirmed (World *world)
{
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  sqlite3_stmt *statement =
      sql_prepare (world->server->raw,
                   "SELECT h.entity, h.id, e.key, json_extract (e.value, '$[1]') FROM history h, "
                   "json_each (h.fields) e",
                   "");
  GHashTableIter iter;
  gpointer key;

  while (sql_step (statement))
    {
      g_autofree char *id = sql_text (statement, 1);
      g_autofree char *value = sql_text (statement, 3);

      g_hash_table_add (known, g_strdup_printf ("%d %s %s %s", sqlite3_column_int (statement, 0),
                                                id, sqlite3_column_text (statement, 2), value));
    }
  g_hash_table_iter_init (&iter, world->confirmed);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (!g_hash_table_contains (known, key))
      world_complain (world, "a value that was confirmed is lost: %s", (char *) key);
}

static gboolean
is_refused_here (Client *client, const char *key)
{
  g_auto (GStrv) words = g_strsplit (key, " ", -1);
  GaId id;

  /* What was done to a row after something that was refused is refused with it, and not sent. */
  g_assert_true (ga_id_parse (words[1], &id));
  return sql_get (sql_prepare (
             client->raw, "SELECT acked FROM change WHERE id = ? AND clock = ? AND operation = ?",
             "inn", &id, g_ascii_strtoll (words[2], NULL, 10),
             g_ascii_strtoll (words[3], NULL, 10))) <= 0 &&
         sql_get (sql_prepare (
             client->raw, "SELECT count(*) FROM conflict WHERE record = ? AND kind = 'refused'",
             "t", words[1])) > 0;
}

/* Everything that people did has arrived, or they were told that it could not. */
static void
check_made (World *world)
{
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  sqlite3_stmt *statement =
      sql_prepare (world->server->raw,
                   "SELECT entity || ' ', id, ' ' || clock || ' ' || operation FROM history", "");
  GHashTableIter iter;
  gpointer key, client;

  while (sql_step (statement))
    {
      GString *text = g_string_new (NULL);

      for (int i = 0; i < 3; i++)
        sql_append (text, statement, i);
      g_hash_table_add (known, g_string_free (text, FALSE));
    }
  g_hash_table_iter_init (&iter, world->made);
  while (g_hash_table_iter_next (&iter, &key, &client))
    if (!g_str_has_suffix (key, " 3") && !((Client *) client)->revoked &&
        !g_hash_table_contains (known, key) && !g_hash_table_contains (world->excused, key) &&
        !is_refused_here (client, key))
      world_complain (world, "computer %u: what was done has not arrived: %s",
                      ((Client *) client)->number, (char *) key);
}

static void
check_once (World *world)
{
  sqlite3_stmt *statement =
      sql_prepare (world->server->raw,
                   "SELECT entity, count(*) FROM history GROUP BY entity, id, operation, clock, "
                   "fields HAVING count(*) > 1",
                   "");

  while (sql_step (statement))
    world_complain (world, "an operation on entity %d was done %d times",
                    sqlite3_column_int (statement, 0), sqlite3_column_int (statement, 1));
}

/* The key of an operation: entity, id, clock and kind, from @column on. */
static char *
read_key (sqlite3_stmt *statement, int column)
{
  GString *key = g_string_new (NULL);

  for (int i = 0; i < 4; i++)
    {
      g_string_append (key, i > 0 ? " " : "");
      sql_append (key, statement, column + i);
    }
  return g_string_free (key, FALSE);
}

/* Whether the operation was made without having seen what stands in @revision. */
static gboolean
was_unseen (World *world, const char *key, gint64 revision)
{
  const gint64 *base = g_hash_table_lookup (world->bases, key);

  return base != NULL && revision > *base;
}

/* No delete takes what its author had not seen. */
static void
check_deletes (World *world)
{
  sqlite3_stmt *statement = sql_prepare (
      world->server->raw,
      "SELECT d.entity, d.id, d.clock, d.operation, h.entity, h.id, h.clock, h.operation, h.rev "
      "FROM history d JOIN history h ON h.id = d.id AND h.rev < d.rev AND h.client <> d.client "
      "WHERE d.operation = 3 AND h.operation <> 3 AND EXISTS (SELECT * FROM json_each (h.fields) e "
      "WHERE json_extract (e.value, '$[0]') IS NOT json_extract (e.value, '$[1]')) "
      /* What its author had changed before has been weighed against the other's then. */
      "AND NOT EXISTS (SELECT * FROM history g WHERE g.id = d.id AND g.rev > h.rev AND g.rev < "
      "d.rev AND (g.operation = 3 OR g.client = d.client))",
      "");

  while (sql_step (statement))
    {
      g_autofree char *key = read_key (statement, 0);
      g_autofree char *other = read_key (statement, 4);

      if (was_unseen (world, key, sqlite3_column_int64 (statement, 8)) &&
          !g_hash_table_contains (world->weak, other))
        world_complain (world, "a delete took what it had not seen: %s", key);
    }
}

/* Whatever two people gave different values unseen is kept as a conflict, but for what they
 * decided about one. */
static void
check_conflicts (World *world)
{
  sqlite3_stmt *statement = sql_prepare (
      world->server->raw,
      "WITH edit AS (SELECT h.rev, h.entity, h.id, h.client, h.clock, h.operation, e.key AS field, "
      "json_extract (e.value, '$[1]') AS value FROM history h, json_each (h.fields) e "
      "WHERE h.operation <> 3) "
      "SELECT b.entity, b.id, b.clock, b.operation, a.entity, a.id, a.clock, a.operation, a.rev, "
      "b.field FROM edit b JOIN edit a ON a.id = b.id AND a.field = b.field AND a.rev = "
      "(SELECT max(c.rev) FROM edit c WHERE c.id = b.id AND c.field = b.field AND c.rev < b.rev) "
      "WHERE a.client <> b.client AND a.value IS NOT b.value AND b.entity <> 13 AND NOT EXISTS (SELECT * FROM history "
      "g WHERE g.id = b.id AND g.operation = 3 AND g.rev > a.rev AND g.rev < b.rev)",
      "");

  while (sql_step (statement))
    {
      g_autofree char *key = read_key (statement, 0);
      g_autofree char *other = read_key (statement, 4);
      g_autofree char *id = sql_text (statement, 1);
      g_autofree char *field = sql_text (statement, 9);

      if (was_unseen (world, key, sqlite3_column_int64 (statement, 8)) &&
          !g_hash_table_contains (world->weak, other) &&
          sql_get (sql_prepare (
              world->server->raw,
              "SELECT count(*) FROM conflict WHERE record = ? AND (field = ? OR kind <> 'edit')",
              "tt", id, field)) == 0)
        world_complain (world, "%s has lost a value without a conflict: %s", field, key);
    }
}

/* Somebody wrote again what was refused of a walk, next to what others say of it. */
static gboolean
was_written_again (World *world, const char *meeting)
{
  for (guint i = 0; i < world->clients->len; i++)
    {
      const Client *client = g_ptr_array_index (world->clients, i);

      if (sql_get (sql_prepare (client->raw,
                                "SELECT count(*) FROM conflict WHERE kind = 'refused' AND "
                                "state = 'restored' AND (record = ? OR instr (lost_personal, ?))",
                                "tt", meeting, meeting)) > 0)
        return TRUE;
    }
  return FALSE;
}

/* People give a number or names, never both; together they are two records of one walk. */
static void
check_counted_once (World *world)
{
  sqlite3_stmt *statement = sql_prepare (
      world->server->raw,
      "SELECT m.id FROM meeting m WHERE m._gone = 0 AND m.unnamed > 0 AND m.id IN "
      "(SELECT meeting FROM \"names.attendance\" WHERE _gone = 0 AND state = 'present') "
      "AND lower (hex (m.id)) NOT IN (SELECT replace (record, '-', '') FROM conflict "
      "WHERE kind IN ('question', 'deleted', 'quarantine') AND state = 'restored')",
      "");

  while (sql_step (statement))
    {
      g_autofree char *id = sql_text (statement, 0);

      if (!was_written_again (world, id))
        world_complain (world, "walk %s counts people by name and as a number", id);
    }
}

/* Looks at each table of the server for what no row may be. */
static void
check_server (World *world)
{
  Server *server = world->server;
  gint64 n;

  for (guint i = 0; i < ga_schema_get_n_entities (server->schema); i++)
    {
      const GaEntity *entity = ga_schema_get_nth (server->schema, i);
      g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM \"%s%s\" WHERE _at > ?",
                                              is_private (entity) ? "names." : "", entity->name);

      n = sql_get (sql_prepare (server->raw, sql, "n", world->now));
      if (n > 0)
        world_complain (world, "%" G_GINT64_FORMAT " rows of %s are from the future", n,
                        entity->name);
    }
  n = sql_get (
      sql_prepare (server->raw,
                   "SELECT count(*) FROM meeting m JOIN community c ON c.id = m.community WHERE "
                   "m._gone = 0 AND c._gone = 0 AND m._space <> c._space",
                   ""));
  if (n > 0)
    world_complain (world, "%" G_GINT64_FORMAT " walks lie elsewhere than their community", n);
  check_counted_once (world);
}

void
check_world (World *world)
{
  for (guint i = 0; i < world->clients->len; i++)
    {
      Client *client = g_ptr_array_index (world->clients, i);

      if (client->revoked)
        check_revoked (world, client);
      else
        check_client (world, client);
    }
  check_offered (world);
  check_confirmed (world);
  check_made (world);
  check_once (world);
  check_deletes (world);
  check_conflicts (world);
  check_server (world);
}
