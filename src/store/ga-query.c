/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ga-query.h"

struct _GaQuery
{
  const GaEntity *entity;
  GArray *conditions; /* of GaCondition */
  char *columns;
  GArray *first; /* of GaId */
  guint offset;
  guint limit; /* 0: all */
};

static void
clear_condition (gpointer condition)
{
  GaCondition *self = condition;

  ga_value_clear (&self->value);
  g_clear_pointer (&self->among, g_array_unref);
}

/**
 * ga_query_new:
 *
 * Returns: (transfer full): all records of @entity in their usual order
 */
GaQuery *
ga_query_new (const GaEntity *entity)
{
  GaQuery *self = g_new0 (GaQuery, 1);

  self->entity = entity;
  self->conditions = g_array_new (FALSE, TRUE, sizeof (GaCondition));
  g_array_set_clear_func (self->conditions, clear_condition);
  self->first = g_array_new (FALSE, FALSE, sizeof (GaId));
  self->columns = g_strdup (entity->sorts != NULL ? entity->sorts[0].columns : NULL);
  return self;
}

void
ga_query_free (GaQuery *self)
{
  g_array_unref (self->conditions);
  g_array_unref (self->first);
  g_free (self->columns);
  g_free (self);
}

/**
 * ga_query_where:
 * @field: a field of the entity, or `id`
 * @value: (nullable): copied; %NULL for @GA_EMPTY
 *
 * Only records for which this holds as well.
 */
void
ga_query_where (GaQuery *self, const char *field, GaOperator op, const GaValue *value)
{
  GaCondition condition = { ga_entity_get_field (self->entity, field), op, { 0 }, NULL };

  g_return_if_fail (condition.field != NULL || g_str_equal (field, "id"));

  if (value != NULL)
    ga_value_copy (value, &condition.value);
  g_array_append_val (self->conditions, condition);
}

void
ga_query_where_text (GaQuery *self, const char *field, GaOperator op, const char *text)
{
  g_auto (GaValue) value = { 0 };

  ga_value_set_text (&value, text);
  ga_query_where (self, field, op, &value);
}

void
ga_query_where_integer (GaQuery *self, const char *field, GaOperator op, gint64 integer)
{
  g_auto (GaValue) value = { 0 };

  ga_value_set_integer (&value, integer);
  ga_query_where (self, field, op, &value);
}

/**
 * ga_query_where_id:
 *
 * Only records whose reference @field (or `id`) is @id.
 */
void
ga_query_where_id (GaQuery *self, const char *field, const GaId *id)
{
  g_auto (GaValue) value = { 0 };

  ga_value_set_id (&value, id);
  ga_query_where (self, field, GA_EQUAL, &value);
}

/**
 * ga_query_where_among:
 *
 * Only records whose reference @field (or `id`) is one of @ids; none where there are none.
 */
void
ga_query_where_among (GaQuery *self, const char *field, GArray *ids)
{
  GaCondition condition = { ga_entity_get_field (self->entity, field), GA_AMONG, { 0 }, NULL };

  g_return_if_fail (condition.field != NULL || g_str_equal (field, "id"));

  condition.among = g_array_copy (ids);
  g_array_append_val (self->conditions, condition);
}

/**
 * ga_query_sort:
 * @sort: the name of a sort order, or of a field, `-` before it for falling
 *
 * Returns: %FALSE when the entity has no such order
 */
gboolean
ga_query_sort (GaQuery *self, const char *sort)
{
  const GaSort *order = ga_entity_get_sort (self->entity, sort);

  if (order != NULL)
    ga_query_sort_columns (self, order->columns);
  else if (ga_entity_get_field (self->entity, *sort == '-' ? sort + 1 : sort) != NULL)
    ga_query_sort_columns (self, sort);
  else
    return FALSE;
  return TRUE;
}

/**
 * ga_query_sort_columns:
 * @columns: fields parted by commas, `-` before one for falling; none for the order in which they
 *   were written
 */
void
ga_query_sort_columns (GaQuery *self, const char *columns)
{
  char *copy = g_strdup (columns);

  g_free (self->columns);
  self->columns = copy;
}

void
ga_query_put_first (GaQuery *self, GArray *ids)
{
  g_array_set_size (self->first, 0);
  if (ids->len > 0)
    g_array_append_vals (self->first, ids->data, ids->len);
}

/**
 * ga_query_set_window:
 * @limit: how many at most; 0 for all
 */
void
ga_query_set_window (GaQuery *self, guint offset, guint limit)
{
  self->offset = offset;
  self->limit = limit;
}

const GaEntity *
ga_query_get_entity (const GaQuery *self)
{
  return self->entity;
}

const char *
ga_query_get_columns (const GaQuery *self)
{
  return self->columns;
}

GArray *
ga_query_get_first (const GaQuery *self)
{
  return self->first;
}

guint
ga_query_get_offset (const GaQuery *self)
{
  return self->offset;
}

guint
ga_query_get_limit (const GaQuery *self)
{
  return self->limit;
}

guint
ga_query_get_n_conditions (const GaQuery *self)
{
  return self->conditions->len;
}

const GaCondition *
ga_query_get_condition (const GaQuery *self, guint index)
{
  return &g_array_index (self->conditions, GaCondition, index);
}
