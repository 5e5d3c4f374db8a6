/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "server/ga-sql.h"

G_BEGIN_DECLS

/*
 * What the two databases do each in its own way. A driver's connection and statement begin with
 * these structures.
 */
typedef struct
{
  void (*close) (GaSql *self);
  gboolean (*exec) (GaSql *self, const char *sql, GError **error);
  GaStatement *(*prepare) (GaSql *self, const char *sql, GError **error);

  void (*free) (GaStatement *self);
  void (*reset) (GaStatement *self);
  void (*unbind) (GaStatement *self);
  void (*bind_null) (GaStatement *self, int index);
  void (*bind_integer) (GaStatement *self, int index, gint64 integer);
  void (*bind_text) (GaStatement *self, int index, const char *text);
  void (*bind_bytes) (GaStatement *self, int index, gconstpointer bytes, gsize length);
  void (*bind_id) (GaStatement *self, int index, const GaId *id);
  /* @row is %FALSE to begin with, and when it fails. */
  gboolean (*step) (GaStatement *self, gboolean *row, GError **error);
  /* (nullable): they would save nothing. @n: how often it was sent, last of all */
  gboolean (*send) (GaStatement *self, GError **error);
  gboolean (*receive) (
      GaStatement *self, guint n, GaSqlRowFunc func, gpointer user_data, GError **error);
  gint64 (*get_changed) (GaStatement *self);
  gboolean (*is_null) (GaStatement *self, int column);
  gint64 (*get_integer) (GaStatement *self, int column);
  const char *(*get_text) (GaStatement *self, int column);
  gconstpointer (*get_bytes) (GaStatement *self, int column, gsize *length);
  gboolean (*get_id) (GaStatement *self, int column, GaId *id);

  /* (nullable): there is nothing to tidy */
  void (*put_off_tidying) (GaSql *self);
  void (*tidy) (GaSql *self);
} GaSqlDriver;

/* @open: it has been run and not been reset */
struct _GaStatement
{
  GaSql *sql;
  gboolean open;
};

struct _GaSql
{
  const GaSqlDriver *driver;
  GaSqlRole role;
  gboolean is_postgresql;
  GHashTable *statements; /* its text → GaStatement */
  GHashTable *tables;     /* GaEntity → its name in SQL */
};

void ga_sql_init (GaSql *self, const GaSqlDriver *driver, GaSqlRole role, gboolean is_postgresql);
/* Sets @error with the usual sentence of @code, and @detail, which holds no data of a row. Returns
 * %FALSE. */
gboolean ga_sql_fail (GaSqlError code, const char *detail, GError **error);

/* @readable: (nullable): name of a table → (element-type utf8) set of its columns that counts may
 * read; used with %GA_SQL_COUNTS, and referenced. @make: makes the file if there is none */
GaSql *ga_sql_sqlite_open (
    const char *path, GaSqlRole role, gboolean make, GHashTable *readable, GError **error);
/* Copies every page of one into the other, while others use them. */
gboolean ga_sql_sqlite_copy (GaSql *from, GaSql *to, GError **error);
GaSql *ga_sql_postgresql_open (const char *url, GaSqlRole role, GError **error);
/* Runs a script of pg_restore's within the transaction there is. %GA_SQL_ERROR_CORRUPT where rows
 * of a table break off. */
gboolean ga_sql_postgresql_run_script (GaSql *self, GDataInputStream *script, GError **error);

G_END_DECLS
