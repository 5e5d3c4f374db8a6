/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "model/entities/ga-entities.h"
#include "store/ga-attachments-private.h"
#include "store/ga-file.h"

/* From where a file is to where ours are. */

#define PIECE 65536

gboolean
ga_attachment_fail (int code, GError **error)
{
  return ga_store_error_from_sqlite (code == ENOSPC || code == EDQUOT  ? SQLITE_FULL
                                     : code == EACCES || code == EROFS ? SQLITE_READONLY
                                                                       : SQLITE_IOERR,
                                     error);
}

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, GA_STORE_ERROR, GA_STORE_ERROR_REFUSED, sentence);
  return FALSE;
}

static gboolean
refuse_reading (GError **error, const GError *reason)
{
  if (g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, g_error_copy (reason));
  else
    g_set_error (error, GA_STORE_ERROR, GA_STORE_ERROR_REFUSED, _ ("The file cannot be read: %s."),
                 reason->message);
  return FALSE;
}

/* A pipe would wait for somebody to write. */
static gboolean
look (GFile *file, GaAttachmentCopy *copy, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (GFileInfo) info =
      g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE,
                         G_FILE_QUERY_INFO_NONE, cancellable, &reason);
  g_autofree char *name = g_file_get_basename (file);

  if (info == NULL)
    return refuse_reading (error, reason);
  if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    return refuse (error, _ ("This is a folder or a device. Only files can be attached."));
  copy->name = ga_attachment_make_name (name);
  return TRUE;
}

static void
guess_type (GaAttachmentCopy *copy, const guint8 *bytes, gsize length)
{
  g_autofree char *type = g_content_type_guess (copy->name, bytes, length, NULL);

  copy->media_type = g_content_type_get_mime_type (type);
}

static gboolean
copy_pieces (
    GInputStream *from, int to, GaAttachmentCopy *copy, GCancellable *cancellable, GError **error)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree guint8 *piece = g_malloc (PIECE);
  gsize length = 1;

  while (length > 0)
    {
      g_autoptr (GError) reason = NULL;

      if (!g_input_stream_read_all (from, piece, PIECE, &length, cancellable, &reason))
        return refuse_reading (error, reason);
      if (copy->media_type == NULL)
        guess_type (copy, piece, length);
      copy->size += (gint64) length;
      if (copy->size > GA_ATTACHMENT_MOST_BYTES)
        return refuse (error, _ ("The file is larger than 20 MB, which is the most that can be "
                                 "attached."));
      g_checksum_update (sum, piece, (gssize) length);
      if (!ga_file_write_at (to, copy->size - (gint64) length, piece, length))
        return ga_attachment_fail (errno, error);
    }
  copy->sha256 = g_strdup (g_checksum_get_string (sum));
  return fsync (to) == 0 || ga_attachment_fail (errno, error);
}

void
ga_attachment_copy_clear (GaAttachmentCopy *copy)
{
  g_clear_pointer (&copy->path, g_free);
  g_clear_pointer (&copy->sha256, g_free);
  g_clear_pointer (&copy->name, g_free);
  g_clear_pointer (&copy->media_type, g_free);
}

gboolean
ga_attachment_copy (GFile *file,
                    const char *folder,
                    GaAttachmentCopy *copy,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (GFileInputStream) from = NULL;
  g_autoptr (GError) reason = NULL;
  gboolean done;
  int to;

  if (!look (file, copy, cancellable, error))
    return FALSE;
  from = g_file_read (file, cancellable, &reason);
  if (from == NULL)
    return refuse_reading (error, reason);
  copy->path = g_build_filename (folder, ".part-XXXXXX", NULL);
  to = g_mkstemp_full (copy->path, O_WRONLY | O_CLOEXEC, 0600);
  if (to < 0)
    return ga_attachment_fail (errno, error);
  done = copy_pieces (G_INPUT_STREAM (from), to, copy, cancellable, error);
  if (close (to) < 0 && done)
    done = ga_attachment_fail (errno, error);
  if (!done)
    g_unlink (copy->path);
  return done;
}

static gboolean
sync_folder (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  gboolean done = fd >= 0 && fsync (fd) == 0;

  if (!done)
    ga_attachment_fail (errno, error);
  if (fd >= 0)
    close (fd);
  return done;
}

gboolean
ga_attachment_name (const char *part, const char *path, GError **error)
{
  return (g_rename (part, path) == 0 || ga_attachment_fail (errno, error)) &&
         sync_folder (path, error);
}
