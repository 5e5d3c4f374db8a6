/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "model/ga-judging.h"
#include "store/ga-logged.h"
#include "store/ga-reader-private.h"
#include "store/ga-store.h"
#include "store/ga-transaction-private.h"

/*
 * Undo replays an act's operations backwards, redo forwards, each as an act of its own that is
 * captured like any other. A field is set only where the value that the act left still stands.
 * What has come of it then has to stand beside the other records, as an edit would have to; else
 * nothing is undone.
 */

typedef struct
{
  const GaEntity *entity;
  GaId id;
  int operation;
  char *fields;
} Operation;

enum
{
  INSERT = 1,
  UPDATE = 2,
  DELETE = 3,
};

static void
clear_operation (gpointer operation)
{
  g_free (((Operation *) operation)->fields);
}

static GArray *
list_operations (GaDb *db, gint64 act, gboolean backwards, GError **error)
{
  g_autoptr (GArray) operations = g_array_new (FALSE, TRUE, sizeof (Operation));
  sqlite3_stmt *statement = ga_db_prepare (
      db,
      backwards
          ? "SELECT entity, id, operation, fields FROM change WHERE act = ?1 AND number BETWEEN "
            "(SELECT first FROM act WHERE number = ?1) AND (SELECT last FROM act WHERE number = ?1) "
            "ORDER BY number DESC"
          : "SELECT entity, id, operation, fields FROM change WHERE act = ?1 AND number BETWEEN "
            "(SELECT first FROM act WHERE number = ?1) AND (SELECT last FROM act WHERE number = ?1) "
            "ORDER BY number",
      error);
  gboolean row = TRUE;

  g_array_set_clear_func (operations, clear_operation);
  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, act);
  while (row)
    {
      Operation operation = { 0 };

      if (!ga_db_step (db, statement, &row, error))
        return NULL;
      if (!row)
        break;
      operation.entity = ga_schema_get_by_number (ga_db_get_schema (db),
                                                  (guint) sqlite3_column_int (statement, 0));
      ga_db_column_id (statement, 1, &operation.id);
      operation.operation = sqlite3_column_int (statement, 2);
      operation.fields = g_strdup ((const char *) sqlite3_column_text (statement, 3));
      if (operation.entity != NULL)
        g_array_append_val (operations, operation);
      else
        clear_operation (&operation);
    }
  return g_steal_pointer (&operations);
}

/* Sets what @from_side of each pair became back to the other side; counts what stands otherwise
 * now. */
static guint
swap_fields (GaRecord *record, JsonObject *fields, guint from_side)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;
  guint kept = 0;

  json_object_iter_init (&iter, fields);
  while (json_object_iter_next (&iter, &name, &node))
    {
      const GaField *field = ga_entity_get_field (ga_record_get_entity (record), name);
      JsonArray *pair = json_node_get_array (node);
      g_auto (GaValue) left = { 0 };
      g_auto (GaValue) wanted = { 0 };

      if (field == NULL)
        continue;
      ga_logged_value (field, json_array_get_element (pair, from_side), &left);
      ga_logged_value (field, json_array_get_element (pair, 1 - from_side), &wanted);
      if (ga_value_equal (ga_record_get (record, name), &left))
        ga_record_set (record, name, &wanted);
      else if (!ga_value_equal (ga_record_get (record, name), &wanted))
        kept++;
    }
  return kept;
}

/* Each effect below is given the record as it is now, %NULL where there is none. */

static gboolean
change_back (GaTransaction *transaction,
             const GaRecord *now,
             JsonObject *fields,
             guint from_side,
             guint *kept,
             GError **error)
{
  g_autoptr (GaRecord) record = NULL;

  if (now == NULL)
    {
      *kept += json_object_get_size (fields);
      return TRUE;
    }
  record = ga_record_copy (now);
  *kept += swap_fields (record, fields, from_side);
  return ga_transaction_write (transaction, record, now, error);
}

