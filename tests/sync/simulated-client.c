/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "simulation.h"
#include "store/ga-membership-private.h"
#include "store/ga-transaction-private.h"
#include "sync/client/ga-sync-steps.h"

#define MOST_YEARS 10

/* A request that comes to the server once more. */
typedef struct
{
  Client *client;
  RequestKind kind;
  GBytes *body;
} Late;

/* One of the steps of syncing, on the writer thread. */
typedef struct
{
  Client *client;
  RequestKind kind;
  GBytes *body;
  const Reply *reply;
  gboolean again;
} Step;

static void
late_free (gpointer data)
{
  Late *self = data;

  g_bytes_unref (self->body);
  g_free (self);
}

static gint64
read_clock_cb (gpointer data)
{
  const Client *self = data;

  return self->world->now + self->offset;
}

static gint64
read_clock (Client *self)
{
  return read_clock_cb (self);
}

static gboolean
prepare_cb (GaTransaction *transaction, gpointer data, GError **error)
{
  Step *step = data;
  GError *local = NULL;

  step->body = step->kind == PUSH ? ga_sync_prepare_push (transaction, read_clock (step->client),
                                                          NULL, NULL, &local)
                                  : ga_sync_prepare_pull (transaction, &local);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, local);
  return FALSE;
}

static gboolean
take_answer_cb (GaTransaction *transaction, gpointer data, GError **error)
{
  Step *step = data;
  gsize length = 0;
  const char *text = g_bytes_get_data (step->reply->answer, &length);

  if (step->kind == PUSH)
    return ga_sync_settle_push (transaction, text, length, read_clock (step->client), error);
  return ga_sync_apply_pull (transaction, text, length, read_clock (step->client), &step->again,
                             error);
}

static gboolean
take_refusal_cb (GaTransaction *transaction, gpointer data, GError **error)
{
  Step *step = data;
  const Reply *reply = step->reply;
  g_autofree char *text = g_strdup_printf (
      "{\"code\": \"%s\", \"message\": \"\"%s%s}", ga_sync_error_to_code (reply->code),
      reply->detail != NULL ? ", " : "", reply->detail != NULL ? reply->detail : "");

  return ga_sync_take_refusal (transaction, reply->code, text, strlen (text), &step->again, error);
}

static gboolean
run (Client *self, GaTransactFunc func, Step *step)
{
  g_autoptr (GError) error = NULL;

  ga_store_sync (self->store, func, step, &error);
  if (error == NULL)
    return TRUE;
  world_complain (self->world, "computer %u: %s", self->number, error->message);
  return FALSE;
}

static void
change_clock (Client *self)
{
  World *world = self->world;
  gint64 day = 24 * 60 * MINUTE;

  self->offset = world_draws (world, 0.5)
                     ? 0
                     : ((gint64) world_pick (world, 2 * MOST_YEARS * 365) - MOST_YEARS * 365) * day;
}

static void
keep_for_later (Client *self, RequestKind kind, GBytes *body)
{
  Late *late = g_new0 (Late, 1);

  late->client = self;
  late->kind = kind;
  late->body = g_bytes_ref (body);
  g_ptr_array_add (self->world->late, late);
}

GPtrArray *
late_new (void)
{
  return g_ptr_array_new_with_free_func (late_free);
}

/* What somebody in between sends once more, long after; nobody hears the answer. */
void
late_deliver (World *world)
{
  guint index = world_pick (world, world->late->len);
  Late *late;
  g_auto (Reply) reply = { 0 };

  if (world->late->len == 0)
    return;
  late = g_ptr_array_index (world->late, index);
  reply = server_ask (world->server, late->client, late->kind, late->body, FALSE);
  if (late->kind == PUSH)
    watch_server (late->client, late->body, &reply);
  world->counts.repeated++;
  g_ptr_array_remove_index_fast (world->late, index);
}

static void
lose (World *world, Reply *reply)
{
  reply_clear (reply);
  reply->arrived = FALSE;
  world->counts.lost++;
}

