/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/ga-db.h"
#include "store/ga-store.h"
#include "store/ga-transaction-private.h"

G_BEGIN_DECLS

#define GA_STORE_FILE    "gangart.db"
#define GA_STORE_BACKUPS "backups"
/* and a time follow the name of a file that is damaged and was put aside */
#define GA_STORE_ASIDE ".damaged-"
/* and six letters are the name of a file that is being written */
#define GA_STORE_BEGUN ".gangart-"

/* The fields of a store, for the files it is written in. While it is open, those from @reader to
 * @monitor are the main thread's, those of @write_db and @write_reader the writer thread's, and the
 * others unchanged or for any. */
struct _GaStore
{
  GObject parent;

  GaSchema *schema;
  char *folder;
  char *path;
  char *stamp;
  gboolean read_only;
  gboolean full; /* only for that reason */
  gboolean unclean;
  GMainContext *context;

  GaReader *reader; /* the main thread's */
  gint64 seen;      /* newest change told of */
  gint64 restores;  /* restores seen */
  GFileMonitor *monitor;

  GThread *writer;
  GAsyncQueue *jobs;
  GaDb *write_db;
  GaReader *write_reader;

  GMutex idle_mutex;
  GQueue idle_readers; /* for pool threads */
};

/* Starting and stopping is the main thread's, and stopping waits for what was asked; telling is for
 * any thread. */
void ga_store_start_writer (GaStore *self);
void ga_store_stop_writer (GaStore *self);
void ga_store_touch_stamp (GaStore *self, gint64 act);
void ga_store_tell (GaStore *self);
void ga_store_free_at_home (GaStore *self, gpointer data, GDestroyNotify data_free);

GaChanges *ga_changes_new (void);
void ga_changes_add (GaChanges *self, const char *entity, const GaId *id);
void ga_changes_add_everything (GaChanges *self);

/* Runs @func on the writer thread, outside a transaction; the caller, on another thread, waits. For
 * restoring. Refused in a profile that may only be read. */
typedef gboolean (*GaWriterFunc) (GaStore *self, GaDb *db, gpointer user_data, GError **error);
gboolean ga_store_on_writer (GaStore *self, GaWriterFunc func, gpointer user_data, GError **error);

/* Why nothing is written in a profile that may only be read; returns %FALSE. Any thread. */
gboolean ga_store_refuse_writing (GaStore *self, GError **error);
GaDb *ga_store_open_reading (GaStore *self, GError **error);
char *ga_store_make_beside (const char *path);
/* @seconds: for how long nobody must have gone on with what was begun */
void ga_store_remove_begun (GaStore *self, gint64 seconds);
void ga_store_tell_everything (GaStore *self);
gboolean ga_store_look_at_file (const char *path, gboolean *is_new, GError **error);
gboolean ga_store_make_file (const char *path, GaSchema *schema, GError **error);
gboolean ga_store_prepare_file (GaDb *db, GError **error);

G_END_DECLS
