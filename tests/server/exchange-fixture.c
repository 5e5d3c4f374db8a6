/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange-fixture.h"

#include "server/ga-tidy.h"

#define START G_GINT64_CONSTANT (1790000000000000)

static void
exec (Server *self, const char *sql)
{
  g_autoptr (GError) error = NULL;

  ga_sql_exec (self->sql, sql, &error);
  g_assert_no_error (error);
}

void
server_exec (Server *self, const char *format, ...)
{
  g_autofree char *sql = NULL;
  va_list args;

  va_start (args, format);
  sql = g_strdup_vprintf (format, args);
  va_end (args);
  exec (self, sql);
}

gint64
server_count (Server *self, const char *sql)
{
  g_autoptr (GError) error = NULL;
  GaStatement *statement = ga_sql_prepare (self->sql, sql, &error);
  gboolean row = FALSE;
  gint64 count;

  g_assert_no_error (error);
  if (strstr (sql, "$1") != NULL)
    ga_statement_bind_integer (statement, 1, self->tenant);
  ga_statement_step (statement, &row, &error);
  g_assert_no_error (error);
  g_assert_true (row);
  count = ga_statement_get_integer (statement, 0);
  ga_statement_reset (statement);
  return count;
}

/* As SQL has it in either database. */
static char *
quote_id (Server *self, const GaId *id)
{
  char text[GA_ID_TEXT_SIZE];
  g_auto (GStrv) parts = NULL;
  g_autofree char *hex = NULL;

  ga_id_format (id, text);
  if (ga_database_is_postgresql (self->database))
    return g_strdup_printf ("'%s'", text);
  parts = g_strsplit (text, "-", -1);
  hex = g_strjoinv ("", parts);
  return g_strdup_printf ("x'%s'", hex);
}

char *
new_id (void)
{
  GaId id = ga_id_new ();

  return ga_id_to_string (&id);
}

/* Two kommuner that everybody knows. */
static void
add_kommuner (Server *self)
{
  g_autoptr (Client) administrator = client_new (self);

  client_grant (administrator, GA_ACCESS_ADMINISTRATOR, "national");
  for (guint i = 0; i < G_N_ELEMENTS (self->kommuner); i++)
    {
      char id[GA_ID_TEXT_SIZE];
      g_autofree char *fact = g_strdup_printf ("kommune:DK:010%u", i);

      self->kommuner[i] = ga_id_for_fact (fact);
      ga_id_format (&self->kommuner[i], id);
      client_do (administrator,
                 "insert kommune %s {'country': 'DK', 'code': '010%u', 'name': 'Kommune %u'}", id,
                 i, i);
    }
}

static void
add_tenant (Server *self)
{
  g_autofree char *lineage = NULL;
  g_autofree char *organisation = new_id ();

  self->tenant = server_count (self, "SELECT coalesce(max(number), 0) + 1 FROM tenant");
  self->lineage = ga_id_new ();
  self->epoch = 1;
  lineage = quote_id (self, &self->lineage);
  server_exec (self,
               "INSERT INTO tenant (number, organisation, lineage, epoch, fork, seq, covered, "
               "floor, created) VALUES (%" G_GINT64_FORMAT ", '%s', %s, 1, 0, 0, 0, 0, 0)",
               self->tenant, organisation, lineage);
  server_exec (self,
               "INSERT INTO space (tenant, number, place) VALUES (%" G_GINT64_FORMAT
               ", 1, 1), (%" G_GINT64_FORMAT ", 2, 2)",
               self->tenant, self->tenant);
}

Server *
server_new (void)
{
  Server *self = g_new0 (Server, 1);

  self->now = START;
  server_fixture_set_up (&self->base, NULL);
  self->schema = self->base.schema;
  self->database = self->base.database;
  self->sql = self->base.sql;
  add_tenant (self);
  add_kommuner (self);
  return self;
}

void
server_free (Server *self)
{
  server_fixture_tear_down (&self->base, NULL);
  g_free (self);
}

