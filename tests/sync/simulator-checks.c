/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "server/ga-rights.h"
#include "simulator.h"

/*
 * What must hold when the network is well again. Everything is read from the files, past the code
 * that is tested.
 */

/* Kommuner stand in every profile from the start; nobody sends them. */
#define SHIPPED "kommune"

typedef struct
{
  World *world;
  sqlite3 *server;
  GHashTable *said; /* "id field value" that the server's history or a conflict holds */
} Check;

static sqlite3 *
open_file (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  sqlite3 *database = NULL;

  g_assert_cmpint (sqlite3_open_v2 (path, &database, SQLITE_OPEN_READWRITE, NULL), ==, SQLITE_OK);
  return database;
}

static sqlite3_stmt *
prepare (sqlite3 *database, const char *sql)
{
  sqlite3_stmt *statement = NULL;

  if (sqlite3_prepare_v2 (database, sql, -1, &statement, NULL) != SQLITE_OK)
    g_error ("%s: %s", sqlite3_errmsg (database), sql);
  return statement;
}

static const char *
text_of (sqlite3_stmt *statement, int column)
{
  const char *text = (const char *) sqlite3_column_text (statement, column);

  return text != NULL ? text : "";
}

static gint64
get_integer (sqlite3 *database, const char *sql)
{
  sqlite3_stmt *statement = prepare (database, sql);
  gint64 value = 0;

  if (sqlite3_step (statement) == SQLITE_ROW)
    value = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  return value;
}

/* SQL for all fields that may be seen, as one text. */
static char *
quote_fields (const GaEntity *entity, gboolean names)
{
  g_autoptr (GString) sql = g_string_new ("''");

  for (guint i = 0; i < entity->n_fields; i++)
    if (names || !(entity->fields[i].flags & GA_FIELD_PERSONAL))
      g_string_append_printf (sql, " || '|' || quote(r.\"%s\")", entity->fields[i].name);
  return g_string_free (g_steal_pointer (&sql), FALSE);
}

/* "place:target" of the space a row lies in. */
#define SPACE(kind) "s." kind " || ':' || coalesce(hex(s.target), '')"

static void
read_rows (sqlite3 *database, const char *sql, const char *entity, GHashTable *rows)
{
  sqlite3_stmt *statement = prepare (database, sql);

  while (sqlite3_step (statement) == SQLITE_ROW)
    g_hash_table_insert (rows, g_strdup_printf ("%s %s", entity, text_of (statement, 0)),
                         g_strdup_printf ("%s|%s|%s", text_of (statement, 1),
                                          text_of (statement, 2), text_of (statement, 3)));
  sqlite3_finalize (statement);
}

static GHashTable *
new_table (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/* The text that the files give for a space. */
static char *
name_space (const GaSpace *space)
{
  GString *name = g_string_new (NULL);

  g_string_append_printf (name, "%d:", space->place);
  for (guint b = 0; b < sizeof space->target.bytes && !ga_id_is_none (&space->target); b++)
    g_string_append_printf (name, "%02X", space->target.bytes[b]);
  return g_string_free (name, FALSE);
}

/* Space → whether names are seen there. */
static GHashTable *
list_spaces (const GaRights *rights)
{
  GHashTable *spaces = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < rights->spaces->len; i++)
    {
      const GaSpace *space = &g_array_index (rights->spaces, GaSpace, i);

      g_hash_table_insert (spaces, name_space (space),
                           GINT_TO_POINTER (ga_rights_see_names (rights, space)));
    }
  return spaces;
}

/* Takes out the rows of spaces that are not seen, or not in this way. */
static void
keep_seen (GHashTable *rows, GHashTable *spaces, gboolean names)
{
  GHashTableIter iter;
  gpointer value, seen;

  g_hash_table_iter_init (&iter, rows);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      g_autofree char *space = g_strndup (value, (gsize) (strchr (value, '|') - (char *) value));

      if (!g_hash_table_lookup_extended (spaces, space, NULL, &seen) ||
          GPOINTER_TO_INT (seen) != names)
        g_hash_table_iter_remove (&iter);
    }
}

/* What the server has for somebody who sees these spaces, by its own tables. */
static GHashTable *
list_server (Check *self, GHashTable *spaces, gboolean names)
{
  GHashTable *rows = new_table ();

  for (guint i = 0; i < ga_schema_get_n_entities (self->world->schema); i++)
    {
      const GaEntity *entity = ga_schema_get_nth (self->world->schema, i);
      gboolean private = ga_entity_is_private (entity);
      g_autofree char *fields = quote_fields (entity, names);
      g_autofree char *sql = g_strdup_printf (
          "SELECT hex(r.id), " SPACE (
              "place") ", r._rev, %s FROM \"%s%s\" r "
                       "JOIN space s ON s.tenant = r.tenant AND s.number = r._space WHERE r._gone = 0",
          fields, private ? "names." : "", entity->name);

      if ((names || !private) && !g_str_equal (entity->name, SHIPPED))
        read_rows (self->server, sql, entity->name, rows);
    }
  keep_seen (rows, spaces, names);
  return rows;
}

