/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/ga-store.h"

G_BEGIN_DECLS

/*
 * The files that attachments name. They lie in the profile's folder `files`, each under the SHA-256
 * of its content and never changed; one is whole and on the disk before a row names it. Those that
 * nothing refers to any more go; see ga_attachments_tidy().
 *
 * Paths and texts are (transfer full). What says that it blocks is for any thread but the main one.
 * Errors are of %GA_STORE_ERROR, with a sentence to show.
 */

/* Looks at no disk; any thread. */
char *ga_attachment_get_path (GaStore *store, const char *sha256);
/* In bytes; -1 if the file is not here. Blocks. */
gint64 ga_attachment_get_size (GaStore *store, const char *sha256);
/* (nullable): what lies at @offset, at most @most bytes and fewer at the end; %NULL if it is not
 * here. Blocks. */
GBytes *ga_attachment_read (GaStore *store, const char *sha256, gint64 offset, gsize most);
/* Whether the file is here, in full length. Blocks. */
gboolean ga_attachment_is_here (GaStore *store, const char *sha256, gint64 size);

/**
 * GaAttachmentState:
 * @GA_ATTACHMENT_HERE: the file is here, and on the server where there is one
 * @GA_ATTACHMENT_WAITS: it is here, and what was done to its record is not sent yet
 * @GA_ATTACHMENT_STAYS: it is here, and the server has no room for it
 * @GA_ATTACHMENT_AWAY: it is not here
 */
typedef enum
{
  GA_ATTACHMENT_HERE,
  GA_ATTACHMENT_WAITS,
  GA_ATTACHMENT_STAYS,
  GA_ATTACHMENT_AWAY,
} GaAttachmentState;

/* Blocks. */
GaAttachmentState
ga_attachment_get_state (GaStore *store, GaReader *reader, const GaRecord *record);

/**
 * ga_attach_async:
 * @label: msgid of what the user does
 * @record: an attachment that says what it belongs to; the rest is filled in from @file
 *
 * Copies @file and writes the row, in one act. %GA_STORE_ERROR_REFUSED for what is no file or
 * larger than %GA_ATTACHMENT_MOST_BYTES. Main thread.
 */
void ga_attach_async (GaStore *store,
                      const char *label,
                      GaRecord *record,
                      GFile *file,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data);
/* As ga_store_transact_finish(). */
gint64 ga_attach_finish (GaStore *store, GAsyncResult *result, GError **error);
/* Blocks; for programs without a window. */
gint64 ga_attach (GaStore *store, const char *label, GaRecord *record, GFile *file, GError **error);

/* Writes a copy of the file elsewhere, whole or not at all. Blocks. */
gboolean ga_attachment_save (GaStore *store,
                             const char *sha256,
                             const char *path,
                             GCancellable *cancellable,
                             GError **error);

/* Path of a copy called @name, for other programs to open: what they do to it is lost. It goes when
 * the files are tidied. Blocks. */
char *ga_attachment_lend (GaStore *store, const char *sha256, const char *name, GError **error);

/* What comes from the server, piece by piece, each of these blocking. @length: (out): what is here
 * of it; more may be added there. */
gboolean ga_attachment_look (GaStore *store, const char *sha256, gint64 *length, GError **error);
gboolean ga_attachment_add (
    GaStore *store, const char *sha256, gint64 offset, GBytes *bytes, GError **error);
/* Gives it its name, if it is what that says and a row names it: else it is thrown away. @kept:
 * (out) */
gboolean ga_attachment_keep (GaStore *store, const char *sha256, gboolean *kept, GError **error);

/* Removes what no row has named for sixty days, longer than backups are kept, nor anything of that
 * time that could be undone. Blocks. */
gboolean ga_attachments_tidy (GaStore *store, GError **error);

G_END_DECLS
