/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ga-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define PIECE 65536

gssize
ga_file_read_at (int fd, gint64 offset, void *bytes, gsize length)
{
  guint8 *data = bytes;
  gsize done = 0;

  while (done < length)
    {
      gssize n = pread (fd, data + done, length - done, (off_t) offset + (off_t) done);

      if (n == 0)
        break;
      if (n < 0 && errno != EINTR)
        return -1;
      done += (gsize) MAX (n, 0);
    }
  return (gssize) done;
}

gboolean
ga_file_write_at (int fd, gint64 offset, const void *bytes, gsize length)
{
  const guint8 *data = bytes;
  gsize done = 0;

  while (done < length)
    {
      gssize n = pwrite (fd, data + done, length - done, (off_t) offset + (off_t) done);

      if (n < 0 && errno != EINTR)
        return FALSE;
      done += (gsize) MAX (n, 0);
    }
  return TRUE;
}

GBytes *
ga_file_read (const char *path, gint64 offset, gsize most)
{
  g_autofree guint8 *bytes = g_malloc (most);
  int fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  gssize length = fd >= 0 ? ga_file_read_at (fd, offset, bytes, most) : -1;

  if (fd >= 0)
    close (fd);
  return length >= 0 ? g_bytes_new_take (g_steal_pointer (&bytes), (gsize) length) : NULL;
}

gboolean
ga_file_is_same (const char *one, const char *other)
{
  GStatBuf a, b;

  return g_stat (one, &a) == 0 && g_stat (other, &b) == 0 && a.st_dev == b.st_dev &&
         a.st_ino == b.st_ino;
}

gint64
ga_file_get_size (const char *path)
{
  GStatBuf info;

  return g_stat (path, &info) == 0 && S_ISREG (info.st_mode) ? (gint64) info.st_size : -1;
}

char *
ga_file_sum (const char *path)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree guint8 *piece = g_malloc (PIECE);
  int fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  gint64 offset = 0;
  gssize length = fd >= 0 ? PIECE : -1;

  while (length == PIECE)
    {
      length = ga_file_read_at (fd, offset, piece, PIECE);
      g_checksum_update (sum, piece, MAX (length, 0));
      offset += length;
    }
  if (fd >= 0)
    close (fd);
  return length >= 0 ? g_strdup (g_checksum_get_string (sum)) : NULL;
}

gboolean
ga_file_is_sound (const char *path, const char *sha256)
{
  g_autofree char *sum = ga_file_sum (path);

  return g_strcmp0 (sum, sha256) == 0;
}
