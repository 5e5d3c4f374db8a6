/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ga-operation.h"
#include "model/ga-schema.h"
#include "server/ga-sql.h"
#include "sync/ga-merge.h"

G_BEGIN_DECLS

/**
 * GaStoredRow: a row of the server, with who gave each field its value.
 * @row: what clients see of it; its space is where it is to lie when it is written
 * @gone: deleted
 * @client: who made the last change
 * @made: stamp of the fields without one of their own: of the change that made the row
 * @stamps: (array length=entity.n_fields)
 * @was_space, @was_revision, @was_gone: what the database has; no revision: not there
 */
typedef struct
{
  GaRow *row;
  gboolean gone;
  GaId client;
  GaFieldStamp made;
  GaFieldStamp *stamps;
  gint64 was_space;
  gint64 was_revision;
  gboolean was_gone;
} GaStoredRow;

/**
 * GaRows:
 *
 * The rows that one transaction of the server reads and writes: each is read once and then kept,
 * so that what is written is what is seen. Writing a row keeps the check sums of the spaces right
 * (in memory, until ga_rows_write_sums()) and leaves a mark in a space that it leaves. All within
 * a transaction of a writer's that has locked the tenant; errors are of %GA_SQL_ERROR. Rows are
 * (transfer none).
 */
typedef struct _GaRows GaRows;

GaRows *ga_rows_new (GaSql *sql, GaSchema *schema, gint64 tenant);
void ga_rows_free (GaRows *self);
GaSql *ga_rows_get_sql (GaRows *self);
GaSchema *ga_rows_get_schema (GaRows *self);
gint64 ga_rows_get_tenant (GaRows *self);

/* @row: (out) (nullable): also one that is gone; %NULL: never was one */
gboolean ga_rows_find (
    GaRows *self, const GaEntity *entity, const GaId *id, GaStoredRow **row, GError **error);
/* Reads at once those of @ids (keys: GaId) that have not been read, as they will be asked for. */
gboolean ga_rows_load (GaRows *self, const GaEntity *entity, GHashTable *ids, GError **error);
/* The ids of those that are there and whose @column is @value, or lists that id; @most at most;
 * (transfer full) (element-type GaId) (nullable) */
GArray *ga_rows_list_referring (GaRows *self,
                                const GaEntity *entity,
                                const char *column,
                                const GaValue *value,
                                gint64 most,
                                GError **error);
/* A new one, to be filled and written. */
GaStoredRow *ga_rows_add (GaRows *self, const GaEntity *entity, const GaId *id);
gboolean ga_rows_write (GaRows *self, GaStoredRow *stored, GError **error);
gboolean ga_rows_write_sums (GaRows *self, GError **error);

/* The number of a space, made when it is first needed, and the space of a number. */
gboolean ga_rows_get_number (GaRows *self, const GaSpace *space, gint64 *number, GError **error);
gboolean ga_rows_get_space (GaRows *self, gint64 number, GaSpace *space, GError **error);

/* @number: (out): 0 while nothing has ever been in it; for readers, too */
gboolean ga_space_find_number (
    GaSql *sql, gint64 tenant, const GaSpace *space, gint64 *number, GError **error);

/* Gives a field a value that @stamp's change brings. */
void
ga_stored_row_set (GaStoredRow *self, guint field, const GaValue *value, const GaFieldStamp *stamp);
/* Makes @stamp's change, of account @by, the last of the whole row. */
void ga_stored_row_touch (GaStoredRow *self, const GaFieldStamp *stamp, gint64 by);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GaRows, ga_rows_free)

G_END_DECLS
