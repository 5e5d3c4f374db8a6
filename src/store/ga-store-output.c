/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/ga-file.h"
#include "store/ga-store-private.h"

/* Which file a name given by people means, that it is none of the profile's own, and where it is
 * written until it is whole. */

/* As many as the system itself follows. */
#define MOST_LINKS 40

/* Follows links to the end, which need not exist; %NULL for links that lead round in a circle. */
static char *
follow_links (const char *path)
{
  char *at = g_strdup (path);

  for (guint i = 0; i < MOST_LINKS; i++)
    {
      g_autofree char *target = g_file_read_link (at, NULL);
      g_autofree char *folder = g_path_get_dirname (at);
      g_autofree char *from = g_steal_pointer (&at);

      if (target == NULL)
        return g_steal_pointer (&from);
      at = g_path_is_absolute (target) ? g_steal_pointer (&target)
                                       : g_build_filename (folder, target, NULL);
    }
  g_free (at);
  return NULL;
}

/* The same file, or the same name in the same folder where there is no file yet. */
static gboolean
means_file (const char *path, const char *live)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *live_folder = g_path_get_dirname (live);
  g_autofree char *live_name = g_path_get_basename (live);

  return ga_file_is_same (path, live) ||
         (g_str_equal (name, live_name) && ga_file_is_same (folder, live_folder));
}

/* The lock of those who sync, and the files of documents, which lie under their sums. */
static gboolean
is_beside (GaStore *self, const char *path)
{
  g_autofree char *lock = g_build_filename (ga_store_get_folder (self), "sync.lock", NULL);
  g_autofree char *files = g_build_filename (ga_store_get_folder (self), "files", NULL);
  g_autofree char *folder = g_path_get_dirname (path);

  return means_file (path, lock) || ga_file_is_same (folder, files);
}

/* To replace the file under the programs that have it open would part them from it. */
static gboolean
is_live (GaStore *self, const char *path)
{
  static const char *const suffixes[] = { "", "-wal", "-shm", "-journal" };
  g_autofree char *target = follow_links (self->path);

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *live = g_strconcat (self->path, suffixes[i], NULL);
      g_autofree char *led_to = target != NULL ? g_strconcat (target, suffixes[i], NULL) : NULL;

      if (means_file (path, live) || (led_to != NULL && means_file (path, led_to)))
        return TRUE;
    }
  return means_file (path, self->stamp) || is_beside (self, path);
}

static gboolean
check_folder (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *shown = g_filename_display_name (folder);

  if (g_file_test (folder, G_FILE_TEST_IS_DIR))
    return TRUE;
  g_set_error (error, GA_STORE_ERROR, GA_STORE_ERROR_REFUSED,
               _ ("There is no folder “%s”. Make it first, or choose another."), shown);
  return FALSE;
}

/**
 * ga_store_resolve_output:
 * @path: where somebody wants something written
 *
 * Asked before any file is written: nothing may take the place of the profile's own files, nor of a
 * folder, a device or a pipe, and the folder must be there.
 *
 * Returns: (transfer full) (nullable): the file meant, with links followed, or %NULL with
 *   %GA_STORE_ERROR_REFUSED
 */
char *
ga_store_resolve_output (GaStore *self, const char *path, GError **error)
{
  g_autofree char *target = NULL;
  g_autofree char *shown = NULL;
  GStatBuf info;

  g_return_val_if_fail (GA_IS_STORE (self), NULL);

  target = follow_links (path);
  if (target != NULL && is_live (self, target))
    {
      g_set_error_literal (error, GA_STORE_ERROR, GA_STORE_ERROR_REFUSED,
                           _ ("This is the file with the data itself. Choose another name."));
      return NULL;
    }
  if (target != NULL && (g_stat (target, &info) < 0 || S_ISREG (info.st_mode)))
    return check_folder (target, error) ? g_steal_pointer (&target) : NULL;
  shown = g_filename_display_name (path);
  g_set_error (error, GA_STORE_ERROR, GA_STORE_ERROR_REFUSED,
               _ ("“%s” is a folder or a device, not a file. Choose another name."), shown);
  return NULL;
}

/**
 * ga_store_make_beside:
 *
 * Makes an empty file in the folder of @path, under a name that nobody has, which nobody else may
 * read, not even while it is being filled.
 *
 * Returns: (transfer full) (nullable): its name, or %NULL with `errno` set
 */
char *
ga_store_make_beside (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *part = g_build_filename (folder, GA_STORE_BEGUN "XXXXXX", NULL);
  int fd = g_mkstemp_full (part, O_WRONLY | O_CLOEXEC, 0600);

  if (fd < 0)
    return NULL;
  close (fd);
  return g_steal_pointer (&part);
}

static void
remove_begun_in (const char *folder, gint64 since)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      GStatBuf info;

      if (g_str_has_prefix (name, GA_STORE_BEGUN) && g_stat (path, &info) == 0 &&
          info.st_mtime <= since)
        g_unlink (path);
    }
}

/* What a program left that was ended while it made a copy. */
void
ga_store_remove_begun (GaStore *self, gint64 seconds)
{
  gint64 since = g_get_real_time () / G_USEC_PER_SEC - seconds;
  g_autofree char *backups = g_build_filename (ga_store_get_folder (self), GA_STORE_BACKUPS, NULL);

  remove_begun_in (ga_store_get_folder (self), since);
  remove_begun_in (backups, since);
}
