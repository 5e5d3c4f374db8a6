/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "boat.h"
#include "server/server-fixture.h"

/* What the rest of the server may rely on, whichever database is below. */

#define INSERT_MEETING                                                                        \
  "INSERT INTO meeting (tenant, id, _space, _rev, _by, _at, _stamps, _gone, start, unnamed) " \
  "VALUES (1, $1, 1, $2, 0, 0, '', 0, $3, $4)"

static GaStatement *
prepare (GaSql *sql, const char *text)
{
  g_autoptr (GError) error = NULL;
  GaStatement *statement = ga_sql_prepare (sql, text, &error);

  g_assert_no_error (error);
  g_assert_nonnull (statement);
  return statement;
}

static void
run (GaStatement *statement)
{
  g_autoptr (GError) error = NULL;

  ga_statement_run (statement, &error);
  g_assert_no_error (error);
}

static gboolean
step (GaStatement *statement)
{
  g_autoptr (GError) error = NULL;
  gboolean row;

  ga_statement_step (statement, &row, &error);
  g_assert_no_error (error);
  return row;
}

static gint64
count (GaSql *sql, const char *table)
{
  g_autofree char *text = g_strdup_printf ("SELECT count(*) FROM %s", table);
  GaStatement *statement = prepare (sql, text);
  gint64 n;

  g_assert_true (step (statement));
  n = ga_statement_get_integer (statement, 0);
  ga_statement_reset (statement);
  return n;
}

static void
add_meeting (GaSql *sql, gint64 revision)
{
  GaStatement *statement = prepare (sql, INSERT_MEETING);
  GaId id = ga_id_new ();

  ga_statement_bind_id (statement, 1, &id);
  ga_statement_bind_integer (statement, 2, revision);
  ga_statement_bind_text (statement, 3, "2026-01-06T10:00");
  ga_statement_bind_integer (statement, 4, 9);
  run (statement);
  g_assert_cmpint (ga_statement_get_changed (statement), ==, 1);
}

static void
test_values_come_back_as_they_went (ServerFixture *fixture, gconstpointer data)
{
  const GaEntity *entity = ga_schema_get (fixture->schema, "meeting");
  const guint8 bytes[] = { 0, 1, 0xff, '\\', '\'' };
  GaId id = ga_id_new (), none = { { 0 } }, found;
  g_auto (GaValue) value = { 0 };
  GaStatement *statement = prepare (fixture->sql, INSERT_MEETING);
  gconstpointer got;
  gsize length;

  ga_statement_bind_id (statement, 1, &id);
  ga_statement_bind_integer (statement, 2, G_MAXINT64);
  ga_value_set_text (&value, "Æ 'x' $1 \\ 走");
  ga_statement_bind_value (statement, 3, &value);
  ga_value_clear (&value);
  ga_statement_bind_value (statement, 4, &value);
  run (statement);
  statement = prepare (fixture->sql, "INSERT INTO receipt (tenant, client, number, digest, answer) "
                                     "VALUES (1, $1, 2, $2, $3)");
  ga_statement_bind_id (statement, 1, &id);
  ga_statement_bind_bytes (statement, 2, bytes, sizeof bytes);
  ga_statement_bind_bytes (statement, 3, "", 0);
  run (statement);

  statement = prepare (fixture->sql,
                       "SELECT m.id, m._rev, m.start, m.unnamed, r.digest, r.answer, m._extra IS "
                       "NULL, m.community FROM meeting m, receipt r WHERE m.id = $1");
  ga_statement_bind_id (statement, 1, &id);
  g_assert_true (step (statement));
  g_assert_true (ga_statement_get_id (statement, 0, &found));
  g_assert_true (ga_id_equal (&found, &id));
  g_assert_cmpint (ga_statement_get_integer (statement, 1), ==, G_MAXINT64);
  ga_statement_get_value (statement, 2, ga_entity_get_field (entity, "start"), &value);
  g_assert_cmpstr (value.text, ==, "Æ 'x' $1 \\ 走");
  ga_statement_get_value (statement, 3, ga_entity_get_field (entity, "unnamed"), &value);
  g_assert_cmpint (value.kind, ==, GA_VALUE_NONE);
  got = ga_statement_get_bytes (statement, 4, &length);
  g_assert_cmpmem (got, (int) length, bytes, sizeof bytes);
  ga_statement_get_bytes (statement, 5, &length);
  g_assert_cmpuint (length, ==, 0);
  g_assert_false (ga_statement_is_null (statement, 5));
  g_assert_cmpint (ga_statement_get_integer (statement, 6), ==, 1);
  g_assert_false (ga_statement_get_id (statement, 7, &found));
  g_assert_true (ga_id_equal (&found, &none));
  g_assert_false (step (statement));
}

