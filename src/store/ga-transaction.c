/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ga-transaction.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/ga-judging.h"
#include "store/ga-ddl.h"
#include "store/ga-held.h"
#include "store/ga-membership-private.h"
#include "store/ga-outbox.h"
#include "store/ga-permission-private.h"
#include "store/ga-reader-private.h"
#include "store/ga-search-queue.h"
#include "store/ga-store.h"
#include "store/ga-transaction-private.h"

struct _GaTransaction
{
  GObject parent;

  GaDb *db;
  GaReader *reader;
  GCancellable *cancellable;
  gint64 act;
  gboolean leaves_trace;
  gboolean asked;           /* whether @permission is known */
  GaPermission *permission; /* (nullable): everything is allowed */
  GHashTable *insert_sql;   /* GaEntity → SQL */
  GHashTable *update_sql;
  GArray *shared; /* of GaOutboxRecord: were this computer's own and are not any more */
  GArray *parts;  /* (nullable): what is asked in the end */
};

static void work_init (GaWorkInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (GaTransaction,
                               ga_transaction,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GA_TYPE_WORK, work_init))

static const char *
remembered (GHashTable *table, const GaEntity *entity, char *(*generate) (const GaEntity *) )
{
  const char *sql = g_hash_table_lookup (table, entity);

  if (sql == NULL)
    {
      g_hash_table_insert (table, (gpointer) entity, generate (entity));
      sql = g_hash_table_lookup (table, entity);
    }
  return sql;
}

static void
bind_fields (sqlite3_stmt *statement, int index, const GaRecord *record)
{
  for (guint i = 0; i < ga_record_get_entity (record)->n_fields; i++)
    ga_db_bind_value (statement, index + (int) i, ga_record_get_nth (record, i));
}

/* A row of an entity, and now and then what search learns of the rows so far. */
static gboolean
run (GaTransaction *self, sqlite3_stmt *statement, GError **error)
{
  GaSearchQueue *queue = ga_db_get_search_queue (self->db);

  return ga_db_run (self->db, statement, error) &&
         (!ga_search_queue_is_long (queue) || ga_search_queue_write (queue, self->db, error));
}

static gboolean
insert_row (GaTransaction *self, const GaRecord *record, gint64 space, GError **error)
{
  const GaEntity *entity = ga_record_get_entity (record);
  sqlite3_stmt *statement =
      ga_db_prepare (self->db, remembered (self->insert_sql, entity, ga_sql_insert), error);

  if (statement == NULL)
    return FALSE;
  ga_db_bind_id (statement, 1, ga_record_get_id (record));
  sqlite3_bind_int64 (statement, 2, space);
  bind_fields (statement, 3, record);
  return run (self, statement, error);
}

static gboolean
update_row (GaTransaction *self, const GaRecord *record, gint64 space, GError **error)
{
  const GaEntity *entity = ga_record_get_entity (record);
  sqlite3_stmt *statement =
      ga_db_prepare (self->db, remembered (self->update_sql, entity, ga_sql_update), error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, space);
  bind_fields (statement, 2, record);
  ga_db_bind_id (statement, (int) entity->n_fields + 2, ga_record_get_id (record));
  return run (self, statement, error);
}

/* Whether what others follow through this record (a space, a path) may lead elsewhere now. */
static gboolean
leads_elsewhere (const GaRecord *record, const GaRecord *before, gint64 space, gint64 old_space)
{
  const char *via = ga_record_get_entity (record)->space.via;

  return space != old_space ||
         (via != NULL && strchr (via, '.') == NULL &&
          !ga_value_equal (ga_record_get (record, via), ga_record_get (before, via)));
}

/* The server is told of a row that moves; until then it has it where it was. */
static gboolean
note_move (GaTransaction *self, const GaRecord *record, gint64 old_space, GError **error)
{
  GaOutboxRecord moved = { ga_record_get_entity (record), *ga_record_get_id (record) };

  if (!ga_db_is_sending (self->db))
    return TRUE;
  if (old_space == GA_PLACE_OWN)
    g_array_append_val (self->shared, moved);
  return ga_held_note (self->db, moved.entity, &moved.id, error);
}

/* @permission: (out) (nullable): what to ask before writing; only what is sent can be refused */
static gboolean
get_permission (GaTransaction *self, GaPermission **permission, GError **error)
{
  g_autoptr (GError) local = NULL;

  *permission = NULL;
  if (!ga_db_is_sending (self->db) || ga_db_get_act (self->db) == 0)
    return TRUE;
  if (!self->asked)
    self->permission = ga_permission_load (self->reader, &local);
  self->asked = local == NULL;
  *permission = self->permission;
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return self->asked;
}