static gboolean
bring_back (GaTransaction *transaction,
            const Operation *operation,
            const GaRecord *now,
            JsonObject *fields,
            guint from_side,
            guint *kept,
            GError **error)
{
  g_autoptr (GaRecord) record = NULL;

  if (now != NULL)
    {
      (*kept)++;
      return TRUE;
    }
  record = ga_record_new_blank (operation->entity, &operation->id);
  swap_fields (record, fields, from_side);
  return ga_transaction_write (transaction, record, NULL, error);
}

/* Fields that the act left empty, which are not in its log, and that hold something now. */
static guint
count_filled_in (const GaRecord *record, JsonObject *fields)
{
  const GaEntity *entity = ga_record_get_entity (record);
  guint filled = 0;

  for (guint i = 0; i < entity->n_fields; i++)
    if (!json_object_has_member (fields, entity->fields[i].name) &&
        ga_record_get_nth (record, i)->kind != GA_VALUE_NONE)
      filled++;
  return filled;
}

/* A record that somebody has filled in further since stays, as does one that others have come to
 * need. */
static gboolean
take_out (GaTransaction *transaction,
          const GaRecord *now,
          JsonObject *fields,
          guint from_side,
          guint *kept,
          GError **error)
{
  g_autoptr (GaRecord) as_left = NULL;
  gboolean needed = FALSE;
  guint changed;

  if (now == NULL)
    return TRUE;
  as_left = ga_record_copy (now);
  changed = swap_fields (as_left, fields, from_side) + count_filled_in (now, fields);
  if (!ga_transaction_is_needed (transaction, now, &needed, error))
    return FALSE;
  if (changed > 0 || needed)
    {
      *kept += MAX (changed, 1);
      return TRUE;
    }
  return ga_transaction_remove (transaction, ga_record_get_entity (now), ga_record_get_id (now),
                                error);
}

static int
effect_of (const Operation *operation, gboolean backwards)
{
  if (!backwards || operation->operation == UPDATE)
    return operation->operation;
  return operation->operation == INSERT ? DELETE : INSERT;
}

/* Before the first operation on it that is replayed: (element-type GaId GaRecord), %NULL for none.
 */
static void
remember (GHashTable *touched, const Operation *operation, GaRecord *now)
{
  if (ga_judging_has_rules (operation->entity) && !g_hash_table_contains (touched, &operation->id))
    g_hash_table_insert (touched, g_memdup2 (&operation->id, sizeof (GaId)),
                         now != NULL ? g_object_ref (now) : NULL);
}

