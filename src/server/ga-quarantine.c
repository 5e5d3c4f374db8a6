/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/ga-quarantine.h"

#include <string.h>

#include "server/ga-conflicts.h"
#include "server/ga-database-private.h"
#include "server/ga-quarantine-turn.h"
#include "sync/ga-json-scanner.h"
#include "sync/ga-sync-fields.h"

/* Why it is not offered. */
#define FULL "full"

static gboolean
check_turn (GaPushing *self, GError **error)
{
  gboolean has_turn;

  return ga_quarantine_has_turn (self->sql, self->session->tenant, self->session->device, self->now,
                                 &has_turn, error) &&
         (has_turn || ga_sync_fail (GA_SYNC_ERROR_REVOKED, error));
}

static GBytes *
write_body (GaPushing *self)
{
  GaPush push = *self->push;

  push.operations = self->quarantined;
  return ga_push_write (&push);
}

static gboolean
keep_body (GaPushing *self, GError **error)
{
  g_autoptr (GBytes) body = write_body (self);
  GaStatement *statement = ga_sql_prepare (
      self->sql,
      "INSERT INTO quarantine (tenant, number, account, client, at, body) VALUES ($1, (SELECT "
      "coalesce(max(number), 0) + 1 FROM quarantine WHERE tenant = $1), $2, $3, $4, $5)",
      error);

  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, self->session->tenant);
  ga_statement_bind_integer (statement, 2, self->session->account);
  ga_statement_bind_id (statement, 3, &self->push->client);
  ga_statement_bind_integer (statement, 4, self->now);
  ga_statement_bind_bytes (statement, 5, g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  return ga_statement_run (statement, error);
}

static GaFieldStamp
stamp_of (GaPushing *self, const GaOperation *operation)
{
  return (GaFieldStamp){ 0, ga_pushing_find_time (self, operation), self->push->client };
}

static void
offer_fields (GaPushing *self, const GaOperation *operation, const GaStoredRow *row)
{
  GaFieldStamp stamp = stamp_of (self, operation);

  for (guint i = 0; i < operation->values->len; i++)
    {
      const GaFieldValue *comes = &g_array_index (operation->values, GaFieldValue, i);
      const GaValue *stands = &row->row->values[comes->field];

      if (!ga_value_equal (stands, &comes->value))
        ga_conflicts_add_field (self, row, "quarantine", comes->field, stands,
                                &row->stamps[comes->field], &comes->value, &stamp);
    }
}

static void
offer_whole (GaPushing *self, const GaOperation *operation, const GaStoredRow *row)
{
  GaConflict *conflict = ga_conflicts_add (self, row, "quarantine");

  conflict->whole = ga_operation_values_to_json (operation);
  conflict->lost_stamp = stamp_of (self, operation);
}

static void
set_values (GaRecord *record, const GaOperation *operation)
{
  for (guint i = 0; i < operation->values->len; i++)
    {
      const GaFieldValue *comes = &g_array_index (operation->values, GaFieldValue, i);
      g_auto (GaValue) value = { 0 };

      ga_value_copy (&comes->value, &value);
      ga_record_take_nth (record, comes->field, &value);
    }
}

static gboolean
add_offered (GaPushing *self,
             const GaEntity *entity,
             const GaId *id,
             gint64 space,
             const char *fields,
             GaStoredRow **row,
             GError **error)
{
  g_autoptr (GaJsonScanner) scanner = ga_json_scanner_new (fields, strlen (fields));
  g_autofree char *extra = NULL;

  *row = ga_rows_add (self->rows, entity, id);
  if (!ga_rows_get_space (self->rows, space, &(*row)->row->space, error) ||
      !ga_sync_read_fields (scanner, entity, ga_sync_take_field, (*row)->row, &extra, error))
    return FALSE;
  /* It lies where what it belongs to lies, which may only be offered, too. */
  for (guint i = 0; i < entity->n_fields; i++)
    {
      const GaValue *value = &(*row)->row->values[i];
      GaStoredRow *target = NULL;

      if (value->kind == GA_VALUE_ID &&
          !ga_quarantine_find (self, ga_schema_get (self->schema, entity->fields[i].target),
                               &value->id, &target, error))
        return FALSE;
    }
  return TRUE;
}

/* @own: by the account alone. What waits goes in several pushes, and an answer may have been lost.
 */
