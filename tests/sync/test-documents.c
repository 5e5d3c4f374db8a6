/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <sqlite3.h>
#include <string.h>

#include "store/ga-attachments.h"
#include "store/ga-membership.h"
#include "sync/client/ga-sync-engine-private.h"
#include "sync/live-computers.h"

/* Documents between two computers: the record comes at once, its file before it or after. */

#define LARGE (3 * 1024 * 1024 + 17)

static GaRecord *
find_only (Computer *computer, const char *entity)
{
  g_autoptr (GaQuery) query = ga_query_new (ga_schema_get (computer->profile.schema, entity));
  g_autoptr (GPtrArray) found =
      ga_reader_list (ga_store_get_reader (computer->profile.store), query, NULL);

  return found->len == 1 ? g_object_ref (found->pdata[0]) : NULL;
}

static gboolean
has_only (Computer *computer, const char *entity)
{
  g_autoptr (GaRecord) record = find_only (computer, entity);

  return record != NULL;
}

static char *
make_bytes (gsize length)
{
  char *bytes = g_malloc (length);

  for (gsize i = 0; i < length; i++)
    bytes[i] = (char) (i * 7 + i / 251);
  return bytes;
}

static void
attach (Computer *computer, gsize length)
{
  g_autoptr (GaRecord) community = find_only (computer, "community");
  g_autoptr (GaRecord) record = profile_record (&computer->profile, "attachment");
  g_autofree char *path = g_build_filename (computer->profile.folder, "Track.gpx", NULL);
  g_autofree char *bytes = make_bytes (length);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, bytes, (gssize) length, &error);
  g_assert_no_error (error);
  ga_record_set_reference (record, "community", ga_record_get_id (community));
  ga_attach (computer->profile.store, "Test", record, file, &error);
  g_assert_no_error (error);
}

static gboolean
is_here (Computer *computer)
{
  g_autoptr (GaRecord) record = find_only (computer, "attachment");

  return record != NULL &&
         ga_attachment_is_here (computer->profile.store, ga_record_get_text (record, "sha256"),
                                ga_record_get_integer (record, "size"));
}

static void
fetched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static gboolean
fetch (Computer *computer, GError **error)
{
  g_autoptr (GaRecord) record = find_only (computer, "attachment");
  g_autoptr (GAsyncResult) result = NULL;

  ga_sync_engine_fetch_async (computer->engine, ga_record_get_text (record, "sha256"),
                              ga_record_get_integer (record, "size"), NULL, fetched_cb, &result);
  wait_until (result != NULL);
  return ga_sync_engine_fetch_finish (computer->engine, result, error);
}

static void
test_small (Fixture *fixture, gconstpointer data)
{
  add_community (&fixture->one);
  attach (&fixture->one, 1000);
  wait_until (is_here (&fixture->other));
}

static void
test_empty (Fixture *fixture, gconstpointer data)
{
  add_community (&fixture->one);
  attach (&fixture->one, 0);
  wait_until (is_here (&fixture->other));
}

static void
test_large (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  add_community (&fixture->one);
  attach (&fixture->one, LARGE);
  wait_until (has_only (&fixture->other, "attachment"));
  g_assert_false (is_here (&fixture->other));
  g_assert_true (fetch (&fixture->other, &error));
  g_assert_no_error (error);
  g_assert_true (is_here (&fixture->other));
}

/* All that is here are the first bytes of it, of which the very first may be wrong. */
static void
begin_at (Computer *computer, GaRecord *record, gsize length, char wrong)
{
  const char *sha256 = ga_record_get_text (record, "sha256");
  g_autofree char *path = ga_attachment_get_path (computer->profile.store, sha256);
  g_autofree char *bytes = make_bytes (LARGE);
  g_autoptr (GBytes) part = NULL;
  g_autoptr (GError) error = NULL;

  bytes[0] = (char) (bytes[0] + wrong);
  part = g_bytes_new (bytes, length);
  g_unlink (path);
  g_assert_true (ga_attachment_add (computer->profile.store, sha256, 0, part, &error));
  g_assert_no_error (error);
}

static void
test_resumed (Fixture *fixture, gconstpointer data)
{
  static const gsize lengths[] = { 0, 1, 1024 * 1024 - 1, 1024 * 1024, LARGE - 1, LARGE };
  g_autoptr (GaRecord) record = NULL;
  g_autoptr (GError) error = NULL;

  add_community (&fixture->one);
  attach (&fixture->one, LARGE);
  wait_until (has_only (&fixture->other, "attachment"));
  record = find_only (&fixture->other, "attachment");
  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      begin_at (&fixture->other, record, lengths[i], 0);
      g_assert_true (fetch (&fixture->other, &error));
      g_assert_no_error (error);
      g_assert_true (is_here (&fixture->other));
    }
  /* Not what its name says: thrown away, and fetched anew. */
  begin_at (&fixture->other, record, 1000, 1);
  g_assert_false (fetch (&fixture->other, &error));
  g_assert_error (error, GA_SYNC_ERROR, GA_SYNC_ERROR_MALFORMED);
  g_clear_error (&error);
  g_assert_true (fetch (&fixture->other, &error));
  g_assert_true (is_here (&fixture->other));
}

