/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange-fixture.h"
#include "model/ga-space-sum.h"

/* What a client has after its pulls. */

/* What a line of a pull is about, until the next one that says so. */
typedef struct
{
  Client *client;
  const char *space;
  const char *entity;
  JsonArray *fields;
  enum
  {
    ROWS,
    GONE,
    LEFT,
    TOTALS,
  } kind;
} Reading;

static char *
make_key (const char *entity, const char *id)
{
  return g_strconcat (entity, " ", id, NULL);
}

static gboolean
lies_in (JsonObject *row, const char *space)
{
  return g_strcmp0 (json_object_get_string_member (row, "space"), space) == 0;
}

static void
forget (Client *self, const char *space)
{
  GHashTableIter iter;
  gpointer row;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, NULL, &row))
    if (lies_in (row, space))
      g_hash_table_iter_remove (&iter);
}

static void
check_sum (Client *self, const char *space, JsonObject *end)
{
  g_autofree char *expected = NULL;
  GaSpaceSum sum = { 0 };
  GHashTableIter iter;
  gpointer key, row;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &key, &row))
    {
      GaId id;

      g_assert_true (ga_id_parse (strchr (key, ' ') + 1, &id));
      if (lies_in (row, space))
        ga_space_sum_move (&sum, &id, 0, json_object_get_int_member (row, "revision"));
    }
  g_assert_cmpint (json_object_get_int_member (end, "count"), ==, sum.count);
  expected = g_strdup_printf ("%016" G_GINT64_MODIFIER "x", sum.sum);
  g_assert_cmpstr (json_object_get_string_member (end, "sum"), ==, expected);
}

static void
take_row (Reading *reading, JsonArray *values)
{
  g_autoptr (JsonObject) row = json_object_new ();

  json_object_set_string_member (row, "space", reading->space);
  json_object_set_int_member (row, "revision", json_array_get_int_element (values, 1));
  json_object_set_int_member (row, "by", json_array_get_int_element (values, 2));
  g_assert_cmpuint (json_array_get_length (values), ==,
                    4 + json_array_get_length (reading->fields));
  for (guint i = 0; i < json_array_get_length (reading->fields); i++)
    json_object_set_member (row, json_array_get_string_element (reading->fields, i),
                            json_node_copy (json_array_get_element (values, 4 + i)));
  g_hash_table_replace (reading->client->rows,
                        make_key (reading->entity, json_array_get_string_element (values, 0)),
                        g_steal_pointer (&row));
}

/* Of a walk [id, revision, named], of a month [community, revision, month, first time]. */
static void
take_total (Client *self, JsonArray *values)
{
  gboolean is_month = json_array_get_length (values) == 4;
  const char *id = json_array_get_string_element (values, 0);
  JsonNode *count = json_array_get_element (values, is_month ? 3 : 2);

  g_hash_table_replace (
      self->totals,
      is_month ? g_strdup_printf ("%s %s", id, json_array_get_string_element (values, 2))
               : g_strdup (id),
      g_strdup_printf ("%d", JSON_NODE_HOLDS_NULL (count) ? -1 : (int) json_node_get_int (count)));
}

static void
take_values (Reading *reading, JsonArray *values)
{
  Client *self = reading->client;
  const char *id = json_array_get_string_element (values, 0);
  g_autofree char *key = make_key (reading->entity != NULL ? reading->entity : "", id);
  JsonObject *row = g_hash_table_lookup (self->rows, key);

  switch (reading->kind)
    {
    case ROWS:
      take_row (reading, values);
      break;
    case GONE:
    case LEFT:
      if (row != NULL && lies_in (row, reading->space))
        g_hash_table_remove (self->rows, key);
      break;
    case TOTALS:
      take_total (self, values);
      break;
    }
}

static void
begin_space (Reading *reading, JsonObject *line)
{
  reading->space = json_object_get_string_member (line, "space");
  if (!json_object_get_boolean_member (line, "fresh"))
    return;
  reading->client->n_fresh++;
  forget (reading->client, reading->space);
}

static void
keep_cursor (Reading *reading, JsonObject *line, const char *member)
{
  g_hash_table_replace (reading->client->cursors, g_strdup (reading->space),
                        g_strdup (json_object_get_string_member (line, member)));
}

static void
take_object (Reading *reading, JsonObject *line)
{
  Client *self = reading->client;

  if (json_object_has_member (line, "space"))
    begin_space (reading, line);
  else if (json_object_has_member (line, "rows"))
    {
      reading->kind = ROWS;
      reading->entity = json_object_get_string_member (line, "rows");
      reading->fields = json_object_get_array_member (line, "fields");
    }
  else if (json_object_has_member (line, "gone") || json_object_has_member (line, "left"))
    {
      gboolean gone = json_object_has_member (line, "gone");

      reading->kind = gone ? GONE : LEFT;
      reading->entity = json_object_get_string_member (line, gone ? "gone" : "left");
    }
  else if (json_object_has_member (line, "erased"))
    {
      reading->kind = LEFT;
      reading->entity = json_object_get_string_member (line, "erased");
    }
  else if (json_object_has_member (line, "totals"))
    reading->kind = TOTALS;
  else if (json_object_has_member (line, "page"))
    keep_cursor (reading, line, "page");
  else if (json_object_has_member (line, "end"))
    {
      keep_cursor (reading, line, "end");
      check_sum (self, reading->space, line);
    }
  else if (json_object_has_member (line, "drop"))
    {
      self->n_drops++;
      forget (self, json_object_get_string_member (line, "drop"));
      g_hash_table_remove (self->cursors, json_object_get_string_member (line, "drop"));
    }
}

