/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/ga-files.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "server/ga-life.h"
#include "server/ga-tombstones.h"
#include "store/ga-file.h"
#include "sync/ga-sync-error.h"

#define PART ".part-"
/* Beside a file that nobody brought: its time is when it was first found so. */
#define LOST ".lost-"

struct _GaFiles
{
  char *folder;
  GMutex mutex; /* held while a file grows */
};

static char *
find_part (GaFiles *self, const GaSession *session, const char *sha)
{
  g_autofree char *name = g_strdup_printf (PART "%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT "-%s",
                                           session->tenant, session->account, sha);

  return g_build_filename (self->folder, name, NULL);
}

static gboolean
fail (GError **error)
{
  int saved = errno == EDQUOT || errno == EFBIG ? ENOSPC : errno;

  g_set_error_literal (error, G_FILE_ERROR, g_file_error_from_errno (saved), g_strerror (saved));
  return FALSE;
}

GaFiles *
ga_files_new (const char *folder)
{
  GaFiles *self = g_new0 (GaFiles, 1);

  self->folder = g_build_filename (folder, "files", NULL);
  g_mutex_init (&self->mutex);
  return self;
}

void
ga_files_free (GaFiles *self)
{
  g_mutex_clear (&self->mutex);
  g_free (self->folder);
  g_free (self);
}

gboolean
ga_files_look (
    GaFiles *self, const GaSession *session, const char *sha, gsize *length, GError **error)
{
  g_autofree char *part = find_part (self, session, sha);
  GStatBuf info;

  *length = 0;
  if (g_stat (part, &info) == 0)
    *length = (gsize) info.st_size;
  else if (errno != ENOENT)
    return fail (error);
  return TRUE;
}

/* Whether @fd is still what lies there: it may have become whole, or been thrown away. */
static gboolean
is_at (int fd, const char *path)
{
  GStatBuf named;
  struct stat opened;

  return g_stat (path, &named) == 0 && fstat (fd, &opened) == 0 && named.st_ino == opened.st_ino &&
         named.st_dev == opened.st_dev;
}

/* Of all that serve the folder, one at a time brings a part on. Returns: -1, or to be closed */
static int
open_part (const char *part, GError **error)
{
  while (TRUE)
    {
      int fd = g_open (part, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
      gboolean locked = fd >= 0 && flock (fd, LOCK_EX) == 0;

      if (locked && is_at (fd, part))
        return fd;
      if (!locked && errno != EINTR)
        {
          fail (error);
          if (fd >= 0)
            close (fd);
          return -1;
        }
      if (fd >= 0)
        close (fd);
    }
}

static gboolean
sync_folder (GaFiles *self, GError **error)
{
  int fd = g_open (self->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  gboolean ok;

  if (fd < 0)
    return fail (error);
  ok = fsync (fd) == 0 || fail (error);
  return g_close (fd, ok ? error : NULL) && ok;
}

/* What is not what its name says is of no use to anybody. */
static gboolean
finish (GaFiles *self, const char *part, const char *sha, GError **error)
{
  g_autofree char *path = g_build_filename (self->folder, sha, NULL);
  g_autofree char *found = ga_file_sum (part);

  if (found == NULL)
    return fail (error);
  if (!g_str_equal (found, sha))
    {
      g_unlink (part);
      return ga_sync_fail (GA_SYNC_ERROR_MALFORMED, error);
    }
  return (g_rename (part, path) == 0 || fail (error)) && sync_folder (self, error);
}

/* Bytes of what has come of an account's other files; what nobody went on with goes. */
static gsize
count_parts (GaFiles *self, const GaSession *session, const char *sha)
{
  g_autoptr (GDir) folder = g_dir_open (self->folder, 0, NULL);
  g_autofree char *own = g_strdup_printf (PART "%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT "-",
                                          session->tenant, session->account);
  gint64 oldest = g_get_real_time () / G_USEC_PER_SEC - GA_FILE_PART_SECONDS;
  const char *name;
  gsize bytes = 0;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);
      GStatBuf info;

      if (!g_str_has_prefix (name, PART) || g_stat (path, &info) != 0)
        continue;
      if (info.st_mtime < oldest)
        g_unlink (path);
      else if (g_str_has_prefix (name, own) && !g_str_has_suffix (name, sha))
        bytes += (gsize) info.st_size;
    }
  return bytes;
}