static void
test_a_savepoint_takes_back_only_what_followed_it (ServerFixture *fixture, gconstpointer data)
{
  GaSql *sql = fixture->sql;

  g_assert_true (ga_sql_begin (sql, NULL));
  add_meeting (sql, 1);
  g_assert_true (ga_sql_savepoint (sql, NULL));
  add_meeting (sql, 2);
  g_assert_true (ga_sql_rollback_to (sql, NULL));
  g_assert_true (ga_sql_savepoint (sql, NULL));
  add_meeting (sql, 3);
  g_assert_true (ga_sql_release (sql, NULL));
  g_assert_true (ga_sql_commit (sql, NULL));
  g_assert_cmpint (count (sql, "meeting"), ==, 2);

  g_assert_true (ga_sql_begin (sql, NULL));
  add_meeting (sql, 4);
  ga_sql_rollback (sql);
  g_assert_cmpint (count (sql, "meeting"), ==, 2);
}

static void
test_a_failed_statement_is_undone_to_the_savepoint (ServerFixture *fixture, gconstpointer data)
{
  GaSql *sql = fixture->sql;
  g_autoptr (GError) error = NULL;

  g_assert_true (ga_sql_begin (sql, NULL));
  add_meeting (sql, 1);
  g_assert_true (ga_sql_savepoint (sql, NULL));
  g_assert_false (ga_sql_exec (sql, "INSERT INTO meeting (tenant) VALUES (1)", &error));
  g_assert_error (error, GA_SQL_ERROR, GA_SQL_ERROR_FAILED);
  g_assert_true (ga_sql_rollback_to (sql, NULL));
  add_meeting (sql, 2);
  g_assert_true (ga_sql_commit (sql, NULL));
  g_assert_cmpint (count (sql, "meeting"), ==, 2);
}

static GaStatement *
prepare_meeting (GaSql *sql, const GaId *id, gint64 revision)
{
  GaStatement *statement = prepare (sql, INSERT_MEETING);

  ga_statement_bind_id (statement, 1, id);
  ga_statement_bind_integer (statement, 2, revision);
  return statement;
}

/* One database tells at once that what is sent fails, the other by the commit. */
static void
test_what_is_sent_is_done_in_order_or_fails_the_commit (ServerFixture *fixture, gconstpointer data)
{
  GaSql *sql = fixture->sql;
  GaId id = ga_id_new (), other = ga_id_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (ga_sql_begin (sql, NULL));
  g_assert_true (ga_statement_send (prepare_meeting (sql, &id, 1), NULL));
  g_assert_true (ga_sql_savepoint (sql, NULL));
  g_assert_true (ga_statement_send (prepare_meeting (sql, &other, 2), NULL));
  g_assert_cmpint (count (sql, "meeting"), ==, 2);
  g_assert_true (ga_sql_rollback_to (sql, NULL));
  g_assert_true (ga_sql_commit (sql, NULL));
  g_assert_cmpint (count (sql, "meeting"), ==, 1);

  g_assert_true (ga_sql_begin (sql, NULL));
  g_assert_true (ga_sql_savepoint (sql, NULL));
  g_assert_true (ga_statement_send (prepare_meeting (sql, &other, 2), NULL));
  g_assert_false (ga_statement_send (prepare_meeting (sql, &id, 3), &error) &&
                  ga_sql_release (sql, &error) && ga_sql_commit (sql, &error));
  g_assert_error (error, GA_SQL_ERROR, GA_SQL_ERROR_FAILED);
  ga_sql_rollback (sql);
  g_assert_cmpint (count (sql, "meeting"), ==, 1);
  add_meeting (sql, 4);
  g_assert_cmpint (count (sql, "meeting"), ==, 2);
}

typedef struct
{
  GaSql *sql;
  gint64 sum;
} Adding;

