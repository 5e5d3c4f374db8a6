/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/ga-rights.h"

#include <glib/gi18n-lib.h>

#include "model/ga-conflict-subject.h"

/* Where a grant lets an operation happen. */
typedef enum
{
  NOWHERE,
  SPACE,     /* in any space that the grant covers */
  COMMUNITY, /* the same, on what belongs to none but the account's own communities */
  MINE,      /* in a space that the grant covers, on what the account itself changed last */
  BELONGING, /* on what belongs to the grant's own community; on what belongs to none, as MINE */
  SUBJECT,   /* where the record that it is about may be changed */
} Scope;

typedef struct
{
  const char *entity;
  Scope host[3]; /* insert, update, delete */
  Scope consultant[3];
  Scope administrator[3];
  const char *who; /* msgid: what those who may not are told */
} Rule;

#define BY_HOSTS N_ ("Only the hosts of this community can change this.")
#define BY_BOTH \
  N_ ("Only the hosts of this community and the consultants of its kommune can change this.")
#define IN_KOMMUNE  N_ ("Only hosts and consultants in this kommune can change this.")
#define BY_MOST     N_ ("Only hosts, consultants and administrators can change this.")
#define BY_ADVISERS N_ ("Only the consultants of this kommune can change this.")
#define BY_FUNDERS  N_ ("Only consultants and administrators can change this.")
#define BY_OFFICE   N_ ("Only administrators can change this.")
#define ADDED_IN    N_ ("Only hosts and consultants can add something here.")
#define NOT_THERE   N_ ("You can add this only in a kommune where you are host or consultant.")
#define BY_NOBODY   N_ ("Only the server changes this.")

/* Coordinators read. What is not listed nobody changes but the server; participants, attendance and
 * words about a walk are their community's hosts' alone. Deleting what a whole kommune shares is
 * the consultants', except for taking back what one has just made. */