/* What comes of a file, and where it belongs. */
typedef struct
{
  const char *sha;
  const char *part;
  gsize offset;
  GBytes *bytes;
  gsize total;
  gint64 own;
} Piece;

/* @fd: the part, which nobody else brings on */
static gboolean
add_piece (
    GaFiles *self, int fd, const Piece *piece, gsize *length, gboolean *complete, GError **error)
{
  gsize end = piece->offset + g_bytes_get_size (piece->bytes);
  struct stat info;

  if (fstat (fd, &info) != 0)
    return fail (error);
  *length = (gsize) info.st_size;
  /* The same account has brought the rest meanwhile, from another computer or once more. */
  *complete = piece->offset > *length && piece->own == (gint64) piece->total &&
              ga_files_has (self, piece->sha, piece->own);
  if (*complete)
    {
      *length = piece->total;
      return TRUE;
    }
  if (end > piece->total)
    return ga_sync_fail (GA_SYNC_ERROR_MALFORMED, error);
  if (piece->offset > *length)
    return ga_sync_fail (GA_SYNC_ERROR_EXPECT, error);
  if (!ga_file_write_at (fd, (gint64) piece->offset, g_bytes_get_data (piece->bytes, NULL),
                         g_bytes_get_size (piece->bytes)) ||
      fsync (fd) != 0)
    return fail (error);
  *length = MAX (*length, end);
  *complete = *length >= piece->total;
  return !*complete || finish (self, piece->part, piece->sha, error);
}

/* One of which nothing has come is none. */
static void
close_part (int fd, const char *part)
{
  struct stat info;

  if (fstat (fd, &info) == 0 && info.st_size == 0 && is_at (fd, part))
    g_unlink (part);
  close (fd);
}

gboolean
ga_files_add (GaFiles *self,
              const GaSession *session,
              const char *sha,
              gsize offset,
              GBytes *bytes,
              gsize total,
              gsize others,
              gint64 own,
              gsize *length,
              gboolean *complete,
              GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  g_autofree char *part = find_part (self, session, sha);
  const Piece piece = { sha, part, offset, bytes, total, own };
  gboolean done;
  int fd;

  *length = 0;
  *complete = FALSE;
  if (total > GA_ATTACHMENT_MOST_BYTES)
    return ga_sync_fail (GA_SYNC_ERROR_TOO_LARGE, error);
  if (g_mkdir_with_parents (self->folder, 0700) != 0)
    return fail (error);
  if (offset == 0 && count_parts (self, session, sha) + others + total > GA_FILES_MOST_BYTES)
    return ga_sync_fail (GA_SYNC_ERROR_TOO_LARGE, error);
  fd = open_part (part, error);
  if (fd < 0)
    return FALSE;
  done = add_piece (self, fd, &piece, length, complete, error);
  close_part (fd, part);
  return done;
}

gboolean
ga_files_has (GaFiles *self, const char *sha, gint64 size)
{
  g_autofree char *path = g_build_filename (self->folder, sha, NULL);

  return ga_file_get_size (path) == size;
}

gboolean
ga_files_is_sound (GaFiles *self, const char *sha, gint64 size)
{
  g_autofree char *path = g_build_filename (self->folder, sha, NULL);

  return ga_file_get_size (path) == size && ga_file_is_sound (path, sha);
}

GBytes *
ga_files_read (GaFiles *self, const char *sha, gsize offset, gsize length, GError **error)
{
  g_autofree char *path = g_build_filename (self->folder, sha, NULL);
  g_autoptr (GBytes) bytes = ga_file_read (path, (gint64) offset, length);

  if (bytes != NULL && g_bytes_get_size (bytes) == length)
    return g_steal_pointer (&bytes);
  ga_sync_fail (GA_SYNC_ERROR_UNKNOWN, error);
  return NULL;
}

