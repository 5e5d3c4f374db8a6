/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ga-entity.h"

G_BEGIN_DECLS

/**
 * GaFolderContents:
 *
 * What an export of everything says of itself in its last file, `contents.json`: how many records
 * of each kind it has. A folder without it is one that was not finished.
 *
 * Blocks: not for the main thread. Errors are of %GA_EXCHANGE_ERROR.
 */
typedef struct _GaFolderContents GaFolderContents;

GaFolderContents *ga_folder_contents_new (gboolean without_personal);
void ga_folder_contents_free (GaFolderContents *self);
void ga_folder_contents_add (GaFolderContents *self, const GaEntity *entity, gint64 n_rows);
gboolean ga_folder_contents_write (GaFolderContents *self, const char *folder, GError **error);

/* Refuses what lacks personal data, too: its records are not whole. */
GaFolderContents *ga_folder_contents_read (const char *folder, GError **error);

/* @path: (nullable): the file of that kind; @n_rows: of those that are in it */
gboolean ga_folder_contents_check (GaFolderContents *self,
                                   const GaEntity *entity,
                                   const char *path,
                                   gint64 n_rows,
                                   GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GaFolderContents, ga_folder_contents_free)

G_END_DECLS