/* @before: (nullable) */
static gboolean
check_permission (GaTransaction *self,
                  const GaRecord *record,
                  const GaSpace *space,
                  const GaRecord *before,
                  gint64 old_space,
                  GError **error)
{
  GaPermission *permission;
  GaSpace from;

  if (!get_permission (self, &permission, error))
    return FALSE;
  /* What only lies elsewhere now moves on the server by itself. */
  if (permission == NULL || record == before)
    return TRUE;
  if (before == NULL || old_space == GA_PLACE_OWN)
    return ga_permission_check (permission, record, GA_OPERATION_INSERT, space, error);
  return ga_space_from_number (self->db, old_space, &from, error) &&
         ga_permission_check_change (permission, before, &from, record, space, error);
}

static gboolean
check_removal (GaTransaction *self, const GaEntity *entity, const GaId *id, GError **error)
{
  g_autoptr (GaRecord) record = NULL;
  GaPermission *permission;
  GaSpace space;
  gint64 number;

  if (!get_permission (self, &permission, error))
    return FALSE;
  if (permission == NULL)
    return TRUE;
  record = ga_reader_find (self->reader, entity, id, error);
  return record != NULL && ga_space_of_row (self->db, entity, id, &number, error) &&
         ga_space_from_number (self->db, number, &space, error) &&
         ga_permission_check (permission, record, GA_OPERATION_DELETE, &space, error);
}

/**
 * ga_transaction_write:
 * @before: (nullable): the row as it is in the file; %NULL to insert
 *
 * Writes one row with its space, without rules.
 */
gboolean
ga_transaction_write (GaTransaction *self, GaRecord *record, const GaRecord *before, GError **error)
{
  gint64 space, old_space = 0;
  GaSpace resolved;

  if (!ga_space_resolve (GA_WORK (self), record, &resolved, error) ||
      !ga_space_number (self->db, &resolved, &space, error))
    return FALSE;
  if (before == NULL)
    {
      if (!check_permission (self, record, &resolved, NULL, 0, error) ||
          !insert_row (self, record, space, error))
        return FALSE;
      ga_record_set_stored (record, TRUE);
      return TRUE;
    }
  if (!ga_space_of_row (self->db, ga_record_get_entity (record), ga_record_get_id (record),
                        &old_space, error) ||
      !check_permission (self, record, &resolved, before, old_space, error) ||
      (space != old_space && !note_move (self, record, old_space, error)) ||
      !update_row (self, record, space, error))
    return FALSE;
  return !leads_elsewhere (record, before, space, old_space) ||
         ga_transaction_move_children (self, record, error);
}

/* As ga_problem_to_error(), for a reference that leads nowhere. */
static gboolean
refuse_reference (const GaField *field, GError **error)
{
  g_set_error (error, GA_MODEL_ERROR, GA_MODEL_ERROR_REFERENCE,
               _ ("%s: what this refers to does not exist. Choose one that does."),
               ga_field_get_label (field));
  return FALSE;
}

static gboolean
exists (GaTransaction *self, const GaField *field, const GaId *id, gboolean *found, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT 1 FROM \"%s\" WHERE id = ?", field->target);
  sqlite3_stmt *statement = ga_db_prepare (self->db, sql, error);

  if (statement == NULL)
    return FALSE;
  ga_db_bind_id (statement, 1, id);
  if (!ga_db_step (self->db, statement, found, error))
    return FALSE;
  sqlite3_reset (statement);
  return TRUE;
}

static gboolean
check_list (
    GaTransaction *self, const GaField *field, const char *ids, const char *before, GError **error)
{
  g_auto (GStrv) each = g_strsplit (ids, " ", -1);
  g_auto (GStrv) known = g_strsplit (before != NULL ? before : "", " ", -1);

  for (guint i = 0; each[i] != NULL; i++)
    {
      gboolean found = FALSE;
      GaId id;

      if (g_strv_contains ((const char *const *) known, each[i]))
        continue;
      if (!ga_id_parse (each[i], &id))
        return refuse_reference (field, error);
      if (!exists (self, field, &id, &found, error))
        return FALSE;
      if (!found)
        return refuse_reference (field, error);
    }
  return TRUE;
}

/* Only what this edit sets must lead somewhere: what stood before may be outside what is visible.
 */