static gboolean
add_revision_cb (GaStatement *statement, gpointer user_data, GError **error)
{
  Adding *adding = user_data;
  gint64 meetings = count (adding->sql, "meeting");

  adding->sum += ga_statement_get_integer (statement, 0) * meetings;
  return TRUE;
}

static void
test_many_are_found_by_their_ids (ServerFixture *fixture, gconstpointer data)
{
  GaSql *sql = fixture->sql;
  g_autoptr (GHashTable) ids = g_hash_table_new_full (ga_id_hash, ga_id_equal, g_free, NULL);
  g_autoptr (GError) error = NULL;
  Adding adding = { sql, 0 };

  g_assert_true (ga_sql_begin (sql, NULL));
  for (int i = 1; i <= 3; i++)
    {
      GaId id = ga_id_new (), none = ga_id_new ();

      g_assert_true (ga_statement_send (prepare_meeting (sql, &id, i), NULL));
      if (i > 1)
        g_hash_table_add (ids, g_memdup2 (&id, sizeof id));
      g_hash_table_add (ids, g_memdup2 (&none, sizeof none));
    }
  ga_sql_find_many (sql, "SELECT _rev FROM meeting WHERE tenant = $1 AND id = $2", 1, ids,
                    add_revision_cb, &adding, &error);
  g_assert_no_error (error);
  g_assert_cmpint (adding.sum, ==, (2 + 3) * 3);
  g_assert_true (ga_sql_commit (sql, NULL));
}

/* Only PostgreSQL has connections that break, and goes on after a failure as if it could. */
static void
test_a_transaction_that_failed_or_broke_is_not_committed (ServerFixture *fixture,
                                                          gconstpointer data)
{
  GaSql *sql = fixture->sql;
  g_autoptr (GError) error = NULL;
  GaStatement *statement;
  gboolean row;

  g_assert_true (ga_sql_begin (sql, NULL));
  statement = prepare (sql, "SELECT 1 / (_rev - _rev) FROM meeting");
  add_meeting (sql, 1);
  g_assert_false (ga_statement_step (statement, &row, NULL));
  g_assert_false (ga_sql_commit (sql, &error));
  g_assert_error (error, GA_SQL_ERROR, GA_SQL_ERROR_FAILED);
  g_clear_error (&error);
  ga_sql_rollback (sql);
  g_assert_cmpint (count (sql, "meeting"), ==, 0);

  statement = prepare (sql, "SELECT pg_terminate_backend (pg_backend_pid ())");
  g_assert_true (ga_sql_begin (sql, NULL));
  g_assert_true (ga_statement_send (statement, NULL));
  g_assert_true (ga_statement_send (prepare (sql, "SELECT count(*) FROM meeting"), NULL));
  g_assert_false (ga_sql_commit (sql, &error));
  g_assert_error (error, GA_SQL_ERROR, GA_SQL_ERROR_LOST);
  ga_sql_rollback (sql);
}

static void
test_a_reader_sees_one_moment_and_writes_nothing (ServerFixture *fixture, gconstpointer data)
{
  g_autoptr (GaSql) reader = ga_database_connect (fixture->database, GA_SQL_READER, NULL);
  g_autoptr (GError) error = NULL;

  add_meeting (fixture->sql, 1);
  g_assert_true (ga_sql_begin (reader, NULL));
  g_assert_cmpint (count (reader, "meeting"), ==, 1);
  add_meeting (fixture->sql, 2);
  g_assert_cmpint (count (reader, "meeting"), ==, 1);
  g_assert_true (ga_sql_commit (reader, NULL));
  g_assert_cmpint (count (reader, "meeting"), ==, 2);
  g_assert_false (ga_sql_exec (reader, "DELETE FROM meeting", &error));
  g_assert_error (error, GA_SQL_ERROR, GA_SQL_ERROR_DENIED);
}

static void
assert_denied (GaSql *sql, const char *text)
{
  g_autoptr (GError) error = NULL;
  GaStatement *statement = ga_sql_prepare (sql, text, &error);

  g_test_message ("%s", text);
  if (statement != NULL)
    ga_statement_run (statement, &error);
  g_assert_error (error, GA_SQL_ERROR, GA_SQL_ERROR_DENIED);
}

