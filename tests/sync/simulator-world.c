/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "server/ga-accounts-private.h"
#include "simulator.h"

#define START (1790000000 * SECOND)

/* Of a hundred requests, in bad times. */
#define LOST_ON_THE_WAY 10
#define LOST_ON_RETURN  30
#define SENT_TWICE      20
#define CUT_OFF         10
#define STOPPED_MIDWAY  5

/* More than a round ever takes. */
#define MOST_REQUESTS 400

gboolean
world_chance (World *self, guint percent)
{
  return (guint) g_rand_int_range (self->rand, 0, 100) < percent;
}

gint64
world_pick (World *self, gint64 most)
{
  return g_rand_int_range (self->rand, 0, (gint32) most);
}

static gboolean
fault (World *self, guint percent)
{
  return self->faults && world_chance (self, percent);
}

void
world_exec (World *self, const char *sql)
{
  g_autoptr (GError) error = NULL;
  GaStatement *statement = ga_sql_prepare (self->writer, sql, &error);

  g_assert_no_error (error);
  if (strstr (sql, "$1") != NULL)
    ga_statement_bind_integer (statement, 1, self->tenant);
  ga_statement_run (statement, &error);
  g_assert_no_error (error);
}

static void
begin (World *self)
{
  g_assert_true (ga_sql_begin (self->writer, NULL));
}

static void
commit (World *self)
{
  g_assert_true (ga_sql_commit (self->writer, NULL));
}

static void
connect_server (World *self)
{
  g_autoptr (GError) error = NULL;

  self->writer = ga_database_connect (self->database, GA_SQL_WRITER, &error);
  g_assert_no_error (error);
  self->reader = ga_database_connect (self->database, GA_SQL_READER, &error);
  g_assert_no_error (error);
  self->counts = ga_database_connect (self->database, GA_SQL_COUNTS, &error);
  g_assert_no_error (error);
}

static void
disconnect_server (World *self)
{
  g_clear_pointer (&self->counts, ga_sql_free);
  g_clear_pointer (&self->reader, ga_sql_free);
  g_clear_pointer (&self->writer, ga_sql_free);
}

/* Two kommuner that everybody ships, as the profiles have them. */
static void
add_kommuner (World *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->kommuner); i++)
    {
      g_autofree char *fact = g_strdup_printf ("kommune:DK:0%u", 101 + 46 * i);

      self->kommuner[i] = ga_id_for_fact (fact);
    }
}

World *
world_new (guint seed, const char *parent)
{
  World *self = g_new0 (World, 1);
  g_autoptr (GError) error = NULL;
  g_autofree char *server = NULL;

  self->rand = g_rand_new_with_seed (seed);
  g_random_set_seed (seed);
  self->folder = g_strdup_printf ("%s/seed%u", parent, seed);
  server = g_build_filename (self->folder, "server", NULL);
  g_mkdir_with_parents (server, 0700);
  self->schema = ga_schema_new ();
  self->now = START;
  self->database = ga_database_new (server, NULL, self->schema);
  ga_database_prepare (self->database, &error);
  g_assert_no_error (error);
  connect_server (self);
  ga_sql_exec (self->writer, "PRAGMA synchronous = off", NULL);
  begin (self);
  self->tenant = ga_tenant_create (self->writer, self->schema, "Association", self->now, &error);
  g_assert_no_error (error);
  commit (self);
  add_kommuner (self);
  self->peers = g_ptr_array_new ();
  self->late = g_ptr_array_new_with_free_func (g_free);
  self->faults = TRUE;
  return self;
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) directory = g_dir_open (folder, 0, NULL);
  const char *name;

  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        remove_folder (path);
      else
        g_unlink (path);
    }
  g_rmdir (folder);
}

/* @keep: leaves the files */
void
world_free (World *self, gboolean keep)
{
  for (guint i = 0; i < self->peers->len; i++)
    {
      Peer *peer = g_ptr_array_index (self->peers, i);

      peer_close (peer);
      g_free (peer->folder);
      g_free (peer->token);
      g_free (peer->refresh);
      g_free (peer);
    }
  g_ptr_array_unref (self->peers);
  g_ptr_array_unref (self->late);
  disconnect_server (self);
  g_object_unref (self->database);
  g_object_unref (self->schema);
  if (!keep)
    remove_folder (self->folder);
  g_free (self->folder);
  g_rand_free (self->rand);
  g_free (self);
}

gint64
peer_now (Peer *self)
{
  return self->world->now + self->clock_error;
}

