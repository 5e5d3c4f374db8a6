/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/ga-entity.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Is @word one of @words, which are parted by `|`? Case of any alphabet is ignored. */
static gboolean
among (const char *words, const char *folded)
{
  g_auto (GStrv) each = NULL;

  if (words == NULL)
    return FALSE;
  each = g_strsplit (words, "|", -1);
  for (guint i = 0; each[i] != NULL; i++)
    {
      g_autofree char *word = g_utf8_casefold (each[i], -1);

      if (strcmp (word, folded) == 0)
        return TRUE;
    }
  return FALSE;
}

static char *
fold (const char *text)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text));

  return g_utf8_casefold (trimmed, -1);
}

static gboolean
says (const char *text, const char *folded)
{
  return text != NULL && *text != '\0' && among (text, folded);
}

/**
 * ga_entity_field_index:
 *
 * Returns: the place of the field @name, or -1
 */
int
ga_entity_field_index (const GaEntity *entity, const char *name)
{
  for (guint i = 0; i < entity->n_fields; i++)
    if (strcmp (entity->fields[i].name, name) == 0)
      return (int) i;
  return -1;
}

/**
 * ga_entity_get_field:
 *
 * Returns: (nullable): the field @name
 */
const GaField *
ga_entity_get_field (const GaEntity *entity, const char *name)
{
  int index = ga_entity_field_index (entity, name);

  return index < 0 ? NULL : &entity->fields[index];
}

/**
 * ga_entity_match_heading:
 * @heading: the heading of a column in somebody's file
 *
 * Returns: (nullable): the field meant, by its name, its label in English or in the user's
 * language, or another heading of the descriptor
 */
const GaField *
ga_entity_match_heading (const GaEntity *entity, const char *heading)
{
  g_autofree char *folded = fold (heading);

  if (*folded == '\0')
    return NULL;
  for (guint i = 0; i < entity->n_fields; i++)
    {
      const GaField *field = &entity->fields[i];

      if (says (field->name, folded) || says (field->label, folded) ||
          says (_ (field->label), folded))
        return field;
    }
  /* Names go first: another field's alias must not take the place of a field so called. */
  for (guint i = 0; i < entity->n_fields; i++)
    if (among (entity->fields[i].headings, folded))
      return &entity->fields[i];
  return NULL;
}

/**
 * ga_entity_get_sort:
 *
 * Returns: (nullable): the sort order @name
 */
const GaSort *
ga_entity_get_sort (const GaEntity *entity, const char *name)
{
  for (const GaSort *sort = entity->sorts; sort != NULL && sort->name != NULL; sort++)
    if (strcmp (sort->name, name) == 0)
      return sort;
  return NULL;
}

/**
 * ga_entity_get_label:
 *
 * Returns: what one of them is called, in the user's language
 */
const char *
ga_entity_get_label (const GaEntity *entity)
{
  return _ (entity->label);
}

const char *
ga_entity_get_plural (const GaEntity *entity)
{
  return _ (entity->plural);
}

/**
 * ga_entity_is_personal:
 *
 * Returns: whether any field says something of a person
 */
gboolean
ga_entity_is_personal (const GaEntity *entity)
{
  for (guint i = 0; i < entity->n_fields; i++)
    if (entity->fields[i].flags & GA_FIELD_PERSONAL)
      return TRUE;
  return FALSE;
}

/**
 * ga_entity_is_private:
 *
 * Returns: whether the records as a whole are for those alone who see names: a required field says
 *   something of a person
 */
gboolean
ga_entity_is_private (const GaEntity *entity)
{
  const GaFieldFlags both = GA_FIELD_REQUIRED | GA_FIELD_PERSONAL;

  for (guint i = 0; i < entity->n_fields; i++)
    if ((entity->fields[i].flags & both) == both)
      return TRUE;
  return FALSE;
}

const char *
ga_field_get_label (const GaField *field)
{
  return _ (field->label);
}

/**
 * ga_field_get_choice:
 *
 * Returns: (nullable): the choice with exactly this code
 */
const GaChoice *
ga_field_get_choice (const GaField *field, const char *code)
{
  for (const GaChoice *choice = field->choices; choice != NULL && choice->code != NULL; choice++)
    if (strcmp (choice->code, code) == 0)
      return choice;
  return NULL;
}

/**
 * ga_field_match_choice:
 * @text: what somebody wrote
 *
 * Returns: (nullable): the choice meant, by code, label or another word for it
 */
const GaChoice *
ga_field_match_choice (const GaField *field, const char *text)
{
  g_autofree char *folded = fold (text);

  for (const GaChoice *choice = field->choices; choice != NULL && choice->code != NULL; choice++)
    if (says (choice->code, folded) || says (choice->label, folded) ||
        says (_ (choice->label), folded) || among (choice->alias, folded))
      return choice;
  return NULL;
}

gboolean
ga_field_needs_target (const GaField *field)
{
  return field->on_delete == GA_ON_DELETE_CASCADE || field->on_delete == GA_ON_DELETE_REFUSE;
}

gboolean
ga_field_is_number (const GaField *field)
{
  switch (field->type)
    {
    case GA_FIELD_INTEGER:
    case GA_FIELD_MONEY:
    case GA_FIELD_DEGREES:
      return TRUE;
    default:
      return FALSE;
    }
}
