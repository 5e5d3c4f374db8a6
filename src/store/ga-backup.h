/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/ga-store.h"

G_BEGIN_DECLS

/*
 * Copies of the file and its health. All of it through SQLite's backup interface, also back into
 * the live file: replacing the file under an open program would bring old rows back through its
 * log. All block but the daily backup; they are for programs without a window and for pool threads,
 * ga_backup_list() apart, which looks into one folder. Errors are of %GA_STORE_ERROR, or of
 * %G_IO_ERROR where ga_backup_replace_damaged() cannot copy. The files of attachments are not in
 * them: those lie beside (ga-attachments.h), for longer than a backup is kept.
 */

typedef struct
{
  char *path;
  char *date; /* 2026-11-22 */
  gint64 bytes;
} GaBackup;

gboolean ga_store_backup (GaStore *self, const char *path, GError **error);
/* What was done since the backup in the file that it takes the place of, and was carried over.
 * @damaged: that file is, and is kept beside the profile's, not among the backups
 * @n_left: changes that could be read, and are only in what was there before
 * @whole: nothing of it was lost, as far as can be told */
typedef struct
{
  gboolean damaged;
  guint n_saved; /* changes */
  guint n_left;
  gboolean whole;
} GaSalvaged;

gboolean ga_store_restore (GaStore *self, const char *path, GaSalvaged *salvaged, GError **error);
gboolean ga_store_check (GaStore *self, GPtrArray *findings, GError **error);
gboolean ga_store_check_documents (GaStore *self, GPtrArray *findings, GError **error);

void ga_store_daily_backup_async (GaStore *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean ga_store_daily_backup_finish (GaStore *self, GAsyncResult *result, GError **error);

GPtrArray *ga_backup_list (const char *folder);

gboolean ga_backup_replace_damaged (const char *folder,
                                    const GaBackup *backup,
                                    GaSalvaged *salvaged,
                                    GError **error);
/* (transfer full) (nullable): a sentence for the user; %NULL where there was nothing */
char *ga_salvaged_explain (const GaSalvaged *self);

void ga_backup_free (GaBackup *self);

G_END_DECLS