static gboolean
check_references (GaTransaction *self,
                  const GaRecord *record,
                  const GaRecord *before,
                  GError **error)
{
  const GaEntity *entity = ga_record_get_entity (record);

  for (guint i = 0; i < entity->n_fields; i++)
    {
      const GaField *field = &entity->fields[i];
      const GaValue *value = ga_record_get_nth (record, i);
      const GaValue *old = before != NULL ? ga_record_get_nth (before, i) : NULL;
      gboolean found = FALSE;

      if (field->target == NULL || value->kind == GA_VALUE_NONE ||
          (old != NULL && ga_value_equal (value, old)))
        continue;
      if (field->type == GA_FIELD_REFERENCES)
        {
          const char *known = old != NULL && old->kind == GA_VALUE_TEXT ? old->text : NULL;

          if (!check_list (self, field, value->text, known, error))
            return FALSE;
          continue;
        }
      if (!exists (self, field, &value->id, &found, error))
        return FALSE;
      if (!found)
        return refuse_reference (field, error);
    }
  return TRUE;
}

static gboolean
check_record (const GaRecord *record, GError **error)
{
  g_autoptr (GPtrArray) problems = ga_record_validate (record);

  if (problems->len == 0)
    return TRUE;
  g_propagate_error (error, ga_problem_to_error (g_ptr_array_index (problems, 0)));
  return FALSE;
}

/**
 * ga_transaction_put:
 * @record: a new record, or a changed copy of one that was read
 *
 * Creates or changes: fills in what follows, checks everything, writes, and does what else follows.
 * A record whose id follows from what it is (an attendance) changes the one that is there.
 */
gboolean
ga_transaction_put (GaTransaction *self, GaRecord *record, GError **error)
{
  const GaEntity *entity = ga_record_get_entity (record);
  g_autoptr (GaRecord) before = NULL;
  g_autoptr (GError) local = NULL;

  g_return_val_if_fail (GA_IS_TRANSACTION (self), FALSE);

  if (!ga_record_is_stored (record))
    ga_record_derive_id (record);
  before = ga_reader_find_any (self->reader, entity, ga_record_get_id (record), &local);
  if (local == NULL && before == NULL && ga_record_is_stored (record))
    g_set_error_literal (&local, GA_STORE_ERROR, GA_STORE_ERROR_MISSING,
                         _ ("This was deleted in the meantime, so it could not be saved."));
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  ga_record_set_stored (record, before != NULL);
  if (before != NULL && ga_record_equal (record, before))
    return TRUE;
  if (!check_record (record, error) || !check_references (self, record, before, error))
    return FALSE;
  if (!ga_judging_prepare (record, before, GA_WORK (self), error) ||
      !ga_transaction_judge (self, record, before, error))
    return FALSE;
  if (!ga_transaction_write (self, record, before, error))
    return FALSE;
  return entity->follow == NULL || entity->follow (record, before, GA_WORK (self), error);
}

/**
 * ga_transaction_remove:
 *
 * Takes out one row, without asking what refers to it.
 */
gboolean
ga_transaction_remove (GaTransaction *self, const GaEntity *entity, const GaId *id, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("DELETE FROM \"%s\" WHERE id = ?", entity->name);
  sqlite3_stmt *statement;

  if (!check_removal (self, entity, id, error) ||
      (ga_db_is_sending (self->db) && !ga_held_note (self->db, entity, id, error)))
    return FALSE;
  statement = ga_db_prepare (self->db, sql, error);
  if (statement == NULL)
    return FALSE;
  ga_db_bind_id (statement, 1, id);
  return run (self, statement, error);
}

/**
 * ga_transaction_get_reader:
 *
 * Returns: (transfer none): a reader that sees what the transaction has written
 */
GaReader *
ga_transaction_get_reader (GaTransaction *self)
{
  g_return_val_if_fail (GA_IS_TRANSACTION (self), NULL);

  return self->reader;
}

/**
 * ga_transaction_is_cancelled:
 *
 * For asking now and then in long work. Returns: %TRUE with @error set when the user has cancelled
 */
gboolean
ga_transaction_is_cancelled (GaTransaction *self, GError **error)
{
  g_return_val_if_fail (GA_IS_TRANSACTION (self), FALSE);

  return g_cancellable_set_error_if_cancelled (self->cancellable, error);
}

/**
 * ga_transaction_fill:
 * @record: a new record, or with ga_record_set_stored() one that takes the place of the stored one
 *
 * Writes a record that is known to be right, without rules and without capture: for invented data
 * in an empty file and for facts that everybody ships, which nobody undoes or sends.
 */
