/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/ga-files.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/ga-file.h"
#include "sync/ga-sync-error.h"

/* What comes of a file lies apart, by who brings it; under this ending once it is whole, until it
 * is written down that the account has brought it. */
#define PARTS "parts"
#define WHOLE ".whole"
/* Beside a file that nobody brought: its time is when it was first found so. */
#define LOST ".lost-"

struct _GaFiles
{
  char *folder;
  char *parts;
};

static char *
name_part (const GaSession *session, const char *sha, const char *ending)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT "-%s%s", session->tenant,
                          session->account, sha, ending);
}

static char *
find_part (GaFiles *self, const GaSession *session, const char *sha)
{
  g_autofree char *name = name_part (session, sha, "");

  return g_build_filename (self->parts, name, NULL);
}

static char *
find_whole (GaFiles *self, const GaSession *session, const char *sha)
{
  g_autofree char *name = name_part (session, sha, WHOLE);

  return g_build_filename (self->parts, name, NULL);
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
  self->parts = g_build_filename (self->folder, PARTS, NULL);
  return self;
}

void
ga_files_free (GaFiles *self)
{
  g_free (self->folder);
  g_free (self->parts);
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

/* What is not what its name says is of no use to anybody. */
static gboolean
finish (const char *part, const char *whole, const char *sha, GError **error)
{
  g_autofree char *found = ga_file_sum (part);

  if (found == NULL)
    return fail (error);
  if (!g_str_equal (found, sha))
    {
      g_unlink (part);
      return ga_sync_fail (GA_SYNC_ERROR_MALFORMED, error);
    }
  return g_rename (part, whole) == 0 || fail (error);
}

static gboolean
is_older (const char *path, gint64 seconds)
{
  GStatBuf info;

  return g_stat (path, &info) == 0 && info.st_mtime < g_get_real_time () / G_USEC_PER_SEC - seconds;
}

/* Bytes of what has come of an account's other files; what nobody went on with goes. */
static gsize
count_parts (GaFiles *self, const GaSession *session, const char *sha)
{
  g_autoptr (GDir) folder = g_dir_open (self->parts, 0, NULL);
  g_autofree char *own = name_part (session, "", "");
  const char *name;
  gsize bytes = 0;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->parts, name, NULL);

      if (!g_str_has_prefix (name, own) || g_str_has_prefix (name + strlen (own), sha))
        continue;
      if (is_older (path, GA_FILE_PART_SECONDS))
        g_unlink (path);
      else
        bytes += (gsize) MAX (ga_file_get_size (path), 0);
    }
  return bytes;
}

/* What comes of a file, and where it belongs. */
typedef struct
{
  const char *sha;
  const char *part;
  const char *whole;
  gsize offset;
  GBytes *bytes;
  gsize total;
  gint64 own;
} Piece;

/* The same account has brought all of it meanwhile, from another computer or once more. */
static gboolean
is_whole (GaFiles *self, const Piece *piece)
{
  return ga_file_get_size (piece->whole) == (gint64) piece->total ||
         (piece->own == (gint64) piece->total && ga_files_has (self, piece->sha, piece->own));
}

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
  *complete = piece->offset > *length && is_whole (self, piece);
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
  return !*complete || finish (piece->part, piece->whole, piece->sha, error);
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
  g_autofree char *part = find_part (self, session, sha);
  g_autofree char *whole = find_whole (self, session, sha);
  const Piece piece = { sha, part, whole, offset, bytes, total, own };
  gboolean done;
  int fd;

  *length = 0;
  *complete = FALSE;
  if (g_mkdir_with_parents (self->parts, 0700) != 0)
    return fail (error);
  if (total > GA_ATTACHMENT_MOST_BYTES ||
      count_parts (self, session, sha) + others + total > GA_FILES_MOST_BYTES)
    {
      g_unlink (part);
      return ga_sync_fail (GA_SYNC_ERROR_TOO_LARGE, error);
    }
  fd = open_part (part, error);
  if (fd < 0)
    return FALSE;
  done = add_piece (self, fd, &piece, length, complete, error);
  close_part (fd, part);
  return done;
}

/* Held by whoever gives a file its name or takes it away, of all that serve the folder. Returns:
 * -1, or the folder, to be closed */
static int
lock_folder (GaFiles *self, GError **error)
{
  int fd = g_open (self->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);

  while (fd >= 0 && flock (fd, LOCK_EX) != 0)
    if (errno != EINTR)
      {
        fail (error);
        close (fd);
        return -1;
      }
  if (fd < 0)
    fail (error);
  return fd;
}

gboolean
ga_files_settle (
    GaFiles *self, const GaSession *session, const char *sha, gint64 size, GError **error)
{
  g_autofree char *whole = find_whole (self, session, sha);
  g_autofree char *path = g_build_filename (self->folder, sha, NULL);
  int fd = lock_folder (self, error);
  gboolean done;

  if (fd < 0)
    return FALSE;
  done = g_rename (whole, path) == 0 || (errno == ENOENT && ga_files_has (self, sha, size)) ||
         fail (error);
  done = done && (fsync (fd) == 0 || fail (error));
  return g_close (fd, done ? error : NULL) && done;
}

void
ga_files_throw_away (GaFiles *self, const GaSession *session, const char *sha)
{
  g_autofree char *whole = find_whole (self, session, sha);

  g_unlink (whole);
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

/* One that has just come is not written down yet. A database from a backup knows nothing of what
 * came later, and may yet give way to the one before it, so that the time of keeping begins when
 * the file is first found so. */
static gboolean
tidy_file (GaFiles *self, const char *sha, gboolean brought, GError **error)
{
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

static gboolean
tidy_one (GaFiles *self, const char *sha, gboolean brought, GError **error)
{
  int fd = lock_folder (self, error);
  gboolean done = fd >= 0 && tidy_file (self, sha, brought, error);

  if (fd >= 0)
    close (fd);
  return done;
}

static void
tidy_parts (GaFiles *self)
{
  g_autoptr (GDir) folder = g_dir_open (self->parts, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->parts, name, NULL);

      if (is_older (path, GA_FILE_PART_SECONDS))
        g_unlink (path);
    }
}

gboolean
ga_files_tidy (GaFiles *self, GaSql *sql, GError **error)
{
  g_autoptr (GDir) folder = g_dir_open (self->folder, 0, NULL);
  const char *name;

  tidy_parts (self);
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