static void
test_counts_cannot_read_what_holds_names (ServerFixture *fixture, gconstpointer data)
{
  g_autoptr (GaSql) sql = ga_database_connect (fixture->database, GA_SQL_COUNTS, NULL);
  const char *const hidden[] = { "meta",  "history",    "receipt", "staged", "quarantine",
                                 "token", "invitation", "audit",   "erasure" };

  for (guint i = 0; i < G_N_ELEMENTS (hidden); i++)
    {
      g_autofree char *text = g_strdup_printf ("SELECT count(*) FROM %s", hidden[i]);

      assert_denied (sql, text);
    }
  for (guint i = 0; i < ga_schema_get_n_entities (fixture->schema); i++)
    {
      const GaEntity *entity = ga_schema_get_nth (fixture->schema, i);
      const char *table = ga_sql_table (sql, entity);
      g_autofree char *text = g_strdup_printf ("SELECT count(*) FROM %s", table);
      g_autofree char *whole = g_strdup_printf ("SELECT * FROM %s", table);

      if (ga_entity_is_private (entity))
        assert_denied (sql, text);
      else
        g_assert_cmpint (count (sql, table), ==, 0);
      if (ga_entity_is_personal (entity))
        assert_denied (sql, whole);
      for (guint j = 0; j < entity->n_fields; j++)
        {
          g_autofree char *column =
              g_strdup_printf ("SELECT \"%s\" FROM %s", entity->fields[j].name, table);

          if (entity->fields[j].flags & GA_FIELD_PERSONAL)
            assert_denied (sql, column);
          else if (!ga_entity_is_private (entity))
            run (prepare (sql, column));
        }
    }
  assert_denied (sql, "SELECT name FROM account");
  assert_denied (sql, "SELECT passphrase FROM account");
  assert_denied (sql, "SELECT name FROM device");
  assert_denied (sql, "SELECT _extra FROM meeting");
  assert_denied (sql, "UPDATE tenant SET seq = 1");
  run (prepare (sql, "SELECT number, id FROM account"));
  run (prepare (sql, "SELECT * FROM left_mark"));
}

static void
test_a_reader_may_read_names (ServerFixture *fixture, gconstpointer data)
{
  g_autoptr (GaSql) sql = ga_database_connect (fixture->database, GA_SQL_READER, NULL);

  for (guint i = 0; i < ga_schema_get_n_entities (fixture->schema); i++)
    g_assert_cmpint (count (sql, ga_sql_table (sql, ga_schema_get_nth (fixture->schema, i))), ==,
                     0);
}

static void
test_a_newer_program_adds_what_is_missing (ServerFixture *fixture, gconstpointer data)
{
  g_autoptr (GaSchema) newer = ga_schema_new ();
  g_autoptr (GaDatabase) database = NULL;
  g_autoptr (GError) error = NULL;

  add_meeting (fixture->sql, 1);
  g_assert_true (ga_sql_exec (fixture->sql, "ALTER TABLE meeting DROP COLUMN weather", &error));
  g_assert_no_error (error);
  ga_schema_add (newer, &boat);
  database = ga_database_new (fixture->folder, fixture->url, newer);
  ga_database_prepare (database, &error);
  g_assert_no_error (error);
  g_assert_cmpint (count (fixture->sql, "meeting"), ==, 1);
  g_assert_cmpint (count (fixture->sql, "boat"), ==, 0);
  run (prepare (fixture->sql, "SELECT weather FROM meeting"));
}

static void
test_data_of_a_newer_program_are_left_alone (ServerFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (
      ga_sql_exec (fixture->sql, "UPDATE meta SET value = '99' WHERE name = 'schema'", NULL));
  g_assert_false (ga_database_prepare (fixture->database, &error));
  g_assert_error (error, GA_SQL_ERROR, GA_SQL_ERROR_FAILED);
}

static void
test_it_says_whether_there_is_a_database (ServerFixture *fixture, gconstpointer data)
{
  gboolean exists;

  g_assert_true (ga_database_exists (fixture->database, &exists, NULL));
  g_assert_true (exists);
}

