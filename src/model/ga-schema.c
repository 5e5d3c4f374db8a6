/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/ga-schema.h"

#include <string.h>

#include "model/entities/ga-entities.h"

struct _GaSchema
{
  GObject parent;

  GPtrArray *entities; /* of const GaEntity, unowned */
};

G_DEFINE_TYPE (GaSchema, ga_schema, G_TYPE_OBJECT)

static const GaEntity *const program_entities[] = {
  &ga_entity_kommune,      &ga_entity_organisation,
  &ga_entity_person,       &ga_entity_role,
  &ga_entity_venue,        &ga_entity_route,
  &ga_entity_community,    &ga_entity_schedule,
  &ga_entity_meeting,      &ga_entity_meeting_note,
  &ga_entity_participant,  &ga_entity_attendance,
  &ga_entity_conflict,     &ga_entity_attachment,
  &ga_entity_agreement,    &ga_entity_agreement_party,
  &ga_entity_clause,       &ga_entity_plan_goal,
  &ga_entity_initiative,   &ga_entity_indicator,
  &ga_entity_revision,     &ga_entity_round,
  &ga_entity_application,  &ga_entity_budget_line,
  &ga_entity_investment,   &ga_entity_grant,
  &ga_entity_tranche,      &ga_entity_account_entry,
  &ga_entity_grant_report, &ga_entity_recruitment,
};

static void
ga_schema_finalize (GObject *object)
{
  g_ptr_array_unref (GA_SCHEMA (object)->entities);
  G_OBJECT_CLASS (ga_schema_parent_class)->finalize (object);
}

static void
ga_schema_class_init (GaSchemaClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ga_schema_finalize;
}

static void
ga_schema_init (GaSchema *self)
{
  self->entities = g_ptr_array_new ();
}

/**
 * ga_schema_new:
 *
 * Returns: (transfer full): a schema with the program's entities
 */
GaSchema *
ga_schema_new (void)
{
  GaSchema *self = ga_schema_new_empty ();

  for (guint i = 0; i < G_N_ELEMENTS (program_entities); i++)
    ga_schema_add (self, program_entities[i]);
  return self;
}

/**
 * ga_schema_new_empty:
 *
 * Returns: (transfer full): a schema without entities
 */
GaSchema *
ga_schema_new_empty (void)
{
  return g_object_new (GA_TYPE_SCHEMA, NULL);
}

/**
 * ga_schema_add:
 * @entity: a descriptor that lives as long as the program
 *
 * Name and number must be new: the number stands in files.
 */
void
ga_schema_add (GaSchema *self, const GaEntity *entity)
{
  g_return_if_fail (GA_IS_SCHEMA (self));
  g_return_if_fail (ga_schema_get (self, entity->name) == NULL);
  g_return_if_fail (ga_schema_get_by_number (self, entity->number) == NULL);

  g_ptr_array_add (self->entities, (gpointer) entity);
}

guint
ga_schema_get_n_entities (GaSchema *self)
{
  g_return_val_if_fail (GA_IS_SCHEMA (self), 0);

  return self->entities->len;
}

const GaEntity *
ga_schema_get_nth (GaSchema *self, guint index)
{
  g_return_val_if_fail (GA_IS_SCHEMA (self) && index < self->entities->len, NULL);

  return g_ptr_array_index (self->entities, index);
}

/**
 * ga_schema_get:
 *
 * Returns: (nullable): the entity @name
 */
const GaEntity *
ga_schema_get (GaSchema *self, const char *name)
{
  for (guint i = 0; i < self->entities->len; i++)
    {
      const GaEntity *entity = g_ptr_array_index (self->entities, i);

      if (strcmp (entity->name, name) == 0)
        return entity;
    }
  return NULL;
}

/**
 * ga_schema_get_by_number:
 *
 * Returns: (nullable): the entity with this number
 */
const GaEntity *
ga_schema_get_by_number (GaSchema *self, guint number)
{
  for (guint i = 0; i < self->entities->len; i++)
    {
      const GaEntity *entity = g_ptr_array_index (self->entities, i);

      if (entity->number == number)
        return entity;
    }
  return NULL;
}
