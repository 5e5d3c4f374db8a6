/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/ga-flaw.h"
#include "model/ga-json-text.h"
#include "store/ga-attachments-private.h"
#include "store/ga-held.h"
#include "store/ga-logged.h"
#include "store/ga-membership-private.h"
#include "store/ga-outbox-private.h"
#include "store/ga-postponed.h"
#include "store/ga-reader-private.h"
#include "store/ga-transaction-private.h"

/* Taking in the answer to a push. */

#define LOGICAL_CLOCK_BITS 16

struct _GaSettling
{
  GaTransaction *transaction; /* unowned */
  GaDb *db;
  GaHeld *held;
  GPtrArray *operations;
  GHashTable *refused; /* GaId of records that do not come to be */
  gint64 last;         /* change number of the last of them */
  gboolean plain;
  gboolean leaving; /* no answer comes after these, and what is the server's goes */
};

static gboolean
add_operations (GaSettling *self, gint64 number, gboolean values, GError **error)
{
  sqlite3_stmt *statement =
      ga_db_prepare (self->db, "SELECT min(first), max(last) FROM push WHERE number <= ?", error);
  gint64 first;
  gboolean row;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, number);
  if (!ga_db_step (self->db, statement, &row, error))
    return FALSE;
  first = sqlite3_column_int64 (statement, 0);
  self->last = sqlite3_column_int64 (statement, 1);
  sqlite3_reset (statement);
  self->operations =
      ga_outbox_list (self->db, first, self->last, values ? GA_OUTBOX_VALUES : 0, error);
  return self->operations != NULL;
}

static gboolean
has_part (GaDb *db, gint64 number, gboolean *has, GError **error)
{
  sqlite3_stmt *statement = ga_db_prepare (db, "SELECT 1 FROM push WHERE number = ?", error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, number);
  if (!ga_db_step (db, statement, has, error))
    return FALSE;
  sqlite3_reset (statement);
  return TRUE;
}

static gboolean
look_for_end (GaSettling *self, GError **error)
{
  gint64 revoked;

  if (!ga_db_get_integer (self->db,
                          "SELECT EXISTS (SELECT 1 FROM meta WHERE name = 'sync:stopped' "
                          "AND value = 'revoked')",
                          &revoked, error))
    return FALSE;
  self->leaving = revoked != 0;
  return TRUE;
}

/* What is sent again after a restore may have been overruled before: what stands here is not what
 * was sent, and has to come. */
static gboolean
look_for_resent (GaSettling *self, GError **error)
{
  sqlite3_stmt *statement = ga_db_prepare (
      self->db, "SELECT 1 FROM postponed WHERE NOT waits AND number BETWEEN ? AND ? LIMIT 1",
      error);
  const GaOperation *first;
  gboolean resent = FALSE;

  if (statement == NULL || self->operations->len == 0)
    return statement != NULL;
  first = g_ptr_array_index (self->operations, 0);
  sqlite3_bind_int64 (statement, 1, first->number);
  sqlite3_bind_int64 (statement, 2, self->last);
  if (!ga_db_step (self->db, statement, &resent, error))
    return FALSE;
  sqlite3_reset (statement);
  self->plain = !resent;
  return TRUE;
}

