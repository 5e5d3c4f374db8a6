/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ga-outbox-private.h"

#include "model/ga-flaw.h"
#include "store/ga-logged.h"
#include "store/ga-membership-private.h"
#include "store/ga-postponed.h"
#include "store/ga-transaction-private.h"

/* Around the fields of an operation as it travels: its name, id, numbers. */
#define ROOM_EACH 220

/* An operation and the act that it is part of. */
typedef struct
{
  GaOperation *operation;
  gint64 act;
  gsize bytes;
} Next;

gboolean
ga_outbox_takes (const GaEntity *entity)
{
  return entity != NULL && !g_str_equal (entity->name, "kommune");
}

void
ga_outbox_part_clear (GaOutboxPart *self)
{
  g_clear_pointer (&self->operations, g_ptr_array_unref);
  *self = (GaOutboxPart){ 0 };
}

#define COLUMNS "number, act, entity, id, operation, fields, base, clock, space, head"

static gboolean
read_next (GaDb *db, sqlite3_stmt *statement, gboolean values, Next *next, GError **error)
{
  g_autoptr (GaOperation) operation = ga_operation_new ();

  operation->number = sqlite3_column_int64 (statement, 0);
  operation->entity =
      ga_schema_get_by_number (ga_db_get_schema (db), (guint) sqlite3_column_int (statement, 2));
  ga_db_column_id (statement, 3, &operation->id);
  operation->kind = (GaOperationKind) sqlite3_column_int (statement, 4);
  operation->base = sqlite3_column_int64 (statement, 6);
  operation->head = operation->base;
  if (sqlite3_column_type (statement, 9) != SQLITE_NULL)
    operation->head = MIN (operation->base, sqlite3_column_int64 (statement, 9));
  operation->clock = sqlite3_column_int64 (statement, 7);
  next->act = sqlite3_column_int64 (statement, 1);
  next->bytes = (gsize) sqlite3_column_bytes (statement, 5) + ROOM_EACH;
  if (values && operation->entity != NULL && operation->kind != GA_OPERATION_DELETE &&
      !ga_logged_take (operation, (const char *) sqlite3_column_text (statement, 5), error))
    return FALSE;
  next->operation = g_steal_pointer (&operation);
  return TRUE;
}

GPtrArray *
ga_outbox_list (GaDb *db, gint64 first, gint64 last, GaOutboxListing listing, GError **error)
{
  g_autoptr (GPtrArray) operations =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ga_operation_free);
  sqlite3_stmt *statement =
      ga_db_prepare (db,
                     "SELECT " COLUMNS " FROM change c INDEXED BY change_waiting "
                     "WHERE acked IS NULL AND number BETWEEN ?1 AND ?2 AND (?3 OR " GA_POSTPONED_NOT
                     ") ORDER BY number",
                     error);
  gboolean row = statement != NULL;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, first);
  sqlite3_bind_int64 (statement, 2, last);
  sqlite3_bind_int (statement, 3, (listing & GA_OUTBOX_POSTPONED) != 0);
  while (row)
    {
      Next next;

      if (!ga_db_step (db, statement, &row, error))
        return NULL;
      if (!row)
        break;
      if (!read_next (db, statement, (listing & GA_OUTBOX_VALUES) != 0, &next, error))
        {
          sqlite3_reset (statement);
          return NULL;
        }
      g_ptr_array_add (operations, next.operation);
    }
  return g_steal_pointer (&operations);
}

gboolean
ga_waiting_read (
    GaDb *db, const GaEntity *entity, const GaId *id, GaWaiting *waiting, GError **error)
{
  sqlite3_stmt *statement =
      ga_db_prepare (db,
                     "SELECT operation, fields FROM change INDEXED BY change_waiting_record "
                     "WHERE entity = ? AND id = ? AND acked IS NULL ORDER BY number",
                     error);
  gboolean row = statement != NULL;

  *waiting = (GaWaiting){ 0 };
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int (statement, 1, (int) entity->number);
  ga_db_bind_id (statement, 2, id);
  while (row)
    {
      if (!ga_db_step (db, statement, &row, error))
        return FALSE;
      if (!row)
        break;
      if (waiting->fields == NULL)
        waiting->fields = g_new0 (gboolean, entity->n_fields);
      waiting->any = TRUE;
      waiting->deleted = sqlite3_column_int (statement, 0) == GA_OPERATION_DELETE;
      if (!waiting->deleted &&
          !ga_logged_mark (entity, (const char *) sqlite3_column_text (statement, 1),
                           waiting->fields, error))
        {
          sqlite3_reset (statement);
          return FALSE;
        }
    }
  return TRUE;
}