gint64
server_tidy (Server *self, guint days)
{
  g_autoptr (GError) error = NULL;
  gboolean more = TRUE;
  gint64 removed = 0;

  self->now += days * G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC;
  while (more)
    {
      g_assert_true (ga_sql_begin (self->sql, NULL));
      ga_tidy_step (self->sql, self->schema, self->tenant, self->now, &removed, &more, &error);
      g_assert_no_error (error);
      g_assert_true (ga_sql_commit (self->sql, NULL));
    }
  return removed;
}

static Client *
client_on (Server *server, gint64 account)
{
  Client *self = g_new0 (Client, 1);
  GaSession *session = g_new0 (GaSession, 1);
  g_autofree char *client = NULL;

  g_atomic_ref_count_init (&session->references);
  session->tenant = server->tenant;
  session->client = ga_id_new ();
  session->name = g_strdup ("Somebody");
  session->organisation = g_strdup ("Somewhere");
  session->grants = g_array_new (FALSE, TRUE, sizeof (GaGrant));
  session->account = account;
  session->device =
      server_count (server, "SELECT coalesce(max(number), 0) + 1 FROM device WHERE tenant = $1");
  client = quote_id (server, &session->client);
  server_exec (server,
               "INSERT INTO device (tenant, number, account, client, name, created, last_seen) "
               "VALUES (%" G_GINT64_FORMAT ", %" G_GINT64_FORMAT ", %" G_GINT64_FORMAT
               ", %s, 'pc', 0, 0)",
               session->tenant, session->device, session->account, client);
  self->server = server;
  self->session = session;
  self->rows =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) json_object_unref);
  self->cursors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->totals = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

Client *
client_new (Server *server)
{
  GaId id = ga_id_new ();
  g_autofree char *quoted = quote_id (server, &id);
  gint64 number =
      server_count (server, "SELECT coalesce(max(number), 0) + 1 FROM account WHERE tenant = $1");

  server_exec (server,
               "INSERT INTO account (tenant, number, id, name, created) "
               "VALUES (%" G_GINT64_FORMAT ", %" G_GINT64_FORMAT ", %s, 'Account %d', 0)",
               server->tenant, number, quoted, (int) number);
  return client_on (server, number);
}

Client *
client_copy (Client *self)
{
  Client *copy = client_on (self->server, self->session->account);

  copy->session->client = self->session->client;
  copy->number = self->number;
  copy->head = self->head;
  copy->n = self->n;
  return copy;
}

void
client_grant (Client *self, GaAccess access, const char *space)
{
  GaGrant grant = { .access = access };
  g_autofree char *target = NULL;

  g_assert_true (ga_space_parse (space, &grant.space));
  g_array_append_val (self->session->grants, grant);
  target = ga_id_is_none (&grant.space.target) ? g_strdup ("NULL")
                                               : quote_id (self->server, &grant.space.target);
  server_exec (self->server,
               "INSERT INTO access (tenant, account, access, place, target) "
               "VALUES (%" G_GINT64_FORMAT ", %" G_GINT64_FORMAT ", '%s', %d, %s)",
               self->session->tenant, self->session->account, ga_access_to_text (access),
               grant.space.place, target);
}

void
client_free (Client *self)
{
  ga_session_unref (self->session);
  g_hash_table_unref (self->rows);
  g_hash_table_unref (self->cursors);
  g_hash_table_unref (self->totals);
  g_free (self->said);
  g_free (self->names);
  g_free (self);
}

gint64
client_now (Client *self)
{
  self->server->now += G_USEC_PER_SEC;
  return self->server->now + self->clock;
}

/* `[@base[,head]] insert entity id {fields}` */
static void
append_operation (Client *self, GString *json, const char *line)
{
  char *rest = NULL;
  gint64 base = *line == '@' ? g_ascii_strtoll (line + 1, &rest, 10) : 0;
  gint64 head = rest != NULL && *rest == ',' ? g_ascii_strtoll (rest + 1, NULL, 10) : base;
  g_auto (GStrv) words = NULL;
  gint64 clock = (gint64) (((guint64) (client_now (self) / 1000) << 16) + (guint64) self->n);

  if (*line == '@')
    line = strchr (line, ' ') + 1;
  words = g_strsplit (line, " ", 4);
  g_assert_cmpuint (g_strv_length (words), >=, 3);
  g_string_append_printf (json,
                          "%s{\"n\": %" G_GINT64_FORMAT ", \"entity\": \"%s\", \"id\": \"%s\", "
                          "\"op\": \"%s\", \"base\": %" G_GINT64_FORMAT
                          ", \"head\": %" G_GINT64_FORMAT ", \"clock\": %" G_GINT64_FORMAT,
                          json->len > 0 ? ", " : "", ++self->n, words[1], words[2], words[0], base,
                          head, clock);
  if (words[3] != NULL)
    g_string_append_printf (json, ", \"fields\": %s", g_strdelimit (words[3], "'", '"'));
  g_string_append_c (json, '}');
}

