/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "store/ga-reader-private.h"
#include "store/ga-transaction-private.h"

/*
 * Who may ever receive a row (see GaSpaceKind). The number stands in the row, so that what leaves
 * the computer can be told from a row alone.
 */

#define NATIONAL 1
#define OWN      2

typedef enum
{
  KIND_KOMMUNE = 3,
  KIND_COMMUNITY = 4,
} Kind;

/* The number of a space, made when it is first needed. */
static gboolean
number_of (GaDb *db, Kind kind, const GaId *target, gint64 *space, GError **error)
{
  sqlite3_stmt *statement =
      ga_db_prepare (db, "SELECT number FROM space WHERE kind = ? AND target = ?", error);
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int (statement, 1, kind);
  ga_db_bind_id (statement, 2, target);
  if (!ga_db_step (db, statement, &row, error))
    return FALSE;
  if (row)
    {
      *space = sqlite3_column_int64 (statement, 0);
      sqlite3_reset (statement);
      return TRUE;
    }
  statement = ga_db_prepare (db, "INSERT INTO space (kind, target) VALUES (?, ?)", error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int (statement, 1, kind);
  ga_db_bind_id (statement, 2, target);
  if (!ga_db_run (db, statement, error))
    return FALSE;
  *space = sqlite3_last_insert_rowid (ga_db_get_handle (db));
  return TRUE;
}

/* The space of the record that @field refers to; own while that is not in the file. */
static gboolean
space_of_target (
    GaReader *reader, const GaField *field, const GaId *id, gint64 *space, GError **error)
{
  GaDb *db = ga_reader_get_db (reader);
  g_autofree char *sql = g_strdup_printf ("SELECT _space FROM \"%s\" WHERE id = ?", field->target);
  sqlite3_stmt *statement = ga_db_prepare (db, sql, error);
  gboolean row = FALSE;

  *space = OWN;
  if (statement == NULL)
    return FALSE;
  ga_db_bind_id (statement, 1, id);
  if (!ga_db_step (db, statement, &row, error))
    return FALSE;
  if (row)
    *space = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);
  return TRUE;
}

/* Follows a path such as `meeting.community`. */
static gboolean
follow_path (GaReader *reader, const GaRecord *record, const char *path, GaId *id, GError **error)
{
  const char *dot = strchr (path, '.');
  g_autofree char *first = dot != NULL ? g_strndup (path, (gsize) (dot - path)) : g_strdup (path);
  const GaField *field = ga_entity_get_field (ga_record_get_entity (record), first);
  const GaId *reference = ga_record_get_reference (record, first);
  g_autoptr (GaRecord) next = NULL;

  memset (id, 0, sizeof *id);
  if (reference == NULL)
    return TRUE;
  if (dot == NULL)
    {
      *id = *reference;
      return TRUE;
    }
  next = ga_reader_find (reader, ga_schema_get (ga_reader_get_schema (reader), field->target),
                         reference, error);
  return next != NULL && follow_path (reader, next, dot + 1, id, error);
}

/**
 * ga_space_of:
 * @space: (out): the number of the space that @record lives in
 */
gboolean
ga_space_of (GaReader *reader, const GaRecord *record, gint64 *space, GError **error)
{
  const GaEntity *entity = ga_record_get_entity (record);
  const GaSpaceRule *rule = &entity->space;
  const char *via = rule->via;
  GaId id;

  *space = OWN;
  switch (rule->kind)
    {
    case GA_SPACE_PARENT:
      if (!ga_record_has (record, via) && rule->or_else != NULL)
        via = rule->or_else;
      if (!ga_record_has (record, via))
        return TRUE;
      return space_of_target (reader, ga_entity_get_field (entity, via),
                              ga_record_get_reference (record, via), space, error);
    case GA_SPACE_KOMMUNE:
    case GA_SPACE_COMMUNITY:
      if (!follow_path (reader, record, via, &id, error))
        return FALSE;
      return ga_id_is_none (&id) ||
             number_of (ga_reader_get_db (reader),
                        rule->kind == GA_SPACE_KOMMUNE ? KIND_KOMMUNE : KIND_COMMUNITY, &id, space,
                        error);
    case GA_SPACE_NATIONAL:
    default:
      *space = NATIONAL;
      return TRUE;
    }
}