gboolean
ga_waiting_follow (
    GaDb *db, const GaEntity *entity, const GaId *id, gint64 from, gint64 to, GError **error)
{
  sqlite3_stmt *statement =
      ga_db_prepare (db,
                     "UPDATE change INDEXED BY change_waiting_record SET space = ?4 "
                     "WHERE entity = ?1 AND id = ?2 AND acked IS NULL AND space = ?3",
                     error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int (statement, 1, (int) entity->number);
  ga_db_bind_id (statement, 2, id);
  sqlite3_bind_int64 (statement, 3, from);
  sqlite3_bind_int64 (statement, 4, to);
  return ga_db_run (db, statement, error);
}

gboolean
ga_accepted_follow (GaDb *db, const GaEntity *entity, const GaId *id, gint64 to, GError **error)
{
  sqlite3_stmt *statement =
      ga_db_prepare (db,
                     "UPDATE change INDEXED BY change_record SET space = ?3 WHERE entity = ?1 AND "
                     "id = ?2 AND acked > 0 AND space NOT IN (?3, 2)",
                     error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int (statement, 1, (int) entity->number);
  ga_db_bind_id (statement, 2, id);
  sqlite3_bind_int64 (statement, 3, to);
  return ga_db_run (db, statement, error);
}

void
ga_waiting_clear (GaWaiting *waiting)
{
  g_clear_pointer (&waiting->fields, g_free);
}

gboolean
ga_outbox_is_idle (GaDb *db, gboolean *idle, GError **error)
{
  gint64 busy;

  if (!ga_db_get_integer (db,
                          "SELECT EXISTS (SELECT 1 FROM change INDEXED BY change_waiting "
                          "WHERE acked IS NULL) OR EXISTS (SELECT 1 FROM shadow)",
                          &busy, error))
    return FALSE;
  *idle = busy == 0;
  return TRUE;
}

static GPtrArray *
list_earlier (GaDb *db, const GaOperation *operation, GError **error)
{
  g_autoptr (GPtrArray) earlier =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ga_operation_free);
  sqlite3_stmt *statement =
      ga_db_prepare (db,
                     "SELECT " COLUMNS " FROM change INDEXED BY change_waiting_record "
                     "WHERE entity = ? AND id = ? AND acked IS NULL AND number < ? ORDER BY number",
                     error);
  gboolean row = statement != NULL;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int (statement, 1, (int) operation->entity->number);
  ga_db_bind_id (statement, 2, &operation->id);
  sqlite3_bind_int64 (statement, 3, operation->number);
  while (row)
    {
      Next next;

      if (!ga_db_step (db, statement, &row, error))
        return NULL;
      if (!row)
        break;
      if (!read_next (db, statement, TRUE, &next, error))
        {
          sqlite3_reset (statement);
          return NULL;
        }
      g_ptr_array_add (earlier, next.operation);
    }
  return g_steal_pointer (&earlier);
}

/* Who edits a field twice has not seen what came for it between: the first edit covered it. */
static gboolean
settle_base (GaDb *db, GaOperation *operation, GError **error)
{
  g_autoptr (GPtrArray) earlier = list_earlier (db, operation, error);
  gint64 base = operation->base, head = operation->head;
  sqlite3_stmt *statement;

  if (earlier == NULL)
    return FALSE;
  for (guint i = 0; i < earlier->len; i++)
    {
      const GaOperation *before = g_ptr_array_index (earlier, i);

      if (ga_operation_meets (before, operation))
        {
          base = MIN (base, before->base);
          head = MIN (head, before->head);
        }
    }
  if (base == operation->base && head == operation->head)
    return TRUE;
  operation->base = base;
  operation->head = head;
  statement = ga_db_prepare (db, "UPDATE change SET base = ?, head = ? WHERE number = ?", error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, base);
  sqlite3_bind_int64 (statement, 2, head);
  sqlite3_bind_int64 (statement, 3, operation->number);
  return ga_db_run (db, statement, error);
}

/* The part that was made last: 0 as its number when there is none. */
static gboolean
read_part (
    GaDb *db, GaOutboxPart *part, gint64 *first, gint64 *last, gboolean *kept, GError **error)
{
  sqlite3_stmt *statement = ga_db_prepare (
      db, "SELECT number, first, last, head, more, kept FROM push ORDER BY number DESC LIMIT 1",
      error);
  gboolean row;

  if (statement == NULL || !ga_db_step (db, statement, &row, error))
    return FALSE;
  if (!row)
    return TRUE;
  part->number = sqlite3_column_int64 (statement, 0);
  *first = sqlite3_column_int64 (statement, 1);
  *last = sqlite3_column_int64 (statement, 2);
  part->head = sqlite3_column_int64 (statement, 3);
  part->more = sqlite3_column_int (statement, 4) != 0;
  *kept = sqlite3_column_int (statement, 5) != 0;
  sqlite3_reset (statement);
  return TRUE;
}

/* Takes operations from change number @from, until the next would be too much; then back to the end
 * of an act, unless the act alone is too much. */
static gboolean
collect (GaDb *db, gint64 from, guint most, gsize most_bytes, GaOutboxPart *part, GError **error)
{
  sqlite3_stmt *statement =
      ga_db_prepare (db,
                     "SELECT " COLUMNS " FROM change c INDEXED BY change_waiting "
                     "WHERE acked IS NULL AND number >= ? AND " GA_POSTPONED_NOT " ORDER BY number",
                     error);
  gboolean row = statement != NULL, full = FALSE;
  gint64 act = 0;
  gsize bytes = 0;
  guint whole = 0;

  if (statement == NULL)
    return FALSE;
  part->operations = g_ptr_array_new_with_free_func ((GDestroyNotify) ga_operation_free);
  sqlite3_bind_int64 (statement, 1, from);
  while (row && !full)
    {
      Next next;

      if (!ga_db_step (db, statement, &row, error))
        return FALSE;
      if (!row)
        break;
      if (!read_next (db, statement, TRUE, &next, error))
        {
          sqlite3_reset (statement);
          return FALSE;
        }
      if (next.act != act)
        whole = part->operations->len;
      act = next.act;
      bytes += next.bytes;
      full = part->operations->len == most || (bytes > most_bytes && part->operations->len > 0);
      if (full)
        ga_operation_free (next.operation);
      else
        g_ptr_array_add (part->operations, next.operation);
    }
  sqlite3_reset (statement);
  part->more = full && whole == 0;
  if (full && whole > 0)
    g_ptr_array_set_size (part->operations, (int) whole);
  return TRUE;
}

static gboolean
write_part (GaDb *db, const GaOutboxPart *part, GError **error)
{
  const GaOperation *first = g_ptr_array_index (part->operations, 0);
  const GaOperation *last = g_ptr_array_index (part->operations, part->operations->len - 1);
  sqlite3_stmt *statement = ga_db_prepare (
      db, "INSERT INTO push (number, first, last, head, more, kept) VALUES (?, ?, ?, ?, ?, 0)",
      error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, part->number);
  sqlite3_bind_int64 (statement, 2, first->number);
  sqlite3_bind_int64 (statement, 3, last->number);
  sqlite3_bind_int64 (statement, 4, part->head);
  sqlite3_bind_int (statement, 5, part->more);
  return ga_db_run (db, statement, error) &&
         ga_membership_set_integer (db, "push", part->number, error);
}

/* A new part from change number @from on, after the last number used; no operations where none are
 * left. */
static gboolean
compose (GaDb *db, gint64 from, guint most, gsize most_bytes, GaOutboxPart *part, GError **error)
{
  if ((from == 0 && !ga_postponed_release (db, error)) ||
      !collect (db, from, most, most_bytes, part, error))
    return FALSE;
  if (part->operations->len == 0)
    {
      ga_outbox_part_clear (part);
      return TRUE;
    }
  for (guint i = 0; i < part->operations->len; i++)
    if (!settle_base (db, g_ptr_array_index (part->operations, i), error))
      return FALSE;
  if (!ga_membership_get_integer (db, "push", &part->number, error) ||
      !ga_membership_get_integer (db, "head", &part->head, error))
    return FALSE;
  part->number++;
  return TRUE;
}

gboolean
ga_outbox_look_ahead (GaTransaction *transaction,
                      guint most_operations,
                      gsize most_bytes,
                      GaOutboxPart *part,
                      GError **error)
{
  GaDb *db = ga_transaction_get_db (transaction);
  GaOutboxPart newest = { 0 };
  gint64 first = 0, last = 0;
  gboolean kept = FALSE;

  ga_outbox_part_clear (part);
  if (!read_part (db, &newest, &first, &last, &kept, error))
    return FALSE;
  return newest.number == 0 || !newest.more ||
         compose (db, last + 1, most_operations, most_bytes, part, error);
}

/* Whether it is still what comes next: the part before it is kept, and nothing has come since. */
static gboolean
is_next (GaDb *db,
         const GaOutboxPart *ahead,
         const GaOutboxPart *newest,
         gboolean kept,
         gboolean *next,
         GError **error)
{
  gint64 head = 0;

  if (!ga_membership_get_integer (db, "head", &head, error))
    return FALSE;
  *next = ahead->operations != NULL && kept && ahead->number == newest->number + 1 &&
          ahead->head == head;
  return TRUE;
}

gboolean
ga_outbox_prepare (GaTransaction *transaction,
                   guint most_operations,
                   gsize most_bytes,
                   GaOutboxPart *part,
                   GError **error)
{
  GaDb *db = ga_transaction_get_db (transaction);
  GaOutboxPart newest = { 0 };
  gint64 first = 0, last = 0;
  gboolean kept = FALSE, next = FALSE;

  if (!read_part (db, &newest, &first, &last, &kept, error) ||
      !is_next (db, part, &newest, kept, &next, error))
    return FALSE;
  if (next)
    return write_part (db, part, error);
  ga_outbox_part_clear (part);
  if (newest.number > 0 && !kept && !GA_FLAW (NUMBER_FORGOTTEN))
    {
      *part = newest;
      part->operations = ga_outbox_list (db, first, last, GA_OUTBOX_VALUES, error);
      return part->operations != NULL;
    }
  if (GA_FLAW (NUMBER_FORGOTTEN) && newest.number > 0 &&
      (!ga_db_exec (db, "DELETE FROM push WHERE kept = 0", error) ||
       !ga_membership_set_integer (db, "push", newest.number - 1, error)))
    return FALSE;
  return compose (db, kept ? last + 1 : 0, most_operations, most_bytes, part, error) &&
         (part->operations == NULL || write_part (db, part, error));
}

static void
add_file (GPtrArray *files, const GaOperation *operation)
{
  const GaValue *sha256;

  if (operation->entity == NULL || !g_str_equal (operation->entity->name, "attachment"))
    return;
  sha256 =
      ga_operation_get (operation, (guint) ga_entity_field_index (operation->entity, "sha256"));
  if (sha256 != NULL && sha256->kind == GA_VALUE_TEXT &&
      !g_ptr_array_find_with_equal_func (files, sha256->text, g_str_equal, NULL))
    g_ptr_array_add (files, g_strdup (sha256->text));
}

GPtrArray *
ga_outbox_list_files (GPtrArray *operations)
{
  GPtrArray *files = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < operations->len; i++)
    add_file (files, g_ptr_array_index (operations, i));
  return files;
}

