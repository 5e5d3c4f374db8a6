/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/ga-person-traces.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "model/ga-json-text.h"
#include "server/ga-database-private.h"
#include "server/ga-person.h"
#include "server/ga-sql-private.h"

/* Shorter ones are in every second receipt, and tell nobody. */
#define TEXT_LEAST 2

/* Returns: (transfer full) (nullable): the body without what is erased; %NULL: it can stay */
typedef char *(*ScrubFunc) (const char *body, gsize length, GHashTable *ids, GPtrArray *texts);

/* The list called @member in a body, if there is one. */
static JsonArray *
read_list (JsonParser *parser, const char *body, gsize length, const char *member)
{
  JsonNode *root, *list;

  /* What the server has kept it has checked when it came. */
  if (!json_parser_load_from_data (parser, body, (gssize) length, NULL))
    return NULL;
  root = json_parser_get_root (parser);
  list = root != NULL && JSON_NODE_HOLDS_OBJECT (root)
             ? json_object_get_member (json_node_get_object (root), member)
             : NULL;
  return list != NULL && JSON_NODE_HOLDS_ARRAY (list) ? json_node_get_array (list) : NULL;
}

/* An operation keeps its place, so that the others keep their revisions; it says nothing any more.
 */
static char *
scrub_operations (const char *body, gsize length, GHashTable *ids, GPtrArray *texts)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonArray *operations = read_list (parser, body, length, "operations");
  gboolean changed = FALSE;

  for (guint i = 0; operations != NULL && i < json_array_get_length (operations); i++)
    {
      JsonObject *operation = json_array_get_object_element (operations, i);
      GaId id;

      if (!ga_id_parse (json_object_get_string_member_with_default (operation, "id", ""), &id) ||
          !g_hash_table_contains (ids, &id))
        continue;
      json_object_set_object_member (operation, "fields", json_object_new ());
      changed = TRUE;
    }
  return changed ? json_to_string (json_parser_get_root (parser), FALSE) : NULL;
}

static gboolean
mentions (const char *body, gsize length, GPtrArray *texts)
{
  for (guint i = 0; i < texts->len; i++)
    {
      const char *text = g_ptr_array_index (texts, i);
      g_autoptr (GString) json = g_string_new (NULL);

      ga_json_append_text (json, text);
      if (strlen (text) >= TEXT_LEAST && g_strstr_len (body, (gssize) length, json->str) != NULL)
        return TRUE;
    }
  return FALSE;
}

/* @row: (nullable) */
static gboolean
is_of (JsonObject *row, GHashTable *ids)
{
  GaId id;

  return row != NULL &&
         ga_id_parse (json_object_get_string_member_with_default (row, "id", ""), &id) &&
         g_hash_table_contains (ids, &id);
}

/* What was said earlier is among no @texts: a row goes for its id, too. */
static char *
scrub_answers (const char *body, gsize length, GHashTable *ids, GPtrArray *texts)
{
  g_autoptr (JsonParser) parser = NULL;
  gboolean mentioned = mentions (body, length, texts), changed = FALSE;
  JsonArray *answers;

  if (!mentioned && g_strstr_len (body, (gssize) length, "\"row\"") == NULL)
    return NULL;
  parser = json_parser_new ();
  answers = read_list (parser, body, length, "answers");
  for (guint i = 0; answers != NULL && i < json_array_get_length (answers); i++)
    {
      JsonObject *answer = json_array_get_object_element (answers, i);
      JsonObject *row = json_object_has_member (answer, "row")
                            ? json_object_get_object_member (answer, "row")
                            : NULL;

      if (!mentioned && !is_of (row, ids))
        continue;
      json_object_remove_member (answer, "row");
      changed = TRUE;
    }
  return changed ? json_to_string (json_parser_get_root (parser), FALSE) : NULL;
}

