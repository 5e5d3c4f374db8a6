/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/ga-pushing.h"

/* A new record comes before its parts, and what its author did as one act comes in one push: by the
 * end of that the record has been whole, if only for a moment, or it is refused
 * (docs/decisions/051-what-is-new-is-whole-by-the-end-of-its-push.md). */

/* @operation: that brought it */
typedef struct
{
  const GaOperation *operation;
  GaRefusal refusal;
} Partial;

static void
free_partial (gpointer data)
{
  Partial *self = data;

  ga_refusal_clear (&self->refusal);
  g_free (self);
}

GHashTable *
ga_pushing_new_partials (void)
{
  return g_hash_table_new_full (ga_id_hash, ga_id_equal, NULL, free_partial);
}

gboolean
ga_pushing_may_be_partial (const GPtrArray *operations)
{
  for (guint i = 0; i < operations->len; i++)
    {
      const GaOperation *operation = g_ptr_array_index (operations, i);

      if (operation->kind == GA_OPERATION_INSERT && operation->entity != NULL &&
          operation->entity->whole != NULL)
        return TRUE;
    }
  return FALSE;
}

/* Whether all of it is there now; else why not, in @refusal. */
static gboolean
look (GaPushing *self, const GaRecord *record, GaRefusal *refusal, GError **error)
{
  g_autoptr (GError) local = NULL;
  GaProblem problem = { 0 };
  const char *field = NULL;

  if (ga_record_get_entity (record)->whole (record, NULL, self->work, &field, &local))
    return TRUE;
  if (local->domain != GA_MODEL_ERROR)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (field != NULL)
    problem.field = ga_entity_get_field (ga_record_get_entity (record), field);
  problem.error = local;
  ga_refusal_say (refusal, "beside", &problem);
  return TRUE;
}

/* @id: of what came without its parts, and may have them by now */
static gboolean
look_again (GaPushing *self, const GaId *id, GError **error)
{
  const Partial *partial = g_hash_table_lookup (self->partials, id);
  g_auto (GaRefusal) refusal = { 0 };
  g_autoptr (GaRecord) record = NULL;
  GaStoredRow *row = NULL;

  if (partial == NULL)
    return TRUE;
  if (!ga_rows_find (self->rows, partial->operation->entity, id, &row, error))
    return FALSE;
  record = row != NULL && !row->gone ? ga_row_to_record (row->row) : NULL;
  if (record != NULL && !look (self, record, &refusal, error))
    return FALSE;
  if (refusal.code == NULL)
    g_hash_table_remove (self->partials, id);
  return TRUE;
}

gboolean
ga_pushing_note_part (GaPushing *self, const GaRecord *record, GError **error)
{
  const GaEntity *entity = ga_record_get_entity (record);

  if (g_hash_table_size (self->partials) == 0)
    return TRUE;
  for (guint i = 0; i < entity->n_fields; i++)
    {
      const GaValue *value = ga_record_get_nth (record, i);

      if (value->kind == GA_VALUE_ID && !look_again (self, &value->id, error))
        return FALSE;
    }
  return look_again (self, ga_record_get_id (record), error);
}

gboolean
ga_pushing_note_new (GaPushing *self,
                     const GaOperation *operation,
                     const GaRecord *record,
                     GError **error)
{
  g_auto (GaRefusal) refusal = { 0 };
  Partial *partial;

  if (operation->kind != GA_OPERATION_INSERT || operation->entity->whole == NULL)
    return TRUE;
  if (!look (self, record, &refusal, error))
    return FALSE;
  if (refusal.code == NULL)
    return TRUE;
  partial = g_new0 (Partial, 1);
  partial->operation = operation;
  partial->refusal = refusal;
  refusal.sentence = NULL;
  g_hash_table_replace (self->partials, (gpointer) &operation->id, partial);
  return TRUE;
}

gboolean
ga_pushing_look_at_partials (GaPushing *self, GError **error)
{
  g_autofree GaId **ids = (GaId **) g_hash_table_get_keys_as_array (self->partials, NULL);

  for (guint i = 0; ids[i] != NULL; i++)
    if (!look_again (self, ids[i], error))
      return FALSE;
  return TRUE;
}

gboolean
ga_pushing_take_partials (GaPushing *self, GHashTable *refused)
{
  GHashTableIter iter;
  gpointer id, partial;
  gboolean any = FALSE;

  g_hash_table_iter_init (&iter, self->partials);
  while (g_hash_table_iter_next (&iter, &id, &partial))
    {
      g_hash_table_iter_steal (&iter);
      g_hash_table_replace (refused, id, partial);
      any = TRUE;
    }
  return any;
}

void
ga_pushing_refuse_partial (GaPushing *self, const GaOperation *operation, GaRefusal *refusal)
{
  const Partial *partial =
      self->refused != NULL ? g_hash_table_lookup (self->refused, &operation->id) : NULL;

  if (partial == NULL)
    return;
  refusal->code = partial->refusal.code;
  refusal->field = partial->refusal.field;
  refusal->sentence = g_strdup (partial->refusal.sentence);
}