/* What the profile has from the server; what is its own stays its own. Without names a row of an
 * entity that is one is outside the grant. */
static GHashTable *
list_peer (Check *self, sqlite3 *database, GHashTable *spaces, gboolean names)
{
  GHashTable *rows = new_table ();

  for (guint i = 0; i < ga_schema_get_n_entities (self->world->schema); i++)
    {
      const GaEntity *entity = ga_schema_get_nth (self->world->schema, i);
      g_autofree char *fields = quote_fields (entity, TRUE);
      g_autofree char *plain = quote_fields (entity, FALSE);
      g_autofree char *sql =
          g_strdup_printf ("SELECT hex(r.id), " SPACE (
                               "kind") ", coalesce(r._rev, 0), %s FROM \"%s\" r "
                                       "JOIN space s ON s.number = r._space WHERE s.kind <> 2",
                           names ? fields : plain, entity->name);

      if (!g_str_equal (entity->name, SHIPPED))
        read_rows (database, sql, entity->name, rows);
    }
  if (spaces != NULL)
    keep_seen (rows, spaces, names);
  return rows;
}

static char *
compare (Peer *peer, GHashTable *server, GHashTable *mine)
{
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, mine);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const char *theirs = g_hash_table_lookup (server, key);

      if (theirs == NULL)
        return g_strdup_printf ("peer %u has %s, which the server has not for it: %s", peer->number,
                                (char *) key, (char *) value);
      if (!g_str_equal (theirs, value))
        return g_strdup_printf ("peer %u has another %s: %s where the server has %s", peer->number,
                                (char *) key, (char *) value, theirs);
    }
  g_hash_table_iter_init (&iter, server);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (!g_hash_table_contains (mine, key))
      return g_strdup_printf ("peer %u lacks %s: %s", peer->number, (char *) key, (char *) value);
  return NULL;
}

static char *
check_grant (Peer *peer, GHashTable *all, GHashTable *spaces)
{
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, all);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      g_autofree char *space = g_strndup (value, (gsize) (strchr (value, '|') - (char *) value));

      if (!g_hash_table_contains (spaces, space))
        return g_strdup_printf ("peer %u has %s outside its grant, in %s", peer->number,
                                (char *) key, space);
    }
  return NULL;
}

static char *
check_same (Check *self, Peer *peer, sqlite3 *database)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GaSession) session = peer_get_session (peer, &error);
  GaRights *rights = NULL;
  g_autoptr (GHashTable) spaces = NULL, all = NULL;
  char *wrong;

  g_assert_no_error (error);
  rights = ga_rights_load (self->world->reader, self->world->schema, session, &error);
  g_assert_no_error (error);
  spaces = list_spaces (rights);
  ga_rights_free (rights);
  all = list_peer (self, database, NULL, TRUE);
  wrong = check_grant (peer, all, spaces);
  for (int names = FALSE; names <= TRUE && wrong == NULL; names++)
    {
      g_autoptr (GHashTable) server = list_server (self, spaces, names);
      g_autoptr (GHashTable) mine = list_peer (self, database, spaces, names);

      wrong = compare (peer, server, mine);
    }
  return wrong;
}

static char *
check_outbox (Peer *peer)
{
  g_autoptr (GaMembership) membership =
      ga_reader_get_membership (ga_store_get_reader (peer->store), NULL);

  if (membership->stopped != NULL)
    return g_strdup_printf ("peer %u has stopped: %s", peer->number, membership->stopped);
  if (membership->waiting > 0)
    return g_strdup_printf ("peer %u still has %d operations to send", peer->number,
                            (int) membership->waiting);
  return NULL;
}

static void
note (Check *self, const char *id, const char *field, const char *value)
{
  g_hash_table_add (self->said, g_strdup_printf ("%s %s %s", id, field, value));
}

/* Values as SQL's json_each has them: of history both sides, of conflicts what stood and what did
 * not. */
static void
read_said (Check *self, sqlite3 *database, const char *sql)
{
  sqlite3_stmt *statement = prepare (database, sql);

  while (sqlite3_step (statement) == SQLITE_ROW)
    note (self, text_of (statement, 0), text_of (statement, 1), text_of (statement, 2));
  sqlite3_finalize (statement);
}

