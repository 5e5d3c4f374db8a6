/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/ga-quarantine.h"

#include "server/ga-conflicts.h"

/* Of the computer, as the client is whatever it says. */
gboolean
ga_quarantine_has_turn (
    GaSql *sql, gint64 tenant, gint64 device, gint64 now, gboolean *has_turn, GError **error)
{
  GaStatement *statement =
      ga_sql_prepare (sql,
                      "SELECT count(*), coalesce(min(at), 0) FROM quarantine "
                      "WHERE tenant = $1 AND client IN "
                      "(SELECT client FROM client WHERE tenant = $1 AND device = $2)",
                      error);
  gboolean found;
  gint64 pushes;

  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, tenant);
  ga_statement_bind_integer (statement, 2, device);
  if (!ga_statement_step (statement, &found, error))
    return FALSE;
  pushes = ga_statement_get_integer (statement, 0);
  *has_turn = pushes == 0 ||
              (pushes < GA_QUARANTINE_PUSHES && now - ga_statement_get_integer (statement, 1) <
                                                    GA_QUARANTINE_SECONDS * G_USEC_PER_SEC);
  ga_statement_reset (statement);
  return TRUE;
}

static gboolean
check_turn (GaPushing *self, GError **error)
{
  gboolean has_turn;

  return ga_quarantine_has_turn (self->sql, self->session->tenant, self->session->device, self->now,
                                 &has_turn, error) &&
         (has_turn || ga_sync_fail (GA_SYNC_ERROR_REVOKED, error));
}

/* What came, but for records that were erased by law meanwhile. */
static GBytes *
write_body (GaPushing *self)
{
  g_autoptr (GPtrArray) operations = g_ptr_array_new ();
  GaPush push = *self->push;

  for (guint i = 0; i < push.operations->len; i++)
    {
      GaOperation *operation = g_ptr_array_index (push.operations, i);

      if (!g_hash_table_contains (self->erased, &operation->id))
        g_ptr_array_add (operations, operation);
    }
  push.operations = operations;
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
  return (GaFieldStamp){
    0, ga_merge_correct_time (operation->clock, self->push->now, self->now, self->last_contact),
    self->push->client
  };
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

/* A new record is never written, but those after it may lie where it would. */
static gboolean
offer_new (GaPushing *self, const GaOperation *operation, GError **error)
{
  g_autoptr (GaRecord) record = ga_record_new (operation->entity);
  GaRefusal refusal = { 0 };
  GaStoredRow *row;
  GaSpace space;

  ga_record_set_id (record, &operation->id);
  for (guint i = 0; i < operation->values->len; i++)
    {
      const GaFieldValue *comes = &g_array_index (operation->values, GaFieldValue, i);
      g_auto (GaValue) value = { 0 };

      ga_value_copy (&comes->value, &value);
      ga_record_take_nth (record, comes->field, &value);
    }
  if (!ga_pushing_check_record (self, record, NULL, &space, &refusal, error))
    return FALSE;
  if (refusal.code == NULL &&
      !ga_pushing_check_right (self, operation, NULL, record, &space, NULL, &refusal, error))
    return FALSE;
  if (refusal.code != NULL)
    return TRUE;
  row = ga_rows_add (self->rows, operation->entity, &operation->id);
  row->row->space = space;
  for (guint i = 0; i < operation->entity->n_fields; i++)
    ga_value_copy (ga_record_get_nth (record, i), &row->row->values[i]);
  offer_whole (self, operation, row);
  return TRUE;
}

static gboolean
offer_change (GaPushing *self, const GaOperation *operation, const GaStoredRow *row, GError **error)
{
  g_autoptr (GaRecord) record = ga_row_to_record (row->row);
  GaRefusal refusal = { 0 };

  if (!ga_pushing_check_right (self, operation, row, record, &row->row->space, NULL, &refusal,
                               error))
    return FALSE;
  if (refusal.code != NULL)
    return TRUE;
  if (operation->kind == GA_OPERATION_DELETE)
    ga_conflicts_add (self, row, "quarantine")->lost_stamp = stamp_of (self, operation);
  else
    offer_fields (self, operation, row);
  return TRUE;
}

static gboolean
offer (GaPushing *self, const GaOperation *operation, GError **error)
{
  GaRefusal refusal = { 0 };
  GaStoredRow *row = NULL;

  ga_receipt_add (self->receipt, operation->number, GA_ANSWER_QUARANTINED);
  if (!ga_pushing_check_form (operation, &refusal) ||
      g_hash_table_contains (self->erased, &operation->id))
    return TRUE;
  if (!ga_rows_find (self->rows, operation->entity, &operation->id, &row, error))
    return FALSE;
  if (row != NULL && !row->gone)
    return offer_change (self, operation, row, error);
  return operation->kind != GA_OPERATION_INSERT || row != NULL ||
         offer_new (self, operation, error);
}

gboolean
ga_quarantine_take (GaPushing *self, GError **error)
{
  if (!check_turn (self, error) || !ga_pushing_load (self, error) || !keep_body (self, error))
    return FALSE;
  self->rights = ga_rights_load (self->sql, self->schema, self->session, error);
  if (self->rights == NULL)
    return FALSE;
  for (guint i = 0; i < self->operations->len; i++)
    if (!offer (self, g_ptr_array_index (self->operations, i), error))
      return FALSE;
  return ga_conflicts_write (self, error) && ga_rows_write_sums (self->rows, error);
}