static const Rule rules[] = {
  { "kommune", { NOWHERE }, { NOWHERE }, { SPACE, SPACE, SPACE }, BY_OFFICE },
  { "organisation",
    { SPACE, SPACE, MINE },
    { SPACE, SPACE, SPACE },
    { SPACE, SPACE, SPACE },
    BY_MOST },
  { "person", { SPACE, SPACE, MINE }, { SPACE, SPACE, SPACE }, { NOWHERE }, IN_KOMMUNE },
  { "recruitment", { SPACE, SPACE, MINE }, { SPACE, SPACE, SPACE }, { NOWHERE }, IN_KOMMUNE },
  { "role", { COMMUNITY, COMMUNITY, COMMUNITY }, { SPACE, SPACE, SPACE }, { NOWHERE }, BY_BOTH },
  { "venue", { SPACE, SPACE, MINE }, { SPACE, SPACE, SPACE }, { NOWHERE }, IN_KOMMUNE },
  { "route", { SPACE, SPACE, MINE }, { SPACE, SPACE, SPACE }, { NOWHERE }, IN_KOMMUNE },
  { "community", { SPACE, COMMUNITY, COMMUNITY }, { SPACE, SPACE, SPACE }, { NOWHERE }, BY_BOTH },
  { "schedule",
    { COMMUNITY, COMMUNITY, COMMUNITY },
    { SPACE, SPACE, SPACE },
    { NOWHERE },
    BY_BOTH },
  { "meeting", { COMMUNITY, COMMUNITY, COMMUNITY }, { SPACE, SPACE, SPACE }, { NOWHERE }, BY_BOTH },
  { "meeting_note", { COMMUNITY, COMMUNITY, COMMUNITY }, { NOWHERE }, { NOWHERE }, BY_HOSTS },
  { "participant", { COMMUNITY, COMMUNITY, COMMUNITY }, { NOWHERE }, { NOWHERE }, BY_HOSTS },
  { "attendance", { COMMUNITY, COMMUNITY, COMMUNITY }, { NOWHERE }, { NOWHERE }, BY_HOSTS },
  { "attachment",
    { COMMUNITY, BELONGING, BELONGING },
    { SPACE, SPACE, SPACE },
    { NOWHERE },
    BY_BOTH },
  { "round", { NOWHERE }, { SPACE, SPACE, SPACE }, { SPACE, SPACE, SPACE }, BY_FUNDERS },
  { "agreement", { NOWHERE }, { SPACE, SPACE, SPACE }, { NOWHERE }, BY_ADVISERS },
  { "agreement_party", { NOWHERE }, { SPACE, SPACE, SPACE }, { NOWHERE }, BY_ADVISERS },
  { "clause", { NOWHERE }, { SPACE, SPACE, SPACE }, { NOWHERE }, BY_ADVISERS },
  { "plan_goal", { NOWHERE }, { SPACE, SPACE, SPACE }, { NOWHERE }, BY_ADVISERS },
  { "initiative", { NOWHERE }, { SPACE, SPACE, SPACE }, { NOWHERE }, BY_ADVISERS },
  { "indicator", { NOWHERE }, { SPACE, SPACE, SPACE }, { NOWHERE }, BY_ADVISERS },
  { "revision", { NOWHERE }, { SPACE, SPACE, SPACE }, { NOWHERE }, BY_ADVISERS },
  { "application", { NOWHERE }, { SPACE, SPACE, SPACE }, { NOWHERE }, BY_ADVISERS },
  { "budget_line", { NOWHERE }, { SPACE, SPACE, SPACE }, { NOWHERE }, BY_ADVISERS },
  { "investment", { NOWHERE }, { SPACE, SPACE, SPACE }, { NOWHERE }, BY_ADVISERS },
  { "grant", { NOWHERE }, { SPACE, SPACE, SPACE }, { NOWHERE }, BY_ADVISERS },
  { "tranche", { NOWHERE }, { SPACE, SPACE, SPACE }, { NOWHERE }, BY_ADVISERS },
  { "account_entry", { NOWHERE }, { SPACE, SPACE, SPACE }, { NOWHERE }, BY_ADVISERS },
  { "grant_report", { NOWHERE }, { SPACE, SPACE, SPACE }, { NOWHERE }, BY_ADVISERS },
  { "conflict", { NOWHERE, SUBJECT }, { NOWHERE, SUBJECT }, { NOWHERE, SUBJECT }, BY_BOTH },
};

static const Rule *
find_rule (const GaEntity *entity)
{
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    if (g_str_equal (rules[i].entity, entity->name))
      return &rules[i];
  return NULL;
}

static Scope
get_scope (GaAccess access, const GaEntity *entity, GaOperationKind operation)
{
  const Rule *rule = find_rule (entity);
  guint index = operation - GA_OPERATION_INSERT;

  if (rule == NULL)
    return NOWHERE;
  switch (access)
    {
    case GA_ACCESS_HOST:
      return rule->host[index];
    case GA_ACCESS_CONSULTANT:
      return rule->consultant[index];
    case GA_ACCESS_ADMINISTRATOR:
      return rule->administrator[index];
    case GA_ACCESS_COORDINATOR:
    default:
      return NOWHERE;
    }
}

/* Everybody is in what is national; a host in the kommune around the community, too. */
static gboolean
covers (const GaRight *right, const GaSpace *space)
{
  return space->place == GA_PLACE_NATIONAL || ga_space_equal (&right->space, space) ||
         (space->place == GA_PLACE_KOMMUNE && !ga_id_is_none (&right->kommune) &&
          ga_id_equal (&right->kommune, &space->target));
}

static gboolean
has_community (const GaRights *self, const GaRowPlace *place)
{
  for (guint i = 0; i < place->n_communities; i++)
    if (!ga_rights_host (self, &place->communities[i]))
      return FALSE;
  return TRUE;
}

