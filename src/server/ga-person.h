/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/ga-database.h"

G_BEGIN_DECLS

/*
 * What a person may ask for (docs/data-protection.md): to see everything that is known, and to have
 * it erased. @id is of a person or a participant; %GA_SYNC_ERROR_UNKNOWN where there is no such
 * record. Errors are of that and of %GA_SQL_ERROR.
 */

/* Returns: (transfer full) (nullable) (element-type utf8): JSON, a record or a change each */
GPtrArray *
ga_person_export (GaSql *sql, GaSchema *schema, gint64 tenant, const GaId *id, GError **error);

/**
 * ga_person_erase:
 * @folder: of the server; a line for `erasures.log` in it is written first
 *
 * The record goes, and what depends on it: attendance becomes a number, so that totals stay. With
 * it go the old values in the history and what waits. What remains is an id and a keyed hash. In a
 * writer's transaction; afterwards ga_person_clean().
 */
gboolean ga_person_erase (GaSql *sql,
                          GaSchema *schema,
                          const char *folder,
                          gint64 tenant,
                          const GaId *id,
                          gint64 now,
                          GError **error);
/* Takes what was erased out of the files of the database, too. Not within a transaction. */
gboolean ga_person_clean (GaSql *sql, GError **error);
/* Erases again whom `erasures.log` names and a backup brought back. In a writer's transaction.
 * @unread: (element-type guint): gets the numbers of lines that cannot be read, from 1 on */
gboolean ga_person_replay (GaSql *sql,
                           GaSchema *schema,
                           const char *folder,
                           gint64 now,
                           guint *n_erased,
                           GArray *unread,
                           GError **error);

/* Private to ga-person*.c. Calls @func for each record of @entity whose @field refers to @id. */
typedef gboolean (*GaPersonFunc) (const GaEntity *entity,
                                  const GaField *field,
                                  const GaId *id,
                                  gpointer user_data,
                                  GError **error);
gboolean ga_person_foreach_referring (GaSql *sql,
                                      GaSchema *schema,
                                      gint64 tenant,
                                      const GaEntity *entity,
                                      const GaId *id,
                                      GaPersonFunc func,
                                      gpointer user_data,
                                      GError **error);
/* Whether records of @entity are what @id may be of. */
gboolean ga_person_is_one (const GaEntity *entity);
/* %NULL with an error where there is none. */
const GaEntity *
ga_person_find_entity (GaSql *sql, GaSchema *schema, gint64 tenant, const GaId *id, GError **error);

G_END_DECLS