/* Over the network, as bad as it is. */
static Reply
ask (Client *self, RequestKind kind, GBytes *body)
{
  World *world = self->world;
  gboolean bad = !world->healed;
  gboolean undone = bad && world_draws (world, 0.03);
  Reply reply = { 0 };

  if (bad && world_draws (world, 0.10))
    keep_for_later (self, kind, body);
  if (bad && world_draws (world, 0.06))
    return reply;
  reply = server_ask (world->server, self, kind, body, undone);
  if (!undone && kind == PUSH)
    watch_server (self, body, &reply);
  if (undone || (bad && world_draws (world, 0.12)))
    lose (world, &reply);
  if (bad && reply.answer != NULL && kind == PULL && world_draws (world, 0.15))
    {
      GBytes *whole = reply.answer;

      reply.answer =
          g_bytes_new_from_bytes (whole, 0, world_pick (world, (guint) g_bytes_get_size (whole)));
      g_bytes_unref (whole);
    }
  if (bad && world_draws (world, 0.02))
    change_clock (self);
  return reply;
}

static void
note_refusal (Client *self, const Reply *reply)
{
  World *world = self->world;

  if (reply->code == GA_SYNC_ERROR_FORKED)
    {
      world->counts.forks++;
      if (!self->may_fork)
        world_complain (world, "computer %u: told to be a copy and is none", self->number);
    }
  else if (reply->code != GA_SYNC_ERROR_EPOCH && reply->code != GA_SYNC_ERROR_EXPECT &&
           reply->code != GA_SYNC_ERROR_REVOKED)
    world_complain (world, "computer %u: refused as %s", self->number,
                    ga_sync_error_to_code (reply->code));
}

static void
take_in (Client *self, Step *step)
{
  const Reply *reply = step->reply;

  if (self->world->verbose)
    g_printerr ("%u: %s, %s\n", self->number, step->kind == PUSH ? "push" : "pull",
                reply->answer == NULL ? ga_sync_error_to_code (reply->code) : "done");
  if (reply->answer == NULL)
    {
      note_refusal (self, reply);
      run (self, take_refusal_cb, step);
      return;
    }
  if (!run (self, take_answer_cb, step))
    return;
  if (step->kind == PULL && client_get_waiting (self) == 0)
    self->epoch = self->world->server->epoch;
  if (step->kind == PUSH)
    watch_receipt (self, step->body, reply->answer);
  else
    watch_answer (self, reply->answer);
  if (!self->world->healed && world_draws (self->world, 0.05))
    {
      /* The same answer once more; whether it is taken or refused, nothing may come of it. */
      g_autoptr (GError) error = NULL;

      ga_store_sync (self->store, take_answer_cb, step, &error);
      self->world->counts.repeated++;
    }
}

static void
clean (Client *self)
{
  g_autoptr (GError) error = NULL;

  if (!ga_sync_is_due_for_cleaning (ga_store_get_reader (self->store)))
    return;
  if (!ga_sync_clean (self->store, &error))
    world_complain (self->world, "computer %u: %s", self->number, error->message);
}

/* (transfer full) (nullable): what to send; the same again until it is answered */
static GBytes *
prepare (Client *self, RequestKind kind)
{
  Step step = { .client = self, .kind = kind };

  return run (self, prepare_cb, &step) ? step.body : NULL;
}

/* Returns: whether it is worth doing again */
static gboolean
exchange (Client *self, RequestKind kind)
{
  g_autoptr (GBytes) body = prepare (self, kind);
  Step step = { .client = self, .kind = kind, .body = body };
  g_auto (Reply) reply = { 0 };
  gboolean again = FALSE;

  if (body == NULL)
    return FALSE;
  reply = ask (self, kind, body);
  if (reply.arrived)
    {
      step.reply = &reply;
      take_in (self, &step);
      again = kind == PUSH || step.again;
      watch_acts (self);
      watch_screen (self);
      clean (self);
    }
  return again;
}

static GaStore *
open_store (const char *folder)
{
  g_autoptr (GaSchema) schema = ga_schema_new ();
  g_autoptr (GError) error = NULL;
  GaStore *store = ga_store_open (folder, schema, &error);

  g_assert_no_error (error);
  return store;
}

static gboolean
join_cb (GaTransaction *transaction, gpointer data, GError **error)
{
  Client *self = data;
  Server *server = self->world->server;
  GaMembership membership = { 0 };

  membership.url = (char *) "https://gangart.example.org";
  membership.organisation = (char *) "Somewhere";
  membership.name = (char *) "Somebody";
  membership.role = (char *) ga_access_to_text (self->access);
  membership.device = (char *) "pc";
  membership.account = self->account_id;
  membership.client = self->client;
  membership.lineage = server->lineage;
  membership.epoch = server->epoch;
  return ga_transaction_join (transaction, &membership, error);
}