static gboolean
allows (const GaRights *self, const GaRight *right, Scope scope, const GaRowPlace *place)
{
  switch (scope)
    {
    case SPACE:
      return covers (right, &place->space);
    case BELONGING:
      if (place->n_communities > 0)
        return has_community (self, place);
      return allows (self, right, MINE, place);
    case MINE:
      return place->is_mine && covers (right, &place->space);
    case COMMUNITY:
      /* Whose community it is may not take it to where they are nobody. */
      return has_community (self, place) && covers (right, &place->space);
    case SUBJECT:
      /* Of what a newer version knows everybody may say that they have seen it. */
      return place->subject != NULL
                 ? allows (self, right,
                           get_scope (right->access, place->subject, GA_OPERATION_UPDATE), place)
                 : covers (right, &place->space);
    case NOWHERE:
    default:
      return FALSE;
    }
}

GaRights *
ga_rights_new (void)
{
  GaRights *self = g_new0 (GaRights, 1);

  self->grants = g_array_new (FALSE, TRUE, sizeof (GaRight));
  self->spaces = g_array_new (FALSE, TRUE, sizeof (GaSpace));
  return self;
}

void
ga_rights_free (GaRights *self)
{
  g_array_unref (self->grants);
  g_array_unref (self->spaces);
  g_free (self);
}

static void
add_space (GaRights *self, GaSpacePlace place, const GaId *target)
{
  GaSpace space = { .place = place };

  if (target != NULL)
    space.target = *target;
  if (!ga_rights_see (self, &space))
    g_array_append_val (self->spaces, space);
}

static void
add_spaces_of (GaRights *self, const GaRight *right)
{
  add_space (self, GA_PLACE_NATIONAL, NULL);
  if (!ga_id_is_none (&right->kommune))
    add_space (self, GA_PLACE_KOMMUNE, &right->kommune);
  /* The names of a community are its hosts', whatever somebody was given. */
  if (right->space.place != GA_PLACE_COMMUNITY || right->access == GA_ACCESS_HOST)
    add_space (self, right->space.place, &right->space.target);
}

void
ga_rights_add (GaRights *self, GaAccess access, const GaSpace *space, const GaId *kommune)
{
  GaRight right = { .access = access, .space = *space };

  if (kommune != NULL)
    right.kommune = *kommune;
  g_array_append_val (self->grants, right);
  add_spaces_of (self, &right);
}

void
ga_rights_move (GaRights *self, const GaId *community, const GaId *kommune)
{
  g_array_set_size (self->spaces, 0);
  for (guint i = 0; i < self->grants->len; i++)
    {
      GaRight *right = &g_array_index (self->grants, GaRight, i);

      if (right->space.place == GA_PLACE_COMMUNITY && ga_id_equal (&right->space.target, community))
        right->kommune = *kommune;
      add_spaces_of (self, right);
    }
}

char *
ga_rights_to_text (const GaRights *self)
{
  g_autoptr (GArray) grants = g_array_new (FALSE, FALSE, sizeof (GaGrant));

  for (guint i = 0; i < self->grants->len; i++)
    {
      const GaRight *right = &g_array_index (self->grants, GaRight, i);
      GaGrant grant = { right->access, right->space };

      g_array_append_val (grants, grant);
    }
  return ga_grants_to_text (grants);
}

gboolean
ga_rights_see (const GaRights *self, const GaSpace *space)
{
  for (guint i = 0; i < self->spaces->len; i++)
    if (ga_space_equal (&g_array_index (self->spaces, GaSpace, i), space))
      return TRUE;
  return FALSE;
}

static gboolean
sees_names (const GaRight *right)
{
  return right->access == GA_ACCESS_HOST || right->access == GA_ACCESS_CONSULTANT;
}

