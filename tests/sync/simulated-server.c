/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include "server/ga-carried-access.h"
#include "server/ga-carried-offers.h"
#include "server/ga-life.h"
#include "server/ga-quarantine-turn.h"
#include "server/ga-tombstones.h"
#include "simulation.h"

#define TENANT         G_GINT64_CONSTANT (1)
#define DATABASE       "server.db"
#define MOST_FORGOTTEN 10

GaRecord *
make_kommune (GaSchema *schema, guint index)
{
  GaRecord *kommune = ga_record_new_blank (ga_schema_get (schema, "kommune"), NULL);
  g_autofree char *code = g_strdup_printf ("010%u", index);

  ga_record_set_text (kommune, "country", "DK");
  ga_record_set_text (kommune, "code", code);
  ga_record_set_text (kommune, "name", code);
  ga_record_derive_id (kommune);
  return kommune;
}

/* What an operator gave, which is in no backup from before. */
typedef struct
{
  gint64 account;
  GaAccess access;
  GaSpace space;
} Given;

static void
give (Server *self, const Given *given)
{
  const GaId *target = ga_id_is_none (&given->space.target) ? NULL : &given->space.target;

  sql_run (sql_prepare (self->raw,
                        "INSERT INTO access (tenant, account, access, place, target) "
                        "SELECT ?, ?, ?, ?, ? WHERE NOT EXISTS "
                        "(SELECT * FROM access WHERE account = ?2 AND place = ?4 AND target IS ?5)",
                        "nntni", TENANT, given->account, ga_access_to_text (given->access),
                        (gint64) given->space.place, target));
}

static GaSql *
connect (Server *self, GaSqlRole role)
{
  g_autoptr (GError) error = NULL;
  GaSql *sql = ga_database_connect (self->database, role, &error);

  g_assert_no_error (error);
  return sql;
}

static void
open_database (Server *self)
{
  g_autofree char *path = g_build_filename (self->folder, DATABASE, NULL);

  self->writer = connect (self, GA_SQL_WRITER);
  self->reader = connect (self, GA_SQL_READER);
  self->counts = connect (self, GA_SQL_COUNTS);
  self->raw = sql_open (path);
}

static void
close_database (Server *self)
{
  g_clear_pointer (&self->writer, ga_sql_free);
  g_clear_pointer (&self->reader, ga_sql_free);
  g_clear_pointer (&self->counts, ga_sql_free);
  g_clear_pointer (&self->raw, sql_close);
}

static Server *
server_open (World *world, const char *folder)
{
  Server *self = g_new0 (Server, 1);
  g_autoptr (GError) error = NULL;

  self->world = world;
  self->folder = g_strdup (folder);
  self->given = g_array_new (FALSE, FALSE, sizeof (Given));
  self->schema = ga_schema_new ();
  self->fork = G_MAXINT64;
  self->database = ga_database_new (folder, NULL, self->schema);
  ga_database_prepare (self->database, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < N_KOMMUNER; i++)
    {
      g_autoptr (GaRecord) kommune = make_kommune (self->schema, i);

      self->kommuner[i] = *ga_record_get_id (kommune);
    }
  open_database (self);
  return self;
}

static void
write_tenant (Server *self)
{
  GaId lineage = ga_id_new ();

  sql_run (sql_prepare (
      self->raw,
      "INSERT INTO tenant (number, organisation, lineage, epoch, fork, seq, covered, floor, "
      "created) VALUES (?, 'Somewhere', ?, 1, 0, 0, 0, 0, 0)",
      "ni", TENANT, &lineage));
  sql_run (sql_prepare (self->raw,
                        "INSERT INTO space (tenant, number, place) VALUES (?, 1, 1), (?1, 2, 2)",
                        "n", TENANT));
}

static void
read_tenant (Server *self)
{
  sqlite3_stmt *statement =
      sql_prepare (self->raw, "SELECT lineage, epoch FROM tenant WHERE number = ?", "n", TENANT);

  g_assert_true (sql_step (statement));
  sql_id (statement, 0, &self->lineage);
  self->epoch = sqlite3_column_int64 (statement, 1);
  sql_end (statement);
}