static char *
write_pull (Client *self)
{
  g_autoptr (GString) spaces = g_string_new (NULL);
  char client[GA_ID_TEXT_SIZE], lineage[GA_ID_TEXT_SIZE];
  GHashTableIter iter;
  gpointer space, cursor;

  g_hash_table_iter_init (&iter, self->cursors);
  while (g_hash_table_iter_next (&iter, &space, &cursor))
    g_string_append_printf (spaces, "%s\"%s\": \"%s\"", spaces->len > 0 ? ", " : "", (char *) space,
                            (char *) cursor);
  ga_id_format (&self->session->client, client);
  ga_id_format (&self->server->lineage, lineage);
  return g_strdup_printf ("{\"client\": \"%s\", \"lineage\": \"%s\", \"epoch\": %" G_GINT64_FORMAT
                          ", \"head\": %" G_GINT64_FORMAT ", \"spaces\": {%s}}",
                          client, lineage, self->server->epoch, self->head, spaces->str);
}

/* Takes in an answer; returns whether there is more. */
static gboolean
take_answer (Client *self)
{
  g_auto (GStrv) lines = g_strsplit (self->said, "\n", -1);
  g_autoptr (GPtrArray) parsers = g_ptr_array_new_with_free_func (g_object_unref);
  Reading reading = { .client = self };
  gboolean more = TRUE;

  for (guint i = 0; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      JsonParser *parser = json_parser_new ();
      JsonNode *root;

      g_ptr_array_add (parsers, parser);
      g_assert_true (json_parser_load_from_data (parser, lines[i], -1, NULL));
      root = json_parser_get_root (parser);
      if (JSON_NODE_HOLDS_ARRAY (root))
        take_values (&reading, json_node_get_array (root));
      else if (json_object_has_member (json_node_get_object (root), "more"))
        more = json_object_get_boolean_member (json_node_get_object (root), "more");
      else if (i == 0)
        self->head = json_object_get_int_member (json_node_get_object (root), "head");
      else
        take_object (&reading, json_node_get_object (root));
    }
  return more;
}

static gboolean
pull_once (Client *self, GaSql *sql, gboolean *more, GError **error)
{
  g_autofree char *request = write_pull (self);
  g_autofree char *detail = NULL;
  g_autoptr (GBytes) answer = NULL;

  g_clear_pointer (&self->names, g_free);
  answer = ga_exchange_pull (sql, self->server->schema, self->session, request, strlen (request),
                             client_now (self) - self->clock, &self->names, &detail, error);
  if (answer == NULL)
    return FALSE;
  self->n_requests++;
  g_free (self->said);
  self->said = g_strndup (g_bytes_get_data (answer, NULL), g_bytes_get_size (answer));
  *more = take_answer (self);
  return TRUE;
}

gboolean
client_try_pull (Client *self, GError **error)
{
  GaSqlRole role = self->session->counts_only ? GA_SQL_COUNTS : GA_SQL_READER;
  g_autoptr (GaSql) sql = ga_database_connect (self->server->database, role, error);
  gboolean more = TRUE;

  while (more && (self->most_requests == 0 || self->n_requests < self->most_requests))
    {
      gboolean pulled;

      g_assert_true (ga_sql_begin (sql, NULL));
      pulled = pull_once (self, sql, &more, error);
      ga_sql_rollback (sql);
      if (!pulled)
        return FALSE;
    }
  return TRUE;
}

void
client_pull (Client *self)
{
  g_autoptr (GError) error = NULL;

  client_try_pull (self, &error);
  g_assert_no_error (error);
}

guint
client_count (Client *self, const char *space, const char *entity)
{
  g_autofree char *prefix = entity != NULL ? make_key (entity, "") : g_strdup ("");
  GHashTableIter iter;
  gpointer key, row;
  guint count = 0;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &key, &row))
    if (g_str_has_prefix (key, prefix) && (space == NULL || lies_in (row, space)))
      count++;
  return count;
}

char *
client_get (Client *self, const char *entity, const char *id, const char *field)
{
  g_autofree char *key = make_key (entity, id);
  JsonObject *row = g_hash_table_lookup (self->rows, key);
  JsonNode *node = row != NULL ? json_object_get_member (row, field) : NULL;

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return NULL;
  if (json_node_get_value_type (node) == G_TYPE_INT64)
    return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
  return g_strdup (json_node_get_string (node));
}
