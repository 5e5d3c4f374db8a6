/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ga-schema.h"
#include "server/ga-sql.h"

G_BEGIN_DECLS

/**
 * GaDatabase:
 *
 * Where the server keeps its data: one SQLite file `server.db` in a folder, or a PostgreSQL
 * database that several server processes share. It knows the tables (docs/server-database.md) and
 * hands out connections. Any thread.
 */
#define GA_TYPE_DATABASE (ga_database_get_type ())
G_DECLARE_FINAL_TYPE (GaDatabase, ga_database, GA, DATABASE, GObject)

/* @url: (nullable): postgresql://…; %NULL: SQLite in @folder */
GaDatabase *ga_database_new (const char *folder, const char *url, GaSchema *schema);
GaSchema *ga_database_get_schema (GaDatabase *self);
const char *ga_database_get_folder (GaDatabase *self);
gboolean ga_database_is_postgresql (GaDatabase *self);
/* The memory that tells processes what of SQLite's log is committed; (transfer full) (nullable):
 * %NULL with PostgreSQL. */
char *ga_database_get_index_path (GaDatabase *self);

/* Makes what is missing: a new database, or what a newer program adds. */
gboolean ga_database_prepare (GaDatabase *self, GError **error);
gboolean ga_database_exists (GaDatabase *self, gboolean *exists, GError **error);
GaSql *ga_database_connect (GaDatabase *self, GaSqlRole role, GError **error);
/* A connection that is kept for as long as nobody may put another database in this one's place. */
GaSql *ga_database_stay (GaDatabase *self, GError **error);

/* The table of an entity that is private lies in the schema of names, which counts cannot read; of
 * other entities counts read all columns but the personal ones and _extra. */

/* Whether two records of @entity may be of the same thing: people are asked, and there are indexes
 * to find the other by. Of other entities two computers make one row, or nobody would ask. */
gboolean ga_entity_is_matched (const GaEntity *entity);
/* Fields of one of #GaEntity.same, such as `name+kind`; (transfer full) (nullable): %NULL for keys
 * that are no columns. */
GStrv ga_entity_split_key (const GaEntity *entity, const char *key);
/* The name to write in SQL: "meeting", names.person (PostgreSQL), "names.person" (SQLite).
 * (transfer none) */
const char *ga_sql_table (GaSql *sql, const GaEntity *entity);

G_END_DECLS
