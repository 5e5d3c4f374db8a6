/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fault-injecting VFS under bare SQLite: each fault really strikes, and what SQLite had
 * confirmed is there afterwards. */
#include "vfs/ga-fault-vfs.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define N_ROWS    40
#define ROW_BYTES 3000
/* At most so many points of a run are struck, spread over it. */
#define N_POINTS 60

typedef struct
{
  char *folder;
  char *path;
} Fixture;

typedef struct
{
  const char *journal_mode;
  GaFaultKind kind;
  GaFaultFiles files;
  gboolean sticky;
  int expected; /* the primary code that SQLite must report at least once; SQLITE_OK: none */
} Case;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  ga_fault_vfs_register (FALSE);
  ga_fault_vfs_disarm ();
  fixture->folder = g_dir_make_tmp ("gangart-vfs-XXXXXX", NULL);
  g_assert_nonnull (fixture->folder);
  fixture->path = g_build_filename (fixture->folder, "test.db", NULL);
}

static void
remove_files (const Fixture *fixture)
{
  static const char *const endings[] = { "", "-wal", "-shm", "-journal" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *name = g_strconcat (fixture->path, endings[i], NULL);

      g_unlink (name);
    }
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  ga_fault_vfs_disarm ();
  remove_files (fixture);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->path);
  g_free (fixture->folder);
}

static int
run (sqlite3 *db, const char *sql)
{
  return sqlite3_exec (db, sql, NULL, NULL, NULL);
}

static sqlite3 *
open_db (const Fixture *fixture)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open_v2 (fixture->path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
                                    GA_FAULT_VFS_NAME),
                   ==, SQLITE_OK);
  return db;
}

/* A new file with an empty table, made without faults. */
static sqlite3 *
create_db (const Fixture *fixture, const char *journal_mode)
{
  g_autofree char *set_mode = g_strdup_printf ("PRAGMA journal_mode=%s", journal_mode);
  sqlite3 *db;

  ga_fault_vfs_disarm ();
  remove_files (fixture);
  db = open_db (fixture);
  g_assert_cmpint (run (db, set_mode), ==, SQLITE_OK);
  g_assert_cmpint (run (db, "PRAGMA synchronous=FULL"), ==, SQLITE_OK);
  /* Often, so that a run writes to the database as well as to its log. */
  g_assert_cmpint (run (db, "PRAGMA wal_autocheckpoint=16"), ==, SQLITE_OK);
  g_assert_cmpint (run (db, "CREATE TABLE row (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL)"), ==,
                   SQLITE_OK);
  return db;
}

static void
fill_row (int id, guint8 *bytes)
{
  for (guint i = 0; i < ROW_BYTES; i++)
    bytes[i] = (guint8) ((guint) id * 31u + i * 7u);
}

static int
insert_row (sqlite3 *db, int id)
{
  guint8 bytes[ROW_BYTES];
  sqlite3_stmt *statement = NULL;
  int rc;

  fill_row (id, bytes);
  rc = sqlite3_prepare_v2 (db, "INSERT INTO row VALUES (?, ?)", -1, &statement, NULL);
  if (rc != SQLITE_OK)
    return rc;
  sqlite3_bind_int (statement, 1, id);
  sqlite3_bind_blob (statement, 2, bytes, ROW_BYTES, SQLITE_STATIC);
  sqlite3_step (statement);
  return sqlite3_finalize (statement);
}

/* Inserts every row in a transaction of its own. Returns: whether @expected was reported. */
static gboolean
insert_rows (sqlite3 *db, gboolean *confirmed, int expected)
{
  gboolean seen = FALSE;

  for (int id = 0; id < N_ROWS; id++)
    {
      int rc = insert_row (db, id);

      confirmed[id] = rc == SQLITE_OK && !ga_fault_vfs_is_down ();
      seen = seen || (rc & 0xff) == expected;
    }
  return seen;
}

/* Opens the file as after a restart: it is whole, every confirmed row is in it, and nothing else
 * than rows as they were written. Returns: the number of rows. */