static gboolean
find_offered (GaPushing *self,
              const GaEntity *entity,
              const GaId *id,
              gboolean own,
              GaStoredRow **row,
              GError **error)
{
  g_autofree char *text = g_strdup_printf (
      "SELECT _space, lost_personal FROM %s WHERE tenant = $1 AND record = $2 AND subject = $3 "
      "AND kind = 'quarantine' AND state = 'open' AND field IS NULL AND lost_personal IS NOT NULL "
      "AND (lost_by = $4 OR $5 = 0) AND _gone = 0 ORDER BY _rev LIMIT 1",
      ga_sql_table (self->sql, ga_schema_get (self->schema, "conflict")));
  GaStatement *statement = ga_sql_prepare (self->sql, text, error);
  g_autofree char *record = ga_id_to_string (id);
  g_autofree char *fields = NULL;
  gboolean found = FALSE;
  gint64 space;

  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, self->session->tenant);
  ga_statement_bind_text (statement, 2, record);
  ga_statement_bind_text (statement, 3, entity->name);
  ga_statement_bind_integer (statement, 4, self->session->account);
  ga_statement_bind_integer (statement, 5, own ? 1 : 0);
  if (!ga_statement_step (statement, &found, error))
    return FALSE;
  if (!found)
    return TRUE;
  space = ga_statement_get_integer (statement, 0);
  fields = g_strdup (ga_statement_get_text (statement, 1));
  ga_statement_reset (statement);
  return add_offered (self, entity, id, space, fields, row, error);
}

gboolean
ga_quarantine_find (
    GaPushing *self, const GaEntity *entity, const GaId *id, GaStoredRow **row, GError **error)
{
  return ga_rows_find (self->rows, entity, id, row, error) &&
         (*row != NULL || !self->offers || find_offered (self, entity, id, TRUE, row, error));
}

/* Whether anything was ever handed over: looked up once, not for each new record. */
static gboolean
find_whether_offered (GaPushing *self, GError **error)
{
  GaStatement *statement;
  gboolean found;

  if (self->is_any_offered >= 0)
    return TRUE;
  statement = ga_sql_prepare (
      self->sql,
      "SELECT count(*) FROM (SELECT 1 FROM quarantine WHERE tenant = $1 LIMIT 1) AS any_of_them",
      error);
  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, self->session->tenant);
  return ga_statement_read_integer (statement, &found, &self->is_any_offered, error);
}

/* Whoever offered it, or heard of it, would else keep it from those who may decide by giving its id
 * to something of theirs. Ids that follow from what a record says are no secret, so that a false
 * offer would keep others out: there only its author is. */
gboolean
ga_quarantine_check_id (GaPushing *self,
                        const GaOperation *operation,
                        GaRefusal *refusal,
                        GError **error)
{
  const GaEntity *entity = operation->entity;
  g_autoptr (GaRecord) record = NULL;
  GaStoredRow *row = NULL;

  if (!find_whether_offered (self, error))
    return FALSE;
  if (self->is_any_offered == 0)
    return TRUE;
  if (!find_offered (self, entity, &operation->id, entity->identity != NULL, &row, error))
    return FALSE;
  if (row == NULL)
    return TRUE;
  record = ga_row_to_record (row->row);
  return ga_pushing_check_right (self, operation, row, record, &row->row->space, NULL, refusal,
                                 error);
}

/* A new record is never written, but those after it may lie where it would. */
static gboolean
offer_new (GaPushing *self, const GaOperation *operation, GaRefusal *refusal, GError **error)
{
  g_autoptr (GaRecord) record = ga_record_new (operation->entity);
  GaStoredRow *row;
  GaSpace space;

  ga_record_set_id (record, &operation->id);
  set_values (record, operation);
  if (!ga_pushing_check_record (self, operation, NULL, record, NULL, &space, NULL, refusal, error))
    return FALSE;
  if (refusal->code != NULL)
    return TRUE;
  row = ga_rows_add (self->rows, operation->entity, &operation->id);
  row->row->space = space;
  for (guint i = 0; i < operation->entity->n_fields; i++)
    ga_value_copy (ga_record_get_nth (record, i), &row->row->values[i]);
  offer_whole (self, operation, row);
  return TRUE;
}

static gboolean
check_change (GaPushing *self,
              const GaOperation *operation,
              const GaStoredRow *row,
              GaRefusal *refusal,
              GError **error)
{
  g_autoptr (GaRecord) before = ga_row_to_record (row->row);
  g_autoptr (GaRecord) after = ga_record_copy (before);
  GaSpace space;

  if (!ga_pushing_check_right (self, operation, row, before, &row->row->space, NULL, refusal,
                               error))
    return FALSE;
  if (operation->kind == GA_OPERATION_DELETE || refusal->code != NULL)
    return TRUE;
  set_values (after, operation);
  return ga_pushing_check_record (self, operation, row, after, before, &space, NULL, refusal,
                                  error);
}

static gboolean
offer_change (GaPushing *self,
              const GaOperation *operation,
              const GaStoredRow *row,
              GaRefusal *refusal,
              GError **error)
{
  if (!check_change (self, operation, row, refusal, error))
    return FALSE;
  if (refusal->code != NULL)
    return TRUE;
  if (operation->kind == GA_OPERATION_DELETE)
    ga_conflicts_add (self, row, "quarantine")->lost_stamp = stamp_of (self, operation);
  else
    offer_fields (self, operation, row);
  return TRUE;
}

/* Nobody looks at tens of thousands of offers. What is too much is refused, and so it stays where
 * it was made. */
