/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ga-schema.h"

G_BEGIN_DECLS

/*
 * The tables of the server's database (docs/server-database.md), the same for both databases: those
 * of the entities follow from their descriptors. From these follow what is made, what a newer
 * program adds, and what the role for counts may read.
 */

typedef enum
{
  GA_COLUMN_INTEGER,
  GA_COLUMN_TEXT,
  GA_COLUMN_ID,
  GA_COLUMN_BYTES,
} GaColumnType;

typedef struct
{
  char *name;
  GaColumnType type;
  gboolean required;
  gboolean counted; /* counts may read it */
} GaColumn;

/**
 * GaTable:
 * @names: it lies in the schema of names
 * @columns: (element-type GaColumn)
 * @key: (nullable): columns of the primary key, quoted
 * @indexes: columns of each further index; the first word of one may be `UNIQUE`, or `GONE` for one
 * of what is gone alone
 */
typedef struct
{
  char *name;
  gboolean names;
  GArray *columns;
  char *key;
  GPtrArray *indexes;
} GaTable;

/* Returns: (transfer full) (element-type GaTable) */
GPtrArray *ga_tables_new (GaSchema *schema);
/* Returns: (transfer full): as in SQL, quoted */
char *ga_table_quote (const char *name, gboolean names, gboolean postgresql);
/* Returns: (transfer full): what makes it */
char *ga_table_to_sql (const GaTable *self, gboolean postgresql);
char *ga_table_name_index (const GaTable *self, guint index);
char *ga_table_index_to_sql (const GaTable *self, guint index, gboolean postgresql);
char *ga_table_column_to_sql (const GaTable *self, const GaColumn *column, gboolean postgresql);
/* Returns: (transfer full) (nullable): what lets `gangart_counts` read its columns, if any */
char *ga_table_grant_to_sql (const GaTable *self);
/* Returns: (transfer full): name of a table → set of the columns that counts may read */
GHashTable *ga_tables_list_readable (GPtrArray *tables);

G_END_DECLS
