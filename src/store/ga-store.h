/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "store/ga-reader.h"
#include "store/ga-transaction.h"

G_BEGIN_DECLS

/**
 * GaStore:
 *
 * One profile: a folder with one SQLite file (`gangart.db`) and its backups. Everything that
 * changes goes through ga_store_transact(), on one writer thread; the main thread only reads.
 *
 * The main thread is the one that opened the store: it uses ga_store_get_reader() and closes the
 * store. Everything else is for any thread; an `_async()` call answers in the main context of the
 * thread that made it.
 *
 * These block: ga_store_open() and ga_store_close(); and ga_store_transact(), ga_store_keep(),
 * ga_store_put(), ga_store_undo() and ga_store_redo(), which wait for the writer thread, so they
 * are for programs without a window and never for use within a transaction. Writing waits up to ten
 * seconds for another program before it fails with %GA_STORE_ERROR_BUSY.
 *
 * Errors are of %GA_STORE_ERROR, or as the function that was handed in has set them, which of a
 * transaction is mostly %GA_MODEL_ERROR; %G_IO_ERROR_CANCELLED where something was broken off.
 *
 * Signal `changed (GaChanges *changes)`: after each commit, here or in another program, in the main
 * context that the store was opened in.
 *
 * Signal `read-failed (GError *error)`: ga_store_get_reader() failed where its caller asked for no
 * error, so that somebody hears of it. Main thread.
 */
#define GA_TYPE_STORE (ga_store_get_type ())
G_DECLARE_FINAL_TYPE (GaStore, ga_store, GA, STORE, GObject)

/**
 * GaStoreError:
 * @GA_STORE_ERROR_FAILED: anything not named below
 * @GA_STORE_ERROR_BUSY: another program keeps writing
 * @GA_STORE_ERROR_FULL: the disk is full
 * @GA_STORE_ERROR_IO: the disk cannot be read or written
 * @GA_STORE_ERROR_READ_ONLY: the profile may not be written
 * @GA_STORE_ERROR_CORRUPT: the file is damaged
 * @GA_STORE_ERROR_NEWER: the file is from a newer version of the program
 * @GA_STORE_ERROR_FOREIGN: the file is none of ours
 * @GA_STORE_ERROR_MISSING: no such record
 * @GA_STORE_ERROR_NOTHING: nothing to undo or redo
 * @GA_STORE_ERROR_REFUSED: other records depend on it, or the account may not
 */
typedef enum
{
  GA_STORE_ERROR_FAILED,
  GA_STORE_ERROR_BUSY,
  GA_STORE_ERROR_FULL,
  GA_STORE_ERROR_IO,
  GA_STORE_ERROR_READ_ONLY,
  GA_STORE_ERROR_CORRUPT,
  GA_STORE_ERROR_NEWER,
  GA_STORE_ERROR_FOREIGN,
  GA_STORE_ERROR_MISSING,
  GA_STORE_ERROR_NOTHING,
  GA_STORE_ERROR_REFUSED,
} GaStoreError;

#define GA_STORE_ERROR (ga_store_error_quark ())
GQuark ga_store_error_quark (void);

/**
 * GaChanges: which records a commit touched. No longer changed once it is told, so any thread may
 * read it; ga_changes_list() is (transfer full) (element-type GaId).
 */
typedef struct _GaChanges GaChanges;
#define GA_TYPE_CHANGES (ga_changes_get_type ())
GType ga_changes_get_type (void);
gboolean ga_changes_touch (const GaChanges *self, const char *entity);
gboolean ga_changes_is_everything (const GaChanges *self);
GArray *ga_changes_list (const GaChanges *self, const char *entity);
void ga_changes_unref (GaChanges *self);

/**
 * GaTransactFunc: the body of a transaction; runs on the writer thread.
 * Returns: %FALSE with @error set to give it all up
 */
typedef gboolean (*GaTransactFunc) (GaTransaction *transaction, gpointer user_data, GError **error);

