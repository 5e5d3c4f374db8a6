/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/ga-package.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "exchange/ga-exchange-error.h"

#define READ_AT_ONCE ((gsize) 64 * 1024)
#define MOST_PARTS   10000

struct _GaPackage
{
  char *path; /* or */
  GBytes *bytes;
  guint64 size;      /* of the file */
  GHashTable *parts; /* set of names */
  guint64 spent;
  GCancellable *cancellable;
};

struct _GaPackagePart
{
  GaPackage *package;
  struct archive *archive;
  guint64 size; /* as the package tells */
  guint64 at;
};

static gboolean
refuse (GaExchangeError code, const char *sentence, GError **error)
{
  g_propagate_error (error, ga_exchange_error_new (code, 0, NULL, "%s", sentence));
  return FALSE;
}

static gboolean
refuse_damage (GError **error)
{
  return refuse (GA_EXCHANGE_ERROR_FAILED,
                 _ ("The workbook is damaged and cannot be unpacked. Get it anew, or open it in a "
                    "spreadsheet program and save it again."),
                 error);
}

static gboolean
refuse_password (GError **error)
{
  return refuse (GA_EXCHANGE_ERROR_PERMISSION,
                 _ ("The workbook has a password. Open it in a spreadsheet program and save it "
                    "without one."),
                 error);
}

gboolean
ga_package_spend (GaPackage *self, guint64 bytes, GError **error)
{
  self->spent += bytes;
  if (self->spent <= GA_PACKAGE_FREE ||
      (self->spent <= GA_PACKAGE_MOST && self->spent / GA_PACKAGE_RATIO <= self->size))
    return TRUE;
  return refuse (GA_EXCHANGE_ERROR_TOO_LARGE,
                 _ ("The workbook unpacks to far more than its size, so it was not read. Save only "
                    "the table that is meant, or save it as CSV."),
                 error);
}

/* An archive that stands before its first part. */
static struct archive *
open_archive (GaPackage *self, GError **error)
{
  struct archive *archive = archive_read_new ();
  int opened = archive_read_support_format_zip_seekable (archive);
  gsize length;
  gconstpointer data;

  if (opened == ARCHIVE_OK && self->bytes != NULL)
    {
      data = g_bytes_get_data (self->bytes, &length);
      opened = archive_read_open_memory (archive, data, length);
    }
  else if (opened == ARCHIVE_OK)
    opened = archive_read_open_filename (archive, self->path, READ_AT_ONCE);
  if (opened == ARCHIVE_OK)
    return archive;
  archive_read_free (archive);
  refuse_damage (error);
  return NULL;
}

/* Moves on to the next part. %FALSE without @error at the end. */
static gboolean
next_entry (GaPackage *self, struct archive *archive, struct archive_entry **entry, GError **error)
{
  int found;

  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;
  found = archive_read_next_header (archive, entry);
  if (found == ARCHIVE_EOF)
    return FALSE;
  if (found != ARCHIVE_OK && found != ARCHIVE_WARN)
    return refuse_damage (error);
  return archive_entry_is_data_encrypted (*entry) ? refuse_password (error) : TRUE;
}

static gboolean
list_parts (GaPackage *self, GError **error)
{
  struct archive *archive = open_archive (self, error);
  struct archive_entry *entry;
  GError *local = NULL;

  if (archive == NULL)
    return FALSE;
  while (next_entry (self, archive, &entry, &local))
    {
      const char *name = archive_entry_pathname (entry);

      if (name != NULL)
        g_hash_table_add (self->parts, g_strdup (name));
      if (g_hash_table_size (self->parts) > MOST_PARTS)
        {
          refuse_damage (&local);
          break;
        }
    }
  archive_read_free (archive);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, local);
  return FALSE;
}

static GaPackage *
package_new (GCancellable *cancellable)
{
  GaPackage *self = g_new0 (GaPackage, 1);

  self->cancellable = cancellable;
  self->parts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

GaPackage *
ga_package_new_for_path (const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (GaPackage) self = package_new (cancellable);
  GStatBuf status;

  if (g_stat (path, &status) != 0)
    {
      g_propagate_error (error, ga_exchange_error_new_for_errno (errno, path, FALSE));
      return NULL;
    }
  self->path = g_strdup (path);
  self->size = (guint64) status.st_size;
  return list_parts (self, error) ? g_steal_pointer (&self) : NULL;
}

GaPackage *
ga_package_new_for_bytes (GBytes *bytes, GCancellable *cancellable, GError **error)
{
  g_autoptr (GaPackage) self = package_new (cancellable);

  self->bytes = g_bytes_ref (bytes);
  self->size = g_bytes_get_size (bytes);
  return list_parts (self, error) ? g_steal_pointer (&self) : NULL;
}

void
ga_package_free (GaPackage *self)
{
  if (self == NULL)
    return;
  g_free (self->path);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_hash_table_unref (self->parts);
  g_free (self);
}

gboolean
ga_package_has (GaPackage *self, const char *name)
{
  return g_hash_table_contains (self->parts, name);
}

GCancellable *
ga_package_get_cancellable (GaPackage *self)
{
  return self->cancellable;
}

/**
 * ga_package_open_part:
 *
 * Returns: (transfer full) (nullable): the part, which must not outlive @self
 */
GaPackagePart *
ga_package_open_part (GaPackage *self, const char *name, GError **error)
{
  g_autoptr (GaPackagePart) part = g_new0 (GaPackagePart, 1);
  struct archive_entry *entry;
  GError *local = NULL;

  part->package = self;
  part->archive = open_archive (self, error);
  if (part->archive == NULL)
    return NULL;
  while (next_entry (self, part->archive, &entry, &local))
    if (g_strcmp0 (archive_entry_pathname (entry), name) == 0)
      {
        part->size = (guint64) MAX (archive_entry_size (entry), 0);
        return g_steal_pointer (&part);
      }
  if (local != NULL)
    g_propagate_error (error, local);
  else
    refuse_damage (error);
  return NULL;
}

gssize
ga_package_part_read (GaPackagePart *self, char *buffer, gsize size, GError **error)
{
  la_ssize_t count;

  if (g_cancellable_set_error_if_cancelled (self->package->cancellable, error))
    return -1;
  count = archive_read_data (self->archive, buffer, size);
  if (count < 0)
    {
      refuse_damage (error);
      return -1;
    }
  self->at += (guint64) count;
  return ga_package_spend (self->package, (guint64) count, error) ? (gssize) count : -1;
}

double
ga_package_part_get_progress (GaPackagePart *self)
{
  return self->size > 0 ? MIN ((double) self->at / (double) self->size, 1) : 0;
}

void
ga_package_part_free (GaPackagePart *self)
{
  if (self == NULL)
    return;
  if (self->archive != NULL)
    archive_read_free (self->archive);
  g_free (self);
}
