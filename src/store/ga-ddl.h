/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/ga-db.h"
#include "store/ga-query.h"

G_BEGIN_DECLS

/*
 * Private to the store: the SQL that follows from the descriptors. Identifiers come from
 * descriptors only and are always quoted; values are always bound. On the thread that has the
 * connection; errors are of %GA_STORE_ERROR. Texts are (transfer full), but that of
 * ga_sql_resource() is part of @bytes.
 */

#define GA_SEARCH_SHIFT 40 /* rowid in `search` = entity number << 40 | row */

gboolean ga_ddl_is_up_to_date (GaDb *db);
gboolean ga_ddl_bring_up_to_date (GaDb *db, GError **error);
gboolean ga_ddl_find_missing (GaDb *db, GPtrArray *findings, GError **error);
gboolean ga_ddl_set_aside (GaDb *db, GError **error);
gboolean ga_ddl_bring_back (GaDb *db, GError **error);

typedef enum
{
  GA_SQL_RECORDS,
  GA_SQL_ROWS,  /* where they stand */
  GA_SQL_KEYS,  /* their ids */
  GA_SQL_COUNT, /* how many */
} GaSqlWhat;

char *ga_sql_capture_whole (const GaEntity *entity, const char *condition);
char *ga_sql_select (const GaEntity *entity, const char *rest);
char *ga_sql_insert (const GaEntity *entity);
char *ga_sql_update (const GaEntity *entity);
/* Of a column: words stand in the Danish order; codes, days and times sort as bytes do. */
const char *ga_sql_collation (const GaField *field);

/* ga-query-sql.c */
char *ga_sql_for_query (const GaQuery *query, GaSqlWhat what);
void ga_sql_bind_query (sqlite3_stmt *statement, const GaQuery *query);

const char *ga_sql_resource (const char *name, GBytes **bytes);

G_END_DECLS
