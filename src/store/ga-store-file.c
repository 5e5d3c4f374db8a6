/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/ga-ddl.h"
#include "store/ga-store-private.h"

/* The file before and at the moment it is opened. */

#define HEADER_SIZE         100
#define HEADER_USER_VERSION 60
#define HEADER_APPLICATION  68

static guint32
big_endian (const guint8 *bytes)
{
  return (guint32) bytes[0] << 24 | (guint32) bytes[1] << 16 | (guint32) bytes[2] << 8 | bytes[3];
}

static gboolean
refuse_newer (GError **error)
{
  g_set_error_literal (
      error, GA_STORE_ERROR, GA_STORE_ERROR_NEWER,
      _ ("These data were saved by a newer version of Gangart and have been left as "
         "they are. Install the newest version to open them."));
  return FALSE;
}

static gboolean
judge_header (const guint8 *header, GError **error)
{
  if (memcmp (header, "SQLite format 3", 16) != 0)
    {
      g_set_error_literal (error, GA_STORE_ERROR, GA_STORE_ERROR_CORRUPT,
                           _ ("The file with the data is damaged. Restore the last backup."));
      return FALSE;
    }
  if (big_endian (header + HEADER_APPLICATION) != GA_APPLICATION_ID)
    {
      g_set_error_literal (error, GA_STORE_ERROR, GA_STORE_ERROR_FOREIGN,
                           _ ("This file belongs to another program. Choose another folder."));
      return FALSE;
    }
  if (big_endian (header + HEADER_USER_VERSION) > GA_SCHEMA_VERSION)
    return refuse_newer (error);
  return TRUE;
}

/**
 * ga_store_look_at_file:
 * @is_new: (out): there is none yet
 *
 * Reads the header only, so that a file that is not for us is left as it is.
 */
gboolean
ga_store_look_at_file (const char *path, gboolean *is_new, GError **error)
{
  guint8 header[HEADER_SIZE];
  /* A pipe would wait for somebody to write. */
  int fd = g_open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0);
  struct stat info;
  gssize length;

  *is_new = fd < 0 && errno == ENOENT && !g_file_test (path, G_FILE_TEST_IS_SYMLINK);
  if (*is_new)
    return TRUE;
  if (fd < 0 && errno == ENOENT)
    {
      g_set_error_literal (error, GA_STORE_ERROR, GA_STORE_ERROR_IO,
                           _ ("The file with the data cannot be found: it is a link that leads "
                              "nowhere. Connect the disk that it leads to, and try again."));
      return FALSE;
    }
  length = fd < 0 || fstat (fd, &info) < 0 || !S_ISREG (info.st_mode)
               ? -1
               : read (fd, header, sizeof header);
  if (fd >= 0)
    close (fd);
  if (length < 0)
    {
      g_set_error_literal (
          error, GA_STORE_ERROR, GA_STORE_ERROR_IO,
          _ ("The file with the data cannot be opened. Check that the folder exists and "
             "may be read."));
      return FALSE;
    }
  /* A new file is never seen empty: something has emptied this one. */
  if (length == 0)
    {
      g_set_error_literal (error, GA_STORE_ERROR, GA_STORE_ERROR_CORRUPT,
                           _ ("The file with the data is empty. Restore the last backup."));
      return FALSE;
    }
  if (length < HEADER_SIZE)
    memset (header, 0, sizeof header);
  return judge_header (header, error);
}

/**
 * ga_store_make_file:
 * @path: where there is none yet
 *
 * Makes a file that holds nothing but whose it is. It gets its name when it is on the disk as a
 * whole; when another program was first, its file stays.
 */