static GaOperation *
make_operation (const GaRecord *record, gint64 number)
{
  const GaEntity *entity = ga_record_get_entity (record);
  GaOperation *operation = ga_operation_new ();

  operation->number = operation->clock = number;
  operation->entity = entity;
  operation->id = *ga_record_get_id (record);
  operation->kind = GA_OPERATION_INSERT;
  for (guint i = 0; i < entity->n_fields; i++)
    {
      g_auto (GaValue) value = { 0 };

      ga_value_copy (ga_record_get_nth (record, i), &value);
      ga_operation_take (operation, i, &value);
    }
  return operation;
}

static GaRecord *
make_venue (Server *self, const GaId *kommune)
{
  GaRecord *venue = ga_record_new_blank (ga_schema_get (self->schema, "venue"), NULL);
  GaId id = ga_id_new ();

  ga_record_set_id (venue, &id);
  ga_record_set_text (venue, "name", "Square");
  ga_record_set_reference (venue, "kommune", kommune);
  return venue;
}

/* As a server is shipped: with the register of kommuner; and a meeting place in each of them. */
static void
write_kommuner (Server *self)
{
  Client operator= { .world = self->world, .access = GA_ACCESS_ADMINISTRATOR };
  g_autoptr (GaPush) push = ga_push_new ();
  g_autoptr (GBytes) body = NULL;
  g_auto (Reply) reply = { 0 };

  server_add_account (self, &operator);
  server_grant (self, operator.account, GA_ACCESS_ADMINISTRATOR, GA_PLACE_NATIONAL, NULL);
  push->client = operator.client;
  push->number = 1;
  push->lineage = self->lineage;
  push->epoch = self->epoch;
  push->now = self->world->now;
  for (guint i = 0; i < N_KOMMUNER; i++)
    {
      g_autoptr (GaRecord) kommune = make_kommune (self->schema, i);
      g_autoptr (GaRecord) venue = make_venue (self, &self->kommuner[i]);

      server_grant (self, operator.account, GA_ACCESS_CONSULTANT, GA_PLACE_KOMMUNE,
                    &self->kommuner[i]);
      g_ptr_array_add (push->operations, make_operation (kommune, 2 * i + 1));
      g_ptr_array_add (push->operations, make_operation (venue, 2 * i + 2));
    }
  body = ga_push_write (push);
  reply = server_ask (self, &operator, PUSH, body, FALSE);
  g_assert_nonnull (reply.answer);
}

static void
load_grants (Server *self, GaSession *session)
{
  sqlite3_stmt *statement =
      sql_prepare (self->raw, "SELECT access, place, target FROM access WHERE account = ?", "n",
                   session->account);

  while (sql_step (statement))
    {
      GaGrant grant = { .space.place = (GaSpacePlace) sqlite3_column_int (statement, 1) };

      ga_access_parse ((const char *) sqlite3_column_text (statement, 0), &grant.access);
      sql_id (statement, 2, &grant.space.target);
      g_array_append_val (session->grants, grant);
    }
}

static GaSession *
make_session (Server *self, const Client *client)
{
  GaSession *session = g_new0 (GaSession, 1);

  g_atomic_ref_count_init (&session->references);
  session->tenant = TENANT;
  session->account = client->account;
  session->account_id = client->account_id;
  session->device = client->device;
  session->client = client->client;
  session->name = g_strdup_printf ("Person %" G_GINT64_FORMAT, client->account);
  session->organisation = g_strdup ("Somewhere");
  session->grants = g_array_new (FALSE, TRUE, sizeof (GaGrant));
  session->counts_only =
      client->access == GA_ACCESS_COORDINATOR || client->access == GA_ACCESS_ADMINISTRATOR;
  session->revoked = client->revoked;
  load_grants (self, session);
  return session;
}

static void
refuse (Reply *reply, GError *error)
{
  if (error->domain != GA_SYNC_ERROR)
    g_error ("The server failed: %s", error->message);
  reply->code = (GaSyncError) error->code;
}

