/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/ga-pushing.h"
#include "server/ga-totals.h"
#include "sync/ga-flaw.h"

/* What lies where another row lies goes with it when that moves: the schedules of a community that
 * moves to another kommune, and the conflict records about all of them. */

static gboolean
leads_through (const char *via, const char *field)
{
  gsize length = strlen (field);

  return via != NULL && g_str_has_prefix (via, field) &&
         (via[length] == '\0' || via[length] == '.');
}

/* Whether the space of @child depends on the record its @field refers to. */
static gboolean
depends (const GaEntity *child, const GaField *field)
{
  const GaSpaceRule *rule = &child->space;

  if (rule->kind == GA_SPACE_PARENT)
    return leads_through (rule->via, field->name) || leads_through (rule->or_else, field->name);
  return rule->via != NULL && strchr (rule->via, '.') != NULL &&
         leads_through (rule->via, field->name);
}

/* The ids of those whose @column is @value; (transfer full) (element-type GaId). */
static GArray *
list_referring (GaPushing *self,
                const GaEntity *child,
                const char *column,
                const GaValue *value,
                GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (GaId));
  g_autofree char *text =
      g_strdup_printf ("SELECT id FROM %s WHERE tenant = $1 AND \"%s\" = $2 AND _gone = 0",
                       ga_sql_table (self->sql, child), column);
  GaStatement *statement = ga_sql_prepare (self->sql, text, error);
  gboolean row = FALSE;

  if (statement == NULL)
    return NULL;
  ga_statement_bind_integer (statement, 1, self->session->tenant);
  ga_statement_bind_value (statement, 2, value);
  while (TRUE)
    {
      GaId id;

      if (!ga_statement_step (statement, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&ids);
      if (ga_statement_get_id (statement, 0, &id))
        g_array_append_val (ids, id);
    }
}

static gboolean
move (GaPushing *self, GaStoredRow *row, const GaSpace *space, GError **error)
{
  g_autoptr (GaRecord) record = ga_row_to_record (row->row);
  GaSpace before = row->row->space;

  row->row->space = *space;
  row->row->revision = ga_pushing_next_revision (self);
  return ga_rows_write (self->rows, row, error) && ga_totals_touch (self, row, record, error) &&
         ga_pushing_move_children (self, row, record, &before, error);
}

static gboolean
move_child (GaPushing *self, const GaEntity *child, const GaId *id, GError **error)
{
  GaStoredRow *row = NULL;
  g_autoptr (GaRecord) record = NULL;
  g_autoptr (GError) local = NULL;
  GaSpace space;

  if (!ga_rows_find (self->rows, child, id, &row, error))
    return FALSE;
  record = ga_row_to_record (row->row);
  if (!ga_space_resolve (self->work, record, &space, &local))
    {
      /* It leads through what is gone: it stays where it is. */
      if (local->domain == GA_MODEL_ERROR)
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  return space.place == GA_PLACE_OWN || ga_space_equal (&space, &row->row->space) ||
         move (self, row, &space, error);
}

static gboolean
move_referring (GaPushing *self,
                const GaEntity *child,
                const char *column,
                const GaValue *value,
                GError **error)
{
  g_autoptr (GArray) ids = list_referring (self, child, column, value, error);

  if (ids == NULL)
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    if (!move_child (self, child, &g_array_index (ids, GaId, i), error))
      return FALSE;
  return TRUE;
}

/* The values that a conflict record holds are seen by who sees the row. */
static gboolean
move_conflicts (GaPushing *self, const GaStoredRow *row, GError **error)
{
  const GaEntity *conflict = ga_schema_get (self->schema, "conflict");
  g_auto (GaValue) record = { 0 };
  g_autoptr (GArray) ids = NULL;

  if (conflict == NULL || row->row->entity == conflict)
    return TRUE;
  ga_value_take_text (&record, ga_id_to_string (&row->row->id));
  ids = list_referring (self, conflict, "record", &record, error);
  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      GaStoredRow *child = NULL;

      if (!ga_rows_find (self->rows, conflict, &g_array_index (ids, GaId, i), &child, error) ||
          !move (self, child, &row->row->space, error))
        return FALSE;
    }
  return ids != NULL;
}

/* Whether what others follow through this row (a space, a path) may lead elsewhere now. */
static gboolean
leads_elsewhere (const GaStoredRow *row, const GaRecord *before, const GaSpace *space_before)
{
  const char *via = row->row->entity->space.via;

  return !ga_space_equal (&row->row->space, space_before) ||
         (via != NULL && strchr (via, '.') == NULL &&
          !ga_value_equal (&row->row->values[ga_entity_field_index (row->row->entity, via)],
                           ga_record_get (before, via)));
}

gboolean
ga_pushing_move_children (GaPushing *self,
                          const GaStoredRow *row,
                          const GaRecord *before,
                          const GaSpace *space_before,
                          GError **error)
{
  g_auto (GaValue) id = { 0 };

  if (!leads_elsewhere (row, before, space_before) || GA_FLAW (CHILDREN_STAY))
    return TRUE;
  ga_value_set_id (&id, &row->row->id);
  for (guint i = 0; i < ga_schema_get_n_entities (self->schema); i++)
    {
      const GaEntity *child = ga_schema_get_nth (self->schema, i);

      for (guint j = 0; j < child->n_fields; j++)
        {
          const GaField *field = &child->fields[j];

          if (field->type == GA_FIELD_REFERENCE &&
              g_strcmp0 (field->target, row->row->entity->name) == 0 && depends (child, field) &&
              !move_referring (self, child, field->name, &id, error))
            return FALSE;
        }
    }
  return ga_space_equal (&row->row->space, space_before) || move_conflicts (self, row, error);
}