/* Nobody is told of a network or an update where the file is what is wrong. */
static void
test_damaged_there (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GaRecord) record = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  g_autofree char *bytes = make_bytes (LARGE);

  add_community (&fixture->one);
  attach (&fixture->one, LARGE);
  wait_until (has_only (&fixture->other, "attachment"));
  record = find_only (&fixture->other, "attachment");
  path = g_build_filename (fixture->server.folder, "files", ga_record_get_text (record, "sha256"),
                           NULL);
  bytes[1000]++;
  g_assert_true (g_file_set_contents (path, bytes, LARGE, NULL));
  g_assert_false (fetch (&fixture->other, &error));
  g_assert_nonnull (strstr (error->message, "damaged on the server"));
  g_assert_false (is_here (&fixture->other));
}

/* A part of it reached the server before; the rest goes. */
static void
test_sent_on (Fixture *fixture, gconstpointer data)
{
  g_autofree char *bytes = make_bytes (LARGE);
  g_autofree char *sum =
      g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) bytes, LARGE);
  g_autofree char *path = g_strconcat ("/v1/files/", sum, NULL);
  g_autoptr (GBytes) part = g_bytes_new (bytes, 1234567);
  GaServerRange range = { 0, 1234567, LARGE };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GaServerAnswer) answer = NULL;

  add_community (&fixture->one);
  ga_server_account_ask_part_async (fixture->one.engine->account, "PUT", path, part, &range, NULL,
                                    fetched_cb, &result);
  wait_until (result != NULL);
  answer = ga_server_account_ask_finish (fixture->one.engine->account, result, &error);
  g_assert_no_error (error);
  g_assert_cmpint (answer->have, ==, 1234567);
  attach (&fixture->one, LARGE);
  wait_until (has_only (&fixture->other, "attachment"));
  g_assert_true (fetch (&fixture->other, &error));
  g_assert_true (is_here (&fixture->other));
}

/* Its file is not what it was: the record is refused and told of, and nothing else waits. */
static void
test_damaged (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GaRecord) record = NULL;
  g_autoptr (GaRecord) conflict = NULL;
  g_autofree char *path = NULL;

  add_community (&fixture->one);
  wait_until (has_only (&fixture->other, "community"));
  ga_sync_engine_stop (fixture->one.engine);
  attach (&fixture->one, 5);
  record = find_only (&fixture->one, "attachment");
  path = ga_attachment_get_path (fixture->one.profile.store, ga_record_get_text (record, "sha256"));
  g_assert_true (g_file_set_contents (path, "wrong", 5, NULL));
  ga_sync_engine_start (fixture->one.engine);
  wait_until (has_only (&fixture->one, "conflict"));
  conflict = find_only (&fixture->one, "conflict");
  g_assert_cmpstr (ga_record_get_text (conflict, "code"), ==, "damaged");
  g_assert_false (has_only (&fixture->one, "attachment"));
  wait_until (ga_sync_engine_get_state (fixture->one.engine) == GA_SYNC_UP_TO_DATE);
  g_assert_cmpint (ga_sync_engine_get_waiting (fixture->one.engine), ==, 0);
}

static void
run_sql (const char *folder, const char *name, const char *sql)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  sqlite3_busy_timeout (db, 10000);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

static void
make_news (Computer *computer)
{
  g_autoptr (GaRecord) record = find_only (computer, "community");

  ga_record_set_text (record, "name", "Engstien");
  profile_put (&computer->profile, record);
}

/* The account of @one has brought as much as it may. */
static void
fill_up (Fixture *fixture)
{
  run_sql (fixture->server.folder, "server.db",
           "INSERT INTO file (tenant, sha, account, size, at) "
           "VALUES (1, 'x', 1, 209715200, 9000000000000000)");
}

/* As if it had been refused long ago. */
static void
forget_refusal (Computer *computer)
{
  run_sql (computer->profile.folder, "gangart.db",
           "UPDATE meta SET value = '1' WHERE name = 'sync:file_refused'");
}

static gboolean
remove_cb (GaTransaction *transaction, gpointer user_data, GError **error)
{
  GaRecord *record = user_data;

  return ga_transaction_delete (transaction, ga_record_get_entity (record),
                                ga_record_get_id (record), error);
}

static void
remove_record (Computer *computer, GaRecord *record)
{
  g_autoptr (GError) error = NULL;

  ga_store_transact (computer->profile.store, "Test", remove_cb, record, &error);
  g_assert_no_error (error);
}

static gboolean
stays (Computer *computer)
{
  g_autoptr (GaRecord) record = find_only (computer, "attachment");

  return record != NULL && ga_attachment_get_state (computer->profile.store,
                                                    ga_store_get_reader (computer->profile.store),
                                                    record) == GA_ATTACHMENT_STAYS;
}