static char *
write_push (Client *self, gboolean more, const char *operations)
{
  g_auto (GStrv) lines = g_strsplit (operations, "\n", -1);
  g_autoptr (GString) json = g_string_new (NULL);
  char client[GA_ID_TEXT_SIZE], lineage[GA_ID_TEXT_SIZE];

  for (guint i = 0; lines[i] != NULL; i++)
    if (*lines[i] != '\0')
      append_operation (self, json, lines[i]);
  ga_id_format (&self->session->client, client);
  ga_id_format (&self->server->lineage, lineage);
  return g_strdup_printf ("{\"client\": \"%s\", \"number\": %" G_GINT64_FORMAT
                          ", \"lineage\": \"%s\", \"epoch\": %" G_GINT64_FORMAT
                          ", \"head\": %" G_GINT64_FORMAT ", \"now\": %" G_GINT64_FORMAT
                          ", \"more\": %s, \"operations\": [%s]}",
                          client, self->number + 1, lineage, self->server->epoch, self->head,
                          client_now (self), more ? "true" : "false", json->str);
}

static JsonObject *
parse (const char *text, gsize length)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;

  json_parser_load_from_data (parser, text, (gssize) length, &error);
  g_assert_no_error (error);
  return json_object_ref (json_node_get_object (json_parser_get_root (parser)));
}

static JsonObject *
send (Client *self, GError **error)
{
  Server *server = self->server;
  g_autoptr (GBytes) answer = NULL;
  g_autofree char *detail = NULL;
  gint64 head = 0;

  g_assert_true (ga_sql_begin (server->sql, NULL));
  answer = ga_exchange_push (server->sql, server->schema, self->session, self->said,
                             strlen (self->said), server->now, &head, &detail, error);
  if (answer == NULL)
    {
      ga_sql_rollback (server->sql);
      if (detail != NULL && error != NULL)
        g_prefix_error (error, "%s ", detail);
      return NULL;
    }
  g_assert_true (ga_sql_commit (server->sql, NULL));
  return parse (g_bytes_get_data (answer, NULL), g_bytes_get_size (answer));
}

static JsonObject *
push_text (Client *self, gboolean more, const char *operations, GError **error)
{
  JsonObject *receipt;

  g_free (self->said);
  self->said = write_push (self, more, operations);
  receipt = send (self, error);
  if (receipt != NULL)
    self->number++;
  return receipt;
}

JsonObject *
client_push (Client *self, GError **error, const char *format, ...)
{
  g_autofree char *operations = NULL;
  va_list args;

  va_start (args, format);
  operations = g_strdup_vprintf (format, args);
  va_end (args);
  return push_text (self, FALSE, operations, error);
}

JsonObject *
client_push_more (Client *self, GError **error, const char *format, ...)
{
  g_autofree char *operations = NULL;
  va_list args;

  va_start (args, format);
  operations = g_strdup_vprintf (format, args);
  va_end (args);
  return push_text (self, TRUE, operations, error);
}

static void
replace (Client *self, const char *member, const char *old, const char *new)
{
  g_autoptr (GString) text = g_string_new (self->said);
  g_autofree char *from = g_strdup_printf ("\"%s\": %s", member, old);
  g_autofree char *to = g_strdup_printf ("\"%s\": %s", member, new);

  g_assert_cmpuint (g_string_replace (text, from, to, 1), ==, 1);
  g_free (self->said);
  self->said = g_string_free (g_steal_pointer (&text), FALSE);
}