gboolean
ga_files_count (
    GaSql *sql, const GaSession *session, const char *sha, gint64 *bytes, GError **error)
{
  GaStatement *statement =
      ga_sql_prepare (sql,
                      "SELECT CAST(coalesce(sum(size), 0) AS bigint) FROM file "
                      "WHERE tenant = $1 AND account = $2 AND sha <> $3",
                      error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, session->tenant);
  ga_statement_bind_integer (statement, 2, session->account);
  ga_statement_bind_text (statement, 3, sha);
  if (!ga_statement_step (statement, &row, error))
    return FALSE;
  *bytes = ga_statement_get_integer (statement, 0);
  ga_statement_reset (statement);
  return TRUE;
}

gboolean
ga_files_own (
    GaSql *sql, const GaSession *session, const char *sha, gsize size, gint64 now, GError **error)
{
  GaStatement *statement = ga_sql_prepare (
      sql,
      "INSERT INTO file (tenant, sha, account, size, at) VALUES ($1, $2, $3, $4, $5) "
      "ON CONFLICT (tenant, sha, account) DO UPDATE SET at = excluded.at",
      error);

  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, session->tenant);
  ga_statement_bind_text (statement, 2, sha);
  ga_statement_bind_integer (statement, 3, session->account);
  ga_statement_bind_integer (statement, 4, (gint64) size);
  ga_statement_bind_integer (statement, 5, now);
  return ga_statement_run (statement, error);
}

gboolean
ga_files_find_own (
    GaSql *sql, const GaSession *session, const char *sha, gint64 *size, GError **error)
{
  GaStatement *statement = ga_sql_prepare (
      sql, "SELECT size FROM file WHERE tenant = $1 AND sha = $2 AND account = $3", error);
  gboolean row = FALSE;

  *size = -1;
  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, session->tenant);
  ga_statement_bind_text (statement, 2, sha);
  ga_statement_bind_integer (statement, 3, session->account);
  if (!ga_statement_step (statement, &row, error))
    return FALSE;
  if (row)
    *size = ga_statement_get_integer (statement, 0);
  ga_statement_reset (statement);
  return TRUE;
}

/* Whether the row that @statement has come to lies where the account sees names. */
static gboolean
may_see (GaStatement *statement, const GaRights *rights)
{
  GaSpace space = { .place = (GaSpacePlace) ga_statement_get_integer (statement, 1) };

  if (!ga_statement_is_null (statement, 2))
    ga_statement_get_id (statement, 2, &space.target);
  return ga_rights_see (rights, &space) && ga_rights_see_names (rights, &space);
}

static gboolean
find_shown (GaSql *sql,
            GaSchema *schema,
            const GaSession *session,
            const GaRights *rights,
            const char *sha,
            gboolean gone,
            gint64 *size,
            GError **error)
{
  g_autofree char *text =
      g_strdup_printf ("SELECT a.size, s.place, s.target FROM %s a "
                       "JOIN space s ON s.tenant = a.tenant AND s.number = a._space "
                       "WHERE a.tenant = $1 AND a.sha256 = $2 AND a._gone <= $3 "
                       "AND EXISTS (SELECT 1 FROM file f "
                       "WHERE f.tenant = a.tenant AND f.sha = a.sha256 AND f.size = a.size)",
                       ga_sql_table (sql, ga_schema_get (schema, "attachment")));
  GaStatement *statement = ga_sql_prepare (sql, text, error);
  gboolean row = statement != NULL;

  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, session->tenant);
  ga_statement_bind_text (statement, 2, sha);
  ga_statement_bind_integer (statement, 3, gone ? 1 : 0);
  while (row && *size < 0)
    {
      if (!ga_statement_step (statement, &row, error))
        return FALSE;
      if (row && may_see (statement, rights))
        *size = ga_statement_get_integer (statement, 0);
    }
  ga_statement_reset (statement);
  return TRUE;
}

gboolean
ga_files_find (GaSql *sql,
               GaSchema *schema,
               const GaSession *session,
               const GaRights *rights,
               const char *sha,
               gboolean gone,
               gint64 *size,
               GError **error)
{
  return ga_files_find_own (sql, session, sha, size, error) &&
         (*size >= 0 || find_shown (sql, schema, session, rights, sha, gone, size, error));
}

/* A push that names a file waits, or has named it. How long a row has been deleted is not for its
 * author's clock to say. */