/* It stays where it is, and goes when there is room again. */
static void
test_no_room (Fixture *fixture, gconstpointer data)
{
  Computer *one = &fixture->one;

  add_community (one);
  wait_until (has_only (&fixture->other, "community"));
  fill_up (fixture);
  attach (one, 1000);
  wait_until (stays (one));
  wait_until (ga_sync_engine_get_state (one->engine) == GA_SYNC_UP_TO_DATE);
  g_assert_false (has_only (one, "conflict"));
  g_assert_true (is_here (one));
  run_sql (fixture->server.folder, "server.db", "DELETE FROM file WHERE sha = 'x'");
  forget_refusal (one);
  make_news (&fixture->other);
  wait_until (is_here (&fixture->other));
  wait_until (ga_sync_engine_get_waiting (one->engine) == 0);
  g_assert_false (stays (one));
}

/* Who removes it meanwhile is not asked about it. */
static void
test_no_room_removed (Fixture *fixture, gconstpointer data)
{
  Computer *one = &fixture->one;
  g_autoptr (GaRecord) record = NULL;

  add_community (one);
  wait_until (has_only (&fixture->other, "community"));
  fill_up (fixture);
  attach (one, 1000);
  wait_until (stays (one));
  record = find_only (one, "attachment");
  remove_record (one, record);
  forget_refusal (one);
  make_news (&fixture->other);
  wait_until (ga_sync_engine_get_waiting (one->engine) == 0);
  g_assert_false (has_only (one, "conflict"));
}

static gboolean
restore_cb (GaTransaction *transaction, gpointer user_data, GError **error)
{
  return ga_transaction_restore_value (transaction, ga_record_get_id (user_data), error);
}

/* Its access ends while it is off, and a document waits there. */
static void
lose_access (Fixture *fixture)
{
  Computer *one = &fixture->one;

  ga_sync_engine_stop (one->engine);
  attach (one, LARGE);
  g_clear_object (&one->engine);
  g_free (live_server_run (&fixture->server, "account revoke 1"));
  one->engine = ga_sync_engine_new (one->profile.store, one->tokens);
  ga_sync_engine_start (one->engine);
  wait_until (ga_sync_engine_get_state (one->engine) == GA_SYNC_STOPPED);
  g_assert_cmpint (ga_sync_engine_get_reason_code (one->engine), ==, GA_SYNC_ERROR_REVOKED);
  g_assert_cmpint (ga_sync_engine_get_waiting (one->engine), ==, 0);
  g_assert_false (has_only (one, "attachment"));
  g_assert_false (has_only (one, "community"));
}

/* It hands over the document with its file, and keeps nothing. */
static void
test_revoked_while_off (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GaRecord) conflict = NULL;
  g_autoptr (GError) error = NULL;

  add_community (&fixture->one);
  wait_until (has_only (&fixture->other, "community"));
  lose_access (fixture);
  g_assert_false (has_only (&fixture->one, "conflict"));
  wait_until (has_only (&fixture->other, "conflict"));
  conflict = find_only (&fixture->other, "conflict");
  ga_store_transact (fixture->other.profile.store, "Take it", restore_cb, conflict, &error);
  g_assert_no_error (error);
  wait_until (ga_sync_engine_get_waiting (fixture->other.engine) == 0);
  g_assert_true (fetch (&fixture->other, &error));
  g_assert_no_error (error);
  g_assert_true (is_here (&fixture->other));
}

/* Told, and kept here with its file until somebody has looked at it. */
static void
test_revoked_without_room (Fixture *fixture, gconstpointer data)
{
  Computer *one = &fixture->one;
  g_autofree char *bytes = make_bytes (LARGE);
  g_autofree char *sum =
      g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) bytes, LARGE);
  g_autoptr (GaRecord) conflict = NULL;

  add_community (one);
  wait_until (has_only (&fixture->other, "community"));
  fill_up (fixture);
  lose_access (fixture);
  conflict = find_only (one, "conflict");
  g_assert_nonnull (conflict);
  g_assert_cmpstr (ga_record_get_text (conflict, "kind"), ==, "refused");
  g_assert_cmpstr (ga_record_get_text (conflict, "code"), ==, "file");
  g_assert_true (ga_attachment_is_here (one->profile.store, sum, LARGE));
  g_assert_false (has_only (&fixture->other, "conflict"));
}

#define ADD(name, func) g_test_add ("/documents/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  program = argv[1];
  ADD ("a-small-file-comes-by-itself", test_small);
  ADD ("an-empty-file-is-one", test_empty);
  ADD ("a-large-file-comes-when-asked-for", test_large);
  ADD ("a-file-that-is-damaged-on-the-server-is-told-of", test_damaged_there);
  ADD ("what-was-cut-off-is-gone-on-with", test_resumed);
  ADD ("what-the-server-has-is-not-sent-again", test_sent_on);
  ADD ("a-damaged-file-holds-nothing-up", test_damaged);
  ADD ("what-there-is-no-room-for-stays", test_no_room);
  ADD ("what-there-was-no-room-for-can-be-removed", test_no_room_removed);
  ADD ("a-revoked-computer-hands-over-its-documents", test_revoked_while_off);
  ADD ("a-document-that-cannot-be-handed-over-stays", test_revoked_without_room);
  return g_test_run ();
}