static void
read_history (Check *self)
{
  read_said (self, self->server,
             "SELECT hex(h.id), f.key, coalesce(json_extract(f.value, '$[1]'), '') FROM history h, "
             "json_each(h.fields) f");
}

/* A conflict names the record in canonical text, and has values as JSON. */
#define CONFLICT_VALUES(table)                                                               \
  "SELECT upper(replace(c.record, '-', '')), coalesce(c.field, '*'), coalesce(v.value, '') " \
  "FROM \"" table "\" c, json_each('[' || coalesce(c.kept, 'null') || ',' || "               \
  "coalesce(c.lost, 'null') || ',' || coalesce(c.kept_personal, 'null') || ',' || "          \
  "coalesce(c.lost_personal, 'null') || ']') v"

/* Of a whole record the values are an object. */
#define CONFLICT_RECORDS(table)                                                                   \
  "SELECT upper(replace(c.record, '-', '')), f.key, coalesce(f.value, '') FROM \"" table "\" c, " \
  "json_each(coalesce(c.lost_personal, c.lost)) f WHERE c.field IS NULL AND "                     \
  "json_type(coalesce(c.lost_personal, c.lost)) = 'object'"

static gboolean
is_said (Check *self, const char *id, const char *field, const char *value)
{
  g_autofree char *key = g_strdup_printf ("%s %s %s", id, field, value);

  return g_hash_table_contains (self->said, key);
}

/* Every value that somebody entered and that was acknowledged is current, in the history, or in a
 * conflict. Values of what was refused are in a conflict of that profile. */
static char *
check_confirmed (Check *self, Peer *peer, sqlite3 *database)
{
  sqlite3_stmt *statement = prepare (
      database, "SELECT hex(c.id), f.key, coalesce(json_extract(f.value, '$[1]'), ''), c.number "
                "FROM change c JOIN act a ON a.number = c.act, json_each(c.fields) f "
                "WHERE c.acked > 0 AND a.kind <> 4 AND c.operation <> 3");
  char *wrong = NULL;

  while (wrong == NULL && sqlite3_step (statement) == SQLITE_ROW)
    if (!is_said (self, text_of (statement, 0), text_of (statement, 1), text_of (statement, 2)))
      wrong = g_strdup_printf ("peer %u entered %s = %s of %s (change %s), which is nowhere",
                               peer->number, text_of (statement, 1), text_of (statement, 2),
                               text_of (statement, 0), text_of (statement, 3));
  sqlite3_finalize (statement);
  return wrong;
}

static char *
check_once (Check *self)
{
  sqlite3_stmt *statement =
      prepare (self->server, "SELECT hex(id), number, count(*) FROM history WHERE account > 0 "
                             "GROUP BY tenant, id, clock, number, operation HAVING count(*) > 1");
  char *wrong = NULL;

  if (sqlite3_step (statement) == SQLITE_ROW)
    wrong = g_strdup_printf ("operation %s on %s was applied %s times", text_of (statement, 1),
                             text_of (statement, 0), text_of (statement, 2));
  sqlite3_finalize (statement);
  return wrong;
}

static char *
check_peer (Check *self, Peer *peer)
{
  sqlite3 *database = open_file (peer->folder, "gangart.db");
  char *wrong = check_outbox (peer);

  if (wrong == NULL)
    wrong = check_same (self, peer, database);
  if (wrong == NULL)
    wrong = check_confirmed (self, peer, database);
  sqlite3_close (database);
  return wrong;
}

char *
world_check (World *world)
{
  g_autofree char *folder = g_build_filename (world->folder, "server", NULL);
  g_autoptr (GHashTable) said = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Check self = { .world = world, .server = open_file (folder, "server.db"), .said = said };
  char *wrong = check_once (&self);

  read_history (&self);
  read_said (&self, self.server, CONFLICT_VALUES ("conflict"));
  read_said (&self, self.server, CONFLICT_RECORDS ("conflict"));
  world->tally.conflicts += (guint) get_integer (self.server, "SELECT count(*) FROM conflict");
  for (guint i = 0; i < world->peers->len; i++)
    {
      Peer *peer = g_ptr_array_index (world->peers, i);
      sqlite3 *database = open_file (peer->folder, "gangart.db");

      read_said (&self, database, CONFLICT_VALUES ("conflict"));
      read_said (&self, database, CONFLICT_RECORDS ("conflict"));
      sqlite3_close (database);
    }
  for (guint i = 0; wrong == NULL && i < world->peers->len; i++)
    {
      Peer *peer = g_ptr_array_index (world->peers, i);

      if (!peer->revoked)
        wrong = check_peer (&self, peer);
    }
  sqlite3_close (self.server);
  return wrong;
}
