/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/ga-flaw.h"
#include "server/ga-conflicts.h"
#include "server/ga-totals.h"

/* What happens to the rows around one. What lies where another row lies goes with it when that
 * moves: the schedules of a community that moves to another kommune, and the conflict records about
 * all of them. And what somebody has added to does not stay deleted. */

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
  g_autoptr (GArray) ids =
      ga_rows_list_referring (self->rows, child, column, value, G_MAXINT64, error);

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
  ids = ga_rows_list_referring (self->rows, conflict, "record", &record, G_MAXINT64, error);
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

typedef gboolean (*ReferringFunc) (GaPushing *self,
                                   const GaEntity *child,
                                   const GaField *field,
                                   const GaValue *id,
                                   gpointer user_data,
                                   GError **error);

/* Calls @func for every field of @type of every entity that refers to the kind of row that @row is.
 */
static gboolean
for_each_referring (GaPushing *self,
                    const GaStoredRow *row,
                    GaFieldType type,
                    ReferringFunc func,
                    gpointer user_data,
                    GError **error)
{
  g_auto (GaValue) id = { 0 };

  ga_value_set_id (&id, &row->row->id);
  for (guint i = 0; i < ga_schema_get_n_entities (self->schema); i++)
    {
      const GaEntity *child = ga_schema_get_nth (self->schema, i);

      for (guint j = 0; j < child->n_fields; j++)
        if (child->fields[j].type == type &&
            g_strcmp0 (child->fields[j].target, row->row->entity->name) == 0 &&
            !func (self, child, &child->fields[j], &id, user_data, error))
          return FALSE;
    }
  return TRUE;
}

static gboolean
move_dependent (GaPushing *self,
                const GaEntity *child,
                const GaField *field,
                const GaValue *id,
                gpointer user_data,
                GError **error)
{
  return !ga_space_depends (child, field) || move_referring (self, child, field->name, id, error);
}

gboolean
ga_pushing_move_children (GaPushing *self,
                          const GaStoredRow *row,
                          const GaRecord *before,
                          const GaSpace *space_before,
                          GError **error)
{
  if (!leads_elsewhere (row, before, space_before) || GA_FLAW (CHILDREN_STAY))
    return TRUE;
  return for_each_referring (self, row, GA_FIELD_REFERENCE, move_dependent, NULL, error) &&
         (ga_space_equal (&row->row->space, space_before) || move_conflicts (self, row, error));
}

static gboolean
look_for_one (GaPushing *self,
              const GaEntity *child,
              const GaField *field,
              const GaValue *id,
              gpointer user_data,
              GError **error)
{
  gboolean *needed = user_data;
  g_autoptr (GArray) ids = NULL;

  if (*needed || !ga_field_needs_target (field))
    return TRUE;
  ids = ga_rows_list_referring (self->rows, child, field->name, id, 1, error);
  if (ids == NULL)
    return FALSE;
  *needed = ids->len > 0;
  return TRUE;
}

gboolean
ga_pushing_is_needed (GaPushing *self, const GaStoredRow *row, gboolean *needed, GError **error)
{
  *needed = FALSE;
  return for_each_referring (self, row, GA_FIELD_REFERENCE, look_for_one, needed, error) &&
         for_each_referring (self, row, GA_FIELD_REFERENCES, look_for_one, needed, error);
}

/* What lies where the author sees nothing is not theirs to bring back. */
static gboolean
call_if_gone (GaPushing *self,
              const GaField *field,
              const GaId *id,
              GaGoneFunc func,
              gpointer user_data,
              GError **error)
{
  GaStoredRow *row = NULL;

  if (!ga_rows_find (self->rows, ga_schema_get (self->schema, field->target), id, &row, error))
    return FALSE;
  return row == NULL || !row->gone || !ga_rights_see (self->rights, &row->row->space) ||
         func (self, row, user_data, error);
}

static gboolean
call_for_list (GaPushing *self,
               const GaField *field,
               const char *list,
               GaGoneFunc func,
               gpointer user_data,
               GError **error)
{
  g_auto (GStrv) ids = g_strsplit (list, " ", -1);
  GaId id;

  for (guint i = 0; ids[i] != NULL; i++)
    if (ga_id_parse (ids[i], &id) && !call_if_gone (self, field, &id, func, user_data, error))
      return FALSE;
  return TRUE;
}

gboolean
ga_pushing_for_each_gone_parent (
    GaPushing *self, const GaRecord *record, GaGoneFunc func, gpointer user_data, GError **error)
{
  const GaEntity *entity = ga_record_get_entity (record);

  for (guint i = 0; i < entity->n_fields; i++)
    {
      const GaField *field = &entity->fields[i];
      const GaValue *value = ga_record_get_nth (record, i);

      if (!ga_field_needs_target (field))
        continue;
      if (value->kind == GA_VALUE_ID
              ? !call_if_gone (self, field, &value->id, func, user_data, error)
              : value->kind == GA_VALUE_TEXT &&
                    !call_for_list (self, field, value->text, func, user_data, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
revive (GaPushing *self, GaStoredRow *row, gpointer user_data, GError **error)
{
  g_autoptr (GaRecord) record = ga_row_to_record (row->row);
  GaConflict *conflict;
  GaFieldStamp stamp;

  if (!ga_pushing_revive_parents (self, record, error))
    return FALSE;
  conflict = ga_conflicts_add (self, row, "deleted");
  conflict->lost_stamp = (GaFieldStamp){ row->row->revision, row->row->at, row->client };
  stamp = conflict->kept_stamp = ga_pushing_own_stamp (self);
  row->gone = FALSE;
  ga_stored_row_touch (row, &stamp, 0);
  return ga_rows_write (self->rows, row, error) && ga_totals_touch (self, row, record, error);
}

gboolean
ga_pushing_revive_parents (GaPushing *self, const GaRecord *record, GError **error)
{
  return ga_pushing_for_each_gone_parent (self, record, revive, NULL, error);
}
