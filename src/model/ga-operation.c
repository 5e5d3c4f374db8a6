/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/ga-operation.h"

#include "model/ga-json-text.h"

static void
clear_value (gpointer value)
{
  ga_value_clear (&((GaFieldValue *) value)->value);
}

GaOperation *
ga_operation_new (void)
{
  GaOperation *self = g_new0 (GaOperation, 1);

  self->kind = GA_OPERATION_UPDATE;
  self->values = g_array_new (FALSE, TRUE, sizeof (GaFieldValue));
  g_array_set_clear_func (self->values, clear_value);
  return self;
}

void
ga_operation_free (GaOperation *self)
{
  g_free (self->unknown);
  g_free (self->extra);
  g_array_unref (self->values);
  g_free (self);
}

/**
 * ga_operation_take:
 * @value: (transfer full): emptied
 */
void
ga_operation_take (GaOperation *self, guint field, GaValue *value)
{
  GaFieldValue taken = { .field = field, .value = *value };

  g_array_append_val (self->values, taken);
  *value = (GaValue){ 0 };
}

/**
 * ga_operation_get:
 *
 * Returns: (nullable): the new value of the field, which may be empty; %NULL when it is not set
 */
const GaValue *
ga_operation_get (const GaOperation *self, guint field)
{
  for (guint i = 0; i < self->values->len; i++)
    {
      const GaFieldValue *value = &g_array_index (self->values, GaFieldValue, i);

      if (value->field == field)
        return &value->value;
    }
  return NULL;
}

gboolean
ga_operation_meets (const GaOperation *self, const GaOperation *other)
{
  if (self->kind == GA_OPERATION_DELETE || other->kind == GA_OPERATION_DELETE)
    return TRUE;
  for (guint i = 0; i < self->values->len; i++)
    if (ga_operation_get (other, g_array_index (self->values, GaFieldValue, i).field) != NULL)
      return TRUE;
  return FALSE;
}

char *
ga_operation_values_to_json (const GaOperation *self)
{
  g_autoptr (GString) json = g_string_new ("{");

  for (guint i = 0; i < self->values->len; i++)
    {
      const GaFieldValue *value = &g_array_index (self->values, GaFieldValue, i);

      g_string_append (json, i > 0 ? "," : "");
      ga_json_append_text (json, self->entity->fields[value->field].name);
      g_string_append_c (json, ':');
      ga_json_append_value (json, &value->value);
    }
  g_string_append_c (json, '}');
  return g_string_free (g_steal_pointer (&json), FALSE);
}

GaRow *
ga_row_new (const GaEntity *entity)
{
  GaRow *self = g_new0 (GaRow, 1);

  self->entity = entity;
  self->values = g_new0 (GaValue, entity->n_fields);
  return self;
}

void
ga_row_free (GaRow *self)
{
  ga_row_clear_values (self);
  g_free (self->values);
  g_free (self);
}

/* For using it again. */
void
ga_row_clear_values (GaRow *self)
{
  for (guint i = 0; i < self->entity->n_fields; i++)
    ga_value_clear (&self->values[i]);
  g_clear_pointer (&self->extra, g_free);
}

/**
 * ga_row_to_record:
 *
 * Returns: (transfer full): a record that counts as stored
 */
GaRecord *
ga_row_to_record (const GaRow *self)
{
  GaRecord *record = ga_record_new_blank (self->entity, &self->id);

  for (guint i = 0; i < self->entity->n_fields; i++)
    {
      GaValue value = { 0 };

      ga_value_copy (&self->values[i], &value);
      ga_record_take_nth (record, i, &value);
    }
  ga_record_set_stored (record, TRUE);
  return record;
}
