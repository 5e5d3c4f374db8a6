/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/ga-rights.h"

/* Where a grant lets an operation happen. */
typedef enum
{
  NOWHERE,
  SPACE,     /* in any space that the grant covers */
  COMMUNITY, /* on what belongs to the grant's own community */
  MINE,      /* in a space that the grant covers, on what the account itself changed last */
  BELONGING, /* on what belongs to the grant's own community; on what belongs to none, as MINE */
} Scope;

typedef struct
{
  const char *entity;
  Scope host[3]; /* insert, update, delete */
  Scope consultant[3];
  Scope administrator[3];
} Rule;

/* Coordinators read. What is not listed nobody changes but the server; participants, attendance and
 * words about a walk are their community's hosts' alone. Deleting what a whole kommune shares is
 * the consultants', except for taking back what one has just made. */
static const Rule rules[] = {
  { "kommune", { NOWHERE }, { NOWHERE }, { SPACE, SPACE, SPACE } },
  { "organisation", { SPACE, SPACE, MINE }, { SPACE, SPACE, SPACE }, { SPACE, SPACE, SPACE } },
  { "person", { SPACE, SPACE, MINE }, { SPACE, SPACE, SPACE }, { NOWHERE } },
  { "role", { COMMUNITY, COMMUNITY, COMMUNITY }, { SPACE, SPACE, SPACE }, { NOWHERE } },
  { "venue", { SPACE, SPACE, MINE }, { SPACE, SPACE, SPACE }, { NOWHERE } },
  { "route", { SPACE, SPACE, MINE }, { SPACE, SPACE, SPACE }, { NOWHERE } },
  { "community", { SPACE, COMMUNITY, COMMUNITY }, { SPACE, SPACE, SPACE }, { NOWHERE } },
  { "schedule", { COMMUNITY, COMMUNITY, COMMUNITY }, { SPACE, SPACE, SPACE }, { NOWHERE } },
  { "meeting", { COMMUNITY, COMMUNITY, COMMUNITY }, { SPACE, SPACE, SPACE }, { NOWHERE } },
  { "meeting_note", { COMMUNITY, COMMUNITY, COMMUNITY }, { NOWHERE }, { NOWHERE } },
  { "participant", { COMMUNITY, COMMUNITY, COMMUNITY }, { NOWHERE }, { NOWHERE } },
  { "attendance", { COMMUNITY, COMMUNITY, COMMUNITY }, { NOWHERE }, { NOWHERE } },
  { "attachment", { COMMUNITY, BELONGING, BELONGING }, { SPACE, SPACE, SPACE }, { NOWHERE } },
  { "conflict", { NOWHERE, SPACE }, { NOWHERE, SPACE }, { NOWHERE, SPACE } },
};

static Scope
get_scope (GaAccess access, const GaEntity *entity, GaOperationKind operation)
{
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      const Rule *rule = &rules[i];

      if (!g_str_equal (rule->entity, entity->name))
        continue;
      switch (access)
        {
        case GA_ACCESS_HOST:
          return rule->host[operation - GA_OPERATION_INSERT];
        case GA_ACCESS_CONSULTANT:
          return rule->consultant[operation - GA_OPERATION_INSERT];
        case GA_ACCESS_ADMINISTRATOR:
          return rule->administrator[operation - GA_OPERATION_INSERT];
        case GA_ACCESS_COORDINATOR:
        default:
          return NOWHERE;
        }
    }
  return NOWHERE;
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
      /* What belongs to none, such as a role in an organisation, is its space's. */
      return has_community (self, place) &&
             (place->n_communities > 0 || covers (right, &place->space));
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

GaRights *
ga_rights_load (GaSql *sql, GaSchema *schema, const GaSession *session, GError **error)
{
  g_autoptr (GaRights) self = ga_rights_new ();
  g_autofree char *text =
      g_strdup_printf ("SELECT a.access, a.place, a.target, c.kommune FROM access a "
                       "LEFT JOIN %s c ON c.tenant = a.tenant AND c.id = a.target "
                       "WHERE a.tenant = $1 AND a.account = $2",
                       ga_sql_table (sql, ga_schema_get (schema, "community")));
  GaStatement *statement = ga_sql_prepare (sql, text, error);
  gboolean row = FALSE;

  if (statement == NULL)
    return NULL;
  ga_statement_bind_integer (statement, 1, session->tenant);
  ga_statement_bind_integer (statement, 2, session->account);
  while (TRUE)
    {
      GaSpace space = { 0 };
      GaId kommune = { 0 };
      GaAccess access;

      if (!ga_statement_step (statement, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&self);
      if (!ga_access_parse (ga_statement_get_text (statement, 0), &access))
        continue;
      space.place = (GaSpacePlace) ga_statement_get_integer (statement, 1);
      if (!ga_statement_is_null (statement, 2))
        ga_statement_get_id (statement, 2, &space.target);
      if (space.place == GA_PLACE_COMMUNITY && !ga_statement_is_null (statement, 3))
        ga_statement_get_id (statement, 3, &kommune);
      ga_rights_add (self, access, &space, &kommune);
    }
}

gboolean
ga_rights_see (const GaRights *self, const GaSpace *space)
{
  for (guint i = 0; i < self->spaces->len; i++)
    if (ga_space_equal (&g_array_index (self->spaces, GaSpace, i), space))
      return TRUE;
  return FALSE;
}

gboolean
ga_rights_see_names (const GaRights *self, const GaSpace *space)
{
  for (guint i = 0; i < self->grants->len; i++)
    {
      const GaRight *right = &g_array_index (self->grants, GaRight, i);

      if ((right->access == GA_ACCESS_HOST || right->access == GA_ACCESS_CONSULTANT) &&
          covers (right, space))
        return TRUE;
    }
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