static void
push (Server *self, const GaSession *session, GBytes *body, gboolean undone, Reply *reply)
{
  g_autoptr (GError) error = NULL;
  gint64 head = 0;

  g_assert_true (ga_sql_begin (self->writer, NULL));
  reply->answer =
      ga_exchange_push (self->writer, self->schema, session, g_bytes_get_data (body, NULL),
                        g_bytes_get_size (body), self->world->now, &head, &reply->detail, &error);
  if (reply->answer == NULL)
    refuse (reply, error);
  if (reply->answer == NULL || undone)
    ga_sql_rollback (self->writer);
  else
    g_assert_true (ga_sql_commit (self->writer, NULL));
}

/* As a server says whatever a computer without access asks. */
static void
refuse_revoked (Server *self, Reply *reply)
{
  GaLife life;

  g_assert_true (ga_life_load (self->reader, TENANT, FALSE, &life, NULL));
  reply->code = GA_SYNC_ERROR_REVOKED;
  reply->detail = ga_life_tell (&life);
}

static void
pull (Server *self, const GaSession *session, GBytes *body, Reply *reply)
{
  GaSql *sql = session->counts_only ? self->counts : self->reader;
  g_autoptr (GError) error = NULL;
  g_autofree char *names = NULL;

  if (session->revoked)
    {
      refuse_revoked (self, reply);
      return;
    }
  g_assert_true (ga_sql_begin (sql, NULL));
  reply->answer =
      ga_exchange_pull (sql, self->schema, session, g_bytes_get_data (body, NULL),
                        g_bytes_get_size (body), self->world->now, &names, &reply->detail, &error);
  if (reply->answer == NULL)
    refuse (reply, error);
  ga_sql_rollback (sql);
}

static char *
get_path (Server *self)
{
  return g_build_filename (self->folder, DATABASE, NULL);
}

static void
copy_file (const char *from, const char *to)
{
  g_autofree char *bytes = NULL;
  gsize length = 0;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (from, &bytes, &length, &error);
  g_assert_no_error (error);
  g_file_set_contents_full (to, bytes, (gssize) length, G_FILE_SET_CONTENTS_NONE, 0600, &error);
  g_assert_no_error (error);
}

void
server_make_template (const char *folder)
{
  World world = { .now = START };
  Server *self;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  self = server_open (&world, folder);
  write_tenant (self);
  read_tenant (self);
  write_kommuner (self);
  server_free (self);
}

Server *
server_new (World *world, const char *folder)
{
  Server *self = server_open (world, folder);

  read_tenant (self);
  server_back_up (self);
  return self;
}

void
server_free (Server *self)
{
  close_database (self);
  g_array_unref (self->given);
  g_object_unref (self->database);
  g_object_unref (self->schema);
  g_free (self->backup);
  g_free (self->folder);
  g_free (self);
}

void
server_add_account (Server *self, Client *client)
{
  client->account_id = ga_id_new ();
  client->client = ga_id_new ();
  client->account =
      sql_get (sql_prepare (self->raw, "SELECT coalesce(max(number), 0) + 1 FROM account", ""));
  client->device =
      sql_get (sql_prepare (self->raw, "SELECT coalesce(max(number), 0) + 1 FROM device", ""));
  sql_run (sql_prepare (self->raw,
                        "INSERT INTO account (tenant, number, id, name, created) "
                        "VALUES (?, ?, ?, 'Person ' || ?2, 0)",
                        "nni", TENANT, client->account, &client->account_id));
  sql_run (
      sql_prepare (self->raw,
                   "INSERT INTO device (tenant, number, account, client, name, created, last_seen) "
                   "VALUES (?, ?, ?, ?, 'pc', 0, 0)",
                   "nnni", TENANT, client->device, client->account, &client->client));
}

void
server_grant (Server *self, gint64 account, GaAccess access, GaSpacePlace place, const GaId *target)
{
  Given given = { .account = account, .access = access, .space.place = place };

  if (target != NULL)
    given.space.target = *target;
  g_array_append_val (self->given, given);
  give (self, &given);
}

