/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/ga-database-tables.h"
#include "server/ga-sql.h"

G_BEGIN_DECLS

/**
 * GaCarriedNumbers: of one association, what the accounts and computers of the old database are in
 * the restored one. A number may have been given twice, when an earlier restore knew nothing of
 * that database.
 */
typedef struct
{
  gint64 tenant;
  GHashTable *accounts;
  GHashTable *computers;
} GaCarriedNumbers;

void ga_carried_numbers_init (GaCarriedNumbers *self, gint64 tenant);
void ga_carried_numbers_clear (GaCarriedNumbers *self);
/* 0: of what is not carried */
gint64 ga_carried_find (GHashTable *numbers, gint64 here);

/* Reads part of the old database. What is damaged is left out, and @whole becomes %FALSE; that
 * somebody else is in the way is another matter, and fails. Within a writer's transaction. */
typedef gboolean (*GaCarriedReadFunc) (GaSql *before, gpointer user_data, GError **error);
gboolean ga_carried_try (
    GaSql *before, GaCarriedReadFunc read, gpointer user_data, gboolean *whole, GError **error);

/**
 * GaCarriedKind: rows of which table are carried over a restore, and how. Its columns say the rest:
 * `account`, `by`, `device` and `parent` number accounts and computers, and `number` is its own.
 * Lists are parted by commas.
 * @key: columns that tell which row of the backup it is
 * @taken: (nullable): columns whose value is then the old database's
 * @first: (nullable): columns for which that counts only where the backup has none
 * @order: (nullable): in which they are carried
 */
typedef struct
{
  const char *table;
  const char *key;
  const char *taken;
  const char *first;
  const char *order;
} GaCarriedKind;

/* Rows of an association, as the old database has them. Errors are of %GA_SQL_ERROR. */
typedef struct _GaCarriedRows GaCarriedRows;

/* @tables: (element-type GaTable): of ga_tables_new(); @kind: static */
GaCarriedRows *ga_carried_rows_new (GPtrArray *tables, const GaCarriedKind *kind);
void ga_carried_rows_free (GaCarriedRows *self);
/* As ga_carried_try(). */
gboolean ga_carried_rows_read (
    GaCarriedRows *self, GaSql *before, gint64 tenant, gboolean *whole, GError **error);
/* `number` of the row whose `id` it is; 0: there is none */
gint64 ga_carried_rows_find_number (GaCarriedRows *self, const GaId *id);
/* Adds what the backup lacks, and changes what it has; @numbers then has those of accounts and
 * computers. A row is left out that is of one which is not carried. */
gboolean ga_carried_rows_apply (GaCarriedRows *self,
                                GaSql *sql,
                                const GaCarriedNumbers *numbers,
                                GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GaCarriedNumbers, ga_carried_numbers_clear)

G_END_DECLS