static gboolean
fill_register_cb (GaTransaction *transaction, gpointer data, GError **error)
{
  for (guint i = 0; i < N_KOMMUNER; i++)
    {
      g_autoptr (GaRecord) kommune = make_kommune (ga_store_get_schema (data), i);

      if (!ga_transaction_fill (transaction, kommune, error))
        return FALSE;
    }
  return TRUE;
}

void
client_make_template (const char *folder)
{
  GaStore *store = open_store (folder);
  g_autoptr (GError) error = NULL;

  ga_store_transact (store, "Register", fill_register_cb, store, &error);
  g_assert_no_error (error);
  ga_store_close (store);
  g_object_unref (store);
}

Client *
client_new (World *world, const char *from)
{
  Client *self = g_new0 (Client, 1);
  g_autofree char *name = g_strdup_printf ("computer-%u", world->clients->len);

  self->world = world;
  self->number = world->clients->len;
  self->folder = g_build_filename (world->folder, name, NULL);
  self->online = TRUE;
  self->pulled = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->parts = g_ptr_array_new_with_free_func ((GDestroyNotify) ga_push_free);
  copy_folder (from, self->folder);
  client_open (self);
  g_ptr_array_add (world->clients, self);
  return self;
}

void
client_free (Client *self)
{
  client_close (self);
  g_hash_table_unref (self->pulled);
  g_ptr_array_unref (self->parts);
  g_free (self->saved);
  g_free (self->folder);
  g_free (self);
}

void
client_open (Client *self)
{
  g_autofree char *path = g_build_filename (self->folder, "gangart.db", NULL);

  self->store = open_store (self->folder);
  ga_store_set_clock (self->store, read_clock_cb, self);
  self->raw = sql_open (path);
}

void
client_close (Client *self)
{
  g_clear_pointer (&self->raw, sql_close);
  ga_store_close (self->store);
  g_clear_object (&self->store);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

void
client_join (Client *self)
{
  g_autoptr (GError) error = NULL;

  ga_store_sync (self->store, join_cb, self, &error);
  if (error != NULL)
    world_complain (self->world, "computer %u: %s", self->number, error->message);
  self->joined = TRUE;
  self->seen = 0;
  watch_acts (self);
}

gboolean
client_send (Client *self)
{
  return exchange (self, PUSH);
}

/* As programs do, it sends first: who has lost access is heard once more, and not after that. */
gboolean
client_receive (Client *self)
{
  g_autoptr (GBytes) waits = self->revoked ? prepare (self, PUSH) : NULL;

  return exchange (self, waits != NULL ? PUSH : PULL);
}

/* Somebody copies the folder to another computer and goes on with both. */
Client *
client_copy (Client *self)
{
  Client *copy;

  client_close (self);
  copy = client_new (self->world, self->folder);
  client_open (self);
  copy->access = self->access;
  copy->account = self->account;
  copy->account_id = self->account_id;
  copy->device = self->device;
  copy->client = self->client;
  copy->offset = self->offset;
  copy->seen = self->seen;
  copy->epoch = self->epoch;
  copy->joined = self->joined;
  copy->may_fork = self->may_fork = TRUE;
  return copy;
}

void
client_save (Client *self)
{
  client_close (self);
  if (self->saved != NULL)
    remove_folder (self->saved);
  else
    self->saved = g_strconcat (self->folder, ".saved", NULL);
  copy_folder (self->folder, self->saved);
  client_open (self);
}

/* Somebody puts back an old copy of the folder; what was not sent since is theirs to miss. */
void
client_set_back (Client *self)
{
  watch_excuse_waiting (self);
  client_close (self);
  remove_folder (self->folder);
  copy_folder (self->saved, self->folder);
  client_open (self);
  self->seen = sql_get (sql_prepare (self->raw, "SELECT coalesce(max(number), 0) FROM change", ""));
  self->may_fork = TRUE;
}

gint64
client_get_waiting (Client *self)
{
  return sql_get (sql_prepare (self->raw,
                               "SELECT count(*) FROM change c WHERE acked IS NULL AND space <> 2 "
                               "AND entity <> 1",
                               ""));
}