gboolean
ga_store_make_file (const char *path, GaSchema *schema, GError **error)
{
  g_autofree char *part = ga_store_make_beside (path);
  gboolean done;
  GaDb *db;

  if (part == NULL)
    return ga_store_error_from_sqlite (errno == ENOSPC || errno == EDQUOT  ? SQLITE_FULL
                                       : errno == EACCES || errno == EROFS ? SQLITE_READONLY
                                                                           : SQLITE_IOERR,
                                       error);
  db = ga_db_open (part, GA_DB_WRITE, schema, error);
  done = db != NULL;
  ga_db_close (db);
  /* Not every file system has second names. */
  if (done && link (part, path) < 0 && errno != EEXIST && g_rename (part, path) < 0)
    done = ga_store_error_from_sqlite (SQLITE_IOERR, error);
  g_unlink (part);
  return done;
}

static gboolean
set_up (GaDb *db, GError **error)
{
  g_autofree char *pragma = g_strdup_printf ("PRAGMA user_version = %d", GA_SCHEMA_VERSION);
  gint64 version = 0;

  if (!ga_db_get_integer (db, "PRAGMA user_version", &version, error))
    return FALSE;
  /* The header may not tell yet what stands in the log. */
  if (version > GA_SCHEMA_VERSION)
    return refuse_newer (error);
  return ga_ddl_bring_up_to_date (db, error) &&
         (version == GA_SCHEMA_VERSION || ga_db_exec (db, pragma, error));
}

static gboolean
read_collation (GaDb *db, gboolean *is_new, gboolean *same, GError **error)
{
  g_autofree char *version = ga_db_get_collation_version (db);
  sqlite3_stmt *statement =
      ga_db_prepare (db, "SELECT value FROM meta WHERE name = 'collation'", error);
  gboolean row = FALSE;

  if (statement == NULL || !ga_db_step (db, statement, &row, error))
    return FALSE;
  *is_new = !row;
  *same = row && g_str_equal ((const char *) sqlite3_column_text (statement, 0), version);
  sqlite3_reset (statement);
  return TRUE;
}

/* The order of names depends on ICU's tables; when they change, so must the indexes. */
static gboolean
check_collation (GaDb *db, GError **error)
{
  g_autofree char *version = ga_db_get_collation_version (db);
  gboolean is_new, same;

  if (!read_collation (db, &is_new, &same, error))
    return FALSE;
  if (same)
    return TRUE;
  if (!is_new && !ga_db_exec (db, "REINDEX danish", error))
    return FALSE;
  return ga_db_set_meta (db, "collation", version, error);
}

/* Whether nothing has to be written; in doubt, what is wrong shows when it is. */
static gboolean
is_prepared (GaDb *db)
{
  gint64 version = 0;
  gboolean is_new, same = FALSE;

  return ga_db_get_integer (db, "PRAGMA user_version", &version, NULL) &&
         version == GA_SCHEMA_VERSION && ga_ddl_is_up_to_date (db) &&
         read_collation (db, &is_new, &same, NULL) && same;
}

/**
 * ga_store_prepare_file:
 *
 * Makes a new file whole and an old one current, in one transaction. A file that is both already is
 * only read: who reads does not wait for another program that writes.
 */
gboolean
ga_store_prepare_file (GaDb *db, GError **error)
{
  if (is_prepared (db))
    return TRUE;
  if (!ga_db_exec (db, "BEGIN IMMEDIATE", error))
    return FALSE;
  if (set_up (db, error) && check_collation (db, error) && ga_db_exec (db, "COMMIT", error))
    return TRUE;
  ga_db_exec (db, "ROLLBACK", NULL);
  return FALSE;
}

/**
 * ga_store_wants_work:
 *
 * Whether ga_store_open() would bring the file up to date first, which may take long: it is of an
 * older program, or the computer now orders words in another way. Reads little. Any thread.
 *
 * Returns: %FALSE also for what cannot be read; opening it tells why
 */
gboolean
ga_store_wants_work (const char *folder, GaSchema *schema)
{
  g_autofree char *path = g_build_filename (folder, GA_STORE_FILE, NULL);
  GaDb *db = ga_db_open (path, GA_DB_READ, schema, NULL);
  gboolean wants = db != NULL && !is_prepared (db);

  ga_db_close (db);
  return wants;
}
