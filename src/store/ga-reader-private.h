/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/ga-db.h"
#include "store/ga-reader.h"

G_BEGIN_DECLS

/*
 * Private to the store: readers and their connections. On the thread that has the connection;
 * records are (transfer full), and one that ga_reader_find_any() does not find is no error.
 */

GaReader *ga_reader_new (GaDb *db, gboolean owns_db);
GaDb *ga_reader_get_db (GaReader *self);
GaRecord *ga_reader_read_row (const GaEntity *entity, sqlite3_stmt *statement);
GaRecord *
ga_reader_find_any (GaReader *self, const GaEntity *entity, const GaId *id, GError **error);

/* ga-reader-rows.c */
GArray *ga_reader_list_rows (GaReader *self, const GaQuery *query, GError **error);
GaRecord *ga_reader_find_row (GaReader *self, const GaEntity *entity, gint64 row, GError **error);
gint64 ga_reader_row_of (GaReader *self, const GaEntity *entity, const GaId *id);

G_END_DECLS