/* Within a transaction, for a file that is empty yet: @func fills it at once, or not at all. */
gboolean ga_transaction_fill_all (GaTransaction *self,
                                  GaTransactFunc func,
                                  gpointer user_data,
                                  GError **error);

/**
 * GaReadFunc: a long read; runs on a pool thread.
 * Returns: (transfer full) (nullable): what ga_store_read_finish() hands back; %NULL with an error
 */
typedef gpointer (*GaReadFunc) (GaReader *reader, gpointer user_data, GError **error);

GaStore *ga_store_open (const char *folder, GaSchema *schema, GError **error);
gboolean ga_store_wants_work (const char *folder, GaSchema *schema);
void ga_store_close (GaStore *self);
GaSchema *ga_store_get_schema (GaStore *self);
GaReader *ga_store_get_reader (GaStore *self);
const char *ga_store_get_folder (GaStore *self);
gboolean ga_store_is_read_only (GaStore *self);
/* Whether it is because the disk was full when it was opened. */
gboolean ga_store_was_full (GaStore *self);
gboolean ga_store_was_unclean (GaStore *self);
char *ga_store_resolve_output (GaStore *self, const char *path, GError **error);

void ga_store_transact_async (GaStore *self,
                              const char *label,
                              GaTransactFunc func,
                              gpointer func_data,
                              GDestroyNotify func_data_free,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gint64 ga_store_transact_finish (GaStore *self, GAsyncResult *result, GError **error);
gint64 ga_store_transact (
    GaStore *self, const char *label, GaTransactFunc func, gpointer func_data, GError **error);

/* The same for what is the server's doing and not the user's. */
void ga_store_sync_async (GaStore *self,
                          GaTransactFunc func,
                          gpointer func_data,
                          GDestroyNotify func_data_free,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
gint64 ga_store_sync (GaStore *self, GaTransactFunc func, gpointer func_data, GError **error);

/* The same for what the program does by itself: sent, and not undone. */
void ga_store_keep_async (GaStore *self,
                          const char *label,
                          GaTransactFunc func,
                          gpointer func_data,
                          GDestroyNotify func_data_free,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
gint64 ga_store_keep (
    GaStore *self, const char *label, GaTransactFunc func, gpointer func_data, GError **error);

/**
 * GaClockFunc: the computer's clock. Any thread.
 * Returns: UTC microseconds
 */
typedef gint64 (*GaClockFunc) (gpointer user_data);
/* For tests: another clock, before the first transaction. */
void ga_store_set_clock (GaStore *self, GaClockFunc func, gpointer user_data);

void ga_store_put_async (GaStore *self,
                         const char *label,
                         GPtrArray *records,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data);
gint64 ga_store_put (GaStore *self, const char *label, GPtrArray *records, GError **error);
void ga_store_delete_async (GaStore *self,
                            const char *label,
                            GPtrArray *records,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);

/* Undo and redo: one act at a time, back through restarts. What no longer stands as the act left it
 * is kept and counted in @kept. An act is named by its number, the newest also by 0. Results are
 * (transfer full). */
typedef struct
{
  char *label; /* msgid of the act taken back or done again */
  guint kept;  /* fields left as they are, because somebody changed them since */
} GaUndone;

void ga_store_undo_async (GaStore *self,
                          gint64 transaction,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
void ga_store_redo_async (GaStore *self,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
GaUndone *ga_store_undo_finish (GaStore *self, GAsyncResult *result, GError **error);
GaUndone *ga_store_undo (GaStore *self, gint64 transaction, GError **error);
GaUndone *ga_store_redo (GaStore *self, GError **error);
void ga_undone_free (GaUndone *self);

void ga_store_read_async (GaStore *self,
                          GaReadFunc func,
                          gpointer func_data,
                          GDestroyNotify func_data_free,
                          GDestroyNotify result_free,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
gpointer ga_store_read_finish (GaStore *self, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GaChanges, ga_changes_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GaUndone, ga_undone_free)

G_END_DECLS