static const struct
{
  const char *list; /* clients that a computer had before it got another are no device's */
  const char *read; /* a client's: number, body */
  const char *write;
  ScrubFunc scrub;
} kept[] = {
  { "SELECT DISTINCT client FROM staged WHERE tenant = $1",
    "SELECT number, body FROM staged WHERE tenant = $1 AND client = $2",
    "UPDATE staged SET body = $1 WHERE tenant = $2 AND client = $3 AND number = $4",
    scrub_operations },
  { "SELECT DISTINCT client FROM quarantine WHERE tenant = $1",
    "SELECT number, body FROM quarantine WHERE tenant = $1 AND client = $2",
    "UPDATE quarantine SET body = $1 WHERE tenant = $2 AND client = $3 AND number = $4",
    scrub_operations },
  { "SELECT DISTINCT client FROM receipt WHERE tenant = $1",
    "SELECT number, answer FROM receipt WHERE tenant = $1 AND client = $2",
    "UPDATE receipt SET answer = $1 WHERE tenant = $2 AND client = $3 AND number = $4",
    scrub_answers },
};

static gboolean
write_body (GaSql *sql,
            const char *text,
            const char *body,
            gint64 tenant,
            const GaId *client,
            gint64 number,
            GError **error)
{
  GaStatement *statement = ga_sql_prepare (sql, text, error);

  if (statement == NULL)
    return FALSE;
  ga_statement_bind_bytes (statement, 1, body, strlen (body));
  ga_statement_bind_integer (statement, 2, tenant);
  ga_statement_bind_id (statement, 3, client);
  ga_statement_bind_integer (statement, 4, number);
  return ga_statement_run (statement, error);
}

static gboolean
scrub_client (GaSql *sql,
              gint64 tenant,
              const GaId *client,
              guint which,
              GHashTable *ids,
              GPtrArray *texts,
              GError **error)
{
  GaStatement *statement = ga_sql_prepare (sql, kept[which].read, error);
  gboolean row = TRUE;

  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, tenant);
  ga_statement_bind_id (statement, 2, client);
  while (row)
    {
      g_autofree char *body = NULL;
      gconstpointer bytes;
      gsize length;

      if (!ga_statement_step (statement, &row, error))
        return FALSE;
      if (!row)
        break;
      bytes = ga_statement_get_bytes (statement, 1, &length);
      body = kept[which].scrub (bytes, length, ids, texts);
      if (body != NULL && !write_body (sql, kept[which].write, body, tenant, client,
                                       ga_statement_get_integer (statement, 0), error))
        return FALSE;
    }
  return TRUE;
}

static GArray *
list_clients (GaSql *sql, gint64 tenant, guint which, GError **error)
{
  g_autoptr (GArray) clients = g_array_new (FALSE, FALSE, sizeof (GaId));
  GaStatement *statement = ga_sql_prepare (sql, kept[which].list, error);
  gboolean row = TRUE;
  GaId id;

  if (statement == NULL)
    return NULL;
  ga_statement_bind_integer (statement, 1, tenant);
  while (row)
    {
      if (!ga_statement_step (statement, &row, error))
        return NULL;
      if (row && ga_statement_get_id (statement, 0, &id))
        g_array_append_val (clients, id);
    }
  return g_steal_pointer (&clients);
}

gboolean
ga_person_scrub (GaSql *sql, gint64 tenant, GHashTable *ids, GPtrArray *texts, GError **error)
{
  for (guint which = 0; which < G_N_ELEMENTS (kept); which++)
    {
      g_autoptr (GArray) clients = list_clients (sql, tenant, which, error);

      if (clients == NULL)
        return FALSE;
      for (guint i = 0; i < clients->len; i++)
        if (!scrub_client (sql, tenant, &g_array_index (clients, GaId, i), which, ids, texts,
                           error))
          return FALSE;
    }
  return TRUE;
}

/* SQLite's log is emptied into the file and the file written anew, so that no page keeps what was
 * on it; PostgreSQL forgets old versions of rows. */
gboolean
ga_person_clean (GaSql *sql, GError **error)
{
  GaStatement *statement;
  gboolean row, busy;

  if (!ga_sql_exec (sql, "VACUUM", error))
    return FALSE;
  if (ga_sql_is_postgresql (sql))
    return TRUE;
  statement = ga_sql_prepare (sql, "PRAGMA wal_checkpoint(TRUNCATE)", error);
  if (statement == NULL || !ga_statement_step (statement, &row, error))
    return FALSE;
  busy = row && ga_statement_get_integer (statement, 0) != 0;
  ga_statement_reset (statement);
  return !busy || ga_sql_fail (GA_SQL_ERROR_BUSY, NULL, error);
}
