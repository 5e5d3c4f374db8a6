/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/ga-pushing.h"

/* What the operations will ask for is read at once, not for each of them. */

/* A push of so many operations costs more than making plans. */
#define MANY 100

void
ga_pushing_want (GHashTable *wanted, const GaEntity *entity, const GaId *id)
{
  GHashTable *ids = g_hash_table_lookup (wanted, entity);

  if (ids == NULL)
    {
      ids = g_hash_table_new (ga_id_hash, ga_id_equal);
      g_hash_table_insert (wanted, (gpointer) entity, ids);
    }
  g_hash_table_add (ids, (gpointer) id);
}

/* The records and what their new values refer to. */
static gboolean
load_rows (GaPushing *self, GError **error)
{
  g_autoptr (GHashTable) wanted =
      g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_hash_table_unref);
  GHashTableIter iter;
  gpointer entity, ids;

  for (guint i = 0; i < self->operations->len; i++)
    {
      const GaOperation *operation = g_ptr_array_index (self->operations, i);

      if (operation->entity == NULL)
        continue;
      ga_pushing_want (wanted, operation->entity, &operation->id);
      for (guint j = 0; j < operation->values->len; j++)
        {
          const GaFieldValue *comes = &g_array_index (operation->values, GaFieldValue, j);

          if (comes->value.kind == GA_VALUE_ID)
            ga_pushing_want (
                wanted,
                ga_schema_get (self->schema, operation->entity->fields[comes->field].target),
                &comes->value.id);
        }
    }
  g_hash_table_iter_init (&iter, wanted);
  while (g_hash_table_iter_next (&iter, &entity, &ids))
    if (!ga_rows_load (self->rows, entity, ids, error))
      return FALSE;
  return TRUE;
}

/* @user_data: the set that the row's id belongs to */
static gboolean
note_id (GaStatement *statement, gpointer user_data, GError **error)
{
  GaId id;

  if (ga_statement_get_id (statement, 0, &id))
    ga_pushing_note (user_data, &id);
  return TRUE;
}

static gboolean
says_nothing (const GaStoredRow *row)
{
  for (guint i = 0; i < row->row->entity->n_fields; i++)
    if (row->row->values[i].kind != GA_VALUE_NONE)
      return FALSE;
  return TRUE;
}

/* Of records that are not there: whether there has ever been anything of them. */
static gboolean
load_absent (GaPushing *self, GError **error)
{
  g_autoptr (GHashTable) absent = g_hash_table_new (ga_id_hash, ga_id_equal);
  g_autoptr (GHashTable) empty = g_hash_table_new (ga_id_hash, ga_id_equal);

  for (guint i = 0; i < self->operations->len; i++)
    {
      GaOperation *operation = g_ptr_array_index (self->operations, i);
      GaStoredRow *row = NULL;

      if (operation->entity == NULL)
        continue;
      if (!ga_rows_find (self->rows, operation->entity, &operation->id, &row, error))
        return FALSE;
      if (row != NULL && !row->gone)
        continue;
      g_hash_table_add (absent, &operation->id);
      if (self->floor > 0 && (row == NULL || says_nothing (row)))
        g_hash_table_add (empty, &operation->id);
    }
  return ga_sql_find_many (self->sql, "SELECT id FROM erasure WHERE tenant = $1 AND id = $2",
                           self->session->tenant, absent, note_id, self->erased, error) &&
         ga_sql_find_many (self->sql,
                           "SELECT id FROM history WHERE tenant = $1 AND id = $2 LIMIT 1",
                           self->session->tenant, empty, note_id, self->forgotten, error);
}

/* PostgreSQL keeps the plans of statements, and those made while a table was empty go through all
 * of it, until it looks at its tables again, a minute later. */
static gboolean
plan_anew (GaPushing *self, GError **error)
{
  return self->operations->len < MANY || !ga_sql_is_postgresql (self->sql) ||
         ga_sql_exec (self->sql, "DISCARD PLANS", error);
}

gboolean
ga_pushing_load (GaPushing *self, GError **error)
{
  for (guint i = 0; i < self->operations->len; i++)
    {
      const GaOperation *operation = g_ptr_array_index (self->operations, i);

      if (operation->kind == GA_OPERATION_INSERT)
        g_hash_table_insert (self->arriving, g_memdup2 (&operation->id, sizeof operation->id),
                             (gpointer) operation->entity);
    }
  return plan_anew (self, error) && load_rows (self, error) && load_absent (self, error);
}
