/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

#include "model/ga-schema.h"
#include "model/ga-value.h"

G_BEGIN_DECLS

/* PRAGMA application_id of our files. */
#define GA_APPLICATION_ID 0x47616e67 /* "Gang" */

/* A SELECT of each id of the list that is bound to @parameter: one text for any number of them. */
#define GA_SQL_IDS(parameter)                                                        \
  "WITH RECURSIVE list (ids) AS (SELECT " parameter "), "                            \
  "place (at) AS (SELECT 0 UNION ALL SELECT at + 16 FROM place, list WHERE at + 32 " \
  "<= length(ids)) SELECT substr(ids, at + 1, 16) FROM place, list"

/**
 * GaDb:
 *
 * Private to the store. One SQLite connection with what every connection of ours has: the pragmas,
 * the collation `danish`, the functions that the generated triggers call, and its prepared
 * statements. Used by one thread at a time. Errors are of %GA_STORE_ERROR, or
 * %G_IO_ERROR_CANCELLED; statements are the connection's.
 */
typedef struct _GaDb GaDb;
typedef struct _GaSearchQueue GaSearchQueue;

typedef enum
{
  GA_DB_WRITE,
  GA_DB_READ,
} GaDbMode;

/* Hears of what failed where nobody asked why. */
typedef void (*GaDbUnheardFunc) (const GError *error, gpointer user_data);

GaDb *ga_db_open (const char *path, GaDbMode mode, GaSchema *schema, GError **error);
void ga_db_close (GaDb *self);
sqlite3 *ga_db_get_handle (GaDb *self);
GaSchema *ga_db_get_schema (GaDb *self);
char *ga_db_get_collation_version (GaDb *self);
void ga_db_fold_name (GaDb *self, const char *text, GString *folded);

sqlite3_stmt *ga_db_prepare (GaDb *self, const char *sql, GError **error);
gboolean ga_db_step (GaDb *self, sqlite3_stmt *statement, gboolean *row, GError **error);
gboolean ga_db_run (GaDb *self, sqlite3_stmt *statement, GError **error);
gboolean ga_db_exec (GaDb *self, const char *sql, GError **error);
/* One statement without parameters that is run again and again. */
gboolean ga_db_do (GaDb *self, const char *sql, GError **error);
gboolean ga_db_get_integer (GaDb *self, const char *sql, gint64 *value, GError **error);
gboolean ga_db_set_meta (GaDb *self, const char *name, const char *value, GError **error);
void ga_db_forget_statements (GaDb *self);
/* What @code that @handle has just given comes of: %SQLITE_FULL where there is no room. */
int ga_db_find_reason (sqlite3 *handle, int code);
gboolean ga_db_fail (GaDb *self, int code, GError **error);
void ga_db_set_unheard (GaDb *self, GaDbUnheardFunc func, gpointer user_data);
void ga_db_set_cancellable (GaDb *self, GCancellable *cancellable);

void ga_db_bind_value (sqlite3_stmt *statement, int index, const GaValue *value);
void ga_db_bind_id (sqlite3_stmt *statement, int index, const GaId *id);
/* @ids: (element-type GaId): lives until the statement has run; read with GA_SQL_IDS() */
void ga_db_bind_ids (sqlite3_stmt *statement, int index, GArray *ids);
void ga_db_column_value (sqlite3_stmt *statement, int index, GaValue *value);
gboolean ga_db_column_id (sqlite3_stmt *statement, int index, GaId *id);

/* The act that the triggers write changes under; 0 while nothing is captured. */
void ga_db_set_act (GaDb *self, gint64 act);
gint64 ga_db_get_act (GaDb *self);
/* Whether what is captured waits to be sent. */
void ga_db_set_sending (GaDb *self, gboolean sending);
gboolean ga_db_is_sending (GaDb *self);
/* Whether what is committed need not be on the disk at once. */
gboolean ga_db_set_relaxed (GaDb *self, gboolean relaxed, GError **error);
gboolean ga_db_read_clock (GaDb *self, GError **error);
gint64 ga_db_tick (GaDb *self);
gint64 ga_db_now (GaDb *self); /* UTC microseconds */
void ga_db_set_time_source (GaDb *self, gint64 (*func) (gpointer), gpointer user_data);

/* What search has still to learn of this transaction (ga-search-queue.c). */
GaSearchQueue *ga_search_queue_new (void);
void ga_search_queue_free (GaSearchQueue *self);
GaSearchQueue *ga_db_get_search_queue (GaDb *self);

/* The search words of a text, and the query that finds them (ga-fold.c). */
void ga_fold_words (GString *words, const char *text);
char *ga_fold_query (const char *text);

gboolean ga_functions_register (GaDb *self, GError **error);

gboolean ga_store_error_from_sqlite (int code, GError **error);

G_END_DECLS