gboolean
ga_files_let_go (GaSql *sql, GaSchema *schema, gint64 tenant, gint64 now, GError **error)
{
  const gint64 day = G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC;
  g_autofree char *text = g_strdup_printf (
      "DELETE FROM file WHERE tenant = $1 AND at < $2 AND NOT EXISTS (SELECT 1 FROM %s a "
      "WHERE a.tenant = file.tenant AND a.sha256 = file.sha AND (a._gone = 0 OR a._rev > $3))",
      ga_sql_table (sql, ga_schema_get (schema, "attachment")));
  GaStatement *statement;
  gint64 revision;
  GaLife life;

  if (!ga_life_load (sql, tenant, TRUE, &life, error) ||
      !ga_tombstones_find (sql, tenant, now - GA_FILE_KEPT_DAYS * day, now, &revision, error))
    return FALSE;
  statement = ga_sql_prepare (sql, text, error);
  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, tenant);
  ga_statement_bind_integer (statement, 2, now - day);
  ga_statement_bind_integer (statement, 3, revision);
  return ga_statement_run (statement, error);
}

static gboolean
is_brought (GaSql *sql, const char *sha, gboolean *brought, GError **error)
{
  GaStatement *statement = ga_sql_prepare (sql, "SELECT 1 FROM file WHERE sha = $1 LIMIT 1", error);

  if (statement == NULL)
    return FALSE;
  ga_statement_bind_text (statement, 1, sha);
  if (!ga_statement_step (statement, brought, error))
    return FALSE;
  ga_statement_reset (statement);
  return TRUE;
}

static gboolean
is_older (const char *path, gint64 seconds)
{
  GStatBuf info;

  return g_stat (path, &info) == 0 && info.st_mtime < g_get_real_time () / G_USEC_PER_SEC - seconds;
}

/* One that has just come is not written down yet. A database from a backup knows nothing of what
 * came later, and may yet give way to the one before it, so that the time of keeping begins when
 * the file is first found so. */
static gboolean
tidy_one (GaFiles *self, const char *sha, gboolean brought, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  g_autofree char *path = g_build_filename (self->folder, sha, NULL);
  g_autofree char *name = g_strconcat (LOST, sha, NULL);
  g_autofree char *mark = g_build_filename (self->folder, name, NULL);
  gboolean marked = g_file_test (mark, G_FILE_TEST_EXISTS);

  if (!brought && !is_older (path, GA_FILE_PART_SECONDS))
    return TRUE;
  if (!brought && !marked)
    return g_file_set_contents (mark, "", 0, error);
  if (!brought && !is_older (mark, GA_FILE_LOST_SECONDS))
    return TRUE;
  if (!brought)
    g_unlink (path);
  if (marked)
    g_unlink (mark);
  return TRUE;
}

gboolean
ga_files_tidy (GaFiles *self, GaSql *sql, GError **error)
{
  g_autoptr (GDir) folder = g_dir_open (self->folder, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      gboolean brought = TRUE;

      if (!ga_attachment_is_sha256 (name))
        continue;
      if (!is_brought (sql, name, &brought, error) || !tidy_one (self, name, brought, error))
        return FALSE;
    }
  return TRUE;
}

static void
check_one (GaFiles *self, const char *sha, gint64 size, gboolean contents, GPtrArray *findings)
{
  g_autofree char *path = g_build_filename (self->folder, sha, NULL);
  gint64 found = ga_file_get_size (path);

  if (found < 0)
    g_ptr_array_add (findings, g_strdup_printf (_ ("The document %s is missing."), sha));
  else if (found != size || (contents && !ga_files_is_sound (self, sha, size)))
    g_ptr_array_add (findings, g_strdup_printf (_ ("The document %s is damaged."), sha));
}

gboolean
ga_files_check (GaFiles *self, GaSql *sql, gboolean contents, GPtrArray *findings, GError **error)
{
  GaStatement *statement =
      ga_sql_prepare (sql, "SELECT DISTINCT sha, size FROM file ORDER BY sha", error);
  gboolean row = statement != NULL;

  while (row)
    {
      if (!ga_statement_step (statement, &row, error))
        return FALSE;
      if (row)
        check_one (self, ga_statement_get_text (statement, 0),
                   ga_statement_get_integer (statement, 1), contents, findings);
    }
  return statement != NULL;
}