void
server_end_grant (Server *self, gint64 account, const GaSpace *space)
{
  for (guint i = self->given->len; i > 0; i--)
    {
      const Given *given = &g_array_index (self->given, Given, i - 1);

      if (given->account == account && ga_space_equal (&given->space, space))
        g_array_remove_index (self->given, i - 1);
    }
  sql_run (sql_prepare (self->raw,
                        "INSERT INTO ended_access (tenant, account, access, place, target, at) "
                        "SELECT tenant, account, access, place, target, ? FROM access "
                        "WHERE account = ? AND place = ? AND target = ?",
                        "nnni", self->world->now, account, (gint64) space->place, &space->target));
  sql_run (sql_prepare (self->raw,
                        "DELETE FROM access WHERE account = ? AND place = ? AND target = ?", "nni",
                        account, (gint64) space->place, &space->target));
}

Reply
server_ask (Server *self, Client *client, RequestKind kind, GBytes *body, gboolean undone)
{
  g_autoptr (GaSession) session = make_session (self, client);
  Reply reply = { .arrived = TRUE };

  if (kind == PUSH)
    push (self, session, body, undone, &reply);
  else
    pull (self, session, body, &reply);
  return reply;
}

/* By itself, and not as the server under test works it out. */
GArray *
server_list_spaces (Server *self, const Client *client)
{
  GArray *spaces = g_array_new (FALSE, TRUE, sizeof (GaSpace));
  GaSpace national = { .place = GA_PLACE_NATIONAL };
  sqlite3_stmt *statement =
      sql_prepare (self->raw,
                   "SELECT a.place, a.target FROM access a WHERE a.account = ?1 AND a.place <> 1 "
                   "UNION SELECT 3, c.kommune FROM access a JOIN community c ON c.id = a.target "
                   "WHERE a.account = ?1 AND a.place = 4 AND c.kommune IS NOT NULL",
                   "n", client->account);

  /* Without any grant not even what is national. */
  if (sql_get (sql_prepare (self->raw, "SELECT count(*) FROM access WHERE account = ?", "n",
                            client->account)) > 0)
    g_array_append_val (spaces, national);
  while (sql_step (statement))
    {
      GaSpace space = { .place = (GaSpacePlace) sqlite3_column_int (statement, 0) };

      sql_id (statement, 1, &space.target);
      g_array_append_val (spaces, space);
    }
  return spaces;
}

/* Everything up to now is safe, and clients are told so. */
void
server_back_up (Server *self)
{
  g_autofree char *path = get_path (self);

  sql_run (sql_prepare (self->raw, "UPDATE tenant SET covered = seq", ""));
  sql_run (sql_prepare (self->raw, "PRAGMA wal_checkpoint (TRUNCATE)", ""));
  g_free (self->backup);
  self->backup = g_strconcat (path, ".backup", NULL);
  copy_file (path, self->backup);
}

/* The server makes conflicts anew after a restore, under other ids. */
static gboolean
is_of_conflict (gpointer key, gpointer value, gpointer user_data)
{
  Server *self = user_data;
  const GaEntity *conflict = ga_schema_get (self->schema, "conflict");

  return g_ascii_strtoull (key, NULL, 10) == conflict->number;
}

/* What a restore takes over from the old database; nothing where that was lost. */
typedef struct
{
  GaCarriedAccess *access;
  GaCarriedOffers *offers;
} Carried;

