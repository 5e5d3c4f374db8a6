/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/ga-space.h"

#include <string.h>

#define NATIONAL  "national"
#define OWN       "own"
#define KOMMUNE   "kommune:"
#define COMMUNITY "community:"

static gboolean
parse_target (const char *text, const char *prefix, GaSpacePlace place, GaSpace *space)
{
  if (!g_str_has_prefix (text, prefix))
    return FALSE;
  space->place = place;
  return ga_id_parse (text + strlen (prefix), &space->target);
}

gboolean
ga_space_parse (const char *text, GaSpace *space)
{
  memset (space, 0, sizeof *space);
  if (g_str_equal (text, NATIONAL) || g_str_equal (text, OWN))
    {
      space->place = g_str_equal (text, OWN) ? GA_PLACE_OWN : GA_PLACE_NATIONAL;
      return TRUE;
    }
  return parse_target (text, KOMMUNE, GA_PLACE_KOMMUNE, space) ||
         parse_target (text, COMMUNITY, GA_PLACE_COMMUNITY, space);
}

char *
ga_space_to_string (const GaSpace *space)
{
  char id[GA_ID_TEXT_SIZE];

  ga_id_format (&space->target, id);
  switch (space->place)
    {
    case GA_PLACE_KOMMUNE:
      return g_strconcat (KOMMUNE, id, NULL);
    case GA_PLACE_COMMUNITY:
      return g_strconcat (COMMUNITY, id, NULL);
    case GA_PLACE_OWN:
      return g_strdup (OWN);
    case GA_PLACE_NATIONAL:
    default:
      return g_strdup (NATIONAL);
    }
}

guint
ga_space_hash (gconstpointer space)
{
  const GaSpace *self = space;

  return ga_id_hash (&self->target) * 5 + self->place;
}

gboolean
ga_space_equal (gconstpointer a, gconstpointer b)
{
  const GaSpace *left = a, *right = b;

  return left->place == right->place && ga_id_equal (&left->target, &right->target);
}

/* Follows a path such as `meeting.community`; none where a step is empty. */
static gboolean
follow_path (GaWork *work, const GaRecord *record, const char *path, GaId *id, GError **error)
{
  const char *dot = strchr (path, '.');
  g_autofree char *first = dot != NULL ? g_strndup (path, (gsize) (dot - path)) : g_strdup (path);
  const GaId *reference = ga_record_get_reference (record, first);
  const GaField *field;
  g_autoptr (GaRecord) next = NULL;

  memset (id, 0, sizeof *id);
  if (reference == NULL)
    return TRUE;
  if (dot == NULL)
    {
      *id = *reference;
      return TRUE;
    }
  field = ga_entity_get_field (ga_record_get_entity (record), first);
  next = ga_work_find (work, field->target, reference, error);
  return next != NULL && follow_path (work, next, dot + 1, id, error);
}

static GStrv
list_parents (const GaSpaceRule *rule)
{
  g_autofree char *all = g_strjoin (" ", rule->via, rule->or_else, NULL);

  return g_strsplit (all, " ", -1);
}

static gboolean
resolve_parent (GaWork *work, const GaRecord *record, GaSpace *space, GError **error)
{
  const GaEntity *entity = ga_record_get_entity (record);
  g_auto (GStrv) parents = list_parents (&entity->space);

  for (guint i = 0; parents[i] != NULL; i++)
    if (ga_record_has (record, parents[i]))
      return ga_work_get_space (work, ga_entity_get_field (entity, parents[i])->target,
                                ga_record_get_reference (record, parents[i]), space, error);
  return TRUE;
}

/* A community that is nobody else's keeps its names to itself, until it lies in a kommune. */
static gboolean
resolve_community (GaWork *work, const GaId *id, GaSpace *space, GError **error)
{
  if (!ga_work_get_space (work, "community", id, space, error))
    return FALSE;
  if (space->place != GA_PLACE_OWN)
    *space = (GaSpace){ .place = GA_PLACE_COMMUNITY, .target = *id };
  return TRUE;
}

gboolean
ga_space_depends (const GaEntity *entity, const GaField *field)
{
  const GaSpaceRule *rule = &entity->space;
  g_auto (GStrv) parents = NULL;
  const char *dot;

  if (rule->kind == GA_SPACE_PARENT)
    {
      parents = list_parents (rule);
      return g_strv_contains ((const char *const *) parents, field->name);
    }
  if (rule->kind == GA_SPACE_COMMUNITY && g_strcmp0 (rule->via, field->name) == 0)
    return TRUE;
  dot = rule->via != NULL ? strchr (rule->via, '.') : NULL;
  return dot != NULL && strlen (field->name) == (gsize) (dot - rule->via) &&
         g_str_has_prefix (rule->via, field->name);
}

gboolean
ga_space_resolve (GaWork *work, const GaRecord *record, GaSpace *space, GError **error)
{
  const GaEntity *entity = ga_record_get_entity (record);
  GaId id;

  *space = (GaSpace){ .place = GA_PLACE_OWN };
  switch (entity->space.kind)
    {
    case GA_SPACE_PARENT:
      return resolve_parent (work, record, space, error);
    case GA_SPACE_GIVEN:
      return ga_work_get_space (work, entity->name, ga_record_get_id (record), space, error);
    case GA_SPACE_KOMMUNE:
      if (!follow_path (work, record, entity->space.via, &id, error))
        return FALSE;
      if (!ga_id_is_none (&id))
        *space = (GaSpace){ .place = GA_PLACE_KOMMUNE, .target = id };
      return TRUE;
    case GA_SPACE_COMMUNITY:
      return follow_path (work, record, entity->space.via, &id, error) &&
             (ga_id_is_none (&id) || resolve_community (work, &id, space, error));
    case GA_SPACE_NATIONAL:
    default:
      space->place = GA_PLACE_NATIONAL;
      return TRUE;
    }
}