static gboolean
replay (GaTransaction *transaction,
        const Operation *operation,
        gboolean backwards,
        GHashTable *touched,
        guint *kept,
        GError **error)
{
  g_autoptr (JsonNode) node = ga_logged_parse (operation->fields, error);
  g_autoptr (GaRecord) now = NULL;
  g_autoptr (GError) local = NULL;
  guint from_side = backwards ? 1 : 0;
  JsonObject *fields;

  if (node == NULL)
    return FALSE;
  now = ga_reader_find_any (ga_transaction_get_reader (transaction), operation->entity,
                            &operation->id, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  remember (touched, operation, now);
  fields = json_node_get_object (node);
  switch (effect_of (operation, backwards))
    {
    case INSERT:
      return bring_back (transaction, operation, now, fields, from_side, kept, error);
    case DELETE:
      return take_out (transaction, now, fields, from_side, kept, error);
    default:
      return change_back (transaction, now, fields, from_side, kept, error);
    }
}

static gboolean
mark (GaTransaction *transaction, gint64 act, gboolean undone, GError **error)
{
  GaDb *db = ga_transaction_get_db (transaction);
  sqlite3_stmt *statement = ga_db_prepare (db, "UPDATE act SET undone = ? WHERE number = ?", error);

  if (statement == NULL)
    return FALSE;
  if (undone)
    sqlite3_bind_int64 (statement, 1, ga_transaction_get_act (transaction));
  sqlite3_bind_int64 (statement, 2, act);
  if (!ga_db_run (db, statement, error))
    return FALSE;
  statement = ga_db_prepare (db, "UPDATE act SET target = ? WHERE number = ?", error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, act);
  sqlite3_bind_int64 (statement, 2, ga_transaction_get_act (transaction));
  return ga_db_run (db, statement, error);
}

/* Each once, as it is in the end: its parts are there then, too. */
static gboolean
judge (GaTransaction *transaction, const Operation *operation, GHashTable *touched, GError **error)
{
  g_autoptr (GaRecord) now = NULL;
  g_autoptr (GaRecord) before = NULL;
  g_autoptr (GError) local = NULL;
  g_autofree gpointer key = NULL;

  if (!g_hash_table_steal_extended (touched, &operation->id, &key, (gpointer *) &before))
    return TRUE;
  now = ga_reader_find_any (ga_transaction_get_reader (transaction), operation->entity,
                            &operation->id, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (now == NULL)
    return TRUE;
  return before != NULL ? ga_transaction_judge (transaction, now, before, error)
                        : ga_transaction_judge_restored (transaction, now, error);
}

static void
unref_record (gpointer record)
{
  if (record != NULL)
    g_object_unref (record);
}

static gboolean
apply (GaTransaction *transaction, gint64 act, gboolean backwards, guint *kept, GError **error)
{
  g_autoptr (GArray) operations =
      list_operations (ga_transaction_get_db (transaction), act, backwards, error);
  g_autoptr (GHashTable) touched =
      g_hash_table_new_full (ga_id_hash, ga_id_equal, g_free, unref_record);

  *kept = 0;
  if (operations == NULL)
    return FALSE;
  for (guint i = 0; i < operations->len; i++)
    if (!replay (transaction, &g_array_index (operations, Operation, i), backwards, touched, kept,
                 error) ||
        ((i & 1023) == 0 && ga_transaction_is_cancelled (transaction, error)))
      return FALSE;
  for (guint i = 0; i < operations->len; i++)
    if (!judge (transaction, &g_array_index (operations, Operation, i), touched, error))
      return FALSE;
  return mark (transaction, act, backwards, error);
}

static gboolean
find_act (GaDb *db,
          const char *sql,
          gint64 wanted,
          const char *otherwise,
          gint64 *act,
          char **label,
          GError **error)
{
  sqlite3_stmt *statement = ga_db_prepare (db, sql, error);
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;
  if (wanted != 0)
    sqlite3_bind_int64 (statement, 1, wanted);
  if (!ga_db_step (db, statement, &row, error))
    return FALSE;
  if (!row)
    {
      g_set_error_literal (error, GA_STORE_ERROR, GA_STORE_ERROR_NOTHING, otherwise);
      return FALSE;
    }
  *act = sqlite3_column_int64 (statement, 0);
  *label = g_strdup ((const char *) sqlite3_column_text (statement, 1));
  sqlite3_reset (statement);
  return TRUE;
}

/**
 * ga_undo_find:
 * @wanted: an act, or 0 for the newest that still stands
 */
gboolean
ga_undo_find (GaDb *db, gint64 wanted, gint64 *act, char **label, GError **error)
{
  return find_act (db,
                   wanted != 0 ? "SELECT number, label FROM act WHERE kind = 1 AND undone IS NULL "
                                 "AND number = ?"
                               : "SELECT number, label FROM act WHERE kind = 1 AND undone IS NULL "
                                 "ORDER BY number DESC LIMIT 1",
                   wanted, _ ("There is nothing to undo."), act, label, error);
}

/**
 * ga_redo_find:
 *
 * The act undone last, while nothing new has been done since.
 */
gboolean
ga_redo_find (GaDb *db, gint64 *act, char **label, GError **error)
{
  return find_act (db,
                   "SELECT number, label FROM act WHERE kind = 1 AND undone IS NOT NULL AND "
                   "undone > (SELECT coalesce(max(number), 0) FROM act WHERE kind = 1) "
                   "ORDER BY undone DESC LIMIT 1",
                   0, _ ("There is nothing to redo."), act, label, error);
}

gboolean
ga_undo_apply (GaTransaction *self, gint64 act, guint *kept, GError **error)
{
  return apply (self, act, TRUE, kept, error);
}

gboolean
ga_redo_apply (GaTransaction *self, gint64 act, guint *kept, GError **error)
{
  return apply (self, act, FALSE, kept, error);
}