static gboolean
run_with (GaDb *db, const char *sql, gint64 number, GError **error)
{
  sqlite3_stmt *statement = ga_db_prepare (db, sql, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, number);
  return ga_db_run (db, statement, error);
}

/**
 * ga_outbox_renumber:
 *
 * Parts before @number that the server keeps stay; the rest is put together anew.
 */
gboolean
ga_outbox_renumber (GaTransaction *transaction, gint64 number, GError **error)
{
  GaDb *db = ga_transaction_get_db (transaction);

  return run_with (db, "UPDATE push SET kept = 1 WHERE number < ? AND more = 1", number, error) &&
         run_with (db,
                   "DELETE FROM push WHERE number >= ?1 OR NOT EXISTS "
                   "(SELECT 1 FROM push WHERE number = ?1 - 1 AND more = 1)",
                   number, error) &&
         ga_membership_set_integer (db, "push", number - 1, error);
}

gboolean
ga_outbox_rewind (GaTransaction *transaction, gint64 fork, GError **error)
{
  GaDb *db = ga_transaction_get_db (transaction);

  if (!ga_outbox_renumber (transaction, 1, error) || !ga_postponed_begin (db, fork, error))
    return FALSE;
  if (!GA_FLAW (EPOCH_IGNORED) &&
      !run_with (db, "UPDATE change SET acked = NULL WHERE acked > ?", fork, error))
    return FALSE;
  return run_with (db, "UPDATE change SET base = ?1 WHERE acked IS NULL AND base > ?1", fork,
                   error);
}

gboolean
ga_outbox_count (GaTransaction *transaction, gint64 *waiting, GError **error)
{
  return ga_db_get_integer (ga_transaction_get_db (transaction),
                            "SELECT count(*) FROM change INDEXED BY change_waiting "
                            "WHERE acked IS NULL",
                            waiting, error);
}

gboolean
ga_outbox_wake (GaTransaction *transaction, GError **error)
{
  return ga_postponed_wake (ga_transaction_get_db (transaction), error);
}

gboolean
ga_outbox_wake_everything (GaTransaction *transaction, GError **error)
{
  return ga_postponed_wake_everything (ga_transaction_get_db (transaction), error);
}

gboolean
ga_outbox_wake_old (GaTransaction *transaction, gint64 now, GError **error)
{
  return ga_postponed_wake_old (ga_transaction_get_db (transaction), now, error);
}
