/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/ga-walk-question.h"

#include "model/ga-flaw.h"
#include "server/ga-conflicts.h"

static int
index_of (const GaOperation *operation, guint field)
{
  for (guint i = 0; i < operation->values->len; i++)
    if (g_array_index (operation->values, GaFieldValue, i).field == field)
      return (int) i;
  return -1;
}

static gboolean
stands (GaMergeOutcome outcome)
{
  return outcome == GA_MERGE_CLEAN || outcome == GA_MERGE_WINS;
}

/* The revision of the newest name that others recorded at a meeting; 0 for none. */
static gboolean
find_names (GaPushing *self, const GaId *meeting, gint64 *revision, GError **error)
{
  g_autofree char *text = g_strdup_printf (
      "SELECT coalesce(max(_rev), 0) FROM %s WHERE tenant = $1 AND meeting = $2 AND "
      "state = 'present' AND _gone = 0 AND _client IS DISTINCT FROM $3",
      ga_sql_table (self->sql, ga_schema_get (self->schema, "attendance")));
  GaStatement *statement = ga_sql_prepare (self->sql, text, error);
  gboolean found = FALSE;

  if (statement == NULL)
    return FALSE;
  ga_statement_bind_integer (statement, 1, self->session->tenant);
  ga_statement_bind_id (statement, 2, meeting);
  ga_statement_bind_id (statement, 3, &self->push->client);
  if (!ga_statement_step (statement, &found, error))
    return FALSE;
  *revision = ga_statement_get_integer (statement, 0);
  ga_statement_reset (statement);
  return TRUE;
}

static gboolean
weigh_number (GaPushing *self,
              const GaOperation *operation,
              const GaStoredRow *row,
              GaMergeOutcome *outcomes,
              GError **error)
{
  int at = index_of (operation, (guint) ga_entity_field_index (operation->entity, "unnamed"));
  gint64 names = 0;

  if (at < 0 || !stands (outcomes[at]) || GA_FLAW (NUMBERS_AND_NAMES) ||
      g_array_index (operation->values, GaFieldValue, at).value.integer == 0)
    return TRUE;
  if (!find_names (self, &row->row->id, &names, error))
    return FALSE;
  if (names > operation->head)
    outcomes[at] = GA_MERGE_ASKS;
  return TRUE;
}

/* A walk that stays cancelled keeps its reason until somebody decides. */
static void
weigh_reason (const GaOperation *operation, const GaStoredRow *row, GaMergeOutcome *outcomes)
{
  const GaEntity *entity = operation->entity;
  guint status = (guint) ga_entity_field_index (entity, "status");
  int of_status = index_of (operation, status);
  int of_reason = index_of (operation, (guint) ga_entity_field_index (entity, "reason"));

  if (of_status >= 0 && of_reason >= 0 && outcomes[of_status] == GA_MERGE_ASKS &&
      g_strcmp0 (row->row->values[status].text, "cancelled") == 0)
    outcomes[of_reason] = GA_MERGE_ASKS;
}

gboolean
ga_walk_question_weigh (GaPushing *self,
                        const GaOperation *operation,
                        const GaStoredRow *row,
                        GaMergeOutcome *outcomes,
                        GError **error)
{
  if (row == NULL || row->gone || !g_str_equal (operation->entity->name, "meeting"))
    return TRUE;
  weigh_reason (operation, row, outcomes);
  return weigh_number (self, operation, row, outcomes, error);
}

void
ga_walk_question_note (GaPushing *self, const GaStoredRow *attendance, gint64 head)
{
  const GaRow *row = attendance->row;
  const GaId *meeting;
  const gint64 *seen;

  if (!g_str_equal (row->entity->name, "attendance") ||
      g_strcmp0 (row->values[ga_entity_field_index (row->entity, "state")].text, "present") != 0)
    return;
  meeting = &row->values[ga_entity_field_index (row->entity, "meeting")].id;
  seen = g_hash_table_lookup (self->questions, meeting);
  if (seen == NULL || head < *seen)
    g_hash_table_insert (self->questions, g_memdup2 (meeting, sizeof *meeting),
                         g_memdup2 (&head, sizeof head));
}

static gboolean
ask_about (GaPushing *self, GaStoredRow *row, gint64 seen, GError **error)
{
  guint field = (guint) ga_entity_field_index (row->row->entity, "unnamed");
  GaFieldStamp before = row->stamps[field];
  g_auto (GaValue) number = { 0 };
  g_auto (GaValue) none = { 0 };
  GaFieldStamp stamp;

  if (row->row->values[field].integer == 0 || before.revision <= seen ||
      ga_id_equal (&before.client, &self->push->client))
    return TRUE;
  ga_value_copy (&row->row->values[field], &number);
  ga_value_set_integer (&none, 0);
  stamp = ga_pushing_own_stamp (self);
  ga_stored_row_set (row, field, &none, &stamp);
  ga_stored_row_touch (row, &stamp, 0);
  ga_conflicts_add_field (self, row, "question", field, &none, &stamp, &number, &before);
  return ga_rows_write (self->rows, row, error);
}

gboolean
ga_walk_question_ask (GaPushing *self, GError **error)
{
  const GaEntity *entity = ga_schema_get (self->schema, "meeting");
  GHashTableIter iter;
  gpointer id, seen;

  g_hash_table_iter_init (&iter, self->questions);
  while (g_hash_table_iter_next (&iter, &id, &seen) && !GA_FLAW (NUMBERS_AND_NAMES))
    {
      GaStoredRow *row = NULL;

      if (!ga_rows_find (self->rows, entity, id, &row, error) ||
          (row != NULL && !row->gone && !ask_about (self, row, *(gint64 *) seen, error)))
        return FALSE;
    }
  return TRUE;
}