static void
carried_clear (Carried *self)
{
  g_clear_pointer (&self->access, ga_carried_access_free);
  g_clear_pointer (&self->offers, ga_carried_offers_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Carried, carried_clear)

static void
read_carried (Server *self, Carried *carried)
{
  g_autoptr (GError) error = NULL;

  carried->access = ga_carried_access_read (self->reader, self->schema, TENANT, &error);
  g_assert_no_error (error);
  carried->offers = ga_carried_offers_read (self->reader, self->schema, TENANT, &error);
  g_assert_no_error (error);
  g_assert_true (ga_carried_access_is_whole (carried->access) &&
                 ga_carried_offers_is_whole (carried->offers));
}

static void
carry (Server *self, Carried *carried, gint64 epoch, gint64 head)
{
  gboolean goes_on =
      sql_get (sql_prepare (self->raw, "SELECT count(*) FROM tenant WHERE epoch = ? AND seq <= ?",
                            "nn", epoch, head)) > 0;
  g_autoptr (GError) error = NULL;

  g_assert_true (ga_sql_begin (self->writer, NULL));
  if (carried->access != NULL &&
      ga_carried_access_apply (carried->access, self->writer, goes_on, &error))
    ga_carried_offers_apply (carried->offers, self->writer,
                             ga_carried_access_get_numbers (carried->access), &error);
  g_assert_no_error (error);
  g_assert_true (ga_quarantine_give_turns (self->writer, TENANT, NULL));
  g_assert_true (ga_sql_commit (self->writer, NULL));
}

/* Who was away during an earlier restore has not heard of its fork, so the lowest is for all. */
void
server_restore (Server *self, gboolean lost)
{
  g_autofree char *path = get_path (self);
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autofree char *index = g_strconcat (path, "-shm", NULL);
  g_auto (Carried) carried = { 0 };
  gint64 head = sql_get (sql_prepare (self->raw, "SELECT seq FROM tenant", "")), kept;

  if (lost)
    g_hash_table_remove_all (self->world->offered);
  else
    read_carried (self, &carried);
  close_database (self);
  g_unlink (log);
  g_unlink (index);
  copy_file (self->backup, path);
  open_database (self);
  kept = sql_get (sql_prepare (self->raw, "SELECT seq FROM tenant", ""));
  self->fork = MIN (self->fork, kept);
  carry (self, &carried, self->epoch, head);
  sql_run (sql_prepare (self->raw, "UPDATE tenant SET epoch = ?, fork = ?", "nn", ++self->epoch,
                        self->fork));
  g_hash_table_foreach_remove (self->world->confirmed, is_of_conflict, self);
}

void
server_give_again (Server *self)
{
  for (guint i = 0; i < self->given->len; i++)
    give (self, &g_array_index (self->given, Given, i));
}

gboolean
server_has_forgotten (Server *self, Client *client)
{
  for (guint i = 0; i < self->given->len; i++)
    {
      const Given *given = &g_array_index (self->given, Given, i);

      if (given->account == client->account &&
          sql_get (sql_prepare (self->raw,
                                "SELECT count(*) FROM access WHERE account = ? AND place = ? AND "
                                "target IS ?",
                                "nni", given->account, (gint64) given->space.place,
                                &given->space.target)) == 0 &&
          sql_get (sql_prepare (client->raw,
                                "SELECT count(*) FROM sync_space s JOIN space p "
                                "ON p.number = s.space WHERE p.kind = ? AND p.target = ?",
                                "ni", (gint64) given->space.place, &given->space.target)) > 0)
        return TRUE;
    }
  return FALSE;
}

/* Cursors from before today start afresh, as after 400 days. */
/* As when 400 days have passed. */
void
server_forget (Server *self)
{
  gint64 head =
      sql_get (sql_prepare (self->raw, "SELECT seq FROM tenant WHERE number = ?", "n", TENANT));
  gint64 removed = 0;
  gboolean more = TRUE;
  g_autoptr (GError) error = NULL;

  while (more)
    {
      more = FALSE;
      g_assert_true (ga_sql_begin (self->writer, NULL));
      ga_tombstones_forget (self->writer, self->schema, TENANT, head, MOST_FORGOTTEN, &removed,
                            &more, &error);
      g_assert_no_error (error);
      g_assert_true (ga_sql_commit (self->writer, NULL));
    }
}

gboolean
server_pick_community (Server *self, GaId *id, GaId *kommune)
{
  sqlite3_stmt *statement;
  gint64 n =
      sql_get (sql_prepare (self->raw, "SELECT count(*) FROM community WHERE _gone = 0", ""));

  if (n == 0)
    return FALSE;
  statement = sql_prepare (self->raw,
                           "SELECT id, kommune FROM community WHERE _gone = 0 ORDER BY id "
                           "LIMIT 1 OFFSET ?",
                           "n", (gint64) world_pick (self->world, (guint) n));
  g_assert_true (sql_step (statement));
  sql_id (statement, 0, id);
  sql_id (statement, 1, kommune);
  sql_end (statement);
  return TRUE;
}

void
reply_clear (Reply *self)
{
  g_clear_pointer (&self->answer, g_bytes_unref);
  g_clear_pointer (&self->detail, g_free);
}