static gint64
clock_cb (gpointer user_data)
{
  return peer_now (user_data);
}

void
peer_open (Peer *self)
{
  g_autoptr (GError) error = NULL;

  self->store = ga_store_open (self->folder, self->world->schema, &error);
  g_assert_no_error (error);
  ga_store_set_clock (self->store, clock_cb, self);
}

void
peer_close (Peer *self)
{
  if (self->store != NULL)
    ga_store_close (self->store);
  g_clear_object (&self->store);
  /* What was told of changes: nobody listens here. */
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

static Peer *
peer_new (World *world)
{
  Peer *self = g_new0 (Peer, 1);

  self->world = world;
  self->number = world->peers->len;
  self->folder = g_strdup_printf ("%s/peer%u", world->folder, self->number);
  g_ptr_array_add (world->peers, self);
  return self;
}

static void
take_tokens (Peer *self, GaWelcome *welcome)
{
  g_free (self->token);
  g_free (self->refresh);
  self->token = g_strdup (welcome->access);
  self->refresh = g_strdup (welcome->refresh);
  self->token_ends = self->world->now + GA_ACCESS_SECONDS * SECOND;
}

static gboolean
join_body (GaTransaction *transaction, gpointer user_data, GError **error)
{
  return ga_transaction_join (transaction, user_data, error);
}

static void
join (Peer *self, const GaWelcome *welcome, const GaId *client)
{
  g_autoptr (GError) error = NULL;
  GaMembership membership = {
    .url = (char *) "https://example.org/",
    .organisation = welcome->organisation,
    .name = welcome->name,
    .role = (char *) ga_access_to_text (welcome->role),
    .device = (char *) "peer",
    .account = welcome->account,
    .client = *client,
    .lineage = welcome->lineage,
    .epoch = welcome->epoch,
  };

  ga_store_sync (self->store, join_body, &membership, &error);
  g_assert_no_error (error);
  self->world->lineage = welcome->lineage;
}

Peer *
world_add_peer (World *world, GArray *grants)
{
  Peer *self = peer_new (world);
  GaId client = ga_id_new ();
  g_autoptr (GaWelcome) welcome = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_strdup_printf ("Peer %u", self->number);
  g_autofree char *code = NULL;

  begin (world);
  code = ga_invitation_create (world->writer, world->tenant, 0, grants, name, world->now, &error);
  g_assert_no_error (error);
  welcome = ga_accounts_enrol (world->writer, code, &client, "peer", "hash", world->now, &error);
  g_assert_no_error (error);
  commit (world);
  self->account = welcome->account;
  take_tokens (self, welcome);
  peer_open (self);
  /* Work done alone goes along. */
  for (guint i = (guint) world_pick (world, 4); i > 0; i--)
    peer_edit (self);
  join (self, welcome, &client);
  return self;
}

static void
copy_file (const char *from_folder, const char *to_folder, const char *name)
{
  g_autofree char *from = g_build_filename (from_folder, name, NULL);
  g_autofree char *to = g_build_filename (to_folder, name, NULL);
  g_autofree char *bytes = NULL;
  gsize length = 0;

  g_unlink (to);
  if (g_file_get_contents (from, &bytes, &length, NULL))
    g_assert_true (g_file_set_contents_full (to, bytes, (gssize) length, G_FILE_SET_CONTENTS_NONE,
                                             0600, NULL));
}

/* The folder of a profile on another computer, used there as well. */
Peer *
world_copy_peer (World *world, Peer *from)
{
  Peer *self = peer_new (world);

  peer_close (from);
  g_mkdir_with_parents (self->folder, 0700);
  copy_file (from->folder, self->folder, "gangart.db");
  copy_file (from->folder, self->folder, "gangart.db-wal");
  peer_open (from);
  self->account = from->account;
  self->token = g_strdup (from->token);
  self->refresh = g_strdup (from->refresh);
  self->token_ends = from->token_ends;
  self->revoked = from->revoked;
  peer_open (self);
  return self;
}

/* With the passphrase, so to say: what is left when no token serves any more. */
static void
sign_in (Peer *self)
{
  World *world = self->world;
  GaId client = ga_id_new ();
  char id[GA_ID_TEXT_SIZE];
  g_autofree char *hash = NULL;
  g_autoptr (GaWelcome) welcome = NULL;
  g_autoptr (GError) error = NULL;
  gint64 account = 0;

  ga_id_format (&self->account, id);
  begin (world);
  hash = ga_accounts_find_hash (world->writer, id, &account, NULL);
  welcome = ga_accounts_sign_in (world->writer, account, &client, "peer", world->now, &error);
  g_assert_no_error (error);
  commit (world);
  take_tokens (self, welcome);
}

static void
renew (Peer *self)
{
  World *world = self->world;
  g_autoptr (GaWelcome) welcome = NULL;

  begin (world);
  welcome = ga_accounts_renew (world->writer, self->refresh, world->now, NULL);
  commit (world);
  if (welcome != NULL)
    take_tokens (self, welcome);
  else
    sign_in (self);
}

/* A session as the server makes it of the token, which two copies may have ended for each other. */
GaSession *
peer_get_session (Peer *self, GError **error)
{
  GaSession *session;
  g_autoptr (GError) expired = NULL;

  if (self->world->now >= self->token_ends)
    renew (self);
  session = ga_session_load (self->world->reader, self->token, self->world->now, &expired);
  if (!g_error_matches (expired, GA_SYNC_ERROR, GA_SYNC_ERROR_EXPIRED))
    {
      if (expired != NULL)
        g_propagate_error (error, g_steal_pointer (&expired));
      return session;
    }
  sign_in (self);
  return ga_session_load (self->world->reader, self->token, self->world->now, error);
}

typedef struct
{
  Peer *peer;
  GBytes *body;
  GaSyncError code;
  gint64 now;
  gboolean flag;
} Step;

static gboolean
prepare_push_body (GaTransaction *transaction, gpointer user_data, GError **error)
{
  Step *step = user_data;

  step->body = ga_sync_prepare_push (transaction, step->now, error);
  return step->body != NULL || error == NULL || *error == NULL;
}

static gboolean
settle_push_body (GaTransaction *transaction, gpointer user_data, GError **error)
{
  Step *step = user_data;

  return ga_sync_settle_push (transaction, g_bytes_get_data (step->body, NULL),
                              g_bytes_get_size (step->body), step->now, error);
}

static gboolean
prepare_pull_body (GaTransaction *transaction, gpointer user_data, GError **error)
{
  Step *step = user_data;

  step->body = ga_sync_prepare_pull (transaction, error);
  return step->body != NULL;
}

static gboolean
apply_pull_body (GaTransaction *transaction, gpointer user_data, GError **error)
{
  Step *step = user_data;

  return ga_sync_apply_pull (transaction, g_bytes_get_data (step->body, NULL),
                             g_bytes_get_size (step->body), step->now, &step->flag, error);
}

static gboolean
refusal_body (GaTransaction *transaction, gpointer user_data, GError **error)
{
  Step *step = user_data;

  return ga_sync_take_refusal (transaction, step->code, g_bytes_get_data (step->body, NULL),
                               g_bytes_get_size (step->body), step->now, &step->flag, error);
}

static void
take_step (Peer *self, GaTransactFunc func, Step *step)
{
  g_autoptr (GError) error = NULL;

  step->peer = self;
  step->now = peer_now (self);
  ga_store_sync (self->store, func, step, &error);
  if (error != NULL)
    g_error ("peer %u: a step failed: %s", self->number, error->message);
}

/* What the server said instead of an answer. */
static gboolean
take_refusal (Peer *self, const GError *error, const char *detail)
{
  g_autofree char *text = NULL;
  Step step = { .code = (GaSyncError) error->code };
  gboolean again;

  if (error->domain != GA_SYNC_ERROR)
    g_error ("The server failed: %s", error->message);
  if (step.code == GA_SYNC_ERROR_MALFORMED)
    g_error ("peer %u sent what the server cannot read", self->number);
  text = g_strdup_printf ("{\"code\":\"%s\"%s%s}", ga_sync_error_to_code (step.code),
                          detail != NULL ? "," : "", detail != NULL ? detail : "");
  step.body = g_bytes_new (text, strlen (text));
  take_step (self, refusal_body, &step);
  g_bytes_unref (step.body);
  again = step.flag;
  if (step.code == GA_SYNC_ERROR_REVOKED)
    self->revoked = TRUE;
  if (ga_sync_is_due_for_cleaning (ga_store_get_reader (self->store)))
    g_assert_true (ga_sync_clean (self->store, NULL));
  return again;
}

static void
count_answers (World *self, GBytes *answer)
{
  g_autoptr (GaReceipt) receipt = ga_receipt_read (self->schema, g_bytes_get_data (answer, NULL),
                                                   g_bytes_get_size (answer), NULL);

  for (guint i = 0; receipt != NULL && i < receipt->answers->len; i++)
    {
      const GaAnswer *told = g_ptr_array_index (receipt->answers, i);

      if (told->state == GA_ANSWER_REFUSED)
        self->tally.refusals++;
    }
}

/* A push as it arrives at the server. */
static GBytes *
serve_push (Peer *self, GBytes *body, char **detail, GError **error)
{
  World *world = self->world;
  g_autoptr (GaSession) session = peer_get_session (self, error);
  g_autoptr (GError) refusal = NULL;
  GBytes *answer;
  gint64 head;

  if (session == NULL)
    return NULL;
  if (session->revoked)
    g_clear_error (error);
  begin (world);
  answer = ga_exchange_push (world->writer, world->schema, session, g_bytes_get_data (body, NULL),
                             g_bytes_get_size (body), world->now, &head, detail, &refusal);
  if (answer == NULL || fault (world, 2))
    {
      /* Or the server dies before it commits. */
      ga_sql_rollback (world->writer);
      if (answer != NULL)
        g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "lost");
      else
        g_propagate_error (error, g_steal_pointer (&refusal));
      g_clear_pointer (&answer, g_bytes_unref);
      return NULL;
    }
  commit (world);
  count_answers (world, answer);
  return answer;
}