static int
check_file (const Fixture *fixture, const gboolean *confirmed)
{
  gboolean found[N_ROWS] = { FALSE };
  guint8 bytes[ROW_BYTES];
  sqlite3 *db = open_db (fixture);
  sqlite3_stmt *statement = NULL;
  int n = 0;

  g_assert_cmpint (sqlite3_prepare_v2 (db, "PRAGMA integrity_check", -1, &statement, NULL), ==,
                   SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  g_assert_cmpstr ((const char *) sqlite3_column_text (statement, 0), ==, "ok");
  sqlite3_finalize (statement);

  g_assert_cmpint (sqlite3_prepare_v2 (db, "SELECT id, bytes FROM row", -1, &statement, NULL), ==,
                   SQLITE_OK);
  for (; sqlite3_step (statement) == SQLITE_ROW; n++)
    {
      int id = sqlite3_column_int (statement, 0);

      g_assert_cmpint (id, >=, 0);
      g_assert_cmpint (id, <, N_ROWS);
      found[id] = TRUE;
      fill_row (id, bytes);
      g_assert_cmpmem (sqlite3_column_blob (statement, 1), sqlite3_column_bytes (statement, 1),
                       bytes, ROW_BYTES);
    }
  g_assert_cmpint (sqlite3_finalize (statement), ==, SQLITE_OK);
  for (int id = 0; id < N_ROWS; id++)
    g_assert_true (found[id] || !confirmed[id]);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
  return n;
}

/* Returns: how many operations of one run @test could strike. */
static guint
count_operations (const Fixture *fixture, const Case *test)
{
  gboolean confirmed[N_ROWS];
  sqlite3 *db = create_db (fixture, test->journal_mode);
  guint n;

  ga_fault_vfs_disarm ();
  insert_rows (db, confirmed, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
  n = ga_fault_vfs_count (test->kind, test->files);
  g_assert_cmpuint (ga_fault_vfs_get_n_struck (), ==, 0);
  g_assert_cmpint (check_file (fixture, confirmed), ==, N_ROWS);
  return n;
}

static void
test_writes (Fixture *fixture, gconstpointer data)
{
  const Case *test = data;
  guint n = count_operations (fixture, test);
  guint step = MAX (n / N_POINTS, 1);
  gboolean seen = FALSE;

  g_assert_cmpuint (n, >=, N_ROWS);
  for (guint nth = 1; nth <= n; nth += step)
    {
      gboolean confirmed[N_ROWS];
      sqlite3 *db = create_db (fixture, test->journal_mode);

      ga_fault_vfs_arm (test->kind, test->files, nth, test->sticky);
      seen = insert_rows (db, confirmed, test->expected) || seen;
      sqlite3_close (db);
      g_assert_cmpuint (ga_fault_vfs_get_n_struck (), >, 0);
      if (!test->sticky)
        g_assert_cmpuint (ga_fault_vfs_get_n_struck (), ==, 1);
      ga_fault_vfs_disarm ();
      check_file (fixture, confirmed);
    }
  g_assert_true (seen);
}

/* The process itself ends: a child writes, and tells through a pipe what was confirmed to it. */
static void
test_exit (Fixture *fixture, gconstpointer data)
{
  const Case *test = data;
  guint n = count_operations (fixture, test);
  guint step = MAX (n / 20, 1);

  for (guint nth = 1; nth <= n; nth += step)
    {
      gboolean confirmed[N_ROWS] = { FALSE };
      int channel[2];
      int id;
      int status;
      pid_t child;

      sqlite3_close (create_db (fixture, test->journal_mode));
      g_assert_cmpint (pipe (channel), ==, 0);
      child = fork ();
      g_assert_cmpint (child, >=, 0);
      if (child == 0)
        {
          sqlite3 *db = open_db (fixture);

          run (db, "PRAGMA synchronous=FULL");
          run (db, "PRAGMA wal_autocheckpoint=16");
          ga_fault_vfs_arm (test->kind, test->files, nth, FALSE);
          for (id = 0; id < N_ROWS; id++)
            if (insert_row (db, id) != SQLITE_OK || write (channel[1], &id, sizeof id) < 0)
              _exit (1);
          sqlite3_close (db);
          _exit (0);
        }
      close (channel[1]);
      while (read (channel[0], &id, sizeof id) == (gssize) sizeof id)
        confirmed[id] = TRUE;
      close (channel[0]);
      g_assert_cmpint (waitpid (child, &status, 0), ==, child);
      g_assert_true (WIFEXITED (status));
      g_assert_cmpint (WEXITSTATUS (status), ==, GA_FAULT_EXIT_CODE);
      g_assert_false (confirmed[N_ROWS - 1] && nth == 1);
      check_file (fixture, confirmed);
    }
}

/* Reads every row through a connection of its own, and counts in @n_wrong those that read otherwise
 * than they were written. Returns: SQLite's verdict. */
static int
read_rows (const Fixture *fixture, guint *n_wrong)
{
  sqlite3 *db = NULL;
  sqlite3_stmt *statement = NULL;
  guint8 bytes[ROW_BYTES];
  int rc = sqlite3_open_v2 (fixture->path, &db, SQLITE_OPEN_READWRITE, GA_FAULT_VFS_NAME);

  *n_wrong = 0;
  if (rc == SQLITE_OK)
    rc = sqlite3_prepare_v2 (db, "SELECT id, bytes FROM row", -1, &statement, NULL);
  if (rc == SQLITE_OK)
    {
      while (sqlite3_step (statement) == SQLITE_ROW)
        {
          fill_row (sqlite3_column_int (statement, 0), bytes);
          *n_wrong += sqlite3_column_bytes (statement, 1) != ROW_BYTES ||
                      memcmp (sqlite3_column_blob (statement, 1), bytes, ROW_BYTES) != 0;
        }
      rc = sqlite3_finalize (statement);
    }
  sqlite3_close (db);
  return rc;
}

/* An error reaches the reader; a short read may reach it as zeros too. The file is none the worse.
 */
static void
test_reads (Fixture *fixture, gconstpointer data)
{
  const Case *test = data;
  gboolean confirmed[N_ROWS];
  sqlite3 *writer = create_db (fixture, test->journal_mode);
  guint n_failed = 0;
  guint n_wrong;
  guint n;

  insert_rows (writer, confirmed, SQLITE_OK);
  ga_fault_vfs_disarm ();
  g_assert_cmpint (read_rows (fixture, &n_wrong), ==, SQLITE_OK);
  g_assert_cmpuint (n_wrong, ==, 0);
  n = ga_fault_vfs_count (test->kind, test->files);
  g_assert_cmpuint (n, >, 0);
  for (guint nth = 1; nth <= n; nth++)
    {
      int rc;

      ga_fault_vfs_arm (test->kind, test->files, nth, test->sticky);
      rc = read_rows (fixture, &n_wrong);
      n_failed += rc != SQLITE_OK || n_wrong > 0;
      g_assert_cmpuint (ga_fault_vfs_get_n_struck (), ==, 1);
      if (test->kind == GA_FAULT_READ_ERROR)
        {
          g_assert_cmpint (rc & 0xff, ==, SQLITE_IOERR);
          g_assert_cmpuint (n_wrong, ==, 0);
        }
    }
  g_assert_cmpuint (n_failed, >, 0);
  ga_fault_vfs_disarm ();
  sqlite3_close (writer);
  g_assert_cmpint (check_file (fixture, confirmed), ==, N_ROWS);
}

/* A torn write leaves exactly its first bytes in the file. */
static void
test_torn_bytes (Fixture *fixture, gconstpointer data)
{
  g_autofree char *wal = g_strconcat (fixture->path, "-wal", NULL);
  sqlite3 *db = create_db (fixture, "WAL");
  GStatBuf before;
  GStatBuf after;

  g_assert_cmpint (insert_row (db, 0), ==, SQLITE_OK);
  g_assert_cmpint (g_stat (wal, &before), ==, 0);
  ga_fault_vfs_set_torn_bytes (7);
  ga_fault_vfs_arm (GA_FAULT_TORN_WRITE, GA_FAULT_FILES_WAL, 1, TRUE);
  insert_row (db, 1);
  ga_fault_vfs_set_torn_bytes (512);
  g_assert_true (ga_fault_vfs_is_down ());
  g_assert_cmpint (g_stat (wal, &after), ==, 0);
  g_assert_cmpint (after.st_size, ==, before.st_size + 7);
  sqlite3_close (db);
}

/* A fault for one kind of file leaves the others alone. */
static void
test_selects_files (Fixture *fixture, gconstpointer data)
{
  gboolean confirmed[N_ROWS];
  sqlite3 *db = create_db (fixture, "WAL");

  ga_fault_vfs_arm (GA_FAULT_IO_ERROR, GA_FAULT_FILES_JOURNAL, 1, TRUE);
  g_assert_false (insert_rows (db, confirmed, SQLITE_IOERR));
  g_assert_cmpuint (ga_fault_vfs_get_n_struck (), ==, 0);
  g_assert_cmpuint (ga_fault_vfs_count (GA_FAULT_IO_ERROR, GA_FAULT_FILES_WAL), >, 0);
  g_assert_cmpuint (ga_fault_vfs_count (GA_FAULT_IO_ERROR, GA_FAULT_FILES_DB), >, 0);
  g_assert_cmpuint (ga_fault_vfs_count (GA_FAULT_IO_ERROR, GA_FAULT_FILES_JOURNAL), ==, 0);
  sqlite3_close (db);
}

/* Two connections see each other's commits, which needs the shared memory of the log to pass. */
static void
test_shares_memory (Fixture *fixture, gconstpointer data)
{
  sqlite3 *writer = create_db (fixture, "WAL");
  sqlite3 *reader = open_db (fixture);
  sqlite3_stmt *statement = NULL;

  g_assert_cmpint (sqlite3_prepare_v2 (reader, "SELECT count(*) FROM row", -1, &statement, NULL),
                   ==, SQLITE_OK);
  for (int id = 0; id < 3; id++)
    {
      g_assert_cmpint (insert_row (writer, id), ==, SQLITE_OK);
      g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
      g_assert_cmpint (sqlite3_column_int (statement, 0), ==, id + 1);
      sqlite3_reset (statement);
    }
  sqlite3_finalize (statement);
  sqlite3_close (reader);
  sqlite3_close (writer);
}

/* As the default VFS it reaches whoever opens a file without naming one, and can be taken back. */
static void
test_default (Fixture *fixture, gconstpointer data)
{
  sqlite3 *db = NULL;

  ga_fault_vfs_register (TRUE);
  g_assert_cmpint (sqlite3_open (fixture->path, &db), ==, SQLITE_OK);
  ga_fault_vfs_arm (GA_FAULT_FULL, GA_FAULT_FILES_ALL, 1, TRUE);
  g_assert_cmpint (run (db, "CREATE TABLE t (x)"), ==, SQLITE_FULL);
  sqlite3_close (db);

  ga_fault_vfs_register (FALSE);
  g_assert_cmpint (sqlite3_open (fixture->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (run (db, "CREATE TABLE t (x)"), ==, SQLITE_OK);
  sqlite3_close (db);
}

static const struct
{
  const char *name;
  void (*function) (Fixture *, gconstpointer);
  Case test;
} cases[] = {
  { "io-error-once",
    test_writes,
    { "WAL", GA_FAULT_IO_ERROR, GA_FAULT_FILES_ALL, FALSE, SQLITE_IOERR } },
  { "io-error-lasting",
    test_writes,
    { "WAL", GA_FAULT_IO_ERROR, GA_FAULT_FILES_WAL, TRUE, SQLITE_IOERR } },
  { "io-error-in-journal",
    test_writes,
    { "DELETE", GA_FAULT_IO_ERROR, GA_FAULT_FILES_JOURNAL, FALSE, SQLITE_IOERR } },
  { "disk-full-once",
    test_writes,
    { "WAL", GA_FAULT_FULL, GA_FAULT_FILES_WAL, FALSE, SQLITE_FULL } },
  { "disk-full-lasting",
    test_writes,
    { "WAL", GA_FAULT_FULL, GA_FAULT_FILES_ALL, TRUE, SQLITE_FULL } },
  { "disk-full-in-journal",
    test_writes,
    { "DELETE", GA_FAULT_FULL, GA_FAULT_FILES_ALL, TRUE, SQLITE_FULL } },
  { "torn-write-reported",
    test_writes,
    { "WAL", GA_FAULT_TORN_WRITE, GA_FAULT_FILES_WAL, FALSE, SQLITE_IOERR } },
  { "torn-write-at-power-loss",
    test_writes,
    { "WAL", GA_FAULT_TORN_WRITE, GA_FAULT_FILES_ALL, TRUE, SQLITE_OK } },
  { "torn-write-at-power-loss-in-journal-mode",
    test_writes,
    { "DELETE", GA_FAULT_TORN_WRITE, GA_FAULT_FILES_ALL, TRUE, SQLITE_OK } },
  { "crash", test_writes, { "WAL", GA_FAULT_CRASH, GA_FAULT_FILES_ALL, TRUE, SQLITE_OK } },
  { "crash-in-journal-mode",
    test_writes,
    { "DELETE", GA_FAULT_CRASH, GA_FAULT_FILES_ALL, TRUE, SQLITE_OK } },
  { "exit", test_exit, { "WAL", GA_FAULT_EXIT, GA_FAULT_FILES_ALL, TRUE, SQLITE_OK } },
  { "exit-in-journal-mode",
    test_exit,
    { "DELETE", GA_FAULT_EXIT, GA_FAULT_FILES_ALL, TRUE, SQLITE_OK } },
  { "read-error",
    test_reads,
    { "WAL", GA_FAULT_READ_ERROR, GA_FAULT_FILES_ALL, FALSE, SQLITE_OK } },
  { "short-read",
    test_reads,
    { "WAL", GA_FAULT_SHORT_READ, GA_FAULT_FILES_ALL, FALSE, SQLITE_OK } },
  { "torn-bytes", test_torn_bytes, { NULL } },
  { "selects-files", test_selects_files, { NULL } },
  { "shares-memory", test_shares_memory, { NULL } },
  { "default", test_default, { NULL } },
};

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/fault-vfs/", cases[i].name, NULL);

      g_test_add (path, Fixture, &cases[i].test, set_up, cases[i].function, tear_down);
    }
  return g_test_run ();
}
