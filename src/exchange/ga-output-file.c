/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/ga-output-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "exchange/ga-exchange-error.h"

struct _GaOutputFile
{
  char *path;
  char *temporary; /* NULL once it has its name */
  int descriptor;
};

static gboolean
fail (const char *path, int number, GError **error)
{
  g_propagate_error (error, ga_exchange_error_new_for_errno (number, path, TRUE));
  return FALSE;
}

/* The mode of the file that is replaced. Taking its place needs no leave to write to it, but is no
 * different. */
static gboolean
find_mode (const char *path, int *mode)
{
  GStatBuf info;

  *mode = 0666;
  if (g_stat (path, &info) < 0)
    return TRUE;
  if (!S_ISREG (info.st_mode))
    {
      errno = EISDIR;
      return FALSE;
    }
  *mode = info.st_mode & 0777;
  return g_access (path, W_OK) == 0;
}

/**
 * ga_output_file_new:
 * @path: the file to write; an older one of that name is replaced in the end
 *
 * Returns: (transfer full) (nullable): an empty file to write to
 */
GaOutputFile *
ga_output_file_new (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *temporary = g_build_filename (folder, ".gangart-XXXXXX", NULL);
  GaOutputFile *self;
  int mode, descriptor = -1;

  if (find_mode (path, &mode))
    descriptor = g_mkstemp_full (temporary, O_WRONLY | O_CLOEXEC, mode);
  if (descriptor < 0)
    {
      fail (path, errno, error);
      return NULL;
    }
  self = g_new0 (GaOutputFile, 1);
  self->path = g_strdup (path);
  self->temporary = g_steal_pointer (&temporary);
  self->descriptor = descriptor;
  return self;
}

int
ga_output_file_get_descriptor (GaOutputFile *self)
{
  return self->descriptor;
}

/**
 * ga_output_file_finish:
 *
 * Waits until all of it is on the disk and gives the file its name. To be called once, as the last
 * thing before @self is freed.
 *
 * Returns: %TRUE if the file is there as a whole; %FALSE if it is as it was before
 */
gboolean
ga_output_file_finish (GaOutputFile *self, GError **error)
{
  int descriptor = self->descriptor;

  if (fsync (descriptor) != 0)
    return fail (self->path, errno, error);
  self->descriptor = -1;
  if (close (descriptor) != 0 || g_rename (self->temporary, self->path) != 0)
    return fail (self->path, errno, error);
  g_clear_pointer (&self->temporary, g_free);
  return TRUE;
}

/**
 * ga_output_file_free:
 * @self: (transfer full) (nullable): a file
 *
 * What was not finished is removed.
 */
void
ga_output_file_free (GaOutputFile *self)
{
  if (self == NULL)
    return;
  if (self->descriptor >= 0)
    close (self->descriptor);
  if (self->temporary != NULL)
    g_unlink (self->temporary);
  g_free (self->temporary);
  g_free (self->path);
  g_free (self);
}

/**
 * ga_output_file_append:
 *
 * Returns: %FALSE if not all of @bytes could be written
 */
gboolean
ga_output_file_append (GaOutputFile *self, const void *bytes, gsize length, GError **error)
{
  const char *at = bytes;

  while (length > 0)
    {
      gssize written = write (self->descriptor, at, length);

      if (written < 0 && errno != EINTR)
        return fail (self->path, errno, error);
      if (written > 0)
        {
          at += written;
          length -= (gsize) written;
        }
    }
  return TRUE;
}

/**
 * ga_output_file_write:
 * @text: all that the file is to hold
 */
gboolean
ga_output_file_write (const char *path, const char *text, GError **error)
{
  g_autoptr (GaOutputFile) file = ga_output_file_new (path, error);

  return file != NULL && ga_output_file_append (file, text, strlen (text), error) &&
         ga_output_file_finish (file, error);
}
