/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/ga-attachments.h"
#include "store/ga-db.h"

G_BEGIN_DECLS

/* Private to the store. Blocking. */

/* As ga_attachments_tidy(), on the writer thread. @at_once: what was purged must not stay for a
 * while, nor what is on its way */
gboolean ga_attachments_tidy_db (GaDb *db, const char *folder, gboolean at_once, GError **error);
/* Whether a row names the file and it is here, undamaged. */
gboolean ga_attachment_is_kept (GaDb *db, const char *sha256, gboolean *kept, GError **error);
/* Whether something is here under the name that is not what the name says. */
gboolean ga_attachment_is_damaged (GaDb *db, const char *sha256);
/* Adds to @findings which files that rows of @db name are missing or damaged, a sentence each. */
gboolean ga_attachments_check (GaDb *db, const char *folder, GPtrArray *findings, GError **error);

/* ga-attachments-copy.c. @folder: of the files. %FALSE with a sentence, and nothing is left. */

/**
 * GaAttachmentCopy: a file that was copied, whole and on the disk, but not under its name.
 * @path: where it is
 * @name, @media_type: what it may be called
 */
typedef struct
{
  char *path;
  char *sha256;
  char *name;
  char *media_type;
  gint64 size;
} GaAttachmentCopy;

gboolean ga_attachment_copy (GFile *file,
                             const char *folder,
                             GaAttachmentCopy *copy,
                             GCancellable *cancellable,
                             GError **error);
void ga_attachment_copy_clear (GaAttachmentCopy *copy);
/* Renames durably. */
gboolean ga_attachment_name (const char *part, const char *path, GError **error);
gboolean ga_attachment_fail (int code, GError **error);

G_END_DECLS