gboolean
ga_transaction_fill (GaTransaction *self, GaRecord *record, GError **error)
{
  g_autoptr (GaRecord) before = NULL;
  gboolean done;

  g_return_val_if_fail (GA_IS_TRANSACTION (self), FALSE);

  ga_record_derive_id (record);
  if (ga_record_is_stored (record))
    {
      before = ga_reader_find (self->reader, ga_record_get_entity (record),
                               ga_record_get_id (record), error);
      if (before == NULL)
        return FALSE;
    }
  ga_db_set_act (self->db, 0);
  done = ga_transaction_write (self, record, before, error);
  ga_db_set_act (self->db, self->act);
  return done;
}

/**
 * ga_transaction_set_mark:
 *
 * Keeps a word about the file itself, such as which register it holds; read it with
 * ga_reader_get_mark(). Neither captured nor undone.
 */
gboolean
ga_transaction_set_mark (GaTransaction *self, const char *name, const char *value, GError **error)
{
  g_autofree char *key = NULL;

  g_return_val_if_fail (GA_IS_TRANSACTION (self), FALSE);

  key = g_strconcat ("mark:", name, NULL);
  return ga_db_set_meta (self->db, key, value, error);
}

void
ga_transaction_allow_everything (GaTransaction *self)
{
  self->asked = TRUE;
}

void
ga_transaction_note_trace (GaTransaction *self)
{
  self->leaves_trace = TRUE;
}

GArray *
ga_transaction_get_parts (GaTransaction *self)
{
  return self->parts;
}

void
ga_transaction_take_parts (GaTransaction *self, GArray *parts)
{
  g_clear_pointer (&self->parts, g_array_unref);
  self->parts = parts;
}

GArray *
ga_transaction_get_shared (GaTransaction *self)
{
  return self->shared;
}

GaDb *
ga_transaction_get_db (GaTransaction *self)
{
  return self->db;
}

gint64
ga_transaction_get_act (GaTransaction *self)
{
  return self->act;
}

static GaRecord *
work_find (GaWork *work, const char *entity, const GaId *id, GError **error)
{
  GaTransaction *self = GA_TRANSACTION (work);

  return ga_reader_find (self->reader, ga_schema_get (ga_db_get_schema (self->db), entity), id,
                         error);
}

static GPtrArray *
work_list (GaWork *work, const char *entity, const char *field, const GaId *id, GError **error)
{
  GaTransaction *self = GA_TRANSACTION (work);
  g_autoptr (GaQuery) query = ga_query_new (ga_schema_get (ga_db_get_schema (self->db), entity));

  ga_query_where_id (query, field, id);
  return ga_reader_list (self->reader, query, error);
}

static gboolean
work_sum (GaWork *work, const GaSum *what, gint64 *sum, GError **error)
{
  return ga_reader_sum (GA_TRANSACTION (work)->reader, what, sum, error);
}

static gboolean
work_put (GaWork *work, GaRecord *record, GError **error)
{
  return ga_transaction_put (GA_TRANSACTION (work), record, error);
}

static gboolean
work_get_space (GaWork *work, const char *entity, const GaId *id, GaSpace *space, GError **error)
{
  GaTransaction *self = GA_TRANSACTION (work);
  gint64 number;

  return ga_space_of_row (self->db, ga_schema_get (ga_db_get_schema (self->db), entity), id,
                          &number, error) &&
         ga_space_from_number (self->db, number, space, error);
}

static void
work_init (GaWorkInterface *iface)
{
  iface->get_space = work_get_space;
  iface->find = work_find;
  iface->list = work_list;
  iface->sum = work_sum;
  iface->put = work_put;
}

static void
ga_transaction_finalize (GObject *object)
{
  GaTransaction *self = GA_TRANSACTION (object);

  g_hash_table_unref (self->insert_sql);
  g_hash_table_unref (self->update_sql);
  g_array_unref (self->shared);
  g_clear_pointer (&self->parts, g_array_unref);
  g_clear_pointer (&self->permission, ga_permission_free);
  g_clear_object (&self->reader);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (ga_transaction_parent_class)->finalize (object);
}

static void
ga_transaction_class_init (GaTransactionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ga_transaction_finalize;
}

static void
ga_transaction_init (GaTransaction *self)
{
  self->insert_sql = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->update_sql = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->shared = g_array_new (FALSE, FALSE, sizeof (GaOutboxRecord));
}