/* What differs when a push is sent again is when, and what has been pulled meanwhile. */
JsonObject *
client_push_again (Client *self, GError **error)
{
  const char *at = strstr (self->said, "\"now\": ") + strlen ("\"now\": ");
  g_autofree char *old = g_strndup (at, strspn (at, "0123456789"));
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, client_now (self));

  replace (self, "now", old, now);
  return send (self, error);
}

JsonObject *
client_push_as_copy (Client *self, GError **error)
{
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, self->number);
  g_autofree char *old = ga_id_to_string (&self->session->client);
  g_autofree char *quoted_old = g_strdup_printf ("\"%s\"", old);
  g_autofree char *new = NULL;
  g_autofree char *quoted_new = NULL;

  self->session->client = ga_id_new ();
  self->number = 1;
  new = ga_id_to_string (&self->session->client);
  quoted_new = g_strdup_printf ("\"%s\"", new);
  replace (self, "client", quoted_old, quoted_new);
  replace (self, "number", number, "1");
  return send (self, error);
}

char *
answer_to (JsonObject *receipt, guint index)
{
  g_autoptr (GString) text = g_string_new (NULL);
  JsonArray *answers = json_object_get_array_member (receipt, "answers");
  JsonObject *answer;

  if (answers == NULL || index >= json_array_get_length (answers))
    return g_strdup ("accepted");
  answer = json_array_get_object_element (answers, index);
  g_string_append (text, json_object_get_string_member (answer, "state"));
  if (json_object_has_member (answer, "code"))
    g_string_append_printf (text, " %s", json_object_get_string_member (answer, "code"));
  if (json_object_has_member (answer, "lost"))
    {
      JsonArray *lost = json_object_get_array_member (answer, "lost");

      for (guint i = 0; i < json_array_get_length (lost); i++)
        g_string_append_printf (text, " %s", json_array_get_string_element (lost, i));
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

void
client_do (Client *self, const char *format, ...)
{
  g_autofree char *operations = NULL;
  g_autofree char *answer = NULL;
  g_autoptr (JsonObject) receipt = NULL;
  g_autoptr (GError) error = NULL;
  va_list args;

  va_start (args, format);
  operations = g_strdup_vprintf (format, args);
  va_end (args);
  receipt = push_text (self, FALSE, operations, &error);
  g_assert_no_error (error);
  answer = answer_to (receipt, 0);
  g_assert_cmpstr (answer, ==, "accepted");
}

char *
server_get_kommune_space (Server *self, guint kommune)
{
  GaSpace space = { GA_PLACE_KOMMUNE, self->kommuner[kommune] };

  return ga_space_to_string (&space);
}

Client *
client_new_host (Server *server, guint kommune)
{
  Client *self = client_new (server);
  g_autofree char *space = server_get_kommune_space (server, kommune);

  client_grant (self, GA_ACCESS_HOST, space);
  return self;
}

char *
client_add_community (Client *self, guint kommune, const char *name)
{
  char *id = new_id ();
  g_autofree char *lies_in = ga_id_to_string (&self->server->kommuner[kommune]);

  client_do (self,
             "insert community %s {'name': '%s', 'kommune': '%s', 'activity': 'walk', "
             "'status': 'active'}",
             id, name, lies_in);
  return id;
}

char *
client_add_meeting (Client *self, const char *community)
{
  char *id = new_id ();

  client_do (self,
             "insert meeting %s {'community': '%s', 'start': '2026-11-03T10:00', "
             "'zone': 'Europe/Copenhagen', 'status': 'planned', 'unnamed': 0}",
             id, community);
  return id;
}

char *
client_add_participant (Client *self, const char *community, const char *name)
{
  char *id = new_id ();

  client_do (self, "insert participant %s {'community': '%s', 'name': '%s'}", id, community, name);
  return id;
}

char *
attendance_id (const char *meeting, const char *participant)
{
  g_autofree char *fact = g_strdup_printf ("attendance:%s:%s", meeting, participant);
  GaId id = ga_id_for_fact (fact);

  return ga_id_to_string (&id);
}

char *
client_attend (Client *self, const char *meeting, const char *participant)
{
  char *id = attendance_id (meeting, participant);

  client_do (self,
             "insert attendance %s {'meeting': '%s', 'participant': '%s', 'state': 'present', "
             "'first_time': 0}",
             id, meeting, participant);
  return id;
}