/* Only SQLite's: a file that belongs to something else. */
static void
test_a_file_of_another_program_is_refused (void)
{
  g_autofree char *folder = g_dir_make_tmp ("gangart-server-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "server.db", NULL);
  g_autoptr (GaSchema) schema = ga_schema_new ();
  g_autoptr (GaDatabase) database = ga_database_new (folder, NULL, schema);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, "These are no data of ours, but a letter.", -1, NULL));
  g_assert_false (ga_database_prepare (database, &error));
  g_assert_error (error, GA_SQL_ERROR, GA_SQL_ERROR_CORRUPT);
  server_fixture_remove_folder (folder);
}

static gsize
size_of (ServerFixture *fixture, const char *name)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  GStatBuf status;

  g_assert_cmpint (g_stat (path, &status), ==, 0);
  return (gsize) status.st_size;
}

static void
add_receipt (ServerFixture *fixture, gint64 number, gsize length)
{
  g_autofree char *bytes = g_malloc0 (length);
  GaId id = ga_id_new ();
  GaStatement *statement;

  g_assert_true (ga_sql_begin (fixture->sql, NULL));
  statement = prepare (fixture->sql, "INSERT INTO receipt (tenant, client, number, digest, answer) "
                                     "VALUES (1, $1, $2, $3, $4)");
  ga_statement_bind_id (statement, 1, &id);
  ga_statement_bind_integer (statement, 2, number);
  ga_statement_bind_bytes (statement, 3, "", 0);
  ga_statement_bind_bytes (statement, 4, bytes, length);
  run (statement);
  g_assert_true (ga_sql_commit (fixture->sql, NULL));
}

/* A commit is answered first; only a long log is moved into the file. */
static void
test_the_log_waits_until_it_is_tidied (ServerFixture *fixture, gconstpointer data)
{
  gsize before = size_of (fixture, "server.db");

  ga_sql_put_off_tidying (fixture->sql);
  add_receipt (fixture, 1, 100);
  ga_sql_tidy (fixture->sql);
  g_assert_cmpuint (size_of (fixture, "server.db"), ==, before);
  add_receipt (fixture, 2, 8 * 1024 * 1024);
  g_assert_cmpuint (size_of (fixture, "server.db"), ==, before);
  ga_sql_tidy (fixture->sql);
  g_assert_cmpuint (size_of (fixture, "server.db"), >, before + 8 * 1024 * 1024);
  g_assert_cmpint (count (fixture->sql, "receipt"), ==, 2);
}

#define ADD(name, function) \
  g_test_add (name, ServerFixture, NULL, server_fixture_set_up, function, server_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/database/values-come-back-as-they-went", test_values_come_back_as_they_went);
  ADD ("/database/a-savepoint-takes-back-only-what-followed-it",
       test_a_savepoint_takes_back_only_what_followed_it);
  ADD ("/database/a-failed-statement-is-undone-to-the-savepoint",
       test_a_failed_statement_is_undone_to_the_savepoint);
  ADD ("/database/what-is-sent-is-done-in-order-or-fails-the-commit",
       test_what_is_sent_is_done_in_order_or_fails_the_commit);
  ADD ("/database/many-are-found-by-their-ids", test_many_are_found_by_their_ids);
  if (g_getenv ("GANGART_TEST_DATABASE") == NULL)
    ADD ("/database/the-log-waits-until-it-is-tidied", test_the_log_waits_until_it_is_tidied);
  /* SQLite gives nothing for a division by 0. */
  if (g_getenv ("GANGART_TEST_DATABASE") != NULL)
    ADD ("/database/a-transaction-that-failed-or-broke-is-not-committed",
         test_a_transaction_that_failed_or_broke_is_not_committed);
  ADD ("/database/a-reader-sees-one-moment-and-writes-nothing",
       test_a_reader_sees_one_moment_and_writes_nothing);
  ADD ("/database/counts-cannot-read-what-holds-names", test_counts_cannot_read_what_holds_names);
  ADD ("/database/a-reader-may-read-names", test_a_reader_may_read_names);
  ADD ("/database/a-newer-program-adds-what-is-missing", test_a_newer_program_adds_what_is_missing);
  ADD ("/database/data-of-a-newer-program-are-left-alone",
       test_data_of_a_newer_program_are_left_alone);
  ADD ("/database/it-says-whether-there-is-a-database", test_it_says_whether_there_is_a_database);
  g_test_add_func ("/database/a-file-of-another-program-is-refused",
                   test_a_file_of_another_program_is_refused);
  return g_test_run ();
}