gboolean
ga_rights_see_names (const GaRights *self, const GaSpace *space)
{
  for (guint i = 0; i < self->grants->len; i++)
    {
      const GaRight *right = &g_array_index (self->grants, GaRight, i);

      if (sees_names (right) && covers (right, space))
        return TRUE;
    }
  return FALSE;
}

gboolean
ga_rights_see_names_somewhere (const GaRights *self)
{
  for (guint i = 0; i < self->grants->len; i++)
    if (sees_names (&g_array_index (self->grants, GaRight, i)))
      return TRUE;
  return FALSE;
}

gboolean
ga_rights_host (const GaRights *self, const GaId *community)
{
  for (guint i = 0; i < self->grants->len; i++)
    {
      const GaRight *right = &g_array_index (self->grants, GaRight, i);

      if (right->access == GA_ACCESS_HOST && right->space.place == GA_PLACE_COMMUNITY &&
          ga_id_equal (&right->space.target, community))
        return TRUE;
    }
  return FALSE;
}

gboolean
ga_rights_may (const GaRights *self,
               const GaEntity *entity,
               GaOperationKind operation,
               const GaRowPlace *place,
               GaAccess *access)
{
  for (guint i = 0; i < self->grants->len; i++)
    {
      const GaRight *right = &g_array_index (self->grants, GaRight, i);

      if (allows (self, right, get_scope (right->access, entity, operation), place))
        {
          if (access != NULL)
            *access = right->access;
          return TRUE;
        }
    }
  return FALSE;
}

void
ga_row_place_add (GaRowPlace *self, const GaId *community)
{
  g_return_if_fail (self->n_communities < G_N_ELEMENTS (self->communities));

  self->communities[self->n_communities++] = *community;
}

const GaId *
ga_row_place_read (GaRowPlace *self, const GaRecord *record, const GaSpace *space)
{
  const GaEntity *entity = ga_record_get_entity (record);

  self->space = *space;
  if (space->place == GA_PLACE_COMMUNITY)
    ga_row_place_add (self, &space->target);
  if (g_str_equal (entity->name, "community"))
    ga_row_place_add (self, ga_record_get_id (record));
  if (ga_entity_field_index (entity, "community") >= 0 && ga_record_has (record, "community"))
    ga_row_place_add (self, ga_record_get_reference (record, "community"));
  else if (ga_entity_field_index (entity, "meeting") >= 0 && ga_record_has (record, "meeting"))
    return ga_record_get_reference (record, "meeting");
  return NULL;
}

const GaId *
ga_row_place_read_conflict (GaRowPlace *self,
                            const GaRecord *conflict,
                            const GaEntity *entity,
                            const GaId *id,
                            const GaRecord *subject,
                            const GaSpace *space)
{
  g_autoptr (GaRecord) offered = NULL;
  const GaId nobody = { 0 };

  self->subject = entity;
  if (subject != NULL)
    return ga_row_place_read (self, subject, space);
  offered = ga_conflict_make_subject (conflict, entity, id);
  ga_row_place_read (self, offered, space);
  if (self->n_communities == 0)
    ga_row_place_add (self, &nobody);
  return NULL;
}

gboolean
ga_rights_may_somewhere (const GaRights *self, const GaEntity *entity, GaOperationKind operation)
{
  for (guint i = 0; i < self->grants->len; i++)
    if (get_scope (g_array_index (self->grants, GaRight, i).access, entity, operation) != NOWHERE)
      return TRUE;
  return FALSE;
}

const char *
ga_rights_explain (const GaRights *self, const GaEntity *entity, GaOperationKind operation)
{
  const Rule *rule = find_rule (entity);

  if (rule == NULL)
    return _ (BY_NOBODY);
  if (operation == GA_OPERATION_INSERT && rule->host[0] == SPACE &&
      rule->administrator[0] == NOWHERE)
    return ga_rights_may_somewhere (self, entity, operation) ? _ (NOT_THERE) : _ (ADDED_IN);
  return _ (rule->who);
}