typedef struct
{
  Peer *peer;
  GBytes *body;
} Late;

void
world_deliver_late (World *self)
{
  while (self->late->len > 0 && world_chance (self, 50))
    {
      guint index = (guint) world_pick (self, self->late->len);
      Late *late = g_ptr_array_index (self->late, index);
      g_autofree char *detail = NULL;
      g_autoptr (GBytes) answer = NULL;
      g_autoptr (GError) error = NULL;

      if (!late->peer->revoked)
        answer = serve_push (late->peer, late->body, &detail, &error);
      g_bytes_unref (late->body);
      g_ptr_array_remove_index_fast (self->late, index);
    }
}

/* One push and its answer. FALSE to end the round. */
static gboolean
push_once (Peer *self, gboolean *waits)
{
  World *world = self->world;
  Step step = { 0 };
  g_autoptr (GBytes) body = NULL, answer = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *detail = NULL;

  take_step (self, prepare_push_body, &step);
  body = step.body;
  *waits = body != NULL;
  if (body == NULL)
    return TRUE;
  if (fault (world, LOST_ON_THE_WAY))
    return FALSE;
  if (fault (world, SENT_TWICE))
    {
      Late *late = g_new0 (Late, 1);

      late->peer = self;
      late->body = g_bytes_ref (body);
      g_ptr_array_add (world->late, late);
    }
  answer = serve_push (self, body, &detail, &error);
  world->now += SECOND / 10;
  if (fault (world, LOST_ON_RETURN) || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return FALSE;
  if (answer == NULL)
    return take_refusal (self, error, detail);
  step.body = answer;
  take_step (self, settle_push_body, &step);
  return TRUE;
}

static GBytes *
serve_pull (Peer *self, GBytes *body, char **detail, GError **error)
{
  World *world = self->world;
  g_autoptr (GaSession) session = peer_get_session (self, error);
  g_autofree char *names = NULL;
  GaSql *sql;
  GBytes *answer;

  if (session == NULL || session->revoked)
    return NULL;
  sql = session->counts_only ? world->counts : world->reader;
  g_assert_true (ga_sql_begin (sql, NULL));
  answer = ga_exchange_pull (sql, world->schema, session, g_bytes_get_data (body, NULL),
                             g_bytes_get_size (body), world->now, &names, detail, error);
  ga_sql_rollback (sql);
  return answer;
}

static gboolean
fresh_cb (const GaSpace *space, gboolean fresh, gpointer user_data, GError **error)
{
  Peer *self = user_data;

  self->world->tally.reloads += fresh ? 1 : 0;
  return TRUE;
}

static gboolean
ignore_row_cb (GaRow *row, gpointer user_data, GError **error)
{
  return TRUE;
}

static void
count_fresh (Peer *self, GBytes *answer)
{
  static const GaPullHandler handler = { .space = fresh_cb, .row = ignore_row_cb };
  gboolean more;

  ga_pull_read_answer (self->world->schema, g_bytes_get_data (answer, NULL),
                       g_bytes_get_size (answer), &handler, self, &more, NULL);
}

static gboolean
pull_once (Peer *self, gboolean *more)
{
  World *world = self->world;
  Step step = { 0 };
  g_autoptr (GBytes) body = NULL, answer = NULL, whole = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *detail = NULL;

  *more = FALSE;
  take_step (self, prepare_pull_body, &step);
  body = step.body;
  if (fault (world, LOST_ON_THE_WAY))
    return FALSE;
  whole = serve_pull (self, body, &detail, &error);
  world->now += SECOND / 10;
  if (fault (world, STOPPED_MIDWAY))
    return FALSE;
  if (whole == NULL)
    {
      *more = take_refusal (self, error, detail);
      return *more;
    }
  if (fault (world, CUT_OFF))
    answer = g_bytes_new_from_bytes (
        whole, 0, (gsize) world_pick (world, (gint64) g_bytes_get_size (whole) + 1));
  else
    answer = g_bytes_ref (whole);
  count_fresh (self, answer);
  step.body = answer;
  take_step (self, apply_pull_body, &step);
  *more = step.flag;
  if (ga_sync_is_due_for_cleaning (ga_store_get_reader (self->store)))
    g_assert_true (ga_sync_clean (self->store, NULL));
  return TRUE;
}

gboolean
peer_sync (Peer *self)
{
  gboolean more = TRUE;
  guint requests = 0;

  if (self->revoked || self->world->now < self->offline_until)
    return FALSE;
  while (more && !self->revoked && requests++ < MOST_REQUESTS)
    if (!push_once (self, &more))
      return FALSE;
  more = TRUE;
  while (more && !self->revoked && requests++ < MOST_REQUESTS)
    if (!pull_once (self, &more))
      return FALSE;
  if (requests >= MOST_REQUESTS)
    g_error ("peer %u never comes to an end", self->number);
  return TRUE;
}

static void
copy_server (World *self, const char *from, const char *to)
{
  g_autofree char *from_folder = g_build_filename (self->folder, from, NULL);
  g_autofree char *to_folder = g_build_filename (self->folder, to, NULL);

  disconnect_server (self);
  g_mkdir_with_parents (to_folder, 0700);
  copy_file (from_folder, to_folder, "server.db");
  copy_file (from_folder, to_folder, "server.db-wal");
  connect_server (self);
  ga_sql_exec (self->writer, "PRAGMA synchronous = off", NULL);
}

void
world_backup (World *self)
{
  copy_server (self, "server", "backup");
  world_exec (self, "UPDATE tenant SET covered = seq WHERE number = $1");
  self->has_backup = TRUE;
}

static gint64
ask (World *self, const char *sql)
{
  GaStatement *statement = ga_sql_prepare (self->writer, sql, NULL);
  gboolean row = FALSE;
  gint64 value;

  ga_statement_bind_integer (statement, 1, self->tenant);
  g_assert_true (ga_statement_step (statement, &row, NULL) && row);
  value = ga_statement_get_integer (statement, 0);
  ga_statement_reset (statement);
  return value;
}

/* As `gangart-server restore` does: another epoch, from the backup's number on. Tokens given since
 * are gone, so everybody signs in anew. */
void
world_restore (World *self)
{
  gint64 epoch;
  g_autofree char *sql = NULL;

  if (!self->has_backup)
    return;
  epoch = ask (self, "SELECT epoch FROM tenant WHERE number = $1");
  copy_server (self, "backup", "server");
  sql = g_strdup_printf ("UPDATE tenant SET epoch = %" G_GINT64_FORMAT
                         ", fork = seq, covered = seq WHERE number = $1",
                         epoch + 1);
  world_exec (self, sql);
  for (guint i = 0; i < self->peers->len; i++)
    {
      Peer *peer = g_ptr_array_index (self->peers, i);

      if (!peer->revoked)
        sign_in (peer);
    }
  self->tally.restores++;
}

/* What an administrator does; it is news for the one it is about. */
void
world_grant (World *self, Peer *peer, const GaGrant *grant, gboolean given)
{
  char id[GA_ID_TEXT_SIZE];
  g_autofree char *hash = NULL;
  g_autoptr (GError) error = NULL;
  gint64 account = 0;

  ga_id_format (&peer->account, id);
  begin (self);
  hash = ga_accounts_find_hash (self->writer, id, &account, NULL);
  if (given)
    ga_grants_add (self->writer, self->tenant, account, grant, &error);
  else
    ga_grants_remove (self->writer, self->tenant, account, grant, &error);
  g_assert_no_error (error);
  commit (self);
}