static gboolean
begin_act (GaTransaction *self, GaActKind kind, const char *label, GError **error)
{
  sqlite3_stmt *statement =
      ga_db_prepare (self->db,
                     "INSERT INTO act (at, label, kind, first) "
                     "VALUES (?, ?, ?, (SELECT coalesce(max(number), 0) + 1 FROM change))",
                     error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, ga_db_now (self->db));
  sqlite3_bind_text (statement, 2, label, -1, SQLITE_STATIC);
  sqlite3_bind_int (statement, 3, kind);
  if (!ga_db_run (self->db, statement, error))
    return FALSE;
  self->act = sqlite3_last_insert_rowid (ga_db_get_handle (self->db));
  ga_db_set_act (self->db, self->act);
  return TRUE;
}

/* An act that changed nothing leaves no trace, so that undo never seems to do nothing. */
static gboolean
end_act (GaTransaction *self, GError **error)
{
  sqlite3_stmt *statement = ga_db_prepare (
      self->db, "UPDATE act SET last = (SELECT max(number) FROM change) WHERE number = ?", error);

  ga_db_set_act (self->db, 0);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, self->act);
  if (!ga_db_run (self->db, statement, error))
    return FALSE;
  statement = ga_db_prepare (
      self->db,
      "DELETE FROM act WHERE number = ? AND kind IN (1, 4, 5, 6) AND coalesce(last, 0) < first",
      error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, self->act);
  if (!ga_db_run (self->db, statement, error))
    return FALSE;
  if (sqlite3_changes (ga_db_get_handle (self->db)) == 0)
    self->leaves_trace = TRUE;
  return TRUE;
}

/* Only what people do themselves is sent, and only once there is a server. */
static gboolean
begin_sending (GaDb *db, GaActKind kind, GError **error)
{
  gboolean joined = FALSE;

  if (kind != GA_ACT_SYNC && !ga_membership_is_joined (db, &joined, error))
    return FALSE;
  ga_db_set_sending (db, joined);
  return TRUE;
}

static gboolean
end_sending (GaTransaction *self, GError **error)
{
  return self->shared->len == 0 || ga_outbox_take_records (self, self->shared, error);
}

/* What the server has is asked for again after a power cut, and what is sent twice counts once:
 * such an act need not wait for the disk, and is safe with the user's next. The act of joining is
 * not of that kind. */
static gboolean
set_durability (GaDb *db, GaActKind kind, GError **error)
{
  gboolean joined = FALSE;

  return (kind != GA_ACT_SYNC || ga_membership_is_joined (db, &joined, error)) &&
         ga_db_set_relaxed (db, joined, error);
}

static gboolean
run_act (GaTransaction *self,
         GaActKind kind,
         const char *label,
         GaTransactFunc func,
         gpointer user_data,
         GError **error)
{
  GaDb *db = self->db;

  /* IMMEDIATE: waits for another program here, and never fails half way for want of the lock. */
  if (!ga_db_do (db, "BEGIN IMMEDIATE", error))
    return FALSE;
  if (ga_db_read_clock (db, error) && begin_sending (db, kind, error) &&
      begin_act (self, kind, label, error) && func (self, user_data, error) &&
      ga_transaction_check_parts (self, error) && end_act (self, error) &&
      end_sending (self, error) && ga_search_queue_write (ga_db_get_search_queue (db), db, error) &&
      ga_db_do (db, "COMMIT", error))
    return TRUE;
  ga_db_set_act (db, 0);
  ga_search_queue_drop (ga_db_get_search_queue (db));
  /* SQLite has rolled back by itself after a full disk; then this finds nothing to do. */
  ga_db_exec (db, "ROLLBACK", NULL);
  return FALSE;
}

gboolean
ga_transaction_run (GaDb *db,
                    GaReader *reader,
                    GaActKind kind,
                    const char *label,
                    GaTransactFunc func,
                    gpointer user_data,
                    GCancellable *cancellable,
                    gint64 *act,
                    gboolean *leaves_trace,
                    GError **error)
{
  g_autoptr (GaTransaction) self = g_object_new (GA_TYPE_TRANSACTION, NULL);
  gboolean done;

  self->db = db;
  self->reader = g_object_ref (reader);
  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  done = set_durability (db, kind, error) && run_act (self, kind, label, func, user_data, error);
  *act = done ? self->act : 0;
  *leaves_trace = done && self->leaves_trace;
  return done;
}