static gboolean
check_room (GaPushing *self, GaRefusal *refusal, GError **error)
{
  g_autofree char *text = g_strdup_printf (
      "SELECT count(*) FROM %s WHERE tenant = $1 AND kind = 'quarantine' AND state = 'open' "
      "AND lost_by = $2 AND _gone = 0",
      ga_sql_table (self->sql, ga_schema_get (self->schema, "conflict")));
  GaStatement *statement;
  gboolean found;

  if (self->n_offered < 0)
    {
      statement = ga_sql_prepare (self->sql, text, error);
      if (statement == NULL)
        return FALSE;
      ga_statement_bind_integer (statement, 1, self->session->tenant);
      ga_statement_bind_integer (statement, 2, self->session->account);
      if (!ga_statement_read_integer (statement, &found, &self->n_offered, error))
        return FALSE;
    }
  if (self->n_offered + self->conflicts->len >= GA_QUARANTINE_OFFERS)
    refusal->code = FULL;
  return TRUE;
}

/* What somebody decided about a conflict is nothing to decide about, and what is to go and is gone
 * needs nobody. */
static gboolean
offer (GaPushing *self, const GaOperation *operation, GaRefusal *refusal, GError **error)
{
  GaStoredRow *row = NULL;

  if (g_str_equal (operation->entity->name, "conflict"))
    {
      refusal->code = "not-allowed";
      return TRUE;
    }
  if (!ga_quarantine_find (self, operation->entity, &operation->id, &row, error))
    return FALSE;
  ga_pushing_check_known (self, operation, row, refusal);
  if (refusal->code == NULL && !check_room (self, refusal, error))
    return FALSE;
  if (refusal->code != NULL)
    return TRUE;
  if (row != NULL && !row->gone)
    return offer_change (self, operation, row, refusal, error);
  if (operation->kind == GA_OPERATION_DELETE)
    return TRUE;
  if (row == NULL)
    return offer_new (self, operation, refusal, error);
  refusal->code = "gone";
  return TRUE;
}

/* What the server had before, from a push whose answer was lost, stands as it is. */
static gboolean
take (GaPushing *self, GaOperation *operation, GError **error)
{
  g_auto (GaRefusal) refusal = { 0 };
  gboolean is_known = FALSE;

  if (ga_pushing_check_form (operation, &refusal))
    {
      if (!ga_history_has (self, operation, &is_known, error))
        return FALSE;
      if (is_known)
        return TRUE;
      if (!offer (self, operation, &refusal, error))
        return FALSE;
    }
  if (refusal.code != NULL)
    {
      ga_pushing_answer_refused (self, operation, &refusal);
      return TRUE;
    }
  ga_receipt_add (self->receipt, operation->number, GA_ANSWER_QUARANTINED);
  g_ptr_array_add (self->quarantined, operation);
  return TRUE;
}

gboolean
ga_quarantine_take (GaPushing *self, GError **error)
{
  if (!check_turn (self, error) || !ga_pushing_load (self, error))
    return FALSE;
  self->rights =
      ga_rights_load_with_ended (self->sql, self->schema, self->session, self->now, error);
  if (self->rights == NULL)
    return FALSE;
  self->offers = TRUE;
  for (guint i = 0; i < self->operations->len; i++)
    if (!take (self, g_ptr_array_index (self->operations, i), error))
      return FALSE;
  return keep_body (self, error) && ga_conflicts_write (self, error) &&
         ga_rows_write_sums (self->rows, error);
}

/* Whether more rights could help, and it has not been done before. */
static gboolean
may_take (GaPushing *self,
          const GaOperation *operation,
          const GaRefusal *refusal,
          gboolean *may,
          GError **error)
{
  static const char *const codes[] = { "not-allowed", "not-yours", "reference", "missing", NULL };
  gboolean is_known = FALSE;

  *may = FALSE;
  if (!g_strv_contains (codes, refusal->code))
    return TRUE;
  if (self->had == NULL)
    self->had =
        ga_rights_load_with_ended (self->sql, self->schema, self->session, self->now, error);
  if (self->had == NULL)
    return FALSE;
  if (self->had->grants->len <= self->rights->grants->len)
    return TRUE;
  if (!ga_history_has (self, operation, &is_known, error))
    return FALSE;
  *may = !is_known;
  return TRUE;
}

gboolean
ga_quarantine_take_one (GaPushing *self,
                        const GaOperation *operation,
                        GaRefusal *refusal,
                        gboolean *taken,
                        GError **error)
{
  GaRights *rights = self->rights;
  g_auto (GaRefusal) still = { 0 };
  gboolean may, done;

  *taken = FALSE;
  if (!may_take (self, operation, refusal, &may, error))
    return FALSE;
  if (!may)
    return TRUE;
  self->rights = self->had;
  self->offers = TRUE;
  done = offer (self, operation, &still, error);
  self->rights = rights;
  self->offers = FALSE;
  *taken = done && still.code == NULL;
  if (*taken)
    g_ptr_array_add (self->quarantined, (gpointer) operation);
  else if (g_strcmp0 (still.code, FULL) == 0)
    {
      refusal->code = FULL;
      refusal->field = NULL;
    }
  return done;
}

gboolean
ga_quarantine_keep (GaPushing *self, GError **error)
{
  return self->quarantined->len == 0 || keep_body (self, error);
}