GaSettling *
ga_settling_begin (GaTransaction *transaction, gint64 number, gboolean values, GError **error)
{
  g_autoptr (GaSettling) self = g_new0 (GaSettling, 1);
  gboolean has;

  self->transaction = transaction;
  self->db = ga_transaction_get_db (transaction);
  self->held = ga_held_new (self->db);
  self->refused = g_hash_table_new (ga_id_hash, ga_id_equal);
  self->plain = TRUE;
  if (!has_part (self->db, number, &has, error) || !has ||
      !add_operations (self, number, values, error) || !look_for_resent (self, error) ||
      !look_for_end (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
ga_settling_free (GaSettling *self)
{
  ga_held_free (self->held);
  g_hash_table_unref (self->refused);
  g_clear_pointer (&self->operations, g_ptr_array_unref);
  g_free (self);
}

GPtrArray *
ga_settling_get_operations (GaSettling *self)
{
  return self->operations;
}

gboolean
ga_settling_keep (GaTransaction *transaction, gint64 number, GError **error)
{
  GaDb *db = ga_transaction_get_db (transaction);
  sqlite3_stmt *statement = ga_db_prepare (db, "UPDATE push SET kept = 1 WHERE number = ?", error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, number);
  return ga_db_run (db, statement, error);
}

/* Marks a change as sent, and says in which space the row lay after it. */
static gboolean
acknowledge (GaSettling *self, gint64 number, gint64 revision, gint64 *space, GError **error)
{
  sqlite3_stmt *statement =
      ga_db_prepare (self->db, "UPDATE change SET acked = ? WHERE number = ?", error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, revision);
  sqlite3_bind_int64 (statement, 2, number);
  if (!ga_db_run (self->db, statement, error))
    return FALSE;
  statement = ga_db_prepare (self->db, "SELECT space FROM change WHERE number = ?", error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, number);
  if (!ga_db_step (self->db, statement, &row, error))
    return FALSE;
  *space = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);
  return TRUE;
}

gboolean
ga_settling_accept (GaSettling *self, const GaOperation *operation, gint64 revision, GError **error)
{
  gboolean deletes = operation->kind == GA_OPERATION_DELETE;
  gint64 space;

  return acknowledge (self, operation->number, revision, &space, error) &&
         ga_held_settle (self->held, operation->entity, &operation->id, space,
                         deletes ? -revision : revision, error);
}

/* The row as the answer has it; without one it is not for us to have. */
static gboolean
take_row (GaSettling *self,
          const GaOperation *operation,
          const GaRow *row,
          gint64 revision,
          GError **error)
{
  gint64 space = 0;

  return (row == NULL || ga_space_number (self->db, &row->space, &space, error)) &&
         ga_held_answer (self->held, operation->entity, &operation->id, row, space, revision,
                         error);
}

/* What still waits for the same record, from change number @from on. */
static GPtrArray *
list_later (GaSettling *self, const GaOperation *operation, gint64 from, GError **error)
{
  g_autoptr (GPtrArray) later = g_ptr_array_new_with_free_func ((GDestroyNotify) ga_operation_free);
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (gint64));
  sqlite3_stmt *statement = ga_db_prepare (
      self->db,
      "SELECT number FROM change INDEXED BY change_waiting_record "
      "WHERE entity = ? AND id = ? AND acked IS NULL AND number >= ? ORDER BY number",
      error);
  gboolean row = statement != NULL;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int (statement, 1, (int) operation->entity->number);
  ga_db_bind_id (statement, 2, &operation->id);
  sqlite3_bind_int64 (statement, 3, from);
  while (row)
    {
      gint64 number;

      if (!ga_db_step (self->db, statement, &row, error))
        return NULL;
      number = sqlite3_column_int64 (statement, 0);
      if (row)
        g_array_append_val (numbers, number);
    }
  for (guint i = 0; i < numbers->len; i++)
    {
      gint64 number = g_array_index (numbers, gint64, i);
      g_autoptr (GPtrArray) one =
          ga_outbox_list (self->db, number, number, GA_OUTBOX_POSTPONED | GA_OUTBOX_VALUES, error);

      if (one == NULL)
        return NULL;
      g_ptr_array_extend_and_steal (later, g_steal_pointer (&one));
    }
  return g_steal_pointer (&later);
}

static gboolean
lower_base (GaSettling *self, const GaOperation *later, const GaOperation *earlier, GError **error)
{
  sqlite3_stmt *statement =
      ga_db_prepare (self->db, "UPDATE change SET base = ?, head = ? WHERE number = ?", error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, MIN (later->base, earlier->base));
  sqlite3_bind_int64 (statement, 2, MIN (later->head, earlier->head));
  sqlite3_bind_int64 (statement, 3, later->number);
  return ga_db_run (self->db, statement, error);
}

/* Who has edited a field again has not seen what stands there now. */
static gboolean
keep_old_base (GaSettling *self,
               const GaOperation *operation,
               const char *const *lost,
               GError **error)
{
  g_autoptr (GPtrArray) later = list_later (self, operation, self->last + 1, error);

  for (guint i = 0; later != NULL && i < later->len; i++)
    {
      const GaOperation *next = g_ptr_array_index (later, i);

      for (guint f = 0; lost != NULL && lost[f] != NULL; f++)
        {
          int field = ga_entity_field_index (operation->entity, lost[f]);

          if (field >= 0 && ga_operation_get (next, (guint) field) != NULL &&
              !lower_base (self, next, operation, error))
            return FALSE;
        }
    }
  return later != NULL;
}

gboolean
ga_settling_merge (GaSettling *self,
                   const GaOperation *operation,
                   gint64 revision,
                   const char *const *lost,
                   const GaRow *row,
                   GError **error)
{
  gint64 space;

  self->plain = FALSE;
  return acknowledge (self, operation->number, revision, &space, error) &&
         keep_old_base (self, operation, lost, error) &&
         take_row (self, operation, row, revision, error);
}

static void
set_value (GaRecord *conflict, const char *name, gboolean personal, const char *json)
{
  g_autofree char *field = personal ? g_strconcat (name, "_personal", NULL) : g_strdup (name);

  ga_record_set_text (conflict, field, json);
}

static char *
value_to_json (const GaValue *value)
{
  g_autoptr (GString) json = g_string_new (NULL);

  ga_json_append_value (json, value);
  return g_string_free (g_steal_pointer (&json), FALSE);
}

static GaRecord *
new_conflict (GaSettling *self, const GaOperation *operation, const char *code, const GaRow *row)
{
  GaSchema *schema = ga_db_get_schema (self->db);
  GaRecord *conflict = ga_record_new (ga_schema_get (schema, "conflict"));
  g_autofree char *id = ga_id_to_string (&operation->id);

  ga_record_set_text (conflict, "subject", operation->entity->name);
  ga_record_set_text (conflict, "record", id);
  ga_record_set_text (conflict, "kind", "refused");
  ga_record_set_text (conflict, "code", code);
  ga_record_set_text (conflict, "state", "open");
  ga_record_set_integer (conflict, "lost_at", (operation->clock >> LOGICAL_CLOCK_BITS) * 1000);
  if (row != NULL)
    {
      ga_record_set_integer (conflict, "kept_by", row->by);
      ga_record_set_integer (conflict, "kept_at", row->at);
    }
  return conflict;
}

static gboolean
keep_field (GaSettling *self,
            const GaOperation *operation,
            const GaFieldValue *value,
            const char *code,
            const GaRow *row,
            GError **error)
{
  g_autoptr (GaRecord) conflict = new_conflict (self, operation, code, row);
  const GaField *field = &operation->entity->fields[value->field];
  gboolean personal =
      (field->flags & GA_FIELD_PERSONAL) != 0 || ga_entity_is_private (operation->entity);
  g_autofree char *lost = value_to_json (&value->value);

  ga_record_set_text (conflict, "field", field->name);
  set_value (conflict, "lost", personal, lost);
  if (row != NULL)
    {
      g_autofree char *kept = value_to_json (&row->values[value->field]);

      set_value (conflict, "kept", personal, kept);
    }
  return ga_transaction_write (self->transaction, conflict, NULL, error);
}

static gboolean
has_to_be_told (GaSettling *self, const GaOperation *operation, const char *code)
{
  g_autoptr (GaRecord) record = NULL;

  /* Who may not decide about a conflict is not asked any more, and what is decided about one that
   * has gone goes with it. */
  if (g_str_equal (operation->entity->name, "conflict"))
    return FALSE;
  /* Nobody will say any more what of it was erased by law. */
  if (self->leaving && g_strcmp0 (code, "gone") == 0)
    return FALSE;
  /* What is to go and is not there is gone. */
  if (g_strcmp0 (code, "missing") == 0)
    return operation->kind != GA_OPERATION_DELETE;
  if (g_strcmp0 (code, "file") != 0)
    return TRUE;
  /* A document that could not be sent and was removed since. */
  record = ga_reader_find_any (ga_transaction_get_reader (self->transaction), operation->entity,
                               &operation->id, NULL);
  return record != NULL;
}

/* A file that is not what it was the server will never get: only here that is known. One that was
 * never here is somebody else's. */
static gboolean
is_damaged (GaSettling *self, const GaOperation *operation, const char *code)
{
  const GaValue *sha256;

  if (g_strcmp0 (code, "file") != 0 || !g_str_equal (operation->entity->name, "attachment"))
    return FALSE;
  sha256 =
      ga_operation_get (operation, (guint) ga_entity_field_index (operation->entity, "sha256"));
  return sha256 != NULL && sha256->kind == GA_VALUE_TEXT &&
         ga_attachment_is_damaged (self->db, sha256->text);
}

/* What was refused is kept, so that nobody has to think of it again. */
static gboolean
keep_refused (GaSettling *self,
              const GaOperation *operation,
              const char *code,
              const GaRow *row,
              GError **error)
{
  g_autoptr (GaRecord) conflict = NULL;
  g_autofree char *whole = NULL;

  if (GA_FLAW (REFUSED_LOST))
    return TRUE;
  if (!has_to_be_told (self, operation, code))
    return TRUE;
  if (is_damaged (self, operation, code))
    code = "damaged";
  if (operation->kind == GA_OPERATION_UPDATE)
    {
      for (guint i = 0; i < operation->values->len; i++)
        if (!keep_field (self, operation, &g_array_index (operation->values, GaFieldValue, i), code,
                         row, error))
          return FALSE;
      return TRUE;
    }
  conflict = new_conflict (self, operation, code, row);
  if (operation->kind == GA_OPERATION_INSERT)
    {
      whole = ga_operation_values_to_json (operation);
      ga_record_set_text (conflict, "lost_personal", whole);
    }
  return ga_transaction_write (self->transaction, conflict, NULL, error);
}

/* Nobody else brings what was refused to us. */
static gboolean
stands_on_refused (GaSettling *self, const GaOperation *operation)
{
  for (guint i = 0; i < operation->values->len; i++)
    {
      const GaValue *value = &g_array_index (operation->values, GaFieldValue, i).value;

      if (value->kind == GA_VALUE_ID && g_hash_table_contains (self->refused, &value->id))
        return TRUE;
    }
  return g_hash_table_contains (self->refused, &operation->id);
}

gboolean
ga_settling_postpone (GaSettling *self,
                      const GaOperation *operation,
                      const char *code,
                      gint64 now,
                      gboolean *postponed,
                      GError **error)
{
  *postponed = FALSE;
  if (self->leaving || stands_on_refused (self, operation))
    return TRUE;
  if (!ga_postponed_add (self->db, operation, code, now, postponed, error))
    return FALSE;
  self->plain = self->plain && !*postponed;
  return TRUE;
}

/* A move that was refused moved nothing: what was done since to the row, and to others that went
 * with it to a space that is not here, was done where the row is, and is kept for as long as that
 * may be seen. */
static gboolean
lay_back (GaSettling *self, const GaOperation *operation, const GaRow *row, GError **error)
{
  sqlite3_stmt *statement;
  gint64 space;

  if (row == NULL)
    return TRUE;
  if (!ga_space_number (self->db, &row->space, &space, error))
    return FALSE;
  statement = ga_db_prepare (self->db,
                             "UPDATE change SET space = ?1 WHERE number >= ?4 AND space NOT IN "
                             "(?1, 2) AND space = (SELECT space FROM change WHERE number = ?4) AND "
                             "((entity = ?2 AND id = ?3) OR (acked IS NULL AND NOT EXISTS "
                             "(SELECT 1 FROM sync_space s WHERE s.space = change.space)))",
                             error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, space);
  sqlite3_bind_int (statement, 2, (int) operation->entity->number);
  ga_db_bind_id (statement, 3, &operation->id);
  sqlite3_bind_int64 (statement, 4, operation->number);
  return ga_db_run (self->db, statement, error);
}

/* The answer came late. What was done since and is refused along with it was done to a row that is
 * newer than the one in the answer: only the server knows what its fields held. */
static gboolean
ask_if_newer (GaSettling *self, const GaOperation *operation, const GaRow *row, GError **error)
{
  g_auto (GaHeldPlace) place = { 0 };

  return ga_held_find (self->held, operation->entity, &operation->id, &place, error) &&
         (row == NULL || place.rev <= row->revision ||
          ga_held_reload (self->held, place.space, error));
}

/* Nothing of it was done. @code: why what was done since is refused along with it */
static gboolean
take_back (GaSettling *self,
           const GaOperation *operation,
           gint64 revision,
           const char *code,
           const GaRow *row,
           GError **error)
{
  g_autoptr (GPtrArray) later = list_later (self, operation, self->last + 1, error);
  gint64 space;

  self->plain = FALSE;
  if (operation->kind == GA_OPERATION_INSERT)
    g_hash_table_add (self->refused, (gpointer) &operation->id);
  /* Not by its revision: what was refused once is not brought to a restored server. */
  if (later == NULL || !lay_back (self, operation, row, error) ||
      !acknowledge (self, operation->number, 0, &space, error))
    return FALSE;
  /* What was done to it since stood on what is refused. */
  for (guint i = 0; i < later->len; i++)
    {
      const GaOperation *next = g_ptr_array_index (later, i);

      if (!acknowledge (self, next->number, 0, &space, error) ||
          !keep_refused (self, next, code, row, error))
        return FALSE;
    }
  /* A name that waited kept the total of its walk away. */
  return take_row (self, operation, row, revision, error) &&
         (later->len == 0 || ask_if_newer (self, operation, row, error)) &&
         (row != NULL || !g_str_equal (operation->entity->name, "attendance") ||
          ga_held_ask_for_totals (self->held, error));
}

gboolean
ga_settling_refuse (GaSettling *self,
                    const GaOperation *operation,
                    gint64 revision,
                    const char *code,
                    const GaRow *row,
                    GError **error)
{
  return keep_refused (self, operation, code, row, error) &&
         take_back (self, operation, revision, code, row, error);
}

gboolean
ga_settling_quarantine (GaSettling *self,
                        const GaOperation *operation,
                        gint64 revision,
                        const GaRow *row,
                        GError **error)
{
  g_auto (GaHeldPlace) place = { 0 };
  gint64 space;

  self->plain = FALSE;
  /* The turn to hand over has begun, and what is put off would miss it. */
  if (!ga_membership_set_integer (self->db, "handed", 1, error) ||
      !ga_postponed_wake_everything (self->db, error))
    return FALSE;
  if (row != NULL)
    return lay_back (self, operation, row, error) &&
           ga_settling_merge (self, operation, revision, NULL, row, error);
  /* A new record may lie where its author still is. */
  if (operation->kind == GA_OPERATION_INSERT ||
      g_hash_table_contains (self->refused, &operation->id))
    return take_back (self, operation, revision, "not-allowed", NULL, error);
  /* What cannot be seen any more goes with its space, and the totals come with that; unless it was
   * taken back before, from where its author was about to move it. */
  return acknowledge (self, operation->number, revision, &space, error) &&
         ga_held_find (self->held, operation->entity, &operation->id, &place, error) &&
         (place.rev != 0 || take_row (self, operation, NULL, revision, error));
}

/* Where everything up to this push was here, so is now what it brought. */
static gboolean
move_cursors (GaSettling *self, gint64 first, GError **error)
{
  g_autofree char *before = g_strdup_printf ("%" G_GINT64_FORMAT, first - 1);
  gint64 last = first + self->operations->len - 1;
  sqlite3_stmt *statement =
      ga_db_prepare (self->db,
                     "UPDATE sync_space SET cursor = ?1 WHERE NOT EXISTS "
                     "(SELECT 1 FROM sync_space WHERE cursor <> ?2 OR fresh <> 0)",
                     error);
  g_autofree char *after = g_strdup_printf ("%" G_GINT64_FORMAT, last);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, after, -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 2, before, -1, SQLITE_STATIC);
  if (!ga_db_run (self->db, statement, error))
    return FALSE;
  /* Nobody else did anything: all of it has been seen. */
  return sqlite3_changes (ga_db_get_handle (self->db)) == 0 ||
         (ga_db_do (self->db, "DELETE FROM seen", error) &&
          ga_membership_set_integer (self->db, "head", last, error));
}

gboolean
ga_settling_finish (GaSettling *self, gint64 first, GError **error)
{
  gint64 settled = first + self->operations->len - 1, before;

  /* A new space would be without a cursor: sums first. */
  return ga_held_finish (self->held, error) &&
         (!self->plain || move_cursors (self, first, error)) &&
         ga_membership_get_integer (self->db, "settled", &before, error) &&
         ga_membership_set_integer (self->db, "settled", MAX (before, settled), error) &&
         ga_db_do (self->db, "DELETE FROM push", error) && ga_postponed_tidy (self->db, error);
}
