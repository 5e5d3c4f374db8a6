/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/ga-csv-writer.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "exchange/ga-csv-cell.h"
#include "exchange/ga-exchange-error.h"

#define WRITTEN_AT_ONCE ((gsize) 64 * 1024)

struct _GaCsvWriter
{
  /* NULL for a descriptor that the caller gave. */
  char *path;
  /* Where the rows go until they are complete; NULL for devices and pipes. */
  char *temporary;
  int descriptor;
  char separator;
  GString *buffer;
};

static gboolean
fail (GaCsvWriter *writer, int number, GError **error)
{
  g_propagate_error (error, ga_exchange_error_new_for_errno (
                                number, writer->path != NULL ? writer->path : "stdout", TRUE));
  return FALSE;
}

static gboolean
flush (GaCsvWriter *writer, GError **error)
{
  const char *at = writer->buffer->str;
  gsize left = writer->buffer->len;

  while (left > 0)
    {
      gssize written = write (writer->descriptor, at, left);

      if (written < 0 && errno != EINTR)
        return fail (writer, errno, error);
      if (written > 0)
        {
          at += written;
          left -= (gsize) written;
        }
    }
  g_string_truncate (writer->buffer, 0);
  return TRUE;
}

static gboolean
needs_quotes (const char *cell, char separator)
{
  const char also[] = { '"', '\r', '\n', separator, '\0' };

  return strpbrk (cell, also) != NULL;
}

static void
append_cell (GString *buffer, const char *cell, char separator)
{
  gboolean quoted = needs_quotes (cell, separator);

  if (quoted)
    g_string_append_c (buffer, '"');
  if (ga_csv_cell_needs_guard (cell))
    g_string_append_c (buffer, '\'');
  if (!quoted)
    {
      g_string_append (buffer, cell);
      return;
    }
  for (; *cell != '\0'; cell++)
    {
      if (*cell == '"')
        g_string_append_c (buffer, '"');
      g_string_append_c (buffer, *cell);
    }
  g_string_append_c (buffer, '"');
}

static GaCsvWriter *
make (const char *path, int descriptor, char separator)
{
  GaCsvWriter *writer = g_new0 (GaCsvWriter, 1);

  writer->path = g_strdup (path);
  writer->descriptor = descriptor;
  writer->separator = separator;
  writer->buffer = g_string_sized_new (WRITTEN_AT_ONCE);
  g_string_append (writer->buffer, "\xef\xbb\xbf");
  return writer;
}

/* Opens a new file beside the final one, or a device or pipe as it is: renaming something onto one
 * of these would replace it. */
static int
open_beside (GaCsvWriter *writer)
{
  struct stat status;
  mode_t mode = 0666;

  if (stat (writer->path, &status) == 0)
    {
      if (S_ISDIR (status.st_mode))
        {
          errno = EISDIR;
          return -1;
        }
      if (!S_ISREG (status.st_mode))
        return open (writer->path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
      /* Taking the place of a file needs no leave to write to it, but is no different. */
      if (g_access (writer->path, W_OK) != 0)
        return -1;
      mode = status.st_mode & 0777;
    }
  writer->temporary = g_strdup_printf ("%s.XXXXXX", writer->path);
  return g_mkstemp_full (writer->temporary, O_WRONLY | O_CLOEXEC, (int) mode);
}

/**
 * ga_csv_writer_new_for_path:
 * @path: the file to write; an older one of that name is replaced in the end
 * @separator: `;` or `,` or a tab; spreadsheets in Danish and Norwegian expect `;`
 * @error: return location of an error of domain %GA_EXCHANGE_ERROR
 *
 * Returns: (transfer full) (nullable): a writer, or %NULL
 */
GaCsvWriter *
ga_csv_writer_new_for_path (const char *path, char separator, GError **error)
{
  g_autoptr (GaCsvWriter) writer = NULL;

  g_return_val_if_fail (path != NULL, NULL);
  writer = make (path, -1, separator);
  writer->descriptor = open_beside (writer);
  if (writer->descriptor < 0)
    {
      int number = errno;

      /* There is nothing to remove. */
      g_clear_pointer (&writer->temporary, g_free);
      fail (writer, number, error);
      return NULL;
    }
  return g_steal_pointer (&writer);
}

/**
 * ga_csv_writer_new_for_descriptor:
 * @descriptor: an open file descriptor, such as that of standard output; it stays the caller's
 * @separator: `;` or `,` or a tab
 *
 * Returns: (transfer full): a writer
 */
GaCsvWriter *
ga_csv_writer_new_for_descriptor (int descriptor, char separator)
{
  g_return_val_if_fail (descriptor >= 0, NULL);
  return make (NULL, descriptor, separator);
}

/**
 * ga_csv_writer_free:
 * @writer: (transfer full) (nullable): a writer
 *
 * Frees @writer. What was not finished is removed.
 */
void
ga_csv_writer_free (GaCsvWriter *writer)
{
  if (writer == NULL)
    return;
  if (writer->path != NULL && writer->descriptor >= 0)
    close (writer->descriptor);
  if (writer->temporary != NULL)
    g_unlink (writer->temporary);
  g_string_free (writer->buffer, TRUE);
  g_free (writer->temporary);
  g_free (writer->path);
  g_free (writer);
}

/**
 * ga_csv_writer_add_row:
 * @writer: a writer
 * @cells: (array length=n_cells): UTF-8; %NULL is an empty cell
 * @n_cells: the same for every row
 * @error: return location of an error of domain %GA_EXCHANGE_ERROR
 *
 * Adds a row; the first one holds the headings. After an error @writer can only be freed.
 *
 * Returns: %TRUE on success
 */
gboolean
ga_csv_writer_add_row (GaCsvWriter *writer, const char *const *cells, gsize n_cells, GError **error)
{
  g_return_val_if_fail (writer != NULL && cells != NULL, FALSE);
  for (gsize i = 0; i < n_cells; i++)
    {
      if (i > 0)
        g_string_append_c (writer->buffer, writer->separator);
      if (cells[i] != NULL)
        append_cell (writer->buffer, cells[i], writer->separator);
    }
  g_string_append (writer->buffer, "\r\n");
  return writer->buffer->len < WRITTEN_AT_ONCE || flush (writer, error);
}

/**
 * ga_csv_writer_finish:
 * @writer: a writer
 * @error: return location of an error of domain %GA_EXCHANGE_ERROR
 *
 * Writes what is left, waits until it is on the disk and gives the file its name. To be called
 * once, as the last thing before @writer is freed.
 *
 * Returns: %TRUE if the file is there as a whole; %FALSE if it is as it was before
 */
gboolean
ga_csv_writer_finish (GaCsvWriter *writer, GError **error)
{
  int descriptor;

  g_return_val_if_fail (writer != NULL, FALSE);
  if (!flush (writer, error))
    return FALSE;
  if (writer->path == NULL)
    return TRUE;
  if (writer->temporary != NULL && fsync (writer->descriptor) != 0)
    return fail (writer, errno, error);
  descriptor = writer->descriptor;
  writer->descriptor = -1;
  if (close (descriptor) != 0)
    return fail (writer, errno, error);
  if (writer->temporary != NULL && g_rename (writer->temporary, writer->path) != 0)
    return fail (writer, errno, error);
  g_clear_pointer (&writer->temporary, g_free);
  return TRUE;
}
